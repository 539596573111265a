//! A chart as one value, whoever draws it: the window, an SVG, a report, a table read aloud.
//!
//! It says what it counts and, in a sentence, what one would see. Axes start at zero; a share
//! without a denominator is « — »; two thousand bars are the first ones and « les autres »,
//! counted.

use chrono::NaiveDate;

use super::bilan::{Bilan, Par};
use super::courbe::Courbe;
use super::date::date_longue;
use super::indicateurs::Repere;
use super::nombre::{Taux, compte, entier, taux, taux_texte};
use super::{Population, Regle};

/// Bars on one chart; more would not be read.
pub const BARRES: usize = 20;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Graphique {
    pub titre: String,
    /// What it counts: date, population, rule; one line each.
    pub compte: Vec<String>,
    /// What it shows, for who does not see it.
    pub alternatif: String,
    pub trace: Trace,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// Bands on top of one another, over time.
    Aires(Aires),
    /// One bar per line, « n sur d ».
    Barres(Vec<Barre>),
    /// As bars, each a part of the one above it.
    Entonnoir(Vec<Barre>),
    /// Several series over time.
    Lignes(Lignes),
}

/// Stacked numbers of schools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aires {
    /// In order of time.
    pub jours: Vec<NaiveDate>,
    /// From the bottom up; one value per day.
    pub series: Vec<Bande>,
    pub reperes: Vec<Repere>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bande {
    pub nom: String,
    pub valeurs: Vec<u32>,
}

/// « n sur d ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barre {
    pub nom: String,
    pub n: u64,
    /// Zero: its share is « — ».
    pub sur: u64,
}

/// Series that share an axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lignes {
    /// What the axis measures: « visites par semaine ».
    pub unite: String,
    pub jours: Vec<NaiveDate>,
    pub series: Vec<Ligne>,
    pub reperes: Vec<Repere>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Ligne {
    pub nom: String,
    /// One per day; `None` where nothing was measured: the line is broken there.
    pub valeurs: Vec<Option<f64>>,
}

impl Barre {
    pub const fn taux(&self) -> Option<Taux> {
        taux(self.n, self.sur)
    }

    /// « 271 sur 578 · 46,9 % ».
    pub fn dite(&self) -> String {
        format!(
            "{} sur {} · {}",
            entier(self.n),
            entier(self.sur),
            taux_texte(self.taux())
        )
    }
}

/// « Écoles publiques ouvertes… Règle : … », under a chart of schools.
pub fn legende(au: NaiveDate, regle: Regle, population: Population) -> Vec<String> {
    vec![format!(
        "Au {} · {} ouvertes ce jour-là · avec ENT\u{202f}: {}",
        date_longue(au),
        population.libelle(),
        regle.libelle()
    )]
}

/// The curve of schools with an ENT, by solution.
pub fn courbe_par_solution(courbe: &Courbe, mut reperes: Vec<Repere>) -> Graphique {
    let (Some(premier), Some(dernier)) = (courbe.points.first(), courbe.points.last()) else {
        return Graphique {
            titre: "Écoles avec ENT, par solution".to_owned(),
            compte: Vec::new(),
            alternatif: "Courbe vide\u{202f}: aucune date.".to_owned(),
            trace: Trace::Aires(Aires::default()),
        };
    };
    reperes.retain(|r| premier.jour < r.jour && r.jour < dernier.jour);
    let finales: Vec<String> = courbe
        .series
        .iter()
        .map(|s| {
            let n = s.valeurs.last().copied().unwrap_or(0);
            format!("{} {}", s.nom, entier(n))
        })
        .collect();
    let mut alternatif = format!(
        "Courbe du nombre d’écoles avec ENT\u{202f}: {} le {}, {} le {}.",
        entier(premier.avec_ent),
        date_longue(premier.jour),
        entier(dernier.avec_ent),
        date_longue(dernier.jour)
    );
    if !finales.is_empty() {
        let fin = format!(" À la fin\u{202f}: {}.", finales.join(", "));
        alternatif.push_str(&fin);
    }
    Graphique {
        titre: "Écoles avec ENT, par solution".to_owned(),
        compte: legende(dernier.jour, courbe.regle, courbe.population),
        alternatif,
        trace: Trace::Aires(Aires {
            jours: courbe.points.iter().map(|p| p.jour).collect(),
            series: courbe
                .series
                .iter()
                .map(|s| Bande {
                    nom: s.nom.clone(),
                    valeurs: s.valeurs.clone(),
                })
                .collect(),
            reperes,
        }),
    }
}

