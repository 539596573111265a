//! The commands, run as a person or a script runs them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use carnet_ent::domain::docteur::{Dossier, examiner};
use carnet_ent::domain::{
    ChampEcole, Deploiement, Financement, Id, Jalon, Liste, Perimetre, Portee, Projet, Source,
};
use carnet_ent::store::{Auteur, Champs, Store, dispositif, solution, terme};
use chrono::NaiveDate;

/// The program, without a screen and with settings of its own.
fn programme(dossier: &Path) -> Command {
    let mut commande = Command::new(env!("CARGO_BIN_EXE_carnet-ent"));
    commande
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET");
    commande
}

fn lance(dossier: &Path, arguments: &[&str]) -> Output {
    programme(dossier)
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn sortie(reponse: &Output) -> String {
    String::from_utf8(reponse.stdout.clone()).expect("UTF-8")
}

fn plainte(reponse: &Output) -> String {
    String::from_utf8(reponse.stderr.clone()).expect("UTF-8")
}

/// Ends with this status, with one sentence on the standard error and nothing else.
fn assert_refuse(dossier: &Path, arguments: &[&str], status: i32, contient: &str) {
    let reponse = lance(dossier, arguments);
    let phrase = plainte(&reponse);
    assert_eq!(
        reponse.status.code(),
        Some(status),
        "{arguments:?}: {phrase}"
    );
    assert_eq!(sortie(&reponse), "", "{arguments:?}");
    assert_eq!(phrase.lines().count(), 1, "{arguments:?}: {phrase}");
    assert!(phrase.contains(contient), "{arguments:?}: {phrase}");
    assert!(!phrase.contains("panicked"), "{phrase}");
}

fn assert_fait(dossier: &Path, arguments: &[&str]) -> String {
    let reponse = lance(dossier, arguments);
    assert_eq!(
        reponse.status.code(),
        Some(0),
        "{arguments:?}: {}",
        plainte(&reponse)
    );
    assert_eq!(plainte(&reponse), "", "{arguments:?}");
    sortie(&reponse)
}

fn json(dossier: &Path, arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(&assert_fait(dossier, arguments)).expect("JSON")
}

fn cles(objet: &serde_json::Value) -> Vec<&str> {
    let mut cles: Vec<&str> = objet
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    cles.sort_unstable();
    cles
}

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a day")
}

/// `a.carnet`: two schools of which one has had ONE since 12 March 2020.
fn carnet(dossier: &Path) -> PathBuf {
    let chemin = dossier.join("a.carnet");
    let mut store = Store::create(&chemin, &Auteur::default()).expect("a new carnet");
    store
        .transact("Deux écoles", |edit| {
            for (uai, nom, statut) in [
                ("0880001Y", "École des Tilleuls", "public"),
                ("0880002Z", "=1+1", "prive"),
            ] {
                let champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", true)
                    .set("elementaire", true)
                    .set("statut", statut)
                    .set("departement", "088")
                    .set("commune", "88999")
                    .set("commune_nom", "Val-le-Haut");
                edit.releve("annuaire", jour("2019-06-01"), uai, champs)?;
            }
            Ok(())
        })
        .expect("written");
    store
        .transact("Déploiement ajouté", |edit| {
            edit.deploiement(&Deploiement {
                id: Id::fresh(),
                ecole: Id::ecole("0880001Y"),
                solution: solution("ONE"),
                debut: Some(jour("2020-03-12")),
                fin: None,
                perimetre: Perimetre::Ecole,
                etapes: [None; 5],
                projet: None,
                commentaire: String::new(),
            })
        })
        .expect("written");
    chemin
}

#[test]
fn every_command_has_its_help() {
    let dossier = tempfile::tempdir().unwrap();
    let commandes = [
        "creer",
        "importer",
        "ecoles",
        "bilan",
        "projets",
        "docteur",
        "annuler",
        "retablir",
        "historique",
        "verifier",
        "abonnements",
        "verifier-ecoles",
    ];
    for commande in commandes {
        let aide = assert_fait(dossier.path(), &[commande, "--help"]);
        assert!(aide.contains(&format!("carnet-ent {commande}")), "{aide}");
    }
    let aide = assert_fait(dossier.path(), &["--help"]);
    assert!(commandes.iter().all(|c| aide.contains(c)), "{aide}");
    assert!(assert_fait(dossier.path(), &["--version"]).starts_with("carnet-ent "));
}

