//! *Docteur*: what looks wrong in a carnet, said in words, with what would mend it.
//!
//! The schema checks single values only, because a valid union of two carnets must never be
//! refused (`design.md` §4): what goes across fields and rows is told here. Everything is a pure
//! function of the facts and of a day; nothing is decided alone, a repair is only proposed.
//!
//! Reading order: `anomalie` (the kinds), `constat` (one finding), `registre` (what the official
//! files name, which the facts do not keep), `examen` (what the rules share), then the rules:
//! `identite`, `doublons`, `fiche`, `position`, `vie`, `periodes`, `etapes`, `autour`.

mod anomalie;
mod autour;
mod constat;
mod doublons;
mod etapes;
mod examen;
mod fiche;
mod identite;
mod noms;
mod periodes;
mod position;
mod registre;
mod vie;

use chrono::NaiveDate;

use self::examen::Examen;
use super::Faits;

pub use anomalie::{Anomalie, Gravite};
pub use constat::{Constat, Reparation, Sujet};
pub use registre::{Desaccord, Registre};

/// What is examined.
#[derive(Clone, Copy, Debug)]
pub struct Dossier<'a> {
    pub faits: &'a Faits,
    /// Which schools the official files name.
    pub registre: &'a Registre,
    /// Values that contradict each other since a merge.
    pub desaccords: &'a [Desaccord],
}

/// Everything that looks wrong: what must be mended first, then by kind, then by name of school.
///
/// `au` is the day the carnet is read on: what is dated after it has not happened yet. What was
/// set aside is there too, and says so ([`Constat::ignore`]).
pub fn examiner(dossier: Dossier<'_>, au: NaiveDate) -> Vec<Constat> {
    let mut examen = Examen::new(dossier, au);
    identite::examiner(&mut examen);
    fiche::examiner(&mut examen);
    position::examiner(&mut examen);
    vie::examiner(&mut examen);
    periodes::examiner(&mut examen);
    etapes::examiner(&mut examen);
    autour::examiner(&mut examen, dossier.desaccords);
    examen.into_constats()
}
