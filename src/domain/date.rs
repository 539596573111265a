//! Days as they are typed and read in French. The order is always day, month, year: 03/04 is
//! 3 April, and what could be read two ways is refused rather than guessed.

use chrono::{Datelike as _, Days, NaiveDate};

use super::texte::sans_accents;

/// The months, in full.
pub const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// What is shown to someone whose date was not understood.
const EXEMPLES: &str = "Écrivez par exemple 12/3/2020, 12 mars 2020 ou hier.";

/// Years outside are slips of the hand.
const ANNEES: std::ops::RangeInclusive<i32> = 1800..=2200;

/// Two-digit years up to this one are of this century.
const SIECLE: i32 = 69;

/// « mars », from 1 to 12.
pub fn mois(numero: u32) -> &'static str {
    (numero as usize)
        .checked_sub(1)
        .and_then(|rang| MOIS.get(rang))
        .copied()
        .unwrap_or_default()
}

/// « 12 mars 2020 », « 1er mars 2020 ».
pub fn date_longue(jour: NaiveDate) -> String {
    let rang = if jour.day() == 1 { "er" } else { "" };
    format!(
        "{}{rang} {} {}",
        jour.day(),
        mois(jour.month()),
        jour.year()
    )
}

/// « 12/03/2020 ».
pub fn date_courte(jour: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", jour.day(), jour.month(), jour.year())
}

/// Calendar months from that of `de` to that of `a`, whatever the days; negative backwards.
pub fn mois_civils(de: NaiveDate, a: NaiveDate) -> i32 {
    (a.year() - de.year()) * 12 + a.month().cast_signed() - de.month().cast_signed()
}

/// Reads a day: `12/3/20`, `12.03.2020`, `12 mars 2020`, `1er mars`, `2020-03-12`, `hier`,
/// `avant-hier`, `aujourd’hui`, `demain`. Without a year, the year of `aujourdhui`. The error is
/// a French sentence.
pub fn parse_date(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, String> {
    let simple = sans_accents(texte.trim());
    let relatif = match simple.as_str() {
        "" => return Err(format!("La date est vide. {EXEMPLES}")),
        "avant-hier" => aujourdhui.checked_sub_days(Days::new(2)),
        "hier" => aujourdhui.pred_opt(),
        "aujourd'hui" | "aujourdhui" => Some(aujourdhui),
        "demain" => aujourdhui.succ_opt(),
        "apres-demain" => aujourdhui.checked_add_days(Days::new(2)),
        _ => None,
    };
    if let Some(jour) = relatif {
        return Ok(jour);
    }
    let (jour, numero_mois, annee) = decoupe(&simple, aujourdhui.year()).ok_or_else(|| {
        format!(
            "«\u{a0}{}\u{a0}» n’est pas une date. {EXEMPLES}",
            cite(texte)
        )
    })?;
    build(jour, numero_mois, annee)
}

/// The text as quoted in a sentence: never longer than a line.
fn cite(texte: &str) -> String {
    texte.trim().chars().take(40).collect()
}

/// Day, month and year, not yet checked against the calendar.
fn decoupe(simple: &str, cette_annee: i32) -> Option<(u32, u32, i32)> {
    let separe = |c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ',');
    let parties: Vec<&str> = simple.split(separe).filter(|p| !p.is_empty()).collect();
    // The ISO form is the only one that begins with the year, and it is written with hyphens.
    if let [annee, mois, jour] = simple.split('-').collect::<Vec<_>>()[..]
        && annee.len() == 4
    {
        return Some((
            nombre(jour)?.into(),
            nombre(mois)?.into(),
            nombre(annee)?.into(),
        ));
    }
    let (jour, mois, annee) = match parties[..] {
        [jour, mois] => (jour, mois, cette_annee),
        [jour, mois, annee] => (jour, mois, read_annee(annee)?),
        _ => return None,
    };
    let jour = jour.strip_suffix("er").unwrap_or(jour);
    let jour = (jour.len() <= 2).then(|| nombre(jour)).flatten()?;
    let mois = nombre(mois).map(u32::from).or_else(|| mois_nomme(mois))?;
    Some((jour.into(), mois, annee))
}

/// Up to four digits and nothing else.
fn nombre(texte: &str) -> Option<u16> {
    let chiffres = (1..=4).contains(&texte.len()) && texte.bytes().all(|b| b.is_ascii_digit());
    chiffres.then(|| texte.parse().ok()).flatten()
}

fn read_annee(texte: &str) -> Option<i32> {
    let annee = i32::from(nombre(texte)?);
    match texte.len() {
        2 if annee <= SIECLE => Some(2000 + annee),
        2 => Some(1900 + annee),
        4 => Some(annee),
        _ => None,
    }
}

/// A month by its name or its usual abbreviation, already passed through [`sans_accents`]: what
/// begins only one month, from three letters on (« jui » begins two).
pub fn mois_nomme(texte: &str) -> Option<u32> {
    if texte.len() < 3 {
        return None;
    }
    let mut trouves = (1..=12).filter(|&numero| sans_accents(mois(numero)).starts_with(texte));
    let premier = trouves.next()?;
    trouves.next().is_none().then_some(premier)
}

