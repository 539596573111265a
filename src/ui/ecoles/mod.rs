//! *Écoles*: the list and the sheet side by side; choosing a school never loses the list.

mod filtres;
mod filtres_ui;
mod lignes;

use std::sync::Arc;

use chrono::NaiveDate;
use egui::{Align, Key, Rect, Sense, Ui};
use egui_extras::{Column, TableBuilder};

use self::filtres::{Colonne, Filtres, ordre, visibles};
use self::lignes::{Ligne, Liste, lignes};
use super::fiche::FichePage;
use super::theme::{self, Tokens};
use super::{Cached, PageCtx};
use crate::command::{Command, Page};
use crate::domain::nombre::compte;
use crate::domain::{Id, Regle};

pub use self::lignes::classes;

/// Rows of one Page Up or Page Down.
const PAGE: usize = 20;
/// Width of the sheet, in points.
const FICHE: f32 = 372.0;

/// What the page remembers.
#[derive(Default)]
pub struct EcolesPage {
    filtres: Filtres,
    tri: Colonne,
    decroissant: bool,
    selection: Option<Id>,
    liste: Cached<(NaiveDate, Regle), Arc<Liste>>,
    ordre: Cached<(NaiveDate, Colonne), Arc<Vec<u32>>>,
    visibles: Cached<(NaiveDate, Filtres, Colonne, bool), Arc<Vec<usize>>>,
    fiche: FichePage,
    focus: bool,
    scroll: bool,
}

impl EcolesPage {
    /// Shows this school's sheet.
    pub fn montrer(&mut self, ecole: Id) {
        self.filtres = Filtres::default();
        self.selection = Some(ecole);
        self.scroll = true;
    }

    /// The school whose sheet is open.
    pub const fn selection(&self) -> Option<Id> {
        self.selection
    }

    /// Shows only these schools, under a title that says what they are.
    pub fn montrer_liste(&mut self, titre: String, ecoles: Vec<Id>) {
        self.filtres = Filtres {
            liste: Some((titre, ecoles.into_iter().collect())),
            ..Filtres::default()
        };
        self.selection = None;
    }

    /// Puts the keyboard in the search field.
    pub fn focus_recherche(&mut self) {
        self.focus = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let liste = self
            .liste
            .get((ctx.au, ctx.regle), ctx.revision, |&(au, regle)| {
                Arc::new(lignes(ctx.faits, au, regle))
            });
        let liste = Arc::clone(liste);
        if liste.lignes.is_empty() {
            empty_ui(ui, ctx);
            return;
        }
        // As it stands before the list may move it: both halves must agree.
        let selection = self.selection;
        let [gauche, droite] = split(ui.available_rect_before_wrap(), selection.is_some());
        theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx, &liste));
        if let Some(ecole) = selection
            && theme::carte_pleine(ui, droite, |ui| self.fiche.ui(ui, ctx, ecole))
        {
            self.selection = None;
        }
    }

    /// The rows that pass the filters, in the order asked.
    fn visible_rows(&mut self, ctx: &PageCtx<'_>, liste: &Liste) -> Arc<Vec<usize>> {
        let tries = self
            .ordre
            .get((ctx.au, self.tri), ctx.revision, |&(_, tri)| {
                Arc::new(ordre(&liste.lignes, tri))
            });
        let question = (ctx.au, self.filtres.clone(), self.tri, self.decroissant);
        let visibles = self
            .visibles
            .get(question, ctx.revision, |(_, filtres, _, decroissant)| {
                Arc::new(visibles(liste, tries, filtres, !decroissant))
            });
        Arc::clone(visibles)
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, liste: &Liste) {
        let lignes = liste.lignes.as_slice();
        let n = self.visible_rows(ctx, liste).len();
        let focus = std::mem::take(&mut self.focus);
        ui.horizontal_wrapped(|ui| {
            filtres_ui::show(ui, &mut self.filtres, lignes, focus);
            ui.label(theme::petit(ui, compte(n, "école", "écoles")));
        });
        ui.add_space(4.0);
        // The filters may just have moved: ask again.
        let visibles = self.visible_rows(ctx, liste);
        let visibles = visibles.as_slice();
        let mut position = self
            .selection
            .and_then(|id| visibles.iter().position(|&i| lignes[i].id == id));
        if let Some(nouvelle) = moved(ui, position, visibles.len()) {
            position = Some(nouvelle);
            self.selection = Some(lignes[visibles[nouvelle]].id);
            self.scroll = true;
        }
        if visibles.is_empty() {
            ui.add_space(24.0);
            ui.vertical_centered(|ui| {
                ui.label("Aucune école ne correspond.");
                if ui.button("Tout réafficher").clicked() {
                    self.filtres = Filtres::default();
                }
            });
            return;
        }
        let scroll = std::mem::take(&mut self.scroll)
            .then_some(position)
            .flatten();
        let mut clicked = None;
        let mut sorted = None;
        table_ui(
            ui,
            lignes,
            visibles,
            position,
            scroll,
            (self.tri, self.decroissant),
            &mut clicked,
            &mut sorted,
        );
        if let Some(id) = clicked {
            self.selection = Some(id);
        }
        if let Some(colonne) = sorted {
            self.decroissant = self.tri == colonne && !self.decroissant;
            self.tri = colonne;
        }
    }
}

