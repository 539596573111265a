//! What follows a training (`product.md` F91): of the schools trained, how many said they used
//! their ENT within so many months, beside the schools that were not trained. Two counts side by
//! side, and no cause: a school that asks for a training may well be one that was about to begin.
//!
//! Trained: from its first training since its ENT began. Not trained: from the first day of its
//! ENT, if no training followed up to the day looked at. A school that used it before, or whose
//! months are not over yet, is in neither count and told apart.

use chrono::{Months, NaiveDate};

use super::{Part, Question};
use crate::domain::formation::{schools, trainings};
use crate::domain::{Etape, Faits, Id, ParId};

/// Months left to a school to begin, unless one asks otherwise.
pub const MOIS_EFFET: u32 = 6;

/// Trained → used, on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effet {
    pub question: Question,
    /// How long after.
    pub mois: u32,
    /// Used within these months, among the schools trained.
    pub formees: Part,
    /// The same among those not trained.
    pub non_formees: Part,
    /// Used before the day one counts from.
    pub deja: Vec<Id>,
    /// The months are not over.
    pub trop_recent: Vec<Id>,
}

/// Compares the schools counted that have an ENT.
pub fn effet(faits: &Faits, question: Question, mois: u32) -> Effet {
    let Question {
        au,
        regle,
        population,
    } = question;
    let mut formations: ParId<Vec<NaiveDate>> = ParId::default();
    trainings(faits, au, |ecole, le| {
        formations.entry(ecole).or_default().push(le);
    });
    let mut e = Effet {
        question,
        mois,
        formees: Part::default(),
        non_formees: Part::default(),
        deja: Vec::new(),
        trop_recent: Vec::new(),
    };
    for (ecole, formee) in schools(faits, au, regle, population) {
        let suivies = formations.get(&ecole.ecole).map_or(&[][..], Vec::as_slice);
        let premiere = suivies.iter().filter(|le| ecole.ent_depuis <= **le).min();
        // A school « formée » by its stage may have been trained just before its ENT began.
        let (cohorte, depuis) = match (premiere, formee) {
            (Some(le), _) => (&mut e.formees, *le),
            (None, true) => (&mut e.formees, ecole.ent_depuis),
            (None, false) => (&mut e.non_formees, ecole.ent_depuis),
        };
        let utilise = first_use(faits, question, ecole.ecole);
        if utilise.is_some_and(|le| le < depuis) {
            e.deja.push(ecole.ecole);
            continue;
        }
        let fin = depuis.checked_add_months(Months::new(mois));
        let Some(fin) = fin.filter(|fin| *fin <= au) else {
            e.trop_recent.push(ecole.ecole);
            continue;
        };
        cohorte.sur += 1;
        if utilise.is_some_and(|le| le <= fin) {
            cohorte.ecoles.push(ecole.ecole);
        }
    }
    e
}

/// The first day an ENT of this school was said used, up to the day asked.
fn first_use(faits: &Faits, question: Question, ecole: Id) -> Option<NaiveDate> {
    let deploiements = faits.deploiements(ecole).iter();
    deploiements
        .filter(|d| faits.est_ent(d))
        .filter_map(|d| d.etape(Etape::Utilise))
        .filter(|le| *le <= question.au)
        .min()
}
