//! Amounts of money, in euro cents, as they are typed and read in French: « 1 250,50 € ».

use super::nombre::entier;

/// Amounts above are slips of the hand: no school is given ten million euros.
const MAXIMUM: i64 = 1_000_000_000;

/// What is shown to someone whose amount was not understood.
const EXEMPLES: &str = "Écrivez par exemple 1250 ou 1 250,50.";

/// « 1 250,50 € », « 300 € »: cents only when there are some.
pub fn euros(centimes: i64) -> String {
    format!("{}\u{a0}€", euros_saisis(centimes))
}

/// The same without its sign, as one would type it.
pub fn euros_saisis(centimes: i64) -> String {
    let signe = if centimes < 0 { "−" } else { "" };
    let (euros, reste) = (centimes.unsigned_abs() / 100, centimes.unsigned_abs() % 100);
    if reste == 0 {
        format!("{signe}{}", entier(euros))
    } else {
        format!("{signe}{},{reste:02}", entier(euros))
    }
}

/// Reads an amount: `1250`, `1 250,50`, `1 250,5 €`, `1250.50`. The result is in cents. The error
/// is a French sentence.
///
/// One separator only: in `1.250,50` the point could be read two ways, so it is refused.
pub fn parse_euros(texte: &str) -> Result<i64, String> {
    let refuse = || {
        let cite: String = texte.trim().chars().take(40).collect();
        format!("«\u{a0}{cite}\u{a0}» n’est pas un montant. {EXEMPLES}")
    };
    let sans_signe = texte.trim().trim_end_matches('€');
    let chiffres: String = sans_signe.chars().filter(|c| !c.is_whitespace()).collect();
    let (entiers, decimales) = chiffres
        .split_once([',', '.'])
        .unwrap_or((chiffres.as_str(), ""));
    let que_des_chiffres = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let lisible = !entiers.is_empty()
        && que_des_chiffres(entiers)
        && que_des_chiffres(decimales)
        && decimales.len() <= 2
        && !chiffres.ends_with([',', '.']);
    if !lisible {
        return Err(refuse());
    }
    let euros = entiers.parse::<i64>().ok();
    // « ,5 » is fifty cents.
    let centimes = format!("{decimales:0<2}").parse::<i64>().ok();
    euros
        .zip(centimes)
        .and_then(|(e, c)| e.checked_mul(100)?.checked_add(c))
        .filter(|n| *n <= MAXIMUM)
        .ok_or_else(|| format!("Ce montant n’est pas vraisemblable. {EXEMPLES}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_in_french() {
        for (centimes, attendu) in [
            (0, "0\u{a0}€"),
            (5, "0,05\u{a0}€"),
            (30_000, "300\u{a0}€"),
            (125_050, "1\u{202f}250,50\u{a0}€"),
            (-125_050, "−1\u{202f}250,50\u{a0}€"),
        ] {
            assert_eq!(euros(centimes), attendu);
        }
    }

    #[test]
    fn amounts_are_read_as_typed() {
        for (texte, attendu) in [
            ("1250", 125_000),
            ("1 250,50", 125_050),
            ("1\u{202f}250,5", 125_050),
            ("1\u{a0}250,50 €", 125_050),
            ("1250.50", 125_050),
            ("0", 0),
            (" 12,34€ ", 1_234),
        ] {
            assert_eq!(parse_euros(texte), Ok(attendu), "{texte}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_an_example() {
        for texte in [
            "",
            "mille",
            "1.250,50",
            "1,250.50",
            "12,345",
            "12,",
            ",5",
            "-12",
            "1e3",
            "12 000 000",
            "99999999999999999999",
        ] {
            let erreur = parse_euros(texte).unwrap_err();
            assert!(erreur.contains("1 250,50"), "{texte}: {erreur}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for centimes in [0, 1, 99, 100, 101, 125_050, 999_999_999] {
            assert_eq!(parse_euros(&euros(centimes)), Ok(centimes));
            assert_eq!(parse_euros(&euros_saisis(centimes)), Ok(centimes));
        }
    }
}