/// The list on the left, the sheet on the right when there is one.
fn split(rect: Rect, with_fiche: bool) -> [Rect; 2] {
    if !with_fiche {
        return [rect, Rect::NOTHING];
    }
    let largeur = FICHE.min(rect.width() * 0.5);
    let (liste, fiche) = rect.split_left_right_at_x(rect.right() - largeur);
    [liste.with_max_x(liste.right() - 12.0), fiche]
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Aucune école dans ce carnet"));
        ui.label("Les écoles viennent de l’annuaire officiel : importez-le, puis gardez votre circonscription.");
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Importer l’annuaire").clicked() {
            ctx.commands.send(Command::Aller(Page::Importer));
        }
    });
}

/// Where the keyboard moves the selection, when no field has it.
pub fn moved(ui: &Ui, position: Option<usize>, n: usize) -> Option<usize> {
    if n == 0 || ui.egui_wants_keyboard_input() || ui.memory(|m| m.focused().is_some()) {
        return None;
    }
    let last = n - 1;
    let here = position.unwrap_or(0);
    ui.input(|i| {
        if i.modifiers.any() {
            return None;
        }
        let down = |pas: usize| Some(position.map_or(0, |_| (here + pas).min(last)));
        let up = |pas: usize| Some(here.saturating_sub(pas));
        match () {
            () if i.key_pressed(Key::ArrowDown) => down(1),
            () if i.key_pressed(Key::ArrowUp) => up(1),
            () if i.key_pressed(Key::PageDown) => down(PAGE),
            () if i.key_pressed(Key::PageUp) => up(PAGE),
            () if i.key_pressed(Key::Home) => Some(0),
            () if i.key_pressed(Key::End) => Some(last),
            () => None,
        }
    })
}

#[expect(
    clippy::too_many_arguments,
    reason = "one table, its rows and what it answers"
)]
fn table_ui(
    ui: &mut Ui,
    lignes: &[Ligne],
    visibles: &[usize],
    position: Option<usize>,
    scroll: Option<usize>,
    (tri, decroissant): (Colonne, bool),
    clicked: &mut Option<Id>,
    sorted: &mut Option<Colonne>,
) {
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = ui.available_height() - theme::LIGNE;
    let colonnes = columns(ui.available_width());
    let mut table = TableBuilder::new(ui)
        .id_salt(("ecoles", colonnes.len()))
        .sense(Sense::click())
        .cell_layout(egui::Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink(false);
    for &colonne in colonnes {
        table = table.column(match width(colonne, colonnes.len()) {
            Some(largeur) => Column::exact(largeur).clip(true),
            None => Column::remainder().clip(true),
        });
    }
    if let Some(row) = scroll {
        table = table.scroll_to_row(row, None);
    }
    table
        .header(theme::LIGNE, |mut header| {
            for &colonne in colonnes {
                header.col(|ui| {
                    let signe = match (colonne == tri, decroissant) {
                        (false, _) => "",
                        (true, false) => " ▲",
                        (true, true) => " ▼",
                    };
                    let texte = theme::petit(ui, format!("{}{signe}", colonne.libelle()));
                    let bouton = ui.add(egui::Button::new(texte).frame(false));
                    if bouton.clicked() {
                        *sorted = Some(colonne);
                    }
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, visibles.len(), |mut row| {
                let index = row.index();
                let ligne = &lignes[visibles[index]];
                row.set_selected(position == Some(index));
                row_ui(&mut row, ligne, colonnes);
                let reponse = row.response();
                reponse.widget_info(|| {
                    egui::WidgetInfo::selected(
                        egui::Role::ListBoxOption,
                        true,
                        position == Some(index),
                        format!("{}, {}, {}", ligne.nom, ligne.commune, spoken_ent(ligne)),
                    )
                });
                if reponse.clicked() {
                    *clicked = Some(ligne.id);
                }
            });
        });
}

fn spoken_ent(ligne: &Ligne) -> &str {
    if ligne.ent.is_empty() {
        "sans ENT"
    } else {
        &ligne.ent
    }
}

fn row_ui(row: &mut egui_extras::TableRow<'_, '_>, ligne: &Ligne, colonnes: &[Colonne]) {
    for colonne in colonnes {
        let (texte, muted) = cell(ligne, *colonne);
        row.col(|ui| {
            let t = Tokens::of(ui);
            let mut job = egui::text::LayoutJob::default();
            let font = egui::TextStyle::Body.resolve(ui.style());
            let encre = if muted { t.discret } else { t.encre };
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
    use Colonne::{Commune, Ent, Etape, Nature, Nom, Secteur, Verifie};
    if largeur > 900.0 {
        &[Nom, Commune, Nature, Secteur, Ent, Etape, Verifie]
    } else if largeur > 700.0 {
        &[Nom, Secteur, Ent, Etape, Verifie]
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
        Colonne::Verifie => Some(78.0),
    }
}

/// The text of a cell, and whether it only says that there is nothing.
fn cell(ligne: &Ligne, colonne: Colonne) -> (&str, bool) {
    let or_dash = |texte| {
        if str::is_empty(texte) {
            ("—", true)
        } else {
            (texte, false)
        }
    };
    match colonne {
        Colonne::Nom => (&ligne.nom, false),
        Colonne::Commune => (&ligne.commune, true),
        Colonne::Nature => or_dash(ligne.nature.map_or("", |n| n.libelle())),
        Colonne::Secteur => or_dash(&ligne.secteur),
        Colonne::Ent => or_dash(&ligne.ent),
        Colonne::Etape => or_dash(ligne.etape.map_or("", |e| e.libelle())),
        Colonne::Verifie if ligne.verifie.is_none() => ("jamais", true),
        Colonne::Verifie => (&ligne.verifie_texte, false),
    }
}
