//! The funnel « du projet à l'usage »: how many schools reached each stage on a day, and those
//! that have stayed too long at one (`product.md` F49).
//!
//! A stage nobody dated is implied by a later one up to « comptes créés »: an ENT in service went
//! through a project and a convention. So the third bar is the number of schools with an ENT.
//! « Formé » and « utilisé » are never implied: they are told, or they are not known. A school is
//! formée when it was trained since its ENT began ([`crate::domain::formation`]).

use chrono::NaiveDate;

use super::Question;
use crate::domain::formation::{AFormer, schools};
use crate::domain::fraicheur::Anciennete;
use crate::domain::{Deploiement, Etape, Faits, Id};

/// A school that stays longer than this at a stage is stuck.
pub const DELAI: Anciennete = Anciennete::Mois(6);

/// Where a school is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Blocage {
    /// A project or a convention, and no ENT in service.
    SansComptes,
    /// An ENT in service, nobody trained since it began.
    SansFormation,
    /// Trained, and never said to use it.
    SansUsage,
}

impl Blocage {
    pub const ALL: [Self; 3] = [Self::SansComptes, Self::SansFormation, Self::SansUsage];

    /// After « 5 écoles »: agrees with one as with several.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::SansComptes => "en projet depuis plus de six mois, sans comptes",
            Self::SansFormation => "avec des comptes depuis plus de six mois, sans formation",
            Self::SansUsage => "sans usage plus de six mois après la formation",
        }
    }
}

/// A stuck school, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bloquee {
    pub ecole: Id,
    pub depuis: NaiveDate,
}

/// The funnel on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entonnoir {
    pub question: Question,
    /// The schools of the population.
    pub ecoles: usize,
    /// Those that reached each stage, in the order of [`Etape::ALL`] and of their UAI.
    pub etapes: [Vec<Id>; 5],
    /// In the order of [`Blocage::ALL`], the longest stuck first.
    pub bloquees: [Vec<Bloquee>; 3],
}

impl Entonnoir {
    pub fn etape(&self, etape: Etape) -> &[Id] {
        &self.etapes[etape as usize]
    }

    /// The schools stuck there.
    pub fn bloquees(&self, blocage: Blocage) -> Vec<Id> {
        let bloquees = self.bloquees[blocage as usize].iter();
        bloquees.map(|b| b.ecole).collect()
    }
}

/// The funnel of the schools counted.
pub fn entonnoir(faits: &Faits, question: Question) -> Entonnoir {
    let Question {
        au,
        regle,
        population,
    } = question;
    funnel(faits, question, schools(faits, au, regle, population))
}

/// The same, knowing the schools with an ENT, in the order of their UAI, and whether they were
/// trained since.
pub(super) fn funnel(
    faits: &Faits,
    question: Question,
    suivies: impl Iterator<Item = (AFormer, bool)>,
) -> Entonnoir {
    let au = question.au;
    let mut suivies = suivies.peekable();
    let limite = DELAI.avant(au);
    let mut e = Entonnoir {
        question,
        ecoles: 0,
        etapes: Default::default(),
        bloquees: Default::default(),
    };
    for (ecole, _) in question.ecoles(faits) {
        e.ecoles += 1;
        let mut bloquee = |blocage: Blocage, depuis: Option<NaiveDate>| {
            if let Some(depuis) = depuis.filter(|d| *d < limite) {
                e.bloquees[blocage as usize].push(Bloquee {
                    ecole: ecole.id,
                    depuis,
                });
            }
        };
        let mut reached = [false; 5];
        if let Some((ent, formee)) = suivies.next_if(|(ent, _)| ent.ecole == ecole.id) {
            let utilise = used(faits, question, ecole.id);
            reached = [true, true, true, formee, utilise];
            match (formee, utilise) {
                (false, _) => bloquee(Blocage::SansFormation, Some(ent.ent_depuis)),
                (true, false) => bloquee(Blocage::SansUsage, ent.derniere),
                (true, true) => {}
            }
        } else {
            let mut depuis = None;
            for d in announced(faits, question, ecole.id) {
                let le = [Etape::Projet, Etape::Conventionne].map(|e| d.etape(e));
                let [projet, convention] = le.map(|le| le.filter(|le| *le <= au));
                reached[0] |= projet.is_some() || convention.is_some();
                reached[1] |= convention.is_some();
                // The last step forward: a convention signed last month is not stuck.
                depuis = depuis.max(convention.or(projet));
            }
            bloquee(Blocage::SansComptes, depuis);
        }
        for (place, _) in reached.iter().enumerate().filter(|(_, r)| **r) {
            e.etapes[place].push(ecole.id);
        }
    }
    for bloquees in &mut e.bloquees {
        bloquees.sort_by_key(|b| b.depuis);
    }
    e
}

/// Whether an ENT in service is said used by the day asked.
pub(super) fn used(faits: &Faits, question: Question, ecole: Id) -> bool {
    let deploiements = faits.deploiements(ecole).iter();
    deploiements
        .filter(|d| est_ent(faits, d) && d.compte_au(question.au, question.regle))
        .any(|d| d.etape(Etape::Utilise).is_some_and(|le| le <= question.au))
}

/// The ENT of a school that were not over on the day asked, in service or not.
pub(super) fn announced(
    faits: &Faits,
    question: Question,
    ecole: Id,
) -> impl Iterator<Item = &Deploiement> {
    let deploiements = faits.deploiements(ecole).iter();
    deploiements.filter(move |d| {
        est_ent(faits, d)
            && question.regle.accepts(d.perimetre)
            && d.fin.is_none_or(|fin| question.au <= fin)
    })
}

pub(super) fn est_ent(faits: &Faits, d: &Deploiement) -> bool {
    faits
        .solutions
        .get(&d.solution)
        .is_some_and(|s| s.compte_ent)
}