#[test]
fn wrong_usage_is_a_sentence_and_status_two() {
    let dossier = tempfile::tempdir().unwrap();
    for (arguments, contient) in [
        (&["bilan"][..], "Il manque <CARNET>"),
        (&["creer"], "Il manque <FICHIER>"),
        (&["importer", "a.carnet"], "Il manque <FICHIER>"),
        (&["bilan", "a.carnet", "--vite"], "--vite"),
        (
            &["bilan", "a.carnet", "--par", "lune"],
            "departement, circonscription, secteur",
        ),
        (
            &["bilan", "a.carnet", "--au", "31/2/2020"],
            "va du 1er au 29",
        ),
        (&["bilan", "a.carnet", "--format"], "Il manque une valeur"),
        (
            &["ecoles", "a.carnet", "--regle", "moitié"],
            "classe, ecole",
        ),
        (
            &["importer", "a.carnet", "f.csv", "--departement", "20"],
            "n’existe pas",
        ),
        (
            &["importer", "a.carnet", "f.csv", "--format", "csv"],
            "texte, json",
        ),
        (&["annuler", "a.carnet", "b.carnet"], "b.carnet"),
        (
            &["verifier-ecoles", "a.carnet", "--plus-vieux-que", "12"],
            "12m, 400j ou 2a",
        ),
        (
            &["abonnements", "a.carnet", "--avant", "bientôt"],
            "n’est pas une date",
        ),
    ] {
        assert_refuse(dossier.path(), arguments, 2, contient);
    }
}

#[test]
fn a_new_carnet_is_whole_and_never_replaces_a_file() {
    let dossier = tempfile::tempdir().unwrap();
    assert!(assert_fait(dossier.path(), &["creer", "a.carnet"]).contains("a.carnet"));
    assert!(assert_fait(dossier.path(), &["verifier", "a.carnet"]).contains("intact"));
    let avant = std::fs::read(dossier.path().join("a.carnet")).unwrap();
    assert_refuse(dossier.path(), &["creer", "a.carnet"], 1, "existe déjà");
    assert_eq!(
        std::fs::read(dossier.path().join("a.carnet")).unwrap(),
        avant
    );
    assert_refuse(
        dossier.path(),
        &["creer", "nulle/part/a.carnet"],
        1,
        "nulle/part",
    );
}

#[test]
fn files_that_cannot_be_read_are_refused_and_left_as_they_are() {
    let dossier = tempfile::tempdir().unwrap();
    let bon = std::fs::read(carnet(dossier.path())).unwrap();
    let mut plus_recent = bon.clone();
    plus_recent[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut etranger = bon.clone();
    etranger[68..72].copy_from_slice(&7_u32.to_be_bytes());
    let cas: [(&str, Vec<u8>, &str); 6] = [
        ("texte.carnet", b"bonjour".to_vec(), "n’est pas un carnet"),
        ("vide.carnet", Vec::new(), "n’est pas un carnet"),
        ("coupe.carnet", bon[..bon.len() / 2].to_vec(), "abîmé"),
        ("plus-recent.carnet", plus_recent, "version plus récente"),
        ("etranger.carnet", etranger, "n’est pas un carnet"),
        (
            "binaire.carnet",
            (0..=255).cycle().take(5000).collect(),
            "n’est pas un carnet",
        ),
    ];
    for (nom, octets, contient) in cas {
        std::fs::copy(dossier.path().join("a.carnet"), dossier.path().join(nom)).unwrap();
        write(&dossier.path().join(nom), &octets);
        for commande in [
            "bilan",
            "ecoles",
            "abonnements",
            "verifier-ecoles",
            "annuler",
            "retablir",
            "historique",
            "verifier",
        ] {
            assert_refuse(dossier.path(), &[commande, nom], 1, contient);
            assert_eq!(
                std::fs::read(dossier.path().join(nom)).unwrap(),
                octets,
                "{nom}"
            );
        }
    }
    assert_refuse(
        dossier.path(),
        &["bilan", "absent.carnet"],
        1,
        "n’existe pas",
    );
    assert_refuse(dossier.path(), &["bilan", "."], 1, "dossier");
}

#[expect(
    clippy::disallowed_methods,
    reason = "a damaged file is made on purpose"
)]
fn write(chemin: &Path, octets: &[u8]) {
    std::fs::write(chemin, octets).expect("written");
}

