//! A full disk, for real: a small tmpfs is filled before an import, a typed value, a new carnet and
//! a copy. What was acknowledged stays, the rest leaves no trace, and writing resumes once there is
//! room again. Needs root to mount; skipped by name otherwise.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{auteur, jour};
use crate::fichier_annuaire::{Ecrit, Fichier, V2020, ligne, uai};
use carnet_ent::Error;
use carnet_ent::domain::{ChampEcole, Faits, Id};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::annuaire::{
    BilanImport, Choix, Existant, ImportPlan, appliquer, preparer,
};
use carnet_ent::store::{Auteur, Store};

/// A file system of its own, of a few megabytes.
struct Disque {
    dossier: tempfile::TempDir,
}

impl Disque {
    /// `None` where nobody may mount: the test says that it did not run.
    fn of(kio: u64, test: &str) -> Option<Self> {
        let dossier = tempfile::tempdir().expect("folder");
        let monte = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={kio}k"), "tmpfs"])
            .arg(dossier.path())
            .output()
            .is_ok_and(|sortie| sortie.status.success());
        if monte {
            return Some(Self { dossier });
        }
        skipped(test);
        None
    }

    fn chemin(&self, nom: &str) -> PathBuf {
        self.dossier.path().join(nom)
    }

    /// Fills the disk, then gives back `kio` of it.
    fn fill(&self, kio: u64) {
        let bloc = [0x55; 4096];
        let mut lest = File::create(self.chemin("lest")).expect("a file");
        let mut blocs: u64 = 0;
        while lest.write_all(&bloc).is_ok() {
            blocs += 1;
        }
        lest.set_len((blocs * 4).saturating_sub(kio) * 1024)
            .expect("shortened");
    }

    fn empty(&self) {
        fs::remove_file(self.chemin("lest")).expect("removed");
    }

    /// What is on it, the ballast apart.
    fn contenu(&self) -> Vec<PathBuf> {
        let mut noms: Vec<PathBuf> = fs::read_dir(self.dossier.path())
            .expect("folder")
            .map(|e| e.expect("entry").path())
            .filter(|chemin| !chemin.ends_with("lest"))
            .collect();
        noms.sort();
        noms
    }
}

impl Drop for Disque {
    fn drop(&mut self) {
        Command::new("umount")
            .arg(self.dossier.path())
            .output()
            .ok();
    }
}

#[expect(clippy::print_stderr, reason = "a test says what it did not run")]
fn skipped(test: &str) {
    eprintln!("skipped: {test}, a tmpfs cannot be mounted here");
}

fn moi() -> Auteur {
    auteur("A. B.", jour(2021, 6, 1))
}

fn annuaire(ecoles: std::ops::Range<u32>, maj: &str) -> Ecrit {
    let mut fichier = Fichier::new(V2020);
    for numero in ecoles {
        let nom = format!("Ecole primaire du Chemin numéro {numero}");
        fichier.push(ligne(numero, &nom).set("date_maj_ligne", maj));
    }
    fichier.ecrire()
}

fn plan(store: &Store, chemin: &Path) -> ImportPlan {
    let existant = Existant::read(store).expect("read");
    preparer(
        chemin,
        &Choix::default(),
        &existant,
        &mut Progress::silent(),
    )
    .expect("prepared")
}

fn apply(store: &mut Store, plan: &ImportPlan) -> Result<BilanImport, Error> {
    appliquer(store, plan, &mut Progress::silent())
}

/// One French sentence that says what to do.
#[track_caller]
fn assert_told(erreur: &Error) {
    let phrase = erreur.user_message();
    assert!(phrase.contains("le disque est plein"), "{phrase}");
}

