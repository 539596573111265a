//! What stands below an état des lieux: the schools it leaves out ([`super::indicateurs::exclues`]),
//! and those of which something is not known. Never silently dropped.

use super::indicateurs::{Question, RaisonExclusion, exclues};
use super::{Faits, Id, Situation};

/// What is not known of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manque {
    Nature,
    Statut,
    Departement,
}

impl Manque {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nature => "nature",
            Self::Statut => "statut",
            Self::Departement => "departement",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Nature => "nature",
            Self::Statut => "statut",
            Self::Departement => "département",
        }
    }
}

/// A school open that day of which something is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete {
    pub ecole: Id,
    pub uai: String,
    /// « École Élise, Épinal ».
    pub nom: String,
    pub manques: Vec<Manque>,
    /// Counted all the same.
    pub comptee: bool,
}

/// Beside an état des lieux of one day and one population.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HorsBilan {
    /// How many schools, by reason; only the reasons that happen. Each school stands in one.
    pub exclues: Vec<(RaisonExclusion, u64)>,
    /// In the order of their UAI.
    pub incompletes: Vec<Incomplete>,
}

/// What an état des lieux that answers the same question does not count or not know.
pub fn hors_bilan(faits: &Faits, question: Question) -> HorsBilan {
    let au = question.au;
    let exclues = exclues(faits, question)
        .exclues
        .into_iter()
        .map(|(raison, ecoles)| (raison, ecoles.len() as u64));
    let incomplete = |(ecole, situation): (&super::Ecole, &Situation)| {
        let comptee = question.population.contains(situation.statut);
        let manques = manques(situation);
        // Of another statut: not the business of this table.
        let concerne = comptee || situation.statut.is_none();
        (concerne && !manques.is_empty()).then(|| Incomplete {
            ecole: ecole.id,
            uai: ecole.uai.clone(),
            nom: ecole.dite_au(au),
            manques,
            comptee,
        })
    };
    HorsBilan {
        exclues: exclues.collect(),
        incompletes: faits.ouvertes_au(au).filter_map(incomplete).collect(),
    }
}

fn manques(situation: &Situation) -> Vec<Manque> {
    let absents = [
        (Manque::Nature, situation.nature().is_none()),
        (Manque::Statut, situation.statut.is_none()),
        (Manque::Departement, situation.departement.is_none()),
    ];
    absents
        .into_iter()
        .filter_map(|(manque, absent)| absent.then_some(manque))
        .collect()
}