#[test]
fn a_carnet_open_elsewhere_answers_that_it_is() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = carnet(dossier.path());
    let avant = std::fs::read(&chemin).unwrap();
    let ouvert = Store::open(&chemin, &Auteur::default()).unwrap();
    assert_refuse(dossier.path(), &["annuler", "a.carnet"], 1, "déjà ouvert");
    assert_refuse(dossier.path(), &["bilan", "a.carnet"], 1, "déjà ouvert");
    drop(ouvert);
    assert_eq!(std::fs::read(&chemin).unwrap(), avant);
    assert_fait(dossier.path(), &["bilan", "a.carnet"]);
}

#[test]
fn schools_are_listed_as_they_were_that_day() {
    let dossier = tempfile::tempdir().unwrap();
    carnet(dossier.path());
    for (au, avec) in [
        ("11/3/2020", false),
        ("12 mars 2020", true),
        ("2020-07-01", true),
    ] {
        let ecoles = json(
            dossier.path(),
            &["ecoles", "a.carnet", "--au", au, "--format", "json"],
        );
        assert_eq!(ecoles[0]["avec_ent"], avec, "{au}");
        assert_eq!(
            ecoles[0]["solutions"].as_array().map(Vec::len),
            Some(usize::from(avec))
        );
        assert_eq!(
            cles(&ecoles[1]),
            [
                "avec_ent",
                "circonscription",
                "commune",
                "departement",
                "education_prioritaire",
                "nature",
                "nom",
                "secteur",
                "solutions",
                "specialisee",
                "statut",
                "uai",
            ]
        );
        assert_eq!(ecoles[1]["nature"], "primaire");
        assert_eq!(ecoles[1]["departement"], "088");
    }
    let csv = assert_fait(dossier.path(), &["ecoles", "a.carnet", "--format", "csv"]);
    assert!(csv.starts_with("\u{feff}UAI;Nom;"), "{csv}");
    assert!(csv.contains(";'=1+1;"), "{csv}");
    let texte = assert_fait(dossier.path(), &["ecoles", "a.carnet"]);
    assert!(texte.contains("École des Tilleuls"), "{texte}");
}

#[test]
fn the_etat_des_lieux_keeps_its_contract() {
    let dossier = tempfile::tempdir().unwrap();
    carnet(dossier.path());
    for par in [
        "departement",
        "circonscription",
        "secteur",
        "commune",
        "solution",
    ] {
        let demande = [
            "bilan", "a.carnet", "--au", "1/7/2020", "--par", par, "--format", "json",
        ];
        let bilan = json(dossier.path(), &demande);
        assert_eq!(
            cles(&bilan),
            ["au", "lignes", "par", "population", "regle", "total"]
        );
        assert_eq!(
            (&bilan["au"], &bilan["par"]),
            (&"2020-07-01".into(), &par.into())
        );
        let lignes = bilan["lignes"].as_array().unwrap();
        assert_eq!(lignes.len(), 1, "{par}");
        for ligne in lignes.iter().chain([&bilan["total"]]) {
            assert!(cles(ligne).starts_with(&["avec_ent"]), "{par}");
            assert_eq!(ligne["ecoles"], 1, "{par}");
            assert_eq!(ligne["taux"], 100.0, "{par}");
            assert_eq!(ligne["part_elementaires_primaires"], 100.0, "{par}");
            assert_eq!(ligne["taux_elementaires_primaires"], 100.0, "{par}");
            assert_eq!(ligne["elementaires_primaires"], 1, "{par}");
            assert_eq!(ligne["elementaires_primaires_avec_ent"], 1, "{par}");
        }
    }
    let bilan = |arguments: &[&str]| {
        let mut tout = vec!["bilan", "a.carnet", "--format", "json"];
        tout.extend(arguments);
        json(dossier.path(), &tout)
    };
    assert_eq!(bilan(&["--statut", "tous"])["total"]["ecoles"], 2);
    assert_eq!(bilan(&["--statut", "privé"])["total"]["avec_ent"], 0);
    assert_eq!(bilan(&["--regle", "ecole"])["regle"], "ecole");
    assert_eq!(bilan(&["--au", "2020-03-11"])["total"]["avec_ent"], 0);
    let texte = assert_fait(dossier.path(), &["bilan", "a.carnet", "--au", "2020-07-01"]);
    assert!(
        texte.contains("Vosges") && texte.contains("100\u{202f}%"),
        "{texte}"
    );
}

