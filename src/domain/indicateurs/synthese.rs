//! All that a dashboard says of one day. Its two halves ask nothing of each other, so two threads
//! find them: of the schools of a whole country, half the time.

use std::thread;

use chrono::NaiveDate;

use super::{
    ChiffreCle, Entonnoir, Exclues, Journee, Multiple, Question, Repere, Souci, exclues, multiples,
    reperes,
};
use crate::domain::bilan::{Par, bilan};
use crate::domain::carte::{Carte, Teinte, dessin};
use crate::domain::courbe::{Courbe, courbe};
use crate::domain::{Faits, Id};

/// Sectors shown as small multiples before « et n autres ».
const SECTEURS: usize = 9;

/// The roll-out on one day.
#[derive(Clone, Debug)]
pub struct Synthese {
    /// The six figures, and the same on the day they are compared with.
    pub chiffres: Vec<ChiffreCle>,
    pub avant: Vec<ChiffreCle>,
    pub entonnoir: Entonnoir,
    pub soucis: Vec<(Souci, Vec<Id>)>,
    /// From the first day of the curve on, as the small multiples and the marks are.
    pub courbe: Courbe,
    pub reperes: Vec<Repere>,
    pub secteurs: Vec<Multiple>,
    pub autres_secteurs: usize,
    pub exclues: Exclues,
    pub carte: Carte,
}

impl Synthese {
    /// `depuis` is the first day of the curve, `avant` the day figures are compared with.
    pub fn de(faits: &Faits, question: Question, depuis: NaiveDate, avant: NaiveDate) -> Self {
        let Question {
            au,
            regle,
            population,
        } = question;
        thread::scope(|scope| {
            let suivi = scope.spawn(|| Journee::des(faits, [question, question.le(avant)]));
            let secteurs = bilan(faits, au, Par::Secteur, regle, population);
            let (secteurs, autres_secteurs) = multiples(faits, &secteurs, depuis, SECTEURS);
            let courbe = courbe(faits, depuis, au, regle, population);
            let reperes = reperes(faits, depuis, au);
            let exclues = exclues(faits, question);
            let carte = dessin(faits, au, regle, population, Teinte::default());
            let suivi = suivi.join();
            let [journee, avant] =
                suivi.unwrap_or_else(|panique| std::panic::resume_unwind(panique));
            Self {
                chiffres: journee.chiffres,
                avant: avant.chiffres,
                entonnoir: journee.entonnoir,
                soucis: journee.soucis,
                courbe,
                reperes,
                secteurs,
                autres_secteurs,
                exclues,
                carte,
            }
        })
    }
}
