//! Objects that the journal has never heard of, written together: a national annuaire has fifty
//! thousand, a consolidation of every circonscription two hundred thousand.
//!
//! Insertions are what takes time, and there is one connection. So a second thread makes the rows
//! ready, a paquet at a time (identities, JSON, fingerprints, stretches), and the thread of the
//! connection runs insertions and nothing else, one table after the other within a paquet: a
//! statement and a corner of one b-tree stay at hand, which one object after the other would not
//! let them.
//!
//! Rows are made ready before they are written, hence without looking at the carnet: who calls
//! knows that the journal says nothing of these objects, and that nothing was erased.

use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::{iter, mem, ptr, thread};

use chrono::NaiveDate;
use rusqlite::params_from_iter;
use rustc_hash::{FxHashMap, FxHashSet};

use super::base::Base;
use super::edit::check;
use super::journal::{self, Ligne, Operation};
use super::objet::Cle;
use super::situation::{self, Tranche};
use super::{Champs, Ecrit, Edit, Genre, Valeur, champs_json, rangee};
use crate::domain::{Id, Source};
use crate::error::{Error, Result, io_reason};
use crate::systeme::Horloge;

/// Objects made ready and written at once: a few milliseconds, two megabytes.
const PAQUET: usize = 1024;

/// Paquets that wait while one is written and one is made: the next kind is put in order meanwhile.
const ATTENTE: usize = 8;

const INSERT_ECOLE: &str =
    "INSERT INTO ecole (id, uai, supprime) VALUES (?1, ?2, 0) ON CONFLICT (id) DO NOTHING";

/// An object, and all that an official file of `millesime` says of it.
#[derive(Debug)]
pub struct Neuf {
    pub genre: Genre,
    pub id: Id,
    pub champs: Champs,
    pub millesime: NaiveDate,
}

/// What was done with a stream of new objects.
#[derive(Debug, Default)]
pub struct Ecrits {
    pub nombre: usize,
    /// Those of the same identity as the one before them, which are not written: the journal knows
    /// that object now.
    pub redits: Vec<Neuf>,
}

/// An object, ready to be written.
struct Pret {
    genre: Genre,
    id: Id,
    cle: Cle,
    hlc: i64,
    json: String,
    /// As the carnet writes it.
    millesime: Arc<str>,
    empreinte: [u8; 32],
    /// In the order of the columns of its table.
    valeurs: Vec<Option<Valeur>>,
    /// What a relevé says of its school.
    tranche: Option<Tranche>,
}

#[derive(Default)]
struct Paquet {
    prets: Vec<Pret>,
    redits: Vec<Neuf>,
}

/// Of each kind that has parts, the objects whose fate a new part changes. What is written here is
/// neither deleted nor contested, so that this is read once.
type EnCause = FxHashMap<Genre, FxHashSet<Id>>;

