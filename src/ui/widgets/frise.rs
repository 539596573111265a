//! The slider over the life of a carnet: school years are its marks, a day its handle.
//!
//! A date is not a number of steps: the arrows go by whole months (the first of each month is
//! where curves are counted), with Shift by days; Page Up and Page Down go by years; Home and End to
//! the bounds. So the slider of egui, which moves by equal steps, is not used.

use chrono::{Months, NaiveDate, TimeDelta};
use egui::{Align2, EventFilter, FontId, Id, Key, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

use crate::domain::AnneeScolaire;
use crate::domain::date::date_longue;
use crate::domain::vie::Vie;
use crate::ui::theme::Tokens;

/// Height of the whole, in points: the rail, then the years.
const HAUTEUR: f32 = 36.0;
const RAIL: f32 = 11.0;
const RAYON: f32 = 7.0;

/// What the slider shows.
#[derive(Clone, Copy, Debug)]
pub struct Frise {
    pub vie: Vie,
    pub jour: NaiveDate,
    /// The other day of a comparison.
    pub compare: Option<NaiveDate>,
    pub aujourdhui: NaiveDate,
}

/// Draws the slider named `nom` over the width available; the day it was moved to.
pub fn show(ui: &mut Ui, id: Id, nom: &str, frise: &Frise) -> Option<NaiveDate> {
    let taille = vec2(ui.available_width().max(160.0), HAUTEUR);
    let (_, rect) = ui.allocate_space(taille);
    let reponse = ui.interact(rect, id, Sense::click_and_drag());
    let rail = Rect::from_min_max(
        pos2(rect.left() + RAYON, rect.top() + RAIL - 2.0),
        pos2(rect.right() - RAYON, rect.top() + RAIL + 2.0),
    );
    let vie = frise.vie;
    let pointe = reponse.interact_pointer_pos().map(|souris| {
        let part = (souris.x - rail.left()) / rail.width();
        vie.jour_a(part)
    });
    if reponse.clicked() || reponse.drag_started() {
        reponse.request_focus();
    }
    let nouveau = pointe
        .or_else(|| keyboard(ui, &reponse, frise))
        .or_else(|| asked(ui, id, frise))
        .filter(|jour| *jour != frise.jour);
    describe(&reponse, nom, frise);
    paint(ui, &reponse, rect, rail, frise);
    reponse.on_hover_text_at_pointer(
        "← → d’un mois · avec Maj, d’un jour · Page préc. et suiv., d’un an",
    );
    nouveau
}

/// The day the keys ask for.
fn keyboard(ui: &Ui, reponse: &Response, frise: &Frise) -> Option<NaiveDate> {
    if !reponse.has_focus() {
        return None;
    }
    let filtre = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|m| m.set_focus_lock_filter(reponse.id, filtre));
    let vie = frise.vie;
    let jour = ui.input(|i| {
        let mois = steps(
            i.num_presses(Key::ArrowRight),
            i.num_presses(Key::ArrowLeft),
        );
        let ans = steps(i.num_presses(Key::PageUp), i.num_presses(Key::PageDown));
        if i.key_pressed(Key::Home) {
            vie.debut
        } else if i.key_pressed(Key::End) {
            vie.fin
        } else if i.modifiers.shift {
            frise.jour + TimeDelta::days(mois.into())
        } else {
            months_away(frise.jour, mois + 12 * ans)
        }
    });
    Some(vie.dedans(jour))
}

/// Presses one way less those the other way.
fn steps(plus: usize, moins: usize) -> i32 {
    let presses = |n: usize| i32::try_from(n).unwrap_or(0);
    presses(plus) - presses(moins)
}

/// What a screen reader asks for: a step is a month, a value is a number of days.
fn asked(ui: &Ui, id: Id, frise: &Frise) -> Option<NaiveDate> {
    use egui::accesskit::{Action, ActionData};
    ui.input(|i| {
        let pas = steps(
            i.num_accesskit_action_requests(id, Action::Increment),
            i.num_accesskit_action_requests(id, Action::Decrement),
        );
        let jours = i
            .accesskit_action_requests(id, Action::SetValue)
            .filter_map(|demande| match demande.data {
                Some(ActionData::NumericValue(jours)) => Some(jours),
                _ => None,
            })
            .last();
        match jours {
            Some(jours) => {
                let jours = jours.clamp(0.0, frise.vie.jours() as f64).round();
                Some(frise.vie.debut + TimeDelta::days(jours as i64))
            }
            None if pas != 0 => Some(frise.vie.dedans(months_away(frise.jour, pas))),
            None => None,
        }
    })
}

