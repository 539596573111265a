//! How long work says where it is, and how it is stopped.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// Between two reports.
const PAUSE: Duration = Duration::from_millis(100);

/// Where a long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Avancement {
    /// What is being done, in French: « Lecture du fichier ».
    pub etape: &'static str,
    pub fait: u64,
    /// Same unit as `fait`; 0 when nobody knows.
    pub total: u64,
}

/// Given to long work, which calls [`Progress::step`] as it goes.
pub struct Progress<'a> {
    annule: &'a AtomicBool,
    rapport: Box<dyn FnMut(Avancement) + 'a>,
    dernier: Option<Instant>,
}

/// The flag of works that nobody can stop.
static JAMAIS: AtomicBool = AtomicBool::new(false);

impl<'a> Progress<'a> {
    /// Reports at most ten times a second; stops at the next step once `annule` is set.
    pub fn new(annule: &'a AtomicBool, rapport: impl FnMut(Avancement) + 'a) -> Self {
        Self {
            annule,
            rapport: Box::new(rapport),
            dernier: None,
        }
    }

    /// Reports to nobody and is never stopped.
    pub fn silent() -> Self {
        Self::new(&JAMAIS, |_| {})
    }

    /// Says where the work is. [`Error::Interrupted`] when it was asked to stop: the work must
    /// then undo what it began and pass the error on.
    pub fn step(&mut self, etape: &'static str, fait: u64, total: u64) -> Result<()> {
        if self.annule.load(Ordering::Relaxed) {
            return Err(Error::Interrupted);
        }
        let now = Instant::now();
        if self.dernier.is_none_or(|dernier| now - dernier >= PAUSE) {
            self.dernier = Some(now);
            (self.rapport)(Avancement { etape, fait, total });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_steps_in_a_row_are_reported_once() {
        let mut vus = 0;
        let annule = AtomicBool::new(false);
        let mut progress = Progress::new(&annule, |_| vus += 1);
        for fait in 0..1000 {
            progress.step("Lecture", fait, 1000).unwrap();
        }
        drop(progress);
        assert!((1..10).contains(&vus), "{vus}");
    }

    #[test]
    fn a_work_asked_to_stop_is_told_at_its_next_step() {
        let annule = AtomicBool::new(false);
        let mut progress = Progress::new(&annule, |_| {});
        progress.step("Lecture", 0, 0).unwrap();
        annule.store(true, Ordering::Relaxed);
        assert!(matches!(
            progress.step("Lecture", 1, 0),
            Err(Error::Interrupted)
        ));
    }
}
