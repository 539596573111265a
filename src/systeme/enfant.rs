//! Another process of this program, to which what may be dangerous is handed: whatever it meets,
//! the worst that can happen is that it ends, or is ended, and the next file gets a new one.
//!
//! It receives bytes, never a name: what was read once is what is examined. One answer of one line
//! comes back for each. A wall clock bounds each answer everywhere; on Unix the process also
//! bounds the memory it may ask for (`RLIMIT_AS`). Windows would want a Job Object, which no safe
//! library offers: there the clock and the size of the file are the bounds.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::error::{Error, Result};

/// The first line of a child: it is one of ours, and of this version.
const SALUT: &str = concat!("carnet-ent, examen, ", env!("CARGO_PKG_VERSION"));

/// Time a child has to say it is there.
const DEPART: Duration = Duration::from_secs(20);

/// Bytes of the longest answer: the rows of the largest file that is read, and some.
const REPONSE_MAX: u64 = 2 << 30;

/// Bytes taken of an answer at once: what a pipe holds.
const TAMPON: usize = 64 << 10;

/// The program that children run.
static PROGRAMME: OnceLock<PathBuf> = OnceLock::new();

/// Names the program that children run, when the current one cannot be it: in tests. The first
/// call holds.
pub fn set_programme(programme: impl Into<PathBuf>) {
    PROGRAMME.get_or_init(|| programme.into());
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub enum Reponse {
    Ligne(String),
    /// It ended without a word.
    Morte,
    /// It was ended.
    TropLong,
}

/// A child, started when first needed and again after each end.
#[derive(Debug)]
pub struct Enfant {
    commande: &'static str,
    vivant: Option<Vivant>,
}

#[derive(Debug)]
struct Vivant {
    processus: Child,
    entree: ChildStdin,
    lignes: Receiver<String>,
}

impl Enfant {
    /// One that runs `carnet-ent COMMANDE`.
    pub const fn new(commande: &'static str) -> Self {
        Self {
            commande,
            vivant: None,
        }
    }

    /// Hands over `octets` and waits for the answer, `delai` at most.
    ///
    /// # Errors
    /// When no child can be started at all.
    pub fn demander(&mut self, octets: &[u8], delai: Duration) -> Result<Reponse> {
        let vivant = match &mut self.vivant {
            Some(vivant) => vivant,
            absent => absent.insert(Vivant::start(self.commande)?),
        };
        let Vivant {
            processus,
            entree,
            lignes,
        } = vivant;
        let reponse = thread::scope(|portee| {
            // From another thread: a child that no longer reads must not hold us.
            portee.spawn(move || {
                let longueur = (octets.len() as u64).to_be_bytes();
                entree
                    .write_all(&longueur)
                    .and_then(|()| entree.write_all(octets))
                    .and_then(|()| entree.flush())
                    .ok();
            });
            let reponse = lignes.recv_timeout(delai);
            if reponse.is_err() {
                processus.kill().ok();
            }
            reponse
        });
        Ok(match reponse {
            Ok(ligne) => Reponse::Ligne(ligne),
            Err(cause) => {
                self.vivant = None;
                match cause {
                    RecvTimeoutError::Timeout => Reponse::TropLong,
                    RecvTimeoutError::Disconnected => Reponse::Morte,
                }
            }
        })
    }
}

impl Vivant {
    fn start(commande: &str) -> Result<Self> {
        let programme = match PROGRAMME.get() {
            Some(programme) => programme.clone(),
            None => std::env::current_exe().map_err(|e| Error::io("le programme", e))?,
        };
        let mut processus = Command::new(&programme)
            .arg(OsStr::new(commande))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| Error::io(&programme, e))?;
        let absent = || {
            Error::Refused(
                "Le contrôle des fichiers reçus n’a pas pu démarrer\u{202f}: rien n’a été lu. \
                 Redémarrez le programme."
                    .to_owned(),
            )
        };
        let (Some(entree), Some(sortie)) = (processus.stdin.take(), processus.stdout.take()) else {
            return Err(absent());
        };
        let (envoi, lignes) = channel();
        thread::Builder::new()
            .name("réponses de l’examen".to_owned())
            .spawn(move || {
                let mut sortie = BufReader::with_capacity(TAMPON, sortie);
                while let Some(ligne) = une_ligne(&mut sortie) {
                    if envoi.send(ligne).is_err() {
                        break;
                    }
                }
            })
            .map_err(|e| Error::io("le programme", e))?;
        let vivant = Self {
            processus,
            entree,
            lignes,
        };
        match vivant.lignes.recv_timeout(DEPART) {
            Ok(salut) if salut == SALUT => Ok(vivant),
            _ => Err(absent()),
        }
    }
}

impl Drop for Vivant {
    fn drop(&mut self) {
        self.processus.kill().ok();
        self.processus.wait().ok();
    }
}

/// The next line of a child; none when it has ended, or says more than an answer may.
fn une_ligne(sortie: &mut impl BufRead) -> Option<String> {
    let mut ligne = Vec::new();
    sortie
        .take(REPONSE_MAX)
        .read_until(b'\n', &mut ligne)
        .ok()?;
    (ligne.pop() == Some(b'\n'))
        .then(|| String::from_utf8(ligne).ok())
        .flatten()
}

/// The life of a child: answers each file with one line, until there is none left.
///
/// # Errors
/// When its parent no longer speaks as agreed.
pub fn servir(mut repondre: impl FnMut(Vec<u8>) -> String) -> Result<()> {
    let io = |e| Error::io("l’examen d’un fichier", e);
    let mut entree = std::io::stdin().lock();
    let mut sortie = std::io::stdout().lock();
    writeln!(sortie, "{SALUT}")
        .and_then(|()| sortie.flush())
        .map_err(io)?;
    loop {
        let mut longueur = [0; 8];
        match entree.read_exact(&mut longueur) {
            Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(()),
            lu => lu.map_err(io)?,
        }
        let longueur = u64::from_be_bytes(longueur);
        bound_memory(longueur);
        let mut octets = Vec::with_capacity(usize::try_from(longueur).unwrap_or_default());
        (&mut entree)
            .take(longueur)
            .read_to_end(&mut octets)
            .map_err(io)?;
        let ligne = repondre(octets);
        writeln!(sortie, "{ligne}")
            .and_then(|()| sortie.flush())
            .map_err(io)?;
    }
}

/// What an examination may ask of memory besides four times its file.
#[cfg(unix)]
const MEMOIRE: u64 = 768 << 20;

#[cfg(unix)]
fn bound_memory(octets: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::As).maximum;
    let limite = MEMOIRE.saturating_add(octets.saturating_mul(4));
    // A system that already allows less keeps its own bound.
    let current = Some(maximum.map_or(limite, |m| m.min(limite)));
    setrlimit(Resource::As, Rlimit { current, maximum }).ok();
}

#[cfg(not(unix))]
const fn bound_memory(_octets: u64) {}
