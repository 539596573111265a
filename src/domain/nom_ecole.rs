//! Names of schools as people write them, reduced to the words that tell one from another.

use super::Nature;
use super::texte::sans_accents;

/// The words of a name that tell it from others, sorted, and the nature it announces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NomEcole {
    pub mots: Vec<String>,
    pub nature: Option<Nature>,
}

/// « Les Bords de Meuse » of « École primaire Les Bords de Meuse ».
pub fn court(nom: &str) -> &str {
    let mut reste = nom;
    for mot in [
        "École ",
        "primaire ",
        "élémentaire ",
        "maternelle ",
        "privée ",
        "publique ",
    ] {
        reste = reste.strip_prefix(mot).unwrap_or(reste);
    }
    reste
}

/// The words of a text, « st » being « saint ».
pub fn mots_de(texte: &str) -> Vec<String> {
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

impl NomEcole {
    /// `commune`: its words tell nothing of a school of that commune.
    pub fn of(texte: &str, commune: &[String]) -> Self {
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
