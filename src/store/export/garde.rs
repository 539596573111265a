//! What an export asks of the carnet it leaves: its key, made once by the first one as an operation
//! of its own, and that the file is not the carnet itself.

use std::path::Path;

use super::CleEnvoi;
use super::ecrire::{check_place, place};
use crate::domain::{Id, Source};
use crate::error::{Error, Result};
use crate::store::{Champs, Genre, Store};

impl Store {
    /// The key under which identities leave this carnet, once an export made it. Of several, after a
    /// merge, the smallest.
    pub fn cle_envoi(&self) -> Result<Option<CleEnvoi>> {
        let valeur: Option<String> = self.base.one(
            "SELECT min(valeur) FROM cle_envoi WHERE supprime = 0",
            [],
            |row| row.get(0),
        )?;
        Ok(valeur.and_then(|valeur| CleEnvoi::parse(&valeur)))
    }

    /// The key, which becomes `proposee` when the carnet has none yet.
    pub fn keep_cle_envoi(&mut self, proposee: &CleEnvoi) -> Result<CleEnvoi> {
        if let Some(connue) = self.cle_envoi()? {
            return Ok(connue);
        }
        self.transact("Clé des envois créée", |edit| {
            let champs = Champs::new().set("valeur", proposee.hexa());
            edit.put(Genre::CleEnvoi, Id::random(), champs, Source::Saisi)
        })?;
        Ok(proposee.clone())
    }

    /// Whether an export may take this name. The carnet that is open is told by its place alone:
    /// looking into it would drop its lock.
    pub fn check_export_place(&self, path: &Path, remplace: bool) -> Result<()> {
        if self.path().is_some_and(|carnet| is_same_file(carnet, path)) {
            return Err(Error::Refused(
                "Ce fichier est le carnet ouvert\u{202f}: choisissez un autre nom pour l’envoi."
                    .to_owned(),
            ));
        }
        check_place(path, remplace)
    }

    /// Gives these bytes their name, as [`super::place`] does.
    pub fn place_export(&self, path: &Path, octets: &[u8], remplace: bool) -> Result<()> {
        self.check_export_place(path, remplace)?;
        place(path, octets, remplace)
    }
}

/// Whether both names lead to one file, through links too; neither is opened.
fn is_same_file(un: &Path, autre: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(un), Ok(autre)) = (un.metadata(), autre.metadata()) {
            return (un.dev(), un.ino()) == (autre.dev(), autre.ino());
        }
    }
    matches!((un.canonicalize(), autre.canonicalize()), (Ok(un), Ok(autre)) if un == autre)
}
