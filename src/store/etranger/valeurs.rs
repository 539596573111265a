//! Every value of every table of a foreign file, whatever the table: bounded and readable.

use rusqlite::types::ValueRef;

use super::ram::Ram;
use super::refus::Refus;
use super::{CELLULE_MAX, LIGNES_MAX};

/// The tables of the database, by name.
pub(super) fn tables(ram: &Ram) -> Result<Vec<String>, Refus> {
    Ok(ram.base.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
        [],
        |row| row.get(0),
    )?)
}

/// How many rows there are in all, when there are not too many.
pub(super) fn count(ram: &Ram) -> Result<u64, Refus> {
    let mut lignes = 0_i64;
    for table in tables(ram)? {
        let sql = format!("SELECT count(*) FROM {table}");
        lignes += ram.base.one(&sql, [], |row| row.get::<_, i64>(0))?;
        if lignes > LIGNES_MAX {
            return Err(Refus::TropDeLignes);
        }
    }
    Ok(u64::try_from(lignes).unwrap_or_default())
}

/// Reads every value once. Texts are UTF-8, no longer than a cell may be except where `longue`
/// names the column.
pub(super) fn check(ram: &Ram, longue: (&str, &str)) -> Result<(), Refus> {
    for table in tables(ram)? {
        let mut statement = ram.base.conn.prepare(&format!("SELECT * FROM {table}"))?;
        let colonnes: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for (place, colonne) in colonnes.iter().enumerate() {
                let valeur = row.get_ref(place)?;
                let long = longue == (table.as_str(), colonne.as_str());
                if let Some(raison) = fault(valeur, long) {
                    return Err(Refus::valeur(&table, colonne, raison));
                }
            }
        }
    }
    Ok(())
}

/// Why a value stands in no file of ours; `long` where a text may be longer than a cell.
pub(super) fn fault(valeur: ValueRef<'_>, long: bool) -> Option<&'static str> {
    match valeur {
        ValueRef::Text(octets) => match std::str::from_utf8(octets) {
            Err(_invalid) => Some("texte illisible"),
            Ok(texte) => (!long && is_too_long(texte)).then_some("texte trop long"),
        },
        ValueRef::Blob(octets) => {
            (!matches!(octets.len(), 16 | 32)).then_some("identité mal formée")
        }
        ValueRef::Real(reel) => (!reel.is_finite()).then_some("nombre infini"),
        ValueRef::Null | ValueRef::Integer(_) => None,
    }
}

fn is_too_long(texte: &str) -> bool {
    texte.len() > CELLULE_MAX && texte.chars().count() > CELLULE_MAX
}
