//! The schools to verify: never verified first, then the oldest verification.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Colonne, Tableau};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::fraicheur::{Anciennete, phrase};
use crate::domain::nombre::compte;
use crate::domain::{Faits, Population};

/// The schools open on one day whose verification is older than asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportVerifications<'a> {
    au: NaiveDate,
    age: Anciennete,
    population: Population,
    lignes: Vec<Ligne<'a>>,
}

/// One school. The names of the fields are the contract of
/// `carnet-ent verifier-ecoles --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    uai: &'a str,
    nom: &'a str,
    commune: Option<&'a str>,
    /// The last verification; null = never.
    verifie_le: Option<NaiveDate>,
    /// Null when never verified, or when the person chose not to say.
    par: Option<&'a str>,
    /// Whole months since.
    mois: Option<i32>,
}

impl<'a> RapportVerifications<'a> {
    pub fn new(faits: &'a Faits, au: NaiveDate, age: Anciennete, population: Population) -> Self {
        let situations: std::collections::BTreeMap<_, _> = faits
            .ouvertes_au(au)
            .map(|(ecole, s)| (ecole.id, (ecole.uai.as_str(), s)))
            .collect();
        let lignes = faits
            .a_verifier(au, age, population)
            .into_iter()
            .filter_map(|v| {
                let (uai, situation) = situations.get(&v.ecole)?;
                Some(Ligne {
                    uai,
                    nom: &situation.nom,
                    commune: situation.commune_nom.as_deref(),
                    verifie_le: v.derniere.map(|d| d.le),
                    par: v.derniere.map(|d| d.par.as_str()).filter(|p| !p.is_empty()),
                    mois: v.mois,
                })
            })
            .collect();
        Self {
            au,
            age,
            population,
            lignes,
        }
    }

    pub fn to_texte(&self) -> String {
        let lignes = self.lignes.iter().map(|l| {
            vec![
                l.uai.to_owned(),
                l.nom.to_owned(),
                l.commune.unwrap_or_default().to_owned(),
                l.verifie_le.map(date_courte).unwrap_or_default(),
                l.par.unwrap_or_default().to_owned(),
                phrase(l.verifie_le, self.au),
            ]
        });
        let colonnes = ["UAI", "École", "Commune", "Vérifié le", "Par", ""];
        let tableau = Tableau {
            colonnes: colonnes.map(Colonne::texte).to_vec(),
            lignes: lignes.collect(),
            total: None,
        };
        format!(
            "À vérifier au {}, jamais ou depuis plus de {}, {}\u{202f}: {}\n\n{}",
            date_longue(self.au),
            self.age,
            self.population.libelle(),
            compte(self.lignes.len(), "école", "écoles"),
            tableau.to_texte(),
        )
    }

    pub fn to_csv(&self) -> String {
        let colonnes = [
            "UAI",
            "École",
            "Commune",
            "Vérifié le",
            "Par",
            "Mois",
            "Au",
            "Plus vieux que",
            "Écoles comptées",
        ];
        let lignes = self.lignes.iter().map(|l| {
            vec![
                l.uai.to_owned(),
                l.nom.to_owned(),
                l.commune.unwrap_or_default().to_owned(),
                l.verifie_le.map(|le| le.to_string()).unwrap_or_default(),
                l.par.unwrap_or_default().to_owned(),
                l.mois.map(|n| n.to_string()).unwrap_or_default(),
                self.au.to_string(),
                self.age.to_string(),
                self.population.libelle().to_owned(),
            ]
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
