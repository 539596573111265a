//! The facts of some schools only: what a report about a circonscription is made from.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Ecole, Faits, Formation, Id, ParEcole};

impl Faits {
    /// The facts of the schools to keep, and what belongs to no school. A session is kept when
    /// one of them took part, or when nobody said who did; its other participants are left out.
    pub fn restreints(&self, garde: impl Fn(&Ecole) -> bool) -> Self {
        let mut faits = self.clone();
        faits.ecoles.retain(garde);
        let ids: BTreeSet<Id> = faits.ecoles.iter().map(|e| e.id).collect();
        let terrain = &mut faits.terrain;
        only(&ids, &mut terrain.visites);
        only(&ids, &mut terrain.actions);
        only(&ids, &mut terrain.observations);
        only(&ids, &mut terrain.pieces);
        (terrain.formations).retain(|_, f| f.seances.is_empty() || restrict(&ids, f));
        for evenement in terrain.evenements.values_mut() {
            evenement.ecoles.retain(|id| ids.contains(id));
        }
        only(&ids, &mut faits.deploiements);
        only(&ids, &mut faits.verifications);
        only(&ids, &mut faits.financements);
        only(&ids, &mut faits.conditions);
        only(&ids, &mut faits.effectifs);
        only(&ids, &mut faits.ips);
        faits
    }

    /// The same; these very facts when every school is kept, which a copy would take long to say.
    pub fn restreints_au_besoin(&self, garde: impl Fn(&Ecole) -> bool) -> Cow<'_, Self> {
        if self.ecoles.iter().all(&garde) {
            Cow::Borrowed(self)
        } else {
            Cow::Owned(self.restreints(garde))
        }
    }
}

fn only<V>(ids: &BTreeSet<Id>, par_ecole: &mut ParEcole<V>) {
    par_ecole.retain(|id, _| ids.contains(id));
}

/// Whether a session is left.
fn restrict(ids: &BTreeSet<Id>, formation: &mut Formation) -> bool {
    formation.seances.retain_mut(|seance| {
        let dite = !seance.participations.is_empty();
        seance.participations.retain(|p| ids.contains(&p.ecole));
        !dite || !seance.participations.is_empty()
    });
    !formation.seances.is_empty()
}
