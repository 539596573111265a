//! What each school is on the day asked, found in one walk: the figures of a dashboard ask the same
//! facts of the same schools, and looking them up is most of their time.

use super::activite::seen_since;
use super::entonnoir::used;
use super::{ChiffreCle, Cle, Entonnoir, Part, Question, Souci};
use crate::domain::abonnement::{BIENTOT, finit_dans};
use crate::domain::formation::{AFormer, schools};
use crate::domain::fraicheur::{PEREMPTION, est_perimee};
use crate::domain::{AnneeScolaire, Faits, Id};

use super::entonnoir::{Blocage, funnel};

/// The schools counted on a day.
#[derive(Clone, Debug)]
pub struct Journee {
    question: Question,
    /// In the order of their UAI.
    ecoles: Vec<EcoleDuJour>,
}

#[derive(Clone, Debug)]
struct EcoleDuJour {
    id: Id,
    /// Its ENT, and whether it was trained since; `None` without an ENT.
    suivie: Option<(AFormer, bool)>,
    utilise: bool,
    /// Visits of the school year, up to the day.
    visites: usize,
    a_verifier: bool,
    pas_vue: bool,
    en_retard: bool,
    /// What pays one of its ENT in service is over; ends within six months.
    abonnement_fini: bool,
    abonnement_bientot: bool,
}

impl Journee {
    /// Walks the schools of this question.
    pub fn de(faits: &Faits, question: Question) -> Self {
        let Question {
            au,
            regle,
            population,
        } = question;
        let rentree = AnneeScolaire::of(au).debut();
        // In the same order as the schools below.
        let mut suivies = schools(faits, au, regle, population).peekable();
        let ecoles = question.ecoles(faits).map(|(ecole, _)| {
            let id = ecole.id;
            let suivie = suivies.next_if(|(suivie, _)| suivie.ecole == id);
            let verifiee = faits.verification_au(id, au).map(|v| v.le);
            let (mut fini, mut bientot) = (false, false);
            faits.fins(id, au, |_, en_service, fin| {
                fini |= en_service && fin.is_some_and(|fin| fin < au);
                bientot |= fin.is_some_and(|fin| finit_dans(fin, BIENTOT, au));
            });
            EcoleDuJour {
                id,
                suivie,
                utilise: suivie.is_some() && used(faits, question, id),
                visites: faits.terrain.comptees_entre(id, rentree, au),
                a_verifier: est_perimee(verifiee, au, PEREMPTION),
                pas_vue: !seen_since(faits, id, au, PEREMPTION),
                en_retard: (faits.terrain.actions(id).iter()).any(|a| a.en_retard_au(au)),
                abonnement_fini: fini,
                abonnement_bientot: bientot,
            }
        });
        let ecoles = ecoles.collect();
        Self { question, ecoles }
    }

    /// The six figures, in the order of [`Cle::ALL`].
    pub fn chiffres_cles(&self) -> Vec<ChiffreCle> {
        let visites = self.ecoles.iter().map(|e| e.visites).sum();
        let avec_ent = self.ecoles.iter().filter(|e| e.suivie.is_some()).count();
        let chiffre = |cle| {
            let ecoles = self.those(|e| match cle {
                Cle::AvecEnt => e.suivie.is_some(),
                Cle::Utilise => e.utilise,
                Cle::Formees => e.suivie.is_some_and(|(_, formee)| formee),
                Cle::Visites => e.visites > 0,
                Cle::AVerifier => e.a_verifier,
                Cle::Abonnements => e.abonnement_bientot,
            });
            let nombre = match cle {
                Cle::Visites => visites,
                _ => ecoles.len(),
            };
            let sur = match cle {
                Cle::Utilise | Cle::Formees => avec_ent,
                _ => self.ecoles.len(),
            };
            let part = Part { ecoles, sur };
            ChiffreCle { cle, part, nombre }
        };
        Cle::ALL.into_iter().map(chiffre).collect()
    }

    /// The things that stick, in the order of [`Souci::ALL`]; those of no school too.
    pub fn soucis(&self, entonnoir: &Entonnoir) -> Vec<(Souci, Vec<Id>)> {
        let jamais = |(suivie, formee): (AFormer, bool)| !formee && suivie.derniere.is_none();
        let ecoles = |souci| match souci {
            Souci::SansComptes => entonnoir.bloquees(Blocage::SansComptes),
            Souci::ActionsEnRetard => self.those(|e| e.en_retard),
            Souci::AbonnementsFinis => self.those(|e| e.abonnement_fini),
            Souci::AbonnementsBientot => self.those(|e| e.abonnement_bientot),
            Souci::JamaisFormees => self.those(|e| e.suivie.is_some_and(jamais)),
            Souci::PasVues => self.those(|e| e.pas_vue),
            Souci::AVerifier => self.those(|e| e.a_verifier),
        };
        Souci::ALL.into_iter().map(|s| (s, ecoles(s))).collect()
    }

    /// The funnel of these schools.
    pub fn entonnoir(&self, faits: &Faits) -> Entonnoir {
        let suivies = self.ecoles.iter().filter_map(|e| e.suivie);
        funnel(faits, self.question, suivies)
    }

    fn those(&self, sont: impl Fn(&EcoleDuJour) -> bool) -> Vec<Id> {
        let elles = self.ecoles.iter().filter(|e| sont(e));
        elles.map(|e| e.id).collect()
    }
}
