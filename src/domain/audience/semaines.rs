//! The weeks of school: those with at least one day of class.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::domain::calendrier::{Periode, conge_du, jour_ferie, lundi, periodes};
use crate::domain::{AnneeScolaire, Conge};

/// The Mondays of the weeks of school between these two days, in the holidays of the carnet.
///
/// `droit_local`: see [`jour_ferie`]. In a year whose holidays nobody gave, school is from
/// 1 September to 31 July.
pub fn semaines_scolaires(
    conges: &[Conge],
    de: NaiveDate,
    a: NaiveDate,
    droit_local: bool,
) -> BTreeSet<NaiveDate> {
    let mut annees: BTreeMap<AnneeScolaire, Vec<Periode>> = BTreeMap::new();
    let mut semaines = BTreeSet::new();
    let mut semaine = lundi(de);
    while semaine <= a {
        let travaille = (0..5)
            .filter_map(|n| semaine.checked_add_days(Days::new(n)))
            .any(|jour| {
                let annee = AnneeScolaire::of(jour);
                let connues = annees
                    .entry(annee)
                    .or_insert_with(|| periodes(conges, annee));
                let en_periode = if connues.is_empty() {
                    jour >= rentree(annee)
                } else {
                    connues.iter().any(|p| p.contains(jour))
                };
                en_periode
                    && conge_du(conges, jour).is_none()
                    && jour_ferie(jour, droit_local).is_none()
            });
        if travaille {
            semaines.insert(semaine);
        }
        let Some(suivante) = semaine.checked_add_days(Days::new(7)) else {
            break;
        };
        semaine = suivante;
    }
    semaines
}

fn rentree(annee: AnneeScolaire) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee.rentree(), 9, 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().unwrap()
    }

    #[test]
    fn a_week_counts_when_one_of_its_days_is_a_day_of_class() {
        let conge = |nom: &str, debut, fin| Conge {
            id: Id::derived("conge", nom),
            code: None,
            nom: nom.to_owned(),
            debut: jour(debut),
            fin: jour(fin),
        };
        let conges = [
            conge("Été 2025", "2025-07-05", "2025-08-31"),
            conge("Toussaint", "2025-10-18", "2025-11-02"),
            // A week whose only day of class is the Tuesday.
            conge("Pont", "2025-11-12", "2025-11-14"),
        ];
        let semaines = semaines_scolaires(&conges, jour("2025-08-20"), jour("2025-11-30"), false);
        for (lundi, attendu) in [
            ("2025-08-25", false),
            ("2025-09-01", true),
            ("2025-10-13", true),
            ("2025-10-20", false),
            ("2025-10-27", false),
            ("2025-11-03", true),
            ("2025-11-10", true),
        ] {
            assert_eq!(semaines.contains(&jour(lundi)), attendu, "{lundi}");
        }
        // Holidays nobody gave: no school in August.
        let sans = semaines_scolaires(&[], jour("2019-08-12"), jour("2019-09-08"), false);
        assert_eq!(sans, BTreeSet::from([jour("2019-09-02")]));
    }
}
