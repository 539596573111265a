//! Executing commands: the only place that writes to the carnet from the window. One function
//! for each; an error becomes a toast with its sentence. `ecrire` holds the writes of facts,
//! `annuler` undo and redo, `aller` the ways from page to page, `importer` the files, `tableur` the
//! spreadsheets among them, `observatoire` what was seen and the links, `bilans` the printed
//! reports, `reunion` and `envoi` what comes from colleagues and leaves for the DANE, `brouillon`
//! keeps what is being typed.

mod aller;
mod annuler;
mod bilans;
mod brouillon;
mod consolidation;
mod contours;
mod ecrire;
mod envoi;
mod importer;
mod observatoire;
mod reunion;
mod tableur;
mod tournee;

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::{App, Carnet};
use crate::command::{Command, Demande, EnvoiDane, Page, Reunion};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::systeme::{Preferences, dossier_des_carnets};

pub(crate) fn execute(app: &mut App, command: Command) {
    let leaves = matches!(
        command,
        Command::Ouvrir(_) | Command::Creer(_) | Command::OuvrirDemonstration | Command::Fermer
    );
    if leaves && !app.may_leave() {
        return;
    }
    if leaves {
        brouillon::flush(app);
    }
    let done = match command {
        Command::Aller(_)
        | Command::RegarderAu(_)
        | Command::ComparerAu(_)
        | Command::MontrerEcole(_)
        | Command::MontrerEcoles { .. }
        | Command::MontrerGroupe(_)
        | Command::MontrerProjet(_)
        | Command::NouvelleVisite(_)
        | Command::NouvelleVisiteLe(_)
        | Command::MontrerAction(_)
        | Command::MontrerVisite(_)
        | Command::MontrerFormation { .. }
        | Command::MontrerEvenement(_) => {
            aller::go(app, command);
            Ok(())
        }
        Command::NouvelleObservation { .. }
        | Command::MontrerObservation(_)
        | Command::ComparerObservations(..)
        | Command::OuvrirAdresse(_) => observatoire::execute(app, command),
        Command::Brouillon { genre, id, contenu } => {
            brouillon::keep(app, genre, id, contenu);
            Ok(())
        }
        Command::Ouvrir(path) => open(app, &path),
        Command::Creer(path) => create(app, &path),
        Command::OuvrirDemonstration => {
            open_demonstration(app);
            Ok(())
        }
        Command::Fermer => {
            app.replace_carnet(Carnet::Aucun);
            Ok(())
        }
        Command::Demander(demande) => {
            ask_for_file(app, demande);
            Ok(())
        }
        Command::SansDialogue => {
            app.toasts.erreur(
                "Cet ordinateur n’ouvre pas de fenêtre pour choisir un fichier\u{202f}: tapez son \
                 chemin, là où la page a un champ pour lui.",
            );
            Ok(())
        }
        Command::EnregistrerCopie(path) => copy(app, &path),
        Command::EnregistrerTournee(path) => tournee::write(app, &path),
        Command::MontrerBilan(..)
        | Command::ComposerBilan(_)
        | Command::EnregistrerBilan(_)
        | Command::OuvrirBilan
        | Command::CopierGraphique(..) => bilans::execute(app, command),
        Command::OuvrirDossier => open_folder(app),
        Command::AjouterContours(path) => {
            contours::add(app, path);
            Ok(())
        }
        Command::LireContours => {
            contours::read(app);
            Ok(())
        }
        Command::RetirerContours => contours::remove(app),
        Command::Ecrire(ecriture) => ecrire::write(app, &ecriture),
        Command::Annuler => annuler::undo(app),
        Command::Retablir => annuler::redo(app),
        Command::AnnulerJusqua(operation) => {
            annuler::undo_until(app, operation);
            Ok(())
        }
        Command::AnalyserFichiers(paths) => {
            importer::analyse(app, paths);
            Ok(())
        }
        Command::ComparerImport => {
            importer::compare(app);
            Ok(())
        }
        Command::AppliquerImport => {
            importer::apply(app, false);
            Ok(())
        }
        Command::ToutImporter => {
            importer::apply(app, true);
            Ok(())
        }
        Command::CollerLignes(lignes) => {
            tableur::paste(app, &lignes);
            Ok(())
        }
        Command::PreparerTableur => {
            tableur::prepare(app);
            Ok(())
        }
        Command::AppliquerTableur => {
            tableur::apply(app);
            Ok(())
        }
        Command::AbandonnerImport => {
            app.pages.importer.reset();
            Ok(())
        }
        Command::Consolider(acte) => consolidation::execute(app, acte),
        Command::Envoyer(envoi) => envoi::execute(app, envoi),
        Command::Reunir(_) | Command::Regler(_) => reunion::execute(app, command),
        Command::InterrompreTache => {
            if let Some(tache) = &app.tache {
                tache.interrupt();
            }
            Ok(())
        }
        Command::Preferences(preferences) => set_preferences(app, *preferences),
        Command::Quitter => {
            app.commands().close_window();
            Ok(())
        }
    };
    if let Err(erreur) = done {
        app.check_place();
        app.toasts.erreur(&erreur.user_message());
    }
}

