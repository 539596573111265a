//! Undo and redo: a change that restores what an operation replaced.
//!
//! Undoing operation X writes, for each of its changes that still stands on a field, the values
//! it had replaced, with their own source and millésime; a field nobody had stated before is
//! withdrawn, and an object X had created is deleted. Where someone has written since, nothing
//! is touched and the person is told. Redoing is undoing the undo: one mechanism, which survives
//! a restart because it is only the journal.

use std::collections::{BTreeMap, BTreeSet};

use super::champs_json::SUPPRIME;
use super::historique::DU_PROGRAMME;
use super::objet::{Changement, Cle, Objet, parse_genre};
use super::{Champs, Ecrit, Edit, Genre, OperationId, Store, base, libelles};
use crate::domain::{Id, Source};
use crate::error::{Error, Result};

/// What an undo or a redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annulation {
    /// The name of the operation undone or redone.
    pub libelle: String,
    /// What was left because someone has written since, one sentence each.
    pub laisses: Vec<String>,
}

/// One operation of this carnet's own, as the stack of undo sees it.
#[derive(Clone, Debug)]
struct Faite {
    id: OperationId,
    libelle: String,
    annule: Option<OperationId>,
}

/// The operations of this carnet's own, oldest first, and which of them stand.
struct Pile {
    faites: Vec<Faite>,
    annulees: BTreeSet<OperationId>,
}

impl Pile {
    fn load(store: &Store) -> Result<Self> {
        let faites = store.base.rows(
            &format!(
                "SELECT session, numero, libelle, annule_session, annule_numero FROM operation o
                 WHERE session NOT IN (SELECT session FROM recu) AND NOT {DU_PROGRAMME}
                 ORDER BY hlc, session, numero"
            ),
            [],
            |row| {
                let annule = base::operation_id(row, 3)?;
                Ok(Faite {
                    id: OperationId {
                        session: row.get(0)?,
                        numero: row.get(1)?,
                    },
                    libelle: row.get(2)?,
                    annule,
                })
            },
        )?;
        let annulees = standing_undone(faites.iter().map(|f| (f.id, f.annule)));
        Ok(Self { faites, annulees })
    }

    fn stands(&self, faite: &Faite) -> bool {
        !self.annulees.contains(&faite.id)
    }

    /// The latest act that stands and is not itself an undo.
    fn to_undo(&self) -> Option<&Faite> {
        self.faites
            .iter()
            .rev()
            .find(|f| f.annule.is_none() && self.stands(f))
    }

    /// The latest undo that stands and after which nothing new was done.
    fn to_redo(&self) -> Option<&Faite> {
        self.faites
            .iter()
            .rev()
            .take_while(|f| f.annule.is_some())
            .find(|f| self.stands(f) && self.undoes_an_act(f))
    }

    fn undoes_an_act(&self, faite: &Faite) -> bool {
        faite
            .annule
            .and_then(|id| self.find(id))
            .is_some_and(|cible| cible.annule.is_none())
    }

    fn find(&self, id: OperationId) -> Option<&Faite> {
        self.faites.iter().find(|f| f.id == id)
    }

    /// The act behind an undo, or behind a redo.
    fn act<'a>(&'a self, faite: &'a Faite) -> &'a Faite {
        let mut act = faite;
        while let Some(cible) = act.annule.and_then(|id| self.find(id)) {
            act = cible;
        }
        act
    }
}

/// The operations undone by one that stands. Operations are given oldest first, so an undo is
/// judged before what it undoes when walking back.
pub(super) fn standing_undone(
    operations: impl DoubleEndedIterator<Item = (OperationId, Option<OperationId>)>,
) -> BTreeSet<OperationId> {
    let mut undone = BTreeSet::new();
    for (id, annule) in operations.rev() {
        if let Some(cible) = annule
            && !undone.contains(&id)
        {
            undone.insert(cible);
        }
    }
    undone
}

impl Store {
    /// The name of what [`Self::undo`] would undo.
    pub fn undo_label(&self) -> Result<Option<String>> {
        Ok(Pile::load(self)?.to_undo().map(|f| f.libelle.clone()))
    }

    /// The name of what [`Self::redo`] would do again.
    pub fn redo_label(&self) -> Result<Option<String>> {
        let pile = Pile::load(self)?;
        Ok(pile.to_redo().map(|f| pile.act(f).libelle.clone()))
    }

    /// Undoes my latest operation; `None` when there is nothing to undo.
    pub fn undo(&mut self) -> Result<Option<Annulation>> {
        let pile = Pile::load(self)?;
        let Some(faite) = pile.to_undo() else {
            return Ok(None);
        };
        let prefixe = "Annulation";
        self.reverse(faite.id, &faite.libelle, prefixe).map(Some)
    }

