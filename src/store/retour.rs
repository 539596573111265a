//! What somebody typed here that others should know: corrections of schools, entries of lists. It
//! goes back to those who sent their files.

use super::objet::Objet;
use super::{Champs, Ecrit, Genre, Store};
use crate::domain::Id;
use crate::error::Result;

/// What was typed of one object.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    pub genre: Genre,
    pub id: Id,
    /// The school it is about; none for an entry of a list.
    pub ecole: Option<Id>,
    pub champs: Champs,
}

/// What goes back; a school before what is said of it.
const GENRES: [Genre; 6] = [
    Genre::Solution,
    Genre::Dispositif,
    Genre::Terme,
    Genre::Correspondance,
    Genre::Ecole,
    Genre::EcoleChangement,
];

impl Store {
    /// What was typed of schools and of lists, and still stands.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        let mut corrections = Vec::new();
        for genre in GENRES {
            let sql = format!(
                "SELECT DISTINCT c.objet FROM changement c JOIN {} t ON t.id = c.objet
                 WHERE c.genre = ?1 AND c.source <> 'officiel' AND t.supprime = 0
                 ORDER BY c.objet",
                genre.as_str()
            );
            let ids = self.base.rows(&sql, [genre.as_str()], |row| row.get(0))?;
            for id in ids {
                corrections.extend(self.correction(genre, id)?);
            }
        }
        Ok(corrections)
    }

    fn correction(&self, genre: Genre, id: Id) -> Result<Option<Correction>> {
        let objet = Objet::load(&self.base, genre, id)?;
        let entree = !matches!(genre, Genre::Ecole | Genre::EcoleChangement);
        let mut champs = Champs::new();
        let mut dite = false;
        for champ in genre.champs() {
            let typed = objet.is_typed(champ.nom);
            // An entry of a list goes whole: it may be new there.
            let garde = typed || entree || champ.nom == "uai";
            if let Some(valeur) = objet.valeur(champ.nom).filter(|_| garde) {
                champs.0.push((champ.nom, Ecrit::Valeur(valeur.clone())));
                dite |= typed;
            }
        }
        if genre == Genre::Ecole && champs.get("uai").is_none() {
            let uai: Option<String> =
                (self.base).one("SELECT uai FROM ecole WHERE id = ?1", [id], |row| {
                    row.get(0)
                })?;
            champs = champs.set_opt("uai", uai);
        }
        let ecole = match genre {
            Genre::Ecole => Some(id),
            Genre::EcoleChangement => objet.valeur("ecole").and_then(super::Valeur::id),
            _ => None,
        };
        Ok(dite.then_some(Correction {
            genre,
            id,
            ecole,
            champs,
        }))
    }
}
