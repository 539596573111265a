//! Drawing the map: outlines or hulls, schools, names. Used by the page and, small, by the
//! dashboard.

use egui::{FontId, Painter, Pos2, Rect, Shape, Stroke, vec2};

use super::plan::{Etiquettes, Plan};
use super::signe::{self, Signes};
use crate::domain::Id;
use crate::domain::carte::{Cadre, Carte, Contour};
use crate::domain::nom_ecole::court;
use crate::ui::theme::Tokens;
use crate::ui::widgets::epure::epure;

/// From this zoom on, schools bear their names.
const ZOOM_ECOLES: f64 = 3.0;

/// A commune of one school is written beside its mark, however large, in points.
const AUTOUR: f32 = 12.0;

/// Names of communes tried at once: the most schools first.
const COMMUNES: usize = 150;

/// An outline and its bounds.
pub(crate) struct Trace {
    cadre: Cadre,
    contour: Contour,
}

impl Trace {
    /// `None` for an outline without a point.
    pub(crate) fn new(contour: Contour) -> Option<Self> {
        let cadre = Cadre::autour(contour.anneaux.iter().flatten().copied())?;
        Some(Self { cadre, contour })
    }
}

/// What is drawn.
pub(crate) struct Dessin<'a> {
    pub(crate) plan: Plan,
    /// How many times larger than the whole.
    pub(crate) zoom: f64,
    pub(crate) carte: &'a Carte,
    pub(crate) traces: &'a [Trace],
    /// The hulls of the secteurs are drawn.
    pub(crate) secteurs: bool,
    pub(crate) choisie: Option<Id>,
}

/// Draws the map in `rect`; where each school of its `points` stands.
pub(crate) fn draw(peintre: &Painter, t: &Tokens, rect: Rect, dessin: &Dessin<'_>) -> Vec<Pos2> {
    let Dessin { plan, carte, .. } = dessin;
    peintre.rect_filled(rect, 6.0, t.fond);
    for trace in dessin
        .traces
        .iter()
        .filter(|trace| plan.montre(trace.cadre))
    {
        for anneau in &trace.contour.anneaux {
            let points: Vec<Pos2> = anneau.iter().map(|&lieu| plan.at(lieu)).collect();
            peintre.add(Shape::line(epure(&points), Stroke::new(1.0, t.filet)));
        }
    }
    if dessin.secteurs {
        hulls(peintre, t, plan, carte);
    }
    let places: Vec<Pos2> = carte.points.iter().map(|p| plan.at(p.lieu)).collect();
    let mut noms = Etiquettes::new(peintre, rect);
    let mut signes = Signes::new(peintre, t);
    let mut choisi = None;
    for (point, &place) in carte.points.iter().zip(&places) {
        let r = signe::rayon(point.eleves);
        if !rect.expand(r).contains(place) {
            continue;
        }
        noms.reserve(Rect::from_center_size(place, vec2(2.0, 2.0) * r));
        let vide = carte.classes.get(point.classe).is_some_and(|c| c.vide);
        signes.add(place, r, point.classe, vide);
        if dessin.choisie == Some(point.ecole) {
            choisi = Some((place, r, point));
        }
    }
    signes.show();
    if let Some((place, r, point)) = choisi {
        peintre.circle_stroke(place, r + 3.0, Stroke::new(2.0, t.encre));
        noms.write(place, court(&point.nom), r + 5.0, bold(), t);
    }
    for commune in carte.communes.iter().take(COMMUNES) {
        let place = plan.at(commune.lieu);
        noms.write(place, &commune.nom, AUTOUR, FontId::proportional(12.0), t);
    }
    if dessin.zoom >= ZOOM_ECOLES {
        for (point, &place) in carte.points.iter().zip(&places) {
            let ecart = signe::rayon(point.eleves) + 3.0;
            let police = FontId::proportional(11.0);
            noms.write(place, court(&point.nom), ecart, police, t);
        }
    }
    places
}

fn bold() -> FontId {
    FontId::new(12.0, crate::ui::theme::gras())
}

fn hulls(peintre: &Painter, t: &Tokens, plan: &Plan, carte: &Carte) {
    let trait_ = Stroke::new(1.0, t.discret.gamma_multiply(0.6));
    for enveloppe in &carte.enveloppes {
        let points: Vec<Pos2> = enveloppe.sommets.iter().map(|&l| plan.at(l)).collect();
        let mut points = epure(&points);
        match points.len() {
            0 | 1 => {}
            2 => {
                peintre.add(Shape::line(points, trait_));
            }
            _ => {
                let plein = t.discret.gamma_multiply(0.10);
                peintre.add(Shape::convex_polygon(points.clone(), plein, Stroke::NONE));
                if let Some(&premier) = points.first() {
                    points.push(premier);
                }
                // A dash is a shape of its own: around a hundred secteurs, thousands of them.
                peintre.add(Shape::line(points, trait_));
            }
        }
    }
}
