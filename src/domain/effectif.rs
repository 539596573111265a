//! Measured numbers of a school, rentrée by rentrée: pupils and classes, IPS.

use std::fmt;

/// Pupils and classes at one rentrée (`domain.md` §2.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effectif {
    /// Calendar year of the rentrée: 2022 for 2022/2023.
    pub rentree: i32,
    pub classes: Option<u32>,
    /// In all, ULIS included.
    pub eleves: Option<u32>,
    /// Without ULIS: pré-élémentaire, CP, CE1, CE2, CM1, CM2; then ULIS.
    pub niveaux: [Option<u32>; 7],
}

impl Effectif {
    /// The levels, in the order of [`Self::niveaux`].
    pub const NIVEAUX: [&'static str; 7] =
        ["Pré-élémentaire", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS"];
}

/// Indice de position sociale for one rentrée (`domain.md` §2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ips {
    pub rentree: i32,
    /// In tenths; `None` = « NS », too few pupils to be published.
    pub dixiemes: Option<u32>,
}

impl fmt::Display for Ips {
    /// « 94,2 » or « non significatif ».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.dixiemes {
            Some(d) => write!(f, "{},{}", d / 10, d % 10),
            None => f.write_str("non significatif"),
        }
    }
}

/// Of measures in order of rentrée, the one that speaks for `rentree`: its own, else the last one
/// before, else the first one after.
pub fn mesure_de<T>(mesures: &[T], rentree: i32, de: impl Fn(&T) -> i32) -> Option<&T> {
    mesures
        .iter()
        .rev()
        .find(|m| de(m) <= rentree)
        .or_else(|| mesures.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_without_a_measure_takes_the_last_one_before_it() {
        let annees = [2019, 2021, 2022];
        for (voulue, dite) in [
            (2018, 2019),
            (2019, 2019),
            (2020, 2019),
            (2022, 2022),
            (2030, 2022),
        ] {
            assert_eq!(mesure_de(&annees, voulue, |a| *a), Some(&dite), "{voulue}");
        }
        assert_eq!(mesure_de::<i32>(&[], 2020, |a| *a), None);
    }
}
