//! The six key figures of the dashboard, and their change since another day.

use chrono::{Months, NaiveDate};

use super::Part;
use crate::domain::nombre::entier;

/// A key figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cle {
    /// Schools with an ENT, among those counted.
    AvecEnt,
    /// Schools said to use it, among those with an ENT.
    Utilise,
    /// Schools trained since their ENT began, among those with an ENT.
    Formees,
    /// Visits of the school year, up to the day; the schools are those visited.
    Visites,
    /// Schools never verified, or not for a year.
    AVerifier,
    /// Schools of which an ENT is paid no longer than six months.
    Abonnements,
}

impl Cle {
    pub const ALL: [Self; 6] = [
        Self::AvecEnt,
        Self::Utilise,
        Self::Formees,
        Self::Visites,
        Self::AVerifier,
        Self::Abonnements,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::AvecEnt => "Avec ENT",
            Self::Utilise => "Utilisé",
            Self::Formees => "Formées",
            Self::Visites => "Visites de l’année",
            Self::AVerifier => "À vérifier",
            Self::Abonnements => "Abonnements finissant dans les 6 mois",
        }
    }

    /// Whether more is better, when that is so either way: an end that comes near is no fault.
    const fn plus_vaut_mieux(self) -> Option<bool> {
        match self {
            Self::AvecEnt | Self::Utilise | Self::Formees | Self::Visites => Some(true),
            Self::AVerifier => Some(false),
            Self::Abonnements => None,
        }
    }

    /// Said as a rate: its change is in points.
    pub const fn est_un_taux(self) -> bool {
        matches!(self, Self::AvecEnt | Self::Formees)
    }
}

/// A key figure on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChiffreCle {
    pub cle: Cle,
    /// The schools behind it, and those they are taken among.
    pub part: Part,
    /// What is counted when it is not schools: visits.
    pub nombre: usize,
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tendance {
    Mieux,
    MoinsBien,
    /// It moved, and that is neither good nor bad.
    Neutre,
    Inchange,
}

impl Tendance {
    /// The word beside the sign; empty when the sign says it all.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Mieux => "en progrès",
            Self::MoinsBien => "en recul",
            Self::Neutre => "",
            Self::Inchange => "inchangé",
        }
    }
}

/// What a figure gained or lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changement {
    /// Tenths of a point for a rate, else a number.
    pub valeur: i64,
    pub en_points: bool,
    pub tendance: Tendance,
}

impl Changement {
    /// « +31,1 points », « −6 », « 0 ».
    pub fn texte(self) -> String {
        let signe = match self.valeur {
            1.. => "+",
            0 => "",
            _ => "−",
        };
        let absolu = self.valeur.unsigned_abs();
        if !self.en_points {
            return format!("{signe}{}", entier(absolu));
        }
        let (entiers, dixieme) = (absolu / 10, absolu % 10);
        let nombre = if dixieme == 0 {
            entiers.to_string()
        } else {
            format!("{entiers},{dixieme}")
        };
        let points = if absolu < 20 { "point" } else { "points" };
        format!("{signe}{nombre}\u{a0}{points}")
    }

    /// As [`Self::texte`], with the word that colour alone would not say: « −6, en recul ».
    pub fn phrase(self) -> String {
        match self.tendance {
            Tendance::Inchange => Tendance::Inchange.mot().to_owned(),
            Tendance::Neutre => self.texte(),
            t => format!("{}, {}", self.texte(), t.mot()),
        }
    }
}

impl ChiffreCle {
    /// Its change since `avant`; `None` when one of them is a rate without denominator.
    pub fn depuis(&self, avant: &Self) -> Option<Changement> {
        let en_points = self.cle.est_un_taux();
        let valeur = |c: &Self| -> Option<i64> {
            let n = if en_points {
                c.part.taux()?.dixiemes()
            } else {
                c.nombre as u64
            };
            i64::try_from(n).ok()
        };
        let valeur = valeur(self)? - valeur(avant)?;
        let tendance = match (valeur, self.cle.plus_vaut_mieux()) {
            (0, _) => Tendance::Inchange,
            (_, None) => Tendance::Neutre,
            (v, Some(plus)) if (v > 0) == plus => Tendance::Mieux,
            _ => Tendance::MoinsBien,
        };
        Some(Changement {
            valeur,
            en_points,
            tendance,
        })
    }
}

/// The same day a year before: what figures are compared with when nobody chose a day.
pub fn un_an_avant(au: NaiveDate) -> NaiveDate {
    au.checked_sub_months(Months::new(12)).unwrap_or(au)
}
