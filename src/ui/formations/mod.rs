//! *Formations*: trainings and their sessions, events, schools that nobody was trained in; the
//! list on the left, one sheet on the right.
//!
//! Reading order: `liste` and `evenements` (the lists), `jamais` (the schools), `nouvelle`
//! and `nouvel_evenement` (the forms), `fiche` (a training) with `seance` and its parts
//! `participants`, `formateurs`, `evaluation`; `evenement` (an event); `ajout` adds schools to
//! either; `champs` places fields.

mod ajout;
mod champs;
mod evaluation;
mod evenement;
mod evenements;
mod fiche;
mod formateurs;
mod jamais;
mod liste;
mod nouvel_evenement;
mod nouvelle;
mod participants;
mod seance;

use egui::Ui;

use self::evenement::FicheEvenement;
use self::evenements::ListeEvenements;
use self::fiche::FicheFormation;
use self::jamais::Jamais;
use self::liste::ListeFormations;
use self::nouvel_evenement::NouvelEvenement;
use self::nouvelle::Nouvelle;
use super::ecoles::split;
use super::suivi::tab_ui;
use super::widgets::selection::Selection;
use super::{PageCtx, theme};
use crate::domain::Id;

/// Width of the sheet, in points, and the share of the page it never exceeds.
const FICHE: f32 = 470.0;
const PART: f32 = 0.55;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Formations,
    Evenements,
    Jamais,
}

/// What stands on the right.
#[derive(Default)]
enum Ouvert {
    #[default]
    Rien,
    Formation(Id),
    NouvelleFormation(Box<Nouvelle>),
    Evenement(Id),
    NouvelEvenement(NouvelEvenement),
}

/// What a form answers.
enum Fin {
    Cree(Id),
    Laisse,
}

/// What the page remembers.
#[derive(Default)]
pub struct FormationsPage {
    onglet: Onglet,
    ouvert: Ouvert,
    /// What is open was seen in the carnet: when it is there no more, its sheet closes.
    vu: bool,
    formations: ListeFormations,
    evenements: ListeEvenements,
    jamais: Jamais,
    fiche: FicheFormation,
    evenement: FicheEvenement,
}

impl FormationsPage {
    /// Shows the sheet of this training, one of its sessions open when it is given.
    pub fn montrer(&mut self, formation: Id, seance: Option<Id>) {
        self.onglet = Onglet::Formations;
        self.open(Ouvert::Formation(formation));
        self.fiche.montrer(seance);
        self.formations.scroll();
    }

    /// Shows the sheet of this event.
    pub fn montrer_evenement(&mut self, evenement: Id) {
        self.onglet = Onglet::Evenements;
        self.open(Ouvert::Evenement(evenement));
        self.evenements.scroll();
    }

    fn open(&mut self, ouvert: Ouvert) {
        self.ouvert = ouvert;
        self.evenement = FicheEvenement::default();
        self.vu = false;
    }

