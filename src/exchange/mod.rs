//! Files in and out: the annuaire de l'éducation, read in every vintage, and the spreadsheets
//! people keep.
//!
//! Reading order: `progress` (how long work reports and stops); `fichier` (can it be read, what
//! does it look like), `encodage`, `ligne`, `lignes`, `tableau` (from bytes to rows, whatever the file),
//! `jeu` (which dataset it is); `annuaire` (what a register file says, compared with a carnet,
//! then written); `tableur` (the same for anybody's spreadsheet).

pub mod annuaire;
mod encodage;
mod fichier;
mod jeu;
mod ligne;
mod lignes;
mod progress;
mod tableau;
pub mod tableur;

pub use progress::{Avancement, Progress};
