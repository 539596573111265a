//! The sheet of marks: every shape at every size, drawn once per density of the screen.
//!
//! A mark is then two rectangles cut out of it. Drawn as paths, a disc is a hundred triangles
//! with its soft edge, and OpenGL without a graphics card keeps half a kilobyte of each: a map of
//! two thousand schools took forty megabytes.

use egui::{Color32, ColorImage, Context, Rect, TextureHandle, TextureOptions, Vec2, pos2, vec2};

use super::signe::{RAYON, RAYON_MAX};
use crate::ui::theme;

/// Between two sizes of mark, in points.
const PAS: f32 = 0.5;
const TAILLES: usize = ((RAYON_MAX - RAYON) / PAS) as usize + 1;

/// The furthest a mark reaches from its middle: so many radii, and its border, in points.
const PORTEE: f32 = 1.2;
const BORD: f32 = 1.5;

/// Pixels a point beyond which marks are enlarged: a texture has its limits.
const DENSITE_MAX: f32 = 4.0;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Forme {
    Disque,
    Carre,
    Triangle,
    Losange,
}

/// A shape, and by how much its outline is pushed outwards, in points.
pub(super) type Figure = (Forme, f32);

/// One row each.
const FIGURES: [Figure; 9] = [
    (Forme::Disque, 1.0),
    (Forme::Disque, 0.0),
    (Forme::Disque, -1.5),
    (Forme::Carre, 1.0),
    (Forme::Carre, 0.0),
    (Forme::Triangle, 0.5),
    (Forme::Triangle, -0.5),
    (Forme::Losange, 0.5),
    (Forme::Losange, -0.5),
];

impl Forme {
    /// How far a point is outside the outline, negative within.
    fn ecart(self, point: Vec2, r: f32) -> f32 {
        let (x, y) = (point.x.abs(), point.y);
        match self {
            Self::Disque => point.length() - r,
            // Its sides fall between two pixels of an ordinary screen.
            Self::Carre => x.max(y.abs()) - ((0.875 * r).floor() + 0.5),
            Self::Losange => (x + y.abs() - 1.2 * r) * std::f32::consts::FRAC_1_SQRT_2,
            Self::Triangle => {
                // Summit at -1.15 r, base at 0.75 r, 2.1 r wide.
                let cote = vec2(1.9, -1.05).normalized();
                (cote.x * x + cote.y * (y + 1.15 * r)).max(y - 0.75 * r)
            }
        }
    }
}

/// See the module.
#[derive(Clone)]
pub(super) struct Planche {
    texture: TextureHandle,
    densite: f32,
}

impl Planche {
    /// That of this screen, made at the first call.
    pub(super) fn of(ctx: &Context) -> Self {
        let densite = ctx.pixels_per_point().min(DENSITE_MAX);
        let id = egui::Id::unique("planche des signes");
        let faite: Option<Self> = ctx.data(|data| data.get_temp(id));
        if let Some(faite) = faite.filter(|faite| faite.densite.total_cmp(&densite).is_eq()) {
            return faite;
        }
        let planche = Self {
            texture: ctx.load_texture("signes", image(densite), TextureOptions::LINEAR),
            densite,
        };
        ctx.data_mut(|data| data.insert_temp(id, planche.clone()));
        planche
    }

    pub(super) fn texture(&self) -> egui::TextureId {
        self.texture.id()
    }

    /// The size of a cut-out in points, and its place in the texture, from 0 to 1.
    pub(super) fn piece(&self, figure: Figure, r: f32) -> (Vec2, Rect) {
        let taille = ((r - RAYON) / PAS).round().clamp(0.0, TAILLES as f32 - 1.0) as usize;
        let rang = FIGURES.iter().position(|f| *f == figure).unwrap_or(0);
        let (colonne, cote) = (colonne(taille, self.densite), cote(taille, self.densite));
        let coin = pos2(colonne as f32, (rang * hauteur(self.densite)) as f32);
        let cote = Vec2::splat(cote as f32);
        let [largeur, hauteur] = self.texture.size();
        let entier = vec2(largeur as f32, hauteur as f32);
        let uv = Rect::from_min_size((coin.to_vec2() / entier).to_pos2(), cote / entier);
        (cote / self.densite, uv)
    }
}

fn rayon(taille: usize) -> f32 {
    RAYON + PAS * taille as f32
}

/// The side of a cut-out, in pixels: odd, for a mark to have its middle on one.
fn cote(taille: usize, densite: f32) -> usize {
    2 * ((PORTEE * rayon(taille) + BORD) * densite).ceil() as usize + 1
}

fn colonne(taille: usize, densite: f32) -> usize {
    (0..taille).map(|avant| cote(avant, densite)).sum()
}

fn hauteur(densite: f32) -> usize {
    cote(TAILLES - 1, densite)
}

fn image(densite: f32) -> ColorImage {
    let (largeur, hauteur) = (colonne(TAILLES, densite), hauteur(densite));
    let mut image = ColorImage::filled([largeur, FIGURES.len() * hauteur], Color32::TRANSPARENT);
    for (rang, (forme, bord)) in FIGURES.into_iter().enumerate() {
        for taille in 0..TAILLES {
            let (x0, cote, r) = (
                colonne(taille, densite),
                cote(taille, densite),
                rayon(taille),
            );
            let milieu = Vec2::splat((cote / 2) as f32);
            for y in 0..cote {
                for x in 0..cote {
                    let point = (vec2(x as f32, y as f32) - milieu) / densite;
                    let dehors = (forme.ecart(point, r) - bord) * densite;
                    let part = (0.5 - dehors).clamp(0.0, 1.0);
                    image[(x0 + x, rang * hauteur + y)] = theme::masque(part);
                }
            }
        }
    }
    image
}