    /// Does again what was undone last; `None` when there is nothing to redo.
    pub fn redo(&mut self) -> Result<Option<Annulation>> {
        let pile = Pile::load(self)?;
        let Some(faite) = pile.to_redo() else {
            return Ok(None);
        };
        let prefixe = "Rétablissement";
        self.reverse(faite.id, &pile.act(faite).libelle, prefixe)
            .map(Some)
    }

    /// Undoes my operations one by one, from the latest down to `operation` included.
    ///
    /// Refused, before anything is written, when `operation` is not one of mine that stands, or
    /// when a merge came after it.
    pub fn undo_until(&mut self, operation: OperationId) -> Result<Vec<Annulation>> {
        let pile = Pile::load(self)?;
        let standing: Vec<OperationId> = pile
            .faites
            .iter()
            .rev()
            .filter(|f| f.annule.is_none() && pile.stands(f))
            .map(|f| f.id)
            .collect();
        let Some(position) = standing.iter().position(|&id| id == operation) else {
            return Err(Error::Invalid(
                "Cette opération est déjà annulée, ou vient d’un autre carnet : rien à annuler."
                    .to_owned(),
            ));
        };
        if self.base.exists(
            "SELECT 1 FROM operation o JOIN fusion f ON o.hlc <= f.hlc
             WHERE o.session = ?1 AND o.numero = ?2",
            (operation.session, operation.numero),
        )? {
            return Err(Error::Invalid(
                "Un autre carnet a été réuni à celui-ci depuis cette opération\u{202f}: annulez \
                 une à une, ou revenez à avant la fusion depuis la page Échanges."
                    .to_owned(),
            ));
        }
        let mut faites = Vec::with_capacity(position + 1);
        for _ in 0..=position {
            faites.extend(self.undo()?);
        }
        Ok(faites)
    }

    /// Writes the operation that reverses another.
    fn reverse(&mut self, cible: OperationId, libelle: &str, prefixe: &str) -> Result<Annulation> {
        let operation = self.next_operation(&format!("{prefixe} : {libelle}"), Some(cible));
        let laisses = self.run(operation, |edit| {
            let laisses = edit.reverse_changes(cible)?;
            if edit.written.is_none() {
                return Err(Error::Invalid(format!(
                    "« {libelle} » ne peut plus être annulé. {}",
                    laisses.join(" ")
                )));
            }
            Ok(laisses)
        })?;
        Ok(Annulation {
            libelle: libelle.to_owned(),
            laisses,
        })
    }
}

/// Values to state again, grouped so that one change speaks for one source.
#[derive(Default)]
struct Restitution(Vec<(Source, Champs)>);

impl Restitution {
    fn add(&mut self, source: Source, champ: &'static str, ecrit: Ecrit) {
        let libre = self
            .0
            .iter_mut()
            .find(|(s, champs)| *s == source && champs.get(champ).is_none());
        match libre {
            Some((_, champs)) => champs.0.push((champ, ecrit)),
            None => self.0.push((source, Champs(vec![(champ, ecrit)]))),
        }
    }
}

