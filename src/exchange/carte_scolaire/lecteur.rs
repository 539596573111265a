//! Rows of the carte scolaire, gathered by commune: nothing is kept of the streets.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cellule;
use super::super::ecartes::Ecartes;
use super::super::fichier::cite;
use super::super::import::{self, missing};
use super::super::jeu::Jeu;
use super::super::ligne_lue::{LigneLue, departement_of};
use super::super::tableau::Tableau;
use crate::domain::Uai;

/// What the rows say of one commune.
pub(super) struct Commune {
    /// Where it was met first.
    pub(super) ligne: u64,
    pub(super) nom: String,
    /// Its collèges, and whether a row marks one as that of the whole commune.
    pub(super) colleges: BTreeMap<Uai, bool>,
}

impl Commune {
    /// The collège of all its schools, when the file settles it.
    pub(super) fn seul(&self) -> Option<Uai> {
        let un = |mut uais: Vec<Uai>| (uais.len() == 1).then(|| uais.pop()).flatten();
        let marques = self.colleges.iter().filter(|(_, marque)| **marque);
        un(self.colleges.keys().copied().collect())
            .or_else(|| un(marques.map(|(u, _)| *u).collect()))
    }
}

/// Reads rows one after the other.
pub(super) struct Lecteur<'a> {
    suivies: &'a BTreeSet<&'a str>,
    insee: Option<usize>,
    nom: Option<usize>,
    college: Option<usize>,
    unique: Option<usize>,
    /// By INSEE code, those of the carnet's public schools only.
    pub(super) communes: BTreeMap<String, Commune>,
    /// Of all its rows, three characters.
    pub(super) departements: BTreeSet<&'static str>,
    pub(super) non_suivies: usize,
    pub(super) remarques: Ecartes,
}

impl<'a> Lecteur<'a> {
    pub(super) fn open(
        tableau: &Tableau,
        suivies: &'a BTreeSet<&'a str>,
    ) -> crate::error::Result<Self> {
        let insee = tableau.colonne(&["code_insee"]);
        let college = tableau.colonne(&["code_rne"]);
        missing(
            tableau,
            Jeu::CarteScolaire,
            &[
                (insee.is_some(), "code_insee"),
                (college.is_some(), "Code_RNE"),
            ],
        )?;
        Ok(Self {
            suivies,
            insee,
            nom: tableau.colonne(&["libelle_commune"]),
            college,
            unique: tableau.colonne(&["secteur_unique"]),
            communes: BTreeMap::new(),
            departements: BTreeSet::new(),
            non_suivies: 0,
            remarques: Ecartes::default(),
        })
    }
}

impl import::Lecteur for Lecteur<'_> {
    fn read(&mut self, ligne: &LigneLue<'_>) -> Result<(), String> {
        let cellule = ligne.get(self.insee);
        let insee = (!cellule.is_empty())
            .then(|| cellule::code(cellule, 5))
            .flatten()
            .ok_or_else(|| format!("{} n’est pas un code de commune.", cite(cellule)))?;
        let college = ligne.uai(self.college)?;
        if let Some(departement) = departement_of(&insee, college) {
            self.departements.insert(departement);
        }
        if !self.suivies.contains(insee.as_ref()) {
            self.non_suivies += 1;
            return Ok(());
        }
        let marque = ligne
            .lit(
                &mut self.remarques,
                self.unique,
                cellule::drapeau,
                "O ou N est attendu",
            )
            .unwrap_or_default();
        if !self.communes.contains_key(insee.as_ref()) {
            let nouvelle = Commune {
                ligne: ligne.ligne,
                nom: cellule::texte(ligne.get(self.nom)).into_owned(),
                colleges: BTreeMap::new(),
            };
            self.communes.insert(insee.to_string(), nouvelle);
        }
        if let Some(commune) = self.communes.get_mut(insee.as_ref()) {
            *commune.colleges.entry(college).or_default() |= marque;
        }
        Ok(())
    }
}
