//! What opens when a line is followed: the one place that knows which record has a page.

use crate::command::Command;
use crate::domain::Cible;

/// The command that shows this record.
pub(super) const fn command(cible: Cible) -> Command {
    match cible {
        Cible::Ecole(id) => Command::MontrerEcole(id),
        Cible::Visite(id) => Command::MontrerVisite(id),
        Cible::Action(id) => Command::MontrerAction(id),
        Cible::Projet(id) => Command::MontrerProjet(id),
        Cible::Observation(id) => Command::MontrerObservation(id),
        Cible::Seance { formation, seance } => Command::MontrerFormation {
            formation,
            seance: Some(seance),
        },
        Cible::Evenement(id) => Command::MontrerEvenement(id),
    }
}
