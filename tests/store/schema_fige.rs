//! Every schema that was frozen still opens: a carnet made by it is copied, upgraded, and holds
//! what it held.
//!
//! The golden carnets `fixtures/schema-*.carnet` are never made again; a change of `schema.sql`
//! needs a new schema number and a golden carnet of its own.

#![expect(
    clippy::disallowed_methods,
    reason = "what a file holds is read from outside the program"
)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{auteur, jour};
use carnet_ent::domain::{Conditions, Faits, Id, Liste, Regle};
use carnet_ent::store::{Genre, Store, terme};
use sha2::{Digest as _, Sha256};

const SCHEMA: &str = include_str!("../../schema.sql");

/// SHA-256 of `schema.sql` (line ends as in the repository): raised with its number.
const EMPREINTE: &str = "4218b5f10aadc63f8c91751eea25f59ac6134dfddbb5b4ca500ac7f65e286675";

#[test]
fn the_schema_is_the_one_that_was_frozen() {
    let texte = SCHEMA.replace("\r\n", "\n");
    let empreinte = format!("{:x}", Sha256::digest(texte));
    assert_eq!(
        empreinte, EMPREINTE,
        "schema 5 is frozen: raise the number instead"
    );
}

/// The golden carnet of `schema`, copied into a folder of its own.
fn golden(schema: i64) -> (tempfile::TempDir, PathBuf) {
    let dossier = tempfile::tempdir().expect("folder");
    let nom = format!("schema-{schema}.carnet");
    let chemin = dossier.path().join(&nom);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(nom);
    fs::copy(golden, &chemin).expect("copied");
    (dossier, chemin)
}

fn structure(chemin: &Path) -> Vec<(String, Option<String>)> {
    let base = rusqlite::Connection::open(chemin).expect("opened");
    let mut elements = base
        .prepare("SELECT name, sql FROM sqlite_schema ORDER BY type, name")
        .expect("asked");
    let rows = elements
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("read");
    rows.map(|row| row.expect("a row")).collect()
}

/// Rows of a table.
fn count(chemin: &Path, table: &str) -> usize {
    let base = rusqlite::Connection::open(chemin).expect("opened");
    let n: i64 = base
        .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get(0)
        })
        .expect("counted");
    usize::try_from(n).expect("a count")
}

#[test]
fn the_golden_carnet_of_schema_1_is_copied_then_upgraded_whole() {
    let (dossier, chemin) = golden(1);
    let before = fs::read(&chemin).expect("read");
    let mut store = Store::open(&chemin, &auteur("A. B.", jour(2026, 12, 1))).expect("opened");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    let copy = store.upgraded_from().expect("a copy was kept").to_owned();
    let faits = store.faits().expect("facts");
    let noms: Vec<&str> = faits
        .ecoles
        .iter()
        .map(|e| &*e.au(jour(2026, 12, 1)).0.nom)
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
    assert!(!faits.termes.is_empty(), "the lists of today are there");
    // The twelve operations it had, and its upgrade, which undo does not reach.
    assert_eq!(store.historique().expect("history").len(), 13);
    assert_ne!(
        store.undo_label().expect("asked").as_deref(),
        Some("Mise à niveau du carnet")
    );
    assert!(store.undo().expect("undone").is_some());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    drop(store);

    // The copy is the carnet as it was, and opens (and is upgraded) as well.
    assert_ne!(copy, chemin);
    let source = |c: &Path| {
        let base = rusqlite::Connection::open(c).expect("opened");
        let count = base.query_row("SELECT count(*), max(hlc) FROM changement", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        });
        count.expect("counted")
    };
    fs::write(dossier.path().join("avant.carnet"), before).expect("written");
    assert_eq!(source(&copy), source(&dossier.path().join("avant.carnet")));
    assert_eq!(
        structure(&copy),
        structure(&dossier.path().join("avant.carnet"))
    );
}

