//! Writing an export of a carnet: its key is kept first, the rows are gathered under it, the file is
//! written and proven.

use std::path::Path;

use super::{DemandeEnvoi, Envoi, preparer};
use crate::domain::Faits;
use crate::error::Result;
use crate::exchange::Progress;
use crate::store::Store;
use crate::store::export::CleEnvoi;

/// Writes what was asked to this place, over an earlier export only when `remplace` says so. The
/// key becomes that of the carnet when it has none. What fails or is stopped leaves no file.
pub fn ecrire(
    store: &mut Store,
    faits: &Faits,
    (demande, cle): (&DemandeEnvoi, &CleEnvoi),
    (path, remplace): (&Path, bool),
    progress: &mut Progress<'_>,
) -> Result<Envoi> {
    const ETAPE: &str = "Écriture du fichier";
    store.check_export_place(path, remplace)?;
    progress.step("Choix des lignes", 0, 0)?;
    let cle = store.keep_cle_envoi(cle)?;
    let envoi = preparer(faits, &cle, demande);
    let total = envoi.contenu.tables().map(|(_, l)| l.len() as u64).sum();
    store.write_export(path, &envoi.contenu, &envoi.empreinte, remplace, |faites| {
        progress.step(ETAPE, faites as u64, total)
    })?;
    Ok(envoi)
}
