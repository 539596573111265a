//! What the journal says of one object: its changes, which of them still stand for each field,
//! and therefore what is shown, what is in conflict, and whether the object is deleted.
//!
//! The rule of `design.md` §4, in one place:
//! - a change supersedes the earlier ones it names, on the fields both set;
//! - the heads of a field are the changes that set it and are superseded by none;
//! - shown is typed before official, then the newer millésime, then the later clock, then the
//!   greater (session, seq): the same on every machine;
//! - two different typed heads are a conflict;
//! - a deletion hides what it names; a typed change it had not seen, of the object or of one of
//!   its parts, brings the object back;
//! - objects that are one (`identite`) are read as one: the changes of all of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::base::{self, Base};
use super::champs_json::{self, SUPPRIME};
use super::lus::parse_source;
use super::{Champs, Ecrit, Genre, OperationId, Valeur, identite};

pub(super) use super::lus::{parse_day, parse_genre};
use crate::domain::{Id, Source};
use crate::error::Result;

/// The name of a change on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Cle {
    pub(super) session: Id,
    pub(super) seq: i64,
}

/// One row of the journal.
#[derive(Clone, Debug)]
pub(super) struct Changement {
    pub(super) cle: Cle,
    pub(super) operation: OperationId,
    /// The operation its own operation undoes.
    annule: Option<OperationId>,
    pub(super) champs: Champs,
    pub(super) source: Source,
    hlc: i64,
    /// The changes that name this one among what they replace.
    superseders: Vec<Cle>,
}

impl Changement {
    fn rank(&self) -> (bool, Option<NaiveDate>, i64, Cle) {
        (
            self.source.is_typed(),
            self.source.millesime(),
            self.hlc,
            self.cle,
        )
    }
}

/// All that was ever written of one object, and of those that are one with it.
pub(super) struct Objet {
    pub(super) genre: Genre,
    /// The one that stays.
    pub(super) id: Id,
    /// How many are one: 1, mostly.
    members: usize,
    pub(super) changements: Vec<Changement>,
    /// Deletions of the whole this object is part of, still standing.
    deletions_above: Vec<Cle>,
}

/// What a field shows and the changes behind it.
pub(super) struct Tete<'a> {
    pub(super) changement: &'a Changement,
    pub(super) ecrit: &'a Ecrit,
}

const CHANGEMENTS: &str =
    "SELECT c.session, c.seq, c.operation, c.champs, c.source, c.millesime, c.hlc,
            o.annule_session, o.annule_numero
     FROM changement c JOIN operation o ON o.session = c.session AND o.numero = c.operation
     WHERE c.objet = ?1 AND c.genre = ?2";

const SUPERSEDERS: &str = "SELECT session, seq FROM remplace WHERE r_session = ?1 AND r_seq = ?2";

impl Objet {
    /// Reads the journal of one object; an unknown object has no change.
    pub(super) fn load(base: &Base, genre: Genre, id: Id) -> Result<Self> {
        let mut objet = Self::load_group(base, genre, id)?;
        objet.deletions_above = objet.standing_deletions_above(base)?;
        Ok(objet)
    }

    /// As [`Self::load`], without asking whether a whole it is part of was deleted.
    fn load_group(base: &Base, genre: Genre, id: Id) -> Result<Self> {
        let group = identite::group(base, id)?;
        let mut objet = Self::load_alone(base, genre, group[0])?;
        for &absorbed in &group[1..] {
            let changements = Self::load_alone(base, genre, absorbed)?.changements;
            objet.changements.extend(changements);
        }
        if group.len() > 1 {
            objet.members = group.len();
            objet.changements.sort_by_key(|c| (c.hlc, c.cle));
        }
        Ok(objet)
    }

    /// What was written of this very object, whatever it is one with.
    pub(super) fn load_alone(base: &Base, genre: Genre, id: Id) -> Result<Self> {
        let mut changements = Vec::new();
        base.each(CHANGEMENTS, (id, genre.as_str()), |row| {
            let cle = Cle {
                session: row.get(0)?,
                seq: row.get(1)?,
            };
            let champs = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
            let millesime: Option<String> = row.get(5)?;
            changements.push(Changement {
                cle,
                operation: OperationId {
                    session: cle.session,
                    numero: row.get(2)?,
                },
                annule: base::operation_id(row, 7)?,
                champs: champs_json::decode(genre, champs)?,
                source: parse_source(&row.get::<_, String>(4)?, millesime.as_deref())?,
                hlc: row.get(6)?,
                superseders: base.rows(SUPERSEDERS, (cle.session, cle.seq), |row| {
                    Ok(Cle {
                        session: row.get(0)?,
                        seq: row.get(1)?,
                    })
                })?,
            });
            Ok(())
        })?;
        changements.sort_by_key(|c| (c.hlc, c.cle));
        Ok(Self {
            genre,
            id,
            members: 1,
            changements,
            deletions_above: Vec::new(),
        })
    }

