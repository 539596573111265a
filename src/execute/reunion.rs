//! Bringing a colleague's carnet into this one: compared, applied, taken back; and settling what
//! two people said differently.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::command::{Command, Page, Reunion};
use crate::error::Result;
use crate::exchange::fusion;
use crate::store::Reglement;

pub(super) fn execute(app: &mut App, command: Command) -> Result<()> {
    match command {
        Command::Reunir(reunion) => reunite(app, reunion),
        Command::Regler(reglement) => settle(app, &reglement)?,
        _ => {}
    }
    Ok(())
}

fn reunite(app: &mut App, reunion: Reunion) {
    app.page = Page::Echanges;
    match reunion {
        Reunion::Comparer(chemins) => compare(app, chemins),
        Reunion::Appliquer => apply(app),
        Reunion::Abandonner => app.pages.echanges.reunir().reset(),
        Reunion::Revenir => go_back(app),
        Reunion::Desaccords => app.pages.echanges.montrer_desaccords(),
    }
}

fn compare(app: &mut App, chemins: Vec<PathBuf>) {
    app.pages.echanges.montrer_reunir();
    let phrase = app.pages.echanges.reunir().begin(&chemins);
    let mien = app.carnet.path().map(Path::to_owned);
    let auteur = app.auteur();
    app.start_with_store("Comparaison des carnets", move |store, progress| {
        let lus = fusion::fichiers(&chemins, mien.as_deref())
            .and_then(|fichiers| fusion::lire(&fichiers, phrase.as_ref(), &auteur, progress))
            .and_then(|lus| {
                let plan = store.comparer(&lus.autres)?;
                Ok((lus, plan))
            });
        Box::new(move |app| match lus {
            Ok((lus, plan)) => app.pages.echanges.reunir().compared(lus, plan),
            Err(erreur) => {
                let phrase = super::importer::said(&erreur, "Comparaison interrompue.");
                app.toasts.erreur(&phrase);
            }
        })
    });
}

fn apply(app: &mut App) {
    let autres = app.pages.echanges.reunir().take();
    if autres.is_empty() {
        return;
    }
    app.start_with_store("Réunion des carnets", move |store, _progress| {
        let fait = fusion::reunir(store, &autres);
        Box::new(move |app| match fait {
            Ok(plan) => {
                app.pages.echanges.reunir().applied(plan);
                app.toasts.dire("Carnets réunis.");
            }
            Err(erreur) => app.toasts.erreur(&erreur.user_message()),
        })
    });
}

fn go_back(app: &mut App) {
    app.start_with_store("Retour à avant la fusion", move |store, _progress| {
        let fait = store.revenir();
        Box::new(move |app| match fait {
            Ok(()) => {
                app.pages.echanges.reunir().reset();
                app.toasts
                    .dire("Le carnet est revenu à ce qu’il était avant la fusion.");
            }
            Err(erreur) => app.toasts.erreur(&erreur.user_message()),
        })
    });
}

fn settle(app: &mut App, reglement: &Reglement) -> Result<()> {
    super::store(app)?.regler(reglement)?;
    app.toasts.ecrit(match reglement {
        Reglement::Trancher { .. } => "Désaccord réglé",
        Reglement::Identifier { .. } => "Réponse enregistrée",
    });
    Ok(())
}
