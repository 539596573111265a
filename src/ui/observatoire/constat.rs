//! The constat of the row one is in: one line under the grid, over its whole width.

use egui::text::CCursor;
use egui::text::CCursorRange;
use egui::{Id, Key, TextEdit, Ui};

use crate::domain::{Id as Cle, Observation};
use crate::ui::theme;
use crate::ui::widgets::nommer;
use crate::ui::widgets::texte_libre::{RAPPEL, vigie};

/// Signs of the longest one.
const LONGUEUR: usize = 500;

/// What is being typed.
#[derive(Clone, Default)]
struct Tampon {
    texte: String,
    /// The keyboard is to come to the field.
    attend: bool,
}

fn field(service: Cle) -> Id {
    Id::unique(("constat d’une ligne", service))
}

fn known(o: &Observation, service: Cle) -> &str {
    o.ligne(service).map_or("", |l| l.constat.as_str())
}

/// Draws the field of `service`; what is committed is written in `o`. Enter and Escape give the
/// keyboard back to `grille`.
pub(super) fn ui(ui: &mut Ui, o: &mut Observation, service: Cle, nom: &str, grille: Id) {
    let id = field(service);
    let cle = id.with(o.id);
    let mut tampon = ui.data(|d| d.get_temp::<Tampon>(cle));
    let mut texte = match &tampon {
        Some(tampon) => tampon.texte.clone(),
        None => known(o, service).to_owned(),
    };
    let champ = ui
        .horizontal(|ui| {
            ui.label(theme::petit(ui, format!("Constat · {nom}")));
            ui.add(
                TextEdit::singleline(&mut texte)
                    .id(id)
                    .char_limit(LONGUEUR)
                    .desired_width(f32::INFINITY)
                    .hint_text(format!("Ce qui a été vu\u{202f}; {RAPPEL}")),
            )
        })
        .inner;
    nommer(&champ, format!("Constat : {nom}"));
    vigie(ui, cle, &texte);
    if champ.has_focus() {
        let attend = false;
        ui.data_mut(|d| d.insert_temp(cle, Tampon { texte, attend }));
        return;
    }
    if let Some(tampon) = tampon.as_mut().filter(|t| t.attend) {
        // Only now that it is drawn: the key or the click of this frame is not for the field.
        ui.memory_mut(|m| m.request_focus(id));
        tampon.attend = false;
        ui.data_mut(|d| d.insert_temp(cle, tampon.clone()));
        return;
    }
    if champ.lost_focus() {
        let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
        if escape {
            ui.data_mut(|d| d.remove::<Tampon>(cle));
        }
        if enter || escape {
            ui.memory_mut(|m| m.request_focus(grille));
        }
    }
    // Left in any way, even with its page: what was typed is kept.
    commit(ui, o, service);
}

/// Writes in `o` what is being typed of `service`.
pub(super) fn commit(ui: &Ui, o: &mut Observation, service: Cle) {
    let cle = field(service).with(o.id);
    if let Some(tampon) = ui.data_mut(|d| d.remove_temp::<Tampon>(cle)) {
        let texte = tampon.texte.trim();
        if texte != known(o, service) {
            texte.clone_into(&mut o.ligne_mut(service).constat);
        }
    }
}

/// Puts the keyboard in the field of `service`, after what it says and the sign typed in the cell.
pub(super) fn begin(ui: &Ui, o: &Observation, service: Cle, signe: Option<char>) {
    let id = field(service);
    let cle = id.with(o.id);
    let tampon = ui.data(|d| d.get_temp::<Tampon>(cle));
    let connu = known(o, service);
    let mut texte = tampon.map_or_else(|| connu.to_owned(), |t| t.texte);
    if let Some(signe) = signe {
        if texte == connu && !texte.is_empty() {
            texte.push(' ');
        }
        texte.push(signe);
    }
    if let Some(mut state) = TextEdit::load_state(ui, id) {
        let fin = CCursorRange::one(CCursor::new(texte.chars().count()));
        state.cursor.set_char_range(Some(fin));
        state.store(ui, id);
    }
    let attend = true;
    ui.data_mut(|d| d.insert_temp(cle, Tampon { texte, attend }));
}
