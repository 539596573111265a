//! The words of one table, each looked up once and counted, with what was decided of them.

use std::collections::BTreeMap;

use super::cellule::oui_non;
use super::choix::{Choix, Decision};
use super::mots::{Sens, Vocabulaire, cle};
use super::plan::Mot;
use crate::domain::{Domaine, Faits, Id};

/// Different words that are looked up: a column with more is no list of solutions.
const MOTS_MAX: usize = 1_000;

/// What a word is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pris {
    Vers {
        id: Id,
        nom: String,
    },
    Ignore,
    /// Nobody has said yet; as written.
    Attend(String),
}

/// Looks words up.
pub(super) struct Lexique<'a> {
    faits: &'a Faits,
    choix: &'a Choix,
    solutions: Vocabulaire<'a>,
    dispositifs: Vocabulaire<'a>,
    mots: BTreeMap<(Domaine, String), Mot>,
    /// Payers with their years, and whether they are known so.
    entiers: BTreeMap<String, bool>,
}

impl<'a> Lexique<'a> {
    pub(super) fn new(faits: &'a Faits, choix: &'a Choix) -> Self {
        Self {
            faits,
            choix,
            solutions: Vocabulaire::solutions(faits),
            dispositifs: Vocabulaire::dispositifs(faits),
            mots: BTreeMap::new(),
            entiers: BTreeMap::new(),
        }
    }

    /// The solution a word means.
    pub(super) fn solution(&mut self, texte: &str) -> Pris {
        self.take(Domaine::Solution, texte)
    }

    /// The funding scheme a payer means: with its year (« ENIR 2018 »), else without.
    pub(super) fn dispositif(&mut self, entier: &str, sans_annee: &str) -> Pris {
        if self.entiers.len() < MOTS_MAX && !self.entiers.contains_key(entier) {
            let complet = (Domaine::Dispositif, cle(entier));
            let plain = self.choix.mots.contains_key(&complet)
                || !matches!(
                    self.dispositifs.sens(entier),
                    Sens::Proche(_) | Sens::Inconnu
                );
            self.entiers.insert(entier.to_owned(), plain);
        }
        let plain = self.entiers.get(entier).copied().unwrap_or_default();
        let texte = if plain || sans_annee.is_empty() {
            entier
        } else {
            sans_annee
        };
        self.take(Domaine::Dispositif, texte)
    }

    fn take(&mut self, domaine: Domaine, texte: &str) -> Pris {
        let cle = cle(texte);
        let trop = self.mots.len() >= MOTS_MAX;
        let mot = self
            .mots
            .entry((domaine, cle.clone()))
            .or_insert_with(|| Mot {
                domaine,
                texte: texte.to_owned(),
                lignes: 0,
                sens: match domaine {
                    _ if trop => Sens::Inconnu,
                    Domaine::Dispositif => self.dispositifs.sens(texte),
                    _ => self.solutions.sens(texte),
                },
                decision: self.choix.mots.get(&(domaine, cle.clone())).cloned(),
                cle,
            });
        mot.lignes += 1;
        let vers = |id: Id| {
            let nom = match domaine {
                Domaine::Dispositif => self.faits.dispositifs.get(&id).map(|d| &d.nom),
                _ => self.faits.solutions.get(&id).map(|s| &s.nom),
            };
            nom.map_or_else(
                || Pris::Attend(texte.to_owned()),
                |nom| Pris::Vers {
                    id,
                    nom: nom.clone(),
                },
            )
        };
        match (&mot.decision, &mot.sens) {
            (Some(Decision::Vers(id)), _) | (None, Sens::Sur(id) | Sens::Retenu(id)) => vers(*id),
            (Some(Decision::Nouvelle { id, nom, .. }), _) => Pris::Vers {
                id: *id,
                nom: nom.clone(),
            },
            (Some(Decision::Ignorer), _) | (None, Sens::Ignore) => Pris::Ignore,
            (None, Sens::Proche(_) | Sens::Inconnu) => Pris::Attend(texte.to_owned()),
        }
    }

    /// The words met, those to decide first, then the most frequent.
    pub(super) fn finish(self) -> Vec<Mot> {
        let mut mots: Vec<Mot> = self.mots.into_values().collect();
        mots.sort_by(|a, b| {
            (!a.attend(), a.domaine, std::cmp::Reverse(a.lignes), &a.cle).cmp(&(
                !b.attend(),
                b.domaine,
                std::cmp::Reverse(b.lignes),
                &b.cle,
            ))
        });
        mots
    }
}

/// What to remember of the decisions about words: kind, text, value. « oui » may mean another
/// solution in the next file.
pub(super) fn to_remember(mots: &[Mot]) -> Vec<(Domaine, String, String)> {
    mots.iter()
        .filter(|mot| oui_non(&mot.cle).is_none())
        .filter_map(|mot| {
            let valeur = match mot.decision.as_ref()? {
                Decision::Vers(id) | Decision::Nouvelle { id, .. } => id.to_string(),
                Decision::Ignorer => super::mots::IGNORER.to_owned(),
            };
            Some((mot.domaine, mot.cle.clone(), valeur))
        })
        .collect()
}
