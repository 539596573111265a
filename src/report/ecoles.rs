//! The list of schools open on one day, with what makes each an « école avec ENT ».

use chrono::NaiveDate;
use serde::Serialize;

use super::{Colonne, Tableau};
use crate::domain::date::date_longue;
use crate::domain::{Faits, Nature, Regle, Statut};

/// The schools of all statuts open on `au`, in the order of their UAI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportEcoles<'a> {
    au: NaiveDate,
    regle: Regle,
    lignes: Vec<Ligne<'a>>,
}

/// One school. The names of the fields are the contract of `carnet-ent ecoles --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    uai: &'a str,
    nom: &'a str,
    nature: Option<&'static str>,
    specialisee: bool,
    statut: Option<&'static str>,
    commune: Option<&'a str>,
    departement: Option<&'a str>,
    circonscription: Option<&'a str>,
    /// Name of the collège.
    secteur: Option<&'a str>,
    education_prioritaire: Option<&'static str>,
    avec_ent: bool,
    /// Those that make `avec_ent` true.
    solutions: Vec<&'a str>,
    #[serde(skip)]
    nature_libelle: &'static str,
    #[serde(skip)]
    statut_libelle: &'static str,
}

impl<'a> RapportEcoles<'a> {
    pub fn new(faits: &'a Faits, au: NaiveDate, regle: Regle) -> Self {
        let ligne =
            |(ecole, situation): (&'a crate::domain::Ecole, &'a crate::domain::Situation)| {
                let solutions: Vec<&str> = faits
                    .solutions_au(ecole.id, au, regle)
                    .iter()
                    .map(|s| s.nom.as_str())
                    .collect();
                let nature = situation.nature();
                Ligne {
                    uai: &ecole.uai,
                    nom: &situation.nom,
                    nature: nature.map(Nature::as_str),
                    specialisee: situation.specialisee,
                    statut: situation.statut.map(Statut::as_str),
                    commune: situation.commune_nom.as_deref(),
                    departement: situation.departement.as_deref(),
                    circonscription: faits.circonscription(situation).map(|c| c.nom.as_str()),
                    secteur: faits.secteur(situation).map(|s| s.nom.as_str()),
                    education_prioritaire: situation
                        .education_prioritaire
                        .map(|e| e.as_str())
                        .filter(|e| !e.is_empty()),
                    avec_ent: !solutions.is_empty(),
                    solutions,
                    nature_libelle: nature.map_or("", Nature::libelle),
                    statut_libelle: situation.statut.map_or("", Statut::libelle),
                }
            };
        Self {
            au,
            regle,
            lignes: faits.ouvertes_au(au).map(ligne).collect(),
        }
    }

    pub fn to_texte(&self) -> String {
        let avec = self.lignes.iter().filter(|l| l.avec_ent).count();
        let colonnes = [
            "UAI",
            "Nom",
            "Nature",
            "Statut",
            "Commune",
            "Circonscription",
            "Secteur",
            "ENT",
        ];
        let lignes = self.lignes.iter().map(|l| {
            [
                l.uai,
                l.nom,
                l.nature_libelle,
                l.statut_libelle,
                l.commune.unwrap_or_default(),
                l.circonscription.unwrap_or_default(),
                l.secteur.unwrap_or_default(),
                &l.solutions.join(", "),
            ]
            .map(str::to_owned)
            .to_vec()
        });
        let tableau = Tableau {
            colonnes: colonnes.map(Colonne::texte).to_vec(),
            lignes: lignes.collect(),
            total: None,
        };
        format!(
            "Écoles ouvertes au {}, publiques et privées\u{202f}: {}, dont {avec} avec ENT \
             (règle\u{202f}: {})\n\n{}",
            date_longue(self.au),
            self.lignes.len(),
            self.regle.libelle(),
            tableau.to_texte(),
        )
    }

    pub fn to_csv(&self) -> String {
        let colonnes = [
            "UAI",
            "Nom",
            "Nature",
            "Spécialisée",
            "Statut",
            "Commune",
            "Département",
            "Circonscription",
            "Secteur de collège",
            "Éducation prioritaire",
            "Avec ENT",
            "ENT",
            "Au",
            "Règle",
        ];
        let oui_non = |vrai: bool| if vrai { "oui" } else { "non" };
        let au = self.au.to_string();
        let lignes = self.lignes.iter().map(|l| {
            [
                l.uai,
                l.nom,
                l.nature_libelle,
                oui_non(l.specialisee),
                l.statut_libelle,
                l.commune.unwrap_or_default(),
                l.departement.unwrap_or_default(),
                l.circonscription.unwrap_or_default(),
                l.secteur.unwrap_or_default(),
                l.education_prioritaire.unwrap_or_default(),
                oui_non(l.avec_ent),
                &l.solutions.join(", "),
                &au,
                self.regle.libelle(),
            ]
            .map(str::to_owned)
            .to_vec()
        });
        Tableau {
            colonnes: colonnes.map(Colonne::texte).to_vec(),
            lignes: lignes.collect(),
            total: None,
        }
        .to_csv()
    }

    /// An array, one object per school.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.lignes)
    }
}
