//! The file of an open carnet renamed, deleted or replaced by another: nothing is written any
//! more, what was read is kept and can be copied, and what took its place is not touched.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{auteur, jour};
use carnet_ent::Error;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::Id;
use carnet_ent::store::{Auteur, Champs, Store};
use egui::{Event, Key, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

const UAI: &str = "0880001Y";

fn moi() -> Auteur {
    auteur("A. B.", jour(2021, 3, 12))
}

fn carnet(chemin: &Path, nom: &str) -> Store {
    let mut store = Store::create(chemin, &moi()).expect("created");
    let champs = Champs::new()
        .set("nom", nom)
        .set("elementaire", true)
        .set("statut", "public");
    store
        .transact("Import de l’annuaire", |edit| {
            edit.releve("annuaire", jour(2020, 9, 1), UAI, champs)
        })
        .expect("filled");
    store
}

fn verify_a_school(store: &mut Store) -> Result<(), Error> {
    store.transact("Vérification", |edit| {
        edit.verification(Id::ecole(UAI), jour(2021, 3, 12), "A. B.")
    })
}

/// The files of a folder with what they hold; none is open in this process when it is called on
/// those it opens.
fn contenu(dossier: &Path, sauf: &[&Path]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut fichiers: Vec<PathBuf> = fs::read_dir(dossier)
        .expect("folder")
        .map(|e| e.expect("entry").path())
        .filter(|chemin| !sauf.contains(&chemin.as_path()))
        .collect();
    fichiers.sort();
    fichiers
        .into_iter()
        .map(|chemin| {
            let octets = fs::read(&chemin).expect("readable");
            (chemin, octets)
        })
        .collect()
}

/// Ways for a name to lead elsewhere.
const MANIERES: [&str; 4] = ["renommé", "supprimé", "remplacé", "dossier renommé"];

/// A folder with an open carnet `vosges.carnet`, moved away in this manner; and where `vosges`
/// now is, if anywhere.
fn moved(maniere: &str, racine: &Path) -> (Store, PathBuf, Option<PathBuf>) {
    let dossier = racine.join("Mes carnets");
    fs::create_dir(&dossier).expect("folder");
    let chemin = dossier.join("vosges.carnet");
    let store = carnet(&chemin, "École Élise");
    assert!(!store.has_moved().expect("asked"));
    let maintenant = match maniere {
        "renommé" => {
            let ailleurs = dossier.join("ancien.carnet");
            fs::rename(&chemin, &ailleurs).expect("renamed");
            Some(ailleurs)
        }
        "supprimé" => {
            fs::remove_file(&chemin).expect("removed");
            None
        }
        "remplacé" => {
            let autre = racine.join("autre.carnet");
            drop(carnet(&autre, "École Anne"));
            fs::rename(&autre, &chemin).expect("replaced");
            None
        }
        _ => {
            let ailleurs = racine.join("Archives");
            fs::rename(&dossier, &ailleurs).expect("renamed");
            Some(ailleurs.join("vosges.carnet"))
        }
    };
    (store, chemin, maintenant)
}

#[test]
fn a_carnet_that_moved_is_not_written_and_can_be_copied() {
    for maniere in MANIERES {
        let racine = tempfile::tempdir().expect("folder");
        let (mut store, chemin, maintenant) = moved(maniere, racine.path());
        let acquis = store.faits().expect("read");
        assert!(store.has_moved().expect("asked"), "{maniere}");
        for refus in [
            verify_a_school(&mut store).expect_err("refused"),
            store.undo().expect_err("refused"),
        ] {
            let phrase = refus.user_message();
            assert!(matches!(refus, Error::Moved { .. }), "{maniere}: {phrase}");
            assert!(phrase.contains("vosges.carnet"), "{phrase}");
        }
        assert!(store.faits().expect("read") == acquis, "{maniere}");
        let copie = racine.path().join("copie.carnet");
        store.copy_to(&copie).expect("copied");
        drop(store);
        if let Some(ailleurs) = &maintenant {
            // An empty journal that went with its folder goes with the next writing.
            let mut ancien = Store::open(ailleurs, &moi()).expect("where it now is");
            assert!(ancien.faits().expect("read") == acquis, "{maniere}");
            verify_a_school(&mut ancien).expect("written");
        }
        if maniere != "remplacé" {
            let dossier = maintenant.as_ref().unwrap_or(&chemin).parent();
            let reste: Vec<&Path> = maintenant.iter().map(PathBuf::as_path).collect();
            assert_eq!(contenu(dossier.expect("a folder"), &reste), [], "{maniere}");
        }
        let mut copie = Store::open(&copie, &moi()).expect("a carnet");
        assert!(copie.faits().expect("read") == acquis, "{maniere}");
        assert_eq!(copie.verify().expect("verified"), Vec::<String>::new());
        verify_a_school(&mut copie).expect("written");
        if maniere == "remplacé" {
            let autre = Store::open(&chemin, &moi()).expect("the other carnet");
            let faits = autre.faits().expect("read");
            assert_eq!(&*faits.ecoles[0].au(jour(2021, 3, 12)).0.nom, "École Anne");
        }
    }
}

#[test]
fn what_took_its_place_keeps_its_bytes_and_its_journal() {
    let racine = tempfile::tempdir().expect("folder");
    let (mut ancien, chemin, _) = moved("remplacé", racine.path());
    verify_a_school(&mut ancien).expect_err("refused");
    // Another window opens what took the name, and is at work when the first one closes.
    let mut autre = Store::open(&chemin, &moi()).expect("the other carnet");
    let journal = chemin.with_file_name("vosges.carnet-journal");
    autre
        .transact("Vérification", |edit| {
            edit.verification(Id::ecole(UAI), jour(2021, 3, 12), "C. D.")?;
            let avant = fs::metadata(&journal).expect("there").len();
            assert!(avant > 0, "at work");
            drop(ancien);
            assert_eq!(fs::metadata(&journal).expect("still there").len(), avant);
            Ok(())
        })
        .expect("written");
    assert_eq!(autre.verify().expect("verified"), Vec::<String>::new());
    drop(autre);
    let dossier = chemin.parent().expect("a folder");
    assert_eq!(contenu(dossier, &[&chemin]), [], "nothing left beside");
}

#[test]
fn a_carnet_that_comes_back_is_written_again() {
    for maniere in ["renommé", "dossier renommé"] {
        let racine = tempfile::tempdir().expect("folder");
        let (mut store, chemin, ailleurs) = moved(maniere, racine.path());
        verify_a_school(&mut store).expect_err("refused");
        let (de, vers) = (ailleurs.expect("somewhere"), chemin);
        if maniere == "renommé" {
            fs::rename(&de, &vers).expect("back");
        } else {
            let dossier = |p: &Path| p.parent().expect("a folder").to_owned();
            fs::rename(dossier(&de), dossier(&vers)).expect("back");
        }
        verify_a_school(&mut store).expect("written");
        drop(store);
        let faits = Store::open(&vers, &moi()).expect("opened").faits();
        assert_eq!(faits.expect("read").verifications.len(), 1);
        let dossier = vers.parent().expect("a folder");
        assert_eq!(contenu(dossier, &[&vers]), [], "nothing left beside");
    }
}

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2021, 3, 12)));
    window.run_ok();
    window
}

