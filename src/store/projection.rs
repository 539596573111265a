//! From the journal to the tables: the one function that writes current state.
//!
//! Every write, undo, merge and replay ends here, so *tables = replay(journal)* holds by
//! construction; `verify` proves it again from an empty database.

use std::collections::{BTreeMap, BTreeSet};

use super::base::Base;
use super::champs_json::{self, SUPPRIME};
use super::identite::{self, Absorbes};
use super::objet::{Cle, Objet, Verdict, parse_genre};
use super::{Champs, Ecrit, Genre, rangee, situation};
use crate::domain::Id;
use crate::error::Result;

/// Projects these objects, and whatever depends on them: parts before wholes, schools last.
pub(super) fn project(base: &Base, touched: &BTreeSet<(Genre, Id)>) -> Result<()> {
    let mut todo = touched.clone();
    let absorbes = draw_groups(base, &mut todo)?;
    let loaded = add_all_parts(base, &absorbes, &mut todo)?;
    project_each(base, &absorbes, todo, loaded)
}

/// Projects the whole of the journal: every part is among what it names.
pub(super) fn project_all(base: &Base) -> Result<()> {
    let mut todo = all_objects(base)?;
    let absorbes = draw_groups(base, &mut todo)?;
    project_each(base, &absorbes, todo, BTreeMap::new())
}

/// What is read of objects to find their parts, to be projected without being read again.
type Loaded = BTreeMap<(Genre, Id), Objet>;

fn project_each(
    base: &Base,
    absorbes: &Absorbes,
    mut todo: BTreeSet<(Genre, Id)>,
    mut loaded: Loaded,
) -> Result<()> {
    let mut ecoles = BTreeSet::new();
    for genre in Genre::ALL.into_iter().rev() {
        let ids: Vec<Id> = todo
            .range((genre, Id::MIN)..=(genre, Id::MAX))
            .map(|(_, id)| *id)
            .collect();
        // Of a kind that is declared before, hence to come.
        let mut above = BTreeSet::new();
        for id in ids {
            if genre == Genre::Identite {
                continue;
            }
            if genre == Genre::Ecole {
                ecoles.insert(id);
                continue;
            }
            let objet = project_object(base, absorbes, genre, id, loaded.remove(&(genre, id)))?;
            if matches!(genre, Genre::Releve | Genre::EcoleChangement) {
                ecoles.extend(objet.ever_named("ecole"));
            } else {
                above.extend(wholes(absorbes, &objet));
            }
        }
        add_wholes(base, &above, &mut todo)?;
    }
    for id in ecoles {
        project_school(base, absorbes, id, loaded.remove(&(Genre::Ecole, id)))?;
    }
    Ok(())
}

/// Projects the answers about what is one first, since they decide how the rest is read; adds
/// whatever reads otherwise since.
fn draw_groups(base: &Base, touched: &mut BTreeSet<(Genre, Id)>) -> Result<Absorbes> {
    let answers: Vec<Id> = touched
        .range((Genre::Identite, Id::MIN)..=(Genre::Identite, Id::MAX))
        .map(|(_, id)| *id)
        .collect();
    if !answers.is_empty() {
        for &id in &answers {
            project_object(base, &Absorbes::default(), Genre::Identite, id, None)?;
        }
        let moved = identite::draw(base)?;
        touched.extend(identite::referrers(base, &moved)?);
        touched.extend(moved);
    }
    let absorbes = Absorbes::load(base)?;
    if !absorbes.is_empty() {
        let stays = touched.iter().map(|(g, id)| (*g, absorbes.stays(*id)));
        touched.extend(stays.collect::<Vec<_>>());
    }
    Ok(absorbes)
}

/// The wholes this object is, or ever was, part of.
fn wholes(absorbes: &Absorbes, objet: &Objet) -> Vec<(Genre, Id)> {
    let Some((champ, whole)) = objet.genre.parent() else {
        return Vec::new();
    };
    let parents = objet.ever_named(champ);
    parents
        .into_iter()
        .map(|id| (whole, absorbes.stays(id)))
        .collect()
}

