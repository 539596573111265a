//! Carnet ENT: the carnet de bord of the roll-out of the espaces numériques de travail.

pub mod cli;
pub mod command;
pub mod demonstration;
pub mod domain;
pub mod error;
pub mod exchange;
pub mod report;
pub mod store;
pub mod systeme;

pub use error::{Error, Result};
