//! The printed reports: what each says, as values its template lays out.
//!
//! Everything is computed from the dated facts and from what is asked; nothing reads a file or a
//! clock. One file per report.

mod activite;
mod dane;
mod elus;
mod emargement;
mod fiche;
mod groupe;
mod pieces;
mod tableur;
mod visite;

use chrono::NaiveDate;
use serde::Serialize;

pub use self::pieces::{
    Cadre, Chiffre, ColonneImprimee, Dessin, GraphiqueImprime, Section, TableauImprime,
    TableauTitre,
};
use super::graphiques::debut_de_courbe;
use super::typst::{Document, compose};
use crate::domain::courbe::{Courbe, courbe_de};
use crate::domain::date::date_longue;
use crate::domain::groupe::NomsCommunes;
use crate::domain::modele_bilan::{DemandeBilan, sous_groupes};
use crate::domain::{
    Ecole, Etendue, Faits, Groupe, Id, ModeleBilan, Situation, SorteGroupe, VisiteEntiere,
};
use crate::error::{Error, Result};

/// A report ready to be laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprime {
    modele: ModeleBilan,
    donnees: serde_json::Value,
    /// What it was made of, when that is sections: a table to sign, or what was told of a visit,
    /// is not.
    rapport: Option<Rapport>,
    le: NaiveDate,
}

impl Imprime {
    /// Gathers what the report says. `visite` is the visit of its scope, whole, when it has one.
    pub fn new(
        faits: &Faits,
        demande: &DemandeBilan,
        visite: Option<&VisiteEntiere>,
    ) -> Result<Self> {
        let modele = demande.modele;
        let mut contexte = Contexte::new(faits, demande);
        let restreints = contexte.restreints(demande.au);
        if let Some(restreints) = &restreints {
            contexte.faits = restreints;
        }
        let avant = demande.compare.and_then(|jour| contexte.restreints(jour));
        if let Some(avant) = &avant {
            contexte.avant = avant;
        }
        let mut rapport = None;
        let mut sections = |fait: Rapport| to_json(rapport.insert(fait));
        let donnees = match (modele, &demande.etendue) {
            (ModeleBilan::TableauDane, Etendue::Carnet) => to_json(&dane::new(&contexte)),
            (ModeleBilan::BilanCirconscription, Etendue::Carnet | Etendue::Groupe(_)) => {
                sections(groupe::new(&contexte))
            }
            (ModeleBilan::PageElus, Etendue::Carnet | Etendue::Groupe(_)) => {
                sections(elus::new(&contexte))
            }
            (ModeleBilan::RapportActivite, Etendue::Carnet | Etendue::Groupe(_)) => {
                sections(activite::new(&contexte))
            }
            (ModeleBilan::FicheEcole, Etendue::Ecole(id)) => sections(fiche::new(&contexte, *id)?),
            (ModeleBilan::Emargement, Etendue::Seance(id)) => {
                to_json(&emargement::new(&contexte, *id)?)
            }
            (ModeleBilan::CompteRenduVisite, Etendue::Visite(_, pour)) => {
                let entiere = visite.ok_or_else(|| {
                    Error::Invalid(
                        "Cette visite n’est plus dans le carnet\u{202f}: choisissez-en une autre."
                            .to_owned(),
                    )
                })?;
                to_json(&visite::new(&contexte, entiere, *pour))
            }
            _ => Err(Error::Invalid(format!(
                "«\u{a0}{}\u{a0}» ne se fait pas pour ce qui est choisi.",
                modele.libelle()
            ))),
        }?;
        Ok(Self {
            modele,
            donnees,
            rapport,
            le: demande.le,
        })
    }

    /// From data already made, such as the samples that stand beside the templates.
    pub fn from_json(modele: ModeleBilan, donnees: serde_json::Value, le: NaiveDate) -> Self {
        Self {
            modele,
            donnees,
            rapport: None,
            le,
        }
    }

    pub const fn donnees(&self) -> &serde_json::Value {
        &self.donnees
    }

    /// Its tables, for a spreadsheet in French.
    pub fn csv(&self) -> Result<String> {
        Ok(self.rapport()?.to_csv())
    }

    /// Its tables, aligned.
    pub fn texte(&self) -> Result<String> {
        Ok(self.rapport()?.to_texte())
    }

