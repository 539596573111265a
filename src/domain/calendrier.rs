//! The school calendar: holidays of the zone, the five périodes between them, jours fériés.
//!
//! Art. L521-1 (`domain.md` §1.3): five work periods parted by four holidays. The holidays are
//! data of the carnet, each can be corrected; the périodes and the jours fériés are computed.

use chrono::{Datelike as _, Days, NaiveDate};

use super::date::date_longue;
use super::{AnneeScolaire, Conge, Faits};

/// Shorter days off (a pont) part no période.
const VACANCES: i64 = 7;

/// First day of school of a year whose summer holidays nobody gave.
const RENTREE: (u32, u32) = (9, 1);

/// Days every summer holds: the summer holidays are those that contain them.
const ETE: [(u32, u32); 2] = [(8, 15), (7, 20)];

/// One of the work periods of a school year, P1 to P5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periode {
    pub annee: AnneeScolaire,
    /// From 1.
    pub numero: usize,
    /// First and last day, both included.
    pub debut: NaiveDate,
    pub fin: NaiveDate,
}

impl Periode {
    /// « P3 ».
    pub fn nom(&self) -> String {
        format!("P{}", self.numero)
    }

    pub fn contains(&self, jour: NaiveDate) -> bool {
        self.debut <= jour && jour <= self.fin
    }
}

impl Conge {
    pub fn contains(&self, jour: NaiveDate) -> bool {
        self.debut <= jour && jour <= self.fin
    }

    /// Days without school, both ends included.
    pub fn jours(&self) -> i64 {
        (self.fin - self.debut).num_days() + 1
    }

    /// « du 17 octobre 2026 au 1er novembre 2026 », « le 15 mai 2026 ».
    pub fn dit(&self) -> String {
        if self.debut == self.fin {
            return format!("le {}", date_longue(self.debut));
        }
        format!(
            "du {} au {}",
            date_longue(self.debut),
            date_longue(self.fin)
        )
    }
}

/// The holidays that hold this day, the longest when several do.
pub fn conge_du(conges: &[Conge], jour: NaiveDate) -> Option<&Conge> {
    let du_jour = conges.iter().filter(|c| c.contains(jour));
    du_jour.max_by_key(|c| c.jours())
}

/// The first of the other holidays that shares a day with `conge`.
pub fn chevauche<'a>(conges: &'a [Conge], conge: &Conge) -> Option<&'a Conge> {
    conges
        .iter()
        .find(|c| c.id != conge.id && c.debut <= conge.fin && conge.debut <= c.fin)
}

/// The périodes of a school year, in order; none when no holidays of that year are known.
///
/// The first one begins after the summer (1 September when that summer is unknown), the last one
/// ends before the next summer (31 July, likewise).
pub fn periodes(conges: &[Conge], annee: AnneeScolaire) -> Vec<Periode> {
    let vacances: Vec<&Conge> = conges.iter().filter(|c| c.jours() >= VACANCES).collect();
    let dans_l_annee = |c: &&&Conge| annee.contains(c.debut);
    if vacances.iter().filter(dans_l_annee).count() == 0 {
        return Vec::new();
    }
    let rentree = annee.rentree();
    let ete = |an: i32, (mois, jour): (u32, u32)| {
        let jour = NaiveDate::from_ymd_opt(an, mois, jour)?;
        vacances.iter().find(|c| c.contains(jour))
    };
    let debut = ete(rentree, ETE[0])
        .and_then(|c| c.fin.succ_opt())
        .or_else(|| NaiveDate::from_ymd_opt(rentree, RENTREE.0, RENTREE.1))
        .unwrap_or_else(|| annee.debut());
    let fin = ete(rentree + 1, ETE[1])
        .and_then(|c| c.debut.pred_opt())
        .unwrap_or_else(|| annee.fin());
    let mut periodes = Vec::new();
    let mut depuis = debut;
    let mut push = |debut: NaiveDate, fin: NaiveDate| {
        if debut <= fin {
            periodes.push(Periode {
                annee,
                numero: periodes.len() + 1,
                debut,
                fin,
            });
        }
    };
    let mut en_ordre = vacances;
    en_ordre.sort_by_key(|c| c.debut);
    for c in en_ordre {
        if c.fin < depuis || fin < c.debut {
            continue;
        }
        if let Some(veille) = c.debut.pred_opt() {
            push(depuis, veille);
        }
        depuis = c.fin.succ_opt().unwrap_or(c.fin);
    }
    push(depuis, fin);
    periodes
}

