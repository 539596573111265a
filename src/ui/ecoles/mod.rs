//! *Écoles*: the list and the sheet side by side; choosing a school never loses the list. Several
//! schools are ticked, then verified or modified at once.

mod filtres;
mod filtres_ui;
mod lignes;
mod modifier;
mod modifier_ui;
mod selection_ui;
mod table;
mod vers_projet;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::{Rect, Ui};

use self::filtres::{Colonne, Filtres, ordre, visibles};
use self::lignes::{Ligne, Liste, lignes};
use self::modifier::{Fin, Modifier};
use self::table::Table;
use super::fiche::FichePage;
use super::theme;
use super::widgets::clavier::{Touche, touche};
use super::widgets::selection::Selection;
use super::{Cached, PageCtx};
use crate::command::{Command, Ecriture, Page};
use crate::domain::nombre::compte;
use crate::domain::{Id, Regle};

pub use self::lignes::classes;
pub(super) use self::lignes::{ent, etape};
pub(super) use self::selection_ui::{Action, bar};

/// Width of the sheet, and height of the bar of the ticked schools, in points.
const FICHE: f32 = 372.0;
const BARRE: f32 = 40.0;
/// Between the two clicks of a double click, in seconds; no one reads a sheet faster.
const REBOND: f64 = 0.4;
/// The name of the list, for those who do not see it.
const CLAVIER: &str = "Liste des écoles : flèches pour choisir, Espace pour cocher";

/// What the page remembers.
#[derive(Default)]
pub struct EcolesPage {
    filtres: Filtres,
    tri: Colonne,
    decroissant: bool,
    selection: Option<Id>,
    /// When a click opened the sheet, in seconds of the window.
    ouverte: Option<f64>,
    liste: Cached<(NaiveDate, Regle), Arc<Liste>>,
    ordre: Cached<(NaiveDate, Colonne), Arc<Vec<u32>>>,
    visibles: Cached<(NaiveDate, Filtres, Colonne, bool), Arc<Vec<usize>>>,
    fiche: FichePage,
    focus: bool,
    scroll: bool,
    /// The day and the data the ticks were made with.
    connue: Option<(NaiveDate, u64)>,
    cochees: Selection,
    /// How many ticked lines pass the filters, for these lines and this version of the ticks.
    affichees: Option<(Arc<Vec<usize>>, u64, usize)>,
    /// The change being prepared for the ticked schools, and whether Escape closes it.
    modifier: Option<Modifier>,
    fermeture: bool,
    /// Names of the ticked schools, in order.
    noms: Cached<(NaiveDate, u64), Vec<(Id, String)>>,
}

impl EcolesPage {
    /// Shows this school's sheet.
    pub fn montrer(&mut self, ecole: Id) {
        self.filtres = Filtres::default();
        self.selection = Some(ecole);
        self.scroll = true;
    }

