//! Trainings and events, told by label as a person would: a training with eleven schools, those
//! never trained, what is refused and what is only odd.

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::{
    Deploiement, Evenement, Faits, Formation, Id, Liste, Participation, Perimetre, Seance,
    StatutSeance,
};
use carnet_ent::store::{Champs, Store, solution, terme};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// Eleven schools open, then one closed since September 2020.
const NOMS: [&str; 12] = [
    "Anne", "Berthe", "Claire", "Denise", "Élise", "Fanny", "Gisèle", "Hélène", "Irène", "Jeanne",
    "Karine", "Louise",
];

fn uai(rang: usize) -> String {
    let numero = 880_001 + u32::try_from(rang).expect("few");
    carnet_ent::domain::Uai::from_numero(numero)
        .expect("seven digits")
        .to_string()
}

fn ecole(rang: usize) -> Id {
    Id::ecole(&uai(rang))
}

fn fill(store: &mut Store) {
    store
        .transact("Import de l’annuaire", |edit| {
            for (rang, nom) in NOMS.iter().enumerate() {
                let mut champs = Champs::new()
                    .set("nom", format!("École {nom}"))
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", "88160")
                    .set("commune_nom", "Épinal")
                    .set("departement", "088");
                if rang == 11 {
                    champs = champs.set("fermeture", jour(2020, 9, 1));
                }
                edit.releve("annuaire", jour(2019, 9, 1), &uai(rang), champs)?;
            }
            Ok(())
        })
        .expect("filled");
}

fn memory() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    fill(&mut store);
    store
}

/// The window, on 12 March 2021, on the page.
fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2021, 3, 12)));
    go(&mut window, Page::Formations);
    window
}

fn go(window: &mut Harness<'_, App>, page: Page) {
    send(window, Command::Aller(page));
}

fn send(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
}

fn focused(window: &Harness<'_, App>) -> String {
    window
        .query_all_by(|n| n.is_focused())
        .find_map(|n| n.accesskit_node().label())
        .unwrap_or_default()
}

fn store<'a>(window: &'a Harness<'_, App>) -> &'a Store {
    window.state().store().expect("open")
}

fn faits(window: &Harness<'_, App>) -> Faits {
    store(window).faits().expect("facts")
}

/// The only training of the carnet.
fn formation(window: &Harness<'_, App>) -> Formation {
    let mut toutes: Vec<Formation> = faits(window).terrain.formations.into_values().collect();
    assert_eq!(toutes.len(), 1, "one training");
    toutes.remove(0)
}

fn seance(window: &Harness<'_, App>) -> Seance {
    let mut seances = formation(window).seances;
    assert_eq!(seances.len(), 1, "one session");
    seances.remove(0)
}

