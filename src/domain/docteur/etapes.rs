//! The stages and the perimeter of a deployment, against each other and against the school.

use std::collections::BTreeSet;

use super::Anomalie;
use super::examen::Examen;
use crate::domain::continuite::BESOINS;
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::domain::{AnneeScolaire, Deploiement, Ecole, Etape, Perimetre, mesure_de};

pub(super) fn examiner(x: &mut Examen<'_>) {
    let faits = x.faits;
    for (&id, deploiements) in &faits.deploiements {
        let Some(ecole) = x.ecole(id) else { continue };
        for d in deploiements {
            stages(x, ecole, d);
            if let Perimetre::Classes { nombre, total } = d.perimetre {
                perimeter(x, ecole, d, nombre, total);
            }
        }
    }
}

/// A project, an agreement, accounts and a training come before the first day as a rule; what
/// cannot is use.
fn stages<'a>(x: &mut Examen<'a>, ecole: &'a Ecole, d: &Deploiement) {
    let nom = x.solution(d.solution);
    let mut fautes: Vec<String> = Vec::new();
    for (etape, besoin) in BESOINS {
        if let (Some(jour), Some(requis)) = (d.etape(etape), d.etape(besoin))
            && jour < requis
        {
            fautes.push(format!(
                "«\u{a0}{}\u{a0}» ({}) vient avant «\u{a0}{}\u{a0}» ({})",
                etape.libelle(),
                date_longue(jour),
                besoin.libelle(),
                date_longue(requis)
            ));
        }
    }
    if let (Some(utilise), Some(debut)) = (d.etape(Etape::Utilise), d.debut)
        && utilise < debut
    {
        fautes.push(format!(
            "«\u{a0}Utilisé\u{a0}» ({}) vient avant le début ({})",
            date_longue(utilise),
            date_longue(debut)
        ));
    }
    let finie = d
        .fin
        .filter(|fin| d.debut.is_none_or(|debut| debut <= *fin));
    if let Some(fin) = finie {
        for etape in Etape::ALL {
            if let Some(jour) = d.etape(etape).filter(|jour| *jour > fin) {
                fautes.push(format!(
                    "«\u{a0}{}\u{a0}» ({}) vient après la fin ({})",
                    etape.libelle(),
                    date_longue(jour),
                    date_longue(fin)
                ));
            }
        }
    }
    if !fautes.is_empty() {
        let phrase = format!("{nom}\u{202f}: {}.", fautes.join(", "));
        let cle = format!("{}/{:?}/{:?}/{:?}", d.id, d.debut, d.fin, d.etapes);
        x.constate(Anomalie::EtapesEnDesordre, ecole, cle, phrase);
    }
    if let Some(utilise) = d.etape(Etape::Utilise) {
        if d.etape(Etape::Comptes).is_none() {
            let phrase = format!(
                "{nom} est utilisé depuis le {}, et la date de ses comptes n’est pas notée.",
                date_longue(utilise)
            );
            x.constate(Anomalie::UtiliseSansComptes, ecole, d.id, phrase);
        }
        if utilise > x.au {
            let phrase = format!(
                "{nom} serait utilisé le {}, qui n’est pas encore venu.",
                date_longue(utilise)
            );
            let cle = format!("{}/{utilise}", d.id);
            x.constate(Anomalie::DateFuture, ecole, cle, phrase);
        }
    }
}

fn perimeter<'a>(
    x: &mut Examen<'a>,
    ecole: &'a Ecole,
    d: &Deploiement,
    nombre: Option<u32>,
    total: Option<u32>,
) {
    let nom = x.solution(d.solution);
    let impossible = match (nombre, total) {
        (Some(0), _) => Some(format!(
            "{nom} n’est dans aucune classe, et l’école compte pourtant comme équipée."
        )),
        (Some(n), Some(t)) if n > t => Some(format!(
            "{nom} est dans {} sur {t}.",
            compte(n as usize, "classe", "classes")
        )),
        _ => None,
    };
    if let Some(phrase) = impossible {
        let cle = format!("{}/{nombre:?}/{total:?}", d.id);
        x.constate(Anomalie::PerimetreImpossible, ecole, cle, phrase);
        return;
    }
    let connues = classes(x, ecole, d);
    let Some(&plus) = connues.last() else { return };
    let faux = match (nombre, total) {
        (_, Some(total)) => !connues.contains(&total),
        (Some(nombre), None) => nombre > plus,
        (None, None) => false,
    };
    if faux {
        let dit = match (nombre, total) {
            (Some(n), Some(t)) => format!("{} sur {t}", compte(n as usize, "classe", "classes")),
            (Some(n), None) => compte(n as usize, "classe", "classes"),
            (None, total) => format!(
                "une partie des {}",
                compte(total.unwrap_or_default() as usize, "classe", "classes")
            ),
        };
        let liste: Vec<String> = connues.iter().map(u32::to_string).collect();
        let phrase = format!(
            "{nom} est dans {dit}, et l’école en a {} d’après sa fiche ou les effectifs.",
            liste.join(" ou ")
        );
        let cle = format!("{}/{nombre:?}/{total:?}", d.id);
        x.constate(Anomalie::ClassesDifferentes, ecole, cle, phrase);
    }
}

/// The numbers of classes the school is known to have had while `d` ran: typed, else measured at
/// each of its rentrées. A perimeter noted in 2020 is not wrong because a class closed in 2022.
fn classes(x: &Examen<'_>, ecole: &Ecole, d: &Deploiement) -> BTreeSet<u32> {
    if let Some(saisies) = ecole.au(x.au).0.classes {
        return BTreeSet::from([saisies]);
    }
    let (Some(debut), Some(mesures)) = (d.debut, x.faits.effectifs.get(&ecole.id)) else {
        return BTreeSet::new();
    };
    let premiere = AnneeScolaire::of(debut).rentree();
    let derniere = AnneeScolaire::of(d.fin.unwrap_or(x.au).max(debut)).rentree();
    let pendant = mesures
        .iter()
        .filter(|m| (premiere..=derniere).contains(&m.rentree));
    pendant
        .chain(mesure_de(mesures, premiere, |m| m.rentree))
        .filter_map(|m| m.classes)
        .collect()
}
