//! What is aimed at: the share of public schools that should have an ENT by the end of a school year.

use super::{AnneeScolaire, Id};

/// The target of one school year, for the whole carnet or for one circonscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objectif {
    /// `None` = the whole carnet.
    pub circonscription: Option<Id>,
    pub annee: AnneeScolaire,
    /// Per cent of public schools with an ENT on the last day of the year, from 0 to 100.
    pub part: u8,
    pub commentaire: String,
}

impl Objectif {
    /// One per scope and year: two people who set the same target speak of one.
    pub fn id(&self) -> Id {
        let portee = self
            .circonscription
            .map_or_else(String::new, |id| id.to_string());
        Id::derived("objectif", &format!("{portee}/{}", self.annee.rentree()))
    }
}