impl Edit<'_> {
    /// Writes objects that neither the journal nor an erasure names; the same as
    /// [`Edit::recevoir`] for each. They come kind by kind, what an object refers to before it, and
    /// within a kind in the order of their identities: tables then grow at their end.
    ///
    /// Relevés create their school. Corrections, changements and answers about what is one are
    /// not written through here: they speak of what is there already.
    ///
    /// `suivre` is told how many have been written, many times a second; its error stops it all.
    pub fn neufs(
        &mut self,
        neufs: impl Iterator<Item = Neuf> + Send,
        mut suivre: impl FnMut(usize) -> Result<()>,
    ) -> Result<Ecrits> {
        self.store.keep_more_pages()?;
        let preparateur = Preparateur {
            operation: self.operation.clone(),
            dernier: Cle {
                session: self.store.session,
                seq: self.store.seq,
            },
            hlc: self.store.hlc,
            horloge: self.store.auteur.horloge,
            precedent: None,
            millesime: (NaiveDate::MIN, Arc::default()),
        };
        let (sender, paquets) = sync_channel(ATTENTE);
        thread::scope(|scope| {
            thread::Builder::new()
                .name("neufs".to_owned())
                .spawn_scoped(scope, move || preparateur.run(neufs, &sender))
                .map_err(|e| Error::Storage {
                    reason: io_reason(&e),
                    source: Box::new(e),
                })?;
            let mut ecrits = Ecrits::default();
            let mut en_cause = EnCause::default();
            // Leaving this loop drops its end of the channel, which ends the other thread.
            for paquet in paquets {
                suivre(ecrits.nombre)?;
                let Paquet { prets, redits } = paquet?;
                self.write_paquet(&prets, &mut en_cause)?;
                ecrits.nombre += prets.len();
                ecrits.redits.extend(redits);
            }
            Ok(ecrits)
        })
    }

    fn write_paquet(&mut self, paquet: &[Pret], en_cause: &mut EnCause) -> Result<()> {
        let (Some(premier), Some(dernier)) = (paquet.first(), paquet.last()) else {
            return Ok(());
        };
        self.begin(premier.cle, premier.hlc)?;
        self.begin(dernier.cle, dernier.hlc)?;
        self.store.seq = dernier.cle.seq;
        self.store.hlc = dernier.hlc;
        let mut insert = self.store.base.prepare(journal::INSERT)?;
        for pret in paquet {
            let ligne = pret.ligne();
            insert.execute(journal::columns(&ligne, &self.operation, &pret.empreinte))?;
        }
        drop(insert);
        for d_un_genre in paquet.chunk_by(|un, autre| un.genre == autre.genre) {
            let genre = d_un_genre[0].genre;
            self.store.changed.insert(genre);
            if genre == Genre::Releve {
                self.write_releves(d_un_genre)?;
                continue;
            }
            self.write_rows(d_un_genre)?;
            let Some((champ, whole)) = genre.parent() else {
                continue;
            };
            let en_cause = match en_cause.entry(whole) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => entry.insert(may_move_now(&self.store.base, whole)?),
            };
            if !en_cause.is_empty() {
                self.revive_wholes(d_un_genre, champ, whole, en_cause);
            }
        }
        Ok(())
    }

    fn write_releves(&mut self, paquet: &[Pret]) -> Result<()> {
        self.store.releves += paquet.len() as u64;
        self.store.changed.insert(Genre::Ecole);
        let mut insert = self.store.base.prepare(INSERT_ECOLE)?;
        let mut nouvelles = Vec::with_capacity(paquet.len());
        for pret in paquet {
            let [Some(Valeur::Id(ecole)), Some(Valeur::Texte(uai)), ..] = &pret.valeurs[..] else {
                return Err(Error::Journal("un relevé sans école".to_owned()));
            };
            if insert.execute((ecole, uai))? == 1 {
                nouvelles.push((*ecole, pret));
            } else {
                self.touched.insert((Genre::Releve, pret.id));
            }
        }
        drop(insert);
        // After the schools they refer to: a reference that waits for its target costs a search.
        self.write_rows(paquet)?;
        let mut insert = situation::prepare(&self.store.base)?;
        for (ecole, pret) in nouvelles {
            if let Some(tranche) = &pret.tranche {
                situation::insert(&mut insert, &self.absorbes, ecole, tranche)?;
            }
        }
        Ok(())
    }

    /// The rows of objects of one kind.
    fn write_rows(&self, paquet: &[Pret]) -> Result<()> {
        let mut insert = rangee::prepare_insert(&self.store.base, paquet[0].genre)?;
        let visible = Valeur::Entier(0);
        for pret in paquet {
            let identity = Valeur::Id(pret.id);
            let valeurs = pret.valeurs.iter().map(Option::as_ref);
            let ligne = iter::once(Some(&identity)).chain(valeurs);
            let ligne = ligne.chain(iter::once(Some(&visible)));
            if self.absorbes.is_empty() {
                insert.execute(params_from_iter(ligne))?;
            } else {
                let ligne = ligne.map(|valeur| self.absorbes.resolve(valeur));
                insert.execute(params_from_iter(ligne))?;
            }
        }
        Ok(())
    }

    /// A new part of a whole that was deleted, or is contested, changes its fate.
    fn revive_wholes(
        &mut self,
        paquet: &[Pret],
        champ: &str,
        whole: Genre,
        en_cause: &FxHashSet<Id>,
    ) {
        let genre = paquet[0].genre;
        let Some(place) = genre.colonnes().iter().position(|c| c.nom == champ) else {
            return;
        };
        for pret in paquet {
            let parent = pret.valeurs[place].as_ref().and_then(Valeur::id);
            let parent = parent.map(|id| self.absorbes.stays(id));
            if let Some(parent) = parent.filter(|id| en_cause.contains(id)) {
                self.store.mark_family(genre);
                self.touched.insert((whole, parent));
            }
        }
    }
}

