//! What an état des lieux leaves out, and the schools it counts without knowing everything of
//! them: listed below it, never silently dropped.

use chrono::NaiveDate;

use super::{Faits, Id, Population, Situation, Statut};

/// Why a school is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Motif {
    Privee,
    Publique,
    StatutInconnu,
    Fermee,
    AOuvrir,
    /// Its opening is after the day looked at.
    PasEncoreOuverte,
}

impl Motif {
    pub const ALL: [Self; 6] = [
        Self::Privee,
        Self::Publique,
        Self::StatutInconnu,
        Self::Fermee,
        Self::AOuvrir,
        Self::PasEncoreOuverte,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Privee => "privee",
            Self::Publique => "publique",
            Self::StatutInconnu => "statut_inconnu",
            Self::Fermee => "fermee",
            Self::AOuvrir => "a_ouvrir",
            Self::PasEncoreOuverte => "pas_encore_ouverte",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Privee => "Écoles privées",
            Self::Publique => "Écoles publiques",
            Self::StatutInconnu => "Écoles dont le statut n’est pas renseigné",
            Self::Fermee => "Écoles fermées ce jour-là",
            Self::AOuvrir => "Écoles annoncées, à ouvrir",
            Self::PasEncoreOuverte => "Écoles ouvertes plus tard",
        }
    }
}

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
    /// In the order of [`Motif::ALL`]; only those that happen. Each school stands in one.
    pub exclues: Vec<(Motif, u64)>,
    /// In the order of their UAI.
    pub incompletes: Vec<Incomplete>,
}

/// What `bilan` at the same date and of the same population does not count or not know.
pub fn hors_bilan(faits: &Faits, au: NaiveDate, population: Population) -> HorsBilan {
    let mut comptes = [0; Motif::ALL.len()];
    let mut incompletes = Vec::new();
    for ecole in &faits.ecoles {
        let (situation, _) = ecole.au(au);
        let motif = motif(situation, au, population);
        if let Some(motif) = motif {
            comptes[motif as usize] += 1;
        }
        if motif.is_some_and(|m| m != Motif::StatutInconnu) {
            continue;
        }
        let manques = manques(situation);
        if !manques.is_empty() {
            incompletes.push(Incomplete {
                ecole: ecole.id,
                uai: ecole.uai.clone(),
                nom: ecole.dite_au(au),
                manques,
                comptee: motif.is_none(),
            });
        }
    }
    HorsBilan {
        exclues: Motif::ALL
            .into_iter()
            .zip(comptes)
            .filter(|(_, n)| *n > 0)
            .collect(),
        incompletes,
    }
}

fn motif(situation: &Situation, au: NaiveDate, population: Population) -> Option<Motif> {
    if situation.a_ouvrir() {
        return Some(Motif::AOuvrir);
    }
    if situation.fermeture.is_some_and(|d| d <= au) {
        return Some(Motif::Fermee);
    }
    if situation.ouverture.is_some_and(|d| au < d) {
        return Some(Motif::PasEncoreOuverte);
    }
    if population.contains(situation.statut) {
        return None;
    }
    Some(match situation.statut {
        None => Motif::StatutInconnu,
        Some(Statut::Prive) => Motif::Privee,
        Some(Statut::Public) => Motif::Publique,
    })
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
