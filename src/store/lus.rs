//! Words of the journal and of the tables, read back.

use chrono::NaiveDate;

use super::Genre;
use crate::domain::Source;
use crate::error::{Error, Result};

pub(super) fn parse_source(source: &str, millesime: Option<&str>) -> Result<Source> {
    match (source, millesime) {
        ("saisi", None) => Ok(Source::Saisi),
        ("tableur", None) => Ok(Source::Tableur),
        ("officiel", Some(date)) => Ok(Source::Officiel {
            millesime: parse_day(date)?,
        }),
        _ => Err(Error::Journal(format!(
            "la source « {source} » est inconnue"
        ))),
    }
}

/// Reads `AAAA-MM-JJ`; read for every school of a register, so by hand.
pub(super) fn parse_day(texte: &str) -> Result<NaiveDate> {
    let number = |range: std::ops::Range<usize>| {
        let chiffres = texte.get(range)?;
        chiffres
            .bytes()
            .all(|o| o.is_ascii_digit())
            .then(|| chiffres.parse::<u32>().ok())?
    };
    let day = || {
        let separated = texte.len() == 10 && texte.get(4..5)? == "-" && texte.get(7..8)? == "-";
        let (annee, mois, jour) = (number(0..4)?, number(5..7)?, number(8..10)?);
        separated.then(|| NaiveDate::from_ymd_opt(annee.try_into().ok()?, mois, jour))?
    };
    day().ok_or_else(|| Error::Journal(format!("« {texte} » n’est pas une date")))
}

pub(super) fn parse_genre(nom: &str) -> Result<Genre> {
    Genre::parse(nom).ok_or_else(|| Error::Journal(format!("le genre « {nom} » est inconnu")))
}
