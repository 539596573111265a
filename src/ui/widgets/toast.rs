//! Short messages at the bottom of the window: what was written, with « Annuler », or what went
//! wrong. They leave by themselves, errors when dismissed.

use egui::{Align2, Area, Frame, Margin, Order, Stroke, Ui};

use crate::command::Command;
use crate::ui::CommandSender;
use crate::ui::theme::Tokens;

/// Seconds a message stays.
const DUREE: f64 = 6.0;
/// Messages shown at once.
const EMPILES: usize = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sorte {
    Dit,
    /// Something was written and can be undone.
    Ecrit,
    Erreur,
}

struct Toast {
    texte: String,
    sorte: Sorte,
    /// Set when first shown.
    fin: Option<f64>,
}

/// The messages of the window.
#[derive(Default)]
pub struct Toasts(Vec<Toast>);

impl Toasts {
    pub fn dire(&mut self, texte: &str) {
        self.push(texte, Sorte::Dit);
    }

    /// Says that something was written; offers to undo it.
    pub fn ecrit(&mut self, texte: &str) {
        self.0.retain(|t| t.sorte != Sorte::Ecrit);
        self.push(texte, Sorte::Ecrit);
    }

    /// The same refusal again is told once.
    pub fn erreur(&mut self, texte: &str) {
        self.0
            .retain(|t| t.sorte != Sorte::Erreur || t.texte != texte);
        self.push(texte, Sorte::Erreur);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the last message away; for Escape.
    pub fn dismiss(&mut self) -> bool {
        self.0.pop().is_some()
    }

    fn push(&mut self, texte: &str, sorte: Sorte) {
        self.0.push(Toast {
            texte: texte.to_owned(),
            sorte,
            fin: None,
        });
        if self.0.len() > EMPILES {
            self.0.remove(0);
        }
    }

    pub fn show(&mut self, ui: &Ui, commands: &CommandSender) {
        if self.0.is_empty() {
            return;
        }
        let now = ui.input(|i| i.time);
        self.0.retain(|t| t.fin.is_none_or(|fin| now < fin));
        for toast in &mut self.0 {
            if toast.sorte != Sorte::Erreur {
                let fin = *toast.fin.get_or_insert(now + DUREE);
                ui.request_repaint_after_secs((fin - now).max(0.0) as f32);
            }
        }
        let mut closed = None;
        Area::new(egui::Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::RIGHT_BOTTOM, [-16.0, -16.0])
            .show(ui, |ui| {
                for (i, toast) in self.0.iter().enumerate() {
                    if toast_ui(ui, toast, commands) {
                        closed = Some(i);
                    }
                }
            });
        if let Some(i) = closed {
            self.0.remove(i);
        }
    }
}

/// Draws one message; whether it was dismissed.
fn toast_ui(ui: &mut Ui, toast: &Toast, commands: &CommandSender) -> bool {
    let t = Tokens::of(ui);
    let bord = match toast.sorte {
        Sorte::Dit => t.filet,
        Sorte::Ecrit => t.succes,
        Sorte::Erreur => t.erreur,
    };
    let mut closed = false;
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, bord))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(12, 8))
        .shadow(ui.visuals().popup_shadow)
        .show(ui, |ui| {
            ui.set_max_width(420.0);
            ui.horizontal_wrapped(|ui| {
                match toast.sorte {
                    Sorte::Ecrit => ui.colored_label(t.succes, "✓"),
                    Sorte::Erreur => ui.colored_label(t.erreur, "✗"),
                    Sorte::Dit => ui.colored_label(t.accent, "●"),
                };
                ui.label(&toast.texte);
                if toast.sorte == Sorte::Ecrit && ui.link("Annuler").clicked() {
                    commands.send(Command::Annuler);
                    closed = true;
                }
                if ui.button("✗").on_hover_text("Fermer ce message").clicked() {
                    closed = true;
                }
            });
        });
    closed
}
