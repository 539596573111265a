//! Rows pasted from a spreadsheet: a box for them, and Ctrl+V anywhere on the page.

use egui::{Event, TextEdit, Ui};

use super::paste;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// The box, when it is open.
#[derive(Default)]
pub struct Coller {
    texte: Option<String>,
}

impl Coller {
    /// The button that opens the box, then the box.
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Some(texte) = &mut self.texte else {
            if ui.button("Coller des lignes").clicked() {
                self.texte = Some(String::new());
            }
            ui.label(theme::petit(
                ui,
                "ou Ctrl+V, après les avoir copiées dans Excel ou Calc.",
            ));
            return;
        };
        let champ = TextEdit::multiline(texte)
            .desired_rows(6)
            .desired_width(f32::INFINITY)
            .hint_text("Une ligne par école : UAI, solution, début…, avec ou sans les titres");
        let champ = egui::ScrollArea::vertical()
            .id_salt("lignes-collees")
            .max_height(160.0)
            .show(ui, |ui| ui.add(champ))
            .inner;
        nommer(&champ, "Lignes à coller");
        let mut fermer = false;
        ui.horizontal(|ui| {
            let plein = !texte.trim().is_empty();
            if ui
                .add_enabled(plein, egui::Button::new("Lire ces lignes"))
                .clicked()
            {
                paste(texte, ctx.commands);
                fermer = true;
            }
            fermer |= ui.button("Fermer").clicked();
        });
        if fermer {
            self.texte = None;
        }
    }

    /// Takes what is pasted on the page and in no field.
    pub fn shortcut(ui: &Ui, ctx: &PageCtx<'_>) {
        if ui.egui_wants_keyboard_input() {
            return;
        }
        let colle = ui.input(|i| {
            i.events.iter().find_map(|e| match e {
                Event::Paste(texte) => Some(texte.clone()),
                _ => None,
            })
        });
        if let Some(texte) = colle {
            paste(&texte, ctx.commands);
        }
    }
}
