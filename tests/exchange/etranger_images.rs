//! The images that SQLite publishes of its own fuzzing, through the real opener, here and in the
//! child process: none is accepted, none ends a process, each is refused in under a second and
//! 256 MiB (`reliability.md` §4, T19).
//!
//! A long run, and files that are not ours to keep here. Of Debian, with a `deb-src` line:
//!
//! ```text
//! apt-get source --download-only sqlite3
//! tar xf sqlite3_*.orig.tar.xz --wildcards '*/test/fuzzdata*.db'
//! CARNET_IMAGES_SQLITE=$(echo "$PWD"/sqlite3-*/test) cargo test --test exchange etranger_images -- --nocapture
//! ```
//!
//! `fuzzdata3.db` and `fuzzdata7.db` hold 10 461 images in a table, `fuzzdata8.db` some hundreds
//! as text. Each goes as it is, then under our numbers, then under a header wholly like ours, so
//! that it reaches SQLite and what comes after.
//!
//! The controls: a file of ours under the same headers is accepted by the same questions, and some
//! of the images are sound for SQLite, so that only their structure keeps them out.
//!
//! Of SQLite 3.53.4 on two cores, unoptimised: 11 172 images, 55 828 files, none accepted, 37 s in
//! all, 34 ms for the slowest, 84 MiB at most; 88 of them are sound for SQLite alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::common::{auteur, jour};
use crate::recus::{carnet, export};
use carnet_ent::exchange::recu::Examinateur;
use carnet_ent::store::etranger::{self, Fiche, Refus, Sorte};
use carnet_ent::systeme::enfant;
use rusqlite::limits::Limit;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

/// Time a refusal may take, and memory a process that refuses, in bytes.
const DELAI: Duration = Duration::from_secs(1);
const MEMOIRE: u64 = 256 << 20;

/// `application_id` and `user_version` of what we write today.
const NUMEROS: [(Sorte, [u8; 4], u8); 2] =
    [(Sorte::Carnet, *b"CENT", 5), (Sorte::Export, *b"CENX", 1)];

/// The folder of the published files; when it is not told, says by name what was not run.
fn dossier() -> Option<PathBuf> {
    let dossier = std::env::var_os("CARNET_IMAGES_SQLITE").map(PathBuf::from);
    if dossier.is_none() {
        dit("skipped: the images of SQLite, CARNET_IMAGES_SQLITE is not set");
    }
    dossier
}

#[expect(clippy::print_stderr, reason = "a long run says what it ran")]
fn dit(texte: &str) {
    eprintln!("{texte}");
}

/// From what a row holds to the image it tells of.
type Lecture = fn(&[u8]) -> Option<Vec<u8>>;

/// Every image of these files, with where it stands.
fn images(dossier: &Path) -> Vec<(String, Vec<u8>)> {
    let mut images = Vec::new();
    for numero in 1..=8 {
        let nom = format!("fuzzdata{numero}.db");
        let uri = format!("file:{}?immutable=1", dossier.join(&nom).display());
        let drapeaux = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        #[expect(clippy::disallowed_methods, reason = "a file of SQLite’s, no carnet")]
        let base = Connection::open_with_flags(uri, drapeaux).expect("a published file");
        let lectures: [(&str, Lecture); 2] = [
            ("SELECT dbid, dbcontent FROM db", |o| Some(o.to_vec())),
            ("SELECT sqlid, CAST(sqltext AS BLOB) FROM xsql", hexa),
        ];
        for (sql, lire) in lectures {
            let mut question = base.prepare(sql).expect("its table");
            let mut lignes = question.query([]).expect("asked");
            while let Some(ligne) = lignes.next().expect("read") {
                let rang: i64 = ligne.get(0).expect("a number");
                let octets: Vec<u8> = ligne.get(1).expect("bytes");
                images.extend(lire(&octets).map(|image| (format!("{nom}/{rang}"), image)));
            }
        }
    }
    images
}

