//! `carnet-ent exporter`: the file for the DANE, and what is said of it.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::arguments::{ARGUMENTS, Format, OPTIONS, format_import, jour};
use super::lecture::json;
use super::sortie;
use crate::domain::Faits;
use crate::domain::date::date_longue;
use crate::domain::nombre::entier;
use crate::domain::texte::sans_accents;
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::coffre::Phrase;
use crate::exchange::envoi::{self, DemandeEnvoi, Destination, Envoi, Partie, Perimetre, parties};
use crate::report::{Colonne, Tableau};
use crate::store::export::{Avec, CleEnvoi};
use crate::store::{Auteur, Store};

#[derive(Debug, Args)]
pub(super) struct Exporter {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à envoyer")]
    carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier à écrire, par exemple epinal-2020-07-01.sqlite")]
    sortie: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "DATE", value_parser = jour,
          help = "Jour décrit : 1/7/2020, 1er juillet 2020, hier… (par défaut, aujourd’hui)")]
    au: Option<NaiveDate>,
    #[arg(help_heading = OPTIONS, long = "circonscription", value_name = "NOM",
          help = "N’envoie que cette circonscription ; l’option se répète")]
    circonscriptions: Vec<String>,
    #[arg(help_heading = OPTIONS, long, value_name = "noms,textes", value_delimiter = ',',
          value_parser = avec,
          help = "Envoie aussi les noms de personnes, les textes libres")]
    avec: Vec<Quoi>,
    #[arg(help_heading = OPTIONS, long,
          help = "Remplace un envoi précédent qui porte ce nom ; aucun autre fichier ne l’est")]
    remplacer: bool,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier dont la première ligne est un mot de passe : l’envoi est chiffré (.age)")]
    mot_de_passe_fichier: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format_import,
          help = "texte (par défaut) ou json")]
    format: Format,
}

/// What leaves on demand only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoi {
    Noms,
    Textes,
}

fn avec(texte: &str) -> std::result::Result<Quoi, String> {
    let nom = |quoi| match quoi {
        Quoi::Noms => "noms",
        Quoi::Textes => "textes",
    };
    super::arguments::parmi(&[Quoi::Noms, Quoi::Textes], nom, texte)
}

pub(super) fn exporter(demande: &Exporter, auteur: &Auteur) -> Result<()> {
    let mut store = Store::open(&demande.carnet, auteur)?;
    let faits = store.faits()?;
    let au = demande.au.unwrap_or_else(|| auteur.horloge.aujourdhui());
    let voulu = DemandeEnvoi {
        au,
        perimetre: perimetre(&faits, au, &demande.circonscriptions)?,
        avec: Avec {
            noms: demande.avec.contains(&Quoi::Noms),
            textes: demande.avec.contains(&Quoi::Textes),
        },
    };
    let phrase = demande
        .mot_de_passe_fichier
        .as_deref()
        .map(Phrase::lire)
        .transpose()?;
    let destination = Destination::new(&demande.sortie, demande.remplacer, phrase.as_ref());
    let envoi = envoi::ecrire(
        &mut store,
        &faits,
        (&voulu, &CleEnvoi::random()),
        &destination,
        &mut Progress::silent(),
    )?;
    let chemin = destination.chemin();
    let fichier = (chemin.file_name()).map_or_else(String::new, |n| n.to_string_lossy().into());
    let chemin = chemin.display().to_string();
    match demande.format {
        Format::Json => json(serde_json::to_string_pretty(&Reponse::new(&envoi, &chemin))),
        _ => sortie::dire(&texte(&envoi, &chemin, &fichier)),
    }
}

