//! Where a value comes from, which decides who may replace it (`design.md` §4).

use chrono::NaiveDate;

/// The origin of one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// An open-data file (or a list shipped with the program), with the date of its data.
    Officiel { millesime: NaiveDate },
    /// A colleague's spreadsheet: ranks as typed.
    Tableur,
    /// Typed by a person.
    Saisi,
}

impl Source {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Officiel { .. } => "officiel",
            Self::Tableur => "tableur",
            Self::Saisi => "saisi",
        }
    }

    pub const fn millesime(self) -> Option<NaiveDate> {
        match self {
            Self::Officiel { millesime } => Some(millesime),
            Self::Tableur | Self::Saisi => None,
        }
    }

    /// Typed values and official values are two layers: neither replaces the other, and the
    /// typed one is shown.
    pub const fn is_typed(self) -> bool {
        !matches!(self, Self::Officiel { .. })
    }
}
