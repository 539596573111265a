//! Undo and redo, and what is said of them.

use crate::app::App;
use crate::error::Result;
use crate::store::OperationId;

/// Above this number of changes an undo is a job.
const UNDO_JOB: u32 = 2_000;

pub(super) fn undo(app: &mut App) -> Result<()> {
    let long = super::store(app)?
        .historique()?
        .into_iter()
        .find(|l| l.annulable)
        .is_some_and(|l| l.changements > UNDO_JOB);
    if long {
        app.start_with_store("Annulation", |store, _progress| tell_undo(store.undo()));
        return Ok(());
    }
    let done = super::store(app)?.undo();
    tell_undo(done)(app);
    Ok(())
}

/// Says what an undo did.
fn tell_undo(done: Result<Option<crate::store::Annulation>>) -> crate::jobs::Suite {
    Box::new(move |app| match done {
        Ok(None) => app.toasts.dire("Il n’y a rien à annuler."),
        Ok(Some(annulation)) => {
            app.toasts.dire(&format!("Annulé : {}", annulation.libelle));
            for laisse in annulation.laisses {
                app.toasts.dire(&laisse);
            }
        }
        Err(erreur) => app.toasts.erreur(&erreur.user_message()),
    })
}

pub(super) fn redo(app: &mut App) -> Result<()> {
    match super::store(app)?.redo()? {
        None => app.toasts.dire("Il n’y a rien à rétablir."),
        Some(fait) => app.toasts.dire(&format!("Rétabli : {}", fait.libelle)),
    }
    Ok(())
}

pub(super) fn undo_until(app: &mut App, operation: OperationId) {
    app.start_with_store("Annulation", move |store, _progress| {
        let done = store.undo_until(operation);
        Box::new(move |app| match done {
            Ok(faites) => {
                let n = faites.len();
                app.toasts.dire(&format!("{n} opération(s) annulée(s)."));
                for laisse in faites.into_iter().flat_map(|f| f.laisses) {
                    app.toasts.dire(&laisse);
                }
            }
            Err(erreur) => app.toasts.erreur(&erreur.user_message()),
        })
    });
}
