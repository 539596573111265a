//! From the schools of the list to a project: the menu beside their number.

use egui::Ui;

use crate::domain::Id;
use crate::domain::nombre::compte;
use crate::domain::texte::sans_accents;
use crate::ui::PageCtx;
use crate::ui::projets::enrol;

/// Draws the menu that adds `ecoles` to a project, those ticked or else those shown; nothing
/// without a project.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, ecoles: impl Fn() -> Vec<Id>) {
    if ctx.faits.projets.is_empty() {
        return;
    }
    ui.menu_button("Ajouter à un projet ▾", |ui| {
        let ecoles = ecoles();
        ui.label(compte(
            ecoles.len(),
            "école à ajouter à",
            "écoles à ajouter à",
        ));
        let mut projets: Vec<_> = ctx.faits.projets.values().collect();
        projets.sort_by_cached_key(|p| sans_accents(&p.nom));
        for projet in projets {
            if ui.button(&projet.nom).clicked() {
                enrol(ctx, projet, ecoles.clone());
                ui.close();
            }
        }
    });
}
