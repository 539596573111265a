//! A text of several lines about people: it says that they may read it, and points at the words
//! that have no place there. Every page that takes free text uses it.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Id, Key, TextEdit, Ui};

use super::nommer;
use crate::domain::texte::sans_accents;
use crate::domain::vigilance::{Alerte, relire};
use crate::ui::theme::{self, Tokens};

/// What is recalled beside every free text (`domain.md` §1.12).
pub const RAPPEL: &str = "peut être lu par les personnes concernées";

/// Draws the title, the field named by it and its warnings. The response is that of the field.
pub fn texte_libre(
    ui: &mut Ui,
    id: Id,
    titre: &str,
    texte: &mut String,
    lignes: usize,
) -> egui::Response {
    ui.horizontal(|ui| {
        ui.label(titre);
        ui.label(theme::petit(ui, RAPPEL));
    });
    let champ = ui.add(
        TextEdit::multiline(texte)
            .id(id)
            .desired_rows(lignes)
            .desired_width(f32::INFINITY),
    );
    nommer(&champ, titre);
    if champ.gained_focus() {
        champ.scroll_to_me(None);
    }
    vigie(ui, id, texte);
    champ
}

/// As [`texte_libre`], edited in place: the new text once the keyboard leaves the field; Escape
/// gives the old one back.
pub fn texte_en_place(
    ui: &mut Ui,
    id: Id,
    titre: &str,
    valeur: &str,
    lignes: usize,
) -> Option<String> {
    let tampon = id.with("tampon");
    let mut texte = ui
        .data(|d| d.get_temp::<String>(tampon))
        .unwrap_or_else(|| valeur.to_owned());
    let champ = texte_libre(ui, id, titre, &mut texte, lignes);
    if champ.has_focus() {
        ui.data_mut(|d| d.insert_temp(tampon, texte));
        return None;
    }
    ui.data_mut(|d| d.remove::<String>(tampon));
    if !champ.lost_focus() || ui.input(|i| i.key_pressed(Key::Escape)) {
        return None;
    }
    let texte = texte.trim();
    (texte != valeur).then(|| texte.to_owned())
}

/// What a field remembers of its warnings.
#[derive(Clone, Default)]
struct Vigie {
    /// The text they were raised by.
    texte: String,
    alertes: Arc<Vec<Alerte>>,
    /// Those that were dismissed, as they are compared.
    ignorees: BTreeSet<String>,
}

/// Draws the warnings that the text of the field `id` raises, each with the button that dismisses
/// it.
pub fn vigie(ui: &mut Ui, id: Id, texte: &str) {
    let id = id.with("vigie");
    let mut vigie: Vigie = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    if vigie.texte != texte {
        texte.clone_into(&mut vigie.texte);
        vigie.alertes = Arc::new(relire(texte));
        ui.data_mut(|d| d.insert_temp(id, vigie.clone()));
    }
    let t = Tokens::of(ui);
    let mut ignoree = None;
    for alerte in vigie.alertes.iter() {
        let cle = sans_accents(&alerte.mots);
        if vigie.ignorees.contains(&cle) {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            let phrase = format!(
                "▲ «\u{a0}{}\u{a0}»\u{202f}: {}.",
                alerte.mots,
                alerte.sujet.conseil()
            );
            ui.label(egui::RichText::new(phrase).small().color(t.alerte));
            let bouton = ui.small_button("Ignorer");
            nommer(&bouton, format!("Ignorer : {}", alerte.mots));
            if bouton.clicked() {
                ignoree = Some(cle);
            }
        });
    }
    if let Some(cle) = ignoree {
        vigie.ignorees.insert(cle);
        ui.data_mut(|d| d.insert_temp(id, vigie));
    }
}
