//! The verified copy made before a merge, and going back to it.
//!
//! The copy is a carnet like any other, beside the one it was made of. Going back puts its pages
//! into the file that is open, then what must survive: erasures, which always win, and the drafts,
//! which belong to the screen. A session begins anew, as at every opening: what is written next
//! never bears the name of something the carnet has forgotten.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use unicode_normalization::UnicodeNormalization as _;

use super::{Fusion, Store, purge, upgrade};
use crate::domain::Id;
use crate::error::{Error, Result};

/// Begins what the names of these copies say in brackets; the day follows.
const MENTION: &str = "avant fusion du ";

/// The copies made before merges and before upgrades: those the carnet remembers, and those beside
/// it that bear its name, since going back forgets the merge and leaves the copy.
pub(super) fn copies(path: &Path, fusions: &[Fusion]) -> BTreeSet<PathBuf> {
    // Some disks and shares decompose the accents of the names they are given.
    let nfc = |nom: &OsStr| nom.to_string_lossy().nfc().collect::<String>();
    let stem = nfc(path.file_stem().unwrap_or_default());
    let debuts = [MENTION, upgrade::MENTION].map(|mention| format!("{stem} ({mention}"));
    let beside = std::fs::read_dir(super::open::folder_of(path))
        .into_iter()
        .flatten()
        .filter_map(|entree| Some(entree.ok()?.path()))
        .filter(|copy| {
            let nom = nfc(copy.file_name().unwrap_or_default());
            debuts.iter().any(|debut| nom.starts_with(debut)) && nom.ends_with(".carnet")
        });
    let known = fusions.iter().filter_map(|f| f.sauvegarde.clone());
    known.chain(beside).filter(|copy| copy.is_file()).collect()
}

/// Pages copied at a time.
const PAGES: i32 = 1_000;

impl Store {
    /// Makes the copy to come back to; `None` for a carnet in memory.
    pub fn sauvegarder(&self) -> Result<Option<PathBuf>> {
        let Some(path) = self.path() else {
            return Ok(None);
        };
        let jour = self.auteur.horloge.aujourdhui();
        let copy = upgrade::beside(path, &format!("{MENTION}{jour}"));
        self.copy_to(&copy)?;
        Ok(Some(copy))
    }

    /// Goes back to before the last merge.
    ///
    /// # Errors
    /// Something was written since, or the copy is no longer there or no longer sound: nothing is
    /// changed.
    pub fn revenir(&mut self) -> Result<()> {
        let copy = self.retour()?.and_then(|f| f.sauvegarde).ok_or_else(|| {
            Error::Invalid(
                "On ne peut plus revenir à avant la fusion\u{202f}: quelque chose a été écrit \
                 depuis, ou la copie n’est plus là. La copie, si elle existe, s’ouvre comme un \
                 carnet."
                    .to_owned(),
            )
        })?;
        self.restore(&copy)
    }

    fn restore(&mut self, copy: &Path) -> Result<()> {
        let source = Self::open_copy(copy)?;
        let purges = purge::all(&self.base)?;
        let brouillons = self.base.rows(
            "SELECT id, genre, contenu, quand FROM brouillon",
            [],
            |row| {
                Ok((
                    row.get::<_, Id>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, i64>(3)?,
                ))
            },
        )?;
        self.base.conn.flush_prepared_statement_cache();
        {
            let backup = Backup::new(&source.conn, &mut self.base.conn)?;
            // An error leaves the pages as they were: the copy is one transaction.
            loop {
                match backup.step(PAGES)? {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => std::thread::sleep(Duration::from_millis(10)),
                }
            }
        }
        drop(source);
        self.session = Id::random();
        self.session_written = false;
        self.numero = 0;
        self.seq = 0;
        self.atomically(|base| {
            let mut touched = BTreeSet::new();
            purge::note(base, &purges)?;
            super::union::erase(base, &mut touched)?;
            for (id, genre, contenu, quand) in &brouillons {
                base.execute(
                    "INSERT INTO brouillon (id, genre, contenu, quand) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (id) DO UPDATE SET contenu = excluded.contenu,
                       quand = excluded.quand",
                    (id, genre, contenu, quand),
                )?;
            }
            super::projection::project(base, &touched)
        })?;
        self.hlc = 0;
        self.everything_moved()
    }
}
