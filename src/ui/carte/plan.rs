//! From degrees to the screen: north up, kilometres of the same length both ways; and the names
//! written where nothing else stands.

use egui::{Align2, FontId, Painter, Pos2, Rect, pos2, vec2};

use crate::domain::carte::Cadre;
use crate::ui::theme::Tokens;

/// Half a kilometre in degrees of latitude: one school alone is not stretched over the map.
const ETENDUE_MIN: f64 = 0.005;

/// Which part of the Earth stands in which rectangle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    rect: Rect,
    /// The place in the middle: latitude, longitude.
    centre: (f64, f64),
    /// Points of the screen for one degree of latitude, and of longitude.
    echelle: (f64, f64),
}

impl Plan {
    /// All of `cadre` in `rect`, `marge` points away from its sides.
    pub(crate) fn tout(cadre: Cadre, rect: Rect, marge: egui::Vec2) -> Self {
        let latitude = f64::midpoint(cadre.sud, cadre.nord);
        let serre = latitude.to_radians().cos().max(0.01);
        let haut = (cadre.nord - cadre.sud).max(ETENDUE_MIN);
        let large = ((cadre.est - cadre.ouest) * serre).max(ETENDUE_MIN);
        let utile = rect.shrink2(marge);
        let (hauteur, largeur) = (utile.height().max(1.0), utile.width().max(1.0));
        let degre = (f64::from(hauteur) / haut).min(f64::from(largeur) / large);
        Self {
            rect,
            centre: (latitude, f64::midpoint(cadre.ouest, cadre.est)),
            echelle: (degre, degre * serre),
        }
    }

    /// The same, around another place and `zoom` times larger.
    pub(crate) fn vu(self, centre: Option<(f64, f64)>, zoom: f64) -> Self {
        Self {
            centre: centre.unwrap_or(self.centre),
            echelle: (self.echelle.0 * zoom, self.echelle.1 * zoom),
            ..self
        }
    }

    pub(crate) fn at(&self, (latitude, longitude): (f64, f64)) -> Pos2 {
        let x = (longitude - self.centre.1) * self.echelle.1;
        let y = (self.centre.0 - latitude) * self.echelle.0;
        pos2(
            self.rect.center().x + x as f32,
            self.rect.center().y + y as f32,
        )
    }

    /// The place drawn at `point`.
    pub(crate) fn lieu(&self, point: Pos2) -> (f64, f64) {
        let ecart = point - self.rect.center();
        (
            self.centre.0 - f64::from(ecart.y) / self.echelle.0,
            self.centre.1 + f64::from(ecart.x) / self.echelle.1,
        )
    }

    /// Whether something within these bounds may be seen.
    pub(crate) fn montre(&self, cadre: Cadre) -> bool {
        let coin = self.at((cadre.nord, cadre.ouest));
        let autre = self.at((cadre.sud, cadre.est));
        Rect::from_two_pos(coin, autre).intersects(self.rect)
    }
}

/// Places already taken, so that no name is written over another or over a school.
pub(crate) struct Etiquettes<'a> {
    peintre: &'a Painter,
    rect: Rect,
    pris: Vec<Rect>,
}

impl<'a> Etiquettes<'a> {
    pub(crate) const fn new(peintre: &'a Painter, rect: Rect) -> Self {
        Self {
            peintre,
            rect,
            pris: Vec::new(),
        }
    }

    pub(crate) fn reserve(&mut self, cadre: Rect) {
        self.pris.push(cadre);
    }

    /// Writes `nom` beside `place`, `ecart` points away, where there is room; else leaves it.
    pub(crate) fn write(&mut self, place: Pos2, nom: &str, ecart: f32, police: FontId, t: &Tokens) {
        if !self.rect.contains(place) {
            return;
        }
        let galley = self.peintre.layout_no_wrap(nom.to_owned(), police, t.encre);
        let choix = [
            (Align2::LEFT_CENTER, vec2(ecart, 0.0)),
            (Align2::RIGHT_CENTER, vec2(-ecart, 0.0)),
            (Align2::CENTER_BOTTOM, vec2(0.0, -ecart)),
            (Align2::CENTER_TOP, vec2(0.0, ecart)),
        ];
        for (ancre, decalage) in choix {
            let cadre = ancre.anchor_size(place + decalage, galley.size());
            let libre =
                self.rect.contains_rect(cadre) && self.pris.iter().all(|r| !r.intersects(cadre));
            if libre {
                // A veil of the background keeps a name readable over the lines of the map.
                self.peintre
                    .rect_filled(cadre, 2.0, t.fond.gamma_multiply(0.7));
                self.peintre.galley(cadre.min, galley, t.encre);
                self.pris.push(cadre);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_its_point_answer_each_other_whatever_the_zoom() {
        let rect = Rect::from_min_size(pos2(100.0, 50.0), vec2(600.0, 400.0));
        let cadre = Cadre {
            sud: 48.0,
            nord: 48.5,
            ouest: 5.5,
            est: 7.0,
        };
        let tout = Plan::tout(cadre, rect, vec2(10.0, 10.0));
        assert!(rect.contains(tout.at((48.0, 5.5))) && rect.contains(tout.at((48.5, 7.0))));
        assert!(
            tout.at((48.5, 6.0)).y < tout.at((48.0, 6.0)).y,
            "north is up"
        );
        for plan in [tout, tout.vu(Some((48.2, 6.4)), 7.5)] {
            let lieu = plan.lieu(plan.at((48.3, 6.1)));
            assert!((lieu.0 - 48.3).abs() < 1e-4 && (lieu.1 - 6.1).abs() < 1e-4);
        }
    }
}
