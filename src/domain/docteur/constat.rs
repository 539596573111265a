//! One finding: what is wrong, with whom, and the repair that is proposed when there is a safe
//! one.

use chrono::NaiveDate;

use super::Anomalie;
use crate::domain::date::date_longue;
use crate::domain::{Id, Uai};

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sujet {
    Ecole(Id),
    Projet(Id),
    /// A reference list, a commune…
    Carnet,
}

impl Sujet {
    pub const fn ecole(self) -> Option<Id> {
        match self {
            Self::Ecole(id) => Some(id),
            Self::Projet(_) | Self::Carnet => None,
        }
    }
}

/// One thing that looks wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constat {
    pub anomalie: Anomalie,
    pub sujet: Sujet,
    /// The other schools it is about.
    pub autres: Vec<Id>,
    /// Of the school; empty for a project.
    pub uai: String,
    /// Name of the school or of the project.
    pub nom: String,
    /// Name of the commune; empty when nobody said.
    pub commune: String,
    /// What and why, in French; complete.
    pub phrase: String,
    pub reparation: Option<Reparation>,
    /// The name it is set aside under: the objects and the values that make it wrong, so that
    /// another mistake in the same place is told again.
    pub cle: String,
    /// Somebody said it is right after all.
    pub ignore: bool,
}

/// What would mend a finding. Each is one undoable operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reparation {
    /// All that was typed of this school goes to the school of another UAI, which is made when
    /// the carnet does not have it yet.
    Recoder { ecole: Id, vers: Uai },
    /// Deletes a school that holds nothing and stands twice.
    SupprimerDoublon { ecole: Id },
    /// The first day without the school.
    NoterFermeture { ecole: Id, fermeture: NaiveDate },
    /// Ends these deployments; `fin` is their last day.
    Terminer {
        deploiements: Vec<Id>,
        fin: NaiveDate,
    },
}

impl Reparation {
    /// Stable: the contract of `--format json`.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Recoder { .. } => "recoder",
            Self::SupprimerDoublon { .. } => "supprimer_doublon",
            Self::NoterFermeture { .. } => "noter_fermeture",
            Self::Terminer { .. } => "terminer",
        }
    }

    /// On its button.
    pub fn libelle(&self) -> String {
        match self {
            Self::Recoder { vers, .. } => format!("Passer à l’UAI {vers}"),
            Self::SupprimerDoublon { .. } => "Supprimer ce doublon vide".to_owned(),
            Self::NoterFermeture { fermeture, .. } => {
                format!("Noter la fermeture au {}", date_longue(*fermeture))
            }
            Self::Terminer { fin, .. } => format!("Terminer le {}", date_longue(*fin)),
        }
    }

    /// What it would write, in a sentence.
    pub fn explication(&self) -> String {
        match self {
            Self::Recoder { vers, .. } => format!(
                "Tout ce qui a été noté de cette école passe à l’école {vers}. Ce que les fichiers \
                 officiels disent de celle-ci n’est pas touché."
            ),
            Self::SupprimerDoublon { .. } => {
                "Rien n’a été noté de cette école\u{202f}: sa fiche est supprimée.".to_owned()
            }
            Self::NoterFermeture { fermeture, .. } => format!(
                "L’école n’est plus comptée à partir du {}. La date se change sur sa fiche.",
                date_longue(*fermeture)
            ),
            Self::Terminer { deploiements, fin } => format!(
                "{} au {}, dernier jour compris.",
                if deploiements.len() > 1 {
                    "Les ENT en cours s’arrêtent"
                } else {
                    "L’ENT s’arrête"
                },
                date_longue(*fin)
            ),
        }
    }
}
