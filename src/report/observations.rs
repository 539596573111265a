//! The observations made between two days, newest first, with their grids; what was written in
//! free text stays in the carnet.

use chrono::NaiveDate;
use serde::Serialize;

use super::periode::Periode;
use super::{Colonne, Tableau};
use crate::domain::date::date_courte;
use crate::domain::nombre::compte;
use crate::domain::{Crcn, Faits, Id, Observation};

/// The observations of a period, of one school or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportObservations<'a> {
    periode: Periode,
    observations: Vec<Ligne<'a>>,
}

/// One observation. The names of the fields are the contract of `carnet-ent observations --format
/// json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    id: String,
    date: NaiveDate,
    /// UAI.
    ecole: &'a str,
    ecole_nom: &'a str,
    commune: Option<&'a str>,
    /// « 3 services, Usage installé ».
    libelle: String,
    observateur: &'a str,
    cycle: &'a str,
    /// The highest of its rows; empty when none says one.
    palier: &'a str,
    lignes: Vec<Rangee<'a>>,
}

/// One service; what nobody said is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Rangee<'a> {
    service: &'a str,
    frequence: &'a str,
    palier: &'a str,
    point_de_vue: &'a str,
    acteurs: Vec<&'a str>,
    /// Numbers of competences: « 2.3 ».
    crcn: Vec<&'static str>,
}

impl<'a> RapportObservations<'a> {
    pub fn new(faits: &'a Faits, periode: Periode, ecole: Option<Id>) -> Self {
        let mut observations = Vec::new();
        for connue in faits
            .ecoles
            .iter()
            .filter(|e| ecole.is_none_or(|id| id == e.id))
        {
            for o in faits.terrain.observations(connue.id) {
                if !periode.contains(o.le) {
                    continue;
                }
                let (situation, _) = connue.au(o.le);
                observations.push(Ligne {
                    ecole: &connue.uai,
                    ecole_nom: &situation.nom,
                    commune: situation.commune_nom.as_deref(),
                    ..ligne(faits, o)
                });
            }
        }
        observations.sort_by(|a, b| (b.date, a.ecole, &a.id).cmp(&(a.date, b.ecole, &b.id)));
        Self {
            periode,
            observations,
        }
    }

    /// One line per observation.
    pub fn to_texte(&self) -> String {
        let mut colonnes = ["Date", "UAI", "École", "Commune", "Cycle", "Par"]
            .map(Colonne::texte)
            .to_vec();
        colonnes.push(Colonne::nombre("Services", "Services"));
        colonnes.push(Colonne::texte("Palier le plus haut"));
        let ligne = |l: &Ligne<'_>| {
            let mut cellules = l.tete(date_courte);
            cellules.push(l.lignes.len().to_string());
            cellules.push(l.palier.to_owned());
            cellules
        };
        let tableau = Tableau {
            colonnes,
            lignes: self.observations.iter().map(ligne).collect(),
            total: None,
        };
        format!(
            "Observations {}\u{202f}: {}\n\n{}",
            self.periode,
            self.observations.len(),
            tableau.to_texte(),
        )
    }

    /// One line per service of each observation, as a spreadsheet counts them.
    pub fn to_csv(&self) -> String {
        let titres = [
            "Date",
            "UAI",
            "École",
            "Commune",
            "Cycle",
            "Par",
            "Service",
            "Fréquence",
            "Palier",
            "Point de vue",
            "Acteurs",
            "CRCN",
        ];
        let mut lignes = Vec::new();
        for observation in &self.observations {
            let tete = || observation.tete(|date| date.to_string());
            for r in &observation.lignes {
                let mut cellules = tete();
                let mots = [r.service, r.frequence, r.palier, r.point_de_vue];
                cellules.extend(mots.map(str::to_owned));
                cellules.extend([r.acteurs.join(", "), r.crcn.join(", ")]);
                lignes.push(cellules);
            }
            if observation.lignes.is_empty() {
                let mut cellules = tete();
                cellules.resize(titres.len(), String::new());
                lignes.push(cellules);
            }
        }
        Tableau {
            colonnes: titres.map(Colonne::texte).to_vec(),
            lignes,
            total: None,
        }
        .to_csv()
    }

    /// An array, one object per observation.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.observations)
    }
}

impl Ligne<'_> {
    /// The first cells of every line.
    fn tete(&self, date: impl Fn(NaiveDate) -> String) -> Vec<String> {
        vec![
            date(self.date),
            self.ecole.to_owned(),
            self.ecole_nom.to_owned(),
            self.commune.unwrap_or_default().to_owned(),
            self.cycle.to_owned(),
            self.observateur.to_owned(),
        ]
    }
}

/// Everything but the school.
fn ligne<'a>(faits: &'a Faits, o: &'a Observation) -> Ligne<'a> {
    let nom = |id: Option<Id>| {
        id.and_then(|id| faits.terme(id))
            .map_or("", |t| t.nom.as_str())
    };
    let palier = o.palier_haut(&faits.termes).map_or("", |t| &t.nom);
    let dites = o.lignes.iter().filter(|l| !l.is_empty());
    let lignes: Vec<Rangee<'_>> = dites
        .map(|l| Rangee {
            service: nom(Some(l.service)),
            frequence: nom(l.frequence),
            palier: nom(l.palier),
            point_de_vue: nom(l.point_de_vue),
            acteurs: l.acteurs.iter().map(|&a| nom(Some(a))).collect(),
            crcn: l.crcn.iter().copied().map(Crcn::numero).collect(),
        })
        .collect();
    let services = compte(lignes.len(), "service", "services").replace('\u{a0}', " ");
    Ligne {
        id: o.id.to_string(),
        date: o.le,
        ecole: "",
        ecole_nom: "",
        commune: None,
        libelle: if palier.is_empty() {
            services
        } else {
            format!("{services}, {palier}")
        },
        observateur: &o.observateur,
        cycle: nom(o.cycle),
        palier,
        lignes,
    }
}
