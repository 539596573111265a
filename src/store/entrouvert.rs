//! A carnet held but not yet trusted: what is read of it may be shown while its pages are checked.
//!
//! Checking every page takes as long as reading every fact, and a window need not wait for both:
//! it shows what it read, and can do nothing with it until the check has passed. Nothing is
//! written through an [`Entrouvert`], and the lock is held from its making on, so that what was
//! checked is what will be written.

use std::path::Path;

use super::open::SCHEMA;
use super::{Auteur, Store};
use crate::domain::Faits;
use crate::error::Result;

/// See the module.
pub struct Entrouvert {
    store: Store,
    schema: i64,
}

impl Entrouvert {
    /// Refuses what [`Store::open`] refuses, damaged pages apart.
    pub fn new(path: &Path, auteur: &Auteur) -> Result<Self> {
        let (store, schema) = Store::hold(path, auteur)?;
        Ok(Self { store, schema })
    }

    /// Its file, by its absolute name.
    pub fn path(&self) -> Option<&Path> {
        self.store.path()
    }

    /// What it says. `None` when it must first be brought up to date, or cannot be read:
    /// [`Self::check`] then says why.
    pub fn faits(&mut self) -> Option<Faits> {
        if self.schema < SCHEMA {
            return None;
        }
        let mut faits = Faits::default();
        self.store.refresh(&mut faits).ok()?;
        Some(faits)
    }

    /// The carnet, once every page is sound; the same file, byte for byte, when one is not.
    pub fn check(self) -> Result<Store> {
        self.store.trust(self.schema)
    }
}
