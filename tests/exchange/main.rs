//! What comes in from outside and what goes out: published files, colleagues’ carnets, hostile ones.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/donnees.rs"]
mod donnees;
#[path = "../common/fichier_annuaire.rs"]
mod fichier_annuaire;
#[path = "../common/fichier_officiel.rs"]
mod fichier_officiel;
#[path = "../common/recus.rs"]
mod recus;

mod annuaire;
mod annuaire_publie;
mod consolidation;
mod etranger_formes;
mod etranger_images;
mod etranger_mutants;
mod fusion;
mod matrice;
mod officiels;
mod officiels_publies;
