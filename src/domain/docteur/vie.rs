//! The life of a school: closed and still followed, gone from the annuaires, ENT and fundings
//! before its opening or after its closure.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike as _, NaiveDate};

use super::examen::Examen;
use super::{Anomalie, Reparation};
use crate::domain::date::date_longue;
use crate::domain::{Deploiement, Ecole, Id};

pub(super) fn examiner(x: &mut Examen<'_>) {
    let faits = x.faits;
    for (&id, deploiements) in &faits.deploiements {
        let Some(ecole) = x.ecole(id) else { continue };
        let situation = x.situation(ecole);
        if let Some(fermeture) = situation.fermeture {
            still_followed(x, ecole, fermeture, deploiements);
            after_closure(x, ecole, fermeture, deploiements);
        }
        if let Some(ouverture) = situation.ouverture {
            before_opening(x, ecole, ouverture, deploiements);
        }
    }
    fundings(x);
    gone(x);
}

/// The last day of a school that closes.
fn eve(fermeture: NaiveDate) -> NaiveDate {
    fermeture.pred_opt().unwrap_or(fermeture)
}

/// Whether the deployment runs on `au` although the school closed before.
fn outlives(d: &Deploiement, fermeture: NaiveDate, au: NaiveDate) -> bool {
    fermeture <= au
        && d.debut.is_some_and(|debut| debut < fermeture)
        && d.fin.is_none_or(|fin| fin >= au)
}

fn still_followed<'a>(
    x: &mut Examen<'a>,
    ecole: &'a Ecole,
    fermeture: NaiveDate,
    deploiements: &[Deploiement],
) {
    let en_cours: Vec<&Deploiement> = deploiements
        .iter()
        .filter(|d| outlives(d, fermeture, x.au))
        .collect();
    if en_cours.is_empty() {
        return;
    }
    let mut noms: Vec<&str> = en_cours.iter().map(|d| x.solution(d.solution)).collect();
    noms.dedup();
    let phrase = format!(
        "Fermée depuis le {}, et {} y {} toujours.",
        date_longue(fermeture),
        noms.join(" et "),
        if noms.len() > 1 { "courent" } else { "court" }
    );
    let constat = x.constate(Anomalie::FermeeSuivie, ecole, fermeture, phrase);
    constat.reparation = Some(Reparation::Terminer {
        deploiements: en_cours.iter().map(|d| d.id).collect(),
        fin: eve(fermeture),
    });
}

fn after_closure<'a>(
    x: &mut Examen<'a>,
    ecole: &'a Ecole,
    fermeture: NaiveDate,
    deploiements: &[Deploiement],
) {
    let ferme = if fermeture <= x.au {
        "a fermé"
    } else {
        "ferme"
    };
    for d in deploiements {
        let nom = x.solution(d.solution);
        if let Some(debut) = d.debut.filter(|debut| *debut >= fermeture) {
            let phrase = format!(
                "{nom} commence le {}, et l’école {ferme} le {}.",
                date_longue(debut),
                date_longue(fermeture)
            );
            let cle = format!("{}/{debut}/{fermeture}", d.id);
            x.constate(Anomalie::HorsVie, ecole, cle, phrase);
        } else if let Some(fin) = d.fin.filter(|fin| *fin >= fermeture)
            && !outlives(d, fermeture, x.au)
        {
            let phrase = format!(
                "{nom} finit le {}, et l’école {ferme} le {}.",
                date_longue(fin),
                date_longue(fermeture)
            );
            let cle = format!("{}/{fin}/{fermeture}", d.id);
            let constat = x.constate(Anomalie::HorsVie, ecole, cle, phrase);
            if d.debut.is_some() {
                constat.reparation = Some(Reparation::Terminer {
                    deploiements: vec![d.id],
                    fin: eve(fermeture),
                });
            }
        }
    }
}

fn before_opening<'a>(
    x: &mut Examen<'a>,
    ecole: &'a Ecole,
    ouverture: NaiveDate,
    deploiements: &[Deploiement],
) {
    for d in deploiements {
        if let Some(debut) = d.debut.filter(|debut| *debut < ouverture) {
            let phrase = format!(
                "{} commence le {}, et l’école ouvre le {}.",
                x.solution(d.solution),
                date_longue(debut),
                date_longue(ouverture)
            );
            let cle = format!("{}/{debut}/{ouverture}", d.id);
            x.constate(Anomalie::HorsVie, ecole, cle, phrase);
        }
    }
}

