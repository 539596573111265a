//! The list of the tour, written as a file for printing.

use std::path::Path;

use crate::app::App;
use crate::error::{Error, Result};
use crate::exchange::write_new;
use crate::report::RapportTournee;

/// Writes what is ticked on the page *Tournée*; a file that exists stays as it is.
pub(super) fn write(app: &mut App, path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() {
        return Err(Error::Invalid("Donnez un nom à la liste.".to_owned()));
    }
    let choisies = app.pages.tournee.choisies();
    if choisies.is_empty() {
        return Err(Error::Invalid(
            "Aucune école n’est cochée : cochez celles de la tournée, puis enregistrez la liste."
                .to_owned(),
        ));
    }
    let (demande, a_voir) = (app.pages.tournee.demande(), choisies);
    let rapport = RapportTournee::new(&app.faits, &demande, a_voir);
    let texte = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("txt"));
    let contenu = if texte {
        rapport.to_liste()
    } else {
        rapport.to_html()
    };
    let path = if path.extension().is_none() {
        path.with_extension("html")
    } else {
        path.to_owned()
    };
    write_new(&path, &contenu)?;
    app.toasts
        .dire(&format!("Liste enregistrée : {}", path.display()));
    Ok(())
}
