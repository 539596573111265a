//! What an operating system must be asked: the time, the machine's folders, whether files
//! are there.

mod horloge;
mod preferences;
mod presence;

pub use horloge::Horloge;
pub use preferences::{Fenetre, Preferences, Theme, dossier_des_carnets, dossier_des_reglages};
pub use presence::Presences;
