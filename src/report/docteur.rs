//! What the doctor finds, as a text to read, a table for a spreadsheet, an array for scripts.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::Serialize;

use super::{Colonne, Tableau};
use crate::domain::date::date_longue;
use crate::domain::docteur::{Constat, Gravite, Reparation};
use crate::domain::nombre::compte;

/// The findings of one day, in the order of the doctor; those set aside are only counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportDocteur<'a> {
    au: NaiveDate,
    constats: Vec<&'a Constat>,
    ignores: usize,
}

/// One finding. The names of the fields are the contract of `carnet-ent docteur --format json`.
#[derive(Serialize)]
struct Ligne<'a> {
    code: &'static str,
    gravite: &'static str,
    /// Null for a project.
    uai: Option<&'a str>,
    nom: &'a str,
    commune: Option<&'a str>,
    phrase: &'a str,
    /// Null when only a person can tell.
    reparation: Option<Propose>,
}

/// The repair that the window proposes.
#[derive(Serialize)]
struct Propose {
    code: &'static str,
    phrase: String,
}

impl From<&Reparation> for Propose {
    fn from(reparation: &Reparation) -> Self {
        Self {
            code: reparation.as_str(),
            phrase: reparation.libelle(),
        }
    }
}

impl<'a> RapportDocteur<'a> {
    pub fn new(constats: &'a [Constat], au: NaiveDate) -> Self {
        let dits: Vec<&Constat> = constats.iter().filter(|c| !c.ignore).collect();
        Self {
            au,
            ignores: constats.len() - dits.len(),
            constats: dits,
        }
    }

    pub fn to_texte(&self) -> String {
        let de = |gravite| {
            let graves = self
                .constats
                .iter()
                .filter(|c| c.anomalie.gravite() == gravite);
            graves.count()
        };
        let ignores = match self.ignores {
            0 => String::new(),
            n => format!(" ({} à votre demande)", compte(n, "ignoré", "ignorés")),
        };
        let mut texte = if self.constats.is_empty() {
            format!(
                "Carnet examiné au {}\u{202f}: rien à signaler{ignores}.\n",
                date_longue(self.au)
            )
        } else {
            format!(
                "Carnet examiné au {}\u{202f}: {} à corriger, {} à vérifier{ignores}.\n",
                date_longue(self.au),
                compte(de(Gravite::ACorriger), "constat", "constats"),
                de(Gravite::AVerifier)
            )
        };
        let mut avant = None;
        for constat in &self.constats {
            if avant != Some(constat.anomalie) {
                avant = Some(constat.anomalie);
                let gravite = constat.anomalie.gravite().libelle().to_lowercase();
                writeln!(texte, "\n{} ({gravite})", constat.anomalie.libelle()).ok();
            }
            let qui = [&constat.uai, &constat.nom, &constat.commune];
            let qui: Vec<&str> = qui
                .into_iter()
                .map(String::as_str)
                .filter(|q| !q.is_empty())
                .collect();
            writeln!(texte, "  {}", propre(&qui.join(", "))).ok();
            writeln!(texte, "    {}", propre(&constat.phrase)).ok();
            if let Some(reparation) = &constat.reparation {
                writeln!(texte, "    → {}", reparation.libelle()).ok();
            }
        }
        texte
    }

    pub fn to_csv(&self) -> String {
        let colonnes = [
            "Gravité",
            "Code",
            "Genre",
            "UAI",
            "Nom",
            "Commune",
            "Constat",
            "Réparation proposée",
            "Au",
        ];
        let au = self.au.to_string();
        let lignes = self.constats.iter().map(|c| {
            [
                c.anomalie.gravite().libelle(),
                c.anomalie.as_str(),
                c.anomalie.libelle(),
                &c.uai,
                &c.nom,
                &c.commune,
                &c.phrase,
                &c.reparation
                    .as_ref()
                    .map(Reparation::libelle)
                    .unwrap_or_default(),
                &au,
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

    /// An array, one object per finding.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let dit = |texte: &'a str| (!texte.is_empty()).then_some(texte);
        let lignes: Vec<Ligne<'a>> = self
            .constats
            .iter()
            .map(|c| Ligne {
                code: c.anomalie.as_str(),
                gravite: c.anomalie.gravite().as_str(),
                uai: dit(&c.uai),
                nom: &c.nom,
                commune: dit(&c.commune),
                phrase: &c.phrase,
                reparation: c.reparation.as_ref().map(Propose::from),
            })
            .collect();
        serde_json::to_string_pretty(&lignes)
    }
}

/// Without control characters: a name in a file cannot move the cursor of a terminal.
fn propre(texte: &str) -> String {
    texte
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
