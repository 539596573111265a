//! The titles people give to columns, in the usual words of the trade (`domain.md` §2.8).

use super::champ::Champ;
use crate::domain::Etape;
use crate::exchange::jeu::normalise;

/// How sure a title makes one of its meaning, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Foi {
    /// It only contains a telling word.
    Mot,
    /// A name also used for other things.
    Vague,
    Nom,
    /// A person said so.
    Retenue,
}

/// Words that change nothing to the meaning of a title.
const VIDES: [&str; 20] = [
    "de", "du", "des", "d", "la", "le", "les", "l", "en", "au", "aux", "a", "un", "une", "par",
    "pour", "et", "nos", "notre", "s",
];

/// Titles written another way mean the same: « Nb de classes », « nb classe ».
fn canonique(titre: &str) -> String {
    let normal = normalise(titre);
    let mots: Vec<&str> = normal
        .split('_')
        .filter(|mot| !mot.is_empty() && !VIDES.contains(mot))
        .map(|mot| match mot {
            "nbre" | "nombre" | "nbr" => "nb",
            "no" | "num" | "numero" => "n",
            mot if mot.len() > 3 => mot.strip_suffix('s').unwrap_or(mot),
            mot => mot,
        })
        .collect();
    mots.join(" ")
}

/// The usual names of each field, in canonical form.
const NOMS: [(Champ, &str); 16] = [
    (
        Champ::Uai,
        "uai|rne|code uai|code rne|n uai|n rne|uai ecole|rne ecole|uai rne|code ecole\
         |n ecole|identifiant ecole|identifiant etablissement|code etablissement\
         |uai etablissement|identifiant",
    ),
    (
        Champ::Nom,
        "ecole|nom|nom ecole|etablissement|nom etablissement|libelle ecole|denomination\
         |appellation|appellation officielle|groupe scolaire|nom structure|structure",
    ),
    (
        Champ::Nature,
        "nature|nature ecole|type ecole|type etablissement|niveau ecole",
    ),
    (
        Champ::Commune,
        "commune|ville|nom commune|localite|commune ecole|libelle commune",
    ),
    (
        Champ::Solution,
        "solution|ent|nom ent|nom solution|solution ent|ent utilise|ent deploye\
         |ent choisi|ent retenu|ent ecole|ent actuel|quel ent|lequel\
         |environnement numerique travail|espace numerique travail|plateforme\
         |plateforme ent|type ent|nom produit",
    ),
    (
        Champ::Debut,
        "debut|date debut|depui|depui quand|debut ent|date ouverture|ouverture\
         |mise service|date mise service|mise place|date mise place|date deploiement\
         |debut deploiement|date installation|demarrage|date demarrage|ouvert|rentree\
         |annee debut",
    ),
    (
        Champ::Fin,
        "fin|date fin|fin ent|jusqu|jusque|echeance|date echeance|fin abonnement\
         |expiration|date expiration|arret|date arret|fin deploiement|fin contrat",
    ),
    (
        Champ::Perimetre,
        "perimetre|portee|toute ecole|ecole entiere|perimetre ent|etendue\
         |ecole ou classe|ecole classe",
    ),
    (
        Champ::Classes,
        "nb classe|classe|classe equipee|nb classe equipee|nb classe ent|classe ent\
         |classe concernee|nb classe concernee|nb classe avec ent|classe avec ent",
    ),
    (
        Champ::ClassesTotal,
        "total classe|nb total classe|nb classe ecole|classe ecole|classe total\
         |nb classe total|nb classe totale",
    ),
    (
        Champ::Financement,
        "financement|financeur|finance|source financement|mode financement|dispositif\
         |type financement|financement ent|payeur|dispositif financement",
    ),
    (Champ::Etape(Etape::Projet), "projet|date projet"),
    (
        Champ::Etape(Etape::Conventionne),
        "conventionne|convention|date convention|convention signee|conventionnement\
         |signature convention|date signature|date signature convention",
    ),
    (
        Champ::Etape(Etape::Comptes),
        "compte|compte cree|creation compte|date creation compte|ouverture compte",
    ),
    (
        Champ::Etape(Etape::Forme),
        "forme|formee|formation|date formation|formation ent|equipe formee\
         |formation faite",
    ),
    (
        Champ::Etape(Etape::Utilise),
        "utilise|utilisee|utilisation|utilise depui|date utilisation|usage\
         |usage constate",
    ),
];

const COMMENTAIRES: &str =
    "commentaire|remarque|observation|note|precision|info|information|diver|rq";

/// Names that often mean something else: taken when nothing better is there.
const VAGUES: [(Champ, &str); 5] = [
    (
        Champ::Debut,
        "date|annee|annee scolaire|annee deploiement|deploiement",
    ),
    (
        Champ::Solution,
        "produit|outil|logiciel|application|nom outil",
    ),
    (Champ::Nature, "type|nature etablissement"),
    (Champ::Nom, "libelle|site"),
    (Champ::Commentaire, "complement|etat|suivi|avancement"),
];

/// Words after which a title is about something the carnet does not take from here.
const AILLEURS: &str = "mail|courriel|email|tel|telephone|directeur|directrice|direction|enseignant\
         |referent|ien|cpc|erun|circonscription|adresse|cp|postal|eleve|effectif\
         |latitude|longitude|departement|academie|insee|montant|cout|college";

