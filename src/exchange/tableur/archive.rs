//! A workbook weighed before it is read: what it is, how much it really holds once inflated, and
//! whether a reader could be made to allocate without bound.
//!
//! `calamine` believes what a file declares (numbers of strings, of styles): what it would believe
//! is checked here first.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Seek as _, SeekFrom};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::{CompressionMethod, ZipArchive};

use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::fichier::cite;

/// Bytes of the largest workbook, zipped and inflated (`design.md` §6).
const ZIPPE_MAX: u64 = 50_000_000;
const GONFLE_MAX: u64 = 500_000_000;
/// A part that shrinks more than this was made to swell; small ones are let through.
const TAUX_MAX: u64 = 200;
const TAUX_DES: u64 = 20_000_000;
/// Parts of the fullest workbook: a sheet is two.
const PARTIES_MAX: usize = 2_000;
/// Bytes between two signs of markup: a cell holds 32 767 characters at most.
const JETON_MAX: u64 = 1 << 20;
/// Bytes of the texts shared by the cells, and their number.
const TEXTES_OCTETS_MAX: u64 = 32 << 20;
const TEXTES_MAX: u64 = 600_000;
/// Styles of the fullest workbook, and what copying their longest word for each may cost.
const STYLES_MAX: u64 = 65_536;
const STYLES_OCTETS_MAX: u64 = 64 << 20;

/// What a workbook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Classeur {
    Xlsx,
    Ods,
}

/// Says what a zip file is, or refuses it. The file is back at its start.
pub(super) fn weigh(
    file: &mut File,
    nom: &str,
    taille: u64,
    progress: &mut Progress<'_>,
) -> Result<Classeur> {
    let refus = |suite: &str| Error::Refused(format!("{} {suite}", cite(nom)));
    if taille > ZIPPE_MAX {
        return Err(refus(
            "dépasse 50\u{a0}Mo\u{202f}: enregistrez au format CSV la feuille qui vous intéresse.",
        ));
    }
    let abime = |_: io::Error| refus(ABIME);
    if count_parts(file).map_err(abime)? > PARTIES_MAX {
        return Err(refus(
            "a plus de 2\u{202f}000 parties\u{202f}: ce n’est pas un classeur que l’on tient à la main.",
        ));
    }
    let mut zip = ZipArchive::new(BufReader::new(&*file)).map_err(|_zip| refus(ABIME))?;
    let classeur = recognise(&mut zip, nom)?;
    let mut total = 0;
    for place in 0..zip.len() {
        let partie = zip.by_index(place).map_err(|_zip| refus(ABIME))?;
        let role = Role::of(&partie.name().map_err(|_zip| refus(ABIME))?);
        let zippe = partie.compressed_size();
        let mut garde = Garde::new(partie, zippe, GONFLE_MAX - total);
        let lu = role.read(&mut garde, |octets| {
            progress
                .step("Lecture du classeur", total + octets, 0)
                .is_ok()
        });
        total += garde.octets;
        match lu {
            Ok(()) => {}
            Err(Faute::Interrompu) => return Err(Error::Interrupted),
            Err(Faute::Dit(quoi)) => return Err(refus(quoi)),
            Err(Faute::Io(erreur)) => {
                return Err(refus(erreur.get_ref().map_or(ABIME, |_| garde.faute)));
            }
        }
    }
    drop(zip);
    file.seek(SeekFrom::Start(0)).map_err(abime)?;
    Ok(classeur)
}

const ABIME: &str = "est abîmé, ou n’est pas un classeur que l’on sait lire. Ouvrez-le dans un \
                     tableur et enregistrez-le de nouveau, ou au format CSV.";
const BOMBE: &str = "gonfle démesurément une fois décompressé\u{202f}: il n’a pas été lu. Enregistrez au \
                     format CSV la feuille qui vous intéresse.";
const DEMESURE: &str = "contient une cellule démesurée\u{202f}: il n’a pas été lu.";
const TEXTES: &str =
    "contient trop de textes\u{202f}: enregistrez au format CSV la feuille qui vous intéresse.";
const STYLES: &str =
    "contient trop de styles\u{202f}: enregistrez au format CSV la feuille qui vous intéresse.";

