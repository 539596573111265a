//! Files in and out. Today: the annuaire de l'éducation, read in every vintage.
//!
//! Reading order: `progress` (how long work reports and stops), `annuaire` (what a register file
//! says, compared with a carnet, then written).

pub mod annuaire;
mod progress;

pub use progress::{Avancement, Progress};
