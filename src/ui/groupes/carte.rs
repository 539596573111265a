//! Where the schools of a group are: points in their true relative places, without a background;
//! its text twin is a table of names and coordinates.

use egui::{Align2, FontId, Pos2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::vue::Vue;
use crate::command::Command;
use crate::domain::groupe::Position;
use crate::domain::nombre::{compte, entier};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

const HAUTEUR: f32 = 230.0;
/// Room around the points, in points of the screen.
const MARGE: f32 = 26.0;
/// Half a kilometre in degrees of latitude: one school alone is not stretched over the map.
const ETENDUE_MIN: f64 = 0.005;
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
    let plan = Plan::new(vue, rect);
    let places: Vec<Pos2> = vue
        .positions
        .iter()
        .map(|p| plan.at(p.latitude, p.longitude))
        .collect();
    let mut pris: Vec<Rect> = places
        .iter()
        .map(|&c| Rect::from_center_size(c, vec2(2.0, 2.0) * RAYON))
        .collect();
    if let Some((nom, latitude, longitude)) = &vue.college {
        let place = plan.at(*latitude, *longitude);
        let carre = Rect::from_center_size(place, vec2(10.0, 10.0));
        ui.painter().rect_filled(carre, 1.0, t.series[2]);
        pris.push(carre);
        label_ui(ui, rect, place, nom, &mut pris);
    }
    for (position, &place) in vue.positions.iter().zip(&places) {
        point_ui(ui, place, position.avec_ent);
        label_ui(ui, rect, place, short_name(&position.nom), &mut pris);
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

/// From degrees to the screen: north up, kilometres of the same length both ways.
struct Plan {
    centre: Pos2,
    latitude: f64,
    longitude: f64,
    /// Points of the screen for one degree of latitude, and of longitude.
    echelle: (f64, f64),
}

impl Plan {
    fn new(vue: &Vue, rect: Rect) -> Self {
        let college = vue.college.iter().map(|(_, la, lo)| (*la, *lo));
        let points = vue
            .positions
            .iter()
            .map(|p| (p.latitude, p.longitude))
            .chain(college);
        let (mut sud, mut nord) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut ouest, mut est) = (f64::INFINITY, f64::NEG_INFINITY);
        for (latitude, longitude) in points {
            (sud, nord) = (sud.min(latitude), nord.max(latitude));
            (ouest, est) = (ouest.min(longitude), est.max(longitude));
        }
        let latitude = f64::midpoint(sud, nord);
        let serre = latitude.to_radians().cos().max(0.01);
        let haut = (nord - sud).max(ETENDUE_MIN);
        let large = ((est - ouest) * serre).max(ETENDUE_MIN);
        let utile = rect.shrink2(vec2(2.0, 1.0) * MARGE);
        let degre = (f64::from(utile.height()) / haut).min(f64::from(utile.width()) / large);
        Self {
            centre: rect.center(),
            latitude,
            longitude: f64::midpoint(ouest, est),
            echelle: (degre, degre * serre),
        }
    }

    fn at(&self, latitude: f64, longitude: f64) -> Pos2 {
        let x = (longitude - self.longitude) * self.echelle.1;
        let y = (self.latitude - latitude) * self.echelle.0;
        pos2(self.centre.x + x as f32, self.centre.y + y as f32)
    }
}

/// Full with an ENT, a ring without: shape, not colour alone.
fn point_ui(ui: &Ui, place: Pos2, avec_ent: bool) {
    let t = Tokens::of(ui);
    if avec_ent {
        ui.painter().circle_filled(place, RAYON, t.accent);
        ui.painter()
            .circle_stroke(place, RAYON, Stroke::new(1.0, t.surface));
    } else {
        ui.painter()
            .circle(place, RAYON - 0.5, t.surface, Stroke::new(1.5, t.discret));
    }
}

/// Writes a name beside its point where nothing else stands; else leaves it to the pointer.
fn label_ui(ui: &Ui, rect: Rect, place: Pos2, nom: &str, pris: &mut Vec<Rect>) {
    let t = Tokens::of(ui);
    let font = FontId::proportional(11.0);
    let galley = ui.painter().layout_no_wrap(nom.to_owned(), font, t.encre);
    let ecart = RAYON + 3.0;
    let choix = [
        (Align2::LEFT_CENTER, vec2(ecart, 0.0)),
        (Align2::RIGHT_CENTER, vec2(-ecart, 0.0)),
        (Align2::CENTER_BOTTOM, vec2(0.0, -ecart)),
        (Align2::CENTER_TOP, vec2(0.0, ecart)),
    ];
    for (ancre, decalage) in choix {
        let cadre = ancre.anchor_size(place + decalage, galley.size());
        let libre = rect.contains_rect(cadre) && pris.iter().all(|r| !r.intersects(cadre));
        if libre {
            ui.painter().galley(cadre.min, galley, t.encre);
            pris.push(cadre);
            return;
        }
    }
}

/// « Les Bords de Meuse » of « École primaire Les Bords de Meuse ».
fn short_name(nom: &str) -> &str {
    let mut reste = nom;
    for mot in [
        "École ",
        "primaire ",
        "élémentaire ",
        "maternelle ",
        "privée ",
        "publique ",
    ] {
        reste = reste.strip_prefix(mot).unwrap_or(reste);
    }
    reste
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
