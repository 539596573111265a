//! A foreign database in memory, on a connection that can do nothing but read it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB};

use super::refus::Refus;
use crate::store::base::Base;

/// Time an examination may take in SQLite, whatever the size, and bytes for each further second.
const DELAI: Duration = Duration::from_secs(5);
const OCTETS_PAR_SECONDE: u64 = 4 << 20;

/// Statements of SQLite's machine between two looks at the clock.
const PAS: i32 = 10_000;

/// Wide enough for our own structures and questions, narrow enough that nothing a file holds can
/// make them long (`reliability.md` §3e, step 5).
const LIMITES: [(Limit, i32); 14] = [
    (Limit::SQLITE_LIMIT_LENGTH, 4_000_000),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 8),
    (Limit::SQLITE_LIMIT_VDBE_OP, 250_000),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 8),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    (Limit::SQLITE_LIMIT_PARSER_DEPTH, 100),
    (Limit::SQLITE_LIMIT_SCHEMA, 400),
];

/// Settings that hold before the first statement: a value each must answer.
const REGLAGES: [(DbConfig, bool); 9] = [
    (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
    (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
    (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
];

/// Pragmas that may be asked of a foreign file.
const PRAGMAS: [&str; 5] = [
    "integrity_check",
    "foreign_key_check",
    "table_info",
    "page_count",
    "page_size",
];

/// A foreign database, of which nothing but the list of its tables can be read until
/// [`Ram::accepte`].
pub(super) struct Ram {
    pub(super) base: Base,
    /// The structure was compared with ours.
    accepte: Arc<AtomicBool>,
}

impl Ram {
    pub(super) fn load(octets: &[u8]) -> Result<Self, Refus> {
        let mut conn = Connection::open_in_memory()?;
        for (reglage, valeur) in REGLAGES {
            if conn.set_db_config(reglage, valeur)? != valeur {
                return Err(Refus::Pages);
            }
        }
        for (limite, valeur) in LIMITES {
            conn.set_limit(limite, valeur)?;
        }
        let fin =
            Instant::now() + DELAI + Duration::from_secs(octets.len() as u64 / OCTETS_PAR_SECONDE);
        conn.progress_handler(PAS, Some(move || Instant::now() > fin))?;
        conn.deserialize_read_exact(MAIN_DB, octets, octets.len(), false)?;
        conn.execute_batch(
            "PRAGMA query_only = 1; PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0;
             PRAGMA temp_store = 2;",
        )?;
        // After the load, which attaches within SQLite.
        let accepte = Arc::new(AtomicBool::new(false));
        let ouvert = Arc::clone(&accepte);
        conn.authorizer(Some(move |demande: AuthContext<'_>| {
            permet(&demande.action, ouvert.load(Ordering::Relaxed))
        }))?;
        Ok(Self {
            base: Base::new(conn),
            accepte,
        })
    }

    /// Its structure is one of ours to the letter: its tables may be read.
    pub(super) fn accepte(&self) {
        self.accepte.store(true, Ordering::Relaxed);
    }

    /// Every page, every constraint and every reference is sound; on a connection that is not
    /// read-only, where SQLite would drop the constraints unsaid.
    pub(super) fn check_pages(&self) -> Result<(), Refus> {
        let verdict = self.base.one("PRAGMA integrity_check(1)", [], |row| {
            row.get::<_, String>(0)
        })?;
        if verdict != "ok" {
            return Err(Refus::Pages);
        }
        let orphans = self.base.exists("PRAGMA foreign_key_check", [])?;
        if orphans {
            return Err(Refus::Altere("un renvoi est sans cible".to_owned()));
        }
        Ok(())
    }

    /// The database without its chains, once everything in it was proven. Triggers stay off:
    /// no structure of ours has any.
    pub(super) fn release(self) -> Result<Base, Refus> {
        let mut conn = self.base.conn;
        conn.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
        conn.progress_handler(0, None::<fn() -> bool>)?;
        conn.set_limit(Limit::SQLITE_LIMIT_COMPOUND_SELECT, 500)?;
        conn.set_limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)?;
        conn.set_limit(Limit::SQLITE_LIMIT_FUNCTION_ARG, 127)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, true)?;
        conn.execute_batch("PRAGMA query_only = 0")?;
        Ok(Base::new(conn))
    }
}

/// What a statement may do: read; before the structure is proven, the list of tables alone.
fn permet(action: &AuthAction<'_>, accepte: bool) -> Authorization {
    let permis = match action {
        AuthAction::Select => true,
        AuthAction::Read { table_name, .. } => {
            accepte || matches!(*table_name, "sqlite_master" | "sqlite_schema")
        }
        AuthAction::Function { .. } | AuthAction::Recursive => accepte,
        AuthAction::Pragma { pragma_name, .. } => accepte && PRAGMAS.contains(pragma_name),
        _ => false,
    };
    if permis {
        Authorization::Allow
    } else {
        Authorization::Deny
    }
}
