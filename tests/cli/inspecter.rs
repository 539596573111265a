//! `carnet-ent inspecter`: what a file received is, or why it is not believed; nothing beside it.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use crate::recus::{carnet, export};
use carnet_ent::exchange::coffre::{self, Phrase};
use carnet_ent::exchange::recu::{EXAMINER, Examinateur, Lecteur};
use carnet_ent::store::etranger::{self, Fiche, Refus};
use carnet_ent::store::export::tables;
use carnet_ent::systeme::enfant::{self, Enfant, Reponse};

fn inspecter(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .arg("inspecter")
        .args(arguments)
        .output()
        .expect("run")
}

fn ecrire(dossier: &Path, nom: &str, octets: &[u8]) -> String {
    let chemin = dossier.join(nom);
    std::fs::File::create_new(&chemin)
        .and_then(|mut f| std::io::Write::write_all(&mut f, octets))
        .expect("written");
    chemin.to_string_lossy().into_owned()
}

#[test]
fn what_a_file_says_of_itself_is_told_once_it_is_proven() {
    let dossier = tempfile::tempdir().expect("folder");
    let envoi = ecrire(dossier.path(), "epinal.sqlite", &export(6));
    let mien = ecrire(dossier.path(), "a.carnet", &carnet(3));
    let sortie = inspecter(&[&envoi, &mien]);
    let texte = String::from_utf8_lossy(&sortie.stdout).replace('\u{202f}', " ");
    assert!(sortie.status.success(), "{sortie:?}");
    for dit in [
        "un envoi à la DANE, vérifié.",
        "De : Vallée d’Œuvre",
        "Au : 1er juillet 2020",
        "Écoles publiques ouvertes : 6",
        "Avec ENT : 3",
        "un carnet, vérifié.",
        "De : A. B.",
        "Écoles : 3",
    ] {
        assert!(texte.contains(dit), "{dit} in\n{texte}");
    }
    let sortie = inspecter(&[&envoi, &mien, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&sortie.stdout).expect("JSON");
    assert_eq!(json[0]["fiche"]["sorte"], "export");
    assert_eq!(json[1]["fiche"]["ecoles"], 3);
    assert_eq!(std::fs::read_dir(dossier.path()).expect("read").count(), 2);
}

#[test]
fn one_file_that_does_not_hold_makes_the_status_say_so() {
    let dossier = tempfile::tempdir().expect("folder");
    let bon = export(6);
    let mut abime = bon.clone();
    let place = abime.len() - 10;
    abime[place] ^= 1;
    let bon = ecrire(dossier.path(), "bon.sqlite", &bon);
    let abime = ecrire(dossier.path(), "abime.sqlite", &abime);
    let sortie = inspecter(&[&abime, &bon, "--format", "json"]);
    assert_eq!(sortie.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&sortie.stdout).expect("JSON");
    assert_eq!(json[0]["verifie"], false);
    assert_eq!(json[1]["verifie"], true, "the others are still examined");
    let plainte = String::from_utf8_lossy(&sortie.stderr).into_owned();
    assert!(plainte.contains("abime.sqlite"), "{plainte}");
}

#[test]
fn a_file_under_a_passphrase_asks_for_it() {
    let dossier = tempfile::tempdir().expect("folder");
    let phrase = Phrase::new("quatre mots sans rapport").expect("long enough");
    let scelle = coffre::seal(&export(4), &phrase).expect("sealed");
    let envoi = ecrire(dossier.path(), "envoi.sqlite.age", &scelle);
    let juste = ecrire(dossier.path(), "phrase.txt", b"quatre mots sans rapport\n");
    let fausse = ecrire(dossier.path(), "autre.txt", b"quatre mots sans accord\n");
    let ouvert = inspecter(&[&envoi, "--mot-de-passe-fichier", &juste]);
    assert!(ouvert.status.success(), "{ouvert:?}");
    for (arguments, attendu) in [
        (vec![envoi.as_str()], "chiffré par un mot de passe"),
        (
            vec![envoi.as_str(), "--mot-de-passe-fichier", &fausse],
            "n’est pas celui de ce fichier",
        ),
    ] {
        let sortie = inspecter(&arguments);
        let plainte = String::from_utf8_lossy(&sortie.stderr).into_owned();
        assert_eq!(sortie.status.code(), Some(1));
        assert!(plainte.contains(attendu), "{plainte}");
    }
}

/// One child examines many files; one that dies or hangs costs its file and nothing else.
#[test]
fn a_child_that_ends_takes_one_file_with_it() {
    enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
    let mut examinateur = Examinateur::default();
    for _ in 0..3 {
        let lu = examinateur.examiner(&export(4)).expect("examined");
        assert!(matches!(lu, Ok(Fiche::Export(_))), "{lu:?}");
        let lu = examinateur.examiner(b"rien").expect("examined");
        assert!(matches!(lu, Err(Refus::AutreChose(_))), "{lu:?}");
    }
    let mut enfant = Enfant::new(EXAMINER);
    let impatient = enfant.demander(&export(40), Duration::ZERO).expect("asked");
    assert_eq!(impatient, Reponse::TropLong);
    let encore = enfant
        .demander(b"", Duration::from_secs(20))
        .expect("asked");
    assert_eq!(encore, Reponse::Ligne("{\"Err\":\"vide\"}".to_owned()));
    // The one that reads hands back every row but the dictionary, and survives what it refuses.
    let mut lecteur = Lecteur::default();
    for _ in 0..2 {
        let lu = lecteur.lire(&export(4)).expect("asked").expect("read");
        let ici = etranger::export(&export(4)).expect("read");
        for table in tables().iter().filter(|t| t.nom != "dictionnaire") {
            assert_eq!(lu.lignes(table.nom), ici.lignes(table.nom), "{}", table.nom);
        }
        let lu = lecteur.lire(b"rien").expect("asked");
        assert!(matches!(lu, Err(Refus::AutreChose(_))), "{lu:?}");
    }
    // A command that is no child is told at once.
    assert!(
        Enfant::new("--version")
            .demander(b"", Duration::from_secs(20))
            .is_err()
    );
}
