//! What would become of each line: the tabs of the preview.

use egui::Ui;
use egui_extras::{Column, TableBuilder};

use super::Onglet;
use crate::domain::nombre::entier;
use crate::exchange::tableur::{Choix, Difference, LignePlan, Plan, Sort};
use crate::ui::theme;

/// The lines of one tab.
pub(super) fn show(ui: &mut Ui, plan: &Plan, onglet: Onglet) {
    let lignes: Vec<&LignePlan> = plan
        .lignes
        .iter()
        .filter(|ligne| belongs(&ligne.sort, onglet))
        .collect();
    if lignes.is_empty() {
        ui.label(theme::petit(
            ui,
            match onglet {
                Onglet::Nouvelles => "Aucun déploiement nouveau.",
                Onglet::Modifiees => "Aucun déploiement n’a changé.",
                Onglet::Inchangees => "Aucune ligne n’est déjà dans le carnet.",
                Onglet::Laissees => "Aucune ligne laissée de côté.",
                _ => "Aucune ligne refusée.",
            },
        ));
        return;
    }
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = ui.available_height();
    TableBuilder::new(ui)
        .id_salt(("lignes", onglet as u8))
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .column(Column::exact(70.0))
        .column(Column::initial(280.0).at_least(120.0).clip(true))
        .column(Column::initial(120.0).at_least(60.0).clip(true))
        .column(Column::remainder().clip(true))
        .body(|body| {
            body.rows(theme::LIGNE, lignes.len(), |mut row| {
                let ligne = lignes[row.index()];
                for texte in cells(plan, ligne) {
                    row.col(|ui| {
                        ui.add(egui::Label::new(&texte).truncate())
                            .on_hover_text(texte);
                    });
                }
            });
        });
}

const fn belongs(sort: &Sort, onglet: Onglet) -> bool {
    matches!(
        (sort, onglet),
        (Sort::Nouvelle, Onglet::Nouvelles)
            | (Sort::Modifiee, Onglet::Modifiees)
            | (Sort::Inchangee, Onglet::Inchangees)
            | (Sort::Laissee(_), Onglet::Laissees)
            | (Sort::Refusee(_), Onglet::Refusees)
    )
}

fn cells(plan: &Plan, ligne: &LignePlan) -> [String; 4] {
    let mut details: Vec<String> = plan.reason(ligne).into_iter().collect();
    // What was understood comes before what follows from it.
    details.extend(ligne.notes.iter().cloned());
    details.extend(ligne.differences.iter().map(changed));
    [
        format!("Ligne {}", entier(ligne.ligne)),
        school(ligne),
        ligne.solution.clone(),
        details.join(" · "),
    ]
}

fn school(ligne: &LignePlan) -> String {
    if ligne.uai.is_empty() {
        return ligne.ecole.clone();
    }
    let lieu = if ligne.commune.is_empty() {
        String::new()
    } else {
        format!(", {}", ligne.commune)
    };
    format!("{}{lieu} ({})", ligne.ecole, ligne.uai)
}

/// « Fin : en cours → 31/08/2020 »
fn changed(d: &Difference) -> String {
    if d.avant.is_empty() {
        format!("{} : {}", d.champ, d.apres)
    } else {
        format!("{} : {} → {}", d.champ, d.avant, d.apres)
    }
}

/// Lines the carnet contradicts: its values stay, unless a line is taken.
pub(super) fn contested(ui: &mut Ui, plan: &Plan, choix: &mut Choix) {
    let lignes: Vec<&LignePlan> = plan
        .lignes
        .iter()
        .filter(|ligne| ligne.sort == Sort::Desaccord)
        .collect();
    if lignes.is_empty() {
        ui.label(theme::petit(ui, "Le carnet ne contredit aucune ligne."));
        return;
    }
    let cle = |ligne: &LignePlan| Some((ligne.ligne, ligne.solution_id?));
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::petit(
            ui,
            "Le carnet dit autre chose : il est gardé, sauf si vous prenez la ligne.",
        ));
        if ui.button("Garder partout le carnet").clicked() {
            choix.leurs.clear();
        }
        if ui.button("Prendre partout le tableur").clicked() {
            choix
                .leurs
                .extend(lignes.iter().filter_map(|ligne| cle(ligne)));
        }
    });
    ui.spacing_mut().item_spacing = egui::vec2(10.0, 0.0);
    let hauteur = ui.available_height();
    TableBuilder::new(ui)
        .id_salt("desaccords")
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .column(Column::exact(70.0))
        .column(Column::initial(330.0).at_least(120.0).clip(true))
        .column(Column::exact(230.0))
        .column(Column::remainder().clip(true))
        .body(|body| {
            body.rows(theme::LIGNE + 6.0, lignes.len(), |mut row| {
                let ligne = lignes[row.index()];
                let Some(cle) = cle(ligne) else { return };
                let numero = entier(ligne.ligne);
                let prise = choix.leurs.contains(&cle);
                row.col(|ui| {
                    ui.label(format!("Ligne {numero}"));
                });
                row.col(|ui| {
                    let texte = format!("{} · {}", ligne.solution, school(ligne));
                    ui.add(egui::Label::new(&texte).truncate())
                        .on_hover_text(texte);
                });
                row.col(|ui| {
                    for (texte, leur) in [("Garder", false), ("Prendre le tableur", true)] {
                        let bouton = ui.selectable_label(prise == leur, texte);
                        crate::ui::widgets::nommer(&bouton, format!("{texte}, ligne {numero}"));
                        if bouton.clicked() && leur {
                            choix.leurs.insert(cle);
                        } else if bouton.clicked() {
                            choix.leurs.remove(&cle);
                        }
                    }
                });
                row.col(|ui| {
                    let details: Vec<String> = ligne.differences.iter().map(changed).collect();
                    let details = details.join(" · ");
                    ui.add(egui::Label::new(&details).truncate())
                        .on_hover_text(details);
                });
            });
        });
}
