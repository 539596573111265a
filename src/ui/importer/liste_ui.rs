//! The files being imported: one line each, with what it is and where it stands.

use std::path::PathBuf;

use egui::{RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::fichier::{Etat, Fichier};
use crate::command::{Command, Demande};
use crate::domain::nombre::compte;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_chemin::champ_chemin;

/// Lines shown before the list scrolls.
const VISIBLES: usize = 4;
/// Above this width, in points, a line also has the date and the size.
const DETAILS: f32 = 600.0;
/// Height of a line, which holds a button.
const LIGNE: f32 = 32.0;

/// Draws the list; the path of the file to show when another is chosen.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    fichiers: &[Fichier],
    choisi: usize,
    chemin: &mut String,
) -> Option<PathBuf> {
    let mut montre = None;
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        actions_ui(ui, ctx, fichiers, chemin);
        ui.add_space(4.0);
        ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
        let hauteur = LIGNE * fichiers.len().min(VISIBLES) as f32 + 2.0;
        let large = ui.available_width() > DETAILS;
        let noms = (ui.available_width() * 0.4).min(260.0);
        let mut table = TableBuilder::new(ui)
            .id_salt(("fichiers", large))
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
            .min_scrolled_height(hauteur)
            .max_scroll_height(hauteur)
            .column(Column::initial(noms).at_least(120.0).clip(true))
            .column(Column::remainder().at_least(80.0).clip(true));
        if large {
            table = table
                .column(Column::exact(84.0))
                .column(Column::exact(100.0));
        }
        table.column(Column::exact(96.0)).body(|body| {
            body.rows(LIGNE, fichiers.len(), |mut row| {
                let place = row.index();
                let fichier = &fichiers[place];
                row.col(|ui| {
                    let nom = fichier.nom().into_owned();
                    let ligne = ui
                        .selectable_label(place == choisi, &nom)
                        .on_hover_text(fichier.chemin.display().to_string());
                    ligne.widget_info(|| {
                        let dit = format!("{nom}, {}, {}", fichier.quoi(), fichier.etat_texte());
                        egui::WidgetInfo::selected(egui::Role::Button, true, place == choisi, dit)
                    });
                    if ligne.clicked() {
                        montre = Some(fichier.chemin.clone());
                    }
                });
                row.col(|ui| {
                    ui.add(egui::Label::new(fichier.quoi()).truncate());
                });
                if large {
                    row.col(|ui| {
                        ui.label(fichier.date_texte());
                    });
                    row.col(|ui| {
                        ui.label(fichier.taille());
                    });
                }
                row.col(|ui| {
                    ui.label(state(ui, fichier));
                });
            });
        });
    });
    montre
}

/// The word of its state, with a sign: never by colour alone.
fn state(ui: &Ui, fichier: &Fichier) -> RichText {
    let t = Tokens::of(ui);
    let (signe, couleur) = match &fichier.etat {
        Etat::Pret(..) => ("●", t.accent),
        Etat::Importe(..) => ("✓", t.succes),
        Etat::Refuse(_) => ("✗", t.erreur),
        Etat::APreciser | Etat::Tableur(_) => ("▶", t.alerte),
        Etat::Lecture | Etat::AComparer => ("…", t.discret),
    };
    RichText::new(format!("{signe} {}", fichier.etat_texte())).color(couleur)
}

fn actions_ui(ui: &mut Ui, ctx: &PageCtx<'_>, fichiers: &[Fichier], chemin: &mut String) {
    let prets = fichiers
        .iter()
        .filter(|f| matches!(f.etat, Etat::Pret(..)))
        .count();
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::sous_titre(compte(
            fichiers.len(),
            "fichier",
            "fichiers",
        )));
        if fichiers.len() > 1 && prets > 0 {
            let bouton = theme::bouton_principal(ui, &format!("Tout importer ({prets})"));
            let bouton = bouton
                .on_hover_text("L’annuaire d’abord, puis les autres ; une opération par fichier");
            if bouton.clicked() {
                ctx.commands.send(Command::ToutImporter);
            }
        }
        if ui.button("Ajouter des fichiers…").clicked() {
            ctx.commands.send(Command::Demander(Demande::Importer));
        }
        if ui.button("Vider la liste").clicked() {
            ctx.commands.send(Command::AbandonnerImport);
        }
        if let Some(path) = champ_chemin(ui, chemin, "Chemin d’un autre fichier", "Lire") {
            ctx.commands.send(Command::AnalyserFichiers(vec![path]));
            chemin.clear();
        }
    });
}
