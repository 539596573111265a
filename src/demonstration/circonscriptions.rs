//! The two circonscriptions of the Vosges experiments, school by school.
//!
//! 34 public schools in four sectors, three of them in the plan ruralité; 45 public schools, four
//! of them in REP+. Every rentrée that closes a school opens another, so both counts hold from
//! 2018 to now. The towns are real; the schools, their names and their collèges are not.

use chrono::NaiveDate;

use super::alea::jour;
use super::ecole_fictive::{Changement, EcoleFictive, Lieu, Nuance};
use super::plan::{CirconscriptionFictive, Monde, SecteurFictif};
use super::scenarios::{Scenario, raconter};
use super::vosges::{
    COMMUNES, EPINAL, Ligne, NEUFCHATEAU, PRIVEES, REP_PLUS, RPI, SECTEURS, Secteur,
};
use super::{projets, suites};
use crate::domain::{ChampEcole, Deploiement, EducationPrioritaire, Etat, Id, Nature, Statut, Uai};
use crate::store::Champs;

/// The rentrée that closes a school and opens another in each circonscription.
const RENTREE_2021: NaiveDate = jour(2021, 9, 1);

/// Both circonscriptions, with all that happened up to `aujourdhui`.
pub(super) fn monde(aujourdhui: NaiveDate) -> Monde {
    let mut monde = Monde {
        secteurs: SECTEURS.iter().map(secteur).collect(),
        ..Monde::default()
    };
    for (rang, nom) in ["Neufchâteau", "Épinal"].into_iter().enumerate() {
        let code = uai(889_901 + rang as u32);
        monde.circonscriptions.push(CirconscriptionFictive {
            id: Id::derived("circonscription", &code),
            code,
            nom: nom.to_owned(),
            departement: "088",
        });
    }
    let (mut neufchateau, mut epinal) =
        (ecoles(&monde, 0, &NEUFCHATEAU), ecoles(&monde, 1, &EPINAL));
    evenements_neufchateau(&mut neufchateau, &monde);
    evenements_epinal(&mut epinal, &monde);
    for (circo, ecoles) in [(0, neufchateau), (1, epinal)] {
        for (rang, (ecole, scenario)) in ecoles.into_iter().enumerate() {
            let projet = projets::EXPERIMENTATIONS[circo];
            let projet = Id::derived("projet", projet);
            let mut histoire = raconter(scenario, &ecole, Some(projet), aujourdhui);
            suites::poursuivre(&mut histoire, &ecole, circo, rang, aujourdhui);
            if let Some(fermeture) = ecole.fermeture {
                arreter(&mut histoire.deploiements, fermeture);
                histoire.financements.retain(|f| f.debut < fermeture);
            }
            monde.deploiements.extend(histoire.deploiements);
            monde.financements.extend(histoire.financements);
            monde.ecoles.push(ecole);
        }
    }
    monde.projets = projets::tous(&monde, aujourdhui);
    for (rang, (circo, commune, nature, nom, scenario)) in PRIVEES.into_iter().enumerate() {
        let numero = 889_501 + rang as u32;
        let id = monde.circonscriptions[circo].id;
        let mut ecole = EcoleFictive::new(numero, nature, nom.to_owned(), &lieu(commune), id);
        ecole.statut = Statut::Prive;
        let histoire = raconter(scenario, &ecole, None, aujourdhui);
        monde.deploiements.extend(histoire.deploiements);
        monde.financements.extend(histoire.financements);
        monde.ecoles.push(ecole);
    }
    monde
}

fn uai(numero: u32) -> String {
    Uai::from_numero(numero).map_or_else(String::new, |uai| uai.as_str().to_owned())
}

fn lieu(insee: &str) -> Lieu {
    let (insee, nom, code_postal, latitude, longitude) = COMMUNES
        .into_iter()
        .find(|c| c.0 == insee)
        .unwrap_or(COMMUNES[0]);
    Lieu {
        nom: nom.to_owned(),
        insee: insee.to_owned(),
        code_postal: code_postal.to_owned(),
        departement: "088",
        latitude,
        longitude,
    }
}

fn secteur(&(numero, nom, commune, plan_ruralite, ent): &Secteur) -> SecteurFictif {
    let uai = uai(numero);
    let lieu = lieu(commune);
    SecteurFictif {
        id: Id::derived("secteur_college", &uai),
        uai,
        nom: nom.to_owned(),
        commune: lieu.insee,
        commune_nom: lieu.nom,
        departement: "088",
        latitude: lieu.latitude,
        longitude: lieu.longitude,
        plan_ruralite,
        ent,
    }
}

