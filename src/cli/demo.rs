//! The demonstration carnets: made once, never over an existing file, then opened.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{fenetre, sortie};
use crate::demonstration::{creer_academie, creer_circonscriptions};
use crate::error::{Error, Result};
use crate::systeme::{Horloge, dossier_des_carnets};

/// Without a name, the carnet made before on this machine is opened again; a name that exists is
/// refused.
pub(super) fn demo(
    fichier: Option<PathBuf>,
    academie: bool,
    sans_fenetre: bool,
) -> Result<ExitCode> {
    let nom = if academie {
        "demonstration-academie.carnet"
    } else {
        "demonstration.carnet"
    };
    let (path, connu) = if let Some(path) = fichier {
        (path, false)
    } else {
        let path = dossier_des_carnets().join(nom);
        let connu = path.exists();
        (path, connu)
    };
    if !connu {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        }
        let aujourdhui = Horloge::default().aujourdhui();
        if academie {
            creer_academie(&path, aujourdhui)?;
        } else {
            creer_circonscriptions(&path, aujourdhui)?;
        }
    }
    if sans_fenetre {
        sortie::dire(&format!("Démonstration : {}\n", path.display()))?;
        Ok(ExitCode::SUCCESS)
    } else {
        fenetre::ouvrir(Some(&path))
    }
}