fn operations(window: &Harness<'_, App>) -> Vec<String> {
    let historique = store(window).historique().expect("read");
    historique.into_iter().map(|l| l.libelle).collect()
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

/// Puts the keyboard in the field of this name.
fn field(window: &mut Harness<'_, App>, nom: &str) {
    window
        .get_by(move |n| {
            let role = n.role();
            let field = role == Role::TextInput || role == Role::MultilineTextInput;
            field && n.label().as_deref() == Some(nom)
        })
        .focus();
    window.run_ok();
}

/// Types in the field of this name, in place of what stands there, then leaves it.
fn enter(window: &mut Harness<'_, App>, nom: &str, texte: &str) {
    field(window, nom);
    ctrl(window, Key::A);
    if texte.is_empty() {
        press(window, Key::Delete);
    } else {
        write(window, texte);
    }
    press(window, Key::Tab);
}

fn click(window: &mut Harness<'_, App>, nom: &str) {
    window.get_by_label(nom).scroll_to_me();
    window.run_ok();
    window.get_by_label(nom).click();
    window.run_ok();
}

/// Hands off every field.
fn let_go(window: &mut Harness<'_, App>) {
    if let Some(id) = window.ctx.memory(|m| m.focused()) {
        window.ctx.memory_mut(|m| m.surrender_focus(id));
    }
    window.run_ok();
}

/// A training of one session on `le`, with these schools.
fn past(store: &mut Store, le: chrono::NaiveDate, ecoles: &[Id]) -> (Id, Id) {
    let (formation, seance) = (Id::fresh(), Id::fresh());
    store
        .transact("Formation", |edit| {
            edit.formation(&Formation {
                id: formation,
                titre: "Le cahier de liaison".to_owned(),
                objectifs: String::new(),
                systeme: None,
                reference: String::new(),
                public: None,
                cycle: None,
                seances: Vec::new(),
            })?;
            edit.seance(&Seance {
                id: seance,
                formation,
                le: Some(le),
                duree: Some(180),
                duree_18h: Some(180),
                modalite: None,
                lieu: String::new(),
                statut: Some(StatutSeance::Tenue),
                reponses: None,
                satisfaction: None,
                bilan: String::new(),
                participations: Vec::new(),
                formateurs: Vec::new(),
            })?;
            for &ecole in ecoles {
                let participation = Participation {
                    ecole,
                    nombre: Some(2),
                    noms: String::new(),
                };
                edit.participation(seance, &participation)?;
            }
            Ok(())
        })
        .expect("written");
    (formation, seance)
}

fn deploy(store: &mut Store, ecole: Id) {
    let deploiement = Deploiement {
        id: Id::fresh(),
        ecole,
        solution: solution("ONE"),
        debut: Some(jour(2020, 9, 1)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None; 5],
        projet: None,
        commentaire: String::new(),
    };
    store
        .transact("Déploiement", |edit| {
            edit.deploiement(&deploiement).map(drop)
        })
        .expect("written");
}

/// The open session of a carnet with one.
fn with_session(ecoles: &[Id]) -> Harness<'static, App> {
    let mut carnet = memory();
    let (formation, seance) = past(&mut carnet, jour(2021, 2, 10), ecoles);
    let mut window = window(carnet);
    let seance = Some(seance);
    send(&mut window, Command::MontrerFormation { formation, seance });
    window
}

#[test]
fn a_training_with_eleven_schools_is_recorded_by_keyboard_undone_and_found_again() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let moi = auteur("A. B.", jour(2021, 3, 12));
    let mut carnet = Store::create(&chemin, &moi).expect("created");
    fill(&mut carnet);
    let mut window = window(carnet);
    assert!(shows(&window, "Aucune formation dans ce carnet"));
    window.get_by_label("Nouvelle formation").focus();
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Titre de la formation");
    write(&mut window, "Prendre en main l’ENT");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Date de la session");
    write(&mut window, "10/3");
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Durée de la session");
    write(&mut window, "9 h – 12 h");
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    assert_eq!(focused(&window), "Créer la formation");
    press(&mut window, Key::Enter);
    let s = seance(&window);
    assert_eq!((s.le, s.duree), (Some(jour(2021, 3, 10)), Some(180)));
    assert_eq!(s.duree_18h, Some(180));
    assert_eq!(s.statut, Some(StatutSeance::Tenue), "the day is past");
    assert_eq!(operations(&window)[0], "Nouvelle formation");
    let avant = operations(&window).len();

    field(&mut window, "Ajouter une école");
    for nom in &NOMS[..11] {
        write(&mut window, nom);
        press(&mut window, Key::Enter);
        assert_eq!(focused(&window), "Ajouter une école", "the next one");
    }
    assert_eq!(seance(&window).participations.len(), 11);
    assert_eq!(operations(&window).len(), avant + 11, "one operation each");
    for (rang, nom) in NOMS[..11].iter().enumerate() {
        enter(
            &mut window,
            &format!("Participants, École {nom}"),
            &(rang % 3 + 1).to_string(),
        );
    }
    assert!(shows(&window, "11 écoles, 21 participants"));
    field(&mut window, "Ajouter un formateur");
    write(&mut window, "C. D.");
    press(&mut window, Key::Enter);
    enter(&mut window, "Préparation, C. D.", "4 h");
    enter(&mut window, "Réponses au questionnaire", "18");
    enter(&mut window, "Satisfaction moyenne, de 1 à 4", "3,4");
    let s = seance(&window);
    let f = &s.formateurs[0];
    assert_eq!((f.animation, f.preparation), (Some(180), Some(240)));
    assert_eq!((s.reponses, s.satisfaction), (Some(18), Some(34)));
    assert!(shows(
        &window,
        "15 h à temps complet, 12 h à 75 %, 6 h à 50 %"
    ));
    assert!(shows(&window, "3 h, dont 3 h décomptées des 18 h"));
    assert!(shows(&window, "63 h de présence cumulées"));

    let_go(&mut window);
    ctrl(&mut window, Key::Z);
    assert_eq!(seance(&window).satisfaction, None);
    assert_eq!(
        seance(&window).reponses,
        Some(18),
        "one operation at a time"
    );
    ctrl(&mut window, Key::Y);
    assert_eq!(seance(&window).satisfaction, Some(34));
    let dite = formation(&window);
    drop(window);

    let reouvert = Store::open(&chemin, &moi).expect("opened");
    reouvert.verify().expect("sound");
    let mut window = self::window(reouvert);
    assert_eq!(formation(&window), dite);
    let nom =
        "Prendre en main l’ENT, 10/03/2021, 1\u{a0}session, 11\u{a0}écoles, 21\u{a0}participants";
    click(&mut window, nom);
    assert!(shows(&window, "10 mars 2021 · 3 h · 11 écoles"));
    for _ in 0..60 {
        if faits(&window).terrain.formations.is_empty() {
            break;
        }
        ctrl(&mut window, Key::Z);
    }
    assert!(shows(&window, "Aucune formation dans ce carnet"));
    assert!(!shows(&window, "Sessions"), "its sheet is closed");
}

