//! What one cell of an official file means, spreadsheets' damage repaired: lost zeros, decimal
//! commas, French dates, doubled blanks.
//!
//! Each reader takes a trimmed, non-empty cell and gives `None` when it cannot be read.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};

use crate::domain::texte::sans_accents;
use crate::domain::{EducationPrioritaire, Etat, Statut};

/// One line, single blanks.
pub(super) fn texte(cellule: &str) -> Cow<'_, str> {
    let octets = cellule.as_bytes();
    let propre = octets.iter().all(|b| *b >= b' ') && !octets.windows(2).any(|w| w == b"  ");
    if propre {
        Cow::Borrowed(cellule)
    } else {
        let mots: Vec<&str> = cellule
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|mot| !mot.is_empty())
            .collect();
        Cow::Owned(mots.join(" "))
    }
}

/// `0` or `1`, as the portal writes; `oui`, `non` and the like as people do.
pub(super) fn drapeau(cellule: &str) -> Option<bool> {
    match cellule {
        "1" => Some(true),
        "0" => Some(false),
        autre => match sans_accents(autre).as_str() {
            "oui" | "vrai" | "true" | "o" | "1.0" | "1,0" => Some(true),
            "non" | "faux" | "false" | "n" | "0.0" | "0,0" => Some(false),
            _ => None,
        },
    }
}

pub(super) fn statut(cellule: &str) -> Option<Statut> {
    match cellule {
        "Public" => Some(Statut::Public),
        "Privé" => Some(Statut::Prive),
        autre => match sans_accents(autre).as_str() {
            "public" | "pu" => Some(Statut::Public),
            "prive" | "pr" => Some(Statut::Prive),
            long if long.starts_with("prive ") => Some(Statut::Prive),
            _ => None,
        },
    }
}

/// An empty cell is the value « none » and is for the caller to know.
pub(super) fn education_prioritaire(cellule: &str) -> Option<EducationPrioritaire> {
    match sans_accents(cellule).replace([' ', '.', '-'], "").as_str() {
        "" | "0" | "non" | "hors" | "horsep" | "horsrep" => Some(EducationPrioritaire::Hors),
        "rep" => Some(EducationPrioritaire::Rep),
        "rep+" => Some(EducationPrioritaire::RepPlus),
        _ => None,
    }
}

/// The words of the register, or the codes of its older notice: 1, 2, 3.
pub(super) fn etat(cellule: &str) -> Option<Etat> {
    match cellule {
        "OUVERT" | "1" => Some(Etat::Ouvert),
        "A FERMER" | "2" => Some(Etat::AFermer),
        "A OUVRIR" | "3" => Some(Etat::AOuvrir),
        autre => match sans_accents(autre).as_str() {
            "ouvert" => Some(Etat::Ouvert),
            "a fermer" => Some(Etat::AFermer),
            "a ouvrir" => Some(Etat::AOuvrir),
            _ => None,
        },
    }
}

/// `2023-06-08`, with or without a time after it, or `08/06/2023`.
pub(super) fn date(cellule: &str) -> Option<NaiveDate> {
    let nombre = |texte: &str| -> Option<u32> {
        texte
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| texte.parse().ok())
            .flatten()
    };
    let jour = match cellule.split(['T', ' ']).next()? {
        iso if iso.len() == 10 && iso.as_bytes()[4] == b'-' && iso.as_bytes()[7] == b'-' => {
            (iso.get(..4)?, iso.get(5..7)?, iso.get(8..)?)
        }
        francaise => {
            let mut parties = francaise.split(['/', '.', '-']);
            let (jour, mois, annee) = (parties.next()?, parties.next()?, parties.next()?);
            if parties.next().is_some() || annee.len() != 4 {
                return None;
            }
            (annee, mois, jour)
        }
    };
    let date = NaiveDate::from_ymd_opt(
        nombre(jour.0)?.cast_signed(),
        nombre(jour.1)?,
        nombre(jour.2)?,
    )?;
    (NaiveDate::from_ymd_opt(1800, 1, 1)? <= date && date < NaiveDate::from_ymd_opt(2200, 1, 1)?)
        .then_some(date)
}

/// To the centimetre: the files carry fifteen decimals for places known to the street.
fn centimetre(degres: f64) -> f64 {
    (degres * 1e7).round() / 1e7
}

