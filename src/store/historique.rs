//! The operations of the carnet, newest first.

use super::objet::{Cle, parse_genre};
use super::{Ecrit, Fusion, Genre, OperationId, Store, Valeur, base, champs_json, undo};
use crate::domain::Id;
use crate::error::Result;

/// One line of *Historique*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneHistorique {
    pub id: OperationId,
    pub libelle: String,
    /// UTC milliseconds.
    pub quand: i64,
    pub personne: String,
    /// Changes written: one per object, or few.
    pub changements: u32,
    /// Undone by a later operation that still stands.
    pub annulee: bool,
    /// It is itself an undo or a redo, of this one.
    pub annule: Option<OperationId>,
    /// Came from another carnet: undo skips it.
    pub recue: bool,
    /// One of mine that undo can still reach.
    pub annulable: bool,
    hlc: i64,
}

/// What *Historique* lists: what somebody wrote, or the arrival of another carnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    Ecrit(LigneHistorique),
    Reuni(Fusion),
}

/// Whether the operation `o` is the program's own: the making of the carnet, of the key of exports.
/// Undo passes over it.
pub(super) const DU_PROGRAMME: &str = "(o.numero <= 0 OR 'cle_envoi' IS
    (SELECT c.genre FROM changement c WHERE c.session = o.session AND c.seq = o.premier))";

impl Store {
    /// Every operation, newest first.
    pub fn historique(&self) -> Result<Vec<LigneHistorique>> {
        let mut lignes = self.base.rows(
            &format!(
                "SELECT o.session, o.numero, o.libelle, o.quand, s.personne,
                    o.dernier - o.premier + 1, o.annule_session, o.annule_numero,
                    o.session IN (SELECT session FROM recu), {DU_PROGRAMME}, o.hlc
                 FROM operation o JOIN session s ON s.id = o.session
                 ORDER BY o.hlc, o.session, o.numero"
            ),
            [],
            |row| {
                let annule = base::operation_id(row, 6)?;
                Ok(LigneHistorique {
                    id: OperationId {
                        session: row.get(0)?,
                        numero: row.get(1)?,
                    },
                    libelle: row.get(2)?,
                    quand: row.get(3)?,
                    personne: row.get(4)?,
                    changements: row.get(5)?,
                    annulee: false,
                    annule,
                    recue: row.get(8)?,
                    annulable: !row.get::<_, bool>(9)?,
                    hlc: row.get(10)?,
                })
            },
        )?;
        let annulees = undo::standing_undone(lignes.iter().map(|l| (l.id, l.annule)));
        for ligne in &mut lignes {
            ligne.annulee = annulees.contains(&ligne.id);
            ligne.annulable &= !ligne.recue && !ligne.annulee && ligne.annule.is_none();
        }
        lignes.reverse();
        Ok(lignes)
    }

    /// Every operation and every merge, newest first. A merge stands below what this carnet wrote
    /// of its own afterwards, and above its own of before and what had been received by then, as
    /// far as the clocks agree.
    pub fn passages(&self) -> Result<Vec<Passage>> {
        let lignes = self.historique()?;
        let mut fusions = self.fusions()?.into_iter().peekable();
        let miennes: Vec<i64> = lignes.iter().filter(|l| !l.recue).map(|l| l.hlc).collect();
        let mut miennes = miennes.into_iter().peekable();
        let mut passages = Vec::new();
        for ligne in lignes {
            while let Some(fusion) = fusions.next_if(|fusion| {
                let tout_avant = miennes.peek().is_none_or(|hlc| *hlc <= fusion.hlc);
                tout_avant && (!ligne.recue || ligne.quand <= fusion.quand)
            }) {
                passages.push(Passage::Reuni(fusion));
            }
            if !ligne.recue {
                miennes.next();
            }
            passages.push(Passage::Ecrit(ligne));
        }
        passages.extend(fusions.map(Passage::Reuni));
        Ok(passages)
    }
}

/// One value standing in a conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct LigneConflit {
    pub genre: Genre,
    pub objet: Id,
    /// `supprime` when one deleted what another wrote.
    pub champ: String,
    /// What it says of the field; `None` when it says there is none.
    pub valeur: Option<Valeur>,
    /// Who wrote the value, and when (UTC milliseconds).
    pub personne: String,
    pub quand: i64,
    pub(super) cle: Cle,
    /// An undo gave it back: somebody else may have said it first.
    pub(super) rendue: bool,
}

impl Store {
    /// The values standing in conflicts, those of one field together.
    pub fn conflits(&self) -> Result<Vec<LigneConflit>> {
        let lignes = self.base.rows(
            "SELECT k.genre, k.objet, k.champ, s.personne, o.quand, c.champs, c.genre,
                    k.session, k.seq, o.annule_session IS NOT NULL
             FROM conflit k
             JOIN changement c ON c.session = k.session AND c.seq = k.seq
             JOIN operation o ON o.session = c.session AND o.numero = c.operation
             JOIN session s ON s.id = c.session
             ORDER BY k.genre, k.objet, k.champ, c.hlc, k.session, k.seq",
            [],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get(1)?,
                    row.get::<_, String>(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get::<_, String>(5)?,
                    row.get::<_, String>(6)?,
                    Cle {
                        session: row.get(7)?,
                        seq: row.get(8)?,
                    },
                    row.get::<_, bool>(9)?,
                ))
            },
        )?;
        lignes
            .into_iter()
            .map(
                |(genre, objet, champ, personne, quand, champs, ecrit_dans, cle, rendue)| {
                    // A deletion of the whole stands in the conflicts of its parts.
                    let champs = champs_json::decode(parse_genre(&ecrit_dans)?, &champs)?;
                    let valeur = champs.get(&champ).and_then(Ecrit::valeur).cloned();
                    let genre = parse_genre(&genre)?;
                    Ok(LigneConflit {
                        genre,
                        objet,
                        champ,
                        valeur,
                        personne,
                        quand,
                        cle,
                        rendue,
                    })
                },
            )
            .collect()
    }
}
