//! *Tableau de bord*: where the roll-out stands, for an inspector who has twenty minutes.
//!
//! Six figures and their change, the curve, the funnel, what sticks, the map, the sectors. Every
//! figure, bar and line opens the schools behind it.

mod carte;
pub(super) mod cartes;
mod chiffres;

use chrono::NaiveDate;
use egui::Ui;

use self::chiffres::Carte;
use super::audience::Source;
use super::theme;
use super::widgets::courbe::{self as dessin, Clic};
use super::{Cached, PageCtx};
use crate::command::{Command, Page};
use crate::domain::audience::Contradictions;
use crate::domain::bilan::{Par, Population, bilan};
use crate::domain::date::date_longue;
use crate::domain::indicateurs::{Exclues, Question, Synthese, un_an_avant};
use crate::domain::nombre::compte;
use crate::domain::{AnneeScolaire, Faits, Id, Regle};

/// Two cards stand side by side from this width on, in points.
const DEUX_COLONNES: f32 = 700.0;
const ESPACE: f32 = 12.0;

/// All that the page shows at one date.
struct Vue {
    /// What the figures are compared with.
    avant: NaiveDate,
    chiffres: Vec<Carte>,
    synthese: Synthese,
}

/// What the page remembers.
#[derive(Default)]
pub struct TableauDeBordPage {
    vue: Cached<(NaiveDate, Option<NaiveDate>, Regle), Vue>,
    source: Source,
}

impl TableauDeBordPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            empty_ui(ui, ctx);
            return;
        }
        let contredites = self.source.contradictions(ctx);
        let question = (ctx.au, ctx.compare, ctx.regle);
        let vue = self
            .vue
            .get(question, ctx.revision, |&(au, compare, regle)| {
                make(ctx.faits, au, compare, regle)
            });
        egui::ScrollArea::vertical()
            .auto_shrink(false)
            .show(ui, |ui| contents_ui(ui, ctx, vue, contredites.as_deref()));
    }
}

fn contents_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue, contredites: Option<&Contradictions>) {
    chiffres::show(ui, ctx, &vue.chiffres);
    let avant = if ctx.compare.is_some() {
        format!("Changements depuis le {}.", date_longue(vue.avant))
    } else {
        format!(
            "Changements depuis le {}, un an avant.",
            date_longue(vue.avant)
        )
    };
    ui.label(theme::petit(ui, avant));
    ui.add_space(4.0);
    side_by_side(
        ui,
        0.66,
        |ui| curve_ui(ui, ctx, vue),
        |ui| cartes::funnel_ui(ui, ctx, &vue.synthese.entonnoir),
    );
    ui.add_space(ESPACE);
    side_by_side(
        ui,
        0.42,
        |ui| cartes::worries_ui(ui, ctx, &vue.synthese.soucis, contredites),
        |ui| carte::show(ui, ctx, &vue.synthese.carte),
    );
    ui.add_space(ESPACE);
    card(ui, ui.available_width(), 0.0, |ui| {
        cartes::multiples_ui(
            ui,
            ctx,
            &vue.synthese.secteurs,
            vue.synthese.autres_secteurs,
        );
    });
    ui.add_space(ESPACE);
    rule_ui(ui, ctx, &vue.synthese.exclues);
}

/// Two cards of one height, the first over `part` of the width; one below the other where there
/// is no room.
fn side_by_side(
    ui: &mut Ui,
    part: f32,
    gauche: impl FnOnce(&mut Ui),
    droite: impl FnOnce(&mut Ui),
) {
    let large = ui.available_width();
    if large < DEUX_COLONNES {
        card(ui, large, 0.0, gauche);
        ui.add_space(ESPACE);
        card(ui, large, 0.0, droite);
        return;
    }
    same_height(ui, |ui, hauteur| {
        ui.spacing_mut().item_spacing.x = ESPACE;
        let premiere = ((large - ESPACE) * part).round();
        let a = card(ui, premiere, hauteur, gauche);
        let b = card(ui, large - ESPACE - premiere, hauteur, droite);
        a.max(b)
    });
}

/// A row of cards drawn at the height of the tallest, which is known from the frame before.
/// `rangee` is given that height, and returns the tallest of what it drew.
fn same_height(ui: &mut Ui, rangee: impl FnOnce(&mut Ui, f32) -> f32) {
    let id = ui.next_auto_id().with("hauteur de la rangée");
    let connue: f32 = ui.data(|d| d.get_temp(id)).unwrap_or(0.0);
    let haute = ui.horizontal_top(|ui| rangee(ui, connue)).inner;
    if (haute - connue).abs() > 0.5 {
        ui.data_mut(|d| d.insert_temp(id, haute));
        ui.ctx().request_repaint();
    }
}

/// A card at least `hauteur` high inside; the height of what it holds.
fn card(ui: &mut Ui, largeur: f32, hauteur: f32, contenu: impl FnOnce(&mut Ui)) -> f32 {
    let haut = egui::Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(egui::vec2(largeur, hauteur), haut, |ui| {
        let carte = theme::carte(ui, |ui| {
            ui.spacing_mut().item_spacing.x = theme::ESPACE;
            ui.set_width(largeur - 30.0);
            at_least(ui, hauteur, contenu)
        });
        carte.inner
    })
    .inner
}

