//! `carnet-ent inspecter`: what a file received is, from whom, as of when, and whether every
//! promise it makes holds. Nothing is written, nothing of the file is kept.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Local};
use clap::Args;
use serde::Serialize;

use super::arguments::{ARGUMENTS, Format, OPTIONS, format_import};
use super::{lecture, sortie};
use crate::domain::date::date_longue;
use crate::domain::nombre::entier;
use crate::error::{Error, Result};
use crate::exchange::coffre::Phrase;
use crate::exchange::recu::{Examinateur, Recu};
use crate::store::Auteur;
use crate::store::etranger::{self, Fiche, FicheExport};
use crate::systeme::enfant;

#[derive(Debug, Args)]
pub(super) struct Inspecter {
    #[arg(help_heading = ARGUMENTS, value_name = "FICHIER", required = true,
          help = "Carnets ou envois reçus")]
    fichiers: Vec<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "FICHIER",
          help = "Fichier dont la première ligne est le mot de passe des fichiers chiffrés")]
    mot_de_passe_fichier: Option<PathBuf>,
    #[arg(help_heading = OPTIONS, long, value_name = "FORMAT", default_value = "texte",
          hide_default_value = true, value_parser = format_import,
          help = "texte (par défaut) ou json")]
    format: Format,
}

/// What is said of one file. The names of the fields are the contract of `--format json`.
#[derive(Serialize)]
struct Resultat<'a> {
    fichier: &'a Path,
    verifie: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fiche: Option<Fiche>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refus: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raison: Option<String>,
}

pub(super) fn inspecter(demande: &Inspecter) -> Result<()> {
    let phrase = demande
        .mot_de_passe_fichier
        .as_deref()
        .map(Phrase::lire)
        .transpose()?;
    let mut examinateur = Examinateur::default();
    let mut resultats = Vec::with_capacity(demande.fichiers.len());
    for chemin in &demande.fichiers {
        let resultat = un_fichier(chemin, phrase.as_ref(), &mut examinateur)?;
        if let (Format::Texte, Some(fiche)) = (demande.format, &resultat.fiche) {
            sortie::dire(&texte(chemin, fiche))?;
        }
        resultats.push(resultat);
    }
    if demande.format == Format::Json {
        lecture::json(serde_json::to_string_pretty(&resultats))?;
    }
    let raisons: Vec<String> = resultats.into_iter().filter_map(|r| r.raison).collect();
    if raisons.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(raisons.join("\n")))
    }
}

fn un_fichier<'a>(
    chemin: &'a Path,
    phrase: Option<&Phrase>,
    examinateur: &mut Examinateur,
) -> Result<Resultat<'a>> {
    let refuse = |refus, raison: Error| Resultat {
        fichier: chemin,
        verifie: false,
        fiche: None,
        refus: Some(refus),
        raison: Some(raison.user_message()),
    };
    let recu = match Recu::lire(chemin, phrase) {
        Ok(recu) => recu,
        Err(raison) => return Ok(refuse("illisible", raison)),
    };
    Ok(match examinateur.examiner(&recu.octets)? {
        Ok(fiche) => Resultat {
            fichier: chemin,
            verifie: true,
            fiche: Some(fiche),
            refus: None,
            raison: None,
        },
        Err(refus) => refuse(refus.code(), recu.refus(&refus)),
    })
}

fn texte(chemin: &Path, fiche: &Fiche) -> String {
    let (quoi, lignes) = match fiche {
        Fiche::Carnet(carnet) => {
            let qui = if carnet.personnes.is_empty() {
                "sans nom".to_owned()
            } else {
                carnet.personnes.join(", ")
            };
            let quand = carnet
                .ecrit_le
                .and_then(DateTime::from_timestamp_millis)
                .map_or_else(
                    || "jamais".to_owned(),
                    |instant| date_longue(instant.with_timezone(&Local).date_naive()),
                );
            let lignes = vec![
                ("De", qui),
                ("Écrit pour la dernière fois", quand),
                ("Écoles", entier(carnet.ecoles)),
                ("Opérations", entier(carnet.operations)),
                ("Écritures", entier(carnet.changements)),
                ("Lignes", entier(carnet.lignes)),
                ("Schéma", carnet.schema.to_string()),
            ];
            ("un carnet", lignes)
        }
        Fiche::Export(export) => ("un envoi à la DANE", de_l_envoi(export)),
    };
    let mut texte = format!("{}\u{202f}: {quoi}, vérifié.\n", chemin.display());
    for (nom, valeur) in lignes {
        texte.extend(["  ", nom, "\u{202f}: ", &valeur, "\n"]);
    }
    texte.extend(["  Empreinte\u{202f}: ", &fiche.lettres(), "\n"]);
    texte
}

fn de_l_envoi(export: &FicheExport) -> Vec<(&'static str, String)> {
    let au = export
        .au
        .parse()
        .map_or_else(|_| export.au.clone(), date_longue);
    let reserve = match (export.noms, export.textes) {
        (false, false) => "ni nom de personne, ni texte libre",
        (true, false) => "des noms de personnes",
        (false, true) => "des textes libres",
        (true, true) => "des noms de personnes et des textes libres",
    };
    let mut lignes = vec![
        ("De", export.perimetre.clone()),
        ("Au", au),
        ("Écoles publiques ouvertes", entier(export.ecoles)),
        ("Avec ENT", entier(export.avec_ent)),
        ("Lignes", entier(export.lignes)),
        ("Contient", reserve.to_owned()),
        ("Écrit par", export.programme.clone()),
        ("Carnet d’origine", export.producteur.clone()),
    ];
    lignes.extend(export.sources.clone().map(|s| ("Fait de", s)));
    lignes.extend(export.manquants.clone().map(|m| ("Il manque", m)));
    lignes
}

/// `carnet-ent _examiner`: the child process that looks at files received, for the others.
pub(super) fn servir() -> Result<ExitCode> {
    let auteur = Auteur::default();
    enfant::servir(|octets| {
        let verdict = etranger::examiner(&octets, &auteur);
        serde_json::to_string(&verdict).unwrap_or_default()
    })?;
    Ok(ExitCode::SUCCESS)
}
