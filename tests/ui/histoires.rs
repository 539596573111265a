//! The stories of the window, told by label as a person would.

#![expect(clippy::disallowed_methods, reason = "small files made for one story")]

use std::fmt::Write as _;
use std::sync::mpsc::channel;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::{ChampEcole, Id};
use carnet_ent::store::{Champs, Store};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const UAIS: [(&str, &str, &str); 3] = [
    ("0880001Y", "École Élise", "Épinal"),
    ("0880002Z", "École du Pré", "Golbey"),
    ("0880003A", "École Anne", "Épinal"),
];

fn fill(store: &mut Store) {
    store
        .transact("Import de l’annuaire", |edit| {
            for (uai, nom, commune) in UAIS {
                let champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", "88160")
                    .set("commune_nom", commune)
                    .set("departement", "088");
                edit.releve("annuaire", jour(2020, 9, 1), uai, champs)?;
            }
            Ok(())
        })
        .expect("filled");
}

fn window(store: Option<Store>) -> Harness<'static, App> {
    Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, store, jour(2021, 3, 12)))
}

fn three_schools() -> Harness<'static, App> {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    fill(&mut store);
    let mut window = window(Some(store));
    window.run_ok();
    window
}

fn go(window: &mut Harness<'_, App>, page: Page) {
    window.state().commands().send(Command::Aller(page));
    window.run_ok();
}

/// An annuaire of three made-up schools in two circonscriptions.
fn annuaire() -> String {
    let mut texte = String::from(
        "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;\
         Code_commune;Nom_commune;Code_departement;Ecole_maternelle;Ecole_elementaire;\
         Appartenance_Education_Prioritaire;nom_circonscription;date_maj_ligne;etat;rpi_disperse;\
         code_nature\n",
    );
    for ((uai, nom, commune), circonscription) in UAIS.into_iter().zip(["Nord", "Nord", "Sud"]) {
        writeln!(
            texte,
            "{uai};{nom};Ecole;Public;88160;{commune};088;0;1;;Circonscription d'inspection du \
             1er degré de {circonscription};2020-09-01;OUVERT;;151"
        )
        .expect("a string takes all");
    }
    texte
}

#[test]
fn an_annuaire_is_imported_then_undone() {
    let dossier = tempfile::tempdir().expect("folder");
    let fichier = dossier.path().join("annuaire.csv");
    std::fs::write(&fichier, annuaire()).expect("written");
    let store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    let mut window = window(Some(store));
    window.run_ok();
    assert!(shows(&window, "Bienvenue dans votre carnet"));
    window.get_by_label("Importer l’annuaire").click();
    window.run_ok();
    window.get_by_label("Chemin du fichier à importer").focus();
    window.run_ok();
    window
        .get_by_label("Chemin du fichier à importer")
        .type_text(&fichier.display().to_string());
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(shows(&window, "Quelles circonscriptions suivez-vous"));
    window.get_by_label_contains("Nord (088)").click();
    window.run_ok();
    window
        .get_by_label_contains("Voir ce qui changerait")
        .click();
    window.run_ok();
    assert!(
        shows(&window, "Nouvelles (2)"),
        "the other circonscription is left aside"
    );
    assert_eq!(
        window
            .state()
            .store()
            .expect("open")
            .faits()
            .expect("facts")
            .ecoles
            .len(),
        0
    );
    window.get_by_label("Importer ces écoles").click();
    window.run_ok();
    assert!(shows(&window, "2 écoles relevées"));
    assert_eq!(
        window
            .state()
            .store()
            .expect("open")
            .faits()
            .expect("facts")
            .ecoles
            .len(),
        2
    );
    window.get_by_label("Annuler cet import").click();
    window.run_ok();
    assert_eq!(
        window
            .state()
            .store()
            .expect("open")
            .faits()
            .expect("facts")
            .ecoles
            .len(),
        0
    );
    window.state().commands().send(Command::Retablir);
    window.run_ok();
    go(&mut window, Page::Ecoles);
    assert!(shows(&window, "École Élise"));
    assert!(!shows(&window, "École Anne"));
}

