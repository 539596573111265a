//! Commands that end in the window.

use std::path::Path;
use std::process::ExitCode;

use crate::app;
use crate::error::{Error, Result};

/// Opens the window, on this carnet when one is named.
pub(super) fn ouvrir(fichier: Option<&Path>) -> Result<ExitCode> {
    if let Some(path) = fichier.filter(|path| !path.exists()) {
        return Err(Error::NotFound {
            path: path.to_owned(),
        });
    }
    app::run(fichier)
}
