//! Workbooks: XLSX through `calamine`, cell by cell and never as a dense range; ODS by `ods`.

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::archive::{self, Classeur};
use super::feuille::{COLONNES_MAX, Feuille, lettre};
use super::ods;
use crate::domain::nombre::{compte, entier};
use crate::error::{Error, Result};
use crate::exchange::Progress;
use crate::exchange::fichier::{self, cite};

/// Cells of the fullest workbook (`design.md` §6), and cells looked at that hold nothing.
const CELLULES_MAX: usize = 2_000_000;
const VIDES_MAX: usize = 20_000_000;
/// Bytes of text of all its cells.
const TEXTE_MAX: usize = 48 << 20;
/// Sheets that are looked at.
const FEUILLES_MAX: usize = 50;
/// Merged cells that are looked at, and rows they reach.
pub(super) const FUSIONS_MAX: usize = 200_000;
/// Cells between two steps of progress.
const PAS: usize = 8192;

/// The sheets of a workbook that can be seen, and what is to be said of it.
#[derive(Debug, Default)]
pub(super) struct Lus {
    pub(super) feuilles: Vec<Feuille>,
    pub(super) format: &'static str,
    pub(super) remarques: Vec<String>,
}

/// Whether a file begins like a workbook: a zip, or the container of old and of protected ones.
pub(super) fn is_one(chemin: &Path) -> bool {
    let mut tete = [0; 8];
    File::open(chemin)
        .and_then(|mut file| file.read_exact(&mut tete))
        .is_ok()
        && (tete.starts_with(b"PK\x03\x04") || tete == OLE)
}

/// What old workbooks and protected ones begin with.
const OLE: [u8; 8] = *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads a workbook.
pub(super) fn lire(chemin: &Path, progress: &mut Progress<'_>) -> Result<Lus> {
    let fichier::Fichier {
        mut file,
        nom,
        taille,
        tete,
    } = fichier::open_any(chemin)?;
    if tete.starts_with(&OLE) {
        return Err(Error::Refused(container(&mut file, &nom)));
    }
    let classeur = archive::weigh(&mut file, &nom, taille, progress)?;
    // A reader that panics on a made-up file costs that file only.
    let lus = catch_unwind(AssertUnwindSafe(|| match classeur {
        Classeur::Xlsx => xlsx(file, &nom, progress),
        Classeur::Ods => ods::lire(file, &nom, progress),
    }))
    .unwrap_or_else(|_panic| Err(archive::damaged(&nom)))?;
    if lus
        .feuilles
        .iter()
        .all(|f| f.lignes() == 0 && f.illisibles.is_empty())
    {
        return Err(Error::Refused(format!(
            "{} n’a aucune feuille visible qui contienne quelque chose.",
            cite(&nom)
        )));
    }
    Ok(lus)
}

/// A workbook of before 2007, or one whose content is under a password.
fn container(file: &mut File, nom: &str) -> String {
    let mot: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut contenu = Vec::new();
    let lu = file
        .seek(SeekFrom::Start(0))
        .and_then(|_| file.take(50_000_000).read_to_end(&mut contenu));
    if lu.is_ok() && contenu.windows(mot.len()).any(|vu| vu == mot) {
        format!(
            "{} est protégé par un mot de passe. Ôtez-le dans votre tableur, puis enregistrez.",
            cite(nom)
        )
    } else {
        format!(
            "{} est un ancien classeur Excel (.xls). Ouvrez-le et enregistrez-le au format .xlsx ou CSV.",
            cite(nom)
        )
    }
}

fn xlsx(file: File, nom: &str, progress: &mut Progress<'_>) -> Result<Lus> {
    let abime = |_: XlsxError| archive::damaged(nom);
    let mut classeur: Xlsx<BufReader<File>> = Xlsx::new(BufReader::new(file)).map_err(abime)?;
    let mut lus = Lus {
        format: "classeur Excel",
        ..Lus::default()
    };
    let mut masquees = Vec::new();
    let mut visibles = Vec::new();
    for feuille in classeur.sheets_metadata() {
        match (feuille.typ, feuille.visible) {
            (SheetType::WorkSheet, SheetVisible::Visible) => visibles.push(feuille.name.clone()),
            (SheetType::WorkSheet, _) => masquees.push(feuille.name.clone()),
            _ => {}
        }
    }
    lus.hidden(&masquees);
    lus.too_many(&mut visibles);
    let mut budget = Budget::default();
    for feuille in visibles {
        let mut lue = Feuille::new(&feuille);
        lue.date_1904 = classeur.has_1904_epoch();
        let mut grille = Grille::new(&mut lue, &mut budget, nom);
        let mut cellules = classeur.worksheet_cells_reader(&feuille).map_err(abime)?;
        while let Some(cellule) = cellules.next_cell().map_err(abime)? {
            let (ligne, colonne) = cellule.get_position();
            if grille.vues().is_multiple_of(PAS) {
                progress.step("Lecture du classeur", grille.vues() as u64, 0)?;
            }
            grille.set(ligne, colonne as usize, &text(cellule.get_value()))?;
        }
        grille.finish()?;
        drop(cellules);
        let hors = grille.hors.take();
        #[expect(
            deprecated,
            reason = "the other method does not say which of two sheets of one name"
        )]
        let fusions = classeur.worksheet_merge_cells(&feuille);
        let fusions = fusions.transpose().map_err(abime)?.unwrap_or_default();
        let mut reste = FUSIONS_MAX;
        for fusion in fusions.iter().take(FUSIONS_MAX) {
            let (debut, colonne) = fusion.start;
            lue.fill_down(debut, fusion.end.0, colonne as usize, &mut reste);
        }
        lus.remarques.extend(hors);
        lus.feuilles.push(lue);
    }
    Ok(lus)
}

