//! *Observatoire*: what was seen done with the ENT, newest first, and the grid of one observation
//! beside the list, or two side by side.
//!
//! Reading order: `lignes` (the rows and their filters), `filtres_ui`, `groupe` (how the schools
//! stand), `fiche` (the sheet) with `saisie`, `touches`, `cases`, `grille`,
//! `constat`; `comparer`; `ecole_ui` for other pages.

mod cases;
mod comparer;
mod constat;
pub(in crate::ui) mod ecole_ui;
mod fiche;
mod filtres_ui;
mod grille;
mod groupe;
mod lignes;
mod saisie;
mod touches;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::Ui;

use self::fiche::{Demande, Fiche};
use self::groupe::Groupes;
use self::lignes::{Filtres, Ligne, lignes, visibles};
use super::ecoles::split;
use super::theme;
use super::widgets::cherche_ecole::ChercheEcole;
use super::widgets::clavier::moved;
use super::widgets::tableau::{self, Colonne, Rangee, Tableau};
use super::{Cached, PageCtx};
use crate::command::{Command, Ecriture};
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::domain::{Id, Observation, ObservationLigne};

/// Width of the list beside the grid, in points: the grid takes the rest.
const LISTE: f32 = 262.0;
/// Below this width of the page the sheet stands alone.
const SEULE: f32 = 960.0;

/// What stands beside the list.
#[derive(Default)]
enum Cote {
    #[default]
    Rien,
    /// Which school is observed on this day?
    Choisir(NaiveDate),
    /// Not in the carnet yet: nothing was said.
    Nouvelle(Box<Observation>),
    Fiche(Id),
    Comparer(Id, Id),
}

/// What the page remembers.
#[derive(Default)]
pub struct ObservatoirePage {
    filtres: Filtres,
    lignes: Cached<Option<NaiveDate>, Arc<Vec<Ligne>>>,
    cote: Cote,
    fiche: Fiche,
    groupes: Groupes,
    ecole: ChercheEcole,
    /// A new one is asked for, on this day.
    demande: Option<(Option<Id>, NaiveDate)>,
    /// As it was last changed, while a job has the carnet.
    attente: Option<Observation>,
    scroll: bool,
    focus: bool,
}

impl ObservatoirePage {
    /// Opens a grid for this school, or asks which.
    pub fn nouvelle(&mut self, ecole: Option<Id>, le: NaiveDate) {
        self.demande = Some((ecole, le));
    }

    /// Shows the sheet of this observation.
    pub fn montrer(&mut self, observation: Id) {
        self.filtres = Filtres::default();
        self.cote = Cote::Fiche(observation);
        self.scroll = true;
    }

