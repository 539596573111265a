//! The window: one file per page, per dialog, per shared widget.
//!
//! Views read [`PageCtx`] and send [`Command`]s; nothing here can write to a carnet, because
//! nothing here ever holds a `&mut Store`.

pub mod accueil;
pub mod agenda;
pub mod audience;
pub mod bilans;
pub mod carte;
pub mod comparaison;
pub mod docteur;
pub mod echanges;
pub mod ecoles;
pub mod fiche;
pub mod formations;
pub mod groupes;
pub mod historique;
pub mod icone;
pub mod importer;
pub mod indicateurs;
mod liens;
pub mod listes;
pub mod nouvelle_visite;
pub mod observatoire;
mod pieces;
pub mod projets;
pub mod reglages;
pub mod shell;
pub mod suivi;
pub mod tableau_de_bord;
pub mod theme;
pub mod tournee;
pub mod visites;
pub mod widgets;

use std::panic::Location;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use chrono::NaiveDate;

use crate::command::Command;
use crate::domain::{Faits, Regle};
use crate::exchange::Avancement;
use crate::store::Store;
use crate::systeme::Preferences;

/// What every page is given to draw itself.
pub struct PageCtx<'a> {
    /// All dated facts of the carnet.
    pub faits: &'a Arc<Faits>,
    /// For the questions facts do not answer; `None` while a job borrows the carnet.
    pub store: Option<&'a Store>,
    /// Moves at every write: what a cache compares.
    pub revision: u64,
    /// The date looked at.
    pub au: NaiveDate,
    /// The date it is compared with, always before `au`.
    pub compare: Option<NaiveDate>,
    pub aujourdhui: NaiveDate,
    pub regle: Regle,
    pub preferences: &'a Preferences,
    pub commands: &'a CommandSender,
}

impl PageCtx<'_> {
    /// The last day of what lists of things done show: while one looks at the past, nothing that
    /// came after; else no limit, since what is planned is listed too.
    pub fn horizon(&self) -> Option<NaiveDate> {
        (self.au < self.aujourdhui).then_some(self.au)
    }
}

/// A job at work, as the window shows it.
#[derive(Clone, Copy, Debug)]
pub struct TacheVue<'a> {
    /// « Import de l’annuaire ».
    pub titre: &'a str,
    pub avancement: Option<Avancement>,
    /// Asked to stop; it will at its next step.
    pub interrompue: bool,
}

/// Sends commands to the next `App::logic`, and asks for the frame that will run it.
#[derive(Clone)]
pub struct CommandSender {
    sender: Sender<Command>,
    ctx: egui::Context,
}

impl CommandSender {
    pub fn new(ctx: &egui::Context) -> (Self, Receiver<Command>) {
        let (sender, receiver) = channel();
        (
            Self {
                sender,
                ctx: ctx.clone(),
            },
            receiver,
        )
    }

    /// Queues a command; who asked for it is in the log at debug level.
    #[track_caller]
    pub fn send(&self, command: Command) {
        tracing::debug!(asked_by = %Location::caller(), "command");
        // The receiver lives as long as the window: a command after it is of no use.
        self.sender.send(command).ok();
        self.ctx.request_repaint();
    }

    pub(crate) fn copy_image(&self, image: egui::ColorImage) {
        self.ctx.copy_image(image);
    }

    pub(crate) fn close_window(&self) {
        self.ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

/// An answer kept until its question or the data change.
#[derive(Debug)]
pub struct Cached<Q, A> {
    known: Option<(Q, u64, A)>,
}

impl<Q, A> Default for Cached<Q, A> {
    fn default() -> Self {
        Self { known: None }
    }
}

impl<Q: PartialEq, A> Cached<Q, A> {
    /// The answer to `question` at this data revision, asked again only when either moved.
    pub fn get(&mut self, question: Q, revision: u64, answer: impl FnOnce(&Q) -> A) -> &A {
        let fresh = self
            .known
            .as_ref()
            .is_some_and(|(q, r, _)| *q == question && *r == revision);
        if !fresh {
            self.known = None;
        }
        let (_, _, answer) = self.known.get_or_insert_with(|| {
            let value = answer(&question);
            (question, revision, value)
        });
        answer
    }

    /// As [`Self::get`] when the carnet can answer; else the last answer to the same question,
    /// even an old one.
    pub fn get_from(
        &mut self,
        question: Q,
        revision: u64,
        store: Option<&Store>,
        answer: impl FnOnce(&Q, &Store) -> A,
    ) -> Answer<'_, A> {
        let Some(store) = store else {
            return match &self.known {
                Some((q, _, answer)) if *q == question => Answer::Stale(answer),
                _ => Answer::Waiting,
            };
        };
        Answer::Fresh(self.get(question, revision, |q| answer(q, store)))
    }
}

/// What a cache can say while a job may be borrowing the carnet.
#[derive(Debug)]
pub enum Answer<'a, A> {
    Fresh(&'a A),
    /// True a moment ago; a job is at work.
    Stale(&'a A),
    /// Not known yet; a job is at work.
    Waiting,
}

impl<'a, A> Answer<'a, A> {
    /// The answer, fresh or not.
    pub fn known(self) -> Option<&'a A> {
        match self {
            Self::Fresh(answer) | Self::Stale(answer) => Some(answer),
            Self::Waiting => None,
        }
    }
}