/// An annuaire of one department, by its technical names: a good school, one whose letter is
/// wrong, a collège.
fn annuaire(dossier: &Path, nom: &str, ecole: &str, mise_a_jour: &str) {
    let texte = format!(
        "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;\
         code_commune;nom_commune;code_departement;ecole_maternelle;ecole_elementaire;\
         rpi_disperse;nom_circonscription;code_nature;etat;date_maj_ligne\n\
         0880001Y;{ecole};Ecole;Public;88999;Val-le-Haut;088;1;1;;\
         Circonscription d'inspection du 1er degré de Val-Fleuri;151;OUVERT;{mise_a_jour}\n\
         0880002A;École du Pont;Ecole;Public;88999;Val-le-Haut;088;0;1;;;151;OUVERT;{mise_a_jour}\n\
         0880200P;Collège des Hêtres;Collège;Public;88999;Val-le-Haut;088;;;;;340;OUVERT;{mise_a_jour}\n"
    );
    write(&dossier.join(nom), texte.as_bytes());
}

#[test]
fn an_import_tells_what_it_did_and_lists_what_it_refused() {
    let dossier = tempfile::tempdir().unwrap();
    assert_fait(dossier.path(), &["creer", "a.carnet"]);
    annuaire(
        dossier.path(),
        "2023.csv",
        "École des Tilleuls",
        "2023-06-08",
    );
    annuaire(dossier.path(), "2024.csv", "École des Saules", "2024-06-10");
    let avant = std::fs::read(dossier.path().join("a.carnet")).unwrap();
    let essai = [
        "importer", "a.carnet", "2023.csv", "--essai", "--format", "json",
    ];
    let essai = json(dossier.path(), &essai);
    assert_eq!(
        std::fs::read(dossier.path().join("a.carnet")).unwrap(),
        avant
    );

    let demande = [
        "importer", "a.carnet", "2023.csv", "2024.csv", "--format", "json",
    ];
    let resultats = json(dossier.path(), &demande);
    assert_eq!(resultats[0], essai[0], "a trial says what the import does");
    let bilan = |fichier: &serde_json::Value| {
        ["nouvelles", "modifiees", "inchangees", "absentes"].map(|c| fichier[c].as_u64())
    };
    assert_eq!(bilan(&resultats[0]), [1, 0, 0, 0].map(Some));
    assert_eq!(bilan(&resultats[1]), [0, 1, 0, 0].map(Some));
    for resultat in resultats.as_array().unwrap() {
        assert_eq!(
            cles(resultat),
            [
                "absentes",
                "fichier",
                "inchangees",
                "millesime",
                "modifiees",
                "nouvelles",
                "reconnu",
                "refusees",
            ]
        );
        assert_eq!(resultat["refusees"].as_array().map(Vec::len), Some(1));
        assert_eq!(resultat["refusees"][0]["ligne"], 3);
        let raison = resultat["refusees"][0]["raison"].as_str().unwrap();
        assert!(raison.contains("Z attendu"), "{raison}");
    }
    assert_eq!(resultats[0]["millesime"], "2023-06-08");

    let nom = |au: &str| {
        let demande = ["ecoles", "a.carnet", "--au", au, "--format", "json"];
        json(dossier.path(), &demande)[0]["nom"].clone()
    };
    assert_eq!(nom("2024-01-01"), "École des Tilleuls");
    assert_eq!(nom("2025-01-01"), "École des Saules");
    assert_fait(dossier.path(), &["annuler", "a.carnet"]);
    assert_eq!(nom("2025-01-01"), "École des Tilleuls");
}

#[test]
fn a_file_that_is_no_annuaire_keeps_neither_the_carnet_nor_the_others_from_their_due() {
    let dossier = tempfile::tempdir().unwrap();
    assert_fait(dossier.path(), &["creer", "a.carnet"]);
    annuaire(
        dossier.path(),
        "2023.csv",
        "École des Tilleuls",
        "2023-06-08",
    );
    write(
        &dossier.path().join("image.csv"),
        b"\x89PNG\r\n\x1a\n\0\0\0\0",
    );
    let avant = std::fs::read(dossier.path().join("a.carnet")).unwrap();
    for fichier in ["image.csv", "absent.csv", "."] {
        assert_refuse(dossier.path(), &["importer", "a.carnet", fichier], 1, "");
    }
    assert_eq!(
        std::fs::read(dossier.path().join("a.carnet")).unwrap(),
        avant
    );

    let demande = [
        "importer",
        "a.carnet",
        "image.csv",
        "2023.csv",
        "--format",
        "json",
    ];
    let reponse = lance(dossier.path(), &demande);
    assert_eq!(reponse.status.code(), Some(1));
    assert_eq!(plainte(&reponse).lines().count(), 1);
    let resultats: serde_json::Value = serde_json::from_str(&sortie(&reponse)).unwrap();
    assert!(resultats[0]["reconnu"].is_null());
    assert_eq!(resultats[0]["refusees"][0]["ligne"], 0);
    assert_eq!(resultats[1]["nouvelles"], 1);
}

