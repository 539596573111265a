//! The keys of a long list: arrows move, Enter opens, Space ticks, Shift extends, Ctrl+A ticks all,
//! Escape lets go. The list is one stop of Tab, and has these keys too when nothing else has the
//! keyboard.

use egui::{EventFilter, Id, Key, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui};

use crate::ui::theme::Tokens;

/// Rows of one Page Up or Page Down.
const PAGE: usize = 20;

/// What the keyboard asked of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touche {
    /// Choose the line of this position.
    Aller(usize),
    /// Open what the chosen line stands for.
    Ouvrir,
    /// Choose it, and tick up to it.
    Etendre(usize),
    /// Tick or untick the chosen line.
    Cocher,
    ToutCocher,
    /// Close what is above the list, else untick everything.
    Laisser,
}

/// Says that Escape has done what it had to this time: lists leave it alone.
pub fn take_escape(ui: &Ui) {
    let now = ui.cumulative_pass_nr();
    ui.data_mut(|d| d.insert_temp(Id::unique("échap pris"), now));
}

/// Whether Escape is for the list: nothing else took it, and no field nor menu had the keyboard a
/// moment ago (both let go of it before the list is asked).
fn escape_is_free(ui: &Ui, id: Id, occupe: bool) -> bool {
    let avant = ui.data_mut(|d| {
        let avant = d.get_temp::<bool>(id).unwrap_or_default();
        d.insert_temp(id, occupe);
        avant
    });
    let pris = ui.data(|d| d.get_temp::<u64>(Id::unique("échap pris")));
    !avant && !occupe && pris != Some(ui.cumulative_pass_nr())
}

/// What was pressed, when the list over `liste`, named `nom`, has the keyboard. `position` is the
/// chosen line of `n`.
pub fn touche(
    ui: &Ui,
    liste: Rect,
    nom: &str,
    position: Option<usize>,
    n: usize,
) -> Option<Touche> {
    let id = Id::unique(("liste", nom));
    let reponse = ui.interact(liste, id, Sense::focusable_noninteractive());
    reponse.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ListBox, true, nom));
    if reponse.has_focus() {
        let trait_ = Stroke::new(1.5, Tokens::of(ui).accent);
        ui.painter()
            .rect_stroke(liste.expand(3.0), 6.0, trait_, StrokeKind::Outside);
        let filtre = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filtre));
    }
    let ailleurs = ui.memory(|m| m.focused().is_some_and(|focus| focus != id));
    let occupe = ailleurs || egui::Popup::is_any_open(ui);
    let escape = escape_is_free(ui, id.with("occupé"), occupe);
    if occupe {
        return None;
    }
    if escape && ui.input(|i| i.key_pressed(Key::Escape)) {
        return Some(Touche::Laisser);
    }
    if n == 0 {
        return None;
    }
    let last = n - 1;
    let here = position.unwrap_or(0);
    let down = |pas: usize| position.map_or(0, |_| (here + pas).min(last));
    let up = |pas: usize| here.saturating_sub(pas);
    let moves = |modifiers: Modifiers| {
        let pressed = |key| ui.input_mut(|i| i.consume_key(modifiers, key));
        match () {
            () if pressed(Key::ArrowDown) => Some(down(1)),
            () if pressed(Key::ArrowUp) => Some(up(1)),
            () if pressed(Key::PageDown) => Some(down(PAGE)),
            () if pressed(Key::PageUp) => Some(up(PAGE)),
            () if pressed(Key::Home) => Some(0),
            () if pressed(Key::End) => Some(last),
            () => None,
        }
    };
    if let Some(nouvelle) = moves(Modifiers::SHIFT) {
        return Some(Touche::Etendre(nouvelle));
    }
    if let Some(nouvelle) = moves(Modifiers::NONE) {
        return Some(Touche::Aller(nouvelle));
    }
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::A) {
        Some(Touche::ToutCocher)
    } else if position.is_some() && pressed(Modifiers::NONE, Key::Space) {
        Some(Touche::Cocher)
    } else if position.is_some() && pressed(Modifiers::NONE, Key::Enter) {
        Some(Touche::Ouvrir)
    } else {
        None
    }
}

/// Where the keyboard moves the chosen line of `n`, when no field has it: for lists where nothing
/// is ticked.
pub fn moved(ui: &Ui, position: Option<usize>, n: usize) -> Option<usize> {
    if n == 0 || ui.egui_wants_keyboard_input() || ui.memory(|m| m.focused().is_some()) {
        return None;
    }
    let last = n - 1;
    let here = position.unwrap_or(0);
    ui.input(|i| {
        if i.modifiers.any() {
            return None;
        }
        let down = |pas: usize| Some(position.map_or(0, |_| (here + pas).min(last)));
        let up = |pas: usize| Some(here.saturating_sub(pas));
        match () {
            () if i.key_pressed(Key::ArrowDown) => down(1),
            () if i.key_pressed(Key::ArrowUp) => up(1),
            () if i.key_pressed(Key::PageDown) => down(PAGE),
            () if i.key_pressed(Key::PageUp) => up(PAGE),
            () if i.key_pressed(Key::Home) => Some(0),
            () if i.key_pressed(Key::End) => Some(last),
            () => None,
        }
    })
}
