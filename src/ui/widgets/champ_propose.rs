//! A field that proposes, under it, the entries of a list that what is typed may mean.
//!
//! ↓ and ↑ choose, Enter and Tab take, Escape closes the list and nothing else; the list itself is
//! out of the way of Tab. What is typed is never taken for something it does not name.

use egui::text::CCursorRange;
use egui::{
    Button, EventFilter, Id, Key, LayerId, Modifiers, Popup, PopupKind, ScrollArea, Sense,
    TextEdit, Ui,
};

use super::nommer;
use crate::ui::theme;

/// How a field looks.
#[derive(Clone, Copy)]
pub struct Aspect<'a> {
    /// Its accessible name.
    pub nom: &'a str,
    /// In points.
    pub largeur: f32,
    /// What an empty field shows.
    pub indice: &'a str,
    /// What is said when nothing bears that name; empty says nothing.
    pub rien: &'a str,
    /// Enter in an empty field takes the first entry proposed.
    pub premier: bool,
}

/// What happened in a field.
pub struct Propose<T> {
    pub champ: egui::Response,
    /// What was taken.
    pub pris: Option<T>,
    /// Left by Enter, or by a click in the list: the keyboard is to go on.
    pub suite: bool,
    /// Left after something was typed that was not taken: what stands there is for the caller.
    pub laisse: bool,
}

/// The field while it has the keyboard.
#[derive(Clone, Default)]
struct Etat {
    /// The entry that would be taken.
    choisi: Option<usize>,
    /// Something was typed, or chosen with the arrows.
    touche: bool,
    ferme: bool,
    /// The list was shown in the last frame.
    ouvert: bool,
}

/// Draws the field. `proposer` gives the entries for what was typed, the likeliest first; it is
/// asked only while the field has the keyboard.
pub fn champ_propose<T>(
    ui: &mut Ui,
    id: Id,
    aspect: Aspect<'_>,
    texte: &mut String,
    proposer: impl FnOnce(&str) -> Vec<(String, T)>,
) -> Propose<T> {
    let mut etat: Etat = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let focused = ui.memory(|m| m.has_focus(id));
    let bas = focused && pressed(Key::ArrowDown);
    let haut = focused && pressed(Key::ArrowUp);
    if etat.ouvert && pressed(Key::Escape) {
        etat.ferme = true;
    } else if bas {
        etat.ferme = false;
    }

    let popup = id.with("propositions");
    let champ = ui.add(
        TextEdit::singleline(texte)
            .id(id)
            .desired_width(aspect.largeur)
            .char_limit(200)
            .hint_text(aspect.indice.to_owned())
            .event_filter(EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: etat.ouvert,
                tab: false,
            }),
    );
    nommer(&champ, aspect.nom);
    if champ.gained_focus() {
        etat = Etat::default();
        select_all(ui, id, texte);
        champ.scroll_to_me(None);
    }
    if champ.changed() {
        etat = Etat {
            touche: true,
            choisi: (!texte.trim().is_empty()).then_some(0),
            ..Etat::default()
        };
    }
    let quitte = champ.lost_focus();
    let actif = champ.has_focus();
    if !quitte && !actif {
        ui.data_mut(|d| d.remove::<Etat>(id));
        return Propose {
            champ,
            pris: None,
            suite: false,
            laisse: false,
        };
    }

    // A value that already stands there is not what one looks for.
    let cherche = if etat.touche { texte.trim() } else { "" };
    let propositions = proposer(cherche);
    move_choice(&mut etat, bas, haut, propositions.len());
    if aspect.premier && texte.is_empty() {
        etat.choisi = etat.choisi.or(Some(0));
    }
    let choisi = etat.choisi.filter(|rang| *rang < propositions.len());

    // The click that takes an entry also takes the keyboard from the field.
    let over_list = ui
        .pointer_interact_pos()
        .and_then(|pos| ui.layer_id_at(pos))
        == Some(LayerId::new(PopupKind::Popup.order(), popup));
    let clicked_away = quitte && !over_list;
    let enter = quitte && ui.input(|i| i.key_pressed(Key::Enter));
    let escape = quitte && ui.input(|i| i.key_pressed(Key::Escape));
    let takes = if enter {
        etat.touche || texte.is_empty()
    } else {
        clicked_away && !escape && etat.touche
    };
    let mut pris = choisi.filter(|_| takes);
    let mut suite = enter;
    let shown = (actif || over_list)
        && !etat.ferme
        && (!propositions.is_empty() || (etat.touche && !aspect.rien.is_empty()));
    let moved = choisi.filter(|_| bas || haut);
    if shown && let Some(clicked) = list_ui(popup, &champ, aspect, choisi, moved, &propositions) {
        pris = Some(clicked);
        suite = true;
    }
    etat.ouvert = shown && pris.is_none();
    let laisse = pris.is_none() && clicked_away && !escape && etat.touche;
    if pris.is_some() {
        etat = Etat::default();
    }
    ui.data_mut(|d| d.insert_temp(id, etat));
    Propose {
        champ,
        pris: pris.and_then(|rang| propositions.into_iter().nth(rang).map(|(_, valeur)| valeur)),
        suite,
        laisse,
    }
}

/// Typing replaces what stands there.
pub fn select_all(ui: &Ui, id: Id, texte: &str) {
    if let Some(mut state) = TextEdit::load_state(ui, id) {
        let tout = CCursorRange::select_all_str(texte);
        state.cursor.set_char_range(Some(tout));
        state.store(ui, id);
    }
}

fn move_choice(etat: &mut Etat, bas: bool, haut: bool, n: usize) {
    let Some(dernier) = n.checked_sub(1) else {
        return;
    };
    if bas {
        etat.choisi = Some(etat.choisi.map_or(0, |rang| (rang + 1).min(dernier)));
    }
    if haut {
        etat.choisi = Some(etat.choisi.map_or(0, |rang| rang.saturating_sub(1)));
    }
    etat.touche |= bas || haut;
}

/// The list, which follows the arrows (`moved`); the rank of the entry that was clicked.
fn list_ui<T>(
    id: Id,
    champ: &egui::Response,
    aspect: Aspect<'_>,
    choisi: Option<usize>,
    moved: Option<usize>,
    propositions: &[(String, T)],
) -> Option<usize> {
    let mut clicked = None;
    let largeur = champ.rect.width().max(240.0);
    Popup::from_response(champ)
        .id(id)
        .open(true)
        .width(largeur)
        .close_behavior(egui::PopupCloseBehavior::IgnoreClicks)
        .show(|ui| {
            ui.set_min_width(largeur);
            if propositions.is_empty() {
                ui.label(theme::petit(ui, aspect.rien));
            }
            ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                for (rang, (libelle, _)) in propositions.iter().enumerate() {
                    let retenu = choisi == Some(rang);
                    let bouton = Button::selectable(retenu, libelle.as_str())
                        .sense(Sense::CLICK)
                        .truncate()
                        .min_size(egui::vec2(largeur, 0.0));
                    let ligne = ui.add(bouton);
                    if moved == Some(rang) {
                        ligne.scroll_to_me(None);
                    }
                    if ligne.clicked() {
                        clicked = Some(rang);
                    }
                }
            });
        });
    clicked
}