#[test]
fn official_files_are_mixed_in_any_order_and_answered_in_that_of_their_names() {
    let dossier = tempfile::tempdir().unwrap();
    assert_fait(dossier.path(), &["creer", "a.carnet"]);
    annuaire(
        dossier.path(),
        "annuaire.csv",
        "École des Tilleuls",
        "2023-06-08",
    );
    let ips = "rentree_scolaire;uai;ips\n2022;0880001Y;94,2\n2022;0880001Z;90\n2022;0540531J;88\n";
    write(&dossier.path().join("ips.csv"), ips.as_bytes());
    let carte =
        "code_insee;libelle_commune;Code_RNE;Secteur_unique\n88999;Val-le-Haut;0880200P;O\n";
    write(&dossier.path().join("carte.csv"), carte.as_bytes());
    let fichiers = ["ips.csv", "carte.csv", "annuaire.csv"];
    let mut essai = vec![
        "importer",
        "a.carnet",
        "--essai",
        "--format",
        "json",
        "--millesime",
        "2024-01-10",
    ];
    essai.extend(fichiers);
    let promis = json(dossier.path(), &essai);
    let demande: Vec<&str> = essai.iter().filter(|a| **a != "--essai").copied().collect();
    let resultats = json(dossier.path(), &demande);
    assert_eq!(promis, resultats, "a trial says what the import does");
    let reconnus: Vec<&str> = resultats
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|r| r["reconnu"].as_str())
        .collect();
    assert_eq!(reconnus, ["ips", "carte-scolaire", "annuaire"]);
    for (resultat, fichier) in resultats.as_array().unwrap().iter().zip(fichiers) {
        assert_eq!(resultat["fichier"], fichier);
        assert_eq!(
            (&resultat["nouvelles"], &resultat["millesime"]),
            (&1.into(), &"2024-01-10".into())
        );
    }
    assert_eq!(resultats[0]["refusees"][0]["ligne"], 3);
    let ecoles = json(
        dossier.path(),
        &[
            "ecoles",
            "a.carnet",
            "--au",
            "2024-02-01",
            "--format",
            "json",
        ],
    );
    assert_eq!(ecoles[0]["secteur"], "Collège des Hêtres");
    let texte = assert_fait(
        dossier.path(),
        &[
            "importer",
            "a.carnet",
            "ips.csv",
            "--millesime",
            "2024-01-10",
        ],
    );
    for dit in [
        "rentrée 2022",
        "date donnée",
        "1\u{a0}inchangée",
        "1\u{a0}non suivie",
        "Y attendu",
    ] {
        assert!(texte.contains(dit), "{dit}: {texte}");
    }
    let recit = assert_fait(dossier.path(), &["historique", "a.carnet"]);
    assert_eq!(recit.matches("Import").count(), 3, "{recit}");
    assert_fait(dossier.path(), &["verifier", "a.carnet"]);
}

#[test]
fn an_operation_is_undone_redone_and_told() {
    let dossier = tempfile::tempdir().unwrap();
    carnet(dossier.path());
    let avec = || {
        let demande = [
            "bilan",
            "a.carnet",
            "--au",
            "2020-07-01",
            "--format",
            "json",
        ];
        json(dossier.path(), &demande)["total"]["avec_ent"].clone()
    };
    assert_eq!(avec(), 1);
    assert!(assert_fait(dossier.path(), &["annuler", "a.carnet"]).contains("Déploiement ajouté"));
    assert_eq!(avec(), 0);
    let recit = assert_fait(dossier.path(), &["historique", "a.carnet"]);
    assert!(recit.contains("Déploiement ajouté (annulée)"), "{recit}");
    assert_fait(dossier.path(), &["retablir", "a.carnet"]);
    assert_eq!(avec(), 1);
    assert_refuse(
        dossier.path(),
        &["retablir", "a.carnet"],
        1,
        "aucune opération à rétablir",
    );
    assert_fait(dossier.path(), &["verifier", "a.carnet"]);
}

