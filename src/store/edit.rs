//! The write access of one operation: appends to the journal, then projects what was touched.

use std::collections::BTreeSet;

use super::champs_json::SUPPRIME;
use super::identite::Absorbes;
use super::journal::{self, Operation};
use super::objet::{Changement, Cle, Objet};
use super::situation::{self, Tranche};
use super::{Champs, Ecrit, Genre, Store, Valeur, projection, rangee};
use crate::domain::{Id, Source};
use crate::error::{Error, Result};

/// What one operation writes. Obtained from [`Store::transact`] only.
pub struct Edit<'a> {
    pub(super) store: &'a mut Store,
    pub(super) operation: Operation,
    /// The first and last rows of the operation; none before the first write.
    pub(super) written: Option<(i64, i64)>,
    pub(super) touched: BTreeSet<(Genre, Id)>,
    pub(super) purges: bool,
    /// As the tables say: what this operation answers of them counts from the next projection on.
    pub(super) absorbes: Absorbes,
}

impl<'a> Edit<'a> {
    pub(super) fn new(store: &'a mut Store, operation: Operation) -> Result<Self> {
        let purges = store.base.exists("SELECT 1 FROM purge", [])?;
        // The first operation makes the tables, or brings those of an older schema up to date.
        let absorbes = match operation.id.numero {
            0 => Absorbes::default(),
            _ => Absorbes::load(&store.base)?,
        };
        Ok(Self {
            store,
            operation,
            written: None,
            touched: BTreeSet::new(),
            purges,
            absorbes,
        })
    }

    /// Sets these fields of an object, creating it when new.
    ///
    /// A field whose standing value of the same layer (typed, or official) is already this one is
    /// not written again. A typed value replaces the typed ones before it and hides the official
    /// one; an official value replaces the official ones of an older or equal millésime.
    /// Writing on an object that was deleted brings it back, unless the source is official.
    /// Returns whether anything was written.
    pub fn put(&mut self, genre: Genre, objet: Id, champs: Champs, source: Source) -> Result<bool> {
        check(genre, &champs)?;
        if source == Source::Saisi && champs.has_nul() {
            return Err(Error::Invalid(
                "Ce texte contient un signe nul, que les autres programmes prennent pour sa \
                 fin\u{202f}: retapez-le sans le coller."
                    .to_owned(),
            ));
        }
        if !self
            .store
            .base
            .exists("SELECT 1 FROM changement WHERE objet = ?1", [objet])?
        {
            return self.create(genre, objet, champs, source);
        }
        if self.is_purged(objet)? {
            return Ok(false);
        }
        let connu = Objet::load(&self.store.base, genre, objet)?;
        if connu.is_deleted_with_its_whole() {
            self.store.mark_family(genre);
        }
        let mut nouveaux = Champs::new();
        let mut remplace = Vec::new();
        for (champ, ecrit) in champs.0 {
            if is_already_said(&connu, champ, &ecrit, source) {
                continue;
            }
            remplace.extend(superseded(&connu, champ, source));
            nouveaux.0.push((champ, ecrit));
        }
        let hidden = connu.has_own_deletion() && source.is_typed();
        if hidden {
            remplace.extend(connu.heads(SUPPRIME).map(|t| t.changement.cle));
            nouveaux.0.push((SUPPRIME, Ecrit::Retire));
        }
        if nouveaux.is_empty() {
            return Ok(false);
        }
        if remplace.is_empty() {
            // What completes an object names a row of it, so that it is known to come after: the
            // clocks of two machines do not say. A row without these fields is not replaced.
            let apart = |c: &&Changement| nouveaux.0.iter().all(|(n, _)| c.champs.get(n).is_none());
            remplace.extend(connu.changements.iter().find(apart).map(|c| c.cle));
        }
        self.append(genre, objet, &nouveaux, source, remplace)?;
        self.touched.insert((genre, objet));
        Ok(true)
    }

    /// An object nobody had written: its first change is its state, so nothing is read back.
    pub(super) fn create(
        &mut self,
        genre: Genre,
        objet: Id,
        mut champs: Champs,
        source: Source,
    ) -> Result<bool> {
        champs
            .0
            .retain(|(_, ecrit)| matches!(ecrit, Ecrit::Valeur(_)));
        if champs.is_empty() || self.is_purged(objet)? {
            return Ok(false);
        }
        self.append(genre, objet, &champs, source, Vec::new())?;
        match genre {
            Genre::Ecole | Genre::EcoleChangement | Genre::Identite => {
                self.touched.insert((genre, objet));
            }
            Genre::Releve => self.project_first_releve(objet, &champs)?,
            _ => {
                let base = &self.store.base;
                rangee::insert_new(base, &self.absorbes, genre, objet, &champs)?;
                self.revive_whole(genre, &champs)?;
            }
        }
        Ok(true)
    }

