//! The schools nobody has verified for long.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::arguments::{ARGUMENTS, FORMAT, Format, OPTIONS, format, jour, statut};
use super::{lecture, sortie};
use crate::domain::Population;
use crate::domain::fraicheur::{Anciennete, PEREMPTION};
use crate::error::Result;
use crate::report::RapportVerifications;
use crate::store::{Auteur, Store};

#[derive(Debug, Args)]
pub(super) struct VerifierEcoles {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DURÉE", value_parser = Anciennete::parse,
          help = "Vérifiées il y a plus longtemps : 12m (par défaut), 400j, 2a")]
    plus_vieux_que: Option<Anciennete>,
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

pub(super) fn verifier_ecoles(demande: &VerifierEcoles, auteur: &Auteur) -> Result<()> {
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let au = demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui());
    let age = demande.plus_vieux_que.unwrap_or(PEREMPTION);
    let rapport = RapportVerifications::new(&faits, au, age, demande.statut);
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => lecture::json(rapport.to_json()),
    }
}
