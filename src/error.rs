//! The one error type: each variant has one French sentence that says what happened, then what
//! to do. The technical cause stays reachable through `source()` for the log.

use std::path::PathBuf;

use thiserror::Error;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong, as the person in front of the screen is told.
#[derive(Debug, Error)]
pub enum Error {
    /// Asked to stop. Nothing was written.
    #[error("Interrompu à votre demande : rien n’a été modifié.")]
    Interrupted,

    #[error("Le fichier « {} » n’existe pas. Vérifiez son nom, ou créez un nouveau carnet.", path.display())]
    NotFound { path: PathBuf },

    #[error("« {} » existe déjà : il n’a pas été touché. Choisissez un autre nom.", path.display())]
    AlreadyExists { path: PathBuf },

    #[error("« {} » n’est pas un carnet de Carnet ENT. {looks_like}", path.display())]
    NotACarnet { path: PathBuf, looks_like: String },

    #[error("« {} » a été écrit par une version plus récente du programme (schéma {found}, celui-ci connaît le {known}). Installez la nouvelle version : le fichier n’a pas été touché.", path.display())]
    TooNew {
        path: PathBuf,
        found: i64,
        known: i64,
    },

    #[error("« {} » est abîmé ({detail}). Le fichier n’a pas été touché : gardez-le, et repartez d’une copie enregistrée.", path.display())]
    Damaged { path: PathBuf, detail: String },

    #[error("« {} » est déjà ouvert par une autre fenêtre ou une autre commande. Fermez-la, puis recommencez.", path.display())]
    Busy { path: PathBuf },

    /// Its name leads elsewhere since it was opened.
    #[error("« {} » a été déplacé, renommé, supprimé ou remplacé pendant qu’il était ouvert ici : plus rien n’y est écrit. Enregistrez une copie sous un autre nom pour garder votre travail.", path.display())]
    Moved { path: PathBuf },

    #[error("Impossible d’accéder à « {} » : {reason}", path.display())]
    Io {
        path: PathBuf,
        reason: String,
        #[source]
        source: std::io::Error,
    },

    /// A file that was chosen for import and cannot be one. The sentence is complete.
    #[error("{0}")]
    Refused(String),

    /// What a person typed cannot be taken. The sentence is complete and says what to do.
    #[error("{0}")]
    Invalid(String),

    /// The database refused; the transaction was rolled back.
    #[error(
        "L’accès au carnet a échoué : {reason}. Rien n’a été modifié ; vérifiez le disque, puis recommencez."
    )]
    Storage {
        reason: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// The journal contradicts itself: a fault of the file or of the program.
    #[error(
        "Le journal du carnet est incohérent : {0}. Lancez « carnet-ent verifier » et gardez ce fichier."
    )]
    Journal(String),

    #[error(
        "La fenêtre n’a pas pu s’ouvrir ({0}). Vérifiez qu’un écran est disponible, ou utilisez les commandes (« carnet-ent --help »)."
    )]
    Display(String),
}

/// The reason of an input or output failure, in French, without the system's English.
pub fn io_reason(erreur: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match erreur.kind() {
        ErrorKind::NotFound => "il n’existe pas".to_owned(),
        ErrorKind::PermissionDenied => "vous n’en avez pas le droit".to_owned(),
        ErrorKind::AlreadyExists => "il existe déjà".to_owned(),
        ErrorKind::IsADirectory => "c’est un dossier".to_owned(),
        ErrorKind::StorageFull => "le disque est plein".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule".to_owned(),
        _ => format!("le système répond « {erreur} »"),
    }
}

impl Error {
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io {
            path: path.into(),
            reason: io_reason(&source),
            source,
        }
    }

    /// The sentence for the person.
    pub fn user_message(&self) -> String {
        self.to_string()
    }
}
