//! Opening the carnet the program was started on: read while the window is made, shown as soon as
//! it is read, written once all its pages are known to be sound.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::{App, Carnet};
use crate::domain::Faits;
use crate::error::Result;
use crate::execute;
use crate::jobs::Suite;
use crate::store::{Auteur, Entrouvert, Store};

/// A carnet that is being read.
pub(super) struct Lecture(JoinHandle<Result<(Entrouvert, Option<Faits>)>>);

impl Lecture {
    pub(super) fn start(path: PathBuf, auteur: Auteur) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "there is no window yet to show the progress of a job"
        )]
        let lecture = thread::spawn(move || {
            let mut entrouvert = Entrouvert::new(&path, &auteur)?;
            let faits = entrouvert.faits();
            Ok((entrouvert, faits))
        });
        Self(lecture)
    }
}

impl App {
    /// Opens `path` as the program does when it is started on a carnet.
    pub fn open_at_start(&mut self, path: &Path) {
        let lecture = Lecture::start(path.to_owned(), self.auteur());
        self.adopt_at_start(lecture);
    }

    pub(super) fn adopt_at_start(&mut self, lecture: Lecture) {
        match lecture.0.join() {
            Err(panique) => resume_unwind(panique),
            Ok(Err(erreur)) => self.toasts.erreur(&erreur.user_message()),
            Ok(Ok((entrouvert, faits))) => self.show_unchecked(entrouvert, faits),
        }
    }

    /// Shows what was read, as while a job borrows the carnet; the job is the check.
    fn show_unchecked(&mut self, entrouvert: Entrouvert, faits: Option<Faits>) {
        let path = entrouvert.path().map(Path::to_owned);
        let lus = faits.is_some();
        self.replace_carnet(Carnet::Prete { path: path.clone() });
        self.faits = faits.map(Arc::new).unwrap_or_default();
        self.start_job(
            "Vérification du carnet",
            path.as_deref(),
            Box::new(move |_progress| trusted(entrouvert.check(), lus)),
        );
    }
}

/// What the check says; `lus`: the facts shown are those of this carnet.
fn trusted(verdict: Result<Store>, lus: bool) -> Suite {
    Box::new(move |app| match verdict {
        Ok(store) => execute::adopt_shown(app, store, lus),
        Err(erreur) => {
            app.replace_carnet(Carnet::Aucun);
            app.toasts.erreur(&erreur.user_message());
        }
    })
}
