//! The work of each school year: sessions and hours, visits, observations, and how fresh what the
//! carnet says is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Part, Question};
use crate::domain::formation::Cumul;
use crate::domain::fraicheur::PEREMPTION;
use crate::domain::terrain::visites_entre;
use crate::domain::{AnneeScolaire, Ecole, Faits, Id, Observation, ParId, Seance, Visite};

/// One school year, up to the day asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activite {
    pub annee: AnneeScolaire,
    /// The sessions held, whole: schools of any statut took part. Lengths in minutes.
    pub seances: Cumul,
    /// Schools of the population that took part in one.
    pub formees: Vec<Id>,
    pub visites: usize,
    pub visitees: Vec<Id>,
    pub observations: usize,
    pub observees: Vec<Id>,
}

/// The years from the first deed to that of the day asked, in order; at least the latter.
///
/// A visit counts when its school was of the population on that day, open or not since.
pub fn activite(faits: &Faits, question: Question) -> Vec<Activite> {
    let au = question.au;
    let mut annees: BTreeMap<AnneeScolaire, Compteur<'_>> = BTreeMap::new();
    let cette_annee = AnneeScolaire::of(au);
    annees.entry(cette_annee).or_default();
    for ecole in &faits.ecoles {
        let counted =
            |le: NaiveDate| le <= au && question.population.contains(ecole.au(le).0.statut);
        let visites = faits.terrain.visites_comptees(ecole.id);
        for le in visites.map(|v| v.le).filter(|le| counted(*le)) {
            let c = annees.entry(AnneeScolaire::of(le)).or_default();
            c.visites += 1;
            push(&mut c.visitees, ecole.id);
        }
        let observations = faits.terrain.observations(ecole.id).iter();
        for le in observations.map(|o| o.le).filter(|le| counted(*le)) {
            let c = annees.entry(AnneeScolaire::of(le)).or_default();
            c.observations += 1;
            push(&mut c.observees, ecole.id);
        }
    }
    let mut ecoles: ParId<&Ecole> = ParId::default();
    for seance in faits.terrain.formations.values().flat_map(|f| &f.seances) {
        let Some(le) = seance.le.filter(|_| seance.tenue_au(au)) else {
            continue;
        };
        if ecoles.is_empty() {
            ecoles = faits.ecoles.iter().map(|e| (e.id, e)).collect();
        }
        let c = annees.entry(AnneeScolaire::of(le)).or_default();
        c.seances.push(seance);
        let presentes = seance.participations.iter().filter(|p| p.est_presente());
        c.formees.extend(presentes.map(|p| p.ecole).filter(|id| {
            let ecole = ecoles.get(id);
            ecole.is_some_and(|e| question.population.contains(e.au(le).0.statut))
        }));
    }
    // A year in which nothing was done is a line too.
    let premiere = annees.keys().next().copied().unwrap_or(cette_annee);
    let depuis = premiere.rentree().max(cette_annee.rentree() - ANNEES);
    (depuis..=cette_annee.rentree())
        .map(AnneeScolaire::from_debut)
        .map(|annee| {
            let c = annees.remove(&annee).unwrap_or_default();
            Activite {
                annee,
                seances: Cumul::of(c.seances),
                formees: c
                    .formees
                    .into_iter()
                    .collect::<BTreeSet<Id>>()
                    .into_iter()
                    .collect(),
                visites: c.visites,
                visitees: c.visitees,
                observations: c.observations,
                observees: c.observees,
            }
        })
        .collect()
}

/// Years looked back at: a date typed wrong a century ago must not make a hundred lines.
const ANNEES: i32 = 30;

#[derive(Default)]
struct Compteur<'a> {
    seances: Vec<&'a Seance>,
    formees: Vec<Id>,
    visites: usize,
    visitees: Vec<Id>,
    observations: usize,
    observees: Vec<Id>,
}

/// Adds a school once; those of one year come one after the other.
fn push(ecoles: &mut Vec<Id>, ecole: Id) {
    if ecoles.last() != Some(&ecole) {
        ecoles.push(ecole);
    }
}

/// How long ago the schools counted were verified, and seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraicheur {
    pub question: Question,
    /// Verified within the year; before it; never. Together, every school counted.
    pub verifiees: Part,
    pub anciennes: Vec<Id>,
    pub jamais: Vec<Id>,
    /// Neither visited nor observed within the year.
    pub pas_vues: Part,
}

/// The freshness of what is said of the schools counted.
pub fn fraicheur(faits: &Faits, question: Question) -> Fraicheur {
    let limite = PEREMPTION.avant(question.au);
    let mut f = Fraicheur {
        question,
        verifiees: Part::default(),
        anciennes: Vec::new(),
        jamais: Vec::new(),
        pas_vues: Part::default(),
    };
    for (ecole, _) in question.ecoles(faits) {
        f.verifiees.sur += 1;
        f.pas_vues.sur += 1;
        match faits.verification_au(ecole.id, question.au) {
            Some(v) if limite <= v.le => f.verifiees.ecoles.push(ecole.id),
            Some(_) => f.anciennes.push(ecole.id),
            None => f.jamais.push(ecole.id),
        }
        let observations = faits.terrain.observations(ecole.id);
        let visites = faits.terrain.visites(ecole.id);
        if !seen(visites, observations, (limite, question.au)) {
            f.pas_vues.ecoles.push(ecole.id);
        }
    }
    f
}

/// Whether a school was visited or observed between two days, both included.
pub(super) fn seen(
    visites: &[Visite],
    observations: &[Observation],
    (depuis, au): (NaiveDate, NaiveDate),
) -> bool {
    !visites_entre(visites, depuis, au).is_empty()
        || (observations.iter()).any(|o| depuis <= o.le && o.le <= au)
}
