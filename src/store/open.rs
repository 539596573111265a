//! Making and opening carnets.
//!
//! # Locking
//! The connection holds the file exclusively for as long as it lives (`locking_mode=EXCLUSIVE`):
//! one writer, and a second window or command is told at once. The header is read through
//! `std::fs` *before* SQLite opens the file and never after: closing any descriptor of an open
//! database drops SQLite's POSIX lock.
//!
//! # Durability
//! `journal_mode=TRUNCATE` with `synchronous=EXTRA`: what is said saved survives a power cut. No
//! WAL: two sidecar files that people forget to copy, and nothing to gain at this write rate.
//!
//! # Refusing
//! A file that is not ours, newer, damaged or already open is refused with one sentence and stays
//! byte-identical: nothing is written before every check has passed.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, backup};

use super::base::Base;
use super::{Auteur, Edit, Store, listes, upgrade};
use crate::domain::Id;
use crate::error::{Error, Result, io_reason};

/// The number of `schema.sql`. Frozen at the end of each issue.
pub(super) const SCHEMA: i64 = 4;

/// « CENT », in the header of every carnet: what tells it from any other SQLite file.
const APPLICATION_ID: i64 = 0x4345_4E54;

pub(super) const SCHEMA_SQL: &str = include_str!("../../schema.sql");

/// Bytes of the pages of a new carnet, which it keeps for life. The journal's rows are half a
/// kilobyte long and stand in their b-tree whole: pages of the usual 4 KiB hold five, which makes a
/// deep tree, slower by a quarter to fill and by a third to check at each opening. A save takes
/// the same time: it waits for the disk, not for its bytes.
const PAGE: i64 = 16 * 1024;

/// Pages kept in memory while many are written, in KiB: enough for the working set of a national
/// register, small enough for an old laptop. Otherwise SQLite's own two MiB do: opening reads every
/// page once, to check it, and the facts once.
const CACHE_KIB: i64 = 16 * 1024;

impl Store {
    /// A new carnet at `path`, which must not exist. Nothing is left behind on failure.
    pub fn create(path: &Path, auteur: &Auteur) -> Result<Self> {
        Self::create_with(path, auteur, |_store| Ok(()))
    }

