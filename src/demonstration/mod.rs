//! Demonstration carnets: entirely made up, and the same on every machine.
//!
//! Two of them: the two Vosges experiments, with their history, and the académie, whose schools
//! give the état des lieux of 1 July 2020 when they are counted. Names of schools and people,
//! codes, addresses and telephone numbers are invented; towns are real, villages outside the two
//! circonscriptions are not. Nothing stores a total: the figures come out through the
//! definitions of the domain, and schools are planted that a careless count would take wrongly.
//!
//! Reading order: `ecole_fictive` and `plan` (plain values, and the acts that write them),
//! `scenarios` (what a school lives) and `suites` (after 2022); the first carnet: `vosges` (its
//! schools), `circonscriptions` (what happened), `projets`, `mesures` (what was counted and seen),
//! `audience` (visits measured),
//! `suivi` (how it was written down), `terrain` (the work in the field); the second:
//! `territoire`, `equipement`, `pieges`, and `academie` for the surveys.

mod academie;
mod alea;
mod audience;
mod circonscriptions;
mod ecole_fictive;
mod equipement;
mod mesures;
mod pieges;
mod plan;
mod projets;
mod scenarios;
mod suites;
mod suivi;
mod terrain;
mod territoire;
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

/// The académie, from 2019 to `aujourdhui`, at `path`, under the same promises.
pub fn creer_academie(path: &Path, aujourdhui: NaiveDate) -> Result<()> {
    let actes = academie::actes(aujourdhui.max(suivi::DERNIER_JOUR_SUR));
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
