//! What the doctor asks beyond the dated facts: which schools the official files name, and the
//! values that contradict each other.

use chrono::NaiveDate;

use super::Store;
use super::faits::day;
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
        let dits = self.differends()?.into_iter().map(|d| {
            let mut valeurs = Vec::new();
            for v in &d.versions {
                let dite = if v.personne.is_empty() {
                    v.texte.clone()
                } else {
                    format!("{} ({})", v.texte, v.personne)
                };
                if !valeurs.contains(&dite) {
                    valeurs.push(dite);
                }
            }
            Desaccord {
                ecole: d.ecole,
                objet: d.objet,
                champ: if d.is_deletion() {
                    String::new()
                } else {
                    d.nom_champ.to_owned()
                },
                quoi: d.quoi,
                valeurs,
            }
        });
        Ok(dits.collect())
    }
}
