//! « Vérifier le fichier »: every promise of the carnet, proven again from the journal alone.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;

use super::journal::{self, Ligne, Operation};
use super::objet::Cle;
use super::{Genre, OperationId, Store, base, tables};
use crate::domain::Id;
use crate::error::Result;

/// Tables derived from the journal, besides one per kind.
const DERIVED: [&str; 3] = ["ecole_situation", "absorbe", "conflit"];

/// Problems of one sort named at most.
const NAMED: usize = 5;

impl Store {
    /// What contradicts the promises of the file, one French sentence each; empty = all is well.
    pub fn verify(&self) -> Result<Vec<String>> {
        let mut problems = self.check_pages()?;
        problems.extend(self.check_fingerprints()?);
        problems.extend(self.check_operations()?);
        problems.extend(self.check_lots()?);
        let replay = Self::replay_of(self)?;
        problems.extend(self.difference(&replay)?);
        Ok(problems)
    }

    fn check_pages(&self) -> Result<Vec<String>> {
        let mut problems = self
            .base
            .rows("PRAGMA integrity_check(5)", [], |row| {
                row.get::<_, String>(0)
            })?
            .into_iter()
            .filter(|ligne| ligne != "ok")
            .map(|ligne| format!("Pages du fichier : {ligne}."))
            .collect::<Vec<_>>();
        let orphans = self.base.rows("PRAGMA foreign_key_check", [], |row| {
            row.get::<_, String>(0)
        })?;
        let mut tables = BTreeMap::new();
        for table in orphans {
            *tables.entry(table).or_insert(0_u32) += 1;
        }
        problems.extend(tables.into_iter().map(|(table, n)| {
            format!("« {table} » : {n} ligne(s) renvoient à un élément absent.")
        }));
        Ok(problems)
    }

    /// Every change still has the fingerprint it was written with, erased objects apart.
    fn check_fingerprints(&self) -> Result<Vec<String>> {
        let erased: BTreeSet<Id> = self
            .base
            .rows("SELECT cible FROM purge", [], |row| row.get(0))?
            .into_iter()
            .collect();
        let mut remplace: BTreeMap<Cle, Vec<Cle>> = BTreeMap::new();
        for (cle, r) in self.base.rows(
            "SELECT session, seq, r_session, r_seq FROM remplace
             ORDER BY session, seq, r_session, r_seq",
            [],
            |row| {
                let cle = Cle {
                    session: row.get(0)?,
                    seq: row.get(1)?,
                };
                Ok((
                    cle,
                    Cle {
                        session: row.get(2)?,
                        seq: row.get(3)?,
                    },
                ))
            },
        )? {
            remplace.entry(cle).or_default().push(r);
        }
        let mut altered = 0_usize;
        let mut first = None;
        // Checked as they are read: the journal of a national register need not fit in memory.
        self.base.rows(
            "SELECT c.session, c.seq, c.genre, c.objet, c.champs, c.source, c.millesime, c.hlc,
                    c.empreinte, o.numero, o.libelle, o.quand, o.annule_session, o.annule_numero
             FROM changement c
             JOIN operation o ON o.session = c.session AND o.numero = c.operation",
            [],
            |row| {
                let cle = Cle {
                    session: row.get(0)?,
                    seq: row.get(1)?,
                };
                let (genre, champs, source): (String, String, String) =
                    (row.get(2)?, row.get(4)?, row.get(5)?);
                let millesime: Option<String> = row.get(6)?;
                let annule = base::operation_id(row, 12)?;
                let operation = Operation {
                    id: OperationId {
                        session: cle.session,
                        numero: row.get(9)?,
                    },
                    libelle: row.get(10)?,
                    quand: row.get(11)?,
                    annule,
                };
                let ligne = Ligne {
                    cle,
                    genre: &genre,
                    objet: row.get(3)?,
                    champs: &champs,
                    source: &source,
                    millesime: millesime.as_deref(),
                    hlc: row.get(7)?,
                };
                let attendue = journal::empreinte(
                    &ligne,
                    &operation,
                    remplace.get(&cle).map_or(&[], Vec::as_slice),
                );
                if row.get::<_, Vec<u8>>(8)? != attendue && !erased.contains(&ligne.objet) {
                    altered += 1;
                    first.get_or_insert_with(|| genre.clone());
                }
                Ok(())
            },
        )?;
        Ok(first
            .map(|genre| {
                format!(
                    "Journal : {altered} changement(s) ne correspondent plus à leur empreinte \
                     (le premier concerne « {genre} »)."
                )
            })
            .into_iter()
            .collect())
    }

