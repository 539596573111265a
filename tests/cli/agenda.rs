//! `carnet-ent agenda` and `carnet-ent tournee`, run as a person or a script runs them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use carnet_ent::domain::{Action, CompteRendu, Id, Liste, Visite, VisiteEntiere};
use carnet_ent::store::{Auteur, Champs, Store, terme};
use chrono::NaiveDate;

fn lance(dossier: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn fait(dossier: &Path, arguments: &[&str]) -> String {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8_lossy(&reponse.stderr).into_owned();
    assert_eq!(reponse.status.code(), Some(0), "{arguments:?}: {plainte}");
    String::from_utf8(reponse.stdout).expect("UTF-8")
}

fn refuse(dossier: &Path, arguments: &[&str], status: i32, contient: &str) {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8(reponse.stderr).expect("UTF-8");
    assert_eq!(
        reponse.status.code(),
        Some(status),
        "{arguments:?}: {plainte}"
    );
    assert_eq!(plainte.lines().count(), 1, "{plainte}");
    assert!(plainte.contains(contient), "{plainte}");
    assert!(reponse.stdout.is_empty());
}

fn json(dossier: &Path, arguments: &[&str]) -> Vec<serde_json::Value> {
    serde_json::from_str(&fait(dossier, arguments)).expect("an array")
}

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a day")
}

/// Three schools of which the last has no place; one visit of 8 April 2026 and what was promised
/// there, which nobody did.
fn carnet(dossier: &Path) -> PathBuf {
    let chemin = dossier.join("a.carnet");
    let mut store = Store::create(&chemin, &Auteur::default()).expect("created");
    let (id, ecole) = (Id::derived("essai", "visite"), Id::ecole("0880001Y"));
    let visite = VisiteEntiere {
        visite: Visite {
            id,
            ecole,
            le: jour("2026-04-08"),
            duree: None,
            motif: Some(terme(Liste::MotifVisite, "BILAN")),
            intervenant: "A. B.".to_owned(),
        },
        compte_rendu: CompteRendu::default(),
        rencontres: Vec::new(),
        copies: Vec::new(),
        actions: vec![Action {
            id: Id::derived("essai", "action"),
            ecole,
            visite: Some(id),
            libelle: "Ouvrir les comptes".to_owned(),
            role: None,
            qui: String::new(),
            echeance: Some(jour("2026-04-11")),
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        }],
    };
    store
        .transact("Visite", |edit| {
            for (uai, nom, latitude) in [
                ("0880001Y", "École Élise", 48.20),
                ("0880002Z", "École du Moulin", 48.17),
                ("0880003A", "École Anne", 0.0),
            ] {
                let mut champs = Champs::new()
                    .set("nom", nom)
                    .set("statut", "public")
                    .set("commune_nom", "Épinal");
                if latitude > 0.0 {
                    champs = champs.set("latitude", latitude).set("longitude", 6.45);
                }
                edit.releve("annuaire", jour("2019-06-01"), uai, champs)?;
            }
            edit.visite_entiere(&visite)
        })
        .expect("written");
    chemin
}

#[test]
fn a_week_is_told_in_three_formats() {
    let dossier = tempfile::tempdir().expect("a folder");
    carnet(dossier.path());
    let semaine = ["agenda", "a.carnet", "--semaine", "9/4/2026"];
    let texte = fait(dossier.path(), &semaine);
    let titre = "Agenda du 6 avril 2026 au 12 avril 2026\u{202f}: 2\n";
    assert!(texte.starts_with(titre), "{texte}");
    assert!(texte.contains("mercredi 08/04/2026"), "{texte}");
    let csv = fait(
        dossier.path(),
        &[&semaine[..], &["--format", "csv"]].concat(),
    );
    assert!(csv.starts_with("\u{feff}Date;Sorte;Quoi;"), "{csv}");
    let lignes = json(
        dossier.path(),
        &[&semaine[..], &["--format", "json"]].concat(),
    );
    assert_eq!(lignes.len(), 2);
    assert_eq!(lignes[0]["date"], "2026-04-08");
    assert_eq!(lignes[0]["sorte"], "visite");
    assert_eq!(lignes[0]["ecole"], "0880001Y");
    assert_eq!(lignes[0]["periode"], "P4");
    assert_eq!(lignes[0]["sans_classe"], serde_json::Value::Null);
    assert_eq!(lignes[1]["sans_classe"], "Printemps 2026");
    let vide = [
        "agenda",
        "a.carnet",
        "--semaine",
        "1/1/2020",
        "--format",
        "json",
    ];
    assert!(json(dossier.path(), &vide).is_empty());
    refuse(
        dossier.path(),
        &["agenda", "a.carnet", "--semaine", "bientôt"],
        2,
        "bientôt",
    );
}

