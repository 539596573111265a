//! A whole annuaire read once: its schools, its collèges, its circonscriptions, its date.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread;

use chrono::NaiveDate;

use super::super::college::CollegeLu;
use super::super::ecartes::Ecartes;
use super::super::encodage::Encodage;
use super::super::fichier::cite;
use super::super::jeu::Jeu;
use super::super::ligne::{Cellules, Rangees};
use super::super::tableau::{Rangee, Tableau};
use super::circonscription::Circonscription;
use super::colonnes::Colonnes;
use super::lecteur::{Lecteur, Rang};
use super::lue::EcoleLue;
use super::{Progress, cellule};
use crate::domain::Uai;
use crate::domain::nombre::entier;
use crate::error::{Error, Result};

/// France has fifty thousand schools; more rows than this are a fault of the file.
const ECOLES_MAX: usize = 300_000;

/// What a file says, before any choice.
pub(super) struct Lecture {
    pub(super) nom: String,
    pub(super) reconnu: String,
    /// The latest `date_maj_ligne` of all its rows.
    pub(super) millesime: Option<NaiveDate>,
    /// In the order of the file, each UAI once.
    pub(super) ecoles: Vec<EcoleLue>,
    /// Public ones, each UAI once.
    pub(super) colleges: Vec<CollegeLu>,
    /// In order of département and name; schools name them by their place here.
    pub(super) circonscriptions: Vec<Circonscription>,
    pub(super) refusees: Ecartes,
    pub(super) remarques: Ecartes,
}

/// Reads a file whole. Refuses, saying what it looks like, what is no annuaire or has no school.
pub(super) fn read(chemin: &Path, progress: &mut Progress<'_>) -> Result<Lecture> {
    if let Some(lecture) = read_as(chemin, None, progress)? {
        return Ok(lecture);
    }
    read_as(chemin, Some(Encodage::Windows1252), progress)?.ok_or_else(|| {
        Error::Refused("Les caractères de ce fichier n’ont pas pu être lus.".to_owned())
    })
}

/// `None` when the encoding was guessed wrong.
fn read_as(
    chemin: &Path,
    encodage: Option<Encodage>,
    progress: &mut Progress<'_>,
) -> Result<Option<Lecture>> {
    let mut tableau = Tableau::open(chemin, encodage)?;
    if tableau.jeu != Some(Jeu::Annuaire) {
        return Err(Error::Refused(format!(
            "{} n’est pas un annuaire de l’éducation\u{202f}: {}. L’annuaire se télécharge sur \
             data.education.gouv.fr (jeu fr-en-annuaire-education, format CSV).",
            cite(&tableau.nom),
            tableau.aspect()
        )));
    }
    let colonnes = Colonnes::of(&tableau);
    let absentes = colonnes.missing();
    if !absentes.is_empty() {
        return Err(Error::Refused(format!(
            "{} ressemble à l’annuaire de l’éducation, mais il lui manque {} {}. \
             Téléchargez-le de nouveau sans retirer de colonne.",
            cite(&tableau.nom),
            if absentes.len() > 1 {
                "les colonnes"
            } else {
                "la colonne"
            },
            absentes.join(", ")
        )));
    }
    let cumul = Cumul::new(Lecteur::new(colonnes));
    match read_rows(&mut tableau, chemin, cumul, progress)? {
        Some(cumul) => cumul.finish(&tableau).map(Some),
        None => Ok(None),
    }
}

/// Cuts the rows here while a second thread understands them: half of the time each. `None` when
/// the encoding was guessed wrong.
fn read_rows(
    tableau: &mut Tableau,
    chemin: &Path,
    mut cumul: Cumul,
    progress: &mut Progress<'_>,
) -> Result<Option<Cumul>> {
    let (sender, recues) = sync_channel::<Rangees>(4);
    thread::scope(move |scope| {
        let lecteur = thread::Builder::new()
            .name("annuaire".to_owned())
            .spawn_scoped(scope, move || {
                for rangees in recues {
                    cumul.add_all(&rangees)?;
                }
                Ok(cumul)
            })
            .map_err(|erreur| Error::io(chemin, erreur))?;
        let mut rangees = Rangees::default();
        while let Some(rangee) = tableau.next(chemin, progress)? {
            match rangee {
                Rangee::PasUtf8 => return Ok(None),
                Rangee::Refusee { ligne, raison } => rangees.push_refusee(ligne, raison),
                Rangee::Cellules { ligne, cellules } => rangees.push(ligne, cellules),
            }
            // Nobody listens any more: the other thread has refused the file.
            if rangees.is_full() && sender.send(std::mem::take(&mut rangees)).is_err() {
                break;
            }
        }
        sender.send(rangees).ok();
        drop(sender);
        lecteur
            .join()
            .unwrap_or_else(|panique| resume_unwind(panique))
            .map(Some)
    })
}

