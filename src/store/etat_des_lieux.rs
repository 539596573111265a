//! What is aimed at and the reports kept under a name: how they are written and read.

use super::ecritures_suivi::{named, some};
use super::faits::text;
use super::{Champs, Edit, Genre, Store};
use crate::domain::{AnneeScolaire, BilanEnregistre, Objectif, Source};
use crate::error::{Error, Result};

impl Edit<'_> {
    /// The share aimed at, for one scope and year.
    pub fn objectif(&mut self, o: &Objectif) -> Result<bool> {
        if o.part > 100 {
            return Err(Error::Invalid(
                "Un objectif est une part des écoles : donnez un nombre de 0 à 100.".to_owned(),
            ));
        }
        let champs = Champs::new()
            .set_opt("circonscription", o.circonscription)
            .set("rentree", i64::from(o.annee.rentree()))
            .set("part", i64::from(o.part))
            .set_opt("commentaire", some(&o.commentaire));
        self.put(Genre::Objectif, o.id(), champs, Source::Saisi)
    }

    /// The settings of a report.
    pub fn bilan_enregistre(&mut self, b: &BilanEnregistre) -> Result<bool> {
        named(&b.nom, "au bilan")?;
        let champs = Champs::new()
            .set("nom", b.nom.trim())
            .set("contenu", b.contenu.as_str());
        self.put(Genre::BilanEnregistre, b.id, champs, Source::Saisi)
    }
}

impl Store {
    pub(super) fn objectifs(&self) -> Result<Vec<Objectif>> {
        self.base.rows(
            "SELECT circonscription, rentree, part, commentaire FROM objectif
             WHERE supprime = 0 AND rentree IS NOT NULL AND part IS NOT NULL
             ORDER BY rentree, circonscription",
            [],
            |row| {
                Ok(Objectif {
                    circonscription: row.get(0)?,
                    annee: AnneeScolaire::from_debut(row.get(1)?),
                    part: row.get(2)?,
                    commentaire: text(row, 3)?,
                })
            },
        )
    }

    pub(super) fn bilans_enregistres(&self) -> Result<Vec<BilanEnregistre>> {
        self.base.rows(
            "SELECT id, nom, contenu FROM bilan_enregistre
             WHERE supprime = 0 ORDER BY nom, id",
            [],
            |row| {
                Ok(BilanEnregistre {
                    id: row.get(0)?,
                    nom: text(row, 1)?,
                    contenu: text(row, 2)?,
                })
            },
        )
    }
}
