//! The text form of a change: `{"nom": "Les Tilleuls", "fin": null, "retire": ["statut"]}`.
//!
//! Written by hand, because a register of fifty thousand schools is written through here, and
//! read through `serde_json`. What is read is checked against the kind's columns: an unknown
//! field or a value of another type is an error of the journal, never a guess.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Champs, Ecrit, Genre, Valeur};
use crate::domain::{Id, TypeChamp};
use crate::error::{Error, Result};

/// The field that deletes an object; every kind has it.
pub(super) const SUPPRIME: &str = "supprime";
const RETIRE: &str = "retire";

/// The text of a change, in the order of its fields.
pub(super) fn encode(champs: &Champs) -> String {
    let mut json = String::with_capacity(32 * champs.0.len());
    json.push('{');
    let mut premier = true;
    for (nom, ecrit) in &champs.0 {
        let valeur = match ecrit {
            Ecrit::Valeur(valeur) => Some(valeur),
            Ecrit::Nul => None,
            Ecrit::Retire => continue,
        };
        if !premier {
            json.push(',');
        }
        premier = false;
        json.push('"');
        json.push_str(nom);
        json.push_str("\":");
        match valeur {
            Some(valeur) => push_valeur(&mut json, valeur),
            None => json.push_str("null"),
        }
    }
    let retires: Vec<&str> = champs
        .0
        .iter()
        .filter(|(_, ecrit)| *ecrit == Ecrit::Retire)
        .map(|(nom, _)| *nom)
        .collect();
    if !retires.is_empty() {
        if !premier {
            json.push(',');
        }
        json.push_str("\"retire\":[\"");
        json.push_str(&retires.join("\",\""));
        json.push_str("\"]");
    }
    json.push('}');
    json
}

fn push_valeur(json: &mut String, valeur: &Valeur) {
    // Writing into a String cannot fail.
    match valeur {
        Valeur::Texte(texte) => push_texte(json, texte),
        Valeur::Entier(entier) => write!(json, "{entier}").unwrap_or_default(),
        Valeur::Reel(reel) => write!(json, "{reel:?}").unwrap_or_default(),
        Valeur::Id(id) => write!(json, "\"{id}\"").unwrap_or_default(),
    }
}

fn push_texte(json: &mut String, texte: &str) {
    json.push('"');
    if texte.bytes().all(|o| o >= 0x20 && o != b'"' && o != b'\\') {
        json.push_str(texte);
    } else {
        for c in texte.chars() {
            match c {
                '"' => json.push_str("\\\""),
                '\\' => json.push_str("\\\\"),
                c if c < ' ' => write!(json, "\\u{:04x}", c as u32).unwrap_or_default(),
                c => json.push(c),
            }
        }
    }
    json.push('"');
}

/// Reads what [`encode`] wrote.
pub(super) fn decode(genre: Genre, texte: &str) -> Result<Champs> {
    let faute =
        |quoi: &str| Error::Journal(format!("un changement de « {} » {quoi}", genre.as_str()));
    let Value::Object(objet) =
        serde_json::from_str(texte).map_err(|_cause| faute("n’est pas lisible"))?
    else {
        return Err(faute("n’est pas un objet"));
    };
    let mut champs = Champs(Vec::with_capacity(objet.len()));
    for (nom, valeur) in &objet {
        if nom == RETIRE {
            for nom in valeur
                .as_array()
                .ok_or_else(|| faute("retire sans liste"))?
            {
                let nom = nom.as_str().unwrap_or_default();
                let (nom, _) =
                    column(genre, nom).ok_or_else(|| faute("retire un champ inconnu"))?;
                champs.0.push((nom, Ecrit::Retire));
            }
            continue;
        }
        let (nom, type_champ) =
            column(genre, nom).ok_or_else(|| faute("porte un champ inconnu"))?;
        let ecrit = match (type_champ, valeur) {
            (_, Value::Null) => Some(Ecrit::Nul),
            (TypeChamp::Texte | TypeChamp::Date, Value::String(texte)) => {
                Some(Ecrit::Valeur(Valeur::Texte(texte.clone())))
            }
            (TypeChamp::Reference, Value::String(texte)) => {
                Id::parse(texte).map(|id| Ecrit::Valeur(Valeur::Id(id)))
            }
            (TypeChamp::Bool | TypeChamp::Entier, Value::Number(nombre)) => {
                nombre.as_i64().map(|n| Ecrit::Valeur(Valeur::Entier(n)))
            }
            (TypeChamp::Reel, Value::Number(nombre)) => {
                nombre.as_f64().map(|n| Ecrit::Valeur(Valeur::Reel(n)))
            }
            _ => None,
        };
        champs.0.push((
            nom,
            ecrit.ok_or_else(|| faute(&format!("donne à « {nom} » une valeur d’un autre type")))?,
        ));
    }
    Ok(champs)
}

fn column(genre: Genre, nom: &str) -> Option<(&'static str, TypeChamp)> {
    if nom == SUPPRIME {
        return Some((SUPPRIME, TypeChamp::Bool));
    }
    genre.champ(nom).map(|champ| (champ.nom, champ.type_champ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let id = Id::derived("solution", "ONE");
        let champs = Champs::new()
            .set("ecole", id)
            .set("classes", 3_u32)
            .set("commentaire", "« œuvre » \"d’été\"\\ \n\t\u{1}")
            .set_opt("fin", None::<&str>)
            .retire("projet")
            .retire("classes_total");
        let lu = decode(Genre::Deploiement, &encode(&champs)).expect("readable");
        for (nom, ecrit) in &champs.0 {
            assert_eq!(lu.get(nom), Some(ecrit), "{nom}");
        }
        assert_eq!(lu.0.len(), champs.0.len());
    }

    #[test]
    fn no_kind_has_a_field_under_a_name_of_the_format() {
        for genre in Genre::ALL {
            for champ in genre.champs() {
                assert!(
                    ![RETIRE, SUPPRIME].contains(&champ.nom),
                    "{}",
                    genre.as_str()
                );
            }
        }
    }

    #[test]
    fn reals_keep_every_digit() {
        for reel in [48.75113972238502, -1.0, 0.1, 1e-7, 123456789.125] {
            let champs = Champs::new().set("latitude", reel);
            let lu = decode(Genre::SecteurCollege, &encode(&champs)).expect("readable");
            assert_eq!(lu.get("latitude"), champs.get("latitude"));
        }
    }

    #[test]
    fn a_field_of_another_kind_or_type_is_refused() {
        for texte in [
            "[]",
            "{",
            "{\"inconnu\":1}",
            "{\"nom\":1}",
            "{\"retire\":[\"x\"]}",
        ] {
            assert!(decode(Genre::Solution, texte).is_err(), "{texte}");
        }
    }
}
