//! What was promised, the most pressing first; one action beside the list.

mod lignes;

use std::sync::Arc;

use chrono::NaiveDate;
use egui::{Align, Key, RichText, Sense, TextEdit, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use self::lignes::{Filtres, Ligne, Rang, lignes, qui, rangs};
use crate::command::Command;
use crate::domain::Id;
use crate::domain::nombre::compte;
use crate::domain::relance::Urgence;
use crate::ui::theme::{self, Tokens};
use crate::ui::visites::action;
use crate::ui::widgets::clavier::moved;
use crate::ui::widgets::nommer;
use crate::ui::{Cached, PageCtx};

/// Width of the sheet, in points.
pub(super) const FICHE: f32 = 360.0;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct ARelancerOnglet {
    filtres: Filtres,
    selection: Option<Id>,
    lignes: Cached<(NaiveDate, Option<NaiveDate>), Arc<Vec<Ligne>>>,
    rangs: Cached<(NaiveDate, Filtres), Arc<Vec<Rang>>>,
    scroll: bool,
}

impl ARelancerOnglet {
    /// Shows this one.
    pub(super) fn montrer(&mut self, action: Id) {
        self.filtres = Filtres::default();
        self.selection = Some(action);
        self.scroll = true;
    }

    /// How many actions are open.
    pub(super) fn count(&mut self, ctx: &PageCtx<'_>) -> usize {
        self.lines(ctx).len()
    }

    /// Whether one of them is shown beside the list.
    pub(super) fn has_sheet(&mut self, ctx: &PageCtx<'_>) -> bool {
        let lignes = self.lines(ctx);
        chosen(&lignes, self.selection).is_some()
    }

    /// Draws the list.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let lignes = self.lines(ctx);
        if lignes.is_empty() {
            empty_ui(ui, ctx);
        } else {
            self.list_ui(ui, ctx, &lignes);
        }
    }

    /// Draws the action chosen, when there is one.
    pub(super) fn sheet_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let lignes = self.lines(ctx);
        if let Some(ligne) = chosen(&lignes, self.selection)
            && sheet_ui(ui, ctx, ligne)
        {
            self.selection = None;
        }
    }

    fn lines(&mut self, ctx: &PageCtx<'_>) -> Arc<Vec<Ligne>> {
        let question = (ctx.au, ctx.horizon());
        let lignes = self.lignes.get(question, ctx.revision, |&(au, horizon)| {
            Arc::new(lignes(ctx.faits, au, horizon))
        });
        Arc::clone(lignes)
    }

    fn visible(&mut self, ctx: &PageCtx<'_>, lignes: &[Ligne]) -> Arc<Vec<Rang>> {
        let question = (ctx.au, self.filtres.clone());
        let rangs = self.rangs.get(question, ctx.revision, |(_, filtres)| {
            Arc::new(rangs(lignes, filtres))
        });
        Arc::clone(rangs)
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, lignes: &[Ligne]) {
        filters_ui(ui, &mut self.filtres, lignes);
        let rangs = self.visible(ctx, lignes);
        let place = |id: Id| {
            let is_it = |rang: &Rang| matches!(rang, Rang::Ligne(i) if lignes[*i].action.id == id);
            rangs.iter().position(is_it)
        };
        let mut position = self.selection.and_then(place);
        if let Some(nouvelle) = moved(ui, position, rangs.len()) {
            position = action_near(&rangs, position, nouvelle);
            self.selection = position.and_then(|p| match rangs[p] {
                Rang::Ligne(i) => Some(lignes[i].action.id),
                Rang::Titre(..) => None,
            });
            self.scroll = true;
        }
        if rangs.is_empty() {
            ui.add_space(24.0);
            ui.vertical_centered(|ui| {
                ui.label("Aucune action ne correspond.");
                if ui.button("Tout réafficher").clicked() {
                    self.filtres = Filtres::default();
                }
            });
            return;
        }
        let scroll = std::mem::take(&mut self.scroll)
            .then_some(position)
            .flatten();
        if let Some(id) = table_ui(ui, ctx, lignes, &rangs, position, scroll) {
            self.selection = Some(id);
        }
    }
}

