//! Projects: undertakings that group schools, with their key moments.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Faits, Id, Regle};

/// How far a project reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Portee {
    Experimentation,
    Ecole,
    Circonscription,
    Departemental,
}

impl Portee {
    pub const ALL: [Self; 4] = [
        Self::Experimentation,
        Self::Ecole,
        Self::Circonscription,
        Self::Departemental,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Experimentation => "experimentation",
            Self::Ecole => "ecole",
            Self::Circonscription => "circonscription",
            Self::Departemental => "departemental",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == texte)
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Experimentation => "Expérimentation",
            Self::Ecole => "École",
            Self::Circonscription => "Circonscription",
            Self::Departemental => "Départemental",
        }
    }
}

/// An undertaking that groups schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projet {
    pub id: Id,
    pub nom: String,
    pub portee: Option<Portee>,
    pub circonscription: Option<Id>,
    /// The ENT it rolls out.
    pub solution: Option<Id>,
    pub debut: Option<NaiveDate>,
    /// Last day, included.
    pub fin: Option<NaiveDate>,
    pub description: String,
    /// What was learnt at its end.
    pub evaluation: String,
    /// Schools that take part.
    pub ecoles: BTreeSet<Id>,
    /// In order of their date, expected or reached; undated ones last.
    pub jalons: Vec<Jalon>,
}

impl Projet {
    /// Milestones reached on `au`, out of how many.
    pub fn avancement(&self, au: NaiveDate) -> (usize, usize) {
        let atteints = self.jalons.iter().filter(|j| j.est_atteint(au)).count();
        (atteints, self.jalons.len())
    }

    /// The next milestone: of those not reached on `au`, the one expected first.
    pub fn prochain(&self, au: NaiveDate) -> Option<&Jalon> {
        self.jalons
            .iter()
            .filter(|j| !j.est_atteint(au))
            .min_by_key(|j| j.prevu_le.unwrap_or(NaiveDate::MAX))
    }

    /// The schools it groups that are open on `au`, of all statuts, in the order of their UAI:
    /// first those with an ENT that day, then the others.
    pub fn ecoles_au(&self, faits: &Faits, au: NaiveDate, regle: Regle) -> (Vec<Id>, Vec<Id>) {
        faits
            .ouvertes_au(au)
            .map(|(ecole, _)| ecole.id)
            .filter(|id| self.ecoles.contains(id))
            .partition(|&id| faits.est_equipee(id, au, regle))
    }
}

/// A key moment of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jalon {
    pub id: Id,
    pub projet: Id,
    /// Which moment: a [`super::Terme`] of the list « moment ».
    pub moment: Option<Id>,
    pub libelle: String,
    pub prevu_le: Option<NaiveDate>,
    pub atteint_le: Option<NaiveDate>,
    /// Was a conseiller pédagogique of the circonscription part of it? `None` = not said.
    pub conseiller_associe: Option<bool>,
}

impl Jalon {
    /// One of this moment, of which nothing more is known yet.
    pub fn nouveau(projet: Id, moment: Option<Id>) -> Self {
        Self {
            id: Id::fresh(),
            projet,
            moment,
            libelle: String::new(),
            prevu_le: None,
            atteint_le: None,
            conseiller_associe: None,
        }
    }

    /// Reached on `au`, that day included.
    pub fn est_atteint(&self, au: NaiveDate) -> bool {
        self.atteint_le.is_some_and(|jour| jour <= au)
    }

    /// Expected before `au`, and not reached.
    pub fn est_en_retard(&self, au: NaiveDate) -> bool {
        !self.est_atteint(au) && self.prevu_le.is_some_and(|jour| jour < au)
    }

    /// Its own words, else the name of its moment.
    pub fn nom<'a>(&'a self, faits: &'a Faits) -> &'a str {
        let moment = || faits.terme(self.moment?);
        if self.libelle.is_empty() {
            moment().map_or("Jalon sans nom", |t| t.nom.as_str())
        } else {
            &self.libelle
        }
    }
}
