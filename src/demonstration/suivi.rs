//! How the carnet of the two circonscriptions was kept, operation by operation, since 2018.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate};

use super::alea::{Alea, jour, jour_ouvre};
use super::ecole_fictive::EcoleFictive;
use super::plan::{Acte, Ecriture, Monde, Personne};
use super::terrain::{self, Tenant};
use super::{audience, circonscriptions, mesures};
use crate::domain::date::date_longue;
use crate::domain::{Deploiement, Id, Perimetre};
use crate::store::solution;

/// The end of the four school years that are always told.
pub(super) const DERNIER_JOUR_SUR: NaiveDate = jour(2022, 7, 6);

/// The day the carnet was begun.
const DEBUT: NaiveDate = jour(2018, 10, 8);

const CPD: Personne = Personne {
    nom: "C. Aubrine",
    fonction: "CPD numérique",
};
const ERUN_NEUFCHATEAU: Personne = Personne {
    nom: "D. Vauthière",
    fonction: "ERUN",
};
const ERUN_EPINAL: Personne = Personne {
    nom: "M. Larochotte",
    fonction: "ERUN",
};

/// The files of the annuaire that were imported: date of the data, day of the import.
const ANNUAIRES: [(NaiveDate, NaiveDate); 8] = [
    (jour(2018, 10, 1), jour(2018, 10, 8)),
    (jour(2019, 10, 7), jour(2019, 10, 10)),
    (jour(2020, 10, 5), jour(2020, 10, 8)),
    (jour(2021, 3, 1), jour(2021, 3, 4)),
    (jour(2021, 10, 4), jour(2021, 10, 7)),
    (jour(2023, 10, 2), jour(2023, 10, 5)),
    (jour(2024, 10, 7), jour(2024, 10, 10)),
    (jour(2025, 10, 6), jour(2025, 10, 9)),
];

/// The acts, in order of time.
pub(super) fn actes(aujourdhui: NaiveDate) -> Vec<Acte> {
    let monde = circonscriptions::monde(aujourdhui);
    let mut actes = Vec::new();
    let mut pousser = |jour, personne, libelle: String, ecritures: Vec<Ecriture>| {
        if !ecritures.is_empty() {
            actes.push(Acte {
                jour,
                personne,
                libelle,
                ecritures,
            });
        }
    };
    for (millesime, le) in ANNUAIRES {
        if le <= aujourdhui {
            let libelle = format!("Import de l’annuaire du {}", date_longue(millesime));
            pousser(le, CPD, libelle, monde.annuaire(millesime));
        }
    }
    // The sectors of the schools of that day, then of those that opened since.
    for (le, nouvelles) in [(DEBUT, false), (jour(2021, 10, 7), true)] {
        let secteurs = monde.secteurs(|e| (e.ouverture > DEBUT) == nouvelles);
        let libelle = "Secteurs de collège renseignés".to_owned();
        pousser(le, CPD, libelle, secteurs);
    }

    let mut avant = NaiveDate::MIN;
    for le in reunions(aujourdhui) {
        let saisies = monde.saisies(avant, le);
        pousser(le, CPD, "Fiches d’écoles corrigées".to_owned(), saisies);
        pousser(
            le,
            CPD,
            "Projets et jalons mis à jour".to_owned(),
            monde.projets(avant, le),
        );
        for (rang, personne) in [ERUN_NEUFCHATEAU, ERUN_EPINAL].into_iter().enumerate() {
            let circo = monde.circonscriptions[rang].id;
            let membres: BTreeSet<Id> = monde
                .ecoles
                .iter()
                .filter(|e| e.circonscription == circo)
                .map(|e| e.id)
                .collect();
            let suivi = monde.suivi(avant, le, |ecole| membres.contains(&ecole));
            pousser(le, personne, libelle_suivi(&suivi), suivi);
        }
        avant = le;
    }
    for (le, personne, ecritures) in verifications(&monde, aujourdhui) {
        pousser(le, personne, "Écoles vérifiées".to_owned(), ecritures);
    }
    let toutes: BTreeSet<Id> = monde.circonscriptions.iter().map(|c| c.id).collect();
    for (le, libelle, ecritures) in audience::imports(&monde, &toutes, true, aujourdhui) {
        pousser(le, CPD, libelle, ecritures);
    }
    for (le, libelle, ecritures) in mesures::imports(&monde, aujourdhui) {
        pousser(le, CPD, libelle, ecritures);
    }
    for (rang, personne) in [ERUN_NEUFCHATEAU, ERUN_EPINAL].into_iter().enumerate() {
        let circo = monde.circonscriptions[rang].id;
        for (le, ecritures) in mesures::conditions(&monde, circo, aujourdhui) {
            pousser(le, personne, "Conditions relevées".to_owned(), ecritures);
        }
    }
    for (le, libelle, ecriture) in erreur_de_saisie(&monde) {
        pousser(le, ERUN_EPINAL, libelle.to_owned(), vec![ecriture]);
    }
    let tenants: Vec<Tenant<'_>> = [ERUN_NEUFCHATEAU, ERUN_EPINAL]
        .into_iter()
        .zip(&monde.circonscriptions)
        .map(|(personne, circonscription)| Tenant {
            personne,
            circonscription: circonscription.id,
            nom: &circonscription.nom,
        })
        .collect();
    for (le, personne, libelle, ecritures) in terrain::faits(&monde, &tenants, CPD, aujourdhui) {
        pousser(le, personne, libelle.to_owned(), ecritures);
    }
    actes.sort_by_key(|acte| acte.jour);
    actes
}

