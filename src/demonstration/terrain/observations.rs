//! What was seen done with an ENT: a third of the schools twice, so that what moved shows.

use chrono::{Days, NaiveDate};

use super::super::alea::Alea;
use super::super::ecole_fictive::EcoleFictive;
use super::super::plan::{Ecriture, Monde};
use super::textes::CONSTATS;
use super::{Fait, Tenant, annees, ecoles, equipee, jour_de_classe};
use crate::domain::{Crcn, Id, Liste, Nature, Observation, ObservationLigne};
use crate::store::terme;

const SERVICES: [&str; 6] = [
    "CAHIER_LIAISON",
    "BLOG",
    "CAHIER_VIE",
    "MESSAGERIE",
    "CAHIER_MULTIMEDIA",
    "MEDIACENTRE",
];
const FREQUENCES: [&str; 6] = [
    "JAMAIS",
    "RARE",
    "MENSUEL",
    "HEBDO",
    "PLURI_HEBDO",
    "QUOTIDIEN",
];
const PALIERS: [&str; 4] = ["DECOUVERTE", "PONCTUEL", "INSTALLE", "PARTAGE"];
const POINTS_DE_VUE: [&str; 3] = ["DIRECTION", "ENSEIGNANTS", "INSPECTION"];

pub(super) fn faits(monde: &Monde, tenant: Tenant<'_>, aujourdhui: NaiveDate) -> Vec<Fait> {
    let mut faits = Vec::new();
    for (tour, annee) in annees(aujourdhui)[1..].iter().enumerate() {
        for ecole in ecoles(monde, tenant.circonscription, annee.debut()) {
            let suivie = Alea::pour(&format!("{} observée", ecole.uai)).sous(100);
            // Half of those seen the first year are seen again.
            if suivie >= [50, 34][tour] || !equipee(monde, ecole.id, annee.debut()) {
                continue;
            }
            let mut alea = Alea::pour(&format!("{} observation {tour}", ecole.uai));
            let ecart = [60, 8][tour] + u64::from(alea.sous([180, 70][tour]));
            let le = jour_de_classe(annee.debut() + Days::new(ecart));
            if le <= aujourdhui {
                let observation = observation(ecole, tenant, le, tour as u32, &mut alea);
                let ecritures = vec![Ecriture::Observation(Box::new(observation))];
                faits.push((le, tenant.personne, "Observation", ecritures));
            }
        }
    }
    faits
}

fn observation(
    ecole: &EcoleFictive,
    tenant: Tenant<'_>,
    le: NaiveDate,
    tour: u32,
    alea: &mut Alea,
) -> Observation {
    // A school's own ease: the same both years.
    let aisance = Alea::pour(&format!("{} aisance", ecole.uai)).sous(3);
    let mut lignes = Vec::new();
    for service in SERVICES {
        if !alea.chance(62 + 12 * tour) {
            continue;
        }
        let palier = (aisance + tour + alea.sous(2)).min(3) as usize;
        let frequence = (palier + 1 + alea.sous(2) as usize).min(5);
        let point_de_vue = POINTS_DE_VUE[alea.sous(3) as usize];
        let acteurs = ["ENSEIGNANTS", "ELEVES", "PARENTS", "COLLEGE"];
        lignes.push(ObservationLigne {
            service: terme(Liste::Service, service),
            frequence: Some(terme(Liste::Frequence, FREQUENCES[frequence])),
            palier: Some(terme(Liste::Palier, PALIERS[palier])),
            point_de_vue: Some(terme(Liste::PointDeVue, point_de_vue)),
            acteurs: acteurs[..=palier]
                .iter()
                .map(|acteur| terme(Liste::Acteur, acteur))
                .collect(),
            crcn: ["2.1", "2.2", "3.1"]
                .iter()
                .take(palier)
                .filter_map(|numero| Crcn::parse(numero))
                .collect(),
            constat: CONSTATS[palier].to_owned(),
        });
    }
    let cycle = match ecole.nature {
        Nature::Maternelle => "CYCLE1",
        Nature::Elementaire => *alea.choix(&["CYCLE2", "CYCLE3"]),
        Nature::Primaire => "TOUS",
    };
    Observation {
        id: Id::derived("observation", &format!("{}/{le}", ecole.uai)),
        ecole: ecole.id,
        le,
        observateur: tenant.personne.nom.to_owned(),
        cycle: Some(terme(Liste::Cycle, cycle)),
        constat: if tour == 0 {
            "Un service porte les autres ; les élèves attendent de pouvoir publier.".to_owned()
        } else {
            "Les habitudes sont prises ; l’équipe se partage la relecture.".to_owned()
        },
        capsule: String::new(),
        consentement: None,
        droit_image: None,
        lignes,
    }
}
