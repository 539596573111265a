//! Which schools were trained by a day, and which were not: never, or not since their ENT began.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::Seance;
use crate::domain::{Deploiement, Etape, Faits, Id, ParId, Population, Regle};

/// A new period of the same ENT that begins so many days after the last one goes on with it: a
/// summer lies between.
const ETE: u64 = 92;

/// A school with an ENT that nobody was trained for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AFormer {
    pub ecole: Id,
    /// First day of its ENT, the newest when it has several.
    pub ent_depuis: NaiveDate,
    /// The last training, before that day; `None` when there never was one.
    pub derniere: Option<NaiveDate>,
}

/// How many of the schools with an ENT were trained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Formees {
    pub avec_ent: usize,
    /// Since their ENT began, before it only, never: together, `avec_ent`.
    pub depuis: usize,
    pub avant: usize,
    pub jamais: usize,
}

/// The last session each school took part in, up to each of some days.
pub(in crate::domain) struct DernieresSeances<const N: usize>(ParId<[Option<NaiveDate>; N]>);

impl<const N: usize> DernieresSeances<N> {
    /// Up to each of these days, all included.
    pub(in crate::domain) fn of(faits: &Faits, jours: [NaiveDate; N]) -> Self {
        let mut dernieres: ParId<[Option<NaiveDate>; N]> = ParId::default();
        for seance in faits.terrain.formations.values().flat_map(|f| &f.seances) {
            let tenue = jours.map(|jour| seance.le.filter(|_| seance.tenue_au(jour)));
            if tenue.iter().all(Option::is_none) {
                continue;
            }
            // At once: a table of sixty thousand schools that grows is copied over and over.
            dernieres.reserve(faits.ecoles.len().saturating_sub(dernieres.len()));
            for p in seance.participations.iter().filter(|p| p.est_presente()) {
                let connues = dernieres.entry(p.ecole).or_insert([None; N]);
                for (connue, le) in connues.iter_mut().zip(tenue) {
                    *connue = le.max(*connue);
                }
            }
        }
        Self(dernieres)
    }

    /// That of a school, up to the day of this place.
    pub(in crate::domain) fn de(&self, ecole: Id, place: usize) -> Option<NaiveDate> {
        self.0.get(&ecole)?[place]
    }
}

/// The last training of a school up to `au` included: `seance`, the last session it took part in,
/// or the stage « formé » of one of its ENT.
pub(in crate::domain) fn derniere(
    siens: &[Deploiement],
    seance: Option<NaiveDate>,
    au: NaiveDate,
) -> Option<NaiveDate> {
    let formes = siens.iter().filter_map(|d| d.etape(Etape::Forme));
    formes.filter(|le| *le <= au).max().max(seance)
}

/// As [`derniere`], of a school looked up.
pub fn derniere_formation(faits: &Faits, ecole: Id, au: NaiveDate) -> Option<NaiveDate> {
    let seance = DernieresSeances::of(faits, [au]).de(ecole, 0);
    derniere(faits.deploiements(ecole), seance, au)
}

/// Tells `note` each training of each school up to `au` included, in no order: a session it took
/// part in, or the stage « formé » of one of its ENT.
pub(in crate::domain) fn trainings(
    faits: &Faits,
    au: NaiveDate,
    mut note: impl FnMut(Id, NaiveDate),
) {
    for seance in faits.terrain.formations.values().flat_map(|f| &f.seances) {
        let Some(le) = seance.le.filter(|_| seance.tenue_au(au)) else {
            continue;
        };
        for p in seance.participations.iter().filter(|p| p.est_presente()) {
            note(p.ecole, le);
        }
    }
    for d in faits.deploiements.values().flatten() {
        if let Some(le) = d.etape(Etape::Forme).filter(|le| *le <= au) {
            note(d.ecole, le);
        }
    }
}

