//! The settings of a report, kept under a name.

use super::Id;

/// A report that can be made again as it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilanEnregistre {
    pub id: Id,
    pub nom: String,
    /// JSON of its settings, which the page *Bilans* alone reads.
    pub contenu: String,
}
