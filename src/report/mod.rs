//! Lists and états des lieux as files and texts: a table for reading, CSV for a spreadsheet in
//! French, JSON for scripts.
//!
//! Everything here is a pure function of values of the domain: the date, the rule and the
//! population come from them and are printed on every output. Nothing is written to disk here.

mod abonnements;
mod actions;
mod agenda;
mod bilan;
pub mod bilans;
mod classeur;
mod csv;
mod docteur;
mod ecoles;
mod etat_des_lieux;
mod feuille;
mod formations;
pub mod graphique;
pub mod graphiques;
mod ics;
mod image;
mod observations;
mod periode;
mod projets;
mod tableau;
mod tournee;
pub mod typst;
mod verifications;
mod visites;

pub use abonnements::RapportAbonnements;
pub use actions::RapportActions;
pub use agenda::RapportAgenda;
pub use bilan::RapportBilan;
pub use classeur::classeur;
pub use docteur::RapportDocteur;
pub use ecoles::RapportEcoles;
pub use etat_des_lieux::EtatDesLieux;
pub use formations::RapportFormations;
pub use ics::ics;
pub use image::Image;
pub use observations::RapportObservations;
pub use periode::Periode;
pub use projets::RapportProjets;
pub use tableau::{Colonne, Tableau};
pub use tournee::RapportTournee;
pub use verifications::RapportVerifications;
pub use visites::RapportVisites;
