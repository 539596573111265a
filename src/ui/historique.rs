//! *Historique*: every operation of the carnet, and the way back.

use chrono::{DateTime, Local};
use egui::{RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::theme::{self, Tokens};
use super::{Cached, PageCtx};
use crate::command::Command;
use crate::domain::date::date_courte;
use crate::domain::nombre::entier;
use crate::store::{LigneHistorique, OperationId};

/// What the page remembers.
#[derive(Default)]
pub struct HistoriquePage {
    lignes: Cached<(), Vec<LigneHistorique>>,
    /// Asked: undo down to this one.
    jusqua: Option<OperationId>,
}

impl HistoriquePage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.label(theme::titre("Historique"));
        ui.label(theme::petit(
            ui,
            "Tout ce qui a été écrit, du plus récent au plus ancien. Rien n’est jamais perdu : une annulation s’annule aussi.",
        ));
        ui.add_space(8.0);
        let jusqua = self.jusqua;
        let Some(lignes) = self
            .lignes
            .get_from((), ctx.revision, ctx.store, |(), store| {
                store.historique().unwrap_or_default()
            })
            .known()
        else {
            ui.label("Un travail est en cours : l’historique revient ensuite.");
            return;
        };
        if let Some(operation) = jusqua {
            let concernees: Vec<&LigneHistorique> =
                match lignes.iter().position(|l| l.id == operation) {
                    Some(fin) => lignes[..=fin].iter().filter(|l| l.annulable).collect(),
                    None => Vec::new(),
                };
            let mut close = false;
            confirm_ui(ui, ctx, operation, &concernees, &mut close);
            if close {
                self.jusqua = None;
            }
            ui.add_space(8.0);
        }
        let mut asked = None;
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| table_ui(ui, lignes, &mut asked));
        if asked.is_some() {
            self.jusqua = asked;
        }
    }
}

/// What would be undone, in words, and the button that does it.
fn confirm_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    operation: OperationId,
    concernees: &[&LigneHistorique],
    close: &mut bool,
) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        let n = concernees.len();
        ui.label(theme::sous_titre(match n {
            0 => "Cette opération est déjà annulée".to_owned(),
            1 => "Annuler une opération ?".to_owned(),
            n => format!("Annuler {n} opérations ?"),
        }));
        for ligne in concernees.iter().take(6) {
            ui.label(format!("• {}", ligne.libelle));
        }
        if n > 6 {
            ui.label(theme::petit(ui, format!("et {} autres", n - 6)));
        }
        ui.horizontal(|ui| {
            if n > 0 && theme::bouton_principal(ui, "Annuler jusqu’ici").clicked() {
                ctx.commands.send(Command::AnnulerJusqua(operation));
                *close = true;
            }
            if ui.button("Ne rien faire").clicked()
                || ui.input(|i| i.key_pressed(egui::Key::Escape))
            {
                *close = true;
            }
        });
    });
}

fn table_ui(ui: &mut Ui, lignes: &[LigneHistorique], asked: &mut Option<OperationId>) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let hauteur = ui.available_height() - theme::LIGNE;
    TableBuilder::new(ui)
        .id_salt("historique")
        .striped(false)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .column(Column::exact(130.0))
        .column(Column::remainder().at_least(160.0).clip(true))
        .column(Column::exact(130.0).clip(true))
        .column(Column::exact(90.0))
        .column(Column::exact(150.0))
        .header(theme::LIGNE, |mut header| {
            for titre in ["Quand", "Quoi", "Qui", "Écritures", "État"] {
                header.col(|ui| {
                    ui.label(theme::petit(ui, titre));
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, lignes.len(), |mut row| {
                let ligne = &lignes[row.index()];
                row.col(|ui| {
                    ui.label(quand(ligne.quand));
                });
                row.col(|ui| {
                    let texte = RichText::new(&ligne.libelle);
                    ui.label(if ligne.annulee {
                        texte.strikethrough().color(t.discret)
                    } else {
                        texte
                    });
                });
                row.col(|ui| {
                    ui.label(if ligne.personne.is_empty() {
                        "—"
                    } else {
                        &ligne.personne
                    });
                });
                row.col(|ui| {
                    ui.label(entier(ligne.changements));
                });
                row.col(|ui| state_ui(ui, ligne, asked));
            });
        });
}

fn state_ui(ui: &mut Ui, ligne: &LigneHistorique, asked: &mut Option<OperationId>) {
    if ligne.annulable {
        let bouton = ui.link(egui::RichText::new("Annuler jusqu’ici").small());
        if bouton
            .on_hover_text(format!("Annuler jusqu’à « {} » comprise", ligne.libelle))
            .clicked()
        {
            *asked = Some(ligne.id);
        }
        return;
    }
    let mot = if ligne.annulee {
        "annulée"
    } else if ligne.recue {
        "reçue"
    } else if ligne.annule.is_some() {
        "retour en arrière"
    } else {
        ""
    };
    ui.label(theme::petit(ui, mot));
}

/// Day and hour, on this machine's clock.
fn quand(millisecondes: i64) -> String {
    DateTime::from_timestamp_millis(millisecondes)
        .map(|utc| utc.with_timezone(&Local))
        .map(|local| {
            format!(
                "{} {}",
                date_courte(local.date_naive()),
                local.format("%H:%M")
            )
        })
        .unwrap_or_default()
}
