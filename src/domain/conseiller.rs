//! Whether a conseiller pédagogique was part of a project, in plain words.
//!
//! The source asks for « l’association d’un conseiller pédagogique de la circonscription,
//! idéalement dès la conception du projet et durant tout son déroulement, mais au moins à quelques
//! moments clés dont l’évaluation » (`domain.md` §0.2). So what is missing is told of these two
//! moments, and of them only.

use chrono::NaiveDate;

use super::texte::sans_accents;
use super::{Faits, Jalon, Projet};

/// The shipped moments: code, name, and the name after « associé ».
const MOMENTS: [(&str, &str, &str); 6] = [
    ("CONCEPTION", "Conception", "à la conception"),
    ("CONVENTION", "Convention", "à la convention"),
    ("LANCEMENT", "Lancement", "au lancement"),
    (
        "FORMATION",
        "Formation des équipes",
        "à la formation des équipes",
    ),
    ("BILAN", "Bilan d’étape", "au bilan d’étape"),
    ("EVALUATION", "Évaluation", "à l’évaluation"),
];

/// What the milestones of a project say of its conseiller pédagogique on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Association {
    /// « Un conseiller pédagogique a été associé à la conception et à l’évaluation. »
    pub dit: String,
    /// « Aucun conseiller à la conception. »; one sentence for each of the two moments the source
    /// asks for.
    pub manques: Vec<String>,
}

/// What is said on `au` of the conseiller pédagogique of this project. Nothing at all without
/// milestones.
pub fn association(faits: &Faits, projet: &Projet, au: NaiveDate) -> Association {
    if projet.jalons.is_empty() {
        return Association::default();
    }
    let moments = |passe: bool| {
        let mut mots: Vec<String> = Vec::new();
        for jalon in &projet.jalons {
            if jalon.conseiller_associe == Some(true) && jalon.est_atteint(au) == passe {
                let mot = au_moment(faits, jalon);
                if !mots.contains(&mot) {
                    mots.push(mot);
                }
            }
        }
        enumeration(&mots)
    };
    let dit = match (moments(true), moments(false)) {
        (Some(passes), None) => format!("Un conseiller pédagogique a été associé {passes}."),
        (Some(passes), Some(attendus)) => format!(
            "Un conseiller pédagogique a été associé {passes}\u{202f}; il est attendu {attendus}."
        ),
        (None, Some(attendus)) => {
            format!("Un conseiller pédagogique est attendu {attendus}.")
        }
        (None, None) => "Aucun conseiller pédagogique n’est noté dans ce projet.".to_owned(),
    };
    let manques = ["CONCEPTION", "EVALUATION"]
        .into_iter()
        .filter_map(|code| manque(faits, projet, code))
        .collect();
    Association { dit, manques }
}

/// What lacks at the moment of this code; `None` when somebody was, or is to be, part of it.
fn manque(faits: &Faits, projet: &Projet, code: &str) -> Option<String> {
    let jalons: Vec<&Jalon> = projet
        .jalons
        .iter()
        .filter(|j| code_moment(faits, j) == Some(code))
        .collect();
    let mot = MOMENTS.iter().find(|(c, _, _)| *c == code)?.2;
    if jalons.is_empty() {
        return Some(format!("Aucun jalon ne correspond {mot}."));
    }
    if jalons.iter().any(|j| j.conseiller_associe == Some(true)) {
        return None;
    }
    Some(
        if jalons.iter().any(|j| j.conseiller_associe == Some(false)) {
            format!("Aucun conseiller {mot}.")
        } else {
            format!("Conseiller non précisé {mot}.")
        },
    )
}

fn code_moment<'a>(faits: &'a Faits, jalon: &Jalon) -> Option<&'a str> {
    faits.terme(jalon.moment?)?.code.as_deref()
}

/// « à la conception », « au lancement »; a moment of the user's own is quoted.
fn au_moment(faits: &Faits, jalon: &Jalon) -> String {
    let terme = jalon.moment.and_then(|id| faits.terme(id));
    let livre = terme.and_then(|t| {
        let code = t.code.as_deref()?;
        MOMENTS
            .iter()
            .find(|(c, nom, _)| *c == code && sans_accents(nom) == sans_accents(&t.nom))
    });
    if let Some((_, _, mot)) = livre {
        return (*mot).to_owned();
    }
    let nom = terme
        .filter(|t| t.code.as_deref() != Some("AUTRE") || jalon.libelle.is_empty())
        .map_or_else(|| jalon.nom(faits), |t| t.nom.as_str());
    format!("à «\u{a0}{nom}\u{a0}»")
}

