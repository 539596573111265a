//! `schema.sql` and the kinds of the journal agree, and every table says what it is for.

use carnet_ent::store::Genre;
use rusqlite::Connection;

const SCHEMA: &str = include_str!("../../schema.sql");

fn base() -> Connection {
    let base = Connection::open_in_memory().expect("memory");
    base.execute_batch(SCHEMA).expect("schema.sql is valid");
    base
}

fn column(base: &Connection, sql: &str) -> Vec<String> {
    let mut statement = base.prepare(sql).expect("prepared");
    let rows = statement.query_map([], |row| row.get(0)).expect("asked");
    rows.map(|r| r.expect("read")).collect()
}

#[test]
fn every_kind_has_exactly_its_columns() {
    let base = base();
    for genre in Genre::ALL {
        let sql = format!("SELECT name FROM pragma_table_info('{}')", genre.as_str());
        let mut attendues = vec!["id"];
        attendues.extend(genre.colonnes().iter().map(|c| c.nom));
        attendues.push("supprime");
        assert_eq!(column(&base, &sql), attendues, "{}", genre.as_str());
        assert_eq!(Genre::parse(genre.as_str()), Some(genre));
    }
}

#[test]
fn a_school_has_the_same_fields_everywhere() {
    let situation = column(
        &base(),
        "SELECT name FROM pragma_table_info('ecole_situation')",
    );
    let champs: Vec<&str> = carnet_ent::domain::ChampEcole::ALL
        .iter()
        .map(|c| c.as_str())
        .collect();
    assert_eq!(situation[5..], champs);
    for genre in [Genre::Ecole, Genre::Releve, Genre::EcoleChangement] {
        let fin: Vec<&str> = genre.champs().iter().map(|c| c.nom).collect();
        assert_eq!(
            fin[fin.len() - champs.len()..],
            champs,
            "{}",
            genre.as_str()
        );
    }
}

#[test]
fn every_table_is_strict_and_explained() {
    let base = base();
    let tables = column(
        &base,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    let strict = column(&base, "SELECT name FROM pragma_table_list WHERE strict = 1");
    assert!(tables.len() >= 20, "{tables:?}");
    for table in &tables {
        assert!(strict.contains(table), "{table} is not STRICT");
        let at = SCHEMA
            .find(&format!("CREATE TABLE {table} ("))
            .expect("created");
        let line_before = SCHEMA[..at].trim_end().lines().last().unwrap_or_default();
        assert!(
            line_before.starts_with("-- "),
            "{table} has no sentence before it"
        );
    }
    assert_eq!(
        column(
            &base,
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ),
        Vec::<String>::new()
    );
    assert!(!SCHEMA.to_uppercase().contains("ON DELETE CASCADE"));
}
