//! Short lists the user can extend, and what words of other people's spreadsheets mean here.

use super::Id;

/// A short list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Liste {
    /// What a funding pays for.
    Poste,
    /// Key moments of a project.
    Moment,
    /// Functions of the people one meets.
    Role,
    /// Reasons of a visit.
    MotifVisite,
}

impl Liste {
    pub const ALL: [Self; 4] = [Self::Poste, Self::Moment, Self::Role, Self::MotifVisite];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Poste => "poste",
            Self::Moment => "moment",
            Self::Role => "role",
            Self::MotifVisite => "motif_visite",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == texte)
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Poste => "Postes de financement",
            Self::Moment => "Moments d’un projet",
            Self::Role => "Fonctions des personnes",
            Self::MotifVisite => "Motifs de visite",
        }
    }
}

/// One entry of a short list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terme {
    pub id: Id,
    pub liste: Liste,
    /// Of a shipped one; stable for ever.
    pub code: Option<String>,
    pub nom: String,
    pub ordre: i64,
    /// No longer offered; what names it keeps it.
    pub retire: bool,
}

/// What a word of a spreadsheet is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Domaine {
    /// The title of a column → a field of the import.
    Colonne,
    /// → the identity of a solution.
    Solution,
    /// → the identity of a dispositif.
    Dispositif,
    /// The name of a school, with its commune → an UAI.
    Ecole,
    /// A finding of the doctor → « ignoré »: somebody said it is right after all.
    Docteur,
}

impl Domaine {
    pub const ALL: [Self; 5] = [
        Self::Colonne,
        Self::Solution,
        Self::Dispositif,
        Self::Ecole,
        Self::Docteur,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Colonne => "colonne",
            Self::Solution => "solution",
            Self::Dispositif => "dispositif",
            Self::Ecole => "ecole",
            Self::Docteur => "docteur",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == texte)
    }
}

/// What a person noted of a commune and no file of schools says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommuneInfo {
    /// INSEE code, five characters.
    pub insee: String,
    /// Inhabitants.
    pub population: Option<u32>,
    /// Year of that census.
    pub annee: Option<i32>,
}