    /// The schools that are ticked.
    pub const fn cochees(&self) -> &Selection {
        &self.cochees
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
        if self.connue != Some((ctx.au, ctx.revision)) {
            self.connue = Some((ctx.au, ctx.revision));
            self.forget_gone(&liste);
        }
        if liste.lignes.is_empty() {
            empty_ui(ui, ctx);
            return;
        }
        // As they stand before the list may move them: both halves must agree.
        let selection = self.selection;
        let modifier = self.modifier.take().filter(|_| !self.cochees.is_empty());
        let rect = ui.available_rect_before_wrap();
        let largeur = FICHE.min(rect.width() * 0.5);
        let deux = selection.is_some() || modifier.is_some();
        let [gauche, droite] = split(rect, deux, largeur);
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| {
                self.list_ui(ui, ctx, &liste, modifier.is_some());
            });
        }
        let now = ui.input(|i| i.time);
        if selection.is_none() && self.selection.is_some() {
            self.ouverte = Some(now);
        }
        // The second click of who double-clicks a line must do nothing to the sheet that the first
        // has just put under the pointer.
        let rebond = ui.input(|i| i.pointer.primary_clicked())
            && self.ouverte.is_some_and(|quand| now - quand < REBOND);
        if let Some(modifier) = modifier {
            theme::carte_pleine(ui, droite, |ui| self.modify_ui(ui, ctx, &liste, modifier));
        } else if let Some(ecole) = selection
            && theme::carte_pleine(ui, droite, |ui| {
                if rebond {
                    ui.disable();
                }
                self.fiche.ui(ui, ctx, ecole)
            })
        {
            self.selection = None;
        }
    }

    fn modify_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, liste: &Liste, mut m: Modifier) {
        let version = self.cochees.version();
        let cochees = &self.cochees;
        let noms = self.noms.get((ctx.au, version), ctx.revision, |_| {
            ticked_names(&liste.lignes, cochees)
        });
        let fin = m.ui(ui, ctx, noms, version);
        if fin == Some(Fin::Applique) {
            self.cochees.clear();
        }
        // Escape in the list may just have closed it.
        if fin.is_none() && !self.cochees.is_empty() && !self.fermeture {
            self.modifier = Some(m);
        }
        self.fermeture = false;
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

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, liste: &Liste, modifie: bool) {
        let lignes = liste.lignes.as_slice();
        let shown = self.visible_rows(ctx, liste);
        let focus = std::mem::take(&mut self.focus);
        let mut action = None;
        ui.horizontal_wrapped(|ui| {
            filtres_ui::show(ui, &mut self.filtres, lignes, focus);
            if shown.is_empty() {
                ui.label(theme::petit(ui, compte(0, "école", "écoles")));
            } else {
                action = selection_ui::actions(ui, shown.len());
            }
            let cochees = &self.cochees;
            if !cochees.is_empty() || !(self.filtres.is_empty() || shown.is_empty()) {
                vers_projet::show(ui, ctx, || {
                    if cochees.is_empty() {
                        shown.iter().map(|&i| lignes[i].id).collect()
                    } else {
                        cochees.iter().collect()
                    }
                });
            }
        });
        ui.add_space(4.0);
        // The filters may just have moved: ask again.
        let arc = self.visible_rows(ctx, liste);
        let visibles = arc.as_slice();
        let ids = || visibles.iter().map(|&i| lignes[i].id);
        if let Some(action) = action {
            self.cochees.add_all(ids());
            self.act(ctx, action);
        }
        let barre = if self.cochees.is_empty() { 0.0 } else { BARRE };
        let mut zone = ui.available_rect_before_wrap();
        zone.max.y -= barre;
        let mut position = self
            .selection
            .and_then(|id| visibles.iter().position(|&i| lignes[i].id == id));
        let touche = touche(ui, zone, CLAVIER, position, visibles.len());
        if let Some(Touche::Aller(nouvelle) | Touche::Etendre(nouvelle)) = touche {
            let id = lignes[visibles[nouvelle]].id;
            position = Some(nouvelle);
            self.selection = Some(id);
            self.scroll = true;
            if touche == Some(Touche::Aller(nouvelle)) {
                self.cochees.start_at(id);
            } else {
                self.cochees.extend_to(id, ids());
            }
        }
        match (touche, self.selection) {
            (Some(Touche::Cocher), Some(id)) => self.cochees.toggle(id),
            (Some(Touche::ToutCocher), _) => self.cochees.add_all(ids()),
            (Some(Touche::Laisser), _) if modifie => self.fermeture = true,
            (Some(Touche::Laisser), _) => self.cochees.clear(),
            _ => {}
        }
        let affichees = self.shown_ticks(&arc, lignes);
        if visibles.is_empty() {
            ui.add_space(24.0);
            ui.vertical_centered(|ui| {
                ui.label("Aucune école ne correspond.");
                if ui.button("Tout réafficher").clicked() {
                    self.filtres = Filtres::default();
                }
            });
        } else {
            let scroll = std::mem::take(&mut self.scroll)
                .then_some(position)
                .flatten();
            let table = Table {
                lignes,
                visibles,
                cochees: &self.cochees,
                toutes: affichees == visibles.len(),
                position,
                scroll,
                tri: (self.tri, self.decroissant),
                hauteur: zone.height(),
            };
            let demande = ui.scope(|ui| table.show(ui)).inner;
            self.obey(&demande, affichees == visibles.len(), ids);
        }
        if barre > 0.0 && !self.cochees.is_empty() {
            let affichees = self.shown_ticks(&arc, lignes);
            let masquees = self.cochees.len() - affichees;
            if let Some(action) = selection_ui::bar(ui, self.cochees.len(), masquees, true) {
                self.act(ctx, action);
            }
        }
    }

    /// What the mouse asked of the table. `ids` are the lines shown, in order.
    fn obey<I: Iterator<Item = Id>>(
        &mut self,
        demande: &table::Demande,
        toutes: bool,
        ids: impl Fn() -> I,
    ) {
        if let Some((id, modifiers)) = demande.ticked {
            if modifiers.shift {
                self.cochees.extend_to(id, ids());
            } else {
                self.cochees.toggle(id);
            }
        }
        if let Some((id, modifiers)) = demande.clicked
            && !self.cochees.click(id, modifiers, ids())
        {
            self.selection = Some(id);
        }
        if demande.all && toutes {
            let affichees: BTreeSet<Id> = ids().collect();
            self.cochees.retain(|id| !affichees.contains(&id));
        } else if demande.all {
            self.cochees.add_all(ids());
        }
        if let Some(colonne) = demande.sorted {
            self.decroissant = self.tri == colonne && !self.decroissant;
            self.tri = colonne;
        }
    }

    fn act(&mut self, ctx: &PageCtx<'_>, action: Action) {
        match action {
            Action::Cocher => {}
            Action::Verifier => {
                let ecoles = self.cochees.iter().collect();
                ctx.commands
                    .send(Command::Ecrire(Ecriture::Verifier(ecoles)));
                self.cochees.clear();
            }
            Action::Modifier => {
                self.modifier
                    .get_or_insert_with(|| Modifier::new(ctx.aujourdhui));
            }
            Action::Decocher => self.cochees.clear(),
        }
    }

    /// Unticks the schools no longer listed.
    fn forget_gone(&mut self, liste: &Liste) {
        if !self.cochees.is_empty() {
            let listees: BTreeSet<Id> = liste.lignes.iter().map(|l| l.id).collect();
            self.cochees.retain(|id| listees.contains(&id));
        }
    }

    /// How many ticked schools are among the lines shown.
    fn shown_ticks(&mut self, visibles: &Arc<Vec<usize>>, lignes: &[Ligne]) -> usize {
        if self.cochees.is_empty() {
            return 0;
        }
        let version = self.cochees.version();
        match &self.affichees {
            Some((vues, v, n)) if Arc::ptr_eq(vues, visibles) && *v == version => *n,
            _ => {
                let n = visibles
                    .iter()
                    .filter(|&&i| self.cochees.contains(lignes[i].id))
                    .count();
                self.affichees = Some((Arc::clone(visibles), version, n));
                n
            }
        }
    }
}

/// The ticked schools and their names, in French order.
fn ticked_names(lignes: &[Ligne], cochees: &Selection) -> Vec<(Id, String)> {
    let mut cochees: Vec<&Ligne> = lignes.iter().filter(|l| cochees.contains(l.id)).collect();
    cochees.sort_by_key(|l| l.rang_nom);
    cochees
        .into_iter()
        .map(|l| (l.id, format!("{} · {}", l.nom, l.commune)))
        .collect()
}

/// Below this width, in points, the sheet stands alone: half of it would show neither the names
/// of the list nor the fields of the sheet.
const DEUX: f32 = 640.0;

/// The list on the left, the sheet on the right when there is one; in little room the sheet alone
/// (the list's place is then not positive), until it is closed.
pub(super) fn split(rect: Rect, with_fiche: bool, largeur: f32) -> [Rect; 2] {
    if !with_fiche {
        return [rect, Rect::NOTHING];
    }
    if rect.width() < DEUX {
        return [Rect::NOTHING, rect];
    }
    let (liste, fiche) = rect.split_left_right_at_x(rect.right() - largeur);
    [liste.with_max_x(liste.right() - 12.0), fiche]
}

/// What to do in a carnet without schools.
pub(super) fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
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
