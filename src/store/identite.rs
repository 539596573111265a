//! Two objects that are one: what people answered, and what follows from it.
//!
//! `identite` holds the answers, one object of the journal per pair, so they are undone, merged
//! and disputed like anything else. From the 'meme' among them, `absorbe` is drawn: in each group
//! the smallest identity stays. Then the whole of the rule is in two places and no reader knows
//! of it:
//! - [`super::objet::Objet::load`] reads the changes of a group as those of one object, so heads,
//!   conflicts, deletion and undo mean of a group what they mean of an object, and a value only
//!   the absorbed one had is kept;
//! - the projection hides the rows of the absorbed and writes, wherever an object refers to one,
//!   the identity that stays.
//!
//! Nothing is moved and nothing is rewritten in the journal, which is why a merge in any order
//! gives the same tables and taking the answer back gives the two objects back. The journal could
//! have been made to say it (copying the fields of one into the other), but two people doing so
//! apart would have written the same thing twice, and undoing would have had to guess what was
//! written since. An answer about an object of which anything was erased counts for nothing: what
//! was erased must not come back from its double.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Base;
use super::objet::parse_genre;
use super::{Champs, Edit, Genre, Valeur};
use crate::domain::{ChampEcole, Id, Reponse, Source, TypeChamp};
use crate::error::{Error, Result};

/// The identity of the answer about these two, in either order.
pub fn identite_id(un: Id, autre: Id) -> Id {
    let (premier, second) = (un.min(autre), un.max(autre));
    Id::derived("identite", &format!("{premier}/{second}"))
}

impl Genre {
    /// Whether two objects of this kind can be one. What files and measures say stands under names
    /// that two people share already; a school of a wrong UAI is recoded.
    pub const fn may_be_one(self) -> bool {
        !matches!(
            self,
            Self::Ecole
                | Self::Releve
                | Self::EcoleChangement
                | Self::SecteurCollege
                | Self::CommuneInfo
                | Self::Lot
                | Self::Correspondance
                | Self::Objectif
                | Self::CleEnvoi
                | Self::Reception
                | Self::Identite
        )
    }
}

impl Edit<'_> {
    /// Somebody answers of two objects of kind `genre`. Saying « the same » of two wholes says it
    /// too of their parts that are one by name: the same school of two trainings' sessions.
    ///
    /// # Errors
    /// One of the two is not there, or objects of this kind are never one.
    pub fn identifier(
        &mut self,
        genre: Genre,
        un: Id,
        autre: Id,
        reponse: Reponse,
    ) -> Result<bool> {
        let sensee = genre.may_be_one()
            && un != autre
            && (reponse != Reponse::Conjointe || genre == Genre::Visite);
        if !sensee {
            return Err(Error::Invalid(
                "Ces deux éléments ne peuvent pas être le même\u{202f}: rien n’a été changé."
                    .to_owned(),
            ));
        }
        for id in [un, autre] {
            let sql = format!("SELECT 1 FROM {} WHERE id = ?1", genre.as_str());
            if !self.store.base.exists(&sql, [id])? {
                return Err(Error::Invalid(
                    "L’un des deux éléments n’est plus dans le carnet\u{202f}: rien n’a été changé."
                        .to_owned(),
                ));
            }
        }
        let champs = Champs::new()
            .set("genre", genre.as_str())
            .set("premier", un.min(autre))
            .set("second", un.max(autre))
            .set("reponse", reponse.as_str());
        let wrote = self.put(
            Genre::Identite,
            identite_id(un, autre),
            champs,
            Source::Saisi,
        )?;
        if reponse == Reponse::Meme {
            for (part, id, double) in self.parts_alike(genre, un, autre)? {
                self.identifier(part, id, double, Reponse::Meme)?;
            }
        }
        Ok(wrote)
    }

    /// The parts of two wholes that are one because all that names them is.
    fn parts_alike(&self, genre: Genre, un: Id, autre: Id) -> Result<Vec<(Genre, Id, Id)>> {
        let (part, whole, key) = match genre {
            Genre::Projet => (Genre::ProjetEcole, "projet", "ecole"),
            Genre::Formation => (Genre::Seance, "formation", "le"),
            Genre::Seance => (Genre::Participation, "seance", "ecole"),
            Genre::Evenement => (Genre::EvenementEcole, "evenement", "ecole"),
            _ => return Ok(Vec::new()),
        };
        let table = part.as_str();
        let sql = format!(
            "SELECT a.id, min(b.id) FROM {table} a JOIN {table} b ON b.{key} = a.{key}
             WHERE a.{whole} = ?1 AND b.{whole} = ?2 AND a.supprime = 0 AND b.supprime = 0
             GROUP BY a.id"
        );
        self.store.base.rows(&sql, (un, autre), |row| {
            Ok((part, row.get(0)?, row.get(1)?))
        })
    }
}

