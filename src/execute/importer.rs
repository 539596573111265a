//! The files of the page *Importer*: read, compared, written. Each step is one job for all of them;
//! each file applied is one operation.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::App;
use crate::command::Page;
use crate::domain::Faits;
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::import::{self, Connu, Plan, Reconnu};
use crate::exchange::tableur::{self, Lu};
use crate::store::Store;
use crate::ui::importer::{ACompare, AEcrire};

/// Reads what was added to the page; the comparison follows at once.
pub(super) fn analyse(app: &mut App, paths: Vec<PathBuf>) {
    app.page = Page::Importer;
    app.pages.importer.add(paths);
    let a_lire = app.pages.importer.to_read();
    if a_lire.is_empty() {
        return;
    }
    app.start("Lecture des fichiers", move |progress| {
        let lus: Vec<_> = a_lire
            .into_iter()
            .map(|chemin| {
                let lu = read(&chemin, progress);
                (chemin, lu.map_err(|e| said(&e, "Lecture interrompue.")))
            })
            .collect();
        Box::new(move |app| {
            let suivies = app.followed_circonscriptions();
            for (chemin, lu) in lus {
                match lu {
                    Ok(Lecture::Tableur(lu)) => super::tableur::show(app, &chemin, Ok(lu)),
                    Ok(Lecture::Officiel(reconnu)) => {
                        app.pages
                            .importer
                            .recognised(&chemin, Ok(reconnu), &suivies);
                    }
                    Err(raison) => app
                        .pages
                        .importer
                        .recognised(&chemin, Err(raison), &suivies),
                }
            }
            compare(app);
        })
    });
}

/// What a file turned out to be.
enum Lecture {
    Officiel(Reconnu),
    Tableur(Lu),
}

fn read(chemin: &Path, progress: &mut Progress<'_>) -> Result<Lecture> {
    if tableur::concerne(chemin) {
        return tableur::lire(chemin, progress).map(Lecture::Tableur);
    }
    import::reconnaitre(chemin, progress).map(Lecture::Officiel)
}

/// The sentence of an error; being asked to stop is none.
pub(super) fn said(erreur: &Error, interrompu: &str) -> String {
    match erreur {
        Error::Interrupted => interrompu.to_owned(),
        autre => autre.user_message(),
    }
}

/// Compares the files with the carnet, each as if those before it were in.
pub(super) fn compare(app: &mut App) {
    let files = app.pages.importer.to_compare();
    if files.iter().all(|f| f.plan.is_some()) {
        return;
    }
    app.refresh_facts();
    let faits = Arc::clone(&app.faits);
    app.start_with_store("Comparaison avec le carnet", move |store, progress| {
        let revision = store.revision();
        let compares = compare_all(store, faits, files, progress);
        Box::new(move |app| {
            for (chemin, plan, seul) in compares {
                app.pages.importer.compared(&chemin, plan, revision, seul);
            }
        })
    });
}

/// A file, its plan or why there is none, and whether it was compared with the carnet alone.
type Compare = (PathBuf, std::result::Result<Arc<Plan>, String>, bool);

fn compare_all(
    store: &Store,
    faits: Arc<Faits>,
    files: Vec<ACompare>,
    progress: &mut Progress<'_>,
) -> Vec<Compare> {
    let mut connu = Connu::new(store, faits);
    let mut compares = Vec::new();
    let mut seul = true;
    let mut reste = files.iter().filter(|f| f.plan.is_none()).count();
    for file in files {
        if reste == 0 {
            break;
        }
        let plan = if let Some(plan) = file.plan {
            plan
        } else {
            reste -= 1;
            let plan = import::preparer(&file.chemin, file.jeu, &file.choix, &connu, progress);
            let plan = plan
                .map(Arc::new)
                .map_err(|e| said(&e, "Comparaison interrompue."));
            compares.push((file.chemin, plan.clone(), seul));
            match plan {
                Ok(plan) => plan,
                Err(_) => continue,
            }
        };
        if reste > 0 {
            connu.imagine(&plan);
            seul = false;
        }
    }
    compares
}

/// Writes the plan that is shown, or all that are ready.
pub(super) fn apply(app: &mut App, tous: bool) {
    let files = app.pages.importer.to_write(tous);
    if files.is_empty() {
        return;
    }
    let titre = if files.len() > 1 {
        "Import des fichiers"
    } else {
        "Import du fichier"
    };
    app.start_with_store(titre, move |store, progress| {
        let mut ecrits = Vec::new();
        let mut arret = None;
        for file in files {
            match write(store, &file, progress) {
                Ok((plan, n)) => {
                    let apres = (n > 0).then_some(store.revision());
                    ecrits.push((file.chemin, plan.phrase(n), apres));
                }
                Err(erreur) => {
                    arret = Some(erreur);
                    break;
                }
            }
        }
        Box::new(move |app| {
            for (chemin, phrase, apres) in ecrits {
                app.pages.importer.written(&chemin, phrase, apres);
            }
            if let Some(erreur) = arret {
                let phrase = said(&erreur, "Import interrompu : ce fichier n’a rien écrit.");
                app.toasts.erreur(&phrase);
            }
        })
    });
}

/// Compares again what was compared with another state of the carnet, then writes.
fn write(
    store: &mut Store,
    file: &AEcrire,
    progress: &mut Progress<'_>,
) -> Result<(Arc<Plan>, usize)> {
    let plan = if file.revision == Some(store.revision()) {
        Arc::clone(&file.plan)
    } else {
        let connu = Connu::read(store)?;
        let jeu = Some(file.plan.jeu());
        Arc::new(import::preparer(
            &file.chemin,
            jeu,
            &file.choix,
            &connu,
            progress,
        )?)
    };
    let ecrits = import::appliquer(store, &plan, &file.decisions, progress)?;
    Ok((plan, ecrits))
}
