//! The native window: its place and size, remembered, and the way in.

use std::path::PathBuf;

use super::App;
use crate::command::Command;
use crate::error::{Error, Result};
use crate::systeme::{Fenetre, Horloge, Preferences};
use crate::ui::theme;

/// Notes where the window is, unless it is minimised or maximised.
pub(super) fn remember(ui: &egui::Ui, preferences: &mut Preferences) {
    ui.input(|i| {
        let viewport = i.viewport();
        if viewport.minimized == Some(true) || viewport.maximized == Some(true) {
            return;
        }
        if let Some(inner) = viewport.inner_rect {
            preferences.fenetre = Some(Fenetre {
                position: viewport.outer_rect.map(|r| (r.min.x, r.min.y)),
                taille: (inner.width(), inner.height()),
            });
        }
    });
}

/// Opens the window, on a carnet when one is given. Returns when it is closed.
pub fn run(fichier: Option<PathBuf>) -> Result<()> {
    let preferences = Preferences::load();
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Carnet ENT")
        .with_app_id("carnet-ent")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([800.0, 520.0]);
    if let Some(fenetre) = preferences.fenetre {
        let (largeur, hauteur) = fenetre.taille;
        viewport =
            viewport.with_inner_size([largeur.clamp(800.0, 6000.0), hauteur.clamp(520.0, 4000.0)]);
        if let Some((x, y)) = fenetre.position {
            viewport = viewport.with_position([x, y]);
        }
    }
    let options = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "carnet-ent",
        options,
        Box::new(move |cc| {
            theme::install(&cc.egui_ctx);
            let mut app = App::new(&cc.egui_ctx, Horloge::Systeme, preferences);
            app.saves_preferences = true;
            app.apply_preferences();
            if let Some(fichier) = fichier {
                app.sender.send(Command::Ouvrir(fichier));
            }
            Ok(Box::new(app))
        }),
    )
    .map_err(|e| Error::Display(e.to_string()))
}
