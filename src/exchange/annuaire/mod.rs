//! The annuaire de l'éducation: a register file becomes a plan that a page can show, then one
//! undoable operation.
//!
//! [`reconnaitre`] says what a file is; [`preparer`] compares what it says with what the carnet
//! holds and writes nothing; [`appliquer`] writes the plan whole or not at all.
//!
//! An older file than what the carnet holds is welcome: each file is a relevé of its own
//! millésime, and fills its own stretch of the past.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::dnma::ChoixColonnes;
use super::{Progress, cellule};
use crate::domain::Source;
use crate::domain::date::date_longue;
use crate::error::Result;
use crate::store::{Champs, Genre, Store};

mod circonscription;
mod colonnes;
mod existant;
mod imagine;
mod lecteur;
mod lecture;
mod lue;
mod plan;
mod preparer;

pub use super::ecartes::Refus;
pub use existant::Existant;
pub(super) use existant::words;
pub use plan::{Difference, EcoleAbsente, ImportPlan, LignePlan, Sort};
pub use preparer::preparer;

/// The name of the dataset in the carnet's relevés.
pub const JEU: &str = "annuaire";

/// What a file turned out to be, before anything is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apercu {
    /// File name, without its folder.
    pub fichier: String,
    /// In words: « Annuaire de l’éducation, UTF-8, séparateur « ; » ».
    pub reconnu: String,
    /// The latest date of its rows; `None` when it carries none and the date must be asked.
    pub millesime: Option<NaiveDate>,
    /// When the file was last written: mostly the day it was downloaded.
    pub modifie_le: Option<NaiveDate>,
    /// Schools of the premier degré.
    pub ecoles: usize,
    /// In order of département, then of name; those with schools only.
    pub circonscriptions: Vec<CirconscriptionVue>,
    /// Codes (three characters) and numbers of schools, in order of code.
    pub departements: Vec<(String, usize)>,
}

/// A circonscription a file speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CirconscriptionVue {
    /// Short name: « Épinal ».
    pub nom: String,
    /// UAI of its office, when the file tells it.
    pub code: Option<String>,
    /// Three characters.
    pub departement: String,
    /// Schools of the premier degré attached to it in this file.
    pub ecoles: usize,
}

/// What to keep of a file, and what it cannot say itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choix {
    /// `88` or `088`; everything when `None`.
    pub departement: Option<String>,
    /// Short names (accents and case do not matter) or codes; everything when empty. Schools the
    /// carnet already follows are read even when they have left these circonscriptions.
    pub circonscriptions: Vec<String>,
    /// Date of the data; taken from the rows when `None`.
    pub millesime: Option<NaiveDate>,
    /// Which column is which, of an audience measure.
    pub colonnes: ChoixColonnes,
}

/// What an applied plan wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BilanImport {
    /// Relevés written: 0 when the carnet already held all of it (then no operation is left).
    pub releves: usize,
    pub circonscriptions: usize,
    pub colleges: usize,
}

/// Reads the whole file once and says what it is. Refuses, in a sentence that says what the file
/// looks like, anything that is not an annuaire.
pub fn reconnaitre(chemin: &Path, progress: &mut Progress<'_>) -> Result<Apercu> {
    let lu = lecture::read(chemin, progress)?;
    let mut departements: BTreeMap<&str, usize> = BTreeMap::new();
    for departement in lu.ecoles.iter().filter_map(|e| e.departement) {
        *departements.entry(departement).or_default() += 1;
    }
    let circonscriptions = lu.circonscriptions.iter().filter(|c| c.ecoles > 0);
    Ok(Apercu {
        departements: departements
            .into_iter()
            .map(|(code, ecoles)| (code.to_owned(), ecoles))
            .collect(),
        circonscriptions: circonscriptions
            .map(|c| CirconscriptionVue {
                nom: c.nom.clone(),
                code: c.code.map(|code| code.to_string()),
                departement: c.departement.to_owned(),
                ecoles: c.ecoles,
            })
            .collect(),
        ecoles: lu.ecoles.len(),
        millesime: lu.millesime,
        modifie_le: super::fichier::modified(chemin),
        fichier: lu.nom,
        reconnu: lu.reconnu,
    })
}

/// Writes a plan as one undoable operation; nothing at all when stopped or refused.
pub fn appliquer(
    store: &mut Store,
    plan: &ImportPlan,
    progress: &mut Progress<'_>,
) -> Result<BilanImport> {
    let millesime = plan.millesime;
    let source = Source::Officiel { millesime };
    // In the order of the schools' identities, the widest tables of the carnet grow at their end.
    let mut lignes: Vec<&LignePlan> = plan.lignes.iter().collect();
    lignes.sort_unstable_by_key(|ligne| ligne.lue.id);
    let libelle = format!("Import de l’annuaire du {}", date_longue(millesime));
    store.transact(&libelle, |edit| {
        let mut bilan = BilanImport::default();
        for (circonscription, gardee) in plan
            .liste_circonscriptions
            .iter()
            .zip(&plan.circonscriptions_gardees)
        {
            if !gardee {
                continue;
            }
            let mut champs = Champs::new();
            if let Some(code) = circonscription.code {
                champs = champs.set("code", code.as_str());
            }
            champs = champs.set("nom", circonscription.nom.as_str());
            if !circonscription.departement.is_empty() {
                champs = champs.set("departement", circonscription.departement);
            }
            let ecrit = edit.put(Genre::Circonscription, circonscription.id, champs, source)?;
            bilan.circonscriptions += usize::from(ecrit);
        }
        for college in &plan.liste_colleges {
            let ecrit = edit.put(
                Genre::SecteurCollege,
                college.id(),
                college.champs(),
                source,
            )?;
            bilan.colleges += usize::from(ecrit);
        }
        let total = lignes.len() as u64;
        let dits = lignes.iter().map(|ligne| {
            let champs = ligne.lue.champs(&plan.liste_circonscriptions);
            (ligne.lue.uai, champs)
        });
        bilan.releves = edit.releves(JEU, millesime, dits, |faits| {
            progress.step("Écriture dans le carnet", faits as u64, total)
        })?;
        Ok(bilan)
    })
}
