//! *Visites*: the visits made, newest first, and the sheet of one beside the list.
//!
//! Reading order: `lignes` (the rows and their filters), `filtres_ui`, `fiche` (the sheet) and its
//! parts `personnes`, `copies`; `action` draws what was promised, here and on other pages.

pub(in crate::ui) mod action;
mod copies;
mod fiche;
pub(in crate::ui) mod filtres_ui;
pub(in crate::ui) mod lignes;
pub(in crate::ui) mod personnes;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::{Align, RichText, Sense, Ui};
use egui_extras::{Column, TableBuilder};

use self::fiche::FicheVisite;
use self::filtres_ui::Champ;
use self::lignes::{Filtres, Ligne, lignes, visibles};
use super::ecoles::split;
use super::theme::{self, Tokens};
use super::widgets::clavier::moved;
use super::{Cached, PageCtx};
use crate::command::Command;
use crate::domain::Id;
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::domain::texte::Recherche;

/// Width of the sheet, in points.
const FICHE: f32 = 440.0;

/// What the page remembers.
#[derive(Default)]
pub struct VisitesPage {
    filtres: Filtres,
    champ: Champ,
    selection: Option<Id>,
    lignes: Cached<(NaiveDate, Option<NaiveDate>), Rc<Vec<Ligne>>>,
    /// What the reports answered; `None` when nothing was asked.
    trouvees: Cached<String, Option<Arc<BTreeSet<Id>>>>,
    fiche: FicheVisite,
    scroll: bool,
}

impl VisitesPage {
    /// Shows the sheet of this visit.
    pub fn montrer(&mut self, visite: Id) {
        self.filtres = Filtres::default();
        self.champ = Champ::default();
        self.selection = Some(visite);
        self.scroll = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let question = (ctx.au, ctx.horizon());
        let lignes = self.lignes.get(question, ctx.revision, |&(au, horizon)| {
            Rc::new(lignes(ctx.faits, au, horizon))
        });
        let lignes = Rc::clone(lignes);
        if lignes.is_empty() {
            if !ctx.faits.terrain.visites.is_empty() {
                ui.label(format!(
                    "Au {}, aucune visite n’était encore faite.",
                    date_longue(ctx.au)
                ));
                return;
            }
            empty_ui(ui, ctx);
            return;
        }
        // One that was undone or deleted has no sheet any more.
        let there = |id: &Id| lignes.iter().any(|l| l.id == *id);
        self.selection = self.selection.filter(there);
        let selection = self.selection;
        let rect = ui.available_rect_before_wrap();
        let largeur = FICHE.min(rect.width() * 0.55);
        let [gauche, droite] = split(rect, selection.is_some(), largeur);
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx, &lignes));
        }
        if let Some(visite) = selection
            && theme::carte_pleine(ui, droite, |ui| self.fiche.ui(ui, ctx, visite))
        {
            self.selection = None;
        }
    }

    /// The rows that pass the filters; the reports are read when the search moved.
    fn visible_rows(&mut self, ctx: &PageCtx<'_>, lignes: &[Ligne]) -> Vec<usize> {
        let trouvees = self
            .trouvees
            .get_from(
                self.filtres.recherche.clone(),
                ctx.revision,
                ctx.store,
                |texte, store| {
                    let recherche = Recherche::new(texte);
                    if recherche.is_empty() {
                        return None;
                    }
                    let ailleurs = lignes.iter().map(|l| (l.id, l.cle().to_owned())).collect();
                    let trouvees = store.chercher_visites(&recherche, &ailleurs);
                    trouvees.ok().map(Arc::new)
                },
            )
            .known()
            .cloned()
            .flatten();
        visibles(
            lignes,
            &self.filtres,
            trouvees.as_deref(),
            &ctx.preferences.personne,
            ctx.au,
        )
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, lignes: &[Ligne]) {
        filtres_ui::show(ui, ctx, &mut self.filtres, &mut self.champ, lignes);
        let visibles = self.visible_rows(ctx, lignes);
        ui.label(theme::petit(
            ui,
            compte(visibles.len(), "visite", "visites"),
        ));
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
                ui.label("Aucune visite ne correspond.");
                if ui.button("Tout réafficher").clicked() {
                    self.filtres = Filtres::default();
                    self.champ = Champ::default();
                }
            });
            return;
        }
        let scroll = std::mem::take(&mut self.scroll)
            .then_some(position)
            .flatten();
        if let Some(id) = table_ui(ui, lignes, &visibles, position, scroll) {
            self.selection = Some(id);
        }
    }
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Aucune visite dans ce carnet"));
        ui.label(
            "Notez la première en moins d’une minute\u{202f}: l’école, le motif, ce qui a été vu, \
             ce qui est promis. Ctrl N l’ouvre depuis n’importe quelle page.",
        );
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Noter une visite").clicked() {
            ctx.commands.send(Command::NouvelleVisite(None));
        }
    });
}

