//! A carnet of an older schema becomes one of today's, in one transaction, after a verified copy.
//!
//! The journal is the truth and the tables of current state are what replaying it gives, so there
//! is one mechanism instead of a script per version: every table, index and view whose text is
//! not that of `schema.sql` is dropped and made anew, and what it shows is projected again. A new
//! schema must therefore keep the tables of the journal as they are; one that cannot will need a
//! step of its own here.
//!
//! The shipped lists of the new version are written in the same transaction, as an operation that
//! undo does not reach.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::base::Base;
use super::identite::Absorbes;
use super::open::{SCHEMA, SCHEMA_SQL};
use super::{Genre, Store, listes, projection};
use crate::domain::Id;
use crate::error::{Error, Result};

/// Tables that are never dropped.
const JOURNAL: [&str; 12] = [
    "session",
    "operation",
    "changement",
    "remplace",
    "purge",
    "recu",
    "fusion",
    "effectif",
    "ips",
    "audience",
    "audience_service",
    "brouillon",
];

/// Begins what the names of the copies made here say in brackets; the number of the schema follows.
pub(super) const MENTION: &str = "avant mise à niveau, schéma ";

/// Copies of one carnet kept beside it under names of their own.
const COPIES: u32 = 100;

/// SHA-256 of the structure of each older schema, as frozen.
const STRUCTURES: [(i64, &str); 4] = [
    (
        1,
        "ba12c11e2535f098c7d2f35e34f721a5c3b809438f8841ab2cb1a9a8fdb17c34",
    ),
    (
        2,
        "7aa3a52122511f4f8c03b81060b69cef1897a796afab3fc930b867c173b353d1",
    ),
    (
        3,
        "e8fb5a5422867b38f19ee8fe3704002d96d4c7be09b5147e5c34405771b7f801",
    ),
    (
        4,
        "48c4a52143dbaa20b9e63cc8747ce2d0bed0578b0866ed887e2ab1c2658b6c43",
    ),
];

/// One table, index or view: its name and its text.
pub(super) type Element = (String, Option<String>);

/// The text of every table, index and view.
pub(super) fn structure(base: &Base) -> Result<Vec<Element>> {
    base.rows(
        "SELECT name, sql FROM sqlite_schema ORDER BY type, name",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The structure of a new carnet.
fn expected() -> Result<Base> {
    let base = Base::new(rusqlite::Connection::open_in_memory()?);
    base.conn.execute_batch(SCHEMA_SQL)?;
    Ok(base)
}

/// Whether this is, to the letter, the structure of `schema`.
pub(super) fn is_structure(base: &Base, schema: i64) -> Result<bool> {
    let actual = structure(base)?;
    if schema == SCHEMA {
        return Ok(actual == structure(&expected()?)?);
    }
    let known = STRUCTURES.iter().find(|(number, _)| *number == schema);
    Ok(known.is_some_and(|(_, hash)| *hash == hash_of(&actual)))
}

fn hash_of(structure: &[Element]) -> String {
    let mut sha = Sha256::new();
    for (nom, sql) in structure {
        for partie in [nom.as_str(), sql.as_deref().unwrap_or_default()] {
            sha.update((partie.len() as u64).to_be_bytes());
            sha.update(partie);
        }
    }
    format!("{:x}", sha.finalize())
}

/// Where the verified copy of a carnet of `schema` goes: beside it, under a name that is free.
pub(super) fn copy_path(path: &Path, schema: i64) -> PathBuf {
    beside(path, &format!("{MENTION}{schema}"))
}

/// A name that is free beside a carnet: « carnet (mention).carnet ».
pub(super) fn beside(path: &Path, mention: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    (1..=COPIES)
        .map(|n| {
            let rang = if n == 1 {
                String::new()
            } else {
                format!(" {n}")
            };
            path.with_file_name(format!("{stem} ({mention}){rang}.carnet"))
        })
        .find(|candidate| candidate.symlink_metadata().is_err())
        .unwrap_or_default()
}

impl Store {
    /// Brings the carnet to today's schema. The caller has made the copy.
    pub(super) fn upgrade(&mut self) -> Result<()> {
        // Dropping a table would check the references to it; they are all checked at the end.
        self.base.conn.pragma_update(None, "foreign_keys", false)?;
        // As at the making of a carnet: operation 0, which undo does not reach.
        self.numero = -1;
        let done = self.transact("Mise à niveau du carnet", |edit| {
            let base = &edit.store.base;
            rebuild(base)?;
            edit.absorbes = Absorbes::load(&edit.store.base)?;
            listes::write(edit)?;
            edit.project()?;
            let base = &edit.store.base;
            if base.exists("SELECT 1 FROM pragma_foreign_key_check", [])? {
                return Err(Error::Journal(
                    "la mise à niveau laisserait un renvoi sans cible".to_owned(),
                ));
            }
            base.conn.pragma_update(None, "user_version", SCHEMA)?;
            Ok(())
        });
        self.base.conn.pragma_update(None, "foreign_keys", true)?;
        done
    }
}

/// Makes anew what is not as `schema.sql` says, and projects what it shows.
pub(super) fn rebuild(base: &Base) -> Result<()> {
    let elements = |base: &Base| {
        base.rows(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema
             WHERE sql IS NOT NULL
             ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid",
            [],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, String>(3)?,
                ))
            },
        )
    };
    let wanted = elements(&expected()?)?;
    let mut made_anew = BTreeSet::new();
    for (sorte, nom, table, sql) in elements(base)?.into_iter().rev() {
        if wanted.iter().any(|w| w.1 == nom && w.3 == sql) {
            continue;
        }
        if sorte == "table" && JOURNAL.contains(&table.as_str()) {
            return Err(Error::Journal(format!(
                "la table « {table} » ne peut pas être mise à niveau"
            )));
        }
        base.conn.execute_batch(&format!("DROP {sorte} {nom}"))?;
        if sorte == "table" {
            made_anew.insert(nom);
        }
    }
    let there: BTreeSet<String> = elements(base)?.into_iter().map(|e| e.1).collect();
    for (_, nom, _, sql) in wanted {
        if !there.contains(&nom) {
            base.conn.execute_batch(&sql)?;
        }
    }
    project_again(base, &made_anew)
}

/// Projects the objects whose tables were made anew.
fn project_again(base: &Base, tables: &BTreeSet<String>) -> Result<()> {
    let mut touched: BTreeSet<(Genre, Id)> = projection::all_objects(base)?
        .into_iter()
        .filter(|(genre, _)| tables.contains(genre.as_str()))
        .collect();
    if tables.contains("ecole_situation") {
        let ecoles = base.rows("SELECT id FROM ecole", [], |row| row.get::<_, Id>(0))?;
        touched.extend(ecoles.into_iter().map(|id| (Genre::Ecole, id)));
    }
    projection::project(base, &touched)
}
