//! Why a school is to be seen: what weighs how much, and how it is said.

use chrono::NaiveDate;

use crate::domain::date::date_courte;

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raison {
    JamaisVisitee,
    /// Whole months.
    PasVisiteeDepuis {
        mois: u32,
    },
    /// Last day paid, included, and the calendar months to it.
    AbonnementFinit {
        le: NaiveDate,
        mois: u32,
    },
    /// The oldest one, and how many.
    ActionEnRetard {
        libelle: String,
        nombre: usize,
    },
    /// Something open that we are to do.
    Demandee {
        libelle: String,
    },
    /// The ENT is in service and nobody was trained.
    EntSansFormation {
        ent: String,
    },
}

impl Raison {
    /// How much it counts. What somebody waits for weighs more than what only grows old.
    pub fn poids(&self) -> u32 {
        match self {
            Self::ActionEnRetard { .. } => 5,
            Self::Demandee { .. } | Self::AbonnementFinit { mois: 0..=3, .. } => 4,
            Self::AbonnementFinit { .. }
            | Self::JamaisVisitee
            | Self::PasVisiteeDepuis { mois: 24.. } => 3,
            Self::PasVisiteeDepuis { .. } | Self::EntSansFormation { .. } => 2,
        }
    }

    /// For scripts.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::JamaisVisitee => "jamais-visitee",
            Self::PasVisiteeDepuis { .. } => "pas-visitee",
            Self::AbonnementFinit { .. } => "abonnement",
            Self::ActionEnRetard { .. } => "action-en-retard",
            Self::Demandee { .. } => "demande",
            Self::EntSansFormation { .. } => "ent-sans-formation",
        }
    }

    /// « jamais visitée », « abonnement jusqu’au 12/07/2026 ».
    pub fn dite(&self) -> String {
        match self {
            Self::JamaisVisitee => "jamais visitée".to_owned(),
            Self::PasVisiteeDepuis { mois: mois @ 0..24 } => {
                format!("pas visitée depuis {mois}\u{a0}mois")
            }
            Self::PasVisiteeDepuis { mois } => {
                format!("pas visitée depuis {}\u{a0}ans", mois / 12)
            }
            Self::AbonnementFinit { le, .. } => format!("abonnement jusqu’au {}", date_courte(*le)),
            Self::ActionEnRetard { libelle, nombre: 1 } => format!("en retard\u{202f}: {libelle}"),
            Self::ActionEnRetard { libelle, nombre } => {
                format!("{nombre}\u{a0}actions en retard, dont {libelle}")
            }
            Self::Demandee { libelle } => format!("on nous attend\u{202f}: {libelle}"),
            Self::EntSansFormation { ent } => format!("{ent} sans formation"),
        }
    }
}
