//! The school year. It turns on 1 August: the pre-rentrée of 31 August belongs to the new year
//! (`design.md` §5, `domain.md` §1.3).

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

/// The month whose first day opens a school year.
const PREMIER_MOIS: u32 = 8;

/// A school year, named by the calendar year it begins in. Displayed as « 2019/2020 ».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnneeScolaire(i32);

impl AnneeScolaire {
    /// The year that holds `jour`.
    pub fn of(jour: NaiveDate) -> Self {
        Self(if jour.month() >= PREMIER_MOIS {
            jour.year()
        } else {
            jour.year() - 1
        })
    }

    /// The year that begins in this calendar year.
    pub const fn from_debut(annee: i32) -> Self {
        Self(annee)
    }

    /// The calendar year it begins in: 2019 for 2019/2020.
    pub const fn rentree(self) -> i32 {
        self.0
    }

    /// First day, included: 1 August.
    pub fn debut(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, PREMIER_MOIS, 1).unwrap_or_default()
    }

    /// Last day, included: 31 July.
    pub fn fin(self) -> NaiveDate {
        self.suivante().debut().pred_opt().unwrap_or_default()
    }

    pub const fn suivante(self) -> Self {
        Self(self.0 + 1)
    }

    pub const fn precedente(self) -> Self {
        Self(self.0 - 1)
    }

    pub fn contains(self, jour: NaiveDate) -> bool {
        Self::of(jour) == self
    }
}

impl fmt::Display for AnneeScolaire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pre_rentree_belongs_to_the_new_year() {
        for (annee, mois, jour, attendu) in [
            (2015, 8, 31, "2015/2016"),
            (2015, 8, 1, "2015/2016"),
            (2015, 7, 31, "2014/2015"),
            (2020, 7, 15, "2019/2020"),
            (2020, 1, 1, "2019/2020"),
            (2019, 12, 31, "2019/2020"),
        ] {
            let date = NaiveDate::from_ymd_opt(annee, mois, jour).unwrap();
            assert_eq!(AnneeScolaire::of(date).to_string(), attendu, "{date}");
        }
    }

    #[test]
    fn its_bounds_are_its_own() {
        let annee = AnneeScolaire::from_debut(2019);
        assert_eq!(annee.debut().to_string(), "2019-08-01");
        assert_eq!(annee.fin().to_string(), "2020-07-31");
        assert!(annee.contains(annee.debut()) && annee.contains(annee.fin()));
        assert_eq!(annee.suivante().precedente(), annee);
    }
}
