//! Facts as the pages write them: typed values in, journal fields out.

use chrono::NaiveDate;

use super::{Champs, Edit, Genre, Valeur};
use crate::domain::{ChampEcole, Deploiement, Etape, Id, Perimetre, Source};
use crate::error::{Error, Result};

/// The columns of the stages, in the order of [`Etape::ALL`].
pub(super) const ETAPES: [&str; 5] = [
    "projet_le",
    "conventionne_le",
    "comptes_le",
    "forme_le",
    "utilise_le",
];

impl Edit<'_> {
    /// Creates a deployment, or writes what changed in it. Returns whether anything did.
    ///
    /// An end before the start is refused, with the sentence to show at the field.
    pub fn deploiement(&mut self, d: &Deploiement) -> Result<bool> {
        self.deploiement_from(d, Source::Saisi)
    }

    /// As [`Self::deploiement`], from a colleague's spreadsheet as well.
    pub fn deploiement_from(&mut self, d: &Deploiement, source: Source) -> Result<bool> {
        if let (Some(debut), Some(fin)) = (d.debut, d.fin)
            && fin < debut
        {
            return Err(Error::Invalid(
                "La fin est avant le début : corrigez l’une des deux dates.".to_owned(),
            ));
        }
        let (perimetre, classes, total) = match d.perimetre {
            Perimetre::Ecole => ("ecole", None, None),
            Perimetre::Classes { nombre, total } => ("classes", nombre, total),
        };
        let mut champs = Champs::new()
            .set("ecole", d.ecole)
            .set("solution", d.solution)
            .set_opt("projet", d.projet)
            .set_opt("debut", d.debut)
            .set_opt("fin", d.fin)
            .set("perimetre", perimetre)
            .set_opt("classes", classes)
            .set_opt("classes_total", total);
        for (etape, champ) in Etape::ALL.into_iter().zip(ETAPES) {
            champs = champs.set_opt(champ, d.etape(etape));
        }
        let commentaire = (!d.commentaire.is_empty()).then_some(d.commentaire.as_str());
        champs = champs.set_opt("commentaire", commentaire);
        self.put(Genre::Deploiement, d.id, champs, source)
    }

    /// « Vérifié le … par … ».
    pub fn verification(&mut self, ecole: Id, le: NaiveDate, par: &str) -> Result<()> {
        let champs = Champs::new()
            .set("ecole", ecole)
            .set("le", le)
            .set("par", par);
        self.put(Genre::Verification, Id::fresh(), champs, Source::Saisi)?;
        Ok(())
    }

    /// A correction: typed, undated, beats every relevé; `None` withdraws it and what the files
    /// say shows again. Returns whether anything was written.
    pub fn corriger_ecole(
        &mut self,
        ecole: Id,
        champ: ChampEcole,
        valeur: Option<Valeur>,
    ) -> Result<bool> {
        let champs = match valeur {
            Some(valeur) => Champs::new().set(champ.as_str(), valeur),
            None => Champs::new().retire(champ.as_str()),
        };
        self.put(Genre::Ecole, ecole, champs, Source::Saisi)
    }

    /// Typed values of a school that are true from `depuis` on. Returns the new object.
    pub fn changer_ecole(&mut self, ecole: Id, depuis: NaiveDate, champs: Champs) -> Result<Id> {
        let id = Id::fresh();
        self.changer_ecole_as(id, ecole, depuis, champs)?;
        Ok(id)
    }

    /// As [`Self::changer_ecole`], under a chosen identity.
    pub fn changer_ecole_as(
        &mut self,
        id: Id,
        ecole: Id,
        depuis: NaiveDate,
        champs: Champs,
    ) -> Result<()> {
        let mut tous = Champs::new().set("ecole", ecole).set("depuis", depuis);
        tous.0.extend(champs.0);
        self.put(Genre::EcoleChangement, id, tous, Source::Saisi)?;
        Ok(())
    }

    /// A school no file knows, typed by its UAI (already checked) and name.
    pub fn nouvelle_ecole(&mut self, uai: &str, champs: Champs) -> Result<Id> {
        let id = Id::ecole(uai);
        let mut tous = Champs::new().set("uai", uai);
        tous.0.extend(champs.0);
        self.put(Genre::Ecole, id, tous, Source::Saisi)?;
        Ok(id)
    }

    /// A relevé: what the file `jeu` of `millesime` says of the school `uai` (already checked).
    /// Creates the school. `champs` holds school fields only ([`ChampEcole`]).
    /// Returns whether anything was written.
    pub fn releve(
        &mut self,
        jeu: &str,
        millesime: NaiveDate,
        uai: &str,
        champs: Champs,
    ) -> Result<bool> {
        let champs = releve_champs(jeu, millesime, uai, champs);
        let id = releve_id(jeu, millesime, uai);
        self.put(Genre::Releve, id, champs, Source::Officiel { millesime })
    }
}

/// All the fields of a relevé: what it is about, then what it says.
pub(super) fn releve_champs(jeu: &str, millesime: NaiveDate, uai: &str, champs: Champs) -> Champs {
    let mut tous = Champs(Vec::with_capacity(champs.0.len() + 4))
        .set("ecole", Id::ecole(uai))
        .set("uai", uai)
        .set("jeu", jeu)
        .set("millesime", millesime);
    tous.0.extend(champs.0);
    tous
}

/// The identity of a relevé: the same file read twice names the same object.
pub fn releve_id(jeu: &str, millesime: NaiveDate, uai: &str) -> Id {
    Id::derived("releve", &format!("{uai}/{jeu}/{millesime}"))
}
