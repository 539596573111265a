//! Widgets every page builds on.

pub mod calendrier;
pub mod champ_chemin;
pub mod champ_date;
pub mod courbe;
pub mod toast;
