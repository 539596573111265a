//! The visits made between two days, newest first; their reports stay in the carnet.

use chrono::NaiveDate;
use serde::Serialize;

use super::periode::Periode;
use super::{Colonne, Tableau};
use crate::domain::date::date_courte;
use crate::domain::duree::duree_dite;
use crate::domain::{Faits, Id};

/// The visits of a period, of one school or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportVisites<'a> {
    periode: Periode,
    lignes: Vec<Ligne<'a>>,
}

/// One visit. The names of the fields are the contract of `carnet-ent visites --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    id: String,
    date: NaiveDate,
    /// UAI.
    ecole: &'a str,
    ecole_nom: &'a str,
    commune: Option<&'a str>,
    /// The reason of the visit; empty when nobody said.
    libelle: &'a str,
    duree_minutes: Option<u32>,
    intervenant: &'a str,
    /// Decided then and still open.
    actions_ouvertes: usize,
}

impl<'a> RapportVisites<'a> {
    /// Actions are open or not on `aujourdhui`.
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
            let actions = faits.terrain.actions(connue.id);
            for visite in faits.terrain.visites(connue.id) {
                if !periode.contains(visite.le) {
                    continue;
                }
                let (situation, _) = connue.au(visite.le);
                lignes.push(Ligne {
                    id: visite.id.to_string(),
                    date: visite.le,
                    ecole: &connue.uai,
                    ecole_nom: &situation.nom,
                    commune: situation.commune_nom.as_deref(),
                    libelle: visite.motif_dit(&faits.termes),
                    duree_minutes: visite.duree,
                    intervenant: &visite.intervenant,
                    actions_ouvertes: actions
                        .iter()
                        .filter(|a| a.visite == Some(visite.id) && a.ouverte_au(aujourdhui))
                        .count(),
                });
            }
        }
        lignes.sort_by(|a, b| (b.date, a.ecole, &a.id).cmp(&(a.date, b.ecole, &b.id)));
        Self { periode, lignes }
    }

    pub fn to_texte(&self) -> String {
        format!(
            "Visites {}\u{202f}: {}\n\n{}",
            self.periode,
            self.lignes.len(),
            self.tableau(date_courte).to_texte(),
        )
    }

    pub fn to_csv(&self) -> String {
        self.tableau(|date| date.to_string()).to_csv()
    }

    /// An array, one object per visit.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.lignes)
    }

    fn tableau(&self, date: impl Fn(NaiveDate) -> String) -> Tableau {
        let mut colonnes = ["Date", "UAI", "École", "Commune", "Motif", "Durée", "Par"]
            .map(Colonne::texte)
            .to_vec();
        colonnes.push(Colonne::nombre("Actions ouvertes", "Actions\nouvertes"));
        let ligne = |l: &Ligne<'_>| {
            vec![
                date(l.date),
                l.ecole.to_owned(),
                l.ecole_nom.to_owned(),
                l.commune.unwrap_or_default().to_owned(),
                l.libelle.to_owned(),
                l.duree_minutes.map(duree_dite).unwrap_or_default(),
                l.intervenant.to_owned(),
                l.actions_ouvertes.to_string(),
            ]
        };
        Tableau {
            colonnes,
            lignes: self.lignes.iter().map(ligne).collect(),
            total: None,
        }
    }
}