/// What it is, by its parts and what they declare.
fn recognise(zip: &mut ZipArchive<BufReader<&File>>, nom: &str) -> Result<Classeur> {
    let refus = |suite: &str| Error::Refused(format!("{} {suite}", cite(nom)));
    let (mut xlsx, mut ods, mut declare) = (false, false, 0_u64);
    for place in 0..zip.len() {
        let partie = zip.by_index_raw(place).map_err(|_zip| refus(ABIME))?;
        let chemin = partie.name().map_err(|_zip| refus(ABIME))?.to_lowercase();
        if partie.encrypted() {
            return Err(refus(
                "est protégé par un mot de passe. Ôtez-le dans votre tableur, puis enregistrez.",
            ));
        }
        if chemin.ends_with("vbaproject.bin") {
            return Err(refus(
                "contient des macros (vbaProject.bin). Enregistrez-le au format .xlsx, qui n’en a pas.",
            ));
        }
        if chemin.ends_with("workbook.bin") {
            return Err(refus(
                "est un classeur Excel binaire (.xlsb). Enregistrez-le au format .xlsx.",
            ));
        }
        if !matches!(
            partie.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(refus(ABIME));
        }
        declare = declare.saturating_add(partie.size());
        xlsx |= chemin == "[content_types].xml";
        ods |= chemin == "content.xml";
    }
    if declare > GONFLE_MAX {
        return Err(refus(BOMBE));
    }
    match (xlsx, ods) {
        (true, _) => Ok(Classeur::Xlsx),
        (false, true) => Ok(Classeur::Ods),
        (false, false) => Err(refus(
            "est une archive ZIP, pas un classeur. Décompressez-la d’abord.",
        )),
    }
}

/// Entries of the central directory, counted without believing what it declares.
fn count_parts(file: &mut File) -> io::Result<usize> {
    const SIGNATURE: &[u8] = b"PK\x01\x02";
    file.seek(SeekFrom::Start(0))?;
    let mut entree = BufReader::with_capacity(1 << 16, &*file);
    let (mut vus, mut place) = (0, 0);
    loop {
        let bloc = entree.fill_buf()?;
        let n = bloc.len();
        if n == 0 {
            file.seek(SeekFrom::Start(0))?;
            return Ok(vus);
        }
        for octet in bloc {
            place = if *octet == SIGNATURE[place] {
                place + 1
            } else {
                usize::from(*octet == SIGNATURE[0])
            };
            if place == SIGNATURE.len() {
                vus += 1;
                place = 0;
            }
        }
        entree.consume(n);
    }
}

/// Why a part is refused.
enum Faute {
    Dit(&'static str),
    Io(io::Error),
    Interrompu,
}

impl From<io::Error> for Faute {
    fn from(erreur: io::Error) -> Self {
        Self::Io(erreur)
    }
}

/// What a reader does with a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// All texts are held at once.
    Textes,
    /// Each style is a copy of its font and formats.
    Styles,
    /// Read as a stream of markup.
    Balises,
    /// Pictures and the like, which nobody reads.
    Autre,
}

impl Role {
    fn of(nom: &str) -> Self {
        let nom = nom.to_lowercase().replace('\\', "/");
        let dernier = nom.rsplit('/').next().unwrap_or_default();
        if dernier.ends_with("sharedstrings.xml") {
            Self::Textes
        } else if dernier == "styles.xml" && nom != dernier {
            Self::Styles
        } else if [
            "png", "jpg", "jpeg", "gif", "bmp", "emf", "wmf", "bin", "svm",
        ]
        .iter()
        .any(|fin| dernier.rsplit('.').next() == Some(fin))
        {
            Self::Autre
        } else {
            Self::Balises
        }
    }

    /// Inflates a part to its end. `pas` says whether to go on.
    fn read(self, garde: &mut Garde<impl Read>, pas: impl FnMut(u64) -> bool) -> Result<(), Faute> {
        garde.balises = self != Self::Autre;
        match self {
            Self::Textes => shared_strings(garde),
            Self::Styles => styles(garde),
            Self::Balises | Self::Autre => drain(garde, pas),
        }
    }
}

fn drain(garde: &mut Garde<impl Read>, mut pas: impl FnMut(u64) -> bool) -> Result<(), Faute> {
    let mut bloc = vec![0; 1 << 16];
    loop {
        if garde.read(&mut bloc)? == 0 {
            return Ok(());
        }
        if !pas(garde.octets) {
            return Err(Faute::Interrompu);
        }
    }
}

