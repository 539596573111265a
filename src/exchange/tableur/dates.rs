//! Dates as spreadsheets hold them: French days, months, school years, and the serial numbers
//! left where a format was lost. What could be read two ways is refused.
//!
//! The order is always day, month, year. A column in which one cell only makes sense as month,
//! day (04/23/2020) was written elsewhere: none of its dates that could be read both ways is
//! believed.

use chrono::{Datelike as _, Days, NaiveDate};

pub(super) use super::mois::Bout;
use super::mois::{mois, numero_de_mois, rentree, sans_preambule, scolaire};
use crate::domain::date::{date_longue, mois_nomme, parse_date};
use crate::domain::texte::sans_accents;
use crate::exchange::fichier::cite;

/// A day read, and how it was understood when it was not written as a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lue {
    pub(super) jour: NaiveDate,
    /// « « rentrée 2019 » lu 1er septembre 2019 »
    pub(super) compris: Option<String>,
}

/// What is known of the column a date stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colonne {
    pub(super) date_1904: bool,
    /// The line of a date that only makes sense as month, day.
    pub(super) americaine: Option<u64>,
    pub(super) aujourdhui: NaiveDate,
}

/// No ENT was there before; a spreadsheet shows the number 2020 as a day of 1905.
const ANNEE_MIN: i32 = 1990;
/// Years ahead of today that an end may have.
const AVANCE: i32 = 20;

impl Colonne {
    /// Looks at all cells of a column, with their lines.
    pub(super) fn of<'a>(
        cellules: impl Iterator<Item = (u64, &'a str)>,
        date_1904: bool,
        aujourdhui: NaiveDate,
    ) -> Self {
        let mut americaine = None;
        for (ligne, cellule) in cellules {
            if let Some((a, b, _)) = trois_nombres(cellule)
                && (1..=12).contains(&a)
                && (13..=31).contains(&b)
            {
                americaine = Some(ligne);
                break;
            }
        }
        Self {
            date_1904,
            americaine,
            aujourdhui,
        }
    }

    /// Reads one cell, which is not empty. The error is a French sentence.
    pub(super) fn lire(&self, cellule: &str, bout: Bout) -> Result<Lue, String> {
        let texte = sans_accents(cellule);
        let texte = sans_preambule(texte.trim());
        if let Some(jour) = self.vague(texte, bout) {
            self.check(cellule, jour)?;
            return Ok(Lue {
                jour,
                compris: Some(format!("{} lu {}", cite(cellule), date_longue(jour))),
            });
        }
        if let Some((a, b, _)) = trois_nombres(texte)
            && a <= 12
            && b <= 12
            && a != b
            && let Some(ligne) = self.americaine
        {
            return Err(format!(
                "{} est douteuse\u{202f}: la ligne {ligne} de cette colonne n’a de sens que dans \
                 l’ordre mois, jour. Écrivez les mois en lettres.",
                cite(cellule)
            ));
        }
        let jour = self.jour(cellule, texte)?;
        self.check(cellule, jour)?;
        Ok(Lue {
            jour,
            compris: None,
        })
    }

