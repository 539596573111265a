//! Rows of the tables of current state: what is shown of one object, and its conflicts.

use std::sync::LazyLock;

use rusqlite::params_from_iter;

use super::base::{Base, Prepared};
use super::champs_json::SUPPRIME;
use super::identite::Absorbes;
use super::objet::{Cle, Objet, Verdict};
use super::{Champs, Genre, Valeur};
use crate::domain::Id;
use crate::error::Result;

/// Writes the row of an object, whether it is there or not.
pub(super) fn write(
    base: &Base,
    absorbes: &Absorbes,
    objet: &Objet,
    hidden: bool,
    uai: Option<&str>,
) -> Result<()> {
    let champs = objet.genre.colonnes();
    let mut valeurs: Vec<Option<Valeur>> = Vec::with_capacity(champs.len() + 2);
    valeurs.push(Some(Valeur::Id(objet.id)));
    for champ in champs {
        let valeur = match objet.genre {
            Genre::Identite => objet.valeur(champ.nom).cloned(),
            _ => absorbes.resolve(objet.valeur(champ.nom)),
        };
        valeurs.push(match (champ.nom, uai) {
            ("uai", Some(uai)) => Some(uai.into()),
            _ => valeur,
        });
    }
    valeurs.push(Some(Valeur::Entier(hidden.into())));
    base.execute(&sql(objet.genre).upsert, params_from_iter(valeurs))?;
    Ok(())
}

/// Writes the row of an object nobody had ever written: its only change is its state.
pub(super) fn insert_new(
    base: &Base,
    absorbes: &Absorbes,
    genre: Genre,
    id: Id,
    champs: &Champs,
) -> Result<()> {
    let columns = genre.colonnes();
    let mut valeurs: Vec<Option<&Valeur>> = Vec::with_capacity(columns.len() + 2);
    let identity = Valeur::Id(id);
    let visible = Valeur::Entier(0);
    valeurs.push(Some(&identity));
    // Fields mostly come in the order of the columns: resume where the last one was found.
    let mut next = 0;
    for column in columns {
        let position = (next..champs.0.len())
            .chain(0..next)
            .find(|&i| std::ptr::eq(champs.0[i].0, column.nom) || champs.0[i].0 == column.nom);
        valeurs.push(position.and_then(|i| champs.0[i].1.valeur()));
        next = position.map_or(next, |i| i + 1);
    }
    valeurs.push(Some(&visible));
    if absorbes.is_empty() || genre == Genre::Identite {
        base.execute(&sql(genre).insert, params_from_iter(valeurs))?;
    } else {
        let stays = valeurs.into_iter().map(|v| absorbes.resolve(v));
        base.execute(&sql(genre).insert, params_from_iter(stays))?;
    }
    Ok(())
}

/// The statement that writes the row of an object nobody had ever written: its identity, its
/// columns, and that it is not deleted.
pub(super) fn prepare_insert(base: &Base, genre: Genre) -> Result<Prepared<'_>> {
    base.prepare(&sql(genre).insert)
}

/// The statements that write a row of one kind.
struct Sql {
    insert: String,
    /// The same, over a row that may be there; it costs a statement journal, so a new row does
    /// without.
    upsert: String,
}

/// Those of `genre`, made once.
fn sql(genre: Genre) -> &'static Sql {
    static SQL: LazyLock<Vec<Sql>> =
        LazyLock::new(|| Genre::ALL.into_iter().map(make_sql).collect());
    &SQL[genre as usize]
}

fn make_sql(genre: Genre) -> Sql {
    let mut noms = vec!["id"];
    noms.extend(genre.colonnes().iter().map(|c| c.nom));
    noms.push(SUPPRIME);
    let places: Vec<String> = (1..=noms.len()).map(|i| format!("?{i}")).collect();
    let sets: Vec<String> = noms[1..]
        .iter()
        .map(|nom| format!("{nom} = excluded.{nom}"))
        .collect();
    let insert = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        genre.as_str(),
        noms.join(", "),
        places.join(", ")
    );
    let upsert = format!(
        "{insert} ON CONFLICT (id) DO UPDATE SET {}",
        sets.join(", ")
    );
    Sql { insert, upsert }
}

/// Writes what is in conflict in an object.
pub(super) fn write_conflicts(base: &Base, objet: &Objet, verdict: &Verdict) -> Result<()> {
    base.execute("DELETE FROM conflit WHERE objet = ?1", [objet.id])?;
    let write = |champ: &str, cles: &[Cle]| -> Result<()> {
        for cle in cles {
            base.execute(
                "INSERT INTO conflit (genre, objet, champ, session, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                (objet.genre.as_str(), objet.id, champ, cle.session, cle.seq),
            )?;
        }
        Ok(())
    };
    for champ in objet.genre.champs() {
        write(champ.nom, &objet.conflict(champ.nom))?;
    }
    if let Verdict::Contested(cles) = verdict {
        write(SUPPRIME, cles)?;
    }
    Ok(())
}
