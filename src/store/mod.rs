//! The carnet on disk: the only place that names rusqlite.
//!
//! Reading order: `genre` (the kinds of object), `valeur`, `edit` (how facts are written),
//! `journal` and `objet` (what is kept, what stands), `identite` (two that are one), `projection` and `situation` (from the
//! journal to the tables), `undo`, `union` (two journals made one), `fusion` (and its
//! `differend`s, the words of `designe`, and the `sauvegarde` before it), `purge`, `verify`; `open`,
//! `ebauche` and `place` (files), `upgrade` (files of an older schema), `lot` (bulk measurements), then the
//! questions: `audience`, `faits`, `fiche`, `sans_correction`, `historique`, `recherche_visites`, `docteur` (and
//! its `reparation`). Outside the journal: `brouillon`.
//!
//! Writing goes through [`Store::transact`] and nothing else; `&self` only reads. There is one
//! connection to a carnet, ever, and it holds the file exclusively.

mod anciennete;
mod audience;
mod base;
mod brouillon;
mod champs;
mod champs_json;
mod designe;
mod differend;
mod docteur;
mod ebauche;
mod ecritures;
mod ecritures_suivi;
mod ecritures_terrain;
mod edit;
mod entrouvert;
mod etat_des_lieux;
pub mod etranger;
pub mod export;
mod faits;
mod faits_suivi;
mod faits_terrain;
mod fiche;
mod fusion;
mod genre;
mod historique;
mod historique_groupe;
mod identite;
mod journal;
mod libelles;
mod listes;
mod lot;
mod lus;
mod neufs;
mod objet;
mod open;
mod place;
mod projection;
mod purge;
mod rangee;
mod reception;
mod recherche_visites;
mod refus;
mod releves;
mod reparation;
mod retour;
mod sans_correction;
mod sauvegarde;
mod situation;
mod tables;
mod undo;
mod union;
mod upgrade;
mod valeur;
mod verify;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use self::base::Base;
use self::journal::Operation;
use self::objet::Cle;
use crate::domain::Id;
use crate::error::Result;
use crate::systeme::Horloge;

pub use anciennete::LotsRecents;
pub use audience::{SemainesConnues, empreinte_semaine};
pub use brouillon::{Brouillon, secours_de, write_secours};
pub use differend::{Choix, Differend, Reglement, Version};
pub use ecritures::releve_id;
pub use ecritures_suivi::projet_ecole_id;
pub use ecritures_terrain::{evenement_ecole_id, participation_id};
pub use edit::Edit;
pub use entrouvert::Entrouvert;
pub use fiche::{FicheEcole, LigneFiche, Provenance, ValeurSourcee};
pub use fusion::{Autre, Fusion};
pub use genre::{Champ, Genre};
pub use historique::{LigneConflit, LigneHistorique, Passage};
pub use historique_groupe::LigneGroupe;
pub use identite::identite_id;
pub use listes::{MILLESIME_LISTES, conges_livres, dispositif, solution, terme};
pub use lot::{JeuLot, LigneLot, Lot};
pub use neufs::{Ecrits, Neuf};
pub use reception::{JEU_RECU, Reception, Recues, jeu_recu};
pub use releves::releve_neuf;
pub use retour::Correction;
pub use sans_correction::SansCorrection;
pub use undo::Annulation;
pub use valeur::{Champs, Ecrit, Valeur};

/// Who opens a carnet, with what clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Auteur {
    /// Name or initials; may be empty.
    pub personne: String,
    pub fonction: String,
    pub horloge: Horloge,
}

/// The name of one operation, on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId {
    pub session: Id,
    pub numero: i64,
}

/// An open carnet. `&self` reads, `&mut self` writes; there is one connection, ever.
pub struct Store {
    base: Base,
    path: Option<PathBuf>,
    /// The copy kept by the upgrade that opening it has just made.
    upgraded_from: Option<PathBuf>,
    auteur: Auteur,
    /// Fresh at every opening: a copied file never makes two sessions of one name.
    session: Id,
    /// Whether the session has its row; it gets it with its first change.
    session_written: bool,
    /// Last used in this session.
    numero: i64,
    seq: i64,
    /// Last used in this carnet.
    hlc: i64,
    revision: u64,
    /// Moves when a relevé may have been written.
    releves: u64,
    /// Kinds written since the facts were read last.
    changed: BTreeSet<Genre>,
}

impl Store {
    fn new(base: Base, path: Option<PathBuf>, auteur: &Auteur) -> Result<Self> {
        let mut store = Self {
            base,
            path,
            upgraded_from: None,
            auteur: auteur.clone(),
            session: Id::random(),
            session_written: false,
            numero: 0,
            seq: 0,
            hlc: 0,
            revision: 1,
            releves: 1,
            changed: Genre::ALL.into(),
        };
        store.hlc = store.last_hlc()?;
        Ok(store)
    }

    /// The file; `None` for a carnet in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Moves at every write; caches compare it.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// SQL statements run since the opening.
    pub const fn statements_run(&self) -> u64 {
        self.base.statements_run()
    }

    pub const fn auteur(&self) -> &Auteur {
        &self.auteur
    }

    /// The person of the settings changed: what is written from now on is theirs.
    pub fn set_auteur(&mut self, auteur: Auteur) {
        if auteur != self.auteur {
            self.auteur = auteur;
            self.session = Id::random();
            self.session_written = false;
            self.numero = 0;
            self.seq = 0;
        }
    }

