//! The files received by the DANE: chosen, judged and taken, published, answered.

use std::path::PathBuf;
use std::thread;
use std::time::Instant;

use super::JAMAIS_OUVERT;
use crate::app::App;
use crate::command::{Command, Consolidation, Page};
use crate::error::Result;
use crate::exchange::{Progress, consolidation};
use crate::store::Store;

pub(super) fn execute(app: &mut App, acte: Consolidation) -> Result<()> {
    match acte {
        Consolidation::Recevoir(chemins) => {
            app.page = Page::Echanges;
            receive(app, chemins);
        }
        Consolidation::Retenir { mot, est } => {
            consolidation::retenir(super::store(app)?, &mot, est)?;
            app.toasts.ecrit("Réponse enregistrée");
        }
        Consolidation::Publier { path, remplace } => publish(app, path, remplace),
        Consolidation::Retour(dossier) => send_back(app, dossier),
        demande => ask(app, demande),
    }
    Ok(())
}

fn receive(app: &mut App, chemins: Vec<PathBuf>) {
    app.pages.echanges.montrer_consolider();
    let phrase = app.pages.echanges.consolider().begin(&chemins);
    app.start_with_store("Consolidation des envois", move |store, progress| {
        let plan = consolidation::fichiers(&chemins)
            .and_then(|fichiers| consolidation::lire(&fichiers, phrase.as_ref(), progress))
            .and_then(|lus| consolidation::recevoir(store, lus, progress));
        Box::new(move |app| match plan {
            Ok(plan) => {
                app.pages.echanges.consolider().recus(&plan);
                app.toasts.dire(&plan.dit());
            }
            Err(erreur) => {
                let phrase = super::importer::said(&erreur, "Consolidation interrompue.");
                app.toasts.erreur(&phrase);
            }
        })
    });
}

/// Where the consolidation of a carnet stands, on the newest day received.
fn stand(store: &Store) -> Result<(crate::domain::Faits, consolidation::Etat)> {
    let (faits, recues) = (store.faits()?, store.recues()?);
    let au = recues.courantes().map(|r| r.au).max().unwrap_or_default();
    let attendues = consolidation::attendus(&faits, &recues.annoncees, au);
    let etat = consolidation::etat(store, &faits, &recues, &attendues, au)?;
    Ok((faits, etat))
}

fn publish(app: &mut App, path: PathBuf, remplace: bool) {
    app.start_with_store("Publication", move |store, progress| {
        let fait = write(store, (path, remplace), progress);
        Box::new(move |app| match fait {
            Ok(phrase) => app.toasts.dire(&phrase),
            Err(erreur) => {
                let phrase = super::importer::said(&erreur, "Publication interrompue.");
                app.toasts.erreur(&phrase);
            }
        })
    });
}

fn write(
    store: &mut Store,
    (path, remplace): (PathBuf, bool),
    progress: &mut Progress<'_>,
) -> Result<String> {
    let path = if path.extension().is_none() {
        path.with_extension("sqlite")
    } else {
        path
    };
    let (faits, etat) = stand(store)?;
    let place = (path.as_path(), remplace);
    let publie = consolidation::publier(store, &faits, &etat, place, progress)?;
    Ok(format!(
        "Publié et vérifié\u{202f}: {}. {}. {}",
        path.display(),
        publie.envoi.resume(),
        publie.manque.unwrap_or_default()
    ))
}

fn send_back(app: &mut App, dossier: PathBuf) {
    let auteur = app.auteur();
    app.start_with_store("Fichiers de retour", move |store, progress| {
        let fait = stand(store).and_then(|(faits, etat)| {
            consolidation::retour(store, &faits, &etat, (&dossier, &auteur), progress)
        });
        Box::new(move |app| match fait {
            Ok(ecrits) => app.toasts.dire(&format!(
                "{} écrits dans {}.",
                crate::domain::nombre::compte(
                    ecrits.len(),
                    "carnet de retour",
                    "carnets de retour"
                ),
                dossier.display()
            )),
            Err(erreur) => {
                let phrase = super::importer::said(&erreur, "Écriture interrompue.");
                app.toasts.erreur(&phrase);
            }
        })
    });
}

/// The system's dialog, on a thread of its own; macOS wants it on the main one.
fn ask(app: &App, demande: Consolidation) {
    let sender = app.sender.clone();
    let ask = move || {
        let debut = Instant::now();
        let dialog = rfd::FileDialog::new();
        let envois = |d: rfd::FileDialog| d.add_filter("Envois", &["sqlite", "age"]);
        let acte = match demande {
            Consolidation::ChoisirFichiers => {
                envois(dialog).pick_files().map(Consolidation::Recevoir)
            }
            Consolidation::ChoisirDossier => {
                (dialog.pick_folder()).map(|dossier| Consolidation::Recevoir(vec![dossier]))
            }
            Consolidation::ChoisirSortie(nom) => envois(dialog)
                .set_file_name(nom)
                .save_file()
                // The dialog has asked whether to replace.
                .map(|path| Consolidation::Publier {
                    path,
                    remplace: true,
                }),
            Consolidation::ChoisirRetour => dialog.pick_folder().map(Consolidation::Retour),
            _ => None,
        };
        match acte {
            Some(acte) => sender.send(Command::Consolider(acte)),
            None if debut.elapsed() < JAMAIS_OUVERT => sender.send(Command::SansDialogue),
            None => {}
        }
    };
    if cfg!(target_os = "macos") {
        ask();
    } else {
        thread::Builder::new()
            .name("choix d’un fichier".to_owned())
            .spawn(ask)
            .ok();
    }
}
