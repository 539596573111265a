//! Drafts: what is being typed, kept in this file alone, outside the journal. Keeping one writes no
//! operation and moves no data revision.
//!
//! While a job borrows the carnet drafts go to a *rescue file* beside it, `x.carnet.brouillon`,
//! which is taken back as soon as the carnet is there again; so nothing typed waits for a job, and
//! a program that is killed meanwhile loses none of it.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Store;
use super::base::Base;
use crate::domain::Id;
use crate::error::{Error, Result};

/// What is being typed, or that it was thrown away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brouillon {
    /// Of what it will become.
    pub id: Id,
    /// What it is the draft of: `visite`.
    pub genre: String,
    /// `None`: thrown away.
    pub contenu: Option<String>,
    /// UTC milliseconds.
    pub quand: i64,
}

/// A rescue file is no longer than this: what is typed by hand is not.
const SECOURS: u64 = 16 * 1024 * 1024;

impl Store {
    /// The drafts of this kind, the latest first.
    pub fn brouillons(&self, genre: &str) -> Result<Vec<Brouillon>> {
        self.base.rows(
            "SELECT id, genre, contenu, quand FROM brouillon WHERE genre = ?1
             ORDER BY quand DESC, id DESC",
            [genre],
            |row| {
                Ok(Brouillon {
                    id: row.get(0)?,
                    genre: row.get(1)?,
                    contenu: row.get(2)?,
                    quand: row.get(3)?,
                })
            },
        )
    }

    /// Keeps a draft in the place of the last one of that identity, or throws it away.
    pub fn write_brouillon(&mut self, brouillon: &Brouillon) -> Result<()> {
        self.outside_the_journal(|base| write(base, brouillon))
    }

    /// Takes back what was typed while the carnet was lent, here or before a crash, then removes
    /// the rescue file. The newer of two drafts wins; one that became a visit since is dropped.
    /// Returns whether there was anything.
    pub fn take_back_secours(&mut self) -> Result<bool> {
        let Some(path) = self.path.clone() else {
            return Ok(false);
        };
        let secours = secours_de(&path);
        if secours.symlink_metadata().is_err() {
            return Ok(false);
        }
        let repris = read_secours(&secours)?;
        self.outside_the_journal(|base| {
            repris.iter().try_for_each(|brouillon| {
                let later = base.exists(
                    "SELECT 1 FROM brouillon WHERE id = ?1 AND quand > ?2
                     UNION ALL SELECT 1 FROM visite WHERE id = ?1",
                    (brouillon.id, brouillon.quand),
                )?;
                if later {
                    Ok(())
                } else {
                    write(base, brouillon)
                }
            })
        })?;
        fs::remove_file(&secours).map_err(|e| Error::io(&secours, e))?;
        Ok(!repris.is_empty())
    }

    /// One transaction that leaves the journal and the data revision alone.
    fn outside_the_journal(&self, act: impl FnOnce(&Base) -> Result<()>) -> Result<()> {
        self.begin()?;
        let done = act(&self.base).and_then(|()| self.base.execute("COMMIT", []));
        if let Err(erreur) = done {
            // A full disk may have rolled back already.
            self.base.execute("ROLLBACK", []).ok();
            return Err(erreur);
        }
        Ok(())
    }
}

fn write(base: &Base, brouillon: &Brouillon) -> Result<()> {
    let Some(contenu) = &brouillon.contenu else {
        return forget(base, brouillon.id);
    };
    base.execute(
        "INSERT INTO brouillon (id, genre, contenu, quand) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET contenu = excluded.contenu, quand = excluded.quand",
        (brouillon.id, &brouillon.genre, contenu, brouillon.quand),
    )?;
    Ok(())
}

/// What was typed is now said: its draft goes in the same transaction.
pub(super) fn forget(base: &Base, id: Id) -> Result<()> {
    base.execute("DELETE FROM brouillon WHERE id = ?1", [id])?;
    Ok(())
}

/// The rescue file of a carnet.
pub fn secours_de(carnet: &Path) -> PathBuf {
    let mut nom = carnet.as_os_str().to_owned();
    nom.push(".brouillon");
    PathBuf::from(nom)
}

/// Keeps a draft beside a carnet that is lent; written whole beside, then renamed.
pub fn write_secours(carnet: &Path, brouillon: &Brouillon) -> Result<()> {
    let secours = secours_de(carnet);
    let mut tous = if secours.symlink_metadata().is_ok() {
        read_secours(&secours)?
    } else {
        Vec::new()
    };
    tous.retain(|autre| autre.id != brouillon.id);
    tous.push(brouillon.clone());
    let write = || -> std::io::Result<()> {
        let folder = secours.parent().unwrap_or_else(|| Path::new("."));
        let mut draft = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer(&mut draft, &tous)?;
        draft.as_file().sync_all()?;
        draft.persist(&secours)?;
        Ok(())
    };
    write().map_err(|e| Error::io(&secours, e))
}

fn read_secours(secours: &Path) -> Result<Vec<Brouillon>> {
    let mut octets = Vec::new();
    fs::File::open(secours)
        .and_then(|f| f.take(SECOURS).read_to_end(&mut octets))
        .map_err(|e| Error::io(secours, e))?;
    serde_json::from_slice(&octets).map_err(|cause| {
        tracing::warn!(%cause, "rescue file");
        Error::Refused(format!(
            "Le fichier «\u{a0}{}\u{a0}», qui garde ce qui a été tapé pendant un travail, n’est \
             pas lisible. Il n’a pas été touché\u{202f}: mettez-le de côté.",
            secours.display()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Auteur;

    fn brouillon(contenu: &str, quand: i64) -> Brouillon {
        Brouillon {
            id: Id::MAX,
            genre: "visite".to_owned(),
            contenu: Some(contenu.to_owned()),
            quand,
        }
    }

    #[test]
    fn an_upgrade_keeps_what_was_being_typed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.carnet");
        let mut store = Store::create(&path, &Auteur::default()).unwrap();
        store.write_brouillon(&brouillon("à finir", 1)).unwrap();
        // As if the last version had had one column more: the table is made anew.
        let conn = &store.base.conn;
        conn.execute_batch("ALTER TABLE visite ADD COLUMN ancienne TEXT")
            .unwrap();
        store.upgrade().unwrap();
        assert!(
            store
                .base
                .conn
                .execute_batch("SELECT ancienne FROM visite")
                .is_err()
        );
        assert_eq!(
            store.brouillons("visite").unwrap(),
            [brouillon("à finir", 1)]
        );
    }
}
