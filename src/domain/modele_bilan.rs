//! The printed reports, by name, and what each may be about.

use chrono::NaiveDate;

use super::indicateurs::Question;
use super::{Groupe, Id, Lecteur, Par, Population, Regle, SorteGroupe};

/// A printed report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ModeleBilan {
    /// What the carnet knows of one school.
    FicheEcole,
    /// The inspector's report, with its charts.
    #[default]
    BilanCirconscription,
    /// One page for elected officials: no personal data.
    PageElus,
    /// The year of the adviser, on three axes (`domain.md` §1.4).
    RapportActivite,
    /// The attendance sheet of a session.
    Emargement,
    /// The copy of a visit's report for one reader.
    CompteRenduVisite,
    /// The table the DANE publishes.
    TableauDane,
}

impl ModeleBilan {
    pub const ALL: [Self; 7] = [
        Self::BilanCirconscription,
        Self::PageElus,
        Self::TableauDane,
        Self::RapportActivite,
        Self::FicheEcole,
        Self::CompteRenduVisite,
        Self::Emargement,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FicheEcole => "fiche-ecole",
            Self::BilanCirconscription => "bilan-circonscription",
            Self::PageElus => "page-elus",
            Self::RapportActivite => "rapport-activite",
            Self::Emargement => "emargement",
            Self::CompteRenduVisite => "compte-rendu-visite",
            Self::TableauDane => "tableau-dane",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::FicheEcole => "Fiche école",
            Self::BilanCirconscription => "Bilan de circonscription",
            Self::PageElus => "Une page pour les élus",
            Self::RapportActivite => "Rapport d’activité",
            Self::Emargement => "Feuille d’émargement",
            Self::CompteRenduVisite => "Compte rendu de visite",
            Self::TableauDane => "Tableau DANE",
        }
    }

    /// What it is for, in one sentence.
    pub const fn usage(self) -> &'static str {
        match self {
            Self::FicheEcole => "Ce que le carnet sait d’une école, pour un rendez-vous.",
            Self::BilanCirconscription => "Les chiffres, les courbes et ce qui reste à faire.",
            Self::PageElus => "Une page à laisser en mairie, sans donnée personnelle.",
            Self::RapportActivite => "L’année de l’ERUN selon ses trois axes.",
            Self::Emargement => "La liste à signer d’une session de formation.",
            Self::CompteRenduVisite => "La copie de l’enseignant ou celle de l’IEN.",
            Self::TableauDane => "Le tableau publié, et ce qu’il ne compte pas.",
        }
    }

    /// What must be chosen before it can be made.
    pub const fn sujet(self) -> Sujet {
        match self {
            Self::FicheEcole => Sujet::Ecole,
            Self::BilanCirconscription | Self::PageElus | Self::RapportActivite => Sujet::Groupe,
            Self::Emargement => Sujet::Seance,
            Self::CompteRenduVisite => Sujet::Visite,
            Self::TableauDane => Sujet::Carnet,
        }
    }
}

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sujet {
    /// All the schools of the carnet.
    Carnet,
    Ecole,
    /// A circonscription or all of the carnet.
    Groupe,
    Seance,
    Visite,
}

/// What one report is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Etendue {
    /// Every school of the carnet.
    #[default]
    Carnet,
    Ecole(Id),
    Groupe(Groupe),
    Seance(Id),
    Visite(Id, Lecteur),
}

impl Etendue {
    /// Whether a report about `sujet` can be made of it.
    pub const fn convient(&self, sujet: Sujet) -> bool {
        matches!(
            (self, sujet),
            (Self::Carnet, Sujet::Carnet | Sujet::Groupe)
                | (Self::Groupe(_), Sujet::Groupe)
                | (Self::Ecole(_), Sujet::Ecole)
                | (Self::Seance(_), Sujet::Seance)
                | (Self::Visite(..), Sujet::Visite)
        )
    }
}

/// A printed report as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandeBilan {
    pub modele: ModeleBilan,
    pub etendue: Etendue,
    /// The day looked at.
    pub au: NaiveDate,
    /// An older day it is compared with.
    pub compare: Option<NaiveDate>,
    /// How the groups of the DANE's table are made.
    pub par: Par,
    pub regle: Regle,
    pub population: Population,
    /// The day it is made, which it bears.
    pub le: NaiveDate,
    /// Who makes it; empty when the person chose not to say.
    pub auteur: String,
}

impl DemandeBilan {
    /// What every indicator of the report is asked.
    pub const fn question(&self) -> Question {
        Question {
            au: self.au,
            regle: self.regle,
            population: self.population,
        }
    }
}

/// How the schools of a report are best told apart: inside a circonscription its sectors, inside
/// a carnet its circonscriptions.
pub fn sous_groupes(etendue: &Etendue) -> SorteGroupe {
    match etendue {
        Etendue::Groupe(Groupe::Circonscription(_)) => SorteGroupe::Secteur,
        Etendue::Groupe(_) => SorteGroupe::Commune,
        _ => SorteGroupe::Circonscription,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_has_a_name_of_its_own() {
        let noms: std::collections::BTreeSet<&str> =
            ModeleBilan::ALL.iter().map(|m| m.as_str()).collect();
        assert_eq!(noms.len(), ModeleBilan::ALL.len());
    }
}
