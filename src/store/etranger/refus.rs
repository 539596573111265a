//! Why a foreign file is not believed.

use rusqlite::ErrorCode;
use serde::{Deserialize, Serialize};

use super::entete::Sorte;
use crate::domain::nombre::entier;
use crate::error::Error;

/// One reason, found first. It crosses from the child process as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refus {
    Vide,
    TropGros,
    /// No database: what it looks like.
    AutreChose(String),
    /// The database of another program.
    AutreProgramme,
    /// Made by a version of the program that this one does not know yet.
    PlusRecent {
        sorte: Sorte,
        trouve: i64,
        connu: i64,
    },
    /// Copied while it was open, or written by another program.
    NonFerme,
    Coupe,
    /// The header says what none of our files says.
    Entete(String),
    /// Tables, views or constraints are not ours to the letter.
    Structure,
    Pages,
    TropDeLignes,
    /// A value that none of our files holds.
    Valeur {
        table: String,
        colonne: String,
        raison: String,
    },
    /// Well formed, and not what its own fingerprints say.
    Altere(String),
    /// The examination took longer than any honest file asks.
    TropLong,
    /// The examination of this file ended the process that made it.
    Fatal,
}

impl Refus {
    /// A word for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Vide => "vide",
            Self::TropGros => "trop-gros",
            Self::AutreChose(_) => "autre-chose",
            Self::AutreProgramme => "autre-programme",
            Self::PlusRecent { .. } => "plus-recent",
            Self::NonFerme => "non-ferme",
            Self::Coupe => "coupe",
            Self::Entete(_) => "entete",
            Self::Structure => "structure",
            Self::Pages => "pages",
            Self::TropDeLignes => "trop-de-lignes",
            Self::Valeur { .. } => "valeur",
            Self::Altere(_) => "altere",
            Self::TropLong => "trop-long",
            Self::Fatal => "fatal",
        }
    }

    /// In a few words, for a list.
    pub const fn court(&self) -> &'static str {
        match self {
            Self::Vide => "fichier vide",
            Self::TropGros => "trop gros",
            Self::AutreChose(_) => "pas une base de données",
            Self::AutreProgramme => "base d’un autre programme",
            Self::PlusRecent { .. } => "plus récent que ce programme",
            Self::NonFerme => "copié pendant qu’il était ouvert",
            Self::Coupe => "fichier coupé",
            Self::Entete(_) | Self::Pages => "fichier abîmé",
            Self::Structure => "structure modifiée",
            Self::TropDeLignes => "trop de lignes",
            Self::Valeur { .. } => "valeur impossible",
            Self::Altere(_) => "empreinte fausse",
            Self::TropLong => "examen trop long",
            Self::Fatal => "examen interrompu",
        }
    }

    /// The whole sentence: what happened, what to do. `sujet` is « Ce fichier » or its name.
    pub fn phrase(&self, sujet: &str) -> String {
        let redemander = "demandez à son auteur de l’envoyer de nouveau";
        match self {
            Self::Vide => format!("{sujet} est vide\u{202f}: {redemander}."),
            Self::TropGros => format!(
                "{sujet} dépasse 1\u{a0}Gio\u{202f}: ce n’est ni un carnet ni un envoi de Carnet ENT."
            ),
            Self::AutreChose(aspect) => {
                format!("{sujet} n’est ni un carnet ni un envoi de Carnet ENT. {aspect}")
            }
            Self::AutreProgramme => {
                format!("{sujet} est la base de données d’un autre programme.")
            }
            Self::PlusRecent {
                sorte,
                trouve,
                connu,
            } => {
                let nombre = match sorte {
                    Sorte::Carnet => "schéma",
                };
                format!(
                    "{sujet} a été écrit par une version plus récente du programme ({nombre} \
                     {trouve}, celui-ci connaît le {connu}). Installez la nouvelle version."
                )
            }
            Self::NonFerme => format!(
                "{sujet} a été copié pendant qu’il était ouvert, ou par un autre programme\u{202f}: \
                 il n’est peut-être pas complet. Fermez le carnet, puis copiez-le de nouveau."
            ),
            Self::Coupe => format!("{sujet} est coupé\u{202f}: {redemander}."),
            Self::Entete(detail) => {
                format!("{sujet} est abîmé dès son en-tête ({detail})\u{202f}: {redemander}.")
            }
            Self::Structure => format!(
                "{sujet} n’a pas la structure d’un fichier de Carnet ENT\u{202f}: un autre \
                 programme l’a modifiée. Il n’est pas lu\u{202f}; {redemander}."
            ),
            Self::Pages => {
                format!("{sujet} est abîmé (pages illisibles)\u{202f}: {redemander}.")
            }
            Self::TropDeLignes => format!(
                "{sujet} compte plus de {} lignes\u{202f}: il n’est pas lu.",
                entier(u64::try_from(super::LIGNES_MAX).unwrap_or_default())
            ),
            Self::Valeur {
                table,
                colonne,
                raison,
            } => format!(
                "{sujet} contient une valeur impossible («\u{a0}{table}\u{a0}», colonne \
                 «\u{a0}{colonne}\u{a0}»\u{202f}: {raison})\u{202f}: {redemander}."
            ),
            Self::Altere(detail) => {
                format!("{sujet} a été modifié hors du programme ({detail})\u{202f}: {redemander}.")
            }
            Self::TropLong => {
                format!("{sujet} demande trop de temps à examiner\u{202f}: il n’est pas lu.")
            }
            Self::Fatal => format!(
                "{sujet} a fait échouer son examen\u{202f}: il n’est pas lu, et rien d’autre n’est \
                 touché."
            ),
        }
    }

    /// The error a command or a page shows.
    pub fn sur(&self, sujet: &str) -> Error {
        Error::Refused(self.phrase(sujet))
    }

    /// A value that cannot be, in its place.
    pub(super) fn valeur(table: &str, colonne: &str, raison: &str) -> Self {
        Self::Valeur {
            table: table.to_owned(),
            colonne: colonne.to_owned(),
            raison: raison.to_owned(),
        }
    }
}

impl From<rusqlite::Error> for Refus {
    fn from(erreur: rusqlite::Error) -> Self {
        match erreur.sqlite_error_code() {
            Some(ErrorCode::OperationInterrupted) => Self::TropLong,
            Some(ErrorCode::OutOfMemory) => Self::TropGros,
            Some(ErrorCode::TooBig) => Self::valeur("?", "?", "trop longue"),
            _ => Self::Pages,
        }
    }
}

/// What our own questions meet in a foreign file is a fault of that file.
impl From<Error> for Refus {
    fn from(erreur: Error) -> Self {
        match erreur {
            Error::Interrupted => Self::TropLong,
            Error::Storage { source, .. } => source
                .downcast::<rusqlite::Error>()
                .map_or(Self::Pages, |cause| Self::from(*cause)),
            Error::Journal(detail) => Self::Altere(detail),
            autre => Self::Altere(autre.user_message()),
        }
    }
}
