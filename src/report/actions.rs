//! What was promised: what, who, until when, and what became of it; the most pressing first.

use chrono::NaiveDate;
use serde::Serialize;

use super::periode::Periode;
use super::{Colonne, Tableau};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::relance::{EtatAction, Urgence};
use crate::domain::{Faits, Id};

/// The actions whose last day lies in a period, of one school or of all. Those without a last day
/// are there only when no bound is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportActions<'a> {
    periode: Periode,
    aujourdhui: NaiveDate,
    lignes: Vec<Ligne<'a>>,
}

/// One action. The names of the fields are the contract of `carnet-ent actions --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    id: String,
    /// Last day to do it, included.
    date: Option<NaiveDate>,
    /// UAI.
    ecole: &'a str,
    ecole_nom: &'a str,
    commune: Option<&'a str>,
    libelle: &'a str,
    qui: &'a str,
    /// `en_retard`, `ouverte`, `faite` or `abandonnee`, on the day of the question.
    etat: &'static str,
    faite_le: Option<NaiveDate>,
    abandonnee_le: Option<NaiveDate>,
    /// The visit in which it was decided.
    visite: Option<String>,
    #[serde(skip)]
    rang: (u8, Option<NaiveDate>),
}

impl<'a> RapportActions<'a> {
    /// What they are on `aujourdhui`.
    pub fn new(
        faits: &'a Faits,
        periode: Periode,
        ecole: Option<Id>,
        aujourdhui: NaiveDate,
    ) -> Self {
        let mut lignes = Vec::new();
        for connue in faits
            .ecoles
            .iter()
            .filter(|e| ecole.is_none_or(|id| id == e.id))
        {
            let (situation, _) = connue.au(aujourdhui);
            for action in faits.terrain.actions(connue.id) {
                let asked = match action.echeance {
                    Some(jour) => periode.contains(jour),
                    None => periode.is_open(),
                };
                if !asked {
                    continue;
                }
                let (etat, rang) = match action.etat_au(aujourdhui) {
                    EtatAction::Ouverte(Urgence::EnRetard) => ("en_retard", 0),
                    EtatAction::Ouverte(Urgence::SansDate) => ("ouverte", 2),
                    EtatAction::Ouverte(_) => ("ouverte", 1),
                    EtatAction::Faite(_) => ("faite", 3),
                    EtatAction::Abandonnee(_) => ("abandonnee", 4),
                };
                lignes.push(Ligne {
                    id: action.id.to_string(),
                    date: action.echeance,
                    ecole: &connue.uai,
                    ecole_nom: &situation.nom,
                    commune: situation.commune_nom.as_deref(),
                    libelle: &action.libelle,
                    qui: action.qui_dit(&faits.termes),
                    etat,
                    faite_le: action.faite_le,
                    abandonnee_le: action.abandonnee_le,
                    visite: action.visite.map(|id| id.to_string()),
                    rang: (rang, action.echeance),
                });
            }
        }
        lignes.sort_by(|a, b| (a.rang, a.ecole, &a.id).cmp(&(b.rang, b.ecole, &b.id)));
        Self {
            periode,
            aujourdhui,
            lignes,
        }
    }

    pub fn to_texte(&self) -> String {
        let ouvertes = self
            .lignes
            .iter()
            .filter(|l| ["ouverte", "en_retard"].contains(&l.etat))
            .count();
        format!(
            "Actions {}, au {}\u{202f}: {}, dont {ouvertes} à faire\n\n{}",
            self.periode,
            date_longue(self.aujourdhui),
            self.lignes.len(),
            self.tableau(date_courte).to_texte(),
        )
    }

    pub fn to_csv(&self) -> String {
        self.tableau(|date| date.to_string()).to_csv()
    }

    /// An array, one object per action.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.lignes)
    }

    fn tableau(&self, date: impl Fn(NaiveDate) -> String) -> Tableau {
        let colonnes = [
            "D’ici le",
            "État",
            "Action",
            "Qui",
            "UAI",
            "École",
            "Commune",
        ];
        let ligne = |l: &Ligne<'_>| {
            let etat = match (l.etat, l.faite_le, l.abandonnee_le) {
                ("faite", Some(le), _) => format!("faite le {}", date(le)),
                ("abandonnee", _, Some(le)) => format!("abandonnée le {}", date(le)),
                ("en_retard", ..) => "en retard".to_owned(),
                _ => "à faire".to_owned(),
            };
            vec![
                l.date.map(&date).unwrap_or_default(),
                etat,
                l.libelle.to_owned(),
                l.qui.to_owned(),
                l.ecole.to_owned(),
                l.ecole_nom.to_owned(),
                l.commune.unwrap_or_default().to_owned(),
            ]
        };
        Tableau {
            colonnes: colonnes.map(Colonne::texte).to_vec(),
            lignes: self.lignes.iter().map(ligne).collect(),
            total: None,
        }
    }
}