/// Of the objects of this kind that a new part may move (`projection::may_move`), those that are there.
fn may_move_now(base: &Base, whole: Genre) -> Result<FxHashSet<Id>> {
    let sql = format!(
        "SELECT id FROM {} WHERE supprime = 1
         UNION SELECT objet FROM conflit WHERE champ = 'supprime'",
        whole.as_str()
    );
    let ids = base.rows(&sql, [], |row| row.get::<_, Id>(0))?;
    Ok(ids.into_iter().collect())
}

impl Pret {
    fn ligne(&self) -> Ligne<'_> {
        Ligne {
            cle: self.cle,
            genre: self.genre.as_str(),
            objet: self.id,
            champs: &self.json,
            source: OFFICIEL.as_str(),
            millesime: Some(&self.millesime),
            hlc: self.hlc,
        }
    }
}

/// For its word in the journal: the day stands beside it.
const OFFICIEL: Source = Source::Officiel {
    millesime: NaiveDate::MIN,
};

/// Makes rows ready, numbered after the last one of the session.
struct Preparateur {
    operation: Operation,
    dernier: Cle,
    hlc: i64,
    horloge: Horloge,
    /// The object before this one.
    precedent: Option<(Genre, Id)>,
    /// The last day written out: the next object mostly has the same.
    millesime: (NaiveDate, Arc<str>),
}

impl Preparateur {
    /// Sends paquets until there are no more objects, or nobody to take them.
    fn run(mut self, mut neufs: impl Iterator<Item = Neuf>, sender: &SyncSender<Result<Paquet>>) {
        loop {
            let paquet = self.paquet(neufs.by_ref().take(PAQUET));
            let dernier =
                (paquet.as_ref()).is_ok_and(|p| p.prets.is_empty() && p.redits.is_empty());
            if dernier || sender.send(paquet).is_err() {
                return;
            }
        }
    }

    fn paquet(&mut self, neufs: impl Iterator<Item = Neuf>) -> Result<Paquet> {
        let mut paquet = Paquet::default();
        for neuf in neufs {
            let objet = Some((neuf.genre, neuf.id));
            if self.precedent == objet {
                paquet.redits.push(neuf);
            } else {
                self.precedent = objet;
                paquet.prets.push(self.prepare(neuf)?);
            }
        }
        Ok(paquet)
    }

    fn prepare(&mut self, neuf: Neuf) -> Result<Pret> {
        let Neuf {
            genre,
            id,
            mut champs,
            millesime,
        } = neuf;
        check(genre, &champs)?;
        champs
            .0
            .retain(|(_, ecrit)| matches!(ecrit, Ecrit::Valeur(_)));
        if self.millesime.0 != millesime {
            self.millesime = (millesime, millesime.to_string().into());
        }
        self.dernier.seq += 1;
        self.hlc = journal::next_hlc(self.hlc, self.horloge.millisecondes());
        let json = champs_json::encode(&champs);
        let valeurs = take_columns(genre, &mut champs);
        let mut pret = Pret {
            genre,
            id,
            cle: self.dernier,
            hlc: self.hlc,
            json,
            millesime: Arc::clone(&self.millesime.1),
            empreinte: [0; 32],
            valeurs,
            tranche: (genre == Genre::Releve).then(|| Tranche::first(&self.millesime.1, champs)),
        };
        pret.empreinte = journal::empreinte(&pret.ligne(), &self.operation, &[]);
        Ok(pret)
    }
}

/// What a change says of each column of its kind, taken out of it.
fn take_columns(genre: Genre, champs: &mut Champs) -> Vec<Option<Valeur>> {
    let mut next = 0;
    let mut take = |nom: &'static str| {
        // Fields mostly come in the order of the columns: resume where the last one was found.
        let position = (next..champs.0.len())
            .chain(0..next)
            .find(|&i| ptr::eq(champs.0[i].0, nom) || champs.0[i].0 == nom)?;
        next = position + 1;
        match mem::replace(&mut champs.0[position].1, Ecrit::Retire) {
            Ecrit::Valeur(valeur) => Some(valeur),
            Ecrit::Nul | Ecrit::Retire => None,
        }
    };
    genre.colonnes().iter().map(|c| take(c.nom)).collect()
}
