//! The tables of `assets/export.sql`, read from its text: columns, meaning, what may hold a name.
//!
//! The text is the one place where the format is said: the dictionary of each file, the columns that
//! are written and those that are hashed all come from it.

use std::sync::LazyLock;

/// The structure of every file sent.
pub const EXPORT_SQL: &str = include_str!("../../../assets/export.sql");

/// A column and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colonne {
    pub nom: &'static str,
    /// `TEXT`, `INTEGER` or `REAL`.
    pub type_sql: &'static str,
    /// In French, as its comment says it, without the unit.
    pub libelle: &'static str,
    pub unite: Option<&'static str>,
    pub obligatoire: bool,
    pub reserve: Reserve,
}

/// What a column holds only when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reserve {
    /// Nothing of a person: always written.
    Non,
    /// Names of persons.
    Nom,
    /// What people wrote freely.
    Texte,
}

/// A table and its columns, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableExport {
    pub nom: &'static str,
    /// In French: the sentence before its definition.
    pub libelle: String,
    pub colonnes: Vec<Colonne>,
    /// Columns of the key, in its order: rows are written and hashed in that order.
    pub cle: Vec<&'static str>,
}

impl TableExport {
    pub fn colonne(&self, nom: &str) -> Option<usize> {
        self.colonnes.iter().position(|c| c.nom == nom)
    }

    /// The rows in the order of the key.
    pub fn select(&self) -> String {
        let colonnes: Vec<&str> = self.colonnes.iter().map(|c| c.nom).collect();
        format!(
            "SELECT {} FROM {} ORDER BY {}",
            colonnes.join(", "),
            self.nom,
            self.cle.join(", ")
        )
    }
}

static TABLES: LazyLock<Vec<TableExport>> = LazyLock::new(|| read(EXPORT_SQL));

/// The tables of an export, in the order of the text: what a row names stands before it.
pub fn tables() -> &'static [TableExport] {
    &TABLES
}

/// The table of this name.
pub fn table(nom: &str) -> Option<&'static TableExport> {
    TABLES.iter().find(|t| t.nom == nom)
}

/// Reads the layout of our own text: one column a line, its comment above it.
fn read(sql: &'static str) -> Vec<TableExport> {
    let mut tables: Vec<TableExport> = Vec::new();
    let mut comment: Vec<&'static str> = Vec::new();
    let mut inside = false;
    for ligne in sql.lines() {
        let mots = ligne.trim_start();
        if let Some(texte) = mots.strip_prefix("--") {
            comment.push(texte.trim());
        } else if let Some(nom) = ligne
            .strip_prefix("CREATE TABLE ")
            .and_then(|reste| reste.strip_suffix(" ("))
        {
            tables.push(TableExport {
                nom,
                libelle: comment.join(" "),
                colonnes: Vec::new(),
                cle: Vec::new(),
            });
            comment.clear();
            inside = true;
        } else if ligne.starts_with(')') {
            inside = false;
        } else if ligne.trim().is_empty() {
            comment.clear();
        } else if let (true, Some(table)) = (inside, tables.last_mut()) {
            line(table, mots, comment.pop());
            comment.clear();
        }
    }
    tables
}

/// One line of a definition: a column, the key, or the rest of a check.
fn line(table: &mut TableExport, mots: &'static str, comment: Option<&'static str>) {
    if let Some(cle) = mots.strip_prefix("PRIMARY KEY (") {
        let cle = cle.split_once(')').map_or(cle, |(cle, _)| cle);
        table.cle = cle.split(", ").collect();
        return;
    }
    let Some(libelle) = comment else { return };
    let mut parts = mots.splitn(3, ' ');
    let (Some(nom), Some(type_sql)) = (parts.next(), parts.next()) else {
        return;
    };
    let suite = parts.next().unwrap_or_default();
    if suite.contains("PRIMARY KEY") {
        table.cle = vec![nom];
    }
    let (libelle, unite) = match libelle.strip_suffix(']').and_then(|l| l.rsplit_once(" [")) {
        Some((libelle, unite)) => (libelle, Some(unite)),
        None => (libelle, None),
    };
    table.colonnes.push(Colonne {
        nom,
        type_sql: type_sql.trim_end_matches(','),
        libelle,
        unite,
        obligatoire: suite.contains("NOT NULL"),
        reserve: if libelle.starts_with("Nom : ") {
            Reserve::Nom
        } else if libelle.starts_with("Texte : ") {
            Reserve::Texte
        } else {
            Reserve::Non
        },
    });
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// What SQLite makes of the text is what we read in it, column by column.
    #[test]
    fn the_text_is_read_as_sqlite_reads_it() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(EXPORT_SQL).unwrap();
        let lues: Vec<String> = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let connues: Vec<&str> = tables().iter().map(|t| t.nom).collect();
        assert_eq!(connues, lues);
        for table in tables() {
            let mut statement = conn
                .prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")
                .unwrap();
            let lues: Vec<(String, String, bool, i64)> = statement
                .query_map([table.nom], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            let connues: Vec<(String, String, bool, i64)> = table
                .colonnes
                .iter()
                .map(|c| {
                    let pk = table.cle.iter().position(|cle| *cle == c.nom);
                    (
                        c.nom.to_owned(),
                        c.type_sql.to_owned(),
                        c.obligatoire,
                        pk.map_or(0, |p| i64::try_from(p + 1).unwrap_or_default()),
                    )
                })
                .collect();
            assert_eq!(connues, lues, "{}", table.nom);
        }
    }

    #[test]
    fn every_table_and_column_is_explained() {
        for table in tables() {
            assert!(
                table.libelle.ends_with('.'),
                "{}: {}",
                table.nom,
                table.libelle
            );
            for colonne in &table.colonnes {
                assert!(colonne.libelle.len() > 1, "{}.{}", table.nom, colonne.nom);
            }
        }
        let ecole = table("ecole").unwrap();
        let place = ecole.colonne("verifiee_par").unwrap();
        assert_eq!(ecole.colonnes[place].reserve, Reserve::Nom);
        let visite = table("visite").unwrap();
        assert_eq!(
            visite.colonnes[visite.colonne("duree").unwrap()].unite,
            Some("minutes")
        );
    }
}
