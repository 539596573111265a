//! *Envoyer à la DANE*: what is to leave is chosen on the left; on the right, exactly what the file
//! will hold, then its fingerprint once it is written.
//!
//! The rows are gathered by a job each time what is chosen, or what the carnet says, changes; only
//! what is shown can be written.

mod apercu;
mod choix;
mod fait;

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::NaiveDate;
use egui::Ui;

pub(crate) use self::fait::Ecrit;
use crate::command::{Command, EnvoiDane};
use crate::domain::Id;
use crate::domain::texte::sans_accents;
use crate::exchange::envoi::{DemandeEnvoi, Envoi, Partie, Perimetre, parties};
use crate::store::export::{Avec, CleEnvoi};
use crate::ui::ecoles::{empty_ui, split};
use crate::ui::theme;
use crate::ui::{Cached, PageCtx};

/// Width of the choices, in points.
const CHOIX: f32 = 330.0;

/// Circonscriptions named in the name of a file.
const NOMMEES: usize = 2;

/// What the tab remembers.
#[derive(Default)]
pub(crate) struct Envoyer {
    parties: Cached<NaiveDate, Vec<Partie>>,
    /// Those that do not leave: new ones do.
    decochees: BTreeSet<Option<Id>>,
    avec: Avec,
    phrase: String,
    chemin: String,
    /// What the job at work, or the last one, was asked, and of which data.
    demandee: Option<(DemandeEnvoi, u64)>,
    montre: Option<Envoi>,
    /// The key this carnet will have if it has none: what is shown is what is written.
    cle: Option<CleEnvoi>,
    /// Something bears the name that was given.
    existe: Option<PathBuf>,
    ecrit: Option<Ecrit>,
}

impl Envoyer {
    /// What is chosen; nothing while no circonscription is ticked.
    pub(crate) fn demande(&self) -> Option<DemandeEnvoi> {
        self.demandee.as_ref().map(|(demande, _)| demande.clone())
    }

    pub(crate) fn cle(&mut self) -> CleEnvoi {
        self.cle.get_or_insert_with(CleEnvoi::random).clone()
    }

    pub(crate) fn phrase(&self) -> &str {
        self.phrase.trim()
    }

    /// Takes what a job gathered.
    pub(crate) fn recevoir(&mut self, envoi: Envoi) {
        self.montre = Some(envoi);
    }

    pub(crate) fn exists(&mut self, chemin: PathBuf) {
        self.existe = Some(chemin);
    }

    pub(crate) fn written(&mut self, ecrit: Ecrit) {
        self.existe = None;
        self.chemin.clear();
        self.phrase.clear();
        self.ecrit = Some(ecrit);
    }

    /// The folder of the last file written.
    pub(crate) fn dossier(&self) -> Option<PathBuf> {
        self.ecrit.as_ref().and_then(Ecrit::dossier)
    }

    /// « epinal-2020-07-01.sqlite ».
    pub(crate) fn nom_de_fichier(&self) -> String {
        let Some(envoi) = &self.montre else {
            return "envoi.sqlite".to_owned();
        };
        let noms: Vec<&str> = envoi.perimetre.split(", ").collect();
        let perimetre = if noms.len() > NOMMEES {
            format!("{} circonscriptions", noms.len())
        } else {
            noms.join(" ")
        };
        let propre: Vec<String> = sans_accents(&perimetre)
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|mot| !mot.is_empty())
            .map(str::to_owned)
            .collect();
        let suite = if self.phrase().is_empty() { "" } else { ".age" };
        format!("{}-{}.sqlite{suite}", propre.join("-"), envoi.demande.au)
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            empty_ui(ui, ctx);
            return;
        }
        let mut parties_connues = std::mem::take(&mut self.parties);
        let connues = parties_connues.get(ctx.au, ctx.revision, |au| parties(ctx.faits, *au));
        let rect = ui.available_rect_before_wrap();
        let [apercu, choix] = split(rect, true, CHOIX.min(rect.width() * 0.42));
        // The choices stand on the left, or above where there is little room.
        let (gauche, droite) = if apercu.is_positive() {
            let droite = apercu.translate(egui::vec2(rect.right() - apercu.right(), 0.0));
            (rect.with_max_x(rect.left() + choix.width()), droite)
        } else {
            rect.split_top_bottom_at_fraction(0.5)
        };
        theme::carte_pleine(ui, gauche, |ui| self.choices_ui(ui, ctx, connues));
        let demande = self.wanted(ctx.au, connues);
        self.ask(ctx, demande.as_ref());
        theme::carte_pleine(ui, droite, |ui| self.right_ui(ui, ctx, demande.as_ref()));
        self.parties = parties_connues;
    }

    fn wanted(&self, au: NaiveDate, connues: &[Partie]) -> Option<DemandeEnvoi> {
        let choisies: BTreeSet<Option<Id>> = connues
            .iter()
            .map(|p| p.id)
            .filter(|id| !self.decochees.contains(id))
            .collect();
        let perimetre = if choisies.len() == connues.len() {
            Perimetre::Tout
        } else if choisies.is_empty() {
            return None;
        } else {
            Perimetre::Parties(choisies)
        };
        Some(DemandeEnvoi {
            au,
            perimetre,
            avec: self.avec,
        })
    }

    /// Asks for the rows when what is chosen, or what the carnet says, has changed.
    fn ask(&mut self, ctx: &PageCtx<'_>, demande: Option<&DemandeEnvoi>) {
        let Some(demande) = demande else {
            self.demandee = None;
            return;
        };
        let known = self.demandee.as_ref();
        if ctx.store.is_none() || known.is_some_and(|(d, r)| d == demande && *r == ctx.revision) {
            return;
        }
        self.demandee = Some((demande.clone(), ctx.revision));
        self.existe = None;
        ctx.commands.send(Command::Envoyer(EnvoiDane::Preparer));
    }

    /// What is shown, when it is what is chosen.
    fn shown(&self, demande: Option<&DemandeEnvoi>) -> Option<&Envoi> {
        self.montre.as_ref().filter(|m| Some(&m.demande) == demande)
    }
}
