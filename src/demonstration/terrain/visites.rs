//! Visits of these school years, about two a week and adviser, with what was promised in them.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::super::alea::Alea;
use super::super::ecole_fictive::EcoleFictive;
use super::super::plan::{Ecriture, Monde};
use super::textes::{PROMESSES, RECITS, Recit};
use super::{Fait, Tenant, annees, ecoles, en_classe, equipee, jour_de_classe};
use crate::domain::{
    Action, CompteRendu, Copie, Id, Lecteur, Liste, Partie, Rencontre, Visite, VisiteEntiere,
};
use crate::store::terme;

/// Schools that nobody visits, in a hundred: « jamais visitée » has something to show.
const OUBLIEES: u32 = 9;

/// Visits whose promises may still be open, in days.
const RECENTES: u64 = 150;

pub(super) fn faits(monde: &Monde, tenant: Tenant<'_>, aujourdhui: NaiveDate) -> Vec<Fait> {
    let mut alea = Alea::pour(&format!("visites {}", tenant.personne.nom));
    let mut faits = Vec::new();
    let [premiere, ..] = annees(aujourdhui);
    let mut le = premiere.debut() + Days::new(9);
    while le <= aujourdhui {
        let sortie = matches!(le.weekday(), Weekday::Tue | Weekday::Thu);
        if sortie && en_classe(le) && alea.chance(88) {
            let candidates: Vec<&EcoleFictive> = ecoles(monde, tenant.circonscription, le)
                .filter(|e| !Alea::pour(&format!("{} oubliée", e.uai)).chance(OUBLIEES))
                .collect();
            if !candidates.is_empty() {
                let ecole = *alea.choix(&candidates);
                faits.extend(raconter(monde, tenant, ecole, le, aujourdhui, &mut alea));
            }
        }
        le = le + Days::new(1);
    }
    faits
}

/// One visit, and the end of what was promised there, on its own day.
fn raconter(
    monde: &Monde,
    tenant: Tenant<'_>,
    ecole: &EcoleFictive,
    le: NaiveDate,
    aujourdhui: NaiveDate,
    alea: &mut Alea,
) -> Vec<Fait> {
    let avec_ent = equipee(monde, ecole.id, le);
    let recits: Vec<&Recit> = RECITS.iter().filter(|r| r.avec_ent == avec_ent).collect();
    let recit = *alea.choix(&recits);
    let id = Id::derived("visite", &format!("{}/{le}", ecole.uai));
    let dit = |alea: &mut Alea, phrases: &[&str]| (*alea.choix(phrases)).to_owned();
    let [court, long] = recit.minutes;
    let mut actions = Vec::new();
    for rang in 0..alea.sous(3) {
        let (libelle, role) = *alea.choix(&PROMESSES);
        let cle = format!("{}/{le}/{rang}", ecole.uai);
        actions.push(Action {
            id: Id::derived("action", &cle),
            ecole: ecole.id,
            visite: Some(id),
            libelle: libelle.to_owned(),
            role: Some(terme(Liste::Role, role)),
            qui: String::new(),
            echeance: Some(jour_de_classe(
                le + Days::new(u64::from(alea.entre(10, 60))),
            )),
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        });
    }
    let mut faits = Vec::new();
    for action in &actions {
        let echeance = action.echeance.unwrap_or(le);
        let (sort, fin) = (alea.sous(100), alea.jour(le, echeance + Days::new(12)));
        // What is older was seen to: only last months' promises are late.
        let recente = le + Days::new(RECENTES) > aujourdhui;
        if fin > aujourdhui || (recente && sort >= 70) {
            continue;
        }
        let (nom, action) = if sort < 90 {
            let faite = Action {
                faite_le: Some(fin),
                ..action.clone()
            };
            ("Action faite", faite)
        } else {
            let laissee = Action {
                abandonnee_le: Some(fin),
                commentaire: "Sans objet depuis la dernière réunion.".to_owned(),
                ..action.clone()
            };
            ("Action abandonnée", laissee)
        };
        let ecritures = vec![Ecriture::Action(Box::new(action))];
        faits.push((fin, tenant.personne, nom, ecritures));
    }
    let visite = VisiteEntiere {
        visite: Visite {
            id,
            ecole: ecole.id,
            le,
            duree: Some(alea.entre(court / 5, long / 5) * 5),
            motif: Some(terme(Liste::MotifVisite, recit.motif)),
            intervenant: tenant.personne.nom.to_owned(),
        },
        compte_rendu: CompteRendu {
            contexte: dit(alea, recit.contexte),
            constats: dit(alea, recit.constats),
            conseils: dit(alea, recit.conseils),
            suites: dit(alea, recit.suites),
        },
        rencontres: met(id, recit, alea),
        copies: copies(alea),
        actions,
    };
    let ecritures = vec![Ecriture::Visite(Box::new(visite))];
    faits.insert(0, (le, tenant.personne, "Visite d’une école", ecritures));
    faits
}

/// Who was met: the head of the school nearly always, then who the reason says.
fn met(visite: Id, recit: &Recit, alea: &mut Alea) -> Vec<Rencontre> {
    let mut roles = vec![("DIRECTION", 1)];
    match recit.motif {
        "PARENTS" => roles.push(("PARENTS", alea.entre(9, 26))),
        "MAIRIE" => roles.push(("MAIRIE", 1)),
        "COANIMATION" => {
            roles.push(("ENSEIGNANT", 1));
            roles.push(("ELEVES", alea.entre(11, 25)));
        }
        _ => roles.push(("ENSEIGNANT", alea.entre(1, 5))),
    }
    roles
        .into_iter()
        .map(|(role, nombre)| Rencontre {
            id: Id::derived("rencontre", &format!("{visite}/{role}")),
            role: Some(terme(Liste::Role, role)),
            nombre: Some(nombre),
            nom: String::new(),
        })
        .collect()
}

/// Now and then, the copy of the teacher keeps to what helps in class.
fn copies(alea: &mut Alea) -> Vec<Copie> {
    if !alea.chance(30) {
        return Vec::new();
    }
    vec![Copie {
        pour: Lecteur::Enseignant,
        parties: vec![Partie::Conseils, Partie::Suites, Partie::Actions],
        destinataires: "Équipe de l’école".to_owned(),
    }]
}
