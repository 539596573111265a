//! The annuaire de l'éducation: a register file becomes a plan that a page can show, then one
//! undoable operation.
//!
//! `reconnaitre` says what a file is; `preparer` compares what it says with what the carnet
//! holds and writes nothing; `appliquer` writes the plan whole or not at all.

use std::path::Path;

use chrono::NaiveDate;

use super::Progress;
use crate::error::Result;
use crate::store::Store;

mod existant;
mod plan;

pub use existant::Existant;
pub use plan::{Difference, EcoleAbsente, ImportPlan, LignePlan, Refus, Sort};

/// The name of the dataset in the carnet's relevés.
pub const JEU: &str = "annuaire";

/// What a file turned out to be, before anything is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apercu {
    /// File name, without its folder.
    pub fichier: String,
    /// In words: « Annuaire de l’éducation, UTF-8, séparateur ; ».
    pub reconnu: String,
    /// The latest date of its rows; `None` when it carries none and the date must be asked.
    pub millesime: Option<NaiveDate>,
    /// Schools of the premier degré.
    pub ecoles: usize,
    /// In order of département, then of name.
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
pub fn reconnaitre(_chemin: &Path, _progress: &mut Progress<'_>) -> Result<Apercu> {
    todo!()
}

/// Compares a file with what a carnet holds. Writes nothing.
pub fn preparer(
    _chemin: &Path,
    _choix: &Choix,
    _existant: &Existant,
    _progress: &mut Progress<'_>,
) -> Result<ImportPlan> {
    todo!()
}

/// Writes a plan as one undoable operation; nothing at all when stopped or refused.
pub fn appliquer(
    _store: &mut Store,
    _plan: &ImportPlan,
    _progress: &mut Progress<'_>,
) -> Result<BilanImport> {
    todo!()
}
