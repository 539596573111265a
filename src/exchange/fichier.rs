//! A file chosen for import: whether it can be read at all, and what it looks like.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use chrono::{DateTime, Datelike as _, Local, NaiveDate};

use crate::error::{Error, Result, io_reason};

/// Open-data files are streamed; beyond this they are no register.
const TAILLE_MAX: u64 = 2 << 30;

/// Bytes looked at to tell what a file is.
const TETE: usize = 8192;

/// A regular, readable, non-empty file that may be a text.
pub(super) struct Fichier {
    pub(super) file: File,
    /// Without its folder.
    pub(super) nom: String,
    /// Bytes.
    pub(super) taille: u64,
    /// The first bytes; the file is back at its start.
    pub(super) tete: Vec<u8>,
}

/// « nom », on one line and not too long.
pub(super) fn cite(texte: &str) -> String {
    let mut court: String = texte
        .trim()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(61)
        .collect();
    if court.chars().count() > 60 {
        court.pop();
        court.push('…');
    }
    format!("«\u{a0}{court}\u{a0}»")
}

/// Opens what a person chose and that may be a text, or says in one sentence why it cannot be read.
pub(super) fn open(chemin: &Path) -> Result<Fichier> {
    let fichier = open_any(chemin)?;
    match aspect(&fichier.tete) {
        None => Ok(fichier),
        Some(aspect) => Err(Error::Refused(format!(
            "{} n’est pas un fichier CSV\u{202f}: {aspect}.",
            cite(&fichier.nom)
        ))),
    }
}

/// The same, whatever it looks like.
pub(super) fn open_any(chemin: &Path) -> Result<Fichier> {
    let nom = chemin
        .file_name()
        .unwrap_or(chemin.as_os_str())
        .to_string_lossy()
        .into_owned();
    let refus = |suite: &str| Error::Refused(format!("{} {suite}", cite(&nom)));
    let lecture = |erreur: std::io::Error| {
        if erreur.kind() == std::io::ErrorKind::NotFound {
            refus("n’existe pas. Vérifiez son nom et son dossier.")
        } else {
            refus(&format!(
                "ne peut pas être lu\u{202f}: {}.",
                io_reason(&erreur)
            ))
        }
    };
    // Asked before opening: opening a pipe would wait for ever.
    let infos = std::fs::metadata(chemin).map_err(lecture)?;
    if infos.is_dir() {
        return Err(refus("est un dossier. Choisissez un fichier CSV dedans."));
    }
    if !infos.is_file() {
        return Err(refus(
            "n’est pas un fichier ordinaire. Choisissez un fichier CSV.",
        ));
    }
    if infos.len() == 0 {
        return Err(refus("est vide. Téléchargez-le de nouveau."));
    }
    if infos.len() > TAILLE_MAX {
        return Err(refus(
            "dépasse 2\u{a0}Gio\u{202f}: ce n’est pas un fichier de l’annuaire. Filtrez-le sur \
             votre département avant de le télécharger.",
        ));
    }
    let mut file = File::open(chemin).map_err(lecture)?;
    let mut tete = Vec::with_capacity(TETE);
    (&mut file)
        .take(TETE as u64)
        .read_to_end(&mut tete)
        .and_then(|_| file.seek(SeekFrom::Start(0)))
        .map_err(lecture)?;
    Ok(Fichier {
        file,
        nom,
        taille: infos.len(),
        tete,
    })
}

/// The local day a file was last written, when the system tells it: mostly the day it was
/// downloaded. The portal opened in 2012: an older date is that of a clock nobody had set, or of
/// an archive that keeps no dates.
pub(super) fn modified(chemin: &Path) -> Option<NaiveDate> {
    let instant = std::fs::metadata(chemin).ok()?.modified().ok()?;
    let jour = DateTime::<Local>::from(instant).date_naive();
    (jour.year() >= 2012).then_some(jour)
}

