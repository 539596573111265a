//! The relevés of one file of the annuaire, written together.

use chrono::NaiveDate;

use super::ecritures::releve_champs;
use super::neufs::Neuf;
use super::{Champs, Edit, Genre, releve_id};
use crate::domain::Uai;
use crate::error::Result;

/// Schools between two looks at whether to go on.
const PAS: usize = 64;

impl Edit<'_> {
    /// Writes what the file `jeu` of `millesime` says of these schools, each named once; the same
    /// as [`Edit::releve`] for each. Much faster when they come in the order of their identities:
    /// the widest table then grows at its end.
    ///
    /// `suivre` is told how many have been read, many times a second; its error stops the writing.
    /// Returns how many were written.
    pub fn releves(
        &mut self,
        jeu: &str,
        millesime: NaiveDate,
        ecoles: impl Iterator<Item = (Uai, Champs)> + Send,
        mut suivre: impl FnMut(usize) -> Result<()>,
    ) -> Result<usize> {
        if self.may_know(jeu, millesime)? {
            self.store.keep_more_pages()?;
            let mut ecrits = 0;
            for (rang, (uai, champs)) in ecoles.enumerate() {
                if rang.is_multiple_of(PAS) {
                    suivre(rang)?;
                }
                ecrits += usize::from(self.releve(jeu, millesime, uai.as_str(), champs)?);
            }
            return Ok(ecrits);
        }
        let neufs = ecoles.map(|(uai, champs)| releve_neuf(jeu, millesime, uai.as_str(), champs));
        Ok(self.neufs(neufs, suivre)?.nombre)
    }

    /// Whether something of this file may already be there, or must not come back. A relevé taken
    /// back by an undo no longer says which file it was of.
    fn may_know(&self, jeu: &str, millesime: NaiveDate) -> Result<bool> {
        Ok(self.purges
            || self.store.base.exists(
                "SELECT 1 FROM releve WHERE jeu = ?1 AND millesime = ?2
                 UNION ALL SELECT 1 FROM releve WHERE jeu IS NULL",
                (jeu, millesime.to_string()),
            )?)
    }
}

/// A relevé of a file that the carnet has never seen.
pub fn releve_neuf(jeu: &str, millesime: NaiveDate, uai: &str, champs: Champs) -> Neuf {
    Neuf {
        genre: Genre::Releve,
        id: releve_id(jeu, millesime, uai),
        champs: releve_champs(jeu, millesime, uai, champs),
        millesime,
    }
}
