//! Lengths of time as one says them: « 45 min », « 1 h 30 ».

use super::texte::sans_accents;

/// Longer than this is a slip: a day, in minutes.
const MAXIMUM: u32 = 24 * 60;

/// « 45 min », « 1 h », « 1 h 30 », with no-break spaces.
pub fn duree_dite(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, reste) => format!("{reste}\u{a0}min"),
        (heures, 0) => format!("{heures}\u{a0}h"),
        (heures, reste) => format!("{heures}\u{a0}h\u{a0}{reste:02}"),
    }
}

/// Reads a length, in minutes: `90`, `1h30`, `1 h 30 min`, `45 min`, `2 h`. The error is a French
/// sentence.
pub fn parse_duree(texte: &str) -> Result<u32, String> {
    let simple: String = sans_accents(texte)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let nombre = |chiffres: &str| {
        let bref = (1..=4).contains(&chiffres.len());
        let chiffres = Some(chiffres).filter(|c| bref && c.bytes().all(|b| b.is_ascii_digit()));
        chiffres?.parse::<u32>().ok()
    };
    let sans_minutes = ["minutes", "minute", "min", "mn"]
        .into_iter()
        .find_map(|unite| simple.strip_suffix(unite))
        .unwrap_or(&simple);
    let lue = match sans_minutes.split_once('h') {
        None => nombre(sans_minutes),
        Some((heures, reste)) => {
            let reste = reste.trim_start_matches("eures").trim_start_matches("eure");
            let reste = if reste.is_empty() {
                Some(0)
            } else {
                nombre(reste)
            };
            nombre(heures)
                .zip(reste.filter(|reste| *reste < 60))
                .map(|(heures, reste)| heures * 60 + reste)
        }
    };
    lue.filter(|minutes| (1..=MAXIMUM).contains(minutes))
        .ok_or_else(|| {
            "Tapez une durée, par exemple 45, 1 h ou 1 h 30 (un jour au plus).".to_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_they_are_said() {
        for (texte, minutes) in [
            ("90", 90),
            ("45 min", 45),
            ("45 minutes", 45),
            ("1h30", 90),
            ("1 h 30", 90),
            ("1 H 05 min", 65),
            ("2h", 120),
            ("1 heure 30", 90),
            ("2 heures", 120),
            ("24 h", 1440),
        ] {
            assert_eq!(parse_duree(texte), Ok(minutes), "{texte}");
        }
        for faux in [
            "",
            "0",
            "h",
            "1h60",
            "25 h",
            "-5",
            "1,5",
            "une heure",
            "1h2h3",
            "999999",
        ] {
            assert!(parse_duree(faux).is_err(), "{faux}");
        }
    }

    #[test]
    fn every_length_said_is_read_back() {
        for minutes in 1..=MAXIMUM {
            let dite = duree_dite(minutes);
            assert_eq!(parse_duree(&dite), Ok(minutes), "{dite}");
        }
        assert_eq!(duree_dite(65), "1\u{a0}h\u{a0}05");
    }
}
