//! The first hundred bytes of a foreign file, read by hand before SQLite sees any.

use serde::{Deserialize, Serialize};

use super::refus::Refus;
use crate::store::open::SCHEMA;
use crate::store::refus::APPLICATION_ID;

/// Bytes below which no database of ours is, and above which none is read.
pub const TAILLE_MIN: u64 = 512;
pub const TAILLE_MAX: u64 = 1 << 30;

const MAGIE: &[u8] = b"SQLite format 3\0";

/// Length of the header.
const ENTETE: usize = 100;

/// What a file of ours is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sorte {
    /// Somebody's carnet.
    Carnet,
}

/// What a file says it is, from its first bytes alone.
pub fn reconnait(octets: &[u8]) -> Option<Sorte> {
    let entete = octets.get(..ENTETE)?;
    if !entete.starts_with(MAGIE) {
        return None;
    }
    match mot(entete, 68) {
        APPLICATION_ID => Some(Sorte::Carnet),
        _ => None,
    }
}

fn mot(octets: &[u8], a: usize) -> i64 {
    octets
        .get(a..a + 4)
        .and_then(|quatre| quatre.try_into().ok())
        .map_or(0, |quatre| i64::from(u32::from_be_bytes(quatre)))
}

/// What the file is and the number of its schema, when its header is one that we write.
pub(super) fn lire(octets: &[u8]) -> Result<(Sorte, i64), Refus> {
    if octets.is_empty() {
        return Err(Refus::Vide);
    }
    if octets.len() as u64 > TAILLE_MAX {
        return Err(Refus::TropGros);
    }
    if !octets.starts_with(MAGIE) {
        return Err(Refus::AutreChose(aspect(octets).to_owned()));
    }
    if (octets.len() as u64) < TAILLE_MIN {
        return Err(Refus::Coupe);
    }
    let sorte = reconnait(octets).ok_or(Refus::AutreProgramme)?;
    let trouve = mot(octets, 60);
    let connu = match sorte {
        Sorte::Carnet => SCHEMA,
    };
    if trouve > connu {
        return Err(Refus::PlusRecent {
            sorte,
            trouve,
            connu,
        });
    }
    let faute = |detail: &str| Err(Refus::Entete(detail.to_owned()));
    if octets[18] == 2 || octets[19] == 2 {
        return Err(Refus::NonFerme);
    }
    let page = match u16::from_be_bytes([octets[16], octets[17]]) {
        1 => 65_536,
        autre => usize::from(autre),
    };
    if !page.is_power_of_two() || page < 512 {
        return faute("taille de page");
    }
    if (octets[18], octets[19], octets[20]) != (1, 1, 0) || octets[21..24] != [64, 32, 32] {
        return faute("format");
    }
    if mot(octets, 56) != 1 {
        return faute("codage des textes");
    }
    if octets[72..92].iter().any(|octet| *octet != 0) {
        return faute("zone réservée");
    }
    let pages = usize::try_from(mot(octets, 28)).unwrap_or(0);
    match pages.checked_mul(page) {
        Some(taille) if taille == octets.len() => Ok((sorte, trouve)),
        Some(taille) if taille > octets.len() => Err(Refus::Coupe),
        _ => faute("nombre de pages"),
    }
}

/// What a file that is no database looks like, and where to go with it.
fn aspect(octets: &[u8]) -> &'static str {
    if octets.starts_with(b"PK") {
        "Cela ressemble à un classeur ou à une archive\u{202f}: passez par «\u{a0}Importer\u{a0}», \
         ou sortez le fichier de l’archive."
    } else if octets.starts_with(b"%PDF") {
        "C’est un document PDF."
    } else if octets.iter().take(512).all(|o| *o >= 9) {
        "Pour un tableau ou un fichier officiel, passez par «\u{a0}Importer\u{a0}»."
    } else {
        "Choisissez le fichier .carnet ou .sqlite qui vous a été envoyé."
    }
}
