//! What was promised, in the order one runs after it: late, soon, later, some day.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::date::{date_longue, parse_date};
use super::texte::sans_accents;
use super::{Action, Terrain};

/// An action due within this many days is near.
const BIENTOT: i64 = 30;

/// How urgent an open action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgence {
    EnRetard,
    Bientot,
    PlusTard,
    SansDate,
}

impl Urgence {
    pub const ALL: [Self; 4] = [
        Self::EnRetard,
        Self::Bientot,
        Self::PlusTard,
        Self::SansDate,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::EnRetard => "En retard",
            Self::Bientot => "Dans les 30 jours",
            Self::PlusTard => "Plus tard",
            Self::SansDate => "Sans date",
        }
    }
}

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EtatAction {
    Ouverte(Urgence),
    Faite(NaiveDate),
    Abandonnee(NaiveDate),
}

/// How long an action is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delai {
    Semaine,
    Mois,
}

impl Action {
    /// What it is on `jour`; one that was done and given up is done.
    pub fn etat_au(&self, jour: NaiveDate) -> EtatAction {
        let passee = |le: Option<NaiveDate>| le.filter(|le| *le <= jour);
        if let Some(le) = passee(self.faite_le) {
            return EtatAction::Faite(le);
        }
        if let Some(le) = passee(self.abandonnee_le) {
            return EtatAction::Abandonnee(le);
        }
        EtatAction::Ouverte(match self.echeance {
            None => Urgence::SansDate,
            Some(echeance) => match (echeance - jour).num_days() {
                ..0 => Urgence::EnRetard,
                0..=BIENTOT => Urgence::Bientot,
                _ => Urgence::PlusTard,
            },
        })
    }

    /// The same, due later: counted from its last day, or from today when that is past or unsaid.
    pub fn reportee(&self, delai: Delai, aujourdhui: NaiveDate) -> Self {
        let depuis = self
            .echeance
            .map_or(aujourdhui, |echeance| echeance.max(aujourdhui));
        let echeance = match delai {
            Delai::Semaine => depuis.checked_add_days(Days::new(7)),
            Delai::Mois => depuis.checked_add_months(Months::new(1)),
        };
        Self {
            echeance: echeance.or(self.echeance),
            ..self.clone()
        }
    }

    /// When it is due, as one says it on `jour`: « en retard de 12 jours », « pour demain »,
    /// « avant le 15 décembre 2026 ». The last day is included.
    pub fn echeance_dite(&self, jour: NaiveDate) -> String {
        let Some(echeance) = self.echeance else {
            return "sans date".to_owned();
        };
        match (echeance - jour).num_days() {
            -1 => "en retard d’un jour".to_owned(),
            n @ ..-1 => format!("en retard de {} jours", -n),
            0 => "pour aujourd’hui".to_owned(),
            1 => "pour demain".to_owned(),
            _ => format!("d’ici le {}", date_longue(echeance)),
        }
    }
}

/// Reads a last day: as any date, but one written without its year is the next one to come, and
/// « dans 15 jours », « 3 semaines », « 2 mois » count from today. The error is a French sentence.
pub fn parse_echeance(texte: &str, aujourdhui: NaiveDate) -> Result<NaiveDate, String> {
    if let Some(jour) = in_some_time(texte, aujourdhui) {
        return Ok(jour);
    }
    let jour = parse_date(texte, aujourdhui)?;
    let in_a_year = aujourdhui.checked_add_months(Months::new(12));
    let next = in_a_year.and_then(|dans_un_an| parse_date(texte, dans_un_an).ok());
    // A date that does not move with the year bears its own; « hier » moves by a day or two more.
    let without_year = next.filter(|next| next.with_year(jour.year()) == Some(jour));
    let relatif = sans_accents(texte).contains("hier");
    Ok(without_year
        .filter(|_| jour < aujourdhui && !relatif)
        .unwrap_or(jour))
}

/// « dans 3 semaines », « 15 jours ».
fn in_some_time(texte: &str, aujourdhui: NaiveDate) -> Option<NaiveDate> {
    let simple = sans_accents(texte.trim());
    let simple = simple.strip_prefix("dans ").unwrap_or(&simple);
    let (nombre, unite) = simple.split_once(' ')?;
    let nombre: u32 = match nombre {
        "un" | "une" => 1,
        _ => nombre.parse().ok().filter(|n| *n <= 400)?,
    };
    match unite.trim() {
        "j" | "jour" | "jours" => aujourdhui.checked_add_days(Days::new(nombre.into())),
        "semaine" | "semaines" => aujourdhui.checked_add_days(Days::new(7 * u64::from(nombre))),
        "mois" => aujourdhui.checked_add_months(Months::new(nombre)),
        _ => None,
    }
}

/// The actions open on `jour`, the most pressing first.
pub fn relances(terrain: &Terrain, jour: NaiveDate) -> Vec<(Urgence, &Action)> {
    let mut relances: Vec<(Urgence, &Action)> = terrain
        .actions
        .values()
        .flatten()
        .filter_map(|action| match action.etat_au(jour) {
            EtatAction::Ouverte(urgence) => Some((urgence, action)),
            EtatAction::Faite(_) | EtatAction::Abandonnee(_) => None,
        })
        .collect();
    relances.sort_by_key(|(urgence, action)| (*urgence, action.echeance, action.id));
    relances
}