#[test]
fn the_golden_carnet_of_schema_2_is_copied_then_upgraded_whole() {
    let (dossier, chemin) = golden(2);
    let before = dossier.path().join("avant.carnet");
    fs::copy(&chemin, &before).expect("copied");
    let operations = count(&before, "operation");
    let mut store = Store::open(&chemin, &auteur("A. B.", jour(2026, 12, 1))).expect("opened");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    let copy = store.upgraded_from().expect("a copy was kept").to_owned();
    // Its upgrade is one more, which undo does not reach.
    let historique = store.historique().expect("history");
    assert_eq!(historique.len(), operations + 1);
    assert_ne!(
        store.undo_label().expect("asked").as_deref(),
        Some("Mise à niveau du carnet")
    );
    let faits = store.faits().expect("facts");
    assert!(!faits.terrain.modeles.is_empty() && !faits.terrain.conges.is_empty());
    assert!(faits.termes.iter().any(|t| t.liste == Liste::Service));
    let ecole = Id::ecole("0570001S");
    assert!(faits.est_equipee(ecole, jour(2024, 7, 5), Regle::Classe));
    assert!(!faits.est_equipee(ecole, jour(2024, 7, 6), Regle::Classe));
    let financements = faits.financements(ecole);
    assert_eq!(financements.len(), 1);
    assert_eq!(financements[0].montant_centimes, Some(98_550));
    assert_eq!(financements[0].abonnement_fin, Some(jour(2025, 8, 31)));
    let projet = faits
        .projets
        .values()
        .find(|p| p.nom == "Écrire à plusieurs")
        .expect("the project");
    assert!(projet.ecoles.contains(&ecole));
    assert_eq!(projet.avancement(jour(2022, 10, 11)), (1, 1));
    let conditions = Conditions::au(&faits.conditions[&ecole], jour(2024, 1, 1)).expect("told");
    assert_eq!(conditions.debit_mbits, Some(30));
    let effectif = faits.effectif_au(ecole, jour(2025, 3, 1)).expect("counted");
    assert_eq!(effectif.eleves, Some(118));
    let verification = &faits.verifications[&Id::ecole("0880001Y")];
    assert_eq!(verification.last().map(|v| v.le), Some(jour(2026, 11, 20)));
    assert!(store.undo().expect("undone").is_some());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    drop(store);

    // The copy is the carnet as it was.
    assert_ne!(copy, chemin);
    assert_eq!(structure(&copy), structure(&before));
    assert_eq!(count(&copy, "changement"), count(&before, "changement"));
}

