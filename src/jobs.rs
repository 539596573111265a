//! Long work on a named thread: it owns what it needs, says where it is at most ten times a
//! second, stops when asked, and ends with what the application must do next.
//!
//! A job may be *lent the carnet*: there is one connection, ever, so while it is away the window
//! shows what it already knows and commands wait. If the job panics the connection is gone with
//! it, and the application opens the file again.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::app::App;
use crate::error::{Error, Result};
use crate::exchange::{Avancement, Progress};

/// What the application does when a job has ended.
pub type Suite = Box<dyn FnOnce(&mut App) + Send>;

type Travail = Box<dyn FnOnce(&mut Progress<'_>) -> Suite + Send>;

/// A job at work.
pub struct Tache {
    /// « Import de l’annuaire ».
    pub titre: String,
    avancement: Arc<Mutex<Option<Avancement>>>,
    stop: Arc<AtomicBool>,
    fin: Receiver<Suite>,
    /// The carnet it was lent.
    prete: Option<PathBuf>,
}

impl Tache {
    /// Starts `travail` on a thread of its own. `prete` names the carnet it takes along.
    pub fn start(
        titre: &str,
        ctx: &egui::Context,
        prete: Option<PathBuf>,
        travail: Travail,
    ) -> Result<Self> {
        let avancement = Arc::new(Mutex::new(None));
        let stop = Arc::new(AtomicBool::new(false));
        let (sender, fin) = channel();
        let shared = (Arc::clone(&avancement), Arc::clone(&stop), ctx.clone());
        thread::Builder::new()
            .name(titre.to_owned())
            .spawn(move || {
                let (avancement, stop, ctx) = shared;
                let publish = |a| {
                    *avancement.lock().unwrap_or_else(PoisonError::into_inner) = Some(a);
                    ctx.request_repaint();
                };
                let mut progress = Progress::new(&stop, publish);
                // A panic drops the sender: `poll` sees it.
                if let Ok(suite) = catch_unwind(AssertUnwindSafe(|| travail(&mut progress))) {
                    sender.send(suite).ok();
                }
                drop(sender);
                ctx.request_repaint();
            })
            .map_err(|e| Error::io("", e))?;
        Ok(Self {
            titre: titre.to_owned(),
            avancement,
            stop,
            fin,
            prete,
        })
    }

    /// Runs `travail` here and now, for tests.
    pub fn run_inline(travail: Travail) -> Suite {
        travail(&mut Progress::silent())
    }

    pub fn avancement(&self) -> Option<Avancement> {
        *self
            .avancement
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks it to stop: it will, at its next step.
    pub fn interrupt(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn is_interrupted(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// `None` while it works.
    pub fn poll(&self) -> Option<Fin> {
        match self.fin.try_recv() {
            Ok(suite) => Some(Fin::Suite(suite)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Fin::Panique {
                prete: self.prete.clone(),
            }),
        }
    }

    /// Waits for its end: closing the window loses nothing.
    pub fn join(&self) -> Fin {
        self.fin.recv().map_or_else(
            |_gone| Fin::Panique {
                prete: self.prete.clone(),
            },
            Fin::Suite,
        )
    }
}

/// How a job ended.
pub enum Fin {
    Suite(Suite),
    /// It panicked; the carnet it was lent must be opened again.
    Panique {
        prete: Option<PathBuf>,
    },
}
