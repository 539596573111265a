//! Until when each ENT is paid.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::arguments::{ARGUMENTS, FORMAT, Format, OPTIONS, format, jour, statut};
use super::{lecture, sortie};
use crate::domain::Population;
use crate::error::Result;
use crate::report::RapportAbonnements;
use crate::store::{Auteur, Store};

#[derive(Debug, Args)]
pub(super) struct Abonnements {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Ne garde que ceux qui finissent avant ce jour")]
    avant: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour regardé : 1/7/2020, 1er juillet 2020, hier… (par défaut, aujourd’hui)")]
    au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "STATUT", default_value = "public", hide_default_value = true,
          value_parser = statut, help = "public (par défaut), prive ou tous")]
    statut: Population,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte", hide_default_value = true,
          value_parser = format, help = FORMAT)]
    format: Format,
}

pub(super) fn abonnements(demande: &Abonnements, auteur: &Auteur) -> Result<()> {
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let au = demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui());
    let rapport = RapportAbonnements::new(&faits, au, demande.avant, demande.statut);
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => lecture::json(rapport.to_json()),
    }
}
