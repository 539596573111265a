//! The page *Docteur*, told by label as a person would.

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::{ChampEcole, Deploiement, Id, Perimetre};
use carnet_ent::store::{Champs, Store, solution};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

const JUSTE: &str = "0880001Y";
const FAUX: &str = "0880001Z";

/// One school that the annuaire names.
fn carnet() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2024, 3, 12))).expect("memory");
    store
        .transact("Import de l’annuaire", |edit| {
            let champs = Champs::new()
                .set("nom", "École des Tilleuls")
                .set("maternelle", false)
                .set("elementaire", true)
                .set("statut", "public")
                .set("commune", "88160")
                .set("commune_nom", "Épinal")
                .set("departement", "088");
            edit.releve("annuaire", jour(2023, 10, 2), JUSTE, champs)
        })
        .expect("imported");
    store
}

/// ONE in this school since 2020.
fn deploie(store: &mut Store, ecole: Id) {
    let d = Deploiement {
        id: Id::derived("deploiement", "x"),
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
        .transact("Déploiement", |edit| edit.deploiement(&d))
        .expect("written");
}

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2024, 3, 12)));
    window.run_ok();
    window
        .state()
        .commands()
        .send(Command::Aller(Page::Docteur));
    window.run_ok();
    window
}

#[track_caller]
fn click(window: &mut Harness<'_, App>, nom: &str) {
    window.get_by_label(nom).click();
    window.run_ok();
}

fn key(window: &mut Harness<'_, App>, modifiers: egui::Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_ok();
}

/// The uais of the carnet, and the number of deployments of the right school.
fn state(window: &Harness<'_, App>) -> (Vec<String>, usize) {
    let faits = window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts");
    let uais = faits.ecoles.iter().map(|e| e.uai.clone()).collect();
    (uais, faits.deploiements(Id::ecole(JUSTE)).len())
}

#[test]
fn a_sound_carnet_has_nothing_to_tell() {
    let window = window(carnet());
    assert!(shows(&window, "Rien à signaler"));
    assert!(!shows(&window, "à corriger"));
}

#[test]
fn a_wrong_letter_is_mended_in_one_click_and_undone() {
    let mut store = carnet();
    let ecole = store
        .transact("Saisie", |edit| {
            let champs = Champs::new()
                .set("nom", "Tilleuls")
                .set("elementaire", true)
                .set("statut", "public")
                .set("commune_nom", "Épinal")
                .set("departement", "088");
            edit.nouvelle_ecole(FAUX, champs)
        })
        .expect("typed");
    deploie(&mut store, ecole);
    let mut window = window(store);
    assert!(shows(&window, "Y attendu"));
    assert!(shows(&window, "C’est sans doute 0880001Y"));
    click(&mut window, "Passer à l’UAI 0880001Y, Tilleuls");
    assert_eq!(state(&window), (vec![JUSTE.to_owned()], 1));
    assert!(shows(&window, "UAI corrigé"));
    assert!(shows(&window, "Rien à signaler"));
    key(&mut window, egui::Modifiers::COMMAND, Key::Z);
    assert_eq!(state(&window), (vec![JUSTE.to_owned(), FAUX.to_owned()], 0));
    assert!(shows(&window, "Y attendu"), "undone, it is told again");
}

#[test]
fn a_closed_school_still_followed_is_seen_then_mended() {
    let mut store = carnet();
    let id = Id::ecole(JUSTE);
    deploie(&mut store, id);
    let fermeture = jour(2023, 9, 1);
    store
        .transact("Fermeture", |edit| {
            edit.corriger_ecole(id, ChampEcole::Fermeture, Some(fermeture.into()))
        })
        .expect("typed");
    let mut window = window(store);
    assert!(shows(&window, "Fermée depuis le 1er septembre 2023"));
    click(&mut window, "Voir l’école, École des Tilleuls");
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(
        shows(&window, "Historique"),
        "its sheet, though it is closed"
    );
    window
        .state()
        .commands()
        .send(Command::Aller(Page::Docteur));
    window.run_ok();
    click(&mut window, "Terminer le 31 août 2023, École des Tilleuls");
    let faits = window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts");
    assert_eq!(faits.deploiements(id)[0].fin, Some(jour(2023, 8, 31)));
    assert!(shows(&window, "Rien à signaler"));
    key(&mut window, egui::Modifiers::COMMAND, Key::Z);
    assert!(shows(&window, "Fermée depuis le 1er septembre 2023"));
}

