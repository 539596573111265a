//! The état des lieux whole, as it is published: the table, what it was on another day when one
//! asks, and what it does not count.

use serde::Serialize;

use super::bilan::taux_nombre;
use super::{Colonne, RapportBilan, Tableau};
use crate::domain::bilan_compare::{BilanCompare, LigneComparee, comparer};
use crate::domain::date::{date_courte, date_longue};
use crate::domain::hors_bilan::{HorsBilan, Incomplete};
use crate::domain::indicateurs::RaisonExclusion;
use crate::domain::nombre::{Taux, compte, ecart, ecart_points, taux_texte};
use crate::domain::{Bilan, Compte};

/// An état des lieux and what stands below it.
#[derive(Clone, Copy, Debug)]
pub struct EtatDesLieux<'a> {
    pub bilan: &'a Bilan,
    /// The same groups on an older day.
    pub avant: Option<&'a Bilan>,
    pub hors: &'a HorsBilan,
}

impl EtatDesLieux<'_> {
    pub fn to_texte(&self) -> String {
        let mut texte = RapportBilan(self.bilan).to_texte();
        if let Some(comparaison) = self.comparaison() {
            let tableau = compared_table(&comparaison, taux_texte, ecart, |d| {
                d.map_or_else(|| "—".to_owned(), ecart_points)
            });
            let titre = format!("\nDepuis le {}\n\n", date_longue(comparaison.avant));
            texte.push_str(&titre);
            texte.push_str(&tableau.to_texte());
        }
        if !self.hors.exclues.is_empty() {
            texte.push_str("\nÉcoles que le tableau ne compte pas\n\n");
            texte.push_str(&self.exclues().to_texte());
        }
        if !self.hors.incompletes.is_empty() {
            let phrase = self.incompletes_phrase();
            let titre = format!("\nÉcoles à compléter\u{202f}: {phrase}\n\n");
            texte.push_str(&titre);
            texte.push_str(&self.incompletes().to_texte());
        }
        texte
    }

    /// The table, one line per group, the other date in columns of its own; below it, after an
    /// empty line each, what is not counted and what is not known.
    pub fn to_csv(&self) -> String {
        let mut tableau = RapportBilan(self.bilan).tableau(taux_nombre, true);
        if let Some(comparaison) = self.comparaison() {
            push_avant(&mut tableau, &comparaison);
        }
        let mut csv = tableau.to_csv();
        if !self.hors.exclues.is_empty() {
            let titre = "Écoles que le tableau ne compte pas";
            self.exclues().push_csv_dessous(&mut csv, titre);
        }
        if !self.hors.incompletes.is_empty() {
            let titre = "Écoles à compléter";
            self.incompletes().push_csv_dessous(&mut csv, titre);
        }
        csv
    }

    /// The table alone, for the clipboard: the other date in columns of its own.
    pub fn to_tsv(&self) -> String {
        let mut tableau = RapportBilan(self.bilan).tableau(taux_nombre, false);
        if let Some(comparaison) = self.comparaison() {
            push_avant(&mut tableau, &comparaison);
        }
        tableau.to_tsv()
    }

    /// The contract of `bilan --format json`; `complet` adds what is not counted, a comparison
    /// adds itself.
    pub fn to_json(&self, complet: bool) -> serde_json::Result<String> {
        let comparaison = self.comparaison();
        serde_json::to_string_pretty(&Json {
            bilan: RapportBilan(self.bilan).json(),
            comparaison: comparaison.as_ref().map(ComparaisonJson::from),
            non_comptees: complet.then(|| {
                let exclues = self.hors.exclues.iter();
                exclues
                    .map(|(motif, ecoles)| ExclueJson {
                        motif: key(*motif),
                        ecoles: *ecoles,
                    })
                    .collect()
            }),
            a_completer: complet.then(|| {
                self.hors
                    .incompletes
                    .iter()
                    .map(IncompleteJson::from)
                    .collect()
            }),
        })
    }

    pub(super) fn comparaison(&self) -> Option<BilanCompare<'_>> {
        self.avant.map(|avant| comparer(self.bilan, avant))
    }

    /// How many schools are left out, by reason.
    pub(super) fn exclues(&self) -> Tableau {
        Tableau {
            colonnes: vec![
                Colonne::texte("Pourquoi"),
                Colonne::nombre("Nombre d’écoles", "Écoles"),
            ],
            lignes: self
                .hors
                .exclues
                .iter()
                .map(|(motif, n)| vec![reason(*motif), n.to_string()])
                .collect(),
            total: None,
        }
    }

    pub(super) fn incompletes_phrase(&self) -> String {
        match self.hors.incompletes.len() {
            0 => "la nature, le statut et le département de toutes les écoles sont connus."
                .to_owned(),
            n => format!(
                "il manque quelque chose à {}.",
                compte(n, "école", "écoles")
            ),
        }
    }

    /// The schools of which something is not known, one per line.
    pub(super) fn incompletes(&self) -> Tableau {
        let ligne = |i: &Incomplete| {
            let manques: Vec<&str> = i.manques.iter().map(|m| m.libelle()).collect();
            vec![
                i.uai.clone(),
                i.nom.clone(),
                manques.join(", "),
                if i.comptee { "oui" } else { "non" }.to_owned(),
            ]
        };
        Tableau {
            colonnes: ["UAI", "École", "À renseigner", "Comptée"]
                .map(Colonne::texte)
                .to_vec(),
            lignes: self.hors.incompletes.iter().map(ligne).collect(),
            total: None,
        }
    }
}

