//! Any official file: what it is, what it would change, then one undoable operation.
//!
//! The same three verbs for every dataset: [`reconnaitre`] says what a file is; [`preparer`]
//! compares what it says with what the carnet holds and writes nothing; [`appliquer`] writes a
//! plan whole or not at all. A plan's [`Resume`] is what the page and the command both show.
//!
//! Only the annuaire brings schools (and closed schools, beside those followed): every other file
//! speaks of the schools the carnet already follows. So several files are imported in the order of
//! [`rang`], and [`Connu::imagine`] lets each be previewed as if those before it were in.

mod commun;
mod connu;
mod date;
mod parcours;
mod phrase;
mod plan;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Progress;
use super::annuaire::{self, Apercu, Choix};
use super::fichier::cite;
use super::jeu::Jeu;
use super::mesures::Comptage;
use super::tableau::Tableau;
use crate::domain::{Id, Uai};
use crate::error::{Error, Result};
use crate::store::Store;

pub use super::carte_scolaire::{CollegeOffert, EcoleAChoisir, PlanCarte};
pub use super::dnma::PlanDnma;
pub use super::ecartes::{Ecartes, Refus};
pub use super::fermes::{Candidate, DEPUIS, FusionProposee, PlanFermes};
pub use super::geolocalisation::PlanGeolocalisation;
pub use super::mesures::PlanMesures;
pub use super::snee::PlanSnee;
pub use commun::{Commun, LigneVue, Sort};
pub(super) use commun::{changement, reste, twice};
pub use connu::Connu;
pub(super) use connu::Dit;
pub use date::{DateDonnees, Origine};
pub(super) use parcours::{Lecteur, missing, parcourir};
pub use plan::{Plan, Resume};

/// What a file turned out to be, before anything is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reconnu {
    /// Its circonscriptions are to be chosen.
    Annuaire(Apercu),
    /// Another official file: nothing to choose before it is compared.
    Officiel(Jeu),
    /// A table that is no known dataset.
    Tableur,
}

impl Reconnu {
    /// The dataset; `None` for a table that is none.
    pub const fn jeu(&self) -> Option<Jeu> {
        match self {
            Self::Annuaire(_) => Some(Jeu::Annuaire),
            Self::Officiel(jeu) => Some(*jeu),
            Self::Tableur => None,
        }
    }
}

/// The dataset a header announces; `None` for a table that is none. Refuses what is no table.
pub fn jeu(chemin: &Path) -> Result<Option<Jeu>> {
    Ok(Tableau::open(chemin, None)?.jeu)
}

/// What people decide where no file can, for one import; each is written as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// School, collège: of communes that several collèges share.
    pub secteurs: BTreeMap<Id, Uai>,
    /// School closed, school that took its pupils.
    pub successeurs: BTreeMap<Id, Id>,
}

/// Says what a file is. An annuaire is read whole, to tell its circonscriptions.
pub fn reconnaitre(chemin: &Path, progress: &mut Progress<'_>) -> Result<Reconnu> {
    Ok(match jeu(chemin)? {
        Some(Jeu::Annuaire) => Reconnu::Annuaire(annuaire::reconnaitre(chemin, progress)?),
        Some(jeu) => Reconnu::Officiel(jeu),
        None => Reconnu::Tableur,
    })
}

/// Compares a file with the carnet. Writes nothing.
///
/// Of `choix`, only the date concerns other files than the annuaire; the columns, an audience.
pub fn preparer(
    chemin: &Path,
    jeu: Option<Jeu>,
    choix: &Choix,
    connu: &Connu<'_>,
    progress: &mut Progress<'_>,
) -> Result<Plan> {
    let millesime = choix.millesime;
    Ok(match jeu {
        Some(Jeu::Annuaire) => {
            let existant = annuaire::Existant::new(connu.store, Arc::clone(&connu.faits));
            Plan::Annuaire(Box::new(annuaire::preparer(
                chemin, choix, &existant, progress,
            )?))
        }
        Some(Jeu::Effectifs) => Plan::Effectifs(super::mesures::preparer(
            chemin,
            Comptage::Effectifs,
            millesime,
            connu,
            progress,
        )?),
        Some(Jeu::Ips) => Plan::Ips(super::mesures::preparer(
            chemin,
            Comptage::Ips,
            millesime,
            connu,
            progress,
        )?),
        Some(Jeu::Geolocalisation) => Plan::Geolocalisation(super::geolocalisation::preparer(
            chemin, millesime, connu, progress,
        )?),
        Some(Jeu::CarteScolaire) => Plan::CarteScolaire(super::carte_scolaire::preparer(
            chemin, millesime, connu, progress,
        )?),
        Some(Jeu::Fermes) => {
            Plan::Fermes(super::fermes::preparer(chemin, millesime, connu, progress)?)
        }
        Some(Jeu::Snee) => Plan::Snee(super::snee::preparer(chemin, millesime, connu, progress)?),
        Some(Jeu::Dnma) => Plan::Dnma(Box::new(super::dnma::preparer(
            chemin,
            millesime,
            &choix.colonnes,
            connu,
            progress,
        )?)),
        None => return Err(unknown(chemin)?),
    })
}

/// Writes a plan and what was decided with it as one undoable operation; nothing at all when
/// stopped or refused. Returns how many things were written: 0 when the carnet knew all of it.
pub fn appliquer(
    store: &mut Store,
    plan: &Plan,
    decisions: &Decisions,
    progress: &mut Progress<'_>,
) -> Result<usize> {
    match plan {
        Plan::Annuaire(plan) => Ok(annuaire::appliquer(store, plan, progress)?.releves),
        Plan::Effectifs(plan) | Plan::Ips(plan) => plan.appliquer(store, progress),
        Plan::Geolocalisation(plan) => plan.appliquer(store, progress),
        Plan::CarteScolaire(plan) => plan.appliquer(store, decisions, progress),
        Plan::Fermes(plan) => plan.appliquer(store, decisions, progress),
        Plan::Snee(plan) => plan.appliquer(store, progress),
        Plan::Dnma(plan) => plan.appliquer(store, progress),
    }
}

/// The place of a dataset among several files imported together: what brings schools, then what
/// brings collèges and places, then what is counted.
pub const fn rang(jeu: Option<Jeu>) -> u8 {
    match jeu {
        Some(Jeu::Annuaire) => 0,
        Some(Jeu::Fermes) => 1,
        Some(Jeu::Geolocalisation) => 2,
        Some(Jeu::CarteScolaire) => 3,
        Some(Jeu::Effectifs) => 4,
        Some(Jeu::Ips) => 5,
        Some(Jeu::Snee) => 6,
        Some(Jeu::Dnma) => 7,
        None => 8,
    }
}

/// Whether what a file of the dataset `de` wrote may change what one of `vers` would do.
pub fn feeds(de: Jeu, vers: Option<Jeu>) -> bool {
    rang(Some(de)) <= rang(Some(Jeu::CarteScolaire)) || vers == Some(de) || vers.is_none()
}

/// The refusal of a table that nothing here reads.
fn unknown(chemin: &Path) -> Result<Error> {
    let tableau = Tableau::open(chemin, None)?;
    Ok(Error::Refused(format!(
        "{} n’est pas un fichier officiel que le carnet sait lire\u{202f}: {}. Les fichiers \
         officiels se téléchargent sur data.education.gouv.fr, au format CSV (l’annuaire est le \
         jeu fr-en-annuaire-education).",
        cite(&tableau.nom),
        tableau.aspect()
    )))
}
