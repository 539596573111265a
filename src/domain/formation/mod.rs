//! Trainings: a dispositif, its sessions, who took part, school by school; events and instances.
//! Facts: `domain.md` §1.7.
//!
//! `heures` counts, `suivie` says which schools were trained, `verification` what is odd.

mod heures;
mod suivie;
mod verification;

use chrono::NaiveDate;

pub use self::heures::{Cumul, Quotite};
pub use self::suivie::{AFormer, Formees, Usages, a_former, derniere_formation, formees, usages};
pub(in crate::domain) use self::suivie::{DernieresSeances, derniere, schools, suivie, trainings};
pub use self::verification::{
    ChampSeance, Remarque, ecole_fermee, est_lointaine, parse_duree_seance, parse_part,
    parse_personnes, parse_satisfaction, remarques, satisfaction_dite,
};

use super::Id;

/// A closed vocabulary of three things: its word in the journal, its words on screen.
macro_rules! vocabulaire {
    ($(#[$doc:meta])* $nom:ident { $($variante:ident = $mot:literal, $libelle:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $nom { $($variante),+ }

        impl $nom {
            pub const ALL: &'static [Self] = &[$(Self::$variante),+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variante => $mot),+ }
            }

            pub fn parse(texte: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == texte)
            }

            pub const fn libelle(self) -> &'static str {
                match self { $(Self::$variante => $libelle),+ }
            }
        }
    };
}

vocabulaire! {
    /// Where people signed up.
    Systeme {
        Gaia = "GAIA", "GAIA";
        Sofia = "SOFIA-FMO", "SOFIA-FMO";
        HorsPlan = "hors plan", "Hors plan";
    }
}

vocabulaire! {
    /// Whether people were named for it or came of their own will.
    Public {
        Designe = "designe", "Public désigné";
        Volontaire = "volontaire", "Volontaires";
    }
}

vocabulaire! {
    Modalite {
        Presentiel = "presentiel", "Présentiel";
        Distanciel = "distanciel", "Distanciel";
        Hybride = "hybride", "Hybride";
        Observation = "observation", "Observation en classe";
        Magistere = "magistere", "M@gistère";
    }
}

vocabulaire! {
    StatutSeance {
        Prevue = "prevue", "Prévue";
        Tenue = "tenue", "Tenue";
        Annulee = "annulee", "Annulée";
    }
}

/// A training plan entry: what its sessions are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formation {
    pub id: Id,
    pub titre: String,
    pub objectifs: String,
    pub systeme: Option<Systeme>,
    /// Its number there.
    pub reference: String,
    pub public: Option<Public>,
    /// A [`super::Terme`] of the list « cycle ».
    pub cycle: Option<Id>,
    /// In order of day; undated ones last.
    pub seances: Vec<Seance>,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seance {
    pub id: Id,
    pub formation: Id,
    pub le: Option<NaiveDate>,
    /// Minutes: its length, and how much of it counts in the 18 hours.
    pub duree: Option<u32>,
    pub duree_18h: Option<u32>,
    pub modalite: Option<Modalite>,
    pub lieu: String,
    pub statut: Option<StatutSeance>,
    /// Answers to its questionnaire, and the mean satisfaction in tenths, from 10 to 40.
    pub reponses: Option<u32>,
    pub satisfaction: Option<u32>,
    pub bilan: String,
    pub participations: Vec<Participation>,
    pub formateurs: Vec<Formateur>,
}

impl Seance {
    /// It took place by `jour`: said held, or dated in the past and not said otherwise.
    pub fn tenue_au(&self, jour: NaiveDate) -> bool {
        self.le.is_some_and(|le| le <= jour)
            && matches!(self.statut, None | Some(StatutSeance::Tenue))
    }
}

/// How many people of one school took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    pub ecole: Id,
    pub nombre: Option<u32>,
    /// One per line; optional.
    pub noms: String,
}

impl Participation {
    /// How many came: as said, else as many as are named; `None` when nobody said.
    pub fn personnes(&self) -> Option<u32> {
        let nommees = || self.noms.lines().filter(|l| !l.trim().is_empty()).count();
        self.nombre
            .or_else(|| u32::try_from(nommees()).ok().filter(|n| *n > 0))
    }

    /// The school took part: unless it is said that nobody came.
    pub fn est_presente(&self) -> bool {
        self.nombre != Some(0)
    }
}

/// Who led a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formateur {
    pub id: Id,
    pub nom: String,
    pub role: Option<Id>,
    /// Minutes in front of the group, and before it.
    pub animation: Option<u32>,
    pub preparation: Option<u32>,
}

/// A forum, a seminar, a committee, a conseil école-collège.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evenement {
    pub id: Id,
    /// A [`super::Terme`] of the list « sorte d’événement ».
    pub sorte: Option<Id>,
    pub nom: String,
    pub le: Option<NaiveDate>,
    /// Minutes.
    pub duree: Option<u32>,
    pub lieu: String,
    /// For a conseil école-collège.
    pub secteur: Option<Id>,
    pub participants: Option<u32>,
    pub compte_rendu: String,
    pub ecoles: std::collections::BTreeSet<Id>,
}