/// Adds the columns of the other date to those of the table. The groups that only the other
/// date has come below.
fn push_avant(tableau: &mut Tableau, comparaison: &BilanCompare<'_>) {
    let largeur = tableau.colonnes.len();
    let jour = date_courte(comparaison.avant);
    tableau.colonnes.extend([
        Colonne::nombre(&format!("Nombre d’écoles au {jour}"), ""),
        Colonne::nombre(&format!("Écoles avec ENT au {jour}"), ""),
        Colonne::nombre(&format!("Taux d’écoles avec ENT au {jour} (%)"), ""),
        Colonne::nombre(&format!("Écoles avec ENT depuis le {jour}"), ""),
        Colonne::nombre(&format!("Points de taux depuis le {jour}"), ""),
    ]);
    for comparee in comparaison.lignes.iter().skip(tableau.lignes.len()) {
        let mut ligne = vec![String::new(); largeur];
        comparee.groupe.clone_into(&mut ligne[0]);
        comparee.code.unwrap_or_default().clone_into(&mut ligne[1]);
        tableau.lignes.push(ligne);
    }
    let lignes = tableau.lignes.iter_mut().zip(&comparaison.lignes);
    let total = tableau
        .total
        .iter_mut()
        .zip(std::iter::once(&comparaison.total));
    for (ligne, comparee) in lignes.chain(total) {
        ligne.extend([
            comparee.avant.ecoles.to_string(),
            comparee.avant.avec_ent.to_string(),
            taux_nombre(comparee.avant.taux()),
            comparee.ecart().to_string(),
            comparee.ecart_taux().map_or_else(String::new, tenths),
        ]);
    }
}

/// « Écoles privées », as the head of a line.
pub(super) fn reason(raison: RaisonExclusion) -> String {
    let mut lettres = raison.dites().1.chars();
    lettres
        .next()
        .map(|l| l.to_uppercase().chain(lettres).collect())
        .unwrap_or_default()
}

/// In JSON.
const fn key(raison: RaisonExclusion) -> &'static str {
    match raison {
        RaisonExclusion::Fermee => "fermee",
        RaisonExclusion::AOuvrir => "a_ouvrir",
        RaisonExclusion::Privee => "privee",
        RaisonExclusion::Publique => "publique",
        RaisonExclusion::StatutInconnu => "statut_inconnu",
    }
}

/// « -12,3 », as a spreadsheet reads it.
fn tenths(dixiemes: i64) -> String {
    let signe = if dixiemes < 0 { "-" } else { "" };
    let n = dixiemes.unsigned_abs();
    format!("{signe}{},{}", n / 10, n % 10)
}

