//! What an operating system must be asked: the time, the machine's folders, its locks.

mod horloge;

pub use horloge::Horloge;
