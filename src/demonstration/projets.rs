//! The projects of the Vosges: the two experiments of the source, an older funding file, and one
//! under way.

use chrono::{Days, NaiveDate};

use super::alea::{jour, jour_ouvre};
use super::plan::{JalonFictif, Monde, ProjetFictif};
use crate::domain::{AnneeScolaire, Id, Statut};
use crate::store::dispositif;

/// What the identities of the two experiments are drawn from, in the order of the circonscriptions.
pub(super) const EXPERIMENTATIONS: [&str; 2] =
    ["demonstration/neufchateau", "demonstration/epinal"];

/// The day the schools of the experiments were listed.
const RENTREE_2019: NaiveDate = jour(2019, 9, 2);

/// Schools of the project under way: circonscription, place in its list. Three are still without.
const RECONDUITES: [(usize, usize); 13] = [
    (0, 1),
    (0, 4),
    (0, 7),
    (0, 14),
    (0, 21),
    (0, 24),
    (1, 1),
    (1, 2),
    (1, 9),
    (1, 11),
    (1, 14),
    (1, 25),
    (1, 43),
];

/// All of them; the schools and their stories are already in `monde`.
pub(super) fn tous(monde: &Monde, aujourdhui: NaiveDate) -> Vec<ProjetFictif> {
    vec![
        experimentation(monde, 0),
        experimentation(monde, 1),
        enir(monde),
        reconduction(monde, aujourdhui),
    ]
}

fn jalon(
    moment: &'static str,
    libelle: &'static str,
    prevu_le: NaiveDate,
    atteint_le: Option<NaiveDate>,
    conseiller_associe: Option<bool>,
) -> JalonFictif {
    JalonFictif {
        moment,
        libelle,
        prevu_le,
        atteint_le,
        conseiller_associe,
    }
}

/// The ENT of a whole circonscription: « prendre la mesure d'un déploiement ».
fn experimentation(monde: &Monde, rang: usize) -> ProjetFictif {
    let circo = &monde.circonscriptions[rang];
    let evaluation = [
        "Les écoles d’un même secteur avancent ensemble. Les plus petites demandent une présence au moment des comptes ; le lien avec le collège reste à faire.",
        "Le déploiement tient quand la direction est formée avant les enseignants. Les maternelles s’en servent surtout pour le lien avec les familles.",
    ];
    ProjetFictif {
        id: Id::derived("projet", EXPERIMENTATIONS[rang]),
        nom: format!("Expérimentation ENT de circonscription, {}", circo.nom),
        portee: "experimentation",
        circonscription: Some(circo.id),
        solution: Some("ONE"),
        debut: jour(2019, 6, 11),
        fin: Some(jour(2022, 11, 30)),
        description: "Prendre la mesure d’un déploiement sur toute une circonscription. Abonnement de trois ans mis à disposition par la DANE.",
        evaluation: Some((jour(2022, 6, 28), evaluation[rang])),
        ecoles: monde
            .ecoles
            .iter()
            .filter(|e| e.circonscription == circo.id && e.statut == Statut::Public)
            .filter(|e| e.ouverte_au(RENTREE_2019))
            .map(|e| e.id)
            .collect(),
        jalons: vec![
            jalon(
                "CONCEPTION",
                "Conception avec l’équipe de circonscription",
                jour(2019, 6, 28),
                Some(jour(2019, 6, 25)),
                Some(true),
            ),
            jalon(
                "CONVENTION",
                "Conventions signées par les communes",
                jour(2019, 9, 30),
                Some(jour(2019, 10, 4)),
                Some(false),
            ),
            jalon(
                "LANCEMENT",
                "Comptes créés dans toutes les écoles",
                jour(2019, 12, 20),
                Some(jour(2019, 12, 13)),
                if rang == 0 { Some(false) } else { None },
            ),
            jalon(
                "FORMATION",
                "Directions et enseignants formés",
                jour(2020, 2, 14),
                Some(jour(2020, 1, 31)),
                Some(true),
            ),
            jalon(
                "BILAN",
                "Bilan de fin de première année",
                jour(2020, 6, 26),
                Some(jour(2020, 7, 3)),
                Some(true),
            ),
            jalon(
                "BILAN",
                "Bilan de deuxième année",
                jour(2021, 6, 25),
                Some(jour(2021, 6, 29)),
                Some(true),
            ),
            jalon(
                "EVALUATION",
                "Évaluation et suite à donner",
                jour(2022, 6, 24),
                Some(jour(2022, 6, 28)),
                Some(true),
            ),
        ],
    }
}