/// Adds those of these wholes that may come back, or go, with their parts.
fn add_wholes(
    base: &Base,
    wholes: &BTreeSet<(Genre, Id)>,
    todo: &mut BTreeSet<(Genre, Id)>,
) -> Result<()> {
    for &(genre, id) in wholes {
        if !todo.contains(&(genre, id)) && may_move(base, genre, id)? {
            todo.insert((genre, id));
        }
    }
    Ok(())
}

/// Whether the fate of a whole depends on its parts: it was deleted, or its deletion is contested,
/// or it has no row yet. One that shows undisputed has no deletion that a part could gainsay.
pub(super) fn may_move(base: &Base, whole: Genre, id: Id) -> Result<bool> {
    let sql = format!(
        "SELECT 1 FROM {} WHERE id = ?1 AND supprime = 0
           AND NOT EXISTS (SELECT 1 FROM conflit WHERE objet = ?1 AND champ = 'supprime')",
        whole.as_str()
    );
    Ok(!base.exists(&sql, [id])?)
}

/// Adds the parts that may go, or come back, with one of these objects: those of an object that
/// was never deleted have nothing to follow. Where groups were drawn again, a whole that leaves
/// one takes its deletions with it, so all parts are added.
fn add_all_parts(
    base: &Base,
    absorbes: &Absorbes,
    todo: &mut BTreeSet<(Genre, Id)>,
) -> Result<Loaded> {
    let mut loaded = Loaded::new();
    let regrouped = todo.iter().any(|(genre, _)| *genre == Genre::Identite);
    for (genre, id) in todo.clone() {
        if parts_of(genre).next().is_none() {
            continue;
        }
        let objet = Objet::load(base, genre, id)?;
        if regrouped || was_ever_deleted(&objet) {
            add_parts(base, absorbes, genre, id, todo)?;
        }
        if objet.id == id {
            loaded.insert((genre, id), objet);
        }
    }
    Ok(loaded)
}

/// Whether some change deletes the object or brings it back, or did before it was erased.
fn was_ever_deleted(objet: &Objet) -> bool {
    let mut changements = objet.changements.iter();
    changements.any(|c| c.champs.is_empty() || c.champs.get(SUPPRIME).is_some())
}

/// The parts of an object that was deleted or brought back follow it.
fn add_parts(
    base: &Base,
    absorbes: &Absorbes,
    genre: Genre,
    id: Id,
    todo: &mut BTreeSet<(Genre, Id)>,
) -> Result<()> {
    for (part, champ) in parts_of(genre) {
        let sql = format!("SELECT id FROM {} WHERE {champ} = ?1", part.as_str());
        for child in base.rows(&sql, [id], |row| row.get::<_, Id>(0))? {
            // What a deletion says of one of a group counts for the group, whose other parts may
            // stand elsewhere.
            for child in [child, absorbes.stays(child)] {
                if todo.insert((part, child)) {
                    add_parts(base, absorbes, part, child, todo)?;
                }
            }
        }
    }
    Ok(())
}

/// The kinds whose objects are part of one of kind `genre`, and by which column.
pub(super) fn parts_of(genre: Genre) -> impl Iterator<Item = (Genre, &'static str)> {
    Genre::ALL.into_iter().filter_map(move |part| {
        part.parent()
            .filter(|(_, whole)| *whole == genre)
            .map(|(champ, _)| (part, champ))
    })
}

