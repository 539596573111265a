//! The file for the DANE: prepared to be shown, then written.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::{App, Carnet};
use crate::command::EnvoiDane;
use crate::error::{Error, Result};
use crate::exchange::coffre::Phrase;
use crate::exchange::envoi::{Destination, ecrire, preparer};
use crate::ui::echanges::Ecrit;

pub(super) fn execute(app: &mut App, envoi: EnvoiDane) -> Result<()> {
    match envoi {
        EnvoiDane::Preparer => prepare(app),
        EnvoiDane::Ecrire { chemin, remplace } => write(app, chemin, remplace),
        EnvoiDane::OuvrirDossier => open_folder(app),
    }
}

/// Gathers what would leave, under the key it would leave under.
fn prepare(app: &mut App) -> Result<()> {
    let Some(demande) = app.pages.echanges.envoyer().demande() else {
        return Ok(());
    };
    let connue = match &app.carnet {
        Carnet::Ouvert(store) => store.cle_envoi()?,
        _ => None,
    };
    let cle = connue.unwrap_or_else(|| app.pages.echanges.envoyer().cle());
    let faits = Arc::clone(&app.faits);
    app.start("Préparation de l’envoi", move |_progress| {
        let envoi = preparer(&faits, &cle, &demande);
        Box::new(move |app| app.pages.echanges.envoyer().recevoir(envoi))
    });
    Ok(())
}

fn write(app: &mut App, chemin: PathBuf, remplace: bool) -> Result<()> {
    if chemin.as_os_str().is_empty() {
        return Err(Error::Invalid("Donnez un nom au fichier.".to_owned()));
    }
    let page = app.pages.echanges.envoyer();
    let Some(demande) = page.demande() else {
        return Err(Error::Invalid(
            "Aucune circonscription n’est cochée\u{202f}: cochez ce qui doit partir.".to_owned(),
        ));
    };
    let cle = page.cle();
    let phrase = match page.phrase() {
        "" => None,
        texte => Some(Phrase::new(texte)?),
    };
    let faits = Arc::clone(&app.faits);
    app.start_with_store(
        "Écriture du fichier pour la DANE",
        move |store, progress| {
            let destination = Destination::new(&chemin, remplace, phrase.as_ref());
            let envoi = ecrire(store, &faits, (&demande, &cle), &destination, progress);
            let chemin = destination.chemin().to_owned();
            let chiffre = phrase.is_some();
            Box::new(move |app| match envoi {
                Ok(envoi) => {
                    let ecrit = Ecrit::new(&envoi, chemin, chiffre);
                    app.pages.echanges.envoyer().written(ecrit);
                    app.toasts.dire("Fichier écrit.");
                }
                Err(Error::AlreadyExists { path }) if !remplace => {
                    app.pages.echanges.envoyer().exists(path);
                }
                Err(erreur) => {
                    let phrase = super::importer::said(&erreur, "Rien n’a été écrit.");
                    app.toasts.erreur(&phrase);
                }
            })
        },
    );
    Ok(())
}

fn open_folder(app: &mut App) -> Result<()> {
    let Some(dossier) = app.pages.echanges.envoyer().dossier() else {
        return Ok(());
    };
    open::that_detached(&dossier).map_err(|e| Error::io(&dossier, e))
}
