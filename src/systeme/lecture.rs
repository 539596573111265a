//! Reading a file that somebody else left: once, whole, and only if it is an ordinary file.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// Why a name does not lead to a file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    Dossier,
    Lien,
    /// A pipe, a device, a socket.
    PasOrdinaire,
    TropGros,
    /// It was written, cut or replaced while it was read.
    EnMouvement,
}

/// The bytes of an ordinary file of at most `max` bytes.
///
/// The name is looked at before it is opened, the file again once it is, and both once it was
/// read: a link is not followed, a pipe is not waited for, and a file that moves is left alone.
///
/// # Errors
/// Those of the system; the obstacles stand inside.
pub fn lire_une_fois(chemin: &Path, max: u64) -> Result<std::result::Result<Vec<u8>, Obstacle>> {
    lire_avec(chemin, max, |flux, octets| flux.read_to_end(octets))
}

/// Reads with `remplir`, in the midst of which a test can stand.
fn lire_avec(
    chemin: &Path,
    max: u64,
    remplir: impl FnOnce(&mut dyn Read, &mut Vec<u8>) -> Result<usize>,
) -> Result<std::result::Result<Vec<u8>, Obstacle>> {
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
    remplir(&mut (&mut fichier).take(avant.len() + 1), &mut octets)?;
    let trace = trace(&avant);
    let same = |apres: Result<Metadata>| apres.is_ok_and(|apres| self::trace(&apres) == trace);
    // The name too: a client that synchronises puts a new file in the place of the old one.
    if octets.len() != taille
        || !same(fichier.metadata())
        || !same(std::fs::symlink_metadata(chemin))
    {
        return Ok(Err(Obstacle::EnMouvement));
    }
    Ok(Ok(octets))
}

/// What tells a file from another that took its place, and from itself once written.
fn trace(infos: &Metadata) -> impl PartialEq + use<> {
    (infos.len(), infos.modified().ok(), identite(infos))
}

#[cfg(unix)]
fn identite(infos: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (infos.dev(), infos.ino())
}

#[cfg(not(unix))]
fn identite(infos: &Metadata) -> Option<std::time::SystemTime> {
    infos.created().ok()
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

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::time::SystemTime;

    use super::*;

    const CONTENU: &[u8] = b"un carnet qui arrive encore";

    /// What happens to a file.
    type Accident = fn(&Path);

    /// What becomes of a file to which it happens once half of it was read, or all of it.
    fn pendant(accident: Accident) -> [std::result::Result<Vec<u8>, Obstacle>; 2] {
        [CONTENU.len() as u64 / 2, CONTENU.len() as u64].map(|avant| {
            let dossier = tempfile::tempdir().unwrap();
            let chemin = dossier.path().join("recu.carnet");
            nouveau(&chemin);
            lire_avec(&chemin, 1 << 20, |flux, octets| {
                (&mut *flux).take(avant).read_to_end(octets)?;
                accident(&chemin);
                flux.read_to_end(octets)
            })
            .unwrap()
        })
    }

    fn nouveau(chemin: &Path) {
        File::create_new(chemin)
            .and_then(|mut fichier| fichier.write_all(CONTENU))
            .unwrap();
    }

    fn ouvert(chemin: &Path) -> File {
        OpenOptions::new().write(true).open(chemin).unwrap()
    }

    #[track_caller]
    fn assert_left_alone(accidents: &[(&str, Accident)]) {
        for (nom, accident) in accidents {
            let vu = pendant(*accident);
            assert_eq!(vu, [const { Err(Obstacle::EnMouvement) }; 2], "it {nom}");
        }
    }

    #[test]
    fn a_file_that_moves_while_it_is_read_is_left_alone() {
        let entier = Ok(CONTENU.to_vec());
        assert_eq!(pendant(|_| ()), [entier.clone(), entier]);
        assert_left_alone(&[
            ("grows", |chemin| {
                let mut suite = OpenOptions::new().append(true).open(chemin).unwrap();
                suite.write_all(b"!").unwrap();
            }),
            ("is cut short", |chemin| ouvert(chemin).set_len(3).unwrap()),
            ("is emptied", |chemin| ouvert(chemin).set_len(0).unwrap()),
            ("is written in place", |chemin| {
                let mut fichier = ouvert(chemin);
                fichier.write_all(b"UN").unwrap();
                // The clock of a disk may tick slowly.
                fichier.set_modified(SystemTime::UNIX_EPOCH).unwrap();
            }),
        ]);
    }

    /// Elsewhere nobody takes the name of a file that is open.
    #[cfg(unix)]
    #[test]
    fn a_file_whose_name_leads_elsewhere_once_it_is_read_is_left_alone() {
        assert_left_alone(&[
            ("is replaced by a copy", |chemin| {
                let copie = chemin.with_extension("part");
                nouveau(&copie);
                std::fs::rename(copie, chemin).unwrap();
            }),
            ("goes", |chemin| std::fs::remove_file(chemin).unwrap()),
        ]);
    }
}
