//! A field that keeps what is typed until it is committed (Enter, Tab, a click elsewhere), then
//! gives the value it understood, or says in one sentence under it what to type.

use egui::{Align2, Id, Key, TextEdit, Ui};

use super::nommer;
use crate::domain::euros::{euros_saisis, parse_euros};
use crate::domain::nombre::entier;
use crate::ui::theme::Tokens;

/// The field while someone types in it.
#[derive(Clone, Default)]
struct Saisie {
    texte: String,
    erreur: Option<String>,
}

/// How a field looks.
#[derive(Clone, Copy)]
pub struct Apparence<'a> {
    /// Its accessible name.
    pub nom: &'a str,
    /// In points.
    pub largeur: f32,
    /// What an empty field shows.
    pub indice: &'a str,
    /// Numbers stand against the right edge.
    pub a_droite: bool,
}

impl<'a> Apparence<'a> {
    pub const fn texte(nom: &'a str, largeur: f32) -> Self {
        Self {
            nom,
            largeur,
            indice: "",
            a_droite: false,
        }
    }

    pub const fn nombre(nom: &'a str, largeur: f32) -> Self {
        Self {
            a_droite: true,
            ..Self::texte(nom, largeur)
        }
    }
}

/// Draws the field, which shows `valeur` as one would type it. Returns what `parse` made of the
/// text once it is committed and differs; Escape gives the value back.
pub fn champ_saisi<T>(
    ui: &mut Ui,
    id: Id,
    apparence: Apparence<'_>,
    valeur: &str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    let mut saisie = ui
        .data(|d| d.get_temp::<Saisie>(id))
        .unwrap_or_else(|| Saisie {
            texte: valeur.to_owned(),
            erreur: None,
        });
    let field_id = id.with("champ");
    let mut committed = None;
    let alignement = if apparence.a_droite {
        Align2::RIGHT_CENTER
    } else {
        Align2::LEFT_CENTER
    };
    let champ = ui.add(
        TextEdit::singleline(&mut saisie.texte)
            .id(field_id)
            .desired_width(apparence.largeur)
            .align(alignement)
            .hint_text(apparence.indice),
    );
    nommer(&champ, apparence.nom);
    if champ.lost_focus() {
        let texte = saisie.texte.trim().to_owned();
        if texte == valeur || ui.input(|i| i.key_pressed(Key::Escape)) {
            saisie = Saisie {
                texte: valeur.to_owned(),
                erreur: None,
            };
        } else {
            match parse(&texte) {
                Ok(valeur) => {
                    saisie.erreur = None;
                    committed = Some(valeur);
                }
                Err(erreur) => saisie.erreur = Some(erreur),
            }
        }
    }
    if let Some(erreur) = &saisie.erreur {
        let texte = egui::RichText::new(erreur)
            .small()
            .color(Tokens::of(ui).erreur);
        ui.add(egui::Label::new(texte).wrap());
    }
    let typing = ui.memory(|m| m.has_focus(field_id)) || saisie.erreur.is_some();
    ui.data_mut(|d| {
        if typing {
            d.insert_temp(id, saisie);
        } else {
            d.remove::<Saisie>(id);
        }
    });
    committed
}

/// Whether the field drawn under `id` holds a text that was not understood.
pub fn has_error(ui: &Ui, id: Id) -> bool {
    ui.data(|d| d.get_temp::<Saisie>(id))
        .is_some_and(|saisie| saisie.erreur.is_some())
}

/// A whole number up to `maximum`; emptied, it is none.
pub fn champ_entier(
    ui: &mut Ui,
    id: Id,
    apparence: Apparence<'_>,
    valeur: Option<u32>,
    maximum: u32,
) -> Option<Option<u32>> {
    let shown = valeur.map(entier).unwrap_or_default();
    let lu = champ_saisi(ui, id, apparence, &shown, |texte| {
        parse_entier(texte, maximum)
    })?;
    (lu != valeur).then_some(lu)
}

fn parse_entier(texte: &str, maximum: u32) -> Result<Option<u32>, String> {
    if texte.is_empty() {
        return Ok(None);
    }
    let chiffres: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    chiffres
        .parse()
        .ok()
        .filter(|n| *n <= maximum)
        .map(Some)
        .ok_or_else(|| format!("Tapez un nombre entier, de 0 à {}.", entier(maximum)))
}

/// A year of four digits; emptied, it is none.
pub fn champ_annee(ui: &mut Ui, id: Id, nom: &str, valeur: Option<i32>) -> Option<Option<i32>> {
    let shown = valeur.map(|n| n.to_string()).unwrap_or_default();
    let lu = champ_saisi(ui, id, Apparence::nombre(nom, 56.0), &shown, |texte| {
        if texte.is_empty() {
            return Ok(None);
        }
        texte
            .parse()
            .ok()
            .filter(|annee| (1990..=2100).contains(annee))
            .map(Some)
            .ok_or_else(|| "Tapez une année, par exemple 2020.".to_owned())
    })?;
    (lu != valeur).then_some(lu)
}

/// An amount in euros, kept in cents; emptied, it is none.
pub fn champ_euros(ui: &mut Ui, id: Id, nom: &str, valeur: Option<i64>) -> Option<Option<i64>> {
    let shown = valeur.map(euros_saisis).unwrap_or_default();
    let lu = champ_saisi(ui, id, Apparence::nombre(nom, 84.0), &shown, |texte| {
        if texte.is_empty() {
            Ok(None)
        } else {
            parse_euros(texte).map(Some)
        }
    })?;
    (lu != valeur).then_some(lu)
}
