//! The words for kinds and columns, for the history and for what an undo leaves.

use super::Genre;
use crate::domain::{Alimentation, ChampEcole, Modalite, Public, Statut, StatutSeance, Wifi};

/// « Le déploiement », as a sentence begins with it.
pub(super) const fn sujet(genre: Genre) -> &'static str {
    match genre {
        Genre::Ecole | Genre::Releve | Genre::EcoleChangement => "L’école",
        Genre::Circonscription => "La circonscription",
        Genre::SecteurCollege => "Le secteur de collège",
        Genre::CommuneInfo => "La commune",
        Genre::Lot => "Le lot de mesures",
        Genre::Terme => "L’entrée de liste",
        Genre::Correspondance => "La correspondance",
        Genre::Solution => "La solution",
        Genre::Dispositif => "Le dispositif",
        Genre::Projet | Genre::ProjetEcole => "Le projet",
        Genre::Jalon => "Le jalon",
        Genre::Deploiement => "Le déploiement",
        Genre::Financement => "Le financement",
        Genre::Conditions => "Les conditions",
        Genre::Verification => "La vérification",
        Genre::Visite => "La visite",
        Genre::Rencontre => "La personne rencontrée",
        Genre::Copie => "La copie du compte rendu",
        Genre::Action => "L’action",
        Genre::Modele => "Le modèle de compte rendu",
        Genre::Formation => "La formation",
        Genre::Seance => "La session de formation",
        Genre::Participation => "La participation",
        Genre::Formateur => "Le formateur",
        Genre::Evenement => "L’événement",
        Genre::EvenementEcole => "L’école de l’événement",
        Genre::Observation => "L’observation",
        Genre::ObservationLigne => "La ligne d’observation",
        Genre::Piece => "La pièce jointe",
        Genre::Conge => "Les congés",
        Genre::Objectif => "L’objectif",
        Genre::BilanEnregistre => "Le bilan enregistré",
        Genre::CleEnvoi => "La clé d’envoi",
        Genre::Reception => "L’envoi reçu",
        Genre::Identite => "La réponse sur un doublon",
    }
}

/// What an undo left because someone has written since; `champs` empty = the whole object.
pub(super) fn laisse(genre: Genre, champs: &[&'static str]) -> String {
    // « l’école », inside a sentence.
    let sujet = sujet(genre).replacen('L', "l", 1);
    if champs.is_empty() {
        return format!("Ce qui a été ajouté depuis est gardé ({sujet}).");
    }
    let noms: Vec<&str> = champs.iter().map(|nom| champ(genre, nom)).collect();
    format!(
        "Ce qui a été écrit depuis est gardé ({sujet}\u{202f}: {}).",
        noms.join(", ")
    )
}

/// The words for a value of a closed vocabulary; `None` for any other text.
pub(super) fn mot(genre: Genre, nom: &str, valeur: &str) -> Option<&'static str> {
    match (genre, nom) {
        (Genre::Deploiement, "perimetre") => match valeur {
            "ecole" => Some("école entière"),
            "classes" => Some("des classes"),
            _ => None,
        },
        (Genre::Conditions, "wifi") => Wifi::parse(valeur).map(Wifi::libelle),
        (Genre::Conditions, "alimentation") => {
            Alimentation::parse(valeur).map(Alimentation::libelle)
        }
        (Genre::Formation, "public") => Public::parse(valeur).map(Public::libelle),
        (Genre::Seance, "modalite") => Modalite::parse(valeur).map(Modalite::libelle),
        (Genre::Seance, "statut") => StatutSeance::parse(valeur).map(StatutSeance::libelle),
        (Genre::Ecole | Genre::Releve | Genre::EcoleChangement, "statut") => {
            Statut::parse(valeur).map(Statut::libelle)
        }
        _ => None,
    }
}

