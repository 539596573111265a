//! What another carnet would bring, compared before anything is written.

use super::nombre::compte;
use super::{Doublon, Id};

/// What becomes of one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    Nouveau,
    Change,
    Supprime,
}

impl Sort {
    /// Stable: the contract of `--format json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nouveau => "nouveau",
            Self::Change => "change",
            Self::Supprime => "supprime",
        }
    }
}

/// One object another carnet says something new of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Apport {
    /// The name of its kind, singular and plural.
    pub noms: (&'static str, &'static str),
    pub sort: Sort,
    pub ecole: Option<Id>,
    /// « École Élise (0880001Y) »; empty when it is of no school.
    pub ou: String,
    /// « visite du 12 mars 2021 ».
    pub libelle: String,
}

/// All that the carnets given would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanFusion {
    /// Nothing that is not here already.
    pub rien: bool,
    /// Changes of the journal unknown here.
    pub changements: u64,
    /// In order of kind, of fate, then of school.
    pub apports: Vec<Apport>,
    /// Fields in conflict because of it, one sentence each.
    pub desaccords: Vec<String>,
    /// What looks written down twice because of it.
    pub doublons: Vec<Doublon>,
    /// Fields in conflict here that it settles, and doubles it answers.
    pub regles: usize,
    pub repondus: usize,
    /// A name common to both carnets: they come from one file.
    pub parents: bool,
    /// Whose writing came, in order of name; those without a name are not in it.
    pub personnes: Vec<String>,
}

impl PlanFusion {
    /// How many of one kind have one fate, in words: « 37 visites nouvelles ».
    pub fn resume(&self) -> Vec<String> {
        let mut lignes: Vec<String> = self
            .apports
            .chunk_by(|a, b| (a.noms, a.sort) == (b.noms, b.sort))
            .map(|de_meme| {
                let noms = de_meme[0].noms;
                let combien = compte(de_meme.len(), noms.0, noms.1);
                let suite = match de_meme[0].sort {
                    Sort::Nouveau => "en plus",
                    Sort::Change => "à compléter",
                    Sort::Supprime => "à retirer",
                };
                format!("{combien} {suite}")
            })
            .collect();
        if !self.desaccords.is_empty() {
            lignes.push(compte(self.desaccords.len(), "désaccord", "désaccords"));
        }
        if !self.doublons.is_empty() {
            let n = self.doublons.len();
            lignes.push(compte(n, "doublon probable", "doublons probables"));
        }
        for (n, un, plusieurs) in [
            (
                self.regles,
                "désaccord déjà réglé",
                "désaccords déjà réglés",
            ),
            (
                self.repondus,
                "doublon probable déjà réglé",
                "doublons probables déjà réglés",
            ),
        ] {
            if n > 0 {
                lignes.push(compte(n, un, plusieurs));
            }
        }
        lignes
    }
}
