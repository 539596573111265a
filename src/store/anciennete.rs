//! How recent what the carnet holds is: what the import of an older file may not replace, and what
//! a preview must say stays.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::faits::day;
use super::objet::Objet;
use super::{Genre, JeuLot, Store};
use crate::domain::{Id, Source};
use crate::error::Result;

/// Of a school (UAI) and a rentrée, the newest lot that names them: its millésime, then its
/// identity.
pub type LotsRecents = BTreeMap<(i32, String), (NaiveDate, Id)>;

impl Store {
    /// The schools (UAI) and rentrées named by a lot of this dataset at least as recent as
    /// `millesime`: what an import of that day may not replace.
    pub fn lots_recents(&self, jeu: JeuLot, millesime: NaiveDate) -> Result<LotsRecents> {
        let sql = format!(
            "SELECT l.periode, m.uai, l.millesime, l.id
             FROM lot l JOIN {} m ON m.lot = l.id
             WHERE l.supprime = 0 AND l.jeu = ?1 AND l.millesime >= ?2
             ORDER BY l.millesime, l.id",
            jeu.table()
        );
        let nommes = self
            .base
            .rows(&sql, (jeu.as_str(), millesime.to_string()), |row| {
                let periode: Option<String> = row.get(0)?;
                Ok((
                    periode.and_then(|p| p.parse().ok()),
                    row.get::<_, String>(1)?,
                    day(row, 2)?,
                    row.get::<_, Id>(3)?,
                ))
            })?;
        Ok(nommes
            .into_iter()
            .filter_map(|(rentree, uai, jour, id)| Some(((rentree?, uai), (jour?, id))))
            .collect())
    }

    /// Where the value shown of a field comes from; `None` when nobody states it.
    pub fn source_of(&self, genre: Genre, objet: Id, champ: &str) -> Result<Option<Source>> {
        let objet = Objet::load(&self.base, genre, objet)?;
        Ok(objet.shown(champ).map(|tete| tete.changement.source))
    }
}
