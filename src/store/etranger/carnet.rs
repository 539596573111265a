//! A foreign carnet: believed when its tables are what its journal says and every row of that
//! journal has its fingerprint.
//!
//! One of an older schema is brought to today's in memory without a word added to its journal, so
//! that merging the same file twice adds nothing.

use sha2::{Digest as _, Sha256};

use super::fiche::FicheCarnet;
use super::ram::Ram;
use super::refus::Refus;
use super::valeurs;
use crate::domain::TypeChamp;
use crate::store::objet::{parse_day, parse_genre};
use crate::store::open::SCHEMA;
use crate::store::{Auteur, Ecrit, Store, champs_json, upgrade};

/// Numbers that the journal counts with stay far from where they would overflow.
const NOMBRE_MAX: i64 = 1 << 40;

/// The text of a change holds all the cells of an object.
const CHAMPS: (&str, &str) = ("changement", "champs");

/// The carnet, when everything it says holds.
pub(super) fn prouver(octets: &[u8], schema: i64, auteur: &Auteur) -> Result<Store, Refus> {
    let ram = Ram::load(octets)?;
    if !upgrade::is_structure(&ram.base, schema)? {
        return Err(Refus::Structure);
    }
    ram.accepte();
    valeurs::count(&ram)?;
    ram.check_pages()?;
    // Drafts and the rest are of that machine alone; what its own program wrote is displayed
    // there as here, so that no text is refused for its signs.
    valeurs::check(&ram, CHAMPS)?;
    check_journal(&ram)?;
    let store = into_store(ram, schema, auteur)?;
    if let Some(anomalie) = store.verify()?.into_iter().next() {
        return Err(Refus::Altere(anomalie.trim_end_matches('.').to_owned()));
    }
    // Whatever is asked of a carnet first can be asked of this one.
    store.faits()?;
    store.registre()?;
    store.desaccords()?;
    Ok(store)
}

/// The carnet of bytes that [`prouver`] has accepted, in this process or in its child.
pub(super) fn relire(octets: &[u8], schema: i64, auteur: &Auteur) -> Result<Store, Refus> {
    let ram = Ram::load(octets)?;
    if !upgrade::is_structure(&ram.base, schema)? {
        return Err(Refus::Structure);
    }
    ram.accepte();
    into_store(ram, schema, auteur)
}

/// At today's schema.
fn into_store(ram: Ram, schema: i64, auteur: &Auteur) -> Result<Store, Refus> {
    let base = ram.release()?;
    if schema < SCHEMA {
        // Dropping a table would check the references to it; proving checks them all.
        base.conn.pragma_update(None, "foreign_keys", false)?;
        upgrade::rebuild(&base)?;
        base.conn.pragma_update(None, "user_version", SCHEMA)?;
    }
    base.conn.pragma_update(None, "foreign_keys", true)?;
    Ok(Store::new(base, None, auteur)?)
}

/// What the fingerprints do not cover, and what replaying takes for granted.
fn check_journal(ram: &Ram) -> Result<(), Refus> {
    for (sql, detail) in [
        (
            "SELECT 1 FROM changement c WHERE NOT EXISTS
             (SELECT 1 FROM operation o WHERE o.session = c.session AND o.numero = c.operation)",
            "un changement n’est d’aucune opération",
        ),
        (
            "SELECT 1 FROM remplace r WHERE NOT EXISTS
             (SELECT 1 FROM changement c WHERE c.session = r.session AND c.seq = r.seq)",
            "un remplacement n’est d’aucun changement",
        ),
        (
            "SELECT 1 FROM operation o WHERE o.hlc IS NOT
             (SELECT c.hlc FROM changement c WHERE c.session = o.session AND c.seq = o.premier)",
            "une opération ne commence pas quand elle le dit",
        ),
    ] {
        if ram.base.exists(sql, [])? {
            return Err(Refus::Altere(detail.to_owned()));
        }
    }
    let trop = ram.base.exists(
        "SELECT 1 FROM changement WHERE seq NOT BETWEEN 0 AND ?1 OR operation NOT BETWEEN 0 AND ?1
                                     OR hlc NOT BETWEEN 0 AND ?2
         UNION ALL SELECT 1 FROM operation WHERE premier NOT BETWEEN 0 AND ?1
                                     OR dernier NOT BETWEEN 0 AND ?1",
        (NOMBRE_MAX, i64::MAX - NOMBRE_MAX),
    )?;
    if trop {
        return Err(Refus::valeur("changement", "seq", "nombre démesuré"));
    }
    ram.base.each(
        "SELECT genre, champs, millesime FROM changement",
        [],
        |row| {
            let genre = parse_genre(row.get_ref(0)?.as_str().unwrap_or_default())?;
            let champs = champs_json::decode(genre, row.get_ref(1)?.as_str().unwrap_or_default())?;
            for (nom, ecrit) in &champs.0 {
                let date = genre
                    .champ(nom)
                    .is_some_and(|champ| champ.type_champ == TypeChamp::Date);
                if let (true, Ecrit::Valeur(valeur)) = (date, ecrit) {
                    parse_day(valeur.texte().unwrap_or_default())?;
                }
            }
            row.get::<_, Option<String>>(2)?
                .map_or(Ok(()), |millesime| parse_day(&millesime).map(drop))
        },
    )?;
    Ok(())
}

/// What the carnet says of itself; `schema` is the file's own.
pub(super) fn fiche(store: &Store, schema: i64) -> Result<FicheCarnet, Refus> {
    let base = &store.base;
    let nombre = |sql: &str| -> Result<u64, Refus> {
        let n = base.one(sql, [], |row| row.get::<_, i64>(0))?;
        Ok(u64::try_from(n).unwrap_or_default())
    };
    let mut lignes = 0;
    for table in base.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table'",
        [],
        |row| row.get::<_, String>(0),
    )? {
        lignes += nombre(&format!("SELECT count(*) FROM {table}"))?;
    }
    Ok(FicheCarnet {
        schema,
        personnes: base.rows(
            "SELECT DISTINCT personne FROM session WHERE personne <> '' ORDER BY personne",
            [],
            |row| row.get(0),
        )?,
        ecrit_le: base.one("SELECT max(quand) FROM operation", [], |row| row.get(0))?,
        ecoles: nombre("SELECT count(*) FROM ecole WHERE supprime = 0")?,
        operations: nombre("SELECT count(*) FROM operation")?,
        changements: nombre("SELECT count(*) FROM changement")?,
        lignes,
        empreinte: empreinte(store)?,
    })
}

/// SHA-256 of the names and fingerprints of all changes, and of the erasures, in their order.
fn empreinte(store: &Store) -> Result<String, Refus> {
    let mut sha = Sha256::new();
    for sql in [
        "SELECT session, seq, empreinte FROM changement ORDER BY session, seq",
        "SELECT cible, quand, CAST(champ AS BLOB) FROM purge ORDER BY cible, champ",
    ] {
        store.base.each(sql, [], |row| {
            sha.update(row.get::<_, Vec<u8>>(0)?);
            sha.update(row.get::<_, i64>(1)?.to_be_bytes());
            sha.update(row.get::<_, Vec<u8>>(2)?);
            Ok(())
        })?;
    }
    Ok(format!("{:x}", sha.finalize()))
}