/// A subscription may run past a closure: it was paid. It cannot begin after it, nor end before
/// the opening; a grant may be of the year before the opening.
fn fundings(x: &mut Examen<'_>) {
    let faits = x.faits;
    for (&id, financements) in &faits.financements {
        let Some(ecole) = x.ecole(id) else { continue };
        let situation = x.situation(ecole);
        for f in financements {
            let apres = situation.fermeture.and_then(|fermeture| {
                let quand = f
                    .abonnement_debut
                    .filter(|debut| *debut >= fermeture)
                    .map(|debut| format!("un abonnement commence le {}", date_longue(debut)))
                    .or_else(|| {
                        let annee = f.annee.filter(|annee| *annee > fermeture.year())?;
                        Some(format!("un financement est de {annee}"))
                    })?;
                Some(format!(
                    "L’école ferme le {}, et {quand}.",
                    date_longue(fermeture)
                ))
            });
            let avant = situation.ouverture.and_then(|ouverture| {
                let quand = f
                    .abonnement_fin
                    .filter(|fin| *fin < ouverture)
                    .map(|fin| format!("un abonnement finit le {}", date_longue(fin)))
                    .or_else(|| {
                        let annee = f.annee.filter(|annee| annee + 1 < ouverture.year())?;
                        Some(format!("un financement est de {annee}"))
                    })?;
                Some(format!(
                    "L’école ouvre le {}, et {quand}.",
                    date_longue(ouverture)
                ))
            });
            if let Some(phrase) = apres.or(avant) {
                let cle = format!(
                    "{}/{:?}/{:?}/{:?}",
                    f.id, f.annee, f.abonnement_debut, f.abonnement_fin
                );
                x.constate(Anomalie::HorsVie, ecole, cle, phrase);
            }
        }
    }
}

/// Schools that the two latest annuaires of their circonscription do not name, and whose closure
/// nobody noted.
///
/// By circonscription, since a file is often the extract of one: what an extract leaves out tells
/// nothing of the others.
fn gone(x: &mut Examen<'_>) {
    let faits = x.faits;
    let mut par_circonscription: HashMap<Id, BTreeSet<NaiveDate>> = HashMap::new();
    let circonscription = |x: &Examen<'_>, ecole| x.situation(ecole).circonscription;
    for ecole in &faits.ecoles {
        if let Some(c) = circonscription(x, ecole) {
            let connus = par_circonscription.entry(c).or_default();
            connus.extend(x.registre.annuaires(ecole.id));
        }
    }
    for ecole in &faits.ecoles {
        let situation = x.situation(ecole);
        let (Some(derniere), Some(c), None) = (
            x.registre.annuaires(ecole.id).last().copied(),
            circonscription(x, ecole),
            situation.fermeture,
        ) else {
            continue;
        };
        let Some(millesimes) = par_circonscription.get(&c) else {
            continue;
        };
        let apres: Vec<NaiveDate> = millesimes
            .iter()
            .copied()
            .filter(|m| *m > derniere)
            .collect();
        let (Some(&premiere), [.., avant_derniere, toute_derniere]) =
            (apres.first(), apres.as_slice())
        else {
            continue;
        };
        let phrase = format!(
            "Les deux derniers annuaires ({} et {}) ne la connaissent plus, et sa fermeture n’est \
             pas notée.",
            date_longue(*avant_derniere),
            date_longue(*toute_derniere)
        );
        let constat = x.constate(Anomalie::AbsenteDesAnnuaires, ecole, toute_derniere, phrase);
        constat.reparation = Some(Reparation::NoterFermeture {
            ecole: ecole.id,
            fermeture: closed_between(derniere, premiere),
        });
    }
}

/// The first day without a school that the file of `vue` named and that of `absente` did not: a
/// school closes at a rentrée, when there was one between them.
fn closed_between(vue: NaiveDate, absente: NaiveDate) -> NaiveDate {
    (vue.year()..=absente.year())
        .filter_map(|annee| NaiveDate::from_ymd_opt(annee, 9, 1))
        .find(|rentree| (vue..=absente).contains(rentree) && *rentree > vue)
        .unwrap_or(absente)
}
