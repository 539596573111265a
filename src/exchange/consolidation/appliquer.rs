//! A plan, written as one undoable operation: what files say that is new, and without what they
//! no longer say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::dits::dits;
use super::lignes::conditions_recues;
use super::lire::Lu;
use super::plan::{Plan, Retenu, preparer};
use crate::domain::{Faits, Id, Population, Regle, Source};
use crate::error::Result;
use crate::exchange::Progress;
use crate::store::{
    Champs, Edit, Genre, Neuf, Recues, Store, evenement_ecole_id, participation_id, projet_ecole_id,
};

/// The name of the operation in *Historique*.
pub const OPERATION: &str = "Consolidation d’envois reçus";

/// Facts between two steps of progress.
const PAS: usize = 64;

/// What an applied plan did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bilan {
    pub fichiers: usize,
    pub ecoles: usize,
    /// Facts that a newer file no longer says.
    pub retires: usize,
}

/// Writes a plan whole, or not at all when stopped or refused. `faits` and `recues` are those of
/// this carnet, before.
pub fn appliquer(
    store: &mut Store,
    plan: &Plan,
    faits: &Faits,
    recues: &Recues,
    progress: &mut Progress<'_>,
) -> Result<Bilan> {
    if plan.retenus.is_empty() {
        return Ok(Bilan::default());
    }
    let avant = Avant::lire(store, plan, faits, recues)?;
    let producteurs = plan.retenus.iter().map(|r| r.reception.producteur);
    let inconnus = store.inconnus(producteurs.collect())?;
    let (neufs, connus): (Vec<_>, Vec<_>) = (plan.retenus.iter())
        .partition::<Vec<&Retenu>, _>(|r| inconnus.contains(&r.reception.producteur));
    let lignes = plan.retenus.iter().map(|r| r.export.nombre_de_lignes());
    let total = lignes.sum::<usize>() as u64;
    store.transact(OPERATION, |edit| {
        let mut ecriture = Ecriture {
            edit,
            progress,
            dits: FxHashSet::default(),
            faits: 0,
            total,
        };
        for (id, (genre, champs)) in &plan.nouveaux {
            let source = Source::Officiel {
                millesime: plan.au().unwrap_or_default(),
            };
            ecriture.edit.put(*genre, *id, champs.clone(), source)?;
        }
        for retenu in &plan.retenus {
            ecriture.edit.reception(&retenu.reception)?;
        }
        ecriture.neufs(&neufs)?;
        for dit in dits(&connus) {
            ecriture.recevoir(dit)?;
        }
        Ok(Bilan {
            fichiers: plan.retenus.len(),
            ecoles: plan.retenus.iter().map(|r| r.ecoles.len()).sum(),
            retires: ecriture.retirer(&avant)?,
        })
    })
}

/// Judges the files read and takes those that hold, as one undoable operation.
pub fn recevoir(store: &mut Store, lus: Vec<Lu>, progress: &mut Progress<'_>) -> Result<Plan> {
    let (faits, recues) = (store.faits()?, store.recues()?);
    let plan = preparer(lus, &recues, &faits, progress)?;
    appliquer(store, &plan, &faits, &recues, progress)?;
    Ok(plan)
}

struct Ecriture<'a, 'b, 'c> {
    edit: &'a mut Edit<'b>,
    progress: &'a mut Progress<'c>,
    /// Every fact said by a sender already known.
    dits: FxHashSet<Id>,
    /// Written so far.
    faits: usize,
    total: u64,
}

impl Ecriture<'_, '_, '_> {
    /// What senders say of whom nothing was ever received.
    fn neufs(&mut self, retenus: &[&Retenu]) -> Result<()> {
        let (progress, total) = (&mut *self.progress, self.total);
        let ecrits = self.edit.neufs(dits(retenus), |faits| {
            progress.step(ETAPE, faits as u64, total)
        })?;
        self.faits = ecrits.nombre;
        for redit in ecrits.redits {
            self.recevoir(redit)?;
        }
        Ok(())
    }

    fn recevoir(&mut self, dit: Neuf) -> Result<()> {
        if self.faits.is_multiple_of(PAS) {
            self.progress.step(ETAPE, self.faits as u64, self.total)?;
        }
        self.faits += 1;
        self.dits.insert(dit.id);
        (self.edit).recevoir(dit.genre, dit.id, dit.champs, dit.millesime)?;
        Ok(())
    }

    /// What the carnet had from earlier files and these no longer say. Returns how many facts.
    fn retirer(&mut self, avant: &Avant) -> Result<usize> {
        let mut retires = 0;
        for (genre, id) in &avant.faits {
            if !self.dits.contains(id) {
                retires += usize::from(self.edit.retirer_recu(*genre, *id)?);
            }
        }
        for id in &avant.releves {
            self.edit.retirer_recu(Genre::Releve, *id)?;
        }
        for (id, (ecoles, avec_ent)) in &avant.receptions {
            let champs = Champs::new()
                .set("ecoles", i64::try_from(*ecoles).unwrap_or(i64::MAX))
                .set("avec_ent", i64::try_from(*avec_ent).unwrap_or(i64::MAX));
            self.edit
                .put(Genre::Reception, *id, champs, Source::Saisi)?;
        }
        Ok(retires)
    }
}

