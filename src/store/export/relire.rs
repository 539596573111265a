//! Reading again what was written, from its bytes: header, structure, pages, references, fingerprint.

use std::sync::LazyLock;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB};

use super::empreinte::Empreinte;
use super::{APPLICATION_ID, EXPORT_SQL, FORMAT};
use crate::error::{Error, Result};

/// The structure as SQLite keeps it.
static STRUCTURE: LazyLock<Option<Vec<String>>> = LazyLock::new(|| {
    let conn = Connection::open_in_memory().ok()?;
    conn.execute_batch(EXPORT_SQL).ok()?;
    structure(&conn).ok()
});

fn structure(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    conn.prepare("SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema ORDER BY type, name")?
        .query_map([], |row| row.get(0))?
        .collect()
}

/// The fingerprint of these bytes, when they are an export that is whole and says it itself.
pub fn verify(octets: Vec<u8>) -> Result<Empreinte> {
    let conn = in_memory(octets)?;
    let lu = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if (lu("application_id")?, lu("user_version")?) != (APPLICATION_ID, FORMAT) {
        return Err(altered("ce n’est pas un fichier de ce format"));
    }
    if STRUCTURE.as_ref() != Some(&structure(&conn)?) {
        return Err(altered("sa structure n’est pas celle du format"));
    }
    let pages: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if pages != "ok" {
        return Err(altered("des pages sont illisibles"));
    }
    if conn.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(altered("une ligne en cite une autre qui n’y est pas"));
    }
    let empreinte = Empreinte::of(&conn)?;
    let dite: String = conn.query_row(
        "SELECT valeur FROM manifeste WHERE cle = 'empreinte'",
        [],
        |row| row.get(0),
    )?;
    let dites: Vec<(String, u64, String)> = conn
        .prepare("SELECT nom, lignes, empreinte FROM manifeste_table ORDER BY nom")?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)? as u64, row.get(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut lues: Vec<(String, u64, String)> = empreinte
        .tables
        .iter()
        .map(|t| (t.nom.to_owned(), t.lignes, t.hexa()))
        .collect();
    lues.sort();
    if dite != empreinte.hexa() || dites != lues {
        return Err(altered("son empreinte n’est pas celle de son contenu"));
    }
    Ok(empreinte)
}

fn in_memory(octets: Vec<u8>) -> Result<Connection> {
    let mut conn = Connection::open_in_memory()?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    let taille = octets.len();
    conn.deserialize_read_exact(MAIN_DB, octets.as_slice(), taille, false)?;
    Ok(conn)
}

fn altered(quoi: &str) -> Error {
    Error::Refused(format!(
        "Le fichier ne se relit pas comme il faut\u{202f}: {quoi}. Il n’a pas été gardé\u{202f}; \
         recommencez."
    ))
}
