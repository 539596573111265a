//! Pictures of the pages of the demonstration carnet, compared with those of `snapshots/`.
//!
//! They need a Vulkan driver (Debian `mesa-vulkan-drivers` is enough): without one, one line says
//! so and nothing is compared; with `CARNET_IMAGES=1` they are compulsory.
//! `UPDATE_SNAPSHOTS=true CARNET_IMAGES=1 cargo test --test ui images` makes them again.

use std::path::Path;

use crate::common::{auteur, jour};
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::demonstration::creer_circonscriptions;
use carnet_ent::store::Store;
use egui_kittest::{Harness, SnapshotOptions};

/// Whether pictures are compared on this machine.
#[expect(clippy::print_stdout, reason = "the one line that says they were not")]
fn compared() -> bool {
    let wanted = std::env::var_os("CARNET_IMAGES").is_some_and(|v| v == "1");
    let driver = Path::new("/usr/share/vulkan/icd.d")
        .read_dir()
        .is_ok_and(|mut d| d.next().is_some());
    if !wanted && !driver {
        println!("images non comparées : pas de pilote Vulkan");
    }
    wanted || driver
}

fn options() -> SnapshotOptions {
    // Two machines round a colour differently on a few edges.
    SnapshotOptions::new().threshold(2.0).max_failed_pixels(300)
}

fn window(theme: egui::Theme, with_carnet: bool, dossier: &Path) -> Harness<'static, App> {
    let aujourdhui = jour(2026, 11, 24);
    let store = with_carnet.then(|| {
        let chemin = dossier.join("demonstration.carnet");
        creer_circonscriptions(&chemin, aujourdhui).expect("made");
        Store::open(&chemin, &auteur("A. B.", aujourdhui)).expect("opened")
    });
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(theme)
        .wgpu()
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, store, aujourdhui));
    window.run_ok();
    window
}

#[test]
fn the_pages_look_as_they_did() {
    if !compared() {
        return;
    }
    let dossier = tempfile::tempdir().expect("folder");
    let mut clair = window(egui::Theme::Light, true, dossier.path());
    clair.snapshot_options("tableau-de-bord", &options());
    let ecole = clair
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts")
        .ecoles[3]
        .id;
    clair.state().commands().send(Command::MontrerEcole(ecole));
    clair.run_ok();
    clair.run_ok();
    clair.snapshot_options("ecoles", &options());
    clair
        .state()
        .commands()
        .send(Command::Aller(Page::Importer));
    clair.run_ok();
    clair.snapshot_options("importer", &options());
}

#[test]
fn the_dark_dashboard_looks_as_it_did() {
    if compared() {
        let dossier = tempfile::tempdir().expect("folder");
        window(egui::Theme::Dark, true, dossier.path())
            .snapshot_options("tableau-de-bord-sombre", &options());
    }
}

#[test]
fn the_first_screen_looks_as_it_did() {
    if compared() {
        window(egui::Theme::Light, false, Path::new("")).snapshot_options("accueil", &options());
    }
}