/// The files of ENIR 2018: written by the communes, joined by the advisers once they were won.
fn enir(monde: &Monde) -> ProjetFictif {
    let enir = dispositif("ENIR2018");
    let mut ecoles: Vec<Id> = monde
        .financements
        .iter()
        .filter(|f| dispositif(f.dispositif) == enir)
        .map(|f| f.ecole)
        .collect();
    ecoles.sort_unstable();
    ecoles.dedup();
    ProjetFictif {
        id: Id::derived("projet", "demonstration/enir"),
        nom: "ENIR 2018, écoles rurales accompagnées".to_owned(),
        portee: "ecole",
        circonscription: None,
        solution: None,
        debut: jour(2018, 10, 15),
        fin: Some(jour(2021, 6, 30)),
        description: "Dossiers des communes retenus à l’appel à projets ENIR 2018, avec un ENT de deux ans.",
        evaluation: None,
        ecoles,
        jalons: vec![
            jalon(
                "CONCEPTION",
                "Dossiers déposés par les communes",
                jour(2018, 9, 28),
                Some(jour(2018, 9, 28)),
                Some(false),
            ),
            jalon(
                "CONVENTION",
                "Conventions avec l’académie",
                jour(2018, 12, 21),
                Some(jour(2018, 12, 20)),
                None,
            ),
            jalon(
                "FORMATION",
                "Prise en main dans chaque école",
                jour(2019, 6, 28),
                Some(jour(2019, 6, 24)),
                Some(true),
            ),
            jalon(
                "EVALUATION",
                "Bilan de fin d’abonnement",
                jour(2021, 6, 25),
                Some(jour(2021, 6, 29)),
                None,
            ),
        ],
    }
}

/// A new subscription of three years, begun last school year: one milestone is late.
fn reconduction(monde: &Monde, aujourdhui: NaiveDate) -> ProjetFictif {
    let annee = AnneeScolaire::of(aujourdhui).precedente().rentree();
    let ecoles = RECONDUITES
        .into_iter()
        .filter_map(|(circo, rang)| {
            let circo = monde.circonscriptions[circo].id;
            let mut rangs = monde.ecoles.iter().filter(|e| e.circonscription == circo);
            rangs.nth(rang).map(|e| e.id)
        })
        .collect();
    ProjetFictif {
        id: Id::derived("projet", "demonstration/reconduction"),
        nom: format!("Abonnement DANE {annee}-{}", annee + 3),
        portee: "departemental",
        circonscription: None,
        solution: Some("ONE"),
        debut: jour(annee, 9, 1),
        fin: Some(jour(annee + 3, 8, 31)),
        description: "Reconduction pour les écoles qui s’en servent, et ouverture à trois écoles jusqu’ici sans ENT.",
        evaluation: None,
        ecoles,
        jalons: vec![
            jalon(
                "CONCEPTION",
                "Écoles choisies avec les circonscriptions",
                jour(annee, 5, 20),
                Some(jour(annee, 5, 22)),
                Some(true),
            ),
            jalon(
                "CONVENTION",
                "Conventions avec les communes",
                jour(annee, 9, 30),
                Some(jour(annee, 10, 6)),
                Some(false),
            ),
            jalon(
                "LANCEMENT",
                "Réunion des directions",
                jour(annee, 10, 13),
                Some(jour(annee, 10, 13)),
                Some(true),
            ),
            jalon(
                "FORMATION",
                "Nouvelles équipes formées",
                jour(annee + 1, 1, 30),
                Some(jour(annee + 1, 2, 5)),
                Some(true),
            ),
            jalon(
                "BILAN",
                "Bilan de première année",
                jour_ouvre(aujourdhui - Days::new(20)),
                None,
                None,
            ),
            jalon(
                "EVALUATION",
                "Évaluation avec les deux circonscriptions",
                jour(annee + 3, 6, 15),
                None,
                Some(true),
            ),
        ],
    }
}
