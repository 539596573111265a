//! Visits to schools, and what was promised there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Id, Terme};

/// A visit, its report apart (see [`CompteRendu`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visite {
    pub id: Id,
    pub ecole: Id,
    pub le: NaiveDate,
    /// Minutes.
    pub duree: Option<u32>,
    /// A [`super::Terme`] of the list « motif de visite ».
    pub motif: Option<Id>,
    /// Who went: name or initials; empty when not said.
    pub intervenant: String,
}

impl Visite {
    /// Its reason, as one reads it; empty when not said.
    pub fn motif_dit<'a>(&self, termes: &'a [Terme]) -> &'a str {
        nom(termes, self.motif)
    }
}

/// The report of a visit in its four parts, as one edits it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompteRendu {
    pub contexte: String,
    pub constats: String,
    pub conseils: String,
    pub suites: String,
}

/// A part of a report, or the list of what was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Partie {
    Contexte,
    Constats,
    Conseils,
    Suites,
    Actions,
}

impl Partie {
    pub const ALL: [Self; 5] = [
        Self::Contexte,
        Self::Constats,
        Self::Conseils,
        Self::Suites,
        Self::Actions,
    ];

    /// The four parts that are text.
    pub const TEXTES: [Self; 4] = [Self::Contexte, Self::Constats, Self::Conseils, Self::Suites];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contexte => "contexte",
            Self::Constats => "constats",
            Self::Conseils => "conseils",
            Self::Suites => "suites",
            Self::Actions => "actions",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == texte)
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Contexte => "Contexte",
            Self::Constats => "Constats",
            Self::Conseils => "Conseils",
            Self::Suites => "Suites",
            Self::Actions => "Actions décidées",
        }
    }
}

impl CompteRendu {
    /// The text of one of the four parts; empty for [`Partie::Actions`], which are records.
    pub fn partie(&self, partie: Partie) -> &str {
        match partie {
            Partie::Contexte => &self.contexte,
            Partie::Constats => &self.constats,
            Partie::Conseils => &self.conseils,
            Partie::Suites => &self.suites,
            Partie::Actions => "",
        }
    }

    /// Where the text of that part is written; that of the actions stands under « suites ».
    pub const fn partie_mut(&mut self, partie: Partie) -> &mut String {
        match partie {
            Partie::Contexte => &mut self.contexte,
            Partie::Constats => &mut self.constats,
            Partie::Conseils => &mut self.conseils,
            Partie::Suites | Partie::Actions => &mut self.suites,
        }
    }
}

impl CompteRendu {
    /// Without the lines of the template that nothing was written under, nor after.
    pub fn sans_amorces(&self, amorce: &Self) -> Self {
        let mut texte = Self::default();
        for partie in Partie::TEXTES {
            *texte.partie_mut(partie) = without_prompts(self.partie(partie), amorce.partie(partie));
        }
        texte
    }
}

fn without_prompts(texte: &str, amorce: &str) -> String {
    let is_prompt = |ligne: &str| {
        let mut amorces = amorce.lines().map(str::trim);
        !ligne.is_empty() && amorces.any(|amorce| amorce == ligne)
    };
    let lignes: Vec<&str> = texte.lines().map(str::trim_end).collect();
    let gardees = lignes.iter().enumerate().filter(|(rang, ligne)| {
        let suite = lignes[rang + 1..]
            .iter()
            .map(|suite| suite.trim())
            .find(|suite| !suite.is_empty());
        !is_prompt(ligne.trim()) || suite.is_some_and(|suite| !is_prompt(suite))
    });
    let gardees: Vec<&str> = gardees.map(|(_, ligne)| *ligne).collect();
    gardees.join("\n").trim().to_owned()
}

/// Somebody met in a visit: by function; a name is never needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rencontre {
    pub id: Id,
    /// A [`super::Terme`] of the list « fonction ».
    pub role: Option<Id>,
    pub nombre: Option<u32>,
    pub nom: String,
}

/// Who a copy of a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lecteur {
    Enseignant,
    Ien,
}

impl Lecteur {
    pub const ALL: [Self; 2] = [Self::Enseignant, Self::Ien];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enseignant => "enseignant",
            Self::Ien => "ien",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == texte)
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Enseignant => "Copie de l’enseignant",
            Self::Ien => "Copie de l’IEN",
        }
    }

    /// The parts their copy has until somebody chooses: a teacher reads what was seen and advised,
    /// an inspector what was seen and what follows.
    pub fn parties(self) -> Vec<Partie> {
        match self {
            Self::Enseignant => vec![
                Partie::Contexte,
                Partie::Constats,
                Partie::Conseils,
                Partie::Actions,
            ],
            Self::Ien => vec![Partie::Constats, Partie::Suites, Partie::Actions],
        }
    }
}

