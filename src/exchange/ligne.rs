//! One row of a text table and its cells.

/// One row.
pub(super) struct Ligne<'a> {
    /// In the file, from 1.
    pub(super) numero: u64,
    texte: &'a [u8],
    bornes: &'a [(u32, u32)],
}

impl<'a> Ligne<'a> {
    /// `bornes` are the first byte and the byte after the last of each cell of `texte`.
    pub(super) const fn new(numero: u64, texte: &'a [u8], bornes: &'a [(u32, u32)]) -> Self {
        Self {
            numero,
            texte,
            bornes,
        }
    }

    pub(super) const fn colonnes(&self) -> usize {
        self.bornes.len()
    }

    pub(super) const fn octets(&self) -> usize {
        self.texte.len()
    }

    pub(super) fn brute(&self, colonne: usize) -> &'a [u8] {
        self.bornes
            .get(colonne)
            .and_then(|&(debut, fin)| self.texte.get(debut as usize..fin as usize))
            .unwrap_or_default()
    }

    /// The cells as text; `None` when the row is not UTF-8.
    pub(super) fn cellules(&self) -> Option<Cellules<'a>> {
        Some(Cellules {
            texte: std::str::from_utf8(self.texte).ok()?,
            bornes: self.bornes,
        })
    }
}

/// The cells of one row.
#[derive(Clone, Copy)]
pub(super) struct Cellules<'a> {
    texte: &'a str,
    bornes: &'a [(u32, u32)],
}

impl<'a> Cellules<'a> {
    /// Without the blanks around it; empty when there is no such column.
    pub(super) fn get(&self, colonne: Option<usize>) -> &'a str {
        colonne
            .and_then(|colonne| self.bornes.get(colonne))
            .and_then(|&(debut, fin)| self.texte.get(debut as usize..fin as usize))
            .map_or("", str::trim)
    }
}

/// Some rows kept together, with those that were refused, to be read elsewhere.
#[derive(Default)]
pub(super) struct Rangees {
    texte: String,
    bornes: Vec<(u32, u32)>,
    /// Of each row, its number and where it ends, or why it is refused.
    lignes: Vec<(u64, Result<Fins, String>)>,
}

/// Of the text and of the cells.
type Fins = (usize, usize);

impl Rangees {
    /// Few enough for the allocator to give the same memory again and again.
    const OCTETS: usize = 1 << 16;

    pub(super) fn push(&mut self, numero: u64, cellules: Cellules<'_>) {
        self.texte.push_str(cellules.texte);
        self.bornes.extend_from_slice(cellules.bornes);
        let fins = (self.texte.len(), self.bornes.len());
        self.lignes.push((numero, Ok(fins)));
    }

    pub(super) fn push_refusee(&mut self, numero: u64, raison: String) {
        self.lignes.push((numero, Err(raison)));
    }

    pub(super) const fn is_full(&self) -> bool {
        self.texte.len() >= Self::OCTETS || self.lignes.len() >= Self::OCTETS / 64
    }

    /// Each row by its number, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, Result<Cellules<'_>, &str>)> {
        let mut debuts = (0, 0);
        self.lignes.iter().map(move |(numero, ligne)| {
            let cellules = ligne.as_ref().map_err(String::as_str).map(|&fins| {
                let (texte, bornes) = std::mem::replace(&mut debuts, fins);
                Cellules {
                    texte: &self.texte[texte..fins.0],
                    bornes: &self.bornes[bornes..fins.1],
                }
            });
            (*numero, cellules)
        })
    }
}

/// A row, or why it cannot be one.
pub(super) enum Lue<'a> {
    Ligne(Ligne<'a>),
    Illisible { numero: u64, raison: String },
}
