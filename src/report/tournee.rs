//! The schools to see first and why; and the list of a tour, to print or to paste.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Colonne, Tableau};
use crate::domain::Faits;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::lieu::distance_texte;
use crate::domain::nombre::compte;
use crate::domain::tournee::{AVoir, Demande};

/// The schools of a tour, in its order.
#[derive(Clone, Debug)]
pub struct RapportTournee<'a> {
    demande: &'a Demande,
    /// Where one starts from: « École Élise, Épinal ».
    depuis: Option<String>,
    a_voir: Vec<AVoir>,
}

/// One school. The names of the fields are the contract of `carnet-ent tournee --format json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Ligne<'a> {
    /// UAI.
    ecole: &'a str,
    ecole_nom: &'a str,
    commune: &'a str,
    groupe: &'a str,
    score: u32,
    raisons: Vec<Raison<'a>>,
    /// As the crow flies from the start.
    distance_metres: Option<u64>,
    sans_coordonnees: bool,
    visite_prevue: Option<chrono::NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Raison<'a> {
    sorte: &'a str,
    libelle: String,
}

impl<'a> RapportTournee<'a> {
    pub fn new(faits: &Faits, demande: &'a Demande, a_voir: Vec<AVoir>) -> Self {
        let depuis = demande.depuis.and_then(|id| faits.ecole(id));
        Self {
            demande,
            depuis: depuis.map(|ecole| ecole.dite_au(demande.au)),
            a_voir,
        }
    }

    fn titre(&self) -> String {
        format!("Tournée au {}", date_longue(self.demande.au))
    }

    /// « 12 écoles · pas visitées depuis 12 mois ou plus · depuis École Élise, Épinal, … ».
    fn portee(&self) -> String {
        let mut dit = vec![compte(self.a_voir.len(), "école", "écoles")];
        dit.push(self.demande.population.libelle().to_owned());
        dit.push(format!(
            "à revoir après {}\u{a0}mois sans visite",
            self.demande.sans_visite
        ));
        if let Some(depuis) = &self.depuis {
            dit.push(format!("distances à vol d’oiseau depuis {depuis}"));
        }
        dit.join(" · ")
    }

    pub fn to_texte(&self) -> String {
        format!(
            "{}\n{}\n\n{}",
            self.titre(),
            self.portee(),
            self.tableau().to_texte()
        )
    }

    pub fn to_csv(&self) -> String {
        self.tableau().to_csv()
    }

    /// An array, one object per school.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let lignes: Vec<Ligne<'_>> = self.a_voir.iter().map(ligne).collect();
        serde_json::to_string_pretty(&lignes)
    }

    fn tableau(&self) -> Tableau {
        let mut colonnes = ["UAI", "École", "Commune", "Pourquoi", "Visite prévue"]
            .map(Colonne::texte)
            .to_vec();
        colonnes.push(Colonne::nombre("Score", "Score"));
        colonnes.push(Colonne::nombre("Distance", "Distance"));
        let ligne = |v: &AVoir| {
            vec![
                v.uai.clone(),
                v.nom.clone(),
                v.commune.clone(),
                why(v),
                v.prevue.map(date_courte).unwrap_or_default(),
                v.score.to_string(),
                self.how_far(v),
            ]
        };
        Tableau {
            colonnes,
            lignes: self.a_voir.iter().map(ligne).collect(),
            total: None,
        }
    }

    /// « 3,4 km », or that nobody knows.
    fn how_far(&self, v: &AVoir) -> String {
        match v.distance {
            Some(metres) => distance_texte(metres),
            None if v.sans_position && self.depuis.is_some() => "sans coordonnées".to_owned(),
            None => String::new(),
        }
    }

    /// A list for reading and pasting: one school a paragraph, with a box to tick.
    pub fn to_liste(&self) -> String {
        let mut texte = format!("{}\n{}\n", self.titre(), self.portee());
        for v in &self.a_voir {
            write!(texte, "\n[ ] {}", school(v)).ok();
            let loin = self.how_far(v);
            if !loin.is_empty() {
                write!(texte, " ({loin})").ok();
            }
            write!(texte, "\n    {}\n", why(v)).ok();
        }
        texte
    }

    /// The same for a sheet of paper: a whole page of HTML, nothing fetched, nothing run.
    pub fn to_html(&self) -> String {
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>{titre}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <h1>{titre}</h1>\n<p>{portee}</p>\n<table>\n<thead><tr><th scope=\"col\">Vue</th>\
             <th scope=\"col\">École</th><th scope=\"col\">Pourquoi</th>\
             <th scope=\"col\">Distance</th><th scope=\"col\">Notes</th></tr></thead>\n<tbody>\n",
            titre = escaped(&self.titre()),
            portee = escaped(&self.portee()),
        );
        for v in &self.a_voir {
            writeln!(
                html,
                "<tr><td>☐</td><td>{}<br><small>{}</small></td><td>{}</td><td>{}</td><td></td></tr>",
                escaped(&school(v)),
                escaped(&v.uai),
                escaped(&why(v)),
                escaped(&self.how_far(v)),
            )
            .ok();
        }
        html.push_str("</tbody>\n</table>\n</body>\n</html>\n");
        html
    }
}

