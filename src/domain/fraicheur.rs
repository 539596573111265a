//! How fresh what the carnet says of a school is: its last verification, and when it is too old.
//!
//! « Leur recensement est difficile à actualiser » (`domain.md` §0.2): what nobody has looked at
//! for a year is to be looked at again.

use std::fmt;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::bilan::Population;
use super::date::mois_civils;
use super::texte::sans_accents;
use super::{Faits, Id, Verification};

/// After how long a verification is to be made again, unless one asks otherwise.
pub const PEREMPTION: Anciennete = Anciennete::Mois(12);

/// A length of time, as one says it: « 12 mois », « 400 jours », « 2 ans ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anciennete {
    Jours(u32),
    Mois(u32),
}

impl Anciennete {
    /// Reads `12m`, `400j`, `2a`, `18 mois`. The error is a French sentence.
    pub fn parse(texte: &str) -> Result<Self, String> {
        let simple = sans_accents(texte.trim());
        let fin = simple
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(simple.len());
        let (nombre, unite) = simple.split_at(fin);
        let nombre: Option<u32> = nombre.parse().ok().filter(|n| *n <= 36_500);
        let duree = match unite.trim() {
            "j" | "jour" | "jours" => nombre.map(Self::Jours),
            "m" | "mois" => nombre.map(Self::Mois),
            "a" | "an" | "ans" => nombre.map(|n| Self::Mois(n * 12)),
            _ => None,
        };
        duree.ok_or_else(|| "écrivez par exemple 12m, 400j ou 2a".to_owned())
    }

    /// The day this long before `jour`.
    pub fn avant(self, jour: NaiveDate) -> NaiveDate {
        match self {
            Self::Jours(n) => jour.checked_sub_days(Days::new(n.into())),
            Self::Mois(n) => jour.checked_sub_months(Months::new(n)),
        }
        .unwrap_or(NaiveDate::MIN)
    }
}

/// « 12 mois », « 2 ans », « 400 jours ».
impl fmt::Display for Anciennete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Jours(n) if n < 2 => write!(f, "{n}\u{a0}jour"),
            Self::Jours(n) => write!(f, "{n}\u{a0}jours"),
            Self::Mois(n) if n > 12 && n.is_multiple_of(12) => write!(f, "{}\u{a0}ans", n / 12),
            Self::Mois(n) => write!(f, "{n}\u{a0}mois"),
        }
    }
}

/// The last verification up to `jour`. `verifications` is from oldest to newest.
pub fn derniere(verifications: &[Verification], jour: NaiveDate) -> Option<&Verification> {
    verifications.iter().rev().find(|v| v.le <= jour)
}

/// Whether a school last verified on `le` (`None` = never) is to be verified again on `jour`: its
/// verification is older than `age`, and not of that very day.
pub fn est_perimee(le: Option<NaiveDate>, jour: NaiveDate, age: Anciennete) -> bool {
    le.is_none_or(|le| le < age.avant(jour))
}

/// Whole months from `le` to `jour`: ten from 12 March to 11 February.
pub fn mois_ecoules(le: NaiveDate, jour: NaiveDate) -> i32 {
    let mois = mois_civils(le, jour);
    if mois > 0 && jour.day() < le.day() {
        mois - 1
    } else {
        mois
    }
}

/// « jamais vérifié », « vérifié il y a 14 mois », « vérifié ce mois-ci ».
pub fn phrase(le: Option<NaiveDate>, jour: NaiveDate) -> String {
    let Some(le) = le else {
        return "jamais vérifié".to_owned();
    };
    match mois_ecoules(le, jour) {
        _ if le == jour => "vérifié aujourd’hui".to_owned(),
        ..=0 => "vérifié il y a moins d’un mois".to_owned(),
        n @ 1..=23 => format!("vérifié il y a {n}\u{a0}mois"),
        n => format!("vérifié il y a {}\u{a0}ans", n / 12),
    }
}

/// A school to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AVerifier<'a> {
    pub ecole: Id,
    pub derniere: Option<&'a Verification>,
    /// Whole months since; `None` = never verified.
    pub mois: Option<i32>,
}

impl Faits {
    /// The last verification of a school, up to `jour`.
    pub fn verification_au(&self, ecole: Id, jour: NaiveDate) -> Option<&Verification> {
        derniere(self.verifications.get(&ecole)?, jour)
    }

