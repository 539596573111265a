//! « Au fil du temps »: everything dated that is known of the school, newest first, by kind.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use egui::{RichText, Ui};

use crate::domain::Id;
use crate::domain::fil::{Point, Quand, Sorte, fil};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::nommer;
use crate::ui::{Cached, PageCtx, liens};

/// Lines shown before one asks for the others.
const LIGNES: usize = 30;

/// What the section remembers.
#[derive(Default)]
pub(super) struct Fil {
    points: Cached<(Id, NaiveDate), Vec<Point>>,
    /// Kinds kept; none = all.
    sortes: BTreeSet<Sorte>,
    /// The school of which all lines are asked for.
    tout: Option<Id>,
}

impl Fil {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
        let points = self
            .points
            .get((ecole, ctx.aujourdhui), ctx.revision, |&(ecole, jour)| {
                fil(ctx.faits, ecole, jour)
            });
        ui.label(theme::sous_titre("Au fil du temps"));
        if points.is_empty() {
            ui.label(theme::petit(
                ui,
                "Rien de daté pour cette école\u{202f}: visites, formations, ENT et financements \
                 s’écriront ici.",
            ));
            return;
        }
        chips_ui(ui, points, &mut self.sortes);
        // A kind that another school has and this one has not keeps nothing back.
        let gardees = points.iter().map(|p| p.sorte);
        let filtre = gardees.clone().any(|s| self.sortes.contains(&s));
        let visibles = |p: &&Point| !filtre || self.sortes.contains(&p.sorte);
        let n = points.iter().filter(visibles).count();
        let tout = self.tout == Some(ecole);
        let au_plus = if tout { n } else { LIGNES };
        let mut avant = None;
        for point in points.iter().filter(visibles).take(au_plus) {
            let titre = heading(point, ctx.aujourdhui);
            if avant.as_ref() != Some(&titre) {
                ui.add_space(2.0);
                ui.label(theme::petit(ui, &titre));
                avant = Some(titre);
            }
            line_ui(ui, ctx, point);
        }
        if n > au_plus {
            let reste = format!("Afficher les {} autres lignes", n - au_plus);
            if ui.link(RichText::new(reste).small()).clicked() {
                self.tout = Some(ecole);
            }
        }
    }
}

/// One chip for each kind there is, with its count.
fn chips_ui(ui: &mut Ui, points: &[Point], sortes: &mut BTreeSet<Sorte>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        let chip = |ui: &mut Ui, nom: &str, n: usize, retenue: bool| {
            let texte = RichText::new(format!("{nom} {n}")).small();
            let puce = ui.selectable_label(retenue, texte);
            puce.widget_info(|| {
                let nom = format!("{nom} ({n})");
                egui::WidgetInfo::selected(egui::Role::Button, true, retenue, nom)
            });
            puce.clicked()
        };
        if chip(ui, "Tout", points.len(), sortes.is_empty()) {
            sortes.clear();
        }
        for sorte in Sorte::ALL {
            let n = points.iter().filter(|p| p.sorte == sorte).count();
            if n > 0
                && chip(ui, sorte.libelle(), n, sortes.contains(&sorte))
                && !sortes.remove(&sorte)
            {
                sortes.insert(sorte);
            }
        }
    });
}

/// « À venir », else the year.
fn heading(point: &Point, aujourdhui: NaiveDate) -> String {
    match point.quand {
        quand if quand.a_venir(aujourdhui) => "À venir".to_owned(),
        Quand::Jour(jour) => jour.year().to_string(),
        Quand::Annee(annee) => annee.to_string(),
        Quand::Inconnu => "Sans date".to_owned(),
    }
}

fn line_ui(ui: &mut Ui, ctx: &PageCtx<'_>, point: &Point) {
    let t = Tokens::of(ui);
    let quand = match point.quand {
        Quand::Jour(_) => point.quand.dit(),
        Quand::Annee(_) | Quand::Inconnu => "—".to_owned(),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(quand).small().color(t.discret));
        let lien = ui.link(&point.titre);
        nommer(&lien, format!("{}, {}", point.quand.dit(), point.titre));
        if lien.clicked() {
            ctx.commands.send(liens::command(point.cible));
        }
        if !point.detail.is_empty() {
            ui.label(theme::petit(ui, &point.detail));
        }
    });
}
