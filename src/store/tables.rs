//! The tables of the journal that a merge brings, row after row, from one carnet to another.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Row, params_from_iter};

use super::base::{Base, Prepared};
use super::lot::JeuLot;
use crate::domain::Id;
use crate::error::Result;

/// A journal table and its key: the first `key` columns.
pub(super) struct Table {
    pub(super) nom: &'static str,
    columns: &'static [&'static str],
    key: usize,
}

const CHANGEMENT: Table = Table {
    nom: "changement",
    columns: &[
        "session",
        "seq",
        "operation",
        "genre",
        "objet",
        "champs",
        "source",
        "millesime",
        "hlc",
        "empreinte",
    ],
    key: 2,
};

/// In the order in which references allow them.
pub(super) const TABLES: [Table; 9] = [
    Table {
        nom: "session",
        columns: &[
            "id",
            "personne",
            "fonction",
            "programme",
            "schema",
            "ouverte_le",
        ],
        key: 1,
    },
    Table {
        nom: "operation",
        columns: &[
            "session",
            "numero",
            "libelle",
            "quand",
            "hlc",
            "premier",
            "dernier",
            "annule_session",
            "annule_numero",
        ],
        key: 2,
    },
    CHANGEMENT,
    Table {
        nom: "remplace",
        columns: &["session", "seq", "r_session", "r_seq"],
        key: 4,
    },
    Table {
        nom: "purge",
        columns: &["cible", "champ", "quand", "motif"],
        key: 2,
    },
    lot_table(JeuLot::Effectifs),
    lot_table(JeuLot::Ips),
    lot_table(JeuLot::Audience),
    lot_table(JeuLot::AudienceServices),
];

/// The rows of the lots of one dataset.
const fn lot_table(jeu: JeuLot) -> Table {
    Table {
        nom: jeu.table(),
        columns: jeu.colonnes(),
        key: 1 + jeu.cle(),
    }
}

impl Table {
    /// One row after another in order of key, none kept: lots are long. `session` is the one of
    /// which rows are asked, or all.
    pub(super) fn each(
        &self,
        base: &Base,
        session: Option<Id>,
        act: impl FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let columns = self.columns.join(", ");
        let key = self.columns[..self.key].join(", ");
        let of = session.map_or("", |_| "WHERE session = ?1");
        let sql = format!("SELECT {columns} FROM {} {of} ORDER BY {key}", self.nom);
        base.each(&sql, params_from_iter(session), act)
    }

    pub(super) fn is_of_a_lot(&self) -> bool {
        JeuLot::ALL.iter().any(|jeu| jeu.table() == self.nom)
    }

    /// Whether its rows bear the name of their session.
    pub(super) fn is_of_a_session(&self) -> bool {
        self.columns[0] == "session"
    }

    /// Adds a row of the other journal with this statement; returns whether its name was free.
    pub(super) fn add(&self, insert: &mut Prepared<'_>, row: &Row<'_>) -> Result<bool> {
        let cells = (0..self.columns.len())
            .map(|i| cell(row, i))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(insert.execute(params_from_iter(cells))? == 1)
    }

    /// Adds a row unless its name is taken; one is then executed for each.
    pub(super) fn insert<'a>(&self, base: &'a Base) -> Result<Prepared<'a>> {
        let places: Vec<String> = (1..=self.columns.len()).map(|i| format!("?{i}")).collect();
        base.prepare(&format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING",
            self.nom,
            self.columns.join(", "),
            places.join(", ")
        ))
    }
}

/// What is written of a column, as it was read.
fn cell<'a>(row: &'a Row<'_>, index: usize) -> rusqlite::Result<ToSqlOutput<'a>> {
    let cell = row.get_ref(index)?;
    if let ValueRef::Text(_) = cell {
        // A text that is none would be found much later.
        cell.as_str()?;
    }
    Ok(ToSqlOutput::Borrowed(cell))
}

pub(super) fn values(row: &Row<'_>, count: usize) -> rusqlite::Result<Vec<Value>> {
    (0..count).map(|i| row.get(i)).collect()
}
