//! The facts of some schools only: what a report about a circonscription is made from.

use std::collections::BTreeSet;

use super::{Ecole, Faits, Formation, Id, ParEcole};

impl Faits {
    /// The facts of the schools to keep, and what belongs to no school. A session is kept when
    /// one of them took part, or when nobody said who did; its other participants are left out.
    pub fn restreints(&self, garde: impl Fn(&Ecole) -> bool) -> Self {
        let ecoles: Vec<Ecole> = self.ecoles.iter().filter(|e| garde(e)).cloned().collect();
        let ids: BTreeSet<Id> = ecoles.iter().map(|e| e.id).collect();
        let mut terrain = self.terrain.clone();
        only(&ids, &mut terrain.visites);
        only(&ids, &mut terrain.actions);
        only(&ids, &mut terrain.observations);
        only(&ids, &mut terrain.pieces);
        for formation in terrain.formations.values_mut() {
            restrict(&ids, formation);
        }
        terrain.formations.retain(|_, f| !f.seances.is_empty());
        for evenement in terrain.evenements.values_mut() {
            evenement.ecoles.retain(|id| ids.contains(id));
        }
        let mut faits = Self {
            ecoles,
            terrain,
            ..self.clone()
        };
        only(&ids, &mut faits.deploiements);
        only(&ids, &mut faits.verifications);
        only(&ids, &mut faits.financements);
        only(&ids, &mut faits.conditions);
        only(&ids, &mut faits.effectifs);
        only(&ids, &mut faits.ips);
        faits
    }
}

fn only<V>(ids: &BTreeSet<Id>, par_ecole: &mut ParEcole<V>) {
    par_ecole.retain(|id, _| ids.contains(id));
}

fn restrict(ids: &BTreeSet<Id>, formation: &mut Formation) {
    formation.seances.retain_mut(|seance| {
        let dite = !seance.participations.is_empty();
        seance.participations.retain(|p| ids.contains(&p.ecole));
        !dite || !seance.participations.is_empty()
    });
}
