//! The command on observations, run as a person or a script runs it.

use std::path::Path;
use std::process::{Command, Output};

use carnet_ent::domain::{Crcn, Id, Liste, Observation};
use carnet_ent::store::{Auteur, Champs, Store, terme};
use chrono::NaiveDate;

fn lance(dossier: &Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(["observations", "a.carnet"])
        .args(options)
        .output()
        .expect("the program runs")
}

fn fait(dossier: &Path, options: &[&str]) -> String {
    let reponse = lance(dossier, options);
    let plainte = String::from_utf8_lossy(&reponse.stderr).into_owned();
    assert_eq!(reponse.status.code(), Some(0), "{options:?}: {plainte}");
    String::from_utf8(reponse.stdout).expect("UTF-8")
}

fn json(dossier: &Path, options: &[&str]) -> Vec<serde_json::Value> {
    let options = [options, &["--format", "json"]].concat();
    serde_json::from_str(&fait(dossier, &options)).expect("an array")
}

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a day")
}

const UAIS: [&str; 2] = ["0880001Y", "0880002Z"];

/// Two schools; one observed twice, the other once and only in words.
fn carnet(dossier: &Path) {
    let mut store = Store::create(&dossier.join("a.carnet"), &Auteur::default()).expect("created");
    let mut observe = |uai: &str, le: &str, lignes: &[(&str, &str, &str)]| {
        let (id, ecole) = (Id::fresh(), Id::ecole(uai));
        let mut o = Observation::nouvelle(id, ecole, jour(le), "=A. B.");
        o.cycle = Some(terme(Liste::Cycle, "CYCLE3"));
        "confidentiel".clone_into(&mut o.constat);
        for (service, frequence, palier) in lignes {
            let l = o.ligne_mut(terme(Liste::Service, service));
            l.frequence = Some(terme(Liste::Frequence, frequence));
            l.palier = Some(terme(Liste::Palier, palier));
            l.acteurs = vec![
                terme(Liste::Acteur, "ELEVES"),
                terme(Liste::Acteur, "PARENTS"),
            ];
            l.crcn.extend(Crcn::parse("2.1"));
            "confidentiel".clone_into(&mut l.constat);
        }
        store
            .transact("Observation", |edit| {
                let champs = Champs::new()
                    .set("nom", "École Élise")
                    .set("commune_nom", "Épinal");
                edit.releve("annuaire", jour("2019-06-01"), uai, champs)?;
                edit.observation(&o)
            })
            .expect("written");
    };
    let blog = ("BLOG", "HEBDO", "PONCTUEL");
    observe(UAIS[0], "2020-01-10", &[blog]);
    let agenda = ("AGENDA", "QUOTIDIEN", "INSTALLE");
    observe(UAIS[0], "2021-01-10", &[blog, agenda]);
    observe(UAIS[1], "2021-03-10", &[]);
}

#[test]
fn observations_are_listed_newest_first_with_their_grids() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    let toutes = json(dossier.path(), &[]);
    let dates: Vec<&str> = toutes
        .iter()
        .map(|o| o["date"].as_str().expect("a day"))
        .collect();
    assert_eq!(dates, ["2021-03-10", "2021-01-10", "2020-01-10"]);
    let deux = &toutes[1];
    assert!(Id::parse(deux["id"].as_str().expect("a name")).is_some());
    assert_eq!(deux["ecole"], UAIS[0]);
    assert_eq!(deux["libelle"], "2 services, Usage installé");
    assert_eq!(deux["cycle"], "Cycle 3");
    let lignes = deux["lignes"].as_array().expect("rows");
    let agenda = lignes
        .iter()
        .find(|l| l["service"] == "Agenda")
        .expect("a row");
    assert_eq!(agenda["frequence"], "Chaque jour");
    assert_eq!(agenda["acteurs"], serde_json::json!(["Élèves", "Parents"]));
    assert_eq!(agenda["crcn"], serde_json::json!(["2.1"]));
    assert_eq!(agenda["point_de_vue"], "");
    assert_eq!(toutes[0]["lignes"], serde_json::json!([]));
    assert_eq!(toutes[0]["palier"], "");
    for format in ["texte", "csv", "json"] {
        let dit = fait(dossier.path(), &["--format", format]);
        let complet = dit.contains("École Élise") && !dit.contains("confidentiel");
        assert!(complet, "{dit}");
    }
    let csv = fait(dossier.path(), &["--format", "csv"]);
    assert_eq!(csv.lines().count(), 1 + 1 + 2 + 1, "one line per service");
    assert!(csv.contains(";'=A. B.;"), "never run as a formula: {csv}");
}

#[test]
fn a_period_and_a_school_are_kept_and_what_cannot_be_answered_is_said() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    for (options, combien) in [
        (&["--depuis", "10/1/2021"][..], 2),
        (&["--au", "10/1/2021"], 2),
        (&["--ecole", "0880001y"], 2),
        (&["--ecole", UAIS[1], "--au", "1/1/2021"], 0),
    ] {
        assert_eq!(json(dossier.path(), options).len(), combien, "{options:?}");
    }
    for (options, status, dit) in [
        (&["--ecole", "0880003A"][..], 1, "n’est pas dans ce carnet"),
        (
            &["--depuis", "2/1/2021", "--au", "1/1/2021"],
            1,
            "finit avant",
        ),
        (&["--au", "bientôt"], 2, "n’est pas une date"),
    ] {
        let reponse = lance(dossier.path(), options);
        let plainte = String::from_utf8(reponse.stderr).expect("UTF-8");
        assert_eq!(reponse.status.code(), Some(status), "{plainte}");
        assert!(plainte.contains(dit), "{plainte}");
        assert!(reponse.stdout.is_empty());
    }
}
