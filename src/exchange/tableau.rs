//! A table of text: its encoding, its separator and its header, then its rows one by one.

use std::path::Path;

use super::encodage::Encodage;
use super::fichier::{self, Fichier, cite};
use super::jeu::{Jeu, normalise};
use super::ligne::{Cellules, Lue};
use super::lignes::Lignes;
use super::progress::Progress;
use crate::domain::nombre::entier;
use crate::error::{Error, Result};

/// Lines of the longest open-data file that is read.
const LIGNES_MAX: u64 = 5_000_000;
/// Characters of the longest cell.
const CELLULE_MAX: usize = 100_000;
/// Columns of the widest table.
const COLONNES_MAX: usize = 500;
/// Lines between two steps of progress.
const PAS: u64 = 512;

/// An open table, its header read.
pub(super) struct Tableau {
    lignes: Lignes,
    /// File name, without its folder.
    pub(super) nom: String,
    taille: u64,
    encodage: Encodage,
    separateur: u8,
    /// As written.
    pub(super) entete: Vec<String>,
    /// Normalised.
    pub(super) colonnes: Vec<String>,
    pub(super) jeu: Option<Jeu>,
}

/// What a row turned out to be.
pub(super) enum Rangee<'a> {
    Cellules {
        ligne: u64,
        cellules: Cellules<'a>,
    },
    Refusee {
        ligne: u64,
        raison: String,
    },
    /// The file is not UTF-8 after all: it must be read again as windows-1252.
    PasUtf8,
}

impl Tableau {
    /// Opens a file and reads its header. `encodage` overrules what its first bytes say.
    pub(super) fn open(chemin: &Path, encodage: Option<Encodage>) -> Result<Self> {
        let Fichier {
            file,
            nom,
            taille,
            tete,
        } = fichier::open(chemin)?;
        let encodage = encodage.unwrap_or_else(|| Encodage::guess(&tete));
        let lecture = |erreur| Error::io(chemin, erreur);
        let entree = encodage.decode(file).map_err(lecture)?;
        let mut lignes = Lignes::new(entree).map_err(lecture)?;
        let premiere = lignes.peek().map_err(lecture)?.unwrap_or_default();
        if premiere.contains(&0) {
            return Err(Error::Refused(format!(
                "{} n’est pas un fichier CSV\u{202f}: il contient des données binaires.",
                cite(&nom)
            )));
        }
        let premiere = decode_header(premiere);
        let separateur = separator_of(&premiere);
        lignes.set_separateur(separateur);
        let entete = match lignes.next().map_err(lecture)? {
            Some(Lue::Ligne(ligne)) => (0..ligne.colonnes().min(COLONNES_MAX + 1))
                .map(|i| decode_header(ligne.brute(i)).trim().to_owned())
                .collect(),
            _ => Vec::new(),
        };
        let colonnes: Vec<String> = entete.iter().map(|e| normalise(e)).collect();
        Ok(Self {
            jeu: Jeu::recognise(&colonnes),
            lignes,
            nom,
            taille,
            encodage,
            separateur,
            entete,
            colonnes,
        })
    }

    /// « UTF-8, séparateur « ; » ».
    pub(super) fn format(&self) -> String {
        let separateur = match self.separateur {
            b'\t' => "tabulation".to_owned(),
            autre => format!("séparateur «\u{a0}{}\u{a0}»", char::from(autre)),
        };
        format!("{}, {separateur}", self.encodage.libelle())
    }

    /// What the table looks like when it is not the one awaited.
    pub(super) fn aspect(&self) -> String {
        if let Some(jeu) = self.jeu {
            return format!("on y reconnaît {}", jeu.libelle());
        }
        if self.entete.len() > COLONNES_MAX {
            return format!("sa première ligne a plus de {COLONNES_MAX} colonnes");
        }
        if self.entete.len() <= 1 {
            let premiere = self.entete.first().map_or("", String::as_str);
            return format!(
                "sa première ligne, {}, n’a pas de colonnes séparées par «\u{a0};\u{a0}», \
                 «\u{a0},\u{a0}» ou une tabulation",
                cite(premiere)
            );
        }
        let debut: Vec<&str> = self.entete.iter().take(4).map(String::as_str).collect();
        format!(
            "c’est un tableau de {} colonnes dont les premières sont {}",
            self.entete.len(),
            cite(&debut.join(", "))
        )
    }

