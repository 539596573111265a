//! A plan, written as one undoable operation.

use std::collections::BTreeSet;

use super::choix::Decision;
use super::plan::{Plan, Sort};
use crate::domain::{Dispositif, Domaine, Id, Solution, Source};
use crate::error::Result;
use crate::exchange::Progress;
use crate::store::{Edit, Store};

/// The name of the operation in *Historique*.
pub const OPERATION: &str = "Import d’un tableur";

/// Lines between two steps of progress.
const PAS: usize = 256;

/// What an applied plan wrote. All zero when the carnet already held all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bilan {
    pub nouvelles: usize,
    pub modifiees: usize,
    pub financements: usize,
    /// Solutions and funding schemes added to the lists.
    pub ajouts: usize,
}

/// Writes the lines a plan takes and remembers what was decided; nothing at all when stopped or
/// refused. Lines still to be decided are left.
pub fn appliquer(store: &mut Store, plan: &Plan, progress: &mut Progress<'_>) -> Result<Bilan> {
    store.transact(OPERATION, |edit| {
        let mut bilan = Bilan::default();
        for id in used(plan) {
            bilan.ajouts += usize::from(add(edit, plan, id)?);
        }
        let total = plan.lignes.len() as u64;
        for (rang, ligne) in plan.lignes.iter().enumerate() {
            if rang.is_multiple_of(PAS) {
                progress.step("Écriture dans le carnet", rang as u64, total)?;
            }
            let Some(ecriture) = &ligne.ecriture else {
                continue;
            };
            let mut ecrit = edit.deploiement_from(&ecriture.deploiement, Source::Tableur)?;
            for financement in &ecriture.financements {
                let nouveau = edit.financement(financement, Source::Tableur)?;
                bilan.financements += usize::from(nouveau);
                ecrit |= nouveau;
            }
            match ligne.sort {
                Sort::Nouvelle => bilan.nouvelles += usize::from(ecrit),
                _ => bilan.modifiees += usize::from(ecrit),
            }
        }
        for (domaine, texte, valeur) in &plan.retenir {
            edit.correspondance(*domaine, texte, valeur)?;
        }
        Ok(bilan)
    })
}

/// The new entries of the lists that a line uses, or that a decision remembers.
fn used(plan: &Plan) -> BTreeSet<Id> {
    plan.nouveaux.keys().copied().collect()
}

/// Adds one entry to a list, at its end.
fn add(edit: &mut Edit<'_>, plan: &Plan, id: Id) -> Result<bool> {
    let Some((
        domaine,
        Decision::Nouvelle {
            nom, compte_ent, ..
        },
    )) = plan.nouveaux.get(&id)
    else {
        return Ok(false);
    };
    match domaine {
        Domaine::Dispositif => edit.dispositif(&Dispositif {
            id,
            code: None,
            nom: nom.clone(),
            description: String::new(),
            reference: String::new(),
            ordre: AU_BOUT,
        }),
        _ => edit.solution(&Solution {
            id,
            code: None,
            nom: nom.clone(),
            editeur: String::new(),
            compte_ent: *compte_ent,
            ordre: AU_BOUT,
            note: String::new(),
        }),
    }
}

/// After the shipped ones; people move it if they care.
const AU_BOUT: i64 = 100;