/// The action at `voulue`, or the next one in the direction one goes: titles are passed over.
fn action_near(rangs: &[Rang], position: Option<usize>, voulue: usize) -> Option<usize> {
    let is_action = |p: &usize| matches!(rangs.get(*p), Some(Rang::Ligne(_)));
    let down = position.is_none_or(|p| p < voulue);
    let forward = || (voulue..rangs.len()).find(is_action);
    let backward = || (0..=voulue).rev().find(is_action);
    if down {
        forward().or_else(backward)
    } else {
        backward().or_else(forward)
    }
}

fn filters_ui(ui: &mut Ui, filtres: &mut Filtres, lignes: &[Ligne]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let champ = ui.add(
            TextEdit::singleline(&mut filtres.recherche)
                .desired_width(210.0)
                .hint_text("Chercher une école, une action…"),
        );
        nommer(&champ, "Chercher une action");
        if champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
            filtres.recherche.clear();
        }
        let texte = match &filtres.qui {
            None => RichText::new("Qui ▾"),
            Some(qui) => RichText::new(format!("{qui} ▾"))
                .color(Tokens::of(ui).accent)
                .strong(),
        };
        ui.menu_button(texte, |ui| {
            egui::ScrollArea::vertical()
                .max_height(360.0)
                .show(ui, |ui| {
                    if ui.selectable_label(filtres.qui.is_none(), "Tous").clicked() {
                        filtres.qui = None;
                        ui.close();
                    }
                    for qui in qui(lignes) {
                        let retenu = filtres.qui.as_deref() == Some(qui);
                        if ui.selectable_label(retenu, qui).clicked() {
                            filtres.qui = Some(qui.to_owned());
                            ui.close();
                        }
                    }
                });
        });
        if *filtres != Filtres::default() && ui.button("Tout réafficher").clicked() {
            *filtres = Filtres::default();
        }
    });
    ui.label(theme::petit(
        ui,
        compte(lignes.len(), "action ouverte", "actions ouvertes"),
    ));
}

fn chosen(lignes: &[Ligne], selection: Option<Id>) -> Option<&Ligne> {
    let id = selection?;
    lignes.iter().find(|l| l.action.id == id)
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    ui.label(theme::sous_titre("Rien à relancer"));
    ui.label(
        "Ce qui est promis dans une visite (quoi, qui, pour quand) vient ici, ce qui est en retard \
         d’abord.",
    );
    ui.add_space(8.0);
    if theme::bouton_principal(ui, "Noter une visite").clicked() {
        ctx.commands.send(Command::NouvelleVisite(None));
    }
}

/// The columns there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Colonnes {
    /// Else the school follows the action, in small.
    ecole: bool,
    qui: bool,
}

