//! Two journals made one: the set union of their rows, then the projection of what it touched.
//!
//! Idempotent, commutative and associative by construction: rows are immutable and named
//! (session, seq), and nothing is written but what the other journal holds. Both carnets must
//! have been opened by [`Store::open`], which has proven their structure.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Row;

use super::base::Base;
use super::objet::{Cle, parse_genre};
use super::projection::Inconnu;
use super::tables::TABLES;
use super::{Genre, Store, projection, purge};
use crate::domain::Id;
use crate::error::{Error, Result};

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
                    table.add(&mut insert, row).map(drop)
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
        let mut take = |row: &Row<'_>| {
            let new = table.add(&mut insert, row)?;
            ajout.lignes += u64::from(new);
            match table.nom {
                "session" if new => {
                    let session: Id = row.get(0)?;
                    base.execute("INSERT INTO recu (session) VALUES (?1)", [session])?;
                    ajout.personnes.insert(row.get(1)?);
                }
                "purge" => ajout.efface |= new,
                "session" => ajout.parents = true,
                "changement" if new => {
                    ajout.changements += 1;
                    let cle = cle(row, 0)?;
                    nouveaux
                        .entry(object(row, 3)?)
                        .and_modify(|seul| *seul = None)
                        .or_insert(Some(cle));
                }
                "changement" => same_content(base, row)?,
                "remplace" if new => touched.extend(named_object(base, row)?),
                _ if new && table.is_of_a_lot() => {
                    lots.insert(row.get::<_, Id>(0)?);
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
            "SELECT empreinte FROM changement WHERE session = ?1 ORDER BY seq",
            [session],
            |row| row.get::<_, [u8; 32]>(0),
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

fn cle(row: &Row<'_>, index: usize) -> Result<Cle> {
    Ok(Cle {
        session: row.get(index)?,
        seq: row.get(index + 1)?,
    })
}

fn object(row: &Row<'_>, index: usize) -> Result<(Genre, Id)> {
    let genre = parse_genre(
        row.get_ref(index)?
            .as_str()
            .map_err(rusqlite::Error::from)?,
    )?;
    Ok((genre, row.get(index + 1)?))
}

/// The object of the change that a new `remplace` row supersedes: part of a deletion, maybe.
fn named_object(base: &Base, row: &Row<'_>) -> Result<Option<(Genre, Id)>> {
    let nomme = cle(row, 2)?;
    let mut found = None;
    base.each(
        "SELECT genre, objet FROM changement WHERE session = ?1 AND seq = ?2",
        (nomme.session, nomme.seq),
        |row| {
            found = Some(object(row, 0)?);
            Ok(())
        },
    )?;
    Ok(found)
}

/// The fingerprint survives erasure, so equal names must have equal fingerprints.
fn same_content(base: &Base, row: &Row<'_>) -> Result<()> {
    let cle = cle(row, 0)?;
    let same = base.exists(
        "SELECT 1 FROM changement WHERE session = ?1 AND seq = ?2 AND empreinte = ?3",
        (cle.session, cle.seq, row.get::<_, [u8; 32]>(9)?),
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
