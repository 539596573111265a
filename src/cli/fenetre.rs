//! Commands that end in the window.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::app;
use crate::error::{Error, Result};

/// Opens the window, on this carnet when one is named.
pub(super) fn ouvrir(fichier: Option<PathBuf>) -> Result<ExitCode> {
    if let Some(path) = fichier.as_ref().filter(|path| !path.exists()) {
        return Err(Error::NotFound { path: path.clone() });
    }
    app::run(fichier)
}
