//! What is written stays: the journal, its tables, kills, full disks, versions.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/fichier_annuaire.rs"]
#[expect(dead_code, reason = "the files’ own stories use the rest")]
mod fichier_annuaire;

mod coupures;
#[cfg(target_os = "linux")]
mod disque_plein;
mod ebauches;
mod journal;
mod neufs;
mod ouverture;
mod releves;
mod reparations;
mod schema;
mod schema_fige;
mod transact;
mod visites;
