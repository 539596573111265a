//! Words that came with a file received and look like words of the carnet.

use super::{Domaine, Id};

/// A word that came with a file and looks like one of the carnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MotRecu {
    pub domaine: Domaine,
    /// As its sender writes it.
    pub texte: String,
    /// What it is here until somebody answers.
    pub id: Id,
    /// What it may be, and how that is called here, the likeliest first; never empty.
    pub proches: Vec<(Id, String)>,
}

impl MotRecu {
    /// « « ENT Onne » ressemble à ONE ».
    pub fn phrase(&self) -> String {
        let noms: Vec<&str> = self.proches.iter().map(|(_, nom)| nom.as_str()).collect();
        format!(
            "«\u{a0}{}\u{a0}», d’un envoi, ressemble à {}\u{202f}: dites si c’est la même chose \
             (Échanges, Consolider).",
            self.texte,
            noms.join(", ou à ")
        )
    }
}
