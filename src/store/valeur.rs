//! Values of fields, as the journal carries them and the tables hold them.

use chrono::NaiveDate;

use crate::domain::Id;

/// One value of one field. Booleans are 0 or 1, dates are `AAAA-MM-JJ`.
#[derive(Clone, Debug, PartialEq)]
pub enum Valeur {
    Texte(String),
    Entier(i64),
    Reel(f64),
    Id(Id),
}

impl Valeur {
    pub fn texte(&self) -> Option<&str> {
        match self {
            Self::Texte(texte) => Some(texte),
            _ => None,
        }
    }

    pub const fn entier(&self) -> Option<i64> {
        match self {
            Self::Entier(entier) => Some(*entier),
            _ => None,
        }
    }

    pub const fn id(&self) -> Option<Id> {
        match self {
            Self::Id(id) => Some(*id),
            _ => None,
        }
    }
}

impl From<&str> for Valeur {
    fn from(texte: &str) -> Self {
        Self::Texte(texte.to_owned())
    }
}

impl From<String> for Valeur {
    fn from(texte: String) -> Self {
        Self::Texte(texte)
    }
}

impl From<i64> for Valeur {
    fn from(entier: i64) -> Self {
        Self::Entier(entier)
    }
}

impl From<u32> for Valeur {
    fn from(entier: u32) -> Self {
        Self::Entier(entier.into())
    }
}

impl From<bool> for Valeur {
    fn from(vrai: bool) -> Self {
        Self::Entier(vrai.into())
    }
}

impl From<f64> for Valeur {
    fn from(reel: f64) -> Self {
        Self::Reel(reel)
    }
}

impl From<Id> for Valeur {
    fn from(id: Id) -> Self {
        Self::Id(id)
    }
}

impl From<NaiveDate> for Valeur {
    fn from(date: NaiveDate) -> Self {
        Self::Texte(date.to_string())
    }
}

/// What a change says of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Ecrit {
    Valeur(Valeur),
    /// « There is none », stated.
    Nul,
    /// « I no longer say anything about it »: what others say shows again.
    Retire,
}

impl Ecrit {
    pub const fn valeur(&self) -> Option<&Valeur> {
        match self {
            Self::Valeur(valeur) => Some(valeur),
            Self::Nul | Self::Retire => None,
        }
    }
}

/// The fields one change sets, in the order they were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Champs(pub Vec<(&'static str, Ecrit)>);

impl Champs {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// States a value.
    #[must_use]
    pub fn set(mut self, champ: &'static str, valeur: impl Into<Valeur>) -> Self {
        self.0.push((champ, Ecrit::Valeur(valeur.into())));
        self
    }

    /// States a value, or that there is none.
    #[must_use]
    pub fn set_opt(mut self, champ: &'static str, valeur: Option<impl Into<Valeur>>) -> Self {
        let ecrit = valeur.map_or(Ecrit::Nul, |v| Ecrit::Valeur(v.into()));
        self.0.push((champ, ecrit));
        self
    }

    /// Withdraws what was stated.
    #[must_use]
    pub fn retire(mut self, champ: &'static str) -> Self {
        self.0.push((champ, Ecrit::Retire));
        self
    }

    /// Whether a text holds the sign that ends texts for programs written in C.
    pub(super) fn has_nul(&self) -> bool {
        let texte = |ecrit: &Ecrit| {
            ecrit
                .valeur()
                .and_then(Valeur::texte)
                .is_some_and(|t| t.contains('\0'))
        };
        self.0.iter().any(|(_, ecrit)| texte(ecrit))
    }

    pub fn get(&self, champ: &str) -> Option<&Ecrit> {
        self.0
            .iter()
            .find(|(nom, _)| *nom == champ)
            .map(|(_, ecrit)| ecrit)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