#[test]
fn what_is_right_after_all_is_set_aside() {
    let mut store = carnet();
    let id = Id::ecole(JUSTE);
    store
        .transact("Position", |edit| {
            edit.corriger_ecole(id, ChampEcole::Latitude, Some(6.45.into()))?;
            edit.corriger_ecole(id, ChampEcole::Longitude, Some(48.17.into()))?;
            edit.corriger_ecole(id, ChampEcole::Elementaire, Some(false.into()))
        })
        .expect("typed");
    let mut window = window(store);
    assert!(shows(&window, "inversées") && shows(&window, "Ni maternelle"));
    click(&mut window, "À corriger\u{a0}\u{a0}1");
    assert!(shows(&window, "inversées") && !shows(&window, "Ni maternelle"));
    click(&mut window, "Ignorer, École des Tilleuls");
    // The filter has nothing left: everything is shown.
    assert!(!shows(&window, "inversées") && shows(&window, "Ni maternelle"));
    click(&mut window, "Ignorés\u{a0}\u{a0}1");
    assert!(shows(&window, "inversées"));
    click(&mut window, "Ne plus ignorer, École des Tilleuls");
    assert!(shows(&window, "inversées") && shows(&window, "Ni maternelle"));
    assert!(!shows(&window, "Ignorés"));
}

#[test]
fn the_keyboard_goes_through_the_findings() {
    let mut store = carnet();
    let id = Id::ecole(JUSTE);
    store
        .transact("Saisie", |edit| {
            edit.corriger_ecole(id, ChampEcole::Elementaire, Some(false.into()))
        })
        .expect("typed");
    let mut window = window(store);
    let none = egui::Modifiers::NONE;
    key(&mut window, none, Key::ArrowDown);
    key(&mut window, none, Key::Enter);
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "Jamais vérifié"), "the sheet of the school");
}

#[test]
fn thousands_of_findings_scroll_and_an_idle_page_asks_nothing() {
    let mut store = carnet();
    store
        .transact("Import", |edit| {
            for n in 0..3_000 {
                let uai = carnet_ent::domain::Uai::from_numero(890_000 + n).expect("a code");
                let nom = Champs::new().set("nom", format!("École n° {n:04}"));
                edit.releve("annuaire", jour(2023, 10, 2), uai.as_str(), nom)?;
            }
            Ok(())
        })
        .expect("imported");
    let mut window = window(store);
    assert!(shows(&window, "Statut inconnu"));
    assert!(shows(&window, "École n° 0000"));
    assert!(
        !shows(&window, "École n° 2999"),
        "only what is seen is drawn"
    );
    let asked = window.state().store().expect("open").statements_run();
    window.run_steps(10);
    assert_eq!(
        window.state().store().expect("open").statements_run(),
        asked
    );
    key(&mut window, egui::Modifiers::NONE, Key::End);
    window.run_ok();
    assert!(shows(&window, "École n° 2999"));
    assert!(!shows(&window, "École n° 0000"));
}

#[test]
fn a_national_register_is_examined_beside_the_window() {
    let mut store = carnet();
    store
        .transact("Import", |edit| {
            for n in 0..10_000 {
                let uai = carnet_ent::domain::Uai::from_numero(890_000 + n).expect("a code");
                let champs = Champs::new()
                    .set("nom", "École du Lac")
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", "88160");
                edit.releve("annuaire", jour(2023, 10, 2), uai.as_str(), champs)?;
            }
            Ok(())
        })
        .expect("imported");
    let id = Id::ecole(JUSTE);
    store
        .transact("Saisie", |edit| {
            edit.corriger_ecole(id, ChampEcole::Statut, Some("prive".into()))?;
            edit.corriger_ecole(id, ChampEcole::Latitude, Some(0.0.into()))?;
            edit.corriger_ecole(id, ChampEcole::Longitude, Some(0.0.into()))
        })
        .expect("typed");
    let mut window = window(store);
    wait_for(&mut window, "Hors de France");
    // The carnet moves: the last findings stay until the next ones come.
    window.state().commands().send(Command::Annuler);
    window.run_ok();
    assert!(shows(&window, "Hors de France") || shows(&window, "Rien à signaler"));
    wait_for(&mut window, "Rien à signaler");
}

/// Frames until `texte` is there; the test fails by itself if it never comes.
#[track_caller]
fn wait_for(window: &mut Harness<'_, App>, texte: &str) {
    for _ in 0..3_000 {
        window.run_ok();
        if shows(window, texte) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("« {texte} » never came");
}