fn has_visible_part(base: &Base, genre: Genre, id: Id) -> Result<bool> {
    for (part, champ) in parts_of(genre) {
        let sql = format!(
            "SELECT 1 FROM {} WHERE {champ} = ?1 AND supprime = 0",
            part.as_str()
        );
        if base.exists(&sql, [id])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes the row and the conflicts of one object.
fn project_object(
    base: &Base,
    absorbes: &Absorbes,
    genre: Genre,
    id: Id,
    loaded: Option<Objet>,
) -> Result<Objet> {
    if absorbes.is_absorbed(id) {
        let objet = Objet::load_alone(base, genre, id)?;
        rangee::write(base, absorbes, &objet, true, None)?;
        base.execute("DELETE FROM conflit WHERE objet = ?1", [id])?;
        return Ok(objet);
    }
    let objet = loaded.map_or_else(|| Objet::load(base, genre, id), Ok)?;
    let verdict = objet.verdict(objet.has_own_deletion() && has_visible_part(base, genre, id)?);
    let hidden = matches!(verdict, Verdict::Hidden);
    rangee::write(base, absorbes, &objet, hidden, None)?;
    rangee::write_conflicts(base, &objet, &verdict)?;
    Ok(objet)
}

/// A school exists through its relevés as well as through what was typed of it, and is then put
/// together stretch by stretch.
fn project_school(base: &Base, absorbes: &Absorbes, id: Id, loaded: Option<Objet>) -> Result<()> {
    let objet = loaded.map_or_else(|| Objet::load(base, Genre::Ecole, id), Ok)?;
    let verdict =
        objet.verdict(objet.has_own_deletion() && has_visible_part(base, Genre::Ecole, id)?);
    let layered = base.exists(
        "SELECT 1 FROM releve WHERE ecole = ?1 AND supprime = 0",
        [id],
    )? || base.exists(
        "SELECT 1 FROM ecole_changement WHERE ecole = ?1 AND supprime = 0",
        [id],
    )?;
    let hidden = matches!(verdict, Verdict::Hidden) && (objet.has_own_deletion() || !layered);
    let uai = match objet.valeur("uai") {
        Some(_) => None,
        None => base.maybe(
            "SELECT uai FROM releve WHERE ecole = ?1 AND uai IS NOT NULL LIMIT 1",
            [id],
            |row| row.get::<_, String>(0),
        )?,
    };
    rangee::write(base, absorbes, &objet, hidden, uai.as_deref())?;
    rangee::write_conflicts(base, &objet, &verdict)?;
    situation::project(base, absorbes, id, hidden)
}

/// An object that this carnet had never heard of.
pub(super) struct Inconnu {
    pub(super) genre: Genre,
    pub(super) id: Id,
    /// The change that speaks of it, when there is but one.
    pub(super) seul: Option<Cle>,
}

/// Writes the rows of unknown objects of which one thing alone is said: that is their state. They
/// are taken out of `touched`; wholes they may bring back are put in. Parents come before children
/// among them: a reference that waits for its target costs a search.
pub(super) fn project_new(
    base: &Base,
    inconnus: &[Inconnu],
    touched: &mut BTreeSet<(Genre, Id)>,
) -> Result<()> {
    if touched.iter().any(|(genre, _)| *genre == Genre::Identite) {
        return Ok(());
    }
    let absorbes = Absorbes::load(base)?;
    let mut dit = base.prepare(
        "SELECT champs, EXISTS (SELECT 1 FROM remplace WHERE r_session = ?1 AND r_seq = ?2)
         FROM changement WHERE session = ?1 AND seq = ?2",
    )?;
    let mut wholes = BTreeSet::new();
    for &Inconnu { genre, id, seul } in inconnus {
        let put_together = matches!(genre, Genre::Ecole | Genre::EcoleChangement | Genre::Releve);
        let Some(cle) = seul.filter(|_| !put_together && !absorbes.is_absorbed(id)) else {
            continue;
        };
        let dit = dit.maybe((cle.session, cle.seq), |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
        })?;
        let Some((texte, false)) = dit else {
            continue;
        };
        let champs = champs_json::decode(genre, &texte)?;
        if !is_plain(&champs) {
            continue;
        }
        rangee::insert_new(base, &absorbes, genre, id, &champs)?;
        touched.remove(&(genre, id));
        let whole = genre.parent().and_then(|(champ, whole)| {
            let parent = champs.get(champ)?.valeur()?.id()?;
            Some((whole, absorbes.stays(parent)))
        });
        wholes.extend(whole);
    }
    add_wholes(base, &wholes, touched)
}

/// Whether a change is values alone: nothing withdrawn, nothing deleted, nothing erased.
fn is_plain(champs: &Champs) -> bool {
    let plain =
        |(nom, ecrit): &(&str, Ecrit)| *nom != SUPPRIME && matches!(ecrit, Ecrit::Valeur(_));
    !champs.is_empty() && champs.0.iter().all(plain)
}

/// Every object the journal names, and every school it refers to.
pub(super) fn all_objects(base: &Base) -> Result<BTreeSet<(Genre, Id)>> {
    let noms = base.rows("SELECT DISTINCT genre, objet FROM changement", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Id>(1)?))
    })?;
    noms.into_iter()
        .map(|(genre, id)| Ok((parse_genre(&genre)?, id)))
        .collect()
}
