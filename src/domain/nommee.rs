//! Whether a title seems to name a person: those of projects, trainings and events leave for the
//! DANE, for without them the lists could not be read, but not such ones.

use super::prenoms::est_prenom;
use super::texte::sans_accents;

/// Words before a first name that make it the name of a place: « école Jules-Ferry ».
const LIEUX: [&str; 14] = [
    "ecole",
    "ecoles",
    "college",
    "lycee",
    "groupe",
    "scolaire",
    "elementaire",
    "maternelle",
    "primaire",
    "rue",
    "place",
    "salle",
    "espace",
    "saint",
];

/// Whether somebody seems to be named: a civility or a first name before a word with a capital.
pub fn nomme_une_personne(texte: &str) -> bool {
    let mots: Vec<&str> = texte
        .split(|c: char| !c.is_alphabetic() && c != '.')
        .filter(|mot| !mot.is_empty())
        .collect();
    mots.windows(2).enumerate().any(|(rang, paire)| {
        let grand = paire[1].chars().next().is_some_and(char::is_uppercase);
        let simple = sans_accents(paire[0]);
        let civil = matches!(
            simple.trim_end_matches('.'),
            "m" | "mr" | "mme" | "mlle" | "mmes" | "monsieur" | "madame"
        );
        let lieu = rang > 0 && LIEUX.contains(&sans_accents(mots[rang - 1]).as_str());
        let prenom = paire[0].chars().next().is_some_and(char::is_uppercase) && est_prenom(&simple);
        grand && (civil || (prenom && !lieu))
    })
}

#[cfg(test)]
mod tests {
    use super::nomme_une_personne;

    #[test]
    fn a_person_is_told_from_a_place() {
        for titre in [
            "Formation de Mme Durand",
            "Projet porté par M. Martin",
            "Séance avec Julie Bernard",
            "MME DURAND",
        ] {
            assert!(nomme_une_personne(titre), "{titre}");
        }
        for titre in [
            "",
            "ENT de circonscription de Neufchâteau",
            "Projet de l’école Jules Ferry",
            "Groupe scolaire Louise Michel",
            "Prise en main de ONE, niveau 2",
            "Séminaire des cadres",
        ] {
            assert!(!nomme_une_personne(titre), "{titre}");
        }
    }
}
