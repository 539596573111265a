//! Two journals made one: the set union of their rows, then the projection of what it touched.
//!
//! Idempotent, commutative and associative by construction: rows are immutable and named
//! (session, seq), and nothing is written but what the other journal holds. Both carnets must
//! have been opened by [`Store::open`], which has proven their structure.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::base::{Base, Prepared};
use super::lot::JeuLot;
use super::objet::{Cle, parse_genre};
use super::projection::Inconnu;
use super::{Genre, Store, projection, purge};
use crate::domain::Id;
use crate::error::{Error, Result};

/// A journal table and its key: the first `key` columns.
struct Table {
    nom: &'static str,
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
const TABLES: [Table; 9] = [
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
    fn each(
        &self,
        base: &Base,
        session: Option<Id>,
        mut act: impl FnMut(&[Value]) -> Result<()>,
    ) -> Result<()> {
        let columns = self.columns.join(", ");
        let key = self.columns[..self.key].join(", ");
        let of = session.map_or("", |_| "WHERE session = ?1");
        let sql = format!("SELECT {columns} FROM {} {of} ORDER BY {key}", self.nom);
        base.each(&sql, params_from_iter(session), |row| {
            act(&values(row, self.columns.len())?)
        })
    }

    fn is_of_a_lot(&self) -> bool {
        JeuLot::ALL.iter().any(|jeu| jeu.table() == self.nom)
    }

    /// Whether its rows bear the name of their session.
    fn is_of_a_session(&self) -> bool {
        self.columns[0] == "session"
    }

    /// Adds a row unless its name is taken; one is then executed for each.
    fn insert<'a>(&self, base: &'a Base) -> Result<Prepared<'a>> {
        let places: Vec<String> = (1..=self.columns.len()).map(|i| format!("?{i}")).collect();
        base.prepare(&format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING",
            self.nom,
            self.columns.join(", "),
            places.join(", ")
        ))
    }
}

pub(super) fn values(row: &Row<'_>, count: usize) -> rusqlite::Result<Vec<Value>> {
    (0..count).map(|i| row.get(i)).collect()
}

impl Store {
    /// Adds everything the journal of `autre` holds, and projects it. Returns the number of
    /// changes that were new. What came from sessions unknown here is marked as received.
    ///
    /// # Errors
    /// A change of the same name with another content means that one file was altered: refused,
    /// nothing is written.
    pub fn union(&mut self, autre: &Self) -> Result<u64> {
        self.keep_more_pages()?;
        let ajout = self.atomically(|base| {
            let mut ajout = Ajout::default();
            add(base, &autre.base, &mut ajout)?;
            Ok(ajout)
        })?;
        self.hlc = self.hlc.max(self.last_hlc()?);
        Ok(ajout.changements)
    }

    /// A copy of the journal of `autre`, replayed. The rows of its lots, which their own identity
    /// proves, are not copied; references are those of the tables it is there to be compared with,
    /// so that keeping count here of those that wait for their target would prove nothing.
    pub(super) fn replay_of(autre: &Self) -> Result<Self> {
        let mut copy = Self::empty_in_memory(&autre.auteur)?;
        copy.base.conn.pragma_update(None, "foreign_keys", false)?;
        copy.atomically(|base| {
            for table in TABLES.iter().filter(|table| !table.is_of_a_lot()) {
                let mut insert = table.insert(base)?;
                table.each(&autre.base, None, |row| {
                    insert.execute(params_from_iter(row)).map(drop)
                })?;
            }
            projection::project_all(base)
        })?;
        Ok(copy)
    }
}

/// What a union brought.
#[derive(Default)]
pub(super) struct Ajout {
    /// Rows of any table that were new.
    pub(super) lignes: u64,
    pub(super) changements: u64,
    /// The objects something new is said of, and whether each was visible before.
    pub(super) objets: BTreeMap<(Genre, Id), bool>,
    /// A session of the other journal was known here.
    pub(super) parents: bool,
    /// Who wrote in the sessions that were new.
    pub(super) personnes: BTreeSet<String>,
    /// Something was erased there and not here.
    pub(super) efface: bool,
}

/// Adds what `autre` holds and projects it, inside a transaction.
pub(super) fn add(base: &Base, autre: &Base, ajout: &mut Ajout) -> Result<()> {
    // The objects of the changes that are new, and that change when it is the only one.
    let mut nouveaux: BTreeMap<(Genre, Id), Option<Cle>> = BTreeMap::new();
    let mut touched = BTreeSet::new();
    let mut lots = BTreeSet::new();
    let moved = sessions_to_read(base, autre)?;
    for table in &TABLES {
        let mut insert = table.insert(base)?;
        let mut take = |row: &[Value]| {
            let new = insert.execute(params_from_iter(row))? == 1;
            ajout.lignes += u64::from(new);
            match table.nom {
                "session" if new => {
                    base.execute("INSERT INTO recu (session) VALUES (?1)", [&row[0]])?;
                    if let Value::Text(personne) = &row[1] {
                        ajout.personnes.insert(personne.clone());
                    }
                }
                "purge" => ajout.efface |= new,
                "session" => ajout.parents = true,
                "changement" if new => {
                    ajout.changements += 1;
                    let cle = cle(&row[0], &row[1])?;
                    nouveaux
                        .entry(object(&row[3], &row[4])?)
                        .and_modify(|seul| *seul = None)
                        .or_insert(Some(cle));
                }
                "changement" => same_content(base, row)?,
                "remplace" if new => touched.extend(named_object(base, row)?),
                _ if new && table.is_of_a_lot() => {
                    lots.insert(id(&row[0])?);
                }
                _ => {}
            }
            Ok(())
        };
        if table.is_of_a_session() {
            for &session in &moved {
                table.each(autre, Some(session), &mut take)?;
            }
        } else {
            table.each(autre, None, take)?;
        }
    }
    touched.extend(nouveaux.keys());
    let inconnus = note_what_was_there(base, &nouveaux, ajout)?;
    erase(base, &mut touched)?;
    projection::project_new(base, &inconnus, &mut touched)?;
    projection::project(base, &touched)?;
    for lot in lots {
        if !super::lot::is_intact(base, lot)? {
            return Err(altered());
        }
    }
    Ok(())
}

