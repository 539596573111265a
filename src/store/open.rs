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
//! What is refused, and why, stands in `refus`.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags, backup};

use super::base::Base;
use super::refus::{
    APPLICATION_ID, busy_or_damaged, check_header, check_pages, check_path, check_structure,
};
use super::{Auteur, Edit, Entrouvert, Store, ebauche, listes, upgrade};
use crate::domain::Id;
use crate::error::{Error, Result};

/// The number of `schema.sql`. Frozen at the end of each issue.
pub(super) const SCHEMA: i64 = 5;

pub(super) const SCHEMA_SQL: &str = include_str!("../../schema.sql");

/// Bytes of the pages of a new carnet, which it keeps for life. The journal's rows are half a
/// kilobyte long and stand in their b-tree whole: pages of the usual 4 KiB hold five, which makes a
/// deep tree, slower by a quarter to fill and by a third to check at each opening. A save takes
/// the same time: it waits for the disk, not for its bytes.
const PAGE: i64 = 16 * 1024;

/// Pages kept in memory while many are written, in KiB: enough for the working set of a national
/// register, small enough for an old laptop.
const CACHE_KIB: i64 = 16 * 1024;

/// Otherwise SQLite's own: what one save touches.
const CACHE_USUEL_KIB: i64 = 2000;

/// While a carnet is opened: every page is read once, in order, so that keeping it serves nothing.
const CACHE_OUVERTURE_KIB: i64 = 512;

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
        let (_folder, draft) = ebauche::carnet(path)?;
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
        let mut conn = Connection::open_in_memory()?;
        VIERGE.with(|vierge| -> Result<()> {
            if vierge.get().is_none() {
                vierge.set(vierge_in_memory()?).ok();
            }
            if let Some(vierge) = vierge.get() {
                backup::Backup::new(vierge, &mut conn)?.run_to_completion(
                    1000,
                    Duration::ZERO,
                    None,
                )?;
            }
            Ok(())
        })?;
        let base = Base::new(conn);
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
        Entrouvert::new(path, auteur)?.check()
    }

    /// Whether opening this carnet would bring it to today's schema, and so write it.
    pub fn is_older(path: &Path) -> Result<bool> {
        let path = check_path(path)?;
        Ok(check_header(&path)? < SCHEMA)
    }

    /// As [`Self::open`], without the copy that an older schema asks for: for what is itself a copy.
    pub(super) fn open_unguarded(path: &Path, auteur: &Auteur) -> Result<Self> {
        let (mut store, schema) = Self::hold(path, auteur)?;
        check_pages(&store.base, path).map_err(|e| busy_or_damaged(e, path))?;
        if schema < SCHEMA {
            store.upgrade()?;
        }
        Ok(store)
    }

    /// Holds the carnet; every page of it is still to be checked.
    pub(super) fn hold(path: &Path, auteur: &Auteur) -> Result<(Self, i64)> {
        let path = check_path(path)?;
        let schema = check_header(&path)?;
        let base = Base::new(connect(&path)?);
        if base.conn.is_readonly(MAIN_DB)? {
            let refus = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
            return Err(Error::io(&path, refus));
        }
        prepare(&base, &path).map_err(|e| busy_or_damaged(e, &path))?;
        check_structure(&base, &path, schema).map_err(|e| busy_or_damaged(e, &path))?;
        let store = Self::new(base, Some(path.clone()), auteur);
        Ok((store.map_err(|e| busy_or_damaged(e, &path))?, schema))
    }

    /// Checks every page, then brings a carnet of an older schema up to date. What was left beside
    /// it by a program that was killed goes.
    pub(super) fn trust(mut self, schema: i64) -> Result<Self> {
        let path = self.path().unwrap_or_else(|| Path::new("")).to_owned();
        check_pages(&self.base, &path).map_err(|e| busy_or_damaged(e, &path))?;
        ebauche::sweep(&folder_of(&path));
        self.base
            .conn
            .pragma_update(None, "cache_size", -CACHE_USUEL_KIB)?;
        if schema < SCHEMA {
            let copy = upgrade::copy_path(&path, schema);
            self.copy_as(&copy, schema)?;
            self.upgrade()?;
            self.upgraded_from = Some(copy);
        }
        Ok(self)
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

    /// The pages of a copy made by [`Self::copy_to`], checked whole.
    pub(super) fn open_copy(path: &Path) -> Result<Base> {
        let path = check_path(path)?;
        let schema = check_header(&path)?;
        let base = Base::new(connect(&path)?);
        prepare(&base, &path).map_err(|e| busy_or_damaged(e, &path))?;
        check_structure(&base, &path, schema).map_err(|e| busy_or_damaged(e, &path))?;
        check_pages(&base, &path).map_err(|e| busy_or_damaged(e, &path))?;
        Ok(base)
    }

    fn copy_as(&self, path: &Path, schema: i64) -> Result<()> {
        if path.symlink_metadata().is_ok() {
            return Err(Error::AlreadyExists {
                path: path.to_owned(),
            });
        }
        let (_folder, draft) = ebauche::carnet(path)?;
        {
            let mut target = connect(&draft)?;
            {
                let backup = backup::Backup::new(&self.base.conn, &mut target)?;
                backup.run_to_completion(1000, Duration::ZERO, None)?;
            }
            let base = Base::new(target);
            prepare(&base, &draft)?;
            check_structure(&base, &draft, schema)?;
            check_pages(&base, &draft)?;
        }
        fs::File::open(&draft)
            .and_then(|f| f.sync_all())
            .map_err(|e| Error::io(&draft, e))?;
        draft
            .persist_noclobber(path)
            .map_err(|e| Error::io(path, e.error))
    }
}

thread_local! {
    /// A carnet in which nothing is written, whose pages those in memory begin with: declaring a
    /// hundred tables takes longer than most of what the tests of the journal do in them.
    static VIERGE: OnceCell<Connection> = const { OnceCell::new() };
}

fn vierge_in_memory() -> Result<Connection> {
    let conn = Connection::open_in_memory()?;
    conn.pragma_update(None, "page_size", PAGE)?;
    conn.execute_batch(&format!("BEGIN; {SCHEMA_SQL} COMMIT;"))?;
    Ok(conn)
}

/// Statements kept prepared.
const PREPARED: usize = 128;

pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
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
    conn.pragma_update(None, "cache_size", -CACHE_OUVERTURE_KIB)?;
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