fn send(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
}

fn says(window: &Harness<'_, App>, texte: &str) -> bool {
    window.query_all_by_label_contains(texte).next().is_some()
}

/// Asks the window to close; whether it accepts.
fn closes(window: &mut Harness<'_, App>) -> bool {
    let viewport = window
        .input_mut()
        .viewports
        .entry(ViewportId::ROOT)
        .or_default();
    viewport.events.push(ViewportEvent::Close);
    window.step();
    let sortie = window.output().viewport_output.get(&ViewportId::ROOT);
    !sortie.is_some_and(|v| v.commands.contains(&ViewportCommand::CancelClose))
}

#[test]
fn coming_back_to_the_window_says_that_the_file_is_gone_and_the_work_goes_on_in_a_copy() {
    let racine = tempfile::tempdir().expect("folder");
    let (store, _, ailleurs) = moved("renommé", racine.path());
    let ailleurs = ailleurs.expect("somewhere");
    let mut window = window(store);
    send(&mut window, Command::Aller(Page::Ecoles));
    assert!(
        says(&window, "Tout est enregistré"),
        "nobody looks in between"
    );
    window.event(Event::WindowFocused(true));
    window.run_ok();
    assert!(says(&window, "plus rien n’y est écrit"));
    assert!(!says(&window, "Tout est enregistré"));
    let copie = racine.path().join("copie.carnet");
    window.get_by_label("Chemin de la copie").focus();
    window.run_ok();
    window
        .get_by_label("Chemin de la copie")
        .type_text(&copie.display().to_string());
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(says(&window, "Tout est enregistré"));
    assert_eq!(window.state().page(), Page::Ecoles, "where one was");
    let ecole = Ecriture::Verifier(vec![Id::ecole(UAI)]);
    send(&mut window, Command::Ecrire(ecole));
    assert!(says(&window, "Vérification enregistrée"));
    drop(window);
    let verifications = |chemin: &Path| {
        let store = Store::open(chemin, &moi()).expect("opened");
        store.faits().expect("read").verifications.len()
    };
    assert_eq!((verifications(&copie), verifications(&ailleurs)), (1, 0));
}

#[test]
fn writing_looks_first_and_nothing_is_left_before_one_was_told() {
    let racine = tempfile::tempdir().expect("folder");
    let (store, chemin, _) = moved("supprimé", racine.path());
    let mut window = window(store);
    send(&mut window, Command::Fermer);
    assert!(window.state().store().is_some(), "kept");
    assert!(says(&window, "plus rien n’y est écrit"));
    let ecole = Ecriture::Verifier(vec![Id::ecole(UAI)]);
    send(&mut window, Command::Ecrire(ecole));
    assert!(says(&window, "Enregistrez une copie sous un autre nom"));
    assert!(!chemin.exists(), "not made again by writing");
    assert!(closes(&mut window), "told already");
}

#[test]
fn closing_the_window_on_a_deleted_carnet_is_held_once() {
    let racine = tempfile::tempdir().expect("folder");
    let (store, ..) = moved("supprimé", racine.path());
    let mut window = window(store);
    assert!(!closes(&mut window));
    window.run_ok();
    assert!(says(&window, "plus rien n’y est écrit"));
    assert!(closes(&mut window));
}
