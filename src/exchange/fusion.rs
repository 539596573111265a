//! Carnets received from colleagues: found, proven, and handed to the store to be compared or
//! brought in.
//!
//! A folder stands for the carnets in it, so that the « conflict copies » a sync client leaves are
//! brought in like any other file: they share the sessions of the carnet they were copied from.
//! One file that is refused never keeps the others out.

use std::fs;
use std::path::{Path, PathBuf};

use super::Progress;
use super::coffre::{self, Phrase};
use super::recu::{Examinateur, Recu};
use crate::domain::PlanFusion;
use crate::error::{Error, Result};
use crate::store::etranger::{self, Fiche};
use crate::store::{Auteur, Autre, Store};

/// The carnets that were proven, and why the others were not.
#[derive(Default)]
pub struct Lus {
    pub autres: Vec<Autre>,
    /// One sentence each.
    pub refus: Vec<String>,
    /// Those of them that a passphrase would open.
    pub scelles: Vec<PathBuf>,
}

/// Copies the program itself leaves beside a carnet: what they hold is there already.
const COPIES: [&str; 2] = [" (avant fusion ", " (avant mise à niveau, "];

/// The files these names stand for, folders opened; the carnet itself is none of them.
pub fn fichiers(chemins: &[PathBuf], carnet: Option<&Path>) -> Result<Vec<PathBuf>> {
    let real = |p: &Path| fs::canonicalize(p).ok();
    let mien = carnet.and_then(real);
    let mut fichiers = Vec::new();
    for chemin in chemins {
        if !chemin.is_dir() {
            if mien.is_some() && real(chemin) == mien {
                return Err(Error::Refused(
                    "C’est le carnet lui-même\u{202f}: choisissez celui d’un collègue, ou une \
                     copie."
                        .to_owned(),
                ));
            }
            fichiers.push(chemin.clone());
            continue;
        }
        let entries = fs::read_dir(chemin).map_err(|e| Error::io(chemin, e))?;
        let mut carnets: Vec<PathBuf> = entries
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| {
                p.extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("carnet"))
            })
            .filter(|p| {
                let nom = p.file_name().unwrap_or_default().to_string_lossy();
                !COPIES.iter().any(|copie| nom.contains(copie))
            })
            .filter(|p| mien.is_none() || real(p) != mien)
            .collect();
        carnets.sort();
        if carnets.is_empty() {
            return Err(Error::Refused(format!(
                "Le dossier «\u{a0}{}\u{a0}» ne contient aucun autre carnet. Choisissez le \
                 dossier, ou le fichier, qui vous a été envoyé.",
                chemin.display()
            )));
        }
        fichiers.append(&mut carnets);
    }
    fichiers.dedup();
    Ok(fichiers)
}

/// Reads and proves these files, each examined first in a process of its own.
///
/// # Errors
/// Asked to stop, or no examination is possible at all.
pub fn lire(
    fichiers: &[PathBuf],
    phrase: Option<&Phrase>,
    auteur: &Auteur,
    progress: &mut Progress<'_>,
) -> Result<Lus> {
    let mut examinateur = Examinateur::default();
    let mut lus = Lus::default();
    for (rang, fichier) in fichiers.iter().enumerate() {
        progress.step(
            "Vérification du fichier",
            rang as u64,
            fichiers.len() as u64,
        )?;
        let recu = match Recu::lire(fichier, phrase) {
            Ok(recu) => recu,
            Err(raison) => {
                lus.refus.push(raison.user_message());
                if coffre::is_sealed_file(fichier) {
                    lus.scelles.push(fichier.clone());
                }
                continue;
            }
        };
        match examinateur.examiner(&recu.octets)? {
            Ok(Fiche::Carnet(_)) => match etranger::carnet_examine(&recu.octets, auteur) {
                Ok(store) => lus.autres.push(Autre {
                    nom: recu.nom,
                    store,
                }),
                Err(raison) => lus.refus.push(raison.user_message()),
            },
            Ok(Fiche::Export(_)) => lus.refus.push(format!(
                "«\u{a0}{}\u{a0}» est un envoi à la DANE, pas un carnet\u{202f}: demandez à votre \
                 collègue son fichier .carnet.",
                recu.nom
            )),
            Err(refus) => lus.refus.push(recu.refus(&refus).user_message()),
        }
    }
    Ok(lus)
}

/// The carnet of these files' receiver, to be read and no more: one of an older schema is brought
/// up to date in memory, and its file stays as it is.
pub fn regarder(carnet: &Path, auteur: &Auteur) -> Result<Store> {
    if Store::is_older(carnet)? {
        etranger::carnet(&Recu::lire(carnet, None)?.octets, auteur)
    } else {
        Store::open(carnet, auteur)
    }
}

/// Brings them in, after a verified copy of the carnet; a merge that brings nothing leaves none.
pub fn reunir(store: &mut Store, autres: &[Autre]) -> Result<PlanFusion> {
    let plan = store.comparer(autres)?;
    let copy = if plan.rien {
        None
    } else {
        store.sauvegarder()?
    };
    store.reunir(autres, copy.as_deref())
}