/// Which objects are hidden behind which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Absorbes(BTreeMap<Id, Id>);

impl Absorbes {
    pub(super) fn load(base: &Base) -> Result<Self> {
        let lignes = base.rows("SELECT objet, par FROM absorbe", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(Self(lignes.into_iter().collect()))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_absorbed(&self, id: Id) -> bool {
        self.0.contains_key(&id)
    }

    /// The object that stays for this one: itself, mostly.
    pub(super) fn stays(&self, id: Id) -> Id {
        self.0.get(&id).copied().unwrap_or(id)
    }

    /// What is written where `valeur` refers to an object.
    pub(super) fn resolve(&self, valeur: Option<&Valeur>) -> Option<Valeur> {
        match valeur {
            Some(Valeur::Id(id)) => Some(Valeur::Id(self.stays(*id))),
            autre => autre.cloned(),
        }
    }
}

/// All that are one with `id`, the one that stays first.
pub(super) fn group(base: &Base, id: Id) -> Result<Vec<Id>> {
    let stays = base
        .maybe("SELECT par FROM absorbe WHERE objet = ?1", [id], |row| {
            row.get::<_, Id>(0)
        })?
        .unwrap_or(id);
    let mut ids = vec![stays];
    ids.extend(
        base.rows("SELECT objet FROM absorbe WHERE par = ?1", [stays], |row| {
            row.get::<_, Id>(0)
        })?,
    );
    Ok(ids)
}

/// The answers that speak of `id`.
pub(super) fn answers_about(base: &Base, id: Id) -> Result<Vec<Id>> {
    base.rows(
        "SELECT id FROM identite WHERE premier = ?1 OR second = ?1",
        [id],
        |row| row.get(0),
    )
}

/// Draws `absorbe` again from the answers as they stand. Returns the objects whose group moved.
pub(super) fn draw(base: &Base) -> Result<BTreeSet<(Genre, Id)>> {
    let answers = base.rows(
        "SELECT genre, premier, second FROM identite
         WHERE supprime = 0 AND reponse = 'meme'
           AND genre IS NOT NULL AND premier IS NOT NULL AND second IS NOT NULL",
        [],
        |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, Id>(1)?,
                row.get::<_, Id>(2)?,
            ))
        },
    )?;
    let mut genres: BTreeMap<Id, Genre> = BTreeMap::new();
    let mut groups = Groups::default();
    for (genre, premier, second) in answers {
        let genre = parse_genre(&genre)?;
        if genre.may_be_one() && is_of(base, genre, premier)? && is_of(base, genre, second)? {
            genres.extend([(premier, genre), (second, genre)]);
            groups.join(premier, second);
        }
    }
    let before = Absorbes::load(base)?;
    let after = Absorbes(groups.absorbed());
    if before == after {
        return Ok(BTreeSet::new());
    }
    let mut moved = BTreeSet::new();
    for &id in before.0.keys().chain(after.0.keys()) {
        let (was, is) = (before.stays(id), after.stays(id));
        if was != is {
            moved.extend([id, was, is]);
        }
    }
    base.execute("DELETE FROM absorbe", [])?;
    for (objet, par) in &after.0 {
        base.execute(
            "INSERT INTO absorbe (objet, par) VALUES (?1, ?2)",
            (objet, par),
        )?;
    }
    moved
        .into_iter()
        .map(|id| {
            let genre = match genres.get(&id) {
                Some(&genre) => genre,
                None => genre_of(base, id)?,
            };
            Ok((genre, id))
        })
        .collect()
}