impl Lus {
    /// Says which sheets are hidden, and so left aside.
    pub(super) fn hidden(&mut self, masquees: &[String]) {
        if masquees.is_empty() {
            return;
        }
        let noms: Vec<String> = masquees.iter().take(10).map(|nom| cite(nom)).collect();
        let debut = if masquees.len() > 1 {
            "Feuilles masquées, laissées de côté"
        } else {
            "Feuille masquée, laissée de côté"
        };
        self.remarques
            .push(format!("{debut}\u{202f}: {}.", noms.join(", ")));
    }

    fn too_many(&mut self, visibles: &mut Vec<String>) {
        if visibles.len() > FEUILLES_MAX {
            self.remarques.push(format!(
                "Seules les {FEUILLES_MAX} premières feuilles sur {} ont été lues.",
                entier(visibles.len())
            ));
            visibles.truncate(FEUILLES_MAX);
        }
    }
}

/// What is left to read of a workbook.
#[derive(Debug)]
pub(super) struct Budget {
    cellules: usize,
    vides: usize,
    octets: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            cellules: CELLULES_MAX,
            vides: VIDES_MAX,
            octets: TEXTE_MAX,
        }
    }
}

/// The cells of one sheet, put in rows as they come.
pub(super) struct Grille<'a> {
    feuille: &'a mut Feuille,
    budget: &'a mut Budget,
    nom: &'a str,
    /// The row being filled, from 0, and its cells.
    ligne: u32,
    cellules: Vec<String>,
    vues: usize,
    /// What lies beyond the last column that is read.
    pub(super) hors: Option<String>,
    nombre_hors: usize,
}

impl<'a> Grille<'a> {
    pub(super) const fn new(
        feuille: &'a mut Feuille,
        budget: &'a mut Budget,
        nom: &'a str,
    ) -> Self {
        Self {
            feuille,
            budget,
            nom,
            ligne: 0,
            cellules: Vec::new(),
            vues: 0,
            hors: None,
            nombre_hors: 0,
        }
    }

    /// Cells seen.
    pub(super) const fn vues(&self) -> usize {
        self.vues
    }

    /// A cell, rows and columns from 0; rows in order.
    pub(super) fn set(&mut self, ligne: u32, colonne: usize, texte: &str) -> Result<()> {
        self.vues += 1;
        if ligne < self.ligne {
            return Err(archive::damaged(self.nom));
        }
        if ligne > self.ligne {
            self.finish()?;
            self.ligne = ligne;
        }
        if texte.is_empty() {
            self.budget.vides = self
                .budget
                .vides
                .checked_sub(1)
                .ok_or_else(|| self.too_big())?;
            return Ok(());
        }
        self.budget.cellules = self
            .budget
            .cellules
            .checked_sub(1)
            .ok_or_else(|| self.too_big())?;
        if colonne >= COLONNES_MAX {
            self.nombre_hors += 1;
            let place = format!("{}{}", lettre(colonne), u64::from(ligne) + 1);
            self.hors = Some(match self.hors.take() {
                None => format!(
                    "La cellule {place} est au-delà de la colonne {COLONNES_MAX}\u{202f}: laissée de côté."
                ),
                Some(_) => format!(
                    "{} au-delà de la colonne {COLONNES_MAX}\u{202f}: laissées de côté (jusqu’en {place}).",
                    compte(self.nombre_hors, "cellule", "cellules")
                ),
            });
            return Ok(());
        }
        self.budget.octets = self
            .budget
            .octets
            .checked_sub(texte.len())
            .ok_or_else(|| self.too_big())?;
        if self.cellules.len() <= colonne {
            self.cellules.resize(colonne + 1, String::new());
        }
        texte.clone_into(&mut self.cellules[colonne]);
        Ok(())
    }

    /// Ends the row being filled.
    pub(super) fn finish(&mut self) -> Result<()> {
        let numero = u64::from(self.ligne) + 1;
        self.feuille
            .push(numero, self.cellules.iter().map(String::as_str))?;
        self.cellules.clear();
        Ok(())
    }

    fn too_big(&self) -> Error {
        Error::Refused(format!(
            "{} a plus de {} de cellules, ou trop de texte\u{202f}: enregistrez au format CSV la feuille qui \
             vous intéresse.",
            cite(self.nom),
            compte(2, "million", "millions")
        ))
    }
}

/// A cell as a person would have typed it. A date is written year first, which cannot be mistaken.
fn text(valeur: &DataRef<'_>) -> String {
    match valeur {
        DataRef::Empty => String::new(),
        DataRef::SharedString(texte) => (*texte).to_owned(),
        DataRef::Int(nombre) => nombre.to_string(),
        DataRef::Float(nombre) => number(*nombre),
        DataRef::Bool(vrai) => if *vrai { "oui" } else { "non" }.to_owned(),
        DataRef::DateTime(quand) => date(*quand),
        DataRef::String(texte) | DataRef::DateTimeIso(texte) | DataRef::DurationIso(texte) => {
            texte.clone()
        }
        DataRef::Error(erreur) => erreur.to_string(),
    }
}

/// Without decimals when it has none.
pub(super) fn number(nombre: f64) -> String {
    if nombre.fract() == 0.0 && nombre.abs() < 1e15 {
        format!("{nombre:.0}")
    } else {
        nombre.to_string()
    }
}

fn date(quand: ExcelDateTime) -> String {
    if !quand.is_datetime() || !(1.0..2_958_466.0).contains(&quand.as_f64()) {
        return number(quand.as_f64());
    }
    let (annee, mois, jour, ..) = quand.to_ymd_hms_milli();
    format!("{annee:04}-{mois:02}-{jour:02}")
}
