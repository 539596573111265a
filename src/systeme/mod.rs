//! What an operating system must be asked: the time, the machine's folders, whether files
//! are there, a process to examine what may be dangerous, a driver to be sparing.

pub mod enfant;
mod horloge;
mod lecture;
mod preferences;
mod presence;

pub use horloge::Horloge;
pub use lecture::{Obstacle, lire_une_fois};
pub use preferences::{Fenetre, Preferences, Theme, dossier_des_carnets, dossier_des_reglages};
pub use presence::Presences;
