//! Wrong usage, said in French: clap knows what is wrong, and says it in English.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// One sentence, and where to find help.
pub(super) fn phrase(erreur: &clap::Error) -> String {
    let dit = |kind| match erreur.get(kind) {
        Some(ContextValue::String(texte)) => texte.clone(),
        Some(ContextValue::Strings(textes)) => textes.join(", "),
        _ => String::new(),
    };
    let argument = dit(ContextKind::InvalidArg);
    let valeur = dit(ContextKind::InvalidValue);
    let constat = match erreur.kind() {
        ErrorKind::UnknownArgument => format!("«\u{a0}{argument}\u{a0}» n’est pas attendu ici"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "La commande «\u{a0}{}\u{a0}» n’existe pas",
                dit(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("Il manque {argument}"),
        ErrorKind::InvalidValue if valeur.is_empty() => {
            format!("Il manque une valeur après {argument}")
        }
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => {
            let raison = erreur.source().map(ToString::to_string).unwrap_or_default();
            let raison = raison.trim_end_matches('.');
            format!("{argument} ne peut pas être «\u{a0}{valeur}\u{a0}»\u{202f}: {raison}")
        }
        ErrorKind::ArgumentConflict if !argument.is_empty() => {
            format!("{argument} ne va pas avec {}", dit(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} n’attend pas autant de valeurs")
        }
        ErrorKind::InvalidUtf8 => "Un argument n’est pas lisible (UTF-8 attendu)".to_owned(),
        _ => "La commande n’est pas comprise".to_owned(),
    };
    format!("{constat}. Voir «\u{a0}carnet-ent --help\u{a0}».")
}
