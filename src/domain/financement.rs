//! Who pays what for a school, for which year, and until when the subscription it pays runs.

use chrono::NaiveDate;

use super::Id;
use super::texte::sans_accents;

/// A funding scheme (ENIR 2018, Label Écoles numériques…), or a payer (commune, coopérative).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispositif {
    pub id: Id,
    /// Of a shipped one; stable for ever.
    pub code: Option<String>,
    pub nom: String,
    pub description: String,
    /// Where the facts come from.
    pub reference: String,
    pub ordre: i64,
}

/// One grant or payment. A school may have several, of several years and items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Financement {
    pub id: Id,
    pub ecole: Id,
    /// The ENT it pays for; `None` for equipment and the like.
    pub deploiement: Option<Id>,
    pub dispositif: Option<Id>,
    /// Calendar year of the grant.
    pub annee: Option<i32>,
    /// Euro cents.
    pub montant_centimes: Option<i64>,
    /// What it pays for, in words of the list « poste »; empty when unknown.
    pub poste: String,
    /// First and last day of the subscription it pays, both included.
    pub abonnement_debut: Option<NaiveDate>,
    pub abonnement_fin: Option<NaiveDate>,
    pub commentaire: String,
}

impl Financement {
    /// A new one, of which only the school is known.
    pub fn nouveau(ecole: Id) -> Self {
        Self {
            id: Id::fresh(),
            ecole,
            deploiement: None,
            dispositif: None,
            annee: None,
            montant_centimes: None,
            poste: String::new(),
            abonnement_debut: None,
            abonnement_fin: None,
            commentaire: String::new(),
        }
    }

    /// Whether it pays a subscription: dated as one, or of the item « Abonnement ».
    pub fn est_abonnement(&self) -> bool {
        self.abonnement_debut.is_some()
            || self.abonnement_fin.is_some()
            || sans_accents(&self.poste) == "abonnement"
    }
}