    /// Closes the sheet of what was undone or deleted.
    fn forget_gone(&mut self, ctx: &PageCtx<'_>) {
        let la = match &self.ouvert {
            Ouvert::Formation(id) => ctx.faits.terrain.formations.contains_key(id),
            Ouvert::Evenement(id) => ctx.faits.terrain.evenements.contains_key(id),
            _ => return,
        };
        if la {
            self.vu = true;
        } else if self.vu {
            self.open(Ouvert::Rien);
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, cochees: &Selection) {
        self.forget_gone(ctx);
        // As it stands before the list may change it: both halves must agree.
        let ouvert = !matches!(self.ouvert, Ouvert::Rien);
        let rect = ui.available_rect_before_wrap();
        let [gauche, droite] = split(rect, ouvert, FICHE.min(rect.width() * PART));
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.list_ui(ui, ctx));
        }
        if ouvert {
            theme::carte_pleine(ui, droite, |ui| {
                egui::ScrollArea::vertical()
                    .id_salt("fiche de formation")
                    .auto_shrink(false)
                    .show(ui, |ui| {
                        ui.set_width(ui.available_width() - 8.0);
                        self.sheet_ui(ui, ctx, cochees);
                    });
            });
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let a_former = self.jamais.count(ctx);
        ui.horizontal_wrapped(|ui| {
            for (onglet, nom) in [
                (Onglet::Formations, "Formations".to_owned()),
                (Onglet::Evenements, "Événements".to_owned()),
                (Onglet::Jamais, format!("Jamais formées ({a_former})")),
            ] {
                if tab_ui(ui, &nom, self.onglet == onglet).clicked() && self.onglet != onglet {
                    self.onglet = onglet;
                    // What is being typed stays.
                    if matches!(self.ouvert, Ouvert::Formation(_) | Ouvert::Evenement(_)) {
                        self.open(Ouvert::Rien);
                    }
                }
            }
        });
        ui.add_space(6.0);
        match self.onglet {
            Onglet::Formations => {
                let choisie = match &self.ouvert {
                    Ouvert::Formation(id) => Some(*id),
                    _ => None,
                };
                match self.formations.ui(ui, ctx, choisie) {
                    Some(Some(id)) => {
                        self.open(Ouvert::Formation(id));
                        self.fiche.montrer(None);
                    }
                    Some(None) => self.prepare(Vec::new()),
                    None => {}
                }
            }
            Onglet::Evenements => {
                let choisi = match &self.ouvert {
                    Ouvert::Evenement(id) => Some(*id),
                    _ => None,
                };
                match self.evenements.ui(ui, ctx, choisi) {
                    Some(Some(id)) => self.open(Ouvert::Evenement(id)),
                    Some(None) => self.open(Ouvert::NouvelEvenement(NouvelEvenement::default())),
                    None => {}
                }
            }
            Onglet::Jamais => {
                if let Some(ecoles) = self.jamais.ui(ui, ctx) {
                    self.onglet = Onglet::Formations;
                    self.prepare(ecoles);
                }
            }
        }
    }

    /// Begins a training, its first session with these schools.
    fn prepare(&mut self, ecoles: Vec<Id>) {
        self.open(Ouvert::NouvelleFormation(Box::new(Nouvelle::new(ecoles))));
    }

    fn sheet_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, cochees: &Selection) {
        match &mut self.ouvert {
            Ouvert::Rien => {}
            Ouvert::NouvelleFormation(nouvelle) => match nouvelle.ui(ui, ctx) {
                Some(Fin::Cree(formation)) => {
                    let seance = nouvelle.seance();
                    self.montrer(formation, Some(seance));
                }
                Some(Fin::Laisse) => self.open(Ouvert::Rien),
                None => {}
            },
            Ouvert::NouvelEvenement(nouveau) => match nouveau.ui(ui, ctx) {
                Some(Fin::Cree(evenement)) => self.montrer_evenement(evenement),
                Some(Fin::Laisse) => self.open(Ouvert::Rien),
                None => {}
            },
            Ouvert::Formation(id) => match ctx.faits.terrain.formations.get(id) {
                Some(formation) => {
                    if self.fiche.ui(ui, ctx, formation, cochees) {
                        self.open(Ouvert::Rien);
                    }
                }
                None => self.absent_ui(ui, "Cette formation n’est pas dans le carnet."),
            },
            Ouvert::Evenement(id) => match ctx.faits.terrain.evenements.get(id) {
                Some(evenement) => {
                    if self.evenement.ui(ui, ctx, evenement, cochees) {
                        self.open(Ouvert::Rien);
                    }
                }
                None => self.absent_ui(ui, "Cet événement n’est pas dans le carnet."),
            },
        }
    }

    fn absent_ui(&mut self, ui: &mut Ui, phrase: &str) {
        ui.label(phrase);
        if ui.button("Fermer la fiche").clicked() {
            self.open(Ouvert::Rien);
        }
    }
}

/// Something odd, under the field it is about.
fn remarque_ui(ui: &mut Ui, phrase: &str) {
    let t = theme::Tokens::of(ui);
    let texte = egui::RichText::new(format!("▲ {phrase}")).small();
    ui.add(egui::Label::new(texte.color(t.alerte)).wrap());
}

/// What was refused, under its field.
fn refus_ui(ui: &mut Ui, phrase: &str) {
    let t = theme::Tokens::of(ui);
    let texte = egui::RichText::new(phrase).small();
    ui.add(egui::Label::new(texte.color(t.erreur)).wrap());
}
