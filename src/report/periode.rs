//! A stretch of days, both included, either end left open; and how an output says it.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::date::date_longue;

/// From a day to another, both included; without a bound, for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Periode {
    pub depuis: Option<NaiveDate>,
    pub au: Option<NaiveDate>,
}

impl Periode {
    pub fn contains(self, jour: NaiveDate) -> bool {
        self.depuis.is_none_or(|depuis| depuis <= jour) && self.au.is_none_or(|au| jour <= au)
    }

    /// Neither end is given.
    pub const fn is_open(self) -> bool {
        self.depuis.is_none() && self.au.is_none()
    }
}

impl fmt::Display for Periode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.depuis, self.au) {
            (None, None) => f.write_str("de toutes les dates"),
            (Some(depuis), None) => write!(f, "depuis le {}", date_longue(depuis)),
            (None, Some(au)) => write!(f, "jusqu’au {}", date_longue(au)),
            (Some(depuis), Some(au)) => {
                write!(f, "du {} au {}", date_longue(depuis), date_longue(au))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_included_and_said() {
        let jour = |j| NaiveDate::from_ymd_opt(2026, 3, j).unwrap();
        let periode = |depuis: Option<u32>, au: Option<u32>| Periode {
            depuis: depuis.map(jour),
            au: au.map(jour),
        };
        for (p, dite, dedans) in [
            (
                periode(None, None),
                "de toutes les dates",
                [true, true, true],
            ),
            (
                periode(Some(5), None),
                "depuis le 5 mars 2026",
                [false, true, true],
            ),
            (
                periode(None, Some(5)),
                "jusqu’au 5 mars 2026",
                [true, true, false],
            ),
            (
                periode(Some(5), Some(5)),
                "du 5 mars 2026 au 5 mars 2026",
                [false, true, false],
            ),
        ] {
            assert_eq!(p.to_string(), dite);
            assert_eq!([4, 5, 6].map(|j| p.contains(jour(j))), dedans, "{dite}");
        }
    }
}