/// First day of the ENT of a school on `au`: the newest of those it has, each going back to the
/// first of its uninterrupted periods. And whether one of them is said « formé ».
fn ent(
    faits: &Faits,
    siens: &[Deploiement],
    au: NaiveDate,
    regle: Regle,
) -> Option<(NaiveDate, bool)> {
    let mut trouve: Option<(NaiveDate, bool)> = None;
    for d in siens
        .iter()
        .filter(|d| d.compte_au(au, regle) && faits.est_ent(d))
    {
        let Some(mut debut) = d.debut else { continue };
        let mut forme = d.etape(Etape::Forme).is_some_and(|le| le <= au);
        // In order of `debut`: the older ones come last.
        for avant in siens.iter().rev().filter(|a| a.solution == d.solution) {
            let Some(autre) = avant.debut.filter(|autre| *autre < debut) else {
                continue;
            };
            let suit = avant.fin.is_none_or(|fin| {
                fin.checked_add_days(Days::new(ETE))
                    .is_none_or(|f| debut <= f)
            });
            if suit {
                debut = autre;
                forme |= avant.etape(Etape::Forme).is_some_and(|le| le <= au);
            }
        }
        trouve = Some(trouve.map_or((debut, forme), |(d, f)| (d.max(debut), f || forme)));
    }
    trouve
}

/// The schools of `population` open on `au` whose ENT was begun without a training since: those
/// never trained first, then the oldest ENT.
pub fn a_former(
    faits: &Faits,
    au: NaiveDate,
    regle: Regle,
    population: Population,
) -> Vec<AFormer> {
    let mut liste: Vec<AFormer> = schools(faits, au, regle, population)
        .filter(|(_, depuis)| !depuis)
        .map(|(a, _)| a)
        .collect();
    liste.sort_by_key(|a| (a.derniere.is_some(), a.ent_depuis, a.ecole));
    liste
}

/// The same, counted.
pub fn formees(faits: &Faits, au: NaiveDate, regle: Regle, population: Population) -> Formees {
    let mut total = Formees::default();
    for (a, depuis) in schools(faits, au, regle, population) {
        total.avec_ent += 1;
        if depuis {
            total.depuis += 1;
        } else if a.derniere.is_some() {
            total.avant += 1;
        } else {
            total.jamais += 1;
        }
    }
    total
}

/// Every school with an ENT, in the order of its UAI, and whether it was trained since.
pub(in crate::domain) fn schools(
    faits: &Faits,
    au: NaiveDate,
    regle: Regle,
    population: Population,
) -> impl Iterator<Item = (AFormer, bool)> {
    let seances = DernieresSeances::of(faits, [au]);
    faits
        .ouvertes_au(au)
        .filter(move |(_, s)| population.contains(s.statut))
        .filter_map(move |(ecole, _)| {
            let siens = faits.deploiements(ecole.id);
            let seance = || seances.de(ecole.id, 0);
            suivie(faits, (ecole.id, siens), seance, au, regle)
        })
}

/// The ENT of a school, given what is deployed there and its last session, and whether it was
/// trained since; `None` without an ENT.
pub(in crate::domain) fn suivie(
    faits: &Faits,
    (ecole, siens): (Id, &[Deploiement]),
    seance: impl FnOnce() -> Option<NaiveDate>,
    au: NaiveDate,
    regle: Regle,
) -> Option<(AFormer, bool)> {
    let (ent_depuis, forme) = ent(faits, siens, au, regle)?;
    let derniere = derniere(siens, seance(), au);
    let depuis = forme || derniere.is_some_and(|le| ent_depuis <= le);
    let a = AFormer {
        ecole,
        ent_depuis,
        derniere,
    };
    Some((a, depuis))
}

/// What became of the schools of a session: which used their ENT on `au`, by the stage « utilisé ».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usages {
    /// Before the session, since, and not yet.
    pub avant: usize,
    pub depuis: usize,
    pub pas_encore: usize,
}

/// What became of the schools of `seance` by `au`; `None` for one that was not held by then.
pub fn usages(faits: &Faits, seance: &Seance, au: NaiveDate) -> Option<Usages> {
    let le = seance.le.filter(|_| seance.tenue_au(au))?;
    let presentes = seance.participations.iter().filter(|p| p.est_presente());
    let ecoles: BTreeSet<Id> = presentes.map(|p| p.ecole).collect();
    let mut total = Usages::default();
    for ecole in ecoles {
        let deploiements = faits.deploiements(ecole).iter();
        let premier = deploiements.filter_map(|d| d.etape(Etape::Utilise)).min();
        match premier.filter(|premier| *premier <= au) {
            Some(premier) if premier < le => total.avant += 1,
            Some(_) => total.depuis += 1,
            None => total.pas_encore += 1,
        }
    }
    Some(total)
}
