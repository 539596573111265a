//! Widgets every page builds on.

pub mod barre;
pub mod calendrier;
pub mod champ_chemin;
pub mod champ_date;
pub mod champ_propose;
pub mod champ_saisi;
pub mod champ_texte;
pub mod cherche_ecole;
pub mod choix;
pub mod clavier;
pub mod courbe;
pub mod entete;
pub(crate) mod epure;
pub mod frise;
pub mod selection;
pub mod tableau;
pub mod texte_libre;
pub mod toast;

/// Gives an input the name that screen readers, and tests, call it by.
pub fn nommer(champ: &egui::Response, nom: impl Into<String>) {
    let nom = nom.into();
    champ
        .ctx
        .accesskit_node_builder(champ.id, |node| node.set_label(nom));
}

/// In a row that wraps, a field made of several parts begins a new line rather than being cut.
pub(crate) fn keep_whole(ui: &mut egui::Ui, largeur: f32) {
    let wraps = ui.layout().is_horizontal() && ui.layout().main_wrap();
    if wraps && ui.available_size_before_wrap().x < largeur {
        ui.end_row();
    }
}