/// The days on which the carnet was brought up to date: every three weeks of the school year,
/// and every few days in the lockdown.
fn reunions(aujourdhui: NaiveDate) -> Vec<NaiveDate> {
    let mut jours = Vec::new();
    let mut le = DEBUT + Days::new(3);
    while le <= aujourdhui {
        if en_classe(le) {
            jours.push(le);
        }
        let confinement = jour(2020, 3, 16) <= le && le <= jour(2020, 5, 11);
        let recent = le >= jour(2022, 7, 7);
        let pas = match (confinement, recent) {
            (true, _) => 4,
            (false, false) => 21,
            (false, true) => 63,
        };
        le = jour_ouvre(le + Days::new(pas));
    }
    if jours.last() != Some(&aujourdhui) {
        jours.push(aujourdhui);
    }
    jours
}

/// Outside the summer and Christmas holidays.
fn en_classe(le: NaiveDate) -> bool {
    (jour(le.year(), 1, 4)..=jour(le.year(), 7, 6)).contains(&le)
        || (jour(le.year(), 9, 1)..jour(le.year(), 12, 20)).contains(&le)
}

fn libelle_suivi(ecritures: &[Ecriture]) -> String {
    let deploiements = ecritures
        .iter()
        .filter(|e| matches!(e, Ecriture::Deploiement(_)))
        .count();
    match (deploiements, ecritures.len() - deploiements) {
        (0, _) => "Financements ajoutés".to_owned(),
        (1, _) => "Déploiement mis à jour".to_owned(),
        (n, _) => format!("{n} déploiements mis à jour"),
    }
}

/// Rounds of verification: both circonscriptions at the end of each school year, and this year's,
/// still under way, which leaves some schools for later.
fn verifications(
    monde: &Monde,
    aujourdhui: NaiveDate,
) -> Vec<(NaiveDate, Personne, Vec<Ecriture>)> {
    let mut tours = Vec::new();
    let recents =
        [140, 90, 55, 33, 19, 11, 4].map(|avant| jour_ouvre(aujourdhui - Days::new(avant)));
    for (rang, personne) in [ERUN_NEUFCHATEAU, ERUN_EPINAL].into_iter().enumerate() {
        let circo = monde.circonscriptions[rang].id;
        let ouvertes = |le: NaiveDate, pourcent: u32| -> Vec<Ecriture> {
            let mut alea = Alea::pour(&format!("vérifications {rang} {le}"));
            let garde = |e: &&EcoleFictive| {
                e.circonscription == circo && e.ouverte_au(le) && alea.chance(pourcent)
            };
            monde
                .ecoles
                .iter()
                .filter(garde)
                .map(|e| Ecriture::Verification(e.id, le, personne.nom))
                .collect()
        };
        let mut annee = 2019;
        while let Some(le) = NaiveDate::from_ymd_opt(annee, 6, 24).map(jour_ouvre) {
            if le + Days::new(150) > aujourdhui {
                break;
            }
            tours.push((le, personne, ouvertes(le, 82)));
            annee += 1;
        }
        for le in recents {
            if le > DEBUT && le <= aujourdhui && en_classe(le) {
                tours.push((le, personne, ouvertes(le, 13)));
            }
        }
    }
    tours
}

/// A deployment entered for the wrong school, taken back the same afternoon.
fn erreur_de_saisie(monde: &Monde) -> Vec<(NaiveDate, &'static str, Ecriture)> {
    let le = jour(2020, 4, 2);
    let Some(ecole) = monde
        .ecoles
        .iter()
        .find(|e| monde.deploiements.iter().all(|d| d.ecole != e.id))
    else {
        return Vec::new();
    };
    let id = Id::derived("deploiement", &format!("{}/erreur", ecole.uai));
    let erreur = Deploiement {
        id,
        ecole: ecole.id,
        solution: solution("ONE"),
        debut: Some(le),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None, None, Some(le), None, None],
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
