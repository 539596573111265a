//! Schools that a careless count of the académie would take for what they are not.
//!
//! Private ones with an ENT; closed ones whose ENT nobody ended; schools that open at the
//! rentrée and already have their ENT; schools the register is wrong about, put right by hand.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::alea::{Alea, jour};
use super::ecole_fictive::{Changement, EcoleFictive, Lot, Nuance};
use super::equipement::{ETAT_DES_LIEUX, avec_ent};
use super::plan::Monde;
use super::scenarios::{deploiement, etape};
use crate::domain::{ChampEcole, Deploiement, Etape, Id, Nature};
use crate::store::Champs;

/// The four départements, and how many private schools of each had an ENT on 1 July 2020.
const PRIVEES_AVEC_ENT: [(&str, usize); 4] = [("054", 12), ("055", 3), ("057", 20), ("088", 5)];

/// When somebody at the DANE put the register right.
const CORRECTIONS: NaiveDate = jour(2020, 6, 18);

pub(super) fn poser(monde: &mut Monde) {
    for (rang, (departement, privees)) in PRIVEES_AVEC_ENT.into_iter().enumerate() {
        ecoles_privees(monde, departement, privees);
        ecoles_fermees(monde, departement, rang);
        ecoles_a_venir(monde, departement, rang);
        erreurs_du_registre(monde, departement);
    }
    rentree_2020(monde);
}

/// Public schools of the département outside the experiments, by place.
fn publiques(monde: &Monde, departement: &str) -> Vec<usize> {
    (0..monde.ecoles.len())
        .filter(|&i| {
            let e = &monde.ecoles[i];
            e.lieu.departement == departement && e.lot == Lot::Ordinaire
        })
        .collect()
}

fn ecoles_privees(monde: &mut Monde, departement: &str, combien: usize) {
    let mut alea = Alea::pour(&format!("privées {departement}"));
    let mut ajouts = Vec::new();
    let privees = monde
        .ecoles
        .iter()
        .filter(|e| e.lieu.departement == departement && e.lot == Lot::Privee);
    for ecole in privees.step_by(2).take(combien) {
        let debut = alea.jour(jour(2017, 9, 11), jour(2020, 6, 12));
        ajouts.push(un_ent(ecole, debut, None));
    }
    monde.deploiements.extend(ajouts);
}

/// A deployment of a whole school, with accounts on its first day.
fn un_ent(ecole: &EcoleFictive, debut: NaiveDate, fin: Option<NaiveDate>) -> Deploiement {
    let mut d = deploiement(ecole, 1, "ONE");
    d.debut = Some(debut);
    d.fin = fin;
    etape(&mut d, Etape::Comptes, debut);
    d
}

/// A school beside the 2021, next door to one of them.
fn voisine(monde: &Monde, departement: &str, rang: u32, nature: Nature, nom: &str) -> EcoleFictive {
    let publiques = publiques(monde, departement);
    let modele = &monde.ecoles[publiques[(rang as usize * 37 + 5) % publiques.len()]];
    let base = departement.parse::<u32>().unwrap_or(0) * 10_000;
    let numero = base + 9_200 + rang;
    let mut ecole = EcoleFictive::new(
        numero,
        nature,
        nom.to_owned(),
        &modele.lieu,
        modele.circonscription,
    );
    ecole.secteur = modele.secteur;
    ecole
}

/// Three closed in the summer of 2019, one of them with an ENT nobody ended; one closes on the
/// very day of the table, with its ENT.
fn ecoles_fermees(monde: &mut Monde, departement: &str, rang: usize) {
    let noms = ["du Vieux Clocher", "de l’Ancienne Forge", "du Calvaire"];
    for (numero, nom) in (1..).zip(noms) {
        let nom = format!("École élémentaire {nom}");
        let mut ecole = voisine(monde, departement, numero, Nature::Elementaire, &nom);
        ecole.fermer(jour(2019, 9, 1));
        if numero == 1 {
            let d = un_ent(&ecole, jour(2018, 9, 17), None);
            monde.deploiements.push(d);
        }
        monde.ecoles.push(ecole);
    }
    if rang == 0 {
        let mut ecole = voisine(
            monde,
            departement,
            4,
            Nature::Elementaire,
            "École élémentaire du Pont Rouge",
        );
        ecole.fermer(ETAT_DES_LIEUX);
        let d = un_ent(&ecole, jour(2019, 11, 18), None);
        monde.deploiements.push(d);
        monde.ecoles.push(ecole);
    }
}

/// Two open at the rentrée 2020, one of them with its accounts in June; in two départements a
/// third should have opened a year before and is still « A OUVRIR » in the register.
fn ecoles_a_venir(monde: &mut Monde, departement: &str, rang: usize) {
    let noms = ["du Nouveau Quartier", "de l’Aube", "du Grand Large"];
    for (numero, nom) in (11..).zip(noms).take(2 + rang % 2) {
        let nom = format!("École primaire {nom}");
        let mut ecole = voisine(monde, departement, numero, Nature::Primaire, &nom);
        if numero == 13 {
            ecole.ouverture = jour(2019, 9, 1);
            ecole.nuances.push(Nuance {
                de: NaiveDate::MIN,
                a: jour(2021, 1, 1),
                champs: Champs::new().set("etat", "A OUVRIR"),
            });
        } else {
            ecole.ouverture = jour(2020, 9, 1);
            ecole.annoncee = Some(jour(2020, 1, 1));
        }
        // The last file said « A OUVRIR »: somebody types that it opened.
        ecole.changements.push(Changement {
            saisi_le: jour(2020, 9, 1),
            depuis: jour(2020, 9, 1),
            champs: Champs::new().set("etat", "OUVERT"),
        });
        if numero != 12 {
            let d = un_ent(&ecole, jour(2020, 6, 15), None);
            monde.deploiements.push(d);
        }
        monde.ecoles.push(ecole);
    }
}