    /// A school seen for the first time needs no putting together.
    fn project_first_releve(&mut self, releve: Id, champs: &Champs) -> Result<()> {
        let texte = |nom| {
            champs
                .get(nom)
                .and_then(Ecrit::valeur)
                .and_then(Valeur::texte)
        };
        let ecole = champs
            .get("ecole")
            .and_then(Ecrit::valeur)
            .and_then(Valeur::id);
        let (Some(ecole), Some(millesime)) = (ecole, texte("millesime")) else {
            return Err(Error::Journal(
                "un relevé sans école ou sans millésime".to_owned(),
            ));
        };
        let first = self.store.base.execute(
            "INSERT INTO ecole (id, uai, supprime) VALUES (?1, ?2, 0) ON CONFLICT (id) DO NOTHING",
            (ecole, texte("uai")),
        )? == 1;
        // After the school it refers to: a reference that waits for its target costs a search.
        let base = &self.store.base;
        rangee::insert_new(base, &self.absorbes, Genre::Releve, releve, champs)?;
        if first {
            let tranche = Tranche::first(millesime, champs.clone());
            let mut statement = situation::prepare(&self.store.base)?;
            situation::insert(&mut statement, &self.absorbes, ecole, &tranche)
        } else {
            self.touched.insert((Genre::Releve, releve));
            Ok(())
        }
    }

    /// A new part of a whole that was deleted, or is contested, changes its fate.
    fn revive_whole(&mut self, genre: Genre, champs: &Champs) -> Result<()> {
        let Some((champ, whole)) = genre.parent() else {
            return Ok(());
        };
        let Some(parent) = champs
            .get(champ)
            .and_then(Ecrit::valeur)
            .and_then(Valeur::id)
            .map(|id| self.absorbes.stays(id))
        else {
            return Ok(());
        };
        let sql = format!(
            "SELECT 1 FROM {} WHERE id = ?1 AND supprime = 1
             UNION ALL SELECT 1 FROM conflit WHERE objet = ?1 AND champ = 'supprime'",
            whole.as_str()
        );
        if self.store.base.exists(&sql, [parent])? {
            self.store.mark_family(genre);
            self.touched.insert((whole, parent));
        }
        Ok(())
    }

    /// Deletes an object and its parts: hidden, never removed, and undoable.
    pub fn delete(&mut self, genre: Genre, objet: Id) -> Result<()> {
        let connu = Objet::load(&self.store.base, genre, objet)?;
        if connu.changements.is_empty() {
            return Err(Error::Invalid(
                "Cet élément n’existe plus : rien à supprimer.".to_owned(),
            ));
        }
        let champs = Champs::new().set(SUPPRIME, true);
        let remplace = self.heads_with_parts(&connu, None)?;
        self.append(genre, objet, &champs, Source::Saisi, remplace)?;
        self.touched.insert((genre, objet));
        Ok(())
    }

    /// The heads of an object and of all its parts: what a deletion names. With `seen`, only
    /// those that say again what one of these changes said.
    pub(super) fn heads_with_parts(
        &self,
        objet: &Objet,
        seen: Option<&BTreeSet<Cle>>,
    ) -> Result<Vec<Cle>> {
        let mut heads = objet.all_heads(seen);
        for (part, champ) in projection::parts_of(objet.genre) {
            // What is one with another goes with that other, which may be part of another whole.
            let sql = format!(
                "SELECT id FROM {} WHERE {champ} = ?1 AND id NOT IN (SELECT objet FROM absorbe)",
                part.as_str()
            );
            let ids = self
                .store
                .base
                .rows(&sql, [objet.id], |row| row.get::<_, Id>(0))?;
            for id in ids {
                let part = Objet::load(&self.store.base, part, id)?;
                heads.extend(self.heads_with_parts(&part, seen)?);
            }
        }
        Ok(heads)
    }

    /// Appends one change and remembers what to project.
    pub(super) fn write(
        &mut self,
        genre: Genre,
        objet: Id,
        champs: &Champs,
        source: Source,
        remplace: Vec<Cle>,
    ) -> Result<()> {
        self.append(genre, objet, champs, source, remplace)?;
        self.touched.insert((genre, objet));
        Ok(())
    }

    fn append(
        &mut self,
        genre: Genre,
        objet: Id,
        champs: &Champs,
        source: Source,
        mut remplace: Vec<Cle>,
    ) -> Result<()> {
        remplace.sort_unstable();
        remplace.dedup();
        if genre == Genre::Releve {
            self.store.releves += 1;
        }
        if genre == Genre::Identite {
            self.store.changed = Genre::ALL.into();
        } else if champs.get(SUPPRIME).is_some() {
            self.store.mark_family(genre);
        } else {
            self.store.changed.insert(genre);
        }
        let (cle, hlc) = self.store.next_change();
        self.begin(cle, hlc)?;
        let base = &self.store.base;
        journal::append(
            base,
            &self.operation,
            cle,
            genre,
            objet,
            champs,
            source,
            hlc,
            &remplace,
        )
    }

