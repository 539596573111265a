//! The file for the DANE through the program itself, killed at any moment: under its name stands
//! nothing, the file that was there, or the whole new one; what a kill leaves beside goes later.

#![expect(
    clippy::disallowed_methods,
    reason = "files of others are laid beside the target"
)]

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::common::{auteur, jour};
use carnet_ent::demonstration::creer_circonscriptions;
use carnet_ent::store::Store;
use carnet_ent::store::export::verify;

const KILLS: usize = 64;

fn exporter(dossier: &Path, au: &str) -> Command {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_carnet-ent"));
    commande
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .args([
            "exporter",
            "a.carnet",
            "--sortie",
            "e.sqlite",
            "--remplacer",
        ])
        .args(["--au", au])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    commande
}

fn ecrit(dossier: &Path, au: &str) -> Vec<u8> {
    let fini = exporter(dossier, au).status().expect("started");
    assert_eq!(fini.code(), Some(0), "{au}");
    let octets = std::fs::read(dossier.join("e.sqlite")).expect("written");
    verify(&octets).expect("whole");
    octets
}

fn ebauches(dossier: &Path) -> Vec<String> {
    std::fs::read_dir(dossier)
        .expect("a folder")
        .map(|f| {
            f.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|nom| nom.starts_with(".envoi-"))
        .collect()
}

#[test]
fn an_export_killed_at_any_moment_is_absent_the_older_one_or_whole() {
    let dossier = tempfile::tempdir().expect("a folder");
    let d = dossier.path();
    let vierge = d.join("vierge.carnet");
    creer_circonscriptions(&vierge, jour(2026, 11, 24)).expect("made");
    let (carnet, sortie) = (d.join("a.carnet"), d.join("e.sqlite"));
    std::fs::copy(&vierge, &carnet).expect("copied");
    let debut = Instant::now();
    let ancien = ecrit(d, "1/7/2026");
    let duree = debut.elapsed();
    let nouveau = ecrit(d, "24/11/2026");
    assert_ne!(ancien, nouveau);

    let (mut tues, mut essai) = (0, 0);
    while tues < KILLS {
        essai += 1;
        assert!(essai < 20 * KILLS, "it always ends before it is killed");
        // The first ones have no key yet, nor a file.
        if essai % 8 == 0 {
            std::fs::copy(&vierge, &carnet).expect("copied");
            std::fs::remove_file(&sortie).ok();
        }
        let avant = std::fs::read(&sortie).ok();
        let mut enfant = exporter(d, ["1/7/2026", "24/11/2026"][essai % 2])
            .spawn()
            .expect("started");
        std::thread::sleep(duree.mul_f64((essai % 50) as f64 / 45.0));
        enfant.kill().ok();
        let fini = enfant.wait().expect("waited for");
        if fini.signal() == Some(9) {
            tues += 1;
        }
        let apres = std::fs::read(&sortie).ok();
        assert!(apres.is_some() || avant.is_none(), "{essai}: taken away");
        if let Some(octets) = apres.filter(|o| Some(o) != avant.as_ref()) {
            verify(&octets).unwrap_or_else(|e| panic!("{essai}: {e}"));
        }
        // The key that a killed export has kept, or not, is one.
        if essai % 8 == 7 {
            let store = Store::open(&carnet, &auteur("", jour(2026, 11, 24))).expect("opened");
            assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
        }
    }

    // What the kills have left, once it is old, goes with the next export; what others laid there
    // does not, nor what may still be being written.
    let vieux = SystemTime::now() - Duration::from_hours(2);
    let date = |nom: &str, quand| {
        let fichier = std::fs::File::options()
            .write(true)
            .open(d.join(nom))
            .expect("there");
        fichier.set_modified(quand).expect("dated");
    };
    std::fs::write(d.join(".envoi-carnet-ent-aB3dE6.part"), "abandonné").expect("written");
    for nom in ebauches(d) {
        date(&nom, vieux);
    }
    std::fs::create_dir(d.join(".envoi-carnet-ent-abcdef.part")).expect("a folder");
    for nom in [".envoi-carnet-ent-notes.part", ".envoi-2026.part"] {
        std::fs::write(d.join(nom), "à garder").expect("written");
        date(nom, vieux);
    }
    std::fs::write(d.join(".envoi-carnet-ent-zzzzzz.part"), "en cours").expect("written");
    ecrit(d, "24/11/2026");
    let mut restent = ebauches(d);
    restent.sort();
    assert_eq!(
        restent,
        [
            ".envoi-2026.part",
            ".envoi-carnet-ent-abcdef.part",
            ".envoi-carnet-ent-notes.part",
            ".envoi-carnet-ent-zzzzzz.part",
        ]
    );
}
