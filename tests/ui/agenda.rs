//! The agenda, the timeline of a school, the tour and the search of everything, told by label as
//! a person would.

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::{Action, CompteRendu, Conge, Id, Liste, Visite, VisiteEntiere};
use carnet_ent::store::{Champs, Store, terme};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};

const UAIS: [(&str, &str, &str, f64); 3] = [
    ("0880001Y", "École Élise", "Épinal", 48.17),
    ("0880002Z", "École du Vieux Moulin", "Golbey", 48.20),
    ("0880003A", "École Anne", "Épinal", 0.0),
];

/// Three schools, on 12 March 2026; the first one was visited twice and promised something.
fn memory() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2026, 3, 12))).expect("memory");
    store
        .transact("Import de l’annuaire", |edit| {
            for (uai, nom, commune, latitude) in UAIS {
                let mut champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune_nom", commune)
                    .set("departement", "088");
                if latitude > 0.0 {
                    champs = champs.set("latitude", latitude).set("longitude", 6.45);
                }
                edit.releve("annuaire", jour(2019, 9, 1), uai, champs)?;
            }
            Ok(())
        })
        .expect("filled");
    visit(
        &mut store,
        "BILAN",
        jour(2026, 3, 4),
        Some(jour(2026, 3, 20)),
    );
    visit(&mut store, "PRISE_EN_MAIN", jour(2026, 2, 3), None);
    store
}

fn visit(
    store: &mut Store,
    motif: &str,
    le: chrono::NaiveDate,
    echeance: Option<chrono::NaiveDate>,
) {
    let (id, ecole) = (Id::fresh(), Id::ecole(UAIS[0].0));
    let actions = echeance.map(|echeance| Action {
        id: Id::fresh(),
        ecole,
        visite: Some(id),
        libelle: "Ouvrir les comptes".to_owned(),
        role: Some(terme(Liste::Role, "ERUN")),
        qui: String::new(),
        echeance: Some(echeance),
        faite_le: None,
        abandonnee_le: None,
        commentaire: String::new(),
    });
    let visite = VisiteEntiere {
        visite: Visite {
            id,
            ecole,
            le,
            duree: Some(60),
            motif: Some(terme(Liste::MotifVisite, motif)),
            intervenant: "A. B.".to_owned(),
        },
        compte_rendu: CompteRendu::default(),
        rencontres: Vec::new(),
        copies: Vec::new(),
        actions: actions.into_iter().collect(),
    };
    store
        .transact("Visite d’une école", |edit| edit.visite_entiere(&visite))
        .expect("written");
}

fn window() -> Harness<'static, App> {
    let store = memory();
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2026, 3, 12)));
    window.run_ok();
    window
}

fn plain(dit: &str) -> String {
    dit.replace(['\u{a0}', '\u{202f}'], " ")
}

fn press(window: &mut Harness<'_, App>, touche: Key) {
    window.key_press(touche);
    window.run_ok();
}

fn ctrl(window: &mut Harness<'_, App>, touche: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, touche);
    window.run_ok();
}

fn write(window: &mut Harness<'_, App>, texte: &str) {
    window.event(egui::Event::Text(texte.to_owned()));
    window.run_ok();
}

fn send(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
}

/// Clicks what bears this name, or begins with it.
fn click(window: &mut Harness<'_, App>, nom: &str) {
    let nom = nom.to_owned();
    let named = |window: &Harness<'_, App>, act: fn(&egui_kittest::Node<'_>)| {
        let begins =
            |n: &AccessKitNode<'_>| n.label().is_some_and(|dit| plain(&dit).starts_with(&*nom));
        let trouve = window.query_all_by(begins).next();
        act(&trouve.unwrap_or_else(|| panic!("{nom} is not there")));
    };
    named(window, |n| n.scroll_to_me());
    window.run_ok();
    named(window, |n| n.click());
    window.run_ok();
}

/// The field of this name.
fn input<'a>(window: &'a Harness<'_, App>, nom: &'a str) -> egui_kittest::Node<'a> {
    window.get_by(move |n| n.role() == Role::TextInput && n.label().as_deref() == Some(nom))
}

fn field(window: &mut Harness<'_, App>, nom: &str) {
    input(window, nom).focus();
    window.run_ok();
}

fn value(window: &Harness<'_, App>, nom: &str) -> String {
    input(window, nom).value().unwrap_or_default()
}

/// Types in the place of what the field holds.
fn retype(window: &mut Harness<'_, App>, nom: &str, texte: &str) {
    field(window, nom);
    ctrl(window, Key::A);
    write(window, texte);
    press(window, Key::Enter);
}

/// The day of the agenda that is chosen, as a screen reader says it.
fn chosen_day(window: &Harness<'_, App>) -> String {
    let chosen =
        window.query_all_by(|n| n.role() == Role::Button && n.toggled() == Some(Toggled::True));
    let names = chosen.filter_map(|n| n.accesskit_node().label());
    let mut days = names.filter(|name| name.contains(" 20"));
    plain(&days.next().expect("a day is chosen"))
}

