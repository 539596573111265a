//! One row of effectifs or of IPS, under every name its columns have had.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::cellule;
use super::super::ecartes::Ecartes;
use super::super::fichier::cite;
use super::super::import::{self, missing};
use super::super::jeu::{self, Jeu};
use super::super::ligne_lue::LigneLue;
use super::super::tableau::Tableau;
use super::Comptage;
use crate::domain::Uai;

/// The columns of the effectifs in the order of a lot: labels, then technical names.
const EFFECTIFS: [[&str; 2]; 9] = [
    ["nombre_total_de_classes", "nombre_total_classes"],
    ["nombre_total_d_eleves", "nombre_total_eleves"],
    [
        "nombre_d_eleves_en_pre_elementaire_hors_ulis",
        "nombre_eleves_preelementaire_hors_ulis",
    ],
    [
        "nombre_d_eleves_en_cp_hors_ulis",
        "nombre_eleves_cp_hors_ulis",
    ],
    [
        "nombre_d_eleves_en_ce1_hors_ulis",
        "nombre_eleves_ce1_hors_ulis",
    ],
    [
        "nombre_d_eleves_en_ce2_hors_ulis",
        "nombre_eleves_ce2_hors_ulis",
    ],
    [
        "nombre_d_eleves_en_cm1_hors_ulis",
        "nombre_eleves_cm1_hors_ulis",
    ],
    [
        "nombre_d_eleves_en_cm2_hors_ulis",
        "nombre_eleves_cm2_hors_ulis",
    ],
    ["nombre_d_eleves_en_ulis", "nombre_eleves_ulis"],
];

/// What one row says of a school the carnet follows.
pub(super) struct Mesure {
    pub(super) ligne: u64,
    /// Its place among the facts.
    pub(super) place: usize,
    /// In the order of the columns of a lot.
    pub(super) valeurs: Vec<Option<i64>>,
}

/// Reads rows one after the other.
pub(super) struct Lecteur<'a> {
    suivies: &'a HashMap<Uai, usize>,
    jeu: Comptage,
    uai: Option<usize>,
    rentree: Option<usize>,
    valeurs: Vec<Option<usize>>,
    pub(super) rentrees: BTreeMap<i32, BTreeMap<Uai, Mesure>>,
    /// Of all the schools of the file, three characters.
    pub(super) departements: BTreeSet<String>,
    pub(super) non_suivies: usize,
    pub(super) remarques: Ecartes,
}

impl<'a> Lecteur<'a> {
    pub(super) fn open(
        tableau: &Tableau,
        dataset: Jeu,
        jeu: Comptage,
        suivies: &'a HashMap<Uai, usize>,
    ) -> crate::error::Result<Self> {
        let uai = tableau.colonne(&jeu::UAI);
        let rentree = tableau.colonne(&["rentree_scolaire"]);
        let (valeurs, nom) = match jeu {
            Comptage::Effectifs => (
                EFFECTIFS.map(|noms| tableau.colonne(&noms)).to_vec(),
                "Nombre total d’élèves",
            ),
            Comptage::Ips => (vec![tableau.colonne(&["ips"])], "IPS"),
        };
        let compte = valeurs.iter().take(2).any(Option::is_some);
        missing(
            tableau,
            dataset,
            &[
                (uai.is_some(), "UAI"),
                (rentree.is_some(), "Rentrée scolaire"),
                (compte, nom),
            ],
        )?;
        Ok(Self {
            suivies,
            jeu,
            uai,
            rentree,
            valeurs,
            rentrees: BTreeMap::new(),
            departements: BTreeSet::new(),
            non_suivies: 0,
            remarques: Ecartes::default(),
        })
    }

    fn valeurs(&mut self, ligne: &LigneLue<'_>) -> Result<Vec<Option<i64>>, String> {
        if self.jeu == Comptage::Ips {
            let cellule = ligne.get(self.valeurs[0]);
            let ips = cellule::ips(cellule).ok_or_else(|| {
                format!(
                    "{} n’est pas un IPS\u{202f}: un nombre ou NS est attendu.",
                    cite(cellule)
                )
            })?;
            return Ok(vec![ips.map(i64::from)]);
        }
        let remarques = &mut self.remarques;
        let lues: Vec<Option<i64>> = self
            .valeurs
            .iter()
            .map(|&colonne| {
                ligne
                    .lit(remarques, colonne, cellule::entier, "un nombre est attendu")
                    .map(i64::from)
            })
            .collect();
        if lues.iter().all(Option::is_none) {
            return Err("La ligne ne donne ni élèves ni classes.".to_owned());
        }
        Ok(lues)
    }
}

impl import::Lecteur for Lecteur<'_> {
    fn read(&mut self, ligne: &LigneLue<'_>) -> Result<(), String> {
        let uai = ligne.uai(self.uai)?;
        let cellule = ligne.get(self.rentree);
        let rentree = cellule::rentree(cellule).ok_or_else(|| {
            format!(
                "{} n’est pas une rentrée\u{202f}: 2022 ou 2022-2023 est attendu.",
                cite(cellule)
            )
        })?;
        if !self.departements.contains(uai.departement()) {
            self.departements.insert(uai.departement().to_owned());
        }
        let Some(&place) = self.suivies.get(&uai) else {
            self.non_suivies += 1;
            return Ok(());
        };
        let valeurs = self.valeurs(ligne)?;
        let deja = self.rentrees.entry(rentree).or_default();
        match deja.get(&uai) {
            None => {
                deja.insert(
                    uai,
                    Mesure {
                        ligne: ligne.ligne,
                        place,
                        valeurs,
                    },
                );
                Ok(())
            }
            Some(premiere) if premiere.valeurs == valeurs => Ok(()),
            Some(premiere) => Err(format!(
                "L’UAI {uai} est déjà à la ligne {} pour la rentrée {rentree}, avec d’autres \
                 valeurs\u{202f}: la ligne {} est gardée, celle-ci ({}) est écartée.",
                premiere.ligne, premiere.ligne, ligne.ligne
            )),
        }
    }
}
