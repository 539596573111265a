//! What importing a file would do, whatever the dataset.

use chrono::NaiveDate;

use super::super::annuaire::{EcoleAbsente, ImportPlan};
use super::super::carte_scolaire::PlanCarte;
use super::super::dnma::PlanDnma;
use super::super::ecartes::Refus;
use super::super::fermes::PlanFermes;
use super::super::geolocalisation::PlanGeolocalisation;
use super::super::jeu::Jeu;
use super::super::mesures::PlanMesures;
use super::super::snee::PlanSnee;
use super::{Commun, Sort};
use crate::domain::{Faits, SecteurCollege};

/// An import, prepared: shown by a page, counted by a command, written by `appliquer`.
#[derive(Clone, Debug)]
pub enum Plan {
    Annuaire(Box<ImportPlan>),
    Effectifs(PlanMesures),
    Ips(PlanMesures),
    Geolocalisation(PlanGeolocalisation),
    CarteScolaire(PlanCarte),
    Fermes(PlanFermes),
    Snee(PlanSnee),
    Dnma(Box<PlanDnma>),
}

/// A plan in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resume {
    pub nouvelles: usize,
    pub modifiees: usize,
    pub inchangees: usize,
    /// Schools followed that the file should name and does not.
    pub absentes: usize,
    /// Rows about schools the carnet does not follow; 0 for the annuaire, which brings them.
    pub non_suivies: usize,
    pub refusees: usize,
    pub remarques: usize,
    /// What a person must decide and no file can.
    pub a_choisir: usize,
}

impl Plan {
    pub const fn jeu(&self) -> Jeu {
        match self {
            Self::Annuaire(_) => Jeu::Annuaire,
            Self::Effectifs(_) => Jeu::Effectifs,
            Self::Ips(_) => Jeu::Ips,
            Self::Geolocalisation(_) => Jeu::Geolocalisation,
            Self::CarteScolaire(_) => Jeu::CarteScolaire,
            Self::Fermes(_) => Jeu::Fermes,
            Self::Snee(_) => Jeu::Snee,
            Self::Dnma(_) => Jeu::Dnma,
        }
    }

    /// Whether it can be written as it is: nothing must be told first.
    pub fn is_complete(&self) -> bool {
        !matches!(self, Self::Dnma(plan) if !plan.colonnes.manquantes().is_empty())
    }

    /// What all datasets but the annuaire have in common.
    pub fn commun(&self) -> Option<&Commun> {
        self.sides().ok()
    }

    /// What the plan is made of: the common part, or an annuaire.
    fn sides(&self) -> Result<&Commun, &ImportPlan> {
        match self {
            Self::Annuaire(plan) => Err(plan),
            Self::Effectifs(plan) | Self::Ips(plan) => Ok(&plan.commun),
            Self::Geolocalisation(plan) => Ok(&plan.commun),
            Self::CarteScolaire(plan) => Ok(&plan.commun),
            Self::Fermes(plan) => Ok(&plan.commun),
            Self::Snee(plan) => Ok(&plan.commun),
            Self::Dnma(plan) => Ok(&plan.commun),
        }
    }

    /// File name, without its folder.
    pub fn fichier(&self) -> &str {
        self.sides().map_or_else(|a| &a.fichier, |c| &c.fichier)
    }

    /// The date of the data.
    pub fn millesime(&self) -> NaiveDate {
        self.sides().map_or_else(|a| a.millesime, |c| c.date.jour)
    }

    /// The first refused rows, in order.
    pub fn refusees(&self) -> &[Refus] {
        self.sides()
            .map_or_else(|a| &a.refusees, |c| &c.refusees.liste)
    }

    /// The first cells left aside, their row being kept, in order.
    pub fn remarques(&self) -> &[Refus] {
        self.sides()
            .map_or_else(|a| &a.remarques, |c| &c.remarques.liste)
    }

    /// Schools followed and open that the file should name and does not.
    pub fn absentes(&self) -> &[EcoleAbsente] {
        self.sides().map_or_else(|a| &a.absentes, |c| &c.absentes)
    }

    pub fn resume(&self) -> Resume {
        match self.sides() {
            Err(annuaire) => Resume {
                nouvelles: annuaire.nouvelles,
                modifiees: annuaire.modifiees,
                inchangees: annuaire.inchangees,
                absentes: annuaire.absentes.len(),
                refusees: annuaire.refusees_total,
                remarques: annuaire.remarques_total,
                ..Resume::default()
            },
            Ok(commun) => Resume {
                nouvelles: commun.compte(Sort::Nouvelle),
                modifiees: commun.compte(Sort::Modifiee),
                inchangees: commun.compte(Sort::Inchangee),
                absentes: commun.absentes.len(),
                non_suivies: commun.non_suivies,
                refusees: commun.refusees.total,
                remarques: commun.remarques.total,
                a_choisir: self.to_decide(),
            },
        }
    }

    /// How many things a person may decide with it.
    const fn to_decide(&self) -> usize {
        match self {
            Self::CarteScolaire(plan) => plan.a_choisir.len(),
            Self::Fermes(plan) => plan.fusions.len(),
            _ => 0,
        }
    }

    /// Adds to `faits` the schools and the collèges it would create.
    pub(super) fn imagine(&self, faits: &mut Faits) {
        match self {
            Self::Annuaire(plan) => plan.imagine(faits),
            Self::Geolocalisation(plan) => {
                for college in plan.colleges() {
                    let nouveau = || SecteurCollege::from(college);
                    faits.secteurs.entry(college.id()).or_insert_with(nouveau);
                }
            }
            Self::Fermes(plan) => plan.imagine(faits),
            Self::Effectifs(_)
            | Self::Ips(_)
            | Self::CarteScolaire(_)
            | Self::Snee(_)
            | Self::Dnma(_) => {}
        }
    }
}
