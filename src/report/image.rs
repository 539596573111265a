//! An image in memory, for a screen or a clipboard.

/// Opaque RGBA, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub largeur: usize,
    pub hauteur: usize,
    pub rgba: Vec<u8>,
}
