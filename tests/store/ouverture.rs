//! Making, opening and refusing carnets: what is refused stays byte-identical.

#![expect(
    clippy::disallowed_methods,
    reason = "files are damaged and looked into from outside"
)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{auteur, jour};
use carnet_ent::Error;
use carnet_ent::domain::Id;
use carnet_ent::store::{Auteur, Champs, Genre, Store};
use sha2::{Digest as _, Sha256};

fn moi() -> Auteur {
    auteur("A. B.", jour(2021, 6, 1))
}

fn empreinte(chemin: &Path) -> Vec<u8> {
    Sha256::digest(fs::read(chemin).expect("readable")).to_vec()
}

fn litter(dossier: &Path) -> Vec<PathBuf> {
    let mut fichiers: Vec<PathBuf> = fs::read_dir(dossier)
        .expect("folder")
        .map(|e| e.expect("entry").path())
        .collect();
    fichiers.sort();
    fichiers
}

/// Refused with one sentence that contains `attendu`; nothing moved in the folder.
#[track_caller]
fn assert_refused(chemin: &Path, attendu: &str) {
    let dossier = chemin.parent().expect("a folder");
    let before = (chemin.is_file().then(|| empreinte(chemin)), litter(dossier));
    let refus = Store::open(chemin, &moi())
        .err()
        .expect("refused")
        .user_message();
    assert!(refus.contains(attendu), "{refus}");
    assert!(
        refus.contains(&*chemin.file_name().expect("name").to_string_lossy()),
        "{refus}"
    );
    assert_eq!(
        (chemin.is_file().then(|| empreinte(chemin)), litter(dossier)),
        before
    );
}

fn carnet(dossier: &Path) -> PathBuf {
    let chemin = dossier.join("vosges.carnet");
    let mut store = Store::create(&chemin, &moi()).expect("created");
    store
        .transact("École ajoutée", |edit| {
            edit.nouvelle_ecole("0880001Y", Champs::new().set("nom", "Les Tilleuls"))
        })
        .expect("written");
    chemin
}

#[test]
fn what_is_not_a_carnet_is_refused_with_what_it_looks_like() {
    let dossier = tempfile::tempdir().expect("folder");
    let fichier = |nom: &str, contenu: &[u8]| {
        let chemin = dossier.path().join(nom);
        fs::write(&chemin, contenu).expect("written");
        chemin
    };
    assert_refused(&dossier.path().join("absent.carnet"), "n’existe pas");
    assert_refused(&fichier("vide.carnet", b""), "vide");
    assert_refused(&fichier("texte.carnet", b"UAI;Nom\n"), "Importer");
    assert_refused(&fichier("classeur.carnet", b"PK\x03\x04...."), "classeur");
    assert_refused(
        &fichier("coupe.carnet", b"SQLite format 3\0\x10\x00"),
        "abîmé",
    );
    let sous_dossier = dossier.path().join("dossier.carnet");
    fs::create_dir(&sous_dossier).expect("made");
    assert_refused(&sous_dossier, "dossier");
    let autre = dossier.path().join("autre.carnet");
    let base = rusqlite::Connection::open(&autre).expect("opened");
    base.execute_batch("CREATE TABLE t (x); PRAGMA application_id = 42;")
        .expect("made");
    drop(base);
    assert_refused(&autre, "autre programme");
}

#[test]
fn a_carnet_of_a_newer_program_is_never_touched() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    for version in [6, 10, 1000, i32::MAX] {
        let base = rusqlite::Connection::open(&chemin).expect("opened");
        base.pragma_update(None, "user_version", version)
            .expect("changed");
        drop(base);
        assert_refused(&chemin, "plus récente");
    }
}

#[test]
fn a_damaged_carnet_is_refused_and_kept() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    let sain = fs::read(&chemin).expect("read");
    // Cut short, then a page overwritten, then a structure changed by another program.
    for octets in [1, 4096, sain.len() / 2] {
        fs::write(&chemin, &sain[..sain.len() - octets]).expect("written");
        assert_refused(&chemin, "abîmé");
    }
    let mut troue = sain.clone();
    for page in 2..troue.len() / 4096 {
        troue[page * 4096..page * 4096 + 64].fill(0xAB);
    }
    fs::write(&chemin, &troue).expect("written");
    assert_refused(&chemin, "abîmé");
    fs::write(&chemin, &sain).expect("written");
    let base = rusqlite::Connection::open(&chemin).expect("opened");
    base.execute_batch("CREATE TRIGGER t AFTER INSERT ON session BEGIN DELETE FROM session; END;")
        .expect("made");
    drop(base);
    assert_refused(&chemin, "structure");
}

#[test]
fn a_carnet_is_open_in_one_place_at_a_time() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    let tenu = Store::open(&chemin, &moi()).expect("opened");
    for _ in 0..3 {
        assert!(matches!(
            Store::open(&chemin, &moi()),
            Err(Error::Busy { .. })
        ));
    }
    // Copying must not let go of the lock.
    tenu.copy_to(&dossier.path().join("copie.carnet"))
        .expect("copied");
    assert!(matches!(
        Store::open(&chemin, &moi()),
        Err(Error::Busy { .. })
    ));
    drop(tenu);
    Store::open(&chemin, &moi()).expect("free again");
}

#[test]
fn an_existing_file_is_never_replaced() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = carnet(dossier.path());
    let before = empreinte(&chemin);
    assert!(matches!(
        Store::create(&chemin, &moi()),
        Err(Error::AlreadyExists { .. })
    ));
    let store = Store::open(&chemin, &moi()).expect("opened");
    let copie = dossier.path().join("copie.carnet");
    store.copy_to(&copie).expect("copied");
    assert!(matches!(
        store.copy_to(&copie),
        Err(Error::AlreadyExists { .. })
    ));
    drop(store);
    assert_eq!(
        empreinte(&chemin),
        before,
        "opening and copying write nothing"
    );
    assert_eq!(
        litter(dossier.path()),
        [copie.clone(), chemin.clone()],
        "a carnet is one file"
    );
    let copie = Store::open(&copie, &moi()).expect("a carnet");
    let origine = Store::open(&chemin, &moi()).expect("opened");
    assert_eq!(
        copie.difference(&origine).expect("compared"),
        Vec::<String>::new()
    );
}

#[test]
fn a_carnet_that_cannot_be_made_leaves_nothing_behind() {
    let dossier = tempfile::tempdir().expect("folder");
    let echec = Store::create_with(&dossier.path().join("x.carnet"), &moi(), |store| {
        store.transact("École ajoutée", |edit| {
            edit.put(
                Genre::Deploiement,
                Id::fresh(),
                Champs::new().set("ecole", Id::ecole("0000000A")),
                carnet_ent::domain::Source::Saisi,
            )
        })?;
        Ok(())
    });
    assert!(echec.is_err(), "a deployment of an unknown school");
    assert_eq!(litter(dossier.path()), Vec::<PathBuf>::new());
    assert!(Store::create(&dossier.path().join("absent/x.carnet"), &moi()).is_err());
}

#[test]
fn the_bundled_sqlite_is_one_without_the_wal_reset_bug() {
    assert!(rusqlite::version_number() >= 3_051_003);
}
