//! What can be done to several schools: to all those shown, or to those ticked.

use egui::Ui;

use crate::domain::nombre::compte;
use crate::ui::theme::{self, Tokens};

/// What is asked for the ticked schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Action {
    /// Nothing yet: they are only ticked.
    Cocher,
    Verifier,
    Modifier,
    Decocher,
}

/// « 45 écoles ▾ », beside the filters: acts on everything they leave.
pub(super) fn actions(ui: &mut Ui, n: usize) -> Option<Action> {
    let nombre = compte(n, "école", "écoles");
    let mut action = None;
    let bouton = ui.menu_button(format!("{nombre} ▾"), |ui| {
        for (mot, choix) in [
            ("Tout cocher (Ctrl A)".to_owned(), Action::Cocher),
            (
                format!("Rien n’a changé dans ces {nombre}"),
                Action::Verifier,
            ),
            (format!("Modifier ces {nombre}…"), Action::Modifier),
        ] {
            if ui.button(mot).clicked() {
                action = Some(choix);
                ui.close();
            }
        }
    });
    bouton
        .response
        .on_hover_text("Agir sur toutes les écoles affichées");
    action
}

/// « 12 écoles sélectionnées », under a list; `modifiable` when it can change them too.
pub(in crate::ui) fn bar(
    ui: &mut Ui,
    n: usize,
    masquees: usize,
    modifiable: bool,
) -> Option<Action> {
    let t = Tokens::of(ui);
    let mut action = None;
    ui.add_space(4.0);
    egui::Frame::new()
        .fill(t.accent_fond)
        .corner_radius(6)
        .inner_margin(egui::Margin::symmetric(8, 3))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                let etroit = ui.available_width() < 400.0;
                let dit = if etroit {
                    compte(n, "cochée", "cochées")
                } else {
                    compte(n, "école sélectionnée", "écoles sélectionnées")
                };
                let cachees = (masquees > 0)
                    .then(|| format!(", dont {}", compte(masquees, "masquée", "masquées")));
                let cachees = cachees.unwrap_or_default();
                ui.label(theme::sous_titre(format!("{dit}{cachees}")));
                let verifier = ui.button("Rien n’a changé");
                if verifier
                    .on_hover_text("Note que ces écoles sont vérifiées aujourd’hui")
                    .clicked()
                {
                    action = Some(Action::Verifier);
                }
                if modifiable && ui.button("Modifier…").clicked() {
                    action = Some(Action::Modifier);
                }
                let decocher = ui.button("✗").on_hover_text("Tout décocher (Échap)");
                if decocher.clicked() {
                    action = Some(Action::Decocher);
                }
            });
        });
    action
}
