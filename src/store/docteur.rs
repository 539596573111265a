//! What the doctor asks beyond the dated facts: which schools the official files name, and the
//! values that contradict each other.

use chrono::NaiveDate;

use super::champs_json::SUPPRIME;
use super::differend::first_said;
use super::faits::day;
use super::objet::Objet;
use super::{Ecrit, LigneConflit, Store, libelles};
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

    /// The values that contradict each other, in words, one per field. Asked after each write:
    /// only what an undo gave back is looked for in the journal.
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
        let mut dites = Vec::new();
        for ligne in valeurs {
            let ecrit = ligne.valeur.clone().map_or(Ecrit::Nul, Ecrit::Valeur);
            let valeur = self.en_mots(ligne.genre, &ligne.champ, &ecrit)?;
            let personne = self.first_author(ligne)?;
            let dite = if personne.is_empty() {
                valeur
            } else {
                format!("{valeur} ({personne})")
            };
            if !dites.contains(&dite) {
                dites.push(dite);
            }
        }
        Ok(Desaccord {
            ecole: self.ecole_de(premiere.genre, premiere.objet)?,
            objet: premiere.objet,
            quoi: self.designe_en_tete(premiere.genre, premiere.objet)?,
            champ: if premiere.champ == SUPPRIME {
                String::new()
            } else {
                libelles::champ(premiere.genre, &premiere.champ).to_owned()
            },
            valeurs: dites,
        })
    }

    fn first_author(&self, ligne: &LigneConflit) -> Result<String> {
        if !ligne.rendue {
            return Ok(ligne.personne.clone());
        }
        let objet = Objet::load(&self.base, ligne.genre, ligne.objet)?;
        let dite = first_said(&objet, ligne.cle, &ligne.champ);
        let sql = "SELECT personne FROM session WHERE id = ?1";
        self.base.one(sql, [dite.session], |row| row.get(0))
    }
}