/// The shared texts: neither more than they can be, nor fewer than announced.
fn shared_strings(garde: &mut Garde<impl Read>) -> Result<(), Faute> {
    let mut textes = 0_u64;
    garde.max = garde.max.min(TEXTES_OCTETS_MAX);
    garde.faute_de_taille = TEXTES;
    elements(garde, |nom, attribut| {
        let annonce = || attribut("uniqueCount")?.parse::<u64>().ok();
        match nom {
            "si" => textes += 1,
            "sst" if annonce().is_some_and(|n| n > TEXTES_MAX) => textes = TEXTES_MAX,
            _ => return Ok(()),
        }
        if textes >= TEXTES_MAX {
            return Err(Faute::Dit(TEXTES));
        }
        Ok(())
    })
}

/// The styles: their number, and the longest word that each may copy.
fn styles(garde: &mut Garde<impl Read>) -> Result<(), Faute> {
    let (mut nombre, mut premier, mut long) = (0_u64, true, 0_u64);
    elements(garde, |nom, attribut| {
        if premier {
            premier = false;
            return Ok(());
        }
        let dit = ["name", "val", "formatCode"]
            .iter()
            .filter_map(|a| attribut(a))
            .map(|valeur| valeur.len() as u64)
            .sum::<u64>();
        long = long.max(dit);
        nombre += u64::from(nom == "xf");
        if nombre > STYLES_MAX || nombre * long > STYLES_OCTETS_MAX {
            return Err(Faute::Dit(STYLES));
        }
        Ok(())
    })
}

/// Calls `voir` with the local name of each element and a way to its attributes.
fn elements(
    garde: &mut Garde<impl Read>,
    mut voir: impl FnMut(&str, &dyn Fn(&str) -> Option<String>) -> Result<(), Faute>,
) -> Result<(), Faute> {
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, garde));
    xml.config_mut().check_end_names = false;
    let mut tampon = Vec::new();
    loop {
        tampon.clear();
        match xml.read_event_into(&mut tampon) {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                let attribut = |voulu: &str| {
                    let attribut = e.attributes().flatten().find(|a| a.key.as_ref() == voulu)?;
                    Some(attribut.value.to_string())
                };
                voir(e.local_name().as_ref(), &attribut)?;
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(quick_xml::Error::Io(erreur)) => {
                return Err(Faute::Io(io::Error::new(erreur.kind(), FAUTE)));
            }
            Err(_) => return Err(Faute::Dit(ABIME)),
        }
    }
}

/// Marks an error of [`Garde`], which says what it is.
const FAUTE: &str = "garde";

/// Counts what is really inflated, and stops at what no honest workbook holds.
struct Garde<R> {
    entree: R,
    octets: u64,
    zippe: u64,
    max: u64,
    /// Bytes since the last sign of markup.
    jeton: u64,
    balises: bool,
    faute: &'static str,
    faute_de_taille: &'static str,
}

impl<R> Garde<R> {
    const fn new(entree: R, zippe: u64, max: u64) -> Self {
        Self {
            entree,
            octets: 0,
            zippe,
            max,
            jeton: 0,
            balises: true,
            faute: ABIME,
            faute_de_taille: BOMBE,
        }
    }

    fn stop(&mut self, faute: &'static str) -> io::Error {
        self.faute = faute;
        io::Error::other(FAUTE)
    }
}

impl<R: Read> Read for Garde<R> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        let n = self.entree.read(tampon)?;
        self.octets += n as u64;
        if self.octets > self.max {
            let faute = self.faute_de_taille;
            return Err(self.stop(faute));
        }
        if self.octets > TAUX_DES && self.octets > self.zippe.saturating_mul(TAUX_MAX) {
            return Err(self.stop(BOMBE));
        }
        if self.balises {
            // The longest run inside a block, and the one that goes on after it.
            for octet in &tampon[..n] {
                self.jeton = if matches!(octet, b'<' | b'>') {
                    0
                } else {
                    self.jeton + 1
                };
                if self.jeton > JETON_MAX {
                    return Err(self.stop(DEMESURE));
                }
            }
        }
        Ok(n)
    }
}

/// A sentence for a workbook that passed the scales and still cannot be read.
pub(super) fn damaged(nom: &str) -> Error {
    Error::Refused(format!("{} {ABIME}", cite(nom)))
}
