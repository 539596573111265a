//! From the journal to the tables: the one function that writes current state.
//!
//! Every write, undo, merge and replay ends here, so *tables = replay(journal)* holds by
//! construction; `verify` proves it again from an empty database.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rusqlite::params_from_iter;

use super::base::{Base, Prepared};
use super::champs_json::{self, SUPPRIME};
use super::identite::{self, Absorbes};
use super::objet::{Cle, Objet, Verdict, parse_genre};
use super::{Champs, Ecrit, Genre, Valeur, situation};
use crate::domain::Id;
use crate::error::Result;

/// Projects these objects, and whatever depends on them: parts before wholes, schools last.
pub(super) fn project(base: &Base, touched: &BTreeSet<(Genre, Id)>) -> Result<()> {
    let mut touched = touched.clone();
    let absorbes = draw_groups(base, &mut touched)?;
    let mut todo = touched.clone();
    for &(genre, id) in &touched {
        add_wholes(base, &absorbes, genre, id, &mut todo)?;
        add_parts(base, &absorbes, genre, id, &mut todo)?;
    }
    let mut ecoles = BTreeSet::new();
    for genre in Genre::ALL.into_iter().rev() {
        for &(_, id) in todo.range((genre, Id::MIN)..=(genre, Id::MAX)) {
            match genre {
                Genre::Ecole => {
                    ecoles.insert(id);
                }
                Genre::Releve | Genre::EcoleChangement => {
                    let objet = project_object(base, &absorbes, genre, id)?;
                    ecoles.extend(objet.ever_named("ecole"));
                }
                Genre::Identite => {}
                _ => {
                    project_object(base, &absorbes, genre, id)?;
                }
            }
        }
    }
    for id in ecoles {
        project_school(base, &absorbes, id)?;
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
            project_object(base, &Absorbes::default(), Genre::Identite, id)?;
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

/// The wholes this object is part of may come back, or go, with it.
fn add_wholes(
    base: &Base,
    absorbes: &Absorbes,
    genre: Genre,
    id: Id,
    todo: &mut BTreeSet<(Genre, Id)>,
) -> Result<()> {
    let Some((champ, whole)) = genre.parent() else {
        return Ok(());
    };
    let objet = Objet::load(base, genre, id)?;
    for parent in objet.ever_named(champ) {
        let parent = absorbes.stays(parent);
        if may_move(base, whole, parent)? && todo.insert((whole, parent)) {
            add_wholes(base, absorbes, whole, parent, todo)?;
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
fn project_object(base: &Base, absorbes: &Absorbes, genre: Genre, id: Id) -> Result<Objet> {
    if absorbes.is_absorbed(id) {
        let objet = Objet::load_alone(base, genre, id)?;
        write_row(base, absorbes, &objet, true, None)?;
        base.execute("DELETE FROM conflit WHERE objet = ?1", [id])?;
        return Ok(objet);
    }
    let objet = Objet::load(base, genre, id)?;
    let verdict = objet.verdict(objet.has_own_deletion() && has_visible_part(base, genre, id)?);
    let hidden = matches!(verdict, Verdict::Hidden);
    write_row(base, absorbes, &objet, hidden, None)?;
    write_conflicts(base, &objet, &verdict)?;
    Ok(objet)
}

/// A school exists through its relevés as well as through what was typed of it, and is then put
/// together stretch by stretch.
fn project_school(base: &Base, absorbes: &Absorbes, id: Id) -> Result<()> {
    let objet = Objet::load(base, Genre::Ecole, id)?;
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
    write_row(base, absorbes, &objet, hidden, uai.as_deref())?;
    write_conflicts(base, &objet, &verdict)?;
    situation::project(base, absorbes, id, hidden)
}

fn write_row(
    base: &Base,
    absorbes: &Absorbes,
    objet: &Objet,
    hidden: bool,
    uai: Option<&str>,
) -> Result<()> {
    let champs = objet.genre.colonnes();
    let mut valeurs: Vec<Option<Valeur>> = Vec::with_capacity(champs.len() + 2);
    valeurs.push(Some(Valeur::Id(objet.id)));
    for champ in champs {
        let valeur = match objet.genre {
            Genre::Identite => objet.valeur(champ.nom).cloned(),
            _ => absorbes.resolve(objet.valeur(champ.nom)),
        };
        valeurs.push(match (champ.nom, uai) {
            ("uai", Some(uai)) => Some(uai.into()),
            _ => valeur,
        });
    }
    valeurs.push(Some(Valeur::Entier(hidden.into())));
    base.execute(&sql(objet.genre).upsert, params_from_iter(valeurs))?;
    Ok(())
}

/// The statement that writes the row of an object nobody had ever written: its identity, its
/// columns, and that it is not deleted.
pub(super) fn prepare_insert(base: &Base, genre: Genre) -> Result<Prepared<'_>> {
    base.prepare(&sql(genre).insert)
}

/// Writes the row of an object nobody had ever written: its only change is its state.
pub(super) fn insert_new(
    base: &Base,
    absorbes: &Absorbes,
    genre: Genre,
    id: Id,
    champs: &Champs,
) -> Result<()> {
    let columns = genre.colonnes();
    let mut valeurs: Vec<Option<&Valeur>> = Vec::with_capacity(columns.len() + 2);
    let identity = Valeur::Id(id);
    let visible = Valeur::Entier(0);
    valeurs.push(Some(&identity));
    // Fields mostly come in the order of the columns: resume where the last one was found.
    let mut next = 0;
    for column in columns {
        let position = (next..champs.0.len())
            .chain(0..next)
            .find(|&i| std::ptr::eq(champs.0[i].0, column.nom) || champs.0[i].0 == column.nom);
        valeurs.push(position.and_then(|i| champs.0[i].1.valeur()));
        next = position.map_or(next, |i| i + 1);
    }
    valeurs.push(Some(&visible));
    if absorbes.is_empty() || genre == Genre::Identite {
        base.execute(&sql(genre).insert, params_from_iter(valeurs))?;
    } else {
        let stays = valeurs.into_iter().map(|v| absorbes.resolve(v));
        base.execute(&sql(genre).insert, params_from_iter(stays))?;
    }
    Ok(())
}

/// Writes the rows of objects that this carnet had never heard of and of which one thing alone is
/// said: that is their state. They are taken out of `touched`; wholes they may bring back are put
/// in.
pub(super) fn project_new(
    base: &Base,
    mut never_there: Vec<(Genre, Id)>,
    touched: &mut BTreeSet<(Genre, Id)>,
) -> Result<()> {
    if touched.iter().any(|(genre, _)| *genre == Genre::Identite) {
        return Ok(());
    }
    let absorbes = Absorbes::load(base)?;
    // Parents before children: a reference that waits for its target costs a search.
    never_there.sort_unstable();
    for (genre, id) in never_there {
        let put_together = matches!(genre, Genre::Ecole | Genre::EcoleChangement | Genre::Releve);
        if put_together || absorbes.is_absorbed(id) {
            continue;
        }
        let Some(champs) = only_change(base, genre, id)? else {
            continue;
        };
        insert_new(base, &absorbes, genre, id, &champs)?;
        touched.remove(&(genre, id));
        let whole = genre.parent().and_then(|(champ, whole)| {
            let parent = champs.get(champ)?.valeur()?.id()?;
            Some((whole, absorbes.stays(parent)))
        });
        if let Some((whole, parent)) = whole
            && may_move(base, whole, parent)?
        {
            touched.insert((whole, parent));
        }
    }
    Ok(())
}

/// What the only change of an object says, when it is values alone and nothing has replaced it.
fn only_change(base: &Base, genre: Genre, id: Id) -> Result<Option<Champs>> {
    let changes = base.rows(
        "SELECT c.champs, EXISTS (SELECT 1 FROM remplace r
                                  WHERE r.r_session = c.session AND r.r_seq = c.seq)
         FROM changement c WHERE c.objet = ?1 LIMIT 2",
        [id],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)),
    )?;
    let [(champs, false)] = changes.as_slice() else {
        return Ok(None);
    };
    let champs = champs_json::decode(genre, champs)?;
    let plain = champs
        .0
        .iter()
        .all(|(nom, ecrit)| *nom != SUPPRIME && matches!(ecrit, Ecrit::Valeur(_)));
    Ok((plain && !champs.is_empty()).then_some(champs))
}

/// The statements that write a row of one kind.
struct Sql {
    insert: String,
    /// The same, over a row that may be there; it costs a statement journal, so a new row does
    /// without.
    upsert: String,
}

/// Those of `genre`, made once.
fn sql(genre: Genre) -> &'static Sql {
    static SQL: LazyLock<Vec<Sql>> =
        LazyLock::new(|| Genre::ALL.into_iter().map(make_sql).collect());
    &SQL[genre as usize]
}

