//! The mark of a school: a colour and a shape for each line of the legend, since colour alone
//! says nothing to many; a ring for those without.

use egui::{Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use crate::ui::theme::Tokens;

/// Radius of a school of which the pupils are unknown, and of the smallest one, in points.
const RAYON: f32 = 4.5;
const RAYON_MAX: f32 = 10.0;
/// Pupils of a large school: no mark grows further.
const GRANDE: f32 = 400.0;

/// The radius whose surface grows with the pupils.
pub(crate) fn rayon(eleves: Option<u32>) -> f32 {
    let part = eleves.unwrap_or(0) as f32 / GRANDE;
    RAYON + (RAYON_MAX - RAYON) * part.clamp(0.0, 1.0).sqrt()
}

/// Draws the mark of the `rang`-th line of the legend.
pub(crate) fn draw(peintre: &Painter, t: &Tokens, place: Pos2, r: f32, rang: usize, vide: bool) {
    // Discs without a stroke are drawn from a picture of them, two triangles each: a map of two
    // thousand schools would else cost a software driver seventy megabytes.
    if vide {
        peintre.circle_filled(place, r, t.discret);
        peintre.circle_filled(place, r - 1.5, t.surface);
        return;
    }
    let bord = Stroke::new(1.0, t.surface);
    let couleur = t.series[rang % t.series.len()];
    match rang % 4 {
        0 => {
            peintre.circle_filled(place, r + 1.0, t.surface);
            peintre.circle_filled(place, r, couleur);
        }
        1 => {
            let carre = Rect::from_center_size(place, vec2(1.75, 1.75) * r);
            peintre.rect_filled(carre.expand(1.0), 0.0, t.surface);
            peintre.rect_filled(carre, 0.0, couleur);
        }
        2 => {
            let points = vec![
                pos2(place.x, place.y - r * 1.15),
                pos2(place.x + r * 1.05, place.y + r * 0.75),
                pos2(place.x - r * 1.05, place.y + r * 0.75),
            ];
            peintre.add(Shape::convex_polygon(points, couleur, bord));
        }
        _ => {
            let losange = [(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)];
            let points = losange.map(|(x, y)| place + vec2(x, y) * r).to_vec();
            peintre.add(Shape::convex_polygon(points, couleur, bord));
        }
    }
}
