//! What the participants thought of a session, and what is kept of it.

use egui::Ui;

use super::seance::save;
use crate::domain::Seance;
use crate::domain::formation::{parse_satisfaction, satisfaction_dite};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_saisi::{Apparence, champ_entier, champ_saisi};
use crate::ui::widgets::texte_libre::texte_en_place;

/// More answers than this are a slip.
const REPONSES: u32 = 100_000;

/// Draws it.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance) {
    let id = egui::Id::unique(("evaluation", s.id));
    ui.label(theme::sous_titre("Évaluation"));
    ui.horizontal_wrapped(|ui| {
        ui.label("Réponses");
        let nombre = Apparence::nombre("Réponses au questionnaire", 52.0);
        let lues = ui
            .vertical(|ui| champ_entier(ui, id.with("reponses"), nombre, s.reponses, REPONSES))
            .inner;
        if let Some(reponses) = lues {
            save(
                ctx,
                Seance {
                    reponses,
                    ..s.clone()
                },
            );
        }
        ui.label("Satisfaction, de 1 à 4");
        let dite = s.satisfaction.map(satisfaction_dite).unwrap_or_default();
        let note = Apparence::nombre("Satisfaction moyenne, de 1 à 4", 44.0);
        let lue = ui
            .vertical(|ui| {
                champ_saisi(ui, id.with("satisfaction"), note, &dite, parse_satisfaction)
            })
            .inner;
        if let Some(satisfaction) = lue.filter(|lue| *lue != s.satisfaction) {
            save(
                ctx,
                Seance {
                    satisfaction,
                    ..s.clone()
                },
            );
        }
    });
    if let Some(bilan) = texte_en_place(ui, id.with("bilan"), "Bilan", &s.bilan, 2) {
        save(ctx, Seance { bilan, ..s.clone() });
    }
}
