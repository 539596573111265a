//! Projects, groups and reference lists in the window, told by label as a person would.

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::{
    Conditions, Deploiement, Financement, Groupe, Id, Jalon, Liste, Perimetre, Projet, Source,
};
use carnet_ent::store::{Champs, Genre, Store, solution, terme};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const UAIS: [(&str, &str, &str, &str); 4] = [
    ("0880001Y", "École Élise", "88160", "Épinal"),
    ("0880002Z", "École du Pré", "88209", "Golbey"),
    ("0880003A", "École Anne", "88160", "Épinal"),
    ("0880004B", "École du Lac", "88209", "Golbey"),
];

/// The collège of the first three schools.
fn secteur() -> Id {
    Id::derived("secteur_college", "0889811L")
}

/// Four schools, three of them in one sector, of which one has ONE since September 2020.
fn carnet() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    store
        .transact("Import de l’annuaire", |edit| {
            for (uai, nom, commune, commune_nom) in UAIS {
                let champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", commune)
                    .set("commune_nom", commune_nom)
                    .set("departement", "088");
                edit.releve("annuaire", jour(2020, 9, 1), uai, champs)?;
            }
            let college = Champs::new()
                .set("uai", "0889811L")
                .set("nom", "Collège des Deux-Rives")
                .set("commune_nom", "Épinal")
                .set("departement", "088");
            edit.put(Genre::SecteurCollege, secteur(), college, Source::Saisi)?;
            for (uai, ..) in &UAIS[..3] {
                let champ = carnet_ent::domain::ChampEcole::Secteur;
                edit.corriger_ecole(Id::ecole(uai), champ, Some(secteur().into()))?;
            }
            edit.deploiement(&Deploiement {
                id: Id::derived("deploiement", "un"),
                ecole: Id::ecole(UAIS[0].0),
                solution: solution("ONE"),
                debut: Some(jour(2020, 9, 7)),
                fin: None,
                perimetre: Perimetre::Ecole,
                etapes: [None; 5],
                projet: None,
                commentaire: String::new(),
            })?;
            Ok(())
        })
        .expect("filled");
    store
}

fn window_on(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2021, 3, 12)));
    window.run_ok();
    window
}

fn window() -> Harness<'static, App> {
    window_on(carnet())
}

fn send(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
}

fn write(window: &mut Harness<'_, App>, ecriture: Ecriture) {
    send(window, Command::Ecrire(ecriture));
}

