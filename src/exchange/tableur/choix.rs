//! What a person decides about a spreadsheet: its sheet, its columns, its words, its schools.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Lu;
use super::champ::Champ;
use super::entete::{Disposition, Lecteur};
use super::feuille::lettre;
use super::mots::Vocabulaire;
use crate::domain::{Domaine, Faits, Id};
use crate::error::{Error, Result};
use crate::exchange::fichier::cite;
use crate::exchange::jeu::normalise;

/// What a word of the spreadsheet means, for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Vers(Id),
    /// Something the carnet does not have yet, made with the import. `compte_ent` is for a
    /// solution.
    Nouvelle {
        id: Id,
        nom: String,
        compte_ent: bool,
    },
    /// The lines of this solution, or this funding, are left aside.
    Ignorer,
}

/// All that is decided. [`Choix::propose`] makes the first one; a page or a command changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choix {
    /// The sheet, by its place.
    pub feuille: usize,
    /// The row of the titles, by its place among the rows; `None` when there is none.
    pub entete: Option<usize>,
    /// The meaning of each column; `None` = not taken.
    pub colonnes: Vec<Option<Champ>>,
    /// Columns a person set: remembered by their titles.
    pub corrigees: BTreeSet<usize>,
    /// The start of the lines that say none.
    pub debut: Option<NaiveDate>,
    /// By kind and by remembered form ([`super::cle_mot`]).
    pub mots: BTreeMap<(Domaine, String), Decision>,
    /// The UAI that a name stands for, by its remembered form.
    pub ecoles: BTreeMap<String, String>,
    /// Lines whose values replace those of the carnet, with their solution.
    pub leurs: BTreeSet<(u64, Id)>,
    /// Lines left aside.
    pub ecartees: BTreeSet<u64>,
}

impl Choix {
    /// The sheet that looks most like a list of deployments, its titles and its columns.
    pub fn propose(lu: &Lu, faits: &Faits, aujourdhui: NaiveDate) -> Self {
        let solutions = Vocabulaire::solutions(faits);
        let lecteur = Lecteur {
            faits,
            solutions: &solutions,
            aujourdhui,
        };
        let meilleure = lu
            .feuilles
            .iter()
            .enumerate()
            .map(|(place, feuille)| (place, lecteur.disposition(feuille)))
            .max_by_key(|(place, vue)| {
                let suffit = Disposition::suffit(&vue.colonnes);
                let lignes = lu.feuilles[*place].lignes();
                (suffit, vue.score, lignes, std::cmp::Reverse(*place))
            });
        let mut choix = Self::default();
        if let Some((place, disposition)) = meilleure {
            choix.feuille = place;
            choix.take(disposition);
        }
        choix
    }

    /// Another sheet: its own titles and columns.
    pub fn choose_sheet(&mut self, lu: &Lu, feuille: usize, faits: &Faits, aujourdhui: NaiveDate) {
        let Some(vue) = lu.feuilles.get(feuille) else {
            return;
        };
        let solutions = Vocabulaire::solutions(faits);
        let lecteur = Lecteur {
            faits,
            solutions: &solutions,
            aujourdhui,
        };
        self.feuille = feuille;
        self.leurs.clear();
        self.ecartees.clear();
        self.take(lecteur.disposition(vue));
    }

    /// Another row of titles: its own columns.
    pub fn choose_header(
        &mut self,
        lu: &Lu,
        entete: Option<usize>,
        faits: &Faits,
        aujourdhui: NaiveDate,
    ) {
        let Some(vue) = lu.feuilles.get(self.feuille) else {
            return;
        };
        let solutions = Vocabulaire::solutions(faits);
        let lecteur = Lecteur {
            faits,
            solutions: &solutions,
            aujourdhui,
        };
        self.take(lecteur.disposition_with(vue, entete));
    }

    fn take(&mut self, disposition: Disposition) {
        self.entete = disposition.entete;
        self.colonnes = disposition.colonnes;
        self.corrigees.clear();
    }

    /// A person says what a column is. Another column that was that is no longer.
    pub fn set_column(&mut self, colonne: usize, champ: Option<Champ>) {
        if colonne >= self.colonnes.len() {
            return;
        }
        if champ.is_some() {
            for autre in &mut self.colonnes {
                if *autre == champ {
                    *autre = None;
                }
            }
        }
        self.colonnes[colonne] = champ;
        self.corrigees.insert(colonne);
    }

    /// As the command line says it: `Produit=solution`. The title is compared without case,
    /// accents or punctuation; a column without a title answers to its letter.
    pub fn set_column_named(&mut self, lu: &Lu, titre: &str, champ: &str) -> Result<()> {
        let voulu = if normalise(champ) == super::mots::IGNORER {
            None
        } else {
            Some(Champ::parse(champ).ok_or_else(|| {
                let noms: Vec<String> = Champ::ALL.into_iter().map(Champ::as_str).collect();
                Error::Invalid(format!(
                    "{} n’est pas un champ\u{202f}: choisissez parmi {} ou ignorer.",
                    cite(champ),
                    noms.join(", ")
                ))
            })?)
        };
        let colonne = (0..self.colonnes.len())
            .find(|&c| normalise(&self.titre(lu, c)) == normalise(titre))
            .ok_or_else(|| {
                let titres: Vec<String> = (0..self.colonnes.len())
                    .take(40)
                    .map(|c| self.titre(lu, c))
                    .collect();
                Error::Invalid(format!(
                    "{} n’a pas de colonne {}. On y trouve\u{202f}: {}.",
                    cite(&lu.fichier),
                    cite(titre),
                    titres.join(", ")
                ))
            })?;
        self.set_column(colonne, voulu);
        Ok(())
    }

    /// The title of a column, or its letter when it has none.
    pub fn titre(&self, lu: &Lu, colonne: usize) -> String {
        let titre = lu
            .feuilles
            .get(self.feuille)
            .zip(self.entete)
            .and_then(|(feuille, rang)| feuille.rangees.get(rang))
            .map_or("", |rangee| rangee.cellule(colonne));
        if titre.is_empty() {
            format!("Colonne {}", lettre(colonne))
        } else {
            titre.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    }

    /// The first values of a column, for a person to recognise it.
    pub fn exemples(&self, lu: &Lu, colonne: usize, combien: usize) -> Vec<String> {
        let Some(feuille) = lu.feuilles.get(self.feuille) else {
            return Vec::new();
        };
        let mut vus: Vec<String> = Vec::new();
        for rangee in feuille.rangees.iter().skip(self.premiere()).take(500) {
            let cellule = rangee.cellule(colonne);
            if !cellule.is_empty() && !vus.iter().any(|vu| vu == cellule) {
                vus.push(cellule.to_owned());
                if vus.len() == combien {
                    break;
                }
            }
        }
        vus
    }

    /// The place of the first row of data.
    pub(super) fn premiere(&self) -> usize {
        self.entete.map_or(0, |rang| rang + 1)
    }

    /// A school and a solution are told: lines can be read.
    pub fn suffit(&self) -> bool {
        Disposition::suffit(&self.colonnes)
    }
}
