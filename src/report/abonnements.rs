//! Until when each ENT is paid: one line per ENT of a school, the first to end first.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Colonne, Tableau};
use crate::domain::abonnement::{mois_restants, par_annee, phrase};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::euros::{euros, euros_saisis};
use crate::domain::nombre::compte;
use crate::domain::{Faits, Population};

/// The subscriptions of the schools open on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportAbonnements<'a> {
    au: NaiveDate,
    avant: Option<NaiveDate>,
    population: Population,
    lignes: Vec<Ligne<'a>>,
    /// « 2 en 2026, 21 en 2027 ».
    annees: String,
}

/// One ENT. The names of the fields are the contract of `carnet-ent abonnements --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    uai: &'a str,
    nom: &'a str,
    commune: Option<&'a str>,
    /// The ENT; null when a subscription is paid and no ENT is in service.
    solution: Option<&'a str>,
    en_service: bool,
    /// Who pays the last subscription.
    dispositif: Option<String>,
    /// Last day paid, included; null when nobody said.
    fin: Option<NaiveDate>,
    /// Calendar months, negative once it is over.
    mois_restants: Option<i32>,
    montant_centimes: Option<i64>,
}

impl<'a> RapportAbonnements<'a> {
    /// With `avant`, only the known ends before that day.
    pub fn new(
        faits: &'a Faits,
        au: NaiveDate,
        avant: Option<NaiveDate>,
        population: Population,
    ) -> Self {
        let mut echeances = faits.toutes_echeances(au, population);
        echeances.retain(|e| avant.is_none_or(|avant| e.fin.is_some_and(|fin| fin < avant)));
        let situations: std::collections::BTreeMap<_, _> = faits
            .ouvertes_au(au)
            .map(|(ecole, s)| (ecole.id, (ecole.uai.as_str(), s)))
            .collect();
        let lignes = echeances.iter().filter_map(|e| {
            let (uai, situation) = situations.get(&e.ecole)?;
            let dispositifs = e.dispositifs(faits);
            let noms: Vec<&str> = dispositifs.iter().map(|d| d.nom.as_str()).collect();
            Some(Ligne {
                uai,
                nom: &situation.nom,
                commune: situation.commune_nom.as_deref(),
                solution: e.solution(faits).map(|s| s.nom.as_str()),
                en_service: e.en_service,
                dispositif: (!noms.is_empty()).then(|| noms.join(", ")),
                fin: e.fin,
                mois_restants: e.fin.map(|fin| mois_restants(fin, au)),
                montant_centimes: e.montant_centimes(),
            })
        });
        let annees = par_annee(&echeances)
            .into_iter()
            .map(|(annee, n)| format!("{n} en {annee}"));
        Self {
            au,
            avant,
            population,
            lignes: lignes.collect(),
            annees: annees.collect::<Vec<_>>().join(", "),
        }
    }

    pub fn to_texte(&self) -> String {
        let avant = self
            .avant
            .map(|jour| format!(", finissant avant le {}", date_longue(jour)));
        let annees = (!self.annees.is_empty()).then(|| format!(" (fins\u{202f}: {})", self.annees));
        let titre = format!(
            "Abonnements au {}{}, {}\u{202f}: {}{}",
            date_longue(self.au),
            avant.unwrap_or_default(),
            self.population.libelle(),
            compte(self.lignes.len(), "ENT", "ENT"),
            annees.unwrap_or_default(),
        );
        let colonnes = vec![
            Colonne::texte("UAI"),
            Colonne::texte("École"),
            Colonne::texte("Commune"),
            Colonne::texte("ENT"),
            Colonne::texte("Dispositif"),
            Colonne::nombre("Montant", "Montant"),
            Colonne::texte("Fin"),
            Colonne::texte("Échéance"),
        ];
        let lignes = self.lignes.iter().map(|l| {
            vec![
                l.uai.to_owned(),
                l.nom.to_owned(),
                l.commune.unwrap_or_default().to_owned(),
                l.solution.unwrap_or_default().to_owned(),
                l.dispositif.clone().unwrap_or_default(),
                l.montant_centimes.map(euros).unwrap_or_default(),
                l.fin.map(date_courte).unwrap_or_default(),
                l.fin
                    .map_or_else(|| "fin inconnue".to_owned(), |fin| phrase(fin, self.au)),
            ]
        });
        let tableau = Tableau {
            colonnes,
            lignes: lignes.collect(),
            total: None,
        };
        format!("{titre}\n\n{}", tableau.to_texte())
    }

    pub fn to_csv(&self) -> String {
        let colonnes = [
            "UAI",
            "École",
            "Commune",
            "ENT",
            "En service",
            "Dispositif",
            "Montant (€)",
            "Fin",
            "Mois restants",
            "Au",
            "Écoles comptées",
        ];
        let au = self.au.to_string();
        let lignes = self.lignes.iter().map(|l| {
            vec![
                l.uai.to_owned(),
                l.nom.to_owned(),
                l.commune.unwrap_or_default().to_owned(),
                l.solution.unwrap_or_default().to_owned(),
                if l.en_service { "oui" } else { "non" }.to_owned(),
                l.dispositif.clone().unwrap_or_default(),
                // A spreadsheet reads no thousands separator.
                l.montant_centimes
                    .map(|c| euros_saisis(c).replace('\u{202f}', ""))
                    .unwrap_or_default(),
                l.fin.map(|fin| fin.to_string()).unwrap_or_default(),
                l.mois_restants.map(|n| n.to_string()).unwrap_or_default(),
                au.clone(),
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

    /// An array, one object per ENT.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.lignes)
    }
}
