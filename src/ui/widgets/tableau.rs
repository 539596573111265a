//! A list of one-line rows of which one is chosen: the list on the left of a sheet, or a short
//! table inside it. Only the rows in view are drawn.

use egui::{Align, Layout, Sense, Ui};
use egui_extras::{Column, TableBuilder};

use crate::ui::theme::{self, Tokens};

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Colonne {
    pub titre: &'static str,
    /// In points; `None` takes what is left.
    pub largeur: Option<f32>,
    /// Numbers stand against the right edge.
    pub a_droite: bool,
}

impl Colonne {
    /// The column that takes what is left.
    pub const fn reste(titre: &'static str) -> Self {
        Self {
            titre,
            largeur: None,
            a_droite: false,
        }
    }

    pub const fn texte(titre: &'static str, largeur: f32) -> Self {
        Self {
            titre,
            largeur: Some(largeur),
            a_droite: false,
        }
    }

    pub const fn nombre(titre: &'static str, largeur: f32) -> Self {
        Self {
            titre,
            largeur: Some(largeur),
            a_droite: true,
        }
    }
}

/// A row: its cells, one per column, what is said of it, and a muted end to its first cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rangee {
    pub cellules: Vec<String>,
    /// Drawn small after the first cell; empty = none.
    pub suite: String,
    /// The accessible name.
    pub nom: String,
}

/// What the table is asked to show.
pub struct Tableau<'a> {
    /// Tells it from the other tables of the page.
    pub id: &'a str,
    pub colonnes: &'a [Colonne],
    pub choisie: Option<usize>,
    /// The row to bring into view.
    pub vers: Option<usize>,
    /// Height of the rows, in points: the rest scrolls.
    pub hauteur: f32,
}

/// Draws the table; the row that was clicked. `rangee` is only asked for the rows in view.
pub fn show(
    ui: &mut Ui,
    tableau: &Tableau<'_>,
    n: usize,
    rangee: impl Fn(usize) -> Rangee,
) -> Option<usize> {
    let mut clicked = None;
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = tableau.hauteur.max(theme::LIGNE);
    let mut table = TableBuilder::new(ui)
        .id_salt((tableau.id, tableau.colonnes.len()))
        .sense(Sense::click())
        .cell_layout(Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink([false, true]);
    for colonne in tableau.colonnes {
        table = table.column(match colonne.largeur {
            Some(largeur) => Column::exact(largeur).clip(true),
            None => Column::remainder().clip(true),
        });
    }
    if let Some(row) = tableau.vers {
        table = table.scroll_to_row(row, None);
    }
    table
        .header(theme::LIGNE, |mut header| {
            for colonne in tableau.colonnes {
                header.col(|ui| {
                    placed(ui, *colonne, |ui| {
                        ui.label(theme::petit(ui, colonne.titre));
                    });
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, n, |mut row| {
                let index = row.index();
                let rangee = rangee(index);
                let choisie = tableau.choisie == Some(index);
                row.set_selected(choisie);
                for (rang, colonne) in tableau.colonnes.iter().enumerate() {
                    let texte = rangee.cellules.get(rang).map_or("", String::as_str);
                    let suite = if rang == 0 { rangee.suite.as_str() } else { "" };
                    row.col(|ui| placed(ui, *colonne, |ui| cell_ui(ui, texte, suite)));
                }
                let reponse = row.response();
                reponse.widget_info(|| {
                    egui::WidgetInfo::selected(
                        egui::Role::ListBoxOption,
                        true,
                        choisie,
                        &rangee.nom,
                    )
                });
                if reponse.clicked() {
                    clicked = Some(index);
                }
            });
        });
    clicked
}

fn placed(ui: &mut Ui, colonne: Colonne, contenu: impl FnOnce(&mut Ui)) {
    if colonne.a_droite {
        ui.with_layout(Layout::right_to_left(Align::Center), contenu);
    } else {
        contenu(ui);
    }
}

/// A text, a muted « — » for none, and what follows it in small.
fn cell_ui(ui: &mut Ui, texte: &str, suite: &str) {
    let t = Tokens::of(ui);
    let (texte, encre) = if texte.is_empty() {
        ("—", t.discret)
    } else {
        (texte, t.encre)
    };
    let mut job = egui::text::LayoutJob::default();
    let font = egui::TextStyle::Body.resolve(ui.style());
    job.append(texte, 0.0, egui::TextFormat::simple(font, encre));
    if !suite.is_empty() {
        let petit = egui::TextFormat::simple(egui::FontId::proportional(12.0), t.discret);
        job.append(suite, 8.0, petit);
    }
    ui.add(egui::Label::new(job).truncate().selectable(false));
}
