//! kill -9 during real writes: every acknowledged operation is found whole, none by half.
//!
//! The child is this same test binary, told by an environment variable to write for ever; it says
//! « fait N » after each commit. The parent kills it at a moment drawn from a fixed seed, reopens
//! the carnet and compares. `CARNET_COUPURES` sets the number of kills.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{auteur, jour};
use carnet_ent::domain::{Deploiement, Id, Perimetre};
use carnet_ent::store::{Champs, Genre, Store, solution};

const ENFANT: &str = "CARNET_COUPURES_FICHIER";
/// Objects written by each operation: seen all, or not at all.
const LOT: u32 = 5;

fn ecole(numero: u32) -> (String, Id) {
    let uai = format!("{:07}{}", 880_000 + numero, lettre(880_000 + numero));
    let id = Id::ecole(&uai);
    (uai, id)
}

fn lettre(nombre: u32) -> char {
    char::from(b"ABCDEFGHJKLMNPRSTUVWXYZ"[(nombre % 23) as usize])
}

fn deploiement(numero: u32, rang: u32) -> Id {
    Id::derived("deploiement", &format!("{numero}/{rang}"))
}

/// One operation: a school, its deployments; every third one deletes instead; every fifth undoes
/// and does again, so that kills fall there too.
fn operation(store: &mut Store, numero: u32) -> carnet_ent::Result<()> {
    let (uai, id) = ecole(numero);
    store.transact("Saisie", |edit| {
        edit.nouvelle_ecole(&uai, Champs::new().set("nom", format!("École {numero}")))?;
        for rang in 0..LOT {
            edit.deploiement(&Deploiement {
                id: deploiement(numero, rang),
                ecole: id,
                solution: solution("ONE"),
                debut: Some(jour(2019, 9, 1)),
                fin: None,
                perimetre: Perimetre::Ecole,
                etapes: [None; 5],
                projet: None,
                commentaire: "x".repeat(500),
            })?;
        }
        if numero.is_multiple_of(3) && numero > 0 {
            for rang in 0..LOT {
                edit.delete(Genre::Deploiement, deploiement(numero, rang))?;
            }
        }
        Ok(())
    })?;
    if numero.is_multiple_of(5) {
        store.undo()?;
        store.redo()?;
    }
    Ok(())
}

#[test]
fn enfant_qui_ecrit_sans_fin() {
    let Ok(fichier) = std::env::var(ENFANT) else {
        return;
    };
    let mut store =
        Store::open(Path::new(&fichier), &auteur("A. B.", jour(2021, 6, 1))).expect("opened");
    let debut: u32 = std::env::var("CARNET_COUPURES_DEBUT")
        .expect("set")
        .parse()
        .expect("a number");
    let mut sortie = std::io::stdout();
    for numero in debut..debut + 10_000 {
        operation(&mut store, numero).expect("written");
        writeln!(sortie, "fait {numero}")
            .and_then(|()| sortie.flush())
            .expect("told");
    }
}

#[test]
fn every_acknowledged_operation_survives_kill_9_whole() {
    let coupures: u64 = std::env::var("CARNET_COUPURES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100);
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("coupures.carnet");
    drop(Store::create(&chemin, &auteur("A. B.", jour(2021, 6, 1))).expect("created"));
    let mut graine: u64 = 0x5EED;
    let mut suivant = 0_u32;
    let mut acquittees = 0_u32;
    for _ in 0..coupures {
        let mut enfant = Command::new(std::env::current_exe().expect("this test"))
            .args([
                "--exact",
                "coupures::enfant_qui_ecrit_sans_fin",
                "--nocapture",
            ])
            .env(ENFANT, &chemin)
            .env("CARNET_COUPURES_DEBUT", suivant.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut lignes = BufReader::new(enfant.stdout.take().expect("piped")).lines();
        // Wait for the first acknowledgement, so that the kill falls among writes.
        let premiere = lignes.by_ref().map_while(Result::ok).find_map(|l| fait(&l));
        graine = graine
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((graine >> 33) % 30_000));
        enfant.kill().expect("killed");
        enfant.wait().expect("ended");
        let derniere = lignes
            .map_while(Result::ok)
            .filter_map(|l| fait(&l))
            .last()
            .or(premiere);
        let derniere = derniere.expect("the child wrote at least once");
        acquittees += derniere + 1 - suivant;
        suivant = check(&chemin, derniere);
    }
    assert!(u64::from(acquittees) >= coupures);
}

fn fait(ligne: &str) -> Option<u32> {
    ligne.rsplit_once("fait ")?.1.parse().ok()
}

/// All operations up to `derniere` are there whole; the next one is whole or absent. Returns the
/// number of the next one to write.
fn check(chemin: &Path, derniere: u32) -> u32 {
    let store =
        Store::open(chemin, &auteur("A. B.", jour(2021, 6, 1))).expect("reopened after the kill");
    let faits = store.faits().expect("facts");
    let present = |numero: u32| {
        faits
            .ecoles
            .binary_search_by(|e| e.uai.cmp(&ecole(numero).0))
            .is_ok()
    };
    let mut suivant = derniere + 1;
    while present(suivant) {
        suivant += 1;
    }
    // Acknowledged, or committed in the instant before the kill. One fifth were undone just then.
    assert!(suivant <= derniere + 2, "{suivant} after {derniere}");
    for numero in 0..suivant {
        if numero.is_multiple_of(5) && numero > derniere {
            continue;
        }
        assert!(present(numero), "operation {numero} is lost");
        let attendus = if numero.is_multiple_of(3) && numero > 0 {
            0
        } else {
            LOT as usize
        };
        assert_eq!(
            faits.deploiements(ecole(numero).1).len(),
            attendus,
            "operation {numero} by half"
        );
    }
    if derniere.is_multiple_of(10) {
        assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    }
    suivant
}
