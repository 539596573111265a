//! Files that somebody else made: proven in memory before one byte of them is believed.
//!
//! The protocol of `reliability.md` §3e over bytes that were read once: the header (`entete`), a
//! database in memory that can neither write, run a trigger nor reach another file (`ram`), a
//! structure that is one of ours to the letter, sound pages, sound values (`valeurs`), and then
//! what the content promises of itself: a carnet is what its journal says, each of its rows with
//! its fingerprint (`carnet`); an export is what its fingerprints and totals say (`export`). Nothing here ever opens a path: SQLite sees no name, so that no
//! sidecar is read, no lock taken, nothing created beside a file received.
//!
//! All of it runs first in a child process (`systeme::enfant`), which a file may only take with it.

mod carnet;
mod comptes;
mod entete;
mod export;
mod fiche;
mod ram;
mod refus;
mod valeurs;

use super::{Auteur, Store};
use crate::error::{Error, Result};

pub use comptes::Comptee;
pub use entete::{Sorte, TAILLE_MAX, TAILLE_MIN, reconnait};
pub use export::Export;
pub use fiche::{CirconscriptionEnvoyee, Fiche, FicheCarnet, FicheExport};
pub use refus::Refus;

/// Rows a foreign file may hold, all tables together.
const LIGNES_MAX: i64 = 5_000_000;

/// Characters a cell may hold.
const CELLULE_MAX: usize = 100_000;

/// What a file is and says of itself, when every promise it makes holds.
pub fn examiner(octets: &[u8], auteur: &Auteur) -> Result<Fiche, Refus> {
    match entete::lire(octets)? {
        (Sorte::Carnet, schema) => {
            let store = carnet::prouver(octets, schema, auteur)?;
            Ok(Fiche::Carnet(carnet::fiche(&store, schema)?))
        }
        (Sorte::Export, _) => Ok(Fiche::Export(export::prouver(octets)?.fiche)),
    }
}

/// Somebody's carnet, in memory, at today's schema: everything in it was proven, and its journal
/// is that of the file, nothing added. It is there to be read and for [`Store::union`].
///
/// # Errors
/// `Error::Refused`, with the sentence that says why it is not believed.
pub fn carnet(octets: &[u8], auteur: &Auteur) -> Result<Store> {
    open(octets, auteur, carnet::prouver)
}

/// The carnet of bytes whose examination has just succeeded in the child process: what is proven is
/// not proven a second time.
pub fn carnet_examine(octets: &[u8], auteur: &Auteur) -> Result<Store> {
    open(octets, auteur, carnet::relire)
}

fn open(
    octets: &[u8],
    auteur: &Auteur,
    lire: impl FnOnce(&[u8], i64, &Auteur) -> Result<Store, Refus>,
) -> Result<Store> {
    let lu = match entete::lire(octets) {
        Ok((Sorte::Carnet, schema)) => lire(octets, schema, auteur),
        Ok((Sorte::Export, _)) => {
            return Err(Error::Refused(
                "Ce fichier est un envoi à la DANE, et non un carnet\u{202f}: il se consolide et ne \
                 se réunit pas."
                    .to_owned(),
            ));
        }
        Err(refus) => Err(refus),
    };
    lu.map_err(|refus| refus.sur("Ce fichier"))
}

/// Somebody's export, in memory: everything in it was proven.
pub fn export(octets: &[u8]) -> Result<Export, Refus> {
    open_export(octets, export::prouver)
}

/// The same of an export that was made here.
pub fn export_fait(octets: &[u8]) -> Result<Export, Refus> {
    open_export(octets, export::relire)
}

fn open_export(
    octets: &[u8],
    lire: impl FnOnce(&[u8]) -> Result<Export, Refus>,
) -> Result<Export, Refus> {
    match entete::lire(octets)? {
        (Sorte::Export, _) => lire(octets),
        (Sorte::Carnet, _) => Err(Refus::AutreChose(
            "C’est un carnet\u{202f}: il se réunit et ne se consolide pas.".to_owned(),
        )),
    }
}
