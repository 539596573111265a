//! A text or a document written as a new file: beside its place first, then under its name.

use std::io::Write as _;
use std::path::Path;

use crate::error::{Error, Result};

/// Writes `contenu` under a name nothing bears yet; what exists stays as it is.
pub fn write_new(path: &Path, contenu: &(impl AsRef<[u8]> + ?Sized)) -> Result<()> {
    let exists = || Error::AlreadyExists {
        path: path.to_owned(),
    };
    if path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let dossier = path.parent().filter(|d| !d.as_os_str().is_empty());
    let dossier = dossier.unwrap_or_else(|| Path::new("."));
    let write = || -> std::io::Result<tempfile::NamedTempFile> {
        let mut draft = tempfile::NamedTempFile::new_in(dossier)?;
        draft.write_all(contenu.as_ref())?;
        draft.as_file().sync_all()?;
        Ok(draft)
    };
    let draft = write().map_err(|e| Error::io(path, e))?;
    match draft.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(e) if e.error.kind() == std::io::ErrorKind::AlreadyExists => Err(exists()),
        Err(e) => Err(Error::io(path, e.error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_exists_stays_as_it_is() {
        let dossier = tempfile::tempdir().unwrap();
        let path = dossier.path().join("liste.html");
        write_new(&path, "une").unwrap();
        let refus = write_new(&path, "deux").unwrap_err();
        assert!(matches!(refus, Error::AlreadyExists { .. }), "{refus}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "une");
        let ailleurs = dossier.path().join("absent").join("liste.html");
        assert!(matches!(write_new(&ailleurs, ""), Err(Error::Io { .. })));
        assert_eq!(std::fs::read_dir(dossier.path()).unwrap().count(), 1);
    }
}
