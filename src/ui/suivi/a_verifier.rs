//! Schools nobody has verified for a year: never first, then the oldest verification.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use egui::{Align, Layout, Sense, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::{cell_ui, names, school_ui};
use crate::command::{Command, Ecriture};
use crate::domain::date::date_courte;
use crate::domain::fraicheur::{PEREMPTION, phrase};
use crate::domain::{Id, Population};
use crate::ui::ecoles::{Action, bar};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::clavier::{Touche, touche};
use crate::ui::widgets::nommer;
use crate::ui::widgets::selection::{Selection, case};
use crate::ui::{Cached, PageCtx};

/// The name of the list, for those who do not see it.
const CLAVIER: &str =
    "Liste des écoles à vérifier : flèches pour choisir, Espace pour cocher, Entrée pour ouvrir";
/// Height of the bar of the ticked schools, in points.
const BARRE: f32 = 40.0;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct AVerifierOnglet {
    vue: Cached<(NaiveDate, Population), Vec<Ligne>>,
    cochees: Selection,
    /// The question and the data the ticks were made with.
    connue: Option<((NaiveDate, Population), u64)>,
    position: Option<usize>,
    scroll: bool,
}

struct Ligne {
    ecole: Id,
    nom: String,
    commune: String,
    le: String,
    par: String,
    quand: String,
}

/// What was asked of a line.
#[derive(Default)]
struct Demande {
    verifier: Option<Id>,
    ticked: Option<(Id, egui::Modifiers)>,
    clicked: Option<(Id, egui::Modifiers)>,
    all: bool,
}

impl AVerifierOnglet {
    fn lignes(&mut self, ctx: &PageCtx<'_>, population: Population) -> &[Ligne] {
        self.vue
            .get((ctx.au, population), ctx.revision, |&(au, population)| {
                make(ctx, au, population)
            })
    }

    /// How many schools are to verify.
    pub(super) fn count(&mut self, ctx: &PageCtx<'_>, population: Population) -> usize {
        self.lignes(ctx, population).len()
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, population: Population) {
        if self.lignes(ctx, population).is_empty() {
            self.cochees.clear();
            ui.label(theme::sous_titre("Rien à vérifier"));
            ui.label(format!(
                "Chaque école a été vérifiée depuis moins de {PEREMPTION}. « Rien n’a changé », \
                 dans une fiche, note que ce qu’elle dit est toujours vrai."
            ));
            return;
        }
        let question = (ctx.au, population);
        let lignes = self.vue.get(question, ctx.revision, |&(au, population)| {
            make(ctx, au, population)
        });
        // A school verified meanwhile has left the list.
        if self.connue != Some((question, ctx.revision)) {
            self.connue = Some((question, ctx.revision));
            let listees: BTreeSet<Id> = lignes.iter().map(|l| l.ecole).collect();
            self.cochees.retain(|id| listees.contains(&id));
        }
        let aide = format!(
            "Jamais vérifiées, ou depuis plus de {PEREMPTION}. « Rien n’a changé » note que ce que \
             dit le carnet est toujours vrai."
        );
        ui.add(egui::Label::new(theme::petit(ui, aide)).wrap());
        ui.add_space(4.0);
        let mut zone = ui.available_rect_before_wrap();
        let barre = !self.cochees.is_empty();
        zone.max.y -= if barre { BARRE } else { 0.0 };
        let ids = || lignes.iter().map(|l| l.ecole);
        let touche = touche(ui, zone, CLAVIER, self.position, lignes.len());
        if let Some(Touche::Aller(n) | Touche::Etendre(n)) = touche {
            self.position = Some(n);
            self.scroll = true;
        }
        let choisie = self.position.and_then(|n| lignes.get(n)).map(|l| l.ecole);
        match (touche, choisie) {
            (Some(Touche::Aller(_)), Some(id)) => self.cochees.start_at(id),
            (Some(Touche::Etendre(_)), Some(id)) => self.cochees.extend_to(id, ids()),
            (Some(Touche::Cocher), Some(id)) => self.cochees.toggle(id),
            (Some(Touche::Ouvrir), Some(id)) => ctx.commands.send(Command::MontrerEcole(id)),
            (Some(Touche::ToutCocher), _) => self.cochees.add_all(ids()),
            (Some(Touche::Laisser), _) => self.cochees.clear(),
            _ => {}
        }
        let scroll = std::mem::take(&mut self.scroll)
            .then_some(self.position)
            .flatten();
        let demande = ui
            .scope(|ui| {
                table_ui(
                    ui,
                    lignes,
                    &self.cochees,
                    self.position,
                    scroll,
                    zone.height(),
                )
            })
            .inner;
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
            ctx.commands.send(Command::MontrerEcole(id));
        }
        if demande.all && self.cochees.len() == lignes.len() {
            self.cochees.clear();
        } else if demande.all {
            self.cochees.add_all(ids());
        }
        if let Some(id) = demande.verifier {
            verify(ctx, vec![id]);
        }
        if barre && !self.cochees.is_empty() {
            match bar(ui, self.cochees.len(), 0, false) {
                Some(Action::Verifier) => {
                    verify(ctx, self.cochees.iter().collect());
                    self.cochees.clear();
                }
                Some(Action::Decocher) => self.cochees.clear(),
                _ => {}
            }
        }
    }
}

