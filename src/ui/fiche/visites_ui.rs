//! The visits of the school, in a few lines: the last one, a new one, what is still promised.

use egui::Ui;

use crate::command::Command;
use crate::domain::Id;
use crate::domain::date::date_longue;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::visites::action;

/// Draws them.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    let visites = ctx.faits.terrain.visites(ecole);
    let derniere = visites.iter().rev().find(|v| v.le <= ctx.au);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::sous_titre("Visites"));
        if ui.button("Nouvelle visite").clicked() {
            ctx.commands.send(Command::NouvelleVisite(Some(ecole)));
        }
    });
    match derniere {
        None => {
            ui.label(theme::petit(ui, "Jamais visitée."));
        }
        Some(visite) => {
            ui.horizontal_wrapped(|ui| {
                let phrase = format!("Dernière visite le {}", date_longue(visite.le));
                if ui
                    .link(phrase)
                    .on_hover_text("Voir son compte rendu")
                    .clicked()
                {
                    ctx.commands.send(Command::MontrerVisite(visite.id));
                }
                let motif = visite.motif_dit(&ctx.faits.termes);
                if !motif.is_empty() {
                    ui.label(theme::petit(ui, format!("· {motif}")));
                }
            });
        }
    }
    let actions = ctx.faits.terrain.actions(ecole);
    for promise in actions.iter().filter(|a| a.ouverte_au(ctx.au)) {
        action::line_ui(ui, ctx, promise, ctx.aujourdhui, true);
    }
    action::add_ui(ui, ctx, ecole, None);
}