/// A comparison as a table of its own.
pub(super) fn compared_table(
    comparaison: &BilanCompare<'_>,
    taux: fn(Option<Taux>) -> String,
    ecart: fn(i64) -> String,
    points: fn(Option<i64>) -> String,
) -> Tableau {
    let [avant, apres] = [comparaison.avant, comparaison.apres].map(date_courte);
    let nombre = |titre: &str, court: &str, jour: &str| {
        Colonne::nombre(&format!("{titre} {jour}"), &format!("{court}\n{jour}"))
    };
    let ligne = |l: &LigneComparee<'_>| {
        vec![
            l.groupe.to_owned(),
            l.avant.avec_ent.to_string(),
            taux(l.avant.taux()),
            l.apres.avec_ent.to_string(),
            taux(l.apres.taux()),
            ecart(l.ecart()),
            points(l.ecart_taux()),
        ]
    };
    Tableau {
        colonnes: vec![
            Colonne::texte("Groupe"),
            nombre("Écoles avec ENT au", "Avec ENT", &avant),
            nombre("Taux au", "Taux", &avant),
            nombre("Écoles avec ENT au", "Avec ENT", &apres),
            nombre("Taux au", "Taux", &apres),
            Colonne::nombre("Écart (écoles)", "Écart\nen écoles"),
            Colonne::nombre("Écart (points)", "Écart\ndu taux"),
        ],
        lignes: comparaison.lignes.iter().map(ligne).collect(),
        total: Some(ligne(&comparaison.total)),
    }
}

#[derive(Serialize)]
struct Json<'a, B: Serialize> {
    #[serde(flatten)]
    bilan: B,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparaison: Option<ComparaisonJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    non_comptees: Option<Vec<ExclueJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    a_completer: Option<Vec<IncompleteJson<'a>>>,
}

#[derive(Serialize)]
struct ComparaisonJson<'a> {
    au: String,
    lignes: Vec<EcartJson<'a>>,
    total: EcartJson<'a>,
}

#[derive(Serialize)]
struct EcartJson<'a> {
    groupe: &'a str,
    code: Option<&'a str>,
    ecoles: u64,
    avec_ent: u64,
    taux: Option<f64>,
    ecart_avec_ent: i64,
    /// Points, on the rates as they are printed.
    ecart_taux: Option<f64>,
}

impl<'a> From<&BilanCompare<'a>> for ComparaisonJson<'a> {
    fn from(comparaison: &BilanCompare<'a>) -> Self {
        Self {
            au: comparaison.avant.to_string(),
            lignes: comparaison.lignes.iter().map(EcartJson::from).collect(),
            total: EcartJson::from(&comparaison.total),
        }
    }
}

impl<'a> From<&LigneComparee<'a>> for EcartJson<'a> {
    fn from(ligne: &LigneComparee<'a>) -> Self {
        let Compte {
            ecoles, avec_ent, ..
        } = ligne.avant;
        Self {
            groupe: ligne.groupe,
            code: ligne.code,
            ecoles,
            avec_ent,
            taux: ligne.avant.taux().map(Taux::pourcent),
            ecart_avec_ent: ligne.ecart(),
            ecart_taux: ligne.ecart_taux().map(|d| d as f64 / 10.0),
        }
    }
}

#[derive(Serialize)]
struct ExclueJson {
    motif: &'static str,
    ecoles: u64,
}

#[derive(Serialize)]
struct IncompleteJson<'a> {
    uai: &'a str,
    nom: &'a str,
    a_renseigner: Vec<&'static str>,
    comptee: bool,
}

impl<'a> From<&'a Incomplete> for IncompleteJson<'a> {
    fn from(incomplete: &'a Incomplete) -> Self {
        Self {
            uai: &incomplete.uai,
            nom: &incomplete.nom,
            a_renseigner: incomplete.manques.iter().map(|m| m.as_str()).collect(),
            comptee: incomplete.comptee,
        }
    }
}