/// « a, b et c »; `None` of nothing.
fn enumeration(mots: &[String]) -> Option<String> {
    let (dernier, avant) = mots.split_last()?;
    Some(if avant.is_empty() {
        dernier.clone()
    } else {
        format!("{} et {dernier}", avant.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Id, Liste, Terme};

    fn faits() -> Faits {
        let noms = [
            ("CONCEPTION", "Conception"),
            ("LANCEMENT", "Coup d’envoi"),
            ("BILAN", "Bilan d’étape"),
            ("EVALUATION", "Évaluation"),
            ("AUTRE", "Autre moment"),
        ];
        Faits {
            termes: noms
                .into_iter()
                .map(|(code, nom)| Terme {
                    id: Id::derived("terme", code),
                    liste: Liste::Moment,
                    code: Some(code.to_owned()),
                    nom: nom.to_owned(),
                    ordre: 1,
                    retire: false,
                })
                .collect(),
            ..Faits::default()
        }
    }

    const AU: NaiveDate = NaiveDate::from_ymd_opt(2022, 7, 1).expect("a real day");

    /// Code of the moment, reached or not, conseiller.
    fn dit(jalons: &[(&str, bool, Option<bool>)]) -> Association {
        let id = Id::derived("projet", "un");
        let projet = Projet {
            id,
            nom: "Un projet".to_owned(),
            portee: None,
            circonscription: None,
            solution: None,
            debut: None,
            fin: None,
            description: String::new(),
            evaluation: String::new(),
            ecoles: std::collections::BTreeSet::new(),
            jalons: jalons
                .iter()
                .map(|&(code, atteint, conseiller_associe)| Jalon {
                    atteint_le: atteint.then_some(AU),
                    conseiller_associe,
                    libelle: "Visite des élus".to_owned(),
                    ..Jalon::nouveau(id, Some(Id::derived("terme", code)))
                })
                .collect(),
        };
        association(&faits(), &projet, AU)
    }

    #[test]
    fn the_sentence_tells_the_moments_in_their_order_once_each() {
        for (jalons, attendu) in [
            (
                &[
                    ("CONCEPTION", true, Some(true)),
                    ("EVALUATION", true, Some(true)),
                ][..],
                "Un conseiller pédagogique a été associé à la conception et à l’évaluation.",
            ),
            (
                &[
                    ("CONCEPTION", true, Some(true)),
                    ("BILAN", true, Some(true)),
                    ("BILAN", true, Some(true)),
                    ("EVALUATION", false, Some(true)),
                ],
                "Un conseiller pédagogique a été associé à la conception et au bilan d’étape\u{202f}; il est attendu à l’évaluation.",
            ),
            (
                &[("LANCEMENT", true, Some(true)), ("AUTRE", true, Some(true))],
                "Un conseiller pédagogique a été associé à «\u{a0}Coup d’envoi\u{a0}» et à «\u{a0}Visite des élus\u{a0}».",
            ),
            (
                &[("EVALUATION", false, Some(true))],
                "Un conseiller pédagogique est attendu à l’évaluation.",
            ),
            (
                &[("CONCEPTION", true, Some(false))],
                "Aucun conseiller pédagogique n’est noté dans ce projet.",
            ),
            (&[], ""),
        ] {
            assert_eq!(dit(jalons).dit, attendu);
        }
    }

    #[test]
    fn what_lacks_is_told_of_the_conception_and_the_evaluation_only() {
        for (jalons, attendus) in [
            (
                &[
                    ("CONCEPTION", true, Some(false)),
                    ("EVALUATION", false, None),
                ][..],
                &[
                    "Aucun conseiller à la conception.",
                    "Conseiller non précisé à l’évaluation.",
                ][..],
            ),
            (
                &[
                    ("BILAN", true, Some(false)),
                    ("EVALUATION", true, Some(true)),
                ],
                &["Aucun jalon ne correspond à la conception."],
            ),
            (
                // One of two meetings is enough.
                &[
                    ("CONCEPTION", true, Some(false)),
                    ("CONCEPTION", true, Some(true)),
                    ("EVALUATION", true, Some(true)),
                ],
                &[],
            ),
        ] {
            assert_eq!(dit(jalons).manques, attendus);
        }
    }
}
