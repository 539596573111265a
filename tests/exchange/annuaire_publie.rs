//! The published annuaires of `../shared/data`, whole. Skipped by name when they are absent.

use std::path::PathBuf;

use carnet_ent::domain::{Nature, Uai};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::annuaire::{Choix, Existant, appliquer, preparer, reconnaitre};
use carnet_ent::store::{Auteur, Store};
use chrono::NaiveDate;

/// The file, or `None` after having said which one is missing.
#[expect(clippy::print_stderr, reason = "what is skipped is said by name")]
fn donnee(nom: &str) -> Option<PathBuf> {
    let dossier = std::env::var_os("CARNET_DONNEES").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")),
        PathBuf::from,
    );
    let chemin = dossier.join(nom);
    if chemin.exists() {
        return Some(chemin);
    }
    eprintln!("passé : {} est absent", chemin.display());
    None
}

fn jour(texte: &str) -> NaiveDate {
    texte.parse().expect("a day")
}

fn importe(store: &mut Store, nom: &str, choix: &Choix) -> Option<[usize; 4]> {
    let chemin = donnee(nom)?;
    let existant = Existant::read(store).expect("a published file is read");
    let plan = preparer(&chemin, choix, &existant, &mut Progress::silent())
        .expect("a published file is read");
    assert_eq!(plan.refusees, []);
    assert_eq!(plan.remarques, []);
    let bilan = appliquer(store, &plan, &mut Progress::silent()).expect("a published file is read");
    assert_eq!(store.verify().expect("read"), Vec::<String>::new());
    Some([
        plan.nouvelles,
        plan.modifiees,
        plan.inchangees,
        bilan.releves,
    ])
}

#[test]
fn ille_et_vilaine_2023_has_the_schools_its_readme_counts() {
    let Some(chemin) = donnee("annuaire-2023-ille-et-vilaine.csv") else {
        return;
    };
    let apercu = reconnaitre(&chemin, &mut Progress::silent()).unwrap();
    assert_eq!(apercu.ecoles, 685);
    assert_eq!(apercu.millesime, Some(jour("2023-06-08")));
    assert_eq!(apercu.departements, [("035".to_owned(), 685)]);
    assert_eq!(
        apercu.reconnu,
        "Annuaire de l’éducation, UTF-8, séparateur «\u{a0};\u{a0}»"
    );
    let fougeres = apercu
        .circonscriptions
        .iter()
        .find(|c| c.nom == "Fougères")
        .unwrap();
    assert_eq!(fougeres.code.as_deref(), Some("0350741R"));
    assert_eq!(fougeres.ecoles, 60);

    let mut store = Store::in_memory(&Auteur::default()).unwrap();
    let choix = Choix::default();
    let comptes = importe(&mut store, "annuaire-2023-ille-et-vilaine.csv", &choix).unwrap();
    assert_eq!(comptes, [685, 0, 0, 685]);
    let faits = store.faits().unwrap();
    let compte = |nature| {
        faits
            .ouvertes_au(jour("2023-06-08"))
            .filter(|(_, s)| s.nature() == Some(nature))
            .count()
    };
    assert_eq!(
        [Nature::Maternelle, Nature::Elementaire, Nature::Primaire].map(compte),
        [112, 119, 454]
    );
    // Every 809 row is a circonscription, and every public collège a secteur.
    assert_eq!(faits.circonscriptions.len(), 23);
    assert!(faits.secteurs.len() > 50);
    assert!(
        faits
            .ecoles
            .iter()
            .all(|e| Uai::parse(&e.uai).is_ok() && e.situations[0].situation.statut.is_some())
    );
    // Read again: nothing is said anew, and nothing is written.
    let revision = store.revision();
    let comptes = importe(&mut store, "annuaire-2023-ille-et-vilaine.csv", &choix).unwrap();
    assert_eq!(comptes, [0, 0, 685, 0]);
    assert_eq!(store.revision(), revision);
    let imports = store.historique().unwrap();
    let imports = imports.iter().filter(|l| l.libelle.starts_with("Import"));
    assert_eq!(imports.count(), 1);
}

#[test]
fn yvelines_2020_resaved_by_hand_keeps_its_departement_and_its_day() {
    let mut store = Store::in_memory(&Auteur::default()).unwrap();
    let Some(comptes) = importe(
        &mut store,
        "annuaire-2020-yvelines.csv",
        &Choix {
            departement: Some("78".to_owned()),
            ..Choix::default()
        },
    ) else {
        return;
    };
    assert_eq!(comptes, [1057, 0, 0, 1057]);
    let faits = store.faits().unwrap();
    assert!(
        faits
            .ecoles
            .iter()
            .all(|e| e.situations[0].situation.departement.as_deref() == Some("078"))
    );
    assert_eq!(
        store.historique().unwrap()[0].libelle,
        "Import de l’annuaire du 1er octobre 2020"
    );
    // Four were announced, not open.
    assert_eq!(faits.ouvertes_au(jour("2020-10-01")).count(), 1053);
}

#[test]
fn one_circonscription_is_kept_and_undone() {
    let mut store = Store::in_memory(&Auteur::default()).unwrap();
    let choix = Choix {
        circonscriptions: vec!["liffré".to_owned()],
        ..Choix::default()
    };
    let Some(comptes) = importe(&mut store, "annuaire-2023-ille-et-vilaine.csv", &choix) else {
        return;
    };
    assert_eq!(comptes, [25, 0, 0, 25]);
    assert_eq!(store.faits().unwrap().circonscriptions.len(), 1);
    store.undo().unwrap();
    let faits = store.faits().unwrap();
    assert!(faits.ecoles.is_empty() && faits.circonscriptions.is_empty());
    assert!(faits.secteurs.is_empty());
}

#[test]
fn the_other_published_files_are_named_for_what_they_are() {
    for (nom, mot) in [
        ("effectifs-2019-2022-ille-et-vilaine.csv", "effectifs"),
        ("carte-scolaire-ille-et-vilaine.csv", "carte scolaire"),
        ("ips-2021-nancy-metz.csv", "IPS"),
        ("geolocalisation-colleges-nancy-metz.csv", "géolocalisation"),
        ("communes-88-vosges.geojson", "GeoJSON"),
        ("departement-88-vosges.geojson", "GeoJSON"),
    ] {
        let Some(chemin) = donnee(nom) else { continue };
        let phrase = reconnaitre(&chemin, &mut Progress::silent())
            .unwrap_err()
            .user_message();
        assert!(phrase.contains(mot), "{nom}: {phrase}");
    }
}
