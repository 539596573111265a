//! The pieces every printed report is made of, as its template reads them: all figures are
//! already written in French, all rates already rounded.

use serde::Serialize;

use crate::domain::graphique::{Graphique, Trace};
use crate::domain::nombre::compte;
use crate::report::graphique::{Cadrage, svg, tableau};
use crate::report::{Colonne, Tableau};

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
                    titre: c.court.clone(),
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

impl From<&TableauImprime> for Tableau {
    fn from(imprime: &TableauImprime) -> Self {
        let colonnes = imprime.colonnes.iter().map(|c| Colonne {
            titre: c.titre.replace('\n', " "),
            court: c.titre.clone(),
            a_droite: c.a_droite,
        });
        Self {
            colonnes: colonnes.collect(),
            lignes: imprime.lignes.clone(),
            total: imprime.total.clone(),
        }
    }
}

/// A chart, drawn, with what it says to who does not see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GraphiqueImprime {
    pub titre: String,
    pub svg: String,
    pub alt: String,
    /// What it counts.
    pub compte: String,
    /// Its figures, for a spreadsheet; a page draws them.
    #[serde(skip)]
    pub tableau: Tableau,
    #[serde(skip)]
    pub dessin: Dessin,
}

/// What a spreadsheet draws of the figures of a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dessin {
    #[default]
    Barres,
    Aires,
    Lignes,
}

impl From<&Graphique> for GraphiqueImprime {
    fn from(graphique: &Graphique) -> Self {
        Self {
            tableau: tableau(graphique),
            dessin: match graphique.trace {
                Trace::Barres(_) | Trace::Entonnoir(_) => Dessin::Barres,
                Trace::Aires(_) => Dessin::Aires,
                Trace::Lignes(_) => Dessin::Lignes,
            },
            titre: graphique.titre.clone(),
            svg: svg(graphique, Cadrage::DansUnePage),
            alt: graphique.alternatif.clone(),
            compte: graphique.compte.join(" "),
        }
    }
}

/// A part of a report under one title: whatever of these it has, in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    pub titre: String,
    /// Begins a page.
    pub page: bool,
    pub chiffres: Vec<Chiffre>,
    pub phrases: Vec<String>,
    /// « Label », « value ».
    pub proprietes: Vec<(String, String)>,
    pub graphiques: Vec<GraphiqueImprime>,
    pub tableaux: Vec<TableauTitre>,
    pub note: String,
}

/// A table under a title of its own; an empty title is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableauTitre {
    pub titre: String,
    pub tableau: TableauImprime,
}

impl Section {
    pub fn new(titre: &str) -> Self {
        Self {
            titre: titre.to_owned(),
            ..Self::default()
        }
    }

    pub fn sur_une_page(mut self) -> Self {
        self.page = true;
        self
    }

    pub fn chiffres(mut self, chiffres: Vec<Chiffre>) -> Self {
        self.chiffres = chiffres;
        self
    }

    pub fn phrase(mut self, phrase: impl Into<String>) -> Self {
        self.phrases.push(phrase.into());
        self
    }

    /// A property that is not known is left out.
    pub fn propriete(mut self, nom: &str, valeur: impl Into<String>) -> Self {
        self.proprietes.push((nom.to_owned(), valeur.into()));
        self
    }

    pub fn graphique(mut self, graphique: &Graphique) -> Self {
        self.graphiques.push(graphique.into());
        self
    }

    pub fn tableau(mut self, titre: &str, tableau: TableauImprime) -> Self {
        self.tableaux.push(TableauTitre {
            titre: titre.to_owned(),
            tableau,
        });
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

impl Chiffre {
    pub fn new(valeur: impl Into<String>, libelle: &str, precision: impl Into<String>) -> Self {
        Self {
            valeur: valeur.into(),
            libelle: libelle.to_owned(),
            precision: precision.into(),
        }
    }
}

/// The first lines of a list and, below, how many more there are.
pub(super) fn premieres_lignes(
    mut tableau: Tableau,
    au_plus: usize,
    un: &str,
    des: &str,
) -> Tableau {
    let reste = tableau.lignes.len().saturating_sub(au_plus);
    if reste > 0 {
        tableau.lignes.truncate(au_plus);
        let mut ligne = vec![String::new(); tableau.colonnes.len()];
        if let Some(cellule) = ligne.first_mut() {
            *cellule = format!("et {}", compte(reste, un, des));
        }
        tableau.lignes.push(ligne);
    }
    tableau
}
