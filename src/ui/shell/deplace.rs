//! What is said, on every page, of a carnet whose file was moved, replaced or removed.

use egui::{Frame, Margin, Panel, RichText, Ui};

use crate::command::{Command, Demande};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_chemin::champ_chemin;

use super::{Shell, Vue};

/// Draws the banner above the page.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell, vue: &Vue<'_>, ctx: &PageCtx<'_>) {
    let t = Tokens::of(ui);
    let nom = vue
        .chemin
        .and_then(|chemin| chemin.file_name())
        .map(|nom| nom.to_string_lossy().into_owned())
        .unwrap_or_default();
    Panel::top("deplace")
        .resizable(false)
        .frame(
            Frame::new()
                .fill(t.surface)
                .inner_margin(Margin::symmetric(18, 8)),
        )
        .show(ui, |ui| {
            ui.label(
                RichText::new(format!(
                    "✗ «\u{a0}{nom}\u{a0}» a été déplacé, renommé, supprimé ou remplacé pendant \
                     qu’il était ouvert ici\u{202f}: plus rien n’y est écrit."
                ))
                .color(t.erreur),
            );
            ui.horizontal_wrapped(|ui| {
                if theme::bouton_principal(ui, "Enregistrer une copie sous…").clicked() {
                    ctx.commands.send(Command::Demander(Demande::Copie));
                }
                if let Some(path) =
                    champ_chemin(ui, &mut shell.copie, "Chemin de la copie", "Copier là")
                {
                    ctx.commands.send(Command::EnregistrerCopie(path));
                }
            });
        });
}