fn conges(window: &Harness<'_, App>) -> Vec<Conge> {
    let faits = window.state().store().expect("open").faits();
    faits.expect("facts").terrain.conges
}

#[test]
fn the_timeline_is_filtered_and_opens_a_visit() {
    let mut window = window();
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    assert!(shows(&window, "Au fil du temps"));
    assert!(shows(&window, "20/03/2026, À faire : Ouvrir les comptes"));
    assert!(shows(&window, "04/03/2026, Visite : "));
    click(&mut window, "Visites (2)");
    assert!(
        !shows(&window, "20/03/2026, À faire"),
        "only visits are left"
    );
    assert!(shows(&window, "03/02/2026, Visite : "));
    click(&mut window, "Visites (2)");
    assert!(
        shows(&window, "20/03/2026, À faire"),
        "a second click lets go"
    );
    click(&mut window, "03/02/2026, Visite : ");
    assert_eq!(window.state().page(), Page::Visites);
    assert!(shows(&window, "Prise en main"));

    // A promise opens among those to follow up.
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    click(&mut window, "20/03/2026, À faire");
    assert_eq!(window.state().page(), Page::Suivi);
    assert!(shows(&window, "Fiche de l’école"));
}

#[test]
fn one_moves_in_the_agenda_by_keyboard_and_begins_a_visit() {
    let mut window = window();
    send(&mut window, Command::Aller(Page::Agenda));
    assert_eq!(chosen_day(&window), "12 mars 2026");
    for (touche, attendu) in [
        (Key::ArrowLeft, "11 mars 2026"),
        (Key::ArrowUp, "4 mars 2026, 1 entrée"),
        (Key::PageUp, "4 février 2026"),
        (Key::ArrowLeft, "3 février 2026, 1 entrée"),
        (Key::PageDown, "3 mars 2026"),
        (Key::ArrowDown, "10 mars 2026"),
        (Key::ArrowRight, "11 mars 2026"),
        (Key::T, "12 mars 2026"),
    ] {
        press(&mut window, touche);
        assert_eq!(chosen_day(&window), attendu, "{touche:?}");
    }
    // The week holds the same days.
    click(&mut window, "Semaine");
    assert!(shows(&window, "Semaine 11"));
    press(&mut window, Key::Escape);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowRight);
    assert!(chosen_day(&window).starts_with("20 mars 2026"));
    assert!(shows(&window, "Action à faire"));
    press(&mut window, Key::Enter);
    assert_eq!(window.state().page(), Page::NouvelleVisite);
    assert_eq!(value(&window, "Date de la visite"), "20/03/2026");
}

#[test]
fn a_day_off_is_named_and_a_day_opens_what_is_on_it() {
    let mut window = window();
    send(&mut window, Command::Aller(Page::Agenda));
    press(&mut window, Key::PageDown);
    click(&mut window, "6 avril 2026");
    assert!(shows(&window, "jour férié : Lundi de Pâques"));
    click(&mut window, "13 avril 2026");
    assert!(shows(
        &window,
        "Printemps 2026, du 11 avril 2026 au 26 avril 2026"
    ));
    click(&mut window, "Mois précédent");
    click(&mut window, "4 mars 2026");
    assert!(shows(&window, "P4, jusqu’au 10 avril 2026"));
    window.get_by_role_and_label(Role::Link, "Bilan").click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Visites);
}

#[test]
fn holidays_are_corrected_and_the_correction_undone() {
    let mut window = window();
    send(&mut window, Command::Aller(Page::Agenda));
    click(&mut window, "Congés");
    let before = conges(&window);
    click(&mut window, "Printemps 2026, du 11");

    // An end before the start is refused at the field, and nothing is written.
    retype(&mut window, "Dernier jour", "1/4/2026");
    assert!(shows(&window, "Le dernier jour est avant le premier"));
    assert_eq!(conges(&window), before);

    retype(&mut window, "Premier jour", "28/3/2026");
    assert!(!shows(&window, "Le dernier jour est avant"));
    let now = conges(&window);
    let printemps = now
        .iter()
        .find(|c| c.nom == "Printemps 2026")
        .expect("there");
    assert_eq!(
        (printemps.debut, printemps.fin),
        (jour(2026, 3, 28), jour(2026, 4, 1))
    );

    // Days shared with others are said, not refused.
    retype(&mut window, "Premier jour", "1/3/2026");
    assert!(shows(&window, "Des jours sont aussi dans « Hiver 2026 »"));

    for _ in 0..2 {
        send(&mut window, Command::Annuler);
    }
    assert_eq!(conges(&window), before);
    assert_eq!(value(&window, "Premier jour"), "11/04/2026");
    assert_eq!(value(&window, "Dernier jour"), "26/04/2026");

    // Others are added, and taken away again.
    click(&mut window, "Ajouter des congés");
    retype(&mut window, "Premier jour", "15/5/2026");
    retype(&mut window, "Dernier jour", "16/5/2026");
    assert!(shows(&window, "Donnez un nom à ces congés"));
    assert_eq!(conges(&window).len(), before.len());
    retype(&mut window, "Nom des congés", "Pont de l’Ascension");
    assert_eq!(conges(&window).len(), before.len() + 1);
    click(&mut window, "Supprimer ces congés");
    assert_eq!(conges(&window), before);
    send(&mut window, Command::Annuler);
    assert_eq!(conges(&window).len(), before.len() + 1);
}