    /// Shows two observations side by side.
    pub fn comparer(&mut self, une: Id, autre: Id) {
        self.filtres = Filtres::default();
        self.cote = Cote::Comparer(une, autre);
        self.scroll = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let lignes = self.lignes.get(ctx.horizon(), ctx.revision, |&horizon| {
            Arc::new(lignes(ctx.faits, horizon))
        });
        let lignes = Arc::clone(lignes);
        self.settle(ctx, &lignes);
        if lignes.is_empty() && matches!(self.cote, Cote::Rien) {
            if !ctx.faits.terrain.observations.is_empty() {
                let quand = date_longue(ctx.au);
                ui.label(format!(
                    "Au {quand}, aucune observation n’était encore faite."
                ));
                return;
            }
            self.empty_ui(ui, ctx);
            return;
        }
        let rect = ui.available_rect_before_wrap();
        let ouvert = !matches!(self.cote, Cote::Rien);
        let liste = if rect.width() < SEULE { 0.0 } else { LISTE };
        let [gauche, droite] = if ouvert && liste == 0.0 {
            [egui::Rect::NOTHING, rect]
        } else {
            split(rect, ouvert, rect.width() - liste)
        };
        // As it stands before the list may move it: both halves must agree.
        let cote = std::mem::take(&mut self.cote);
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx, &lignes, &cote));
        }
        let suite = if ouvert {
            theme::carte_pleine(ui, droite, |ui| self.side_ui(ui, ctx, &lignes, cote))
        } else {
            cote
        };
        // What the list chose wins.
        if matches!(self.cote, Cote::Rien) {
            self.cote = suite;
        }
    }

    /// What was asked from elsewhere, and what was undone or written since.
    fn settle(&mut self, ctx: &PageCtx<'_>, lignes: &[Ligne]) {
        if let Some((ecole, le)) = self.demande.take() {
            self.cote = match ecole {
                None => {
                    self.focus = true;
                    Cote::Choisir(le)
                }
                Some(ecole) => new(ctx, ecole, le),
            };
        }
        if ctx.store.is_some() {
            self.attente = None;
        }
        let there = |id: &Id| lignes.iter().any(|l| l.id == *id);
        match &self.cote {
            Cote::Nouvelle(o) if there(&o.id) => self.cote = Cote::Fiche(o.id),
            // One that was undone or deleted has no sheet any more.
            Cote::Fiche(id) if !there(id) => self.cote = Cote::Rien,
            Cote::Comparer(une, autre) if !there(une) || !there(autre) => self.cote = Cote::Rien,
            _ => {}
        }
    }

    fn empty_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::sous_titre("Aucune observation dans ce carnet"));
            ui.label(
                "Une observation dit, service par service, à quelle fréquence l’ENT est employé, à \
                 quel palier, par qui. La seconde d’une même école montre ce qui a bougé.",
            );
            ui.add_space(8.0);
            if theme::bouton_principal(ui, "Nouvelle observation").clicked() {
                self.nouvelle(None, ctx.aujourdhui);
                ui.request_repaint();
            }
        });
    }

    /// The sheet; what stands there next.
    fn side_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, lignes: &[Ligne], cote: Cote) -> Cote {
        match cote {
            Cote::Rien => Cote::Rien,
            Cote::Choisir(le) => self.choose_ui(ui, ctx, le),
            Cote::Nouvelle(mut o) => {
                let avant = Observation::clone(&o);
                match self.fiche.ui(ui, ctx, &mut o, false) {
                    Demande::Fermer => return Cote::Rien,
                    Demande::Comparer(autre) => return Cote::Fiche(autre),
                    Demande::Rien => {}
                }
                if *o != avant && !o.is_empty() {
                    save(ctx, &o);
                }
                Cote::Nouvelle(o)
            }
            Cote::Fiche(id) => {
                let Some(connue) = find(ctx, lignes, id) else {
                    return Cote::Rien;
                };
                let attente = self.attente.as_ref().filter(|o| o.id == id);
                let avant = attente.unwrap_or(connue).clone();
                let mut o = avant.clone();
                let demande = self.fiche.ui(ui, ctx, &mut o, true);
                if o != avant {
                    save(ctx, &o);
                    self.attente = Some(o);
                }
                match demande {
                    Demande::Fermer => Cote::Rien,
                    Demande::Comparer(autre) => Cote::Comparer(id, autre),
                    Demande::Rien => Cote::Fiche(id),
                }
            }
            Cote::Comparer(une, autre) => {
                let deux = find(ctx, lignes, une).zip(find(ctx, lignes, autre));
                let closed = deux.is_none_or(|(une, autre)| comparer::ui(ui, ctx, une, autre));
                if closed {
                    Cote::Fiche(une)
                } else {
                    Cote::Comparer(une, autre)
                }
            }
        }
    }

    /// Which school is observed?
    fn choose_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, le: NaiveDate) -> Cote {
        ui.label(theme::titre("Nouvelle observation"));
        ui.label(format!(
            "Le {}, dans quelle école\u{202f}?",
            date_longue(le)
        ));
        ui.add_space(6.0);
        let nom = "École observée";
        let choisie = self.ecole.ui(ui, ctx, nom, &BTreeSet::new());
        if std::mem::take(&mut self.focus) {
            let champ = egui::Id::unique(("cherche une école", nom));
            ui.memory_mut(|m| m.request_focus(champ));
        }
        ui.add_space(6.0);
        if ui.button("Ne pas observer").clicked() {
            return Cote::Rien;
        }
        match choisie {
            Some(ecole) => new(ctx, ecole, le),
            None => Cote::Choisir(le),
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, lignes: &[Ligne], cote: &Cote) {
        let large = ui.available_width() > 480.0;
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Nouvelle observation").clicked() {
                self.cote = Cote::Choisir(ctx.aujourdhui);
                self.focus = true;
            }
        });
        filtres_ui::show(ui, ctx, &mut self.filtres, lignes);
        if large {
            self.groupes.ui(ui, ctx, self.filtres.circonscription);
        }
        let visibles = visibles(lignes, &self.filtres, ctx.au);
        let dit = compte(visibles.len(), "observation", "observations");
        ui.label(theme::petit(ui, dit));
        if visibles.is_empty() && !lignes.is_empty() {
            ui.label("Aucune observation ne correspond.");
            if ui.button("Tout montrer").clicked() {
                self.filtres = Filtres::default();
            }
            return;
        }
        let selection = match cote {
            Cote::Fiche(id) | Cote::Comparer(id, _) => Some(*id),
            _ => None,
        };
        let mut choisie =
            selection.and_then(|id| visibles.iter().position(|&i| lignes[i].id == id));
        if let Some(nouvelle) = moved(ui, choisie, visibles.len()) {
            choisie = Some(nouvelle);
            self.cote = Cote::Fiche(lignes[visibles[nouvelle]].id);
            self.scroll = true;
        }
        let shown = columns(ui.available_width());
        let colonnes: Vec<Colonne> = shown.iter().map(|&i| COLONNES[i]).collect();
        let tableau = Tableau {
            id: "observations",
            colonnes: &colonnes,
            choisie,
            vers: std::mem::take(&mut self.scroll)
                .then_some(choisie)
                .flatten(),
            hauteur: ui.available_height() - theme::LIGNE,
        };
        let row = |i: usize| rangee(&lignes[visibles[i]], shown);
        if let Some(index) = tableau::show(ui, &tableau, visibles.len(), row) {
            self.cote = Cote::Fiche(lignes[visibles[index]].id);
        }
    }
}

