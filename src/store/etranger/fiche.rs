//! What a proven file says of itself, as the child process hands it back.

use serde::{Deserialize, Serialize};

/// A file that kept every promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sorte", rename_all = "kebab-case")]
pub enum Fiche {
    Carnet(FicheCarnet),
}

/// Somebody's carnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FicheCarnet {
    pub schema: i64,
    /// Whoever wrote in it, by the name they gave, without repetition.
    pub personnes: Vec<String>,
    /// When it was last written in: UTC milliseconds, by the clock of that machine.
    pub ecrit_le: Option<i64>,
    /// Schools it follows.
    pub ecoles: u64,
    pub operations: u64,
    pub changements: u64,
    /// Rows, all tables together.
    pub lignes: u64,
    /// SHA-256 of its journal, in hexadecimal: the same for two copies of the same content,
    /// whatever their pages.
    pub empreinte: String,
}

impl Fiche {
    /// SHA-256 of the content, in hexadecimal.
    pub fn empreinte(&self) -> &str {
        match self {
            Self::Carnet(carnet) => &carnet.empreinte,
        }
    }

    /// The first 128 bits of it, in eight groups of four, to be read aloud.
    pub fn lettres(&self) -> String {
        let empreinte = self.empreinte();
        let groupes: Vec<&str> = (0..8)
            .filter_map(|g| empreinte.get(4 * g..4 * g + 4))
            .collect();
        groupes.join(" ")
    }
}
