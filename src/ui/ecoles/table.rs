//! The table of *Écoles*: one line per school, as many columns as fit.

use egui::{Align, Modifiers, Sense, Ui};
use egui_extras::{Column, TableBuilder};

use super::filtres::Colonne;
use super::lignes::Ligne;
use crate::domain::Id;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::selection::{Selection, case};

/// What is drawn.
pub(super) struct Table<'a> {
    pub lignes: &'a [Ligne],
    /// Those that pass the filters, in the order asked.
    pub visibles: &'a [usize],
    pub cochees: &'a Selection,
    /// Every line shown is ticked.
    pub toutes: bool,
    /// The line whose sheet is shown.
    pub position: Option<usize>,
    /// The line to bring into view.
    pub scroll: Option<usize>,
    pub tri: (Colonne, bool),
    /// In points.
    pub hauteur: f32,
}

/// What the mouse asked for.
#[derive(Default)]
pub(super) struct Demande {
    pub clicked: Option<(Id, Modifiers)>,
    pub ticked: Option<(Id, Modifiers)>,
    pub sorted: Option<Colonne>,
    /// The box of the header.
    pub all: bool,
}

impl Table<'_> {
    pub(super) fn show(&self, ui: &mut Ui) -> Demande {
        ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
        let hauteur = self.hauteur - theme::LIGNE;
        let colonnes = columns(ui.available_width());
        let mut demande = Demande::default();
        // Lines are no stops of Tab: the list has the arrow keys (`widgets::clavier`).
        let mut table = TableBuilder::new(ui)
            .id_salt(("ecoles", colonnes.len()))
            .sense(Sense::CLICK)
            .cell_layout(egui::Layout::left_to_right(Align::Center))
            .min_scrolled_height(hauteur)
            .max_scroll_height(hauteur)
            .auto_shrink(false)
            .column(Column::exact(18.0));
        for &colonne in colonnes {
            table = table.column(match width(colonne, colonnes.len()) {
                Some(largeur) => Column::exact(largeur).clip(true),
                None => Column::remainder().clip(true),
            });
        }
        if let Some(row) = self.scroll {
            table = table.scroll_to_row(row, None);
        }
        table
            .header(theme::LIGNE, |mut header| {
                header.col(|ui| {
                    demande.all = case(ui, self.toutes, "toutes les écoles affichées").clicked();
                });
                for &colonne in colonnes {
                    header.col(|ui| self.heading_ui(ui, colonne, &mut demande));
                }
            })
            .body(|body| {
                body.rows(theme::LIGNE, self.visibles.len(), |row| {
                    self.row_ui(row, colonnes, &mut demande);
                });
            });
        demande
    }

    fn heading_ui(&self, ui: &mut Ui, colonne: Colonne, demande: &mut Demande) {
        let (tri, decroissant) = self.tri;
        let signe = match (colonne == tri, decroissant) {
            (false, _) => "",
            (true, false) => " ▲",
            (true, true) => " ▼",
        };
        let texte = theme::petit(ui, format!("{}{signe}", colonne.libelle()));
        let bouton = ui.add(egui::Button::new(texte).frame(false));
        if bouton.clicked() {
            demande.sorted = Some(colonne);
        }
    }

    fn row_ui(
        &self,
        mut row: egui_extras::TableRow<'_, '_>,
        colonnes: &[Colonne],
        demande: &mut Demande,
    ) {
        let index = row.index();
        let ligne = &self.lignes[self.visibles[index]];
        let choisie = self.position == Some(index);
        let cochee = self.cochees.contains(ligne.id);
        row.set_selected(choisie);
        let mut ticked = None;
        row.col(|ui| {
            if case(ui, cochee, &ligne.nom).clicked() {
                ticked = Some(ui.input(|i| i.modifiers));
            }
        });
        cells_ui(&mut row, ligne, colonnes);
        let reponse = row.response();
        reponse.widget_info(|| {
            let coche = if cochee { ", cochée" } else { "" };
            egui::WidgetInfo::selected(
                egui::Role::ListBoxOption,
                true,
                choisie,
                format!(
                    "{}, {}, {}{coche}",
                    ligne.nom,
                    ligne.commune,
                    spoken_ent(ligne)
                ),
            )
        });
        if let Some(modifiers) = ticked {
            demande.ticked = Some((ligne.id, modifiers));
        } else if reponse.clicked() {
            demande.clicked = Some((ligne.id, reponse.ctx.input(|i| i.modifiers)));
        }
    }
}