/// An observation of this school that says nothing yet.
fn new(ctx: &PageCtx<'_>, ecole: Id, le: NaiveDate) -> Cote {
    let par = &ctx.preferences.personne;
    Cote::Nouvelle(Box::new(Observation::nouvelle(Id::fresh(), ecole, le, par)))
}

fn find<'a>(ctx: &'a PageCtx<'_>, lignes: &[Ligne], id: Id) -> Option<&'a Observation> {
    let ecole = lignes.iter().find(|l| l.id == id)?.ecole;
    let toutes = ctx.faits.terrain.observations(ecole);
    toutes.iter().find(|o| o.id == id)
}

/// Sends it without the rows that say nothing.
fn save(ctx: &PageCtx<'_>, o: &Observation) {
    let mut o = o.clone();
    o.lignes.retain(|l: &ObservationLigne| !l.is_empty());
    let ecriture = Ecriture::Observation(Box::new(o));
    ctx.commands.send(Command::Ecrire(ecriture));
}

const COLONNES: [Colonne; 6] = [
    Colonne::reste("École"),
    Colonne::texte("Date", 78.0),
    Colonne::texte("Par", 90.0),
    Colonne::nombre("Services", 62.0),
    Colonne::texte("Palier le plus haut", 128.0),
    Colonne::texte("Constat", 300.0),
];

/// Those that fit in this width, by their place in [`COLONNES`].
fn columns(largeur: f32) -> &'static [usize] {
    if largeur > 940.0 {
        &[0, 1, 2, 3, 4, 5]
    } else if largeur > 560.0 {
        &[0, 1, 2, 3, 4]
    } else if largeur > 400.0 {
        &[0, 1, 4]
    } else {
        &[0, 1]
    }
}

fn rangee(ligne: &Ligne, shown: &[usize]) -> Rangee {
    let nom = if shown.len() > 2 {
        ligne.nom.clone()
    } else {
        lignes::nom_court(&ligne.nom)
    };
    let cellules = [
        &nom,
        &ligne.jour,
        &ligne.par,
        &ligne.services.len().to_string(),
        &ligne.palier_dit,
        &ligne.constat,
    ];
    let palier = if ligne.palier_dit.is_empty() {
        "sans palier"
    } else {
        &ligne.palier_dit
    };
    Rangee {
        cellules: shown.iter().map(|&i| cellules[i].clone()).collect(),
        suite: ligne.commune.clone(),
        nom: format!(
            "{}, {}, {}, {}, {palier}",
            ligne.jour,
            ligne.nom,
            ligne.commune,
            compte(ligne.services.len(), "service", "services"),
        ),
    }
}
