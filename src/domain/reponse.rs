//! What somebody answers when two objects look like one thing written down twice.

/// One answer; a later one takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reponse {
    /// One thing: what was written of either is written of both.
    Meme,
    /// One visit made by two people: both accounts stay, it is counted once.
    Conjointe,
    /// Two things.
    Distinct,
}

impl Reponse {
    pub const ALL: [Self; 3] = [Self::Meme, Self::Conjointe, Self::Distinct];

    /// As the journal keeps it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Meme => "meme",
            Self::Conjointe => "conjointe",
            Self::Distinct => "distinct",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == texte)
    }

    /// On its button.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Meme => "C’est la même chose",
            Self::Conjointe => "Visite conjointe",
            Self::Distinct => "Ce sont deux choses",
        }
    }
}
