//! The text twin of a chart: the same figures as a table.

use crate::domain::date::date_courte;
use crate::domain::graphique::{Barre, Graphique, Trace};
use crate::domain::nombre::taux_texte;
use crate::report::{Colonne, Tableau};

/// The figures of the chart, one line per bar or per day.
pub fn tableau(graphique: &Graphique) -> Tableau {
    match &graphique.trace {
        Trace::Barres(barres) => bars(barres, "Groupe"),
        Trace::Entonnoir(barres) => bars(barres, "Étape"),
        Trace::Aires(aires) => {
            let mut colonnes = vec![Colonne::texte("Date")];
            colonnes.extend(aires.series.iter().map(|s| Colonne::nombre(&s.nom, &s.nom)));
            colonnes.push(Colonne::nombre("Total", "Total"));
            let ligne = |(place, jour): (usize, &chrono::NaiveDate)| {
                let valeurs: Vec<u32> = aires
                    .series
                    .iter()
                    .map(|s| s.valeurs.get(place).copied().unwrap_or(0))
                    .collect();
                let total: u32 = valeurs.iter().sum();
                let mut cellules = vec![date_courte(*jour)];
                cellules.extend(valeurs.iter().chain([&total]).map(u32::to_string));
                cellules
            };
            Tableau {
                colonnes,
                lignes: aires.jours.iter().enumerate().map(ligne).collect(),
                total: None,
            }
        }
        Trace::Lignes(lignes) => {
            let mut colonnes = vec![Colonne::texte("Date")];
            colonnes.extend(
                lignes
                    .series
                    .iter()
                    .map(|s| Colonne::nombre(&s.nom, &s.nom)),
            );
            let ligne = |(place, jour): (usize, &chrono::NaiveDate)| {
                let valeurs = lignes.series.iter().map(|s| {
                    let valeur = s.valeurs.get(place).copied().flatten();
                    valeur.map_or_else(String::new, |v| v.to_string().replace('.', ","))
                });
                std::iter::once(date_courte(*jour)).chain(valeurs).collect()
            };
            Tableau {
                colonnes,
                lignes: lignes.jours.iter().enumerate().map(ligne).collect(),
                total: None,
            }
        }
    }
}

fn bars(barres: &[Barre], titre: &str) -> Tableau {
    Tableau {
        colonnes: vec![
            Colonne::texte(titre),
            Colonne::nombre("Écoles", "Écoles"),
            Colonne::nombre("Sur", "Sur"),
            Colonne::nombre("Taux", "Taux"),
        ],
        lignes: barres
            .iter()
            .map(|b| {
                vec![
                    b.nom.clone(),
                    b.n.to_string(),
                    b.sur.to_string(),
                    taux_texte(b.taux()),
                ]
            })
            .collect(),
        total: None,
    }
}
