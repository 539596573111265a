//! *Indicateurs*: the état des lieux by any grouping and the indicators behind it, at the date
//! looked at. Every number opens its schools.

mod activite;
mod etat;
mod mesures;
mod objectifs;
mod suites;

use egui::Ui;

use self::activite::ActiviteVue;
use self::etat::Etat;
use self::mesures::Mesures;
use self::objectifs::Objectifs;
use self::suites::Suites;
use super::PageCtx;
use super::theme;
use super::widgets::choix::choix_court;
use crate::command::Command;
use crate::domain::indicateurs::Question;
use crate::domain::nombre::{compte, entier};
use crate::domain::{Id, Population, Regle};
use crate::ui::suivi::tab_ui;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Etat,
    Entonnoir,
    Niveaux,
    Effet,
    Abonnements,
    Activite,
    Objectifs,
    Completude,
}

impl Onglet {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Etat, "État des lieux"),
        (Self::Entonnoir, "Du projet à l’usage"),
        (Self::Niveaux, "Quatre niveaux"),
        (Self::Effet, "Après une formation"),
        (Self::Abonnements, "Abonnements"),
        (Self::Activite, "Activité"),
        (Self::Objectifs, "Objectifs"),
        (Self::Completude, "Complétude"),
    ];
}

/// What the page remembers.
#[derive(Default)]
pub struct IndicateursPage {
    onglet: Onglet,
    /// Chosen here; `None` = that of the program.
    regle: Option<Regle>,
    population: Population,
    etat: Etat,
    mesures: Mesures,
    suites: Suites,
    activite: ActiviteVue,
    objectifs: Objectifs,
}

impl IndicateursPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            ui.label("Ce carnet est encore vide\u{202f}: importez l’annuaire officiel, et les indicateurs se calculent ici.");
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let large = ui.available_width() > 850.0;
            ui.spacing_mut().item_spacing.x = if large { 14.0 } else { 4.0 };
            for (onglet, nom) in Onglet::ALL {
                if tab_ui(ui, nom, self.onglet == onglet).clicked() {
                    self.onglet = onglet;
                }
            }
        });
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            if self.onglet == Onglet::Etat {
                self.etat.choice_ui(ui);
            }
            self.question_ui(ui, ctx);
        });
        ui.add_space(6.0);
        let question = Question {
            au: ctx.au,
            regle: self.regle.unwrap_or(ctx.regle),
            population: self.population,
        };
        let haut = ui.available_height();
        egui::ScrollArea::vertical()
            .id_salt(("indicateurs", self.onglet as u8))
            .auto_shrink(false)
            .show(ui, |ui| match self.onglet {
                Onglet::Etat => self.etat.ui(ui, ctx, question, haut),
                Onglet::Entonnoir => self.mesures.funnel_ui(ui, ctx, question),
                Onglet::Niveaux => self.mesures.levels_ui(ui, ctx, question),
                Onglet::Effet => self.suites.effect_ui(ui, ctx, question),
                Onglet::Abonnements => self.suites.horizon_ui(ui, ctx, question),
                Onglet::Activite => self.activite.ui(ui, ctx, question),
                Onglet::Objectifs => self.objectifs.ui(ui, ctx, question),
                Onglet::Completude => self.suites.completeness_ui(ui, ctx, question),
            });
    }

    fn question_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let regles = [
            (Regle::Classe, "Dès une classe"),
            (Regle::Ecole, "École entière"),
        ]
        .map(|(r, libelle)| (r, libelle.to_owned()));
        let regle = self.regle.unwrap_or(ctx.regle);
        let id = egui::Id::unique("règle des indicateurs");
        if let Some(prise) = choix_court(
            ui,
            id,
            "Règle «\u{a0}avec ENT\u{a0}»",
            130.0,
            &regle,
            regles,
        ) {
            self.regle = Some(prise);
        }
        let populations = [
            (Population::Public, "Écoles publiques"),
            (Population::Prive, "Écoles privées"),
            (Population::Tous, "Toutes les écoles"),
        ]
        .map(|(p, libelle)| (p, libelle.to_owned()));
        let id = egui::Id::unique("population des indicateurs");
        let prise = choix_court(
            ui,
            id,
            "Écoles comptées",
            150.0,
            &self.population,
            populations,
        );
        self.population = prise.unwrap_or(self.population);
    }
}

/// Shows these schools under this title.
fn open(ctx: &PageCtx<'_>, titre: &str, ecoles: &[Id]) {
    ctx.commands.send(Command::MontrerEcoles {
        titre: titre.to_owned(),
        ecoles: ecoles.to_vec(),
    });
}

/// A number of schools that opens them; plain when there is none. `titre` says what they are.
fn schools_link(ui: &mut Ui, ctx: &PageCtx<'_>, titre: &str, ecoles: &[Id]) {
    link_ui(ui, ctx, entier(ecoles.len()), titre, ecoles);
}

fn link_ui(ui: &mut Ui, ctx: &PageCtx<'_>, texte: String, titre: &str, ecoles: &[Id]) {
    if ecoles.is_empty() {
        ui.label(texte);
        return;
    }
    let lien = ui.link(texte);
    lien.widget_info(|| {
        let n = compte(ecoles.len(), "école", "écoles");
        let nom = format!("{titre} : {n}. Voir les écoles");
        egui::WidgetInfo::labeled(egui::Role::Link, true, nom)
    });
    if lien.clicked() {
        open(ctx, titre, ecoles);
    }
}

/// « n écoles … », whose number opens them; nothing when there is none.
fn sentence_ui(ui: &mut Ui, ctx: &PageCtx<'_>, libelle: &str, ecoles: &[Id]) {
    if ecoles.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let n = compte(ecoles.len(), "école", "écoles");
        link_ui(ui, ctx, n, libelle, ecoles);
        ui.label(libelle);
    });
}

/// A card over the whole width, with its title.
fn section<R>(ui: &mut Ui, titre: &str, contenu: impl FnOnce(&mut Ui) -> R) -> R {
    let r = theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre(titre));
        ui.add_space(4.0);
        contenu(ui)
    });
    ui.add_space(10.0);
    r.inner
}

/// A small muted sentence that may wrap.
fn remark(ui: &mut Ui, texte: &str) {
    ui.add(egui::Label::new(theme::petit(ui, texte)).wrap());
}
