//! Files of ours damaged at random: none is accepted with another content, every untouched one is
//! (`reliability.md` §4, T20). `CARNET_CAS` says how many exports; the seed is fixed.
//!
//! The control asks what the fingerprint is for: without it, files of another content pass.

use crate::common::{auteur, jour};
use crate::recus::{carnet, export};
use carnet_ent::store::etranger::{self, Export};
use carnet_ent::store::export::{Cellule, Empreinte, tables};
use rusqlite::{Connection, MAIN_DB};

/// Numbers that look drawn, the same at each run.
struct Alea(u64);

impl Alea {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("small")
    }
}

fn page(octets: &[u8]) -> usize {
    usize::from(u16::from_be_bytes([octets[16], octets[17]]))
}

/// The file after one accident.
fn mutant(octets: &[u8], alea: &mut Alea) -> Vec<u8> {
    let mut m = octets.to_vec();
    let taille = page(octets);
    let pages = m.len() / taille;
    match alea.below(8) {
        // A few bytes, anywhere.
        0..=3 => {
            for _ in 0..=alea.below(4) {
                let a = alea.below(m.len());
                m[a] ^= 1 << alea.below(8);
            }
        }
        // A page in the place of another.
        4 => {
            let (a, b) = (alea.below(pages), alea.below(pages));
            let copie = m[a * taille..(a + 1) * taille].to_vec();
            m.copy_within(b * taille..(b + 1) * taille, a * taille);
            m[b * taille..(b + 1) * taille].copy_from_slice(&copie);
        }
        // Cut short, sometimes with a header that agrees.
        5 => {
            let gardees = alea.below(pages);
            m.truncate(gardees * taille + alea.below(2) * alea.below(taille));
            if m.len() > 100 && alea.below(2) == 0 {
                let n = u32::try_from(m.len() / taille).expect("small");
                m[28..32].copy_from_slice(&n.to_be_bytes());
            }
        }
        // A stretch of zeros.
        6 => {
            let a = alea.below(m.len());
            let fin = (a + 1 + alea.below(200)).min(m.len());
            m[a..fin].fill(0);
        }
        // The header.
        _ => {
            let a = alea.below(100);
            m[a] = alea.next().to_le_bytes()[0];
        }
    }
    m
}

fn cas(usuel: usize) -> usize {
    std::env::var("CARNET_CAS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usuel)
}

fn same_rows(a: &Export, b: &Export) -> bool {
    tables().iter().all(|t| a.lignes(t.nom) == b.lignes(t.nom))
}

/// What the process that reads hands back is what the file holds, reals, negative numbers and
/// quotes included.
#[test]
fn an_export_goes_from_one_process_to_another_unchanged() {
    let octets = export(40);
    let lu = etranger::export(&octets).expect("untouched");
    let dit = serde_json::to_string(&lu).expect("said");
    let entendu: Export = serde_json::from_str(&dit).expect("heard");
    assert!(same_rows(&lu, &entendu));
    assert_eq!(entendu.fiche, lu.fiche);
    for cellule in [
        Cellule::Nul,
        Cellule::Entier(-3),
        Cellule::Entier(i64::MAX),
        Cellule::Reel(48.0),
        Cellule::Reel(-6.123456789012345),
        Cellule::Texte(String::new()),
        Cellule::Texte("L’école «\u{a0}d’ici\u{a0}» \"\\\n".to_owned()),
        Cellule::Texte("12".to_owned()),
    ] {
        let dit = serde_json::to_string(&cellule).expect("said");
        assert_eq!(
            serde_json::from_str::<Cellule>(&dit).expect("heard"),
            cellule
        );
    }
}

#[test]
fn no_damaged_export_is_accepted_with_another_content() {
    let originaux = [export(3), export(40)];
    let mut alea = Alea(0x5eed_0001);
    let mut acceptes = 0;
    for octets in &originaux {
        let original = etranger::export(octets).expect("untouched");
        for i in 0..cas(20_000) / originaux.len() {
            let m = mutant(octets, &mut alea);
            if let Ok(lu) = etranger::export(&m) {
                acceptes += 1;
                assert!(same_rows(&lu, &original), "mutant {i} of {}", octets.len());
            }
        }
    }
    // Bytes that mean nothing exist: a rig that accepts none would have damaged nothing else.
    assert!(acceptes > 0);
}

/// What is known of the content without the fingerprint: structure, pages and references.
fn without_fingerprint(octets: &[u8]) -> Option<Empreinte> {
    let mut conn = Connection::open_in_memory().ok()?;
    conn.deserialize_read_exact(MAIN_DB, octets, octets.len(), false)
        .ok()?;
    let verdict: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .ok()?;
    let orphan = conn
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut s| s.exists([]))
        .ok()?;
    (verdict == "ok" && !orphan)
        .then(|| Empreinte::of(&conn).ok())
        .flatten()
}

#[test]
fn without_the_fingerprint_other_contents_would_pass() {
    let octets = export(40);
    let originale = without_fingerprint(&octets).expect("sound");
    let mut alea = Alea(0x5eed_0002);
    let autres = (0..2000)
        .filter_map(|_| without_fingerprint(&mutant(&octets, &mut alea)))
        .filter(|e| *e != originale)
        .count();
    assert!(autres > 0, "the rig proves nothing");
}

#[test]
fn no_damaged_carnet_is_accepted_with_other_facts() {
    let personne = auteur("X", jour(2026, 12, 1));
    let octets = carnet(6);
    let original = etranger::carnet(&octets, &personne).expect("untouched");
    let mut alea = Alea(0x5eed_0003);
    let mut acceptes = 0;
    for i in 0..cas(2000).min(2000) {
        let m = mutant(&octets, &mut alea);
        if let Ok(lu) = etranger::carnet(&m, &personne) {
            acceptes += 1;
            let ecarts = lu.difference(&original).expect("compared");
            assert_eq!(ecarts, Vec::<String>::new(), "mutant {i}");
        }
    }
    assert!(acceptes > 0);
}
