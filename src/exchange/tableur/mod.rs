//! The spreadsheet people keep today: a CSV, a workbook or pasted rows become a plan that a page
//! can show, then one undoable operation.
//!
//! Reading order: `feuille` (a table of text), `texte` (from CSV or pasted rows),
//! `archive`, `classeur`, `ods` (from workbooks); `champ`, `titres` and `entete` (what each column is); `cellule`, `dates`, `mois`, `uai` (what each cell
//! means), `noms`, `repertoire` and `ecoles` (which school), `mots` and `lexique` (which solution,
//! which payer); `choix` (what a person decides); `demande` (what a line asks), `lecture` (all
//! lines), `doublons` and `confronter` (lines among themselves), `comparer` (against the carnet),
//! `preparer` (all of it, into a `plan`), `appliquer`.
//!
//! Nothing is guessed silently: what is not plain is a question of the plan, which a page asks
//! and a command refuses. A spreadsheet ranks as typed (`design.md` §4): where the carnet says
//! otherwise, it is kept unless the person takes the spreadsheet's value, line by line.

use std::path::Path;

use super::Progress;
use crate::error::Result;

mod alias;
mod appliquer;
mod archive;
mod cellule;
mod champ;
mod choix;
mod classeur;
mod comparer;
mod confronter;
mod dates;
mod demande;
mod doublons;
mod ecoles;
mod entete;
mod feuille;
mod lecture;
mod lexique;
mod mois;
mod mots;
mod noms;
mod ods;
mod plan;
mod preparer;
mod proximite;
mod repertoire;
mod texte;
mod titres;
mod uai;

pub use appliquer::{Bilan, OPERATION, appliquer};
pub use champ::Champ;
pub use choix::{Choix, Decision};
pub use feuille::Feuille;
pub(in crate::exchange) use mots::Vocabulaire;
pub use mots::{Sens, cle as cle_mot};
pub use plan::{Candidat, Difference, EcoleAChoisir, LignePlan, Mot, Plan, Question, Sort};
pub use preparer::preparer;

/// A spreadsheet read, not yet compared with anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lu {
    /// File name, without its folder; « Lignes collées ».
    pub fichier: String,
    /// In words: « UTF-8, séparateur « ; » ».
    pub format: String,
    /// At least one.
    pub feuilles: Vec<Feuille>,
    /// What was repaired or left aside while reading, in sentences.
    pub remarques: Vec<String>,
}

/// Reads a file whole. Refuses, in a sentence that says what it looks like, what is no table.
pub fn lire(chemin: &Path, progress: &mut Progress<'_>) -> Result<Lu> {
    let nom = chemin.file_name().unwrap_or(chemin.as_os_str());
    let nom = nom.to_string_lossy().into_owned();
    if classeur::is_one(chemin) {
        let lus = classeur::lire(chemin, progress)?;
        let mut lu = Lu::of(nom, lus.format.to_owned(), lus.feuilles);
        lu.remarques.extend(lus.remarques);
        return Ok(lu);
    }
    let (feuille, format) = texte::lire(chemin, progress)?;
    Ok(Lu::of(nom, format, vec![feuille]))
}

/// Reads rows pasted from a spreadsheet.
pub fn coller(lignes: &str) -> Result<Lu> {
    let (feuille, format) = texte::coller(lignes)?;
    Ok(Lu::of("Lignes collées".to_owned(), format, vec![feuille]))
}

impl Lu {
    fn of(fichier: String, format: String, feuilles: Vec<Feuille>) -> Self {
        let accents: usize = feuilles.iter().map(|f| f.accents).sum();
        let mut remarques = Vec::new();
        if accents > 0 {
            let cellules = crate::domain::nombre::compte(accents, "cellule", "cellules");
            remarques.push(format!(
                "Des accents étaient mal codés («\u{a0}Ã©\u{a0}»)\u{202f}: ils sont rétablis dans {cellules}."
            ));
        }
        Self {
            fichier,
            format,
            feuilles,
            remarques,
        }
    }

    /// Rows of all its sheets.
    pub fn lignes(&self) -> usize {
        self.feuilles.iter().map(Feuille::lignes).sum()
    }
}

/// Whether a file is for here: any table that is no official dataset, or that says which ENT its
/// schools have. False too for what is no table at all: the others say why.
pub fn concerne(chemin: &Path) -> bool {
    if classeur::is_one(chemin) {
        return true;
    }
    let Ok(tableau) = super::tableau::Tableau::open(chemin, None) else {
        return false;
    };
    tableau.jeu.is_none()
        || tableau
            .entete
            .iter()
            .any(|titre| titres::names_solution(titre))
}
