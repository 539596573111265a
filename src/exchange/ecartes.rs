//! Rows and cells left aside while a file is read: all counted, the first ones kept to be shown.

/// How many refused rows, and how many remarks, are kept to be shown.
const GARDES: usize = 10_000;

/// A row, or a cell, that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refus {
    /// In the file, from 1, its header included.
    pub ligne: u64,
    /// A French sentence.
    pub raison: String,
}

/// Rows or cells left aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ecartes {
    /// The first ones, in order.
    pub liste: Vec<Refus>,
    /// All of them.
    pub total: usize,
}

impl Ecartes {
    pub(super) fn push(&mut self, ligne: u64, raison: impl FnOnce() -> String) {
        self.total += 1;
        if self.liste.len() < GARDES {
            self.liste.push(Refus {
                ligne,
                raison: raison(),
            });
        }
    }
}
