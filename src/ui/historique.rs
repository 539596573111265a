//! *Historique*: every operation of the carnet, and the way back.

use chrono::{DateTime, Local};
use egui::{RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::theme::{self, Tokens};
use super::{Cached, PageCtx};
use crate::command::Command;
use crate::domain::date::date_courte;
use crate::domain::nombre::entier;
use crate::store::{Fusion, LigneHistorique, OperationId, Passage};

/// What the page remembers.
#[derive(Default)]
pub struct HistoriquePage {
    lignes: Cached<(), Vec<Passage>>,
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
                store.passages().unwrap_or_default()
            })
            .known()
        else {
            ui.label("Un travail est en cours : l’historique revient ensuite.");
            return;
        };
        if let Some(operation) = jusqua {
            let ecrites = || {
                lignes.iter().filter_map(|passage| match passage {
                    Passage::Ecrit(ligne) => Some(ligne),
                    Passage::Reuni(_) => None,
                })
            };
            let combien = ecrites().position(|l| l.id == operation);
            let concernees: Vec<&LigneHistorique> = ecrites()
                .take(combien.map_or(0, |rang| rang + 1))
                .filter(|l| l.annulable)
                .collect();
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Colonne {
    Quand,
    Quoi,
    Qui,
    Ecritures,
    Etat,
}

impl Colonne {
    const fn libelle(self) -> &'static str {
        match self {
            Self::Quand => "Quand",
            Self::Quoi => "Quoi",
            Self::Qui => "Qui",
            Self::Ecritures => "Écritures",
            Self::Etat => "État",
        }
    }

    /// In points; `None` takes what is left.
    const fn width(self) -> Option<f32> {
        match self {
            Self::Quand | Self::Qui => Some(130.0),
            Self::Quoi => None,
            Self::Ecritures => Some(90.0),
            Self::Etat => Some(126.0),
        }
    }
}

/// The columns that fit in this width: what was done, and the way back, always do.
fn columns(largeur: f32) -> &'static [Colonne] {
    use Colonne::{Ecritures, Etat, Quand, Qui, Quoi};
    if largeur > 680.0 {
        &[Quand, Quoi, Qui, Ecritures, Etat]
    } else if largeur > 520.0 {
        &[Quand, Quoi, Qui, Etat]
    } else {
        &[Quand, Quoi, Etat]
    }
}

fn table_ui(ui: &mut Ui, lignes: &[Passage], asked: &mut Option<OperationId>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let hauteur = ui.available_height() - theme::LIGNE;
    let colonnes = columns(ui.available_width());
    let mut table = TableBuilder::new(ui)
        .id_salt(("historique", colonnes.len()))
        .striped(false)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur);
    for colonne in colonnes {
        table = table.column(match colonne.width() {
            Some(largeur) => Column::exact(largeur).clip(true),
            None => Column::remainder().at_least(120.0).clip(true),
        });
    }
    table
        .header(theme::LIGNE, |mut header| {
            for colonne in colonnes {
                header.col(|ui| {
                    ui.label(theme::petit(ui, colonne.libelle()));
                });
            }
        })
        .body(|body| {
            // Undoing down to a line stops at a merge: below one, nothing offers it.
            let fusion = lignes.iter().position(|l| matches!(l, Passage::Reuni(_)));
            let reste = fusion.unwrap_or(lignes.len());
            body.rows(theme::LIGNE, lignes.len(), |mut row| {
                let ligne = &lignes[row.index()];
                let offre = row.index() < reste;
                for &colonne in colonnes {
                    row.col(|ui| match ligne {
                        Passage::Ecrit(ligne) if colonne == Colonne::Etat => {
                            state_ui(ui, ligne, offre, asked);
                        }
                        Passage::Ecrit(ligne) => cell_ui(ui, ligne, colonne),
                        Passage::Reuni(fusion) => merge_ui(ui, fusion, colonne),
                    });
                }
            });
        });
}

fn cell_ui(ui: &mut Ui, ligne: &LigneHistorique, colonne: Colonne) {
    let texte = match colonne {
        Colonne::Quand => RichText::new(quand(ligne.quand)),
        Colonne::Quoi if ligne.annulee => RichText::new(&ligne.libelle)
            .strikethrough()
            .color(Tokens::of(ui).discret),
        Colonne::Quoi => RichText::new(&ligne.libelle),
        Colonne::Qui if ligne.personne.is_empty() => RichText::new("—"),
        Colonne::Qui => RichText::new(&ligne.personne),
        Colonne::Ecritures => RichText::new(entier(ligne.changements)),
        Colonne::Etat => return,
    };
    ui.add(egui::Label::new(texte).truncate());
}

/// A merge is not undone line by line: the page *Échanges* goes back to before it.
fn merge_ui(ui: &mut Ui, fusion: &Fusion, colonne: Colonne) {
    let texte = match colonne {
        Colonne::Quand => RichText::new(quand(fusion.quand)),
        Colonne::Quoi => RichText::new(fusion.libelle()),
        Colonne::Qui => RichText::new("—"),
        Colonne::Ecritures => RichText::new(entier(fusion.changements)),
        Colonne::Etat => {
            ui.label(theme::petit(ui, "fusion"));
            return;
        }
    };
    ui.add(egui::Label::new(texte).truncate());
}

fn state_ui(ui: &mut Ui, ligne: &LigneHistorique, offre: bool, asked: &mut Option<OperationId>) {
    if ligne.annulable && offre {
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
