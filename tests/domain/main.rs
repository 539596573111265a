//! The rules of the trade, told in figures: facts made by hand, no carnet, no file.

#[path = "../common/donnees.rs"]
mod donnees;
#[path = "../common/faits.rs"]
mod faits;

mod agenda;
mod audience;
mod bilan;
mod docteur;
mod etat_des_lieux;
mod formations;
mod groupes;
mod indicateurs;
mod observatoire;
mod suivi;
mod uai_publies;