fn ecoles(monde: &Monde, circo: usize, lignes: &[Ligne]) -> Vec<(EcoleFictive, Scenario)> {
    let premier = [889_001, 889_101][circo];
    let mut ecoles: Vec<(EcoleFictive, Scenario)> = lignes
        .iter()
        .enumerate()
        .map(|(rang, &(commune, nature, nom, secteur, scenario))| {
            let id = monde.circonscriptions[circo].id;
            let numero = premier + rang as u32;
            let mut ecole = EcoleFictive::new(numero, nature, nom.to_owned(), &lieu(commune), id);
            ecole.secteur = Some(monde.secteurs[secteur].id);
            (ecole, scenario)
        })
        .collect();
    if circo == 0 {
        for (numero, membres) in RPI {
            for membre in membres {
                ecoles[membre].0.rpi = Some(numero.to_owned());
            }
        }
    } else {
        for rang in REP_PLUS {
            ecoles[rang].0.education_prioritaire = EducationPrioritaire::RepPlus;
        }
    }
    ecoles
}

/// A school that closed before the experiment, one that closes at the rentrée 2021 and the one
/// that takes its place; names and flags of the register put right by hand.
fn evenements_neufchateau(ecoles: &mut Vec<(EcoleFictive, Scenario)>, monde: &Monde) {
    let circo = monde.circonscriptions[0].id;
    let premiere_saisie = jour(2018, 10, 11);
    ecoles[27].0.fermer(RENTREE_2021);
    let mut nouvelle = EcoleFictive::new(
        889_041,
        Nature::Primaire,
        "École primaire de la Croisée".to_owned(),
        &lieu("88150"),
        circo,
    );
    ouvrir(&mut nouvelle);
    nouvelle.secteur = Some(monde.secteurs[2].id);
    let mut ancienne = EcoleFictive::new(
        889_042,
        Nature::Elementaire,
        "École élémentaire du Vieux Lavoir".to_owned(),
        &lieu("88189"),
        circo,
    );
    ancienne.fermer(jour(2019, 7, 6));
    ancienne.secteur = Some(monde.secteurs[1].id);
    ancienne.ouverture = jour(1971, 9, 13);
    ecoles[14].0.corriger(
        premiere_saisie,
        ChampEcole::Nom,
        "ECOLE PRIMAIRE PUBLIQUE",
        "École primaire de la Scierie",
    );
    ecoles[29]
        .0
        .corriger(premiere_saisie, ChampEcole::Maternelle, true, false);
    ecoles.push((nouvelle, Scenario::Tne));
    ecoles.push((ancienne, Scenario::HorsEnt));
}

/// An élémentaire takes in the maternelle next door and becomes primaire; a new school opens.
fn evenements_epinal(ecoles: &mut Vec<(EcoleFictive, Scenario)>, monde: &Monde) {
    let circo = monde.circonscriptions[1].id;
    ecoles[7].0.fermer(RENTREE_2021);
    let reprise = &mut ecoles[16].0;
    reprise.changements.push(Changement {
        saisi_le: jour(2021, 9, 3),
        depuis: RENTREE_2021,
        champs: Champs::new()
            .set("maternelle", true)
            .set("nom", "École primaire des Tanneurs"),
    });
    // The annuaire follows, a month later.
    let nom = "École primaire des Tanneurs";
    reprise.nuances.push(Nuance {
        de: RENTREE_2021,
        a: NaiveDate::MAX,
        champs: Champs::new().set("maternelle", true).set("nom", nom),
    });
    let mut nouvelle = EcoleFictive::new(
        889_151,
        Nature::Primaire,
        "École primaire du Verger d’Orient".to_owned(),
        &lieu("88160"),
        circo,
    );
    ouvrir(&mut nouvelle);
    nouvelle.secteur = Some(monde.secteurs[5].id);
    ecoles[2].0.corriger(
        jour(2018, 10, 11),
        ChampEcole::EducationPrioritaire,
        "REP+",
        "",
    );
    ecoles.push((nouvelle, Scenario::Recent));
}

/// Announced by the register in the spring, and typed as open when the pupils came: the next
/// file is of October.
fn ouvrir(ecole: &mut EcoleFictive) {
    ecole.ouverture = RENTREE_2021;
    ecole.annoncee = Some(jour(2021, 1, 1));
    ecole.changements.push(Changement {
        saisi_le: RENTREE_2021,
        depuis: RENTREE_2021,
        champs: Champs::new().set("etat", Etat::Ouvert.as_str()),
    });
}

/// Nothing of an ENT outlives its school.
fn arreter(deploiements: &mut Vec<Deploiement>, fermeture: NaiveDate) {
    deploiements.retain(|d| d.debut.is_some_and(|debut| debut < fermeture));
    for d in deploiements {
        let veille = fermeture.pred_opt().unwrap_or(fermeture);
        d.fin = Some(d.fin.map_or(veille, |fin| fin.min(veille)));
        for case in &mut d.etapes {
            *case = case.filter(|le| *le < fermeture);
        }
    }
}
