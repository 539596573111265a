//! What each column is: its title, a few of its values, the field it becomes.

use egui::{RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::{menu, solutions};
use crate::exchange::tableur::{Champ, Choix, Lu};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// Rows offered as the titles.
const RANGEES: usize = 12;
/// Values shown of each column.
const EXEMPLES: usize = 4;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, lu: &Lu, choix: &mut Choix) {
    source_ui(ui, ctx, lu, choix);
    if !choix.suffit() {
        ui.label(
            RichText::new(
                "Dites quelle colonne donne l’école (UAI ou nom) et laquelle donne la solution.",
            )
            .color(Tokens::of(ui).alerte),
        );
    }
    let mut change = None;
    let hauteur = ui.available_height();
    TableBuilder::new(ui)
        .id_salt("colonnes")
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .column(Column::initial(220.0).at_least(120.0).clip(true))
        .column(Column::exact(270.0))
        .column(Column::remainder().clip(true))
        .body(|body| {
            body.rows(theme::LIGNE + 6.0, choix.colonnes.len(), |mut row| {
                let colonne = row.index();
                let titre = choix.titre(lu, colonne);
                row.col(|ui| {
                    ui.add(egui::Label::new(&titre).truncate())
                        .on_hover_text(&titre);
                });
                row.col(|ui| {
                    if let Some(champ) = field_ui(ui, ctx, &titre, choix.colonnes[colonne]) {
                        change = Some((colonne, champ));
                    }
                });
                row.col(|ui| {
                    let exemples = choix.exemples(lu, colonne, EXEMPLES).join(" · ");
                    ui.add(egui::Label::new(theme::petit(ui, &exemples)).truncate())
                        .on_hover_text(exemples);
                });
            });
        });
    if let Some((colonne, champ)) = change {
        choix.set_column(colonne, champ);
    }
}

/// The sheet and the row of the titles.
fn source_ui(ui: &mut Ui, ctx: &PageCtx<'_>, lu: &Lu, choix: &mut Choix) {
    ui.horizontal_wrapped(|ui| {
        if lu.feuilles.len() > 1 {
            let choisie = lu
                .feuilles
                .get(choix.feuille)
                .map_or("", |f| f.nom.as_str());
            menu(ui, "Feuille", choisie, |ui| {
                for (place, feuille) in lu.feuilles.iter().enumerate() {
                    if ui.button(&feuille.nom).clicked() {
                        choix.choose_sheet(lu, place, ctx.faits, ctx.aujourdhui);
                        ui.close();
                    }
                }
            });
        }
        let Some(feuille) = lu.feuilles.get(choix.feuille) else {
            return;
        };
        let actuelle = choix.entete.map_or_else(
            || "pas de titres".to_owned(),
            |rang| format!("titres ligne {}", feuille.numero(rang)),
        );
        menu(ui, "Ligne des titres", &actuelle, |ui| {
            let sans = ui.button("Pas de titres").clicked();
            let mut voulue = sans.then_some(None);
            for rang in 0..feuille.lignes().min(RANGEES) {
                let texte = format!("Ligne {} : {}", feuille.numero(rang), feuille.debut(rang));
                if ui.button(texte).clicked() {
                    voulue = Some(Some(rang));
                }
            }
            if let Some(entete) = voulue {
                choix.choose_header(lu, entete, ctx.faits, ctx.aujourdhui);
                ui.close();
            }
        });
        ui.label(theme::petit(
            ui,
            "Une colonne corrigée est reconnue la prochaine fois.",
        ));
    });
}

/// The field of one column; what it becomes when changed.
fn field_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    titre: &str,
    actuel: Option<Champ>,
) -> Option<Option<Champ>> {
    let nom = |champ: Option<Champ>| {
        champ.map_or_else(|| "ignorée".to_owned(), |champ| champ.libelle(ctx.faits))
    };
    let mut voulu = None;
    menu(ui, &format!("Colonne {titre}"), &nom(actuel), |ui| {
        if ui
            .selectable_label(actuel.is_none(), "Ignorer cette colonne")
            .clicked()
        {
            voulu = Some(None);
        }
        let cochees = solutions(ctx.faits)
            .into_iter()
            .map(|(id, _)| Champ::Cochee(id));
        for champ in Champ::ALL.into_iter().chain(cochees) {
            if ui
                .selectable_label(actuel == Some(champ), nom(Some(champ)))
                .clicked()
            {
                voulu = Some(Some(champ));
            }
        }
        if voulu.is_some() {
            ui.close();
        }
    });
    voulu
}
