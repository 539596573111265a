//! Mergers guessed from closures: which school took the pupils, said by a person or left unsaid.

use std::collections::BTreeMap;

use egui::Ui;

use crate::domain::Id;
use crate::domain::date::date_longue;
use crate::exchange::import::{FusionProposee, PlanFermes};
use crate::ui::theme;

pub(super) fn show(ui: &mut Ui, plan: &PlanFermes, confirmees: &mut BTreeMap<Id, Id>) {
    if plan.fusions.is_empty() {
        ui.label(theme::petit(ui, "Aucune fusion à confirmer."));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::petit(
            ui,
            "Cochez l’école qui a repris les élèves ; sans vous, rien n’est écrit.",
        ));
        let seules = plan.fusions.iter().filter(|f| f.candidates.len() == 1);
        if ui
            .button("Confirmer quand une seule est possible")
            .clicked()
        {
            confirmees.extend(seules.map(|f| (f.ecole, f.candidates[0].ecole)));
        }
    });
    ui.add_space(4.0);
    egui::ScrollArea::vertical()
        .id_salt("fusions")
        .auto_shrink(false)
        .show(ui, |ui| {
            for fusion in &plan.fusions {
                fusion_ui(ui, fusion, confirmees);
                ui.add_space(6.0);
            }
        });
}

fn fusion_ui(ui: &mut Ui, fusion: &FusionProposee, confirmees: &mut BTreeMap<Id, Id>) {
    ui.label(theme::sous_titre(format!(
        "{} ({}), {} : fermée le {}",
        fusion.nom,
        fusion.uai,
        fusion.commune_nom,
        date_longue(fusion.fermeture)
    )));
    for candidate in &fusion.candidates {
        let mut coche = confirmees.get(&fusion.ecole) == Some(&candidate.ecole);
        let texte = format!(
            "Élèves repris par {} ({}), qui {}",
            candidate.nom, candidate.uai, candidate.raison
        );
        if ui.checkbox(&mut coche, texte).changed() {
            if coche {
                confirmees.insert(fusion.ecole, candidate.ecole);
            } else {
                confirmees.remove(&fusion.ecole);
            }
        }
    }
}