/// How many actions are late on `jour`.
pub fn en_retard(terrain: &Terrain, jour: NaiveDate) -> usize {
    let actions = terrain.actions.values().flatten();
    actions.filter(|action| action.en_retard_au(jour)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    fn jour(mois: u32, jour: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, mois, jour).unwrap()
    }

    fn action(n: u8, echeance: Option<NaiveDate>) -> Action {
        Action {
            id: Id::derived("action", &n.to_string()),
            ecole: Id::MIN,
            visite: None,
            libelle: format!("Action {n}"),
            role: None,
            qui: String::new(),
            echeance,
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        }
    }

    #[test]
    fn the_most_pressing_comes_first_and_what_is_over_is_not_there() {
        let le = jour(3, 10);
        let faite = Action {
            faite_le: Some(le),
            ..action(6, Some(jour(3, 1)))
        };
        let abandonnee = Action {
            abandonnee_le: Some(jour(3, 9)),
            ..action(7, None)
        };
        let terrain = Terrain {
            actions: [(
                Id::MIN,
                vec![
                    action(1, None),
                    action(2, Some(jour(4, 10))),
                    action(3, Some(le)),
                    action(4, Some(jour(3, 9))),
                    action(5, Some(jour(1, 2))),
                    faite.clone(),
                    abandonnee,
                    action(8, Some(jour(4, 9))),
                ],
            )]
            .into_iter()
            .collect(),
            ..Terrain::default()
        };
        let vues: Vec<(Urgence, &str)> = relances(&terrain, le)
            .into_iter()
            .map(|(urgence, action)| (urgence, action.libelle.as_str()))
            .collect();
        assert_eq!(
            vues,
            [
                (Urgence::EnRetard, "Action 5"),
                (Urgence::EnRetard, "Action 4"),
                (Urgence::Bientot, "Action 3"),
                (Urgence::Bientot, "Action 8"),
                (Urgence::PlusTard, "Action 2"),
                (Urgence::SansDate, "Action 1"),
            ]
        );
        assert_eq!(en_retard(&terrain, le), 2);
        assert_eq!(faite.etat_au(le), EtatAction::Faite(le));
        assert_eq!(
            faite.etat_au(jour(3, 9)),
            EtatAction::Ouverte(Urgence::EnRetard),
            "the day before it was still late"
        );
    }

    #[test]
    fn what_is_put_off_is_never_due_in_the_past() {
        let le = jour(3, 10);
        for (echeance, delai, attendue) in [
            (Some(jour(3, 20)), Delai::Semaine, jour(3, 27)),
            (Some(jour(1, 2)), Delai::Semaine, jour(3, 17)),
            (None, Delai::Semaine, jour(3, 17)),
            (Some(jour(3, 31)), Delai::Mois, jour(4, 30)),
            (Some(jour(1, 2)), Delai::Mois, jour(4, 10)),
        ] {
            let reportee = action(1, echeance).reportee(delai, le);
            assert_eq!(reportee.echeance, Some(attendue), "{echeance:?}");
        }
    }

    #[test]
    fn days_are_said_as_one_says_them() {
        for (echeance, dit) in [
            (None, "sans date"),
            (Some(jour(2, 26)), "en retard de 12 jours"),
            (Some(jour(3, 9)), "en retard d’un jour"),
            (Some(jour(3, 10)), "pour aujourd’hui"),
            (Some(jour(3, 11)), "pour demain"),
            (Some(jour(3, 12)), "d’ici le 12 mars 2026"),
        ] {
            assert_eq!(action(1, echeance).echeance_dite(jour(3, 10)), dit);
        }
    }

    #[test]
    fn a_last_day_is_to_come_unless_it_says_its_year() {
        let le = jour(11, 24);
        let date = |a, m, j| NaiveDate::from_ymd_opt(a, m, j).unwrap();
        for (texte, attendue) in [
            ("15/12", date(2026, 12, 15)),
            ("24/11", date(2026, 11, 24)),
            ("15/1", date(2027, 1, 15)),
            ("1er mars", date(2027, 3, 1)),
            ("15/1/2026", date(2026, 1, 15)),
            ("15/1/26", date(2026, 1, 15)),
            ("2026-01-15", date(2026, 1, 15)),
            ("demain", date(2026, 11, 25)),
            ("hier", date(2026, 11, 23)),
            ("dans 15 jours", date(2026, 12, 9)),
            ("3 semaines", date(2026, 12, 15)),
            ("dans un mois", date(2026, 12, 24)),
            ("Dans 2 mois", date(2027, 1, 24)),
        ] {
            assert_eq!(parse_echeance(texte, le), Ok(attendue), "{texte}");
        }
        for faux in ["bientôt", "dans longtemps", "dans 9999 mois", "31/2"] {
            assert!(parse_echeance(faux, le).is_err(), "{faux}");
        }
    }
}
