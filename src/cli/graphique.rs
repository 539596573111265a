//! `carnet-ent graphique`: a chart as SVG, PNG, or its figures as a table.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::arguments::{ARGUMENTS, OPTIONS, REGLE, jour, par, regle, statut};
use super::sortie;
use crate::domain::nom_graphique::NomGraphique;
use crate::domain::texte::sans_accents;
use crate::domain::{Par, Population, Regle};
use crate::error::{Error, Result};
use crate::exchange::write_new;
use crate::report::graphique::{Cadrage, png, svg, tableau};
use crate::report::graphiques::{DemandeGraphique, graphique as draw};
use crate::store::{Auteur, Store};

/// Pixels of a PNG for each unit of its SVG: sharp on paper and on a slide.
const ECHELLE: f32 = 2.0;

#[derive(Debug, Args)]
pub(super) struct Graphique {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", required_unless_present = "liste",
          help = "Carnet à lire")]
    carnet: Option<PathBuf>,
    #[arg(help_heading = ARGUMENTS, value_name = "NOM", required_unless_present = "liste",
          help = "Graphique à dessiner ; --liste dit lesquels")]
    nom: Option<String>,
    #[arg(help_heading = OPTIONS, long, help = "Liste les graphiques")]
    liste: bool,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier à écrire, en .svg, .png, .csv ou .txt ; sans lui, le tableau s’affiche")]
    sortie: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour regardé : 1/7/2020, 1er juillet 2020, hier… (par défaut, aujourd’hui)")]
    au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long, value_name = "GROUPE", default_value = "departement", hide_default_value = true,
          value_parser = par,
          help = "Barres de « taux » : departement (par défaut), circonscription, secteur, commune, solution, rep, rpi, nature, ips, financement ou projet")]
    par: Par,
    #[arg(help_heading = OPTIONS, long, value_name = "RÈGLE", default_value = "classe", hide_default_value = true,
          value_parser = regle, help = REGLE)]
    regle: Regle,
    #[arg(help_heading = OPTIONS, long, value_name = "STATUT", default_value = "public", hide_default_value = true,
          value_parser = statut, help = "public (par défaut), prive ou tous")]
    statut: Population,
}

pub(super) fn graphique(demande: &Graphique, auteur: &Auteur) -> Result<()> {
    let (Some(carnet), Some(nom), false) = (&demande.carnet, &demande.nom, demande.liste) else {
        for nom in NomGraphique::ALL {
            sortie::dire_ligne(&format!("{:<12} {}", nom.as_str(), nom.libelle()))?;
        }
        return Ok(());
    };
    let voulu = sans_accents(nom.trim());
    let nom = NomGraphique::ALL
        .into_iter()
        .find(|n| n.as_str() == voulu)
        .ok_or_else(|| {
            let noms = NomGraphique::ALL.map(NomGraphique::as_str).join(", ");
            Error::Invalid(format!(
                "Aucun graphique ne s’appelle «\u{a0}{}\u{a0}»\u{202f}: choisissez parmi {noms}.",
                nom.trim()
            ))
        })?;
    let store = Store::open(carnet, auteur)?;
    let voulu = DemandeGraphique {
        au: demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui()),
        par: demande.par,
        regle: demande.regle,
        population: demande.statut,
    };
    let (de, a) = voulu.semaines();
    let audience = store.audience(de, a, None)?;
    let graphique = draw(&store.faits()?, &audience, nom, &voulu);
    let Some(fichier) = &demande.sortie else {
        let texte = tableau(&graphique).to_texte();
        return sortie::dire(&format!(
            "{}\n{}\n\n{texte}",
            graphique.titre,
            graphique.compte.join("\n")
        ));
    };
    let octets = match extension(fichier).as_str() {
        "svg" => svg(&graphique, Cadrage::Seul).into_bytes(),
        "png" => png(&svg(&graphique, Cadrage::Seul), ECHELLE)?,
        "csv" => tableau(&graphique).to_csv().into_bytes(),
        "txt" => tableau(&graphique).to_texte().into_bytes(),
        _ => {
            return Err(Error::Invalid(
                "Le nom du fichier dit le format\u{202f}: finissez-le par .svg, .png, .csv ou .txt."
                    .to_owned(),
            ));
        }
    };
    write_new(fichier, &octets)?;
    sortie::dire_ligne(&format!("Écrit\u{202f}: {}", fichier.display()))
}

fn extension(fichier: &Path) -> String {
    fichier
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}
