//! The commands on visits and promises, run as a person or a script runs them.

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

const UAIS: [&str; 2] = ["0880001Y", "0880002Z"];

/// Two schools; three visits, whose actions are of 2020 (done), of 2021 (late), of no day and of
/// 2999.
fn carnet(dossier: &Path) -> PathBuf {
    let chemin = dossier.join("a.carnet");
    let mut store = Store::create(&chemin, &Auteur::default()).expect("created");
    let mut visite = |uai: &str, le: &str, actions: &[(&str, Option<&str>, Option<&str>)]| {
        let (id, ecole) = (Id::fresh(), Id::ecole(uai));
        let actions = actions.iter().map(|(libelle, echeance, faite)| Action {
            id: Id::fresh(),
            ecole,
            visite: Some(id),
            libelle: (*libelle).to_owned(),
            role: Some(terme(Liste::Role, "DIRECTION")),
            qui: String::new(),
            echeance: echeance.map(jour),
            faite_le: faite.map(jour),
            abandonnee_le: None,
            commentaire: String::new(),
        });
        let visite = VisiteEntiere {
            visite: Visite {
                id,
                ecole,
                le: jour(le),
                duree: Some(90),
                motif: Some(terme(Liste::MotifVisite, "BILAN")),
                intervenant: "A. B.".to_owned(),
            },
            compte_rendu: CompteRendu {
                constats: "confidentiel".to_owned(),
                ..CompteRendu::default()
            },
            rencontres: Vec::new(),
            copies: Vec::new(),
            actions: actions.collect(),
        };
        store
            .transact("Visite", |edit| {
                let champs = Champs::new()
                    .set("nom", "École Élise")
                    .set("commune_nom", "Épinal");
                edit.releve("annuaire", jour("2019-06-01"), uai, champs)?;
                edit.visite_entiere(&visite)
            })
            .expect("written");
    };
    visite(
        UAIS[0],
        "2020-01-10",
        &[("Un", Some("2020-02-01"), Some("2020-01-31"))],
    );
    visite(
        UAIS[0],
        "2021-01-10",
        &[("Deux", Some("2021-02-01"), None), ("Trois", None, None)],
    );
    visite(
        UAIS[1],
        "2021-03-10",
        &[("=Quatre", Some("2999-01-01"), None)],
    );
    chemin
}

#[test]
fn visits_are_listed_newest_first_without_their_reports() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    let toutes = json(dossier.path(), &["visites", "a.carnet", "--format", "json"]);
    let dates: Vec<&str> = toutes
        .iter()
        .map(|v| v["date"].as_str().expect("a day"))
        .collect();
    assert_eq!(dates, ["2021-03-10", "2021-01-10", "2020-01-10"]);
    assert_eq!(toutes[1]["ecole"], UAIS[0]);
    assert_eq!(toutes[1]["libelle"], "Bilan");
    assert_eq!(toutes[1]["duree_minutes"], 90);
    assert_eq!(toutes[1]["actions_ouvertes"], 2);
    assert_eq!(toutes[2]["actions_ouvertes"], 0);
    assert!(Id::parse(toutes[0]["id"].as_str().expect("a name")).is_some());
    for format in ["texte", "csv", "json"] {
        let dit = fait(dossier.path(), &["visites", "a.carnet", "--format", format]);
        assert!(
            dit.contains("École Élise") && !dit.contains("confidentiel"),
            "{dit}"
        );
    }
    for (options, combien) in [
        (vec!["--depuis", "10/1/2021"], 2),
        (vec!["--au", "10/1/2021"], 2),
        (vec!["--depuis", "10/1/2021", "--au", "10/1/2021"], 1),
        (vec!["--ecole", "0880001y"], 2),
        (vec!["--ecole", UAIS[1], "--au", "1/1/2021"], 0),
    ] {
        let mut arguments = vec!["visites", "a.carnet", "--format", "json"];
        arguments.extend(options);
        assert_eq!(
            json(dossier.path(), &arguments).len(),
            combien,
            "{arguments:?}"
        );
    }
}

#[test]
fn promises_are_listed_the_most_pressing_first_with_what_became_of_them() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    let toutes = json(dossier.path(), &["actions", "a.carnet", "--format", "json"]);
    let vues: Vec<(&str, &str)> = toutes
        .iter()
        .map(|a| {
            let texte = |cle: &str| a[cle].as_str().expect("a text");
            (texte("libelle"), texte("etat"))
        })
        .collect();
    assert_eq!(
        vues,
        [
            ("Deux", "en_retard"),
            ("=Quatre", "ouverte"),
            ("Trois", "ouverte"),
            ("Un", "faite"),
        ]
    );
    assert_eq!(toutes[0]["date"], "2021-02-01");
    assert!(toutes[2]["date"].is_null());
    assert_eq!(toutes[0]["qui"], "Direction d’école");
    let csv = fait(dossier.path(), &["actions", "a.carnet", "--format", "csv"]);
    assert!(csv.contains(";'=Quatre;"), "never run as a formula: {csv}");
    let bornees = [
        "actions", "a.carnet", "--au", "1/1/2022", "--format", "json",
    ];
    assert_eq!(json(dossier.path(), &bornees).len(), 2, "no day, no bound");
}

#[test]
fn what_cannot_be_answered_is_said() {
    let dossier = tempfile::tempdir().expect("folder");
    carnet(dossier.path());
    for commande in ["visites", "actions"] {
        let avec = |options: &[&'static str]| -> Vec<&str> {
            [&[commande, "a.carnet"][..], options].concat()
        };
        let refus = |options, status, contient| {
            refuse(dossier.path(), &avec(options), status, contient);
        };
        refus(&["--ecole", "0880003A"], 1, "n’est pas dans ce carnet");
        refus(&["--ecole", "0880001Z"], 2, "Y");
        refus(
            &["--depuis", "2/1/2021", "--au", "1/1/2021"],
            1,
            "finit avant",
        );
        refus(&["--depuis", "bientôt"], 2, "n’est pas une date");
        refuse(dossier.path(), &[commande, "b.carnet"], 1, "n’existe pas");
    }
}
