//! Published files to run against, which are never part of the repository.

use std::path::{Path, PathBuf};

/// The published file of this name: in `CARNET_DONNEES`, else beside the repository. When it is
/// absent, says so by name.
pub(crate) fn publie(nom: &str) -> Option<PathBuf> {
    let dossier = std::env::var_os("CARNET_DONNEES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let chemin = dossier.join(nom);
    if chemin.is_file() {
        Some(chemin)
    } else {
        skipped(&chemin);
        None
    }
}

#[expect(clippy::print_stderr, reason = "a test says what it did not run")]
fn skipped(chemin: &Path) {
    eprintln!("skipped: {} is absent", chemin.display());
}
