//! `carnet-ent visites`: the visits of a carnet, and what every question on the field asks.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::arguments::{ARGUMENTS, FORMAT, Format, OPTIONS, format, jour};
use super::lecture::json;
use super::sortie;
use crate::domain::{Faits, Id, Uai};
use crate::error::{Error, Result};
use crate::report::{Periode, RapportVisites};
use crate::store::{Auteur, Store};

/// A carnet, a period, a school, a format.
#[derive(Debug, Args)]
pub(super) struct Terrain {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    pub(super) carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Premier jour, compris : 1/9/2025, 1er septembre 2025, hier…")]
    depuis: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Dernier jour, compris")]
    au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "UAI", value_parser = uai,
          help = "Ne garde que cette école")]
    ecole: Option<Uai>,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format, help = FORMAT)]
    pub(super) format: Format,
}

impl Terrain {
    /// The period, when its ends are in order.
    pub(super) fn periode(&self) -> Result<Periode> {
        let (depuis, au) = (self.depuis, self.au);
        if depuis.zip(au).is_some_and(|(depuis, au)| au < depuis) {
            return Err(Error::Invalid(
                "La période finit avant de commencer\u{202f}: échangez --depuis et --au."
                    .to_owned(),
            ));
        }
        Ok(Periode { depuis, au })
    }

    /// The school, when the carnet follows it.
    pub(super) fn ecole(&self, faits: &Faits) -> Result<Option<Id>> {
        self.ecole.map(|uai| known_school(faits, uai)).transpose()
    }
}

/// The school of this UAI; refused when the carnet does not follow it.
pub(super) fn known_school(faits: &Faits, uai: Uai) -> Result<Id> {
    let uai = uai.as_str();
    let connue = faits.ecole_uai(uai).map(|ecole| ecole.id);
    connue.ok_or_else(|| {
        Error::Invalid(format!(
            "L’école {uai} n’est pas dans ce carnet. Vérifiez son UAI avec «\u{a0}carnet-ent \
             ecoles\u{a0}»."
        ))
    })
}

pub(super) fn uai(texte: &str) -> std::result::Result<Uai, String> {
    Uai::parse(texte).map_err(|erreur| erreur.to_string())
}

pub(super) fn visites(demande: &Terrain, auteur: &Auteur) -> Result<()> {
    let periode = demande.periode()?;
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let ecole = demande.ecole(&faits)?;
    let rapport = RapportVisites::new(&faits, periode, ecole, auteur.horloge.aujourdhui());
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => json(rapport.to_json()),
    }
}
