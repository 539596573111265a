//! The UAI of a line, with what spreadsheets did to it made good: zeros eaten, letter lost,
//! number rounded.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::domain::{Ecole, Faits, Uai, UaiErreur};
use crate::exchange::fichier::cite;

/// What a cell says of the school.
#[derive(Debug, PartialEq)]
pub(super) enum UaiLu<'a> {
    /// A school of the carnet, and what was repaired.
    Connue {
        ecole: &'a Ecole,
        repare: Option<String>,
    },
    /// It may be one of these; the reason it is not plain.
    Proches {
        ecoles: Vec<&'a Ecole>,
        raison: String,
    },
    /// No school of the carnet; why.
    Aucune { raison: String },
    /// A collège: no other column will say otherwise.
    College { raison: String },
}

/// The schools a carnet follows, by UAI.
pub(super) struct Codes<'a> {
    faits: &'a Faits,
    connus: OnceCell<BTreeSet<Uai>>,
}

/// Schools proposed for one cell.
const PROPOSEES: usize = 6;

impl<'a> Codes<'a> {
    pub(super) const fn new(faits: &'a Faits) -> Self {
        Self {
            faits,
            connus: OnceCell::new(),
        }
    }

    /// Reads a cell that is not empty.
    pub(super) fn lire(&self, cellule: &str) -> UaiLu<'a> {
        let simple = cellule
            .strip_suffix(".0")
            .or_else(|| cellule.strip_suffix(",0"))
            .unwrap_or(cellule);
        if let Some(nombre) = Scientifique::lire(simple) {
            return self.arrondi(cellule, nombre);
        }
        let erreur = match Uai::parse(simple) {
            Ok(uai) => return self.connue(cellule, uai, cellule),
            Err(erreur) => erreur,
        };
        match &erreur {
            UaiErreur::Forme { .. } => {
                if let Some(uai) = dedans(cellule) {
                    return self.connue(cellule, uai, uai.as_str());
                }
                // Six digits are seven that lost their zero, and the letter with it.
                let chiffres = simple.trim();
                if (5..=6).contains(&chiffres.len())
                    && chiffres.bytes().all(|b| b.is_ascii_digit())
                    && let Some(uai) = chiffres.parse().ok().and_then(Uai::from_numero)
                {
                    return self.complete(cellule, uai, &erreur);
                }
            }
            UaiErreur::SansLettre { numero, .. } => {
                if let Some(uai) = numero.parse().ok().and_then(Uai::from_numero) {
                    return self.complete(cellule, uai, &erreur);
                }
            }
            UaiErreur::Lettre { .. } => {}
        }
        let ecoles = self.voisines(simple);
        if ecoles.is_empty() {
            UaiLu::Aucune {
                raison: erreur.to_string(),
            }
        } else {
            UaiLu::Proches {
                ecoles,
                raison: erreur.to_string(),
            }
        }
    }

    /// A well-formed code, told from what was written.
    fn connue(&self, cellule: &str, uai: Uai, ecrit: &str) -> UaiLu<'a> {
        let Some(ecole) = self.faits.ecole_uai(uai.as_str()) else {
            return self.absente(uai);
        };
        let lettres: String = ecrit.chars().filter(|c| c.is_alphanumeric()).collect();
        let repare = (lettres.len() < uai.as_str().len())
            .then(|| format!("UAI complété\u{202f}: {} → {uai}", cite(cellule)));
        UaiLu::Connue { ecole, repare }
    }

    /// A code whose letter was lost is believed when the carnet has that school.
    fn complete(&self, cellule: &str, uai: Uai, erreur: &UaiErreur) -> UaiLu<'a> {
        self.faits.ecole_uai(uai.as_str()).map_or_else(
            || UaiLu::Aucune {
                raison: erreur.to_string(),
            },
            |ecole| UaiLu::Connue {
                ecole,
                repare: Some(format!("UAI complété\u{202f}: {} → {uai}", cite(cellule))),
            },
        )
    }

    fn absente(&self, uai: Uai) -> UaiLu<'a> {
        let college = self
            .faits
            .secteurs
            .values()
            .find(|s| s.uai.as_deref() == Some(uai.as_str()));
        if let Some(college) = college {
            return UaiLu::College {
                raison: format!("{uai} est un collège ({}), pas une école.", college.nom),
            };
        }
        UaiLu::Aucune {
            raison: format!(
                "L’école {uai} n’est pas dans le carnet\u{202f}: importez d’abord l’annuaire, ou \
                 vérifiez l’UAI."
            ),
        }
    }

    /// A number a spreadsheet rounded: whole, it is repaired; else the schools it may come from.
    fn arrondi(&self, cellule: &str, nombre: Scientifique) -> UaiLu<'a> {
        if nombre.marge == 0
            && let Some(uai) = Uai::from_numero(nombre.valeur)
            && let Some(ecole) = self.faits.ecole_uai(uai.as_str())
        {
            return UaiLu::Connue {
                ecole,
                repare: Some(format!("UAI complété\u{202f}: {} → {uai}", cite(cellule))),
            };
        }
        let raison = format!(
            "{} n’est plus un UAI\u{202f}: le tableur l’a arrondi, ses derniers chiffres sont perdus.",
            cite(cellule)
        );
        let ecoles: Vec<&Ecole> = self
            .faits
            .ecoles
            .iter()
            .filter(|e| {
                Uai::parse(&e.uai)
                    .is_ok_and(|uai| uai.numero().abs_diff(nombre.valeur) <= nombre.marge)
            })
            .collect();
        if ecoles.is_empty() {
            UaiLu::Aucune { raison }
        } else {
            UaiLu::Proches { ecoles, raison }
        }
    }

    /// The schools of the carnet that a slip of the hand turns into `texte`.
    fn voisines(&self, texte: &str) -> Vec<&'a Ecole> {
        let connus = self.connus.get_or_init(|| {
            let ecoles = self.faits.ecoles.iter();
            ecoles.filter_map(|e| Uai::parse(&e.uai).ok()).collect()
        });
        Uai::voisins(texte, connus)
            .iter()
            .filter_map(|uai| self.faits.ecole_uai(uai.as_str()))
            .take(PROPOSEES)
            .collect()
    }
}

