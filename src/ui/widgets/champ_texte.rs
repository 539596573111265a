//! Text edited in place: shown as it stands, saved when the keyboard leaves the field, given back
//! by Escape.

use egui::{Id, Key, TextEdit, Ui};

use super::nommer;

/// One line named `nom` (its accessible name). Returns the new text, without spaces around it,
/// once it is committed (Enter, Tab, a click elsewhere) and differs.
pub fn champ_texte(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    valeur: &str,
    largeur: f32,
    exemple: &str,
) -> Option<String> {
    edit(ui, id, nom, valeur, |texte, id| {
        TextEdit::singleline(texte)
            .id(id)
            .desired_width(largeur)
            .hint_text(exemple.to_owned())
    })
}

/// Several lines, at least `lignes`, over the width available; Enter begins a new one.
pub fn texte_long(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    valeur: &str,
    lignes: usize,
    exemple: &str,
) -> Option<String> {
    edit(ui, id, nom, valeur, |texte, id| {
        TextEdit::multiline(texte)
            .id(id)
            .desired_rows(lignes)
            .desired_width(f32::INFINITY)
            .hint_text(exemple.to_owned())
    })
}

fn edit(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    valeur: &str,
    field: impl for<'t> FnOnce(&'t mut String, Id) -> TextEdit<'t>,
) -> Option<String> {
    let mut texte = ui
        .data(|d| d.get_temp::<String>(id))
        .unwrap_or_else(|| valeur.to_owned());
    let champ = ui.add(field(&mut texte, id.with("champ")));
    nommer(&champ, nom);
    if champ.has_focus() {
        ui.data_mut(|d| d.insert_temp(id, texte));
        return None;
    }
    ui.data_mut(|d| d.remove::<String>(id));
    if !champ.lost_focus() || ui.input(|i| i.key_pressed(Key::Escape)) {
        return None;
    }
    let nouveau = texte.trim();
    (nouveau != valeur).then(|| nouveau.to_owned())
}