/// The période that holds this day.
pub fn periode_du(conges: &[Conge], jour: NaiveDate) -> Option<Periode> {
    let annee = AnneeScolaire::of(jour);
    periodes(conges, annee)
        .into_iter()
        .find(|p| p.contains(jour))
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as Meeus gives it).
pub fn paques(annee: i32) -> Option<NaiveDate> {
    let cycle = annee.rem_euclid(19);
    let (siecle, reste) = (annee.div_euclid(100), annee.rem_euclid(100));
    let lune = siecle - siecle / 4 - (siecle - (siecle + 8) / 25 + 1) / 3;
    let epacte = (19 * cycle + lune + 15) % 30;
    let dimanche = (32 + 2 * (siecle % 4) + 2 * (reste / 4) - epacte - reste % 4) % 7;
    let exception = (cycle + 11 * epacte + 22 * dimanche) / 451;
    let somme = epacte + dimanche - 7 * exception + 114;
    let (mois, jour) = (somme / 31, somme % 31 + 1);
    NaiveDate::from_ymd_opt(annee, mois.cast_unsigned(), jour.cast_unsigned())
}

/// Départements where the law of Alsace-Moselle adds two days off.
const DROIT_LOCAL: [&str; 3] = ["057", "067", "068"];

/// Whether a school followed on `au` lives under the law of Alsace-Moselle.
pub fn droit_local(faits: &Faits, au: NaiveDate) -> bool {
    faits.ouvertes_au(au).any(|(_, s)| {
        let departement = s.departement.as_deref();
        departement.is_some_and(|d| DROIT_LOCAL.contains(&d))
    })
}

/// The name of a jour férié (Code du travail, L3133-1), with those of Alsace-Moselle when
/// `droit_local`.
pub fn jour_ferie(jour: NaiveDate, droit_local: bool) -> Option<&'static str> {
    match (jour.month(), jour.day()) {
        (1, 1) => return Some("Jour de l’an"),
        (5, 1) => return Some("Fête du Travail"),
        (5, 8) => return Some("Victoire de 1945"),
        (7, 14) => return Some("Fête nationale"),
        (8, 15) => return Some("Assomption"),
        (11, 1) => return Some("Toussaint"),
        (11, 11) => return Some("Armistice de 1918"),
        (12, 25) => return Some("Noël"),
        (12, 26) if droit_local => return Some("Saint-Étienne (Alsace-Moselle)"),
        _ => {}
    }
    let apres = (jour - paques(jour.year())?).num_days();
    match apres {
        -2 if droit_local => Some("Vendredi saint (Alsace-Moselle)"),
        0 => Some("Pâques"),
        1 => Some("Lundi de Pâques"),
        39 => Some("Ascension"),
        49 => Some("Pentecôte"),
        50 => Some("Lundi de Pentecôte"),
        _ => None,
    }
}

/// The Monday of the week of `jour`.
pub fn lundi(jour: NaiveDate) -> NaiveDate {
    let depuis = u64::from(jour.weekday().num_days_from_monday());
    jour.checked_sub_days(Days::new(depuis)).unwrap_or(jour)
}

