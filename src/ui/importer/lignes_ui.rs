//! What an import would do, line by line: the tabs of the preview.

use egui::Ui;
use egui_extras::{Column, TableBuilder};

use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::exchange::annuaire::{Apercu, Difference, ImportPlan, Sort};
use crate::ui::theme;

/// What the preview lists.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Onglet {
    #[default]
    Nouvelles,
    Modifiees,
    Inchangees,
    Absentes,
    Refusees,
}

pub(super) fn recognised_ui(ui: &mut Ui, apercu: &Apercu) {
    ui.label(theme::sous_titre(&apercu.fichier));
    let millesime = apercu.millesime.map_or_else(
        || "date non indiquée".to_owned(),
        |m| format!("données du {}", date_longue(m)),
    );
    ui.label(theme::petit(
        ui,
        format!(
            "{} · {millesime} · {}",
            apercu.reconnu,
            compte(apercu.ecoles, "école", "écoles")
        ),
    ));
}

/// The lines of one tab: three columns of text.
pub(super) fn rows(plan: &ImportPlan, onglet: Onglet) -> Vec<[String; 3]> {
    let de_sort = |wanted: fn(&Sort) -> bool| {
        plan.lignes
            .iter()
            .filter(move |l| wanted(&l.sort))
            .map(|l| {
                let detail = match &l.sort {
                    Sort::Modifiee(differences) => {
                        let phrases: Vec<String> =
                            differences.iter().map(Difference::phrase).collect();
                        phrases.join(" · ")
                    }
                    Sort::Nouvelle | Sort::Inchangee => l.commune_nom().to_owned(),
                };
                [l.uai().to_owned(), l.nom().to_owned(), detail]
            })
            .collect()
    };
    match onglet {
        Onglet::Nouvelles => de_sort(|s| matches!(s, Sort::Nouvelle)),
        Onglet::Modifiees => de_sort(|s| matches!(s, Sort::Modifiee(_))),
        Onglet::Inchangees => de_sort(|s| matches!(s, Sort::Inchangee)),
        Onglet::Absentes => plan
            .absentes
            .iter()
            .map(|a| [a.uai.clone(), a.nom.clone(), a.commune_nom.clone()])
            .collect(),
        Onglet::Refusees => plan
            .refusees
            .iter()
            .map(|r| {
                [
                    format!("Ligne {}", entier(r.ligne)),
                    r.raison.clone(),
                    String::new(),
                ]
            })
            .collect(),
    }
}

pub(super) fn rows_ui(ui: &mut Ui, lignes: &[[String; 3]], onglet: Onglet) {
    if lignes.is_empty() {
        ui.label(theme::petit(
            ui,
            match onglet {
                Onglet::Nouvelles => "Aucune école nouvelle.",
                Onglet::Modifiees => "Aucune école n’a changé.",
                Onglet::Inchangees => "Aucune école inchangée.",
                Onglet::Absentes => "Toutes les écoles suivies sont dans le fichier.",
                Onglet::Refusees => "Aucune ligne refusée.",
            },
        ));
        return;
    }
    if onglet == Onglet::Absentes {
        ui.label(theme::petit(
            ui,
            "Elles ne sont pas fermées pour autant : à vérifier.",
        ));
    }
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = ui.available_height();
    TableBuilder::new(ui)
        .id_salt(onglet as u8)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .column(Column::exact(110.0))
        .column(Column::initial(320.0).at_least(160.0).clip(true))
        .column(Column::remainder().clip(true))
        .body(|body| {
            body.rows(theme::LIGNE, lignes.len(), |mut row| {
                let ligne = &lignes[row.index()];
                for texte in ligne {
                    row.col(|ui| {
                        ui.add(egui::Label::new(texte).truncate())
                            .on_hover_text(texte);
                    });
                }
            });
        });
}
