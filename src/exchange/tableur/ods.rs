//! The spreadsheets of `LibreOffice`, read as a stream. `calamine` reads them too, but expands every
//! « repeated a million times » before anything can be refused.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::archive::damaged;
use super::classeur::{Budget, FUSIONS_MAX, Grille, Lus, number};
use super::feuille::{COLONNES_MAX, Feuille};
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::fichier::cite;

/// Sheets that are looked at.
const FEUILLES_MAX: usize = 50;
/// Rows between two steps of progress.
const PAS: u32 = 1024;
/// Spaces one element may stand for.
const BLANCS_MAX: usize = 1_000;
/// Rows a repeated one may stand for: what is repeated more was never typed.
const REPETEES_MAX: u32 = 10_000;

type Xml<'a> = Reader<BufReader<ZipFile<'a, BufReader<File>>>>;

/// Reads the sheets that can be seen.
pub(super) fn lire(file: File, nom: &str, progress: &mut Progress<'_>) -> Result<Lus> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_zip| damaged(nom))?;
    if let Ok(manifeste) = zip.by_name("META-INF/manifest.xml") {
        let mut texte = String::new();
        manifeste
            .take(1 << 20)
            .read_to_string(&mut texte)
            .map_err(|_io| damaged(nom))?;
        if texte.contains("encryption-data") {
            return Err(Error::Refused(format!(
                "{} est protégé par un mot de passe. Ôtez-le dans votre tableur, puis enregistrez.",
                cite(nom)
            )));
        }
    }
    let contenu = zip.by_name("content.xml").map_err(|_zip| damaged(nom))?;
    let mut xml = Reader::from_reader(BufReader::new(contenu));
    xml.config_mut().check_end_names = false;
    xml.config_mut().expand_empty_elements = true;
    Lecture {
        xml,
        nom,
        tampon: Vec::new(),
        styles_masques: Vec::new(),
        style: String::new(),
        budget: Budget::default(),
        masquees: Vec::new(),
        date_1904: false,
    }
    .run(progress)
}

struct Lecture<'a> {
    xml: Xml<'a>,
    nom: &'a str,
    tampon: Vec<u8>,
    /// Styles of tables that are not displayed.
    styles_masques: Vec<String>,
    style: String,
    budget: Budget,
    masquees: Vec<String>,
    date_1904: bool,
}

/// One cell, its repetitions, the rows it covers.
#[derive(Default)]
struct Cellule {
    texte: String,
    fois: usize,
    lignes: u32,
}