const STYLE: &str = "body{font:11pt sans-serif;margin:1.5cm}h1{font-size:16pt}\
                     table{border-collapse:collapse;width:100%}\
                     th,td{border:1px solid #888;padding:4pt;text-align:left;vertical-align:top}\
                     td:last-child{width:30%}tr{break-inside:avoid}";

fn ligne(v: &AVoir) -> Ligne<'_> {
    Ligne {
        ecole: &v.uai,
        ecole_nom: &v.nom,
        commune: &v.commune,
        groupe: &v.groupe,
        score: v.score,
        raisons: v
            .raisons
            .iter()
            .map(|raison| Raison {
                sorte: raison.as_str(),
                libelle: raison.dite(),
            })
            .collect(),
        distance_metres: v.distance.map(|metres| metres.round() as u64),
        sans_coordonnees: v.sans_position,
        visite_prevue: v.prevue,
    }
}

fn school(v: &AVoir) -> String {
    if v.commune.is_empty() {
        v.nom.clone()
    } else {
        format!("{}, {}", v.nom, v.commune)
    }
}

fn why(v: &AVoir) -> String {
    let raisons: Vec<String> = v.raisons.iter().map(|r| r.dite()).collect();
    raisons.join(" · ")
}

/// A text inside HTML.
fn escaped(texte: &str) -> String {
    let mut sur = String::with_capacity(texte.len());
    for c in texte.chars() {
        match c {
            '&' => sur.push_str("&amp;"),
            '<' => sur.push_str("&lt;"),
            '>' => sur.push_str("&gt;"),
            '"' => sur.push_str("&quot;"),
            c if c.is_control() => sur.push(' '),
            c => sur.push(c),
        }
    }
    sur
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;
    use crate::domain::tournee;

    fn a_voir(nom: &str, distance: Option<f64>) -> AVoir {
        AVoir {
            ecole: Id::MIN,
            uai: "0880001Y".to_owned(),
            nom: nom.to_owned(),
            commune: "Épinal".to_owned(),
            groupe: String::new(),
            raisons: vec![
                tournee::Raison::ActionEnRetard {
                    libelle: "Poser le <wifi>".to_owned(),
                    nombre: 1,
                },
                tournee::Raison::JamaisVisitee,
            ],
            score: 8,
            distance,
            sans_position: distance.is_none(),
            prevue: None,
        }
    }

    #[test]
    fn a_list_can_be_pasted_and_printed() {
        let mut demande = Demande::au("2026-03-12".parse().unwrap());
        let mut rapport = RapportTournee {
            demande: &demande,
            depuis: Some("École Anne, Golbey".to_owned()),
            a_voir: vec![
                a_voir("École Élise", Some(3_400.0)),
                a_voir("École & Co", None),
            ],
        };
        let attendu = "Tournée au 12 mars 2026\n\
            2 écoles · écoles publiques · à revoir après 12 mois sans visite · distances à vol \
            d’oiseau depuis École Anne, Golbey\n\
            \n[ ] École Élise, Épinal (3,4 km)\n    en retard : Poser le <wifi> · jamais visitée\n\
            \n[ ] École & Co, Épinal (sans coordonnées)\n    en retard : Poser le <wifi> · jamais \
            visitée\n";
        let plain = |texte: String| texte.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(plain(rapport.to_liste()), attendu);
        let html = rapport.to_html();
        assert!(
            html.contains("École &amp; Co") && html.contains("&lt;wifi&gt;"),
            "{html}"
        );
        assert_eq!(html.matches("<tr>").count(), 3);
        // Without a start nothing is said of distances.
        rapport.depuis = None;
        assert!(!rapport.to_liste().contains("coordonnées"));
        demande.sans_visite = 6;
        assert!(
            RapportTournee {
                demande: &demande,
                depuis: None,
                a_voir: Vec::new()
            }
            .to_texte()
            .contains("6\u{a0}mois")
        );
    }
}
