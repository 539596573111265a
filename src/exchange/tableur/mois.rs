//! Months, rentrées and school years as one of their days; what people write before a date.

use chrono::NaiveDate;

use crate::domain::AnneeScolaire;
use crate::domain::date::mois_nomme;

/// Which end of a stretch a vague date gives: its first day, or its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bout {
    Debut,
    Fin,
}

pub(super) fn numero_de_mois(mot: &str) -> Option<u32> {
    if mot.len() <= 2 {
        return mot.parse().ok();
    }
    mois_nomme(mot)
}

/// The first or the last day of a month.
pub(super) fn mois(annee: i32, mois: Option<u32>, bout: Bout) -> Option<NaiveDate> {
    let mois = mois?;
    match bout {
        Bout::Debut => NaiveDate::from_ymd_opt(annee, mois, 1),
        Bout::Fin if mois == 12 => NaiveDate::from_ymd_opt(annee, 12, 31),
        Bout::Fin => NaiveDate::from_ymd_opt(annee, mois + 1, 1)?.pred_opt(),
    }
}

/// 1 September; what ends at a rentrée ends on the eve.
pub(super) fn rentree(annee: i32, bout: Bout) -> Option<NaiveDate> {
    let jour = NaiveDate::from_ymd_opt(annee, 9, 1)?;
    match bout {
        Bout::Debut => Some(jour),
        Bout::Fin => jour.pred_opt(),
    }
}

/// A school year begins at its rentrée and ends with its last day.
pub(super) fn scolaire(premiere: i32, bout: Bout) -> Option<NaiveDate> {
    match bout {
        Bout::Debut => rentree(premiere, Bout::Debut),
        Bout::Fin => Some(AnneeScolaire::from_debut(premiere).fin()),
    }
}

/// Without what people write before a date: « depuis le », « jusqu’au », « à partir de ».
pub(super) fn sans_preambule(texte: &str) -> &str {
    const MOTS: [&str; 16] = [
        "depuis ",
        "jusqu'au ",
        "jusqu'en ",
        "jusqu'a ",
        "a partir du ",
        "a partir de ",
        "des le ",
        "des ",
        "le ",
        "la ",
        "en ",
        "du ",
        "au ",
        "debut ",
        "fin ",
        "l'",
    ];
    let mut reste = texte;
    while let Some(suite) = MOTS.iter().find_map(|mot| reste.strip_prefix(mot)) {
        // « début 2019 », « fin juin » say less than a day: not for us to choose one.
        if reste.starts_with("debut ") || reste.starts_with("fin ") {
            return reste;
        }
        reste = suite.trim_start();
    }
    reste
}
