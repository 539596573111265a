//! What the carnet holds, as an import compares it with a file.

use std::sync::Arc;

use crate::domain::Faits;
use crate::error::Result;
use crate::store::Store;

/// The schools a carnet follows.
#[derive(Clone, Debug, Default)]
pub struct Existant {
    faits: Arc<Faits>,
}

impl Existant {
    /// From the facts a page already has.
    pub const fn new(faits: Arc<Faits>) -> Self {
        Self { faits }
    }

    pub fn read(store: &Store) -> Result<Self> {
        Ok(Self::new(Arc::new(store.faits()?)))
    }
}
