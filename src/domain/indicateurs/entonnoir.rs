//! The funnel « du projet à l'usage »: how many schools reached each stage on a day, and those
//! that have stayed too long at one (`product.md` F49).
//!
//! A stage nobody dated is implied by a later one up to « comptes créés »: an ENT in service went
//! through a project and a convention. So the third bar is the number of schools with an ENT.
//! « Formé » and « utilisé » are never implied: they are told, or they are not known. A school is
//! formée when it was trained since its ENT began ([`crate::domain::formation`]).

use chrono::NaiveDate;

use super::Question;
use crate::domain::formation::{AFormer, DernieresSeances, suivie};
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
    let Question { au, regle, .. } = question;
    let seances = DernieresSeances::of(faits, [au]);
    let mut e = Entonnoir::new(question);
    for (ecole, _) in question.ecoles(faits) {
        let siens = faits.deploiements(ecole.id);
        let seance = || seances.de(ecole.id, 0);
        let suivie = suivie(faits, (ecole.id, siens), seance, au, regle);
        e.push(faits, (ecole.id, siens), suivie);
    }
    e.sorted()
}

impl Entonnoir {
    /// Of no school yet.
    pub(super) fn new(question: Question) -> Self {
        Self {
            question,
            ecoles: 0,
            etapes: Default::default(),
            bloquees: Default::default(),
        }
    }

    /// Counts one more school: what is deployed there, and its ENT with whether it was trained
    /// since. Says whether that ENT is used.
    pub(super) fn push(
        &mut self,
        faits: &Faits,
        (ecole, siens): (Id, &[Deploiement]),
        suivie: Option<(AFormer, bool)>,
    ) -> bool {
        self.ecoles += 1;
        let mut reached = [false; 5];
        let (blocage, depuis) = if let Some((ent, formee)) = suivie {
            let utilise = used(faits, self.question, siens);
            reached = [true, true, true, formee, utilise];
            match (formee, utilise) {
                (false, _) => (Blocage::SansFormation, Some(ent.ent_depuis)),
                (true, false) => (Blocage::SansUsage, ent.derniere),
                (true, true) => (Blocage::SansUsage, None),
            }
        } else {
            let mut depuis = None;
            for d in announced(faits, self.question, siens) {
                let le = [Etape::Projet, Etape::Conventionne].map(|e| d.etape(e));
                let [projet, convention] = le.map(|le| le.filter(|le| *le <= self.question.au));
                reached[0] |= projet.is_some() || convention.is_some();
                reached[1] |= convention.is_some();
                // The last step forward: a convention signed last month is not stuck.
                depuis = depuis.max(convention.or(projet));
            }
            (Blocage::SansComptes, depuis)
        };
        if let Some(depuis) = depuis.filter(|le| *le < DELAI.avant(self.question.au)) {
            self.bloquees[blocage as usize].push(Bloquee { ecole, depuis });
        }
        for (ecoles, _) in self.etapes.iter_mut().zip(reached).filter(|(_, r)| *r) {
            ecoles.push(ecole);
        }
        reached[Etape::Utilise as usize]
    }

    /// Once every school is counted.
    pub(super) fn sorted(mut self) -> Self {
        for bloquees in &mut self.bloquees {
            bloquees.sort_by_key(|b| b.depuis);
        }
        self
    }
}

/// Whether an ENT in service is said used by the day asked.
fn used(faits: &Faits, question: Question, siens: &[Deploiement]) -> bool {
    siens
        .iter()
        .filter(|d| d.etape(Etape::Utilise).is_some_and(|le| le <= question.au))
        .any(|d| d.compte_au(question.au, question.regle) && faits.est_ent(d))
}

/// The ENT of a school that were not over on the day asked, in service or not.
pub(super) fn announced<'a>(
    faits: &Faits,
    question: Question,
    siens: &'a [Deploiement],
) -> impl Iterator<Item = &'a Deploiement> {
    siens.iter().filter(move |d| {
        question.regle.accepts(d.perimetre)
            && d.fin.is_none_or(|fin| question.au <= fin)
            && faits.est_ent(d)
    })
}
