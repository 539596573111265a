//! *Projets*: undertakings that group schools, with their key moments; the list and the sheet side
//! by side.

mod ecoles;
mod fiche;
mod jalons;
mod nouveau;

use chrono::NaiveDate;
use egui::Ui;

pub(super) use self::ecoles::enrol;
use self::fiche::FicheProjet;
use self::nouveau::Nouveau;
use super::ecoles::split;
use super::theme;
use super::widgets::clavier::moved;
use super::widgets::tableau::{self, Colonne, Rangee, Tableau};
use super::{Cached, PageCtx};
use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::domain::texte::sans_accents;
use crate::domain::{Faits, Id, Projet, Regle};

/// Width of the sheet, in points: two dates stand side by side in it.
const FICHE: f32 = 420.0;
/// The share of the page it never exceeds.
const PART: f32 = 0.55;

/// The columns of the list, the most useful ones in every width.
const COLONNES: [Colonne; 8] = [
    Colonne::reste("Projet"),
    Colonne::texte("Portée", 112.0),
    Colonne::texte("Circonscription", 124.0),
    Colonne::texte("ENT", 104.0),
    Colonne::texte("Période", 148.0),
    Colonne::nombre("Écoles", 54.0),
    Colonne::nombre("Jalons", 64.0),
    Colonne::texte("Prochain jalon", 210.0),
];

/// The day, the rule, and the columns shown.
type Question = (NaiveDate, Regle, &'static [usize]);

/// What the page remembers.
#[derive(Default)]
pub struct ProjetsPage {
    selection: Option<Id>,
    nouveau: Option<Nouveau>,
    liste: Cached<Question, Vec<(Id, Rangee)>>,
    fiche: FicheProjet,
    scroll: bool,
}

impl ProjetsPage {
    /// Shows the sheet of this project.
    pub fn montrer(&mut self, projet: Id) {
        self.selection = Some(projet);
        self.nouveau = None;
        self.scroll = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.projets.is_empty() && self.nouveau.is_none() {
            self.empty_ui(ui);
            return;
        }
        let ouvert = self.selection.is_some() || self.nouveau.is_some();
        let rect = ui.available_rect_before_wrap();
        let [gauche, droite] = split(rect, ouvert, FICHE.min(rect.width() * PART));
        let selection = self.selection;
        let nouveau = self.nouveau.is_some();
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx));
        }
        if nouveau {
            theme::carte_pleine(ui, droite, |ui| self.new_ui(ui, ctx));
        } else if let Some(projet) = selection
            && theme::carte_pleine(ui, droite, |ui| self.fiche.ui(ui, ctx, projet))
        {
            self.selection = None;
        }
    }

    fn empty_ui(&mut self, ui: &mut Ui) {
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::sous_titre("Aucun projet dans ce carnet"));
            ui.label("Un projet groupe des écoles autour d’un même ENT\u{202f}: une expérimentation de circonscription, un dossier de financement, un ENT départemental. On y suit ses jalons, et à quels moments un conseiller pédagogique a été associé.");
            ui.add_space(8.0);
            if theme::bouton_principal(ui, "Nouveau projet").clicked() {
                self.nouveau = Some(Nouveau::default());
            }
        });
    }

    fn new_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Some(nouveau) = &mut self.nouveau else {
            return;
        };
        match nouveau.ui(ui, ctx) {
            Some(Some(cree)) => self.montrer(cree),
            Some(None) => self.nouveau = None,
            None => {}
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.horizontal(|ui| {
            if theme::bouton_principal(ui, "Nouveau projet").clicked() {
                self.nouveau = Some(Nouveau::default());
                self.selection = None;
            }
            let n = ctx.faits.projets.len();
            ui.label(theme::petit(ui, compte(n, "projet", "projets")));
        });
        ui.add_space(4.0);
        let shown = columns(ui.available_width());
        let colonnes: Vec<Colonne> = shown.iter().map(|&i| COLONNES[i]).collect();
        let question = (ctx.au, ctx.regle, shown);
        let liste = self
            .liste
            .get(question, ctx.revision, |&(au, regle, shown)| {
                rows(ctx.faits, au, regle, shown)
            });
        let mut choisie = self
            .selection
            .and_then(|id| liste.iter().position(|(autre, _)| *autre == id));
        if self.nouveau.is_none()
            && let Some(nouvelle) = moved(ui, choisie, liste.len())
        {
            choisie = Some(nouvelle);
            self.selection = Some(liste[nouvelle].0);
            self.scroll = true;
        }
        let vers = std::mem::take(&mut self.scroll)
            .then_some(choisie)
            .flatten();
        let tableau = Tableau {
            id: "projets",
            colonnes: &colonnes,
            choisie,
            vers,
            hauteur: ui.available_height() - theme::LIGNE,
        };
        let n = liste.len();
        if let Some(index) = tableau::show(ui, &tableau, n, |i| liste[i].1.clone()) {
            self.nouveau = None;
            self.selection = Some(liste[index].0);
        }
    }
}

