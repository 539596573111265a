//! One row and the readers of its cells. A cell that cannot be read is left aside with a remark:
//! only its identity can make a row refused.

use std::borrow::Cow;

use super::cellule;
use super::ecartes::Ecartes;
use super::fichier::cite;
use super::ligne::Cellules;
use super::tableau::Tableau;
use crate::domain::{Uai, normalise_departement};

/// The row at hand.
pub(super) struct LigneLue<'a> {
    /// In the file, from 1.
    pub(super) ligne: u64,
    pub(super) cellules: Cellules<'a>,
}

/// Where a table tells places, each column when it has it.
#[derive(Clone, Copy)]
pub(super) struct ColonnesPosition {
    pub(super) latitude: Option<usize>,
    pub(super) longitude: Option<usize>,
    /// Both in one cell.
    pub(super) position: Option<usize>,
}

impl ColonnesPosition {
    pub(super) fn of(tableau: &Tableau) -> Self {
        Self {
            latitude: tableau.colonne(&["latitude"]),
            longitude: tableau.colonne(&["longitude"]),
            position: tableau.colonne(&["position"]),
        }
    }

    /// Whether the table tells any place.
    pub(super) const fn is_there(self) -> bool {
        self.position.is_some() || (self.latitude.is_some() && self.longitude.is_some())
    }
}

impl<'a> LigneLue<'a> {
    pub(super) fn get(&self, colonne: Option<usize>) -> &'a str {
        self.cellules.get(colonne)
    }

    /// The UAI of the row, or why it cannot be one.
    pub(super) fn uai(&self, colonne: Option<usize>) -> Result<Uai, String> {
        Uai::parse(self.get(colonne)).map_err(|erreur| erreur.to_string())
    }

    /// A cell through its reader; a remark when it says something that cannot be read.
    pub(super) fn lit<T>(
        &self,
        remarques: &mut Ecartes,
        colonne: Option<usize>,
        lecteur: impl Fn(&str) -> Option<T>,
        attendu: &str,
    ) -> Option<T> {
        let cellule = self.get(colonne);
        if cellule.is_empty() {
            return None;
        }
        let lu = lecteur(cellule);
        if lu.is_none() {
            remarques.push(self.ligne, || {
                format!(
                    "La cellule {} est laissée de côté\u{202f}: {attendu}.",
                    cite(cellule)
                )
            });
        }
        lu
    }

    /// A code of fixed length; empty when there is none.
    pub(super) fn code(
        &self,
        remarques: &mut Ecartes,
        colonne: Option<usize>,
        longueur: usize,
        quoi: &str,
    ) -> Cow<'a, str> {
        let cellule = self.get(colonne);
        if cellule.is_empty() {
            return Cow::Borrowed("");
        }
        cellule::code(cellule, longueur).unwrap_or_else(|| {
            remarques.push(self.ligne, || {
                format!("{quoi} {} est laissé de côté.", cite(cellule))
            });
            Cow::Borrowed("")
        })
    }

    /// Latitude and longitude, from their two columns, else from the single one.
    pub(super) fn position(
        &self,
        remarques: &mut Ecartes,
        c: ColonnesPosition,
    ) -> Option<(f64, f64)> {
        let attendu = "des degrés sont attendus";
        let latitude = self.lit(remarques, c.latitude, |l| cellule::degres(l, 90.0), attendu);
        let longitude = self.lit(
            remarques,
            c.longitude,
            |l| cellule::degres(l, 180.0),
            attendu,
        );
        latitude
            .zip(longitude)
            .or_else(|| self.lit(remarques, c.position, cellule::position, attendu))
    }
}

/// The département of a commune, else of an establishment. Only the UAI has to know that Corsican
/// ones do not begin with their département.
pub(super) fn departement_of(commune: &str, uai: Uai) -> Option<&'static str> {
    let debut = if commune.starts_with("97") || commune.starts_with("98") {
        3
    } else {
        2
    };
    commune
        .get(..debut)
        .and_then(normalise_departement)
        .or_else(|| normalise_departement(uai.departement()))
}
