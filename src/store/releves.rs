//! The relevés of one file, written together: a national annuaire has fifty thousand.
//!
//! Insertions are what takes time, and there is one connection. So a second thread makes the rows
//! ready, a paquet at a time (identities, JSON, fingerprints, stretches), and the thread of the
//! connection runs insertions and nothing else, one table after the other within a paquet: a
//! statement and a corner of one b-tree stay at hand, which one school after the other would not
//! let them.
//!
//! Rows are made ready before they are written, hence without looking at the carnet: only the
//! relevés of a file that the carnet has never seen go through here.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use chrono::NaiveDate;

use super::champs_json;
use super::ecritures::releve_champs;
use super::edit::check;
use super::journal::{self, Ligne, Operation};
use super::objet::Cle;
use super::situation::{self, Tranche};
use super::{Champs, Ecrit, Edit, Genre, releve_id};
use crate::domain::{Id, Source, Uai};
use crate::error::{Error, Result, io_reason};
use crate::systeme::Horloge;

/// Relevés made ready and written at once: a few milliseconds, two megabytes.
const PAQUET: usize = 1024;

const INSERT_ECOLE: &str =
    "INSERT INTO ecole (id, uai, supprime) VALUES (?1, ?2, 0) ON CONFLICT (id) DO NOTHING";

const INSERT_RELEVE: &str = "INSERT INTO releve (id, ecole, uai, jeu, millesime, supprime)
    VALUES (?1, ?2, ?3, ?4, ?5, 0)";

/// Where relevés come from.
#[derive(Clone, Copy)]
struct Fichier<'a> {
    jeu: &'a str,
    millesime: NaiveDate,
    /// The millésime as the carnet writes it.
    texte: &'a str,
}

impl Fichier<'_> {
    const fn source(self) -> Source {
        Source::Officiel {
            millesime: self.millesime,
        }
    }
}

/// A relevé, ready to be written.
struct Pret {
    id: Id,
    ecole: Id,
    uai: Uai,
    cle: Cle,
    hlc: i64,
    champs: String,
    empreinte: [u8; 32],
    tranche: Tranche,
}

impl Edit<'_> {
    /// Writes what the file `jeu` of `millesime` says of these schools, each named once; the same
    /// as [`Edit::releve`] for each. Much faster when they come in the order of their identities:
    /// the widest table then grows at its end.
    ///
    /// `suivre` is told how many have been read, many times a second; its error stops the writing.
    /// Returns how many were written.
    pub fn releves(
        &mut self,
        jeu: &str,
        millesime: NaiveDate,
        ecoles: impl Iterator<Item = (Uai, Champs)> + Send,
        mut suivre: impl FnMut(usize) -> Result<()>,
    ) -> Result<usize> {
        self.store.keep_more_pages()?;
        let mut ecrits = 0;
        if self.may_know(jeu, millesime)? {
            for (rang, (uai, champs)) in ecoles.enumerate() {
                if rang.is_multiple_of(PAQUET / 16) {
                    suivre(rang)?;
                }
                ecrits += usize::from(self.releve(jeu, millesime, uai.as_str(), champs)?);
            }
            return Ok(ecrits);
        }
        let fichier = Fichier {
            jeu,
            millesime,
            texte: &millesime.to_string(),
        };
        let preparateur = Preparateur {
            fichier,
            operation: self.operation.clone(),
            dernier: Cle {
                session: self.store.session,
                seq: self.store.seq,
            },
            hlc: self.store.hlc,
            horloge: self.store.auteur.horloge,
        };
        // One paquet waits while one is written and one is made.
        let (sender, paquets) = sync_channel(1);
        thread::scope(|scope| {
            thread::Builder::new()
                .name("relevés".to_owned())
                .spawn_scoped(scope, move || preparateur.run(ecoles, &sender))
                .map_err(|e| Error::Storage {
                    reason: io_reason(&e),
                    source: Box::new(e),
                })?;
            // Leaving this loop drops its end of the channel, which ends the other thread.
            for paquet in paquets {
                suivre(ecrits)?;
                let paquet: Vec<Pret> = paquet?;
                self.write_paquet(fichier, &paquet)?;
                ecrits += paquet.len();
            }
            Ok(ecrits)
        })
    }

    /// Whether something of this file may already be there, or must not come back. A relevé taken
    /// back by an undo no longer says which file it was of.
    fn may_know(&self, jeu: &str, millesime: NaiveDate) -> Result<bool> {
        Ok(self.purges
            || self.store.base.exists(
                "SELECT 1 FROM releve WHERE jeu = ?1 AND millesime = ?2
                 UNION ALL SELECT 1 FROM releve WHERE jeu IS NULL",
                (jeu, millesime.to_string()),
            )?)
    }

    fn write_paquet(&mut self, fichier: Fichier<'_>, paquet: &[Pret]) -> Result<()> {
        let (Some(premier), Some(dernier)) = (paquet.first(), paquet.last()) else {
            return Ok(());
        };
        self.begin(premier.cle, premier.hlc)?;
        self.begin(dernier.cle, dernier.hlc)?;
        self.store.seq = dernier.cle.seq;
        self.store.hlc = dernier.hlc;
        self.store.releves += paquet.len() as u64;
        self.store.changed.extend([Genre::Ecole, Genre::Releve]);
        let base = &self.store.base;
        let mut insert = base.prepare(journal::INSERT)?;
        for pret in paquet {
            let ligne = pret.ligne(fichier);
            insert.execute(journal::columns(&ligne, &self.operation, &pret.empreinte))?;
        }
        let mut insert = base.prepare(INSERT_ECOLE)?;
        let mut nouvelles = Vec::with_capacity(paquet.len());
        for pret in paquet {
            if insert.execute((pret.ecole, pret.uai.as_str()))? == 1 {
                nouvelles.push(pret);
            } else {
                self.touched.insert((Genre::Releve, pret.id));
            }
        }
        // After the schools they refer to: a reference that waits for its target costs a search.
        let mut insert = base.prepare(INSERT_RELEVE)?;
        for pret in paquet {
            let uai = pret.uai.as_str();
            insert.execute((pret.id, pret.ecole, uai, fichier.jeu, fichier.texte))?;
        }
        let mut insert = situation::prepare(base)?;
        for pret in nouvelles {
            situation::insert(&mut insert, &self.absorbes, pret.ecole, &pret.tranche)?;
        }
        Ok(())
    }
}

