//! Reading a file that somebody else left: once, whole, and only if it is an ordinary file.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{Error, ErrorKind, Read as _, Result};
use std::path::Path;

/// Why a name does not lead to a file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    Dossier,
    Lien,
    /// A pipe, a device, a socket.
    PasOrdinaire,
    TropGros,
    /// Its size moved while it was read.
    EnMouvement,
}

/// The bytes of an ordinary file of at most `max` bytes.
///
/// The name is looked at before it is opened, the file again once it is: a link is not followed, a
/// pipe is not waited for, and a file that grows is left alone.
///
/// # Errors
/// Those of the system; the obstacles stand inside.
pub fn lire_une_fois(chemin: &Path, max: u64) -> Result<std::result::Result<Vec<u8>, Obstacle>> {
    let annonce = std::fs::symlink_metadata(chemin)?;
    if let Some(obstacle) = obstacle(&annonce, max) {
        return Ok(Err(obstacle));
    }
    let mut fichier = match open(chemin) {
        // A link that took the place of the file meanwhile.
        Err(_) if std::fs::symlink_metadata(chemin)?.is_symlink() => {
            return Ok(Err(Obstacle::Lien));
        }
        ouvert => ouvert?,
    };
    let avant = fichier.metadata()?;
    if let Some(obstacle) = obstacle(&avant, max) {
        return Ok(Err(obstacle));
    }
    let taille =
        usize::try_from(avant.len()).map_err(|e| Error::new(ErrorKind::FileTooLarge, e))?;
    let mut octets = Vec::with_capacity(taille);
    // One more than announced tells that it grew.
    (&mut fichier)
        .take(avant.len() + 1)
        .read_to_end(&mut octets)?;
    if octets.len() != taille || fichier.metadata()?.len() != avant.len() {
        return Ok(Err(Obstacle::EnMouvement));
    }
    Ok(Ok(octets))
}

fn obstacle(infos: &Metadata, max: u64) -> Option<Obstacle> {
    if infos.is_symlink() {
        Some(Obstacle::Lien)
    } else if infos.is_dir() {
        Some(Obstacle::Dossier)
    } else if !infos.is_file() {
        Some(Obstacle::PasOrdinaire)
    } else if infos.len() > max {
        Some(Obstacle::TropGros)
    } else {
        None
    }
}

#[cfg(unix)]
fn open(chemin: &Path) -> Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::OFlags;
    let drapeaux = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new()
        .read(true)
        .custom_flags(drapeaux.bits().cast_signed())
        .open(chemin)
}

#[cfg(not(unix))]
fn open(chemin: &Path) -> Result<File> {
    OpenOptions::new().read(true).open(chemin)
}