/// What these first bytes are, when they are no table of text.
fn aspect(tete: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 16] = [
        (
            b"SQLite format 3\0",
            "c’est une base SQLite. Si c’est un carnet, ouvrez-le avec «\u{a0}Ouvrir\u{a0}»",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "on dirait un ancien classeur Excel (.xls). Ouvrez-le et enregistrez-le au format CSV",
        ),
        (b"%PDF-", "c’est un document PDF"),
        (b"\x89PNG", "c’est une image PNG"),
        (b"\xff\xd8\xff", "c’est une image JPEG"),
        (b"GIF8", "c’est une image GIF"),
        (b"BM\0", "c’est une image"),
        (b"II*\0", "c’est une image TIFF"),
        (
            b"\x1f\x8b",
            "il est compressé (gzip). Décompressez-le d’abord",
        ),
        (
            b"7z\xbc\xaf\x27\x1c",
            "il est compressé (7z). Décompressez-le d’abord",
        ),
        (b"Rar!", "il est compressé (RAR). Décompressez-le d’abord"),
        (b"\x7fELF", "c’est un programme"),
        (b"MZ", "c’est un programme"),
        (
            b"PAR1",
            "c’est un fichier Parquet. Téléchargez le format CSV",
        ),
        (b"{\\rtf", "c’est un texte mis en forme (RTF)"),
        (
            b"version https://git-lfs",
            "c’est le renvoi vers un fichier absent (Git LFS)",
        ),
    ];
    if let Some((_, aspect)) = SIGNATURES.iter().find(|(debut, _)| tete.starts_with(debut)) {
        return Some(aspect);
    }
    if tete.starts_with(b"PK\x03\x04") {
        return Some(aspect_zip(tete));
    }
    let texte = tete.strip_prefix(b"\xef\xbb\xbf").unwrap_or(tete);
    let debut = texte.trim_ascii_start();
    match debut.first() {
        Some(b'{' | b'[') => {
            let geo = debut.windows(9).take(400).any(|w| w == b"\"Feature\"")
                || debut
                    .windows(19)
                    .take(400)
                    .any(|w| w == b"\"FeatureCollection\"");
            return Some(if geo {
                "c’est une carte (GeoJSON)"
            } else {
                "c’est du JSON. Téléchargez le format CSV"
            });
        }
        Some(b'<') => {
            return Some("c’est une page web ou du XML. Téléchargez le format CSV");
        }
        None => return Some("il ne contient que des blancs. Téléchargez-le de nouveau"),
        Some(_) => {}
    }
    let utf16 = tete.starts_with(b"\xff\xfe") || tete.starts_with(b"\xfe\xff");
    if !utf16 && tete.contains(&0) {
        let impairs = tete.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
        return Some(if impairs * 3 > tete.len() {
            "c’est du texte UTF-16 sans marque. Enregistrez-le en UTF-8"
        } else {
            "il contient des données binaires, pas du texte"
        });
    }
    None
}

fn aspect_zip(tete: &[u8]) -> &'static str {
    let contient = |mot: &[u8]| tete.windows(mot.len()).any(|w| w == mot);
    if contient(b"opendocument.spreadsheet") {
        "c’est un classeur LibreOffice (ODS). Ouvrez-le et enregistrez-le au format CSV"
    } else if contient(b"opendocument") || contient(b"word/") {
        "c’est un document de traitement de texte"
    } else if contient(b"xl/") || contient(b"[Content_Types].xml") {
        "c’est un classeur Excel (XLSX). Ouvrez-le et enregistrez-le au format CSV"
    } else {
        "c’est une archive ZIP. Décompressez-la d’abord"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_text_is_named() {
        for (tete, mot) in [
            (&b"SQLite format 3\0..."[..], "SQLite"),
            (b"PK\x03\x04......[Content_Types].xml", "XLSX"),
            (
                b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                "ODS",
            ),
            (b"PK\x03\x04.....annuaire.csv", "ZIP"),
            (b"%PDF-1.7", "PDF"),
            (b"\x89PNG\r\n", "PNG"),
            (b"{\"type\": \"FeatureCollection\", ", "carte"),
            (b"[{\"uai\": 1}]", "JSON"),
            (b"<!DOCTYPE html>", "page web"),
            (b"a;b\0c;d\n\x01\x02", "binaires"),
            (b"a\0;\0b\0\n\0c\0;\0d\0", "UTF-16"),
            (b" \r\n\r\n", "blancs"),
        ] {
            let vu = aspect(tete).unwrap_or_default();
            assert!(vu.contains(mot), "{mot}: {vu}");
        }
    }

    #[test]
    fn a_table_of_text_is_let_through() {
        for tete in [
            &b"uai;nom\n0880001Y;Ecole\n"[..],
            b"\xef\xbb\xbfuai;nom\r\n",
            b"\xff\xfeu\0a\0i\0;\0n\0",
            b"uai;nom\n0880001Y;\xc9cole\n",
        ] {
            assert_eq!(aspect(tete), None);
        }
    }

    #[test]
    fn a_quotation_stays_on_one_line_and_short() {
        assert_eq!(cite(" a\nb "), "«\u{a0}a b\u{a0}»");
        assert_eq!(cite(&"x".repeat(200)).chars().count(), 65);
    }
}