#[test]
fn ticked_schools_make_a_list_that_is_written_once() {
    let dossier = tempfile::tempdir().expect("a folder");
    let mut window = window();
    send(&mut window, Command::Aller(Page::Tournee));
    assert!(shows(&window, "3 écoles à voir"));
    // Ours by our function.
    assert!(shows(&window, "on nous attend : Ouvrir les comptes"));
    assert!(!shows(&window, "Ma tournée"));

    field(&mut window, "Partir de l’école");
    write(&mut window, "élise");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "2 écoles à voir"));
    assert!(shows(&window, "3,3 km"));
    assert!(shows(&window, "sans coordonnées"));

    // By keyboard: the first school is the nearest.
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Space);
    assert!(shows(&window, "1 école cochée"));
    let chemin = dossier.path().join("liste.txt");
    send(&mut window, Command::EnregistrerTournee(chemin.clone()));
    let liste = std::fs::read_to_string(&chemin).expect("written");
    assert!(
        plain(&liste).contains("[ ] École du Vieux Moulin, Golbey (3,3 km)"),
        "{liste}"
    );
    assert!(!liste.contains("École Anne"));

    // The same name again is refused, and the file stays.
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Space);
    send(&mut window, Command::EnregistrerTournee(chemin.clone()));
    assert!(shows(&window, "existe déjà"));
    assert_eq!(
        std::fs::read_to_string(&chemin).expect("still there"),
        liste
    );
    let page = dossier.path().join("liste");
    send(&mut window, Command::EnregistrerTournee(page.clone()));
    let html = std::fs::read_to_string(page.with_extension("html")).expect("written");
    assert!(
        html.contains("École Anne") && html.contains("<!DOCTYPE html>"),
        "{html}"
    );

    click(&mut window, "Copier la liste");
    assert!(shows(&window, "Copiée"));
    click(&mut window, "Tout décocher");
    assert!(!shows(&window, "Ma tournée"));
}

/// Types in the search, then Enter.
fn find(window: &mut Harness<'_, App>, texte: &str) {
    ctrl(window, Key::K);
    write(window, texte);
    press(window, Key::Enter);
}

#[test]
fn the_search_goes_anywhere_by_typing() {
    let mut window = window();
    find(&mut window, "tourn");
    assert_eq!(window.state().page(), Page::Tournee);
    find(&mut window, "vieux moulin");
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "0880002Z"));
    find(&mut window, "03/02/2026");
    assert_eq!(window.state().page(), Page::Visites);
    assert!(shows(&window, "Prise en main"));
    find(&mut window, "ouvrir les comptes");
    assert_eq!(window.state().page(), Page::Suivi);
    assert!(shows(&window, "Fiche de l’école"));
    find(&mut window, "nouvelle visite");
    assert_eq!(window.state().page(), Page::NouvelleVisite);

    // Enter is for the search alone: a page under it has keys too.
    send(&mut window, Command::Aller(Page::Tournee));
    press(&mut window, Key::ArrowDown);
    find(&mut window, "vieux moulin");
    assert!(
        shows(&window, "0880002Z"),
        "not the school chosen in the tour"
    );
    send(&mut window, Command::Aller(Page::Agenda));
    find(&mut window, "vieux moulin");
    assert_eq!(window.state().page(), Page::Ecoles, "no visit was begun");

    // Results stand under their kind; arrows choose.
    send(&mut window, Command::Aller(Page::TableauDeBord));
    ctrl(&mut window, Key::K);
    write(&mut window, "élise");
    for titre in ["Écoles", "Visites", "Actions à suivre"] {
        assert!(shows(&window, titre), "{titre}");
    }
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(
        window.state().page(),
        Page::Visites,
        "the second result is a visit"
    );

    find(&mut window, "thème sombre");
    assert_eq!(
        window.ctx.options(|o| o.theme_preference),
        egui::ThemePreference::Dark
    );
}

#[test]
fn an_idle_frame_of_the_new_pages_asks_the_carnet_nothing() {
    let mut window = window();
    for page in [Page::Agenda, Page::Tournee] {
        send(&mut window, Command::Aller(page));
        window.run_steps(3);
        let before = window.state().store().expect("open").statements_run();
        window.run_steps(10);
        let after = window.state().store().expect("open").statements_run();
        assert_eq!(before, after, "{page:?}");
    }
}
