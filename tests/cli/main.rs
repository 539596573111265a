//! The commands, through the program itself.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/donnees.rs"]
mod donnees;
#[path = "../common/recus.rs"]
mod recus;

mod agenda;
mod audience;
mod bilans;
mod carnet;
mod consolider;
mod demonstration;
mod demonstration_academie;
#[cfg(unix)]
mod envoi_coupures;
mod exporter;
mod formations;
mod formules;
mod inspecter;
mod observations;
#[cfg(target_os = "linux")]
mod rendu;
mod textes;
mod visites;
