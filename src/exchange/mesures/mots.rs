//! Measures in words, for a preview.

use super::super::import::{Sort, changement};
use super::Comptage;
use crate::domain::nombre::compte;
use crate::domain::{Effectif, Ips};

/// What becomes of a row, and its line in the preview. `depassee`: a newer file speaks already.
pub(super) fn compare(
    jeu: Comptage,
    rentree: i32,
    connue: Option<&[Option<i64>]>,
    lue: &[Option<i64>],
    depassee: bool,
) -> (Sort, String) {
    let dit = |detail: &str| format!("Rentrée {rentree}\u{202f}: {detail}");
    match connue {
        Some(connue) if connue == lue => (Sort::Inchangee, dit(&resume(jeu, lue))),
        Some(connue) if depassee => (
            Sort::Inchangee,
            dit(&format!(
                "{} (d’un fichier plus récent, gardé)",
                resume(jeu, connue)
            )),
        ),
        Some(connue) => (Sort::Modifiee, dit(&differences(jeu, connue, lue))),
        None => (Sort::Nouvelle, dit(&resume(jeu, lue))),
    }
}

/// « 289 élèves, 12 classes », « IPS 94,2 ».
fn resume(jeu: Comptage, valeurs: &[Option<i64>]) -> String {
    if jeu == Comptage::Ips {
        return format!("IPS {}", ips(valeurs[0]));
    }
    let dit = |valeur: Option<i64>, un, plusieurs| {
        let n = usize::try_from(valeur?).ok()?;
        Some(compte(n, un, plusieurs))
    };
    let parties = [
        dit(valeurs[1], "élève", "élèves"),
        dit(valeurs[0], "classe", "classes"),
    ];
    let parties: Vec<String> = parties.into_iter().flatten().collect();
    parties.join(", ")
}

fn ips(valeur: Option<i64>) -> String {
    let ips = Ips {
        rentree: 0,
        dixiemes: valeur.and_then(|v| u32::try_from(v).ok()),
    };
    ips.to_string()
}

fn differences(jeu: Comptage, connue: &[Option<i64>], lue: &[Option<i64>]) -> String {
    if jeu == Comptage::Ips {
        return changement("IPS", &ips(connue[0]), &ips(lue[0]));
    }
    let noms = ["Classes", "Élèves"].into_iter().chain(Effectif::NIVEAUX);
    let nombre = |valeur: Option<i64>| valeur.map(|v| v.to_string()).unwrap_or_default();
    let phrases: Vec<String> = noms
        .zip(connue.iter().zip(lue))
        .filter(|(_, (avant, apres))| avant != apres)
        .map(|(nom, (avant, apres))| changement(nom, &nombre(*avant), &nombre(*apres)))
        .collect();
    phrases.join(" · ")
}

/// « rentrée 2021 », « rentrées 2019 à 2022 », « rentrées 2019, 2021 ».
pub(super) fn rentrees(annees: &[i32]) -> String {
    let consecutives = annees.windows(2).all(|paire| paire[1] == paire[0] + 1);
    match annees {
        [] => "aucune rentrée".to_owned(),
        [une] => format!("rentrée {une}"),
        [premiere, .., derniere] if consecutives && annees.len() > 2 => {
            format!("rentrées {premiere} à {derniere}")
        }
        _ => {
            let annees: Vec<String> = annees.iter().map(ToString::to_string).collect();
            format!("rentrées {}", annees.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_told_once_and_compared_field_by_field() {
        let avant = [Some(5), Some(112), None, Some(20)];
        let apres = [Some(5), Some(118), Some(0), None];
        let (sort, detail) = compare(Comptage::Effectifs, 2022, Some(&avant), &apres, false);
        assert_eq!(sort, Sort::Modifiee);
        assert_eq!(
            detail,
            "Rentrée 2022\u{202f}: Élèves\u{202f}: 112 → 118 · Pré-élémentaire\u{202f}: (rien) → 0 \
             · CP\u{202f}: 20 → (rien)"
        );
        let (sort, detail) = compare(Comptage::Effectifs, 2022, Some(&avant), &apres, true);
        assert_eq!(sort, Sort::Inchangee);
        assert!(
            detail.contains("112\u{a0}élèves, 5\u{a0}classes (d’un fichier"),
            "{detail}"
        );
        let (sort, detail) = compare(Comptage::Ips, 2021, Some(&[None]), &[Some(942)], false);
        assert_eq!(sort, Sort::Modifiee);
        assert!(detail.ends_with("non significatif → 94,2"), "{detail}");
    }

    #[test]
    fn rentrees_are_named_shortly() {
        for (annees, dit) in [
            (&[2021][..], "rentrée 2021"),
            (&[2019, 2020, 2021, 2022], "rentrées 2019 à 2022"),
            (&[2019, 2020], "rentrées 2019, 2020"),
            (&[2019, 2021, 2022], "rentrées 2019, 2021, 2022"),
        ] {
            assert_eq!(rentrees(annees), dit);
        }
    }
}
