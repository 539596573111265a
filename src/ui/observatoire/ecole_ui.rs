//! The observations of a school where other pages speak of it: its sheet, and the sheet of a visit.

use egui::Ui;

use super::lignes::extrait;
use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::{Id, Visite};
use crate::ui::PageCtx;
use crate::ui::theme;

/// Observations shown on the sheet of a school, the newest ones.
const MONTREES: usize = 5;

/// Draws the section of the sheet of a school.
pub(in crate::ui) fn section(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    let toutes = ctx.faits.terrain.observations(ecole);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::sous_titre("Observations"));
        if ui.button("Nouvelle observation").clicked() {
            new(ctx, Some(ecole), None);
        }
        if let [.., avant, derniere] = toutes
            && ui.link("Comparer les deux dernières").clicked()
        {
            let commande = Command::ComparerObservations(avant.id, derniere.id);
            ctx.commands.send(commande);
        }
    });
    if toutes.is_empty() {
        ui.label(theme::petit(ui, "Jamais observée."));
    }
    for o in toutes.iter().rev().take(MONTREES) {
        ui.horizontal_wrapped(|ui| {
            let lien = ui.link(date_longue(o.le));
            if lien.on_hover_text("Voir cette observation").clicked() {
                ctx.commands.send(Command::MontrerObservation(o.id));
            }
            let palier = o.palier_haut(&ctx.faits.termes).map(|t| t.nom.clone());
            let mots: Vec<String> = palier.into_iter().chain([extrait(&o.constat)]).collect();
            let mots: Vec<String> = mots.into_iter().filter(|m| !m.is_empty()).collect();
            ui.label(theme::petit(ui, mots.join(" · ")));
        });
    }
    if toutes.len() > MONTREES {
        let reste = toutes.len() - MONTREES;
        ui.label(theme::petit(
            ui,
            format!("et {reste} plus anciennes, dans Observatoire"),
        ));
    }
}

/// On the sheet of a visit: the observation of that day, or a new one.
pub(in crate::ui) fn of_visit(ui: &mut Ui, ctx: &PageCtx<'_>, visite: &Visite) {
    let toutes = ctx.faits.terrain.observations(visite.ecole);
    match toutes.iter().find(|o| o.le == visite.le) {
        Some(o) => {
            if ui.link("Observation de ce jour").clicked() {
                ctx.commands.send(Command::MontrerObservation(o.id));
            }
        }
        None => {
            if ui.link("Remplir la grille d’observation").clicked() {
                new(ctx, Some(visite.ecole), Some(visite.le));
            }
        }
    }
}

fn new(ctx: &PageCtx<'_>, ecole: Option<Id>, le: Option<chrono::NaiveDate>) {
    let commande = Command::NouvelleObservation { ecole, le };
    ctx.commands.send(commande);
}
