//! The weekly curve of visits, and its text twin.
//!
//! Weeks without school are bands, weeks nobody measured are gaps: neither is drawn as a zero.

use chrono::NaiveDate;
use egui::{Align2, FontId, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::domain::audience::{PointAudience, Profil};
use crate::domain::date::date_courte;
use crate::domain::nombre::{SANS_OBJET, compte, entier};
use crate::ui::theme::{self, Tokens};

/// Room for the axis on the left and the months below, in points.
const MARGE_GAUCHE: f32 = 56.0;
const MARGE_BAS: f32 = 22.0;
/// Months closer than this would overlap.
const MOIS: f32 = 44.0;
const PETIT: f32 = 11.0;
const COURTS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
];

/// Draws the visits of `profil`, `hauteur` points high.
pub(super) fn show(ui: &mut Ui, serie: &[PointAudience], profil: Profil, hauteur: f32) {
    let largeur = ui.available_width();
    let (rect, reponse) = ui.allocate_exact_size(vec2(largeur, hauteur), Sense::hover());
    reponse
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, spoken(serie, profil)));
    let (Some(premier), Some(dernier)) = (serie.first(), serie.last()) else {
        return;
    };
    let plan = Rect::from_min_max(
        rect.min + vec2(MARGE_GAUCHE, 8.0),
        rect.max - vec2(8.0, MARGE_BAS),
    );
    let plus_haut = serie.iter().filter_map(|p| p.visites_de(profil)).max();
    let sommet = ceiling(plus_haut.unwrap_or(0));
    let jours = (dernier.lundi - premier.lundi).num_days().max(7) as f32;
    let pas = plan.width() * 7.0 / jours;
    let x = |jour: NaiveDate| {
        plan.left() + (jour - premier.lundi).num_days() as f32 / jours * plan.width()
    };
    let y = |n: u64| plan.bottom() - (n as f64 / sommet as f64) as f32 * plan.height();
    let t = Tokens::of(ui);
    for point in serie.iter().filter(|p| !p.scolaire) {
        let milieu = x(point.lundi);
        let bande = Rect::from_x_y_ranges(milieu - pas / 2.0..=milieu + pas / 2.0, plan.y_range());
        ui.painter().rect_filled(bande.intersect(plan), 0.0, t.fond);
    }
    axis_ui(ui, plan, sommet, &y);
    months_ui(ui, plan, serie, &x);
    for troncon in serie.split(|p| p.visites_de(profil).is_none()) {
        let points: Vec<Pos2> = troncon
            .iter()
            .map(|p| pos2(x(p.lundi), y(p.visites_de(profil).unwrap_or(0))))
            .collect();
        match points.as_slice() {
            [] => {}
            [seul] => drop(ui.painter().circle_filled(*seul, 2.5, t.accent)),
            _ => drop(
                ui.painter()
                    .add(Shape::line(points, Stroke::new(1.8, t.accent))),
            ),
        }
    }
    hover_ui(ui, &reponse, serie, profil, plan, &x);
}

/// A round number at or above `n`, never zero, that four divides.
fn ceiling(n: u64) -> u64 {
    let mut pas = 1;
    loop {
        for m in [4, 5, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36] {
            let rond = m * pas;
            if rond % 4 == 0 && rond >= n {
                return rond;
            }
        }
        pas *= 10;
    }
}

fn axis_ui(ui: &Ui, plan: Rect, sommet: u64, y: &impl Fn(u64) -> f32) {
    let t = Tokens::of(ui);
    for quart in 0..=4 {
        let valeur = sommet * quart / 4;
        let hauteur = y(valeur);
        ui.painter()
            .hline(plan.x_range(), hauteur, Stroke::new(1.0, t.filet));
        ui.painter().text(
            pos2(plan.left() - 6.0, hauteur),
            Align2::RIGHT_CENTER,
            entier(valeur),
            FontId::proportional(PETIT),
            t.discret,
        );
    }
}

/// The first week of each month bears its name, of January with its year.
fn months_ui(ui: &Ui, plan: Rect, serie: &[PointAudience], x: &impl Fn(NaiveDate) -> f32) {
    use chrono::Datelike as _;
    let t = Tokens::of(ui);
    let mut libre = f32::MIN;
    for paire in serie.windows(2) {
        let jour = paire[1].lundi;
        if paire[0].lundi.month() == jour.month() {
            continue;
        }
        let place = x(jour);
        if place < libre || place + MOIS > plan.right() {
            continue;
        }
        libre = place + MOIS;
        let nom = if jour.month() == 1 {
            jour.year().to_string()
        } else {
            COURTS[jour.month0() as usize].to_owned()
        };
        ui.painter().text(
            pos2(place, plan.bottom() + 5.0),
            Align2::LEFT_TOP,
            nom,
            FontId::proportional(PETIT),
            t.discret,
        );
    }
}

