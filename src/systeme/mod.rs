//! What an operating system must be asked: the time, the machine's folders.

mod horloge;
mod preferences;

pub use horloge::Horloge;
pub use preferences::{Fenetre, Preferences, Theme, dossier_des_carnets, dossier_des_reglages};