/// Degrees, decimal point or comma, between `-max` and `max`.
pub(super) fn degres(cellule: &str, max: f64) -> Option<f64> {
    let lu: f64 = if cellule.contains(',') {
        cellule.replace(',', ".").parse().ok()?
    } else {
        cellule.parse().ok()?
    };
    (-max..=max).contains(&lu).then(|| centimetre(lu))
}

/// `48.75, 2.32`, `48.75,2.32`, or the API's `{"lon": 2.32, "lat": 48.75}`: latitude, longitude.
pub(super) fn position(cellule: &str) -> Option<(f64, f64)> {
    if cellule.starts_with('{') {
        let lu: serde_json::Value = serde_json::from_str(cellule).ok()?;
        let degre = |nom: &str, max: f64| {
            lu.get(nom)?
                .as_f64()
                .filter(|d| d.abs() <= max)
                .map(centimetre)
        };
        return Some((degre("lat", 90.0)?, degre("lon", 180.0)?));
    }
    let (latitude, longitude) = cellule.split_once(',')?;
    if longitude.contains(',') {
        return None;
    }
    Some((
        degres(latitude.trim(), 90.0)?,
        degres(longitude.trim(), 180.0)?,
    ))
}

/// Digits and letters padded with the zeros a spreadsheet ate: `1004` → `01004`.
pub(super) fn code(cellule: &str, longueur: usize) -> Option<Cow<'_, str>> {
    if cellule.len() > longueur || !cellule.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    if cellule.len() == longueur && !cellule.bytes().any(|b| b.is_ascii_lowercase()) {
        return Some(Cow::Borrowed(cellule));
    }
    Some(Cow::Owned(format!(
        "{:0>longueur$}",
        cellule.to_ascii_uppercase()
    )))
}

/// A count.
pub(super) fn entier(cellule: &str) -> Option<u32> {
    cellule
        .strip_suffix(".0")
        .or_else(|| cellule.strip_suffix(",0"))
        .unwrap_or(cellule)
        .parse()
        .ok()
}

/// The calendar year of a rentrée: `2022`, `2022-2023`, `2022/2023`, or a date of that year.
pub(super) fn rentree(cellule: &str) -> Option<i32> {
    let annee = |texte: &str| -> Option<i32> {
        (texte.len() == 4)
            .then(|| texte.parse().ok())
            .flatten()
            .filter(|annee| (2000..2100).contains(annee))
    };
    if let Some(rentree) = annee(cellule.strip_suffix(".0").unwrap_or(cellule)) {
        return Some(rentree);
    }
    if let Some((debut, fin)) = cellule.split_once(['-', '/'])
        && let (Some(debut), Some(fin)) = (annee(debut.trim()), annee(fin.trim()))
    {
        return (fin == debut + 1).then_some(debut);
    }
    date(cellule).map(|jour| jour.year())
}

/// An IPS in tenths, decimal point or comma; `Some(None)` for « NS », too few pupils to be
/// published.
pub(super) fn ips(cellule: &str) -> Option<Option<u32>> {
    if cellule.eq_ignore_ascii_case("NS") {
        return Some(None);
    }
    let lu: f64 = cellule.replace(',', ".").parse().ok()?;
    // Published ones go from about 45 to 185.
    (10.0..=300.0)
        .contains(&lu)
        .then(|| Some((lu * 10.0).round() as u32))
}

/// Euros, with or without cents, thousands apart, `€` after: in cents.
pub(super) fn centimes(cellule: &str) -> Option<i64> {
    let nombre: String = cellule
        .trim_end_matches(['€', ' ', '\u{a0}', '\u{202f}'])
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    if !nombre.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let lu: f64 = nombre.parse().ok()?;
    (lu < 1e12).then(|| (lu * 100.0).round() as i64)
}

