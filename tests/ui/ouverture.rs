//! The carnet the program is started on: shown as soon as it is read, written only once all its
//! pages are known to be sound.

#![expect(
    clippy::disallowed_methods,
    reason = "a damaged file is made on purpose"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::fenetre::{envoie, fenetre, remplit, trois_ecoles, va};
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::Id;
use carnet_ent::store::Store;
use egui_kittest::Harness;

fn carnet(dossier: &Path) -> PathBuf {
    let chemin = dossier.join("essai.carnet");
    let moi = auteur("A. B.", jour(2021, 3, 12));
    Store::create_with(&chemin, &moi, remplit).expect("made");
    chemin
}

/// The window started on `chemin`.
fn start(chemin: &Path) -> Harness<'static, App> {
    let chemin = chemin.to_owned();
    Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .build_eframe(move |cc| {
            let mut app = App::for_test_with_threads(&cc.egui_ctx, None, jour(2021, 3, 12));
            app.open_at_start(&chemin);
            app
        })
}

/// Spoils the first page of the journal, which no figure is drawn from; what the file then holds.
fn damage(chemin: &Path) -> Vec<u8> {
    let base = rusqlite::Connection::open(chemin).expect("opened");
    let racine = "SELECT rootpage FROM sqlite_schema WHERE name = 'changement'";
    let racine: u32 = base.query_row(racine, [], |row| row.get(0)).expect("there");
    let page: u32 = base
        .query_row("PRAGMA page_size", [], |row| row.get(0))
        .expect("there");
    drop(base);
    let mut octets = fs::read(chemin).expect("read");
    octets[((racine - 1) * page) as usize..][..64].fill(0xAB);
    fs::write(chemin, &octets).expect("written");
    octets
}

fn wait(window: &mut Harness<'_, App>) {
    for _ in 0..500 {
        window.step();
        if !window.state().is_working() {
            window.run_ok();
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("the check never ended");
}

#[test]
fn what_was_asked_before_the_check_is_done_after_it() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    let mut window = start(&chemin);
    assert!(shows(&window, "0 sur 3"), "the first frame has the figures");
    let verifier = Ecriture::Verifier(vec![Id::ecole("0880001Y")]);
    window.state().commands().send(Command::Ecrire(verifier));
    wait(&mut window);
    let faits = window.state().store().expect("open").faits().expect("read");
    assert_eq!(faits.verifications.len(), 1);
}

#[test]
fn a_carnet_whose_journal_is_damaged_is_shown_then_refused_and_kept() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    let octets = damage(&chemin);
    let mut window = start(&chemin);
    let verifier = Ecriture::Verifier(vec![Id::ecole("0880001Y")]);
    window.state().commands().send(Command::Ecrire(verifier));
    wait(&mut window);
    assert!(window.state().store().is_none());
    assert!(shows(&window, "abîmé"));
    assert!(
        !shows(&window, "0 sur 3"),
        "nothing of it stays on the screen"
    );
    drop(window);
    assert!(fs::read(&chemin).expect("read") == octets);
}

#[test]
fn a_carnet_held_elsewhere_or_absent_opens_no_page() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    let tenu = Store::open(&chemin, &auteur("C. D.", jour(2021, 3, 12))).expect("opened");
    let mut window = start(&chemin);
    wait(&mut window);
    assert!(shows(&window, "déjà ouvert"));
    drop(tenu);
    let mut window = start(&dossier.path().join("absent.carnet"));
    wait(&mut window);
    assert!(shows(&window, "absent.carnet"));
}

#[test]
fn a_damaged_carnet_chosen_from_the_window_leaves_the_open_one_as_it_was() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    damage(&chemin);
    let mut window = fenetre(trois_ecoles());
    va(&mut window, Page::Ecoles);
    envoie(&mut window, Command::Ouvrir(chemin));
    assert!(shows(&window, "abîmé"));
    assert!(shows(&window, "École Élise"));
    assert_eq!(window.state().page(), Page::Ecoles);
}
