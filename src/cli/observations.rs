//! `carnet-ent observations`: what was seen in the schools of a carnet.

use super::arguments::Format;
use super::lecture::json;
use super::sortie;
use super::visites::Terrain;
use crate::error::Result;
use crate::report::RapportObservations;
use crate::store::{Auteur, Store};

pub(super) fn observations(demande: &Terrain, auteur: &Auteur) -> Result<()> {
    let periode = demande.periode()?;
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let ecole = demande.ecole(&faits)?;
    let rapport = RapportObservations::new(&faits, periode, ecole);
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => json(rapport.to_json()),
    }
}