    /// Changes of other objects that name ours are deletions of a whole; they hide only while
    /// they stand themselves.
    fn standing_deletions_above(&self, base: &Base) -> Result<Vec<Cle>> {
        let mut above: Vec<Cle> = self
            .changements
            .iter()
            .flat_map(|c| &c.superseders)
            .copied()
            .filter(|cle| self.own(*cle).is_none())
            .collect();
        above.sort_unstable();
        above.dedup();
        let mut standing = Vec::new();
        for cle in above {
            let Some((genre, id)) = base.maybe(
                "SELECT genre, objet FROM changement WHERE session = ?1 AND seq = ?2",
                (cle.session, cle.seq),
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, Id>(1)?)),
            )?
            else {
                continue;
            };
            let genre = parse_genre(&genre)?;
            let whole = Self::load_group(base, genre, id)?;
            if whole.own_deletions().any(|c| c.cle == cle) {
                standing.push(cle);
            }
        }
        Ok(standing)
    }

    /// Whether it is one with others.
    pub(super) const fn is_several(&self) -> bool {
        self.members > 1
    }

    fn own(&self, cle: Cle) -> Option<&Changement> {
        self.changements.iter().find(|c| c.cle == cle)
    }

    /// The changes that set `champ` and are superseded by none, oldest first.
    pub(super) fn heads<'a>(&'a self, champ: &str) -> impl Iterator<Item = Tete<'a>> {
        self.changements.iter().filter_map(move |changement| {
            let ecrit = changement.champs.get(champ)?;
            let superseded = changement
                .superseders
                .iter()
                .filter_map(|&cle| self.own(cle))
                .any(|autre| autre.champs.get(champ).is_some());
            (!superseded).then_some(Tete { changement, ecrit })
        })
    }

    /// The earlier changes of this object that a change names.
    pub(super) fn replaced_by<'a>(
        &'a self,
        changement: &Changement,
    ) -> impl Iterator<Item = &'a Changement> + use<'a> {
        let cle = changement.cle;
        self.changements
            .iter()
            .filter(move |c| c.superseders.contains(&cle))
    }

    /// What stood on `champ` before the operation of `changement`: of the changes it names, those
    /// that none of the others had replaced already, oldest first. A change names rows, so it may
    /// name one for the sake of another field.
    pub(super) fn stood_before(&self, changement: &Changement, champ: &str) -> Vec<&Changement> {
        let states = |c: &&Changement| c.champs.get(champ).is_some();
        let mut avant = BTreeMap::new();
        let mut todo: Vec<&Changement> = self.replaced_by(changement).filter(states).collect();
        while let Some(nomme) = todo.pop() {
            if nomme.operation == changement.operation {
                todo.extend(self.replaced_by(nomme).filter(states));
            } else {
                avant.insert(nomme.cle, nomme);
            }
        }
        let mut depasses = BTreeSet::new();
        todo.extend(avant.values());
        while let Some(nomme) = todo.pop() {
            let nommes = self.replaced_by(nomme).filter(states);
            todo.extend(nommes.filter(|c| depasses.insert(c.cle)));
        }
        let stood = |c: &&Changement| avant.contains_key(&c.cle) && !depasses.contains(&c.cle);
        self.changements.iter().filter(stood).collect()
    }

    /// The changes that `head` says again: itself, and through undos and redos the ones whose
    /// value of `champ` they restored.
    pub(super) fn origins(&self, head: &Changement, champ: &str) -> BTreeSet<Cle> {
        let mut origins = BTreeSet::from([head.cle]);
        let undone = self
            .replaced_by(head)
            .filter(|y| Some(y.operation) == head.annule);
        for before in undone
            .filter(|y| y.champs.get(champ).is_some())
            .flat_map(|y| self.replaced_by(y))
        {
            if before.champs.get(champ) == head.champs.get(champ) {
                origins.extend(self.origins(before, champ));
            }
        }
        origins
    }

    /// What is shown of `champ`: the head and its value; `None` when nobody states anything.
    pub(super) fn shown<'a>(&'a self, champ: &str) -> Option<Tete<'a>> {
        self.heads(champ)
            .filter(|tete| *tete.ecrit != Ecrit::Retire)
            .max_by_key(|tete| tete.changement.rank())
    }

    /// The value shown of `champ`.
    pub(super) fn valeur(&self, champ: &str) -> Option<&Valeur> {
        self.shown(champ)?.ecrit.valeur()
    }

    /// The value the files, or the shipped lists, give to `champ`, whatever was typed over it.
    pub(super) fn officielle(&self, champ: &str) -> Option<&Valeur> {
        self.heads(champ)
            .filter(|t| !t.changement.source.is_typed() && *t.ecrit != Ecrit::Retire)
            .max_by_key(|t| t.changement.rank())?
            .ecrit
            .valeur()
    }

    /// Whether somebody typed over `champ`.
    pub(super) fn is_typed(&self, champ: &str) -> bool {
        self.shown(champ)
            .is_some_and(|t| t.changement.source.is_typed())
    }

    /// The standing typed heads of `champ` when they disagree; empty when there is no conflict.
    pub(super) fn conflict(&self, champ: &str) -> Vec<Cle> {
        let typed: Vec<Tete<'_>> = self
            .heads(champ)
            .filter(|t| t.changement.source.is_typed() && *t.ecrit != Ecrit::Retire)
            .collect();
        if typed.iter().all(|t| t.ecrit == typed[0].ecrit) {
            return Vec::new();
        }
        typed.iter().map(|t| t.changement.cle).collect()
    }

    /// Its own deletions that stand.
    fn own_deletions(&self) -> impl Iterator<Item = &Changement> {
        self.heads(SUPPRIME)
            .filter(|t| *t.ecrit == Ecrit::Valeur(Valeur::Entier(1)))
            .map(|t| t.changement)
    }

    pub(super) fn has_own_deletion(&self) -> bool {
        self.own_deletions().next().is_some()
    }

    /// A whole it is part of was deleted: what is written of it may bring both back.
    pub(super) const fn is_deleted_with_its_whole(&self) -> bool {
        !self.deletions_above.is_empty()
    }

    /// Every head of every field, each change once; with `seen`, only those that say again what
    /// one of these changes said.
    pub(super) fn all_heads(&self, seen: Option<&BTreeSet<Cle>>) -> Vec<Cle> {
        let mut cles = Vec::new();
        for champ in self.fields().into_iter().chain([SUPPRIME]) {
            cles.extend(
                self.heads(champ)
                    .map(|t| t.changement)
                    .filter(|c| seen.is_none_or(|s| !self.origins(c, champ).is_disjoint(s)))
                    .map(|c| c.cle),
            );
        }
        cles.sort_unstable();
        cles.dedup();
        cles
    }

    fn fields(&self) -> impl IntoIterator<Item = &'static str> + use<> {
        self.genre.champs().iter().map(|c| c.nom)
    }

    /// Whether anybody states anything of the object.
    pub(super) fn is_stated(&self) -> bool {
        self.fields()
            .into_iter()
            .any(|champ| self.shown(champ).is_some())
    }

    /// The objects that `champ` names, or ever named: what depends on this one, even withdrawn.
    pub(super) fn ever_named(&self, champ: &str) -> BTreeSet<Id> {
        self.changements
            .iter()
            .filter_map(|c| c.champs.get(champ)?.valeur()?.id())
            .collect()
    }

    /// The standing typed statements, deletions apart.
    fn typed_heads(&self) -> Vec<&Changement> {
        let mut heads: Vec<&Changement> = self
            .fields()
            .into_iter()
            .flat_map(|champ| {
                self.heads(champ)
                    .filter(|t| t.changement.source.is_typed() && *t.ecrit != Ecrit::Retire)
                    .map(|t| t.changement)
                    .collect::<Vec<_>>()
            })
            .collect();
        heads.sort_by_key(|c| c.cle);
        heads.dedup_by_key(|c| c.cle);
        heads
    }

    /// Whether the object is hidden, given whether one of its parts is visible.
    pub(super) fn verdict(&self, visible_part: bool) -> Verdict {
        let deletions: Vec<Cle> = self
            .own_deletions()
            .map(|c| c.cle)
            .chain(self.deletions_above.iter().copied())
            .collect();
        if deletions.is_empty() {
            return if self.is_stated() {
                Verdict::Visible
            } else {
                Verdict::Hidden
            };
        }
        let unseen: Vec<Cle> = self
            .typed_heads()
            .into_iter()
            .filter(|c| !c.superseders.iter().any(|s| deletions.contains(s)))
            .map(|c| c.cle)
            .collect();
        if unseen.is_empty() && !(visible_part && self.has_own_deletion()) {
            return Verdict::Hidden;
        }
        Verdict::Contested(deletions.into_iter().chain(unseen).collect())
    }
}

/// Whether an object shows.
pub(super) enum Verdict {
    Visible,
    Hidden,
    /// Deleted by one, written by another: visible, with the changes on both sides.
    Contested(Vec<Cle>),
}