#[test]
fn the_doctor_keeps_its_contract_and_is_no_failure() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = carnet(dossier.path());
    let rien = assert_fait(dossier.path(), &["docteur", "a.carnet", "--au", "1/9/2022"]);
    assert_eq!(
        rien,
        "Carnet examiné au 1er septembre 2022\u{202f}: rien à signaler.\n"
    );
    let mut store = Store::open(&chemin, &Auteur::default()).unwrap();
    store
        .transact("Saisie", |edit| {
            let champ = ChampEcole::Fermeture;
            let fermeture = jour("2021-09-01");
            edit.corriger_ecole(Id::ecole("0880001Y"), champ, Some(fermeture.into()))?;
            let autre = Id::ecole("0880002Z");
            edit.corriger_ecole(autre, ChampEcole::Maternelle, Some(false.into()))?;
            edit.corriger_ecole(autre, ChampEcole::Elementaire, Some(false.into()))
        })
        .unwrap();
    drop(store);
    let demande = [
        "docteur",
        "a.carnet",
        "--au",
        "2022-09-01",
        "--format",
        "json",
    ];
    let constats = json(dossier.path(), &demande);
    assert_eq!(constats.as_array().unwrap().len(), 2);
    let (ferme, nature) = (&constats[0], &constats[1]);
    assert_eq!(
        cles(ferme),
        [
            "code",
            "commune",
            "gravite",
            "nom",
            "phrase",
            "reparation",
            "uai"
        ]
    );
    assert_eq!(ferme["code"], "fermee_suivie");
    assert_eq!(ferme["gravite"], "a_corriger");
    assert_eq!(ferme["uai"], "0880001Y");
    assert_eq!(ferme["reparation"]["code"], "terminer");
    assert_eq!(ferme["reparation"]["phrase"], "Terminer le 31 août 2021");
    assert_eq!(nature["gravite"], "a_verifier");
    assert!(nature["reparation"].is_null());
    let avant = [
        "docteur",
        "a.carnet",
        "--au",
        "2021-08-31",
        "--format",
        "json",
    ];
    let constats = json(dossier.path(), &avant);
    assert_eq!(
        constats[0]["code"], "nature_manquante",
        "not closed that day"
    );
    let csv = assert_fait(
        dossier.path(),
        &[
            "docteur",
            "a.carnet",
            "--au",
            "2022-09-01",
            "--format",
            "csv",
        ],
    );
    assert!(
        csv.contains("À vérifier;nature_manquante;Nature manquante;0880002Z;'=1+1;"),
        "{csv}"
    );
    let texte = assert_fait(
        dossier.path(),
        &["docteur", "a.carnet", "--au", "2022-09-01"],
    );
    assert!(
        texte.contains("1\u{a0}constat à corriger, 1 à vérifier"),
        "{texte}"
    );
    assert!(texte.contains("→ Terminer le 31 août 2021"), "{texte}");
    let mut store = Store::open(&chemin, &Auteur::default()).unwrap();
    let faits = store.faits().unwrap();
    let dossier_ouvert = Dossier {
        faits: &faits,
        registre: &store.registre().unwrap(),
        desaccords: &[],
    };
    let cle = examiner(dossier_ouvert, jour("2022-09-01"))[1].cle.clone();
    store
        .transact("Ignoré", |edit| edit.ignorer(&cle, true))
        .unwrap();
    drop(store);
    let texte = assert_fait(
        dossier.path(),
        &["docteur", "a.carnet", "--au", "2022-09-01"],
    );
    assert!(
        texte.contains("1\u{a0}constat à corriger, 0 à vérifier (1\u{a0}ignoré"),
        "{texte}"
    );
}

