//! Every code of the published files is valid, and a slip in any of them is refused.

use std::collections::BTreeSet;

use carnet_ent::domain::Uai;

/// The cells of the file that have the shape of a code: seven digits and a letter.
fn codes(nom: &str) -> Option<Vec<String>> {
    let octets = std::fs::read(crate::donnees::publie(nom)?).expect("readable");
    let texte = String::from_utf8_lossy(&octets);
    let is_code = |cellule: &&str| {
        cellule.len() == 8
            && cellule[..7].bytes().all(|b| b.is_ascii_digit())
            && cellule.ends_with(|c: char| c.is_ascii_alphabetic())
    };
    let cellules = texte.split([';', ',', '\r', '\n', '"']);
    let cellules = cellules.filter(|c| c.is_char_boundary(c.len().min(7)));
    Some(cellules.filter(is_code).map(str::to_owned).collect())
}

#[test]
fn every_published_code_has_the_letter_of_its_number() {
    for (nom, attendus) in [
        ("annuaire-2023-ille-et-vilaine.csv", 1866),
        ("annuaire-2020-yvelines.csv", 2018),
        ("effectifs-2019-2022-ille-et-vilaine.csv", 2704),
        ("carte-scolaire-ille-et-vilaine.csv", 5416),
        ("ips-2021-nancy-metz.csv", 1262),
        ("geolocalisation-colleges-nancy-metz.csv", 263),
    ] {
        let Some(codes) = codes(nom) else { continue };
        assert_eq!(codes.len(), attendus, "{nom}");
        for code in codes {
            assert_eq!(Uai::parse(&code).map(|u| u.to_string()), Ok(code), "{nom}");
        }
    }
}

#[test]
fn a_slip_in_a_published_code_is_refused_and_finds_it_again() {
    let Some(codes) = codes("ips-2021-nancy-metz.csv") else {
        return;
    };
    let connus: BTreeSet<Uai> = codes
        .iter()
        .filter_map(|code| Uai::parse(code).ok())
        .collect();
    for (code, rang) in codes.iter().zip(0_usize..) {
        let juste = Uai::parse(code).expect("valid");
        let mut faux = code.clone().into_bytes();
        let place = rang % 7;
        faux[place] = b'0' + (faux[place] - b'0' + 1 + (rang % 9) as u8) % 10;
        let faux = String::from_utf8(faux).expect("ASCII");
        assert!(Uai::parse(&faux).is_err(), "{faux}");
        assert!(
            Uai::voisins(&faux, &connus).contains(&juste),
            "{faux} for {juste}"
        );
    }
}