#[test]
fn several_schools_join_at_once_and_leave_one_by_one() {
    let mut window = with_session(&[ecole(0)]);
    go(&mut window, Page::Ecoles);
    let_go(&mut window);
    ctrl(&mut window, Key::A);
    go(&mut window, Page::Formations);
    click(&mut window, "Plusieurs écoles ▾");
    click(&mut window, "11\u{a0}écoles cochées");
    assert_eq!(seance(&window).participations.len(), 11);
    assert_eq!(operations(&window)[0], "Participants d’une session");
    click(&mut window, "Retirer École Berthe");
    assert_eq!(seance(&window).participations.len(), 10);
    assert_eq!(operations(&window)[0], "Retrait d’une école d’une session");
    let_go(&mut window);
    ctrl(&mut window, Key::Z);
    ctrl(&mut window, Key::Z);
    let restees = seance(&window).participations;
    assert_eq!(restees.len(), 1, "the ten came together");
    assert_eq!(restees[0].nombre, Some(2), "who was there is as before");
}

#[test]
fn what_cannot_be_is_refused_at_its_field_and_what_is_odd_is_told() {
    let mut window = with_session(&[ecole(0)]);
    let avant = seance(&window);
    for (champ, texte, phrase) in [
        ("Durée de la session", "0 h", "Tapez une durée"),
        (
            "Durée de la session",
            "14 h - 12 h",
            "finit avant de commencer",
        ),
        ("Part décomptée des 18 h", "4 h", "dépasse la durée"),
        ("Participants, École Anne", "4000", "de 0 à 2 000"),
        ("Participants, École Anne", "beaucoup", "tapez un nombre"),
        (
            "Satisfaction moyenne, de 1 à 4",
            "5",
            "de 1 à 4, par exemple",
        ),
        ("Réponses au questionnaire", "-1", "Tapez un nombre entier"),
        ("Date de la session", "31/2/2021", "va du 1er au 28"),
    ] {
        enter(&mut window, champ, texte);
        assert!(shows(&window, phrase), "{champ} {texte}");
        assert_eq!(
            seance(&window),
            avant,
            "{champ} {texte}: nothing is written"
        );
    }
    enter(&mut window, "Date de la session", "1/4/2022");
    assert!(shows(&window, "Dans plus d’un an"));
    assert_eq!(seance(&window).le, Some(jour(2022, 4, 1)), "it is written");
    enter(&mut window, "Date de la session", "1/4/2021");
    assert!(shows(&window, "la session est dite tenue"));
    enter(&mut window, "Participants, École Anne", "400");
    assert!(shows(&window, "400 personnes d’une même école"));
    assert_eq!(seance(&window).participations[0].nombre, Some(400));
    field(&mut window, "Ajouter une école");
    write(&mut window, "louise");
    press(&mut window, Key::Enter);
    assert!(shows(
        &window,
        "École Louise est fermée depuis le 1er septembre 2020"
    ));
    ctrl(&mut window, Key::A);
    write(&mut window, &uai(0));
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Déjà là : École Anne"));
    assert_eq!(seance(&window).participations.len(), 1);
    click(&mut window, "Titre, inscription, public, objectifs…");
    enter(&mut window, "Titre de la formation", "");
    assert_eq!(formation(&window).titre, "Le cahier de liaison");
}