/// A copy of a report: which parts, for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copie {
    pub pour: Lecteur,
    /// In the order of [`Partie::ALL`].
    pub parties: Vec<Partie>,
    /// Functions, or names, as one writes them on a letter.
    pub destinataires: String,
}

/// Everything of one visit, as it is edited and saved at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisiteEntiere {
    pub visite: Visite,
    pub compte_rendu: CompteRendu,
    pub rencontres: Vec<Rencontre>,
    /// One per reader; a reader without one gets the default parts.
    pub copies: Vec<Copie>,
    /// Decided in this visit.
    pub actions: Vec<Action>,
}

/// The text a report begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modele {
    pub id: Id,
    /// Of a shipped one; stable for ever.
    pub code: Option<String>,
    pub nom: String,
    pub texte: CompteRendu,
    pub ordre: i64,
}

/// What was promised: what, by whom, until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub id: Id,
    pub ecole: Id,
    /// The visit in which it was decided.
    pub visite: Option<Id>,
    pub libelle: String,
    /// Who does it: a [`super::Terme`] of the list « fonction », or in words.
    pub role: Option<Id>,
    pub qui: String,
    /// Last day to do it, included.
    pub echeance: Option<NaiveDate>,
    pub faite_le: Option<NaiveDate>,
    pub abandonnee_le: Option<NaiveDate>,
    pub commentaire: String,
}

impl Rencontre {
    /// Their function, as one reads it; empty when not said.
    pub fn role_dit<'a>(&self, termes: &'a [Terme]) -> &'a str {
        nom(termes, self.role)
    }
}

fn nom(termes: &[Terme], id: Option<Id>) -> &str {
    id.and_then(|id| termes.iter().find(|terme| terme.id == id))
        .map_or("", |terme| terme.nom.as_str())
}

impl Action {
    /// Who does it, as one reads it; empty when not said.
    pub fn qui_dit<'a>(&'a self, termes: &'a [Terme]) -> &'a str {
        match self.role {
            Some(_) => nom(termes, self.role),
            None => &self.qui,
        }
    }

    /// Promised, neither done nor given up on `jour`.
    pub fn ouverte_au(&self, jour: NaiveDate) -> bool {
        self.faite_le.is_none_or(|d| jour < d) && self.abandonnee_le.is_none_or(|d| jour < d)
    }

    /// Open, and its last day is past.
    pub fn en_retard_au(&self, jour: NaiveDate) -> bool {
        self.ouverte_au(jour) && self.echeance.is_some_and(|d| d < jour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_late_the_day_after_its_last_day() {
        let jour = |j| NaiveDate::from_ymd_opt(2026, 3, j).unwrap();
        let action = Action {
            id: Id::MIN,
            ecole: Id::MIN,
            visite: None,
            libelle: "Ouvrir les comptes parents".to_owned(),
            role: None,
            qui: String::new(),
            echeance: Some(jour(10)),
            faite_le: Some(jour(15)),
            abandonnee_le: None,
            commentaire: String::new(),
        };
        for (le, ouverte, en_retard) in [
            (10, true, false),
            (11, true, true),
            (14, true, true),
            (15, false, false),
        ] {
            assert_eq!(action.ouverte_au(jour(le)), ouverte, "{le}");
            assert_eq!(action.en_retard_au(jour(le)), en_retard, "{le}");
        }
    }

    #[test]
    fn prompts_without_an_answer_are_not_kept() {
        let amorce = "Ce qui a été vu :\nPoints d’appui :";
        for (texte, attendu) in [
            (amorce, ""),
            ("", ""),
            ("Tout va bien.\n", "Tout va bien."),
            (
                "Ce qui a été vu :\nun blog\nPoints d’appui :",
                "Ce qui a été vu :\nun blog",
            ),
            (
                "Ce qui a été vu : un blog\nPoints d’appui :",
                "Ce qui a été vu : un blog",
            ),
            (
                "Ce qui a été vu :\n\nPoints d’appui :\n\nl’équipe",
                "Points d’appui :\n\nl’équipe",
            ),
            ("un blog\nPoints d’appui : ", "un blog"),
        ] {
            assert_eq!(without_prompts(texte, amorce), attendu, "{texte:?}");
        }
    }
}
