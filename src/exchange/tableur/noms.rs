//! Names of schools as people write them, reduced to the words that tell one from another.

use super::proximite::strictly_near;
use crate::domain::Nature;
use crate::domain::texte::sans_accents;

/// The words of a name that tell it from others, sorted, and the nature it announces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Nom {
    pub(super) mots: Vec<String>,
    pub(super) nature: Option<Nature>,
}

/// How well a name fits, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Accord {
    /// One name has words the other has not.
    Partiel,
    /// The same words, a slip or an initial apart.
    Presque,
    Entier,
}

/// How well two lists of words fit, each not empty.
pub(super) fn accord(a: &[String], b: &[String]) -> Option<Accord> {
    if a == b {
        return Some(Accord::Entier);
    }
    let (court, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut restants: Vec<&String> = long.iter().collect();
    let mut entiers = 0;
    for mot in court {
        let trouve = restants
            .iter()
            .position(|autre| *autre == mot)
            .or_else(|| restants.iter().position(|autre| alike(mot, autre)))?;
        entiers += usize::from(restants.remove(trouve) == mot);
    }
    if restants.is_empty() {
        return Some(Accord::Presque);
    }
    // An initial or a slip is not enough when other words are missing.
    (entiers > 0).then_some(Accord::Partiel)
}

/// « macé » and « mace », « j » and « jules », « ferry » and « fery ».
fn alike(a: &str, b: &str) -> bool {
    let initiale = |court: &str, long: &str| court.len() == 1 && long.starts_with(court);
    initiale(a, b)
        || initiale(b, a)
        || (a.len().min(b.len()) >= 4 && strictly_near(a, b, 1).is_some())
}

/// The words of a text, « st » being « saint ».
pub(super) fn mots_de(texte: &str) -> Vec<String> {
    sans_accents(texte)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|mot| !mot.is_empty() && *mot != "cedex")
        .map(|mot| match mot {
            "st" => "saint".to_owned(),
            "ste" => "sainte".to_owned(),
            mot => mot.to_owned(),
        })
        .collect()
}

impl Nom {
    pub(super) fn of(texte: &str, commune: &[String]) -> Self {
        const VIDES: &str = "ecole|ecoles|ec|e|p|u|l|d|s|g|gs|groupe|scolaire|publique|public|pu|privee\
         |prive|de|du|des|la|le|les|et|a|au|aux|en|communale|intercommunale\
         |intercommunal|regroupement|pedagogique|rpi|rpid|rpic|sivom";
        let mut nom = Self::default();
        for mot in mots_de(texte) {
            let nature = match mot.as_str() {
                "maternelle" | "maternelles" | "mat" | "mater" | "em" | "empu" | "empr" => {
                    Nature::Maternelle
                }
                "elementaire" | "elementaires" | "elem" | "ele" | "ee" | "eepu" | "eepr" => {
                    Nature::Elementaire
                }
                "primaire" | "primaires" | "prim" | "ep" | "eppu" | "eppr" => Nature::Primaire,
                _ => {
                    if !VIDES.split('|').any(|vide| vide == mot) && !commune.contains(&mot) {
                        nom.mots.push(mot);
                    }
                    continue;
                }
            };
            nom.nature = Some(match nom.nature {
                Some(autre) if autre != nature => Nature::Primaire,
                _ => nature,
            });
        }
        nom.mots.sort_unstable();
        nom.mots.dedup();
        nom
    }
}
