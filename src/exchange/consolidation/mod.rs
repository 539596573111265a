//! Exports received by the DANE, made one carnet: judged file by file, reconciled, written as one
//! undoable operation, counted again, published.
//!
//! Reading order: `lire` (files proven in another process), `plan` (what each file is worth, which
//! file speaks of which school), `mots` (the words of each sender brought to those of the carnet),
//! `lignes` (rows of an export as facts of a carnet), `appliquer`, `etat` (who is expected, who is
//! missing, whether the totals hold), `reunir` (words asked about once), `publier`, `retour` (what goes
//! back).

mod appliquer;
mod dits;
mod etat;
mod lignes;
mod lire;
mod mots;
mod plan;
mod publier;
mod retour;
mod reunir;

pub use appliquer::{Bilan, OPERATION, appliquer, recevoir};
pub use etat::{Attendue, Ecart, Etat, LigneCirconscription, Totaux, attendus, etat};
pub use lire::{Lu, Rejet, fichiers, lire};
pub use plan::{Double, FichierJuge, Plan, Verdict, preparer};
pub use publier::{Publication, publier};
pub use retour::retour;
pub use reunir::{a_reunir, retenir};
