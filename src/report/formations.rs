//! The sessions of trainings and the events between two days, newest first, each with its schools.
//! Names of people, evaluations and minutes of meetings stay in the carnet.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::periode::Periode;
use super::{Colonne, Tableau};
use crate::domain::date::date_courte;
use crate::domain::duree::duree_dite;
use crate::domain::formation::Cumul;
use crate::domain::{Evenement, Faits, Formation, Id, Modalite, Seance, StatutSeance};

/// The sessions and events of a period, of one school or of all. Those without a day are there
/// only when no bound is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportFormations<'a> {
    periode: Periode,
    lignes: Vec<Ligne<'a>>,
}

/// One session or event. The names of the fields are the contract of `carnet-ent formations
/// --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    id: String,
    /// `session` or `evenement`.
    sorte: &'static str,
    date: Option<NaiveDate>,
    /// UAI, in order.
    ecoles: Vec<&'a str>,
    /// Title of the training, name of the event.
    libelle: &'a str,
    /// What kind of event; nothing for a session.
    sorte_evenement: Option<&'a str>,
    /// The training a session belongs to.
    formation: Option<String>,
    systeme: Option<&'static str>,
    reference: Option<&'a str>,
    modalite: Option<&'static str>,
    statut: Option<&'static str>,
    lieu: &'a str,
    duree_minutes: Option<u32>,
    /// What of it counts in the 18 hours.
    duree_18h_minutes: Option<u32>,
    participants: Option<u64>,
}

impl<'a> RapportFormations<'a> {
    pub fn new(faits: &'a Faits, periode: Periode, ecole: Option<Id>) -> Self {
        let uais: BTreeMap<Id, &str> = faits.ecoles.iter().map(|e| (e.id, &*e.uai)).collect();
        let asked = |le: Option<NaiveDate>| match le {
            Some(le) => periode.contains(le),
            None => periode.is_open(),
        };
        let mut lignes = Vec::new();
        for f in faits.terrain.formations.values() {
            for s in f.seances.iter().filter(|s| asked(s.le)) {
                let presentes = s.participations.iter().filter(|p| p.est_presente());
                let ecoles: Vec<Id> = presentes.map(|p| p.ecole).collect();
                if ecole.is_none_or(|id| ecoles.contains(&id)) {
                    lignes.push(session(f, s, codes(&uais, &ecoles)));
                }
            }
        }
        for e in faits.terrain.evenements.values().filter(|e| asked(e.le)) {
            if ecole.is_none_or(|id| e.ecoles.contains(&id)) {
                let sorte = e.sorte.and_then(|id| faits.terme(id));
                lignes.push(event(e, sorte.map(|t| &*t.nom), codes(&uais, &e.ecoles)));
            }
        }
        lignes.sort_by(|a, b| (b.date, &a.id).cmp(&(a.date, &b.id)));
        Self { periode, lignes }
    }

    pub fn to_texte(&self) -> String {
        format!(
            "Formations et événements {}\u{202f}: {}\n\n{}",
            self.periode,
            self.lignes.len(),
            self.tableau(date_courte, |ecoles| ecoles.len().to_string())
                .to_texte(),
        )
    }

    pub fn to_csv(&self) -> String {
        self.tableau(|date| date.to_string(), |ecoles| ecoles.join(" "))
            .to_csv()
    }

    /// An array, one object per session and per event.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.lignes)
    }

    fn tableau(
        &self,
        date: impl Fn(NaiveDate) -> String,
        ecoles: impl Fn(&[&str]) -> String,
    ) -> Tableau {
        let mut colonnes = [
            "Date",
            "Sorte",
            "Intitulé",
            "Statut",
            "Modalité",
            "Lieu",
            "Durée",
            "18 h",
        ]
        .map(Colonne::texte)
        .to_vec();
        colonnes.push(Colonne::nombre("Participants", "Partici-\npants"));
        colonnes.push(Colonne::nombre("Écoles", "Écoles"));
        let ligne = |l: &Ligne<'_>| {
            let sorte = l.sorte_evenement.unwrap_or(match l.sorte {
                "session" => "Session",
                _ => "Événement",
            });
            vec![
                l.date.map(&date).unwrap_or_default(),
                sorte.to_owned(),
                l.libelle.to_owned(),
                mot(l.statut.and_then(StatutSeance::parse), |s| s.libelle()),
                mot(l.modalite.and_then(Modalite::parse), |m| m.libelle()),
                l.lieu.to_owned(),
                l.duree_minutes.map(duree_dite).unwrap_or_default(),
                l.duree_18h_minutes.map(duree_dite).unwrap_or_default(),
                l.participants.map(|n| n.to_string()).unwrap_or_default(),
                ecoles(&l.ecoles),
            ]
        };
        Tableau {
            colonnes,
            lignes: self.lignes.iter().map(ligne).collect(),
            total: None,
        }
    }
}

/// A closed vocabulary as a reader has it; scripts have its stable word.
fn mot<T>(valeur: Option<T>, libelle: impl Fn(T) -> &'static str) -> String {
    valeur.map_or_else(String::new, |v| libelle(v).to_owned())
}

fn codes<'a, 'i>(
    uais: &BTreeMap<Id, &'a str>,
    ecoles: impl IntoIterator<Item = &'i Id>,
) -> Vec<&'a str> {
    let mut codes: Vec<&str> = ecoles
        .into_iter()
        .filter_map(|id| uais.get(id).copied())
        .collect();
    codes.sort_unstable();
    codes
}

fn session<'a>(f: &'a Formation, s: &'a Seance, ecoles: Vec<&'a str>) -> Ligne<'a> {
    let somme = Cumul::of([s]).personnes;
    Ligne {
        id: s.id.to_string(),
        sorte: "session",
        date: s.le,
        ecoles,
        libelle: &f.titre,
        sorte_evenement: None,
        formation: Some(f.id.to_string()),
        systeme: f.systeme.map(|x| x.as_str()),
        reference: Some(&*f.reference).filter(|r| !r.is_empty()),
        modalite: s.modalite.map(|x| x.as_str()),
        statut: s.statut.map(|x| x.as_str()),
        lieu: &s.lieu,
        duree_minutes: s.duree,
        duree_18h_minutes: s.duree_18h.map(|_| s.part_18h()),
        participants: (s.participations.iter().any(|p| p.personnes().is_some())).then_some(somme),
    }
}

fn event<'a>(e: &'a Evenement, sorte: Option<&'a str>, ecoles: Vec<&'a str>) -> Ligne<'a> {
    Ligne {
        id: e.id.to_string(),
        sorte: "evenement",
        date: e.le,
        ecoles,
        libelle: &e.nom,
        sorte_evenement: sorte,
        formation: None,
        systeme: None,
        reference: None,
        modalite: None,
        statut: None,
        lieu: &e.lieu,
        duree_minutes: e.duree,
        duree_18h_minutes: None,
        participants: e.participants.map(u64::from),
    }
}