#[test]
fn an_annuaire_without_its_date_asks_for_it_and_proposes_the_day_of_the_file() {
    let dossier = tempfile::tempdir().expect("folder");
    let fichier = dossier.path().join("annuaire.csv");
    std::fs::write(&fichier, annuaire().replace(";2020-09-01;", ";;")).expect("written");
    let modifie_le = std::time::UNIX_EPOCH + std::time::Duration::from_hours(18_510 * 24 + 12);
    std::fs::File::options()
        .append(true)
        .open(&fichier)
        .and_then(|f| f.set_modified(modifie_le))
        .expect("dated 5 September 2020");
    let store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    let mut window = window(Some(store));
    let analyser = Command::AnalyserFichiers(vec![fichier]);
    window.state().commands().send(analyser);
    window.run_ok();
    assert!(shows(
        &window,
        "Ce fichier ne dit pas de quand datent ses données"
    ));
    assert!(shows(&window, "05/09/2020"), "proposed");
    let type_date = |window: &mut Harness<'_, App>, texte: &str| {
        window.get_by_label("Date des données du fichier").click();
        window.run_ok();
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.event(egui::Event::Text(texte.to_owned()));
        window.run_ok();
        window.key_press(Key::Enter);
        window.run_ok();
    };
    let suite = "Importer toutes les écoles du fichier";
    type_date(&mut window, "1/4/2021");
    assert!(shows(&window, "Cette date est à venir"));
    assert!(window.get_by_label(suite).accesskit_node().is_disabled());
    type_date(&mut window, "1/10/2020");
    window.get_by_label(suite).click();
    window.run_ok();
    assert!(shows(&window, "Données du 1er octobre 2020"));
    window.get_by_label("Importer ces écoles").click();
    window.run_ok();
    let faits = window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts");
    assert_eq!(faits.ecoles[0].situations[0].depuis, jour(2020, 10, 1));
}

/// Presses Tab until what has the focus is called `nom`.
fn tab_to(window: &mut Harness<'_, App>, nom: &str) {
    for _ in 0..80 {
        window.key_press(Key::Tab);
        window.run_ok();
        let focused = window
            .query_all_by(|n| n.is_focused())
            .find_map(|n| n.accesskit_node().label());
        if focused.is_some_and(|label| label.starts_with(nom)) {
            return;
        }
    }
    panic!("Tab never reaches « {nom} »");
}

