//! What the carnet holds, as an import compares it with a file.

use std::sync::Arc;

use chrono::NaiveDate;

use super::JEU;
use super::circonscription::{Circonscription, cle};
use super::lue::EcoleLue;
use super::plan::Difference;
use crate::domain::date::date_longue;
use crate::domain::nombre::entier;
use crate::domain::{ChampEcole, Ecole, EducationPrioritaire, Etat, Faits, Id, Statut};
use crate::error::Result;
use crate::store::{SansCorrection, Store, Valeur};

/// The schools a carnet follows.
#[derive(Clone)]
pub struct Existant<'a> {
    store: &'a Store,
    faits: Arc<Faits>,
}

impl<'a> Existant<'a> {
    /// With the facts of `store` that a page already has.
    pub const fn new(store: &'a Store, faits: Arc<Faits>) -> Self {
        Self { store, faits }
    }

    pub fn read(store: &'a Store) -> Result<Self> {
        Ok(Self::new(store, Arc::new(store.faits()?)))
    }

    /// The school of this UAI, when the carnet follows it.
    pub(super) fn ecole(&self, uai: &str) -> Option<&Ecole> {
        let place = self
            .faits
            .ecoles
            .binary_search_by(|ecole| ecole.uai.as_str().cmp(uai))
            .ok()?;
        self.faits.ecoles.get(place)
    }

    pub(super) fn ecoles(&self) -> &[Ecole] {
        &self.faits.ecoles
    }

    /// The name of a circonscription the carnet knows.
    pub(super) fn circonscription(&self, id: Option<Id>) -> Option<&str> {
        Some(self.faits.circonscriptions.get(&id?)?.nom.as_str())
    }

    /// Calls `chaque` with what the carnet says of each of these schools (in order of identity)
    /// on the day of the data.
    pub(super) fn say(
        &self,
        millesime: NaiveDate,
        ecoles: &[Id],
        chaque: impl FnMut(Id, &SansCorrection) -> Result<()>,
    ) -> Result<()> {
        self.store.sans_correction(JEU, millesime, ecoles, chaque)
    }

    /// What the file says otherwise than the carnet, field by field.
    pub(super) fn differences(
        &self,
        connue: &SansCorrection,
        lue: &EcoleLue,
        circonscriptions: &[Circonscription],
    ) -> Vec<Difference> {
        let nom = |id: Id| {
            circonscriptions
                .iter()
                .find(|c| c.id == id)
                .map(|c| c.nom.as_str())
                .or_else(|| self.circonscription(Some(id)))
                .unwrap_or_default()
                .to_owned()
        };
        let mut differences = Vec::new();
        for champ in ChampEcole::ALL {
            let Some(apres) = lue.valeur(champ, circonscriptions) else {
                continue;
            };
            let avant = connue.dit(champ);
            if avant == Some(&apres) {
                continue;
            }
            let avant = avant.map_or_else(String::new, |v| words(champ, v, nom));
            let apres = words(champ, &apres, nom);
            // Known by its name in one file and by its code in another.
            if champ == ChampEcole::Circonscription && cle(&avant) == cle(&apres) {
                continue;
            }
            differences.push(Difference {
                champ,
                avant,
                apres,
                corrige: connue.tenu(champ).map(|v| words(champ, v, nom)),
            });
        }
        differences
    }
}

/// A value as a person reads it.
pub(in crate::exchange) fn words(
    champ: ChampEcole,
    valeur: &Valeur,
    nom_circonscription: impl Fn(Id) -> String,
) -> String {
    match (champ, valeur) {
        (
            ChampEcole::Maternelle
            | ChampEcole::Elementaire
            | ChampEcole::Specialisee
            | ChampEcole::RpiConcentre,
            Valeur::Entier(vrai),
        ) => if *vrai == 1 { "oui" } else { "non" }.to_owned(),
        (ChampEcole::Statut, Valeur::Texte(mot)) => {
            Statut::parse(mot).map_or_else(|| mot.clone(), |s| s.libelle().to_owned())
        }
        (ChampEcole::EducationPrioritaire, Valeur::Texte(mot)) => {
            match EducationPrioritaire::parse(mot) {
                Some(EducationPrioritaire::Hors) => "hors éducation prioritaire".to_owned(),
                _ => mot.clone(),
            }
        }
        (ChampEcole::Etat, Valeur::Texte(mot)) => match Etat::parse(mot) {
            Some(Etat::Ouvert) => "ouvert".to_owned(),
            Some(Etat::AFermer) => "à fermer".to_owned(),
            Some(Etat::AOuvrir) => "à ouvrir".to_owned(),
            None => mot.clone(),
        },
        (ChampEcole::Ouverture | ChampEcole::Fermeture, Valeur::Texte(jour)) => jour
            .parse()
            .map_or_else(|_no_day| jour.clone(), date_longue),
        (_, Valeur::Texte(texte)) => texte.clone(),
        (_, Valeur::Entier(nombre)) => entier(*nombre),
        (_, Valeur::Reel(reel)) => format!("{reel:.5}").replace('.', ","),
        (_, Valeur::Id(id)) => nom_circonscription(*id),
    }
}
