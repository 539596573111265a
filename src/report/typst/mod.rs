//! Laying out a report: a Typst template and its JSON become pages, then a tagged PDF or images.
//!
//! The PDF is PDF/UA-1: writing it fails when a title, a language or an alternative text is
//! missing. Its date is the one of the report, never the clock's: the same data give the same
//! bytes. Nothing is kept from one report to the next but the fonts and the library.

mod monde;

use ::typst::diag::{SourceDiagnostic, Warned};
use ::typst::foundations::{Datetime, Smart};
use ::typst::layout::{Frame, FrameItem};
use ::typst::utils::Scalar;
use chrono::{Datelike as _, NaiveDate};
use serde::Serialize;
use serde_json::Value;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use self::monde::{Monde, can_write};
use crate::error::{Error, Result};
use crate::report::Image;

/// A report laid out.
pub struct Document {
    pages: PagedDocument,
    /// The day it bears.
    le: NaiveDate,
    /// What the layout found odd, in the words of Typst: a fault of a template.
    pub avertissements: Vec<String>,
}

/// Lays `donnees` out with `modele`.
pub fn compose(modele: &str, donnees: &impl Serialize, le: NaiveDate) -> Result<Document> {
    let json = serde_json::to_value(donnees).and_then(|mut valeur| {
        clean(&mut valeur);
        serde_json::to_vec(&valeur)
    });
    let json = json.map_err(|e| refuse(&e.to_string()))?;
    let monde = Monde::new(modele, json);
    let Warned { output, warnings } = ::typst::compile::<PagedDocument>(&monde);
    // What was remembered of this report is of no use to the next.
    ::typst::comemo::evict(0);
    let pages = output.map_err(|erreurs| refuse(&sentence(&erreurs)))?;
    Ok(Document {
        pages,
        le,
        avertissements: warnings.iter().map(|w| w.message.to_string()).collect(),
    })
}

/// Replaces what no font has by a question mark: a PDF/UA with an unreadable letter is none. What
/// is not a letter at all goes away.
fn clean(valeur: &mut Value) {
    let writable = |c: char| c == '\n' || can_write(c);
    match valeur {
        Value::String(texte) if !texte.chars().all(writable) => {
            *texte = texte
                .chars()
                .filter_map(|c| match c {
                    c if writable(c) => Some(c),
                    '\t' => Some(' '),
                    c if c.is_control() || ('\u{fe00}'..='\u{feff}').contains(&c) => None,
                    '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
                    _ => Some('?'),
                })
                .collect();
        }
        Value::Array(liste) => liste.iter_mut().for_each(clean),
        Value::Object(champs) => champs.values_mut().for_each(clean),
        _ => {}
    }
}

fn sentence(erreurs: &[SourceDiagnostic]) -> String {
    let mut dits: Vec<&str> = erreurs.iter().map(|e| e.message.as_str()).collect();
    dits.dedup();
    dits.truncate(3);
    dits.join(" ; ")
}

fn refuse(raison: &str) -> Error {
    Error::Refused(format!(
        "La mise en page du bilan a échoué ({raison}). Rien n’a été écrit\u{202f}: enregistrez le \
         bilan en tableau (CSV ou XLSX), et signalez ce défaut."
    ))
}

impl Document {
    pub fn nombre_pages(&self) -> usize {
        self.pages.pages().len()
    }

    /// The document as PDF/UA-1.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let standards =
            PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| refuse(e.message().as_str()))?;
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some("Carnet ENT".to_owned())),
            timestamp: midnight(self.le).map(Timestamp::new_utc),
            page_ranges: None,
            standards,
            tagged: true,
            pretty: false,
        };
        let pdf = typst_pdf::pdf(&self.pages, &options);
        ::typst::comemo::evict(0);
        pdf.map_err(|erreurs| refuse(&sentence(&erreurs)))
    }

    /// Page `numero`, from 0, at so many pixels per point; `None` after the last one.
    pub fn image(&self, numero: usize, pixels_par_point: f32) -> Option<Image> {
        let options = RenderOptions {
            pixel_per_pt: Scalar::new(f64::from(pixels_par_point)),
            render_bleed: false,
        };
        let image = typst_render::render(self.pages.pages().get(numero)?, &options);
        Some(Image {
            largeur: image.width() as usize,
            hauteur: image.height() as usize,
            rgba: image.take(),
        })
    }

    /// What is written on page `numero`, run after run: what a screen reader is told of its image.
    pub fn texte(&self, numero: usize) -> String {
        let mut texte = String::new();
        if let Some(page) = self.pages.pages().get(numero) {
            push_texte(&mut texte, &page.frame);
        }
        texte
    }
}

fn midnight(jour: NaiveDate) -> Option<Datetime> {
    let (mois, quantieme) = (
        u8::try_from(jour.month()).ok()?,
        u8::try_from(jour.day()).ok()?,
    );
    Datetime::from_ymd_hms(jour.year(), mois, quantieme, 0, 0, 0)
}

fn push_texte(texte: &mut String, cadre: &Frame) {
    for (_, element) in cadre.items() {
        match element {
            FrameItem::Group(groupe) => push_texte(texte, &groupe.frame),
            FrameItem::Text(mots) => {
                texte.push_str(&mots.text);
                texte.push('\n');
            }
            _ => {}
        }
    }
}
