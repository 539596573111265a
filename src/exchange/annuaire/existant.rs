//! What the carnet holds, as an import compares it with a file.

use std::sync::Arc;

use chrono::NaiveDate;

use super::circonscription::{Circonscription, cle};
use super::lue::EcoleLue;
use super::plan::Difference;
use crate::domain::date::date_longue;
use crate::domain::nombre::entier;
use crate::domain::{ChampEcole, Ecole, EducationPrioritaire, Etat, Faits, Id, Situation, Statut};
use crate::error::Result;
use crate::store::{Store, Valeur};

/// The fields of the annuaire that [`Faits`] carries: the others are written without a preview.
const CHAMPS_COMPARES: [ChampEcole; 16] = [
    ChampEcole::Nom,
    ChampEcole::Maternelle,
    ChampEcole::Elementaire,
    ChampEcole::Specialisee,
    ChampEcole::Statut,
    ChampEcole::Commune,
    ChampEcole::CommuneNom,
    ChampEcole::Departement,
    ChampEcole::Circonscription,
    ChampEcole::EducationPrioritaire,
    ChampEcole::RpiDisperse,
    ChampEcole::Latitude,
    ChampEcole::Longitude,
    ChampEcole::Eleves,
    ChampEcole::Ouverture,
    ChampEcole::Etat,
];

/// The schools a carnet follows.
#[derive(Clone, Debug, Default)]
pub struct Existant {
    faits: Arc<Faits>,
}

impl Existant {
    /// From the facts a page already has.
    pub const fn new(faits: Arc<Faits>) -> Self {
        Self { faits }
    }

    pub fn read(store: &Store) -> Result<Self> {
        Ok(Self::new(Arc::new(store.faits()?)))
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

    /// What the file says otherwise than the carnet on the day of the data, field by field.
    pub(super) fn differences(
        &self,
        ecole: &Ecole,
        lue: &EcoleLue,
        circonscriptions: &[Circonscription],
        millesime: NaiveDate,
    ) -> Vec<Difference> {
        let (situation, _) = ecole.au(millesime);
        let mut differences = Vec::new();
        for champ in ChampEcole::ALL {
            let Some(apres) = lue.valeur(champ, circonscriptions) else {
                continue;
            };
            if !CHAMPS_COMPARES.contains(&champ) {
                continue;
            }
            let avant = shown(situation, champ);
            if avant.as_ref() == Some(&apres) {
                continue;
            }
            let nom_lu = |id: Id| {
                circonscriptions
                    .iter()
                    .find(|c| c.id == id)
                    .map(|c| c.nom.as_str())
                    .or_else(|| self.circonscription(Some(id)))
                    .unwrap_or_default()
                    .to_owned()
            };
            let avant = avant.map_or_else(String::new, |v| words(champ, &v, nom_lu));
            let apres = words(champ, &apres, nom_lu);
            // Known by its name in one file and by its code in another.
            if champ == ChampEcole::Circonscription && cle(&avant) == cle(&apres) {
                continue;
            }
            differences.push(Difference {
                champ,
                avant,
                apres,
            });
        }
        differences
    }
}

/// What the carnet shows of a field, as the store would write it.
fn shown(situation: &Situation, champ: ChampEcole) -> Option<Valeur> {
    let texte = |texte: &Option<String>| texte.as_deref().map(Valeur::from);
    match champ {
        ChampEcole::Nom => (!situation.nom.is_empty()).then(|| situation.nom.as_str().into()),
        ChampEcole::Maternelle => Some(situation.maternelle.into()),
        ChampEcole::Elementaire => Some(situation.elementaire.into()),
        ChampEcole::Specialisee => Some(situation.specialisee.into()),
        ChampEcole::Statut => situation.statut.map(|s| s.as_str().into()),
        ChampEcole::Commune => texte(&situation.commune),
        ChampEcole::CommuneNom => texte(&situation.commune_nom),
        ChampEcole::Departement => texte(&situation.departement),
        ChampEcole::Circonscription => situation.circonscription.map(Valeur::from),
        ChampEcole::Secteur => situation.secteur.map(Valeur::from),
        ChampEcole::EducationPrioritaire => {
            situation.education_prioritaire.map(|e| e.as_str().into())
        }
        ChampEcole::RpiDisperse => texte(&situation.rpi),
        ChampEcole::Latitude => situation.latitude.map(Valeur::from),
        ChampEcole::Longitude => situation.longitude.map(Valeur::from),
        ChampEcole::Eleves => situation.eleves.map(Valeur::from),
        ChampEcole::Classes => situation.classes.map(Valeur::from),
        ChampEcole::Successeur => situation.successeur.map(Valeur::from),
        ChampEcole::Ouverture => situation.ouverture.map(Valeur::from),
        ChampEcole::Fermeture => situation.fermeture.map(Valeur::from),
        ChampEcole::Etat => situation.etat.map(|e| e.as_str().into()),
        ChampEcole::Adresse
        | ChampEcole::CodePostal
        | ChampEcole::RpiConcentre
        | ChampEcole::Telephone
        | ChampEcole::Courriel => None,
    }
}

/// A value as a person reads it.
fn words(champ: ChampEcole, valeur: &Valeur, nom_circonscription: impl Fn(Id) -> String) -> String {
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
