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
    let largeur = ui.available_width().min(260.0);
    boite(ui, id, (nom, largeur), courant, montre, options)
}

/// As [`choix`], `largeur` points wide: the few `options` say what is shown, « — » when the
/// current one is not among them.
pub fn choix_court<T: PartialEq>(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    largeur: f32,
    courant: &T,
    options: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    let options: Vec<(T, String)> = options.into_iter().collect();
    let montre = options
        .iter()
        .find(|(valeur, _)| valeur == courant)
        .map_or("—", |(_, libelle)| libelle.as_str())
        .to_owned();
    boite(ui, id, (nom, largeur), courant, &montre, || options)
}

/// « Oui » or « Non »; « — » while nobody said.
pub fn oui_non(ui: &mut Ui, id: Id, nom: &str, valeur: Option<bool>) -> Option<bool> {
    let options = [(Some(true), "Oui"), (Some(false), "Non")];
    let options = options.map(|(v, libelle)| (v, libelle.to_owned()));
    choix_court(ui, id, nom, 62.0, &valeur, options).flatten()
}

fn boite<T: PartialEq, I: IntoIterator<Item = (T, String)>>(
    ui: &mut Ui,
    id: Id,
    (nom, largeur): (&str, f32),
    courant: &T,
    montre: &str,
    options: impl FnOnce() -> I,
) -> Option<T> {
    let mut choisi = None;
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
