//! What a proven file says of itself, as the child process hands it back.

use serde::{Deserialize, Serialize};

use crate::store::export::lettres;

/// A file that kept every promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sorte", rename_all = "kebab-case")]
pub enum Fiche {
    Carnet(FicheCarnet),
    Export(FicheExport),
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

/// What somebody sent to the DANE, as its manifest says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FicheExport {
    pub programme: String,
    /// The identity of the sending carnet: 32 hexadecimal digits.
    pub producteur: String,
    /// In words.
    pub perimetre: String,
    /// Every school of the carnet.
    pub perimetre_complet: bool,
    /// The day it speaks of, `AAAA-MM-JJ`.
    pub au: String,
    /// Whether names of persons, and free texts, were asked for.
    pub noms: bool,
    pub textes: bool,
    /// Public schools open that day, and those with an ENT.
    pub ecoles: u64,
    pub avec_ent: u64,
    /// Answers known, of those asked.
    pub complet: u64,
    pub complet_sur: u64,
    /// For a file made of several: which ones, and which are missing.
    pub sources: Option<String>,
    pub manquants: Option<String>,
    /// Those sent with their schools.
    pub circonscriptions: Vec<CirconscriptionEnvoyee>,
    /// Rows, all tables together.
    pub lignes: u64,
    /// SHA-256 of the content, in hexadecimal.
    pub empreinte: String,
}

/// A circonscription sent with its schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirconscriptionEnvoyee {
    pub id: String,
    pub nom: String,
    pub departement: Option<String>,
}

impl Fiche {
    /// SHA-256 of the content, in hexadecimal.
    pub fn empreinte(&self) -> &str {
        match self {
            Self::Carnet(carnet) => &carnet.empreinte,
            Self::Export(export) => &export.empreinte,
        }
    }

    /// The first 128 bits of it in letters, to be read aloud.
    pub fn lettres(&self) -> String {
        let mut octets = [0; 32];
        let chiffres = self.empreinte();
        for (rang, octet) in octets.iter_mut().enumerate() {
            *octet = chiffres
                .get(2 * rang..2 * rang + 2)
                .and_then(|deux| u8::from_str_radix(deux, 16).ok())
                .unwrap_or_default();
        }
        lettres(&octets)
    }
}