#[test]
fn a_closed_school_found_in_a_session_is_told() {
    let window = with_session(&[ecole(11)]);
    assert!(shows(&window, "École Louise est fermée depuis"));
    let mut carnet = memory();
    let (formation, seance) = past(&mut carnet, jour(2020, 2, 10), &[ecole(11)]);
    let mut window = self::window(carnet);
    let seance = Some(seance);
    send(&mut window, Command::MontrerFormation { formation, seance });
    assert!(shows(&window, "École Louise, Épinal"));
    assert!(!shows(&window, "est fermée"), "it was open that day");
}

#[test]
fn names_are_asked_only_when_wanted_and_count_people() {
    let mut window = with_session(&[ecole(0), ecole(1)]);
    assert!(!shows(&window, "Noms, un par ligne"));
    enter(&mut window, "Participants, École Anne", "");
    click(&mut window, "Noms, École Anne");
    assert!(shows(&window, "peut être lu par les personnes concernées"));
    field(&mut window, "Noms, un par ligne, École Anne");
    write(&mut window, "A. B.\nC. D.\nE. F.");
    let_go(&mut window);
    let s = seance(&window);
    assert_eq!(
        s.participations
            .iter()
            .filter_map(|p| p.personnes())
            .sum::<u32>(),
        5
    );
    assert!(shows(&window, "2 écoles, 5 participants"));
}

#[test]
fn schools_never_trained_are_listed_and_invited_at_once() {
    let mut carnet = memory();
    for rang in 0..5 {
        deploy(&mut carnet, ecole(rang));
    }
    past(&mut carnet, jour(2020, 3, 4), &[ecole(0)]);
    past(&mut carnet, jour(2020, 11, 4), &[ecole(1)]);
    let mut window = window(carnet);
    click(&mut window, "Jamais formées (4)");
    assert!(shows(
        &window,
        "Sur 5 écoles avec ENT, 1 formée depuis le début de leur ENT (20,0 %), 1 seulement avant, 3 jamais."
    ));
    window.get_by_label("Jamais formées seulement").click();
    window.run_ok();
    window
        .get_by_label("Préparer une formation avec ces écoles")
        .focus();
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Titre de la formation");
    assert!(shows(&window, "3 écoles invitées"));
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Donnez un titre à la formation."));
    write(&mut window, "Prendre en main l’ENT");
    press(&mut window, Key::Tab);
    write(&mut window, "hier");
    press(&mut window, Key::Tab);
    click(&mut window, "Créer la formation");
    let faits = faits(&window);
    let creee = faits
        .terrain
        .formations
        .values()
        .find(|f| f.titre == "Prendre en main l’ENT")
        .expect("there");
    let invitees: Vec<Id> = creee.seances[0]
        .participations
        .iter()
        .map(|p| p.ecole)
        .collect();
    let mut attendues = vec![ecole(2), ecole(3), ecole(4)];
    attendues.sort_unstable();
    assert_eq!(invitees, attendues);
    assert!(
        shows(&window, "Jamais formées (1)"),
        "it was held yesterday"
    );
    let_go(&mut window);
    ctrl(&mut window, Key::Z);
    assert!(shows(&window, "Jamais formées (4)"), "one operation");
    click(&mut window, "Jamais formées (4)");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert_eq!(
        window.state().page(),
        Page::Ecoles,
        "a line opens its school"
    );
}

