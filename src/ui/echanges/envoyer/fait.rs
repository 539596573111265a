//! The file that was written: where it is, its fingerprint, what to do with it.

use std::path::{Path, PathBuf};

use egui::{Label, RichText, Ui};

use crate::command::{Command, EnvoiDane};
use crate::domain::date::date_longue;
use crate::exchange::envoi::Envoi;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// What is said of a file written.
pub(crate) struct Ecrit {
    chemin: PathBuf,
    chiffre: bool,
    /// « Épinal, situation au 1er juillet 2020 ».
    quoi: String,
    lettres: String,
    message: String,
}

impl Ecrit {
    pub(crate) fn new(envoi: &Envoi, chemin: PathBuf, chiffre: bool) -> Self {
        let nom = chemin.file_name().unwrap_or_default().to_string_lossy();
        Self {
            quoi: format!(
                "{}, situation au {}",
                envoi.perimetre,
                date_longue(envoi.demande.au)
            ),
            lettres: envoi.empreinte.lettres(),
            message: envoi.message(&nom),
            chemin,
            chiffre,
        }
    }

    pub(super) fn dossier(&self) -> Option<PathBuf> {
        self.chemin.parent().map(|dossier| {
            if dossier.as_os_str().is_empty() {
                Path::new(".").to_owned()
            } else {
                dossier.to_owned()
            }
        })
    }

    pub(super) fn ui(&self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let t = Tokens::of(ui);
        ui.label(theme::sous_titre("✓ Fichier écrit").color(t.succes));
        let chemin = format!("Écrit\u{202f}: {}", self.chemin.display());
        ui.add(Label::new(chemin).wrap().selectable(true));
        ui.add(Label::new(theme::petit(ui, &self.quoi)).wrap());
        if self.chiffre {
            ui.label("Il est chiffré\u{202f}: dites le mot de passe par un autre chemin.");
        }
        ui.add_space(6.0);
        ui.label("Empreinte, à comparer avec celle lue à la réception\u{202f}:");
        let lettres = RichText::new(&self.lettres).font(egui::FontId::monospace(16.0));
        ui.add(Label::new(lettres).wrap().selectable(true));
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Copier l’empreinte").clicked() {
                ui.copy_text(self.lettres.clone());
            }
            if ui.button("Copier le message").clicked() {
                ui.copy_text(self.message.clone());
            }
            if ui.button("Ouvrir le dossier").clicked() {
                ctx.commands
                    .send(Command::Envoyer(EnvoiDane::OuvrirDossier));
            }
        });
    }
}