fn store(app: &mut App) -> Result<&mut Store> {
    match &mut app.carnet {
        Carnet::Ouvert(store) => Ok(store),
        _ => Err(Error::Invalid(
            "Aucun carnet n’est ouvert : ouvrez-en un d’abord.".to_owned(),
        )),
    }
}

fn open(app: &mut App, path: &Path) -> Result<()> {
    let already = app
        .carnet
        .path()
        .is_some_and(|ouvert| same_file(ouvert, path));
    if already && !app.deplace {
        return Ok(());
    }
    let store = Store::open(path, &app.auteur())?;
    adopt(app, store);
    Ok(())
}

/// Shows a carnet that was just opened.
fn adopt(app: &mut App, store: Store) {
    let path = store.path().map(Path::to_owned);
    let copy = store.upgraded_from().map(Path::to_owned);
    app.replace_carnet(Carnet::Ouvert(store));
    welcome(app, path, copy);
}

/// A carnet that is shown already can now be written; `lus`: its facts are known.
pub(crate) fn adopt_shown(app: &mut App, store: Store, lus: bool) {
    let path = store.path().map(Path::to_owned);
    let copy = store.upgraded_from().map(Path::to_owned);
    app.take_shown(store, lus);
    welcome(app, path, copy);
}

fn welcome(app: &mut App, path: Option<PathBuf>, copy: Option<PathBuf>) {
    if let Some(path) = path {
        app.preferences.remember(&path);
    }
    if let Some(copy) = copy {
        let nom = copy.file_name().unwrap_or_default().to_string_lossy();
        app.toasts.dire(&format!(
            "Ce carnet a été mis à niveau pour cette version du programme. Tel qu’il était, il est \
             gardé à côté, sous le nom « {nom} »."
        ));
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize()
        .ok()
        .zip(b.canonicalize().ok())
        .is_some_and(|(a, b)| a == b)
}

fn create(app: &mut App, path: &Path) -> Result<()> {
    if path.as_os_str().is_empty() {
        return Err(Error::Invalid(
            "Donnez un nom au nouveau carnet.".to_owned(),
        ));
    }
    let path = if path.extension().is_none() {
        path.with_extension("carnet")
    } else {
        path.to_owned()
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    }
    let store = Store::create(&path, &app.auteur())?;
    app.replace_carnet(Carnet::Ouvert(store));
    app.preferences.remember(&path);
    app.page = Page::Importer;
    app.toasts
        .dire("Carnet créé. Commencez par importer l’annuaire.");
    Ok(())
}

fn open_demonstration(app: &mut App) {
    let path = dossier_des_carnets().join("demonstration.carnet");
    if path.exists() {
        app.sender.send(Command::Ouvrir(path));
        return;
    }
    let horloge = app.horloge;
    app.start("Préparation de la démonstration", move |_progress| {
        let made = path
            .parent()
            .map_or(Ok(()), |folder| {
                std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))
            })
            .and_then(|()| {
                crate::demonstration::creer_circonscriptions(&path, horloge.aujourdhui())
            });
        Box::new(move |app| match made {
            Ok(()) => app.sender.send(Command::Ouvrir(path)),
            Err(erreur) => app.toasts.erreur(&erreur.user_message()),
        })
    });
}

