//! `carnet-ent bilan` in its printed formats and `carnet-ent graphique`, run as a person or a
//! script runs them.

use std::path::Path;
use std::process::{Command, Output};

use carnet_ent::demonstration::creer_circonscriptions;
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

#[track_caller]
fn fait(dossier: &Path, arguments: &[&str]) -> String {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8_lossy(&reponse.stderr).into_owned();
    assert_eq!(reponse.status.code(), Some(0), "{arguments:?}: {plainte}");
    String::from_utf8(reponse.stdout).expect("UTF-8")
}

#[track_caller]
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

fn dossier() -> tempfile::TempDir {
    let dossier = tempfile::tempdir().expect("folder");
    let aujourdhui = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a real day");
    creer_circonscriptions(&dossier.path().join("a.carnet"), aujourdhui).expect("made");
    dossier
}

#[test]
fn a_report_is_written_once_and_replaces_nothing() {
    let dossier = dossier();
    let d = dossier.path();
    let debuts: [(&[&str], &str, &[u8]); 5] = [
        (&["--format", "pdf"], "t.pdf", b"%PDF-1.7"),
        (
            &["--format", "xlsx", "--comparer", "1/9/2019"],
            "t.xlsx",
            b"PK",
        ),
        (
            &["--format", "csv"],
            "t.csv",
            "\u{feff}Département;Code;".as_bytes(),
        ),
        (
            &[
                "--format",
                "pdf",
                "--modele",
                "page-elus",
                "--circonscription",
                "epinal",
            ],
            "e.pdf",
            b"%PDF-1.7",
        ),
        (
            &["--format", "pdf", "--modele", "rapport-activite"],
            "r.pdf",
            b"%PDF-1.7",
        ),
    ];
    for (options, nom, debut) in debuts {
        let mut arguments = vec!["bilan", "a.carnet", "--au", "1/7/2020", "--sortie", nom];
        arguments.extend(options);
        assert!(fait(d, &arguments).contains(nom));
        let ecrit = std::fs::read(d.join(nom)).expect("written");
        assert!(ecrit.starts_with(debut), "{nom}");
        refuse(d, &arguments, 1, "existe déjà");
        assert_eq!(std::fs::read(d.join(nom)).unwrap(), ecrit);
    }
}

#[test]
fn what_is_missing_is_said() {
    let dossier = dossier();
    let d = dossier.path();
    let pdf = ["bilan", "a.carnet", "--format", "pdf", "--sortie", "x.pdf"];
    let with = |suite: &[&'static str]| [&pdf[..], suite].concat();
    refuse(d, &["bilan", "a.carnet", "--format", "pdf"], 1, "--sortie");
    let seance = ["--seance", "0198c2f0-5b1c-7c3e-8f00-1234567890ab"];
    let signer = ["bilan", "a.carnet", "--modele", "emargement"];
    refuse(d, &[&signer[..], &seance].concat(), 1, "session");
    refuse(d, &with(&["--modele", "fiche-ecole"]), 1, "--ecole");
    refuse(d, &with(&["--modele", "emargement"]), 1, "--seance");
    refuse(d, &with(&["--modele", "lune"]), 2, "page-elus");
    refuse(
        d,
        &with(&["--modele", "page-elus", "--circonscription", "Toulouse"]),
        1,
        "Neufchâteau",
    );
    refuse(
        d,
        &with(&["--au", "1/7/2020", "--comparer", "1/7/2021"]),
        1,
        "échangez",
    );
    refuse(d, &["graphique", "a.carnet", "lune"], 1, "courbe");
    refuse(
        d,
        &["graphique", "a.carnet", "courbe", "--sortie", "c.doc"],
        1,
        ".svg",
    );
    assert!(!d.join("x.pdf").exists() && !d.join("c.doc").exists());
}

/// Figures, tables and charts of a printed report, as a script or a spreadsheet reads them.
#[test]
fn a_report_goes_into_a_spreadsheet_too() {
    let dossier = dossier();
    let d = dossier.path();
    let de = |modele, format| {
        let quoi = ["bilan", "a.carnet", "--au", "1/7/2020", "--modele", modele];
        [&quoi[..], &["--format", format]].concat()
    };
    for modele in ["bilan-circonscription", "page-elus", "rapport-activite"] {
        let donnees: serde_json::Value =
            serde_json::from_str(&fait(d, &de(modele, "json"))).expect("JSON");
        let sections = donnees["sections"].as_array().expect("sections");
        let chiffres = sections.iter().filter_map(|s| s["chiffres"].as_array());
        let chiffres: Vec<_> = chiffres.flatten().collect();
        assert!(!chiffres.is_empty(), "{modele}");
        let (texte, csv) = (fait(d, &de(modele, "texte")), fait(d, &de(modele, "csv")));
        for chiffre in chiffres {
            let (libelle, valeur) = (&chiffre["libelle"], &chiffre["valeur"]);
            let (libelle, valeur) = (libelle.as_str().unwrap(), valeur.as_str().unwrap());
            let says = |ligne: &str| ligne.contains(libelle) && ligne.contains(valeur);
            assert!(texte.lines().any(says), "{modele}: {libelle} {valeur}");
            assert!(csv.lines().any(says), "{modele}: {libelle} {valeur}");
        }
        let xlsx = [&de(modele, "xlsx")[..], &["--sortie", "b.xlsx"]].concat();
        fait(d, &xlsx);
        assert!(std::fs::read(d.join("b.xlsx")).unwrap().starts_with(b"PK"));
        std::fs::remove_file(d.join("b.xlsx")).expect("removed");
    }
}

#[test]
fn a_chart_is_named_drawn_and_told() {
    let dossier = dossier();
    let d = dossier.path();
    let noms = fait(d, &["graphique", "--liste"]);
    for ligne in noms.lines() {
        let nom = ligne.split_whitespace().next().expect("a name");
        for (extension, debut) in [("svg", "<svg"), ("png", "\u{fffd}PNG"), ("csv", "\u{feff}")] {
            let sortie = format!("{nom}.{extension}");
            fait(d, &["graphique", "a.carnet", nom, "--sortie", &sortie]);
            let ecrit = std::fs::read(d.join(&sortie)).expect("written");
            let ecrit = String::from_utf8_lossy(&ecrit).into_owned();
            assert!(ecrit.starts_with(debut), "{sortie}");
        }
    }
    let dit = fait(
        d,
        &["graphique", "a.carnet", "solutions", "--au", "1/7/2020"],
    );
    assert!(
        dit.contains("ONE") && dit.contains("1er juillet 2020"),
        "{dit}"
    );
}
