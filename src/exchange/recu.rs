//! Files received: read once, opened with their passphrase, examined in another process.

use std::path::Path;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::coffre::{self, Phrase};
use super::fichier::cite;
use crate::error::{Error, Result, io_reason};
use crate::store::etranger::{Export, Fiche, Refus, TAILLE_MAX};
use crate::systeme::enfant::{Enfant, Reponse};
use crate::systeme::{Obstacle, lire_une_fois};

/// The hidden commands a child runs: what a file is, and what an export holds.
pub const EXAMINER: &str = "_examiner";
const LIRE: &str = "_lire";

/// Time one examination may take, whatever the size, and bytes for each further second.
const DELAI: Duration = Duration::from_secs(20);
const OCTETS_PAR_SECONDE: u64 = 2 << 20;

/// Bytes that a sealed file adds to what it holds, at most.
const SCELLE: u64 = 1 << 20;

/// A file received, once read: from here on its name leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recu {
    /// Without its folder.
    pub nom: String,
    pub octets: Vec<u8>,
}

impl Recu {
    /// Reads the file and, when it is sealed, opens it with `phrase`.
    ///
    /// # Errors
    /// `Error::Refused`, with the name of the file and what to do.
    pub fn lire(chemin: &Path, phrase: Option<&Phrase>) -> Result<Self> {
        let nom = chemin
            .file_name()
            .unwrap_or(chemin.as_os_str())
            .to_string_lossy()
            .into_owned();
        let refus = |suite: &str| Error::Refused(format!("{} {suite}", cite(&nom)));
        let lu = lire_une_fois(chemin, TAILLE_MAX + SCELLE).map_err(|erreur| {
            if erreur.kind() == std::io::ErrorKind::NotFound {
                refus("n’existe pas. Vérifiez son nom et son dossier.")
            } else {
                let raison = io_reason(&erreur);
                refus(&format!("ne peut pas être lu\u{202f}: {raison}."))
            }
        })?;
        let octets = lu.map_err(|obstacle| refus(phrase_de(obstacle)))?;
        if !coffre::is_sealed(&octets) {
            return Ok(Self { nom, octets });
        }
        let phrase = phrase.ok_or_else(|| {
            refus(
                "est chiffré par un mot de passe. Demandez-le à son auteur, puis donnez-le avec le \
                 fichier.",
            )
        })?;
        match coffre::open(&octets, phrase) {
            Ok(octets) => Ok(Self { nom, octets }),
            Err(erreur) => Err(refus(&format!("ne s’ouvre pas. {}", erreur.user_message()))),
        }
    }

    /// The error of a refusal, with the name of the file.
    pub fn refus(&self, refus: &Refus) -> Error {
        refus.sur(&cite(&self.nom))
    }
}

const fn phrase_de(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Dossier => "est un dossier. Choisissez un fichier dedans.",
        Obstacle::Lien => "est un raccourci vers un autre fichier. Choisissez le fichier lui-même.",
        Obstacle::PasOrdinaire => "n’est pas un fichier ordinaire. Choisissez-en un autre.",
        Obstacle::TropGros => {
            "dépasse 1\u{a0}Gio\u{202f}: ce n’est ni un carnet ni un envoi de Carnet ENT."
        }
        Obstacle::EnMouvement => {
            "change pendant qu’on le lit. Attendez la fin de sa copie, puis recommencez."
        }
    }
}

/// The process that examines files received, one after another.
#[derive(Debug)]
pub struct Examinateur(Enfant);

impl Default for Examinateur {
    fn default() -> Self {
        Self(Enfant::new(EXAMINER))
    }
}

impl Examinateur {
    /// What the file is and says of itself, or why it is not believed. A file that ends the
    /// process, or holds it too long, is refused like any other.
    ///
    /// # Errors
    /// When no examination is possible at all.
    pub fn examiner(&mut self, octets: &[u8]) -> Result<Result<Fiche, Refus>> {
        demander(&mut self.0, octets)
    }
}

/// The process that reads exports received, one after another: this one never opens any.
#[derive(Debug)]
pub struct Lecteur(Enfant);

impl Default for Lecteur {
    fn default() -> Self {
        Self(Enfant::new(LIRE))
    }
}

impl Lecteur {
    /// Every row of an export but its dictionary, once proven, or why it is not believed.
    ///
    /// # Errors
    /// When nothing can be read at all.
    pub fn lire(&mut self, octets: &[u8]) -> Result<Result<Export, Refus>> {
        demander(&mut self.0, octets)
    }
}

fn demander<T: DeserializeOwned>(enfant: &mut Enfant, octets: &[u8]) -> Result<Result<T, Refus>> {
    let delai = DELAI + Duration::from_secs(octets.len() as u64 / OCTETS_PAR_SECONDE);
    Ok(match enfant.demander(octets, delai)? {
        Reponse::Ligne(ligne) => serde_json::from_str(&ligne).unwrap_or(Err(Refus::Fatal)),
        Reponse::Morte => Err(Refus::Fatal),
        Reponse::TropLong => Err(Refus::TropLong),
    })
}
