//! Files that somebody else made: proven in memory before one byte of them is believed.
//!
//! The protocol of `reliability.md` §3e over bytes that were read once: the header (`entete`), a
//! database in memory that can neither write, run a trigger nor reach another file (`ram`), a
//! structure that is one of ours to the letter, sound pages, sound values (`valeurs`), and then
//! what the content promises of itself: a carnet is what its journal says, each of its rows with
//! its fingerprint (`carnet`). Nothing here ever opens a path: SQLite sees no name, so that no
//! sidecar is read, no lock taken, nothing created beside a file received.
//!
//! All of it runs first in a child process (`systeme::enfant`), which a file may only take with it.

mod carnet;
mod entete;
mod fiche;
mod ram;
mod refus;
mod valeurs;

use super::{Auteur, Store};
use crate::error::Result;

pub use entete::{Sorte, TAILLE_MAX, TAILLE_MIN, reconnait};
pub use fiche::{Fiche, FicheCarnet};
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
    }
}

/// Somebody's carnet, in memory, at today's schema: everything in it was proven, and its journal
/// is that of the file, nothing added. It is there to be read and for [`Store::union`].
///
/// # Errors
/// `Error::Refused`, with the sentence that says why it is not believed.
pub fn carnet(octets: &[u8], auteur: &Auteur) -> Result<Store> {
    let prouve = match entete::lire(octets) {
        Ok((Sorte::Carnet, schema)) => carnet::prouver(octets, schema, auteur),
        Err(refus) => Err(refus),
    };
    prouve.map_err(|refus| refus.sur("Ce fichier"))
}
