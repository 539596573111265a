//! A table of a known dataset read row by row, whatever the dataset: its columns are found, its
//! rows passed on, its bad rows listed.

use std::path::Path;

use chrono::NaiveDate;

use super::super::ecartes::Ecartes;
use super::super::encodage::Encodage;
use super::super::fichier::cite;
use super::super::jeu::Jeu;
use super::super::ligne_lue::LigneLue;
use super::super::tableau::{Rangee, Tableau};
use super::super::{Progress, cellule};
use crate::error::{Error, Result};

/// The columns in which a file may say when it was made.
const DATES: [&str; 4] = [
    "date_maj_ligne",
    "date_maj",
    "date_de_mise_a_jour",
    "date_extraction",
];

/// What takes the rows of one dataset.
pub(in crate::exchange) trait Lecteur {
    /// Takes one row; the error refuses it and is its reason, in a French sentence.
    fn read(&mut self, ligne: &LigneLue<'_>) -> std::result::Result<(), String>;
}

/// A file read to its end.
pub(in crate::exchange) struct Lecture<L> {
    pub(in crate::exchange) lecteur: L,
    /// File name, without its folder.
    pub(in crate::exchange) nom: String,
    /// « Effectifs des écoles, UTF-8, séparateur « ; » ».
    pub(in crate::exchange) reconnu: String,
    /// Rows under the header.
    pub(in crate::exchange) lues: usize,
    /// The latest day its rows say they were written.
    pub(in crate::exchange) date: Option<NaiveDate>,
    pub(in crate::exchange) refusees: Ecartes,
}

/// Reads a file of the dataset `jeu`; `ouvrir` finds the columns (see [`missing`]).
pub(in crate::exchange) fn parcourir<L: Lecteur>(
    chemin: &Path,
    jeu: Jeu,
    progress: &mut Progress<'_>,
    ouvrir: impl Fn(&Tableau) -> Result<L>,
) -> Result<Lecture<L>> {
    for encodage in [None, Some(Encodage::Windows1252)] {
        if let Some(lecture) = read_as(chemin, encodage, jeu, progress, &ouvrir)? {
            return Ok(lecture);
        }
    }
    Err(Error::Refused(
        "Les caractères de ce fichier n’ont pas pu être lus.".to_owned(),
    ))
}

/// `None` when the encoding was guessed wrong.
fn read_as<L: Lecteur>(
    chemin: &Path,
    encodage: Option<Encodage>,
    jeu: Jeu,
    progress: &mut Progress<'_>,
    ouvrir: &impl Fn(&Tableau) -> Result<L>,
) -> Result<Option<Lecture<L>>> {
    let mut tableau = Tableau::open(chemin, encodage)?;
    if tableau.jeu != Some(jeu) {
        return Err(Error::Refused(format!(
            "{} a changé depuis qu’il a été choisi\u{202f}: {}. Choisissez-le de nouveau.",
            cite(&tableau.nom),
            tableau.aspect()
        )));
    }
    let colonne_date = tableau.colonne(&DATES);
    let mut lecture = Lecture {
        lecteur: ouvrir(&tableau)?,
        nom: tableau.nom.clone(),
        reconnu: format!("{}, {}", jeu.titre(), tableau.format()),
        lues: 0,
        date: None,
        refusees: Ecartes::default(),
    };
    let mut derniere = String::new();
    while let Some(rangee) = tableau.next(chemin, progress)? {
        lecture.lues += 1;
        match rangee {
            Rangee::PasUtf8 => return Ok(None),
            Rangee::Refusee { ligne, raison } => lecture.refusees.push(ligne, || raison),
            Rangee::Cellules { ligne, cellules } => {
                let lue = LigneLue { ligne, cellules };
                let date = lue.get(colonne_date);
                // In an export all rows bear the same.
                if date != derniere {
                    date.clone_into(&mut derniere);
                    lecture.date = lecture.date.max(cellule::date(date));
                }
                if let Err(raison) = lecture.lecteur.read(&lue) {
                    lecture.refusees.push(ligne, || raison);
                }
            }
        }
    }
    if lecture.lues == 0 {
        return Err(Error::Refused(format!(
            "{} ne contient que des titres de colonnes, aucune ligne. Téléchargez-le de nouveau.",
            cite(&lecture.nom)
        )));
    }
    Ok(Some(lecture))
}

/// Refuses a table that lacks one of these columns, named as the portal names them.
pub(in crate::exchange) fn missing(
    tableau: &Tableau,
    jeu: Jeu,
    colonnes: &[(bool, &str)],
) -> Result<()> {
    let absentes: Vec<&str> = colonnes
        .iter()
        .filter(|(presente, _)| !presente)
        .map(|(_, nom)| *nom)
        .collect();
    if absentes.is_empty() {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "{} ressemble au fichier officiel «\u{a0}{}\u{a0}», mais il lui manque {} {}. \
         Téléchargez-le de nouveau sans retirer de colonne.",
        cite(&tableau.nom),
        jeu.titre(),
        if absentes.len() > 1 {
            "les colonnes"
        } else {
            "la colonne"
        },
        absentes.join(", ")
    )))
}