const ETAPE: &str = "Écriture des faits";

/// What earlier files said of the schools that these files speak of.
#[derive(Default)]
struct Avant {
    faits: BTreeSet<(Genre, Id)>,
    /// Of the same day as the file that now speaks.
    releves: Vec<Id>,
    /// Receptions that lose schools to another sender, and what they keep.
    receptions: BTreeMap<Id, (u64, u64)>,
}

impl Avant {
    fn lire(store: &Store, plan: &Plan, faits: &Faits, recues: &Recues) -> Result<Self> {
        let mut avant = Self::default();
        if recues.toutes.is_empty() {
            return Ok(avant);
        }
        let mut visees: BTreeMap<Id, NaiveDate> = BTreeMap::new();
        for retenu in &plan.retenus {
            let au = retenu.reception.au;
            visees.extend(retenu.ecoles.iter().map(|uai| (Id::ecole(uai), au)));
            let remplacee = retenu.reception.remplacee;
            let delaissees = recues.ecoles.iter().filter(|(_, r)| Some(**r) == remplacee);
            for (ecole, _) in delaissees {
                visees.entry(*ecole).or_insert(au);
            }
        }
        for (ecole, au) in &visees {
            for (id, le) in store.releves_recus(*ecole)? {
                if le == *au {
                    avant.releves.push(id);
                }
            }
        }
        avant.facts(faits, &visees);
        for ecole in visees.keys() {
            let de = (recues.ecoles.get(ecole)).and_then(|id| recues.toutes.get(id));
            let Some(de) = de else { continue };
            let producteur = de.producteur.to_string().replace('-', "");
            for c in faits.conditions.get(ecole).into_iter().flatten() {
                let id = conditions_recues(&producteur, *ecole, &c.le.to_string());
                avant.faits.insert((Genre::Conditions, id));
            }
        }
        let remplacees: BTreeSet<Id> = (plan.retenus.iter())
            .filter_map(|r| r.reception.remplacee)
            .collect();
        for ecole in &faits.ecoles {
            let Some(reception) = recues.ecoles.get(&ecole.id) else {
                continue;
            };
            let Some(perdante) = recues.toutes.get(reception) else {
                continue;
            };
            if !visees.contains_key(&ecole.id) || remplacees.contains(reception) {
                continue;
            }
            let reste = (avant.receptions)
                .entry(*reception)
                .or_insert((perdante.ecoles, perdante.avec_ent));
            let comptee = ecole.comptee_au(perdante.au, Population::Public).is_some();
            let avec_ent = comptee && faits.est_equipee(ecole.id, perdante.au, Regle::Classe);
            reste.0 = reste.0.saturating_sub(comptee.into());
            reste.1 = reste.1.saturating_sub(avec_ent.into());
        }
        Ok(avant)
    }

    fn facts(&mut self, faits: &Faits, visees: &BTreeMap<Id, NaiveDate>) {
        let mut add = |genre, id: Id| {
            if id.est_recu() {
                self.faits.insert((genre, id));
            }
        };
        for ecole in visees.keys() {
            for d in faits.deploiements(*ecole) {
                add(Genre::Deploiement, d.id);
            }
            for f in faits.financements(*ecole) {
                add(Genre::Financement, f.id);
            }
            for v in faits.terrain.visites.get(ecole).into_iter().flatten() {
                add(Genre::Visite, v.id);
            }
            for o in faits.terrain.observations.get(ecole).into_iter().flatten() {
                add(Genre::Observation, o.id);
            }
        }
        let mut links = |genre, id, whole: Id| {
            if whole.est_recu() {
                self.faits.insert((genre, id));
            }
        };
        for projet in faits.projets.values() {
            for ecole in projet.ecoles.iter().filter(|e| visees.contains_key(e)) {
                let id = projet_ecole_id(projet.id, *ecole);
                links(Genre::ProjetEcole, id, projet.id);
            }
        }
        for seance in faits.terrain.formations.values().flat_map(|f| &f.seances) {
            for p in &seance.participations {
                if visees.contains_key(&p.ecole) {
                    let id = participation_id(seance.id, p.ecole);
                    links(Genre::Participation, id, seance.id);
                }
            }
        }
        for evenement in faits.terrain.evenements.values() {
            for ecole in evenement.ecoles.iter().filter(|e| visees.contains_key(e)) {
                let id = evenement_ecole_id(evenement.id, *ecole);
                links(Genre::EvenementEcole, id, evenement.id);
            }
        }
    }
}
