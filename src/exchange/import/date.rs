//! The date of a file's data: given, else written in the file, else that of the file itself.

use std::path::Path;

use chrono::NaiveDate;

use super::super::fichier::{cite, modified};
use crate::domain::date::date_longue;
use crate::error::{Error, Result};

/// How the date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origine {
    /// A person gave it.
    Donnee,
    /// A column of the file says it.
    Lue,
    /// The day the file was last written on this disk.
    Disque,
}

/// The day from which what a file says is taken as true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateDonnees {
    pub jour: NaiveDate,
    pub origine: Origine,
}

impl DateDonnees {
    /// Asks for the date, in a sentence, when nothing tells it.
    pub(in crate::exchange) fn of(
        chemin: &Path,
        donnee: Option<NaiveDate>,
        lue: Option<NaiveDate>,
    ) -> Result<Self> {
        let avec = |origine| move |jour| Self { jour, origine };
        donnee
            .map(avec(Origine::Donnee))
            .or_else(|| lue.map(avec(Origine::Lue)))
            .or_else(|| modified(chemin).map(avec(Origine::Disque)))
            .ok_or_else(|| {
                let nom = chemin.file_name().unwrap_or(chemin.as_os_str());
                Error::Refused(format!(
                    "{} ne porte pas la date de ses données. Donnez cette date\u{202f}: c’est \
                     celle du téléchargement, le plus souvent.",
                    cite(&nom.to_string_lossy())
                ))
            })
    }

    /// « données du 8 juin 2023 (date du fichier sur le disque) ».
    pub fn phrase(&self) -> String {
        let jour = date_longue(self.jour);
        match self.origine {
            Origine::Donnee => format!("données du {jour} (date donnée)"),
            Origine::Lue => format!("données du {jour}"),
            Origine::Disque => format!("données du {jour} (date du fichier sur le disque)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_known_date_speaks() {
        let jour = |j| NaiveDate::from_ymd_opt(2023, 6, j);
        let fichier = tempfile::NamedTempFile::new().unwrap();
        let lue = |donnee, lue| DateDonnees::of(fichier.path(), donnee, lue).unwrap();
        assert_eq!(lue(jour(1), jour(2)).jour, jour(1).unwrap());
        assert_eq!(lue(None, jour(2)).origine, Origine::Lue);
        assert_eq!(lue(None, None).origine, Origine::Disque);
        // A disk that kept no date.
        let jadis = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(24);
        fichier.as_file().set_modified(jadis).unwrap();
        let refus = DateDonnees::of(fichier.path(), None, None).unwrap_err();
        assert!(refus.user_message().contains("Donnez cette date"));
    }
}
