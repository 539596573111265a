//! The outlines of the map: read on a job, kept by the page, remembered by this machine.

use std::path::PathBuf;

use crate::app::App;
use crate::domain::carte::{Cadre, Contour, lieu_de};
use crate::error::{Error, Result};
use crate::exchange::{Progress, read_contours};

/// Around the schools, in degrees: what is further is not kept.
const AUTOUR: f64 = 0.25;

/// Files remembered: a département and its communes, with room for more.
const FICHIERS: usize = 8;

/// Reads this file and adds it to those of the map.
pub(super) fn add(app: &mut App, path: PathBuf) {
    let Some(cadre) = around(app) else {
        app.toasts.erreur(
            "Aucune école de ce carnet n’a de coordonnées\u{202f}: importez d’abord l’annuaire, \
             puis ajoutez les contours.",
        );
        return;
    };
    app.start("Lecture des contours", move |progress| {
        let lus = read_contours(&path, cadre, progress);
        Box::new(move |app| match lus {
            Ok(contours) => {
                let n = contours.len();
                app.pages.carte.add_contours(contours);
                let connus = &mut app.preferences.contours;
                connus.retain(|autre| *autre != path);
                connus.push(path);
                let trop = connus.len().saturating_sub(FICHIERS);
                connus.drain(..trop);
                app.toasts.dire(&format!("Contours ajoutés\u{202f}: {n}"));
                if let Err(erreur) = app.save_preferences() {
                    app.toasts.erreur(&erreur.user_message());
                }
            }
            Err(Error::Interrupted) => {}
            Err(erreur) => app.toasts.erreur(&erreur.user_message()),
        })
    });
}

/// Reads those this machine remembers; what cannot be read is said and stays remembered, since a
/// disk may only be unplugged.
pub(super) fn read(app: &mut App) {
    let Some(cadre) = around(app) else {
        return;
    };
    let paths = app.preferences.contours.clone();
    app.start("Lecture des contours", move |progress| {
        let (contours, erreurs) = read_all(&paths, cadre, progress);
        Box::new(move |app| {
            app.pages.carte.add_contours(contours);
            for erreur in erreurs {
                app.toasts.erreur(&erreur.user_message());
            }
        })
    });
}

fn read_all(
    paths: &[PathBuf],
    cadre: Cadre,
    progress: &mut Progress<'_>,
) -> (Vec<Contour>, Vec<Error>) {
    let mut contours = Vec::new();
    let mut erreurs = Vec::new();
    for path in paths {
        match read_contours(path, cadre, progress) {
            Ok(lus) => contours.extend(lus),
            Err(Error::Interrupted) => break,
            Err(erreur) => erreurs.push(erreur),
        }
    }
    (contours, erreurs)
}

/// Forgets them all.
pub(super) fn remove(app: &mut App) -> Result<()> {
    app.preferences.contours.clear();
    app.pages.carte.remove_contours();
    app.save_preferences()
}

/// Where the schools of the carnet are.
fn around(app: &App) -> Option<Cadre> {
    let situations = app.faits.ecoles.iter().flat_map(|e| &e.situations);
    let lieux = situations.filter_map(|p| lieu_de(&p.situation));
    Some(Cadre::autour(lieux)?.elargi(AUTOUR))
}
