//! A line without the points that change nothing of it on the screen.
//!
//! Each point of a line becomes six triangles with its soft edges, which OpenGL without a graphics
//! card pays for one by one: a curve of ten years is flat for months, and the outline of a secteur
//! drawn small has its corners within one pixel.

use egui::Pos2;

/// How far from the drawn line a point left out may be, in points of the screen.
const ECART: f32 = 0.2;

/// The longest run of points left out, for the search to stay short.
const SUITE: usize = 40;

/// The same line, to within [`ECART`]: its two ends, and the points between that show.
pub(crate) fn epure(points: &[Pos2]) -> Vec<Pos2> {
    let [premier, .., dernier] = points else {
        return points.to_vec();
    };
    let mut gardes = vec![*premier];
    let mut depart = 0;
    for fin in 2..points.len() {
        let suite = &points[depart + 1..fin];
        let montre = |point: &Pos2| distance(*point, points[depart], points[fin]) > ECART;
        if suite.len() >= SUITE || suite.iter().any(montre) {
            depart = fin - 1;
            gardes.push(points[depart]);
        }
    }
    gardes.push(*dernier);
    gardes
}

/// From a point to the stretch between two others.
fn distance(point: Pos2, de: Pos2, a: Pos2) -> f32 {
    let (trait_, vers) = (a - de, point - de);
    let longueur = trait_.length_sq();
    let part = if longueur > 0.0 {
        (vers.dot(trait_) / longueur).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (vers - trait_ * part).length()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_flat_stretch_keeps_its_ends_and_a_peak_stays() {
        let plat: Vec<Pos2> = (0..30).map(|i| pos2(i as f32 * 3.0, 50.0)).collect();
        assert_eq!(epure(&plat), [plat[0], plat[29]]);
        let mut pointe = plat.clone();
        pointe[12].y = 49.0;
        let attendus = [0, 11, 12, 13, 29].map(|i| pointe[i]);
        assert_eq!(epure(&pointe), attendus);
        assert_eq!(epure(&plat[..1]), plat[..1]);
    }

    #[test]
    fn what_is_left_out_is_never_seen() {
        // A circle drawn smaller and smaller: every point stays near the line that is drawn.
        for rayon in [0.1, 1.0, 5.0, 40.0, 300.0] {
            let cercle: Vec<Pos2> = (0..=200)
                .map(|i| i as f32 * std::f32::consts::TAU / 200.0)
                .map(|angle| pos2(100.0 + rayon * angle.cos(), 100.0 + rayon * angle.sin()))
                .collect();
            let epure = epure(&cercle);
            for point in &cercle {
                let ecart = epure.windows(2).map(|w| distance(*point, w[0], w[1]));
                assert!(ecart.fold(f32::MAX, f32::min) <= ECART + 0.001);
            }
            assert!(epure.len() < cercle.len());
        }
    }
}