/// A column of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colonne {
    Date,
    Ecole,
    Motif,
    Duree,
    Par,
    Actions,
}

impl Colonne {
    const fn libelle(self) -> &'static str {
        match self {
            Self::Date => "Date",
            Self::Ecole => "École",
            Self::Motif => "Motif",
            Self::Duree => "Durée",
            Self::Par => "Par",
            Self::Actions => "À suivre",
        }
    }

    /// In points; `None` takes what is left.
    const fn largeur(self) -> Option<f32> {
        match self {
            Self::Date => Some(78.0),
            Self::Ecole => None,
            Self::Motif => Some(164.0),
            Self::Duree => Some(66.0),
            Self::Par => Some(96.0),
            Self::Actions => Some(62.0),
        }
    }
}

/// Those that fit in this width.
fn columns(largeur: f32) -> &'static [Colonne] {
    use Colonne::{Actions, Date, Duree, Ecole, Motif, Par};
    if largeur > 820.0 {
        &[Date, Ecole, Motif, Duree, Par, Actions]
    } else if largeur > 640.0 {
        &[Date, Ecole, Motif, Actions]
    } else if largeur > 360.0 {
        &[Date, Ecole, Actions]
    } else {
        &[Date, Ecole]
    }
}

/// Draws the rows; the visit that was clicked.
fn table_ui(
    ui: &mut Ui,
    lignes: &[Ligne],
    visibles: &[usize],
    position: Option<usize>,
    scroll: Option<usize>,
) -> Option<Id> {
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = ui.available_height() - theme::LIGNE;
    let colonnes = columns(ui.available_width());
    let mut table = TableBuilder::new(ui)
        .id_salt(("visites", colonnes.len()))
        .sense(Sense::click())
        .cell_layout(egui::Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink(false);
    for colonne in colonnes {
        table = table.column(match colonne.largeur() {
            Some(largeur) => Column::exact(largeur).clip(true),
            None => Column::remainder().clip(true),
        });
    }
    if let Some(row) = scroll {
        table = table.scroll_to_row(row, None);
    }
    let mut clicked = None;
    table
        .header(theme::LIGNE, |mut header| {
            for colonne in colonnes {
                header.col(|ui| {
                    ui.label(theme::petit(ui, colonne.libelle()));
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, visibles.len(), |mut row| {
                let index = row.index();
                let ligne = &lignes[visibles[index]];
                let selected = position == Some(index);
                row.set_selected(selected);
                for &colonne in colonnes {
                    row.col(|ui| cell_ui(ui, ligne, colonne, colonnes));
                }
                let reponse = row.response();
                reponse.widget_info(|| {
                    let dit = format!(
                        "{}, {}, {}, {}",
                        ligne.jour(),
                        ligne.nom,
                        ligne.commune,
                        ligne.motif
                    );
                    egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, dit)
                });
                if reponse.clicked() {
                    clicked = Some(ligne.id);
                }
            });
        });
    clicked
}

fn cell_ui(ui: &mut Ui, ligne: &Ligne, colonne: Colonne, colonnes: &[Colonne]) {
    let t = Tokens::of(ui);
    if colonne == Colonne::Ecole {
        let mut job = egui::text::LayoutJob::default();
        let corps = egui::TextStyle::Body.resolve(ui.style());
        job.append(&ligne.nom, 0.0, egui::TextFormat::simple(corps, t.encre));
        let petit = egui::TextFormat::simple(egui::FontId::proportional(12.0), t.discret);
        let suite = if colonnes.contains(&Colonne::Motif) {
            ligne.commune.to_string()
        } else {
            format!("{} · {}", ligne.commune, ligne.motif)
        };
        job.append(&suite, 8.0, petit);
        ui.add(egui::Label::new(job).truncate().selectable(false));
        return;
    }
    let texte = match colonne {
        Colonne::Date => RichText::new(ligne.jour()),
        Colonne::Motif => RichText::new(&*ligne.motif),
        Colonne::Duree => RichText::new(ligne.duree_dite()),
        Colonne::Par => RichText::new(&ligne.par),
        Colonne::Actions if ligne.en_retard > 0 => {
            RichText::new(format!("▲ {}", ligne.ouvertes)).color(t.erreur)
        }
        Colonne::Actions if ligne.ouvertes > 0 => RichText::new(ligne.ouvertes.to_string()),
        Colonne::Actions | Colonne::Ecole => RichText::new("—").color(t.discret),
    };
    ui.add(egui::Label::new(texte).truncate().selectable(false));
}
