//! Drafts: what is written beside its place before it takes its name, and what a kill leaves of it.
//!
//! A carnet is made or copied in a hidden folder, where SQLite lays its journal too; an export is
//! one hidden file. Both go by themselves, unless the program is killed.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, TempDir, TempPath};

use super::open::folder_of;
use crate::error::{Error, Result};

/// How a name of ours begins and ends; letters are drawn between.
type Nom = (&'static str, &'static str);

const DOSSIER: Nom = (".carnet-", "");
const CARNET: Nom = (".tmp", "");
const JOURNAL: Nom = (".tmp", "-journal");
const ENVOI: Nom = (".envoi-carnet-ent-", ".part");

/// Letters drawn.
const HASARD: usize = 6;

/// After that long without a write, whoever was writing a draft is gone.
const ABANDON: Duration = Duration::from_hours(1);

fn builder<'a>((debut, fin): (&'a str, &'a str)) -> Builder<'a, 'a> {
    let mut builder = Builder::new();
    builder.prefix(debut).suffix(fin).rand_bytes(HASARD);
    builder
}

/// An empty file in a hidden folder beside `path`, so that taking its name is one rename; the
/// folder and whatever is left in it go when dropped.
pub(super) fn carnet(path: &Path) -> Result<(TempDir, TempPath)> {
    let beside = folder_of(path);
    sweep(&beside);
    let io = |e| Error::io(&beside, e);
    let folder = builder(DOSSIER).tempdir_in(&beside).map_err(io)?;
    let draft = builder(CARNET).tempfile_in(folder.path()).map_err(io)?;
    Ok((folder, draft.into_temp_path()))
}

/// An empty file beside `path`, for an export; it goes when dropped.
pub(super) fn envoi(path: &Path) -> Result<NamedTempFile> {
    let beside = folder_of(path);
    sweep(&beside);
    builder(ENVOI)
        .tempfile_in(&beside)
        .map_err(|e| Error::io(path, e))
}

/// Takes away what a program killed long ago left in this folder: under the names this program
/// alone gives, and that nobody has written for an hour. Links are not followed.
pub(super) fn sweep(folder: &Path) {
    for entree in fs::read_dir(folder).into_iter().flatten().flatten() {
        let nom = entree.file_name();
        let (dossier, envoi) = (bears(&nom, DOSSIER), bears(&nom, ENVOI));
        if !(dossier || envoi) {
            continue;
        }
        let Some(meta) = entree.metadata().ok().filter(is_old) else {
            continue;
        };
        if envoi && meta.is_file() {
            fs::remove_file(entree.path()).ok();
        } else if dossier && meta.is_dir() {
            sweep_carnet(&entree.path());
        }
    }
}

/// Takes away the folder of a carnet that was never finished, unless it holds anything else.
fn sweep_carnet(folder: &Path) {
    let Ok(Ok(entrees)) = fs::read_dir(folder).map(|e| e.collect::<Result<Vec<_>, _>>()) else {
        return;
    };
    let ours = entrees.iter().all(|entree| {
        let nom = entree.file_name();
        (bears(&nom, CARNET) || bears(&nom, JOURNAL))
            && entree
                .metadata()
                .is_ok_and(|meta| meta.is_file() && is_old(&meta))
    });
    if ours {
        for entree in entrees {
            fs::remove_file(entree.path()).ok();
        }
        fs::remove_dir(folder).ok();
    }
}

fn bears(nom: &OsStr, (debut, fin): Nom) -> bool {
    nom.to_str()
        .and_then(|nom| nom.strip_prefix(debut)?.strip_suffix(fin))
        .is_some_and(|hasard| {
            hasard.len() == HASARD && hasard.bytes().all(|o| o.is_ascii_alphanumeric())
        })
}

fn is_old(meta: &Metadata) -> bool {
    let age = meta.modified().ok().and_then(|le| le.elapsed().ok());
    age.is_some_and(|age| age > ABANDON)
}