fn make_sql(genre: Genre) -> Sql {
    let mut noms = vec!["id"];
    noms.extend(genre.colonnes().iter().map(|c| c.nom));
    noms.push(SUPPRIME);
    let places: Vec<String> = (1..=noms.len()).map(|i| format!("?{i}")).collect();
    let sets: Vec<String> = noms[1..]
        .iter()
        .map(|nom| format!("{nom} = excluded.{nom}"))
        .collect();
    let insert = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        genre.as_str(),
        noms.join(", "),
        places.join(", ")
    );
    let upsert = format!(
        "{insert} ON CONFLICT (id) DO UPDATE SET {}",
        sets.join(", ")
    );
    Sql { insert, upsert }
}

fn write_conflicts(base: &Base, objet: &Objet, verdict: &Verdict) -> Result<()> {
    base.execute("DELETE FROM conflit WHERE objet = ?1", [objet.id])?;
    let write = |champ: &str, cles: &[Cle]| -> Result<()> {
        for cle in cles {
            base.execute(
                "INSERT INTO conflit (genre, objet, champ, session, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                (objet.genre.as_str(), objet.id, champ, cle.session, cle.seq),
            )?;
        }
        Ok(())
    };
    for champ in objet.genre.champs() {
        write(champ.nom, &objet.conflict(champ.nom))?;
    }
    if let Verdict::Contested(cles) = verdict {
        write(SUPPRIME, cles)?;
    }
    Ok(())
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