    /// A day written as a day.
    fn jour(&self, cellule: &str, texte: &str) -> Result<NaiveDate, String> {
        // « 2019-09-01T00:00:00 », « 01/09/2019 00:00 »
        let sans_heure = texte
            .split_once('t')
            .filter(|(jour, _)| jour.len() == 10 && jour.as_bytes()[4] == b'-')
            .map(|(jour, _)| jour)
            .or_else(|| {
                texte
                    .split_once(' ')
                    .filter(|(_, heure)| heure.contains(':'))
                    .map(|(jour, _)| jour)
            });
        let texte = sans_heure.unwrap_or(texte);
        let parties: Vec<&str> = texte
            .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ','))
            .filter(|p| !p.is_empty())
            .collect();
        let sans_annee = parties.len() == 2;
        let annee_au_milieu =
            parties.len() == 3 && parties[1].len() == 4 && parties[1].parse::<u32>().is_ok();
        if sans_annee || annee_au_milieu || parties.iter().all(|p| p.parse::<u32>().is_err()) {
            return Err(format!(
                "{} n’est pas une date{}.",
                cite(cellule),
                if sans_annee && parse_date(texte, self.aujourdhui).is_ok() {
                    "\u{202f}: l’année manque"
                } else {
                    ""
                }
            ));
        }
        if let Some(annee) = parties.last().filter(|_| parties.len() == 3)
            && parties[0].len() <= 2
            && annee.len() == 2
            && annee.bytes().all(|b| b.is_ascii_digit())
        {
            let courte: i32 = annee.parse().unwrap_or_default();
            let longue = self.siecle(courte).ok_or_else(|| {
                format!(
                    "{} est ambiguë\u{202f}: l’année peut être 19{courte:02} ou 20{courte:02}. \
                     Écrivez-la sur quatre chiffres.",
                    cite(cellule)
                )
            })?;
            let entiere = format!("{} {} {longue}", parties[0], parties[1]);
            return parse_date(&entiere, self.aujourdhui);
        }
        parse_date(texte, self.aujourdhui)
    }

    /// The only year near ours that two digits can mean.
    fn siecle(&self, courte: i32) -> Option<i32> {
        [1900 + courte, 2000 + courte]
            .into_iter()
            .find(|annee| (ANNEE_MIN..=self.aujourdhui.year() + AVANCE).contains(annee))
    }

    /// A year, a month, a rentrée, a school year, or a serial number; `None` when it is none of
    /// these.
    fn vague(&self, texte: &str, bout: Bout) -> Option<NaiveDate> {
        let entier = texte.split(['.', ',']).next().unwrap_or_default();
        if entier.len() == 5 && texte.replace(',', ".").parse::<f64>().is_ok() {
            return self.serie(entier.parse().ok()?);
        }
        let mots: Vec<&str> = texte
            .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ','))
            .filter(|mot| !mot.is_empty())
            .collect();
        let annee = |mot: &str| -> Option<i32> {
            (mot.len() == 4 && mot.bytes().all(|b| b.is_ascii_digit()))
                .then(|| mot.parse().ok())
                .flatten()
        };
        match mots[..] {
            [seule] => {
                let (mois, jour) = match bout {
                    Bout::Debut => (1, 1),
                    Bout::Fin => (12, 31),
                };
                NaiveDate::from_ymd_opt(annee(seule)?, mois, jour)
            }
            ["rentree", .., fin] if annee(fin).is_some() => {
                // « rentrée 2019 », « rentrée 2019/2020 », « rentrée septembre 2019 »
                let debut = mots.iter().find_map(|mot| annee(mot)).unwrap_or_default();
                rentree(debut, bout)
            }
            [premiere, seconde] => match (annee(premiere), annee(seconde)) {
                // « 2019/2020 », « 2019-20 »; but 2010-11 may be a month.
                (Some(premiere), _) if seconde.parse() == Ok(premiere + 1) => {
                    scolaire(premiere, bout)
                }
                (Some(premiere), _) if seconde.parse() == Ok((premiere + 1) % 100) => {
                    let sure = seconde.len() == 2 && (premiere + 1) % 100 > 12;
                    sure.then(|| scolaire(premiere, bout)).flatten()
                }
                // « 2019-09 »
                (Some(annee), _) if seconde.len() == 2 => mois(annee, seconde.parse().ok(), bout),
                // « sept. 2019 », « 09/2019 »
                (None, Some(annee)) => mois(annee, numero_de_mois(premiere), bout),
                // « sept-19 », as Excel shows a month
                (None, None)
                    if seconde.len() == 2
                        && mois_nomme(premiere).is_some()
                        && texte.contains('-') =>
                {
                    let annee = self.siecle(seconde.parse().ok()?)?;
                    mois(annee, mois_nomme(premiere), bout)
                }
                _ => None,
            },
            ["annee", .., premiere, seconde] => {
                let premiere = annee(premiere)?;
                let suivante = seconde.parse() == Ok(premiere + 1);
                suivante.then(|| scolaire(premiere, bout)).flatten()
            }
            _ => None,
        }
    }

    /// The day a spreadsheet counts as this number.
    fn serie(&self, numero: u64) -> Option<NaiveDate> {
        let origine = if self.date_1904 {
            NaiveDate::from_ymd_opt(1904, 1, 1)
        } else {
            // Excel believes in 29 February 1900: right from March 1900 on.
            NaiveDate::from_ymd_opt(1899, 12, 30)
        };
        origine?.checked_add_days(Days::new(numero))
    }

    fn check(&self, cellule: &str, jour: NaiveDate) -> Result<(), String> {
        let max = self.aujourdhui.year() + AVANCE;
        if (ANNEE_MIN..=max).contains(&jour.year()) {
            return Ok(());
        }
        Err(format!(
            "{} n’est pas vraisemblable\u{202f}: un ENT ne peut pas dater de {}.",
            cite(cellule),
            jour.year()
        ))
    }
}