/// The columns that fit in this width, by their place in [`COLONNES`].
fn columns(largeur: f32) -> &'static [usize] {
    if largeur > 1200.0 {
        &[0, 1, 2, 3, 4, 5, 6, 7]
    } else if largeur > 900.0 {
        &[0, 1, 4, 5, 6, 7]
    } else if largeur > 700.0 {
        &[0, 1, 5, 6, 7]
    } else if largeur > 480.0 {
        &[0, 1, 5, 6]
    } else {
        &[0, 6]
    }
}

/// One row per project: those under way first, then the newest.
fn rows(faits: &Faits, au: NaiveDate, regle: Regle, shown: &[usize]) -> Vec<(Id, Rangee)> {
    let mut projets: Vec<&Projet> = faits.projets.values().collect();
    projets.sort_by_cached_key(|p| {
        let fini = p.fin.is_some_and(|fin| fin < au);
        (fini, std::cmp::Reverse(p.debut), sans_accents(&p.nom), p.id)
    });
    projets
        .into_iter()
        .map(|p| {
            let cellules = cells(faits, p, au);
            let (avec, sans) = p.ecoles_au(faits, au, regle);
            let (atteints, jalons) = p.avancement(au);
            let nom = format!(
                "{}, {} sur {} avec ENT, {} sur {} atteints",
                p.nom,
                entier(avec.len()),
                compte(avec.len() + sans.len(), "école", "écoles"),
                entier(atteints),
                compte(jalons, "jalon", "jalons"),
            );
            let rangee = Rangee {
                cellules: shown.iter().map(|&i| cellules[i].clone()).collect(),
                suite: String::new(),
                nom,
            };
            (p.id, rangee)
        })
        .collect()
}

fn cells(faits: &Faits, p: &Projet, au: NaiveDate) -> [String; 8] {
    let nom = |nom: Option<&String>| nom.cloned().unwrap_or_default();
    let circonscription = p
        .circonscription
        .and_then(|id| faits.circonscriptions.get(&id));
    let solution = p.solution.and_then(|id| faits.solutions.get(&id));
    let (atteints, jalons) = p.avancement(au);
    [
        p.nom.clone(),
        p.portee.map_or("", |x| x.libelle()).to_owned(),
        nom(circonscription.map(|c| &c.nom)),
        nom(solution.map(|s| &s.nom)),
        period(p),
        entier(p.ecoles.len()),
        if jalons == 0 {
            String::new()
        } else {
            format!("{} sur {}", entier(atteints), entier(jalons))
        },
        next(faits, p, au),
    ]
}

/// « 06/2019 – 11/2022 », « depuis 09/2025 ».
fn period(p: &Projet) -> String {
    let mois = |jour: NaiveDate| jour.format("%m/%Y").to_string();
    match (p.debut, p.fin) {
        (Some(debut), Some(fin)) => format!("{} – {}", mois(debut), mois(fin)),
        (Some(debut), None) => format!("depuis {}", mois(debut)),
        (None, Some(fin)) => format!("jusqu’à {}", mois(fin)),
        (None, None) => String::new(),
    }
}

/// The next milestone and its date, or that it is late.
fn next(faits: &Faits, p: &Projet, au: NaiveDate) -> String {
    let Some(jalon) = p.prochain(au) else {
        return String::new();
    };
    let retard = if jalon.est_en_retard(au) {
        "▲ en retard\u{202f}: "
    } else {
        ""
    };
    let quand = jalon
        .prevu_le
        .map(|jour| format!(", {}", date_courte(jour)))
        .unwrap_or_default();
    format!("{retard}{}{quand}", jalon.nom(faits))
}
