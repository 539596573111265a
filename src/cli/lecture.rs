//! Commands that answer a question and write nothing: schools, état des lieux, projects, doctor.

use super::arguments::{BilanDemande, Docteur, Ecoles, Format};
use super::sortie;
use crate::domain::bilan::bilan as compte;
use crate::domain::docteur::{Dossier, examiner};
use crate::error::{Error, Result};
use crate::report::{RapportBilan, RapportDocteur, RapportEcoles, RapportProjets};
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

pub(super) fn bilan(demande: &BilanDemande, auteur: &Auteur) -> Result<()> {
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let au = demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui());
    let bilan = compte(&faits, au, demande.par, demande.regle, demande.statut);
    let rapport = RapportBilan(&bilan);
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
    let texte =
        texte.map_err(|e| Error::Invalid(format!("La réponse ne s’écrit pas\u{202f}: {e}.")))?;
    sortie::dire_ligne(&texte)
}