/// The image that a text of `fuzzcheck.c` describes: bytes in hexadecimal, `[offset]` to go
/// elsewhere, until a line `--`. `None` when it describes none.
fn hexa(texte: &[u8]) -> Option<Vec<u8>> {
    let chiffre = |o: u8| (o as char).to_digit(16);
    let debut: Vec<u8> = texte
        .iter()
        .copied()
        .filter(u8::is_ascii_hexdigit)
        .take(8)
        .collect();
    if !debut.eq_ignore_ascii_case(b"53514c69") {
        return None;
    }
    let fin = texte.windows(4).position(|w| w == b"\n--\n");
    let texte = &texte[..fin.unwrap_or(texte.len())];
    // Offsets wrap as they do there.
    let (mut image, mut demi, mut a) = (Vec::new(), 0_u32, 0);
    while a < texte.len() {
        let octet = texte[a];
        a += 1;
        if let Some(valeur) = chiffre(octet) {
            let place = demi as usize / 2;
            // As its reader does: no image is longer, and each is a whole number of 4 KiB.
            if place >= 10_000_000 {
                return None;
            }
            if place >= image.len() {
                image.resize((place / 4096 + 1) * 4096, 0);
            }
            image[place] = image[place] << 4 | u8::try_from(valeur).expect("a digit");
            demi = demi.wrapping_add(1);
        } else if octet == b'[' {
            let suite = &texte[a..];
            if let Some(n) = suite.iter().position(|o| *o == b']')
                && let Some(ailleurs) = suite[..n]
                    .iter()
                    .try_fold(0_u32, |k, o| Some(k.wrapping_mul(16) | chiffre(*o)?))
            {
                demi = ailleurs.wrapping_mul(2);
                a += n + 1;
            }
        }
    }
    Some(image)
}

/// The image under our numbers alone, when it is long enough to have any.
fn numeros(image: &[u8], (_, id, version): (Sorte, [u8; 4], u8)) -> Option<Vec<u8>> {
    let mut m = image.to_vec();
    m.get_mut(60..64)?.copy_from_slice(&[0, 0, 0, version]);
    m.get_mut(68..72)?.copy_from_slice(&id);
    Some(m)
}

/// The image under a header that says of itself all that ours say.
fn entete(image: &[u8], ids: (Sorte, [u8; 4], u8)) -> Vec<u8> {
    let mut m = image.to_vec();
    m.resize(m.len().max(512), 0);
    let page = match u16::from_be_bytes([m[16], m[17]]) {
        1 => 65_536,
        page if page.is_power_of_two() && page >= 512 => usize::from(page),
        _ => {
            m[16..18].copy_from_slice(&[2, 0]);
            512
        }
    };
    m.resize(m.len().next_multiple_of(page), 0);
    let pages = u32::try_from(m.len() / page).expect("small");
    m[..16].copy_from_slice(b"SQLite format 3\0");
    m[18..24].copy_from_slice(&[1, 1, 0, 64, 32, 32]);
    m[28..32].copy_from_slice(&pages.to_be_bytes());
    m[56..60].copy_from_slice(&[0, 0, 0, 1]);
    m[72..92].fill(0);
    // What this count was written with: without it SQLite trusts the length alone.
    m.copy_within(24..28, 92);
    numeros(&m, ids).expect("long enough")
}

/// What is asked of each file, and what was met.
struct Epreuve {
    examinateur: Examinateur,
    acceptes: Vec<String>,
    /// How many of each reason, for each sort of header.
    refus: BTreeMap<(&'static str, &'static str), usize>,
    /// The slowest: here, and in the child.
    lents: [(Duration, String); 2],
    memoire: u64,
}

impl Epreuve {
    fn new() -> Self {
        enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
        Self {
            examinateur: Examinateur::default(),
            acceptes: Vec::new(),
            refus: BTreeMap::new(),
            lents: Default::default(),
            memoire: 0,
        }
    }

    /// The verdict on a file, the same here and in the child.
    fn juger(&mut self, sorte: &'static str, nom: &str, octets: &[u8]) -> Result<Fiche, Refus> {
        let debut = Instant::now();
        let ici = etranger::examiner(octets, &auteur("X", jour(2026, 12, 1)));
        let milieu = Instant::now();
        let la = self.examinateur.examiner(octets).expect("a child");
        for (lent, duree) in self
            .lents
            .iter_mut()
            .zip([milieu - debut, milieu.elapsed()])
        {
            if duree > lent.0 {
                *lent = (duree, format!("{nom}, {sorte}"));
            }
        }
        assert_eq!(ici, la, "{nom}, {sorte}: here and in the child");
        match &ici {
            Ok(_) => self.acceptes.push(format!("{nom}, {sorte}")),
            Err(refus) => *self.refus.entry((sorte, refus.code())).or_default() += 1,
        }
        ici
    }

    /// The most memory a process of this rig has held so far: this one, its child.
    fn peser(&mut self) {
        let soi = std::process::id().to_string();
        for processus in enfants(&soi).iter().chain([&soi]) {
            self.memoire = self.memoire.max(sommet(processus).unwrap_or_default());
        }
    }
}

/// The processes that this one started and that still run.
fn enfants(processus: &str) -> Vec<String> {
    let fils = std::fs::read_dir(format!("/proc/{processus}/task"));
    fils.into_iter()
        .flatten()
        .flatten()
        .filter_map(|fil| std::fs::read_to_string(fil.path().join("children")).ok())
        .flat_map(|liste| {
            let noms = liste.split_whitespace().map(str::to_owned);
            noms.collect::<Vec<_>>()
        })
        .collect()
}

