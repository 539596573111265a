//! Writing rows of the journal and their fingerprints.

use rusqlite::Params;
use sha2::{Digest as _, Sha256};

use super::base::Base;
use super::champs_json;
use super::objet::Cle;
use super::{Champs, Genre, OperationId};
use crate::domain::{Id, Source};
use crate::error::Result;

/// Milliseconds are shifted by this many bits in the hybrid clock: a million changes fit between
/// two of them.
const HLC_SHIFT: u32 = 20;

/// The next instant of the hybrid clock.
pub(super) fn next_hlc(last: i64, millisecondes: i64) -> i64 {
    (last + 1).max(millisecondes << HLC_SHIFT)
}

/// The operation a change belongs to, as its fingerprint covers it.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub(super) id: OperationId,
    pub(super) libelle: String,
    pub(super) quand: i64,
    pub(super) annule: Option<OperationId>,
}

/// A row about to be written, or being checked.
pub(super) struct Ligne<'a> {
    pub(super) cle: Cle,
    pub(super) genre: &'a str,
    pub(super) objet: Id,
    pub(super) champs: &'a str,
    pub(super) source: &'a str,
    pub(super) millesime: Option<&'a str>,
    pub(super) hlc: i64,
}

/// SHA-256 over the row, its operation and what it replaces (sorted), each part with its length.
pub(super) fn empreinte(ligne: &Ligne<'_>, operation: &Operation, remplace: &[Cle]) -> [u8; 32] {
    let mut sha = Sha256::new();
    let mut part = |octets: &[u8]| {
        sha.update((octets.len() as u64).to_be_bytes());
        sha.update(octets);
    };
    part(ligne.cle.session.as_bytes());
    part(&ligne.cle.seq.to_be_bytes());
    part(ligne.genre.as_bytes());
    part(ligne.objet.as_bytes());
    part(ligne.champs.as_bytes());
    part(ligne.source.as_bytes());
    part(ligne.millesime.unwrap_or_default().as_bytes());
    part(&ligne.hlc.to_be_bytes());
    part(&operation.id.numero.to_be_bytes());
    part(operation.libelle.as_bytes());
    part(&operation.quand.to_be_bytes());
    if let Some(annule) = operation.annule {
        part(annule.session.as_bytes());
        part(&annule.numero.to_be_bytes());
    }
    for cle in remplace {
        part(cle.session.as_bytes());
        part(&cle.seq.to_be_bytes());
    }
    sha.finalize().into()
}

pub(super) const INSERT: &str = "INSERT INTO changement
    (session, seq, operation, genre, objet, champs, source, millesime, hlc, empreinte)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

/// What [`INSERT`] takes.
pub(super) fn columns<'a>(
    ligne: &'a Ligne<'_>,
    operation: &'a Operation,
    empreinte: &'a [u8; 32],
) -> impl Params + use<'a> {
    (
        ligne.cle.session,
        ligne.cle.seq,
        operation.id.numero,
        ligne.genre,
        ligne.objet,
        ligne.champs,
        ligne.source,
        ligne.millesime,
        ligne.hlc,
        empreinte,
    )
}

/// Appends one change. `remplace` is sorted and without repetition.
#[expect(
    clippy::too_many_arguments,
    reason = "one row of the journal, column by column"
)]
pub(super) fn append(
    base: &Base,
    operation: &Operation,
    cle: Cle,
    genre: Genre,
    objet: Id,
    champs: &Champs,
    source: Source,
    hlc: i64,
    remplace: &[Cle],
) -> Result<()> {
    let champs = champs_json::encode(champs);
    let millesime = source.millesime().map(|m| m.to_string());
    let ligne = Ligne {
        cle,
        genre: genre.as_str(),
        objet,
        champs: &champs,
        source: source.as_str(),
        millesime: millesime.as_deref(),
        hlc,
    };
    let empreinte = empreinte(&ligne, operation, remplace);
    base.execute(INSERT, columns(&ligne, operation, &empreinte))?;
    for r in remplace {
        base.execute(
            "INSERT INTO remplace (session, seq, r_session, r_seq) VALUES (?1, ?2, ?3, ?4)",
            (cle.session, cle.seq, r.session, r.seq),
        )?;
    }
    Ok(())
}
