//! The mark of a school: a colour and a shape for each line of the legend, since colour alone
//! says nothing to many; a ring for those without.

use egui::emath::GuiRounding as _;
use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape};

use super::planche::{Figure, Forme, Planche};
use crate::ui::theme::Tokens;

/// Radius of a school of which the pupils are unknown, and of the smallest one, in points.
pub(super) const RAYON: f32 = 4.5;
pub(super) const RAYON_MAX: f32 = 10.0;
/// Pupils of a large school: no mark grows further.
const GRANDE: f32 = 400.0;

/// The radius whose surface grows with the pupils.
pub(crate) fn rayon(eleves: Option<u32>) -> f32 {
    let part = eleves.unwrap_or(0) as f32 / GRANDE;
    RAYON + (RAYON_MAX - RAYON) * part.clamp(0.0, 1.0).sqrt()
}

/// Marks drawn together, the last above: one shape, however many.
pub(crate) struct Signes<'a> {
    peintre: &'a Painter,
    tokens: &'a Tokens,
    planche: Planche,
    mesh: Mesh,
}

impl<'a> Signes<'a> {
    pub(crate) fn new(peintre: &'a Painter, tokens: &'a Tokens) -> Self {
        let planche = Planche::of(peintre.ctx());
        Self {
            peintre,
            tokens,
            mesh: Mesh::with_texture(planche.texture()),
            planche,
        }
    }

    /// Adds the mark of the `rang`-th line of the legend.
    pub(crate) fn add(&mut self, place: Pos2, r: f32, rang: usize, vide: bool) {
        let milieu = place.round_to_pixel_center(self.peintre.pixels_per_point());
        for (figure, couleur) in figures(self.tokens, rang, vide) {
            let (taille, uv) = self.planche.piece(figure, r);
            let rect = Rect::from_center_size(milieu, taille);
            if self.peintre.clip_rect().intersects(rect) {
                self.mesh.add_rect_with_uv(rect, uv, couleur);
            }
        }
    }

    pub(crate) fn show(self) {
        self.peintre.add(Shape::mesh(self.mesh));
    }
}

/// The two cut-outs of a mark, the lower first.
fn figures(t: &Tokens, rang: usize, vide: bool) -> [(Figure, Color32); 2] {
    use Forme::{Carre, Disque, Losange, Triangle};
    if vide {
        return [((Disque, 0.0), t.discret), ((Disque, -1.5), t.surface)];
    }
    let (dehors, dedans) = match rang % 4 {
        0 => ((Disque, 1.0), (Disque, 0.0)),
        1 => ((Carre, 1.0), (Carre, 0.0)),
        2 => ((Triangle, 0.5), (Triangle, -0.5)),
        _ => ((Losange, 0.5), (Losange, -0.5)),
    };
    let couleur = t.series[rang % t.series.len()];
    [(dehors, t.surface), (dedans, couleur)]
}

/// Draws one mark.
pub(crate) fn draw(peintre: &Painter, t: &Tokens, place: Pos2, r: f32, rang: usize, vide: bool) {
    let mut signes = Signes::new(peintre, t);
    signes.add(place, r, rang, vide);
    signes.show();
}