/// « lundi ».
pub const fn jour_semaine(jour: chrono::Weekday) -> &'static str {
    use chrono::Weekday;
    match jour {
        Weekday::Mon => "lundi",
        Weekday::Tue => "mardi",
        Weekday::Wed => "mercredi",
        Weekday::Thu => "jeudi",
        Weekday::Fri => "vendredi",
        Weekday::Sat => "samedi",
        Weekday::Sun => "dimanche",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    fn jour(texte: &str) -> NaiveDate {
        texte.parse().unwrap()
    }

    fn conge(nom: &str, debut: &str, fin: &str) -> Conge {
        Conge {
            id: Id::derived("conge", nom),
            code: None,
            nom: nom.to_owned(),
            debut: jour(debut),
            fin: jour(fin),
        }
    }

    /// Zone B, 2025/2026, with a pont.
    fn zone_b() -> Vec<Conge> {
        vec![
            conge("Été 2025", "2025-07-05", "2025-08-31"),
            conge("Toussaint", "2025-10-18", "2025-11-02"),
            conge("Noël", "2025-12-20", "2026-01-04"),
            conge("Hiver", "2026-02-14", "2026-03-01"),
            conge("Printemps", "2026-04-11", "2026-04-26"),
            conge("Pont de l’Ascension", "2026-05-14", "2026-05-17"),
            conge("Été 2026", "2026-07-04", "2026-08-31"),
        ]
    }

    #[test]
    fn easter_falls_when_it_fell() {
        for attendu in [
            "1818-03-22",
            "1943-04-25",
            "1961-04-02",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2285-03-22",
        ] {
            assert_eq!(paques(jour(attendu).year()), Some(jour(attendu)));
        }
    }

    #[test]
    fn days_off_follow_easter_and_the_calendar() {
        for (le, local, attendu) in [
            ("2026-01-01", false, Some("Jour de l’an")),
            ("2026-04-03", false, None),
            ("2026-04-03", true, Some("Vendredi saint (Alsace-Moselle)")),
            ("2026-04-06", false, Some("Lundi de Pâques")),
            ("2026-05-14", false, Some("Ascension")),
            ("2026-05-25", false, Some("Lundi de Pentecôte")),
            // Both: the one of the calendar is said.
            ("2008-05-01", false, Some("Fête du Travail")),
            ("2026-12-26", false, None),
            ("2026-12-26", true, Some("Saint-Étienne (Alsace-Moselle)")),
            ("2026-05-15", false, None),
        ] {
            assert_eq!(jour_ferie(jour(le), local), attendu, "{le} {local}");
        }
    }

    #[test]
    fn a_year_has_five_periods_between_its_holidays() {
        let trouvees: Vec<(String, String, String)> =
            periodes(&zone_b(), AnneeScolaire::from_debut(2025))
                .iter()
                .map(|p| (p.nom(), p.debut.to_string(), p.fin.to_string()))
                .collect();
        let attendu = [
            ("P1", "2025-09-01", "2025-10-17"),
            ("P2", "2025-11-03", "2025-12-19"),
            ("P3", "2026-01-05", "2026-02-13"),
            ("P4", "2026-03-02", "2026-04-10"),
            ("P5", "2026-04-27", "2026-07-03"),
        ]
        .map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(trouvees, attendu);
    }

    #[test]
    fn a_year_without_its_summers_still_begins_and_ends() {
        let conges: Vec<Conge> = zone_b()
            .into_iter()
            .filter(|c| !c.nom.starts_with("Été"))
            .collect();
        let p = periodes(&conges, AnneeScolaire::from_debut(2025));
        assert_eq!(p.len(), 5);
        assert_eq!(p[0].debut, jour("2025-09-01"));
        assert_eq!(p[4].fin, jour("2026-07-31"));
        // Nobody knows anything of the next year.
        assert!(periodes(&conges, AnneeScolaire::from_debut(2026)).is_empty());
    }

    #[test]
    fn holidays_that_share_days_part_nothing_twice() {
        let mut conges = zone_b();
        conges.push(conge("Noël encore", "2025-12-19", "2026-01-02"));
        let p = periodes(&conges, AnneeScolaire::from_debut(2025));
        assert_eq!(p.len(), 5);
        assert_eq!(p[1].fin, jour("2025-12-18"));
        assert_eq!(p[2].debut, jour("2026-01-05"));
    }

    #[test]
    fn each_day_is_in_a_period_or_in_holidays() {
        let conges = zone_b();
        for (le, periode, vacances) in [
            ("2025-08-31", None, Some("Été 2025")),
            ("2025-09-01", Some("P1"), None),
            ("2025-10-17", Some("P1"), None),
            ("2025-10-18", None, Some("Toussaint")),
            ("2026-03-02", Some("P4"), None),
            // A pont is days off inside its période.
            ("2026-05-15", Some("P5"), Some("Pont de l’Ascension")),
        ] {
            let p = periode_du(&conges, jour(le)).map(|p| p.nom());
            assert_eq!(p.as_deref(), periode, "{le}");
            let c = conge_du(&conges, jour(le)).map(|c| c.nom.as_str());
            assert_eq!(c, vacances, "{le}");
        }
    }

    #[test]
    fn an_overlap_is_said_of_another_only() {
        let conges = zone_b();
        assert_eq!(chevauche(&conges, &conges[1]), None);
        for (debut, fin, attendu) in [
            ("2025-11-02", "2025-11-04", Some("Toussaint")),
            ("2025-11-03", "2025-11-04", None),
            ("2025-10-01", "2025-10-18", Some("Toussaint")),
        ] {
            let c = conge("Autre", debut, fin);
            assert_eq!(
                chevauche(&conges, &c).map(|c| c.nom.as_str()),
                attendu,
                "{debut}"
            );
        }
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(lundi(jour("2026-03-12")), jour("2026-03-09"));
        assert_eq!(lundi(jour("2026-03-09")), jour("2026-03-09"));
        assert_eq!(lundi(jour("2026-03-15")), jour("2026-03-09"));
    }
}
