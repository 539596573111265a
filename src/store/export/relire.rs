//! Reading again what was written, as whoever receives it will.

use crate::error::Result;
use crate::store::etranger;

/// The fingerprint of these bytes in hexadecimal, when they are an export that keeps every promise.
pub fn verify(octets: &[u8]) -> Result<String> {
    match etranger::export_fait(octets) {
        Ok(export) => Ok(export.fiche.empreinte),
        Err(refus) => Err(refus.sur("Le fichier écrit")),
    }
}
