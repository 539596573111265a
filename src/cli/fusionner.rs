//! `carnet-ent fusionner` and `carnet-ent conflits`: carnets made one, and what two people say
//! differently.

use std::path::PathBuf;

use chrono::{DateTime, Local, SecondsFormat};
use clap::Args;
use serde::Serialize;

use super::arguments::{ARGUMENTS, Format, OPTIONS, format_import};
use super::{lecture, sortie};
use crate::domain::nombre::compte;
use crate::domain::{Faits, Id, PlanFusion};
use crate::error::{Error, Result};
use crate::exchange::coffre::Phrase;
use crate::exchange::{Progress, fusion};
use crate::store::{Auteur, Differend, Store};

#[derive(Debug, Args)]
pub(super) struct Fusionner {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet qui reçoit")]
    carnet: PathBuf,
    #[arg(help_heading = ARGUMENTS, value_name = "AUTRE", required = true,
          help = "Carnets à réunir à celui-ci, ou dossiers qui en contiennent")]
    autres: Vec<PathBuf>,
    #[arg(help_heading = OPTIONS, long, help = "Compare seulement : rien n’est écrit")]
    essai: bool,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier dont la première ligne est le mot de passe des fichiers chiffrés")]
    mot_de_passe_fichier: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format_import,
          help = "texte (par défaut) ou json")]
    format: Format,
}

#[derive(Debug, Args)]
pub(super) struct Conflits {
    #[arg(help_heading = ARGUMENTS, value_name = "CARNET", help = "Carnet à lire")]
    carnet: PathBuf,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format_import,
          help = "texte (par défaut) ou json")]
    format: Format,
}

/// The names of the fields are the contract of `--format json`, here and below.
#[derive(Serialize)]
struct Resultat<'a> {
    essai: bool,
    changements: u64,
    apports: Vec<ApportJson<'a>>,
    desaccords: &'a [String],
    doublons: Vec<DoublonJson<'a>>,
    refus: &'a [String],
}

#[derive(Serialize)]
struct ApportJson<'a> {
    sorte: &'a str,
    sort: &'a str,
    ecole: &'a str,
    libelle: &'a str,
}

#[derive(Serialize)]
struct DoublonJson<'a> {
    sorte: &'a str,
    phrase: &'a str,
}

pub(super) fn fusionner(demande: &Fusionner, auteur: &Auteur) -> Result<()> {
    let phrase = demande
        .mot_de_passe_fichier
        .as_deref()
        .map(Phrase::lire)
        .transpose()?;
    let mut store = if demande.essai {
        fusion::regarder(&demande.carnet, auteur)?
    } else {
        Store::open(&demande.carnet, auteur)?
    };
    let fichiers = fusion::fichiers(&demande.autres, Some(&demande.carnet))?;
    let lus = fusion::lire(&fichiers, phrase.as_ref(), auteur, &mut Progress::silent())?;
    let plan = if demande.essai {
        store.comparer(&lus.autres)?
    } else {
        fusion::reunir(&mut store, &lus.autres)?
    };
    match demande.format {
        Format::Json => {
            let resultat = Resultat {
                essai: demande.essai,
                changements: plan.changements,
                apports: plan
                    .apports
                    .iter()
                    .map(|a| ApportJson {
                        sorte: a.noms.0,
                        sort: a.sort.as_str(),
                        ecole: &a.ou,
                        libelle: &a.libelle,
                    })
                    .collect(),
                desaccords: &plan.desaccords,
                doublons: plan
                    .doublons
                    .iter()
                    .map(|d| DoublonJson {
                        sorte: d.sorte.as_str(),
                        phrase: &d.phrase,
                    })
                    .collect(),
                refus: &lus.refus,
            };
            lecture::json(serde_json::to_string_pretty(&resultat))?;
        }
        _ => texte(demande.essai, &plan, &store)?,
    }
    if lus.refus.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(lus.refus.join("\n")))
    }
}

fn texte(essai: bool, plan: &PlanFusion, store: &Store) -> Result<()> {
    if plan.rien {
        return sortie::dire_ligne(
            "Rien de nouveau\u{202f}: tout ce que disent ces carnets est déjà dans celui-ci.",
        );
    }
    sortie::dire_ligne(if essai {
        "Ce qui viendrait (essai, rien n’est écrit)\u{202f}:"
    } else {
        "Ce qui est venu\u{202f}:"
    })?;
    for ligne in plan.resume() {
        sortie::dire_ligne(&format!("  {ligne}"))?;
    }
    for (titre, phrases) in [
        ("Désaccords", plan.desaccords.clone()),
        (
            "Doublons probables",
            plan.doublons.iter().map(|d| d.phrase.clone()).collect(),
        ),
    ] {
        if !phrases.is_empty() {
            sortie::dire_ligne(&format!("{titre}\u{202f}:"))?;
            for phrase in phrases {
                sortie::dire_ligne(&format!("  {phrase}"))?;
            }
        }
    }
    let copy = store.retour()?.and_then(|f| f.sauvegarde);
    if let (false, Some(copy)) = (essai, copy) {
        sortie::dire_ligne(&format!(
            "Le carnet d’avant est gardé\u{202f}: {}",
            copy.display()
        ))?;
    }
    Ok(())
}

