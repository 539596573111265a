//! Demonstration carnets: entirely made up, and the same on every machine.
//!
//! The two Vosges experiments, with their history. Names of schools and people, codes, addresses
//! and telephone numbers are invented; the communes are real. Nothing stores a total: the figures
//! come out through the definitions of the domain.
//!
//! Reading order: `ecole_fictive` and `plan` (plain values, and the acts that write them),
//! `scenarios` (what a school lives), `vosges` (the schools), `circonscriptions` (what happened)
//! and `suivi` (how it was written down).

mod alea;
mod circonscriptions;
mod ecole_fictive;
mod plan;
mod scenarios;
mod suivi;
mod vosges;

use std::path::Path;

use chrono::NaiveDate;

use crate::error::Result;
use crate::store::Store;

/// The two circonscriptions of the Vosges, from 2018 to `aujourdhui`, at `path`, which must not
/// exist: a carnet already there is refused and stays as it is. Nothing is left on failure.
///
/// The four school years 2018/2019 to 2021/2022 are always told, even to a machine whose clock
/// is earlier.
pub fn creer_circonscriptions(path: &Path, aujourdhui: NaiveDate) -> Result<()> {
    let actes = suivi::actes(aujourdhui.max(suivi::DERNIER_JOUR_SUR));
    creer(path, actes)
}

/// Writes these acts into a new carnet.
fn creer(path: &Path, actes: Vec<plan::Acte>) -> Result<()> {
    let auteur = actes
        .first()
        .map(|acte| acte.personne.le(acte.jour))
        .unwrap_or_default();
    Store::create_with(path, &auteur, |store| plan::ecrire(store, actes)).map(drop)
}
