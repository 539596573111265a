//! The repairs the doctor proposes, each inside one operation, and what was set aside.

use super::objet::Objet;
use super::situation::Couches;
use super::{Champs, Edit, Genre, evenement_ecole_id, participation_id, projet_ecole_id};
use crate::domain::docteur::Reparation;
use crate::domain::{ChampEcole, Domaine, Id, Source, Uai};
use crate::error::{Error, Result};

impl Edit<'_> {
    /// Mends. Refused, with a sentence, when what it was proposed for is no longer there.
    pub fn reparer(&mut self, reparation: &Reparation) -> Result<()> {
        match reparation {
            Reparation::Recoder { ecole, vers } => self.recoder_ecole(*ecole, *vers).map(drop),
            Reparation::SupprimerDoublon { ecole } => self.supprimer_doublon(*ecole),
            Reparation::NoterFermeture { ecole, fermeture } => self
                .corriger_ecole(*ecole, ChampEcole::Fermeture, Some((*fermeture).into()))
                .map(drop),
            Reparation::Terminer { deploiements, fin } => {
                for &id in deploiements {
                    let possible = self.store.base.exists(
                        "SELECT 1 FROM deploiement
                         WHERE id = ?1 AND supprime = 0 AND (debut IS NULL OR debut <= ?2)",
                        (id, fin.to_string()),
                    )?;
                    if !possible {
                        return Err(Error::Invalid(
                            "Cet ENT n’est plus noté, ou commence après cette fin\u{202f}: rien \
                             n’a été changé."
                                .to_owned(),
                        ));
                    }
                    let champs = Champs::new().set("fin", *fin);
                    self.put(Genre::Deploiement, id, champs, Source::Saisi)?;
                }
                Ok(())
            }
        }
    }

    /// Somebody says that a finding is right after all, or takes it back.
    pub fn ignorer(&mut self, cle: &str, ignore: bool) -> Result<()> {
        if ignore {
            self.correspondance(Domaine::Docteur, cle, "ignoré")?;
            return Ok(());
        }
        let texte = format!("{}/{cle}", Domaine::Docteur.as_str());
        let id = Id::derived("correspondance", &texte);
        self.delete(Genre::Correspondance, id)
    }

    /// Gives a school that was only typed its right UAI: everything noted of it goes to the school
    /// of that UAI, made when the carnet has none; what is already known of that one stays as it
    /// is, and the school of the wrong UAI is deleted. Returns the school it is now.
    ///
    /// # Errors
    /// A school that an official file names keeps its UAI.
    pub fn recoder_ecole(&mut self, de: Id, vers: Uai) -> Result<Id> {
        let cible = Id::ecole(vers.as_str());
        let ancien = self
            .store
            .base
            .maybe(
                "SELECT uai FROM ecole WHERE id = ?1 AND supprime = 0",
                [de],
                |row| row.get::<_, Option<String>>(0),
            )?
            .ok_or_else(gone)?
            .unwrap_or_default();
        if cible == de || self.is_named(de)? {
            return Err(Error::Invalid(format!(
                "Un fichier officiel connaît l’école {ancien}\u{202f}: elle garde son UAI."
            )));
        }
        self.complete(de, cible, vers)?;
        for genre in noted_of_a_school() {
            for id in self.visible(genre, de)? {
                self.move_one(genre, id, cible)?;
            }
        }
        for texte in self.store.base.rows(
            "SELECT texte FROM correspondance
             WHERE supprime = 0 AND domaine = 'ecole' AND valeur = ?1",
            [&ancien],
            |row| row.get::<_, String>(0),
        )? {
            self.correspondance(Domaine::Ecole, &texte, vers.as_str())?;
        }
        // What has moved must no longer be among the parts that the deletion takes along.
        self.project()?;
        self.delete(Genre::Ecole, de)?;
        Ok(cible)
    }

    /// States of `cible` what was typed of `de` and nobody says of it.
    fn complete(&mut self, de: Id, cible: Id, vers: Uai) -> Result<()> {
        let base = &self.store.base;
        let connue = base.exists(
            "SELECT 1 FROM ecole WHERE id = ?1 AND supprime = 0",
            [cible],
        )?;
        let (tapee, autre) = (Couches::load(base, de)?, Couches::load(base, cible)?);
        let mut champs = Champs::new();
        if !connue {
            champs = champs.set("uai", vers.as_str());
        }
        for (place, champ) in ChampEcole::ALL.into_iter().enumerate() {
            if let Some(valeur) = tapee.correction[place].clone()
                && !(connue && autre.says(place))
            {
                champs = champs.set(champ.as_str(), valeur);
            }
        }
        self.put(Genre::Ecole, cible, champs, Source::Saisi)?;
        Ok(())
    }

    fn move_one(&mut self, genre: Genre, id: Id, cible: Id) -> Result<()> {
        match genre {
            // Named by its project and its school.
            Genre::ProjetEcole => {
                let objet = Objet::load(&self.store.base, genre, id)?;
                if let Some(projet) = objet.valeur("projet").and_then(|v| v.id()) {
                    self.projet_ecole(projet, cible, true)?;
                    if id != projet_ecole_id(projet, cible) {
                        self.delete(genre, id)?;
                    }
                }
                Ok(())
            }
            Genre::Conditions => {
                let le = |dites: &Objet| dites.valeur("le")?.texte().map(str::to_owned);
                let autre = |le: String| Id::derived("conditions", &format!("{cible}/{le}"));
                self.copy_to(genre, id, cible, |dites| le(dites).map(autre))
            }
            Genre::Participation => {
                let seance = |dites: &Objet| dites.valeur("seance")?.id();
                self.copy_to(genre, id, cible, |dites| {
                    seance(dites).map(|seance| participation_id(seance, cible))
                })?;
                self.delete(genre, id)
            }
            Genre::EvenementEcole => {
                let evenement = |dites: &Objet| dites.valeur("evenement")?.id();
                self.copy_to(genre, id, cible, |dites| {
                    evenement(dites).map(|evenement| evenement_ecole_id(evenement, cible))
                })?;
                self.delete(genre, id)
            }
            _ => {
                let champs = Champs::new().set("ecole", cible);
                self.put(genre, id, champs, Source::Saisi).map(drop)
            }
        }
    }

    /// What is named by its school (and its day, its session, its event) is said again of the
    /// other school under the name `autre` gives it, without touching what was said there.
    fn copy_to(
        &mut self,
        genre: Genre,
        id: Id,
        cible: Id,
        autre: impl FnOnce(&Objet) -> Option<Id>,
    ) -> Result<()> {
        let base = &self.store.base;
        let dites = Objet::load(base, genre, id)?;
        let Some(autre) = autre(&dites) else {
            return Ok(());
        };
        let connues = Objet::load(base, genre, autre)?;
        let mut champs = Champs::new().set("ecole", cible);
        for champ in genre.champs().iter().filter(|c| c.nom != "ecole") {
            if connues.valeur(champ.nom).is_none()
                && let Some(valeur) = dites.valeur(champ.nom)
            {
                champs = champs.set(champ.nom, valeur.clone());
            }
        }
        self.put(genre, autre, champs, Source::Saisi).map(drop)
    }

    fn supprimer_doublon(&mut self, ecole: Id) -> Result<()> {
        let mut vide = !self.is_named(ecole)?;
        for genre in noted_of_a_school().filter(|g| *g != Genre::EcoleChangement) {
            vide &= self.visible(genre, ecole)?.is_empty();
        }
        if !vide {
            return Err(Error::Invalid(
                "Quelque chose a été noté de cette école depuis\u{202f}: elle n’a pas été \
                 supprimée."
                    .to_owned(),
            ));
        }
        self.delete(Genre::Ecole, ecole)
    }

    /// Whether an official file names the school.
    fn is_named(&self, ecole: Id) -> Result<bool> {
        let sql = "SELECT 1 FROM releve WHERE ecole = ?1 AND supprime = 0";
        self.store.base.exists(sql, [ecole])
    }

    fn visible(&self, genre: Genre, ecole: Id) -> Result<Vec<Id>> {
        let sql = format!(
            "SELECT id FROM {} WHERE ecole = ?1 AND supprime = 0",
            genre.as_str()
        );
        self.store.base.rows(&sql, [ecole], |row| row.get(0))
    }
}

/// The kinds people write about a school.
fn noted_of_a_school() -> impl Iterator<Item = Genre> {
    Genre::ALL.into_iter().filter(|genre| {
        *genre != Genre::Releve && genre.colonnes().iter().any(|c| c.nom == "ecole")
    })
}

fn gone() -> Error {
    Error::Invalid("Cette école n’est plus dans le carnet.".to_owned())
}
