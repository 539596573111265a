//! Writing an export: fresh, beside its place, proven whole, then under its name.
//!
//! The bytes depend on the rows and on the version of SQLite, on nothing else: tables without
//! rowid filled in the order of their keys, no clock, no chance. Nothing stands under the final name
//! before it is verified.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter};

use super::contenu::{Cellule, Contenu};
use super::empreinte::Empreinte;
use super::relire::verify;
use super::{APPLICATION_ID, EXPORT_SQL, FORMAT};
use crate::error::{Error, Result};
use crate::store::open::{draft_beside, folder_of};

/// Attempts to take the name: an antivirus or a sync client may hold it for a moment.
const ESSAIS: u32 = 6;

/// Rows between two questions whether to stop.
const PAS: usize = 1000;

impl ToSql for Cellule {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Nul => rusqlite::types::Null.to_sql(),
            Self::Entier(n) => n.to_sql(),
            Self::Reel(r) => r.to_sql(),
            Self::Texte(t) => t.to_sql(),
        }
    }
}

/// Writes a sealed content under a name nothing bears, or over an older export when `remplace`
/// says so; anything else that stands there stays. `step` is told how many rows are done, and may
/// stop it: nothing is then left.
pub fn write(
    path: &Path,
    contenu: &Contenu,
    attendue: &Empreinte,
    remplace: bool,
    mut step: impl FnMut(usize) -> Result<()>,
) -> Result<()> {
    check_place(path, remplace)?;
    let (_folder, draft) = draft_beside(path)?;
    fill(&draft, contenu, &mut step).map_err(|e| unwritten(e, path))?;
    step(0)?;
    let octets = fs::read(&draft).map_err(|e| Error::io(path, e))?;
    if verify(octets)? != *attendue {
        return Err(Error::Refused(
            "Le fichier écrit n’est pas celui qui était demandé\u{202f}: il n’a pas été gardé. \
             Vérifiez le disque, puis recommencez."
                .to_owned(),
        ));
    }
    fs::File::open(&draft)
        .and_then(|f| f.sync_all())
        .map_err(|e| Error::io(path, e))?;
    step(0)?;
    // Something may have taken the name meanwhile.
    check_place(path, remplace)?;
    take_name(draft, path, remplace)?;
    sync_folder(&folder_of(path));
    Ok(())
}

/// Whether this name is free, or bears an export that may be replaced.
pub fn check_place(path: &Path, remplace: bool) -> Result<()> {
    let Ok(meta) = path.symlink_metadata() else {
        return Ok(());
    };
    if !remplace {
        return Err(Error::AlreadyExists {
            path: path.to_owned(),
        });
    }
    if meta.is_file() && is_export(path)? {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "«\u{a0}{}\u{a0}» n’est pas un fichier envoyé à la DANE\u{202f}: il n’a pas été touché. \
         Choisissez un autre nom.",
        path.display()
    )))
}

/// Whether this regular file says that it is an export. Never asked of the carnet that is open: see
/// `store::open` on locks.
fn is_export(path: &Path) -> Result<bool> {
    let mut header = Vec::with_capacity(100);
    fs::File::open(path)
        .and_then(|f| f.take(100).read_to_end(&mut header))
        .map_err(|e| Error::io(path, e))?;
    let id = (APPLICATION_ID as u32).to_be_bytes();
    Ok(header.starts_with(b"SQLite format 3\0") && header.get(68..72) == Some(&id[..]))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a fresh file of another kind than a carnet"
)]
fn fill(draft: &Path, contenu: &Contenu, step: &mut impl FnMut(usize) -> Result<()>) -> Result<()> {
    let draft = std::path::absolute(draft).map_err(|e| Error::io(draft, e))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(draft, flags)?;
    conn.pragma_update(None, "page_size", 4096)?;
    conn.pragma_update_and_check(None, "journal_mode", "OFF", |_row| Ok(()))?;
    // The file is synced once, whole, before it takes its name.
    conn.pragma_update(None, "synchronous", "OFF")?;
    conn.execute_batch(&format!(
        "BEGIN; {EXPORT_SQL} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};"
    ))?;
    let mut faites = 0;
    for (table, lignes) in contenu.tables() {
        let colonnes: Vec<&str> = table.colonnes.iter().map(|c| c.nom).collect();
        let places = vec!["?"; colonnes.len()].join(", ");
        let mut insert = conn.prepare(&format!(
            "INSERT INTO {} ({}) VALUES ({places})",
            table.nom,
            colonnes.join(", ")
        ))?;
        for ligne in lignes {
            insert.execute(params_from_iter(ligne))?;
            faites += 1;
            if faites % PAS == 0 {
                step(faites)?;
            }
        }
    }
    conn.execute_batch("COMMIT;")?;
    conn.close().map_err(|(_conn, e)| Error::from(e))
}

/// A fault while the draft is written is one of the disk, not of the carnet.
fn unwritten(erreur: Error, path: &Path) -> Error {
    match erreur {
        Error::Storage { reason, .. } => Error::Refused(format!(
            "Le fichier «\u{a0}{}\u{a0}» n’a pas été écrit\u{202f}: {reason}. Vérifiez la place \
             sur le disque, puis recommencez.",
            path.display()
        )),
        autre => autre,
    }
}

fn take_name(draft: tempfile::TempPath, path: &Path, remplace: bool) -> Result<()> {
    let mut draft = draft;
    let mut essai = 1;
    loop {
        let done = if remplace {
            draft.persist(path)
        } else {
            draft.persist_noclobber(path)
        };
        let Err(echec) = done else { return Ok(()) };
        if echec.error.kind() == std::io::ErrorKind::AlreadyExists {
            return Err(Error::AlreadyExists {
                path: path.to_owned(),
            });
        }
        if essai == ESSAIS {
            return Err(Error::io(path, echec.error));
        }
        draft = echec.path;
        std::thread::sleep(Duration::from_millis(20 << essai));
        essai += 1;
    }
}

/// Makes the new name survive a power cut, where a folder can be synced.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        fs::File::open(folder).and_then(|f| f.sync_all()).ok();
    }
}
