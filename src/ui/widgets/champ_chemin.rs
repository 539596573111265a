//! A path typed by hand, for machines where no system dialog answers.

use std::path::PathBuf;

use egui::{Key, TextEdit, Ui};

use super::{keep_whole, nommer};

/// Draws the field; the path when Enter or the button says so. Quotes around a pasted path are
/// taken off, `~` is the home folder.
pub fn champ_chemin(ui: &mut Ui, texte: &mut String, nom: &str, bouton: &str) -> Option<PathBuf> {
    let mut taken = false;
    keep_whole(ui, 260.0);
    ui.horizontal(|ui| {
        let largeur = (ui.available_width() - 120.0).clamp(120.0, 460.0);
        let champ = ui.add(
            TextEdit::singleline(texte)
                .desired_width(largeur)
                .hint_text(nom),
        );
        nommer(&champ, nom);
        let enter = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let clicked = ui
            .add_enabled(!texte.trim().is_empty(), egui::Button::new(bouton))
            .clicked();
        taken = enter || clicked;
    });
    if !taken || texte.trim().is_empty() {
        return None;
    }
    let propre = texte.trim().trim_matches(['"', '\'']);
    Some(match propre.strip_prefix("~/") {
        Some(reste) => directories::BaseDirs::new()
            .map_or_else(|| PathBuf::from(propre), |b| b.home_dir().join(reste)),
        None => PathBuf::from(propre),
    })
}
