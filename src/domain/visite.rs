//! Visits to schools, and what was promised there.

use chrono::NaiveDate;

use super::Id;

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

/// The report of a visit in its four parts, as one edits it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

impl Action {
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
}