/// An UAI among other words: « 0880001Y - École Élise ».
pub(super) fn dedans(texte: &str) -> Option<Uai> {
    texte
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|mot| mot.len() == 8)
        .find_map(|mot| Uai::parse(mot).ok())
}

/// `5.4E+05`, `5,40531E+05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scientifique {
    valeur: u32,
    /// How far the true number may be, because of the digits that were dropped.
    marge: u32,
}

impl Scientifique {
    fn lire(texte: &str) -> Option<Self> {
        let texte = texte.trim().replace(',', ".").to_ascii_uppercase();
        let (mantisse, exposant) = texte.split_once("E+")?;
        let exposant: u32 = exposant.parse().ok().filter(|e| *e <= 6)?;
        let (entiere, decimales) = mantisse.split_once('.').unwrap_or((mantisse, ""));
        let chiffres = format!("{entiere}{decimales}");
        if entiere.len() != 1 || chiffres.len() > 7 || !chiffres.bytes().all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let perdus = exposant.checked_sub(decimales.len() as u32)?;
        let unite = 10_u32.pow(perdus);
        Some(Self {
            valeur: chiffres.parse::<u32>().ok()? * unite,
            marge: if perdus == 0 { 0 } else { unite / 2 },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, PeriodeSituation, SecteurCollege, Situation};
    use chrono::NaiveDate;

    fn faits() -> Faits {
        let mut faits = Faits::default();
        for numero in [540_531, 880_001, 880_002] {
            let uai = Uai::from_numero(numero).unwrap().to_string();
            faits.ecoles.push(Ecole {
                id: Id::ecole(&uai),
                uai,
                situations: vec![PeriodeSituation {
                    de: None,
                    a: None,
                    depuis: NaiveDate::from_ymd_opt(2000, 1, 1).unwrap(),
                    situation: Situation::default(),
                }],
            });
        }
        let uai = Uai::from_numero(880_200).unwrap().to_string();
        let id = Id::derived("secteur_college", &uai);
        faits.secteurs.insert(
            id,
            SecteurCollege {
                id,
                uai: Some(uai),
                nom: "Collège des Hêtres".to_owned(),
                commune_nom: None,
                departement: None,
                plan_ruralite: false,
                ent: String::new(),
                position: None,
            },
        );
        faits
    }

    #[test]
    fn what_a_spreadsheet_broke_is_repaired_and_said() {
        let faits = faits();
        let codes = Codes::new(&faits);
        for (cellule, uai, dit) in [
            ("0540531J", "0540531J", false),
            ("0540531j", "0540531J", false),
            ("054 0531 J", "0540531J", false),
            ("540531J", "0540531J", true),
            ("540531", "0540531J", true),
            ("540531.0", "0540531J", true),
            ("0540531", "0540531J", true),
            ("5.40531E+05", "0540531J", true),
            ("0880001Y - École Élise", "0880001Y", false),
        ] {
            match codes.lire(cellule) {
                UaiLu::Connue { ecole, repare } => {
                    assert_eq!(ecole.uai, uai, "{cellule}");
                    assert_eq!(repare.is_some(), dit, "{cellule}: {repare:?}");
                }
                autre => panic!("{cellule}: {autre:?}"),
            }
        }
    }

    #[test]
    fn what_cannot_be_repaired_says_why_and_who_it_may_be() {
        let faits = faits();
        let codes = Codes::new(&faits);
        for (cellule, uais, contient) in [
            ("5.4E+05", &["0540531J"][..], "arrondi"),
            ("8,8E+05", &["0880001Y", "0880002Z"], "arrondi"),
            ("0880001Z", &["0880001Y", "0880002Z"], "Y attendu"),
        ] {
            match codes.lire(cellule) {
                UaiLu::Proches { ecoles, raison } => {
                    assert_eq!(
                        ecoles.iter().map(|e| &e.uai).collect::<Vec<_>>(),
                        uais,
                        "{cellule}"
                    );
                    assert!(raison.contains(contient), "{raison}");
                }
                autre => panic!("{cellule}: {autre:?}"),
            }
        }
        for (cellule, contient) in [
            ("0541789B", "n’est pas dans le carnet"),
            ("bonjour", "n’est pas un UAI"),
            ("7.1E+05", "arrondi"),
            ("123456", "n’est pas un UAI"),
        ] {
            match codes.lire(cellule) {
                UaiLu::Aucune { raison } => {
                    assert!(raison.contains(contient), "{cellule}: {raison}");
                }
                autre => panic!("{cellule}: {autre:?}"),
            }
        }
        let college = Uai::from_numero(880_200).unwrap();
        assert!(matches!(
            codes.lire(college.as_str()),
            UaiLu::College { raison } if raison.contains("Collège des Hêtres")
        ));
    }
}
