//! What a line of a timeline, of the agenda or of the search stands for: the record it opens.

use super::Id;

/// A record one can open. `ecole` is where one goes while the record has no page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cible {
    Ecole(Id),
    Visite(Id),
    Action(Id),
    Projet(Id),
    Seance {
        formation: Id,
        seance: Id,
        ecole: Option<Id>,
    },
    Evenement {
        evenement: Id,
        ecole: Option<Id>,
    },
    Observation {
        observation: Id,
        ecole: Id,
    },
}
