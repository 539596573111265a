//! The indicators of the roll-out: each answers one [`Question`] (a day, a rule, a population) and
//! keeps the schools behind every figure, so that one can go from any number to their list.
//!
//! Coverage, group by group, is [`super::bilan`]; here are the stages (`entonnoir`), what is paid,
//! opened, taught and used (`verite`), what follows a training (`effet`), until when it is paid
//! (`horizon`), the work of each year (`activite`), what was aimed at (`objectifs`), what is not
//! known (`completude`), who is not counted (`exclues`), and the sector of a collège (`liaison`).
//! For the dashboard: the six figures (`cles`), what sticks (`coince`), both found in one walk
//! (`journee`), small multiples
//! (`multiples`), the marks of the curve (`reperes`), all together (`synthese`).

mod activite;
mod cles;
mod coince;
mod completude;
mod effet;
mod entonnoir;
mod exclues;
mod horizon;
mod journee;
mod liaison;
mod multiples;
mod objectifs;
mod reperes;
mod synthese;
mod verite;

use chrono::NaiveDate;

pub use self::activite::{Activite, Fraicheur, activite, fraicheur};
pub use self::cles::{Changement, ChiffreCle, Cle, Tendance, un_an_avant};
pub use self::coince::Souci;
pub use self::completude::{Completude, Critere, LigneCompletude, completude};
pub use self::effet::{Effet, MOIS_EFFET, effet};
pub use self::entonnoir::{Blocage, Bloquee, DELAI, Entonnoir, entonnoir};
pub use self::exclues::{Exclues, RaisonExclusion, exclues};
pub use self::horizon::{AnneeHorizon, Horizon, horizon};
pub use self::journee::Journee;
pub use self::liaison::{EntCollege, Liaison, liaison};
pub use self::multiples::{Multiple, PointCouverture, multiples};
pub use self::objectifs::{Ecart, ecarts};
pub use self::reperes::{CONFINEMENT, Repere, reperes};
pub use self::synthese::Synthese;
pub use self::verite::{Contradiction, Niveau, Verite, verite};

use super::nombre::{Taux, taux};
use super::{Ecole, Faits, Id, Population, Regle, Situation};

/// What every indicator is asked: on which day, by which rule, of which schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    pub au: NaiveDate,
    pub regle: Regle,
    pub population: Population,
}

impl Question {
    /// The schools counted that day, in the order of their UAI.
    pub fn ecoles(self, faits: &Faits) -> impl Iterator<Item = (&Ecole, &Situation)> {
        faits
            .ouvertes_au(self.au)
            .filter(move |(_, s)| self.population.contains(s.statut))
    }

    /// The same on another day.
    pub const fn le(self, au: NaiveDate) -> Self {
        Self { au, ..self }
    }
}

/// Some schools among others: a numerator, its denominator, and the schools behind the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// In the order of their UAI.
    pub ecoles: Vec<Id>,
    /// How many schools they are taken among.
    pub sur: usize,
}

impl Part {
    /// `None` on a zero denominator: said « — ».
    pub const fn taux(&self) -> Option<Taux> {
        taux(self.ecoles.len() as u64, self.sur as u64)
    }
}