/// Nine digits are ten that lost their zero.
pub(super) fn telephone(cellule: &str) -> Cow<'_, str> {
    if cellule.len() == 9 && cellule.bytes().all(|b| b.is_ascii_digit()) {
        Cow::Owned(format!("0{cellule}"))
    } else {
        texte(cellule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_or_french() {
        let attendu = NaiveDate::from_ymd_opt(2023, 6, 8);
        for lu in [
            "2023-06-08",
            "08/06/2023",
            "8/6/2023",
            "2023-06-08T00:00:00+02:00",
            "08/06/2023 00:00",
        ] {
            assert_eq!(date(lu), attendu, "{lu}");
        }
        for lu in [
            "2023-13-08",
            "31/02/2023",
            "hier",
            "08/06/23",
            "0001-01-01",
            "2023-6",
            "é023-06-08",
        ] {
            assert_eq!(date(lu), None, "{lu}");
        }
    }

    #[test]
    fn a_rentree_is_named_by_its_first_year() {
        for lu in [
            "2022",
            "2022.0",
            "2022-2023",
            "2022/2023",
            "2022 - 2023",
            "2022-01-01",
            "2022-09-01T00:00:00+02:00",
            "01/09/2022",
        ] {
            assert_eq!(rentree(lu), Some(2022), "{lu}");
        }
        for lu in ["", "22", "2022-2024", "2022-", "hier", "1822", "20222"] {
            assert_eq!(rentree(lu), None, "{lu}");
        }
    }

    #[test]
    fn an_ips_is_counted_in_tenths_and_may_be_kept_back() {
        for (lu, attendu) in [
            ("68.8", Some(Some(688))),
            ("111,2", Some(Some(1112))),
            ("94", Some(Some(940))),
            ("94,25", Some(Some(943))),
            ("NS", Some(None)),
            ("ns", Some(None)),
            ("", None),
            ("NaN", None),
            ("9420", None),
            ("-94,2", None),
        ] {
            assert_eq!(ips(lu), attendu, "{lu}");
        }
    }

    #[test]
    fn amounts_are_read_to_the_cent() {
        for (lu, attendu) in [
            ("3500", Some(350_000)),
            ("3 500,50 €", Some(350_050)),
            ("3\u{202f}500.5", Some(350_050)),
            ("0", Some(0)),
            ("-5", None),
            ("1.234.567", None),
            ("€", None),
            ("trois", None),
        ] {
            assert_eq!(centimes(lu), attendu, "{lu}");
        }
    }

    #[test]
    fn positions_are_read_in_every_form() {
        for lu in [
            "48.75, 2.32",
            "48.75,2.32",
            "{\"lon\": 2.32, \"lat\": 48.75}",
        ] {
            assert_eq!(position(lu), Some((48.75, 2.32)), "{lu}");
        }
        for lu in [
            "48.75",
            "48,75, 2,32",
            "148.75, 2.32",
            "{\"lon\": 2.32}",
            "NaN, 2",
        ] {
            assert_eq!(position(lu), None, "{lu}");
        }
        assert_eq!(degres("48,75", 90.0), Some(48.75));
        assert_eq!(degres("48.209620117558444", 90.0), Some(48.209_620_1));
    }

    #[test]
    fn lost_zeros_come_back() {
        assert_eq!(code("40311", 6).as_deref(), Some("040311"));
        assert_eq!(code("2a004", 5).as_deref(), Some("2A004"));
        assert_eq!(code("1004", 5).as_deref(), Some("01004"));
        assert_eq!(code("035-009", 6), None);
        assert_eq!(telephone("299853802"), "0299853802");
        assert_eq!(telephone("02 21 68 31 11"), "02 21 68 31 11");
    }

    #[test]
    fn words_are_read_whatever_their_case_and_accents() {
        assert_eq!(statut("PRIVE"), Some(Statut::Prive));
        assert_eq!(statut("privé sous contrat"), Some(Statut::Prive));
        assert_eq!(statut("PUBLIC"), Some(Statut::Public));
        assert_eq!(statut("autre"), None);
        assert_eq!(etat("3"), Some(Etat::AOuvrir));
        assert_eq!(etat("À fermer"), Some(Etat::AFermer));
        assert_eq!(
            education_prioritaire("REP +"),
            Some(EducationPrioritaire::RepPlus)
        );
        assert_eq!(
            education_prioritaire("rep"),
            Some(EducationPrioritaire::Rep)
        );
        assert_eq!(education_prioritaire("ZEP"), None);
        assert_eq!(texte("Ecole  Jean \n Macé"), "Ecole Jean Macé");
        assert_eq!(entier("152.0"), Some(152));
        assert_eq!(entier("-3"), None);
    }
}