fn spoken_ent(ligne: &Ligne) -> &str {
    if ligne.ent.is_empty() {
        "sans ENT"
    } else {
        &ligne.ent
    }
}

fn cells_ui(row: &mut egui_extras::TableRow<'_, '_>, ligne: &Ligne, colonnes: &[Colonne]) {
    for colonne in colonnes {
        let (texte, ton) = cell(ligne, *colonne);
        row.col(|ui| {
            let t = Tokens::of(ui);
            let mut job = egui::text::LayoutJob::default();
            let font = egui::TextStyle::Body.resolve(ui.style());
            let encre = match ton {
                Ton::Encre => t.encre,
                Ton::Discret => t.discret,
                Ton::Alerte => t.alerte,
            };
            job.append(texte, 0.0, egui::TextFormat::simple(font, encre));
            if *colonne == Colonne::Nom && !colonnes.contains(&Colonne::Commune) {
                let petit = egui::TextFormat::simple(egui::FontId::proportional(12.0), t.discret);
                job.append(&ligne.commune, 8.0, petit);
            }
            ui.add(egui::Label::new(job).truncate().selectable(false));
        });
    }
}

/// The columns that fit in this width: the commune joins the name when it has no room of its own.
fn columns(largeur: f32) -> &'static [Colonne] {
    use Colonne::{Abonnement, Commune, Ent, Etape, Nature, Nom, Secteur, Verifie};
    if largeur > 1100.0 {
        &[
            Nom, Commune, Nature, Secteur, Ent, Etape, Abonnement, Verifie,
        ]
    } else if largeur > 900.0 {
        &[Nom, Commune, Secteur, Ent, Etape, Abonnement, Verifie]
    } else if largeur > 680.0 {
        &[Nom, Ent, Etape, Abonnement, Verifie]
    } else if largeur > 520.0 {
        &[Nom, Ent, Etape, Verifie]
    } else {
        &[Nom, Ent]
    }
}

/// In points; `None` takes what is left.
const fn width(colonne: Colonne, colonnes: usize) -> Option<f32> {
    match colonne {
        Colonne::Nom => None,
        Colonne::Ent if colonnes == 2 => Some(84.0),
        Colonne::Commune | Colonne::Ent => Some(124.0),
        Colonne::Nature => Some(84.0),
        Colonne::Secteur => Some(150.0),
        Colonne::Etape => Some(102.0),
        Colonne::Abonnement | Colonne::Verifie => Some(96.0),
    }
}

/// How a cell is told: it matters, it only says that there is nothing, it asks for a look.
enum Ton {
    Encre,
    Discret,
    Alerte,
}

/// The text of a cell, and its tone. What asks for a look says so with a sign too.
fn cell(ligne: &Ligne, colonne: Colonne) -> (&str, Ton) {
    let or_dash = |texte| {
        if str::is_empty(texte) {
            ("—", Ton::Discret)
        } else {
            (texte, Ton::Encre)
        }
    };
    match colonne {
        Colonne::Nom => (&ligne.nom, Ton::Encre),
        Colonne::Commune => (&ligne.commune, Ton::Discret),
        Colonne::Nature => or_dash(ligne.nature.map_or("", |n| n.libelle())),
        Colonne::Secteur => or_dash(&ligne.secteur),
        Colonne::Ent => or_dash(&ligne.ent),
        Colonne::Etape => or_dash(ligne.etape.map_or("", |e| e.libelle())),
        Colonne::Abonnement if ligne.fini || ligne.fin_proche => {
            (&ligne.abonnement_texte, Ton::Alerte)
        }
        Colonne::Abonnement => or_dash(&ligne.abonnement_texte),
        Colonne::Verifie if ligne.verifie.is_none() => ("jamais", Ton::Discret),
        Colonne::Verifie if ligne.a_verifier => (&ligne.verifie_texte, Ton::Alerte),
        Colonne::Verifie => (&ligne.verifie_texte, Ton::Encre),
    }
}
