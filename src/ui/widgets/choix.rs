//! A choice among a few things, shown as the one chosen.

use egui::{ComboBox, Id, Ui};

use super::nommer;

/// Draws the choice named `nom` (its accessible name). `options` are only asked for while the
/// menu is open. Returns what was chosen, when it differs.
pub fn choix<T: PartialEq, I: IntoIterator<Item = (T, String)>>(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    courant: &T,
    montre: &str,
    options: impl FnOnce() -> I,
) -> Option<T> {
    let mut choisi = None;
    let largeur = ui.available_width().min(260.0);
    let boite = ComboBox::from_id_salt(id)
        .selected_text(montre)
        .width(largeur)
        .truncate()
        .height(320.0)
        .show_ui(ui, |ui| {
            for (valeur, texte) in options() {
                let retenue = valeur == *courant;
                if ui.selectable_label(retenue, texte).clicked() && !retenue {
                    choisi = Some(valeur);
                }
            }
        });
    nommer(&boite.response, nom);
    choisi
}
