//! One choice of a short list, as a compact button that opens it.

use egui::{ComboBox, Id, Ui};

use super::nommer;

/// Draws the choice named `nom` (its accessible name), `largeur` points wide: the value chosen,
/// when it is another.
pub fn choix<T: PartialEq>(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    largeur: f32,
    choisi: &T,
    options: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    let options: Vec<(T, String)> = options.into_iter().collect();
    let texte = options
        .iter()
        .find(|(valeur, _)| valeur == choisi)
        .map_or("—", |(_, libelle)| libelle.as_str())
        .to_owned();
    let mut pris = None;
    let bouton = ComboBox::from_id_salt(id)
        .selected_text(texte)
        .width(largeur)
        .truncate()
        .show_ui(ui, |ui| {
            for (valeur, libelle) in options {
                let est_choisi = valeur == *choisi;
                if ui.selectable_label(est_choisi, libelle).clicked() && !est_choisi {
                    pris = Some(valeur);
                }
            }
        });
    nommer(&bouton.response, nom);
    pris
}

/// « Oui » or « Non »; « — » while nobody said.
pub fn oui_non(ui: &mut Ui, id: Id, nom: &str, valeur: Option<bool>) -> Option<bool> {
    let options = [(Some(true), "Oui"), (Some(false), "Non")];
    let options = options.map(|(v, libelle)| (v, libelle.to_owned()));
    choix(ui, id, nom, 62.0, &valeur, options).flatten()
}
