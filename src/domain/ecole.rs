//! What a school is at one date: the words of the register, each a closed vocabulary.
//!
//! Source of the rules: `domain.md` §1.2 (natures), §1.9 (éducation prioritaire), §2.1 (annuaire).

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Id, Population};

/// Public or privé (the official files call it « secteur » or « statut »).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Statut {
    Public,
    Prive,
}

impl Statut {
    pub const ALL: [Self; 2] = [Self::Public, Self::Prive];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Prive => "prive",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == texte)
    }

    /// As written on screen.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Public => "Public",
            Self::Prive => "Privé",
        }
    }
}

/// Decided by the register's two flags alone, never by the school's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Nature {
    Maternelle,
    Elementaire,
    Primaire,
}

impl Nature {
    pub const ALL: [Self; 3] = [Self::Maternelle, Self::Elementaire, Self::Primaire];

    /// `None` when both flags are off: the register does not say.
    pub const fn from_flags(maternelle: bool, elementaire: bool) -> Option<Self> {
        match (maternelle, elementaire) {
            (true, false) => Some(Self::Maternelle),
            (false, true) => Some(Self::Elementaire),
            (true, true) => Some(Self::Primaire),
            (false, false) => None,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maternelle => "maternelle",
            Self::Elementaire => "elementaire",
            Self::Primaire => "primaire",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Maternelle => "Maternelle",
            Self::Elementaire => "Élémentaire",
            Self::Primaire => "Primaire",
        }
    }
}

/// Member of a network of priority education; `Hors` is a known « no », not an unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EducationPrioritaire {
    Hors,
    Rep,
    RepPlus,
}

impl EducationPrioritaire {
    pub const ALL: [Self; 3] = [Self::Hors, Self::Rep, Self::RepPlus];

    /// As stored: the official files leave the cell empty outside the networks.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hors => "",
            Self::Rep => "REP",
            Self::RepPlus => "REP+",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.as_str() == texte)
    }
}

/// The state the register gives a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Etat {
    Ouvert,
    AFermer,
    AOuvrir,
}

impl Etat {
    pub const ALL: [Self; 3] = [Self::Ouvert, Self::AFermer, Self::AOuvrir];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ouvert => "OUVERT",
            Self::AFermer => "A FERMER",
            Self::AOuvrir => "A OUVRIR",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.as_str() == texte)
    }
}

/// What is known of a school over one stretch of time, as lists, figures and maps need it.
///
/// Addresses, telephone and e-mail stay in the store: only the school's own sheet shows them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Situation {
    /// Empty when no file and no person ever named it.
    pub nom: Arc<str>,
    pub maternelle: bool,
    pub elementaire: bool,
    pub specialisee: bool,
    pub statut: Option<Statut>,
    /// INSEE code, five characters.
    pub commune: Option<Arc<str>>,
    pub commune_nom: Option<Arc<str>>,
    /// Three characters: `088`, `02A`, `974`.
    pub departement: Option<Arc<str>>,
    pub circonscription: Option<Id>,
    /// The secteur de collège.
    pub secteur: Option<Id>,
    pub education_prioritaire: Option<EducationPrioritaire>,
    /// Number of the RPI dispersé, six digits.
    pub rpi: Option<Arc<str>>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// Pupils, as the register or a person says; see [`crate::domain::Faits::eleves_au`] for the
    /// measured number.
    pub eleves: Option<u32>,
    /// `eleves` was typed: it beats the measured number.
    pub eleves_saisi: bool,
    /// Classes, typed; see [`crate::domain::Faits::classes_au`].
    pub classes: Option<u32>,
    /// First day, included.
    pub ouverture: Option<NaiveDate>,
    /// First day without the school: open while `ouverture ≤ D < fermeture`.
    pub fermeture: Option<NaiveDate>,
    pub etat: Option<Etat>,
    /// The school that took its pupils when it closed.
    pub successeur: Option<Id>,
}

impl Situation {
    pub const fn nature(&self) -> Option<Nature> {
        Nature::from_flags(self.maternelle, self.elementaire)
    }

    /// « Élémentaires et primaires » in the words of the DANE: the élémentaire flag.
    pub const fn elementaire_ou_primaire(&self) -> bool {
        self.elementaire
    }

    /// Announced, not yet open: never counted, whatever its dates.
    pub fn a_ouvrir(&self) -> bool {
        self.etat == Some(Etat::AOuvrir)
    }

    /// Open at `jour`: `ouverture ≤ jour < fermeture`, and not announced as yet to open
    /// (`design.md` §5). An unknown opening is taken as long past.
    pub fn ouverte_au(&self, jour: NaiveDate) -> bool {
        !self.a_ouvrir()
            && self.ouverture.is_none_or(|d| d <= jour)
            && self.fermeture.is_none_or(|d| jour < d)
    }
}

/// A [`Situation`] and the stretch of time it describes.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodeSituation {
    /// First day, included; `None` on the oldest one, which speaks for all that came before.
    pub de: Option<NaiveDate>,
    /// First day it no longer describes; `None` on the newest.
    pub a: Option<NaiveDate>,
    /// The date of the oldest fact behind it: before that day, what it says is « supposé ».
    pub depuis: NaiveDate,
    pub situation: Situation,
}

/// A school of the carnet and all it has been.
#[derive(Clone, Debug, PartialEq)]
pub struct Ecole {
    pub id: Id,
    pub uai: String,
    /// In order of time, without a gap; never empty.
    pub situations: Vec<PeriodeSituation>,
}

impl Ecole {
    /// What the school is on `jour`, and whether that is only « supposé » (before any evidence).
    pub fn au(&self, jour: NaiveDate) -> (&Situation, bool) {
        let periode = self.au_periode(jour);
        (&periode.situation, jour < periode.depuis)
    }

    /// What this school is on `jour`, when it is open and of this population.
    pub fn comptee_au(&self, jour: NaiveDate, population: Population) -> Option<&Situation> {
        let (situation, _) = self.au(jour);
        let comptee = situation.ouverte_au(jour) && population.contains(situation.statut);
        comptee.then_some(situation)
    }

    /// « École Élise, Épinal », as lines say it.
    pub fn dite_au(&self, jour: NaiveDate) -> String {
        let (situation, _) = self.au(jour);
        let nom = if situation.nom.is_empty() {
            "École sans nom"
        } else {
            &situation.nom
        };
        match situation.commune_nom.as_deref() {
            Some(commune) if !commune.is_empty() => format!("{nom}, {commune}"),
            _ => nom.to_owned(),
        }
    }

    /// The stretch of time that speaks for `jour`.
    pub fn au_periode(&self, jour: NaiveDate) -> &PeriodeSituation {
        self.situations
            .iter()
            .rev()
            .find(|p| p.de.is_none_or(|de| de <= jour))
            .unwrap_or(&self.situations[0])
    }
}
