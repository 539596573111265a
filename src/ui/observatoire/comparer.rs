//! Two observations of one school side by side: service by service, what was seen each time and
//! what moved, in words.

use egui::{Label, RichText, ScrollArea, Stroke, Ui, vec2};

use super::saisie::{Colonne, texte};
use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::observatoire::{Comparaison, Evolution, Mouvement};
use crate::domain::{Observation, ObservationLigne};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// Shares of the width: the service, each observation, what moved.
const PARTS: [f32; 4] = [0.19, 0.27, 0.27, 0.27];

/// Draws the comparison; whether it was closed.
pub(super) fn ui(ui: &mut Ui, ctx: &PageCtx<'_>, une: &Observation, autre: &Observation) -> bool {
    let comparaison = Comparaison::new(une, autre, &ctx.faits.termes);
    let mut closed = false;
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
        closed = ui
            .button("✗")
            .on_hover_text("Fermer la comparaison")
            .clicked();
        ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
            let situation = ctx.faits.ecole(une.ecole).map(|e| e.au(autre.le).0);
            let nom = situation.map_or("École inconnue", |s| &*s.nom);
            ui.add(Label::new(theme::titre(nom)).truncate());
        });
    });
    ui.add(Label::new(comparaison.synthese(&ctx.faits.termes)).wrap());
    ui.add_space(6.0);
    ScrollArea::vertical()
        .id_salt(("comparaison", une.id, autre.id))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - 8.0);
            ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
            titles_ui(ui, ctx, &comparaison);
            for mouvement in &comparaison.mouvements {
                line(ui);
                row_ui(ui, ctx, mouvement);
            }
            line(ui);
            ui.add_space(6.0);
            words_ui(ui, &comparaison);
        });
    closed
}

fn line(ui: &Ui) {
    let filet = Stroke::new(1.0, Tokens::of(ui).filet);
    let haut = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), haut, filet);
}

/// Cells of the shares, one beside the other.
fn cells(ui: &mut Ui, mut contenu: impl FnMut(&mut Ui, usize)) {
    let largeur = ui.available_width() - 3.0 * ui.spacing().item_spacing.x;
    ui.horizontal_top(|ui| {
        for (rang, part) in PARTS.iter().enumerate() {
            ui.vertical(|ui| {
                ui.set_width(largeur * part);
                ui.spacing_mut().item_spacing.y = 0.0;
                contenu(ui, rang);
            });
        }
    });
}

fn titles_ui(ui: &mut Ui, ctx: &PageCtx<'_>, c: &Comparaison<'_>) {
    cells(ui, |ui, rang| {
        let o = match rang {
            0 => return drop(ui.label(theme::petit(ui, "Service"))),
            1 => c.avant,
            2 => c.apres,
            _ => return drop(ui.label(theme::petit(ui, "Ce qui a changé"))),
        };
        let lien = ui.link(RichText::new(date_longue(o.le)).small());
        if lien.on_hover_text("Voir cette observation").clicked() {
            ctx.commands.send(Command::MontrerObservation(o.id));
        }
    });
}

fn row_ui(ui: &mut Ui, ctx: &PageCtx<'_>, m: &Mouvement<'_>) {
    let t = Tokens::of(ui);
    cells(ui, |ui, rang| match rang {
        0 => {
            let nom = ctx
                .faits
                .terme(m.service)
                .map_or("Service inconnu", |s| &s.nom);
            ui.add(Label::new(nom).wrap());
        }
        1 => seen_ui(ui, ctx, m.avant),
        2 => seen_ui(ui, ctx, m.apres),
        _ => {
            let couleur = match m.evolution() {
                Evolution::Hausse => t.succes,
                Evolution::Baisse | Evolution::Contraste => t.alerte,
                _ => t.discret,
            };
            let phrase = RichText::new(m.phrase()).size(13.0).color(couleur);
            ui.add(Label::new(phrase).wrap());
        }
    });
}

/// How often, then which palier.
fn seen_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ligne: Option<&ObservationLigne>) {
    let Some(ligne) = ligne else {
        ui.label(theme::petit(ui, "non observé"));
        return;
    };
    let dit = |colonne| texte(ctx.faits, ligne, colonne);
    let (frequence, palier) = (dit(Colonne::Frequence), dit(Colonne::Palier));
    let premier = if frequence.is_empty() {
        "fréquence non dite".to_owned()
    } else {
        frequence
    };
    ui.add(Label::new(RichText::new(premier).size(13.0)).wrap());
    if !palier.is_empty() {
        ui.add(Label::new(theme::petit(ui, palier)).wrap());
    }
}

/// What was written of each, in full.
fn words_ui(ui: &mut Ui, c: &Comparaison<'_>) {
    for o in [c.avant, c.apres] {
        if !o.constat.is_empty() {
            ui.label(theme::petit(
                ui,
                format!("Constat du {}", date_longue(o.le)),
            ));
            ui.add(Label::new(&o.constat).wrap());
            ui.add_space(4.0);
        }
    }
}
