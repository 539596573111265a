//! Small multiples: the coverage of a few groups over time, each with what it is on the day asked.

use chrono::{Months, NaiveDate};

use crate::domain::bilan::{Bilan, Ligne};
use crate::domain::{Faits, Groupe, Situation};

/// The coverage of a group on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointCouverture {
    pub jour: NaiveDate,
    pub avec_ent: u32,
    pub ecoles: u32,
}

/// A group over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiple {
    pub ligne: Ligne,
    /// In order of time, the last is the day asked.
    pub points: Vec<PointCouverture>,
}

/// The `combien` largest groups of a bilan by groups, every quarter since `depuis`; what is left
/// out is the number of the others.
///
/// A school counts in the group it belonged to on each of these days.
pub fn multiples(
    faits: &Faits,
    bilan: &Bilan,
    depuis: NaiveDate,
    combien: usize,
) -> (Vec<Multiple>, usize) {
    let mut lignes: Vec<&Ligne> = bilan.lignes.iter().filter(|l| l.cle.is_some()).collect();
    lignes.sort_by_key(|l| std::cmp::Reverse(l.compte.ecoles));
    let reste = lignes.len().saturating_sub(combien);
    lignes.truncate(combien);
    let jours = quarters(depuis, bilan.au);
    let mut multiples: Vec<Multiple> = lignes
        .into_iter()
        .map(|ligne| Multiple {
            ligne: ligne.clone(),
            points: (jours.iter())
                .map(|&jour| PointCouverture {
                    jour,
                    avec_ent: 0,
                    ecoles: 0,
                })
                .collect(),
        })
        .collect();
    let groupes: Vec<Groupe> = (multiples.iter())
        .filter_map(|m| m.ligne.cle.clone())
        .collect();
    let member = |s: &Situation| groupes.iter().position(|groupe| groupe.contient(s));
    for ecole in &faits.ecoles {
        if !(ecole.situations.iter()).any(|p| member(&p.situation).is_some()) {
            continue;
        }
        let siens = faits.deploiements(ecole.id);
        for (rang, &jour) in jours.iter().enumerate() {
            if let Some(s) = ecole.comptee_au(jour, bilan.population)
                && let Some(place) = member(s)
            {
                let point = &mut multiples[place].points[rang];
                point.ecoles += 1;
                point.avec_ent += u32::from(faits.avec_ent(siens, jour, bilan.regle));
            }
        }
    }
    (multiples, reste)
}

/// Days three months apart, going back from `au`, in order.
fn quarters(depuis: NaiveDate, au: NaiveDate) -> Vec<NaiveDate> {
    let mut jours: Vec<NaiveDate> = (0..120)
        .map_while(|n| au.checked_sub_months(Months::new(3 * n)))
        .take_while(|jour| depuis <= *jour)
        .collect();
    if jours.is_empty() {
        jours.push(au);
    }
    jours.reverse();
    jours
}
