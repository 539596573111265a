//! Showing observations, and opening what goes with them.

use std::path::Path;

use crate::app::App;
use crate::command::{Command, Page};
use crate::domain::adresse::Adresse;
use crate::error::{Error, Result};

pub(super) fn execute(app: &mut App, command: Command) -> Result<()> {
    let page = &mut app.pages.observatoire;
    match command {
        Command::NouvelleObservation { ecole, le } => {
            page.nouvelle(ecole, le.unwrap_or_else(|| app.horloge.aujourdhui()));
        }
        Command::MontrerObservation(observation) => page.montrer(observation),
        Command::ComparerObservations(une, autre) => page.comparer(une, autre),
        Command::OuvrirAdresse(adresse) => return open_address(&adresse),
        _ => return Ok(()),
    }
    app.page = Page::Observatoire;
    Ok(())
}

/// What a carnet received from elsewhere names is read again before the system is asked.
fn open_address(adresse: &str) -> Result<()> {
    let adresse = Adresse::parse(adresse).map_err(Error::Invalid)?;
    if let Adresse::Fichier(chemin) = &adresse
        && !Path::new(chemin).exists()
    {
        return Err(Error::Invalid(format!(
            "Le fichier «\u{a0}{chemin}\u{a0}» n’est plus là\u{202f}: retrouvez-le, puis joignez-le à \
             nouveau."
        )));
    }
    let lue = Path::new(adresse.as_str());
    open::that_detached(adresse.as_str()).map_err(|e| Error::io(lue, e))
}
