//! The work in the field, as lists, figures and the agenda need it; the texts of reports stay in
//! the store.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Action, Conge, Evenement, Formation, Id, Modele, Observation, ParEcole, Piece, Visite,
};

/// Everything that was done, seen or promised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terrain {
    /// By school; each list from oldest to newest.
    pub visites: ParEcole<Visite>,
    /// By school; each list in order of last day, those without one at the end.
    pub actions: ParEcole<Action>,
    pub formations: BTreeMap<Id, Formation>,
    pub evenements: BTreeMap<Id, Evenement>,
    /// By school; each list from oldest to newest.
    pub observations: ParEcole<Observation>,
    /// By school.
    pub pieces: ParEcole<Piece>,
    /// In order of day.
    pub conges: Vec<Conge>,
    /// In order of place.
    pub modeles: Vec<Modele>,
}

impl Terrain {
    pub fn visites(&self, ecole: Id) -> &[Visite] {
        self.visites.get(&ecole).map_or(&[], Vec::as_slice)
    }

    /// Those from `du` to `au`, both included.
    pub fn visites_entre(&self, ecole: Id, du: NaiveDate, au: NaiveDate) -> &[Visite] {
        let toutes = self.visites(ecole);
        let debut = toutes.partition_point(|v| v.le < du);
        let fin = toutes.partition_point(|v| v.le <= au);
        toutes.get(debut..fin).unwrap_or(&[])
    }

    pub fn actions(&self, ecole: Id) -> &[Action] {
        self.actions.get(&ecole).map_or(&[], Vec::as_slice)
    }

    pub fn observations(&self, ecole: Id) -> &[Observation] {
        self.observations.get(&ecole).map_or(&[], Vec::as_slice)
    }

    /// Whether anything done, seen or promised names this school.
    pub fn names(&self, ecole: Id) -> bool {
        let seances = || self.formations.values().flat_map(|f| &f.seances);
        self.visites.contains_key(&ecole)
            || self.actions.contains_key(&ecole)
            || self.observations.contains_key(&ecole)
            || self.pieces.contains_key(&ecole)
            || self.evenements.values().any(|e| e.ecoles.contains(&ecole))
            || seances().any(|s| s.participations.iter().any(|p| p.ecole == ecole))
    }

    pub fn pieces(&self, ecole: Id) -> &[Piece] {
        self.pieces.get(&ecole).map_or(&[], Vec::as_slice)
    }
}