impl Pret {
    fn ligne<'a>(&'a self, fichier: Fichier<'a>) -> Ligne<'a> {
        Ligne {
            cle: self.cle,
            genre: Genre::Releve.as_str(),
            objet: self.id,
            champs: &self.champs,
            source: fichier.source().as_str(),
            millesime: Some(fichier.texte),
            hlc: self.hlc,
        }
    }
}

/// Makes rows ready, numbered after the last one of the session.
struct Preparateur<'a> {
    fichier: Fichier<'a>,
    operation: Operation,
    dernier: Cle,
    hlc: i64,
    horloge: Horloge,
}

impl Preparateur<'_> {
    /// Sends paquets until there are no more schools, or nobody to take them.
    fn run(
        mut self,
        mut ecoles: impl Iterator<Item = (Uai, Champs)>,
        sender: &SyncSender<Result<Vec<Pret>>>,
    ) {
        loop {
            let paquet: Result<Vec<Pret>> = ecoles
                .by_ref()
                .take(PAQUET)
                .map(|(uai, champs)| self.prepare(uai, champs))
                .collect();
            let dernier = paquet.as_ref().is_ok_and(Vec::is_empty);
            if dernier || sender.send(paquet).is_err() {
                return;
            }
        }
    }

    fn prepare(&mut self, uai: Uai, champs: Champs) -> Result<Pret> {
        let Fichier {
            jeu,
            millesime,
            texte,
        } = self.fichier;
        let mut champs = releve_champs(jeu, millesime, uai.as_str(), champs);
        check(Genre::Releve, &champs)?;
        champs
            .0
            .retain(|(_, ecrit)| matches!(ecrit, Ecrit::Valeur(_)));
        self.dernier.seq += 1;
        self.hlc = journal::next_hlc(self.hlc, self.horloge.millisecondes());
        let mut pret = Pret {
            id: releve_id(jeu, millesime, uai.as_str()),
            ecole: Id::ecole(uai.as_str()),
            uai,
            cle: self.dernier,
            hlc: self.hlc,
            champs: champs_json::encode(&champs),
            empreinte: [0; 32],
            tranche: Tranche::first(texte, champs),
        };
        let ligne = pret.ligne(self.fichier);
        pret.empreinte = journal::empreinte(&ligne, &self.operation, &[]);
        Ok(pret)
    }
}
