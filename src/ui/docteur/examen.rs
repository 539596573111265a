//! The examination of the carnet, kept until the carnet or the day changes.
//!
//! A carnet of a circonscription or of an académie is examined within a frame; a larger one on a
//! thread that owns what it reads, while the last findings stay on screen. It is no job of the
//! shell: it borrows no carnet, writes nothing, and is made again after each write.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use chrono::NaiveDate;

use crate::domain::docteur::{Constat, Desaccord, Dossier, Gravite, Registre, examiner};
use crate::store::Store;
use crate::ui::{Cached, PageCtx};

/// Schools above which the examination leaves the frame: well under 50 ms below
/// (`tests/benches/docteur.rs`).
const SUR_UN_FIL: usize = 4_000;

/// A data revision and a day.
type Question = (u64, NaiveDate);

/// What an examination found.
#[derive(Debug, Default)]
pub(super) struct Resultat {
    pub(super) constats: Vec<Constat>,
    /// Neither ignored nor doubtful.
    pub(super) a_corriger: usize,
    /// Moves with each examination.
    pub(super) version: u64,
}

/// The latest examination, and the one under way.
#[derive(Default)]
pub(super) struct Examen {
    registre: Cached<(), Arc<Registre>>,
    connu: Option<(Question, Arc<Resultat>)>,
    en_cours: Option<(Question, Receiver<Vec<Constat>>)>,
    version: u64,
}

impl Examen {
    /// What is known, and whether it is of the carnet as it stands; `None` before the first
    /// examination has ended.
    pub(super) fn resultat(
        &mut self,
        egui: &egui::Context,
        ctx: &PageCtx<'_>,
    ) -> (Option<Arc<Resultat>>, bool) {
        self.take();
        let question = (ctx.revision, ctx.aujourdhui);
        let fresh = |connu: &Option<(Question, Arc<Resultat>)>| {
            connu.as_ref().is_some_and(|(q, _)| *q == question)
        };
        if !fresh(&self.connu)
            && self.en_cours.is_none()
            && let Some(store) = ctx.store
        {
            self.examine(egui, ctx, store, question);
        }
        let connu = self
            .connu
            .as_ref()
            .map(|(_, resultat)| Arc::clone(resultat));
        (connu, fresh(&self.connu))
    }

    /// Takes the answer of the thread, when it has come. A thread that panicked answers that
    /// nothing was found rather than being asked for ever.
    fn take(&mut self) {
        let Some((question, receiver)) = &self.en_cours else {
            return;
        };
        let constats = match receiver.try_recv() {
            Err(TryRecvError::Empty) => return,
            Ok(constats) => constats,
            Err(TryRecvError::Disconnected) => Vec::new(),
        };
        let question = *question;
        self.en_cours = None;
        self.know(question, constats);
    }

    fn know(&mut self, question: Question, constats: Vec<Constat>) {
        self.version += 1;
        let graves = constats
            .iter()
            .filter(|c| !c.ignore && c.anomalie.gravite() == Gravite::ACorriger);
        let resultat = Resultat {
            a_corriger: graves.count(),
            version: self.version,
            constats,
        };
        self.connu = Some((question, Arc::new(resultat)));
    }

    fn examine(
        &mut self,
        egui: &egui::Context,
        ctx: &PageCtx<'_>,
        store: &Store,
        question: Question,
    ) {
        // What cannot be read is told by `carnet-ent verifier`; the other rules still speak.
        let registre = self.registre.get((), store.registre_revision(), |()| {
            Arc::new(store.registre().unwrap_or_default())
        });
        let registre = Arc::clone(registre);
        let desaccords = store.desaccords().unwrap_or_default();
        let (_, au) = question;
        if ctx.faits.ecoles.len() <= SUR_UN_FIL {
            let constats = examine(ctx.faits, &registre, &desaccords, au);
            self.know(question, constats);
            return;
        }
        let (sender, receiver) = channel();
        let (faits, egui) = (Arc::clone(ctx.faits), egui.clone());
        let started = thread::Builder::new()
            .name("examen du carnet".to_owned())
            .spawn(move || {
                let constats = examine(&faits, &registre, &desaccords, au);
                sender.send(constats).ok();
                drop(sender);
                egui.request_repaint();
            });
        if started.is_ok() {
            self.en_cours = Some((question, receiver));
        } else {
            self.know(question, Vec::new());
        }
    }
}

fn examine(
    faits: &crate::domain::Faits,
    registre: &Registre,
    desaccords: &[Desaccord],
    au: NaiveDate,
) -> Vec<Constat> {
    let dossier = Dossier {
        faits,
        registre,
        desaccords,
    };
    examiner(dossier, au)
}
