//! The pieces every printed report is made of, as its template reads them: all figures are
//! already written in French, all rates already rounded.

use serde::Serialize;

use crate::report::Tableau;

/// What stands around a report, on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cadre {
    pub titre: String,
    /// Of what, on which day.
    pub sous_titre: String,
    /// Date, scope, population, rule, sources: the lines of the footer.
    pub pied: Vec<String>,
}

/// A figure to be seen from afar, with what it is a figure of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chiffre {
    pub valeur: String,
    pub libelle: String,
    /// « 271 écoles sur 578 », « + 12 depuis le 1er juillet 2019 ».
    pub precision: String,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableauImprime {
    /// For who does not see it: what the table says.
    pub resume: String,
    pub colonnes: Vec<ColonneImprimee>,
    pub lignes: Vec<Vec<String>>,
    pub total: Option<Vec<String>>,
    /// Said instead of a table without lines.
    pub vide: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ColonneImprimee {
    pub titre: String,
    pub a_droite: bool,
    /// Its share of the width; 0 = as wide as what it holds.
    pub part: u8,
}

impl TableauImprime {
    /// The columns that are text share the width left by those that are figures.
    pub fn new(resume: &str, vide: &str, tableau: &Tableau) -> Self {
        Self {
            resume: resume.to_owned(),
            colonnes: tableau
                .colonnes
                .iter()
                .map(|c| ColonneImprimee {
                    titre: c.court.replace('\n', " "),
                    a_droite: c.a_droite,
                    part: u8::from(!c.a_droite),
                })
                .collect(),
            lignes: tableau.lignes.clone(),
            total: tableau.total.clone(),
            vide: vide.to_owned(),
        }
    }

    /// Gives column `rang` this many shares of the width.
    pub fn part(mut self, rang: usize, part: u8) -> Self {
        if let Some(colonne) = self.colonnes.get_mut(rang) {
            colonne.part = part;
        }
        self
    }
}
