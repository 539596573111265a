//! Spreadsheets: read or pasted, compared at each decision, written once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::App;
use crate::command::Page;
use crate::exchange::Progress;
use crate::exchange::tableur::{self, Bilan, Lu};
use crate::jobs::Suite;
use crate::ui::importer::tableur_ui::TableurUi;

/// Up to this number of lines a comparison is a matter of milliseconds: no job.
const LIGNES: usize = 5_000;

/// A spreadsheet was read, or cannot be; its preview follows.
pub(super) fn show(app: &mut App, chemin: &Path, lu: Result<Lu, String>) {
    let vue = lu.map(|lu| TableurUi::new(lu, &app.faits, app.horloge.aujourdhui()));
    app.pages.importer.spreadsheet(chemin, vue);
}

/// Reads pasted rows; their preview follows.
pub(super) fn paste(app: &mut App, lignes: &str) {
    app.page = Page::Importer;
    // A name for the list of files: nothing is ever read there.
    let chemin = PathBuf::from("Lignes collées");
    app.pages.importer.add(vec![chemin.clone()]);
    let lu = tableur::coller(lignes).map_err(|e| e.user_message());
    show(app, &chemin, lu);
}

/// Makes the plan of what the page shows.
pub(super) fn prepare(app: &mut App) {
    let Some((lu, choix)) = app.pages.importer.tableur().map(|vue| vue.request()) else {
        return;
    };
    let aujourdhui = app.horloge.aujourdhui();
    let faits = Arc::clone(&app.faits);
    let court = lu.lignes() <= LIGNES;
    let travail = move |progress: &mut Progress<'_>| -> Suite {
        let plan = tableur::preparer(&lu, &choix, &faits, aujourdhui, progress);
        Box::new(move |app| match plan {
            Ok(plan) => {
                if let Some(vue) = app.pages.importer.tableur() {
                    vue.prepared(plan);
                }
            }
            Err(erreur) => app
                .pages
                .importer
                .refuse(super::importer::said(&erreur, "Comparaison interrompue.")),
        })
    };
    if court {
        travail(&mut Progress::silent())(app);
    } else {
        app.start("Comparaison avec le carnet", travail);
    }
}

/// Writes what the page shows.
pub(super) fn apply(app: &mut App) {
    let Some(plan) = app.pages.importer.tableur().and_then(TableurUi::take_plan) else {
        return;
    };
    app.start_with_store(tableur::OPERATION, move |store, progress| {
        let fait = tableur::appliquer(store, &plan, progress);
        let apres = store.revision();
        Box::new(move |app| match fait {
            Ok(bilan) => {
                let ecrit = (bilan != Bilan::default()).then_some(apres);
                app.pages.importer.done(TableurUi::phrase(bilan), ecrit);
            }
            Err(erreur) => {
                app.toasts.erreur(&erreur.user_message());
                prepare(app);
            }
        })
    });
}
