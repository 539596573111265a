//! Files as they arrive: found, read once, proven in other processes, which hand back their rows.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::coffre::{self, Phrase};
use crate::exchange::recu::{Lecteur, Recu};
use crate::store::etranger::{Export, Refus, Sorte, reconnait};

/// How the name of an export ends, in a folder.
const FINS: [&str; 2] = [".sqlite", ".sqlite.age"];

/// Files read at the same time, at most: each takes a process and its memory.
const ENSEMBLE: usize = 8;

/// Of these for each core: one waits for what the other is at.
const PAR_COEUR: usize = 2;

/// One file, read or put aside.
#[derive(Clone, Debug)]
pub struct Lu {
    /// Without its folder.
    pub nom: String,
    pub lu: Result<Box<Export>, Rejet>,
}

/// Why a file is put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejet {
    /// A word for scripts.
    pub code: &'static str,
    /// In a few words, for a list.
    pub court: String,
    /// What happened and what to do.
    pub phrase: String,
}

/// The files these names stand for, folders opened; each once, in order of name.
pub fn fichiers(chemins: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut fichiers = Vec::new();
    for chemin in chemins {
        if !chemin.is_dir() {
            fichiers.push(chemin.clone());
            continue;
        }
        let entrees = fs::read_dir(chemin).map_err(|e| Error::io(chemin, e))?;
        let trouves = entrees
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| is_export(p));
        let avant = fichiers.len();
        fichiers.extend(trouves);
        if fichiers.len() == avant {
            return Err(Error::Refused(format!(
                "Le dossier «\u{a0}{}\u{a0}» ne contient aucun envoi (fichiers .sqlite ou \
                 .sqlite.age). Choisissez le dossier où vous les avez enregistrés.",
                chemin.display()
            )));
        }
    }
    fichiers.sort();
    fichiers.dedup();
    Ok(fichiers)
}

fn is_export(chemin: &Path) -> bool {
    let nom = chemin.file_name().unwrap_or_default().to_string_lossy();
    let nom = nom.to_lowercase();
    FINS.iter().any(|fin| nom.ends_with(fin)) && !chemin.is_dir()
}

/// Reads and proves these files, each in a process apart, as many at a time as the machine does
/// well. One file that is refused never keeps the others out.
///
/// # Errors
/// Asked to stop, or no file can be examined at all.
pub fn lire(
    fichiers: &[PathBuf],
    phrase: Option<&Phrase>,
    progress: &mut Progress<'_>,
) -> Result<Vec<Lu>> {
    let ensemble = thread::available_parallelism()
        .map_or(1, |coeurs| PAR_COEUR * coeurs.get())
        .min(ENSEMBLE)
        .min(fichiers.len());
    let suivant = AtomicUsize::new(0);
    let mut lus: Vec<Option<Lu>> = fichiers.iter().map(|_| None).collect();
    thread::scope(|portee| {
        let (envoi, reponses) = channel();
        for _ in 0..ensemble {
            let (envoi, suivant) = (envoi.clone(), &suivant);
            portee.spawn(move || {
                let mut lecteur = Lecteur::default();
                loop {
                    let rang = suivant.fetch_add(1, Ordering::Relaxed);
                    let Some(fichier) = fichiers.get(rang) else {
                        break;
                    };
                    let lu = un_fichier(fichier, phrase, &mut lecteur);
                    // Nobody listens any more: the reading was stopped.
                    if envoi.send((rang, lu)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(envoi);
        for (fait, (rang, lu)) in reponses.iter().enumerate() {
            let total = fichiers.len() as u64;
            progress.step("Vérification des fichiers", fait as u64, total)?;
            lus[rang] = Some(lu?);
        }
        Ok::<_, Error>(())
    })?;
    Ok(lus.into_iter().flatten().collect())
}

fn un_fichier(chemin: &Path, phrase: Option<&Phrase>, lecteur: &mut Lecteur) -> Result<Lu> {
    let recu = match Recu::lire(chemin, phrase) {
        Ok(recu) => recu,
        Err(raison) => {
            let nom = chemin.file_name().unwrap_or(chemin.as_os_str());
            let scelle = coffre::is_sealed_file(chemin);
            return Ok(Lu {
                nom: nom.to_string_lossy().into_owned(),
                lu: Err(Rejet {
                    code: if scelle { "scelle" } else { "illisible" },
                    court: if scelle { "chiffré" } else { "illisible" }.to_owned(),
                    phrase: raison.user_message(),
                }),
            });
        }
    };
    if reconnait(&recu.octets) == Some(Sorte::Carnet) {
        let phrase = format!(
            "«\u{a0}{}\u{a0}» est un carnet\u{202f}: il se réunit (Échanges, Réunir) et ne se \
             consolide pas. Demandez à son auteur son fichier pour la DANE.",
            recu.nom
        );
        return Ok(Lu {
            nom: recu.nom,
            lu: Err(Rejet {
                code: "carnet",
                court: "un carnet, pas un envoi".to_owned(),
                phrase,
            }),
        });
    }
    let rejet = |refus: Refus| Rejet {
        code: refus.code(),
        court: refus.court().to_owned(),
        phrase: recu.refus(&refus).user_message(),
    };
    let lu = lecteur.lire(&recu.octets)?.map(Box::new).map_err(rejet);
    Ok(Lu { nom: recu.nom, lu })
}
