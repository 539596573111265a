//! Erasure: the values go, for ever, wherever they stand in the journal.

use std::collections::BTreeSet;
use std::path::Path;

use super::base::Base;
use super::champs_json;
use super::objet::parse_genre;
use super::open::folder_of;
use super::{Auteur, Genre, Store, ebauche, identite, projection, sauvegarde, union};
use crate::domain::Id;
use crate::error::{Error, Result};

impl Store {
    /// Erases an object, or one of its fields, with all that are one with it, here and in the copies
    /// made before merges and before upgrades. Not undoable; every later merge erases it again.
    ///
    /// # Errors
    /// A copy that holds it cannot be written: nothing is erased, and the sentence says which.
    pub fn purge(
        &mut self,
        genre: Genre,
        cible: Id,
        champ: Option<&str>,
        motif: &str,
    ) -> Result<()> {
        if let Some(champ) = champ
            && genre.champ(champ).is_none()
        {
            return Err(Error::Invalid(format!(
                "« {} » n’a pas de champ « {champ} ».",
                genre.as_str()
            )));
        }
        if !self
            .base
            .exists("SELECT 1 FROM changement WHERE objet = ?1", [cible])?
        {
            return Err(Error::Invalid(
                "Cet élément n’existe pas : rien à effacer.".to_owned(),
            ));
        }
        let quand = self.auteur.horloge.millisecondes();
        let group = identite::group(&self.base, cible)?;
        let purges: Vec<Purge> = group
            .iter()
            .map(|&cible| (cible, champ.unwrap_or_default().into(), quand, motif.into()))
            .collect();
        // The copies first: what is left if the machine stops here is a carnet that still shows
        // the person, and not a copy that nobody thinks of.
        self.erase_in_copies(&purges)?;
        self.atomically(|base| {
            base.conn.pragma_update(None, "secure_delete", true)?;
            let mut touched = BTreeSet::new();
            note(base, &purges)?;
            for cible in group {
                apply(base, cible, champ.unwrap_or_default())?;
                touched.insert((genre, cible));
                touch_answers(base, cible, &mut touched)?;
            }
            projection::project(base, &touched)
        })?;
        if self.path().is_some() {
            // What was written over earlier stands in free pages.
            self.base.conn.execute_batch("VACUUM")?;
        }
        Ok(())
    }

    /// Erases what this carnet erases, and `autres`, in the copies that stand beside it. One of an
    /// older schema is brought to today's: the version that wrote it could not erase from it, and
    /// would no longer be the one to open it.
    pub(super) fn erase_in_copies(&self, autres: &[Purge]) -> Result<()> {
        let Some(path) = self.path() else {
            return Ok(());
        };
        // What a kill has left may hold it too.
        ebauche::sweep(&folder_of(path));
        let copies = sauvegarde::copies(path, &self.fusions()?);
        if copies.is_empty() {
            return Ok(());
        }
        let mut purges = all(&self.base)?;
        purges.extend_from_slice(autres);
        if purges.is_empty() {
            return Ok(());
        }
        for copy in copies {
            let erased = Self::erase_in_copy(&copy, &self.auteur, &purges);
            // A copy one cannot go back to is of no use, and may hold anything.
            let erased = match erased {
                Err(Error::Damaged { .. } | Error::NotACarnet { .. }) => {
                    std::fs::remove_file(&copy).map_err(|e| Error::io(&copy, e))
                }
                autre => autre,
            };
            erased.map_err(|e| {
                Error::Invalid(format!(
                    "La copie «\u{a0}{}\u{a0}» n’a pas pu être réécrite\u{202f}: rien n’est effacé. {} \
                     Supprimez cette copie, puis recommencez.",
                    copy.display(),
                    e.user_message()
                ))
            })?;
        }
        Ok(())
    }

    /// Rewrites a copy without what was erased, down to its free pages.
    fn erase_in_copy(copy: &Path, auteur: &Auteur, purges: &[Purge]) -> Result<()> {
        let mut store = Self::open_unguarded(copy, auteur)?;
        store.base.conn.pragma_update(None, "secure_delete", true)?;
        store.atomically(|base| {
            note(base, purges)?;
            let mut touched = BTreeSet::new();
            union::erase(base, &mut touched)?;
            projection::project(base, &touched)
        })?;
        store.base.conn.execute_batch("VACUUM")?;
        Ok(())
    }

    /// Runs `act` in one transaction outside the journal of operations.
    pub(super) fn atomically<T>(&mut self, act: impl FnOnce(&Base) -> Result<T>) -> Result<T> {
        self.begin()?;
        let done = act(&self.base).and_then(|result| {
            self.base.execute("COMMIT", [])?;
            Ok(result)
        });
        match done {
            Ok(result) => {
                self.revision += 1;
                self.releves += 1;
                self.changed = super::Genre::ALL.into();
                Ok(result)
            }
            Err(erreur) => {
                self.base.execute("ROLLBACK", []).ok();
                Err(erreur)
            }
        }
    }
}

/// What was erased: its target, the field or nothing, when (UTC milliseconds), why.
pub(super) type Purge = (Id, String, i64, String);

/// All that was erased.
pub(super) fn all(base: &Base) -> Result<Vec<Purge>> {
    base.rows("SELECT cible, champ, quand, motif FROM purge", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })
}

/// Notes what was erased, once.
pub(super) fn note(base: &Base, purges: &[Purge]) -> Result<()> {
    for purge in purges {
        base.execute(
            "INSERT INTO purge (cible, champ, quand, motif) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (cible, champ) DO NOTHING",
            (purge.0, &purge.1, purge.2, &purge.3),
        )?;
    }
    Ok(())
}

/// The answers about an erased object count for nothing.
pub(super) fn touch_answers(
    base: &Base,
    cible: Id,
    touched: &mut BTreeSet<(Genre, Id)>,
) -> Result<()> {
    let answers = identite::answers_about(base, cible)?;
    touched.extend(answers.into_iter().map(|id| (Genre::Identite, id)));
    Ok(())
}

/// Removes the erased values from every change of the object; fingerprints stay.
pub(super) fn apply(base: &Base, cible: Id, champ: &str) -> Result<()> {
    let changes = base.rows(
        "SELECT session, seq, genre, champs FROM changement WHERE objet = ?1",
        [cible],
        |row| {
            Ok((
                row.get::<_, Id>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
            ))
        },
    )?;
    for (session, seq, genre, texte) in changes {
        let mut champs = champs_json::decode(parse_genre(&genre)?, &texte)?;
        champs
            .0
            .retain(|(nom, _)| !champ.is_empty() && *nom != champ);
        let reste = champs_json::encode(&champs);
        if reste != texte {
            base.execute(
                "UPDATE changement SET champs = ?3 WHERE session = ?1 AND seq = ?2",
                (session, seq, reste),
            )?;
        }
    }
    Ok(())
}