fn hover_ui(
    ui: &Ui,
    reponse: &egui::Response,
    serie: &[PointAudience],
    profil: Profil,
    plan: Rect,
    x: &impl Fn(NaiveDate) -> f32,
) {
    let Some(souris) = reponse.hover_pos().filter(|p| plan.contains(*p)) else {
        return;
    };
    let ecart = |p: &&PointAudience| (x(p.lundi) - souris.x).abs();
    let proche = serie.iter().min_by(|a, b| ecart(a).total_cmp(&ecart(b)));
    let Some(point) = proche else { return };
    let t = Tokens::of(ui);
    ui.painter()
        .vline(x(point.lundi), plan.y_range(), Stroke::new(1.0, t.discret));
    reponse.clone().on_hover_ui_at_pointer(|ui| {
        ui.label(theme::sous_titre(week(point.lundi)));
        ui.label(visits(point.visites_de(profil)));
        if let Some(n) = point.utilisateurs_de(profil) {
            ui.label(format!("{} (sommés par école)", users(n)));
        }
        ui.label(theme::petit(ui, measuring(point)));
    });
}

/// « semaine du 07/09/2026 ».
pub(super) fn week(lundi: NaiveDate) -> String {
    format!("semaine du {}", date_courte(lundi))
}

fn visits(visites: Option<u64>) -> String {
    visites.map_or_else(
        || "aucune mesure".to_owned(),
        |n| {
            compte(
                usize::try_from(n).unwrap_or(usize::MAX),
                "visite",
                "visites",
            )
        },
    )
}

fn users(n: u64) -> String {
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    compte(n, "utilisateur", "utilisateurs")
}

fn measuring(point: &PointAudience) -> String {
    let mut dit = compte(point.ecoles as usize, "école mesure", "écoles mesurent");
    if !point.scolaire {
        dit.push_str(" · semaine sans classe");
    }
    dit
}

/// The curve in one sentence, for those who hear it.
fn spoken(serie: &[PointAudience], profil: Profil) -> String {
    let mut mesures = serie.iter().filter(|p| p.visites_de(profil).is_some());
    let haut = mesures.clone().max_by_key(|p| p.visites_de(profil));
    match (mesures.clone().next(), mesures.next_back(), haut) {
        (Some(a), Some(b), Some(haut)) => format!(
            "Courbe des visites par semaine, {} : {} la {}, {} la {}, au plus {} la {}",
            profil.libelle(),
            visits(a.visites_de(profil)),
            week(a.lundi),
            visits(b.visites_de(profil)),
            week(b.lundi),
            visits(haut.visites_de(profil)),
            week(haut.lundi)
        ),
        _ => "Courbe vide".to_owned(),
    }
}

/// The text twin: each week, the newest first.
pub(super) fn table(ui: &mut Ui, serie: &[PointAudience]) {
    let nombre = |n: Option<u64>| n.map_or_else(|| SANS_OBJET.to_owned(), entier);
    egui::ScrollArea::both()
        .id_salt("semaines mesurées")
        .auto_shrink([false, true])
        .max_height(ui.available_height().max(160.0))
        .show(ui, |ui| {
            egui::Grid::new("courbe des visites en texte")
                .striped(true)
                .spacing([16.0, 4.0])
                .show(ui, |ui| {
                    ui.label(theme::petit(ui, "Semaine du"));
                    ui.label(theme::petit(ui, "Écoles qui mesurent"));
                    for profil in Profil::ALL {
                        ui.label(theme::petit(ui, profil.libelle()));
                    }
                    ui.label(theme::petit(ui, "Utilisateurs"));
                    ui.end_row();
                    for point in serie.iter().rev() {
                        let sans = if point.scolaire { "" } else { " (sans classe)" };
                        ui.label(format!("{}{sans}", date_courte(point.lundi)));
                        ui.label(entier(point.ecoles));
                        for profil in Profil::ALL {
                            ui.label(nombre(point.visites_de(profil)));
                        }
                        ui.label(nombre(point.utilisateurs_de(Profil::Globales)));
                        ui.end_row();
                    }
                });
        });
}

#[cfg(test)]
mod tests {
    use super::ceiling;

    #[test]
    fn the_top_of_the_axis_is_round_and_four_divides_it() {
        for (n, attendu) in [
            (0, 4),
            (5, 8),
            (37, 40),
            (41, 60),
            (508, 600),
            (25_100, 28_000),
            (99_000, 100_000),
        ] {
            assert_eq!(ceiling(n), attendu, "{n}");
        }
    }
}