/// The most memory a process has held, in bytes, where the system tells.
fn sommet(processus: &str) -> Option<u64> {
    let etat = std::fs::read_to_string(format!("/proc/{processus}/status")).ok()?;
    let ligne = etat.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kio: u64 = ligne.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kio << 10)
}

/// Whether SQLite finds nothing to say of this file, which is all that a program without the rest
/// of our protocol would ask.
fn est_sain(octets: &[u8]) -> Option<bool> {
    let mut base = Connection::open_in_memory().ok()?;
    base.set_limit(Limit::SQLITE_LIMIT_LENGTH, 4_000_000).ok()?;
    let fin = Instant::now() + DELAI;
    base.progress_handler(1000, Some(move || Instant::now() > fin))
        .ok()?;
    base.deserialize_read_exact(MAIN_DB, octets, octets.len(), false)
        .ok()?;
    let tables: i64 = base
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .ok()?;
    let verdict: String = base
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .ok()?;
    let orphelin = base
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut question| question.exists([]))
        .ok()?;
    Some(tables > 0 && verdict == "ok" && !orphelin)
}

#[test]
fn no_published_image_is_accepted_nor_ends_who_reads_it() {
    let Some(dossier) = dossier() else { return };
    let images = images(&dossier);
    assert!(images.len() > 1000, "{} images", images.len());
    let mut epreuve = Epreuve::new();
    let mut sains = [0; 2];
    for (nom, image) in &images {
        epreuve.juger("as it is", nom, image).ok();
        for ids in NUMEROS {
            if let Some(m) = numeros(image, ids) {
                epreuve.juger("our numbers", nom, &m).ok();
            }
            let m = entete(image, ids);
            let lu = epreuve.juger("our header", nom, &m);
            if est_sain(&m) == Some(true) {
                // Or the settings under which SQLite reads it for us already refuse its structure.
                let structure = matches!(lu, Err(Refus::Structure | Refus::Pages));
                assert!(structure, "{nom}: {lu:?}");
                sains[usize::from(lu == Err(Refus::Structure))] += 1;
            }
        }
        epreuve.peser();
    }
    let fichiers: usize = epreuve.refus.values().sum();
    dit(&format!(
        "{} images, {fichiers} files refused, {} accepted",
        images.len(),
        epreuve.acceptes.len()
    ));
    for ((sorte, code), combien) in &epreuve.refus {
        dit(&format!("  {sorte}: {combien} « {code} »"));
    }
    for (ou, (duree, nom)) in ["here", "in the child"].iter().zip(&epreuve.lents) {
        dit(&format!("  slowest {ou}: {duree:?} ({nom})"));
    }
    dit(&format!("  memory at most: {} MiB", epreuve.memoire >> 20));
    dit(&format!(
        "  sound for SQLite alone: {}, of which {} are refused for their structure alone",
        sains[0] + sains[1],
        sains[1]
    ));
    assert_eq!(epreuve.acceptes, Vec::<String>::new());
    // A child that ends says so of the file that ended it.
    for (sorte, code) in epreuve.refus.keys() {
        assert!(!matches!(*code, "fatal" | "trop-long"), "{sorte}: {code}");
    }
    for (duree, nom) in &epreuve.lents {
        assert!(*duree < DELAI, "{nom}: {duree:?}");
    }
    assert!(epreuve.memoire < MEMOIRE, "{} bytes", epreuve.memoire);
    assert!(sains[1] > 0, "the rig proves nothing of the structure");
}

/// The control: these headers keep nothing out by themselves, and an acceptance is seen.
#[test]
fn a_file_of_ours_under_the_same_headers_is_accepted() {
    let mut epreuve = Epreuve::new();
    for (octets, ids) in [carnet(3), export(6)].iter().zip(NUMEROS) {
        let mut sans = octets.clone();
        sans[18..24].fill(0);
        sans[28..32].fill(0);
        sans[56..92].fill(0);
        assert_eq!(etranger::reconnait(&sans), None);
        let refait = entete(&sans, ids);
        assert_eq!(etranger::reconnait(&refait), Some(ids.0));
        epreuve.juger("our header", "ours", &refait).expect("ours");
        assert_eq!(est_sain(&refait), Some(true));
        let mut texte = String::new();
        for octet in octets {
            write!(texte, "{octet:02x}").expect("said");
        }
        // In two pieces, the second first.
        let (debut, suite) = texte.split_at(200);
        let texte = format!(
            "{}\n[64]{suite}\n[8]{}\n--\nSELECT 1",
            &debut[..16],
            &debut[16..]
        );
        let relu = hexa(texte.as_bytes()).expect("an image");
        assert_eq!(relu[..octets.len()], octets[..]);
    }
    assert_eq!(epreuve.acceptes.len(), 2);
    assert_eq!(hexa(b"SELECT 1"), None);
}
