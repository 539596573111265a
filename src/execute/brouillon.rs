//! Keeping what is being typed: in the carnet, or in its rescue file while a job borrows it.

use crate::app::{App, Carnet};
use crate::domain::Id;
use crate::store::{Brouillon, write_secours};

/// Keeps a draft, or throws it away. What fails is said where one types, not at each pause.
pub(super) fn keep(app: &mut App, genre: &str, id: Id, contenu: Option<String>) {
    let brouillon = Brouillon {
        id,
        genre: genre.to_owned(),
        contenu,
        quand: app.horloge.millisecondes(),
    };
    let done = match &mut app.carnet {
        Carnet::Ouvert(store) => store.write_brouillon(&brouillon).or_else(|erreur| {
            // The carnet refuses (moved, full disk): beside it there may still be room.
            store
                .path()
                .map_or(Err(erreur), |path| write_secours(path, &brouillon))
        }),
        Carnet::Prete { path: Some(path) } => write_secours(path, &brouillon),
        Carnet::Prete { path: None } | Carnet::Aucun => Ok(()),
    };
    let page = &mut app.pages.nouvelle_visite;
    page.draft_kept(done.err().map(|erreur| erreur.user_message()));
}

/// Keeps what was typed since the last pause: the carnet is about to be left.
pub(super) fn flush(app: &mut App) {
    if let Some((genre, id, contenu)) = app.pages.nouvelle_visite.unsaved() {
        keep(app, genre, id, contenu);
    }
}