/// The rate of each line of a bilan, in its order.
pub fn taux_par_groupe(bilan: &Bilan) -> Graphique {
    let titre = if bilan.par == Par::Solution {
        "Écoles de chaque ENT".to_owned()
    } else {
        format!("Écoles avec ENT, par {}", bilan.par.dans_une_phrase())
    };
    let barres = bilan.lignes.iter().map(|l| Barre {
        nom: l.groupe.clone(),
        n: l.compte.avec_ent,
        sur: l.compte.ecoles,
    });
    let entier_total = Barre {
        nom: String::new(),
        n: bilan.total.avec_ent,
        sur: bilan.total.ecoles,
    };
    let alternatif = format!(
        "{titre}\u{202f}: {}. En tout, {}.",
        compte(bilan.lignes.len(), "ligne", "lignes"),
        entier_total.dite()
    );
    Graphique {
        compte: legende(bilan.au, bilan.regle, bilan.population),
        alternatif,
        trace: Trace::Barres(premieres(barres.collect(), bilan.par)),
        titre,
    }
}

/// Stages, each a part of the first: `(name, schools)`, out of `sur` schools.
pub fn entonnoir(titre: &str, compte: Vec<String>, etapes: &[(&str, u64)], sur: u64) -> Graphique {
    let barres: Vec<Barre> = etapes
        .iter()
        .map(|(nom, n)| Barre {
            nom: (*nom).to_owned(),
            n: *n,
            sur,
        })
        .collect();
    let dites: Vec<String> = barres
        .iter()
        .map(|b| format!("{} {}", b.nom, b.dite()))
        .collect();
    Graphique {
        titre: titre.to_owned(),
        compte,
        alternatif: format!("{titre}\u{202f}: {}.", dites.join("\u{202f}; ")),
        trace: Trace::Entonnoir(barres),
    }
}

/// Several series over time, one value per day of `jours` each.
pub fn lignes(titre: &str, compte: Vec<String>, lignes: Lignes) -> Graphique {
    let dites: Vec<String> = lignes
        .series
        .iter()
        .map(|s| {
            let derniere = s.valeurs.iter().rev().flatten().next();
            let dite = derniere.map_or_else(|| "—".to_owned(), |v| entier(v.round() as i64));
            format!("{} {dite}", s.nom)
        })
        .collect();
    let alternatif = match (lignes.jours.first(), lignes.jours.last()) {
        (Some(premier), Some(dernier)) => format!(
            "{titre}, du {} au {}. En dernier\u{202f}: {}.",
            date_longue(*premier),
            date_longue(*dernier),
            dites.join(", ")
        ),
        _ => format!("{titre}\u{202f}: aucune mesure."),
    };
    Graphique {
        titre: titre.to_owned(),
        compte,
        alternatif,
        trace: Trace::Lignes(lignes),
    }
}

/// The first bars, and the others as one. Where a school may stand in several lines, what they
/// hold in all is not a number of schools: they are only counted.
fn premieres(mut barres: Vec<Barre>, par: Par) -> Vec<Barre> {
    if barres.len() <= BARRES {
        return barres;
    }
    let autres = barres.split_off(BARRES - 1);
    let (n, sur) = if par.se_recoupe() {
        (0, 0)
    } else {
        let somme = |f: fn(&Barre) -> u64| autres.iter().map(f).sum();
        (somme(|b| b.n), somme(|b| b.sur))
    };
    barres.push(Barre {
        nom: compte(autres.len(), "autre", "autres"),
        n,
        sur,
    });
    barres
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Compte;
    use crate::domain::bilan::Ligne as LigneBilan;

    fn bilan(lignes: usize) -> Bilan {
        let compte = Compte {
            ecoles: 2,
            avec_ent: 1,
            ..Compte::default()
        };
        Bilan {
            au: NaiveDate::from_ymd_opt(2020, 7, 1).unwrap(),
            par: Par::Commune,
            regle: Regle::Classe,
            population: Population::Public,
            lignes: (0..lignes)
                .map(|n| LigneBilan {
                    groupe: format!("Commune {n}"),
                    code: None,
                    cle: None,
                    compte,
                    ecoles: Vec::new(),
                })
                .collect(),
            total: Compte {
                ecoles: 2 * lignes as u64,
                avec_ent: lignes as u64,
                ..Compte::default()
            },
            ecoles: Vec::new(),
        }
    }

    #[test]
    fn no_school_is_lost_in_two_thousand_bars() {
        for (lignes, attendues) in [(0, 0), (1, 1), (20, 20), (21, 20), (2000, 20)] {
            let graphique = taux_par_groupe(&bilan(lignes));
            let Trace::Barres(barres) = &graphique.trace else {
                panic!("bars");
            };
            assert_eq!(barres.len(), attendues);
            let somme: u64 = barres.iter().map(|b| b.sur).sum();
            assert_eq!(somme, 2 * lignes as u64);
        }
        let Trace::Barres(barres) = taux_par_groupe(&bilan(2000)).trace else {
            panic!("bars");
        };
        assert_eq!(barres[19].nom, "1\u{202f}981\u{a0}autres");
    }

    #[test]
    fn a_share_of_nothing_is_a_dash() {
        let graphique = entonnoir("Étapes", Vec::new(), &[("Formées", 0)], 0);
        assert!(
            graphique.alternatif.contains("0 sur 0 · —"),
            "{graphique:?}"
        );
    }
}
