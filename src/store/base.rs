//! The few words in which the rest of `store` speaks to SQLite: `rows`, `each`, `one`, `maybe`,
//! `exists`, `execute`. Every statement is prepared once, kept, and counted.

use std::cell::Cell;

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, Params, Row, ToSql, types};

use super::{OperationId, Valeur};
use crate::domain::Id;
use crate::error::{Error, Result};

/// A connection that counts what it is asked.
pub(super) struct Base {
    pub(super) conn: Connection,
    statements: Cell<u64>,
}

impl Base {
    pub(super) fn new(conn: Connection) -> Self {
        // A plan that looks at the values it is given is made again at each new value. Where this
        // cannot be said, statements are slower and nothing else.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .ok();
        Self {
            conn,
            statements: Cell::new(0),
        }
    }

    pub(super) const fn statements_run(&self) -> u64 {
        self.statements.get()
    }

    fn count(&self) {
        self.statements.set(self.statements.get() + 1);
    }

    pub(super) fn execute(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.prepare(sql)?.execute(params)
    }

    /// A statement to run many times: looking it up costs as much as a small insertion.
    pub(super) fn prepare(&self, sql: &str) -> Result<Prepared<'_>> {
        Ok(Prepared {
            base: self,
            statement: self.conn.prepare_cached(sql)?,
        })
    }

    pub(super) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut from_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.count();
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(from_row(row)?);
        }
        Ok(found)
    }

    /// One row after another, none kept: for what is longer than memory should hold.
    pub(super) fn each(
        &self,
        sql: &str,
        params: impl Params,
        mut row: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.count();
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(found) = rows.next()? {
            row(found)?;
        }
        Ok(())
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        self.count();
        Ok(self.conn.prepare_cached(sql)?.query_row(params, from_row)?)
    }

    pub(super) fn maybe<T>(
        &self,
        sql: &str,
        params: impl Params,
        from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        self.count();
        Ok(self
            .conn
            .prepare_cached(sql)?
            .query_row(params, from_row)
            .optional()?)
    }

    pub(super) fn exists(&self, sql: &str, params: impl Params) -> Result<bool> {
        self.count();
        Ok(self.conn.prepare_cached(sql)?.exists(params)?)
    }
}

/// A statement held ready.
pub(super) struct Prepared<'a> {
    base: &'a Base,
    statement: CachedStatement<'a>,
}

impl Prepared<'_> {
    pub(super) fn execute(&mut self, params: impl Params) -> Result<usize> {
        self.base.count();
        Ok(self.statement.execute(params)?)
    }

    pub(super) fn maybe<T>(
        &mut self,
        params: impl Params,
        from_row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        self.base.count();
        Ok(self.statement.query_row(params, from_row).optional()?)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(erreur: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let reason = match erreur.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => "le disque est plein".to_owned(),
            Some(ErrorCode::ReadOnly) => "le fichier est en lecture seule".to_owned(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                "le fichier est occupé par un autre programme".to_owned()
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                "le fichier est abîmé".to_owned()
            }
            Some(ErrorCode::SystemIoFailure) => "le disque ne répond pas".to_owned(),
            Some(ErrorCode::OperationInterrupted) => return Self::Interrupted,
            _ => format!("réponse inattendue de la base ({erreur})"),
        };
        Self::Storage {
            reason,
            source: Box::new(erreur),
        }
    }
}

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<types::ToSqlOutput<'_>> {
        Ok(types::ToSqlOutput::Borrowed(types::ValueRef::Blob(
            self.as_bytes(),
        )))
    }
}

impl types::FromSql for Id {
    fn column_result(value: types::ValueRef<'_>) -> types::FromSqlResult<Self> {
        let octets = value.as_blob()?;
        let octets = <[u8; 16]>::try_from(octets).map_err(|_wrong_length| {
            types::FromSqlError::InvalidBlobSize {
                expected_size: 16,
                blob_size: octets.len(),
            }
        })?;
        Ok(Self::from_bytes(octets))
    }
}

impl ToSql for Valeur {
    fn to_sql(&self) -> rusqlite::Result<types::ToSqlOutput<'_>> {
        use types::{ToSqlOutput, ValueRef};
        Ok(match self {
            Self::Texte(texte) => ToSqlOutput::Borrowed(ValueRef::Text(texte.as_bytes())),
            Self::Entier(entier) => ToSqlOutput::Borrowed(ValueRef::Integer(*entier)),
            Self::Reel(reel) => ToSqlOutput::Borrowed(ValueRef::Real(*reel)),
            Self::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
        })
    }
}

/// The operation named by two columns, either NULL or a name.
pub(super) fn operation_id(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<OperationId>> {
    let session: Option<Id> = row.get(index)?;
    let numero: Option<i64> = row.get(index + 1)?;
    Ok(session
        .zip(numero)
        .map(|(session, numero)| OperationId { session, numero }))
}
