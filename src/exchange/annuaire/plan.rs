//! What an import would do, before it does it.

use chrono::NaiveDate;

use super::super::college::CollegeLu;
use super::super::ecartes::Refus;
use super::circonscription::Circonscription;
use super::lue::EcoleLue;
use crate::domain::ChampEcole;

/// An import, prepared: shown by a page, counted by a command, written by `appliquer`.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// File name, without its folder.
    pub fichier: String,
    /// In words: « Annuaire de l’éducation, UTF-8, séparateur « ; » ».
    pub reconnu: String,
    pub millesime: NaiveDate,
    /// Schools the carnet did not know.
    pub nouvelles: usize,
    /// Schools of which the file says something else than the carnet on the day of its data,
    /// corrections apart.
    pub modifiees: usize,
    /// Schools of which it says the same.
    pub inchangees: usize,
    /// Schools followed, open, in the chosen scope, that the file does not name. Never closed.
    pub absentes: Vec<EcoleAbsente>,
    /// Public collèges of the same départements, whose secteurs are offered.
    pub colleges: usize,
    pub circonscriptions: usize,
    /// The first refused rows, in order; `refusees_total` counts them all.
    pub refusees: Vec<Refus>,
    pub refusees_total: usize,
    /// Cells left aside, their row being kept; the first ones, in order.
    pub remarques: Vec<Refus>,
    pub remarques_total: usize,
    /// One per school kept, in order of UAI.
    pub lignes: Vec<LignePlan>,
    /// Those the kept schools name, and, without a choice of circonscriptions, all of the file.
    pub(super) liste_circonscriptions: Vec<Circonscription>,
    pub(super) liste_colleges: Vec<CollegeLu>,
    /// Whether each of `liste_circonscriptions` is to be written.
    pub(super) circonscriptions_gardees: Vec<bool>,
}

/// What a file says of one school, against the carnet.
#[derive(Clone, Debug)]
pub struct LignePlan {
    pub sort: Sort,
    pub(super) lue: EcoleLue,
}

impl LignePlan {
    pub fn uai(&self) -> &str {
        self.lue.uai.as_str()
    }

    /// In the file, from 1, its header included.
    pub const fn ligne(&self) -> u64 {
        self.lue.ligne
    }

    pub fn nom(&self) -> &str {
        self.lue.texte(ChampEcole::Nom)
    }

    pub fn commune_nom(&self) -> &str {
        self.lue.texte(ChampEcole::CommuneNom)
    }
}

/// What becomes of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    Nouvelle,
    Modifiee(Vec<Difference>),
    Inchangee,
}

/// One field, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub champ: ChampEcole,
    /// What the carnet says at the millésime, corrections apart; empty = nothing.
    pub avant: String,
    /// What the file says.
    pub apres: String,
    /// The typed value that stays shown whatever the file says.
    pub corrige: Option<String>,
}

impl Difference {
    /// « Nom : École du Pré → École Jeanne Fictive (reste corrigé par vous : École du Bas) ».
    pub fn phrase(&self) -> String {
        let avant = if self.avant.is_empty() {
            "(rien)"
        } else {
            &self.avant
        };
        let champ = self.champ.libelle();
        let mut phrase = format!("{champ}\u{202f}: {avant} → {}", self.apres);
        if let Some(corrige) = &self.corrige {
            phrase.push_str(" (reste corrigé par vous\u{202f}: ");
            phrase.push_str(corrige);
            phrase.push(')');
        }
        phrase
    }
}

/// A school followed that the file does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcoleAbsente {
    pub uai: String,
    pub nom: String,
    pub commune_nom: String,
}
