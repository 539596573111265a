//! A small generator of numbers that are the same on every machine and in every year.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

/// `SplitMix64`: sixty-four bits of state, no dependency, frozen for ever by its definition.
#[derive(Clone, Debug)]
pub(super) struct Alea(u64);

impl Alea {
    /// A generator for one subject: the same text always gives the same numbers, and subjects
    /// do not disturb each other.
    pub(super) fn pour(sujet: &str) -> Self {
        // FNV-1a.
        let graine = sujet
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |graine, octet| {
                (graine ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(graine)
    }

    fn suivant(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `borne` excluded; 0 for a bound of 0.
    pub(super) fn sous(&mut self, borne: u32) -> u32 {
        let borne = u64::from(borne.max(1));
        u32::try_from(self.suivant() % borne).unwrap_or_default()
    }

    /// Both bounds included.
    pub(super) fn entre(&mut self, min: u32, max: u32) -> u32 {
        min + self.sous(max.saturating_sub(min) + 1)
    }

    /// True `pourcent` times out of a hundred.
    pub(super) fn chance(&mut self, pourcent: u32) -> bool {
        self.sous(100) < pourcent
    }

    /// From −1 to 1.
    pub(super) fn ecart(&mut self) -> f64 {
        f64::from(self.sous(2001)) / 1000.0 - 1.0
    }

    /// One of these, which are not empty.
    pub(super) fn choix<'a, T>(&mut self, parmi: &'a [T]) -> &'a T {
        &parmi[self.sous(u32::try_from(parmi.len()).unwrap_or(u32::MAX)) as usize]
    }

    /// A working day between these two, both included.
    pub(super) fn jour(&mut self, debut: NaiveDate, fin: NaiveDate) -> NaiveDate {
        let jours = u32::try_from((fin - debut).num_days()).unwrap_or_default();
        let tire = debut + Days::new(u64::from(self.sous(jours + 1)));
        let ouvre = jour_ouvre(tire);
        if ouvre <= fin { ouvre } else { tire }
    }
}

/// This day, or the Monday after a week-end.
pub(super) fn jour_ouvre(jour: NaiveDate) -> NaiveDate {
    match jour.weekday() {
        Weekday::Sat => jour + Days::new(2),
        Weekday::Sun => jour + Days::new(1),
        _ => jour,
    }
}

/// A date written in this program's own tables.
pub(super) const fn jour(annee: i32, mois: u32, quantieme: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, quantieme).expect("a real day")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_frozen() {
        let mut alea = Alea::pour("écoles");
        let tires: Vec<u32> = (0..4).map(|_| alea.sous(1000)).collect();
        let mut encore = Alea::pour("écoles");
        assert_eq!(tires, (0..4).map(|_| encore.sous(1000)).collect::<Vec<_>>());
        assert_ne!(
            tires,
            (0..4)
                .map({
                    let mut autre = Alea::pour("ecoles");
                    move |_| autre.sous(1000)
                })
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn days_stay_within_their_bounds() {
        let mut alea = Alea::pour("jours");
        let (debut, fin) = (jour(2020, 3, 17), jour(2020, 4, 10));
        for _ in 0..500 {
            let tire = alea.jour(debut, fin);
            assert!(debut <= tire && tire <= fin);
            assert_eq!(jour_ouvre(tire), tire);
        }
    }
}
