//! Hours of training: what a year owes, what sessions give, and to how many. Lengths in minutes.
//! Source: `domain.md` §1.7.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Seance, StatutSeance};
use crate::domain::Id;

/// The share of a full service a teacher does, among those whose quota of animation pédagogique
/// and formation continue is known (décret 2008-775 modified by 2017-444).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotite {
    Complet,
    TroisQuarts,
    Moitie,
}

impl Quotite {
    pub const ALL: [Self; 3] = [Self::Complet, Self::TroisQuarts, Self::Moitie];

    /// Minutes owed in one school year.
    pub const fn dues(self) -> u32 {
        match self {
            Self::Complet => 18 * 60,
            Self::TroisQuarts => 15 * 60,
            Self::Moitie => 9 * 60,
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Complet => "temps complet",
            Self::TroisQuarts => "75\u{202f}%",
            Self::Moitie => "50\u{202f}%",
        }
    }

    /// What so many minutes settle of the year's quota, and what is left to do: beyond the quota
    /// nothing more counts.
    pub fn solde(self, minutes: u64) -> (u32, u32) {
        let dues = self.dues();
        let faites = u32::try_from(minutes).unwrap_or(u32::MAX).min(dues);
        (faites, dues - faites)
    }
}

/// What several sessions come to. Cancelled ones count for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cumul {
    pub seances: usize,
    /// Different schools.
    pub ecoles: usize,
    /// A school counts once per day, were there two sessions on it.
    pub ecoles_jours: usize,
    /// Entries: somebody who comes to two sessions counts twice.
    pub personnes: u64,
    /// As `personnes`, a school counting once per day: its largest group of that day.
    pub personnes_jours: u64,
    /// Participations of which nobody said how many came.
    pub sans_nombre: usize,
    /// Length of the sessions, and what of it counts in the 18 hours.
    pub minutes: u64,
    pub minutes_18h: u64,
    /// Length times participants.
    pub minutes_personnes: u64,
    /// Time of all trainers, in front of the group and before it.
    pub animation: u64,
    pub preparation: u64,
}

impl Cumul {
    pub fn of<'a>(seances: impl IntoIterator<Item = &'a Seance>) -> Self {
        Self::count(seances, None)
    }

    /// The same for one school alone: the sessions it took part in.
    pub fn of_ecole<'a>(seances: impl IntoIterator<Item = &'a Seance>, ecole: Id) -> Self {
        Self::count(seances, Some(ecole))
    }

    fn count<'a>(seances: impl IntoIterator<Item = &'a Seance>, seule: Option<Id>) -> Self {
        let mut total = Self::default();
        let mut ecoles = BTreeSet::new();
        let mut jours: BTreeMap<(Id, Jour), u32> = BTreeMap::new();
        for seance in seances {
            if seance.statut == Some(StatutSeance::Annulee) {
                continue;
            }
            let duree = u64::from(seance.duree.unwrap_or(0));
            let mut venue = false;
            for p in &seance.participations {
                if !p.est_presente() || seule.is_some_and(|ecole| ecole != p.ecole) {
                    continue;
                }
                venue = true;
                ecoles.insert(p.ecole);
                let personnes = p.personnes();
                let n = personnes.unwrap_or(0);
                total.sans_nombre += usize::from(personnes.is_none());
                total.personnes = total.personnes.saturating_add(u64::from(n));
                let ensemble = duree.saturating_mul(u64::from(n));
                total.minutes_personnes = total.minutes_personnes.saturating_add(ensemble);
                let ce_jour = jours.entry((p.ecole, Jour::of(seance))).or_default();
                *ce_jour = n.max(*ce_jour);
            }
            if seule.is_some() && !venue {
                continue;
            }
            total.seances += 1;
            total.minutes = total.minutes.saturating_add(duree);
            total.minutes_18h = total
                .minutes_18h
                .saturating_add(u64::from(seance.part_18h()));
            for f in &seance.formateurs {
                let somme = |a: u64, b: Option<u32>| a.saturating_add(u64::from(b.unwrap_or(0)));
                total.animation = somme(total.animation, f.animation);
                total.preparation = somme(total.preparation, f.preparation);
            }
        }
        total.ecoles = ecoles.len();
        total.ecoles_jours = jours.len();
        total.personnes_jours = jours
            .into_values()
            .fold(0, |a, b| a.saturating_add(u64::from(b)));
        total
    }
}

/// The day of a session; one without a day is a day of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Jour {
    Le(NaiveDate),
    Sans(Id),
}

impl Jour {
    fn of(seance: &Seance) -> Self {
        seance.le.map_or(Self::Sans(seance.id), Self::Le)
    }
}

impl Seance {
    /// What of it counts in the 18 hours; never more than its length.
    pub fn part_18h(&self) -> u32 {
        let part = self.duree_18h.unwrap_or(0);
        self.duree.map_or(part, |duree| part.min(duree))
    }
}