#[derive(Serialize)]
struct DifferendJson<'a> {
    ecole: String,
    objet: String,
    sorte: &'a str,
    champ: &'a str,
    avant: Option<&'a str>,
    versions: Vec<VersionJson<'a>>,
}

#[derive(Serialize)]
struct VersionJson<'a> {
    valeur: &'a str,
    personne: &'a str,
    /// RFC 3339, UTC.
    quand: String,
    recue: bool,
}

pub(super) fn conflits(demande: &Conflits, auteur: &Auteur) -> Result<()> {
    let store = fusion::regarder(&demande.carnet, auteur)?;
    let faits = store.faits()?;
    let differends = store.differends()?;
    let doublons = store.doublons(&faits)?;
    if demande.format == Format::Json {
        #[derive(Serialize)]
        struct Tout<'a> {
            desaccords: Vec<DifferendJson<'a>>,
            doublons: Vec<DoublonJson<'a>>,
        }
        let tout = Tout {
            desaccords: differends.iter().map(|d| en_json(d, &faits)).collect(),
            doublons: doublons
                .iter()
                .map(|d| DoublonJson {
                    sorte: d.sorte.as_str(),
                    phrase: &d.phrase,
                })
                .collect(),
        };
        return lecture::json(serde_json::to_string_pretty(&tout));
    }
    sortie::dire_ligne(&match differends.len() {
        0 => "Aucun désaccord.".to_owned(),
        n => format!("{}\u{202f}:", compte(n, "désaccord", "désaccords")),
    })?;
    for d in &differends {
        let ou = ecole(&faits, d.ecole);
        let ou = if ou.is_empty() { ou } else { format!("{ou}, ") };
        let champ = match &d.avant {
            _ if d.is_deletion() => String::new(),
            None => format!(", «\u{a0}{}\u{a0}»", d.nom_champ),
            Some(avant) => format!(", «\u{a0}{}\u{a0}» (avant\u{202f}: {avant})", d.nom_champ),
        };
        sortie::dire_ligne(&format!("{ou}{}{champ}", d.quoi))?;
        for v in &d.versions {
            let source = if v.recue { "reçu" } else { "ici" };
            sortie::dire_ligne(&format!(
                "  {} — {}, {} ({source})",
                v.texte,
                if v.personne.is_empty() {
                    "sans nom"
                } else {
                    &v.personne
                },
                jour(v.quand),
            ))?;
        }
    }
    if !doublons.is_empty() {
        let n = doublons.len();
        sortie::dire_ligne(&format!(
            "{}\u{202f}:",
            compte(n, "doublon probable", "doublons probables")
        ))?;
        for d in &doublons {
            sortie::dire_ligne(&format!("  {}", d.phrase))?;
        }
    }
    Ok(())
}

fn en_json<'a>(d: &'a Differend, faits: &Faits) -> DifferendJson<'a> {
    DifferendJson {
        ecole: ecole(faits, d.ecole),
        objet: d.objet.to_string(),
        sorte: d.genre.as_str(),
        champ: &d.champ,
        avant: d.avant.as_deref(),
        versions: d
            .versions
            .iter()
            .map(|v| VersionJson {
                valeur: &v.texte,
                personne: &v.personne,
                quand: DateTime::from_timestamp_millis(v.quand).map_or_else(String::new, |i| {
                    i.to_rfc3339_opts(SecondsFormat::Secs, true)
                }),
                recue: v.recue,
            })
            .collect(),
    }
}

/// « École Élise (0880001Y) »; empty for what is of no school.
fn ecole(faits: &Faits, id: Option<Id>) -> String {
    id.and_then(|id| faits.ecoles.iter().find(|e| e.id == id))
        .map_or_else(String::new, |e| {
            let (situation, _) = e.au(chrono::NaiveDate::MAX);
            format!("{} ({})", situation.nom, e.uai)
        })
}

fn jour(millisecondes: i64) -> String {
    DateTime::from_timestamp_millis(millisecondes).map_or_else(String::new, |i| {
        crate::domain::date::date_longue(i.with_timezone(&Local).date_naive())
    })
}
