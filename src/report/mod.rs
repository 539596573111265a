//! Lists and états des lieux as files and texts: a table for reading, CSV for a spreadsheet in
//! French, JSON for scripts.
//!
//! Everything here is a pure function of values of the domain: the date, the rule and the
//! population come from them and are printed on every output. Nothing is written to disk here.

mod actions;
mod bilan;
mod csv;
mod ecoles;
mod periode;
mod tableau;
mod visites;

pub use actions::RapportActions;
pub use bilan::RapportBilan;
pub use ecoles::RapportEcoles;
pub use periode::Periode;
pub use tableau::{Colonne, Tableau};
pub use visites::RapportVisites;
