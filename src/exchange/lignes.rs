//! The rows of a text table, one at a time, with their true line numbers and bounded memory.
//!
//! Most rows hold no quotation mark and are cut here at the separators; the others go through the
//! `csv` crate. A row that never ends, or a quotation mark that is never closed, costs that row
//! only.

use std::io::{self, Read};
use std::ops::Range;

use super::ligne::{Ligne, Lue};

/// Bytes of the longest row that is looked at.
const LIGNE_MAX: usize = 8 << 20;
/// Lines a quoted cell may span.
const LIGNES_CITEES: usize = 100;
/// Bytes read at once.
const BLOC: usize = 1 << 18;

/// Cuts a stream of bytes into rows. Empty lines are passed over.
pub(super) struct Lignes {
    entree: Box<dyn Read>,
    tampon: Vec<u8>,
    debut: usize,
    fin: usize,
    complet: bool,
    /// Lines already consumed.
    passees: u64,
    octets: u64,
    terminateur: u8,
    separateur: u8,
    bornes: Vec<(u32, u32)>,
    /// The cells of a quoted row, unquoted.
    cite: csv::ByteRecord,
}

impl Lignes {
    pub(super) fn new(entree: Box<dyn Read>) -> io::Result<Self> {
        let mut lignes = Self {
            entree,
            tampon: vec![0; BLOC],
            debut: 0,
            fin: 0,
            complet: false,
            passees: 0,
            octets: 0,
            terminateur: b'\n',
            separateur: b';',
            bornes: Vec::new(),
            cite: csv::ByteRecord::new(),
        };
        lignes.fill()?;
        let vus = &lignes.tampon[..lignes.fin];
        if !vus.contains(&b'\n') && vus.contains(&b'\r') {
            lignes.terminateur = b'\r';
        }
        Ok(lignes)
    }

    pub(super) const fn set_separateur(&mut self, separateur: u8) {
        self.separateur = separateur;
    }

    /// Decoded bytes consumed so far.
    pub(super) const fn octets(&self) -> u64 {
        self.octets
    }

    /// The next line that is not empty, uncut and still to be consumed: where the header is.
    pub(super) fn peek(&mut self) -> io::Result<Option<&[u8]>> {
        loop {
            let Some(ligne) = self.find_line(self.debut)? else {
                return Ok((self.debut < self.fin).then(|| &self.tampon[self.debut..self.fin]));
            };
            if !is_blank(&self.tampon[ligne.clone()]) {
                return Ok(Some(&self.tampon[ligne]));
            }
            if ligne.is_empty() && self.debut == self.fin {
                return Ok(None);
            }
            self.consume(ligne.end);
        }
    }

