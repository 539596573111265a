//! The horizon of subscriptions by school year (`product.md` F86): how many ENT are paid until
//! when. A subscription that ends on 31 August 2021 was paid through the year 2020/2021: its last
//! days fall in the summer, so an end in August is told of the year that is ending.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::Question;
use crate::domain::{AnneeScolaire, Faits, Id};

/// The ends of one school year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnneeHorizon {
    /// A school with two ENT has two ends.
    pub abonnements: usize,
    /// Each once.
    pub ecoles: Vec<Id>,
    /// Euro cents; `None` when no amount is known.
    pub montant_centimes: Option<i64>,
}

/// Until when the ENT of the schools counted are paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    pub question: Question,
    /// By the school year of their end, those to come and those just ended.
    pub annees: BTreeMap<AnneeScolaire, AnneeHorizon>,
    /// Of them, ended before the day asked while the ENT is in service.
    pub finis: Vec<Id>,
    /// In service, and nobody said until when it is paid.
    pub sans_fin: Vec<Id>,
}

/// The school year a last day is told of: an end in August is of the year that is ending.
fn annee_de(fin: NaiveDate) -> AnneeScolaire {
    let annee = AnneeScolaire::of(fin);
    if fin.month() == 8 {
        annee.precedente()
    } else {
        annee
    }
}

/// The subscriptions of the schools counted. The rule does not weigh here: what is paid is paid.
pub fn horizon(faits: &Faits, question: Question) -> Horizon {
    let mut h = Horizon {
        question,
        annees: BTreeMap::new(),
        finis: Vec::new(),
        sans_fin: Vec::new(),
    };
    let push = |ecoles: &mut Vec<Id>, ecole: Id| {
        if ecoles.last() != Some(&ecole) {
            ecoles.push(ecole);
        }
    };
    for (ecole, _) in question.ecoles(faits) {
        for echeance in faits.echeances(ecole.id, question.au) {
            let Some(fin) = echeance.fin else {
                push(&mut h.sans_fin, ecole.id);
                continue;
            };
            if fin < question.au {
                push(&mut h.finis, ecole.id);
            }
            let annee = h.annees.entry(annee_de(fin)).or_default();
            annee.abonnements += 1;
            push(&mut annee.ecoles, ecole.id);
            if let Some(montant) = echeance.montant_centimes() {
                let deja = annee.montant_centimes.unwrap_or(0);
                annee.montant_centimes = Some(deja.saturating_add(montant));
            }
        }
    }
    h
}