/// Presses Tab until what has the focus is called `nom`.
fn tab_to(window: &mut Harness<'_, App>, nom: &str) {
    for _ in 0..120 {
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

fn type_over(window: &mut Harness<'_, App>, texte: &str) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(texte.to_owned()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
}

fn faits(window: &Harness<'_, App>) -> carnet_ent::domain::Faits {
    window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts")
}

fn le_projet(window: &Harness<'_, App>) -> Projet {
    let faits = faits(window);
    assert_eq!(faits.projets.len(), 1);
    faits.projets.into_values().next().expect("one project")
}

fn undo(window: &mut Harness<'_, App>) {
    send(window, Command::Annuler);
}

/// A project of this name, of which nothing more is known.
fn projet(id: Id, nom: &str) -> Projet {
    Projet {
        id,
        nom: nom.to_owned(),
        portee: None,
        circonscription: None,
        solution: None,
        debut: None,
        fin: None,
        description: String::new(),
        evaluation: String::new(),
        ecoles: std::collections::BTreeSet::new(),
        jalons: Vec::new(),
    }
}

/// A project of this name, without milestones, shown.
fn with_project(window: &mut Harness<'_, App>, nom: &str) -> Id {
    let id = Id::fresh();
    write(window, Ecriture::Projet(Box::new(projet(id, nom))));
    send(window, Command::MontrerProjet(id));
    id
}

#[test]
fn the_history_of_a_group_has_one_line_per_operation_newest_first() {
    let mut store = carnet();
    let [elise, pre, _, lac] = UAIS.map(|(uai, ..)| Id::ecole(uai));
    let le = jour(2021, 2, 2);
    let lot = |store: &mut Store, libelle: &str, ecoles: &[Id]| {
        store
            .transact(libelle, |edit| {
                ecoles
                    .iter()
                    .try_for_each(|&e| edit.verification(e, le, "A. B."))
            })
            .expect("written");
    };
    lot(&mut store, "Ailleurs", &[lac]);
    lot(&mut store, "Ici et ailleurs", &[elise, lac]);
    store
        .transact("Nouveau projet", |edit| {
            let id = Id::fresh();
            edit.projet(&projet(id, "ENT du Val"))?;
            edit.projet_ecole(id, pre, true)?;
            edit.conditions(&Conditions {
                gar: Some(true),
                ..Conditions::vides(elise, le)
            })
        })
        .expect("written");
    store
        .transact("Secteur seul", |edit| {
            edit.secteur_college(secteur(), Some("ENT 88"), None)
        })
        .expect("written");
    let lues = |groupe| -> Vec<(String, usize)> {
        let lignes = store.historique_ecoles(&[elise, pre], groupe);
        let lignes = lignes.expect("read").into_iter();
        lignes.map(|l| (l.libelle, l.ecoles.len())).collect()
    };
    let attendues = [
        ("Nouveau projet", 2),
        ("Ici et ailleurs", 1),
        ("Import de l’annuaire", 2),
    ]
    .map(|(libelle, n)| (libelle.to_owned(), n));
    assert_eq!(lues(None), attendues, "no other school, no group");
    let avec_groupe = lues(Some(secteur()));
    assert_eq!(avec_groupe[0], ("Secteur seul".to_owned(), 0));
    assert_eq!(avec_groupe[1..], attendues);
    assert_eq!(
        store.historique_ecoles(&[], None).expect("read"),
        Vec::new()
    );
}

#[test]
fn a_renamed_entry_follows_its_list_in_all_else() {
    let mut store = carnet();
    let one = solution("ONE");
    let mut connue = store.faits().expect("facts").solutions[&one].clone();
    connue.nom = "ONE de l’académie".to_owned();
    store
        .transact("Liste de référence modifiée", |edit| {
            edit.solution(&connue)
        })
        .expect("written");
    let livrees = store.valeurs_livrees().expect("read");
    let champs: Vec<_> = livrees.keys().collect();
    assert_eq!(champs, [&(one, "nom")], "the publisher is still the list's");
    store
        .transact("Retour à la liste d’origine", |edit| {
            edit.revenir(Genre::Solution, one, "nom")
        })
        .expect("written");
    assert!(store.valeurs_livrees().expect("read").is_empty());
    assert_eq!(store.faits().expect("facts").solutions[&one].nom, "ONE");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn a_project_is_created_and_its_milestone_reached_by_keyboard() {
    let mut window = window();
    send(&mut window, Command::Aller(Page::Projets));
    assert!(shows(&window, "Aucun projet dans ce carnet"));
    tab_to(&mut window, "Nouveau projet");
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(shows(&window, "Jalons proposés"));
    // The keyboard is in the name already.
    window.event(egui::Event::Text("ENT du Val".to_owned()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    let projet = le_projet(&window);
    assert_eq!(projet.nom, "ENT du Val");
    assert_eq!(
        projet.jalons.len(),
        6,
        "the usual milestones, not « autre »"
    );
    assert!(shows(&window, "0 atteint sur 6"));
    assert!(shows(&window, "Conseiller non précisé à la conception."));
    tab_to(&mut window, "Atteint le, Conception");
    type_over(&mut window, "3/2/21");
    assert!(shows(&window, "1 atteint sur 6"));
    tab_to(&mut window, "oui");
    window.key_press(Key::Space);
    window.run_ok();
    assert!(shows(
        &window,
        "Un conseiller pédagogique a été associé à la conception."
    ));
    assert!(shows(&window, "Conseiller non précisé à l’évaluation."));
    undo(&mut window);
    assert!(shows(
        &window,
        "Aucun conseiller pédagogique n’est noté dans ce projet."
    ));
    undo(&mut window);
    assert!(shows(&window, "0 atteint sur 6"));
    undo(&mut window);
    assert!(
        faits(&window).projets.is_empty(),
        "the project and its milestones were one operation"
    );
}

#[test]
fn a_project_without_a_name_is_not_created() {
    let mut window = window();
    send(&mut window, Command::Aller(Page::Projets));
    window.get_by_label("Nouveau projet").click();
    window.run_ok();
    window.get_by_label("Créer le projet").click();
    window.run_ok();
    assert!(shows(&window, "Donnez un nom au projet."));
    assert!(faits(&window).projets.is_empty());
}

#[test]
fn a_school_joins_a_project_and_leaves_it() {
    let mut window = window();
    let id = with_project(&mut window, "ENT du Val");
    tab_to(&mut window, "Ajouter une école");
    window.event(egui::Event::Text("elise".to_owned()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(shows(&window, "1 sur 1 école avec ENT"));
    window.event(egui::Event::Text("pre golbey".to_owned()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(
        shows(&window, "1 sur 2 écoles avec ENT"),
        "the keyboard stayed in the field"
    );
    window.get_by_label("Retirer École Élise").click();
    window.run_ok();
    assert!(shows(&window, "0 sur 1 école avec ENT"));
    undo(&mut window);
    assert!(shows(&window, "1 sur 2 écoles avec ENT"));
    window.get_by_label("1 pas encore").click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "École du Pré, Golbey, sans ENT"));
    assert!(!shows(&window, "École Élise"));
    // From the reduced list to the project: nothing new, then everything shown.
    window.get_by_label_contains("pas encore ✗").click();
    window.run_ok();
    window.get_by_label("Commune ▾").click();
    window.run_ok();
    window.get_by_role_and_label(Role::Button, "Épinal").click();
    window.run_ok();
    window.get_by_label("Ajouter à un projet ▾").click();
    window.run_ok();
    window
        .get_by_role_and_label(Role::Button, "ENT du Val")
        .click();
    window.run_ok();
    assert_eq!(faits(&window).projets[&id].ecoles.len(), 3);
    undo(&mut window);
    assert_eq!(faits(&window).projets[&id].ecoles.len(), 2);
    // The sheet of a school leads back to its projects.
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    window.get_by_label("projet ENT du Val").click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Projets);
}

#[test]
fn the_sheet_of_a_sector_says_what_the_dashboard_says() {
    let mut window = window();
    window
        .get_by_label_contains("Collège des Deux-Rives : 1 sur 3. Voir le secteur")
        .click_accesskit();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Groupes);
    assert!(shows(&window, "avec ENT · 1 sur 3 écoles"));
    assert!(shows(&window, "33,3 %"));
    assert!(shows(&window, "sans coordonnées") || shows(&window, "n’a de coordonnées"));
    assert!(shows(&window, "Import de l’annuaire"), "its history");
    // Its schools open their own sheet, which leads back to the group.
    window.get_by_label_contains("École du Pré, Golbey").click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    window
        .get_by_label("secteur Collège des Deux-Rives")
        .click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Groupes);
    assert!(shows(&window, "avec ENT · 1 sur 3 écoles"));
}

#[test]
fn what_no_file_says_of_a_group_is_typed() {
    let mut window = window();
    send(
        &mut window,
        Command::MontrerGroupe(Groupe::Secteur(secteur())),
    );
    tab_to(&mut window, "ENT du collège");
    type_over(&mut window, "Mon Bureau Numérique");
    let connu = faits(&window).secteurs[&secteur()].clone();
    assert_eq!(connu.ent, "Mon Bureau Numérique");
    assert!(!connu.plan_ruralite);
    window.get_by_label("Plan ruralité").click();
    window.run_ok();
    let connu = faits(&window).secteurs[&secteur()].clone();
    assert!(connu.plan_ruralite);
    assert_eq!(connu.ent, "Mon Bureau Numérique", "the other one stays");
    assert!(
        shows(&window, "Fiche d’un secteur de collège"),
        "its history"
    );

    let golbey = Groupe::Commune("88209".into());
    send(&mut window, Command::MontrerGroupe(golbey));
    tab_to(&mut window, "Population de la commune");
    type_over(&mut window, "beaucoup");
    assert!(shows(&window, "Tapez un nombre d’habitants"));
    assert!(faits(&window).communes.is_empty(), "nothing half-written");
    tab_to(&mut window, "Population de la commune");
    type_over(&mut window, "8 600");
    tab_to(&mut window, "Année du recensement");
    type_over(&mut window, "2021");
    let commune = faits(&window).communes["88209"].clone();
    assert_eq!(
        (commune.population, commune.annee),
        (Some(8600), Some(2021))
    );
}

#[test]
fn the_search_finds_groups_and_projects() {
    let mut window = window();
    with_project(&mut window, "ENT du Val");
    for (texte, page, dit) in [
        ("deux-rives", Page::Groupes, "avec ENT · 1 sur 3 écoles"),
        ("golbey", Page::Groupes, "INSEE 88209"),
        ("ent du val", Page::Projets, "Ajouter un jalon"),
        ("école du lac", Page::Ecoles, "0880004B"),
    ] {
        window.key_press_modifiers(Modifiers::COMMAND, Key::K);
        window.run_ok();
        window.event(egui::Event::Text(texte.to_owned()));
        window.run_ok();
        window.key_press(Key::Enter);
        window.run_ok();
        assert_eq!(window.state().page(), page, "{texte}");
        assert!(shows(&window, dit), "{texte}");
    }
}

fn show_lists(window: &mut Harness<'_, App>, onglet: &str) {
    send(window, Command::Aller(Page::Reglages));
    window.get_by_label("Listes de ce carnet").click();
    window.run_ok();
    window.get_by_label(onglet).click();
    window.run_ok();
}

#[test]
fn a_solution_added_to_the_list_is_offered_in_the_sheet() {
    let mut window = window();
    show_lists(&mut window, "Solutions");
    assert!(shows(&window, "1 déploiement"), "what names ONE");
    assert!(
        window.query_by_label("Supprimer ONE").is_none(),
        "what is used is not deleted"
    );
    tab_to(&mut window, "Ajouter une solution");
    type_over(&mut window, "one");
    assert!(shows(&window, "est déjà dans la liste"));
    type_over(&mut window, "Mon ENT à moi");
    assert!(shows(&window, "Mon ENT à moi"));
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[1].0)));
    window.get_by_label("Ajouter un ENT ▼").click();
    window.run_ok();
    window
        .get_by_role_and_label(Role::Button, "Mon ENT à moi")
        .click();
    window.run_ok();
    assert!(shows(&window, "Début Mon ENT à moi"));
    send(&mut window, Command::Aller(Page::TableauDeBord));
    assert!(shows(&window, "Avec ENT : 50"), "two schools of four");
}

#[test]
fn a_retired_moment_is_no_longer_offered_but_still_shown() {
    let mut window = window();
    let id = with_project(&mut window, "ENT du Val");
    let bilan = terme(Liste::Moment, "BILAN");
    let jalon = Jalon::nouveau(id, Some(bilan));
    write(&mut window, Ecriture::Jalon(Box::new(jalon)));
    show_lists(&mut window, "Moments d’un projet");
    assert!(shows(&window, "1 jalon"));
    window.get_by_label("Retirer Bilan d’étape").click();
    window.run_ok();
    let terme = faits(&window).terme(bilan).cloned();
    assert!(terme.is_some_and(|t| t.retire));
    assert!(shows(&window, "Retirées des menus"));
    send(&mut window, Command::MontrerProjet(id));
    assert!(shows(&window, "○ Bilan d’étape"), "what names it keeps it");
    window.get_by_label("Ajouter un jalon ▼").click();
    window.run_ok();
    assert!(
        window
            .query_by_role_and_label(Role::Button, "Évaluation")
            .is_some()
    );
    assert!(
        window
            .query_by_role_and_label(Role::Button, "Bilan d’étape")
            .is_none()
    );
    window.key_press(Key::Escape);
    window.run_ok();
    show_lists(&mut window, "Moments d’un projet");
    window.get_by_label("Remettre Bilan d’étape").click();
    window.run_ok();
    assert!(!shows(&window, "Retirées des menus"));
}

#[test]
fn a_poste_is_renamed_with_its_fundings_then_given_back() {
    let mut store = carnet();
    let financement = Financement {
        poste: "Abonnement".to_owned(),
        ..Financement::nouveau(Id::ecole(UAIS[0].0))
    };
    store
        .transact("Financement d’une école", |edit| {
            edit.financement(&financement, Source::Saisi)
        })
        .expect("written");
    let mut window = window_on(store);
    show_lists(&mut window, "Postes de financement");
    tab_to(&mut window, "Nom, Abonnement");
    type_over(&mut window, "Abonnement annuel");
    let postes = |window: &Harness<'_, App>| -> Vec<String> {
        let faits = faits(window);
        let tous = faits.financements.into_values().flatten();
        tous.map(|f| f.poste).collect()
    };
    assert_eq!(postes(&window), ["Abonnement annuel"]);
    let abonnement = terme(Liste::Poste, "ABONNEMENT");
    assert_eq!(
        faits(&window)
            .terme(abonnement)
            .expect("kept")
            .code
            .as_deref(),
        Some("ABONNEMENT"),
        "a renamed entry keeps its identity"
    );
    window
        .get_by_label_contains("revenir à «\u{a0}Abonnement\u{a0}»")
        .click();
    window.run_ok();
    assert_eq!(postes(&window), ["Abonnement"]);
    assert!(!shows(&window, "revenir à"));
    undo(&mut window);
    assert_eq!(postes(&window), ["Abonnement annuel"]);
}

#[test]
fn an_entry_goes_up_its_list() {
    let mut window = window();
    show_lists(&mut window, "Solutions");
    window.get_by_label("Monter Beneylu School").click();
    window.run_ok();
    let faits = faits(&window);
    let (one, beneylu) = (solution("ONE"), solution("BENEYLU"));
    assert!(faits.solutions[&beneylu].ordre < faits.solutions[&one].ordre);
    assert!(!shows(&window, "revenir à"), "only its place was typed");
}
