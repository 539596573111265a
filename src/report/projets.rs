//! The projects, their schools and their milestones, on one day.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Colonne, Tableau};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::texte::sans_accents;
use crate::domain::{Faits, Portee, Projet, Regle};

/// The projects of the carnet, in French order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RapportProjets<'a> {
    au: NaiveDate,
    regle: Regle,
    lignes: Vec<Ligne<'a>>,
}

/// One project. The names of the fields are the contract of `carnet-ent projets --format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Ligne<'a> {
    nom: &'a str,
    portee: Option<&'static str>,
    circonscription: Option<&'a str>,
    solution: Option<&'a str>,
    debut: Option<NaiveDate>,
    /// Last day, included.
    fin: Option<NaiveDate>,
    description: &'a str,
    evaluation: &'a str,
    /// UAI of all its schools, open or not.
    ecoles: Vec<&'a str>,
    /// Those open on that day, and those of them that are « avec ENT ».
    ecoles_ouvertes: usize,
    avec_ent: usize,
    jalons: Vec<LigneJalon<'a>>,
    #[serde(skip)]
    atteints: usize,
    #[serde(skip)]
    prochain: String,
    #[serde(skip)]
    portee_libelle: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct LigneJalon<'a> {
    libelle: &'a str,
    moment: Option<&'a str>,
    prevu_le: Option<NaiveDate>,
    atteint_le: Option<NaiveDate>,
    /// null = not said.
    conseiller_associe: Option<bool>,
}

impl<'a> RapportProjets<'a> {
    pub fn new(faits: &'a Faits, au: NaiveDate, regle: Regle) -> Self {
        let mut projets: Vec<&Projet> = faits.projets.values().collect();
        projets.sort_by_cached_key(|p| (sans_accents(&p.nom), p.id));
        Self {
            au,
            regle,
            lignes: projets
                .into_iter()
                .map(|p| ligne(faits, p, au, regle))
                .collect(),
        }
    }

    pub fn to_texte(&self) -> String {
        let colonnes = vec![
            Colonne::texte("Projet"),
            Colonne::texte("Portée"),
            Colonne::texte("Circonscription"),
            Colonne::texte("ENT"),
            Colonne::texte("Du"),
            Colonne::texte("Au"),
            Colonne::nombre("Écoles", "Écoles"),
            Colonne::nombre("Avec ENT", "Avec\nENT"),
            Colonne::nombre("Jalons atteints", "Jalons\natteints"),
            Colonne::texte("Prochain jalon"),
        ];
        let jour = |jour: Option<NaiveDate>| jour.map(date_courte).unwrap_or_default();
        let lignes = self.lignes.iter().map(|l| {
            vec![
                l.nom.to_owned(),
                l.portee_libelle.to_owned(),
                l.circonscription.unwrap_or_default().to_owned(),
                l.solution.unwrap_or_default().to_owned(),
                jour(l.debut),
                jour(l.fin),
                l.ecoles_ouvertes.to_string(),
                l.avec_ent.to_string(),
                format!("{} sur {}", l.atteints, l.jalons.len()),
                l.prochain.clone(),
            ]
        });
        let tableau = Tableau {
            colonnes,
            lignes: lignes.collect(),
            total: None,
        };
        format!(
            "Projets au {}\u{202f}: {} (écoles ouvertes à cette date\u{202f}; avec ENT, \
             règle\u{202f}: {})\n\n{}",
            date_longue(self.au),
            self.lignes.len(),
            self.regle.libelle(),
            tableau.to_texte(),
        )
    }

    pub fn to_csv(&self) -> String {
        let colonnes = [
            "Projet",
            "Portée",
            "Circonscription",
            "ENT",
            "Début",
            "Fin",
            "Écoles",
            "Écoles ouvertes",
            "Avec ENT",
            "Jalons",
            "Jalons atteints",
            "Prochain jalon",
            "UAI des écoles",
            "Au",
            "Règle",
        ];
        let iso = |jour: Option<NaiveDate>| jour.map(|j| j.to_string()).unwrap_or_default();
        let lignes = self.lignes.iter().map(|l| {
            vec![
                l.nom.to_owned(),
                l.portee_libelle.to_owned(),
                l.circonscription.unwrap_or_default().to_owned(),
                l.solution.unwrap_or_default().to_owned(),
                iso(l.debut),
                iso(l.fin),
                l.ecoles.len().to_string(),
                l.ecoles_ouvertes.to_string(),
                l.avec_ent.to_string(),
                l.jalons.len().to_string(),
                l.atteints.to_string(),
                l.prochain.clone(),
                l.ecoles.join(" "),
                self.au.to_string(),
                self.regle.libelle().to_owned(),
            ]
        });
        Tableau {
            colonnes: colonnes.map(Colonne::texte).to_vec(),
            lignes: lignes.collect(),
            total: None,
        }
        .to_csv()
    }

    /// An array, one object per project.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.lignes)
    }
}

fn ligne<'a>(faits: &'a Faits, p: &'a Projet, au: NaiveDate, regle: Regle) -> Ligne<'a> {
    let (avec, sans) = p.ecoles_au(faits, au, regle);
    let circonscription = p
        .circonscription
        .and_then(|id| faits.circonscriptions.get(&id));
    let prochain = p.prochain(au).map(|j| {
        let quand = j.prevu_le.map(|jour| format!(", {}", date_courte(jour)));
        format!("{}{}", j.nom(faits), quand.unwrap_or_default())
    });
    Ligne {
        nom: &p.nom,
        portee: p.portee.map(Portee::as_str),
        circonscription: circonscription.map(|c| c.nom.as_str()),
        solution: p
            .solution
            .and_then(|id| faits.solutions.get(&id))
            .map(|s| s.nom.as_str()),
        debut: p.debut,
        fin: p.fin,
        description: &p.description,
        evaluation: &p.evaluation,
        ecoles: faits
            .ecoles
            .iter()
            .filter(|e| p.ecoles.contains(&e.id))
            .map(|e| e.uai.as_str())
            .collect(),
        ecoles_ouvertes: avec.len() + sans.len(),
        avec_ent: avec.len(),
        jalons: p
            .jalons
            .iter()
            .map(|j| LigneJalon {
                libelle: j.nom(faits),
                moment: j
                    .moment
                    .and_then(|id| faits.terme(id))
                    .map(|t| t.nom.as_str()),
                prevu_le: j.prevu_le,
                atteint_le: j.atteint_le,
                conseiller_associe: j.conseiller_associe,
            })
            .collect(),
        atteints: p.avancement(au).0,
        prochain: prochain.unwrap_or_default(),
        portee_libelle: p.portee.map_or("", Portee::libelle),
    }
}