/// Draws the rows; the action that was clicked.
fn table_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    lignes: &[Ligne],
    rangs: &[Rang],
    position: Option<usize>,
    scroll: Option<usize>,
) -> Option<Id> {
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = ui.available_height();
    let largeur = ui.available_width();
    let colonnes = Colonnes {
        ecole: largeur > 560.0,
        qui: largeur > 820.0,
    };
    let mut table = TableBuilder::new(ui)
        .id_salt(("relancer", colonnes))
        .sense(Sense::click())
        .cell_layout(egui::Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink(false)
        .column(Column::exact(20.0))
        .column(Column::remainder().clip(true));
    if colonnes.ecole {
        table = table.column(Column::exact(largeur * 0.34).clip(true));
    }
    if colonnes.qui {
        table = table.column(Column::exact(150.0).clip(true));
    }
    table = table.column(Column::exact(150.0).clip(true));
    if let Some(row) = scroll {
        table = table.scroll_to_row(row, None);
    }
    let mut clicked = None;
    table.body(|body| {
        body.rows(theme::LIGNE, rangs.len(), |mut row| {
            let index = row.index();
            match rangs[index] {
                Rang::Titre(urgence, n) => title_ui(&mut row, urgence, n, colonnes),
                Rang::Ligne(i) => {
                    row.set_selected(position == Some(index));
                    let selected = position == Some(index);
                    if action_ui(&mut row, ctx, &lignes[i], colonnes, selected) {
                        clicked = Some(lignes[i].action.id);
                    }
                }
            }
        });
    });
    clicked
}

fn title_ui(row: &mut TableRow<'_, '_>, urgence: Urgence, n: usize, colonnes: Colonnes) {
    row.col(|_ui| {});
    row.col(|ui| {
        let t = Tokens::of(ui);
        let couleur = match urgence {
            Urgence::EnRetard => t.erreur,
            _ => t.encre,
        };
        let texte = format!("{} ({n})", urgence.libelle());
        ui.label(theme::sous_titre(texte).color(couleur));
    });
    for _ in 0..=usize::from(colonnes.ecole) + usize::from(colonnes.qui) {
        row.col(|_ui| {});
    }
}

/// One action; whether it was clicked.
fn action_ui(
    row: &mut TableRow<'_, '_>,
    ctx: &PageCtx<'_>,
    ligne: &Ligne,
    colonnes: Colonnes,
    selected: bool,
) -> bool {
    let text = |ui: &mut Ui, texte: RichText| {
        ui.add(egui::Label::new(texte).truncate().selectable(false));
    };
    row.col(|ui| action::done_ui(ui, ctx, &ligne.action, ctx.aujourdhui, ""));
    let ou = format!("{}, {}", ligne.ecole, ligne.commune);
    row.col(|ui| {
        let t = Tokens::of(ui);
        let mut job = egui::text::LayoutJob::default();
        let corps = egui::TextStyle::Body.resolve(ui.style());
        let encre = egui::TextFormat::simple(corps, t.encre);
        job.append(&ligne.action.libelle, 0.0, encre);
        if !colonnes.ecole {
            let petit = egui::TextFormat::simple(egui::FontId::proportional(12.0), t.discret);
            job.append(&ou, 8.0, petit);
        }
        ui.add(egui::Label::new(job).truncate().selectable(false));
    });
    if colonnes.ecole {
        row.col(|ui| {
            let t = Tokens::of(ui);
            text(ui, RichText::new(&ou).color(t.discret));
        });
    }
    if colonnes.qui {
        row.col(|ui| text(ui, RichText::new(&ligne.qui)));
    }
    row.col(|ui| {
        let etat = action::state(ui, &ligne.action, ctx.au);
        text(ui, etat);
    });
    let reponse = row.response();
    reponse.widget_info(|| {
        let dit = format!(
            "{}, {}, {}",
            ligne.action.libelle,
            ligne.ecole,
            ligne.action.echeance_dite(ctx.au)
        );
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, dit)
    });
    reponse.clicked()
}

/// One action, edited in place; whether it was closed.
fn sheet_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ligne: &Ligne) -> bool {
    let mut closed = false;
    let action = &ligne.action;
    egui::ScrollArea::vertical()
        .id_salt(("action", action.id))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_width(ui.available_width() - 8.0);
            ui.horizontal_top(|ui| {
                let largeur = ui.available_width() - 40.0;
                ui.allocate_ui(egui::vec2(largeur, 0.0), |ui| {
                    ui.add(egui::Label::new(theme::titre(&ligne.ecole)).wrap());
                });
                closed = ui.button("✗").on_hover_text("Fermer la fiche").clicked();
            });
            ui.horizontal_wrapped(|ui| {
                ui.label(theme::petit(ui, &ligne.commune));
                if ui.link("Fiche de l’école").clicked() {
                    ctx.commands.send(Command::MontrerEcole(action.ecole));
                }
                if let Some(visite) = action.visite
                    && ui.link("Visite où c’est décidé").clicked()
                {
                    ctx.commands.send(Command::MontrerVisite(visite));
                }
            });
            ui.label(action::state(ui, action, ctx.au));
            ui.add_space(6.0);
            action::editor_ui(ui, ctx, action);
        });
    closed
}
