//! The command on trainings and events, run as a person or a script runs it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use carnet_ent::domain::{
    Evenement, Formation, Id, Liste, Modalite, Participation, Seance, StatutSeance, Systeme,
};
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

fn json(dossier: &Path, options: &[&str]) -> Vec<serde_json::Value> {
    let mut arguments = vec!["formations", "a.carnet", "--format", "json"];
    arguments.extend(options);
    serde_json::from_str(&fait(dossier, &arguments)).expect("an array")
}

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a day")
}

const UAIS: [&str; 3] = ["0880001Y", "0880002Z", "0880003A"];

/// A training of three sessions, one without a day, and a forum; their texts are not for others.
fn carnet(dossier: &Path) {
    let mut store = Store::create(&dossier.join("a.carnet"), &Auteur::default()).expect("created");
    let formation = Id::fresh();
    let seance = |le: Option<&str>, statut| Seance {
        id: Id::fresh(),
        formation,
        le: le.map(jour),
        duree: Some(180),
        duree_18h: Some(90),
        modalite: Some(Modalite::Presentiel),
        lieu: "Épinal".to_owned(),
        statut: Some(statut),
        reponses: None,
        satisfaction: None,
        bilan: "confidentiel".to_owned(),
        participations: Vec::new(),
        formateurs: Vec::new(),
    };
    let participation = |rang: usize, nombre| Participation {
        ecole: Id::ecole(UAIS[rang]),
        nombre,
        noms: "confidentiel".to_owned(),
    };
    store
        .transact("Essai", |edit| {
            for uai in UAIS {
                let champs = Champs::new().set("nom", "École Élise");
                edit.releve("annuaire", jour("2019-06-01"), uai, champs)?;
            }
            edit.formation(&Formation {
                id: formation,
                titre: "=Prendre en main".to_owned(),
                objectifs: "confidentiel".to_owned(),
                systeme: Some(Systeme::Sofia),
                reference: "25A0123".to_owned(),
                public: None,
                cycle: None,
                seances: Vec::new(),
            })?;
            let premiere = seance(Some("2020-01-10"), StatutSeance::Tenue);
            edit.seance(&premiere)?;
            edit.participation(premiere.id, &participation(1, Some(3)))?;
            edit.participation(premiere.id, &participation(0, Some(2)))?;
            edit.participation(premiere.id, &participation(2, Some(0)))?;
            let deuxieme = seance(Some("2021-01-10"), StatutSeance::Prevue);
            edit.seance(&deuxieme)?;
            edit.seance(&seance(None, StatutSeance::Prevue))?;
            let forum = Id::fresh();
            edit.evenement(&Evenement {
                id: forum,
                sorte: Some(terme(Liste::SorteEvenement, "FORUM")),
                nom: "Forum de mai".to_owned(),
                le: Some(jour("2020-05-10")),
                duree: None,
                lieu: String::new(),
                secteur: None,
                participants: Some(40),
                compte_rendu: "confidentiel".to_owned(),
                ecoles: BTreeSet::new(),
            })?;
            edit.evenement_ecole(forum, Id::ecole(UAIS[2]), true)
        })
        .expect("written");
}

#[test]
fn sessions_and_events_are_listed_newest_first_without_their_texts() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    let toutes = json(dossier.path(), &[]);
    let dites: Vec<(&str, Option<&str>)> = toutes
        .iter()
        .map(|l| (l["sorte"].as_str().expect("a word"), l["date"].as_str()))
        .collect();
    assert_eq!(
        dites,
        [
            ("session", Some("2021-01-10")),
            ("evenement", Some("2020-05-10")),
            ("session", Some("2020-01-10")),
            ("session", None),
        ]
    );
    let premiere = &toutes[2];
    assert_eq!(premiere["libelle"], "=Prendre en main");
    let deux = serde_json::json!([UAIS[0], UAIS[1]]);
    assert_eq!(premiere["ecoles"], deux, "nobody came from the third");
    assert_eq!(premiere["participants"], 5);
    assert_eq!(premiere["duree_minutes"], 180);
    assert_eq!(premiere["duree_18h_minutes"], 90);
    assert_eq!(premiere["systeme"], "SOFIA-FMO");
    assert_eq!(premiere["statut"], "tenue");
    assert_eq!(toutes[0]["participants"], serde_json::Value::Null);
    assert_eq!(toutes[1]["sorte_evenement"], "Forum des ENT");
    assert_eq!(toutes[1]["participants"], 40);
    for ligne in &toutes {
        assert!(Id::parse(ligne["id"].as_str().expect("a name")).is_some());
    }
    for format in ["texte", "csv", "json"] {
        let dit = fait(
            dossier.path(),
            &["formations", "a.carnet", "--format", format],
        );
        assert!(
            dit.contains("Prendre en main") && dit.contains("Forum"),
            "{dit}"
        );
        assert!(!dit.contains("confidentiel"), "{dit}");
        let statut = if format == "json" {
            "prevue"
        } else {
            "Prévue"
        };
        assert!(dit.contains(statut), "{dit}");
        if format == "csv" {
            assert!(!dit.contains(";=Prendre"), "no formula: {dit}");
        }
    }
}

#[test]
fn a_period_and_a_school_keep_what_they_hold() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    for (options, combien) in [
        (vec!["--depuis", "10/5/2020"], 2),
        (vec!["--au", "10/5/2020"], 2),
        (vec!["--depuis", "10/5/2020", "--au", "10/5/2020"], 1),
        (vec!["--ecole", UAIS[0]], 1),
        (vec!["--ecole", "0880003a"], 1),
        (vec!["--ecole", UAIS[2], "--au", "1/2/2020"], 0),
    ] {
        assert_eq!(json(dossier.path(), &options).len(), combien, "{options:?}");
    }
}

#[test]
fn what_is_asked_wrongly_is_refused_in_one_sentence() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    for (arguments, status, contient) in [
        (
            vec!["a.carnet", "--depuis", "1/1/2021", "--au", "1/1/2020"],
            1,
            "finit avant de commencer",
        ),
        (
            vec!["a.carnet", "--ecole", "0881234N"],
            1,
            "n’est pas dans ce carnet",
        ),
        (vec!["a.carnet", "--ecole", "0880001Z"], 2, "0880001"),
        (
            vec!["a.carnet", "--depuis", "bientôt"],
            2,
            "n’est pas une date",
        ),
        (vec!["a.carnet", "--format", "xml"], 2, "choisissez parmi"),
        (vec!["absent.carnet"], 1, "absent.carnet"),
    ] {
        let mut tous = vec!["formations"];
        tous.extend(&arguments);
        let reponse = lance(dossier.path(), &tous);
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
    let aide = fait(dossier.path(), &["formations", "--help"]);
    assert!(
        aide.contains("--depuis") && aide.contains("--ecole"),
        "{aide}"
    );
}
