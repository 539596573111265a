//! The passphrase of files received under one, asked where they are compared or received.

use std::path::PathBuf;

use egui::{RichText, TextEdit, Ui};

use crate::command::Command;
use crate::exchange::coffre::Phrase;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::{keep_whole, nommer};

/// What was chosen, and the phrase that opens what of it is sealed.
#[derive(Default)]
pub(super) struct Coffre {
    /// Everything that was asked to be read.
    pub(super) chemins: Vec<PathBuf>,
    /// The names of those that are sealed.
    noms: Vec<String>,
    texte: String,
    /// Why what was typed cannot be a phrase.
    refus: String,
    /// Typed, on its way to them.
    pub(super) phrase: Option<Phrase>,
}

impl Coffre {
    pub(super) fn scelles(&mut self, chemins: &[PathBuf]) {
        self.noms = chemins
            .iter()
            .filter_map(|p| Some(p.file_name()?.to_string_lossy().into_owned()))
            .collect();
    }

    /// `demande` is what is asked again once the phrase is typed.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        demande: fn(Vec<PathBuf>) -> Command,
    ) {
        if self.noms.is_empty() {
            return;
        }
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::sous_titre("Fichier chiffré"));
            ui.label(format!(
                "«\u{a0}{}\u{a0}» s’ouvre avec un mot de passe, que son auteur vous donne par un \
                 autre moyen.",
                self.noms.join("\u{a0}», «\u{a0}")
            ));
            keep_whole(ui, 260.0);
            ui.horizontal(|ui| {
                let nom = "Mot de passe du fichier";
                let champ = ui.add(
                    TextEdit::singleline(&mut self.texte)
                        .password(true)
                        .desired_width(280.0)
                        .hint_text(nom),
                );
                nommer(&champ, nom);
                let enter = champ.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
                let typed = !self.texte.trim().is_empty();
                let clicked = ui
                    .add_enabled(typed, egui::Button::new("Ouvrir le fichier"))
                    .clicked();
                if typed && (enter || clicked) {
                    self.open(ctx, demande);
                }
            });
            if !self.refus.is_empty() {
                ui.label(RichText::new(&self.refus).color(Tokens::of(ui).erreur));
            }
        });
        ui.add_space(8.0);
    }

    fn open(&mut self, ctx: &PageCtx<'_>, demande: fn(Vec<PathBuf>) -> Command) {
        match Phrase::new(&self.texte) {
            Ok(phrase) => {
                self.phrase = Some(phrase);
                self.texte.clear();
                let chemins = self.chemins.clone();
                ctx.commands.send(demande(chemins));
            }
            Err(erreur) => self.refus = erreur.user_message(),
        }
    }
}
