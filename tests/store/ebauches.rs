//! What a program killed while it makes a carnet leaves beside its place goes once it is old, and
//! nothing else does.
//!
//! The child is this same test binary, told by an environment variable to make a carnet and to
//! wait in the midst of it.

#![cfg(unix)] // elsewhere a folder is not dated by opening it
#![expect(
    clippy::disallowed_methods,
    reason = "what is left is laid and looked for from outside the program"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::common::{auteur, jour};
use carnet_ent::domain::Id;
use carnet_ent::store::{Auteur, Champs, Genre, Store};

const ENFANT: &str = "CARNET_EBAUCHE_FICHIER";

const NOM: &str = "École Marguerite-Durand";

fn moi() -> Auteur {
    auteur("A. B.", jour(2021, 6, 1))
}

#[test]
fn enfant_qui_attend_au_milieu() {
    let Ok(fichier) = std::env::var(ENFANT) else {
        return;
    };
    Store::create_with(Path::new(&fichier), &moi(), |store| {
        store.transact("École ajoutée", |edit| {
            edit.nouvelle_ecole("0880001Y", Champs::new().set("nom", NOM))
        })?;
        let mut sortie = std::io::stdout();
        writeln!(sortie, "au milieu")
            .and_then(|()| sortie.flush())
            .expect("told");
        std::thread::sleep(Duration::from_mins(1));
        Ok(())
    })
    .expect("not killed");
}

/// Makes a carnet and dies before it has its name.
fn tue(chemin: &Path) {
    let mut enfant = Command::new(std::env::current_exe().expect("this test"))
        .args([
            "ebauches::enfant_qui_attend_au_milieu",
            "--exact",
            "--nocapture",
        ])
        .env(ENFANT, chemin)
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let sortie = enfant.stdout.take().expect("its words");
    let mut lignes = BufReader::new(sortie).lines().map_while(Result::ok);
    assert!(lignes.any(|l| l.contains("au milieu")), "it never said so");
    enfant.kill().expect("killed");
    enfant.wait().expect("dead");
}

/// Makes this look as if nobody had written it for two hours, with what it holds.
fn vieillir(chemin: &Path) {
    if chemin.is_dir() {
        for entree in fs::read_dir(chemin).expect("a folder") {
            vieillir(&entree.expect("an entry").path());
        }
    }
    let fichier = fs::File::open(chemin).expect("there");
    fichier
        .set_modified(SystemTime::now() - Duration::from_hours(2))
        .expect("dated");
}

/// The hidden names of a folder.
fn caches(dossier: &Path) -> Vec<String> {
    let mut noms: Vec<String> = fs::read_dir(dossier)
        .expect("listed")
        .map(|entree| entree.expect("an entry").file_name().into_string())
        .map(|nom| nom.expect("a name"))
        .filter(|nom| nom.starts_with('.'))
        .collect();
    noms.sort();
    noms
}

/// Whether a file of this folder, or of one in it, holds this.
fn contient(dossier: &Path, texte: &str) -> bool {
    fs::read_dir(dossier).expect("listed").any(|entree| {
        let chemin = entree.expect("an entry").path();
        if chemin.is_dir() {
            return contient(&chemin, texte);
        }
        let octets = fs::read(chemin).expect("read");
        octets.windows(texte.len()).any(|w| w == texte.as_bytes())
    })
}

#[test]
fn what_a_killed_program_left_goes_once_it_is_old() {
    let dossier = tempfile::tempdir().expect("folder");
    let d = dossier.path();
    let chemin = d.join("vosges.carnet");
    tue(&chemin);
    let [reste] = &caches(d)[..] else {
        panic!("one folder is left: {:?}", caches(d));
    };
    let reste = d.join(reste);
    assert!(!chemin.exists());
    assert!(contient(&reste, NOM), "the rig proves nothing");
    // Somebody may still be writing it.
    let acheve = |nom: &str| drop(Store::create(&d.join(nom), &moi()).expect("made"));
    acheve("un.carnet");
    assert!(reste.is_dir());
    // One file of it is still being written.
    vieillir(&reste);
    let dedans: Vec<PathBuf> = fs::read_dir(&reste)
        .expect("listed")
        .map(|entree| entree.expect("an entry").path())
        .collect();
    for un in &dedans {
        vieillir(&reste);
        fs::File::open(un)
            .and_then(|f| f.set_modified(SystemTime::now()))
            .expect("dated");
        acheve(&format!(
            "{}.carnet",
            un.file_name().expect("a name").display()
        ));
        assert!(un.exists());
    }
    vieillir(&reste);
    acheve("deux.carnet");
    assert!(!reste.exists());
    assert!(!contient(d, NOM));
}

#[test]
fn opening_and_erasing_take_it_away_too() {
    let dossier = tempfile::tempdir().expect("folder");
    let d = dossier.path();
    let chemin = d.join("un.carnet");
    drop(Store::create(&chemin, &moi()).expect("made"));
    let laisse = || {
        tue(&d.join("deux.carnet"));
        let reste = d.join(&caches(d)[0]);
        vieillir(&reste);
        reste
    };
    let reste = laisse();
    let mut store = Store::open(&chemin, &moi()).expect("opened");
    assert!(!reste.exists());
    store
        .transact("École ajoutée", |edit| {
            edit.nouvelle_ecole("0880001Y", Champs::new().set("nom", NOM))
        })
        .expect("written");
    let reste = laisse();
    store
        .purge(Genre::Ecole, Id::ecole("0880001Y"), Some("nom"), "demande")
        .expect("erased");
    assert!(!reste.exists());
    drop(store);
    assert!(!contient(d, NOM));
}

/// What others laid there bears such a name by chance.
#[test]
fn what_others_laid_there_stays() {
    let dossier = tempfile::tempdir().expect("folder");
    let d = dossier.path();
    let ailleurs = tempfile::tempdir().expect("folder");
    fs::write(ailleurs.path().join(".tmpAbCdEf"), "à garder").expect("written");
    let poser = |dans: &str, fichier: &str| {
        let chemin = d.join(dans).join(fichier);
        fs::create_dir_all(chemin.parent().expect("a folder")).expect("made");
        fs::write(chemin, "à garder").expect("written");
    };
    poser(".carnet-photos", "a.jpg");
    poser(".carnet-deuxla", ".tmpAbCdEf");
    poser(".carnet-deuxla", "notes.txt");
    poser(".carnet-dossie/.tmpAbCdEf", "a.jpg");
    poser(".carnet-de-bord", ".tmpAbCdEf");
    poser("", ".carnet-fichie");
    std::os::unix::fs::symlink(ailleurs.path(), d.join(".carnet-unlien")).expect("linked");
    let avant = caches(d);
    for nom in &avant {
        vieillir(&d.join(nom));
    }
    drop(Store::create(&d.join("un.carnet"), &moi()).expect("made"));
    assert_eq!(caches(d), avant);
    for dans in [".carnet-photos/a.jpg", ".carnet-deuxla/.tmpAbCdEf"] {
        assert!(d.join(dans).is_file(), "{dans}");
    }
    assert!(ailleurs.path().join(".tmpAbCdEf").is_file());
}
