//! Writing an export: made and proven whole in memory, written beside its place, then under its name.
//!
//! The bytes depend on the rows and on the version of SQLite, on nothing else: tables without
//! rowid filled in the order of their keys, no clock, no chance. Nothing is on the disk before it is
//! verified.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, MAIN_DB, ToSql, params_from_iter};

use super::contenu::{Cellule, Contenu};
use super::empreinte::Empreinte;
use super::relire::verify;
use super::{APPLICATION_ID, EXPORT_SQL, FORMAT};
use crate::error::{Error, Result};
use crate::store::ebauche;
use crate::store::open::folder_of;

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

/// The bytes of the file that holds this content, proven to be what was asked.
///
/// They are made in memory: nothing of a file to be put under a passphrase is ever on the disk
/// without it. `step` is told how many rows are done, and may stop it.
pub fn octets(
    contenu: &Contenu,
    attendue: &Empreinte,
    mut step: impl FnMut(usize) -> Result<()>,
) -> Result<Vec<u8>> {
    let octets = fill(contenu, &mut step)?;
    step(0)?;
    if verify(&octets)? != attendue.hexa() {
        return Err(Error::Refused(
            "Le fichier préparé n’est pas celui qui était demandé\u{202f}: il n’a pas été écrit. \
             Recommencez\u{202f}; si cela se répète, signalez-le."
                .to_owned(),
        ));
    }
    Ok(octets)
}

/// Gives these bytes a name nothing bears, or over an older export when `remplace` says so; anything
/// else that stands there stays. The name bears nothing, the older file, or the whole new one.
pub fn place(path: &Path, octets: &[u8], remplace: bool) -> Result<()> {
    check_place(path, remplace)?;
    let mut draft = ebauche::envoi(path)?;
    let io = |e| Error::io(path, e);
    draft.write_all(octets).map_err(io)?;
    draft.as_file().sync_all().map_err(io)?;
    // Something may have taken the name meanwhile.
    check_place(path, remplace)?;
    take_name(draft.into_temp_path(), path, remplace)?;
    sync_folder(&folder_of(path));
    Ok(())
}

/// Whether this name is free, or bears an export that may be replaced.
pub(super) fn check_place(path: &Path, remplace: bool) -> Result<()> {
    let Ok(meta) = path.symlink_metadata() else {
        return Ok(());
    };
    if !remplace {
        return Err(Error::AlreadyExists {
            path: path.to_owned(),
        });
    }
    if meta.is_file() && looks_sent(path)? {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "«\u{a0}{}\u{a0}» n’est pas un fichier envoyé à la DANE\u{202f}: il n’a pas été touché. \
         Choisissez un autre nom.",
        path.display()
    )))
}

/// Whether this regular file says that it is an export, or bears the name of one under a passphrase
/// and is such a file. Never asked of the carnet that is open: see `store::open` on locks.
fn looks_sent(path: &Path) -> Result<bool> {
    let mut header = Vec::with_capacity(100);
    fs::File::open(path)
        .and_then(|f| f.take(100).read_to_end(&mut header))
        .map_err(|e| Error::io(path, e))?;
    let id = (APPLICATION_ID as u32).to_be_bytes();
    let export = header.starts_with(b"SQLite format 3\0") && header.get(68..72) == Some(&id[..]);
    let named = path.file_stem().is_some_and(|nom| {
        Path::new(nom)
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("sqlite"))
    });
    Ok(export || named && header.starts_with(b"age-encryption.org/v1\n"))
}

fn fill(contenu: &Contenu, step: &mut impl FnMut(usize) -> Result<()>) -> Result<Vec<u8>> {
    let mut conn = Connection::open_in_memory()?;
    conn.pragma_update(None, "page_size", 4096)?;
    // What is read again checks every reference at once.
    conn.pragma_update(None, "foreign_keys", false)?;
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
    Ok(conn.serialize(MAIN_DB)?.to_vec())
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
