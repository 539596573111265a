//! Pages and charts, read back.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/faits.rs"]
#[expect(dead_code, reason = "the tests of counting use the rest")]
mod faits;

mod bilans;
mod graphiques;
