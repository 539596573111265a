//! Closing the window, changing carnet and panicking jobs: nothing that was asked is lost, and no
//! answer reaches a carnet that did not ask.

use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use crate::common::{auteur, jour};
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::Id;
use carnet_ent::store::{Champs, Store};
use eframe::App as _;
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

const UAI: &str = "0880001Y";

fn carnet(chemin: &Path, nom: &str) -> Store {
    let mut store = Store::create(chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("created");
    store
        .transact("Import de l’annuaire", |edit| {
            let champs = Champs::new()
                .set("nom", nom)
                .set("maternelle", false)
                .set("elementaire", true)
                .set("statut", "public")
                .set("departement", "088");
            edit.releve("annuaire", jour(2020, 9, 1), UAI, champs)?;
            Ok(())
        })
        .expect("filled");
    store
}

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .build_eframe(move |cc| {
            App::for_test_with_threads(&cc.egui_ctx, Some(store), jour(2021, 3, 12))
        });
    window.run_ok();
    window
}

/// What the system does when the cross is clicked: a last frame, then the end.
fn close(window: &mut Harness<'_, App>) {
    let root = egui::ViewportId::ROOT;
    let viewport = window.input_mut().viewports.entry(root).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    window.step();
    window.state_mut().on_exit(None);
}

/// Frames until `done`, while a job ends on its thread.
fn wait(window: &mut Harness<'_, App>, done: impl Fn(&App) -> bool) {
    for _ in 0..500 {
        window.run_ok();
        if done(window.state()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("still waiting");
}

fn lend_at_a_gate(window: &mut Harness<'_, App>) -> Sender<()> {
    let (open_gate, gate) = channel::<()>();
    window.state_mut().lend("Travail d’essai", move |_store| {
        gate.recv().ok();
    });
    open_gate
}

fn reopened(chemin: &Path) -> Store {
    Store::open(chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("closed cleanly")
}

#[test]
fn closing_while_typing_keeps_what_was_typed() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut window = window(carnet(&chemin, "École Élise"));
    let montrer = Command::MontrerEcole(Id::ecole(UAI));
    window.state().commands().send(montrer);
    window.run_ok();
    window.get_by_label("Corriger : Nom").scroll_to_me();
    window.run_ok();
    window.get_by_label("Corriger : Nom").click();
    window.run_ok();
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text("École Noël".to_owned()));
    window.run_ok();
    close(&mut window);
    drop(window);
    let faits = reopened(&chemin).faits().expect("facts");
    assert_eq!(&*faits.ecoles[0].au(jour(2021, 3, 12)).0.nom, "École Noël");
}

#[test]
fn closing_during_a_job_does_what_was_waiting_for_it() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut window = window(carnet(&chemin, "École Élise"));
    let gate = lend_at_a_gate(&mut window);
    let verifier = Ecriture::Verifier(vec![Id::ecole(UAI)]);
    window.state().commands().send(Command::Ecrire(verifier));
    window.run_ok();
    assert!(window.state().store().is_none(), "lent");
    let opener = std::thread::Builder::new()
        .name("portier".to_owned())
        .spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            gate.send(()).ok();
        })
        .expect("started");
    close(&mut window);
    opener.join().expect("opened");
    drop(window);
    let faits = reopened(&chemin).faits().expect("facts");
    assert_eq!(faits.verifications[&Id::ecole(UAI)].len(), 1);
}

#[test]
fn a_job_that_panics_gives_the_carnet_back_as_it_was() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut window = window(carnet(&chemin, "École Élise"));
    window.state().commands().send(Command::Aller(Page::Ecoles));
    window.run_ok();
    window.state_mut().lend("Travail d’essai", |store| {
        let torn: carnet_ent::Result<()> = store.transact("Vérification", |edit| {
            edit.verification(Id::ecole(UAI), jour(2021, 3, 12), "A. B.")?;
            panic!("on purpose");
        });
        torn.ok();
    });
    wait(&mut window, |app| app.store().is_some());
    window.get_by_label_contains("s’est arrêté sur une erreur");
    assert_eq!(window.state().page(), Page::Ecoles, "where one was");
    assert!(
        window
            .query_all_by_label_contains("École Élise")
            .next()
            .is_some()
    );
    let store = window.state().store().expect("given back");
    let faits = store.faits().expect("facts");
    assert!(!faits.verifications.contains_key(&Id::ecole(UAI)));
    let verifier = Ecriture::Verifier(vec![Id::ecole(UAI)]);
    window.state().commands().send(Command::Ecrire(verifier));
    window.run_ok();
    let store = window.state().store().expect("open");
    assert_eq!(store.faits().expect("facts").verifications.len(), 1);
}

#[test]
fn an_answer_meant_for_another_carnet_is_dropped() {
    let dossier = tempfile::tempdir().expect("folder");
    let mut window = window(carnet(&dossier.path().join("a.carnet"), "École Élise"));
    let autre = dossier.path().join("b.carnet");
    drop(carnet(&autre, "École Anne"));
    let (open_gate, gate) = channel::<()>();
    window.state_mut().ask("Lecture d’essai", move || {
        gate.recv().ok();
        Command::Aller(Page::Reglages)
    });
    window.run_ok();
    window.state().commands().send(Command::Ouvrir(autre));
    window.run_ok();
    open_gate.send(()).ok();
    std::thread::sleep(Duration::from_millis(50));
    window.run_ok();
    assert_eq!(window.state().page(), Page::TableauDeBord);
    assert!(!window.state().is_working());
}
