//! *Bilans*: a report is chosen on the left, what it is about under it; its pages are shown on the
//! right as they will be printed, then written as PDF, or as a table where it is one.
//!
//! Pages are laid out by a job each time what is asked changes; the window shows the last ones
//! meanwhile.

mod choix;
mod gardes;
mod pages;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use egui::{ColorImage, TextureHandle, Ui};

use super::ecoles::split;
use super::widgets::cherche_ecole::ChercheEcole;
use super::{Cached, PageCtx, theme};
use crate::command::Command;
use crate::domain::modele_bilan::DemandeBilan;
use crate::domain::nom_graphique::NomGraphique;
use crate::domain::{Etendue, Groupe, Id, Lecteur, ModeleBilan, Par, Population, Sujet};
use crate::error::Result;

/// Width of the choices, in points.
const CHOIX: f32 = 300.0;

/// A report laid out, as the page shows it.
pub struct Apercu {
    /// The first pages, ready for the screen.
    pub images: Vec<Arc<ColorImage>>,
    /// What is written on each of them, for who does not see it.
    pub textes: Vec<String>,
    /// How many there are in all.
    pub pages: usize,
    pub pdf: Vec<u8>,
}

/// What was last laid out, or why it could not be.
struct Montre {
    demande: DemandeBilan,
    apercu: std::result::Result<Apercu, String>,
    /// The images that were seen, once given to the screen: one at a time, so that no frame
    /// waits for all of them.
    textures: BTreeMap<usize, TextureHandle>,
}

/// What one chose, each kind of thing apart: going back to a report finds it as it was.
struct Choix {
    modele: ModeleBilan,
    groupe: Option<Groupe>,
    ecole: Option<Id>,
    visite: Option<Id>,
    lecteur: Lecteur,
    seance: Option<Id>,
    par: Par,
    population: Population,
    graphique: NomGraphique,
}

impl Default for Choix {
    fn default() -> Self {
        Self {
            modele: ModeleBilan::default(),
            groupe: None,
            ecole: None,
            visite: None,
            lecteur: Lecteur::Enseignant,
            seance: None,
            par: Par::default(),
            population: Population::default(),
            graphique: NomGraphique::Courbe,
        }
    }
}

/// What the page remembers.
#[derive(Default)]
pub struct BilansPage {
    choix: Choix,
    cherche: ChercheEcole,
    /// The name under which the settings are to be kept.
    nom: String,
    /// Where the report is to be written, typed by hand.
    chemin: String,
    /// What the job at work, or the last one, was asked, and of which data.
    demandee: Option<(DemandeBilan, u64)>,
    montre: Option<Montre>,
    listes: Cached<NaiveDate, choix::Listes>,
}

impl BilansPage {
    /// Chooses a report and what it is about.
    pub fn montrer(&mut self, modele: ModeleBilan, etendue: Etendue) {
        self.choix.modele = modele;
        match etendue {
            Etendue::Carnet => self.choix.groupe = None,
            Etendue::Groupe(groupe) => self.choix.groupe = Some(groupe),
            Etendue::Ecole(id) => self.choix.ecole = Some(id),
            Etendue::Seance(id) => self.choix.seance = Some(id),
            Etendue::Visite(id, lecteur) => {
                self.choix.visite = Some(id);
                self.choix.lecteur = lecteur;
            }
        }
    }

    /// Takes what a job laid out.
    pub fn recevoir(&mut self, demande: DemandeBilan, apercu: Result<Apercu>) {
        self.montre = Some(Montre {
            demande,
            apercu: apercu.map_err(|erreur| erreur.user_message()),
            textures: BTreeMap::new(),
        });
    }

    /// The report shown, when it is the one that is chosen.
    pub fn montre(&self) -> Option<(&DemandeBilan, &Apercu)> {
        let montre = self.montre.as_ref()?;
        let (demandee, _) = self.demandee.as_ref()?;
        let apercu = montre.apercu.as_ref().ok()?;
        (montre.demande == *demandee).then_some((&montre.demande, apercu))
    }

    /// « bilan-circonscription-2020-07-01.pdf ».
    pub fn nom_de_fichier(&self, extension: &str) -> String {
        self.demandee.as_ref().map_or_else(
            || format!("bilan.{extension}"),
            |(d, _)| format!("{}-{}.{extension}", d.modele.as_str(), d.au),
        )
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            super::ecoles::empty_ui(ui, ctx);
            return;
        }
        let rect = ui.available_rect_before_wrap();
        let [pages, choix] = split(rect, true, CHOIX.min(rect.width() * 0.4));
        // The choices stand on the left, or above where there is little room: they come first, to
        // the keyboard too.
        let (gauche, droite) = if pages.is_positive() {
            let largeur = choix.width();
            let droite = pages.translate(egui::vec2(rect.right() - pages.right(), 0.0));
            (rect.with_max_x(rect.left() + largeur), droite)
        } else {
            rect.split_top_bottom_at_fraction(0.5)
        };
        theme::carte_pleine(ui, gauche, |ui| self.choices_ui(ui, ctx));
        let demande = self.demande(ctx);
        self.ask(ctx, demande.as_ref());
        theme::carte_pleine(ui, droite, |ui| self.preview_ui(ui, ctx, demande.as_ref()));
    }

    /// What is chosen; nothing while its subject is not.
    fn demande(&self, ctx: &PageCtx<'_>) -> Option<DemandeBilan> {
        let choix = &self.choix;
        let etendue = match choix.modele.sujet() {
            Sujet::Carnet => Etendue::Carnet,
            Sujet::Groupe => choix
                .groupe
                .clone()
                .map_or(Etendue::Carnet, Etendue::Groupe),
            Sujet::Ecole => Etendue::Ecole(choix.ecole?),
            Sujet::Seance => Etendue::Seance(choix.seance?),
            Sujet::Visite => Etendue::Visite(choix.visite?, choix.lecteur),
        };
        Some(DemandeBilan {
            modele: choix.modele,
            etendue,
            au: ctx.au,
            compare: ctx.compare,
            par: choix.par,
            regle: ctx.regle,
            population: choix.population,
            le: ctx.aujourdhui,
            auteur: ctx.preferences.personne.clone(),
        })
    }

    /// Asks for the pages when what is chosen, or what the carnet says, has changed.
    fn ask(&mut self, ctx: &PageCtx<'_>, demande: Option<&DemandeBilan>) {
        let Some(demande) = demande else {
            // What was shown before is no longer what one would write.
            self.demandee = None;
            return;
        };
        let known = self.demandee.as_ref();
        if ctx.store.is_none() || known.is_some_and(|(d, r)| d == demande && *r == ctx.revision) {
            return;
        }
        self.demandee = Some((demande.clone(), ctx.revision));
        let command = Command::ComposerBilan(Box::new(demande.clone()));
        ctx.commands.send(command);
    }
}