    /// Its tables and charts as a workbook.
    pub fn classeur(&self) -> Result<Vec<u8>> {
        self.rapport()?.classeur(self.le)
    }

    fn rapport(&self) -> Result<&Rapport> {
        self.rapport.as_ref().ok_or_else(|| {
            Error::Invalid(format!(
                "«\u{a0}{}\u{a0}» est une page à imprimer\u{202f}: choisissez le format pdf.",
                self.modele.libelle()
            ))
        })
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
        ModeleBilan::BilanCirconscription => {
            include_str!("../../../assets/bilans/bilan-circonscription.typ")
        }
        ModeleBilan::PageElus => include_str!("../../../assets/bilans/page-elus.typ"),
        ModeleBilan::TableauDane => include_str!("../../../assets/bilans/tableau-dane.typ"),
        ModeleBilan::RapportActivite => include_str!("../../../assets/bilans/rapport-activite.typ"),
        ModeleBilan::FicheEcole => include_str!("../../../assets/bilans/fiche-ecole.typ"),
        ModeleBilan::CompteRenduVisite => {
            include_str!("../../../assets/bilans/compte-rendu-visite.typ")
        }
        ModeleBilan::Emargement => include_str!("../../../assets/bilans/emargement.typ"),
    }
}

/// A report made of parts, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Rapport {
    cadre: Cadre,
    sections: Vec<Section>,
}

/// The lines of the footer of a report that counts schools: date, scope, population, rule,
/// sources.
pub fn pied(faits: &Faits, demande: &DemandeBilan) -> Vec<String> {
    Contexte::new(faits, demande).pied()
}

/// What the reports are made from.
struct Contexte<'a> {
    /// The facts of the schools of the scope on the day looked at.
    faits: &'a Faits,
    /// Those of the schools it had on the day of comparison.
    avant: &'a Faits,
    /// Those of every school.
    tous: &'a Faits,
    demande: &'a DemandeBilan,
}

impl<'a> Contexte<'a> {
    const fn new(faits: &'a Faits, demande: &'a DemandeBilan) -> Self {
        Self {
            faits,
            avant: faits,
            tous: faits,
            demande,
        }
    }

    /// The facts of the schools of the group on that day; `None` when the scope is no group.
    fn restreints(&self, jour: NaiveDate) -> Option<Faits> {
        let groupe = self.groupe()?;
        let membre = |ecole: &Ecole| groupe.contient(ecole.au(jour).0);
        Some(self.tous.restreints(membre))
    }

    /// The facts of the schools the scope had on that day, one of the two of the report.
    fn faits_le(&self, jour: NaiveDate) -> &'a Faits {
        if self.demande.compare == Some(jour) {
            self.avant
        } else {
            self.faits
        }
    }

    /// The curve up to the day looked at and its first day: each day counts the schools the scope
    /// had that day.
    fn courbe(&self) -> (NaiveDate, Courbe) {
        let (tous, d) = (self.tous, self.demande);
        let membre = |s: &Situation| self.groupe().is_none_or(|groupe| groupe.contient(s));
        let ecoles = tous.ecoles.iter();
        let ecoles = ecoles.filter(|e| e.situations.iter().any(|p| membre(&p.situation)));
        let debut = debut_de_courbe(ecoles.flat_map(|e| tous.deploiements(e.id)), d.au);
        let courbe = courbe_de(tous, debut, d.au, d.regle, d.population, membre);
        (debut, courbe)
    }

    const fn groupe(&self) -> Option<&Groupe> {
        match &self.demande.etendue {
            Etendue::Groupe(groupe) => Some(groupe),
            _ => None,
        }
    }

    fn sous_groupes(&self) -> SorteGroupe {
        sous_groupes(&self.demande.etendue)
    }

    fn rapport(&self, titre: &str, sous_titre: &str, sections: Vec<Section>) -> Rapport {
        Rapport {
            cadre: Cadre {
                titre: titre.to_owned(),
                sous_titre: sous_titre.to_owned(),
                pied: self.pied(),
            },
            sections,
        }
    }

    /// « École Élise, Épinal », as it is on the day looked at.
    fn ecole_dite(&self, id: Id) -> String {
        self.faits
            .ecole(id)
            .map_or_else(|| "École".to_owned(), |e| e.dite_au(self.demande.au))
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
        // What is left at a town hall names nobody.
        let par = if d.auteur.trim().is_empty() || d.modele == ModeleBilan::PageElus {
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
