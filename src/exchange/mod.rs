//! Files in and out. The official files of schools, each in every vintage, and the spreadsheets
//! people keep.
//!
//! Reading order: `progress` (how long work reports and stops); `fichier` (can it be read, what
//! does it look like), `encodage`, `ligne`, `lignes`, `tableau` (from bytes to rows, whatever the
//! file), `jeu` (which dataset it is); `cellule`, `ligne_lue` (what a cell means), `ecartes` (what
//! is left aside); `import` (the verbs, the same for all), then one module per dataset,
//! `tableur` for anybody's spreadsheet, `contours` for the map; `envoi` for what leaves, `sortie`
//! writes a new file. What colleagues send: `coffre` (under a passphrase), `recu` (read once, examined
//! in another process), `consolidation` (made one carnet of).

pub mod annuaire;
mod carte_scolaire;
mod cellule;
pub mod coffre;
mod college;
pub mod consolidation;
mod contours;
pub mod dnma;
mod ecartes;
mod encodage;
pub mod envoi;
mod fermes;
mod fichier;
pub mod fusion;
mod geolocalisation;
pub mod import;
mod jeu;
mod ligne;
mod ligne_lue;
mod lignes;
mod mesures;
mod nature;
mod progress;
pub mod recu;
mod snee;
mod sortie;
mod tableau;
pub mod tableur;

pub use contours::read_contours;
pub use jeu::Jeu;
pub use progress::{Avancement, Progress};
pub use sortie::write_new;
