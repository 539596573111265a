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

/// A row, or why it cannot be one.
pub(super) enum Lue<'a> {
    Ligne(Ligne<'a>),
    Illisible { numero: u64, raison: String },
}