fn verify(ctx: &PageCtx<'_>, ecoles: Vec<Id>) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Verifier(ecoles)));
}

fn make(ctx: &PageCtx<'_>, au: NaiveDate, population: Population) -> Vec<Ligne> {
    let noms = names(ctx.faits, au);
    ctx.faits
        .a_verifier(au, PEREMPTION, population)
        .into_iter()
        .map(|v| {
            let (nom, commune) = noms.get(&v.ecole).copied().unwrap_or_default();
            let le = v.derniere.map(|d| d.le);
            Ligne {
                ecole: v.ecole,
                nom: nom.to_owned(),
                commune: commune.to_owned(),
                le: le.map_or_else(|| "jamais".to_owned(), date_courte),
                par: v.derniere.map(|d| d.par.clone()).unwrap_or_default(),
                quand: phrase(le, au),
            }
        })
        .collect()
}

fn table_ui(
    ui: &mut Ui,
    lignes: &[Ligne],
    cochees: &Selection,
    position: Option<usize>,
    scroll: Option<usize>,
    hauteur: f32,
) -> Demande {
    ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
    let hauteur = hauteur - theme::LIGNE;
    let large = ui.available_width() > 800.0;
    let mut demande = Demande::default();
    let mut table = TableBuilder::new(ui)
        .id_salt(("à vérifier", large))
        .sense(Sense::CLICK)
        .cell_layout(Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink(false)
        .column(Column::exact(18.0))
        .column(Column::remainder().clip(true))
        .column(Column::exact(82.0).clip(true));
    if large {
        table = table
            .column(Column::exact(140.0).clip(true))
            .column(Column::exact(170.0).clip(true));
    }
    table = table.column(Column::exact(132.0));
    if let Some(rang) = scroll {
        table = table.scroll_to_row(rang, None);
    }
    table
        .header(theme::LIGNE, |mut header| {
            header.col(|ui| {
                let toutes = cochees.len() == lignes.len();
                demande.all = case(ui, toutes, "toutes les écoles à vérifier").clicked();
            });
            let titres: &[&str] = if large {
                &["École", "Vérifié", "Par", "", ""]
            } else {
                &["École", "Vérifié", ""]
            };
            for titre in titres {
                header.col(|ui| {
                    ui.label(theme::petit(ui, *titre));
                });
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, lignes.len(), |mut row| {
                let index = row.index();
                row.set_selected(position == Some(index));
                if let Some(ligne) = lignes.get(index) {
                    let choisie = position == Some(index);
                    row_ui(&mut row, ligne, cochees, choisie, large, &mut demande);
                }
            });
        });
    demande
}

fn row_ui(
    row: &mut TableRow<'_, '_>,
    ligne: &Ligne,
    cochees: &Selection,
    choisie: bool,
    large: bool,
    demande: &mut Demande,
) {
    let cochee = cochees.contains(ligne.ecole);
    let mut sur_un_bouton = false;
    row.col(|ui| {
        if case(ui, cochee, &ligne.nom).clicked() {
            demande.ticked = Some((ligne.ecole, ui.input(|i| i.modifiers)));
            sur_un_bouton = true;
        }
    });
    row.col(|ui| school_ui(ui, &ligne.nom, &ligne.commune));
    row.col(|ui| cell_ui(ui, &ligne.le, Tokens::of(ui).encre));
    if large {
        row.col(|ui| cell_ui(ui, &ligne.par, Tokens::of(ui).encre));
        row.col(|ui| cell_ui(ui, &ligne.quand, Tokens::of(ui).discret));
    }
    row.col(|ui| {
        // No stop of Tab on every line: Space and the bar do the same by keyboard.
        let bouton = egui::Button::new(egui::RichText::new("Rien n’a changé").small());
        let bouton = ui.add(bouton.small().sense(Sense::CLICK));
        nommer(&bouton, format!("Rien n’a changé : {}", ligne.nom));
        if bouton.clicked() {
            demande.verifier = Some(ligne.ecole);
            sur_un_bouton = true;
        }
    });
    let reponse = row.response();
    reponse.widget_info(|| {
        let coche = if cochee { ", cochée" } else { "" };
        let dit = format!("{}, {}, {}{coche}", ligne.nom, ligne.commune, ligne.quand);
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, choisie, dit)
    });
    if reponse.clicked() && !sur_un_bouton {
        demande.clicked = Some((ligne.ecole, reponse.ctx.input(|i| i.modifiers)));
    }
}
