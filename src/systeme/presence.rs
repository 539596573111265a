//! Whether files are there, asked of the system once and away from the window: a disk that sleeps
//! or a share that does not answer holds nobody.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What is known of each path; `None` while the system is being asked.
type Reponses = Arc<Mutex<BTreeMap<PathBuf, Option<bool>>>>;

/// The paths that were asked about, until they are forgotten.
#[derive(Default)]
pub struct Presences {
    reponses: Reponses,
    demandes: Option<Sender<PathBuf>>,
}

impl Presences {
    /// Whether something stands at this path; `None` until the system has answered, which is then
    /// told by `reveil`, from another thread.
    pub fn of(&mut self, chemin: &str, reveil: impl Fn() + Send + 'static) -> Option<bool> {
        let chemin = PathBuf::from(chemin);
        let mut reponses = self.reponses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reponse) = reponses.get(&chemin) {
            return *reponse;
        }
        reponses.insert(chemin.clone(), None);
        drop(reponses);
        let demandes = self
            .demandes
            .get_or_insert_with(|| start(Arc::clone(&self.reponses), reveil));
        // It ends only when this value does.
        demandes.send(chemin).ok();
        None
    }

    /// Everything is asked again when it is next shown.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// One thread that answers in turn, and ends with whoever asks.
fn start(reponses: Reponses, reveil: impl Fn() + Send + 'static) -> Sender<PathBuf> {
    let (sender, receiver) = channel::<PathBuf>();
    let answer = move || {
        while let Ok(chemin) = receiver.recv() {
            let la = chemin.exists();
            reponses
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(chemin, Some(la));
            reveil();
        }
    };
    // Without a thread nothing is known, and the window says so.
    thread::Builder::new()
        .name("présence des fichiers".to_owned())
        .spawn(answer)
        .ok();
    sender
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn the_system_is_asked_once_and_again_when_forgotten() {
        let dossier = tempfile::tempdir().expect("folder");
        let chemin = dossier.path().join("plan.pdf");
        let texte = chemin.to_string_lossy();
        let mut presences = Presences::default();
        let (dit, ecoute) = mpsc::channel();
        let ask = |presences: &mut Presences| {
            let dit = dit.clone();
            presences.of(&texte, move || dit.send(()).expect("heard"))
        };
        assert_eq!(ask(&mut presences), None);
        ecoute.recv().expect("told");
        assert_eq!(ask(&mut presences), Some(false));
        std::fs::create_dir(&chemin).expect("made");
        assert_eq!(ask(&mut presences), Some(false), "not asked again");
        presences.forget();
        assert_eq!(ask(&mut presences), None);
        ecoute.recv().expect("told");
        assert_eq!(ask(&mut presences), Some(true));
    }
}
