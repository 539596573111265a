//! *À suivre*: subscriptions by the date they end, schools to verify, what was promised. A line
//! opens its school, or its action.

mod a_relancer;
mod a_verifier;
mod abonnements;

use std::collections::BTreeMap;

use egui::{Align, Layout, Ui};

use self::a_relancer::{ARelancerOnglet, FICHE};
use self::a_verifier::AVerifierOnglet;
use self::abonnements::AbonnementsOnglet;
use super::widgets::choix::choix_court;
use super::{PageCtx, ecoles, theme};
use crate::domain::{Faits, Id, Population};

/// What is followed up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Abonnements,
    AVerifier,
    ARelancer,
}

/// What the page remembers.
#[derive(Default)]
pub struct SuiviPage {
    onglet: Onglet,
    population: Population,
    abonnements: AbonnementsOnglet,
    a_verifier: AVerifierOnglet,
    a_relancer: ARelancerOnglet,
}

impl SuiviPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            ecoles::empty_ui(ui, ctx);
            return;
        }
        let rect = ui.available_rect_before_wrap();
        let fiche = self.onglet == Onglet::ARelancer && self.a_relancer.has_sheet(ctx);
        let [gauche, droite] = ecoles::split(rect, fiche, FICHE.min(rect.width() * 0.48));
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx));
        }
        if fiche {
            theme::carte_pleine(ui, droite, |ui| self.a_relancer.sheet_ui(ui, ctx));
        }
    }

    /// Shows this action among those to follow up.
    pub fn montrer(&mut self, action: Id) {
        self.onglet = Onglet::ARelancer;
        self.a_relancer.montrer(action);
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let a_verifier = self.a_verifier.count(ctx, self.population);
        let a_relancer = self.a_relancer.count(ctx);
        ui.horizontal(|ui| {
            for (onglet, nom) in [
                (Onglet::Abonnements, "Abonnements".to_owned()),
                (Onglet::AVerifier, format!("À vérifier ({a_verifier})")),
                (Onglet::ARelancer, format!("À relancer ({a_relancer})")),
            ] {
                if tab_ui(ui, &nom, self.onglet == onglet).clicked() {
                    self.onglet = onglet;
                }
            }
            // What was promised is followed up whatever the school.
            if self.onglet != Onglet::ARelancer {
                self.population_ui(ui);
            }
        });
        ui.add_space(6.0);
        match self.onglet {
            Onglet::Abonnements => self.abonnements.ui(ui, ctx, self.population),
            Onglet::AVerifier => self.a_verifier.ui(ui, ctx, self.population),
            Onglet::ARelancer => self.a_relancer.ui(ui, ctx),
        }
    }

    fn population_ui(&mut self, ui: &mut Ui) {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let options = [
                (Population::Public, "Écoles publiques"),
                (Population::Prive, "Écoles privées"),
                (Population::Tous, "Toutes les écoles"),
            ];
            let options = options.map(|(p, libelle)| (p, libelle.to_owned()));
            let id = egui::Id::unique("population suivie");
            let prise = choix_court(ui, id, "Écoles suivies", 170.0, &self.population, options);
            self.population = prise.unwrap_or(self.population);
        });
    }
}

/// A tab by its name; underlined when it is the one shown.
pub(super) fn tab_ui(ui: &mut Ui, nom: &str, choisi: bool) -> egui::Response {
    let t = theme::Tokens::of(ui);
    let texte = if choisi {
        theme::sous_titre(nom).color(t.accent)
    } else {
        egui::RichText::new(nom)
    };
    let reponse = ui.add(egui::Button::new(texte).frame(false));
    if choisi {
        let bas = reponse.rect.bottom();
        let trait_ = egui::Stroke::new(2.0, t.accent);
        ui.painter().hline(reponse.rect.x_range(), bas, trait_);
    }
    reponse.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, choisi, nom));
    reponse
}

/// The name and the commune of every school on the day looked at.
fn names(faits: &Faits, au: chrono::NaiveDate) -> BTreeMap<Id, (&str, &str)> {
    faits
        .ecoles
        .iter()
        .map(|e| {
            let (s, _) = e.au(au);
            let commune = s.commune_nom.as_deref().unwrap_or_default();
            (e.id, (&*s.nom, commune))
        })
        .collect()
}

/// A cell of one line, shortened when it is too long.
fn cell_ui(ui: &mut Ui, texte: &str, couleur: egui::Color32) {
    let texte = egui::RichText::new(texte).color(couleur);
    ui.add(egui::Label::new(texte).truncate().selectable(false));
}

/// The name of a school, then its commune in small.
fn school_ui(ui: &mut Ui, nom: &str, commune: &str) {
    let t = theme::Tokens::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let font = egui::TextStyle::Body.resolve(ui.style());
    job.append(nom, 0.0, egui::TextFormat::simple(font, t.encre));
    let petit = egui::TextFormat::simple(egui::FontId::proportional(12.0), t.discret);
    job.append(commune, 8.0, petit);
    ui.add(egui::Label::new(job).truncate().selectable(false));
}
