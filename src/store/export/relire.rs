//! Reading again what was written, as whoever receives it will.

use super::empreinte::Empreinte;
use crate::error::Result;
use crate::store::etranger;

/// The fingerprint of these bytes, when they are an export that keeps every promise.
pub fn verify(octets: &[u8]) -> Result<Empreinte> {
    match etranger::export(octets) {
        Ok(export) => Ok(export.empreinte),
        Err(refus) => Err(refus.sur("Le fichier écrit")),
    }
}
