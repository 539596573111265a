//! Writing an export of a carnet: its key is kept first, the rows are gathered under it, the file is
//! made, proven, put under a passphrase when there is one, and takes its name.

use std::path::{Path, PathBuf};

use super::{DemandeEnvoi, Envoi, preparer};
use crate::domain::Faits;
use crate::error::Result;
use crate::exchange::Progress;
use crate::exchange::coffre::{self, Phrase};
use crate::store::Store;
use crate::store::export::{CleEnvoi, octets};

/// Where an export goes.
#[derive(Debug)]
pub struct Destination<'a> {
    chemin: PathBuf,
    remplace: bool,
    phrase: Option<&'a Phrase>,
}

impl<'a> Destination<'a> {
    /// This place, over an earlier export only when `remplace` says so. Under a passphrase the name
    /// ends in `.age`, which is added when it does not.
    pub fn new(chemin: &Path, remplace: bool, phrase: Option<&'a Phrase>) -> Self {
        let is_age = chemin
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("age"));
        let mut chemin = chemin.to_owned();
        if phrase.is_some() && !is_age {
            chemin.as_mut_os_string().push(".age");
        }
        Self {
            chemin,
            remplace,
            phrase,
        }
    }

    pub fn chemin(&self) -> &Path {
        &self.chemin
    }
}

/// Writes what was asked. The key becomes that of the carnet when it has none. What fails or is
/// stopped leaves no file.
pub fn ecrire(
    store: &mut Store,
    faits: &Faits,
    (demande, cle): (&DemandeEnvoi, &CleEnvoi),
    destination: &Destination<'_>,
    progress: &mut Progress<'_>,
) -> Result<Envoi> {
    const ETAPE: &str = "Écriture du fichier";
    let Destination {
        chemin,
        remplace,
        phrase,
    } = destination;
    store.check_export_place(chemin, *remplace)?;
    progress.step("Choix des lignes", 0, 0)?;
    let cle = store.keep_cle_envoi(cle)?;
    let envoi = preparer(faits, &cle, demande);
    let total = envoi.contenu.tables().map(|(_, l)| l.len() as u64).sum();
    let mut octets = octets(&envoi.contenu, &envoi.empreinte, |faites| {
        progress.step(ETAPE, faites as u64, total)
    })?;
    if let Some(phrase) = phrase {
        progress.step("Chiffrement", 0, 0)?;
        octets = coffre::seal(&octets, phrase)?;
    }
    progress.step(ETAPE, total, total)?;
    store.place_export(chemin, &octets, *remplace)?;
    Ok(envoi)
}