    /// The next row.
    pub(super) fn next(&mut self) -> io::Result<Option<Lue<'_>>> {
        let (numero, ligne) = loop {
            if self.debut == self.fin && !self.fill()? {
                return Ok(None);
            }
            let numero = self.passees + 1;
            let Some(ligne) = self.find_line(self.debut)? else {
                self.skip_line()?;
                return Ok(Some(Lue::Illisible {
                    numero,
                    raison: format!("La ligne dépasse {} Mio.", LIGNE_MAX >> 20),
                }));
            };
            if !is_blank(&self.tampon[ligne.clone()]) {
                break (numero, ligne);
            }
            self.consume(ligne.end);
        };
        if memchr::memchr(b'"', &self.tampon[ligne.clone()]).is_some() {
            return self.next_quoted(numero, ligne.len()).map(Some);
        }
        self.consume(ligne.end);
        let texte = &self.tampon[ligne];
        self.bornes.clear();
        let mut debut = 0;
        for fin in memchr::memchr_iter(self.separateur, texte) {
            self.bornes.push((debut, fin as u32));
            debut = fin as u32 + 1;
        }
        self.bornes.push((debut, texte.len() as u32));
        Ok(Some(Lue::Ligne(Ligne::new(numero, texte, &self.bornes))))
    }

    /// A row that begins with a line of `longueur` bytes holding a quotation mark.
    fn next_quoted(&mut self, numero: u64, longueur: usize) -> io::Result<Lue<'_>> {
        let mut longueur = longueur;
        for _ in 0..LIGNES_CITEES {
            let logique = self.debut..self.debut + longueur;
            if self.is_closed(&self.tampon[logique.clone()]) {
                return Ok(self.cut_quoted(numero, logique));
            }
            let suite = longueur + usize::from(logique.end < self.fin);
            // Looking further may move what is already read.
            let Some(ligne) = self.find_line_after(suite)? else {
                break;
            };
            if ligne.is_empty() && self.complet && ligne.end == self.fin {
                break;
            }
            longueur = ligne.end - self.debut;
        }
        self.skip_line()?;
        Ok(Lue::Illisible {
            numero,
            raison: "Un guillemet ouvert n’est jamais refermé.".to_owned(),
        })
    }

    /// Whether no quoted cell is left open at the end of this text.
    fn is_closed(&self, texte: &[u8]) -> bool {
        let mut ouvert = false;
        let mut debut_de_cellule = true;
        for octet in texte {
            match *octet {
                b'"' if ouvert => ouvert = false,
                // Doubled inside a quoted cell, or opening one.
                b'"' if debut_de_cellule => ouvert = true,
                b'"' => continue,
                _ => {
                    debut_de_cellule = *octet == self.separateur && !ouvert;
                    continue;
                }
            }
            // After a closing mark, another one is a doubled mark: it opens again.
            debut_de_cellule = !ouvert;
        }
        !ouvert
    }

    fn cut_quoted(&mut self, numero: u64, logique: Range<usize>) -> Lue<'_> {
        let lignes = self.tampon[logique.clone()]
            .split(|b| *b == self.terminateur)
            .count()
            - 1;
        let mut lecteur = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.separateur)
            .from_reader(&self.tampon[logique.clone()]);
        let lu = lecteur.read_byte_record(&mut self.cite);
        self.consume(logique.end);
        self.passees += lignes as u64;
        if let Err(erreur) = lu {
            return Lue::Illisible {
                numero,
                raison: format!("La ligne ne se lit pas ({erreur})."),
            };
        }
        self.bornes.clear();
        self.bornes.extend((0..self.cite.len()).map(|i| {
            let cellule = self.cite.range(i).unwrap_or_default();
            (cellule.start as u32, cellule.end as u32)
        }));
        Lue::Ligne(Ligne::new(numero, self.cite.as_slice(), &self.bornes))
    }

    /// Marks everything up to `fin`, and the line end after it, as read.
    fn consume(&mut self, fin: usize) {
        let apres = (fin + 1).min(self.fin);
        self.octets += (apres - self.debut) as u64;
        self.debut = apres;
        self.passees += 1;
    }

    /// The line that starts at `depuis`, without its end; read further when needed. `None` when it
    /// is longer than what is looked at.
    fn find_line(&mut self, depuis: usize) -> io::Result<Option<Range<usize>>> {
        self.find_line_after(depuis - self.debut)
    }

    /// The same, from a distance to the start of the row: reading moves the row.
    fn find_line_after(&mut self, distance: usize) -> io::Result<Option<Range<usize>>> {
        let mut vus = distance;
        loop {
            let reste = &self.tampon[(self.debut + vus).min(self.fin)..self.fin];
            if let Some(fin) = memchr::memchr(self.terminateur, reste) {
                return Ok(Some(self.debut + distance..self.debut + vus + fin));
            }
            vus = self.fin - self.debut;
            if vus > LIGNE_MAX {
                return Ok(None);
            }
            if !self.fill()? {
                return Ok(Some((self.debut + distance).min(self.fin)..self.fin));
            }
        }
    }

    /// Passes over the line at hand, however long, without keeping it.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let reste = &self.tampon[self.debut..self.fin];
            if let Some(fin) = memchr::memchr(self.terminateur, reste) {
                self.consume(self.debut + fin);
                return Ok(());
            }
            self.octets += reste.len() as u64;
            self.debut = self.fin;
            if !self.fill()? {
                self.passees += 1;
                return Ok(());
            }
        }
    }

    /// Reads more after what is held; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        if self.complet {
            return Ok(false);
        }
        self.tampon.copy_within(self.debut..self.fin, 0);
        self.fin -= self.debut;
        self.debut = 0;
        if self.tampon.len() - self.fin < BLOC / 2 {
            self.tampon.resize(self.tampon.len() * 2, 0);
        }
        let n = loop {
            match self.entree.read(&mut self.tampon[self.fin..]) {
                Err(erreur) if erreur.kind() == io::ErrorKind::Interrupted => {}
                autre => break autre?,
            }
        };
        self.fin += n;
        self.complet = n == 0;
        Ok(n > 0)
    }
}

