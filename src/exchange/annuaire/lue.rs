//! What one row says of a school, held in little room: a national file has fifty thousand.

use chrono::NaiveDate;

use super::circonscription::Circonscription;
use crate::domain::{ChampEcole, EducationPrioritaire, Etat, Id, Statut, Uai};
use crate::store::{Champs, Ecrit, Valeur};

/// The text fields: nom, adresse, code postal, code commune, commune, téléphone, courriel, RPI.
const TEXTES: usize = 8;

/// A school as one row describes it. An empty text and `None` mean that the file says nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EcoleLue {
    pub(super) uai: Uai,
    /// Of the school, from its UAI.
    pub(super) id: Id,
    pub(super) ligne: u64,
    pub(super) departement: Option<&'static str>,
    pub(super) maternelle: Option<bool>,
    pub(super) elementaire: Option<bool>,
    pub(super) specialisee: Option<bool>,
    pub(super) rpi_concentre: Option<bool>,
    pub(super) statut: Option<Statut>,
    pub(super) education_prioritaire: Option<EducationPrioritaire>,
    pub(super) etat: Option<Etat>,
    pub(super) eleves: Option<u32>,
    pub(super) ouverture: Option<NaiveDate>,
    /// Latitude, longitude.
    pub(super) position: Option<(f64, f64)>,
    /// The number of a mention; after the reading, the place in the list of circonscriptions.
    pub(super) circonscription: Option<u32>,
    textes: Box<str>,
    fins: [u32; TEXTES],
}

impl EcoleLue {
    pub(super) fn new(uai: Uai, ligne: u64, textes: Textes) -> Self {
        Self {
            uai,
            id: Id::ecole(uai.as_str()),
            ligne,
            departement: None,
            maternelle: None,
            elementaire: None,
            specialisee: None,
            rpi_concentre: None,
            statut: None,
            education_prioritaire: None,
            etat: None,
            eleves: None,
            ouverture: None,
            position: None,
            circonscription: None,
            textes: textes.textes,
            fins: textes.fins,
        }
    }

    /// One of the text fields; empty when the file says nothing.
    pub(super) fn texte(&self, champ: ChampEcole) -> &str {
        match champ {
            ChampEcole::Nom => self.texte_at(0),
            ChampEcole::Adresse => self.texte_at(1),
            ChampEcole::CodePostal => self.texte_at(2),
            ChampEcole::Commune => self.texte_at(3),
            ChampEcole::CommuneNom => self.texte_at(4),
            ChampEcole::Telephone => self.texte_at(5),
            ChampEcole::Courriel => self.texte_at(6),
            ChampEcole::RpiDisperse => self.texte_at(7),
            _ => "",
        }
    }

    fn texte_at(&self, i: usize) -> &str {
        let debut = i.checked_sub(1).map_or(0, |avant| self.fins[avant]);
        self.textes
            .get(debut as usize..self.fins[i] as usize)
            .unwrap_or_default()
    }

    /// Whether two rows say the same, wherever they are.
    pub(super) fn says_as(&self, autre: &Self) -> bool {
        let ici = Self {
            ligne: autre.ligne,
            ..self.clone()
        };
        ici == *autre
    }

    /// What the row says of one field.
    pub(super) fn valeur(
        &self,
        champ: ChampEcole,
        circonscriptions: &[Circonscription],
    ) -> Option<Valeur> {
        match champ {
            ChampEcole::Maternelle => self.maternelle.map(Valeur::from),
            ChampEcole::Elementaire => self.elementaire.map(Valeur::from),
            ChampEcole::Specialisee => self.specialisee.map(Valeur::from),
            ChampEcole::RpiConcentre => self.rpi_concentre.map(Valeur::from),
            ChampEcole::Statut => self.statut.map(|s| s.as_str().into()),
            ChampEcole::EducationPrioritaire => {
                self.education_prioritaire.map(|e| e.as_str().into())
            }
            ChampEcole::Etat => self.etat.map(|e| e.as_str().into()),
            ChampEcole::Departement => self.departement.map(Valeur::from),
            ChampEcole::Eleves => self.eleves.map(Valeur::from),
            ChampEcole::Ouverture => self.ouverture.map(Valeur::from),
            ChampEcole::Latitude => self.position.map(|(latitude, _)| latitude.into()),
            ChampEcole::Longitude => self.position.map(|(_, longitude)| longitude.into()),
            ChampEcole::Circonscription => Some(
                circonscriptions
                    .get(self.circonscription? as usize)?
                    .id
                    .into(),
            ),
            // Not in the annuaire.
            ChampEcole::Secteur
            | ChampEcole::Fermeture
            | ChampEcole::Classes
            | ChampEcole::Successeur => None,
            ChampEcole::Nom
            | ChampEcole::Adresse
            | ChampEcole::CodePostal
            | ChampEcole::Commune
            | ChampEcole::CommuneNom
            | ChampEcole::Telephone
            | ChampEcole::Courriel
            | ChampEcole::RpiDisperse => {
                let texte = self.texte(champ);
                (!texte.is_empty()).then(|| texte.into())
            }
        }
    }

    /// All it says, as the store takes it: only the fields the file carries.
    pub(super) fn champs(&self, circonscriptions: &[Circonscription]) -> Champs {
        let mut champs = Champs(Vec::with_capacity(ChampEcole::COUNT));
        for champ in ChampEcole::ALL {
            if let Some(valeur) = self.valeur(champ, circonscriptions) {
                champs.0.push((champ.as_str(), Ecrit::Valeur(valeur)));
            }
        }
        champs
    }
}

/// The text fields of a row, being gathered in order.
#[derive(Default)]
pub(super) struct Textes {
    textes: Box<str>,
    fins: [u32; TEXTES],
}

impl Textes {
    /// `textes` in the order of [`TEXTES`]; `tampon` is used and left empty.
    pub(super) fn gather(tampon: &mut String, textes: [&str; TEXTES]) -> Self {
        tampon.clear();
        let mut fins = [0; TEXTES];
        for (fin, texte) in fins.iter_mut().zip(textes) {
            tampon.push_str(texte);
            *fin = tampon.len() as u32;
        }
        let lus = Self {
            textes: tampon.as_str().into(),
            fins,
        };
        tampon.clear();
        lus
    }
}
