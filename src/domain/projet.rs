//! Projects: undertakings that group schools, with their key moments.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Id;

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
    /// The day it happened, else the day it is expected.
    pub fn jour(&self) -> Option<NaiveDate> {
        self.atteint_le.or(self.prevu_le)
    }
}
