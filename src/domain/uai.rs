//! The UAI, the code that names a school for the State: seven digits and a check letter.
//!
//! The first three digits say the département, except in Corsica; the letter is the remainder of
//! the number by 23, in an alphabet without I, O and Q (`domain.md` §1.1). A remainder by 23
//! catches every wrong digit and every transposition of neighbours, so a code that passes is
//! taken as meant; one that does not is refused with the letter it should have had.

use std::collections::BTreeSet;
use std::fmt;

/// The check letters by remainder: no I, O, Q.
const LETTRES: [u8; 23] = *b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// Digits before the letter.
const CHIFFRES: usize = 7;

/// A well-formed code whose letter is right: `0880001Y`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uai([u8; CHIFFRES + 1]);

/// Why a text is no UAI. Displayed as one French sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UaiErreur {
    /// Not seven digits and a letter, even repaired.
    Forme { lu: String },
    /// Seven digits alone.
    SansLettre { numero: String, attendue: char },
    /// The letter does not fit the number.
    Lettre { lu: String, attendue: char },
}

impl fmt::Display for UaiErreur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forme { lu } if lu.is_empty() => {
                f.write_str("L’UAI est vide\u{202f}: sept chiffres et une lettre sont attendus.")
            }
            Self::Forme { lu } => write!(
                f,
                "«\u{a0}{lu}\u{a0}» n’est pas un UAI\u{202f}: sept chiffres et une lettre sont \
                 attendus."
            ),
            Self::SansLettre { numero, attendue } => write!(
                f,
                "Il manque la lettre de l’UAI «\u{a0}{numero}\u{a0}»\u{202f}: {attendue} attendu."
            ),
            Self::Lettre { lu, attendue } => write!(
                f,
                "La lettre de l’UAI «\u{a0}{lu}\u{a0}» ne correspond pas à son \
                 numéro\u{202f}: {attendue} attendu."
            ),
        }
    }
}

impl std::error::Error for UaiErreur {}

/// The check letter of a number, whatever its remainder.
pub const fn lettre_attendue(numero: u32) -> char {
    LETTRES[(numero % 23) as usize] as char
}

/// Letters and digits only, in upper case, with the zeros a spreadsheet ate put back
/// (`540531J` → `0540531J`). Says nothing of the letter.
pub fn normalise_uai(texte: &str) -> String {
    let code: String = texte
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    let repairable = (2..=CHIFFRES).contains(&code.len())
        && code.ends_with(|c: char| c.is_ascii_uppercase())
        && code[..code.len() - 1].bytes().all(|b| b.is_ascii_digit());
    if repairable {
        format!("{code:0>8}")
    } else {
        code
    }
}

impl Uai {
    /// The code of this number, with its letter. `None` above seven digits.
    pub fn from_numero(numero: u32) -> Option<Self> {
        if numero >= 10_000_000 {
            return None;
        }
        let mut octets = [0; CHIFFRES + 1];
        octets.copy_from_slice(format!("{numero:07}{}", lettre_attendue(numero)).as_bytes());
        Some(Self(octets))
    }

    /// Reads what a person or a file wrote: case, spaces, punctuation and eaten leading zeros
    /// are repaired; the letter never is.
    pub fn parse(texte: &str) -> Result<Self, UaiErreur> {
        // Files hold thousands of codes that need no repair.
        if let Ok(octets) = texte.as_bytes().try_into()
            && let Some(uai) = Self::from_octets(octets)
            && char::from(octets[CHIFFRES]) == lettre_attendue(uai.numero())
        {
            return Ok(uai);
        }
        let code = normalise_uai(texte);
        let forme = || UaiErreur::Forme {
            lu: texte.trim().chars().take(40).collect(),
        };
        if code.len() == CHIFFRES && code.bytes().all(|b| b.is_ascii_digit()) {
            let attendue = code
                .parse()
                .map(lettre_attendue)
                .map_err(|_not_a_number| forme())?;
            return Err(UaiErreur::SansLettre {
                numero: code,
                attendue,
            });
        }
        let octets: [u8; CHIFFRES + 1] = code
            .as_bytes()
            .try_into()
            .map_err(|_wrong_length| forme())?;
        let uai = Self::from_octets(octets).ok_or_else(forme)?;
        let attendue = lettre_attendue(uai.numero());
        if char::from(octets[CHIFFRES]) == attendue {
            Ok(uai)
        } else {
            Err(UaiErreur::Lettre { lu: code, attendue })
        }
    }

