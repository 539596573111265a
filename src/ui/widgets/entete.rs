//! The head of a sheet: its title, and what closes it at the right edge.

use egui::{Align, Layout, Ui};

use crate::ui::theme;

/// Draws the title; whether the sheet was closed.
pub fn entete(ui: &mut Ui, titre: &str) -> bool {
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        let closed = ui.button("✗").on_hover_text("Fermer la fiche").clicked();
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add(egui::Label::new(theme::titre(titre)).wrap());
        });
        closed
    })
    .inner
}
