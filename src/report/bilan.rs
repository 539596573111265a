//! The état des lieux of a [`Bilan`]: the table of the DANE, with its last column named for what
//! it is and the equipment rate of élémentaires and primaires beside it.

use serde::Serialize;

use super::{Colonne, Tableau};
use crate::domain::bilan::Ligne;
use crate::domain::date::date_longue;
use crate::domain::nombre::{Taux, taux_texte};
use crate::domain::{Bilan, Compte, Par};

/// A bilan ready to be written.
#[derive(Clone, Copy, Debug)]
pub struct RapportBilan<'a>(pub &'a Bilan);

/// How a rate is written in a cell.
pub(super) type EcritTaux = fn(Option<Taux>) -> String;

/// « 46,9 » for a spreadsheet; empty without a denominator.
pub(super) fn taux_nombre(taux: Option<Taux>) -> String {
    taux.map_or_else(String::new, |t| {
        format!("{},{}", t.dixiemes() / 10, t.dixiemes() % 10)
    })
}

impl RapportBilan<'_> {
    /// For reading: what, when, by which rule; the table; what its shares mean.
    pub fn to_texte(self) -> String {
        let Bilan {
            au,
            par,
            regle,
            population,
            ..
        } = self.0;
        let note = match par {
            Par::Solution => {
                "\nUne école qui a deux ENT figure sur deux lignes et compte une fois au total.\n"
            }
            par if par.se_recoupe() => {
                "\nUne école peut figurer sur plusieurs lignes et compte une fois au total.\n"
            }
            _ => "",
        };
        format!(
            "État des lieux des ENT au {}, par {}\n\
             Population\u{202f}: {} ouvertes ce jour-là. Règle\u{202f}: une école est «\u{a0}avec ENT\u{a0}» quand un \
             ENT y est en service ({}).\n\n\
             {}\n\
             Part\u{202f}: élémentaires et primaires parmi les écoles avec ENT.\n\
             Taux d’équipement\u{202f}: écoles avec ENT parmi les élémentaires et primaires.\n{note}",
            date_longue(*au),
            par.dans_une_phrase(),
            population.libelle(),
            regle.libelle(),
            self.tableau(taux_texte, false).to_texte(),
        )
    }

    /// For a spreadsheet: rates are numbers with a decimal comma, an absent one is empty; the
    /// date, the rule and the population stand on every line.
    pub fn to_csv(self) -> String {
        self.tableau(taux_nombre, true).to_csv()
    }

    /// The contract of `carnet-ent bilan --format json`.
    pub fn to_json(self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&self.json())
    }

    pub(super) fn json(self) -> impl Serialize {
        Json {
            au: self.0.au.to_string(),
            par: self.0.par.as_str(),
            regle: self.0.regle.as_str(),
            population: self.0.population.as_str(),
            lignes: self.0.lignes.iter().map(LigneJson::from).collect(),
            total: LigneJson::new("Total", None, &self.0.total),
        }
    }

    pub(super) fn tableau(self, taux: EcritTaux, contexte: bool) -> Tableau {
        let Bilan {
            au,
            par,
            regle,
            population,
            lignes,
            total,
            ..
        } = self.0;
        let mut colonnes = vec![
            Colonne::texte(par.libelle()),
            Colonne::texte("Code"),
            Colonne::nombre("Nombre d’écoles", "Nombre\nd’écoles"),
            Colonne::nombre("Écoles avec ENT", "Avec\nENT"),
            Colonne::nombre("Taux d’écoles avec ENT (%)", "Taux"),
            Colonne::nombre(
                "Élémentaires et primaires avec ENT",
                "Dont\nélémentaires\net primaires",
            ),
            Colonne::nombre(
                "Part des élémentaires et primaires parmi les écoles avec ENT (%)",
                "Part",
            ),
            Colonne::nombre(
                "Élémentaires et primaires",
                "Élémentaires\net primaires\nen tout",
            ),
            Colonne::nombre(
                "Taux d’équipement des élémentaires et primaires (%)",
                "Taux\nd’équipement",
            ),
        ];
        if contexte {
            colonnes.extend(["Au", "Règle", "Population"].map(Colonne::texte));
        }
        let ligne = |groupe: &str, code: Option<&str>, compte: &Compte| {
            let mut cellules = vec![
                groupe.to_owned(),
                code.unwrap_or_default().to_owned(),
                compte.ecoles.to_string(),
                compte.avec_ent.to_string(),
                taux(compte.taux()),
                compte.elementaires_primaires_avec_ent.to_string(),
                taux(compte.part_elementaires_primaires()),
                compte.elementaires_primaires.to_string(),
                taux(compte.taux_elementaires_primaires()),
            ];
            if contexte {
                cellules.extend([
                    au.to_string(),
                    regle.libelle().to_owned(),
                    population.libelle().to_owned(),
                ]);
            }
            cellules
        };
        Tableau {
            lignes: lignes
                .iter()
                .map(|l| ligne(&l.groupe, l.code.as_deref(), &l.compte))
                .collect(),
            total: Some(ligne("Total", None, total)),
            colonnes,
        }
    }
}

#[derive(Serialize)]
struct Json<'a> {
    au: String,
    par: &'static str,
    regle: &'static str,
    population: &'static str,
    lignes: Vec<LigneJson<'a>>,
    total: LigneJson<'a>,
}

/// Rates are percentages rounded to one decimal, null on a zero denominator.
#[derive(Serialize)]
struct LigneJson<'a> {
    groupe: &'a str,
    code: Option<&'a str>,
    ecoles: u64,
    avec_ent: u64,
    taux: Option<f64>,
    elementaires_primaires_avec_ent: u64,
    part_elementaires_primaires: Option<f64>,
    elementaires_primaires: u64,
    taux_elementaires_primaires: Option<f64>,
}

impl<'a> LigneJson<'a> {
    fn new(groupe: &'a str, code: Option<&'a str>, compte: &Compte) -> Self {
        Self {
            groupe,
            code,
            ecoles: compte.ecoles,
            avec_ent: compte.avec_ent,
            taux: compte.taux().map(Taux::pourcent),
            elementaires_primaires_avec_ent: compte.elementaires_primaires_avec_ent,
            part_elementaires_primaires: compte.part_elementaires_primaires().map(Taux::pourcent),
            elementaires_primaires: compte.elementaires_primaires,
            taux_elementaires_primaires: compte.taux_elementaires_primaires().map(Taux::pourcent),
        }
    }
}

impl<'a> From<&'a Ligne> for LigneJson<'a> {
    fn from(ligne: &'a Ligne) -> Self {
        Self::new(&ligne.groupe, ligne.code.as_deref(), &ligne.compte)
    }
}