    /// Seven digits and a capital letter, whichever it is.
    fn from_octets(octets: [u8; CHIFFRES + 1]) -> Option<Self> {
        let forme = octets[..CHIFFRES].iter().all(u8::is_ascii_digit)
            && octets[CHIFFRES].is_ascii_uppercase()
            && !octets.starts_with(b"000");
        forme.then_some(Self(octets))
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The seven digits.
    pub fn numero(&self) -> u32 {
        self.0[..CHIFFRES]
            .iter()
            .fold(0, |numero, b| numero * 10 + u32::from(b - b'0'))
    }

    /// The three characters of the official files: `088`, `974`, and for Corsica, whose codes
    /// begin with 620 and 720, `02A` and `02B`.
    pub fn departement(&self) -> &str {
        match &self.as_str()[..3] {
            "620" => "02A",
            "720" => "02B",
            debut => debut,
        }
    }

    /// The codes among `connus` that a slip of the hand turns into `texte`: another letter, one
    /// wrong digit, two neighbours exchanged, a letter O or I for a zero or a one. In order.
    pub fn voisins(texte: &str, connus: &BTreeSet<Self>) -> Vec<Self> {
        let code = normalise_uai(texte);
        let chiffres: Vec<u8> = code
            .bytes()
            .take(CHIFFRES)
            .map(|b| match b {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                autre => autre,
            })
            .collect();
        if chiffres.len() != CHIFFRES || !chiffres.iter().all(u8::is_ascii_digit) {
            return Vec::new();
        }
        let mut candidats = vec![chiffres.clone()];
        for place in 0..CHIFFRES {
            for chiffre in (b'0'..=b'9').filter(|c| *c != chiffres[place]) {
                let mut autre = chiffres.clone();
                autre[place] = chiffre;
                candidats.push(autre);
            }
            if place + 1 < CHIFFRES {
                let mut autre = chiffres.clone();
                autre.swap(place, place + 1);
                candidats.push(autre);
            }
        }
        let trouves: BTreeSet<Self> = candidats
            .iter()
            .filter_map(|c| std::str::from_utf8(c).ok()?.parse().ok())
            .filter_map(Self::from_numero)
            .filter(|uai| connus.contains(uai))
            .collect();
        trouves.into_iter().collect()
    }
}

impl fmt::Display for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_its_letter() {
        let lettres: String = (0..23).map(lettre_attendue).collect();
        assert_eq!(lettres, "ABCDEFGHJKLMNPRSTUVWXYZ");
        assert_eq!(lettre_attendue(23), 'A');
    }

    #[test]
    fn published_codes_are_valid() {
        for code in [
            "0951099D", "0540531J", "0541789B", "0940176F", "0350122T", "0880001Y", "0570001S",
        ] {
            assert_eq!(Uai::parse(code).map(|u| u.to_string()), Ok(code.to_owned()));
        }
    }

    #[test]
    fn typing_habits_are_repaired() {
        for (tape, attendu) in [
            ("540531J", "0540531J"),
            ("540531j", "0540531J"),
            ("054 1789 B", "0541789B"),
            (" 0880001y ", "0880001Y"),
            ("0880001\u{a0}Y", "0880001Y"),
            ("088-0001-Y", "0880001Y"),
        ] {
            assert_eq!(Uai::parse(tape).unwrap().as_str(), attendu, "{tape}");
        }
    }

    #[test]
    fn a_wrong_letter_is_refused_with_the_expected_one() {
        let erreur = Uai::parse("0951099E").unwrap_err();
        assert_eq!(
            erreur,
            UaiErreur::Lettre {
                lu: "0951099E".to_owned(),
                attendue: 'D'
            }
        );
        assert!(erreur.to_string().contains("D attendu"), "{erreur}");
        assert!(
            Uai::parse("0951099")
                .unwrap_err()
                .to_string()
                .contains("D attendu")
        );
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for texte in [
            "",
            "école",
            "08800011Y",
            "A880001Y",
            "0000000A",
            "088000é1",
            "12",
            "0880001É",
        ] {
            assert!(
                matches!(Uai::parse(texte), Err(UaiErreur::Forme { .. })),
                "{texte}: {:?}",
                Uai::parse(texte)
            );
        }
    }

    #[test]
    fn corsican_codes_do_not_name_their_departement() {
        for (numero, departement) in [
            (6200001, "02A"),
            (7200001, "02B"),
            (880001, "088"),
            (9740001, "974"),
        ] {
            assert_eq!(Uai::from_numero(numero).unwrap().departement(), departement);
        }
        assert_eq!(Uai::parse("6200001G").unwrap().departement(), "02A");
    }

    #[test]
    fn a_hundred_thousand_slips_are_all_refused() {
        // A multiplicative walk over the numbers: spread out, and the same at every run.
        let mut numero: u64 = 880_001;
        let mut essais = 0;
        while essais < 100_000 {
            numero = numero * 48_271 % 9_999_991;
            let Ok(juste) = Uai::parse(Uai::from_numero(numero as u32).unwrap().as_str()) else {
                continue; // département 000
            };
            let place = (numero % 7) as usize;
            let mut chiffre = juste.0;
            chiffre[place] = b'0' + (chiffre[place] - b'0' + 1 + (numero % 9) as u8) % 10;
            let mut echange = juste.0;
            echange.swap(place.min(5), place.min(5) + 1);
            for faux in [chiffre, echange] {
                if faux != juste.0 {
                    let texte = std::str::from_utf8(&faux).unwrap();
                    assert!(Uai::parse(texte).is_err(), "{texte} for {juste}");
                    essais += 1;
                }
            }
        }
    }

    #[test]
    fn a_slip_finds_the_school_that_was_meant() {
        let connus: BTreeSet<Uai> = [880001, 880010, 880002, 541789]
            .into_iter()
            .filter_map(Uai::from_numero)
            .collect();
        let trouve = |texte: &str| -> Vec<u32> {
            Uai::voisins(texte, &connus)
                .iter()
                .map(Uai::numero)
                .collect()
        };
        assert_eq!(trouve("0880001Z"), [880001, 880002, 880010]);
        assert_eq!(trouve("0541798B"), [541789]);
        assert_eq!(trouve("O541789B"), [541789]);
        assert_eq!(trouve("0541700B"), [0; 0]);
        assert_eq!(trouve("bonjour"), [0; 0]);
    }
}
