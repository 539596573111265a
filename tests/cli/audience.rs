//! `carnet-ent importer` with an audience measure. The file is INVENTED (`domain.md` §4.1).

use std::path::Path;
use std::process::{Command, Output};

use carnet_ent::domain::{Id, Source, Uai};
use carnet_ent::store::{Auteur, Champs, Genre, Store};

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

fn plain(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).replace(['\u{a0}', '\u{202f}'], " ")
}

#[expect(clippy::disallowed_methods, reason = "a file of the test's own folder")]
fn pose(chemin: &Path, texte: &str) {
    std::fs::write(chemin, texte).expect("written");
}

#[test]
fn a_measure_is_imported_tried_and_refused_from_the_command_line() {
    let dossier = tempfile::tempdir().expect("folder");
    let uai = Uai::from_numero(880_001).expect("a code").to_string();
    let mut store =
        Store::create(&dossier.path().join("c.carnet"), &Auteur::default()).expect("created");
    store
        .transact("École", |edit| {
            let champs = Champs::new()
                .set("uai", uai.as_str())
                .set("nom", "École du Pont");
            edit.put(Genre::Ecole, Id::ecole(&uai), champs, Source::Saisi)
        })
        .expect("written");
    drop(store);
    let texte = format!(
        "debutsemaine;uai;visites_globales;utilisateurs_globales\n2026-03-02;{uai};12;5\n\
         2026-03-03;{uai};12;5\n2026-03-02;0570001S;9;9\n"
    );
    pose(&dossier.path().join("dnma.csv"), &texte);
    let essai = lance(
        dossier.path(),
        &["importer", "c.carnet", "dnma.csv", "--essai"],
    );
    let dit = plain(&essai.stdout);
    assert!(dit.contains("année 2025/2026"), "{dit}");
    assert!(
        dit.contains("3 lignes lues : 1 nouvelle, 0 modifiée"),
        "{dit}"
    );
    assert!(dit.contains("1 non suivie"), "{dit}");
    assert!(
        dit.contains("ligne 3 refusée : Le 03/03/2026 n’est pas un lundi"),
        "{dit}"
    );
    assert!(dit.contains("Essai : rien n’a été écrit"), "{dit}");
    let ecrit = ["importer", "c.carnet", "dnma.csv", "--format", "json"];
    let fait = lance(dossier.path(), &ecrit);
    assert_eq!(fait.status.code(), Some(0), "{}", plain(&fait.stderr));
    let json: serde_json::Value = serde_json::from_slice(&fait.stdout).expect("JSON");
    assert_eq!(json[0]["reconnu"], "dnma");
    assert_eq!(
        (&json[0]["nouvelles"], &json[0]["inchangees"]),
        (&1.into(), &0.into())
    );
    let encore: serde_json::Value =
        serde_json::from_slice(&lance(dossier.path(), &ecrit).stdout).expect("JSON");
    assert_eq!(encore[0]["inchangees"], 1);
    pose(
        &dossier.path().join("appareils.csv"),
        &format!("debutsemaine;uai;visites_tablette;visites_ordinateur\n2026-03-02;{uai};1;2\n"),
    );
    let refus = lance(dossier.path(), &["importer", "c.carnet", "appareils.csv"]);
    assert_ne!(refus.status.code(), Some(0));
    assert!(
        plain(&refus.stderr).contains("par appareil"),
        "{}",
        plain(&refus.stderr)
    );
}
