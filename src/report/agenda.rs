//! What stands on each day of a period: visits, sessions, events, last days, milestones.

use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;

use super::periode::Periode;
use super::{Colonne, Tableau};
use crate::domain::Faits;
use crate::domain::agenda::{Entree, entrees};
use crate::domain::calendrier::{conge_du, droit_local, jour_ferie, jour_semaine, periode_du};
use crate::domain::date::date_courte;

/// The agenda of a period.
#[derive(Clone, Debug)]
pub struct RapportAgenda<'a> {
    faits: &'a Faits,
    de: NaiveDate,
    a: NaiveDate,
    entrees: Vec<Entree>,
    droit_local: bool,
}

/// One entry. The names of the fields are the contract of `carnet-ent agenda --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    id: String,
    date: NaiveDate,
    sorte: &'static str,
    libelle: &'a str,
    lieu: &'a str,
    /// UAI, when there is one school alone.
    ecole: Option<&'a str>,
    en_retard: bool,
    /// « P3 »; nothing during holidays.
    periode: Option<String>,
    /// Holidays or jour férié of that day.
    sans_classe: Option<&'a str>,
}

impl<'a> RapportAgenda<'a> {
    /// From `de` to `a`, both included; late or done as of `aujourdhui`.
    pub fn new(faits: &'a Faits, de: NaiveDate, a: NaiveDate, aujourdhui: NaiveDate) -> Self {
        Self {
            faits,
            de,
            a,
            entrees: entrees(faits, de, a, aujourdhui),
            droit_local: droit_local(faits, aujourdhui),
        }
    }

    pub fn entrees(&self) -> &[Entree] {
        &self.entrees
    }

    /// « Agenda du 9 mars 2026 au 15 mars 2026 ».
    fn titre(&self) -> String {
        let periode = Periode {
            depuis: Some(self.de),
            au: Some(self.a),
        };
        format!("Agenda {periode}")
    }

    pub fn to_texte(&self) -> String {
        let n = self.entrees.len();
        let jour = |jour: NaiveDate| {
            let semaine = jour_semaine(jour.weekday());
            format!("{semaine} {}", date_courte(jour))
        };
        format!(
            "{}\u{202f}: {n}\n\n{}",
            self.titre(),
            self.tableau(jour).to_texte()
        )
    }

    pub fn to_csv(&self) -> String {
        self.tableau(|jour| jour.to_string()).to_csv()
    }

    /// An array, one object per entry.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let lignes: Vec<Ligne<'_>> = self.entrees.iter().map(|e| self.ligne(e)).collect();
        serde_json::to_string_pretty(&lignes)
    }

    fn ligne(&self, e: &'a Entree) -> Ligne<'a> {
        let conges = &self.faits.terrain.conges;
        let ecole = e.ecole.and_then(|id| self.faits.ecole(id));
        let conge = conge_du(conges, e.jour).map(|c| c.nom.as_str());
        Ligne {
            id: e.id.to_string(),
            date: e.jour,
            sorte: e.sorte.as_str(),
            libelle: &e.titre,
            lieu: &e.ou,
            ecole: ecole.map(|ecole| ecole.uai.as_str()),
            en_retard: e.en_retard,
            periode: periode_du(conges, e.jour).map(|p| p.nom()),
            sans_classe: jour_ferie(e.jour, self.droit_local).or(conge),
        }
    }

    fn tableau(&self, date: impl Fn(NaiveDate) -> String) -> Tableau {
        let titres = [
            "Date",
            "Sorte",
            "Quoi",
            "Où",
            "UAI",
            "Période",
            "Sans classe",
            "Retard",
        ];
        let ligne = |e: &Entree| {
            let ligne = self.ligne(e);
            vec![
                date(e.jour),
                e.sorte.libelle().to_owned(),
                e.titre.clone(),
                e.ou.clone(),
                ligne.ecole.unwrap_or_default().to_owned(),
                ligne.periode.unwrap_or_default(),
                ligne.sans_classe.unwrap_or_default().to_owned(),
                if e.en_retard { "en retard" } else { "" }.to_owned(),
            ]
        };
        Tableau {
            colonnes: titres.map(Colonne::texte).to_vec(),
            lignes: self.entrees.iter().map(ligne).collect(),
            total: None,
        }
    }
}
