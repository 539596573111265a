//! The two outputs of a command.

use std::io::{ErrorKind, Write as _};

use crate::error::{Error, Result};

/// Writes an answer. A reader that has closed its end has had what it wanted.
pub(super) fn dire(texte: &str) -> Result<()> {
    let mut sortie = std::io::stdout().lock();
    match sortie
        .write_all(texte.as_bytes())
        .and_then(|()| sortie.flush())
    {
        Err(erreur) if erreur.kind() != ErrorKind::BrokenPipe => {
            Err(Error::io("la sortie de la commande", erreur))
        }
        _ => Ok(()),
    }
}

/// [`dire`], and a line end.
pub(super) fn dire_ligne(texte: &str) -> Result<()> {
    dire(&format!("{texte}\n"))
}

/// Says why something was refused; if even that cannot be written, the exit status remains.
pub(super) fn plainte(phrase: &str) {
    writeln!(std::io::stderr().lock(), "{phrase}").ok();
}
