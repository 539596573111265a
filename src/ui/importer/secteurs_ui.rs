//! The schools of communes that several collèges share: a person chooses, for one school or for a
//! whole commune, the nearest collège first.

use std::collections::BTreeMap;

use egui::{Align, Layout, Ui};

use crate::domain::lieu::distance_texte;
use crate::domain::nombre::compte;
use crate::domain::{Id, Uai};
use crate::exchange::import::{CollegeOffert, EcoleAChoisir, PlanCarte};
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// A line of the list.
enum Rang<'a> {
    /// The schools of one commune.
    Commune(&'a [EcoleAChoisir]),
    Ecole(&'a EcoleAChoisir),
}

pub(super) fn show(ui: &mut Ui, plan: &PlanCarte, choisis: &mut BTreeMap<Id, Uai>) {
    if plan.a_choisir.is_empty() {
        ui.label(theme::petit(ui, "Aucun secteur à choisir."));
        return;
    }
    ui.label(theme::petit(
        ui,
        "Le fichier départage ces communes rue par rue. Votre choix est une correction, qu’aucun fichier ne change.",
    ));
    ui.add_space(4.0);
    let mut rangs = Vec::new();
    for ecoles in plan.a_choisir.chunk_by(|a, b| a.commune == b.commune) {
        rangs.push(Rang::Commune(ecoles));
        rangs.extend(ecoles.iter().map(Rang::Ecole));
    }
    let hauteur = ui.spacing().interact_size.y;
    egui::ScrollArea::vertical()
        .id_salt("secteurs")
        .auto_shrink(false)
        .show_rows(ui, hauteur, rangs.len(), |ui, visibles| {
            for rang in &rangs[visibles] {
                ui.horizontal(|ui| match rang {
                    Rang::Commune(ecoles) => commune_ui(ui, ecoles, choisis),
                    Rang::Ecole(ecole) => ecole_ui(ui, ecole, choisis),
                });
            }
        });
}

fn commune_ui(ui: &mut Ui, ecoles: &[EcoleAChoisir], choisis: &mut BTreeMap<Id, Uai>) {
    let Some(premiere) = ecoles.first() else {
        return;
    };
    ui.label(theme::sous_titre(&premiere.commune_nom));
    ui.label(theme::petit(ui, compte(ecoles.len(), "école", "écoles")));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let bouton = ui.menu_button("Pour toute la commune ▼", |ui| {
            // Of no school in particular: in order of name.
            let mut colleges: Vec<&CollegeOffert> = premiere.colleges.iter().collect();
            colleges.sort_by(|a, b| a.nom.cmp(&b.nom));
            for college in colleges {
                if ui.button(&college.nom).clicked() {
                    choisis.extend(ecoles.iter().map(|e| (e.id, college.uai)));
                    ui.close();
                }
            }
        });
        nommer(
            &bouton.response,
            format!("Secteur de toutes les écoles de {}", premiere.commune_nom),
        );
    });
}

fn ecole_ui(ui: &mut Ui, ecole: &EcoleAChoisir, choisis: &mut BTreeMap<Id, Uai>) {
    ui.add_space(16.0);
    ui.label(&ecole.nom);
    ui.label(theme::petit(ui, &ecole.uai));
    let choisi = choisis.get(&ecole.id).copied();
    let offert = ecole.colleges.iter().find(|c| Some(c.uai) == choisi);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let texte = offert.map_or_else(|| "Choisir… ▼".to_owned(), |c| format!("{} ▼", c.nom));
        let bouton = ui.menu_button(texte, |ui| {
            for college in &ecole.colleges {
                let texte = words(college);
                if ui
                    .selectable_label(choisi == Some(college.uai), texte)
                    .clicked()
                {
                    choisis.insert(ecole.id, college.uai);
                    ui.close();
                }
            }
            if choisi.is_some() && ui.button("Laisser sans secteur").clicked() {
                choisis.remove(&ecole.id);
                ui.close();
            }
        });
        nommer(&bouton.response, format!("Secteur de {}", ecole.nom));
    });
}

/// « Collège des Hêtres (1,3 km) ».
fn words(college: &CollegeOffert) -> String {
    college.distance.map_or_else(
        || college.nom.clone(),
        |metres| format!("{} ({})", college.nom, distance_texte(metres)),
    )
}
