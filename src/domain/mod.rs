//! The trade, as pure values and functions: no window, no database, no clock, no file.

mod champ_ecole;
mod deploiement;
mod ecole;
mod faits;
mod id;
mod source;

pub use champ_ecole::{ChampEcole, TypeChamp};
pub use deploiement::{Deploiement, Etape, Perimetre, Regle};
pub use ecole::{Ecole, EducationPrioritaire, Etat, Nature, PeriodeSituation, Situation, Statut};
pub use faits::{Circonscription, Faits, SecteurCollege, Solution, Verification};
pub use id::Id;
pub use source::Source;