/// Three numbers parted by `/`, `-` or `.`, the year last: what can be read two ways.
fn trois_nombres(texte: &str) -> Option<(u32, u32, u32)> {
    let jour = texte.split_whitespace().next()?;
    let mut parties = jour.split(['/', '-', '.']);
    let (a, b, annee) = (parties.next()?, parties.next()?, parties.next()?);
    let nombre = |t: &str, max: usize| -> Option<u32> {
        ((1..=max).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit()))
            .then(|| t.parse().ok())
            .flatten()
    };
    if parties.next().is_some() {
        return None;
    }
    Some((nombre(a, 2)?, nombre(b, 2)?, nombre(annee, 4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colonne() -> Colonne {
        Colonne {
            date_1904: false,
            americaine: None,
            aujourdhui: NaiveDate::from_ymd_opt(2020, 10, 5).unwrap(),
        }
    }

    fn lu(cellule: &str, bout: Bout) -> Result<String, String> {
        colonne()
            .lire(cellule, bout)
            .map(|lue| lue.jour.to_string())
    }

    #[test]
    fn the_dates_of_spreadsheets_are_read_in_french() {
        for (cellule, attendu) in [
            ("01/09/2019", "2019-09-01"),
            ("03/04/2020", "2020-04-03"),
            ("3/4/20", "2020-04-03"),
            ("1er septembre 2019", "2019-09-01"),
            ("depuis le 12 mars 2020", "2020-03-12"),
            ("2019-09-01", "2019-09-01"),
            ("2019-09-01T00:00:00", "2019-09-01"),
            ("01/09/2019 00:00", "2019-09-01"),
            ("2019-09-01 00:00:00", "2019-09-01"),
            ("43709", "2019-09-01"),
            ("43709.0", "2019-09-01"),
            ("43709,5", "2019-09-01"),
            ("2020", "2020-01-01"),
            ("rentrée 2019", "2019-09-01"),
            ("Rentrée 2019/2020", "2019-09-01"),
            ("à partir de la rentrée 2019", "2019-09-01"),
            ("rentrée de septembre 2019", "2019-09-01"),
            ("2019/2020", "2019-09-01"),
            ("2019-2020", "2019-09-01"),
            ("2019-20", "2019-09-01"),
            ("année scolaire 2019-2020", "2019-09-01"),
            ("sept. 2019", "2019-09-01"),
            ("Septembre 2019", "2019-09-01"),
            ("sept-19", "2019-09-01"),
            ("09/2019", "2019-09-01"),
            ("2019-09", "2019-09-01"),
            ("1/9/98", "1998-09-01"),
        ] {
            assert_eq!(
                lu(cellule, Bout::Debut).as_deref(),
                Ok(attendu),
                "{cellule}"
            );
        }
        for (cellule, attendu) in [
            ("2020", "2020-12-31"),
            ("juin 2020", "2020-06-30"),
            ("02/2020", "2020-02-29"),
            ("2019/2020", "2020-07-31"),
            ("rentrée 2020", "2020-08-31"),
            ("31/08/2020", "2020-08-31"),
            ("décembre 2020", "2020-12-31"),
        ] {
            assert_eq!(lu(cellule, Bout::Fin).as_deref(), Ok(attendu), "{cellule}");
        }
    }

    #[test]
    fn what_is_no_day_or_could_be_two_is_refused() {
        for (cellule, contient) in [
            ("04/2020/03", "n’est pas une date"),
            ("04/23/2020", "pas de mois 23"),
            ("1/9/75", "1975 ou 2075"),
            ("12 mars", "l’année manque"),
            ("12/3", "l’année manque"),
            ("bientôt", "n’est pas une date"),
            ("hier", "n’est pas une date"),
            ("31/02/2020", "n’existe pas"),
            ("#REF!", "n’est pas une date"),
            ("12/07/1905", "vraisemblable"),
            ("1912", "vraisemblable"),
            ("2", "n’est pas une date"),
            ("début 2019", "n’est pas une date"),
            ("13/2019", "n’est pas une date"),
            ("99999", "vraisemblable"),
            ("2019-21", "n’est pas une date"),
            ("2010-11", "n’est pas une date"),
            ("01/09/2091", "vraisemblable"),
        ] {
            let erreur = lu(cellule, Bout::Debut).unwrap_err();
            assert!(erreur.contains(contient), "{cellule}: {erreur}");
        }
    }

    #[test]
    fn serial_numbers_follow_their_workbook() {
        let mac = Colonne {
            date_1904: true,
            ..colonne()
        };
        let lue = mac.lire("42247", Bout::Debut).unwrap();
        assert_eq!(lue.jour.to_string(), "2019-09-01");
        assert!(lue.compris.unwrap().contains("1er septembre 2019"));
    }

    #[test]
    fn one_american_date_makes_the_others_of_its_column_doubtful() {
        let cellules = [(2, "03/04/2020"), (3, "04/23/2020"), (4, "25/03/2020")];
        let douteuse = Colonne::of(cellules.into_iter(), false, colonne().aujourdhui);
        assert_eq!(douteuse.americaine, Some(3));
        let erreur = douteuse.lire("03/04/2020", Bout::Debut).unwrap_err();
        assert!(erreur.contains("la ligne 3"), "{erreur}");
        for sure in ["25/03/2020", "04/04/2020", "2020-03-04", "3 avril 2020"] {
            assert!(douteuse.lire(sure, Bout::Debut).is_ok(), "{sure}");
        }
        let francaise = Colonne::of([(2, "03/04/2020")].into_iter(), false, colonne().aujourdhui);
        assert_eq!(francaise.americaine, None);
    }
}
