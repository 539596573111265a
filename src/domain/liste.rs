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
    /// Of the grid of observation: services of an ENT, how often (EVALuENT's scale), paliers,
    /// who acts, whose point of view.
    Service,
    Frequence,
    Palier,
    Acteur,
    PointDeVue,
    Cycle,
    SorteEvenement,
}

impl Liste {
    pub const ALL: [Self; 11] = [
        Self::Poste,
        Self::Moment,
        Self::Role,
        Self::MotifVisite,
        Self::Service,
        Self::Frequence,
        Self::Palier,
        Self::Acteur,
        Self::PointDeVue,
        Self::Cycle,
        Self::SorteEvenement,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Poste => "poste",
            Self::Moment => "moment",
            Self::Role => "role",
            Self::MotifVisite => "motif_visite",
            Self::Service => "service",
            Self::Frequence => "frequence",
            Self::Palier => "palier",
            Self::Acteur => "acteur",
            Self::PointDeVue => "point_de_vue",
            Self::Cycle => "cycle",
            Self::SorteEvenement => "sorte_evenement",
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
            Self::Service => "Services de l’ENT",
            Self::Frequence => "Fréquences d’usage",
            Self::Palier => "Paliers d’usage",
            Self::Acteur => "Acteurs",
            Self::PointDeVue => "Points de vue",
            Self::Cycle => "Cycles",
            Self::SorteEvenement => "Sortes d’événement",
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
}

impl Domaine {
    pub const ALL: [Self; 4] = [Self::Colonne, Self::Solution, Self::Dispositif, Self::Ecole];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Colonne => "colonne",
            Self::Solution => "solution",
            Self::Dispositif => "dispositif",
            Self::Ecole => "ecole",
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
