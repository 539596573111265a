//! The schools of the carnet that an état des lieux does not count, and why: none is dropped
//! without a word. Beside them, those counted of which something is not known.

use chrono::NaiveDate;

use super::Question;
use crate::domain::{Faits, Id, Situation, Statut};

/// Why a school is not counted: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RaisonExclusion {
    Fermee,
    /// Announced « à ouvrir », or its first day is later.
    AOuvrir,
    Privee,
    Publique,
    StatutInconnu,
}

impl RaisonExclusion {
    pub const ALL: [Self; 5] = [
        Self::Fermee,
        Self::AOuvrir,
        Self::Privee,
        Self::Publique,
        Self::StatutInconnu,
    ];

    /// One school, several schools.
    pub const fn dites(self) -> (&'static str, &'static str) {
        match self {
            Self::Fermee => ("école fermée", "écoles fermées"),
            Self::AOuvrir => ("école pas encore ouverte", "écoles pas encore ouvertes"),
            Self::Privee => ("école privée", "écoles privées"),
            Self::Publique => ("école publique", "écoles publiques"),
            Self::StatutInconnu => (
                "école sans statut connu (public ou privé)",
                "écoles sans statut connu (public ou privé)",
            ),
        }
    }

    fn of(s: &Situation, question: Question) -> Option<Self> {
        let Question { au, population, .. } = question;
        if !s.ouverte_au(au) {
            let fermee = s.fermeture.is_some_and(|d: NaiveDate| d <= au);
            return Some(if fermee { Self::Fermee } else { Self::AOuvrir });
        }
        if population.contains(s.statut) {
            return None;
        }
        Some(match s.statut {
            Some(Statut::Prive) => Self::Privee,
            Some(Statut::Public) => Self::Publique,
            None => Self::StatutInconnu,
        })
    }
}

/// Who is not counted, and what is not known of who is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclues {
    pub question: Question,
    pub comptees: usize,
    /// In the order of [`RaisonExclusion::ALL`]; reasons without a school are left out. With
    /// `comptees`, every school of the carnet once.
    pub exclues: Vec<(RaisonExclusion, Vec<Id>)>,
    /// Counted, and neither maternelle nor élémentaire is known: never among the « élémentaires
    /// et primaires ».
    pub nature_inconnue: Vec<Id>,
    /// Counted on the word of a later file: nothing is known of them as early as this day.
    pub supposees: Vec<Id>,
    /// Counted, with an ENT whose first day nobody said: it never makes an « école avec ENT ».
    pub ent_sans_date: Vec<Id>,
}

/// The schools of the carnet that are not counted.
pub fn exclues(faits: &Faits, question: Question) -> Exclues {
    let mut exclues = RaisonExclusion::ALL.map(|raison| (raison, Vec::new()));
    let mut e = Exclues {
        question,
        comptees: 0,
        exclues: Vec::new(),
        nature_inconnue: Vec::new(),
        supposees: Vec::new(),
        ent_sans_date: Vec::new(),
    };
    for ecole in &faits.ecoles {
        let (s, suppose) = ecole.au(question.au);
        if let Some(raison) = RaisonExclusion::of(s, question) {
            exclues[raison as usize].1.push(ecole.id);
            continue;
        }
        e.comptees += 1;
        if s.nature().is_none() {
            e.nature_inconnue.push(ecole.id);
        }
        if suppose {
            e.supposees.push(ecole.id);
        }
        let mut deploiements = faits.deploiements(ecole.id).iter();
        if deploiements.any(|d| d.debut.is_none() && d.fin.is_none_or(|f| question.au <= f))
            && !faits.est_equipee(ecole.id, question.au, question.regle)
        {
            e.ent_sans_date.push(ecole.id);
        }
    }
    e.exclues = exclues.into_iter().filter(|(_, n)| !n.is_empty()).collect();
    e
}
