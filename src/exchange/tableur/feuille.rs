//! A table of text, whatever it came from: its rows with their true numbers, its cells cleaned,
//! its size bounded.

use std::borrow::Cow;

use crate::domain::nombre::entier;
use crate::error::{Error, Result};
use crate::exchange::annuaire::Refus;

/// Rows of the longest table (`design.md` §6).
const LIGNES_MAX: usize = 500_000;
/// Columns of the widest one.
pub(super) const COLONNES_MAX: usize = 500;
/// Characters of the longest cell.
pub(super) const CELLULE_MAX: usize = 100_000;
/// Unreadable rows that are told one by one.
const REFUS_MAX: usize = 1_000;
/// Parts the cells of a row; taken out of what they hold.
const COUPURE: char = '\u{1f}';

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rangee {
    /// In the file, from 1.
    pub(super) numero: u64,
    cellules: Box<str>,
}

impl Rangee {
    pub(super) fn cellules(&self) -> impl Iterator<Item = &str> {
        self.cellules.split(COUPURE)
    }

    /// Empty beyond the last one.
    pub(super) fn cellule(&self, colonne: usize) -> &str {
        self.cellules().nth(colonne).unwrap_or_default()
    }

    fn is_blank(&self) -> bool {
        self.cellules().all(str::is_empty)
    }
}

/// A sheet of a workbook, a text file, or rows pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feuille {
    /// Name of the sheet; empty for a text.
    pub nom: String,
    /// Without the blank ones.
    pub(super) rangees: Vec<Rangee>,
    /// Rows that could not be read, in order; the first ones.
    pub(super) illisibles: Vec<Refus>,
    /// Columns of its widest row.
    pub(super) largeur: usize,
    /// Its serial dates count from 1904.
    pub(super) date_1904: bool,
    /// Cells whose accents were mangled, and are no longer.
    pub(super) accents: usize,
}

impl Feuille {
    pub(super) fn new(nom: &str) -> Self {
        Self {
            nom: nom.to_owned(),
            ..Self::default()
        }
    }

    /// Rows that hold something.
    pub const fn lignes(&self) -> usize {
        self.rangees.len()
    }

    /// The number, in the file, of the row at this place.
    pub fn numero(&self, place: usize) -> u64 {
        self.rangees.get(place).map_or(0, |rangee| rangee.numero)
    }

    /// How the row at this place begins, for a person to recognise it.
    pub fn debut(&self, place: usize) -> String {
        let cellules = self
            .rangees
            .get(place)
            .into_iter()
            .flat_map(Rangee::cellules);
        let vues: Vec<&str> = cellules.filter(|c| !c.is_empty()).take(4).collect();
        let texte = vues.join(" · ");
        texte.chars().take(60).collect()
    }

    /// Adds a row; a blank one is passed over, one that cannot be read is put aside.
    pub(super) fn push<'a>(
        &mut self,
        numero: u64,
        cellules: impl IntoIterator<Item = &'a str>,
    ) -> Result<()> {
        let mut texte = String::new();
        let mut largeur = 0;
        for (rang, cellule) in cellules.into_iter().enumerate() {
            if cellule.len() > CELLULE_MAX && cellule.chars().count() > CELLULE_MAX {
                self.refuse(numero, || {
                    format!(
                        "La cellule de la colonne {} dépasse {} caractères.",
                        lettre(rang),
                        entier(CELLULE_MAX as u64)
                    )
                });
                return Ok(());
            }
            if rang > 0 {
                texte.push(COUPURE);
            }
            let propre = nettoyer(cellule);
            let juste = sans_mauvais_accents(&propre);
            self.accents += usize::from(juste.is_some());
            let propre = juste.as_deref().unwrap_or(&propre);
            if !propre.is_empty() {
                largeur = rang + 1;
            }
            texte.push_str(propre);
        }
        if largeur == 0 {
            return Ok(());
        }
        if largeur > COLONNES_MAX {
            self.refuse(numero, || {
                format!("La ligne a {largeur} colonnes, plus que {COLONNES_MAX}.")
            });
            return Ok(());
        }
        if self.rangees.len() >= LIGNES_MAX {
            return Err(Error::Refused(format!(
                "Ce tableau a plus de {} lignes\u{202f}: gardez celles qui vous concernent, puis \
                 recommencez.",
                entier(LIGNES_MAX as u64)
            )));
        }
        // Empty cells at the end of a row say nothing.
        texte.truncate(texte.trim_end_matches(COUPURE).len());
        self.largeur = self.largeur.max(largeur);
        let rangee = Rangee {
            numero,
            cellules: texte.into_boxed_str(),
        };
        debug_assert!(!rangee.is_blank(), "blank rows are passed over");
        self.rangees.push(rangee);
        Ok(())
    }

    /// Cells merged from one row to another hold what the first one holds: fills the empty ones
    /// of rows that are there. Rows from 0. `reste` is the number of rows that may still be looked
    /// at, for all merged cells together.
    pub(super) fn fill_down(&mut self, debut: u32, fin: u32, colonne: usize, reste: &mut usize) {
        let (debut, fin) = (u64::from(debut) + 1, u64::from(fin) + 1);
        let place = self.rangees.partition_point(|r| r.numero < debut);
        let Some((premiere, suite)) = self.rangees[place..].split_first_mut() else {
            return;
        };
        let texte = premiere.cellule(colonne);
        if premiere.numero != debut || texte.is_empty() || colonne >= COLONNES_MAX {
            return;
        }
        for rangee in suite.iter_mut().take_while(|r| r.numero <= fin) {
            if *reste == 0 {
                return;
            }
            *reste -= 1;
            let mut cellules: Vec<&str> = rangee.cellules().collect();
            if cellules.len() <= colonne {
                cellules.resize(colonne + 1, "");
            }
            if cellules[colonne].is_empty() {
                cellules[colonne] = texte;
                rangee.cellules = cellules.join("\u{1f}").into_boxed_str();
            }
        }
    }

    /// Puts a row aside, with the reason.
    pub(super) fn refuse(&mut self, ligne: u64, raison: impl FnOnce() -> String) {
        if self.illisibles.len() < REFUS_MAX {
            let raison = raison();
            self.illisibles.push(Refus { ligne, raison });
        }
    }
}

