//! Pages and charts, read back.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/faits.rs"]
mod faits;

mod bilans;
mod etendue;
mod graphiques;
