//! The printed reports: what each says, as values its template lays out.
//!
//! Everything is computed from the dated facts and from what is asked; nothing reads a file or a
//! clock. One file per report.

mod dane;
mod pieces;

use chrono::NaiveDate;
use serde::Serialize;

pub use self::pieces::{Cadre, Chiffre, ColonneImprimee, TableauImprime};
use super::typst::{Document, compose};
use crate::domain::date::date_longue;
use crate::domain::groupe::NomsCommunes;
use crate::domain::{
    Etendue, Faits, Groupe, ModeleBilan, Par, Population, Regle, Situation, VisiteEntiere,
};
use crate::error::{Error, Result};

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

/// A report ready to be laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Imprime {
    modele: ModeleBilan,
    donnees: serde_json::Value,
    le: NaiveDate,
}

impl Imprime {
    /// Gathers what the report says. `visite` is the visit of its scope, whole, when it has one.
    pub fn new(
        faits: &Faits,
        demande: &DemandeBilan,
        _visite: Option<&VisiteEntiere>,
    ) -> Result<Self> {
        if !demande.etendue.convient(demande.modele.sujet()) {
            return Err(Error::Invalid(format!(
                "«\u{a0}{}\u{a0}» ne se fait pas pour ce qui est choisi.",
                demande.modele.libelle()
            )));
        }
        let contexte = Contexte { faits, demande };
        let donnees = match demande.modele {
            ModeleBilan::TableauDane => to_json(&dane::new(&contexte)),
            _ => return Err(Error::Invalid("Ce bilan n’est pas encore prêt.".to_owned())),
        }?;
        Ok(Self {
            modele: demande.modele,
            donnees,
            le: demande.le,
        })
    }

    /// From data already made, such as the samples that stand beside the templates.
    pub fn from_json(modele: ModeleBilan, donnees: serde_json::Value, le: NaiveDate) -> Self {
        Self {
            modele,
            donnees,
            le,
        }
    }

    pub const fn donnees(&self) -> &serde_json::Value {
        &self.donnees
    }

    /// Lays it out.
    pub fn document(&self) -> Result<Document> {
        compose(template(self.modele), &self.donnees, self.le)
    }
}

fn to_json(donnees: &impl Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(donnees)
        .map_err(|e| Error::Invalid(format!("Le bilan ne s’écrit pas\u{202f}: {e}.")))
}

const fn template(modele: ModeleBilan) -> &'static str {
    match modele {
        _ => include_str!("../../../assets/bilans/tableau-dane.typ"),
    }
}

/// The lines of the footer of a report that counts schools: date, scope, population, rule,
/// sources.
pub fn pied(faits: &Faits, demande: &DemandeBilan) -> Vec<String> {
    Contexte { faits, demande }.pied()
}

/// What the reports are made from.
struct Contexte<'a> {
    faits: &'a Faits,
    demande: &'a DemandeBilan,
}

impl Contexte<'_> {
    /// Whether a school in this situation is within the scope.
    fn contient(&self, situation: &Situation) -> bool {
        match &self.demande.etendue {
            Etendue::Groupe(groupe) => groupe.contient(situation),
            _ => true,
        }
    }

    /// What the report is about: « Circonscription d’Épinal », « Toutes les écoles du carnet ».
    fn etendue_dite(&self) -> String {
        match &self.demande.etendue {
            Etendue::Groupe(groupe) => {
                let communes = NomsCommunes::au(self.faits, self.demande.au);
                let nom = groupe.nom(self.faits, &communes);
                match groupe {
                    Groupe::Circonscription(_) | Groupe::Secteur(_) | Groupe::Commune(_) => {
                        format!("{} · {nom}", groupe.sorte().un())
                    }
                    Groupe::Rpi(_) | Groupe::Reseau(_) => nom,
                }
            }
            _ => "Toutes les écoles du carnet".to_owned(),
        }
    }

    /// The lines of the footer of a report that counts schools.
    fn pied(&self) -> Vec<String> {
        let d = self.demande;
        vec![
            format!(
                "{} · {} · au {}",
                d.modele.libelle(),
                self.etendue_dite(),
                date_longue(d.au)
            ),
            format!(
                "Population\u{202f}: {} ouvertes ce jour-là. Règle\u{202f}: une école est «\u{a0}avec \
                 ENT\u{a0}» quand un ENT y est en service ({}).",
                d.population.libelle(),
                d.regle.libelle()
            ),
            self.sources(),
        ]
    }

    /// Where what it says comes from, when and by whom it was made.
    fn sources(&self) -> String {
        let d = self.demande;
        let par = if d.auteur.trim().is_empty() {
            String::new()
        } else {
            format!(" par {}", d.auteur.trim())
        };
        format!(
            "Sources\u{202f}: registre des écoles (fichiers officiels importés) et saisies du \
             carnet. Établi le {}{par} avec Carnet ENT.",
            date_longue(d.le)
        )
    }
}
