//! Where the schools of a group are: points in their true relative places, without a background;
//! its text twin is a table of names and coordinates.

use egui::{FontId, Pos2, Rect, Sense, Ui, vec2};

use super::vue::Vue;
use crate::command::Command;
use crate::domain::carte::Cadre;
use crate::domain::groupe::Position;
use crate::domain::nom_ecole::court;
use crate::domain::nombre::{compte, entier};
use crate::ui::PageCtx;
use crate::ui::carte::plan::{Etiquettes, Plan};
use crate::ui::carte::signe;
use crate::ui::theme::{self, Tokens};

const HAUTEUR: f32 = 230.0;
/// Room around the points, in points of the screen.
const MARGE: f32 = 26.0;
const RAYON: f32 = 5.0;

/// Draws the map of the group.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue) {
    ui.label(theme::sous_titre("Carte"));
    if vue.positions.is_empty() {
        ui.label(theme::petit(ui, "Aucune de ces écoles n’a de coordonnées."));
        return;
    }
    let (rect, reponse) =
        ui.allocate_exact_size(vec2(ui.available_width(), HAUTEUR), Sense::click());
    reponse.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, spoken(vue)));
    let t = Tokens::of(ui);
    ui.painter().rect_filled(rect, 6.0, t.fond);
    let college = vue.college.iter().map(|(_, la, lo)| (*la, *lo));
    let lieux = vue.positions.iter().map(|p| (p.latitude, p.longitude));
    let Some(cadre) = Cadre::autour(lieux.clone().chain(college)) else {
        return;
    };
    let plan = Plan::tout(cadre, rect, vec2(2.0, 1.0) * MARGE);
    let places: Vec<Pos2> = lieux.map(|lieu| plan.at(lieu)).collect();
    let mut noms = Etiquettes::new(ui.painter(), rect);
    for &place in &places {
        noms.reserve(Rect::from_center_size(place, vec2(2.0, 2.0) * RAYON));
    }
    let police = || FontId::proportional(11.0);
    if let Some((nom, latitude, longitude)) = &vue.college {
        let place = plan.at((*latitude, *longitude));
        let carre = Rect::from_center_size(place, vec2(10.0, 10.0));
        ui.painter().rect_filled(carre, 1.0, t.series[2]);
        noms.reserve(carre);
        noms.write(place, nom, RAYON + 3.0, police(), t);
    }
    for (position, &place) in vue.positions.iter().zip(&places) {
        signe::draw(ui.painter(), t, place, RAYON, 0, !position.avec_ent);
        noms.write(place, court(&position.nom), RAYON + 3.0, police(), t);
    }
    let pointe = reponse.hover_pos().and_then(|souris| {
        let proche = places
            .iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| a.distance(souris).total_cmp(&b.distance(souris)))?;
        (proche.1.distance(souris) < 14.0).then_some(proche.0)
    });
    if let Some(position) = pointe.and_then(|rang| vue.positions.get(rang)) {
        let clicked = reponse.clicked();
        reponse.on_hover_ui_at_pointer(|ui| {
            ui.label(&position.nom);
            ui.label(theme::petit(ui, state(position)));
        });
        if clicked {
            ctx.commands.send(Command::MontrerEcole(position.ecole));
        }
    }
    legend_ui(ui, vue);
    table_ui(ui, vue);
}

const fn state(position: &Position) -> &'static str {
    if position.avec_ent {
        "avec ENT"
    } else {
        "sans ENT"
    }
}

/// The map in one sentence, for those who hear it.
fn spoken(vue: &Vue) -> String {
    let avec = vue.positions.iter().filter(|p| p.avec_ent).count();
    format!(
        "Carte\u{202f}: {}, dont {} avec ENT. La liste est dessous.",
        compte(vue.positions.len(), "école", "écoles"),
        entier(avec)
    )
}

fn legend_ui(ui: &mut Ui, vue: &Vue) {
    let mut parts = vec!["● avec ENT", "○ sans ENT"];
    if vue.college.is_some() {
        parts.push("■ collège");
    }
    let mut texte = format!("{} · le nord est en haut", parts.join("   "));
    if vue.sans_coordonnees > 0 {
        let n = entier(vue.sans_coordonnees);
        texte = format!("{texte} · sans coordonnées\u{202f}: {n}");
    }
    ui.add(egui::Label::new(theme::petit(ui, texte)).wrap());
}

/// The text twin.
fn table_ui(ui: &mut Ui, vue: &Vue) {
    egui::CollapsingHeader::new(theme::petit(ui, "La carte en tableau"))
        .id_salt("carte du groupe")
        .show(ui, |ui| {
            egui::Grid::new("coordonnées")
                .striped(true)
                .spacing([14.0, 4.0])
                .show(ui, |ui| {
                    for titre in ["École", "Latitude", "Longitude", "ENT"] {
                        ui.label(theme::petit(ui, titre));
                    }
                    ui.end_row();
                    if let Some((nom, latitude, longitude)) = &vue.college {
                        coordinates_ui(ui, nom, *latitude, *longitude, "collège");
                    }
                    for p in &vue.positions {
                        coordinates_ui(ui, &p.nom, p.latitude, p.longitude, state(p));
                    }
                });
        });
}

fn coordinates_ui(ui: &mut Ui, nom: &str, latitude: f64, longitude: f64, etat: &str) {
    ui.label(nom);
    for degres in [latitude, longitude] {
        ui.label(format!("{degres:.4}").replace('.', ","));
    }
    ui.label(etat);
    ui.end_row();
}