    /// A new carnet that `fill` completes before it takes its name: what fails leaves no file.
    pub fn create_with(
        path: &Path,
        auteur: &Auteur,
        fill: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Self> {
        if path.symlink_metadata().is_ok() {
            return Err(Error::AlreadyExists {
                path: path.to_owned(),
            });
        }
        let (_folder, draft) = draft_beside(path)?;
        {
            let base = Base::new(connect(&draft)?);
            // Before anything is written.
            base.conn.pragma_update(None, "page_size", PAGE)?;
            prepare(&base, &draft)?;
            base.conn.execute_batch(&format!(
                "BEGIN; {SCHEMA_SQL} PRAGMA application_id = {APPLICATION_ID};
                 PRAGMA user_version = {SCHEMA}; COMMIT;"
            ))?;
            let mut store = Self::new(base, None, auteur)?;
            store.write_lists()?;
            fill(&mut store)?;
        }
        draft
            .persist_noclobber(path)
            .map_err(|e| match e.error.kind() {
                std::io::ErrorKind::AlreadyExists => Error::AlreadyExists {
                    path: path.to_owned(),
                },
                _ => Error::io(path, e.error),
            })?;
        Self::open(path, auteur)
    }

    /// A new carnet in memory, for tests and previews.
    pub fn in_memory(auteur: &Auteur) -> Result<Self> {
        Self::in_memory_with(auteur, listes::write)
    }

    /// A carnet in memory with `lists` instead of the shipped ones: thousands are made by the tests
    /// of the journal.
    pub fn in_memory_with(
        auteur: &Auteur,
        lists: impl FnOnce(&mut Edit<'_>) -> Result<()>,
    ) -> Result<Self> {
        let mut store = Self::empty_in_memory(auteur)?;
        store.numero = -1;
        store.transact("Création du carnet", lists)?;
        Ok(store)
    }

    /// A carnet in memory whose journal is still empty, not even with the shipped lists.
    pub(super) fn empty_in_memory(auteur: &Auteur) -> Result<Self> {
        let base = Base::new(Connection::open_in_memory()?);
        base.conn.execute_batch(SCHEMA_SQL)?;
        base.conn.pragma_update(None, "foreign_keys", true)?;
        base.conn.set_prepared_statement_cache_capacity(PREPARED);
        Self::new(base, None, auteur)
    }

    /// The making of the carnet is operation 0, which undo does not reach.
    fn write_lists(&mut self) -> Result<()> {
        self.numero = -1;
        self.transact("Création du carnet", listes::write)
    }

    /// Opens a carnet and holds it until dropped. One of an older schema is first copied beside
    /// itself, the copy verified, then upgraded: [`Self::upgraded_from`].
    pub fn open(path: &Path, auteur: &Auteur) -> Result<Self> {
        let path = check_path(path)?;
        let schema = check_header(&path)?;
        let base = Base::new(connect(&path)?);
        if base.conn.is_readonly(MAIN_DB)? {
            let refus = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
            return Err(Error::io(&path, refus));
        }
        prepare(&base, &path).map_err(|e| busy_or_damaged(e, &path))?;
        check_content(&base, &path, schema).map_err(|e| busy_or_damaged(e, &path))?;
        let mut store = Self::new(base, Some(path.clone()), auteur)?;
        if schema < SCHEMA {
            let copy = upgrade::copy_path(&path, schema);
            store.copy_as(&copy, schema)?;
            store.upgrade()?;
            store.upgraded_from = Some(copy);
        }
        Ok(store)
    }

    /// To be called before a write of many rows.
    pub(super) fn keep_more_pages(&self) -> Result<()> {
        Ok(self
            .base
            .conn
            .pragma_update(None, "cache_size", -CACHE_KIB)?)
    }

    /// The copy kept of the carnet as it was, when opening it has just upgraded it.
    pub fn upgraded_from(&self) -> Option<&Path> {
        self.upgraded_from.as_deref()
    }

    /// A verified copy under a new name, whole or not at all; an existing file is refused.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        self.copy_as(path, SCHEMA)
    }

    fn copy_as(&self, path: &Path, schema: i64) -> Result<()> {
        if path.symlink_metadata().is_ok() {
            return Err(Error::AlreadyExists {
                path: path.to_owned(),
            });
        }
        let (_folder, draft) = draft_beside(path)?;
        {
            let mut target = connect(&draft)?;
            {
                let backup = backup::Backup::new(&self.base.conn, &mut target)?;
                backup.run_to_completion(1000, Duration::ZERO, None)?;
            }
            let base = Base::new(target);
            prepare(&base, &draft)?;
            check_content(&base, &draft, schema)?;
        }
        fs::File::open(&draft)
            .and_then(|f| f.sync_all())
            .map_err(|e| Error::io(&draft, e))?;
        draft
            .persist_noclobber(path)
            .map_err(|e| Error::io(path, e.error))
    }
}

/// Statements kept prepared.
const PREPARED: usize = 128;

/// An empty file in a hidden folder beside `path`, so that taking its name is one rename; the
/// folder and whatever is left in it go when dropped.
fn draft_beside(path: &Path) -> Result<(tempfile::TempDir, tempfile::TempPath)> {
    let beside = folder_of(path);
    let folder = tempfile::Builder::new()
        .prefix(".carnet-")
        .tempdir_in(&beside)
        .map_err(|e| Error::io(&beside, e))?;
    let draft = tempfile::Builder::new()
        .tempfile_in(folder.path())
        .map_err(|e| Error::io(&beside, e))?
        .into_temp_path();
    Ok((folder, draft))
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// An existing regular file, by its absolute name without symbolic link.
fn check_path(path: &Path) -> Result<PathBuf> {
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
fn check_header(path: &Path) -> Result<i64> {
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

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that opens a database file"
)]
fn connect(path: &Path) -> Result<Connection> {
    // An absolute path: SQLite reads `file:…` as an address.
    let path = std::path::absolute(path).map_err(|e| Error::io(path, e))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::ZERO)?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    Ok(conn)
}

/// Settings of the connection, then the lock.
fn prepare(base: &Base, path: &Path) -> Result<()> {
    let conn = &base.conn;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "synchronous", "EXTRA")?;
    conn.pragma_update(None, "fullfsync", true)?; // macOS: reach the platter
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    // Takes the lock, and keeps it.
    conn.execute_batch("BEGIN EXCLUSIVE; COMMIT;")?;
    let mode: String =
        conn.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |row| row.get(0))?;
    if mode != "truncate" {
        return Err(Error::Damaged {
            path: path.to_owned(),
            detail: format!("journal {mode}"),
        });
    }
    Ok(())
}

/// The pages are sound and the structure is that of `schema`, to the letter.
fn check_content(base: &Base, path: &Path, schema: i64) -> Result<()> {
    let damaged = |detail: &str| Error::Damaged {
        path: path.to_owned(),
        detail: detail.to_owned(),
    };
    // SQLite reads a last page that was cut short as one that ends with zeros.
    let [pages, page] = ["page_count", "page_size"].map(|pragma| {
        base.conn
            .pragma_query_value(None, pragma, |row| row.get::<_, u32>(0))
    });
    let attendue = u64::from(pages?) * u64::from(page?);
    let taille = fs::metadata(path).map_err(|e| Error::io(path, e))?.len();
    if taille < attendue {
        return Err(damaged("fichier coupé"));
    }
    let verdict: String = base
        .conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(damaged("pages illisibles"));
    }
    if !upgrade::is_structure(base, schema)? {
        return Err(damaged("sa structure a été changée par un autre programme"));
    }
    Ok(())
}

fn busy_or_damaged(erreur: Error, path: &Path) -> Error {
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

impl Drop for Store {
    /// Takes the empty journal file away, so that a closed carnet is one file.
    fn drop(&mut self) {
        // Beside another file that took the name, the journal may be of another window.
        let replaced =
            self.has_moved().unwrap_or(true) && self.path().is_some_and(|path| path.exists());
        if !replaced {
            self.base
                .conn
                .pragma_update(None, "journal_mode", "DELETE")
                .ok();
        }
    }
}

impl Store {
    /// The session that writes now, for tests of the journal.
    pub const fn session(&self) -> Id {
        self.session
    }
}
