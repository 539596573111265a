//! The icon of the window: a carnet and its lines, drawn here rather than read from a picture.

use egui::{IconData, Pos2, Rect, Vec2, pos2, vec2};

use super::theme::CLAIR;

/// In pixels; the system draws it smaller.
const COTE: usize = 64;

const COUVERTURE: Rect = Rect {
    min: pos2(8.0, 3.0),
    max: pos2(56.0, 61.0),
};
const ARRONDI: f32 = 8.0;

/// The fold, then the lines.
const TRAITS: [Rect; 4] = [
    trait_(17.0, 3.0, 3.0, 58.0),
    trait_(26.0, 17.0, 22.0, 4.0),
    trait_(26.0, 28.0, 22.0, 4.0),
    trait_(26.0, 39.0, 14.0, 4.0),
];

const fn trait_(x: f32, y: f32, largeur: f32, hauteur: f32) -> Rect {
    Rect {
        min: pos2(x, y),
        max: pos2(x + largeur, y + hauteur),
    }
}

pub fn icone() -> IconData {
    let mut rgba = Vec::with_capacity(4 * COTE * COTE);
    for y in 0..COTE {
        for x in 0..COTE {
            let point = pos2(x as f32 + 0.5, y as f32 + 0.5);
            let ecrit = TRAITS.iter().any(|rect| rect.contains(point));
            let encre = if ecrit {
                CLAIR.sur_accent
            } else {
                CLAIR.accent
            };
            let [r, g, b, _] = encre.to_array();
            let part = (0.5 - hors(point)).clamp(0.0, 1.0);
            rgba.extend([r, g, b, (255.0 * part) as u8]);
        }
    }
    IconData {
        rgba,
        width: COTE as u32,
        height: COTE as u32,
    }
}

/// How far a point is outside the cover, negative within.
fn hors(point: Pos2) -> f32 {
    let coin = COUVERTURE.size() / 2.0 - Vec2::splat(ARRONDI);
    let vers = (point - COUVERTURE.center()).abs() - coin;
    vers.max(vec2(0.0, 0.0)).length() + vers.max_elem().min(0.0) - ARRONDI
}
