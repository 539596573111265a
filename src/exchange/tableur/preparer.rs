//! From a table read and what is decided of it to a plan. Writes nothing.

use chrono::NaiveDate;

use super::Lu;
use super::champ::Champ;
use super::choix::{Choix, Decision};
use super::confronter::Confrontation;
use super::lecture::{Lecture, unread};
use super::lexique::to_remember;
use super::mots::IGNORER;
use super::plan::Plan;
use crate::domain::{Domaine, Faits};
use crate::error::Result;
use crate::exchange::Progress;
use crate::exchange::jeu::normalise;

/// Compares the lines of a spreadsheet with what a carnet holds. Asks for nothing: what is to be
/// decided is in the plan.
pub fn preparer(
    lu: &Lu,
    choix: &Choix,
    faits: &Faits,
    aujourdhui: NaiveDate,
    progress: &mut Progress<'_>,
) -> Result<Plan> {
    let mut plan = Plan {
        fichier: lu.fichier.clone(),
        ..Plan::default()
    };
    let Some(feuille) = lu.feuilles.get(choix.feuille) else {
        return Ok(plan);
    };
    plan.lignes = feuille
        .illisibles
        .iter()
        .map(|refus| unread(refus.ligne, &refus.raison))
        .collect();
    if choix.suffit() {
        let mut lecture = Lecture::new(lu, choix, faits, aujourdhui, feuille);
        lecture.read(feuille, &mut plan.lignes, progress)?;
        let (mots, ecoles, brouillons) = lecture.finish();
        (plan.mots, plan.ecoles) = (mots, ecoles);
        Confrontation {
            faits,
            choix,
            brouillons,
            lignes: &mut plan.lignes,
        }
        .run();
    }
    plan.lignes.sort_by_key(|ligne| ligne.ligne);
    plan.retenir = remembered(lu, choix, &plan);
    for mot in &plan.mots {
        if let Some(decision @ Decision::Nouvelle { id, .. }) = &mot.decision {
            plan.nouveaux.insert(*id, (mot.domaine, decision.clone()));
        }
    }
    Ok(plan)
}

/// The decisions to keep for next time: columns, words, schools.
fn remembered(lu: &Lu, choix: &Choix, plan: &Plan) -> Vec<(Domaine, String, String)> {
    let mut retenir = to_remember(&plan.mots);
    for &colonne in &choix.corrigees {
        if choix.entete.is_some() {
            let valeur = choix.colonnes[colonne].map_or_else(|| IGNORER.to_owned(), Champ::as_str);
            let titre = normalise(&choix.titre(lu, colonne));
            retenir.push((Domaine::Colonne, titre, valeur));
        }
    }
    let ecoles = choix.ecoles.iter();
    retenir.extend(ecoles.map(|(cle, uai)| (Domaine::Ecole, cle.clone(), uai.clone())));
    retenir
}