/// Whether the journal knows `id` as one of kind `genre` of which nothing was erased.
fn is_of(base: &Base, genre: Genre, id: Id) -> Result<bool> {
    base.exists(
        "SELECT 1 FROM changement WHERE objet = ?1 AND genre = ?2
           AND NOT EXISTS (SELECT 1 FROM purge WHERE cible = ?1)",
        (id, genre.as_str()),
    )
}

fn genre_of(base: &Base, id: Id) -> Result<Genre> {
    let genre = base.one(
        "SELECT genre FROM changement WHERE objet = ?1 LIMIT 1",
        [id],
        |row| row.get::<_, String>(0),
    )?;
    parse_genre(&genre)
}

/// The objects that refer to one of these, or whose row says that they do.
pub(super) fn referrers(
    base: &Base,
    moved: &BTreeSet<(Genre, Id)>,
) -> Result<BTreeSet<(Genre, Id)>> {
    let ids: BTreeSet<Id> = moved.iter().map(|(_, id)| *id).collect();
    let mut found = BTreeSet::new();
    if ids.is_empty() {
        return Ok(found);
    }
    for genre in Genre::ALL.into_iter().filter(|g| *g != Genre::Identite) {
        for champ in genre.colonnes() {
            if champ.type_champ == TypeChamp::Reference && champ.nom != ECOLE {
                found.extend(named_in(
                    base,
                    genre,
                    genre.as_str(),
                    "id",
                    champ.nom,
                    &ids,
                )?);
            }
        }
    }
    if moved.iter().any(|(g, _)| *g == Genre::Circonscription) {
        let champ = ChampEcole::Circonscription.as_str();
        found.extend(named_in(
            base,
            Genre::Ecole,
            "ecole_situation",
            "ecole",
            champ,
            &ids,
        )?);
    }
    Ok(found)
}

/// A reference that never names an absorbed object.
const ECOLE: &str = "ecole";

fn named_in(
    base: &Base,
    genre: Genre,
    table: &str,
    id: &str,
    champ: &str,
    ids: &BTreeSet<Id>,
) -> Result<BTreeSet<(Genre, Id)>> {
    let mut found = BTreeSet::new();
    let sql = format!("SELECT {id}, {champ} FROM {table} WHERE {champ} IS NOT NULL");
    base.each(&sql, [], |row| {
        if ids.contains(&row.get(1)?) {
            found.insert((genre, row.get(0)?));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Groups of identities, each known by its smallest.
#[derive(Default)]
struct Groups(BTreeMap<Id, Id>);

impl Groups {
    fn smallest(&self, id: Id) -> Id {
        let mut at = id;
        while let Some(&up) = self.0.get(&at) {
            at = up;
        }
        at
    }

    fn join(&mut self, un: Id, autre: Id) {
        let (un, autre) = (self.smallest(un), self.smallest(autre));
        if un != autre {
            self.0.insert(un.max(autre), un.min(autre));
        }
    }

    fn absorbed(&self) -> BTreeMap<Id, Id> {
        self.0.keys().map(|&id| (id, self.smallest(id))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_answers_in_any_order_leaves_the_smallest() {
        let id = |n: u8| Id::from_bytes([n; 16]);
        let pairs = [(4, 3), (1, 2), (3, 2), (7, 9)];
        let expected: BTreeMap<Id, Id> = [(2, 1), (3, 1), (4, 1), (9, 7)]
            .map(|(objet, par)| (id(objet), id(par)))
            .into();
        for tour in 0..pairs.len() {
            let mut groups = Groups::default();
            for i in 0..pairs.len() {
                let (un, autre) = pairs[(tour + i) % pairs.len()];
                groups.join(id(un), id(autre));
            }
            assert_eq!(groups.absorbed(), expected);
        }
    }
}