#[test]
fn a_deployment_is_recorded_by_keyboard_and_the_dashboard_follows() {
    let mut window = three_schools();
    assert!(shows(&window, "Avec ENT : 0"));
    go(&mut window, Page::Ecoles);
    window.key_press(Key::ArrowDown);
    window.run_ok();
    assert!(shows(&window, "Aucun ENT noté"));
    tab_to(&mut window, "Ajouter un ENT");
    window.key_press(Key::Enter);
    window.run_ok();
    tab_to(&mut window, "Beneylu School");
    window.key_press(Key::Enter);
    window.run_ok();
    tab_to(&mut window, "Début Beneylu School");
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text("1/9/20".to_owned()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(shows(&window, "depuis le 1er septembre 2020"));
    go(&mut window, Page::TableauDeBord);
    assert!(shows(&window, "Avec ENT : 33,3"), "one school of three");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert!(
        shows(&window, "Avec ENT : 0"),
        "undone, the figure comes back"
    );
}

/// Text at 200 % in a window of 1280×800, then of 1000×640: in points, half of both.
#[test]
fn with_large_text_every_page_is_reached_and_nothing_to_press_is_cut_on_the_right() {
    let mut window = three_schools();
    for (largeur, hauteur) in [(640.0, 400.0), (500.0, 320.0)] {
        window.set_size(egui::vec2(largeur, hauteur));
        go(&mut window, Page::TableauDeBord);
        window.get_by_label("Tableau de bord ▾").click();
        window.run_ok();
        window.get_by_label("Écoles").click();
        window.run_ok();
        assert_eq!(window.state().page(), Page::Ecoles);
        for page in Page::ALL {
            go(&mut window, page);
            if page == Page::Ecoles {
                let ecole = Id::ecole(UAIS[0].0);
                window.state().commands().send(Command::MontrerEcole(ecole));
                window.run_ok();
            }
            let coupes: Vec<String> = window
                .query_all_by(|n| {
                    use egui::accesskit::Role;
                    matches!(
                        n.role(),
                        Role::Button | Role::Link | Role::TextInput | Role::CheckBox
                    )
                })
                .filter(|n| n.rect().right() > largeur)
                .map(|n| format!("{:?} {}", n.accesskit_node().label(), n.rect()))
                .collect();
            assert_eq!(coupes, Vec::<String>::new(), "{page:?} at {largeur}");
        }
    }
}

#[test]
fn a_narrow_list_keeps_its_filters_in_one_menu_on_one_line_with_the_search() {
    let mut window = three_schools();
    window.set_size(egui::vec2(1000.0, 640.0));
    window
        .state()
        .commands()
        .send(Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    window.run_ok();
    let (champ, filtres) = (
        window.get_by_label("Chercher une école").rect(),
        window.get_by_label("Filtres ▾").rect(),
    );
    assert!(
        (champ.center().y - filtres.center().y).abs() < 4.0,
        "{champ} {filtres}"
    );
    // Fifteen rows fit below, the header apart.
    let premiere = window
        .get_by(|n| {
            n.label()
                .is_some_and(|l| l.starts_with("École Anne, Épinal"))
        })
        .rect();
    assert!(premiere.top() + 15.0 * 26.0 < 640.0 - 16.0, "{premiere}");
    window.get_by_label("Filtres ▾").click();
    window.run_ok();
    window
        .get_by(|n| {
            n.role() == egui::accesskit::Role::Button
                && n.label().is_some_and(|l| l.starts_with("Commune"))
        })
        .click();
    window.run_ok();
    window.get_by_label("Golbey").click();
    window.run_ok();
    assert!(shows(&window, "1 école"));
    window.get_by_label("Filtres (1) ▾").click();
    window.run_ok();
    window.get_by_label("Tout réafficher").click();
    window.run_ok();
    assert!(shows(&window, "3 écoles"));
    // With room, each menu is there by itself.
    window.set_size(egui::vec2(1280.0, 800.0));
    window.run_ok();
    window.get_by_label("Commune ▾");
}

#[test]
fn the_list_is_searched_without_accents_sorted_and_filtered() {
    let mut window = three_schools();
    go(&mut window, Page::Ecoles);
    assert!(shows(&window, "3 écoles"));
    window.get_by_label("Chercher une école").focus();
    window.run_ok();
    window
        .get_by_label("Chercher une école")
        .type_text("epinal");
    window.run_ok();
    assert!(shows(&window, "2 écoles"));
    assert!(!shows(&window, "École du Pré"));
    window.key_press(Key::Escape);
    window.run_ok();
    assert!(shows(&window, "3 écoles"), "Escape empties the search");
    let first = |window: &Harness<'_, App>| {
        let mut rows: Vec<(f32, String)> = UAIS
            .iter()
            .filter_map(|(_, nom, _)| {
                let spoken = format!("{nom}, ");
                let row = window.query_all_by_label_contains(&spoken).next()?;
                Some((row.rect().top(), (*nom).to_owned()))
            })
            .collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        rows.remove(0).1
    };
    assert_eq!(first(&window), "École Anne");
    window.get_by_label("École ▲").click();
    window.run_ok();
    assert_eq!(first(&window), "École Élise");
    window.get_by_label("Commune ▾").click();
    window.run_ok();
    window
        .get_by_role_and_label(egui::accesskit::Role::Button, "Golbey")
        .click();
    window.run_ok();
    assert!(shows(&window, "1 école"));
    window.get_by_label("Tout réafficher").click();
    window.run_ok();
    assert!(shows(&window, "3 écoles"));
}

#[test]
fn a_reopened_carnet_has_everything_and_still_undoes() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("vosges.carnet");
    let mut store = Store::create(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("created");
    fill(&mut store);
    let mut first = window(Some(store));
    first.run_ok();
    let ecole = Id::ecole(UAIS[0].0);
    first
        .state()
        .commands()
        .send(Command::Ecrire(Ecriture::CorrigerEcole {
            ecole,
            champ: ChampEcole::Nom,
            valeur: Some("École Élise-Reclus".into()),
        }));
    first.run_ok();
    first.state().commands().send(Command::Fermer);
    first.run_ok();
    assert!(shows(&first, "Nouveau carnet"));
    drop(first);
    let mut second = window(None);
    second.run_ok();
    second.state().commands().send(Command::Ouvrir(chemin));
    second.run_ok();
    go(&mut second, Page::Ecoles);
    assert!(shows(&second, "École Élise-Reclus"));
    second.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    second.run_ok();
    assert!(!shows(&second, "École Élise-Reclus"));
    assert!(shows(&second, "École Élise, Épinal"));
    go(&mut second, Page::Historique);
    assert!(shows(&second, "Annulation : Correction d’une école"));
}

#[test]
fn a_name_is_corrected_in_the_sheet_then_given_back() {
    let mut window = three_schools();
    window
        .state()
        .commands()
        .send(Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    window.run_ok();
    window.get_by_label("Corriger : Nom").scroll_to_me();
    window.run_ok();
    window.get_by_label("Corriger : Nom").click();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(
        "École forêt, île, Noël, où, ç, œ, É, @".to_owned(),
    ));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(shows(&window, "École forêt, île, Noël, où, ç, œ, É, @"));
    window
        .get_by_label_contains("revenir à « École Élise »")
        .click();
    window.run_ok();
    assert!(!shows(&window, "École forêt"));
}

#[test]
fn rien_n_a_change_notes_who_and_when() {
    let mut window = three_schools();
    window
        .state()
        .commands()
        .send(Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    window.run_ok();
    assert!(shows(&window, "Jamais vérifié"));
    window.get_by_label("Rien n’a changé").click();
    window.run_ok();
    assert!(shows(&window, "Vérifié le 12 mars 2021 par A. B."));
}

#[test]
fn what_is_refused_is_said_in_one_sentence() {
    let dossier = tempfile::tempdir().expect("folder");
    let fichier = dossier.path().join("texte.carnet");
    std::fs::write(&fichier, "UAI;Nom\n").expect("written");
    let mut window = window(None);
    window.run_ok();
    window.state().commands().send(Command::Ouvrir(fichier));
    window.run_ok();
    assert!(shows(&window, "n’est pas un carnet"));
    assert!(
        shows(&window, "Nouveau carnet"),
        "the way on is still there"
    );
    window.key_press(Key::Escape);
    window.run_ok();
    assert!(
        !shows(&window, "n’est pas un carnet"),
        "Escape closes the message"
    );
}

#[test]
fn an_idle_window_asks_the_carnet_nothing() {
    let mut window = three_schools();
    for page in Page::ALL {
        go(&mut window, page);
        let asked = window.state().store().expect("open").statements_run();
        window.run_steps(10);
        assert_eq!(
            window.state().store().expect("open").statements_run(),
            asked,
            "{page:?}"
        );
    }
    let asked = window.state().store().expect("open").statements_run();
    let verifier = Ecriture::Verifier(vec![Id::ecole(UAIS[0].0)]);
    window.state().commands().send(Command::Ecrire(verifier));
    window.run_ok();
    assert!(
        window.state().store().expect("open").statements_run() > asked,
        "the counter moves"
    );
}

#[test]
fn every_page_opens_in_both_themes_and_at_twice_the_size() {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        for taille in [1.0, 2.0] {
            let mut window = three_schools();
            window.ctx.set_theme(theme);
            window.ctx.set_zoom_factor(taille);
            window
                .state()
                .commands()
                .send(Command::MontrerEcole(Id::ecole(UAIS[0].0)));
            window.run_ok();
            for page in Page::ALL {
                go(&mut window, page);
                assert_eq!(window.state().page(), page);
                window.check_accessibility();
            }
            window.state().commands().send(Command::Fermer);
            window.run_ok();
            assert!(shows(&window, "Nouveau carnet"));
        }
    }
}

#[test]
fn the_window_is_used_while_a_job_holds_the_carnet() {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    fill(&mut store);
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .build_eframe(move |cc| {
            App::for_test_with_threads(&cc.egui_ctx, Some(store), jour(2021, 3, 12))
        });
    window.run_ok();
    let (open_gate, gate) = channel::<()>();
    window.state_mut().lend("Travail d’essai", move |_store| {
        gate.recv().ok();
    });
    window.run_ok();
    assert!(window.state().store().is_none(), "lent");
    let verifier = Ecriture::Verifier(vec![Id::ecole(UAIS[0].0)]);
    window.state().commands().send(Command::Ecrire(verifier));
    go(&mut window, Page::Ecoles);
    assert!(shows(&window, "École Élise"), "the pages still show");
    go(&mut window, Page::Historique);
    assert!(shows(&window, "Un travail est en cours"));
    open_gate.send(()).expect("the job waits");
    for _ in 0..200 {
        window.run_ok();
        if window.state().store().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    window.run_ok();
    let faits = window
        .state()
        .store()
        .expect("given back")
        .faits()
        .expect("facts");
    assert_eq!(
        faits.verifications[&Id::ecole(UAIS[0].0)].len(),
        1,
        "what was asked is done"
    );
}