#[test]
fn an_event_is_recorded_with_its_schools_and_what_was_said() {
    let mut window = window(memory());
    click(&mut window, "Événements");
    window.get_by_label("Nouvel événement").focus();
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Nom de l’événement");
    write(&mut window, "Forum des ENT");
    press(&mut window, Key::Enter);
    assert_eq!(operations(&window)[0], "Nouvel événement");
    enter(&mut window, "Date de l’événement", "3/2/2021");
    enter(&mut window, "Participants à l’événement", "35");
    click(&mut window, "Sorte d’événement");
    click(&mut window, "JANE");
    field(&mut window, "Ajouter une école");
    for nom in ["anne", "berthe"] {
        write(&mut window, nom);
        press(&mut window, Key::Enter);
    }
    field(&mut window, "Compte rendu");
    write(&mut window, "Trois ateliers.");
    let_go(&mut window);
    let e: Evenement = faits(&window)
        .terrain
        .evenements
        .into_values()
        .next()
        .expect("one");
    assert_eq!(e.nom, "Forum des ENT");
    assert_eq!((e.le, e.participants), (Some(jour(2021, 2, 3)), Some(35)));
    assert_eq!(e.sorte, Some(terme(Liste::SorteEvenement, "JANE")));
    assert_eq!(e.ecoles.len(), 2);
    assert_eq!(e.compte_rendu, "Trois ateliers.");
    click(&mut window, "Supprimer cet événement");
    assert!(shows(&window, "Aucun événement dans ce carnet"));
    ctrl(&mut window, Key::Z);
    click(
        &mut window,
        "Forum des ENT, 03/02/2021, JANE, 2\u{a0}écoles",
    );
    assert!(shows(&window, "Trois ateliers."), "everything comes back");
}

#[test]
fn the_sheet_of_a_school_leads_to_its_trainings() {
    let mut carnet = memory();
    deploy(&mut carnet, ecole(0));
    deploy(&mut carnet, ecole(1));
    past(&mut carnet, jour(2020, 11, 4), &[ecole(0)]);
    let mut window = window(carnet);
    send(&mut window, Command::MontrerEcole(ecole(1)));
    assert!(shows(&window, "▲ Jamais formée."));
    send(&mut window, Command::MontrerEcole(ecole(0)));
    assert!(shows(&window, "Dernière formation le 4 novembre 2020."));
    assert!(shows(
        &window,
        "2020/2021 : 1 session, 3 h, dont 3 h décomptées des 18 h."
    ));
    click(&mut window, "04/11/2020 · Le cahier de liaison");
    assert_eq!(window.state().page(), Page::Formations);
    assert!(
        shows(&window, "Participants, École Anne"),
        "its session is open"
    );
}

#[test]
fn a_new_session_is_like_the_last_one_and_its_date_is_typed_at_once() {
    let mut window = with_session(&[ecole(0)]);
    window.get_by_label("Nouvelle session").focus();
    press(&mut window, Key::Enter);
    assert_eq!(focused(&window), "Date de la session");
    assert_eq!(operations(&window)[0], "Nouvelle session d’une formation");
    write(&mut window, "5/5/2021");
    press(&mut window, Key::Tab);
    let seances = formation(&window).seances;
    let nouvelle = &seances[1];
    assert_eq!(nouvelle.le, Some(jour(2021, 5, 5)));
    assert_eq!((nouvelle.duree, nouvelle.duree_18h), (Some(180), Some(180)));
    assert_eq!(nouvelle.statut, Some(StatutSeance::Prevue));
    assert!(nouvelle.participations.is_empty());
}

