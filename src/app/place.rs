//! A carnet whose file was moved, replaced or removed under the window: looked at when the window
//! regains the focus and before each write, never by a timer.

use super::{App, Carnet};

impl App {
    /// Looks whether the carnet is still where it was opened. One that a job borrows is looked at
    /// by what it writes.
    pub(crate) fn check_place(&mut self) {
        if let Carnet::Ouvert(store) = &self.carnet {
            self.deplace = store.has_moved().unwrap_or_default();
        }
    }

    /// Whether the carnet may be left: not before its person was told that its file is gone, for
    /// what is shown may be nowhere else.
    pub(crate) fn may_leave(&mut self) -> bool {
        let told = self.deplace;
        self.check_place();
        told || !self.deplace
    }
}