    /// The place of the first of these columns that the table has.
    pub(super) fn colonne(&self, noms: &[&str]) -> Option<usize> {
        noms.iter()
            .find_map(|nom| self.colonnes.iter().position(|c| c == nom))
    }

    /// The next row; reports progress and stops when asked.
    pub(super) fn next(
        &mut self,
        chemin: &Path,
        progress: &mut Progress<'_>,
    ) -> Result<Option<Rangee<'_>>> {
        let largeur = self.entete.len();
        let octets = self.lignes.octets();
        let lue = self
            .lignes
            .next()
            .map_err(|erreur| Error::io(chemin, erreur))?;
        let ligne = match lue {
            None => return Ok(None),
            Some(Lue::Illisible { numero, raison }) => {
                return Ok(Some(Rangee::Refusee {
                    ligne: numero,
                    raison,
                }));
            }
            Some(Lue::Ligne(ligne)) => ligne,
        };
        let numero = ligne.numero;
        if numero.is_multiple_of(PAS) {
            progress.step("Lecture du fichier", octets.min(self.taille), self.taille)?;
        }
        if numero > LIGNES_MAX + 1 {
            return Err(Error::Refused(format!(
                "{} a plus de {} lignes\u{202f}: ce n’est pas un fichier de l’annuaire.",
                cite(&self.nom),
                entier(LIGNES_MAX.cast_signed())
            )));
        }
        let refusee = |raison| {
            Ok(Some(Rangee::Refusee {
                ligne: numero,
                raison,
            }))
        };
        // A spreadsheet may add empty columns at the end.
        let vide = |colonne| ligne.brute(colonne).trim_ascii().is_empty();
        if ligne.colonnes() < largeur || !(largeur..ligne.colonnes()).all(vide) {
            return refusee(format!(
                "La ligne a {} colonne{} au lieu de {largeur}.",
                ligne.colonnes(),
                if ligne.colonnes() > 1 { "s" } else { "" }
            ));
        }
        let Some(cellules) = ligne.cellules() else {
            if self.encodage == (Encodage::Utf8 { marque: false }) {
                return Ok(Some(Rangee::PasUtf8));
            }
            return refusee(
                "La ligne contient des caractères illisibles (ce n’est pas de l’UTF-8).".to_owned(),
            );
        };
        if ligne.octets() > CELLULE_MAX
            && let Some(colonne) = (0..largeur)
                .find(|&colonne| cellules.get(Some(colonne)).chars().count() > CELLULE_MAX)
        {
            return refusee(format!(
                "La cellule {} dépasse {} caractères.",
                cite(&self.entete[colonne]),
                entier(CELLULE_MAX.cast_signed() as i64)
            ));
        }
        Ok(Some(Rangee::Cellules {
            ligne: numero,
            cellules,
        }))
    }
}

/// A header is short: its characters are guessed on the spot.
fn decode_header(octets: &[u8]) -> String {
    let court = &octets[..octets.len().min(1 << 16)];
    std::str::from_utf8(court).map_or_else(
        |_not_utf8| {
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(court)
                .0
                .into_owned()
        },
        str::to_owned,
    )
}

/// The separator that finds most columns in a header; `;` when none does.
fn separator_of(entete: &str) -> u8 {
    let colonnes = |separateur: u8| {
        let lu = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(separateur)
            .from_reader(entete.as_bytes())
            .byte_records()
            .next();
        lu.and_then(Result::ok).map_or(0, |ligne| ligne.len())
    };
    [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|separateur| colonnes(*separateur))
        .unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_makes_columns() {
        assert_eq!(separator_of("a;b;c"), b';');
        assert_eq!(separator_of("a,b,c"), b',');
        assert_eq!(separator_of("a\tb\tc"), b'\t');
        assert_eq!(separator_of("\"a;b;c\",d,e"), b',');
        assert_eq!(separator_of("seule"), b';');
    }
}
