//! What was aimed at and what was reached (`product.md` F53): a share of the schools with an ENT
//! by the last day of a school year, for the whole carnet or one circonscription.

use chrono::NaiveDate;

use super::{Part, Question};
use crate::domain::{Faits, Id, Objectif};

/// A target beside what is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ecart {
    pub vise: Objectif,
    /// The day counted: the last of its year, or the day asked while that year is not over.
    pub le: NaiveDate,
    /// Schools with an ENT that day, among those of the scope.
    pub atteint: Part,
    /// Schools of the scope without ENT that day.
    pub sans_ent: Vec<Id>,
    /// How many more schools with an ENT the target takes: the number that reaches the share,
    /// rounded up. Negative when it is passed.
    pub manque: i64,
}

impl Ecart {
    /// Whether the target is reached. Nothing is, of no school.
    pub const fn est_atteint(&self) -> bool {
        self.atteint.sur > 0 && self.manque <= 0
    }

    /// Whether its year is over on the day asked.
    pub fn est_echu(&self, au: NaiveDate) -> bool {
        self.vise.annee.fin() < au
    }

    /// Tenths of a point between what is and the target, half up: −31 is « 3,1 points de moins ».
    pub fn dixiemes(&self) -> Option<i64> {
        let taux = self.atteint.taux()?;
        Some(i64::try_from(taux.dixiemes()).unwrap_or(i64::MAX) - i64::from(self.vise.part) * 10)
    }
}

/// Each target beside what is on the day asked, in order of year, the whole carnet first. Targets
/// of years that had not begun are told too.
pub fn ecarts(faits: &Faits, question: Question, vises: &[Objectif]) -> Vec<Ecart> {
    let mut vises: Vec<&Objectif> = vises.iter().collect();
    vises.sort_by_key(|v| (v.annee, v.circonscription));
    vises
        .into_iter()
        .map(|vise| {
            let le = vise.annee.fin().min(question.au);
            let jour = question.le(le);
            let mut atteint = Part::default();
            let mut sans_ent = Vec::new();
            for (ecole, s) in jour.ecoles(faits) {
                if vise.circonscription.is_some() && s.circonscription != vise.circonscription {
                    continue;
                }
                atteint.sur += 1;
                if faits.est_equipee(ecole.id, le, question.regle) {
                    atteint.ecoles.push(ecole.id);
                } else {
                    sans_ent.push(ecole.id);
                }
            }
            let voulues = (atteint.sur * usize::from(vise.part)).div_ceil(100);
            let signed = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            Ecart {
                manque: signed(voulues) - signed(atteint.ecoles.len()),
                vise: vise.clone(),
                le,
                atteint,
                sans_ent,
            }
        })
        .collect()
}