    /// The schools open on `jour` whose verification is older than `age`: never verified first,
    /// then the oldest verification first.
    pub fn a_verifier(
        &self,
        jour: NaiveDate,
        age: Anciennete,
        population: Population,
    ) -> Vec<AVerifier<'_>> {
        let mut liste: Vec<AVerifier<'_>> = self
            .ouvertes_au(jour)
            .filter(|(_, s)| population.contains(s.statut))
            .filter_map(|(ecole, _)| {
                let derniere = self.verification_au(ecole.id, jour);
                est_perimee(derniere.map(|v| v.le), jour, age).then(|| AVerifier {
                    ecole: ecole.id,
                    derniere,
                    mois: derniere.map(|v| mois_ecoules(v.le, jour)),
                })
            })
            .collect();
        // Stable: schools stay in order of UAI within one day.
        liste.sort_by_key(|v| v.derniere.map(|d| d.le));
        liste
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().unwrap()
    }

    #[test]
    fn a_length_of_time_is_read_as_said() {
        for (texte, attendu, dit) in [
            ("12m", Anciennete::Mois(12), "12\u{a0}mois"),
            ("18 mois", Anciennete::Mois(18), "18\u{a0}mois"),
            ("400j", Anciennete::Jours(400), "400\u{a0}jours"),
            ("1 jour", Anciennete::Jours(1), "1\u{a0}jour"),
            ("2a", Anciennete::Mois(24), "2\u{a0}ans"),
            ("1 AN", Anciennete::Mois(12), "12\u{a0}mois"),
        ] {
            assert_eq!(Anciennete::parse(texte), Ok(attendu), "{texte}");
            assert_eq!(attendu.to_string(), dit);
        }
        for texte in [
            "",
            "12",
            "m",
            "12s",
            "-1m",
            "1,5a",
            "99999999999m",
            "40000a",
        ] {
            assert!(
                Anciennete::parse(texte).unwrap_err().contains("12m"),
                "{texte}"
            );
        }
    }

    #[test]
    fn a_verification_is_stale_the_day_after_its_twelve_months() {
        for (le, perimee) in [
            (None, true),
            (Some("2020-03-11"), true),
            (Some("2020-03-12"), false),
            (Some("2021-03-12"), false),
        ] {
            let le = le.map(jour);
            assert_eq!(
                est_perimee(le, jour("2021-03-12"), PEREMPTION),
                perimee,
                "{le:?}"
            );
        }
        assert!(!est_perimee(
            Some(jour("2020-02-29")),
            jour("2021-02-28"),
            PEREMPTION
        ));
        assert!(est_perimee(
            Some(jour("2021-03-01")),
            jour("2021-03-12"),
            Anciennete::Jours(10)
        ));
    }

    #[test]
    fn months_are_whole() {
        for (le, jusque, mois, dit) in [
            ("2021-03-12", "2021-03-12", 0, "vérifié aujourd’hui"),
            (
                "2021-02-28",
                "2021-03-12",
                0,
                "vérifié il y a moins d’un mois",
            ),
            ("2021-02-12", "2021-03-12", 1, "vérifié il y a 1\u{a0}mois"),
            (
                "2020-03-12",
                "2021-02-11",
                10,
                "vérifié il y a 10\u{a0}mois",
            ),
            (
                "2020-01-12",
                "2021-03-12",
                14,
                "vérifié il y a 14\u{a0}mois",
            ),
            ("2018-06-30", "2021-03-12", 32, "vérifié il y a 2\u{a0}ans"),
        ] {
            assert_eq!(mois_ecoules(jour(le), jour(jusque)), mois, "{le}");
            assert_eq!(phrase(Some(jour(le)), jour(jusque)), dit);
        }
        assert_eq!(phrase(None, jour("2021-03-12")), "jamais vérifié");
    }

    #[test]
    fn what_was_verified_later_is_not_known_yet() {
        let notees = ["2019-06-01", "2020-06-01", "2021-06-01"].map(|le| Verification {
            le: jour(le),
            par: String::new(),
        });
        assert_eq!(
            derniere(&notees, jour("2020-12-31")).map(|v| v.le),
            Some(jour("2020-06-01"))
        );
        assert_eq!(derniere(&notees, jour("2019-05-31")), None);
    }
}
