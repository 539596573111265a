//! A date field: types as one thinks (« 12/3/20 », « 12 mars », « hier »), shows the date it
//! understood, or one sentence under the field; a calendar beside it.

use chrono::NaiveDate;
use egui::{Button, Id, Key, Popup, Sense, TextEdit, Ui};

use super::{calendrier, keep_whole, nommer};
use crate::domain::date::{date_courte, parse_date};
use crate::ui::theme::Tokens;

/// The field while someone types in it.
#[derive(Clone, Default)]
struct Saisie {
    texte: String,
    erreur: Option<String>,
}

/// How a date is read: the text, and today.
type Lecture = fn(&str, NaiveDate) -> Result<NaiveDate, String>;

/// Draws the field named `nom` (its accessible name). Returns the new value when it is committed
/// (Enter, Tab, a click elsewhere or in the calendar) and differs: `Some(None)` empties it.
///
/// ↓ in the field opens the calendar, whose button is out of the way of Tab.
pub fn champ_date(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    valeur: Option<NaiveDate>,
    aujourdhui: NaiveDate,
) -> Option<Option<NaiveDate>> {
    champ_date_lue(ui, id, nom, valeur, aujourdhui, parse_date)
}

/// As [`champ_date`], for dates that are read in another way.
pub fn champ_date_lue(
    ui: &mut Ui,
    id: Id,
    nom: &str,
    valeur: Option<NaiveDate>,
    aujourdhui: NaiveDate,
    lecture: Lecture,
) -> Option<Option<NaiveDate>> {
    let shown = valeur.map(date_courte).unwrap_or_default();
    let mut saisie = ui
        .data(|d| d.get_temp::<Saisie>(id))
        .unwrap_or_else(|| Saisie {
            texte: shown.clone(),
            erreur: None,
        });
    let mut committed = None;
    keep_whole(ui, 145.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let field_id = id.with("champ");
        let champ = ui.add(
            TextEdit::singleline(&mut saisie.texte)
                .id(field_id)
                .desired_width(100.0)
                .hint_text("jj/mm/aaaa"),
        );
        nommer(&champ, nom);
        if champ.lost_focus() {
            if ui.input(|i| i.key_pressed(Key::Escape)) {
                saisie = Saisie {
                    texte: shown.clone(),
                    erreur: None,
                };
            } else {
                committed = commit(&mut saisie, aujourdhui, valeur, lecture);
            }
        }
        let bouton = ui
            .add(Button::new("▼").sense(Sense::CLICK))
            .on_hover_text(format!("Calendrier, {nom}"));
        let popup =
            Popup::menu(&bouton).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        if champ.has_focus() && ui.input(|i| i.key_pressed(Key::ArrowDown)) {
            Popup::open_id(ui, popup.get_id());
        }
        popup.show(|ui| {
            if let Some(jour) = calendrier::show(ui, id.with("mois"), valeur, aujourdhui) {
                committed = (valeur != Some(jour)).then_some(Some(jour));
                saisie = Saisie {
                    texte: date_courte(jour),
                    erreur: None,
                };
                ui.close();
            }
        });
    });
    if let Some(erreur) = &saisie.erreur {
        ui.colored_label(Tokens::of(ui).erreur, erreur);
    }
    let typing = ui.memory(|m| m.has_focus(id.with("champ"))) || saisie.erreur.is_some();
    ui.data_mut(|d| {
        if typing {
            d.insert_temp(id, saisie);
        } else {
            d.remove::<Saisie>(id);
        }
    });
    committed
}

/// Understands what was typed; keeps it with its sentence when it cannot.
fn commit(
    saisie: &mut Saisie,
    aujourdhui: NaiveDate,
    valeur: Option<NaiveDate>,
    lecture: Lecture,
) -> Option<Option<NaiveDate>> {
    let texte = saisie.texte.trim();
    let nouvelle = if texte.is_empty() {
        None
    } else {
        match lecture(texte, aujourdhui) {
            Ok(jour) => Some(jour),
            Err(erreur) => {
                saisie.erreur = Some(erreur);
                return None;
            }
        }
    };
    saisie.erreur = None;
    saisie.texte = nouvelle.map(date_courte).unwrap_or_default();
    (nouvelle != valeur).then_some(nouvelle)
}

/// Whether the field drawn under `id` holds a text that is no date.
pub fn has_error(ui: &Ui, id: Id) -> bool {
    ui.data(|d| d.get_temp::<Saisie>(id))
        .is_some_and(|saisie| saisie.erreur.is_some())
}

/// What the field drawn under `id` is called by the keyboard.
pub fn focus_id(id: Id) -> Id {
    id.with("champ")
}