#[test]
fn a_calendar_file_is_written_once_and_the_same_each_time() {
    let dossier = tempfile::tempdir().expect("a folder");
    carnet(dossier.path());
    let write = |nom: &str| {
        let commande = ["agenda", "a.carnet", "--semaine", "9/4/2026", "--ics", nom];
        fait(dossier.path(), &commande)
    };
    let dit = write("semaine.ics");
    assert!(dit.contains("semaine.ics (2\u{a0}entrées)"), "{dit}");
    let chemin = dossier.path().join("semaine.ics");
    let calendrier = std::fs::read_to_string(&chemin).expect("written");
    assert_eq!(calendrier.matches("BEGIN:VEVENT\r\n").count(), 2);
    let uid = format!(
        "\r\nUID:visite-{}@carnet-ent\r\n",
        Id::derived("essai", "visite")
    );
    assert!(calendrier.contains(&uid), "{calendrier}");
    assert!(calendrier.contains("\r\nDTSTART;VALUE=DATE:20260408\r\n"));
    // No name of a person leaves with it.
    assert!(!calendrier.contains("A. B."));
    refuse(
        dossier.path(),
        &["agenda", "a.carnet", "--ics", "semaine.ics"],
        1,
        "existe déjà",
    );
    assert_eq!(
        std::fs::read_to_string(&chemin).expect("still there"),
        calendrier
    );
    write("encore.ics");
    let encore = std::fs::read_to_string(dossier.path().join("encore.ics")).expect("written");
    assert_eq!(encore, calendrier);
}

#[test]
fn a_tour_says_why_and_how_far() {
    let dossier = tempfile::tempdir().expect("a folder");
    carnet(dossier.path());
    let demande = [
        "tournee", "a.carnet", "--au", "1/5/2026", "--format", "json",
    ];
    let lignes = json(dossier.path(), &demande);
    let noms: Vec<&str> = lignes
        .iter()
        .filter_map(|l| l["ecole_nom"].as_str())
        .collect();
    assert_eq!(noms, ["École Élise", "École Anne", "École du Moulin"]);
    assert_eq!(lignes[0]["raisons"][0]["sorte"], "action-en-retard");
    assert_eq!(lignes[0]["score"], 5);
    assert_eq!(lignes[0]["distance_metres"], serde_json::Value::Null);

    let depuis = [&demande[..], &["--depuis", "0880002z"]].concat();
    let lignes = json(dossier.path(), &depuis);
    assert_eq!(lignes.len(), 2, "one does not go where one is");
    assert_eq!(lignes[0]["ecole"], "0880001Y");
    assert_eq!(lignes[0]["distance_metres"], 3336);
    assert_eq!(lignes[1]["sans_coordonnees"], true);
    let texte = fait(
        dossier.path(),
        &["tournee", "a.carnet", "--depuis", "0880002Z"],
    );
    assert!(texte.contains("sans coordonnées"), "{texte}");
    assert!(texte.contains("depuis École du Moulin, Épinal"), "{texte}");
    let csv = fait(dossier.path(), &["tournee", "a.carnet", "--format", "csv"]);
    assert!(
        csv.starts_with("\u{feff}UAI;École;Commune;Pourquoi;"),
        "{csv}"
    );
    refuse(
        dossier.path(),
        &["tournee", "a.carnet", "--depuis", "0880009G"],
        1,
        "n’est pas dans ce carnet",
    );
    refuse(
        dossier.path(),
        &["tournee", "a.carnet", "--depuis", "0880001A"],
        2,
        "Y",
    );
}
