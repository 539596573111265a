//! What a line of a timeline, of the agenda or of the search stands for: the record it opens.

use super::Id;

/// A record one can open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cible {
    Ecole(Id),
    Visite(Id),
    Action(Id),
    Projet(Id),
    Seance { formation: Id, seance: Id },
    Evenement(Id),
    Observation(Id),
}
