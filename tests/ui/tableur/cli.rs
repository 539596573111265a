//! `carnet-ent importer` on spreadsheets: the contract of its columns, of its options and of its
//! answers.

use std::path::Path;
use std::process::{Command, Output};

use super::commun::{auteur, ecrit, fill, simple};
use carnet_ent::store::Store;

fn lance(dossier: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn fait(dossier: &Path, arguments: &[&str]) -> String {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8_lossy(&reponse.stderr).into_owned();
    assert_eq!(reponse.status.code(), Some(0), "{arguments:?}: {plainte}");
    simple(&String::from_utf8(reponse.stdout).expect("UTF-8"))
}

fn refus(dossier: &Path, arguments: &[&str], status: i32) -> String {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8(reponse.stderr).expect("UTF-8");
    assert_eq!(reponse.status.code(), Some(status), "{plainte}");
    assert_eq!(plainte.lines().count(), 1, "{plainte}");
    simple(&plainte)
}

fn json(dossier: &Path, arguments: &[&str]) -> serde_json::Value {
    let mut tout = vec!["importer", "a.carnet"];
    tout.extend(arguments);
    tout.extend(["--format", "json"]);
    let reponse = fait(dossier, &tout);
    let lu: serde_json::Value = serde_json::from_str(&reponse).expect("JSON");
    lu[0].clone()
}

fn carnet(dossier: &Path) {
    let mut store = Store::create(&dossier.join("a.carnet"), &auteur()).expect("a carnet");
    fill(&mut store);
}

fn comptes(resultat: &serde_json::Value) -> [u64; 4] {
    ["nouvelles", "modifiees", "inchangees", "absentes"]
        .map(|c| resultat[c].as_u64().expect("a number"))
}

#[test]
fn a_csv_with_the_columns_of_the_contract_asks_nothing() {
    let dossier = tempfile::tempdir().unwrap();
    let ici = dossier.path();
    carnet(ici);
    ecrit(
        ici,
        "suivi.csv",
        "UAI;Solution;Périmètre;Début;Fin;Financement;Commentaire\n\
         0880001Y;ONE;école;01/09/2019;;ENIR 2018;\n\
         0880002Z;Beneylu School;2/5;01/09/2019;31/08/2020;;Essai\n\
         0880001Z;ONE;école;01/09/2019;;;\n\
         0880003A;Inconnue;école;01/09/2019;;;\n\
         0880008F;ONE;école;01/09/2020;;;\n\
         0880004B;;;;;;\n"
            .as_bytes(),
    );
    let avant = std::fs::read(ici.join("a.carnet")).unwrap();
    let essai = json(ici, &["suivi.csv", "--essai"]);
    assert_eq!(
        std::fs::read(ici.join("a.carnet")).unwrap(),
        avant,
        "a trial writes nothing"
    );
    let resultat = json(ici, &["suivi.csv"]);
    assert_eq!(resultat, essai, "a trial says what the import does");
    let mut cles: Vec<&str> = resultat
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    cles.sort_unstable();
    assert_eq!(
        cles,
        [
            "absentes",
            "fichier",
            "inchangees",
            "millesime",
            "modifiees",
            "nouvelles",
            "reconnu",
            "refusees"
        ]
    );
    assert_eq!(resultat["reconnu"], "tableur");
    assert_eq!(resultat["fichier"], "suivi.csv");
    assert!(resultat["millesime"].is_null());
    assert_eq!(comptes(&resultat), [2, 0, 0, 0]);
    let refusees: Vec<(u64, String)> = resultat["refusees"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            (
                r["ligne"].as_u64().unwrap(),
                r["raison"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let contient = [
        (4, "Y attendu"),
        (5, "Inconnue"),
        (6, "01/09/2018"),
        (7, "Aucun ENT"),
    ];
    assert_eq!(refusees.len(), contient.len(), "{refusees:#?}");
    for ((ligne, raison), (attendu, mot)) in refusees.iter().zip(contient) {
        assert_eq!(*ligne, attendu);
        assert!(raison.contains(mot), "{raison}");
    }
    assert_eq!(
        comptes(&json(ici, &["suivi.csv"])),
        [0, 0, 2, 0],
        "the same file changes nothing"
    );
    assert!(fait(ici, &["verifier", "a.carnet"]).contains("intact"));
    assert!(fait(ici, &["annuler", "a.carnet"]).contains("Import d'un tableur"));
    assert_eq!(comptes(&json(ici, &["suivi.csv", "--essai"])), [2, 0, 0, 0]);
}

#[test]
fn odd_titles_and_a_missing_start_are_given_once() {
    let dossier = tempfile::tempdir().unwrap();
    let ici = dossier.path();
    carnet(ici);
    ecrit(
        ici,
        "a.csv",
        "Code;Ce qu’ils ont;Quand\n0880001Y;ONE;01/09/2019\n0880002Z;ONE;\n".as_bytes(),
    );
    ecrit(
        ici,
        "b.csv",
        "Code;Ce qu’ils ont;Quand\n0880003A;ONE;01/09/2019\n".as_bytes(),
    );
    ecrit(ici, "c.csv", b"x;y\na;b\n");
    let sans = json(ici, &["a.csv", "--essai"]);
    assert_eq!(comptes(&sans), [0, 0, 0, 0], "no start is known");
    assert!(
        sans["refusees"][0]["raison"]
            .as_str()
            .unwrap()
            .contains("--debut")
    );
    let avec = json(
        ici,
        &[
            "a.csv",
            "--colonnes",
            "Ce qu'ils ont=solution,Quand=début",
            "--debut",
            "1/9/2020",
        ],
    );
    assert_eq!(comptes(&avec), [2, 0, 0, 0]);
    assert_eq!(
        comptes(&json(ici, &["b.csv"])),
        [1, 0, 0, 0],
        "the titles are remembered"
    );
    for (arguments, status, contient) in [
        (
            &["a.csv", "--colonnes", "Quand=prix"][..],
            1,
            "choisissez parmi uai, nom",
        ),
        (
            &["a.csv", "--colonnes", "Prix=debut"],
            1,
            "On y trouve : Code, Ce qu'ils ont, Quand",
        ),
        (&["a.csv", "--colonnes", "Quand"], 2, "Produit=solution"),
        (&["a.csv", "--debut", "31/2/2020"], 2, "va du 1er au 29"),
        (
            &["c.csv"],
            1,
            "ne dit pas quelle école a quelle solution : on y lit",
        ),
    ] {
        let mut tout = vec!["importer", "a.carnet"];
        tout.extend(arguments);
        let plainte = refus(ici, &tout, status);
        assert!(plainte.contains(contient), "{plainte}");
    }
}

#[test]
fn what_happened_is_told_in_french() {
    let dossier = tempfile::tempdir().unwrap();
    let ici = dossier.path();
    carnet(ici);
    ecrit(
        ici,
        "suivi.csv",
        "RNE;ENT;Depuis\n540531J;One;rentrée 2019\n0880002Z;non;\nbonjour;ONE;2019\n".as_bytes(),
    );
    assert_eq!(
        fait(ici, &["importer", "a.carnet", "suivi.csv"]),
        "suivi.csv : tableur, UTF-8, séparateur « ; »\n\
         \u{20} 1 déploiement nouveau, 0 modifié, 0 inchangé, 1 ligne refusée\n\
         \u{20} ligne 2 : « rentrée 2019 » lu 1er septembre 2019\n\
         \u{20} ligne 2 : UAI complété : « 540531J » → 0540531J\n\
         \u{20} ligne 3 laissée : Aucun ENT indiqué.\n\
         \u{20} ligne 4 refusée : « bonjour » n'est pas un UAI : sept chiffres et une lettre sont attendus.\n"
    );
}

#[test]
fn an_official_file_is_still_read_as_one() {
    let dossier = tempfile::tempdir().unwrap();
    let ici = dossier.path();
    carnet(ici);
    let annuaire = "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;\
                    code_commune;nom_commune;code_departement;ecole_maternelle;ecole_elementaire;rpi_disperse;\
                    nom_circonscription;code_nature;etat;date_maj_ligne";
    let ligne = "0880001Y;École;Ecole;Public;88999;Val;088;1;1;;;151;OUVERT;2023-06-08";
    ecrit(
        ici,
        "annuaire.csv",
        format!("{annuaire}\n{ligne}\n").as_bytes(),
    );
    ecrit(
        ici,
        "avec-ent.csv",
        format!("{annuaire};ENT;Depuis\n{ligne};ONE;01/09/2019\n").as_bytes(),
    );
    assert_eq!(
        json(ici, &["annuaire.csv", "--essai"])["reconnu"],
        "annuaire"
    );
    assert_eq!(
        json(ici, &["avec-ent.csv", "--essai"])["reconnu"],
        "tableur"
    );
    ecrit(ici, "image.csv", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    assert!(refus(ici, &["importer", "a.carnet", "image.csv"], 1).contains("image PNG"));
}
