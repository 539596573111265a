//! What a template can see: itself, the shared template, four faces of Noto Sans, the signs of
//! `DejaVu` and one JSON.
//! No file, no network, no package, no clock.

use std::sync::LazyLock;

use ::typst::diag::{FileError, FileResult};
use ::typst::foundations::{Bytes, Datetime, Duration};
use ::typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use ::typst::text::{Font, FontBook};
use ::typst::utils::LazyHash;
use ::typst::{Library, LibraryExt as _, World};

/// What every template may import as `/commun.typ`.
const COMMUN: &str = include_str!("../../../assets/bilans/commun.typ");

static BIBLIOTHEQUE: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(Library::default()));

static POLICES: LazyLock<(LazyHash<FontBook>, Vec<Font>)> = LazyLock::new(|| {
    let fontes: Vec<Font> = [
        notosans::REGULAR_TTF,
        notosans::BOLD_TTF,
        notosans::ITALIC_TTF,
        notosans::BOLD_ITALIC_TTF,
        dejavu::sans::regular(),
    ]
    .into_iter()
    .flat_map(|octets| Font::iter(Bytes::new(octets)))
    .collect();
    (LazyHash::new(FontBook::from_fonts(&fontes)), fontes)
});

/// Whether a report can write this letter: the fonts have it, and PDF takes it.
pub(super) fn can_write(c: char) -> bool {
    let interdit = c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    !interdit
        && (c.is_whitespace()
            || POLICES
                .1
                .iter()
                .any(|f| f.info().coverage.contains(c.into())))
}

/// One template and its data.
pub(super) struct Monde {
    modele: Source,
    commun: Source,
    donnees: (FileId, Bytes),
}

impl Monde {
    /// `modele` reads its data by `json("/donnees.json")`.
    pub(super) fn new(modele: &str, donnees: Vec<u8>) -> Self {
        Self {
            modele: Source::new(identifiant("/modele.typ"), modele.to_owned()),
            commun: Source::new(identifiant("/commun.typ"), COMMUN.to_owned()),
            donnees: (identifiant("/donnees.json"), Bytes::new(donnees)),
        }
    }
}

fn identifiant(chemin: &'static str) -> FileId {
    let chemin = VirtualPath::new(chemin).expect("the three paths above are sound");
    FileId::new(RootedPath::new(VirtualRoot::Project, chemin))
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}

impl World for Monde {
    fn library(&self) -> &LazyHash<Library> {
        &BIBLIOTHEQUE
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &POLICES.0
    }

    fn main(&self) -> FileId {
        self.modele.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.modele, &self.commun]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let (donnees, octets) = &self.donnees;
        if id == *donnees {
            return Ok(octets.clone());
        }
        self.source(id)
            .map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        POLICES.1.get(index).cloned()
    }

    /// A report takes its dates from its data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
