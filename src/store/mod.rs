//! The carnet on disk: the only place that names rusqlite. (Interface first; see the modules.)

mod genre;
mod valeur;

pub use genre::{Champ, Genre};
pub use valeur::{Champs, Ecrit, Valeur};

use std::path::{Path, PathBuf};

use crate::domain::{ChampEcole, Deploiement, Faits, Id, Source};
use crate::error::Result;
use crate::systeme::Horloge;

/// Who opens a carnet, with what clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Auteur {
    /// Name or initials; may be empty.
    pub personne: String,
    pub fonction: String,
    pub horloge: Horloge,
}

/// The name of one operation, on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId {
    pub session: Id,
    pub numero: i64,
}

/// One line of *Historique*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneHistorique {
    pub id: OperationId,
    pub libelle: String,
    /// UTC milliseconds.
    pub quand: i64,
    pub personne: String,
    /// Objects written.
    pub objets: u64,
    /// Undone by a later operation that still stands.
    pub annulee: bool,
    /// It is itself an undo or a redo, of this one.
    pub annule: Option<OperationId>,
    /// Came from another carnet: undo skips it.
    pub recue: bool,
}

/// What an undo or a redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annulation {
    /// The name of the operation undone or redone.
    pub libelle: String,
    /// What was left because someone has written since, one sentence each.
    pub laisses: Vec<String>,
}

/// Where the value of a field comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Typed, by whom and when (UTC milliseconds).
    Saisi { personne: String, quand: i64 },
    /// Said by this file, of this date.
    Releve { jeu: String, millesime: chrono::NaiveDate },
    /// Typed as true from that day on.
    Changement { depuis: chrono::NaiveDate, personne: String },
}

/// One field of a school's sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct ValeurSourcee {
    pub champ: ChampEcole,
    pub valeur: Valeur,
    pub provenance: Provenance,
    /// What the official file says, when a typed value hides it.
    pub officiel: Option<Valeur>,
}

/// One line of the history of a school: one field of one object written by one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneFiche {
    pub quand: i64,
    pub personne: String,
    /// The sentence of the operation.
    pub libelle: String,
    /// What it wrote, in words: « Début : 12 mars 2020 ».
    pub details: Vec<String>,
}

/// The sheet of a school at one date, beyond what [`Faits`] holds.
#[derive(Clone, Debug, PartialEq)]
pub struct FicheEcole {
    pub id: Id,
    pub uai: String,
    pub valeurs: Vec<ValeurSourcee>,
    /// Newest first.
    pub historique: Vec<LigneFiche>,
}

/// An open carnet. `&self` reads, `&mut self` writes; there is one connection, ever.
pub struct Store {
    // private fields
}

impl Store {
    pub fn create(_path: &Path, _auteur: &Auteur) -> Result<Self> { todo!() }
    pub fn open(_path: &Path, _auteur: &Auteur) -> Result<Self> { todo!() }
    /// For tests and previews.
    pub fn in_memory(_auteur: &Auteur) -> Result<Self> { todo!() }
    pub fn path(&self) -> Option<&Path> { todo!() }
    /// Moves at every write; caches compare it.
    pub fn revision(&self) -> u64 { todo!() }
    /// SQL statements run since the opening.
    pub fn statements_run(&self) -> u64 { todo!() }
    /// One act of a person: everything `act` writes, or nothing.
    pub fn transact<T>(&mut self, _libelle: &str, _act: impl FnOnce(&mut Edit<'_>) -> Result<T>) -> Result<T> { todo!() }
    /// Undoes my latest operation; `None` when there is nothing to undo.
    pub fn undo(&mut self) -> Result<Option<Annulation>> { todo!() }
    pub fn redo(&mut self) -> Result<Option<Annulation>> { todo!() }
    pub fn undo_until(&mut self, _operation: OperationId) -> Result<Vec<Annulation>> { todo!() }
    pub fn undo_label(&self) -> Result<Option<String>> { todo!() }
    pub fn redo_label(&self) -> Result<Option<String>> { todo!() }
    /// Newest first.
    pub fn historique(&self, _limit: usize, _offset: usize) -> Result<Vec<LigneHistorique>> { todo!() }
    pub fn faits(&self) -> Result<Faits> { todo!() }
    pub fn fiche(&self, _ecole: Id, _au: chrono::NaiveDate) -> Result<FicheEcole> { todo!() }
    /// What contradicts the promises of the file, one French sentence each; empty = all is well.
    pub fn verify(&self) -> Result<Vec<String>> { todo!() }
    /// A verified copy under a new name; an existing file is refused.
    pub fn copy_to(&self, _path: &Path) -> Result<PathBuf> { todo!() }
}

/// The write access of one operation.
pub struct Edit<'a> {
    _store: &'a mut Store,
}

impl Edit<'_> {
    /// Sets these fields of an object, creating it when new. Fields whose standing value is
    /// already this one, from a source of the same layer, are not written again.
    /// Returns whether anything was written.
    pub fn put(&mut self, _genre: Genre, _objet: Id, _champs: Champs, _source: Source) -> Result<bool> { todo!() }
    /// Deletes an object and its parts.
    pub fn delete(&mut self, _genre: Genre, _objet: Id) -> Result<()> { todo!() }
    /// Typed wrappers.
    pub fn deploiement(&mut self, _d: &Deploiement) -> Result<bool> { todo!() }
    pub fn verification(&mut self, _ecole: Id, _le: chrono::NaiveDate, _par: &str) -> Result<()> { todo!() }
    /// A correction: typed, undated, beats every relevé; `None` withdraws it.
    pub fn corriger_ecole(&mut self, _ecole: Id, _champ: ChampEcole, _valeur: Option<Valeur>) -> Result<bool> { todo!() }
    /// A typed value true from `depuis` on.
    pub fn changer_ecole(&mut self, _ecole: Id, _depuis: chrono::NaiveDate, _champs: Champs) -> Result<Id> { todo!() }
    /// A relevé: what the file `jeu` of `millesime` says of the school `uai`. Creates the school.
    /// `champs` holds school fields only ([`ChampEcole`]). Returns whether anything was written.
    pub fn releve(&mut self, _jeu: &str, _millesime: chrono::NaiveDate, _uai: &str, _champs: Champs) -> Result<bool> { todo!() }
}
