//! The periods of the deployments of a school, one against another.

use chrono::NaiveDate;

use super::examen::Examen;
use super::{Anomalie, Reparation};
use crate::domain::date::date_longue;
use crate::domain::{Deploiement, Ecole, Perimetre};

pub(super) fn examiner(x: &mut Examen<'_>) {
    let faits = x.faits;
    for (&id, deploiements) in &faits.deploiements {
        let Some(ecole) = x.ecole(id) else { continue };
        for d in deploiements {
            alone(x, ecole, d);
        }
        for (place, un) in deploiements.iter().enumerate() {
            for autre in &deploiements[place + 1..] {
                together(x, ecole, un, autre);
            }
        }
    }
    for projet in faits.projets.values() {
        if let (Some(debut), Some(fin)) = (projet.debut, projet.fin)
            && fin < debut
        {
            let phrase = format!(
                "Ce projet finit le {}, avant de commencer le {}.",
                date_longue(fin),
                date_longue(debut)
            );
            let cle = format!("{debut}/{fin}");
            x.constate_projet(Anomalie::FinAvantDebut, projet, cle, phrase);
        }
    }
}

fn alone<'a>(x: &mut Examen<'a>, ecole: &'a Ecole, d: &Deploiement) {
    let nom = x.solution(d.solution);
    match (d.debut, d.fin) {
        (None, _) => {
            let phrase = format!(
                "{nom} n’a pas de date de début\u{202f}: l’école n’est jamais comptée avec lui."
            );
            x.constate(Anomalie::SansDebut, ecole, d.id, phrase);
        }
        (Some(debut), Some(fin)) if fin < debut => {
            let phrase = format!(
                "{nom} finit le {}, avant de commencer le {}.",
                date_longue(fin),
                date_longue(debut)
            );
            let cle = format!("{}/{debut}/{fin}", d.id);
            x.constate(Anomalie::FinAvantDebut, ecole, cle, phrase);
        }
        _ => {}
    }
}

/// The days both run, bounds included; the last one is `None` while neither ends.
fn common(
    (debut, fin): (NaiveDate, Option<NaiveDate>),
    (autre_debut, autre_fin): (NaiveDate, Option<NaiveDate>),
) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let debut = debut.max(autre_debut);
    let fin = match (fin, autre_fin) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (une, autre) => une.or(autre),
    };
    fin.is_none_or(|fin| debut <= fin).then_some((debut, fin))
}

/// « du 1er mars 2020 au 3 mai 2020 », « depuis le 1er mars 2020 ».
fn interval((debut, fin): (NaiveDate, Option<NaiveDate>)) -> String {
    fin.map_or_else(
        || format!("depuis le {}", date_longue(debut)),
        |fin| format!("du {} au {}", date_longue(debut), date_longue(fin)),
    )
}

/// « Autre ENT » stands for any: twice, it may be two.
const AUTRE: &str = "AUTRE";

/// `un` begins first, or on the same day.
fn together<'a>(x: &mut Examen<'a>, ecole: &'a Ecole, un: &Deploiement, autre: &Deploiement) {
    let solution = |d: &Deploiement| x.faits.solutions.get(&d.solution);
    let connue = solution(un).is_none_or(|s| s.code.as_deref() != Some(AUTRE));
    if un.solution == autre.solution && connue {
        same(x, ecole, un, autre);
        return;
    }
    let est_ent = |d: &Deploiement| solution(d).is_some_and(|s| s.compte_ent);
    if !est_ent(un) || !est_ent(autre) {
        return;
    }
    // As they are counted: a project does not.
    let (Some(debut), Some(autre_debut)) = (un.debut_effectif(), autre.debut_effectif()) else {
        return;
    };
    // Each class may have its own, and some may choose another than the school's. The whole school
    // coming after some classes, what they had went on to all, or was forgotten.
    let plus_large = |d: &Deploiement| d.perimetre == Perimetre::Ecole;
    let derniere = if debut <= autre_debut { autre } else { un };
    if !plus_large(derniere) {
        return;
    }
    if let Some(jours) = common((debut, un.fin), (autre_debut, autre.fin)) {
        let phrase = format!(
            "{} et {} y courent en même temps {}\u{202f}: si l’école a changé d’ENT, terminez le \
             premier.",
            x.solution(un.solution),
            x.solution(autre.solution),
            interval(jours)
        );
        let cle = format!("{}/{}/{}", un.id, autre.id, jours.0);
        x.constate(Anomalie::DeuxEnt, ecole, cle, phrase);
    }
}

fn same<'a>(x: &mut Examen<'a>, ecole: &'a Ecole, un: &Deploiement, autre: &Deploiement) {
    let (Some(debut), Some(autre_debut)) = (un.debut, autre.debut) else {
        return;
    };
    if let Some(jours) = common((debut, un.fin), (autre_debut, autre.fin)) {
        let phrase = format!(
            "{} y est noté deux fois {}.",
            x.solution(un.solution),
            interval(jours)
        );
        let cle = format!("{}/{}/{}", un.id, autre.id, jours.0);
        let constat = x.constate(Anomalie::Chevauchement, ecole, cle, phrase);
        // The first was never ended when the second was noted.
        if let (None, Some(fin)) = (un.fin, autre_debut.pred_opt())
            && debut <= fin
        {
            constat.reparation = Some(Reparation::Terminer {
                deploiements: vec![un.id],
                fin,
            });
        }
    }
}
