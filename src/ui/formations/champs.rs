//! Fields of a sheet, two by two while there is room, each under its title.

use egui::Ui;

use crate::ui::theme;

/// Below this width, in points, fields stand one under the other.
const DEUX: f32 = 300.0;

/// The title of a field, above it.
pub(super) fn titre(ui: &mut Ui, texte: &str) {
    ui.label(theme::petit(ui, texte));
}

/// Draws two fields side by side, or one under the other.
pub(super) fn paire(ui: &mut Ui, un: impl FnOnce(&mut Ui), deux: impl FnOnce(&mut Ui)) {
    let largeur = ui.available_width();
    if largeur < DEUX {
        ui.vertical(un);
        ui.vertical(deux);
        return;
    }
    ui.horizontal_top(|ui| {
        cell(ui, (largeur - 12.0) / 2.0, un);
        ui.add_space(4.0);
        cell(ui, (largeur - 12.0) / 2.0, deux);
    });
}

fn cell(ui: &mut Ui, largeur: f32, contenu: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(largeur);
        contenu(ui);
    });
}

/// The width of a text field that fills its place, in points: a margin on each side is its own.
pub(super) fn largeur(ui: &Ui) -> f32 {
    ui.available_width() - 22.0
}