/// A → 0, B → 1… as spreadsheets call their columns.
pub(super) fn lettre(colonne: usize) -> String {
    let mut lettres = Vec::new();
    let mut reste = colonne + 1;
    while reste > 0 {
        reste -= 1;
        lettres.push(b'A' + (reste % 26) as u8);
        reste /= 26;
    }
    lettres.iter().rev().map(|b| char::from(*b)).collect()
}

/// A cell without the blanks around it, without signs nobody sees, and without what spreadsheets
/// put before a text that must not be taken for a formula: `'=x`, `="0880001Y"`.
fn nettoyer(cellule: &str) -> Cow<'_, str> {
    let blanc = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0';
    let mut texte = cellule.trim_matches(blanc);
    if let Some(cite) = texte
        .strip_prefix("=\"")
        .and_then(|t| t.strip_suffix('"'))
        .filter(|t| !t.contains('"'))
    {
        texte = cite.trim_matches(blanc);
    }
    if let Some(suite) = texte.strip_prefix('\'')
        && suite
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    {
        texte = suite;
    }
    let cache = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if texte.contains(cache) {
        let sans: String = texte
            .chars()
            .filter_map(|c| match c {
                '\t' => Some(' '),
                c if cache(c) => None,
                c => Some(c),
            })
            .collect();
        return Cow::Owned(sans.trim_matches(blanc).to_owned());
    }
    Cow::Borrowed(texte)
}

/// UTF-8 that was once read as windows-1252, made right: « Ã‰cole » → « École ».
fn sans_mauvais_accents(texte: &str) -> Option<String> {
    if !texte.contains(['Ã', 'Â', 'â', 'Å']) {
        return None;
    }
    let (octets, _, perdus) = encoding_rs::WINDOWS_1252.encode(texte);
    if perdus {
        return None;
    }
    std::str::from_utf8(&octets).ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_lose_what_is_not_seen_and_nothing_else() {
        for (lu, attendu) in [
            ("  École \u{a0}", "École"),
            ("\u{feff}UAI", "UAI"),
            ("=\"0540531J\"", "0540531J"),
            ("=A1+\"x\"", "=A1+\"x\""),
            ("'=1+1", "=1+1"),
            ("'  -x", "  -x"),
            ("'aujourd’hui", "'aujourd’hui"),
            ("a\u{200b}b\tc\u{7}", "ab c"),
            ("deux\nlignes", "deux\nlignes"),
        ] {
            assert_eq!(nettoyer(lu), attendu);
        }
    }

    #[test]
    fn accents_read_in_the_wrong_encoding_come_back() {
        for (lu, attendu) in [
            ("Ã‰cole Ã©lÃ©mentaire", Some("École élémentaire")),
            ("lâ€™OrÃ©e", Some("l’Orée")),
            ("Château", None),
            ("SÃO PAULO", None),
            ("École", None),
        ] {
            assert_eq!(sans_mauvais_accents(lu).as_deref(), attendu, "{lu}");
        }
    }

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (rang, attendu) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (16_383, "XFD"),
        ] {
            assert_eq!(lettre(rang), attendu);
        }
    }

    #[test]
    fn rows_are_kept_with_their_numbers_and_without_their_blanks() {
        let mut feuille = Feuille::new("");
        feuille.push(1, ["a", "", "c", "", ""]).unwrap();
        feuille.push(2, ["", " ", ""]).unwrap();
        feuille.push(4, ["d\u{1f}e"]).unwrap();
        let long = "x".repeat(CELLULE_MAX + 1);
        feuille.push(5, ["f", long.as_str()]).unwrap();
        let numeros: Vec<u64> = feuille.rangees.iter().map(|r| r.numero).collect();
        assert_eq!(numeros, [1, 4]);
        assert_eq!(
            feuille.rangees[0].cellules().collect::<Vec<_>>(),
            ["a", "", "c"]
        );
        assert_eq!(feuille.rangees[0].cellule(7), "");
        assert_eq!(feuille.rangees[1].cellule(0), "de");
        assert_eq!(feuille.largeur, 3);
        assert_eq!(feuille.illisibles[0].ligne, 5);
        assert!(feuille.illisibles[0].raison.contains("colonne B"));
    }
}