#[test]
fn the_golden_carnet_of_schema_3_is_copied_then_upgraded_whole() {
    let (_dossier, chemin) = golden(3);
    let au = jour(2026, 12, 1);
    let mut store = Store::open(&chemin, &auteur("A. B.", au)).expect("opened");
    assert!(store.upgraded_from().is_some(), "a copy was kept");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    let faits = store.faits().expect("facts");
    let (ecole, autre) = (Id::ecole("0570001S"), Id::ecole("0880001Y"));
    let terrain = &faits.terrain;
    let visite = &terrain.visites(ecole)[0];
    assert_eq!((visite.le, visite.duree), (jour(2026, 3, 17), Some(75)));
    assert!(terrain.actions(ecole)[0].en_retard_au(au));
    let formation = terrain.formations.values().next().expect("a training");
    let seance = &formation.seances[0];
    assert!(seance.tenue_au(au));
    assert_eq!(seance.participations.len(), 2);
    assert_eq!(seance.formateurs[0].preparation, Some(60));
    let evenement = terrain.evenements.values().next().expect("an event");
    assert!(evenement.ecoles.contains(&autre));
    let ligne = &terrain.observations(ecole)[0].lignes[0];
    assert_eq!(ligne.palier, Some(terme(Liste::Palier, "INSTALLE")));
    assert_eq!(ligne.crcn.len(), 1);
    assert_eq!(terrain.pieces(ecole)[0].objet, Some(visite.id));
    assert!(terrain.conges.iter().any(|c| c.nom == "Pont"));
    assert!(store.undo().expect("undone").is_some());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn the_golden_carnet_of_schema_4_is_copied_then_upgraded_whole() {
    let (_dossier, chemin) = golden(4);
    let mut store = Store::open(&chemin, &auteur("A. B.", jour(2026, 12, 1))).expect("opened");
    assert!(store.upgraded_from().is_some(), "a copy was kept");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    let faits = store.faits().expect("facts");
    let (tout, une) = (&faits.objectifs[0], &faits.objectifs[1]);
    assert_eq!((tout.part, tout.annee.rentree()), (60, 2026));
    assert_eq!(tout.circonscription, None);
    assert_eq!(tout.commentaire, "Feuille de route");
    assert_eq!(une.part, 75);
    assert!(
        faits
            .circonscriptions
            .contains_key(&une.circonscription.expect("one"))
    );
    let noms: Vec<&str> = faits.bilans_enregistres.iter().map(|b| &*b.nom).collect();
    assert_eq!(noms, ["Réunion des maires"]);
    assert!(
        faits.bilans_enregistres[0]
            .contenu
            .contains("circonscription")
    );
    assert!(store.undo().expect("undone").is_some());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    drop(store);
    assert_eq!(count(&chemin, "audience"), 4);
    assert_eq!(count(&chemin, "audience_service"), 8);
}

/// Two carnets made one: answers on what looked alike, a disagreement left, a key, a file received.
#[test]
fn the_golden_carnet_of_schema_5_opens_whole() {
    let (_dossier, chemin) = golden(5);
    let mut store = Store::open(&chemin, &auteur("A. B.", jour(2026, 12, 1))).expect("opened");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    let faits = store.faits().expect("facts");
    let ecole = Id::ecole("0880001Y");
    // Typed twice and said to be one; the file received, of before that answer, says both.
    assert_eq!(faits.deploiements(ecole).len(), 3);
    let dits: Vec<&str> = (faits.deploiements(ecole).iter().map(|d| &*d.commentaire)).collect();
    assert!(dits.contains(&"saisi une seconde fois"), "{dits:?}");
    assert_eq!(store.conflits().expect("conflicts").len(), 2);
    let fusions = store.fusions().expect("merges");
    assert_eq!(fusions.len(), 1);
    assert_eq!(fusions[0].fichier, "collegue.carnet");
    assert!(store.cle_envoi().expect("asked").is_some());
    let recues = store.recues().expect("received");
    let recue = recues.toutes.values().next().expect("one file");
    assert_eq!((recue.ecoles, recue.avec_ent), (2, 1));
    assert_eq!(recue.au, jour(2026, 11, 25));
    assert!(store.undo().expect("undone").is_some());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn an_upgraded_carnet_has_the_structure_of_a_new_one() {
    for schema in [1, 2, 3, 4, 5] {
        let (dossier, ancien) = golden(schema);
        let moi = auteur("A. B.", jour(2026, 12, 1));
        drop(Store::open(&ancien, &moi).expect("upgraded"));
        let neuf = dossier.path().join("neuf.carnet");
        drop(Store::create(&neuf, &moi).expect("created"));
        assert_eq!(structure(&ancien), structure(&neuf));
        // Opening it again upgrades nothing.
        let store = Store::open(&ancien, &moi).expect("opened");
        assert_eq!(store.upgraded_from(), None);
    }
}

#[test]
fn an_altered_carnet_of_an_older_schema_is_refused_and_left_alone() {
    let (dossier, chemin) = golden(1);
    let base = rusqlite::Connection::open(&chemin).expect("opened");
    base.execute_batch("CREATE TABLE intruse (a TEXT)")
        .expect("altered");
    drop(base);
    let before = fs::read(&chemin).expect("read");
    let refus = Store::open(&chemin, &auteur("", jour(2026, 12, 1)));
    assert!(matches!(refus, Err(carnet_ent::Error::Damaged { .. })));
    assert_eq!(fs::read(&chemin).expect("read"), before);
    let files = fs::read_dir(dossier.path()).expect("listed").count();
    assert_eq!(files, 1, "nothing is left beside it");
}

/// The files of a folder that hold this.
fn contenant(dossier: &Path, texte: &str) -> usize {
    let holds = |octets: &[u8]| octets.windows(texte.len()).any(|w| w == texte.as_bytes());
    fs::read_dir(dossier)
        .expect("listed")
        .filter(|entree| {
            let chemin = entree.as_ref().expect("an entry").path();
            holds(&fs::read(chemin).expect("read"))
        })
        .count()
}

#[test]
fn what_is_erased_is_in_no_copy_made_before_an_upgrade() {
    const TEXTE: &str = "Deux classes de cycle 3";
    let personne = auteur("A. B.", jour(2026, 12, 1));
    for schema in 1..=4 {
        let (dossier, chemin) = golden(schema);
        let mut store = Store::open(&chemin, &personne).expect("opened");
        let copie = store.upgraded_from().expect("a copy").to_owned();
        let autre = dossier
            .path()
            .join("autre (avant mise à niveau, schéma 1).carnet");
        fs::copy(&copie, &autre).expect("copied");
        assert_eq!(contenant(dossier.path(), TEXTE), 3, "schema {schema}");
        let faits = store.faits().expect("facts");
        let mut deploiements = faits.deploiements.values().flatten();
        let efface = deploiements
            .find(|d| d.commentaire == TEXTE)
            .expect("the deployment")
            .id;
        store
            .purge(Genre::Deploiement, efface, None, "demande")
            .expect("erased");
        drop(store);
        assert_eq!(
            contenant(dossier.path(), TEXTE),
            1,
            "schema {schema}: what bears the name of another carnet is left to it"
        );
        // The copy is still a carnet, without that, and with all the rest.
        let copie = Store::open(&copie, &personne).expect("opened");
        assert_eq!(copie.upgraded_from(), None);
        assert_eq!(copie.verify().expect("verified"), Vec::<String>::new());
        let reste = copie.faits().expect("facts");
        assert_eq!(reste.ecoles.len(), faits.ecoles.len());
        let nombre = |faits: &Faits| faits.deploiements.values().flatten().count();
        assert_eq!(nombre(&reste), nombre(&faits) - 1, "schema {schema}");
    }
}
