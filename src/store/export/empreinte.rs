//! The logical fingerprint of an export: the same rows give the same one, whatever SQLite wrote.
//!
//! Per table, the SHA-256 of its rows in the order of their key, each value as one byte of type, its
//! length and its bytes; over all, the SHA-256 of the name, number of rows and fingerprint of each
//! (`reliability.md` §3g). The manifest is covered but for the fingerprint it holds, the list of
//! tables is what is recomputed. It proves that nothing changed on the way, not who wrote the file:
//! whoever changes a row can compute it again.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

use super::contenu::Cellule;
use super::structure::tables;
use crate::error::Result;

/// The one table that is not covered: it says the fingerprints of the others.
const LISTE: &str = "manifeste_table";

/// Sixteen letters that are not mistaken for one another, one for four bits.
const LETTRES: &[u8; 16] = b"ABCDEFGHJKLMNPRT";

/// The fingerprint of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmpreinteTable {
    pub nom: &'static str,
    pub lignes: u64,
    pub octets: [u8; 32],
}

impl EmpreinteTable {
    pub fn hexa(&self) -> String {
        hexa(&self.octets)
    }
}

/// The fingerprint of a whole export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Empreinte {
    /// In the order of the structure.
    pub tables: Vec<EmpreinteTable>,
    pub octets: [u8; 32],
}

impl Empreinte {
    /// Sixty-four hexadecimal digits, as the manifest holds it.
    pub fn hexa(&self) -> String {
        hexa(&self.octets)
    }

    /// « ABCD EFGH … »: eight groups of four letters, to be read over the telephone.
    pub fn lettres(&self) -> String {
        lettres(&self.octets)
    }

    /// Recomputes it from the rows of an open export.
    pub fn of(conn: &Connection) -> Result<Self> {
        let mut hacheur = Hacheur::default();
        for table in tables() {
            hacheur.begin(table.nom);
            let mut statement = conn.prepare(&table.select())?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for i in 0..table.colonnes.len() {
                    hacheur.valeur(row.get_ref(i)?);
                }
                hacheur.end_row();
            }
        }
        Ok(hacheur.finish())
    }
}

/// The 128 first bits of a fingerprint in letters.
pub fn lettres(octets: &[u8; 32]) -> String {
    let mut texte = String::with_capacity(40);
    for (rang, octet) in octets[..16].iter().enumerate() {
        if rang > 0 && rang % 2 == 0 {
            texte.push(' ');
        }
        for quartet in [octet >> 4, octet & 15] {
            texte.push(char::from(LETTRES[usize::from(quartet)]));
        }
    }
    texte
}

pub(crate) fn hexa(octets: &[u8]) -> String {
    const CHIFFRES: &[u8; 16] = b"0123456789abcdef";
    let mut texte = String::with_capacity(2 * octets.len());
    for octet in octets {
        for quartet in [octet >> 4, octet & 15] {
            texte.push(char::from(CHIFFRES[usize::from(quartet)]));
        }
    }
    texte
}

/// Takes the rows of each table in turn.
#[derive(Default)]
pub(in crate::store) struct Hacheur {
    tables: Vec<EmpreinteTable>,
    courante: Option<(&'static str, u64, Sha256)>,
    /// The row being taken: the manifest's own fingerprint is left out of it.
    ligne: Vec<u8>,
    premiere: Vec<u8>,
}

impl Hacheur {
    pub(in crate::store) fn begin(&mut self, nom: &'static str) {
        self.end_table();
        self.courante = Some((nom, 0, Sha256::new()));
    }

    pub(super) fn cellule(&mut self, cellule: &Cellule) {
        self.valeur(match cellule {
            Cellule::Nul => ValueRef::Null,
            Cellule::Entier(n) => ValueRef::Integer(*n),
            Cellule::Reel(r) => ValueRef::Real(*r),
            Cellule::Texte(t) => ValueRef::Text(t.as_bytes()),
        });
    }

    pub(in crate::store) fn valeur(&mut self, valeur: ValueRef<'_>) {
        if self.ligne.is_empty()
            && let ValueRef::Text(texte) = valeur
        {
            self.premiere.extend_from_slice(texte);
        }
        match valeur {
            ValueRef::Null => self.bytes(0, &[]),
            ValueRef::Integer(n) => self.bytes(1, &n.to_be_bytes()),
            ValueRef::Real(r) => self.bytes(2, &r.to_bits().to_be_bytes()),
            ValueRef::Text(t) => self.bytes(3, t),
            ValueRef::Blob(b) => self.bytes(4, b),
        }
    }

    fn bytes(&mut self, sorte: u8, octets: &[u8]) {
        self.ligne.push(sorte);
        let longueur = octets.len() as u64;
        self.ligne.extend_from_slice(&longueur.to_be_bytes());
        self.ligne.extend_from_slice(octets);
    }

    pub(in crate::store) fn end_row(&mut self) {
        if let Some((nom, lignes, sha)) = &mut self.courante
            && !(*nom == "manifeste" && self.premiere == b"empreinte")
        {
            sha.update(&self.ligne);
            *lignes += 1;
        }
        self.ligne.clear();
        self.premiere.clear();
    }

    fn end_table(&mut self) {
        if let Some((nom, lignes, sha)) = self.courante.take()
            && nom != LISTE
        {
            let octets = sha.finalize().into();
            self.tables.push(EmpreinteTable {
                nom,
                lignes,
                octets,
            });
        }
    }

    pub(in crate::store) fn finish(mut self) -> Empreinte {
        self.end_table();
        let mut tout = Sha256::new();
        for table in &self.tables {
            tout.update((table.nom.len() as u64).to_be_bytes());
            tout.update(table.nom);
            tout.update(table.lignes.to_be_bytes());
            tout.update(table.octets);
        }
        Empreinte {
            octets: tout.finalize().into(),
            tables: self.tables,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_are_the_first_128_bits() {
        let mut octets = [0_u8; 32];
        octets[0] = 0x1F;
        octets[15] = 0xF0;
        let dit = lettres(&octets);
        assert_eq!(dit, "BTAA AAAA AAAA AAAA AAAA AAAA AAAA AATA");
        octets[16] = 9;
        assert_eq!(lettres(&octets), dit);
    }

    /// A value moved from one column to the next, or from one row to another, is another content.
    #[test]
    fn where_a_value_ends_is_part_of_it() {
        let of = |rows: &[&[&str]]| {
            let mut hacheur = Hacheur::default();
            hacheur.begin("terme");
            for row in rows {
                for texte in *row {
                    hacheur.valeur(ValueRef::Text(texte.as_bytes()));
                }
                hacheur.end_row();
            }
            hacheur.finish().octets
        };
        let toutes = [
            of(&[&["ab", "c"]]),
            of(&[&["a", "bc"]]),
            of(&[&["ab"], &["c"]]),
            of(&[&["abc"]]),
            of(&[&["abc", ""]]),
        ];
        for (i, a) in toutes.iter().enumerate() {
            for b in &toutes[i + 1..] {
                assert_ne!(a, b);
            }
        }
    }
}