/// The words for a column.
pub(super) fn champ(genre: Genre, nom: &str) -> &'static str {
    if matches!(genre, Genre::Ecole | Genre::Releve | Genre::EcoleChangement)
        && let Some(champ) = ChampEcole::parse(nom)
    {
        return champ.libelle();
    }
    match nom {
        // As the sheet calls it.
        "commentaire" if matches!(genre, Genre::Deploiement) => "Note",
        "supprime" => "Suppression",
        "uai" => "UAI",
        "code" => "Code",
        "nom" => "Nom",
        "departement" => "Département",
        "commune" | "insee" => "Code commune",
        "commune_nom" => "Commune",
        "latitude" => "Latitude",
        "longitude" => "Longitude",
        "plan_ruralite" => "Plan ruralité",
        "ent" => "ENT du collège",
        "population" => "Population",
        "periode" => "Période",
        "fichier" => "Nom du fichier",
        "lignes" => "Lignes",
        "liste" => "Liste",
        "hors_menu" => "Retiré des menus",
        "domaine" => "Domaine",
        "texte" => "Texte",
        "valeur" => "Valeur",
        "moment" => "Moment",
        "evaluation" => "Évaluation",
        "debit_mbits" => "Débit (Mbit/s)",
        "wifi" => "Wifi",
        "postes" => "Ordinateurs",
        "tablettes" => "Tablettes",
        "ecrans" => "Écrans interactifs",
        "gar" => "Accroché au GAR",
        "gar_le" => "Au GAR depuis le",
        "responsable_affectation" => "Responsable d’affectation désigné",
        "alimentation" => "Alimentation des comptes",
        "charte" => "Charte signée",
        "charte_le" => "Charte signée le",
        "duree" => "Durée (minutes)",
        "motif" => "Motif",
        "intervenant" => "Intervenant",
        "contexte" => "Contexte",
        "constats" => "Constats",
        "conseils" => "Conseils",
        "suites" => "Suites",
        "visite" => "Visite",
        "role" => "Fonction",
        "nombre" => "Nombre",
        "pour" => "Copie pour",
        "parties" => "Parties",
        "destinataires" => "Destinataires",
        "qui" => "Par qui",
        "echeance" => "Échéance",
        "faite_le" => "Faite le",
        "abandonnee_le" => "Abandonnée le",
        "titre" => "Titre",
        "objectifs" => "Objectifs",
        "systeme" => "Plan de formation",
        "public" => "Public",
        "cycle" => "Cycle",
        "formation" => "Formation",
        "duree_18h" => "Compté dans les 18 h (minutes)",
        "modalite" => "Modalité",
        "lieu" => "Lieu",
        "statut" => "Statut",
        "reponses" => "Réponses",
        "satisfaction" => "Satisfaction",
        "bilan" => "Bilan",
        "seance" => "Session",
        "noms" => "Noms",
        "animation" => "Animation (minutes)",
        "preparation" => "Préparation (minutes)",
        "sorte" => "Sorte",
        "secteur" => "Secteur de collège",
        "participants" => "Participants",
        "compte_rendu" => "Compte rendu",
        "evenement" => "Événement",
        "observateur" => "Observateur",
        "constat" => "Constat",
        "capsule" => "Capsule vidéo",
        "consentement" => "Consentement recueilli",
        "droit_image" => "Droit à l’image",
        "observation" => "Observation",
        "service" => "Service",
        "frequence" => "Fréquence",
        "palier" => "Palier",
        "point_de_vue" => "Point de vue",
        "acteurs" => "Acteurs",
        "crcn" => "Compétences CRCN",
        "objet" => "Rattachée à",
        "adresse" => "Adresse",
        "editeur" => "Éditeur",
        "compte_ent" => "Compte comme ENT",
        "ordre" => "Ordre",
        "note" => "Note",
        "description" => "Description",
        "reference" => "Référence",
        "portee" => "Portée",
        "circonscription" => "Circonscription",
        "debut" => "Début",
        "fin" => "Fin",
        "projet" => "Projet",
        "ecole" => "École",
        "libelle" => "Libellé",
        "prevu_le" => "Prévu le",
        "atteint_le" => "Atteint le",
        "conseiller_associe" => "Conseiller associé",
        "solution" => "Solution",
        "perimetre" => "Périmètre",
        "classes" => "Classes",
        "classes_total" => "Classes de l’école",
        "projet_le" => "Projet le",
        "conventionne_le" => "Conventionné le",
        "comptes_le" => "Comptes créés le",
        "forme_le" => "Formé le",
        "utilise_le" => "Utilisé le",
        "commentaire" => "Commentaire",
        "deploiement" => "Déploiement",
        "dispositif" => "Dispositif",
        "annee" => "Année",
        "montant_centimes" => "Montant",
        "poste" => "Poste",
        "abonnement_debut" => "Début d’abonnement",
        "abonnement_fin" => "Fin d’abonnement",
        "le" => "Le",
        "par" => "Par",
        "depuis" => "Depuis",
        "jeu" => "Fichier",
        "rentree" => "Rentrée",
        "part" => "Part des écoles (%)",
        "contenu" => "Réglages",
        "millesime" => "Millésime",
        "producteur" => "Expéditeur",
        "au" => "État au",
        "empreinte" => "Empreinte",
        "ecoles" => "Écoles",
        "avec_ent" => "Écoles avec ENT",
        "remplacee" => "Remplace",
        "genre" => "Sorte d’élément",
        "premier" => "L’un",
        "second" => "L’autre",
        "reponse" => "Réponse",
        _ => "Autre champ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_words() {
        for genre in Genre::ALL {
            for c in genre.champs() {
                assert_ne!(
                    champ(genre, c.nom),
                    "Autre champ",
                    "{}.{}",
                    genre.as_str(),
                    c.nom
                );
            }
        }
    }
}