    /// One act of a person: everything `act` writes, or nothing.
    ///
    /// `libelle` names it in *Historique* and in the undo menu; it carries no value of a field.
    /// An act that writes nothing leaves no operation.
    pub fn transact<T>(
        &mut self,
        libelle: &str,
        act: impl FnOnce(&mut Edit<'_>) -> Result<T>,
    ) -> Result<T> {
        let operation = self.next_operation(libelle, None);
        self.run(operation, act)
    }

    /// An operation of this session, not yet written.
    fn next_operation(&self, libelle: &str, annule: Option<OperationId>) -> Operation {
        Operation {
            id: OperationId {
                session: self.session,
                numero: self.numero + 1,
            },
            libelle: libelle.to_owned(),
            quand: self.auteur.horloge.millisecondes(),
            annule,
        }
    }

    fn run<T>(
        &mut self,
        operation: Operation,
        act: impl FnOnce(&mut Edit<'_>) -> Result<T>,
    ) -> Result<T> {
        let before = (self.session_written, self.numero, self.seq, self.hlc);
        self.begin()?;
        let outcome = self.run_inside(operation, act);
        let (result, wrote) = match outcome {
            Ok((result, wrote)) => (result, wrote),
            Err(erreur) => {
                (self.session_written, self.numero, self.seq, self.hlc) = before;
                // A full disk may have rolled back already.
                self.base.execute("ROLLBACK", []).ok();
                return Err(erreur);
            }
        };
        if let Err(erreur) = self.base.execute("COMMIT", []) {
            (self.session_written, self.numero, self.seq, self.hlc) = before;
            self.base.execute("ROLLBACK", []).ok();
            return Err(erreur);
        }
        if wrote {
            self.revision += 1;
        }
        Ok(result)
    }

    fn run_inside<T>(
        &mut self,
        operation: Operation,
        act: impl FnOnce(&mut Edit<'_>) -> Result<T>,
    ) -> Result<(T, bool)> {
        let id = operation.id;
        let mut edit = Edit::new(self, operation)?;
        let result = act(&mut edit)?;
        edit.project()?;
        let Some((premier, dernier)) = edit.written else {
            return Ok((result, false));
        };
        self.base.execute(
            "UPDATE operation SET premier = ?3, dernier = ?4 WHERE session = ?1 AND numero = ?2",
            (id.session, id.numero, premier, dernier),
        )?;
        self.numero = id.numero;
        Ok((result, true))
    }

    /// The visibility of this kind, of its wholes and of their parts may have moved.
    fn mark_family(&mut self, genre: Genre) {
        let mut whole = genre;
        while let Some((_, parent)) = whole.parent() {
            whole = parent;
        }
        let descends = |genre: &Genre| {
            let mut of = *genre;
            while let Some((_, parent)) = of.parent() {
                of = parent;
            }
            of == whole
        };
        self.changed.extend(Genre::ALL.into_iter().filter(descends));
    }

    /// The next row of the journal and its instant.
    fn next_change(&mut self) -> (Cle, i64) {
        self.seq += 1;
        self.hlc = journal::next_hlc(self.hlc, self.auteur.horloge.millisecondes());
        (
            Cle {
                session: self.session,
                seq: self.seq,
            },
            self.hlc,
        )
    }

    /// Writes the row of an operation, and that of the session the first time.
    fn begin_operation(&mut self, operation: &Operation, premier: i64, hlc: i64) -> Result<()> {
        if !self.session_written {
            self.base.execute(
                "INSERT INTO session (id, personne, fonction, programme, schema, ouverte_le)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (
                    self.session,
                    &self.auteur.personne,
                    &self.auteur.fonction,
                    env!("CARGO_PKG_VERSION"),
                    open::SCHEMA,
                    operation.quand,
                ),
            )?;
            self.session_written = true;
        }
        self.base.execute(
            "INSERT INTO operation (session, numero, libelle, quand, hlc, premier, dernier,
                                    annule_session, annule_numero)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)",
            (
                operation.id.session,
                operation.id.numero,
                &operation.libelle,
                operation.quand,
                hlc,
                premier,
                operation.annule.map(|a| a.session),
                operation.annule.map(|a| a.numero),
            ),
        )?;
        Ok(())
    }

    /// The latest instant of the hybrid clock in this carnet. A stamp from elsewhere more than a
    /// day ahead of this machine is kept, but does not carry our clock away.
    fn last_hlc(&self) -> Result<i64> {
        let demain = self.auteur.horloge.millisecondes() + 24 * 3600 * 1000;
        let last = self.base.rows(
            "SELECT (SELECT max(hlc) FROM operation WHERE operation.session = session.id),
                    (SELECT hlc FROM changement WHERE changement.session = session.id
                     ORDER BY seq DESC LIMIT 1),
                    session.id IN (SELECT session FROM recu)
             FROM session",
            [],
            |row| {
                Ok((
                    row.get::<_, Option<i64>>(0)?,
                    row.get::<_, Option<i64>>(1)?,
                    row.get::<_, bool>(2)?,
                ))
            },
        )?;
        Ok(last
            .into_iter()
            .filter_map(|(operation, changement, recu)| Some((operation.max(changement)?, recu)))
            .filter(|(hlc, recu)| !recu || *hlc <= journal::next_hlc(0, demain))
            .map(|(hlc, _)| hlc)
            .max()
            .unwrap_or(0))
    }
}
