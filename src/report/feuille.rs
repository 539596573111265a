//! What our sheets have in common: printed on A4 one page wide with their header on every page,
//! rows as high as what they say, the colours of our charts, and French figures as real numbers.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    ChartFormat, ChartLine, ChartSolidFill, Color, ExcelDateTime, Format, FormatAlign, Worksheet,
    XlsxError,
};

/// A rate: one decimal, none when it is all of them.
pub(super) const POURCENT: &str = "[=1]0%;0.0%";
const EUROS: &str = "#,##0.00\\ \"€\"";
const JOUR: &str = "dd/mm/yyyy";
/// The paper, as the format numbers it.
const A4: u8 = 9;
/// Height of a line of text, in points.
const LIGNE: f64 = 15.0;

/// The series of a chart, in order, as on the printed pages.
const SERIES: [u32; 5] = [
    0x001d_2f8f,
    0x001f_8f86,
    0x00a8_6f12,
    0x008c_5aa8,
    0x007f_8592,
];
/// What the others are part of.
pub(super) const TOUT: ChartCouleur = ChartCouleur(0x00c9_cbd6);

/// The colour of a series.
#[derive(Clone, Copy)]
pub(super) struct ChartCouleur(u32);

impl ChartCouleur {
    pub(super) const fn serie(rang: usize) -> Self {
        Self(SERIES[rang % SERIES.len()])
    }

    /// Of an area, of a bar.
    pub(super) fn plein(self) -> ChartFormat {
        let mut format = ChartFormat::new();
        format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(self.0)));
        format
    }

    /// Of a line.
    pub(super) fn ligne(self) -> ChartFormat {
        let mut format = ChartFormat::new();
        format.set_line(ChartLine::new().set_color(Color::RGB(self.0)));
        format
    }
}

/// Made ready for paper; `titres` is the row of the header of a table.
pub(super) fn imprimable(
    feuille: &mut Worksheet,
    titres: Option<u32>,
) -> std::result::Result<(), XlsxError> {
    feuille.set_paper_size(A4);
    feuille.set_print_fit_to_pages(1, 0);
    feuille.set_footer("&C&P / &N");
    if let Some(rang) = titres {
        feuille.set_landscape();
        feuille.set_repeat_rows(rang, rang)?;
    }
    Ok(())
}

/// Lines that a text takes in a column of `largeur` characters.
pub(super) fn lines(texte: &str, largeur: usize) -> usize {
    let de = |ligne: &str| ligne.chars().count().div_ceil(largeur.max(1)).max(1);
    texte.split('\n').map(de).sum()
}

/// A row of several lines, which not every program measures by itself.
pub(super) fn set_lines(
    feuille: &mut Worksheet,
    rang: u32,
    lignes: usize,
) -> std::result::Result<(), XlsxError> {
    if lignes > 1 {
        feuille.set_row_height(rang, LIGNE * lignes as f64)?;
    }
    Ok(())
}

/// What a cell written in French says.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lue {
    Nombre(f64),
    Taux(f64),
    Euros(f64),
    Jour(NaiveDate),
}

/// Writes a cell: a figure of a column of figures, an amount or a day as what it is, anything else
/// as text, which no program runs.
pub(super) fn write_lue(
    feuille: &mut Worksheet,
    (rang, colonne): (u32, u16),
    texte: &str,
    (style, chiffres): (&Format, bool),
) -> std::result::Result<(), XlsxError> {
    let nombre = |feuille: &mut Worksheet, valeur, format: Option<&str>| {
        let style = format.map_or_else(|| style.clone(), |f| style.clone().set_num_format(f));
        feuille.write_number_with_format(rang, colonne, valeur, &style)?;
        Ok::<(), XlsxError>(())
    };
    match read(texte) {
        Some(Lue::Nombre(valeur)) if chiffres => nombre(feuille, valeur, None),
        Some(Lue::Taux(valeur)) if chiffres => nombre(feuille, valeur, Some(POURCENT)),
        Some(Lue::Euros(valeur)) => nombre(feuille, valeur, Some(EUROS)),
        Some(Lue::Jour(jour)) => {
            let annee = u16::try_from(jour.year()).unwrap_or_default();
            let jour = ExcelDateTime::from_ymd(annee, jour.month() as u8, jour.day() as u8)?;
            let style = style.clone().set_num_format(JOUR);
            let style = style.set_align(FormatAlign::Left);
            feuille.write_datetime_with_format(rang, colonne, &jour, &style)?;
            Ok(())
        }
        _ => {
            feuille.write_string_with_format(rang, colonne, texte, style)?;
            Ok(())
        }
    }
}

/// « 1 070 », « 12,5 », « 46,9 % », « 178 € », « 01/07/2020 »; `None` for words.
fn read(texte: &str) -> Option<Lue> {
    if let Some(jour) = day(texte) {
        return Some(Lue::Jour(jour));
    }
    let serre: String = (texte.chars())
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .map(|c| match c {
            ',' => '.',
            '−' => '-',
            c => c,
        })
        .collect();
    let sans = |signe| serre.strip_suffix(signe);
    let chiffres = sans('%').or_else(|| sans('€')).unwrap_or(&serre);
    let est_un_nombre = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    if !chiffres.chars().all(est_un_nombre) {
        return None;
    }
    let valeur: f64 = chiffres.parse().ok()?;
    Some(match serre.chars().next_back() {
        Some('%') => Lue::Taux(valeur / 100.0),
        Some('€') => Lue::Euros(valeur),
        _ => Lue::Nombre(valeur),
    })
}

/// Whether the program writes it as a day.
pub(super) fn is_day(texte: &str) -> bool {
    day(texte).is_some()
}

/// As the program writes days, and one the format can hold: it begins in 1900.
fn day(texte: &str) -> Option<NaiveDate> {
    if texte.len() != "01/07/2020".len() {
        return None;
    }
    let jour = NaiveDate::parse_from_str(texte, "%d/%m/%Y").ok()?;
    (1900..=9999).contains(&jour.year()).then_some(jour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_french_are_numbers_and_words_are_not() {
        let jour = NaiveDate::from_ymd_opt(2020, 7, 1).map(Lue::Jour);
        for (texte, attendu) in [
            ("1\u{202f}070", Some(Lue::Nombre(1070.0))),
            ("−6", Some(Lue::Nombre(-6.0))),
            ("12,5", Some(Lue::Nombre(12.5))),
            ("50\u{202f}%", Some(Lue::Taux(0.5))),
            ("100\u{202f}%", Some(Lue::Taux(1.0))),
            ("178\u{a0}€", Some(Lue::Euros(178.0))),
            ("1\u{202f}250,50\u{a0}€", Some(Lue::Euros(1250.5))),
            ("01/07/2020", jour),
            ("01/07/0020", None),
            ("31/02/2020", None),
            ("—", None),
            ("", None),
            ("€", None),
            ("inf", None),
            ("6 sur 12", None),
        ] {
            assert_eq!(read(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        for (texte, largeur, attendu) in [
            ("", 10, 1),
            ("dix lettre", 10, 1),
            ("onze lettres", 10, 2),
            ("deux\nlignes", 10, 2),
            ("une\nplus longue ici", 10, 3),
        ] {
            assert_eq!(lines(texte, largeur), attendu, "{texte}");
        }
    }
}
