//! The characters of a text file: UTF-8, UTF-16 with its mark, else windows-1252 as Excel writes
//! it in French, or the Roman of older Macs. Decoded as a stream, so that no file is held whole.

use std::io::{self, BufRead as _, Read};

use encoding_rs::{Decoder, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encodage {
    Utf8 { marque: bool },
    Utf16Le,
    Utf16Be,
    Windows1252,
    Macintosh,
}

/// The French letters and signs of Windows and of older Macs, by their bytes.
const LETTRES_WINDOWS: &[u8] =
    b"\xe0\xe2\xe7\xe8\xe9\xea\xeb\xee\xef\xf4\xf9\xfb\xc9\xc8\xc0\x9c\x92";
const LETTRES_MAC: &[u8] = b"\x88\x89\x8d\x8f\x8e\x90\x91\x94\x95\x99\x9d\x9e\x83\xcb\xcf\xd5";

impl Encodage {
    /// What the first bytes say. UTF-8 without a mark is a guess that the rows confirm: at the
    /// first one that is not, the file is read again as windows-1252.
    pub(super) fn guess(tete: &[u8]) -> Self {
        match tete {
            [0xef, 0xbb, 0xbf, ..] => Self::Utf8 { marque: true },
            [0xff, 0xfe, ..] => Self::Utf16Le,
            [0xfe, 0xff, ..] => Self::Utf16Be,
            _ => Self::Utf8 { marque: false },
        }
    }

    /// What the bytes beyond ASCII say, each with the number of times it was seen, when they are
    /// not UTF-8.
    pub(super) fn of_letters(vus: &[u64; 256]) -> Self {
        let compte = |lettres: &[u8]| -> u64 { lettres.iter().map(|b| vus[usize::from(*b)]).sum() };
        if compte(LETTRES_MAC) > compte(LETTRES_WINDOWS) {
            Self::Macintosh
        } else {
            Self::Windows1252
        }
    }

    pub(super) const fn libelle(self) -> &'static str {
        match self {
            Self::Utf8 { .. } => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Macintosh => "Mac OS Roman",
        }
    }

    /// The text of `entree` in UTF-8, without its mark. UTF-8 itself is passed on unchecked.
    pub(super) fn decode(self, mut entree: impl Read + 'static) -> io::Result<Box<dyn Read>> {
        let decoder = match self {
            Self::Utf8 { marque } => {
                if marque {
                    entree.read_exact(&mut [0; 3])?;
                }
                return Ok(Box::new(entree));
            }
            Self::Utf16Le => UTF_16LE.new_decoder_with_bom_removal(),
            Self::Utf16Be => UTF_16BE.new_decoder_with_bom_removal(),
            Self::Windows1252 => WINDOWS_1252.new_decoder_without_bom_handling(),
            Self::Macintosh => MACINTOSH.new_decoder_without_bom_handling(),
        };
        Ok(Box::new(Transcodeur {
            entree: io::BufReader::with_capacity(1 << 16, entree),
            decoder,
            sortie: vec![0; 1 << 18].into_boxed_slice(),
            debut: 0,
            fin: 0,
            complet: false,
        }))
    }
}

/// Reads another encoding as UTF-8.
struct Transcodeur<R> {
    entree: io::BufReader<R>,
    decoder: Decoder,
    sortie: Box<[u8]>,
    debut: usize,
    fin: usize,
    complet: bool,
}

impl<R: Read> Read for Transcodeur<R> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        while self.debut == self.fin && !self.complet {
            let octets = self.entree.fill_buf()?;
            let dernier = octets.is_empty();
            let (_, lus, ecrits, _) =
                self.decoder
                    .decode_to_utf8(octets, &mut self.sortie, dernier);
            self.entree.consume(lus);
            self.debut = 0;
            self.fin = ecrits;
            self.complet = dernier;
        }
        let pret = &self.sortie[self.debut..self.fin];
        let n = pret.len().min(tampon.len());
        tampon[..n].copy_from_slice(&pret[..n]);
        self.debut += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(octets: &[u8], encodage: Encodage) -> String {
        let mut texte = String::new();
        encodage
            .decode(io::Cursor::new(octets.to_vec()))
            .unwrap()
            .read_to_string(&mut texte)
            .unwrap();
        texte
    }

    #[test]
    fn the_mark_says_the_encoding_and_is_not_part_of_the_text() {
        let texte = "École d’Épinal ; œuvre";
        let utf16: Vec<u16> = "\u{feff}École d’Épinal ; œuvre".encode_utf16().collect();
        let le: Vec<u8> = utf16.iter().flat_map(|u| u.to_le_bytes()).collect();
        let be: Vec<u8> = utf16.iter().flat_map(|u| u.to_be_bytes()).collect();
        let utf8 = format!("\u{feff}{texte}").into_bytes();
        for octets in [le, be, utf8, texte.as_bytes().to_vec()] {
            assert_eq!(lit(&octets, Encodage::guess(&octets)), texte);
        }
    }

    #[test]
    fn excel_s_bytes_are_read_with_their_accents() {
        assert_eq!(
            lit(b"\xc9cole d\x92\xc9pinal \x9cuvre", Encodage::Windows1252),
            "École d’Épinal œuvre"
        );
    }

    #[test]
    fn windows_and_older_macs_are_told_apart_by_their_letters() {
        for encodage in [Encodage::Windows1252, Encodage::Macintosh] {
            let texte = "École d’Épinal, élèves à Noël, où, île, ça";
            let codage = match encodage {
                Encodage::Macintosh => MACINTOSH,
                _ => WINDOWS_1252,
            };
            let (octets, _, perdus) = codage.encode(texte);
            assert!(!perdus);
            let mut vus = [0; 256];
            octets.iter().for_each(|b| vus[usize::from(*b)] += 1);
            assert_eq!(Encodage::of_letters(&vus), encodage);
            assert_eq!(lit(&octets, encodage), texte);
        }
    }

    #[test]
    fn a_long_text_is_decoded_whole() {
        let octets = b"\xe9\xe8;".repeat(200_000);
        assert_eq!(lit(&octets, Encodage::Windows1252).chars().count(), 600_000);
    }
}
