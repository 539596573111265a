//! Commands that end in the window.

use std::path::PathBuf;

use crate::error::{Error, Result};

/// Opens the window, on this carnet when one is named.
pub(super) fn ouvrir(fichier: Option<PathBuf>) -> Result<()> {
    if let Some(path) = fichier.filter(|path| !path.exists()) {
        return Err(Error::NotFound { path });
    }
    Err(Error::Display("elle n’est pas encore là".to_owned()))
}