fn is_blank(ligne: &[u8]) -> bool {
    ligne
        .iter()
        .all(|b| matches!(b, b' ' | b'\r' | b'\n' | b'\t' | b';' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(octets: impl Into<Vec<u8>>) -> Vec<(u64, Vec<String>)> {
        let mut lignes = Lignes::new(Box::new(io::Cursor::new(octets.into()))).unwrap();
        let mut lues = Vec::new();
        while let Some(lue) = lignes.next().unwrap() {
            lues.push(match lue {
                Lue::Ligne(ligne) => {
                    let cellules = ligne.cellules().unwrap();
                    let textes = (0..ligne.colonnes()).map(|i| cellules.get(Some(i)).to_owned());
                    (ligne.numero, textes.collect())
                }
                Lue::Illisible { numero, raison } => (numero, vec![format!("! {raison}")]),
            });
        }
        lues
    }

    fn ligne(numero: u64, cellules: &[&str]) -> (u64, Vec<String>) {
        (numero, cellules.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn rows_are_numbered_as_in_the_file_whatever_ends_them() {
        let attendu = [
            ligne(1, &["a", "b"]),
            ligne(3, &["c", ""]),
            ligne(4, &["d", "e"]),
        ];
        assert_eq!(lit("a;b\n\nc;\nd;e"), attendu);
        assert_eq!(lit("a;b\r\n\r\nc;\r\nd;e\r\n"), attendu);
        assert_eq!(lit("a;b\r\rc;\rd;e\r"), attendu);
    }

    #[test]
    fn quoted_cells_may_hold_separators_marks_and_line_ends() {
        assert_eq!(
            lit("a;\"b;\"\"x\"\"\nc\";d\r\ne;f 5\" g;h\n\"\";\"i\";j\n"),
            [
                ligne(1, &["a", "b;\"x\"\nc", "d"]),
                ligne(3, &["e", "f 5\" g", "h"]),
                ligne(4, &["", "i", "j"]),
            ]
        );
    }

    #[test]
    fn a_mark_never_closed_costs_its_row_only() {
        let lues = lit("a;b\nc;\"d\ne;f\n");
        assert_eq!(lues.len(), 3);
        assert_eq!(lues[1].0, 2);
        assert!(lues[1].1[0].contains("jamais refermé"), "{lues:?}");
        assert_eq!(lues[2], ligne(3, &["e", "f"]));
    }

    #[test]
    fn a_row_that_never_ends_is_passed_over_without_being_held() {
        let mut octets = b"a;b\n".to_vec();
        octets.extend(std::iter::repeat_n(b'x', LIGNE_MAX * 3));
        octets.extend(b"\nc;d\n");
        let mut lignes = Lignes::new(Box::new(io::Cursor::new(octets))).unwrap();
        assert!(matches!(lignes.next(), Ok(Some(Lue::Ligne(_)))));
        assert!(matches!(
            lignes.next(),
            Ok(Some(Lue::Illisible { numero: 2, .. }))
        ));
        assert!(matches!(lignes.next(), Ok(Some(Lue::Ligne(l))) if l.numero == 3));
        assert!(lignes.tampon.len() <= LIGNE_MAX * 4);
    }

    #[test]
    fn rows_across_reads_are_whole() {
        let texte: Vec<String> = (0..40_000).map(|i| format!("{i};é{i}\r\n")).collect();
        let lues = lit(texte.concat());
        assert_eq!(lues.len(), 40_000);
        assert!(
            lues.iter()
                .enumerate()
                .all(|(i, l)| *l == ligne(i as u64 + 1, &[&i.to_string(), &format!("é{i}")]))
        );
    }
}
