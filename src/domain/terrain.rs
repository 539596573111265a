//! The work in the field, as lists, figures and the agenda need it; the texts of reports stay in
//! the store.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Action, Conge, Evenement, Formation, Id, Modele, Observation, ParEcole, Piece, Visite,
};

/// Everything that was done, seen or promised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terrain {
    /// By school; each list from oldest to newest.
    pub visites: ParEcole<Visite>,
    /// The second accounts of visits that two people made together (`Reponse::Conjointe`): shown
    /// like the others, and not counted.
    pub secondes: BTreeSet<Id>,
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

    /// The visits of a school, each once whoever made it together; a visit noted on two days
    /// counts on the first.
    pub fn visites_comptees(&self, ecole: Id) -> impl Iterator<Item = &Visite> {
        self.counted(self.visites(ecole))
    }

    /// How many of these visits count, each once as above.
    pub fn comptees(&self, visites: &[Visite]) -> usize {
        self.counted(visites).count()
    }

    /// Those of all schools.
    pub fn toutes_comptees(&self) -> impl Iterator<Item = &Visite> {
        self.counted(self.visites.values().flatten())
    }

    fn counted<'a>(
        &'a self,
        visites: impl IntoIterator<Item = &'a Visite>,
    ) -> impl Iterator<Item = &'a Visite> {
        let toutes = visites.into_iter();
        toutes.filter(|v| !self.secondes.contains(&v.id))
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

/// Of the visits of a school, those from `du` to `au`, both included. Walked back from the newest:
/// what is asked about is mostly near.
pub(super) fn visites_entre(visites: &[Visite], du: NaiveDate, au: NaiveDate) -> &[Visite] {
    let derniere = visites.iter().rposition(|v| v.le <= au);
    let toutes = &visites[..derniere.map_or(0, |rang| rang + 1)];
    let avant = toutes.iter().rposition(|v| v.le < du);
    &toutes[avant.map_or(0, |rang| rang + 1)..]
}

/// Which of these visits are second accounts, from what people answered of two of them at a time.
/// Three colleagues may have gone together.
pub fn secondes(visites: &ParEcole<Visite>, conjointes: &[(Id, Id)]) -> BTreeSet<Id> {
    let mut groupes: BTreeMap<Id, Id> = BTreeMap::new();
    for &(une, autre) in conjointes {
        let groupe = |groupes: &BTreeMap<Id, Id>, id| groupes.get(&id).copied().unwrap_or(id);
        let (reste, part) = (groupe(&groupes, une), groupe(&groupes, autre));
        for id in [une, autre] {
            groupes.entry(id).or_insert(reste);
        }
        for g in groupes.values_mut().filter(|g| **g == part) {
            *g = reste;
        }
    }
    let mut connus = BTreeSet::new();
    let dits = visites.values().flatten();
    dits.filter_map(|v| groupes.get(&v.id).map(|groupe| (v.id, *groupe)))
        .filter_map(|(id, groupe)| (!connus.insert(groupe)).then_some(id))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visite(n: u8, jour: u32) -> Visite {
        Visite {
            id: Id::from_bytes([n; 16]),
            ecole: Id::from_bytes([99; 16]),
            le: chrono::NaiveDate::from_ymd_opt(2022, 3, jour).unwrap(),
            duree: None,
            motif: None,
            intervenant: String::new(),
        }
    }

    #[test]
    fn visits_made_together_count_once_on_their_first_day() {
        let toutes = vec![
            visite(5, 1),
            visite(1, 2),
            visite(2, 3),
            visite(3, 3),
            visite(4, 9),
        ];
        let visites: ParEcole<Visite> = [(Id::from_bytes([99; 16]), toutes)].into_iter().collect();
        let id = |n: u8| Id::from_bytes([n; 16]);
        let egal = |paires: &[(u8, u8)], attendues: &[u8]| {
            let paires: Vec<(Id, Id)> = paires.iter().map(|&(a, b)| (id(a), id(b))).collect();
            let attendues: BTreeSet<Id> = attendues.iter().map(|&n| id(n)).collect();
            assert_eq!(secondes(&visites, &paires), attendues, "{paires:?}");
        };
        egal(&[], &[]);
        egal(&[(1, 2)], &[2]);
        // Three together, said in either order.
        egal(&[(1, 2), (2, 3)], &[2, 3]);
        egal(&[(3, 2), (1, 3)], &[2, 3]);
        // The one with the smaller identity came later.
        egal(&[(1, 5), (4, 7)], &[1]);
    }
}