/// The first of the month `mois` months away; a day within a month first goes to its bounds.
fn months_away(jour: NaiveDate, mois: i32) -> NaiveDate {
    use chrono::Datelike as _;
    let premier = jour.with_day(1).unwrap_or(jour);
    let ailleurs = match mois {
        0 => return jour,
        // The first of this very month is the first step back.
        recul if recul < 0 => {
            let entiers = recul.unsigned_abs() - u32::from(jour != premier);
            premier.checked_sub_months(Months::new(entiers))
        }
        avance => premier.checked_add_months(Months::new(avance.unsigned_abs())),
    };
    ailleurs.unwrap_or(jour)
}

fn describe(reponse: &Response, nom: &str, frise: &Frise) {
    let jours = (frise.jour - frise.vie.debut).num_days() as f64;
    reponse.widget_info(|| egui::WidgetInfo::slider(true, jours, nom));
    reponse.ctx.accesskit_node_builder(reponse.id, |noeud| {
        use egui::accesskit::Action;
        noeud.set_value(date_longue(frise.jour));
        noeud.set_min_numeric_value(0.0);
        noeud.set_max_numeric_value(frise.vie.jours() as f64);
        for action in [Action::SetValue, Action::Increment, Action::Decrement] {
            noeud.add_action(action);
        }
    });
}

fn paint(ui: &Ui, reponse: &Response, rect: Rect, rail: Rect, frise: &Frise) {
    let t = Tokens::of(ui);
    let peintre = ui.painter();
    let x = |jour: NaiveDate| rail.left() + frise.vie.part(jour) * rail.width();
    peintre.rect_filled(rail, 2.0, t.filet);
    let fait = Rect::from_min_max(rail.min, pos2(x(frise.jour), rail.bottom()));
    peintre.rect_filled(fait, 2.0, t.accent);
    let largeur = rail.width() / frise.vie.annees().count().max(1) as f32;
    let marque = Stroke::new(1.0, t.discret);
    for (rang, annee) in frise.vie.annees().enumerate() {
        let gauche = x(annee.debut());
        if rang > 0 {
            peintre.vline(gauche, rail.bottom() + 2.0..=rail.bottom() + 8.0, marque);
        }
        if let Some(nom) = year_name(annee, largeur) {
            let place = pos2(gauche + largeur / 2.0, rail.bottom() + 3.0);
            let police = FontId::proportional(11.0);
            peintre.text(place, Align2::CENTER_TOP, nom, police, t.discret);
        }
    }
    let aujourdhui = Stroke::new(1.5, t.encre);
    let hauteur = rail.top() - 5.0..=rail.bottom() + 5.0;
    peintre.vline(x(frise.aujourdhui), hauteur, aujourdhui);
    if let Some(compare) = frise.compare {
        let place = pos2(x(compare), rail.center().y);
        peintre.circle(place, RAYON - 2.0, t.surface, Stroke::new(1.5, t.accent));
    }
    let poignee = pos2(x(frise.jour), rail.center().y);
    peintre.circle(poignee, RAYON, t.accent, Stroke::new(1.5, t.surface));
    if reponse.has_focus() || reponse.hovered() {
        peintre.circle_stroke(poignee, RAYON + 2.0, Stroke::new(1.5, t.accent));
    }
    if reponse.has_focus() {
        let cadre = Stroke::new(1.0, t.accent);
        peintre.rect_stroke(rect, 4.0, cadre, egui::StrokeKind::Inside);
    }
}

/// As much of « 2019/2020 » as `largeur` points hold.
fn year_name(annee: AnneeScolaire, largeur: f32) -> Option<String> {
    let rentree = annee.rentree();
    if largeur > 66.0 {
        Some(annee.to_string())
    } else if largeur > 40.0 {
        Some(format!("{:02}/{:02}", rentree % 100, (rentree + 1) % 100))
    } else if largeur > 20.0 {
        Some(format!("{:02}", rentree % 100))
    } else {
        (rentree % 5 == 0).then(|| format!("{:02}", rentree % 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_by_the_first_of_months() {
        let jour = |a, m, j| NaiveDate::from_ymd_opt(a, m, j).expect("a real day");
        for (de, mois, a) in [
            (jour(2020, 3, 17), 1, jour(2020, 4, 1)),
            (jour(2020, 3, 17), -1, jour(2020, 3, 1)),
            (jour(2020, 3, 1), -1, jour(2020, 2, 1)),
            (jour(2020, 1, 31), 12, jour(2021, 1, 1)),
            (jour(2020, 1, 31), -12, jour(2019, 2, 1)),
            (jour(2020, 1, 31), 0, jour(2020, 1, 31)),
        ] {
            assert_eq!(months_away(de, mois), a, "{de} {mois:+}");
        }
    }
}
