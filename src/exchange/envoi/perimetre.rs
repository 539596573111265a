//! Which schools are sent, by the circonscription they are in on the day described.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::texte::sans_accents;
use crate::domain::{Ecole, Faits, Id};

/// The schools to send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Perimetre {
    /// Every school of the carnet.
    #[default]
    Tout,
    /// Those of these circonscriptions; `None` stands for the schools without one.
    Parties(BTreeSet<Option<Id>>),
}

impl Perimetre {
    pub fn contient(&self, faits: &Faits, ecole: &Ecole, au: NaiveDate) -> bool {
        match self {
            Self::Tout => true,
            Self::Parties(parties) => parties.contains(&partie(faits, ecole, au)),
        }
    }

    /// « Épinal, Neufchâteau, écoles sans circonscription »: what the file says of itself.
    pub fn dit(&self, faits: &Faits, au: NaiveDate) -> String {
        let noms: Vec<String> = parties(faits, au)
            .into_iter()
            .filter(|p| match self {
                Self::Tout => true,
                Self::Parties(choisies) => choisies.contains(&p.id),
            })
            .map(|p| p.nom)
            .collect();
        if noms.is_empty() {
            "aucune école".to_owned()
        } else {
            noms.join(", ")
        }
    }
}

/// A part of the carnet that can be sent or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partie {
    /// `None`: the schools without a circonscription.
    pub id: Option<Id>,
    pub nom: String,
    /// Schools, of all statuts, closed and future ones included.
    pub ecoles: usize,
}

/// The circonscription of a school on that day, when the carnet knows it.
fn partie(faits: &Faits, ecole: &Ecole, au: NaiveDate) -> Option<Id> {
    faits.circonscription(ecole.au(au).0).map(|c| c.id)
}

/// What can be sent, in French order; the schools without a circonscription last.
pub fn parties(faits: &Faits, au: NaiveDate) -> Vec<Partie> {
    let mut parties: Vec<Partie> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for ecole in &faits.ecoles {
        let id = partie(faits, ecole, au);
        let place = *places.entry(id).or_insert_with(|| {
            let connue = id.and_then(|id| faits.circonscriptions.get(&id));
            parties.push(Partie {
                id,
                nom: connue.map_or_else(
                    || "écoles sans circonscription".to_owned(),
                    |c| c.nom.clone(),
                ),
                ecoles: 0,
            });
            parties.len() - 1
        });
        parties[place].ecoles += 1;
    }
    parties.sort_by_cached_key(|p| (p.id.is_none(), sans_accents(&p.nom), p.id));
    parties
}