/// Notes which of these objects were visible, before they are projected; returns those that have
/// no row at all.
fn note_what_was_there(
    base: &Base,
    nouveaux: &BTreeMap<(Genre, Id), Option<Cle>>,
    ajout: &mut Ajout,
) -> Result<Vec<Inconnu>> {
    let mut inconnus = Vec::new();
    for genre in Genre::ALL {
        let mut objets = nouveaux
            .range((genre, Id::MIN)..=(genre, Id::MAX))
            .peekable();
        if objets.peek().is_none() {
            continue;
        }
        let mut hidden = base.prepare(&hidden_sql(genre))?;
        for (&(_, id), &seul) in objets {
            let Entry::Vacant(vide) = ajout.objets.entry((genre, id)) else {
                continue;
            };
            let hidden = hidden.maybe([id], |row| row.get::<_, bool>(0))?;
            vide.insert(hidden == Some(false));
            if hidden.is_none() {
                inconnus.push(Inconnu { genre, id, seul });
            }
        }
    }
    Ok(inconnus)
}

/// The sessions of `autre` of which something may be new here. Where both journals hold the same
/// changes, nothing else can differ: the fingerprint of a change covers its operation and what it
/// replaces. Two copies of one carnet have nearly everything in such sessions.
fn sessions_to_read(base: &Base, autre: &Base) -> Result<Vec<Id>> {
    let changes = |base: &Base, session: Id| {
        base.rows(
            "SELECT seq, empreinte FROM changement WHERE session = ?1 ORDER BY seq",
            [session],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)),
        )
    };
    let toutes = autre.rows("SELECT id FROM session ORDER BY id", [], |row| {
        row.get::<_, Id>(0)
    })?;
    let mut moved = Vec::new();
    for session in toutes {
        let theirs = changes(autre, session)?;
        if theirs.is_empty() || theirs != changes(base, session)? {
            moved.push(session);
        }
    }
    Ok(moved)
}

fn hidden_sql(genre: Genre) -> String {
    format!("SELECT supprime FROM {} WHERE id = ?1", genre.as_str())
}

/// Whether the table shows this object.
pub(super) fn is_visible(base: &Base, genre: Genre, id: Id) -> Result<bool> {
    let hidden = base.maybe(&hidden_sql(genre), [id], |row| row.get::<_, bool>(0))?;
    Ok(hidden == Some(false))
}

fn cle(session: &Value, seq: &Value) -> Result<Cle> {
    match seq {
        Value::Integer(seq) => Ok(Cle {
            session: id(session)?,
            seq: *seq,
        }),
        _ => Err(Error::Journal("un changement est mal formé".to_owned())),
    }
}

fn object(genre: &Value, objet: &Value) -> Result<(Genre, Id)> {
    match genre {
        Value::Text(genre) => Ok((parse_genre(genre)?, id(objet)?)),
        _ => Err(Error::Journal("un changement est mal formé".to_owned())),
    }
}

fn id(valeur: &Value) -> Result<Id> {
    let octets = match valeur {
        Value::Blob(octets) => <[u8; 16]>::try_from(octets.as_slice()).ok(),
        _ => None,
    };
    octets
        .map(Id::from_bytes)
        .ok_or_else(|| Error::Journal("une identité est mal formée".to_owned()))
}

/// The object of the change that a new `remplace` row supersedes: part of a deletion, maybe.
fn named_object(base: &Base, row: &[Value]) -> Result<Option<(Genre, Id)>> {
    base.maybe(
        "SELECT genre, objet FROM changement WHERE session = ?1 AND seq = ?2",
        (&row[2], &row[3]),
        |row| Ok((row.get::<_, Value>(0)?, row.get::<_, Value>(1)?)),
    )?
    .map(|(genre, objet)| object(&genre, &objet))
    .transpose()
}

/// The fingerprint survives erasure, so equal names must have equal fingerprints.
fn same_content(base: &Base, row: &[Value]) -> Result<()> {
    let same = base.exists(
        "SELECT 1 FROM changement WHERE session = ?1 AND seq = ?2 AND empreinte = ?3",
        (&row[0], &row[1], &row[9]),
    )?;
    if same {
        return Ok(());
    }
    Err(altered())
}

fn altered() -> Error {
    Error::Refused(
        "Les deux carnets contiennent la même saisie avec deux contenus différents : l’un des \
         fichiers a été modifié hors du programme. Rien n’a été repris."
            .to_owned(),
    )
}

/// Erasure always wins, over what arrives as over what was here.
pub(super) fn erase(base: &Base, touched: &mut BTreeSet<(Genre, Id)>) -> Result<()> {
    let purges = base.rows("SELECT cible, champ FROM purge", [], |row| {
        Ok((row.get::<_, Id>(0)?, row.get::<_, String>(1)?))
    })?;
    for (cible, champ) in purges {
        purge::apply(base, cible, &champ)?;
        let genre = base.maybe(
            "SELECT genre FROM changement WHERE objet = ?1 LIMIT 1",
            [cible],
            |row| row.get::<_, String>(0),
        )?;
        if let Some(genre) = genre {
            touched.insert((parse_genre(&genre)?, cible));
            purge::touch_answers(base, cible, touched)?;
        }
    }
    Ok(())
}