    /// Each operation owns exactly the rows it says.
    fn check_operations(&self) -> Result<Vec<String>> {
        let wrong: i64 = self.base.one(
            "SELECT count(*) FROM operation o
             WHERE (SELECT count(*) FROM changement c
                    WHERE c.session = o.session AND c.seq BETWEEN o.premier AND o.dernier
                      AND c.operation = o.numero) <> o.dernier - o.premier + 1",
            [],
            |row| row.get(0),
        )?;
        Ok((wrong > 0)
            .then(|| format!("Journal : {wrong} opération(s) ont perdu des changements."))
            .into_iter()
            .collect())
    }

    /// Where the current tables and conflicts of two carnets differ, in words; empty = nowhere.
    pub fn difference(&self, autre: &Self) -> Result<Vec<String>> {
        self.compare(autre, "")
    }

    /// As [`Self::difference`], for what shows: hidden objects and the names of the changes in
    /// conflict apart.
    pub fn visible_difference(&self, autre: &Self) -> Result<Vec<String>> {
        let mut problems = self.compare(autre, "WHERE supprime = 0")?;
        let conflits = |store: &Self| -> Result<BTreeSet<String>> {
            let lignes = store.conflits()?;
            Ok(lignes
                .iter()
                .map(|c| format!("{:?}", (c.objet, &c.champ, &c.valeur)))
                .collect())
        };
        let (miens, autres) = (conflits(self)?, conflits(autre)?);
        if let Some(un) = miens.symmetric_difference(&autres).next() {
            problems.push(format!("Les conflits ne sont pas les mêmes : {un}."));
        }
        Ok(problems)
    }

    fn compare(&self, autre: &Self, shown: &str) -> Result<Vec<String>> {
        let mut problems = Vec::new();
        let whole = shown.is_empty();
        let derived = DERIVED
            .into_iter()
            .filter(|t| whole || *t == "ecole_situation");
        let genres = Genre::ALL.map(Genre::as_str);
        for table in genres.into_iter().chain(derived) {
            let shown = if genres.contains(&table) { shown } else { "" };
            let mine = self.dump(table, shown)?;
            let theirs = autre.dump(table, shown)?;
            if mine == theirs {
                continue;
            }
            let only_mine = mine
                .iter()
                .filter(|l| theirs.binary_search_by(|t| cmp(t, l)).is_err());
            let only_theirs = theirs
                .iter()
                .filter(|l| mine.binary_search_by(|t| cmp(t, l)).is_err());
            let examples: Vec<String> = only_mine
                .map(|l| format!("présent {l:?}"))
                .chain(only_theirs.map(|l| format!("attendu {l:?}")))
                .take(NAMED)
                .collect();
            problems.push(format!(
                "« {table} » ne correspond pas au journal : {}.",
                examples.join(" ; ")
            ));
        }
        Ok(problems)
    }

    fn dump(&self, table: &str, shown: &str) -> Result<Vec<Vec<Value>>> {
        let count: u32 = self.base.one(
            "SELECT count(*) FROM pragma_table_info(?1)",
            [table],
            |row| row.get(0),
        )?;
        let count = count as usize;
        let mut lignes = self
            .base
            .rows(&format!("SELECT * FROM {table} {shown}"), [], |row| {
                tables::values(row, count)
            })?;
        lignes.sort_by(|a, b| cmp(a, b));
        Ok(lignes)
    }
}

/// A total order on rows, for comparing tables whatever their own order.
fn cmp(a: &[Value], b: &[Value]) -> std::cmp::Ordering {
    let key = |v: &Value| match v {
        Value::Null => (0, 0, 0_u64, Vec::new()),
        Value::Integer(n) => (1, *n, 0, Vec::new()),
        Value::Real(r) => (2, 0, r.to_bits(), Vec::new()),
        Value::Text(t) => (3, 0, 0, t.as_bytes().to_vec()),
        Value::Blob(o) => (4, 0, 0, o.clone()),
    };
    a.iter().map(key).cmp(b.iter().map(key))
}
