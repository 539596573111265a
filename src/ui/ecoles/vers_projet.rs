//! From a reduced list of schools to a project: the menu beside their number.

use egui::Ui;

use super::lignes::Ligne;
use crate::domain::texte::sans_accents;
use crate::ui::PageCtx;
use crate::ui::projets::enrol;

/// Draws the menu that adds these rows to a project; nothing without a project.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, lignes: &[Ligne], visibles: &[usize]) {
    if ctx.faits.projets.is_empty() || visibles.is_empty() {
        return;
    }
    let bouton = ui.menu_button("Ajouter à un projet ▾", |ui| {
        let mut projets: Vec<_> = ctx.faits.projets.values().collect();
        projets.sort_by_cached_key(|p| sans_accents(&p.nom));
        for projet in projets {
            if ui.button(&projet.nom).clicked() {
                enrol(
                    ctx,
                    projet,
                    visibles.iter().map(|&i| lignes[i].id).collect(),
                );
                ui.close();
            }
        }
    });
    bouton
        .response
        .on_hover_text("Ajouter les écoles de cette liste à un projet");
}