/// What has been read so far.
struct Cumul {
    lecteur: Lecteur,
    lignes: usize,
    /// The last date cell and what it says: in an export all rows bear the same.
    maj: (String, Option<NaiveDate>),
    millesime: Option<NaiveDate>,
    /// By UAI, the line where it was met and, of a school, its place among them.
    connues: HashMap<Uai, (u64, Option<usize>)>,
    ecoles: Vec<EcoleLue>,
    colleges: Vec<CollegeLu>,
    refusees: Ecartes,
}

impl Cumul {
    fn new(lecteur: Lecteur) -> Self {
        Self {
            lecteur,
            lignes: 0,
            maj: (String::new(), None),
            millesime: None,
            connues: HashMap::new(),
            ecoles: Vec::new(),
            colleges: Vec::new(),
            refusees: Ecartes::default(),
        }
    }

    fn add_all(&mut self, rangees: &Rangees) -> Result<()> {
        for (ligne, cellules) in rangees.iter() {
            match cellules {
                Ok(cellules) => self.add(ligne, cellules)?,
                Err(raison) => self.refusees.push(ligne, || raison.to_owned()),
            }
        }
        Ok(())
    }

    fn add(&mut self, ligne: u64, cellules: Cellules<'_>) -> Result<()> {
        self.lignes += 1;
        self.add_maj(ligne, self.lecteur.maj(&cellules));
        match self.lecteur.read(ligne, cellules) {
            Ok(Rang::Ecole(ecole)) => self.add_ecole(ecole),
            Ok(Rang::College(college)) => {
                // One collège may have several rows, one per site: the first is the collège.
                if self.connues.insert(college.uai, (ligne, None)).is_none() {
                    self.colleges.push(college);
                }
                Ok(())
            }
            Ok(Rang::Bureau | Rang::Autre) => Ok(()),
            Err(raison) => {
                self.refusees.push(ligne, || raison);
                Ok(())
            }
        }
    }

    fn add_maj(&mut self, ligne: u64, maj: &str) {
        if maj.is_empty() || maj == self.maj.0 {
            return;
        }
        self.maj = (maj.to_owned(), cellule::date(maj));
        if self.maj.1.is_none() {
            self.lecteur.remarques.push(ligne, || {
                format!(
                    "La date de mise à jour {} n’est pas une date\u{202f}: elle est laissée de \
                     côté.",
                    cite(maj)
                )
            });
        }
        self.millesime = self.millesime.max(self.maj.1);
    }

    fn add_ecole(&mut self, ecole: EcoleLue) -> Result<()> {
        if let Some(&(premiere, place)) = self.connues.get(&ecole.uai) {
            if !place.is_some_and(|place| self.ecoles[place].says_as(&ecole)) {
                self.refusees.push(ecole.ligne, || {
                    format!(
                        "L’UAI {} est déjà à la ligne {premiere}, avec d’autres valeurs\u{202f}: \
                         la ligne {premiere} est gardée, celle-ci ({}) est écartée.",
                        ecole.uai, ecole.ligne
                    )
                });
            }
            return Ok(());
        }
        if self.ecoles.len() >= ECOLES_MAX {
            return Err(Error::Refused(format!(
                "Ce fichier contient plus de {} écoles\u{202f}: ce n’est pas l’annuaire de \
                 l’éducation.",
                entier(ECOLES_MAX.cast_signed() as i64)
            )));
        }
        let place = self.ecoles.len();
        self.connues.insert(ecole.uai, (ecole.ligne, Some(place)));
        self.ecoles.push(ecole);
        Ok(())
    }

    fn finish(mut self, tableau: &Tableau) -> Result<Lecture> {
        let nom = cite(&tableau.nom);
        if self.lignes == 0 && self.refusees.total == 0 {
            return Err(Error::Refused(format!(
                "{nom} ne contient que des titres de colonnes, aucune ligne. Téléchargez-le de \
                 nouveau."
            )));
        }
        if self.ecoles.is_empty() {
            let raison = self.refusees.liste.first().map_or_else(
                || "ses lignes sont d’autres établissements ou services".to_owned(),
                |r| format!("ligne {}, {}", r.ligne, r.raison.trim_end_matches('.')),
            );
            return Err(Error::Refused(format!(
                "{nom} ne contient aucune école du premier degré lisible\u{202f}: {raison}."
            )));
        }
        for ecole in &self.ecoles {
            if let Some(mention) = ecole.circonscription {
                self.lecteur.mentions.count(mention);
            }
        }
        let (circonscriptions, places) = self.lecteur.mentions.resolve();
        for ecole in &mut self.ecoles {
            ecole.circonscription = ecole.circonscription.map(|m| places[m as usize]);
        }
        Ok(Lecture {
            nom: tableau.nom.clone(),
            reconnu: format!("Annuaire de l’éducation, {}", tableau.format()),
            millesime: self.millesime,
            ecoles: self.ecoles,
            colleges: self.colleges,
            circonscriptions,
            refusees: self.refusees,
            remarques: self.lecteur.remarques,
        })
    }
}
