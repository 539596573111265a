//! Widgets every page builds on.

pub mod calendrier;
pub mod champ_chemin;
pub mod champ_date;
pub mod champ_propose;
pub mod courbe;
pub mod texte_libre;
pub mod toast;

/// Gives an input the name that screen readers, and tests, call it by.
pub fn nommer(champ: &egui::Response, nom: impl Into<String>) {
    let nom = nom.into();
    champ
        .ctx
        .accesskit_node_builder(champ.id, |node| node.set_label(nom));
}
