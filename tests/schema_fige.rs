//! Schema 1 is frozen: a carnet made by it opens, and holds what it held.
//!
//! The golden carnet `fixtures/schema-1.carnet` is never made again; a change of `schema.sql`
//! needs a new schema number, an upgrade and a golden carnet of its own.

mod common;

use std::fs;
use std::path::Path;

use carnet_ent::domain::Regle;
use carnet_ent::store::Store;
use common::{auteur, jour};
use sha2::{Digest as _, Sha256};

const SCHEMA: &str = include_str!("../schema.sql");

/// SHA-256 of `schema.sql` as frozen (line ends as in the repository).
const EMPREINTE: &str = "8ae428b875c1a8a267599d814a5700926b1a6a856b2870eb630aba15cf0e476a";

#[test]
fn the_schema_is_the_one_that_was_frozen() {
    let texte = SCHEMA.replace("\r\n", "\n");
    let empreinte = format!("{:x}", Sha256::digest(texte));
    assert_eq!(
        empreinte, EMPREINTE,
        "schema 1 is frozen: raise the number instead"
    );
}

#[test]
fn the_golden_carnet_of_schema_1_opens_whole() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("schema-1.carnet");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.carnet");
    fs::copy(golden, &chemin).expect("copied");
    let mut store = Store::open(&chemin, &auteur("A. B.", jour(2026, 12, 1))).expect("opened");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    let faits = store.faits().expect("facts");
    let noms: Vec<&str> = faits
        .ecoles
        .iter()
        .map(|e| e.au(jour(2026, 12, 1)).0.nom.as_str())
        .collect();
    assert_eq!(
        noms,
        ["École du Moulin d’œuvre", "École des Tilleuls"],
        "by UAI"
    );
    let equipees = faits
        .ecoles
        .iter()
        .filter(|e| {
            !faits
                .solutions_au(e.id, jour(2021, 1, 1), Regle::Classe)
                .is_empty()
        })
        .count();
    assert_eq!(equipees, 1);
    assert_eq!(store.conflits().expect("conflicts").len(), 2);
    assert_eq!(store.historique().expect("history").len(), 12);
    assert!(store.undo().expect("undone").is_some());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}