impl Lecture<'_> {
    fn run(mut self, progress: &mut Progress<'_>) -> Result<Lus> {
        let mut lus = Lus {
            format: "classeur LibreOffice",
            ..Lus::default()
        };
        loop {
            let (debut, attributs) = match self.next()? {
                Balise::Debut(nom, attributs) => (nom, attributs),
                Balise::Fin(_) | Balise::Texte(_) => continue,
                Balise::Bout => break,
            };
            match debut.as_str() {
                "style:style" => self.style = attributs.get("style:name"),
                "style:table-properties" if attributs.get("table:display") == "false" => {
                    self.styles_masques.push(self.style.clone());
                }
                "table:null-date" => {
                    self.date_1904 = attributs.get("table:date-value").starts_with("1904");
                }
                "table:table" => {
                    let nom = attributs.get("table:name");
                    let visible = !self
                        .styles_masques
                        .contains(&attributs.get("table:style-name"));
                    let (feuille, hors) = self.table(&nom, progress)?;
                    if !visible {
                        self.masquees.push(nom);
                    } else if lus.feuilles.len() < FEUILLES_MAX {
                        lus.feuilles.push(feuille);
                        lus.remarques.extend(hors);
                    }
                }
                _ => {}
            }
        }
        for feuille in &mut lus.feuilles {
            feuille.date_1904 = self.date_1904;
        }
        lus.hidden(&self.masquees);
        Ok(lus)
    }

    /// One sheet, up to its end.
    fn table(
        &mut self,
        nom: &str,
        progress: &mut Progress<'_>,
    ) -> Result<(Feuille, Option<String>)> {
        let mut feuille = Feuille::new(nom);
        let mut budget = std::mem::take(&mut self.budget);
        let mut grille = Grille::new(&mut feuille, &mut budget, self.nom);
        let mut fusions: Vec<(u32, u32, usize)> = Vec::new();
        let mut ligne = 0_u32;
        loop {
            match self.next()? {
                Balise::Debut(nom, attributs) if nom == "table:table-row" => {
                    if ligne.is_multiple_of(PAS) {
                        progress.step("Lecture du classeur", ligne.into(), 0)?;
                    }
                    let fois = attributs.number("table:number-rows-repeated");
                    let cellules = self.row()?;
                    let pleine = cellules.iter().any(|c| !c.texte.is_empty());
                    let copies = if pleine { fois.min(REPETEES_MAX) } else { 0 };
                    for copie in 0..copies {
                        let mut colonne = 0;
                        for cellule in &cellules {
                            let visibles = COLONNES_MAX.saturating_sub(colonne).max(1);
                            if !cellule.texte.is_empty() {
                                for place in 0..cellule.fois.min(visibles) {
                                    grille.set(ligne + copie, colonne + place, &cellule.texte)?;
                                }
                            }
                            if cellule.lignes > 1 && fusions.len() < FUSIONS_MAX {
                                fusions.push((
                                    ligne,
                                    ligne.saturating_add(cellule.lignes - 1),
                                    colonne,
                                ));
                            }
                            colonne = colonne.saturating_add(cellule.fois);
                        }
                    }
                    ligne = ligne.saturating_add(fois);
                }
                Balise::Fin(nom) if nom == "table:table" => break,
                Balise::Bout => return Err(damaged(self.nom)),
                _ => {}
            }
        }
        grille.finish()?;
        let hors = grille.hors.take();
        self.budget = budget;
        let mut reste = FUSIONS_MAX;
        for (debut, fin, colonne) in fusions {
            feuille.fill_down(debut, fin, colonne, &mut reste);
        }
        Ok((feuille, hors))
    }

    /// The cells of one row, up to its end.
    fn row(&mut self) -> Result<Vec<Cellule>> {
        let mut cellules = Vec::new();
        loop {
            match self.next()? {
                Balise::Debut(nom, attributs)
                    if nom == "table:table-cell" || nom == "table:covered-table-cell" =>
                {
                    cellules.push(Cellule {
                        fois: attributs.number("table:number-columns-repeated") as usize,
                        lignes: attributs.number("table:number-rows-spanned"),
                        texte: self.cell(&attributs)?,
                    });
                    if cellules.len() > 20_000 {
                        return Err(damaged(self.nom));
                    }
                }
                Balise::Fin(nom) if nom == "table:table-row" => return Ok(cellules),
                Balise::Bout => return Err(damaged(self.nom)),
                _ => {}
            }
        }
    }

    /// The value of one cell, up to its end: what its attributes say, else its text.
    fn cell(&mut self, attributs: &Attributs) -> Result<String> {
        let mut texte = String::new();
        let (mut paragraphes, mut note, mut dedans) = (0, 0_u32, 1_u32);
        while dedans > 0 {
            match self.next()? {
                Balise::Debut(nom, attributs) => match nom.as_str() {
                    "table:table-cell" | "table:covered-table-cell" => dedans += 1,
                    "office:annotation" => note += 1,
                    "text:p" if note == 0 => {
                        if paragraphes > 0 {
                            texte.push('\n');
                        }
                        paragraphes += 1;
                    }
                    "text:s" if note == 0 => {
                        let blancs = attributs.number("text:c") as usize;
                        texte.extend(std::iter::repeat_n(' ', blancs.min(BLANCS_MAX)));
                    }
                    "text:tab" | "text:line-break" if note == 0 => texte.push(' '),
                    _ => {}
                },
                Balise::Fin(nom) => match nom.as_str() {
                    "table:table-cell" | "table:covered-table-cell" => dedans -= 1,
                    "office:annotation" => note = note.saturating_sub(1),
                    _ => {}
                },
                Balise::Texte(lu) if note == 0 && paragraphes > 0 => texte.push_str(&lu),
                Balise::Texte(_) => {}
                Balise::Bout => return Err(damaged(self.nom)),
            }
        }
        Ok(match attributs.get("office:value-type").as_str() {
            "float" | "currency" => attributs.get("office:value").parse().map_or(texte, number),
            "date" => {
                let date = attributs.get("office:date-value");
                date.get(..10).map_or(texte, str::to_owned)
            }
            "boolean" => if attributs.get("office:boolean-value") == "true" {
                "oui"
            } else {
                "non"
            }
            .to_owned(),
            _ => texte,
        })
    }

    fn next(&mut self) -> Result<Balise> {
        self.tampon.clear();
        match self.xml.read_event_into(&mut self.tampon) {
            Ok(Event::Start(e)) => Ok(Balise::Debut(
                e.name().as_ref().to_owned(),
                Attributs::of(&e),
            )),
            Ok(Event::End(e)) => Ok(Balise::Fin(e.name().as_ref().to_owned())),
            Ok(Event::Text(t)) => Ok(Balise::Texte(t.xml10_content().into_owned())),
            Ok(Event::CData(t)) => Ok(Balise::Texte(t.xml10_content().into_owned())),
            Ok(Event::GeneralRef(r)) => {
                let signe = match r.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => r.resolve_char_ref().ok().flatten(),
                };
                Ok(Balise::Texte(signe.map(String::from).unwrap_or_default()))
            }
            Ok(Event::Eof) => Ok(Balise::Bout),
            Ok(_) => Ok(Balise::Texte(String::new())),
            Err(_) => Err(damaged(self.nom)),
        }
    }
}

enum Balise {
    Debut(String, Attributs),
    Fin(String),
    Texte(String),
    Bout,
}

/// The attributes of an element, unescaped when asked for.
#[derive(Default)]
struct Attributs(Vec<(String, String)>);

impl Attributs {
    fn of(e: &BytesStart<'_>) -> Self {
        let tous = e.attributes().flatten();
        Self(
            tous.map(|a| {
                let valeur = quick_xml::escape::unescape(&a.value)
                    .unwrap_or_else(|_not_escaped| Cow::Borrowed(&*a.value));
                (a.key.as_ref().to_owned(), valeur.into_owned())
            })
            .collect(),
        )
    }

    fn get(&self, nom: &str) -> String {
        self.0
            .iter()
            .find(|(n, _)| n == nom)
            .map_or_else(String::new, |(_, valeur)| valeur.clone())
    }

    /// One when there is none.
    fn number(&self, nom: &str) -> u32 {
        self.get(nom).parse().unwrap_or(1)
    }
}
