//! Exchange files under a passphrase: `age` files (scrypt), which any `age` program opens too.
//!
//! The phrase travels by another way than the file. What is sealed here is a finished file; what
//! is opened here is still a file received, to be proven like any other.

use std::io::{Read as _, Write as _};
use std::path::Path;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, scrypt};

use crate::error::{Error, Result};
use crate::store::etranger::TAILLE_MAX;

/// How a sealed file begins.
const ENTETE: &[u8] = b"age-encryption.org/v1\n";

/// What guessing one phrase costs: 2^17 rounds of scrypt, 128 MiB and half a second of an old
/// laptop.
const EFFORT: u8 = 17;

/// What a file received may ask for: the usual effort of the `age` program, 256 MiB.
const EFFORT_MAX: u8 = 18;

/// Longest phrase read from a file, in bytes.
const PHRASE_MAX: u64 = 4096;

/// Characters below which a phrase protects nothing.
const PHRASE_MIN: usize = 8;

/// A passphrase, never displayed.
#[derive(Clone, Debug)]
pub struct Phrase(SecretString);

impl Phrase {
    /// The phrase as typed; spaces at both ends are no part of it.
    pub fn new(texte: &str) -> Result<Self> {
        let texte = texte.trim();
        if texte.chars().count() < PHRASE_MIN {
            return Err(Error::Invalid(format!(
                "Le mot de passe est trop court\u{202f}: donnez-lui {PHRASE_MIN} caractères au \
                 moins, par exemple quatre mots."
            )));
        }
        Ok(Self(texte.to_owned().into()))
    }

    /// The first line of a file, for commands: a phrase on a command line stays in its history.
    pub fn lire(chemin: &Path) -> Result<Self> {
        let mut texte = String::new();
        std::fs::File::open(chemin)
            .and_then(|f| f.take(PHRASE_MAX).read_to_string(&mut texte))
            .map_err(|e| Error::io(chemin, e))?;
        Self::new(
            texte
                .trim_start_matches('\u{feff}')
                .lines()
                .next()
                .unwrap_or_default(),
        )
    }
}

/// Whether these bytes are a sealed file.
pub fn is_sealed(octets: &[u8]) -> bool {
    octets.starts_with(ENTETE)
}

/// Whether this file is a sealed one; one that cannot be read is none.
pub fn is_sealed_file(chemin: &Path) -> bool {
    let mut debut = Vec::new();
    std::fs::File::open(chemin)
        .and_then(|f| f.take(ENTETE.len() as u64).read_to_end(&mut debut))
        .is_ok_and(|_lus| is_sealed(&debut))
}

/// The finished file `octets`, under the phrase.
pub fn seal(octets: &[u8], phrase: &Phrase) -> Result<Vec<u8>> {
    let mut destinataire = scrypt::Recipient::new(phrase.0.clone());
    destinataire.set_work_factor(EFFORT);
    let refus = |e: &dyn std::fmt::Display| {
        Error::Refused(format!("Le fichier n’a pas pu être chiffré\u{202f}: {e}."))
    };
    let coffre = Encryptor::with_recipients(std::iter::once(&destinataire as &dyn age::Recipient))
        .map_err(|e| refus(&e))?;
    let mut scelle = Vec::with_capacity(octets.len() + octets.len() / 1000 + 1024);
    let mut sortie = coffre.wrap_output(&mut scelle).map_err(|e| refus(&e))?;
    sortie
        .write_all(octets)
        .and_then(|()| sortie.finish().map(drop))
        .map_err(|e| refus(&e))?;
    Ok(scelle)
}

/// What stands in a sealed file, at most what a foreign file may weigh.
///
/// # Errors
/// `Error::Refused`: another phrase, a damaged file, one sealed for somebody's key.
pub fn open(scelle: &[u8], phrase: &Phrase) -> Result<Vec<u8>> {
    let refus = |texte: &str| Error::Refused(texte.to_owned());
    let abime = "Le fichier chiffré est abîmé\u{202f}: demandez à son auteur de l’envoyer de \
                 nouveau.";
    let coffre = Decryptor::new(scelle).map_err(|_cause| refus(abime))?;
    if !coffre.is_scrypt() {
        return Err(refus(
            "Le fichier est chiffré pour une clé, et non par un mot de passe\u{202f}: demandez à \
             son auteur un mot de passe.",
        ));
    }
    let mut identite = scrypt::Identity::new(phrase.0.clone());
    identite.set_max_work_factor(EFFORT_MAX);
    let entree = coffre
        .decrypt(std::iter::once(&identite as &dyn age::Identity))
        .map_err(|cause| match cause {
            DecryptError::ExcessiveWork { .. } => refus(
                "Le fichier chiffré demande un calcul démesuré pour être ouvert\u{202f}: il n’est \
                 pas lu.",
            ),
            DecryptError::InvalidHeader | DecryptError::Io(_) | DecryptError::UnknownFormat => {
                refus(abime)
            }
            _ => refus(
                "Le mot de passe n’est pas celui de ce fichier\u{202f}: vérifiez-le auprès de son \
                 auteur.",
            ),
        })?;
    let mut octets = Vec::new();
    entree
        .take(TAILLE_MAX + 1)
        .read_to_end(&mut octets)
        .map_err(|_cause| refus(abime))?;
    if octets.len() as u64 > TAILLE_MAX {
        return Err(refus(
            "Le fichier déchiffré dépasse 1\u{a0}Gio\u{202f}: ce n’est ni un carnet ni un envoi de \
             Carnet ENT.",
        ));
    }
    Ok(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_phrase_only() {
        let phrase = Phrase::new("quatre mots sans rapport ").unwrap();
        let scelle = seal(b"un envoi", &phrase).unwrap();
        assert!(is_sealed(&scelle));
        assert!(!scelle.windows(8).any(|w| w == b"un envoi"));
        assert_eq!(open(&scelle, &phrase).unwrap(), b"un envoi");
        let autre = Phrase::new("quatre mots sans accord").unwrap();
        let refus = open(&scelle, &autre).unwrap_err().user_message();
        assert!(refus.contains("mot de passe n’est pas celui"), "{refus}");
        let mut abime = scelle.clone();
        let dernier = abime.len() - 1;
        abime[dernier] ^= 1;
        let refus = open(&abime, &phrase).unwrap_err().user_message();
        assert!(refus.contains("abîmé"), "{refus}");
        let refus = open(&scelle[..scelle.len() - 20], &phrase).unwrap_err();
        assert!(refus.user_message().contains("abîmé"), "{refus}");
    }

    #[test]
    fn a_phrase_too_short_is_refused_and_a_costly_file_is_not_tried() {
        assert!(Phrase::new("  court ").is_err());
        let phrase = Phrase::new("quatre mots sans rapport").unwrap();
        let texte = String::from_utf8_lossy(&seal(b"x", &phrase).unwrap()).into_owned();
        let ligne = texte.lines().nth(1).unwrap();
        assert!(ligne.ends_with(" 17"), "{ligne}");
        let mut couteux = seal(b"x", &phrase).unwrap();
        let place = couteux.windows(4).position(|w| w == b" 17\n").unwrap();
        couteux[place + 1..place + 3].copy_from_slice(b"40");
        let refus = open(&couteux, &phrase).unwrap_err().user_message();
        assert!(refus.contains("démesuré"), "{refus}");
    }
}