#[track_caller]
fn assert_sound(store: &Store, attendus: &Faits) {
    assert!(store.faits().expect("read") == *attendus, "facts differ");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

/// Room that SQLite keeps pages in before it writes them (`store/open.rs`), in bytes.
const MEMOIRE: u64 = 32 * 1024 * 1024;

/// An import too big for what is left, at each fill level. Returns the size of the carnet with it.
fn import_on_a_full_disk(kio: u64, libres: &[u64], ecoles: u32, test: &str) -> Option<u64> {
    let disque = Disque::of(kio, test)?;
    let mut taille = 0;
    let premier = annuaire(880_001..880_021, "2020-10-01");
    let second = annuaire(880_001..880_001 + ecoles, "2023-06-08");
    for (rang, &libre) in libres.iter().enumerate() {
        let chemin = disque.chemin(&format!("{rang}.carnet"));
        let mut store = Store::create(&chemin, &moi()).expect("created");
        let petit = plan(&store, &premier);
        apply(&mut store, &petit).expect("acknowledged");
        let acquis = store.faits().expect("read");
        let grand = plan(&store, &second);
        disque.fill(libre);
        let refus = apply(&mut store, &grand).expect_err("no room");
        assert_told(&refus);
        assert_sound(&store, &acquis);
        // As it is on the disk, still full, for another program.
        drop(store);
        let mut store = Store::open(&chemin, &moi()).expect("opened");
        assert_sound(&store, &acquis);
        disque.empty();
        let bilan = apply(&mut store, &grand).expect("writing resumes");
        assert_eq!(bilan.releves, ecoles as usize);
        let tout = store.faits().expect("read");
        assert_eq!(tout.ecoles.len(), ecoles as usize);
        drop(store);
        assert_sound(&Store::open(&chemin, &moi()).expect("opened"), &tout);
        assert_eq!(disque.contenu(), [chemin.as_path()], "nothing left beside");
        taille = fs::metadata(&chemin).expect("there").len();
        fs::remove_file(&chemin).expect("removed");
    }
    Some(taille)
}

#[test]
fn an_import_that_does_not_fit_leaves_the_carnet_as_it_was() {
    let libres = [0, 4, 16, 64, 200, 512, 900, 1300];
    let taille = import_on_a_full_disk(6 * 1024, &libres, 2_000, "an import that does not fit");
    assert!(taille.is_none_or(|octets| octets < MEMOIRE));
}

/// Longer than the pages kept in memory: the disk is full while the rows are being written, and
/// not only at the end.
#[test]
fn an_import_stopped_halfway_by_a_full_disk_leaves_the_carnet_as_it_was() {
    let libres = [1024, 8 * 1024];
    let taille = import_on_a_full_disk(96 * 1024, &libres, 45_000, "an import stopped halfway");
    assert!(
        taille.is_none_or(|octets| octets > MEMOIRE + 12 * 1024 * 1024),
        "{taille:?}"
    );
}

#[test]
fn every_typed_value_acknowledged_before_the_disk_was_full_stays() {
    let Some(disque) = Disque::of(2 * 1024, "typed values on a full disk") else {
        return;
    };
    let chemin = disque.chemin("a.carnet");
    let mut store = Store::create(&chemin, &moi()).expect("created");
    let fichier = annuaire(880_001..880_021, "2020-10-01");
    let petit = plan(&store, &fichier);
    apply(&mut store, &petit).expect("acknowledged");
    let ecole = Id::ecole(&uai(880_001));
    let mut numero = 0;
    let mut refus = 0;
    let correct = |store: &mut Store, numero: u32| {
        store.transact("Correction d’une école", |edit| {
            let nom = format!("Nom numéro {numero} {}", "é".repeat(200));
            edit.corriger_ecole(ecole, ChampEcole::Nom, Some(nom.into()))
        })
    };
    for libre in [0, 4, 8, 12, 16, 20, 24, 32, 48, 64, 96, 128] {
        disque.fill(libre);
        // Each writes a little more: soon or late there is no room.
        let erreur = loop {
            let avant = store.faits().expect("read");
            match correct(&mut store, numero) {
                Ok(_) => numero += 1,
                Err(erreur) => {
                    assert_sound(&store, &avant);
                    break erreur;
                }
            }
        };
        assert_told(&erreur);
        refus += 1;
        disque.empty();
        correct(&mut store, numero).expect("writing resumes");
        numero += 1;
    }
    assert_eq!(refus, 12);
    let tout = store.faits().expect("read");
    let (derniere, _) = tout.ecoles[0].au(jour(2021, 6, 1));
    assert!(
        derniere
            .nom
            .starts_with(&format!("Nom numéro {} ", numero - 1))
    );
    // Every acknowledged operation: the making of the carnet, the import, and each typed value.
    let operations = store.historique().expect("read").len();
    assert_eq!(operations, 2 + numero as usize);
    drop(store);
    assert_sound(&Store::open(&chemin, &moi()).expect("opened"), &tout);
}

#[test]
fn a_new_carnet_or_a_copy_that_does_not_fit_leaves_nothing_behind() {
    let Some(disque) = Disque::of(3 * 1024, "a new carnet on a full disk") else {
        return;
    };
    let chemin = disque.chemin("a.carnet");
    let store = Store::create(&chemin, &moi()).expect("created");
    for libre in [0, 8, 64, 128] {
        disque.fill(libre);
        let avant = disque.contenu();
        let cree = Store::create(&disque.chemin("b.carnet"), &moi());
        assert_told(&cree.err().expect("no room"));
        let copie = store.copy_to(&disque.chemin("c.carnet"));
        assert_told(&copie.expect_err("no room"));
        assert_eq!(disque.contenu(), avant);
        disque.empty();
    }
    store
        .copy_to(&disque.chemin("c.carnet"))
        .expect("room again");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

/// What the command line says of it.
#[test]
fn the_command_says_that_the_disk_is_full_and_leaves_the_carnet_as_it_was() {
    let Some(disque) = Disque::of(4 * 1024, "the command on a full disk") else {
        return;
    };
    let chemin = disque.chemin("a.carnet");
    drop(Store::create(&chemin, &moi()).expect("created"));
    let octets = fs::read(&chemin).expect("read");
    let fichier = annuaire(880_001..882_001, "2023-06-08");
    disque.fill(64);
    let sortie = Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .arg("importer")
        .arg(&chemin)
        .arg(&*fichier)
        .output()
        .expect("started");
    assert_eq!(sortie.status.code(), Some(1));
    let dit = String::from_utf8(sortie.stderr).expect("UTF-8");
    assert!(dit.contains("le disque est plein"), "{dit}");
    assert_eq!(dit.trim_end().lines().count(), 1, "{dit}");
    assert!(fs::read(&chemin).expect("read") == octets, "byte for byte");
}

#[test]
fn an_export_that_does_not_fit_leaves_the_one_that_was_there() {
    let Some(disque) = Disque::of(2 * 1024, "an export on a full disk") else {
        return;
    };
    let ailleurs = tempfile::tempdir().expect("folder");
    let carnet = ailleurs.path().join("a.carnet");
    carnet_ent::demonstration::creer_circonscriptions(&carnet, jour(2026, 11, 24)).expect("made");
    let sortie = disque.chemin("e.sqlite");
    let exporter = |au: &str| {
        Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
            .args(["exporter", "--remplacer", "--au", au])
            .arg(&carnet)
            .arg("--sortie")
            .arg(&sortie)
            .output()
            .expect("started")
    };
    // With nothing there, then with an older one.
    for ancien in [false, true] {
        if ancien {
            assert_eq!(exporter("1/7/2026").status.code(), Some(0));
        }
        let avant = fs::read(&sortie).ok();
        assert_eq!(avant.is_some(), ancien);
        for libre in [0, 8, 64, 200] {
            disque.fill(libre);
            let refus = exporter("24/11/2026");
            assert_eq!(refus.status.code(), Some(1), "{libre}");
            let dit = String::from_utf8(refus.stderr).expect("UTF-8");
            assert!(dit.contains("le disque est plein"), "{dit}");
            assert_eq!(fs::read(&sortie).ok(), avant, "{libre}");
            assert_eq!(disque.contenu().len(), usize::from(ancien), "{libre}");
            disque.empty();
        }
    }
    assert_eq!(exporter("24/11/2026").status.code(), Some(0));
    let ecrit = fs::read(&sortie).expect("written");
    carnet_ent::store::export::verify(&ecrit).expect("whole");
}
