//! Whether the file of an open carnet is still where it was opened.
//!
//! A folder that synchronises, or a person in another window, may rename, delete or replace the
//! file under an open carnet. What is open is then the old file, whose name leads elsewhere: what
//! would be written into it would be lost or, after a crash, would not find its journal again.
//! Nothing is written any more; what was read stays, and can be copied under another name.

use super::Store;
use crate::error::{Error, Result};

impl Store {
    /// Whether the name this carnet was opened under leads to nothing or to another file.
    ///
    /// One question to the system about the name; the file is never opened (see `open`). Always
    /// false in memory, and on Windows, which lets nobody rename or remove an open carnet.
    pub fn has_moved(&self) -> Result<bool> {
        #[cfg(unix)]
        {
            let mut moved = 0;
            if self.path.is_some() {
                use rusqlite::{FileControl, MAIN_DB};
                let question = FileControl::HasMoved(&mut moved);
                self.base.conn.file_control(Some(MAIN_DB), question)?;
            }
            Ok(moved != 0)
        }
        #[cfg(not(unix))]
        Ok(false)
    }

    /// Begins a transaction, unless there is no longer a place to write it to.
    pub(super) fn begin(&self) -> Result<()> {
        if let Some(path) = &self.path
            && self.has_moved()?
        {
            return Err(Error::Moved { path: path.clone() });
        }
        self.base.execute("BEGIN IMMEDIATE", [])?;
        Ok(())
    }
}
