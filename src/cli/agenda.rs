//! `carnet-ent agenda`: what stands on each day, on the screen or for another calendar.

use std::path::PathBuf;

use chrono::{Days, NaiveDate};
use clap::Args;

use super::arguments::{ARGUMENTS, FORMAT, Format, OPTIONS, format, jour};
use super::lecture::json;
use super::sortie;
use crate::domain::AnneeScolaire;
use crate::domain::calendrier::lundi;
use crate::domain::nombre::compte;
use crate::error::Result;
use crate::exchange::write_new;
use crate::report::{RapportAgenda, ics};
use crate::store::{Auteur, Store};

#[derive(Debug, Args)]
pub(super) struct Agenda {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "La semaine de ce jour ; par défaut, l’année scolaire en cours")]
    semaine: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Écrit un calendrier (ICS) pour Outlook, Thunderbird… ; rien n’est remplacé")]
    ics: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format, help = FORMAT)]
    format: Format,
}

/// From Monday to Sunday.
fn week(jour: NaiveDate) -> (NaiveDate, NaiveDate) {
    let lundi = lundi(jour);
    (lundi, lundi.checked_add_days(Days::new(6)).unwrap_or(lundi))
}

pub(super) fn agenda(demande: &Agenda, auteur: &Auteur) -> Result<()> {
    let aujourdhui = auteur.horloge.aujourdhui();
    let annee = AnneeScolaire::of(aujourdhui);
    let (de, a) = demande
        .semaine
        .map_or_else(|| (annee.debut(), annee.fin()), week);
    let faits = Store::open(&demande.carnet, auteur)?.faits()?;
    let rapport = RapportAgenda::new(&faits, de, a, aujourdhui);
    if let Some(fichier) = &demande.ics {
        let entrees = rapport.entrees();
        write_new(fichier, &ics(entrees, aujourdhui))?;
        let n = compte(entrees.len(), "entrée", "entrées");
        return sortie::dire_ligne(&format!(
            "Calendrier enregistré\u{202f}: {} ({n})",
            fichier.display()
        ));
    }
    match demande.format {
        Format::Texte => sortie::dire(&rapport.to_texte()),
        Format::Csv => sortie::dire(&rapport.to_csv()),
        Format::Json => json(rapport.to_json()),
    }
}
