//! What is not opened as a carnet, and why.
//!
//! A file that is not ours, newer, damaged or already open is refused with one sentence and stays
//! byte-identical: nothing is written before every check has passed.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::base::Base;
use super::open::SCHEMA;
use super::upgrade;
use crate::error::{Error, Result, io_reason};

/// « CENT », in the header of every carnet: what tells it from any other SQLite file.
pub(super) const APPLICATION_ID: i64 = 0x4345_4E54;

/// An existing regular file, by its absolute name without symbolic link.
pub(super) fn check_path(path: &Path) -> Result<PathBuf> {
    let meta = fs::metadata(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Error::NotFound {
            path: path.to_owned(),
        },
        _ => Error::io(path, e),
    })?;
    if !meta.is_file() {
        let looks_like = if meta.is_dir() {
            "C’est un dossier."
        } else {
            "Ce n’est pas un fichier."
        };
        return Err(not_a_carnet(path, looks_like));
    }
    fs::canonicalize(path).map_err(|e| Error::io(path, e))
}

fn not_a_carnet(path: &Path, looks_like: &str) -> Error {
    Error::NotACarnet {
        path: path.to_owned(),
        looks_like: looks_like.to_owned(),
    }
}

/// Reads the first bytes, and closes the file before SQLite ever opens it. Returns the number of
/// the schema.
pub(super) fn check_header(path: &Path) -> Result<i64> {
    let mut header = Vec::with_capacity(100);
    fs::File::open(path)
        .and_then(|f| f.take(100).read_to_end(&mut header))
        .map_err(|e| Error::Io {
            path: path.to_owned(),
            reason: io_reason(&e),
            source: e,
        })?;
    if header.is_empty() {
        return Err(not_a_carnet(path, "Le fichier est vide."));
    }
    if !header.starts_with(b"SQLite format 3\0") {
        let looks_like = if header.starts_with(b"PK") {
            "Cela ressemble à un classeur ou à une archive : passez par « Importer »."
        } else {
            "Pour un tableau ou un fichier officiel, passez par « Importer »."
        };
        return Err(not_a_carnet(path, looks_like));
    }
    if header.len() < 100 {
        return Err(Error::Damaged {
            path: path.to_owned(),
            detail: "fichier coupé".to_owned(),
        });
    }
    let word = |at: usize| {
        i64::from(u32::from_be_bytes([
            header[at],
            header[at + 1],
            header[at + 2],
            header[at + 3],
        ]))
    };
    if word(68) != APPLICATION_ID {
        return Err(not_a_carnet(
            path,
            "C’est la base de données d’un autre programme.",
        ));
    }
    let found = word(60);
    if found > SCHEMA {
        return Err(Error::TooNew {
            path: path.to_owned(),
            found,
            known: SCHEMA,
        });
    }
    Ok(found)
}

fn damaged(path: &Path, detail: &str) -> Error {
    Error::Damaged {
        path: path.to_owned(),
        detail: detail.to_owned(),
    }
}

/// The file is whole and its structure is that of `schema`, to the letter.
pub(super) fn check_structure(base: &Base, path: &Path, schema: i64) -> Result<()> {
    // SQLite reads a last page that was cut short as one that ends with zeros.
    let [pages, page] = ["page_count", "page_size"].map(|pragma| {
        base.conn
            .pragma_query_value(None, pragma, |row| row.get::<_, u32>(0))
    });
    let attendue = u64::from(pages?) * u64::from(page?);
    let taille = fs::metadata(path).map_err(|e| Error::io(path, e))?.len();
    if taille < attendue {
        return Err(damaged(path, "fichier coupé"));
    }
    if !upgrade::is_structure(base, schema)? {
        let detail = "sa structure a été changée par un autre programme";
        return Err(damaged(path, detail));
    }
    Ok(())
}

/// Every page is sound.
pub(super) fn check_pages(base: &Base, path: &Path) -> Result<()> {
    let verdict: String = base
        .conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(damaged(path, "pages illisibles"));
    }
    Ok(())
}

pub(super) fn busy_or_damaged(erreur: Error, path: &Path) -> Error {
    let Error::Storage { source, .. } = &erreur else {
        return erreur;
    };
    let code = source
        .downcast_ref::<rusqlite::Error>()
        .and_then(rusqlite::Error::sqlite_error_code);
    let path = path.to_owned();
    match code {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { path },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged {
            path,
            detail: "pages illisibles".to_owned(),
        },
        _ => erreur,
    }
}
