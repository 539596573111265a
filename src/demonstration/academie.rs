//! The académie: its schools, its ENT, and the yearly surveys that wrote them down.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};

use super::alea::{jour, jour_ouvre};
use super::plan::{Acte, Ecriture, JalonFictif, Monde, Personne, ProjetFictif};
use super::{audience, circonscriptions, equipement, pieges, territoire};
use crate::domain::date::{date_longue, mois};
use crate::domain::{Deploiement, Id, Perimetre};
use crate::store::solution;

const DANE: Personne = Personne {
    nom: "S. Haudricourt",
    fonction: "DANE",
};

/// The files of the annuaire that were imported: date of the data, day of the import.
const ANNUAIRES: [(NaiveDate, NaiveDate); 4] = [
    (jour(2019, 1, 14), jour(2019, 1, 21)),
    (jour(2020, 1, 13), jour(2020, 1, 20)),
    (jour(2021, 1, 18), jour(2021, 1, 25)),
    (jour(2024, 10, 7), jour(2024, 10, 14)),
];

/// The days of the surveys that are always told; then one each June.
const ENQUETES: [NaiveDate; 7] = [
    jour(2019, 2, 5),
    jour(2019, 9, 24),
    jour(2020, 1, 28),
    jour(2020, 7, 6),
    jour(2020, 11, 10),
    jour(2021, 6, 29),
    jour(2022, 6, 28),
];

/// All the facts of the académie.
pub(super) fn monde(aujourdhui: NaiveDate) -> Monde {
    let mut monde = circonscriptions::monde(aujourdhui);
    territoire::peupler(&mut monde);
    equipement::equiper(&mut monde);
    pieges::poser(&mut monde);
    monde.projets.push(ariane57(&monde));
    monde.ecoles.sort_by(|a, b| a.uai.cmp(&b.uai));
    monde
}

/// The acts, in order of time.
pub(super) fn actes(aujourdhui: NaiveDate) -> Vec<Acte> {
    let monde = monde(aujourdhui);
    let mut actes = Vec::new();
    let mut pousser = |jour, libelle: String, ecritures: Vec<Ecriture>| {
        if !ecritures.is_empty() {
            actes.push(Acte {
                jour,
                personne: DANE,
                libelle,
                ecritures,
            });
        }
    };
    for (millesime, le) in ANNUAIRES {
        if le <= aujourdhui {
            let libelle = format!("Import de l’annuaire du {}", date_longue(millesime));
            pousser(le, libelle, monde.annuaire(millesime));
        }
    }
    let mut avant = NaiveDate::MIN;
    let mut connues = BTreeSet::new();
    for le in enquetes(aujourdhui) {
        let nouvelles: BTreeSet<Id> = monde
            .ecoles
            .iter()
            .filter(|e| {
                ANNUAIRES
                    .iter()
                    .any(|(m, j)| *j <= le && e.releve(*m).is_some())
            })
            .map(|e| e.id)
            .filter(|id| connues.insert(*id))
            .collect();
        if !nouvelles.is_empty() {
            let secteurs = monde.secteurs(|e| nouvelles.contains(&e.id));
            pousser(le, "Secteurs de collège renseignés".to_owned(), secteurs);
        }
        let saisies = monde.saisies(avant, le);
        pousser(
            le,
            "Registre corrigé, écoles ouvertes et fermées".to_owned(),
            saisies,
        );
        pousser(
            le,
            "Projets et jalons mis à jour".to_owned(),
            monde.projets(avant, le),
        );
        let libelle = format!("Enquête ENT, {} {}", mois(le.month()), le.year());
        pousser(le, libelle, monde.suivi(avant, le, |_| true));
        avant = le;
    }
    // One département, as an adviser would have filtered the file of the académie.
    let vosges: BTreeSet<Id> = monde
        .circonscriptions
        .iter()
        .filter(|c| c.departement == "088")
        .map(|c| c.id)
        .collect();
    for (le, libelle, ecritures) in audience::imports(&monde, &vosges, false, aujourdhui) {
        pousser(le, libelle, ecritures);
    }
    for (le, libelle, ecriture) in erreur_de_saisie(&monde) {
        pousser(le, libelle.to_owned(), vec![ecriture]);
    }
    actes.sort_by_key(|acte| acte.jour);
    actes
}

fn enquetes(aujourdhui: NaiveDate) -> Vec<NaiveDate> {
    let mut jours = ENQUETES.to_vec();
    for annee in 2023.. {
        let le = jour_ouvre(jour(annee, 6, 27));
        if le > aujourdhui {
            break;
        }
        jours.push(le);
    }
    if jours.last().is_some_and(|dernier| *dernier < aujourdhui) {
        jours.push(aujourdhui);
    }
    jours
}

/// The departmental ENT, and the schools that take it at the rentrée 2020.
fn ariane57(monde: &Monde) -> ProjetFictif {
    let ariane57 = solution("ARIANE57");
    let rentree = jour(2020, 9, 1);
    let ecoles: BTreeSet<Id> = monde
        .deploiements
        .iter()
        .filter(|d| d.solution == ariane57 && d.debut == Some(rentree))
        .map(|d| d.ecole)
        .collect();
    let jalon = |moment, libelle, prevu_le, atteint_le, conseiller| JalonFictif {
        moment,
        libelle,
        prevu_le,
        atteint_le: Some(atteint_le),
        conseiller_associe: Some(conseiller),
    };
    ProjetFictif {
        id: Id::derived("projet", "demonstration/ariane57"),
        nom: "Ari@ne57, ENT départemental de la Moselle".to_owned(),
        portee: "departemental",
        circonscription: None,
        solution: Some("ARIANE57"),
        debut: jour(2020, 2, 3),
        fin: None,
        description: "Groupement de commande du programme FUS@E, pour toutes les écoles.",
        evaluation: None,
        ecoles: ecoles.into_iter().collect(),
        jalons: vec![
            jalon(
                "CONCEPTION",
                "Cahier des charges",
                jour(2020, 1, 31),
                jour(2020, 2, 10),
                true,
            ),
            jalon(
                "CONVENTION",
                "Marché attribué",
                jour(2020, 5, 29),
                jour(2020, 6, 12),
                false,
            ),
            jalon(
                "LANCEMENT",
                "Ouverture aux premières écoles",
                rentree,
                jour(2020, 9, 7),
                true,
            ),
            jalon(
                "BILAN",
                "Bilan de première année",
                jour(2021, 6, 25),
                jour(2021, 6, 24),
                true,
            ),
        ],
    }
}

/// An ENT entered for the wrong school during the lockdown, then deleted.
fn erreur_de_saisie(monde: &Monde) -> Vec<(NaiveDate, &'static str, Ecriture)> {
    let le = jour(2020, 4, 14);
    let equipees: BTreeSet<Id> = monde.deploiements.iter().map(|d| d.ecole).collect();
    let Some(ecole) = monde.ecoles.iter().find(|e| !equipees.contains(&e.id)) else {
        return Vec::new();
    };
    let id = Id::derived("deploiement", &format!("{}/erreur", ecole.uai));
    let erreur = Deploiement {
        id,
        ecole: ecole.id,
        solution: solution("ONE"),
        debut: Some(jour(2020, 3, 23)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None, None, Some(jour(2020, 3, 23)), None, None],
        projet: None,
        commentaire: String::new(),
    };
    vec![
        (
            le,
            "Déploiement ajouté",
            Ecriture::Deploiement(Box::new(erreur)),
        ),
        (
            le,
            "Déploiement supprimé",
            Ecriture::SupprimerDeploiement(id),
        ),
    ]
}
