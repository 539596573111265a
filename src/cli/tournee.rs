//! `carnet-ent tournee`: the schools to see first, and why.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::arguments::{ARGUMENTS, FORMAT, Format, OPTIONS, format, jour, statut};
use super::lecture::json;
use super::sortie;
use super::visites::{known_school, uai};
use crate::domain::tournee::{Demande, tournee as schools};
use crate::domain::{Population, Uai};
use crate::error::Result;
use crate::report::RapportTournee;
use crate::store::{Auteur, Store};

#[derive(Debug, Args)]
pub(super) struct Tournee {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "UAI", value_parser = uai,
          help = "École d’où l’on part : la plus proche d’abord, à vol d’oiseau")]
    depuis: Option<Uai>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour regardé : 1/7/2020, 1er juillet 2020, hier… (par défaut, aujourd’hui)")]
    au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "STATUT", default_value = "public",
          hide_default_value = true, value_parser = statut,
          help = "public (par défaut), prive ou tous")]
    statut: Population,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format, help = FORMAT)]
    format: Format,
}

pub(super) fn tournee(demande: &Tournee, auteur: &Auteur) -> Result<()> {
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let voulue = Demande {
        depuis: demande
            .depuis
            .map(|uai| known_school(&faits, uai))
            .transpose()?,
        population: demande.statut,
        ..Demande::au(demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui()))
    }
    .pour(&auteur.personne, &auteur.fonction);
    let a_voir = schools(&faits, &voulue);
    let rapport = RapportTournee::new(&faits, &voulue, a_voir);
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => json(rapport.to_json()),
    }
}
