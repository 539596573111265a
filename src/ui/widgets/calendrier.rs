//! A French month: Monday first, today marked, every day a button with its full name, reached
//! with the arrow keys.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use egui::{Id, RichText, Stroke, Ui};

use crate::domain::date::{date_longue, mois};
use crate::ui::theme::{self, Tokens};

const JOURS: [&str; 7] = ["lu", "ma", "me", "je", "ve", "sa", "di"];
const CASE: f32 = 30.0;

/// Draws the month; the day when one is chosen.
pub fn show(
    ui: &mut Ui,
    id: Id,
    valeur: Option<NaiveDate>,
    aujourdhui: NaiveDate,
) -> Option<NaiveDate> {
    let depart = valeur.unwrap_or(aujourdhui);
    let mut premier: NaiveDate = ui
        .data(|d| d.get_temp(id))
        .unwrap_or_else(|| depart.with_day(1).unwrap_or(depart));
    ui.set_width(7.0 * (CASE + 2.0));
    ui.horizontal(|ui| {
        for (signe, nom, pas) in [("◀", "Mois précédent", -1_i32), ("▶", "Mois suivant", 1)] {
            if ui.button(signe).on_hover_text(nom).clicked() {
                let mois = Months::new(1);
                let moved = if pas < 0 {
                    premier.checked_sub_months(mois)
                } else {
                    premier.checked_add_months(mois)
                };
                premier = moved.unwrap_or(premier);
            }
        }
        ui.label(theme::sous_titre(format!(
            "{} {}",
            mois(premier.month()),
            premier.year()
        )));
    });
    let mut choisi = None;
    egui::Grid::new(id.with("grille"))
        .spacing([2.0, 2.0])
        .show(ui, |ui| {
            for jour in JOURS {
                ui.add_sized([CASE, 18.0], egui::Label::new(theme::petit(ui, jour)));
            }
            ui.end_row();
            let decalage = u64::from(premier.weekday().num_days_from_monday());
            let debut = premier
                .checked_sub_days(Days::new(decalage))
                .unwrap_or(premier);
            for (i, jour) in debut.iter_days().take(42).enumerate() {
                if jour.month() == premier.month() {
                    if day_ui(ui, jour, valeur, aujourdhui) {
                        choisi = Some(jour);
                    }
                } else {
                    ui.allocate_space(egui::vec2(CASE, CASE));
                }
                if i % 7 == 6 {
                    ui.end_row();
                }
            }
        });
    if ui.button("Aujourd’hui").clicked() {
        choisi = Some(aujourdhui);
    }
    ui.data_mut(|d| d.insert_temp(id, premier));
    choisi
}

fn day_ui(ui: &mut Ui, jour: NaiveDate, valeur: Option<NaiveDate>, aujourdhui: NaiveDate) -> bool {
    let t = Tokens::of(ui);
    let choisi = valeur == Some(jour);
    let mut texte = RichText::new(jour.day().to_string());
    let bord = if jour == aujourdhui {
        texte = texte.underline().strong();
        Stroke::new(1.0, t.accent)
    } else {
        Stroke::NONE
    };
    if choisi {
        texte = texte.color(t.sur_accent);
    }
    let fond = if choisi { t.accent } else { t.surface };
    let bouton = egui::Button::new(texte).fill(fond).stroke(bord);
    let reponse = ui.add_sized([CASE, CASE], bouton);
    reponse.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, true, choisi, date_longue(jour))
    });
    reponse.clicked()
}