/// Telling words, in the order in which they decide.
const MOTS: [(Champ, &str); 14] = [
    (Champ::Uai, "uai|rne"),
    (Champ::Commentaire, "commentaire|remarque|observation"),
    (Champ::Financement, "financement|financeur|finance"),
    (Champ::Perimetre, "perimetre"),
    (Champ::Fin, "fin|echeance|expiration"),
    (Champ::Debut, "debut|depui"),
    (Champ::ClassesTotal, "total"),
    (Champ::Classes, "classe"),
    (
        Champ::Etape(Etape::Conventionne),
        "convention|conventionne|conventionnement",
    ),
    (Champ::Etape(Etape::Comptes), "compte"),
    (Champ::Etape(Etape::Forme), "formation|forme"),
    (Champ::Etape(Etape::Utilise), "utilise|utilisation"),
    (Champ::Solution, "ent|solution"),
    (Champ::Commune, "commune"),
];

/// The title plainly announces the name of an ENT.
pub(super) fn names_solution(titre: &str) -> bool {
    of_title(titre) == Some((Champ::Solution, Foi::Nom))
}

/// What a title says its column is, in the usual words of the trade (`domain.md` §2.8).
pub(super) fn of_title(titre: &str) -> Option<(Champ, Foi)> {
    match normalise(titre).as_str() {
        "du" => return Some((Champ::Debut, Foi::Vague)),
        "au" => return Some((Champ::Fin, Foi::Vague)),
        _ => {}
    }
    let titre = canonique(titre);
    if titre.is_empty() {
        return None;
    }
    let parmi = |noms: &str| noms.split('|').any(|nom| nom == titre);
    if parmi(COMMENTAIRES) {
        return Some((Champ::Commentaire, Foi::Nom));
    }
    if let Some((champ, _)) = NOMS.iter().find(|(_, noms)| parmi(noms)) {
        return Some((*champ, Foi::Nom));
    }
    if let Some((champ, _)) = VAGUES.iter().find(|(_, noms)| parmi(noms)) {
        return Some((*champ, Foi::Vague));
    }
    let mots: Vec<&str> = titre.split(' ').collect();
    if AILLEURS.split('|').any(|ailleurs| mots.contains(&ailleurs)) {
        return None;
    }
    MOTS.iter()
        .find(|(_, telling)| telling.split('|').any(|t| mots.contains(&t)))
        .map(|(champ, _)| (*champ, Foi::Mot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_titles_are_recognised_whatever_their_case_accents_and_plurals() {
        for (titre, attendu) in [
            ("RNE", Champ::Uai),
            ("Code UAI", Champ::Uai),
            ("N° UAI", Champ::Uai),
            ("Numéro UAI de l’école", Champ::Uai),
            ("Identifiant_de_l_etablissement", Champ::Uai),
            ("Ecole", Champ::Nom),
            ("ÉCOLES", Champ::Nom),
            ("Nom de l'école", Champ::Nom),
            ("Ville", Champ::Commune),
            ("ENT", Champ::Solution),
            ("Solution", Champ::Solution),
            ("Nom de l’ENT", Champ::Solution),
            ("Produit", Champ::Solution),
            ("Nb classes", Champ::Classes),
            ("Nombre de classes équipées", Champ::Classes),
            ("Nbre de classes de l'école", Champ::ClassesTotal),
            ("Nombre total de classes", Champ::ClassesTotal),
            ("Début", Champ::Debut),
            ("Date de début", Champ::Debut),
            ("Depuis", Champ::Debut),
            ("Depuis quand ?", Champ::Debut),
            ("Date de début de l’ENT", Champ::Debut),
            ("Du", Champ::Debut),
            ("Au", Champ::Fin),
            ("Fin", Champ::Fin),
            ("Jusqu’au", Champ::Fin),
            ("Date de fin d'abonnement", Champ::Fin),
            ("Périmètre", Champ::Perimetre),
            ("Toute l’école", Champ::Perimetre),
            ("Financement", Champ::Financement),
            ("Financeur(s)", Champ::Financement),
            ("Financé par", Champ::Financement),
            ("Commentaires", Champ::Commentaire),
            ("Remarque", Champ::Commentaire),
            ("OBSERVATIONS", Champ::Commentaire),
            ("Conventionné le", Champ::Etape(Etape::Conventionne)),
            ("Comptes créés le", Champ::Etape(Etape::Comptes)),
            ("Formé le", Champ::Etape(Etape::Forme)),
            ("Utilisé", Champ::Etape(Etape::Utilise)),
            ("Date de formation", Champ::Etape(Etape::Forme)),
        ] {
            assert_eq!(
                of_title(titre).map(|(champ, _)| champ),
                Some(attendu),
                "{titre}"
            );
        }
        for titre in [
            "",
            "Mail de l’école",
            "Téléphone",
            "Nom du directeur",
            "Secteur",
            "2019",
        ] {
            assert_eq!(of_title(titre), None, "{titre}");
        }
    }

    #[test]
    fn the_lists_are_written_in_their_own_form() {
        let listes = NOMS.iter().chain(&VAGUES).map(|(_, noms)| *noms);
        for nom in listes
            .chain([COMMENTAIRES])
            .flat_map(|noms| noms.split('|'))
        {
            assert_eq!(canonique(nom), nom);
        }
    }
}