    /// What is about to be written under `cle` is of this operation, which gets its row with its
    /// first change.
    pub(super) fn begin(&mut self, cle: Cle, hlc: i64) -> Result<()> {
        if let Some((_, dernier)) = &mut self.written {
            *dernier = cle.seq;
        } else {
            self.store.begin_operation(&self.operation, cle.seq, hlc)?;
            self.written = Some((cle.seq, cle.seq));
        }
        Ok(())
    }

    pub(super) fn is_purged(&self, objet: Id) -> Result<bool> {
        Ok(self.purges
            && self.store.base.exists(
                "SELECT 1 FROM purge WHERE cible = ?1 AND champ = ''",
                [objet],
            )?)
    }

    /// Brings the tables in line with the journal.
    pub(super) fn project(&mut self) -> Result<()> {
        projection::project(&self.store.base, &self.touched)?;
        if self.touched.iter().any(|(g, _)| *g == Genre::Identite) {
            self.absorbes = Absorbes::load(&self.store.base)?;
        }
        self.touched.clear();
        Ok(())
    }
}

/// Whether writing this would say nothing new.
fn is_already_said(connu: &Objet, champ: &str, ecrit: &Ecrit, source: Source) -> bool {
    let same_layer = || {
        connu
            .heads(champ)
            .filter(|t| t.changement.source.is_typed() == source.is_typed())
    };
    if *ecrit == Ecrit::Retire {
        return same_layer().all(|t| *t.ecrit == Ecrit::Retire);
    }
    match source {
        // The same file read again. What was said then may have been superseded by a newer file.
        Source::Officiel { .. } => {
            same_layer().all(|t| *t.ecrit != Ecrit::Retire)
                && connu
                    .changements
                    .iter()
                    .any(|c| c.source == source && c.champs.get(champ) == Some(ecrit))
        }
        Source::Saisi | Source::Tableur => {
            let mut heads = same_layer();
            match (heads.next(), heads.next()) {
                (Some(seul), None) => seul.ecrit == ecrit,
                (None, _) => *ecrit == Ecrit::Nul && connu.shown(champ).is_none(),
                _ => false,
            }
        }
    }
}

/// The heads of the same layer that a new value from `source` replaces.
fn superseded(connu: &Objet, champ: &str, source: Source) -> Vec<Cle> {
    connu
        .heads(champ)
        .filter(
            |t| match (source.millesime(), t.changement.source.millesime()) {
                (Some(mien), Some(sien)) => sien <= mien,
                (None, None) => true,
                _ => false,
            },
        )
        .map(|t| t.changement.cle)
        .collect()
}

/// Refuses a field the kind does not have, a value of another type, a date that is none.
pub(super) fn check(genre: Genre, champs: &Champs) -> Result<()> {
    use crate::domain::TypeChamp;
    let connus = genre.champs();
    let mut next = 0;
    let mut seen = 0_u64;
    for (nom, ecrit) in &champs.0 {
        let faute = |quoi: &str| {
            Error::Invalid(format!(
                "Le champ « {nom} » de « {} » {quoi}.",
                genre.as_str()
            ))
        };
        // Fields mostly come in the order of the kind: resume where the last one was found.
        let position = (next..connus.len())
            .chain(0..next)
            .find(|&i| connus[i].nom == *nom)
            .ok_or_else(|| faute("n’existe pas"))?;
        next = position + 1;
        if seen & (1 << position) != 0 {
            return Err(faute("est donné deux fois"));
        }
        seen |= 1 << position;
        let champ = connus[position];
        let accepted = match (champ.type_champ, ecrit) {
            (_, Ecrit::Nul | Ecrit::Retire)
            | (TypeChamp::Texte, Ecrit::Valeur(Valeur::Texte(_)))
            | (TypeChamp::Entier, Ecrit::Valeur(Valeur::Entier(_)))
            | (TypeChamp::Reference, Ecrit::Valeur(Valeur::Id(_))) => true,
            (TypeChamp::Date, Ecrit::Valeur(Valeur::Texte(texte))) => {
                texte.len() == 10 && super::objet::parse_day(texte).is_ok()
            }
            (TypeChamp::Bool, Ecrit::Valeur(Valeur::Entier(n))) => matches!(n, 0 | 1),
            (TypeChamp::Reel, Ecrit::Valeur(Valeur::Reel(reel))) => reel.is_finite(),
            _ => false,
        };
        if !accepted {
            return Err(faute("a une valeur impossible"));
        }
    }
    Ok(())
}
