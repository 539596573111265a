//! How much of what one should know is known (`product.md` F90): a score, and for each thing the
//! schools that lack it.
//!
//! Each thing asked of a school weighs the same. Dates of an ENT are asked only of schools that
//! have one, announced or in service.

use super::entonnoir::announced;
use super::{Part, Question};
use crate::domain::fraicheur::{PEREMPTION, est_perimee};
use crate::domain::nombre::{Taux, taux};
use crate::domain::{Deploiement, Ecole, Etape, Faits, Id, Situation};

/// One thing to know of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Critere {
    Nom,
    Nature,
    Circonscription,
    Secteur,
    Commune,
    EducationPrioritaire,
    Coordonnees,
    Eleves,
    Classes,
    /// First day of each ENT.
    DebutEnt,
    /// A date for the accounts, or for a later stage.
    Comptes,
    /// Until when the ENT is paid.
    Financement,
    /// Verified within the year.
    Verification,
}

impl Critere {
    pub const ALL: [Self; 13] = [
        Self::Nom,
        Self::Nature,
        Self::Circonscription,
        Self::Secteur,
        Self::Commune,
        Self::EducationPrioritaire,
        Self::Coordonnees,
        Self::Eleves,
        Self::Classes,
        Self::DebutEnt,
        Self::Comptes,
        Self::Financement,
        Self::Verification,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Nom => "Nom de l’école",
            Self::Nature => "Nature (maternelle, élémentaire, primaire)",
            Self::Circonscription => "Circonscription",
            Self::Secteur => "Secteur de collège",
            Self::Commune => "Commune",
            Self::EducationPrioritaire => "Éducation prioritaire",
            Self::Coordonnees => "Position sur la carte",
            Self::Eleves => "Nombre d’élèves",
            Self::Classes => "Nombre de classes",
            Self::DebutEnt => "Premier jour de l’ENT",
            Self::Comptes => "Date des comptes, ou d’une étape suivante",
            Self::Financement => "Fin de l’abonnement",
            Self::Verification => "Vérifiée depuis moins d’un an",
        }
    }
}

/// What is known of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneCompletude {
    pub critere: Critere,
    /// The schools that lack it, among those it is asked of.
    pub manque: Part,
}

impl LigneCompletude {
    /// The share that is known; `None` when it is asked of no school.
    pub const fn taux(&self) -> Option<Taux> {
        let sur = self.manque.sur as u64;
        taux(sur - self.manque.ecoles.len() as u64, sur)
    }
}

/// What is known of the schools counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completude {
    pub question: Question,
    /// In the order of [`Critere::ALL`].
    pub lignes: Vec<LigneCompletude>,
    /// Schools that lack nothing, among those counted.
    pub completes: Part,
}

impl Completude {
    /// Answers known among answers asked for; `None` without a school.
    pub fn score(&self) -> Option<Taux> {
        let (su, demande) = self.lignes.iter().fold((0, 0), |(su, demande), l| {
            let manque = l.manque.ecoles.len() as u64;
            let sur = l.manque.sur as u64;
            (su + sur - manque, demande + sur)
        });
        taux(su, demande)
    }
}

/// What is known of the schools counted.
pub fn completude(faits: &Faits, question: Question) -> Completude {
    let mut lignes: Vec<LigneCompletude> = Critere::ALL
        .into_iter()
        .map(|critere| LigneCompletude {
            critere,
            manque: Part::default(),
        })
        .collect();
    let mut completes = Part::default();
    let mut ent = Vec::new();
    for (ecole, situation) in question.ecoles(faits) {
        ent.clear();
        ent.extend(announced(faits, question, faits.deploiements(ecole.id)));
        let mut complete = true;
        for ligne in &mut lignes {
            if let Some(connu) = known(ligne.critere, faits, question, (ecole, situation), &ent) {
                ligne.manque.sur += 1;
                if !connu {
                    ligne.manque.ecoles.push(ecole.id);
                    complete = false;
                }
            }
        }
        completes.sur += 1;
        if complete {
            completes.ecoles.push(ecole.id);
        }
    }
    Completude {
        question,
        lignes,
        completes,
    }
}

/// Whether this is known of a school; `None` when it is not asked of it.
fn known(
    critere: Critere,
    faits: &Faits,
    question: Question,
    (ecole, s): (&Ecole, &Situation),
    ent: &[&Deploiement],
) -> Option<bool> {
    let (id, au): (Id, _) = (ecole.id, question.au);
    Some(match critere {
        Critere::Nom => !s.nom.is_empty(),
        Critere::Nature => s.nature().is_some(),
        Critere::Circonscription => s.circonscription.is_some(),
        Critere::Secteur => s.secteur.is_some(),
        Critere::Commune => s.commune.is_some() || s.commune_nom.is_some(),
        Critere::EducationPrioritaire => s.education_prioritaire.is_some(),
        Critere::Coordonnees => s.latitude.is_some() && s.longitude.is_some(),
        Critere::Eleves => faits.eleves_au(id, s, au).is_some(),
        Critere::Classes => faits.classes_au(id, s, au).is_some(),
        Critere::DebutEnt | Critere::Comptes | Critere::Financement if ent.is_empty() => {
            return None;
        }
        Critere::DebutEnt => ent.iter().all(|d| d.debut.is_some()),
        Critere::Comptes | Critere::Financement => {
            let mut en_service = ent
                .iter()
                .filter(|d| d.compte_au(au, question.regle))
                .peekable();
            en_service.peek()?;
            if critere == Critere::Comptes {
                let etapes = [Etape::Comptes, Etape::Forme, Etape::Utilise];
                en_service.all(|d| etapes.iter().any(|e| d.etape(*e).is_some()))
            } else {
                en_service.all(|d| {
                    let mut abonnements = faits.abonnements_de(d, au);
                    abonnements.any(|f| f.abonnement_fin.is_some())
                })
            }
        }
        Critere::Verification => {
            let le = faits.verification_au(id, au).map(|v| v.le);
            !est_perimee(le, au, PEREMPTION)
        }
    })
}
