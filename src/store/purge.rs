//! Erasure: the values go, for ever, wherever they stand in the journal.

use std::collections::BTreeSet;

use super::base::Base;
use super::champs_json;
use super::objet::parse_genre;
use super::{Genre, Store, identite, projection};
use crate::domain::Id;
use crate::error::{Error, Result};

impl Store {
    /// Erases an object, or one of its fields, with all that are one with it. Not undoable; every
    /// later merge erases it again.
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
        self.atomically(|base| {
            let mut touched = BTreeSet::new();
            for cible in identite::group(base, cible)? {
                base.execute(
                    "INSERT INTO purge (cible, champ, quand, motif) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (cible, champ) DO NOTHING",
                    (cible, champ.unwrap_or_default(), quand, motif),
                )?;
                apply(base, cible, champ.unwrap_or_default())?;
                touched.insert((genre, cible));
                touch_answers(base, cible, &mut touched)?;
            }
            projection::project(base, &touched)
        })
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
