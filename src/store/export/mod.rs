//! The file that leaves for the DANE: its structure, how it is written, how it is proven whole.
//!
//! Reading order: `structure` (the text of `assets/export.sql`), `contenu` (the rows), `empreinte`,
//! `cle` and `garde` (how identities leave), `ecrire`, `relire`.

mod cle;
mod contenu;
mod ecrire;
mod empreinte;
mod garde;
mod relire;
mod structure;

pub use cle::CleEnvoi;
pub use contenu::{Avec, Cellule, Contenu, Ligne, valeur};
pub use ecrire::{octets, place};
pub(super) use empreinte::Hacheur;
pub use empreinte::{Empreinte, EmpreinteTable, lettres};
pub use relire::verify;
pub use structure::{Colonne, EXPORT_SQL, Reserve, TableExport, table, tables};

/// « CENX », in the header of every file sent: what tells it from a carnet.
pub const APPLICATION_ID: i64 = 0x4345_4E58;

/// The number of `assets/export.sql`, in the header of every file sent and in its manifest.
pub const FORMAT: i64 = 1;
