//! Carnet ENT: the carnet de bord of the roll-out of the espaces numériques de travail.
//!
//! # Bird's-eye view
//!
//! `domain` (pure: the trade's words and rules) ← `store` (SQLite: the journal and the tables) ←
//! `exchange` (files in), `report` (tables out), `demonstration` ← `app`, `execute`, `cli`.
//! `ui` reads `domain` and `store` and sends commands. `command` is a leaf both sides share;
//! `systeme` is what an operating system must be asked.
//!
//! # The path of a click
//!
//! A view sends a `Command` → the next `App::logic` executes it in one transaction → the data
//! revision moves → caches answer anew → the view redraws.
//!
//! # Invariants
//!
//! - Drawing cannot write: views hold `&Store`, and `&mut Store` exists only in `execute` and in a
//!   job that was lent the carnet.
//! - Current tables = replay of the journal (`Store::verify`).
//! - Only `store/` names rusqlite; `domain` knows no window, no database, no clock, no file.
//! - An idle frame asks SQLite nothing.
//! - Deliberately absent: a network, an account, a second connection, a trigger, a lock file.
//!
//! `tests/architecture.rs` holds the directions.

pub mod domain;

pub mod store;

pub mod exchange;

pub mod report;

pub mod demonstration;

pub mod command;

pub mod app;

pub mod jobs;

mod execute;

pub mod ui;

pub mod cli;

pub mod error;

pub mod systeme;

pub use error::{Error, Result};
