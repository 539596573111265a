//! Commands that answer a question and write nothing: schools, projects, doctor.

use super::arguments::{Docteur, Ecoles, Format};
use super::sortie;
use crate::domain::docteur::{Dossier, examiner};
use crate::error::{Error, Result};
use crate::report::{RapportDocteur, RapportEcoles, RapportProjets};
use crate::store::{Auteur, Store};

pub(super) fn ecoles(demande: &Ecoles, auteur: &Auteur) -> Result<()> {
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let au = demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui());
    let rapport = RapportEcoles::new(&faits, au, demande.regle);
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => json(rapport.to_json()),
    }
}

pub(super) fn projets(demande: &Ecoles, auteur: &Auteur) -> Result<()> {
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let au = demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui());
    let rapport = RapportProjets::new(&faits, au, demande.regle);
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => json(rapport.to_json()),
    }
}

pub(super) fn docteur(demande: &Docteur, auteur: &Auteur) -> Result<()> {
    let store = Store::open(&demande.carnet, auteur)?;
    let dossier = Dossier {
        faits: &store.faits()?,
        registre: &store.registre()?,
        desaccords: &store.desaccords()?,
    };
    let au = demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui());
    let constats = examiner(dossier, au);
    let rapport = RapportDocteur::new(&constats, au);
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => json(rapport.to_json()),
    }
}

/// Writes a value for scripts.
pub(super) fn json(texte: serde_json::Result<String>) -> Result<()> {
    sortie::dire_ligne(&json_texte(texte)?)
}

/// A value for scripts, or why it cannot be written.
pub(super) fn json_texte(texte: serde_json::Result<String>) -> Result<String> {
    texte.map_err(|e| Error::Invalid(format!("La réponse ne s’écrit pas\u{202f}: {e}.")))
}