#[test]
fn a_reader_that_stops_listening_is_no_failure() {
    let dossier = tempfile::tempdir().unwrap();
    carnet(dossier.path());
    let mut enfant = programme(dossier.path())
        .args(["ecoles", "a.carnet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(enfant.stdout.take());
    let reponse = enfant.wait_with_output().unwrap();
    assert_eq!(plainte(&reponse), "");
    assert_eq!(reponse.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_screen_the_window_says_so() {
    let dossier = tempfile::tempdir().unwrap();
    carnet(dossier.path());
    assert_refuse(dossier.path(), &[], 1, "fenêtre");
    assert_refuse(dossier.path(), &["a.carnet"], 1, "fenêtre");
    assert_refuse(dossier.path(), &["absent.carnet"], 1, "n’existe pas");
}

/// Pays the ENT of the first school of `a.carnet` until this day, and verifies it on another.
fn suivi(chemin: &Path, fin: &str, verifiee: &str) {
    let mut store = Store::open(chemin, &Auteur::default()).expect("opened");
    let ecole = Id::ecole("0880001Y");
    let d = store.faits().expect("facts").deploiements(ecole)[0].id;
    store
        .transact("Suivi", |edit| {
            let f = Financement {
                deploiement: Some(d),
                dispositif: Some(dispositif("ENIR2018")),
                montant_centimes: Some(125_050),
                abonnement_debut: Some(jour("2020-03-12")),
                abonnement_fin: Some(jour(fin)),
                ..Financement::nouveau(ecole)
            };
            edit.financement(&f, Source::Saisi)?;
            edit.verification(ecole, jour(verifiee), "A. B.")
        })
        .expect("written");
}

#[test]
fn subscriptions_are_listed_by_their_end() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = carnet(dossier.path());
    let demande = ["abonnements", "a.carnet", "--format", "json"];
    let sans = json(dossier.path(), &demande);
    assert_eq!(sans[0]["solution"], "ONE");
    assert!(sans[0]["fin"].is_null() && sans[0]["mois_restants"].is_null());
    suivi(&chemin, "2021-06-30", "2020-01-15");
    let liste_au = |au: &str, arguments: &[&str]| {
        let mut tout = vec!["abonnements", "a.carnet", "--au", au, "--format", "json"];
        tout.extend(arguments);
        json(dossier.path(), &tout)
    };
    let liste = |arguments: &[&str]| liste_au("12/3/2021", arguments);
    let un = liste(&[]);
    assert_eq!(
        cles(&un[0]),
        [
            "commune",
            "dispositif",
            "en_service",
            "fin",
            "mois_restants",
            "montant_centimes",
            "nom",
            "solution",
            "uai",
        ]
    );
    assert_eq!(un[0]["uai"], "0880001Y");
    assert_eq!(un[0]["commune"], "Val-le-Haut");
    assert_eq!(un[0]["dispositif"], "ENIR 2018");
    assert_eq!(
        (&un[0]["fin"], &un[0]["mois_restants"]),
        (&"2021-06-30".into(), &3.into())
    );
    assert_eq!(un[0]["montant_centimes"], 125_050);
    for (avant, n) in [("2021-06-30", 0), ("1er juillet 2021", 1)] {
        let liste = liste(&["--avant", avant]);
        assert_eq!(liste.as_array().map(Vec::len), Some(n), "{avant}");
    }
    assert_eq!(liste_au("2021-08-01", &[])[0]["mois_restants"], -2);
    assert_eq!(liste(&["--statut", "prive"]), serde_json::json!([]));
    let texte = assert_fait(
        dossier.path(),
        &["abonnements", "a.carnet", "--au", "2021-03-12"],
    );
    assert!(
        texte.contains("finit dans 3\u{a0}mois") && texte.contains("1 en 2021"),
        "{texte}"
    );
    let csv = assert_fait(
        dossier.path(),
        &["abonnements", "a.carnet", "--format", "csv"],
    );
    assert!(
        csv.starts_with("\u{feff}UAI;École;") && csv.contains(";1250,50;"),
        "{csv}"
    );
}

#[test]
fn schools_to_verify_are_listed_oldest_first() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = carnet(dossier.path());
    suivi(&chemin, "2021-06-30", "2020-01-15");
    let liste = |arguments: &[&str]| {
        let mut tout = vec![
            "verifier-ecoles",
            "a.carnet",
            "--au",
            "12/3/2021",
            "--format",
            "json",
        ];
        tout.extend(arguments);
        json(dossier.path(), &tout)
    };
    let un = liste(&[]);
    assert_eq!(
        cles(&un[0]),
        ["commune", "mois", "nom", "par", "uai", "verifie_le"]
    );
    assert_eq!(
        (
            &un[0]["uai"],
            &un[0]["verifie_le"],
            &un[0]["par"],
            &un[0]["mois"]
        ),
        (
            &"0880001Y".into(),
            &"2020-01-15".into(),
            &"A. B.".into(),
            &13.into()
        )
    );
    for (age, n) in [
        ("13m", 1),
        ("14m", 0),
        ("420j", 1),
        ("422j", 0),
        ("1a", 1),
        ("2 ans", 0),
    ] {
        let liste = liste(&["--plus-vieux-que", age]);
        assert_eq!(liste.as_array().map(Vec::len), Some(n), "{age}");
    }
    let tous = liste(&["--statut", "tous"]);
    assert_eq!(tous[0]["nom"], "=1+1", "never verified first");
    assert!(tous[0]["verifie_le"].is_null() && tous[0]["mois"].is_null());
    let texte = assert_fait(
        dossier.path(),
        &["verifier-ecoles", "a.carnet", "--au", "2021-03-12"],
    );
    assert!(texte.contains("vérifié il y a 13\u{a0}mois"), "{texte}");
    let csv = [
        "verifier-ecoles",
        "a.carnet",
        "--statut",
        "tous",
        "--format",
        "csv",
    ];
    assert!(assert_fait(dossier.path(), &csv).contains(";'=1+1;"));
}

#[test]
fn projects_are_listed_with_their_schools_and_milestones() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = carnet(dossier.path());
    let mut store = Store::open(&chemin, &Auteur::default()).expect("opened");
    let projet = Projet {
        id: Id::derived("projet", "un"),
        nom: "ENT du Val".to_owned(),
        portee: Some(Portee::Experimentation),
        circonscription: None,
        solution: Some(solution("ONE")),
        debut: Some(jour("2019-09-01")),
        fin: None,
        description: String::new(),
        evaluation: String::new(),
        ecoles: std::collections::BTreeSet::new(),
        jalons: Vec::new(),
    };
    let jalon = Jalon {
        prevu_le: Some(jour("2019-06-28")),
        atteint_le: Some(jour("2019-06-25")),
        conseiller_associe: Some(true),
        ..Jalon::nouveau(projet.id, Some(terme(Liste::Moment, "CONCEPTION")))
    };
    let suivant = Jalon {
        libelle: "Bilan à mi-parcours".to_owned(),
        prevu_le: Some(jour("2020-06-26")),
        ..Jalon::nouveau(projet.id, Some(terme(Liste::Moment, "BILAN")))
    };
    store
        .transact("Nouveau projet", |edit| {
            edit.projet(&projet)?;
            edit.jalon(&jalon)?;
            edit.jalon(&suivant)?;
            for uai in ["0880001Y", "0880002Z"] {
                edit.projet_ecole(projet.id, Id::ecole(uai), true)?;
            }
            Ok(())
        })
        .expect("written");
    drop(store);

    let lus = json(
        dossier.path(),
        &[
            "projets",
            "a.carnet",
            "--au",
            "2020-07-01",
            "--format",
            "json",
        ],
    );
    let attendu = serde_json::json!([{
        "nom": "ENT du Val",
        "portee": "experimentation",
        "circonscription": null,
        "solution": "ONE",
        "debut": "2019-09-01",
        "fin": null,
        "description": "",
        "evaluation": "",
        "ecoles": ["0880001Y", "0880002Z"],
        "ecoles_ouvertes": 2,
        "avec_ent": 1,
        "jalons": [
            {
                "libelle": "Conception",
                "moment": "Conception",
                "prevu_le": "2019-06-28",
                "atteint_le": "2019-06-25",
                "conseiller_associe": true,
            },
            {
                "libelle": "Bilan à mi-parcours",
                "moment": "Bilan d’étape",
                "prevu_le": "2020-06-26",
                "atteint_le": null,
                "conseiller_associe": null,
            },
        ],
    }]);
    assert_eq!(lus, attendu);
    let avant = json(
        dossier.path(),
        &[
            "projets",
            "a.carnet",
            "--au",
            "2019-10-01",
            "--format",
            "json",
        ],
    );
    assert_eq!(avant[0]["avec_ent"], 0, "six months before ONE");

    let texte = assert_fait(dossier.path(), &["projets", "a.carnet", "--au", "1/7/2020"]);
    assert!(texte.contains("ENT du Val"), "{texte}");
    assert!(texte.contains("1 sur 2"), "{texte}");
    assert!(texte.contains("Bilan à mi-parcours, 26/06/2020"), "{texte}");
    let csv = assert_fait(dossier.path(), &["projets", "a.carnet", "--format", "csv"]);
    assert!(csv.starts_with("\u{feff}Projet;Portée;"), "{csv}");
    assert!(csv.contains(";0880001Y 0880002Z;"), "{csv}");
}