/// The circonscriptions of these names, accents and case aside.
fn perimetre(faits: &Faits, au: NaiveDate, noms: &[String]) -> Result<Perimetre> {
    if noms.is_empty() {
        return Ok(Perimetre::Tout);
    }
    let connues = parties(faits, au);
    let choisies = noms.iter().map(|nom| {
        let voulu = sans_accents(nom.trim());
        let trouvee = |p: &&Partie| p.id.is_some() && sans_accents(&p.nom) == voulu;
        let mut trouvees = connues.iter().filter(trouvee);
        match (trouvees.next(), trouvees.next()) {
            (Some(seule), None) => Ok(seule.id),
            (Some(_), Some(_)) => Err(Error::Invalid(format!(
                "Deux circonscriptions s’appellent «\u{a0}{}\u{a0}»\u{202f}: choisissez-les dans la \
                 fenêtre.",
                nom.trim()
            ))),
            (None, _) => {
                let exemples: Vec<&str> = connues.iter().take(12).map(|p| &*p.nom).collect();
                Err(Error::Invalid(format!(
                    "Aucune circonscription du carnet ne s’appelle «\u{a0}{}\u{a0}» au {}. Écrivez \
                     par exemple\u{202f}: {}.",
                    nom.trim(),
                    date_longue(au),
                    exemples.join(", ")
                )))
            }
        }
    });
    choisies.collect::<Result<_>>().map(Perimetre::Parties)
}

fn texte(envoi: &Envoi, chemin: &str, fichier: &str) -> String {
    let tableau = Tableau {
        colonnes: vec![Colonne::texte("Table"), Colonne::nombre("Lignes", "Lignes")],
        lignes: envoi
            .comptes()
            .map(|(nom, lignes)| vec![nom.to_owned(), entier(lignes as u64)])
            .collect(),
        total: None,
    };
    let laisses: Vec<String> = envoi
        .laisses
        .iter()
        .map(|laisse| format!("  {}\n", laisse.phrase()))
        .collect();
    let restent = if laisses.is_empty() {
        String::new()
    } else {
        format!("\nRestent dans le carnet\n\n{}", laisses.concat())
    };
    format!(
        "Écrit\u{202f}: {chemin}\n\nPérimètre\u{202f}: {}\nSituation au {}\n{}\nRenseigné à\u{202f}: {}\n\n{}\
         {restent}\nEmpreinte\u{202f}: {}\n\nÀ coller dans le message\n\n{}",
        envoi.perimetre,
        date_longue(envoi.demande.au),
        envoi.resume(),
        envoi.completude_dite(),
        tableau.to_texte(),
        envoi.empreinte.lettres(),
        envoi.message(fichier)
    )
}

/// For scripts.
#[derive(Serialize)]
struct Reponse<'a> {
    fichier: &'a str,
    perimetre: &'a str,
    au: String,
    ecoles: u64,
    avec_ent: u64,
    complet: u64,
    complet_sur: u64,
    tables: Vec<TableJson>,
    laisses: Vec<LaisseJson>,
    empreinte: String,
    empreinte_lettres: String,
}

#[derive(Serialize)]
struct TableJson {
    nom: &'static str,
    lignes: usize,
}

#[derive(Serialize)]
struct LaisseJson {
    quoi: &'static str,
    combien: usize,
    pourquoi: &'static str,
}

impl<'a> Reponse<'a> {
    fn new(envoi: &'a Envoi, fichier: &'a str) -> Self {
        let score = envoi.completude.score();
        Self {
            fichier,
            perimetre: &envoi.perimetre,
            au: envoi.demande.au.to_string(),
            ecoles: envoi.compte.ecoles,
            avec_ent: envoi.compte.avec_ent,
            complet: score.map_or(0, |s| s.numerateur()),
            complet_sur: score.map_or(0, |s| s.denominateur()),
            tables: envoi
                .comptes()
                .map(|(nom, lignes)| TableJson { nom, lignes })
                .collect(),
            laisses: envoi
                .laisses
                .iter()
                .map(|l| LaisseJson {
                    quoi: l.quoi.1,
                    combien: l.combien,
                    pourquoi: l.pourquoi,
                })
                .collect(),
            empreinte: envoi.empreinte.hexa(),
            empreinte_lettres: envoi.empreinte.lettres(),
        }
    }
}