/// Nobody closes a dialog so fast: there was none, no portal answers.
const JAMAIS_OUVERT: Duration = Duration::from_millis(250);

/// The system's dialog, on a thread of its own: the window goes on meanwhile.
fn ask_for_file(app: &mut App, demande: Demande) {
    let sender = app.sender.clone();
    let nom = match demande {
        Demande::Bilan(extension) => app.pages.bilans.nom_de_fichier(extension),
        Demande::Envoi => app.pages.echanges.envoyer().nom_de_fichier(),
        _ => String::new(),
    };
    let ask = move || {
        let debut = Instant::now();
        let dialog = rfd::FileDialog::new();
        let carnets = |d: rfd::FileDialog| d.add_filter("Carnets", &["carnet"]);
        let choice = match demande {
            Demande::OuvrirCarnet => carnets(dialog).pick_file().map(Command::Ouvrir),
            Demande::NouveauCarnet => carnets(dialog)
                .set_file_name("mon-carnet.carnet")
                .save_file()
                .map(Command::Creer),
            Demande::Copie => carnets(dialog)
                .set_file_name("copie.carnet")
                .save_file()
                .map(Command::EnregistrerCopie),
            Demande::Tournee => dialog
                .set_file_name("tournee.html")
                .save_file()
                .map(Command::EnregistrerTournee),
            Demande::Bilan(extension) => dialog
                .set_file_name(&nom)
                .add_filter(extension.to_uppercase(), &[extension])
                .save_file()
                .map(|path| Command::EnregistrerBilan(path.with_extension(extension))),
            Demande::Contours => dialog
                .add_filter("GeoJSON", &["geojson", "json"])
                .pick_file()
                .map(Command::AjouterContours),
            Demande::Importer => dialog.pick_files().map(Command::AnalyserFichiers),
            // The dialog has asked whether to replace.
            Demande::Envoi => dialog.set_file_name(&nom).save_file().map(|chemin| {
                let remplace = true;
                Command::Envoyer(EnvoiDane::Ecrire { chemin, remplace })
            }),
            Demande::Reunir => carnets(dialog)
                .pick_files()
                .map(|paths| Command::Reunir(Reunion::Comparer(paths))),
        };
        match choice {
            Some(command) => sender.send(command),
            None if debut.elapsed() < JAMAIS_OUVERT => sender.send(Command::SansDialogue),
            None => {}
        }
    };
    // macOS wants its dialogs on the main thread.
    if cfg!(target_os = "macos") {
        ask();
    } else {
        thread::Builder::new()
            .name("choix d’un fichier".to_owned())
            .spawn(ask)
            .ok();
    }
}

fn copy(app: &mut App, path: &Path) -> Result<()> {
    store(app)?.copy_to(path)?;
    app.check_place();
    if app.deplace {
        // The work goes on in the copy: the file it came from can no longer be written.
        let page = app.page;
        let saisie = app.pages.nouvelle_visite.take();
        open(app, path)?;
        app.pages.nouvelle_visite.put_back(saisie);
        app.page = page;
    }
    app.toasts
        .dire(&format!("Copie enregistrée : {}", path.display()));
    Ok(())
}

fn open_folder(app: &App) -> Result<()> {
    let Some(folder) = app.carnet.path().and_then(Path::parent) else {
        return Ok(());
    };
    open::that_detached(folder).map_err(|e| Error::io(folder, e))
}

fn set_preferences(app: &mut App, preferences: Preferences) -> Result<()> {
    app.preferences = preferences;
    app.apply_preferences();
    let auteur = app.auteur();
    if let Carnet::Ouvert(store) = &mut app.carnet {
        store.set_auteur(auteur);
    }
    app.save_preferences()
}
