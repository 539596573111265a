//! What opens when a line is followed: the one place that knows which record has a page.

use crate::command::Command;
use crate::domain::Cible;

/// The command that shows this record; `None` while nothing can.
///
/// Sessions, events and observations open their school until they have pages of their own.
pub(super) fn command(cible: Cible) -> Option<Command> {
    match cible {
        Cible::Ecole(id) => Some(Command::MontrerEcole(id)),
        Cible::Visite(id) => Some(Command::MontrerVisite(id)),
        Cible::Action(id) => Some(Command::MontrerAction(id)),
        Cible::Projet(id) => Some(Command::MontrerProjet(id)),
        Cible::Observation { ecole, .. } => Some(Command::MontrerEcole(ecole)),
        Cible::Seance { ecole, .. } | Cible::Evenement { ecole, .. } => {
            ecole.map(Command::MontrerEcole)
        }
    }
}