/// Draws over at least `hauteur`; the height of what was drawn.
fn at_least(ui: &mut Ui, hauteur: f32, contenu: impl FnOnce(&mut Ui)) -> f32 {
    let entre = ui.spacing().item_spacing.y;
    // Nothing between what is drawn and what is left below it.
    ui.spacing_mut().item_spacing.y = 0.0;
    let dessine = ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = entre;
        contenu(ui);
    });
    let prise = dessine.response.rect.height();
    if prise < hauteur {
        ui.add_space(hauteur - prise);
    }
    prise
}

fn curve_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue) {
    ui.label(theme::sous_titre("Écoles avec ENT, par solution"));
    ui.add_space(4.0);
    let clic = dessin::show_marked(ui, &vue.synthese.courbe, 220.0, &vue.synthese.reperes);
    let table = egui::CollapsingHeader::new(theme::petit(ui, "La même chose en tableau"))
        .id_salt("courbe")
        .show(ui, |ui| {
            let clic = egui::ScrollArea::horizontal()
                .show(ui, |ui| dessin::table_followed(ui, &vue.synthese.courbe))
                .inner;
            for repere in &vue.synthese.reperes {
                let texte = format!("{} : {}", date_longue(repere.jour), repere.libelle);
                ui.label(theme::petit(ui, texte));
            }
            clic
        });
    match clic.or_else(|| table.body_returned.flatten().map(Clic::Jour)) {
        Some(Clic::Solution(id)) => {
            let nom = (ctx.faits.solutions.get(&id)).map_or("", |s| s.nom.as_str());
            open(ctx, nom, &of_solution(ctx.faits, (ctx.au, ctx.regle), id));
        }
        Some(Clic::Jour(jour)) => {
            let b = bilan(ctx.faits, jour, Par::Nature, ctx.regle, Population::Public);
            let ecoles = b.ecoles(ctx.faits, None, crate::domain::bilan::Mesure::AvecEnt);
            open(ctx, &format!("Avec ENT au {}", date_longue(jour)), &ecoles);
        }
        None => {}
    }
}

/// The schools of the band of a solution: those of which it is the first ENT.
fn of_solution(faits: &Faits, (au, regle): (NaiveDate, Regle), solution: Id) -> Vec<Id> {
    let question = Question {
        au,
        regle,
        population: Population::Public,
    };
    question
        .ecoles(faits)
        .map(|(ecole, _)| ecole.id)
        .filter(|&id| {
            let solutions = faits.solutions_au(id, au, regle);
            solutions.first().is_some_and(|s| s.id == solution)
        })
        .collect()
}

/// Who is counted, by which rule, and who is not.
fn rule_ui(ui: &mut Ui, ctx: &PageCtx<'_>, exclues: &Exclues) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let phrase = format!(
            "Écoles publiques ouvertes à cette date. Une école compte « avec ENT » pour {}.",
            ctx.regle.libelle()
        );
        ui.label(theme::petit(ui, phrase));
        for (raison, ecoles) in &exclues.exclues {
            let (un, plusieurs) = raison.dites();
            let n = compte(ecoles.len(), un, plusieurs);
            let lien = ui.link(theme::petit(ui, format!("Hors du compte : {n}.")));
            if lien.clicked() {
                open(ctx, &n, ecoles);
            }
        }
    });
}

fn empty_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::titre("Bienvenue dans votre carnet"));
        ui.label("Il est encore vide. Importez l’annuaire officiel, gardez votre circonscription, puis notez quelle école a quel ENT : la courbe se dessine ici.");
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Importer l’annuaire").clicked() {
            ctx.commands.send(Command::Aller(Page::Importer));
        }
    });
}

fn make(faits: &Faits, au: NaiveDate, compare: Option<NaiveDate>, regle: Regle) -> Vue {
    let question = Question {
        au,
        regle,
        population: Population::Public,
    };
    let avant = compare.unwrap_or_else(|| un_an_avant(au));
    let synthese = Synthese::de(faits, question, first_day(faits, au), avant);
    Vue {
        avant,
        chiffres: chiffres::cards(&synthese),
        synthese,
    }
}

/// The first day of the school year of the first deployment, at least two years back.
fn first_day(faits: &Faits, au: NaiveDate) -> NaiveDate {
    let premier = faits
        .deploiements
        .values()
        .flatten()
        .filter_map(|d| d.debut)
        .min();
    let deux_ans = AnneeScolaire::of(au).precedente().debut();
    AnneeScolaire::of(premier.unwrap_or(au).min(deux_ans)).debut()
}

pub(super) fn open(ctx: &PageCtx<'_>, titre: &str, ecoles: &[Id]) {
    ctx.commands.send(Command::MontrerEcoles {
        titre: titre.to_owned(),
        ecoles: ecoles.to_vec(),
    });
}