impl Edit<'_> {
    /// Reverses every change of an operation, the last first. Returns what was left.
    fn reverse_changes(&mut self, cible: OperationId) -> Result<Vec<String>> {
        let (premier, dernier) = self.store.base.one(
            "SELECT premier, dernier FROM operation WHERE session = ?1 AND numero = ?2",
            (cible.session, cible.numero),
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)),
        )?;
        // Objects, each with its last row first.
        let rows = self.store.base.rows(
            "SELECT genre, objet, max(seq) FROM changement
             WHERE session = ?1 AND seq BETWEEN ?2 AND ?3
             GROUP BY genre, objet ORDER BY max(seq) DESC",
            (cible.session, premier, dernier),
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, Id>(1)?)),
        )?;
        let mut laisses = BTreeMap::new();
        for (genre, id) in rows {
            let genre = parse_genre(&genre)?;
            if let Some(laisse) = self.reverse_object(cible, genre, id)? {
                *laisses.entry(laisse).or_insert(0_u32) += 1;
            }
        }
        Ok(laisses
            .into_iter()
            .map(|(laisse, fois)| {
                if fois > 1 {
                    format!("{laisse} ({fois} fois)")
                } else {
                    laisse
                }
            })
            .collect())
    }

    fn reverse_object(
        &mut self,
        cible: OperationId,
        genre: Genre,
        id: Id,
    ) -> Result<Option<String>> {
        let objet = Objet::load(&self.store.base, genre, id)?;
        let mine: Vec<&Changement> = objet
            .changements
            .iter()
            .filter(|c| c.operation == cible)
            .collect();
        let mut left: Vec<&'static str> = Vec::new();
        let mut todo: Vec<(&Changement, &'static str)> = Vec::new();
        let mut remplace: Vec<Cle> = Vec::new();
        for &changement in &mine {
            for &(champ, _) in &changement.champs.0 {
                let standing: Vec<Cle> = objet
                    .heads(champ)
                    .filter(|t| objet.origins(t.changement, champ).contains(&changement.cle))
                    .map(|t| t.changement.cle)
                    .collect();
                if !standing.is_empty() {
                    // The change itself too: that is how a later undo finds its way back.
                    remplace.extend(standing);
                    remplace.push(changement.cle);
                    todo.push((changement, champ));
                } else if !mine
                    .iter()
                    .any(|autre| autre.cle > changement.cle && autre.champs.get(champ).is_some())
                {
                    left.push(champ);
                }
            }
        }
        let laisse = (!left.is_empty()).then(|| libelles::laisse(genre, &left));
        // What is typed of a school are corrections of the files: withdrawn, never a deletion.
        let typed = genre != Genre::Ecole && mine.iter().any(|c| c.source.is_typed());
        // Of several that are one, what was said is withdrawn: a deletion would hide them all.
        if typed && !objet.is_several() && created(&objet, &mine) {
            if !left.is_empty() || has_others(&objet, &mine) {
                return Ok(Some(libelles::laisse(genre, &[])));
            }
            let champs = Champs::new().set(SUPPRIME, true);
            let remplace = self.heads_with_parts(&objet, None)?;
            self.write(genre, id, &champs, Source::Saisi, remplace)?;
            return Ok(None);
        }
        let mut restitution = Restitution::default();
        let mut deletions: Vec<&Changement> = Vec::new();
        for (changement, champ) in todo {
            let replaced = objet.stood_before(changement, champ);
            if replaced.is_empty() {
                restitution.add(changement.source, champ, Ecrit::Retire);
            }
            for avant in replaced {
                let ecrit = avant.champs.get(champ).cloned().unwrap_or(Ecrit::Retire);
                if champ == SUPPRIME && ecrit.valeur().is_some() {
                    deletions.push(avant);
                } else {
                    restitution.add(avant.source, champ, ecrit);
                }
            }
        }
        for (source, champs) in restitution.0 {
            self.write(genre, id, &champs, source, remplace.clone())?;
        }
        for deletion in deletions {
            self.delete_again(genre, id, deletion, remplace.clone())?;
        }
        Ok(laisse)
    }

    /// States a deletion again: it names what it named, in the words of today, and nothing that
    /// it had not seen.
    fn delete_again(
        &mut self,
        genre: Genre,
        id: Id,
        deletion: &Changement,
        mut remplace: Vec<Cle>,
    ) -> Result<()> {
        let seen: BTreeSet<Cle> = self
            .store
            .base
            .rows(
                "SELECT r_session, r_seq FROM remplace WHERE session = ?1 AND seq = ?2",
                (deletion.cle.session, deletion.cle.seq),
                |row| {
                    Ok(Cle {
                        session: row.get(0)?,
                        seq: row.get(1)?,
                    })
                },
            )?
            .into_iter()
            .collect();
        let objet = Objet::load(&self.store.base, genre, id)?;
        remplace.extend(self.heads_with_parts(&objet, Some(&seen))?);
        self.write(
            genre,
            id,
            &Champs::new().set(SUPPRIME, true),
            deletion.source,
            remplace,
        )
    }
}

fn among(changements: &[&Changement], cle: Cle) -> bool {
    changements.iter().any(|c| c.cle == cle)
}

/// Whether these changes made the object: nothing of it was written before them.
fn created(objet: &Objet, mine: &[&Changement]) -> bool {
    let deletes = mine.iter().any(|c| c.champs.get(SUPPRIME).is_some());
    !deletes
        && mine
            .iter()
            .all(|c| objet.replaced_by(c).all(|p| among(mine, p.cle)))
        && objet
            .changements
            .first()
            .is_some_and(|c| among(mine, c.cle))
}

/// Whether someone else states something of the object, unaware of these changes or after them.
fn has_others(objet: &Objet, mine: &[&Changement]) -> bool {
    objet.genre.champs().iter().any(|champ| {
        objet.heads(champ.nom).any(|t| {
            let origins = objet.origins(t.changement, champ.nom);
            *t.ecrit != Ecrit::Retire && !mine.iter().any(|m| origins.contains(&m.cle))
        })
    })
}