/// The day, or the sentence that says what the calendar has instead.
fn build(jour: u32, numero_mois: u32, annee: i32) -> Result<NaiveDate, String> {
    if !(1..=12).contains(&numero_mois) {
        return Err(format!(
            "Il n’y a pas de mois {numero_mois}\u{202f}: l’ordre est jour, mois, année. {EXEMPLES}"
        ));
    }
    if !ANNEES.contains(&annee) {
        return Err(format!(
            "L’année {annee} n’est pas vraisemblable. {EXEMPLES}"
        ));
    }
    NaiveDate::from_ymd_opt(annee, numero_mois, jour).ok_or_else(|| {
        let dernier = (28..=31)
            .rev()
            .find(|&j| NaiveDate::from_ymd_opt(annee, numero_mois, j).is_some())
            .unwrap_or(28);
        format!(
            "Le {jour} {} {annee} n’existe pas\u{202f}: ce mois va du 1er au {dernier}.",
            mois(numero_mois)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(annee: i32, mois: u32, jour: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(annee, mois, jour).unwrap()
    }

    const fn lu(texte: &str) -> (&str, NaiveDate) {
        (texte, NaiveDate::from_ymd_opt(2020, 10, 5).unwrap())
    }

    #[test]
    fn the_usual_ways_to_write_a_day_are_read() {
        for (texte, attendu) in [
            ("12/3/20", date(2020, 3, 12)),
            ("12/03/2020", date(2020, 3, 12)),
            ("03/04/2020", date(2020, 4, 3)),
            ("12-3-2020", date(2020, 3, 12)),
            ("12.3.2020", date(2020, 3, 12)),
            ("12 3 2020", date(2020, 3, 12)),
            ("12 mars 2020", date(2020, 3, 12)),
            ("12 MARS 2020", date(2020, 3, 12)),
            (" 12\u{a0}mars\u{202f}2020 ", date(2020, 3, 12)),
            ("12 mars", date(2020, 3, 12)),
            ("12/3", date(2020, 3, 12)),
            ("1er septembre 2019", date(2019, 9, 1)),
            ("1 sept. 2019", date(2019, 9, 1)),
            ("24 déc. 2019", date(2019, 12, 24)),
            ("3 févr 19", date(2019, 2, 3)),
            ("14 juil. 2020", date(2020, 7, 14)),
            ("31 aout 2015", date(2015, 8, 31)),
            ("2020-07-01", date(2020, 7, 1)),
            ("29/2/2020", date(2020, 2, 29)),
            ("1/9/75", date(1975, 9, 1)),
            ("hier", date(2020, 10, 4)),
            ("Hier", date(2020, 10, 4)),
            ("avant-hier", date(2020, 10, 3)),
            ("aujourd’hui", date(2020, 10, 5)),
            ("aujourd'hui", date(2020, 10, 5)),
            ("demain", date(2020, 10, 6)),
        ] {
            let (texte, aujourdhui) = lu(texte);
            assert_eq!(parse_date(texte, aujourdhui), Ok(attendu), "{texte}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused_with_a_sentence_that_helps() {
        for (texte, contient) in [
            ("", "vide"),
            ("bientôt", "«\u{a0}bientôt\u{a0}» n’est pas une date"),
            (
                "31/2/2020",
                "Le 31 février 2020 n’existe pas\u{202f}: ce mois va du 1er au 29.",
            ),
            ("31/2/2021", "va du 1er au 28"),
            ("31 avril 2020", "va du 1er au 30"),
            ("0/1/2020", "n’existe pas"),
            ("12/13/2020", "pas de mois 13"),
            ("12/3/020", "n’est pas une date"),
            ("12/3/20200", "n’est pas une date"),
            ("12/3/0020", "pas vraisemblable"),
            ("12032020", "n’est pas une date"),
            ("3 jui 2020", "n’est pas une date"),
            ("12 ma 2020", "n’est pas une date"),
            ("mars 2020", "n’est pas une date"),
            ("2020/03/12", "n’est pas une date"),
            ("+1/+2/2020", "n’est pas une date"),
        ] {
            let (texte, aujourdhui) = lu(texte);
            let erreur = parse_date(texte, aujourdhui).unwrap_err();
            assert!(erreur.contains(contient), "{texte}: {erreur}");
        }
    }

    #[test]
    fn every_day_written_is_read_back() {
        let mut jour = date(2019, 12, 1);
        while jour < date(2021, 3, 1) {
            for texte in [date_longue(jour), date_courte(jour), jour.to_string()] {
                assert_eq!(parse_date(&texte, date(2000, 1, 1)), Ok(jour), "{texte}");
            }
            jour = jour.succ_opt().unwrap();
        }
        assert_eq!(date_longue(date(2020, 7, 1)), "1er juillet 2020");
        assert_eq!(date_longue(date(2020, 3, 12)), "12 mars 2020");
        assert_eq!(date_courte(date(2020, 3, 2)), "02/03/2020");
    }
}
