//! A field that finds one school by its name, its commune or its UAI, without accents.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use egui::{Key, TextEdit, Ui};

use super::nommer;
use crate::domain::Id;
use crate::domain::texte::{Recherche, sans_accents};
use crate::ui::theme;
use crate::ui::{Cached, PageCtx};

/// Schools shown under the field.
const RESULTATS: usize = 8;

/// What the field remembers.
#[derive(Default)]
pub struct ChercheEcole {
    texte: String,
    choisie: usize,
    /// School, its line in the results, its normalised text.
    index: Cached<NaiveDate, Vec<(Id, String, String)>>,
}

impl ChercheEcole {
    /// Draws the field named `nom`; the school that was chosen (Enter, or a click). Those of
    /// `deja` are not proposed. The keyboard stays in the field: the next school is typed at once.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        nom: &str,
        deja: &BTreeSet<Id>,
    ) -> Option<Id> {
        let champ = ui.add(
            TextEdit::singleline(&mut self.texte)
                // What stands above may change with each school: its place must not name it.
                .id(egui::Id::unique(("cherche une école", nom)))
                .desired_width(200.0)
                .hint_text(format!("{nom}…")),
        );
        nommer(&champ, nom);
        if champ.changed() {
            self.choisie = 0;
        }
        let cherche = !self.texte.trim().is_empty();
        let resultats = if cherche {
            self.results(ctx, deja)
        } else {
            Vec::new()
        };
        let key = |k| champ.has_focus() && ui.input(|i| i.key_pressed(k));
        if key(Key::ArrowDown) {
            self.choisie = (self.choisie + 1).min(resultats.len().saturating_sub(1));
        }
        if key(Key::ArrowUp) {
            self.choisie = self.choisie.saturating_sub(1);
        }
        let pressed = |k| champ.lost_focus() && ui.input(|i| i.key_pressed(k));
        if pressed(Key::Escape) {
            self.texte.clear();
        }
        let mut taken = pressed(Key::Enter).then_some(self.choisie);
        egui::Popup::from_response(&champ)
            .open(cherche)
            .width(320.0)
            .close_behavior(egui::PopupCloseBehavior::IgnoreClicks)
            .show(|ui| {
                if resultats.is_empty() {
                    ui.label(theme::petit(ui, "Aucune autre école de ce nom."));
                }
                for (rang, (_, ligne)) in resultats.iter().enumerate() {
                    if ui.selectable_label(rang == self.choisie, ligne).clicked() {
                        taken = Some(rang);
                    }
                }
            });
        let (id, _) = resultats.get(taken?)?;
        self.texte.clear();
        self.choisie = 0;
        champ.request_focus();
        Some(*id)
    }

    fn results(&mut self, ctx: &PageCtx<'_>, deja: &BTreeSet<Id>) -> Vec<(Id, String)> {
        let recherche = Recherche::new(&self.texte);
        let index = self.index.get(ctx.au, ctx.revision, |&au| {
            ctx.faits
                .ouvertes_au(au)
                .map(|(ecole, situation)| {
                    let commune = situation.commune_nom.as_deref().unwrap_or_default();
                    let ligne = format!("{} · {commune}", situation.nom);
                    let texte = sans_accents(&format!("{ligne} {}", ecole.uai));
                    (ecole.id, ligne, texte)
                })
                .collect()
        });
        index
            .iter()
            .filter(|(id, _, texte)| recherche.accepte(texte) && !deja.contains(id))
            .take(RESULTATS)
            .map(|(id, ligne, _)| (*id, ligne.clone()))
            .collect()
    }
}
