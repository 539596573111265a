//! « Ce qui coince »: what an inspector, or the adviser, ought to look at on a day, each with the
//! schools it is about. A school may stand in several lines.

use super::{Blocage, Entonnoir, Question};
use crate::domain::abonnement::{BIENTOT, Tranche};
use crate::domain::formation::schools;
use crate::domain::fraicheur::{PEREMPTION, est_perimee};
use crate::domain::{Faits, Id};

use super::activite::seen_since;

/// One thing that sticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Souci {
    ActionsEnRetard,
    AbonnementsFinis,
    AbonnementsBientot,
    JamaisFormees,
    SansComptes,
    PasVues,
    AVerifier,
}

impl Souci {
    pub const ALL: [Self; 7] = [
        Self::ActionsEnRetard,
        Self::AbonnementsFinis,
        Self::AbonnementsBientot,
        Self::JamaisFormees,
        Self::SansComptes,
        Self::PasVues,
        Self::AVerifier,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::ActionsEnRetard => "Actions en retard",
            Self::AbonnementsFinis => "Abonnement fini, ENT en service",
            Self::AbonnementsBientot => "Abonnement finissant dans les six mois",
            Self::JamaisFormees => "Équipées, jamais formées",
            Self::SansComptes => "En projet depuis plus de six mois, sans comptes",
            Self::PasVues => "Pas vues depuis un an",
            Self::AVerifier => "Pas vérifiées depuis un an",
        }
    }
}

/// The things that stick on a day, in the order of [`Souci::ALL`]; those of no school too.
pub fn soucis(faits: &Faits, entonnoir: &Entonnoir) -> Vec<(Souci, Vec<Id>)> {
    let question = entonnoir.question;
    let Question {
        au,
        regle,
        population,
    } = question;
    let mut soucis = Souci::ALL.map(|s| (s, Vec::new()));
    let mut push = |souci: Souci, ecole: Id| soucis[souci as usize].1.push(ecole);
    for (ecole, _) in question.ecoles(faits) {
        let id = ecole.id;
        if faits.terrain.actions(id).iter().any(|a| a.en_retard_au(au)) {
            push(Souci::ActionsEnRetard, id);
        }
        let echeances = faits.echeances(id, au);
        if (echeances.iter()).any(|e| e.en_service && e.tranche(au) == Tranche::Fini) {
            push(Souci::AbonnementsFinis, id);
        }
        if echeances.iter().any(|e| e.finit_dans(BIENTOT, au)) {
            push(Souci::AbonnementsBientot, id);
        }
        if !seen_since(faits, id, au, PEREMPTION) {
            push(Souci::PasVues, id);
        }
        let verifiee = faits.verification_au(id, au).map(|v| v.le);
        if est_perimee(verifiee, au, PEREMPTION) {
            push(Souci::AVerifier, id);
        }
    }
    for (ecole, formee) in schools(faits, au, regle, population) {
        if !formee && ecole.derniere.is_none() {
            push(Souci::JamaisFormees, ecole.ecole);
        }
    }
    for id in entonnoir.bloquees(Blocage::SansComptes) {
        push(Souci::SansComptes, id);
    }
    soucis.into()
}
