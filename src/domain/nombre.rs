//! Numbers as they are written in French, and rates that never go through a float.
//!
//! A rate keeps its numerator and denominator; its only rounding is half-up to one decimal, on
//! integers, so that the figure printed is the one a reader recomputes by hand.

use std::fmt;

/// The sign shown where a rate has no denominator.
pub const SANS_OBJET: &str = "—";

/// « 2 021 », « 68 000 »: thousands parted by a narrow no-break space.
pub fn entier(nombre: impl TryInto<i128>) -> String {
    let nombre = nombre.try_into().unwrap_or(i128::MAX);
    let chiffres = nombre.unsigned_abs().to_string();
    let mut texte = String::with_capacity(chiffres.len() * 2);
    if nombre < 0 {
        texte.push('−');
    }
    for (rang, chiffre) in chiffres.chars().enumerate() {
        if rang > 0 && (chiffres.len() - rang).is_multiple_of(3) {
            texte.push('\u{202f}');
        }
        texte.push(chiffre);
    }
    texte
}

/// « 1 école », « 2 021 écoles »; zero is singular, as French has it.
pub fn compte(nombre: usize, un: &str, plusieurs: &str) -> String {
    let nom = if nombre < 2 { un } else { plusieurs };
    format!("{}\u{a0}{nom}", entier(nombre))
}

/// What `apres` has more than `avant`, or less.
pub const fn difference(apres: u64, avant: u64) -> i64 {
    apres.cast_signed().saturating_sub(avant.cast_signed())
}

/// A change, with its sign: « +12 », « −3 », « 0 ».
pub fn ecart(nombre: i64) -> String {
    let signe = if nombre > 0 { "+" } else { "" };
    format!("{signe}{}", entier(nombre))
}

/// A change of a rate given in tenths of a point: « +12,3 points », « −0,5 point ».
pub fn ecart_points(dixiemes: i64) -> String {
    let signe = match dixiemes {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    let n = dixiemes.unsigned_abs();
    let nom = if n < 20 { "point" } else { "points" };
    format!("{signe}{},{}\u{a0}{nom}", n / 10, n % 10)
}

/// A share, on a denominator that is not zero. Displayed as « 46,9 % », « 100 % ».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Taux {
    numerateur: u64,
    denominateur: u64,
}

/// The share of `numerateur` in `denominateur`; `None` on a zero denominator.
pub const fn taux(numerateur: u64, denominateur: u64) -> Option<Taux> {
    if denominateur == 0 {
        None
    } else {
        Some(Taux {
            numerateur,
            denominateur,
        })
    }
}

/// « 46,9 % », or « — » on a zero denominator.
pub fn taux_texte(taux: Option<Taux>) -> String {
    taux.map_or_else(|| SANS_OBJET.to_owned(), |t| t.to_string())
}

impl Taux {
    pub const fn numerateur(self) -> u64 {
        self.numerateur
    }

    pub const fn denominateur(self) -> u64 {
        self.denominateur
    }

    /// Tenths of a per cent, rounded half up: 271/578 is 469.
    pub const fn dixiemes(self) -> u64 {
        let (n, d) = (self.numerateur as u128, self.denominateur as u128);
        ((n * 2000 + d) / (2 * d)) as u64
    }

    /// The rounded percentage as a number, for formats that carry numbers: 46.9.
    pub fn pourcent(self) -> f64 {
        self.dixiemes() as f64 / 10.0
    }

    /// The rounded percentage without its sign, decimal comma: « 46,9 », « 100 », « 0 ».
    ///
    /// One decimal, except for nothing and for everything: « 100 » is said of all of them, and
    /// 4999 out of 5000 is « 100,0 ».
    pub fn nombre(self) -> String {
        if self.numerateur == 0 {
            "0".to_owned()
        } else if self.numerateur == self.denominateur {
            "100".to_owned()
        } else {
            format!("{},{}", self.dixiemes() / 10, self.dixiemes() % 10)
        }
    }
}

impl fmt::Display for Taux {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{202f}%", self.nombre())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        for (nombre, attendu) in [
            (0, "0"),
            (999, "999"),
            (2021, "2\u{202f}021"),
            (68_000, "68\u{202f}000"),
            (1_234_567, "1\u{202f}234\u{202f}567"),
            (-1000, "−1\u{202f}000"),
        ] {
            assert_eq!(entier(nombre), attendu);
        }
    }

    #[test]
    fn nouns_agree_with_their_number() {
        for (nombre, attendu) in [
            (0, "0\u{a0}école"),
            (1, "1\u{a0}école"),
            (2021, "2\u{202f}021\u{a0}écoles"),
        ] {
            assert_eq!(compte(nombre, "école", "écoles"), attendu);
        }
    }

    #[test]
    fn changes_bear_their_sign() {
        for (nombre, attendu) in [(12, "+12"), (0, "0"), (-1200, "−1\u{202f}200")] {
            assert_eq!(ecart(nombre), attendu);
        }
        for (dixiemes, attendu) in [
            (123, "+12,3\u{a0}points"),
            (0, "0,0\u{a0}point"),
            (-5, "−0,5\u{a0}point"),
        ] {
            assert_eq!(ecart_points(dixiemes), attendu);
        }
    }

    #[test]
    fn the_rates_of_the_source_come_out_to_the_digit() {
        for (n, d, attendu) in [
            (271, 578, "46,9"),
            (104, 147, "70,7"),
            (609, 961, "63,4"),
            (86, 335, "25,7"),
            (1070, 2021, "52,9"),
            (205, 271, "75,6"),
            (89, 104, "85,6"),
            (609, 609, "100"),
            (65, 86, "75,6"),
            (968, 1070, "90,5"),
        ] {
            assert_eq!(
                taux(n, d).unwrap().to_string(),
                format!("{attendu}\u{202f}%")
            );
        }
    }

    #[test]
    fn halves_go_up_and_are_not_left_to_a_float() {
        for (n, d, dixiemes) in [
            (1, 2000, 1), // 0,05
            (3, 2000, 2), // 0,15: as a float, 0.15 rounds down
            (1, 16, 63),  // 6,25
            (1, 2001, 0), // just under
            (2, 3, 667),
            (1, 3, 333),
            (u64::MAX, u64::MAX, 1000),
        ] {
            assert_eq!(taux(n, d).unwrap().dixiemes(), dixiemes, "{n}/{d}");
        }
    }

    #[test]
    fn all_and_nothing_are_not_confused_with_almost() {
        assert_eq!(taux(0, 7).unwrap().nombre(), "0");
        assert_eq!(taux(1, 5000).unwrap().nombre(), "0,0");
        assert_eq!(taux(4999, 5000).unwrap().nombre(), "100,0");
        assert_eq!(taux(5000, 5000).unwrap().nombre(), "100");
        assert_eq!(taux(1, 2).unwrap().nombre(), "50,0");
    }

    #[test]
    fn a_zero_denominator_has_no_rate() {
        assert_eq!(taux(0, 0), None);
        assert_eq!(taux_texte(taux(0, 0)), "—");
    }
}
