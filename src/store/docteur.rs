//! What the doctor asks beyond the dated facts: which schools the official files name, and the
//! values that contradict each other.

use chrono::NaiveDate;

use super::champs_json::SUPPRIME;
use super::faits::day;
use super::{Ecrit, Genre, LigneConflit, Store, libelles};
use crate::domain::Id;
use crate::domain::docteur::{Desaccord, Registre};
use crate::error::Result;

impl Store {
    /// The schools that official files name. Asked again only when [`Self::registre_revision`]
    /// moves: a register has as many rows as files times schools.
    pub fn registre(&self) -> Result<Registre> {
        let mut registre = Registre::default();
        self.base.rows(
            "SELECT ecole, jeu = 'annuaire', millesime FROM releve
             WHERE supprime = 0 AND ecole IS NOT NULL",
            [],
            |row| {
                let annuaire = row.get::<_, Option<bool>>(1)?.unwrap_or_default();
                let millesime: Option<NaiveDate> = day(row, 2)?.filter(|_| annuaire);
                registre.add(row.get(0)?, millesime);
                Ok(())
            },
        )?;
        Ok(registre)
    }

    /// Moves when a relevé may have been written, and only then.
    pub const fn registre_revision(&self) -> u64 {
        self.releves
    }

    /// The values that contradict each other, in words, one per field.
    pub fn desaccords(&self) -> Result<Vec<Desaccord>> {
        let lignes = self.conflits()?;
        let meme = |a: &LigneConflit, b: &LigneConflit| {
            (a.genre, a.objet, &a.champ) == (b.genre, b.objet, &b.champ)
        };
        lignes
            .chunk_by(meme)
            .map(|valeurs| self.desaccord(valeurs))
            .collect()
    }

    /// `valeurs`: those of one field.
    fn desaccord(&self, valeurs: &[LigneConflit]) -> Result<Desaccord> {
        let premiere = &valeurs[0];
        let supprime = premiere.champ == SUPPRIME;
        let mut dites = Vec::new();
        for ligne in valeurs {
            let ecrit = ligne.valeur.clone().map_or(Ecrit::Nul, Ecrit::Valeur);
            let valeur = self.en_mots(ligne.genre, &ligne.champ, &ecrit)?;
            let dite = if ligne.personne.is_empty() {
                valeur
            } else {
                format!("{valeur} ({})", ligne.personne)
            };
            if !dites.contains(&dite) {
                dites.push(dite);
            }
        }
        Ok(Desaccord {
            ecole: self.ecole_de(premiere.genre, premiere.objet)?,
            objet: premiere.objet,
            quoi: libelles::sujet(premiere.genre).to_owned(),
            champ: if supprime {
                String::new()
            } else {
                libelles::champ(premiere.genre, &premiere.champ).to_owned()
            },
            valeurs: dites,
        })
    }

    /// The school an object is about.
    pub(super) fn ecole_de(&self, genre: Genre, objet: Id) -> Result<Option<Id>> {
        if genre == Genre::Ecole {
            return Ok(Some(objet));
        }
        if !genre.colonnes().iter().any(|c| c.nom == "ecole") {
            return Ok(None);
        }
        let sql = format!("SELECT ecole FROM {} WHERE id = ?1", genre.as_str());
        let ecole = self
            .base
            .maybe(&sql, [objet], |row| row.get::<_, Option<Id>>(0))?;
        Ok(ecole.flatten())
    }
}