/// Where the register and the ground disagree, and a person typed what is right.
fn erreurs_du_registre(monde: &mut Monde, departement: &str) {
    let equipees: BTreeSet<Id> = avec_ent(monde, departement, ETAT_DES_LIEUX)
        .filter(|e| e.lot == Lot::Ordinaire)
        .map(|e| e.id)
        .collect();
    let mut premiere_privee = true;
    let mut reste = 3;
    let mut elementaires = 0;
    let mut maternelles = 0;
    for ecole in &mut monde.ecoles {
        if ecole.lieu.departement != departement {
            continue;
        }
        let avec = equipees.contains(&ecole.id);
        if ecole.lot == Lot::Privee && premiere_privee {
            premiere_privee = false;
            // It has an ENT, and would be one more public school with an ENT.
            ecole.corriger(CORRECTIONS, ChampEcole::Statut, "public", "prive");
        } else if avec && reste > 0 {
            reste -= 1;
            match reste {
                2 => ecole.corriger(CORRECTIONS, ChampEcole::Statut, "prive", "public"),
                1 => {
                    let voisin = if departement == "055" { "054" } else { "055" };
                    ecole.corriger(CORRECTIONS, ChampEcole::Departement, voisin, departement);
                }
                _ => ecole.corriger(
                    CORRECTIONS,
                    ChampEcole::Ouverture,
                    jour(2021, 9, 1),
                    jour(2011, 9, 1),
                ),
            }
        } else if avec && ecole.nature == Nature::Elementaire && elementaires < 4 {
            // The file says maternelle.
            elementaires += 1;
            ecole.corriger(CORRECTIONS, ChampEcole::Elementaire, false, true);
        } else if avec && ecole.nature == Nature::Maternelle && maternelles < 3 {
            // The file says primaire.
            maternelles += 1;
            ecole.corriger(CORRECTIONS, ChampEcole::Elementaire, true, false);
        }
    }
}

/// What the following files say is not what was: schools close at the rentrée 2020, one the day
/// after the table; two change hands; three become primaires.
fn rentree_2020(monde: &mut Monde) {
    let rentree = jour(2020, 9, 1);
    let publiques: Vec<Vec<usize>> = PRIVEES_AVEC_ENT
        .iter()
        .map(|(d, _)| publiques(monde, d))
        .collect();
    let intacte = |e: &EcoleFictive| e.nuances.is_empty() && e.fermeture.is_none();
    for (departement, places) in publiques.iter().enumerate() {
        for &i in places.iter().skip(6).step_by(61) {
            if intacte(&monde.ecoles[i]) {
                monde.ecoles[i].fermer(rentree);
                arreter(monde, i, rentree);
            }
        }
        for &i in places.iter().skip(9).step_by(149) {
            let ecole = &mut monde.ecoles[i];
            if intacte(ecole) && ecole.nature == Nature::Elementaire {
                ecole.nuances.push(Nuance {
                    de: rentree,
                    a: NaiveDate::MAX,
                    champs: Champs::new().set("maternelle", true),
                });
            }
        }
        let equipees: BTreeSet<Id> =
            avec_ent(monde, PRIVEES_AVEC_ENT[departement].0, ETAT_DES_LIEUX)
                .map(|e| e.id)
                .collect();
        let mut dernieres = places
            .iter()
            .rev()
            .filter(|&&i| intacte(&monde.ecoles[i]) && equipees.contains(&monde.ecoles[i].id));
        let (main, lendemain) = (dernieres.next().copied(), dernieres.next().copied());
        if let Some(i) = main {
            // Under contract from the rentrée on; public on the day of the table.
            monde.ecoles[i].nuances.push(Nuance {
                de: rentree,
                a: NaiveDate::MAX,
                champs: Champs::new().set("statut", "prive"),
            });
        }
        if let (Some(i), 2) = (lendemain, departement) {
            monde.ecoles[i].fermer(jour(2020, 7, 2));
        }
    }
}

/// The ENT of a closing school ends with it, and none begins after.
fn arreter(monde: &mut Monde, ecole: usize, fermeture: NaiveDate) {
    let id = monde.ecoles[ecole].id;
    let veille = fermeture.pred_opt().unwrap_or(fermeture);
    let commence = |d: &Deploiement| d.debut.is_none_or(|debut| debut < fermeture);
    monde.deploiements.retain(|d| d.ecole != id || commence(d));
    for d in monde.deploiements.iter_mut().filter(|d| d.ecole == id) {
        d.fin = Some(d.fin.map_or(veille, |fin| fin.min(veille)));
        for case in &mut d.etapes {
            *case = case.filter(|le| *le < fermeture);
        }
    }
    let restants: BTreeSet<Id> = monde.deploiements.iter().map(|d| d.id).collect();
    monde
        .financements
        .retain(|f| restants.contains(&f.deploiement));
}