#[test]
fn a_new_training_waits_until_all_that_was_typed_is_understood() {
    let mut window = window(memory());
    click(&mut window, "Nouvelle formation");
    write(&mut window, "Essai");
    for (champ, faux, phrase) in [
        ("Date de la session", "31/2/2021", "va du 1er au 28"),
        (
            "Durée de la session",
            "14 h - 12 h",
            "finit avant de commencer",
        ),
    ] {
        enter(&mut window, champ, faux);
        click(&mut window, "Créer la formation");
        assert!(shows(&window, phrase), "{champ}");
        assert!(faits(&window).terrain.formations.is_empty(), "{champ}");
        enter(&mut window, champ, "");
    }
    click(&mut window, "Créer la formation");
    assert_eq!(formation(&window).titre, "Essai");
    click(&mut window, "Supprimer cette formation");
    assert!(shows(&window, "Aucune formation dans ce carnet"));
    assert_eq!(operations(&window)[0], "Suppression d’une formation");
    ctrl(&mut window, Key::Z);
    assert_eq!(seance(&window).statut, Some(StatutSeance::Prevue));
}

/// Every way the page stands, filled.
fn each_view(
    window: &mut Harness<'static, App>,
    mut look: impl FnMut(&mut Harness<'static, App>, &str),
) {
    let (formation, seance) = {
        let f = formation(window);
        (f.id, Some(f.seances[0].id))
    };
    send(window, Command::MontrerFormation { formation, seance });
    look(window, "session");
    let evenement = *faits(window).terrain.evenements.keys().next().expect("one");
    send(window, Command::MontrerEvenement(evenement));
    look(window, "event");
    window.get_by_label("✗").click();
    window.run_ok();
    look(window, "events");
    for nom in ["Jamais formées (1)", "Formations"] {
        window
            .get_by(move |n| n.role() == Role::Tab && n.label().as_deref() == Some(nom))
            .click();
        window.run_ok();
        look(window, nom);
    }
}

fn filled() -> Harness<'static, App> {
    let mut carnet = memory();
    deploy(&mut carnet, ecole(0));
    let ecoles: Vec<Id> = (1..11).map(ecole).collect();
    past(&mut carnet, jour(2021, 2, 10), &ecoles);
    carnet
        .transact("Événement", |edit| {
            let id = Id::fresh();
            edit.evenement(&Evenement {
                id,
                sorte: Some(terme(Liste::SorteEvenement, "CONSEIL")),
                nom: "Conseil école-collège d’automne".to_owned(),
                le: Some(jour(2020, 10, 6)),
                duree: Some(120),
                lieu: String::new(),
                secteur: None,
                participants: Some(12),
                compte_rendu: String::new(),
                ecoles: std::collections::BTreeSet::new(),
            })?;
            edit.evenement_ecole(id, ecole(3), true)
        })
        .expect("written");
    window(carnet)
}

#[test]
fn the_filled_page_asks_the_carnet_nothing_while_idle() {
    let mut window = filled();
    each_view(&mut window, |window, vue| {
        let asked = store(window).statements_run();
        window.run_steps(10);
        assert_eq!(store(window).statements_run(), asked, "{vue}");
    });
    let asked = store(&window).statements_run();
    ctrl(&mut window, Key::Z);
    assert!(store(&window).statements_run() > asked, "the counter moves");
}

/// Text at 200 % in a window of 1280×800, then of 1000×640: in points, half of both.
#[test]
fn in_both_themes_and_at_twice_the_size_nothing_to_press_is_cut_on_the_right() {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        for (largeur, hauteur) in [(1280.0, 800.0), (640.0, 400.0), (500.0, 320.0)] {
            let mut window = filled();
            window.ctx.set_theme(theme);
            window.set_size(egui::vec2(largeur, hauteur));
            window.run_ok();
            each_view(&mut window, |window, vue| {
                window.check_accessibility();
                let coupes: Vec<String> = window
                    .query_all_by(|n| {
                        matches!(
                            n.role(),
                            Role::Button | Role::Link | Role::TextInput | Role::CheckBox
                        )
                    })
                    .filter(|n| n.rect().right() > largeur)
                    .map(|n| format!("{:?} {}", n.accesskit_node().label(), n.rect()))
                    .collect();
                assert_eq!(coupes, Vec::<String>::new(), "{vue} at {largeur}");
            });
        }
    }
}
