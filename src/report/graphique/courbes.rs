//! Charts over time: stacked bands and lines, each named at its end rather than in a legend.

use super::axes::{Plan, ecarte, sommet};
use super::toile::{DISCRET, SERIES, Toile, tronque};
use crate::domain::graphique::{Aires, Lignes};
use crate::domain::nombre::entier;

/// Room for the axis, and for the names at the end.
const GAUCHE: f32 = 52.0;
const DROITE: f32 = 150.0;
const INTERLIGNE: f32 = 14.0;

pub(super) fn aires(toile: &mut Toile, haut: f32, corps: f32, aires: &Aires) {
    let (Some(&debut), Some(&fin)) = (aires.jours.first(), aires.jours.last()) else {
        return nothing(toile, haut);
    };
    let hauteur = |place: usize| -> u32 {
        let valeurs = aires.series.iter().filter_map(|s| s.valeurs.get(place));
        valeurs.sum()
    };
    let plus_haut = (0..aires.jours.len()).map(hauteur).max().unwrap_or(0);
    let plan = Plan {
        gauche: GAUCHE,
        droite: toile.largeur - DROITE,
        haut: haut + 8.0,
        bas: haut + corps - 24.0,
        debut,
        fin,
        sommet: sommet(f64::from(plus_haut)),
    };
    plan.dessine(toile);
    let mut bas = vec![0_u32; aires.jours.len()];
    let mut noms = Vec::new();
    for (rang, serie) in aires.series.iter().enumerate() {
        let couleur = SERIES[rang % SERIES.len()];
        let haut: Vec<u32> = bas.iter().zip(&serie.valeurs).map(|(b, v)| b + v).collect();
        let points = |valeurs: &[u32]| -> Vec<(f32, f32)> {
            let jours = aires.jours.iter().zip(valeurs);
            jours
                .map(|(j, v)| (plan.x(*j), plan.y(f64::from(*v))))
                .collect()
        };
        let mut contour = points(&haut);
        contour.extend(points(&bas).into_iter().rev());
        toile.polygone(&contour, couleur);
        let derniere = serie.valeurs.last().copied().unwrap_or(0);
        if derniere > 0 {
            let dessous = bas.last().copied().unwrap_or(0);
            let milieu = f64::from(dessous) + f64::from(derniere) / 2.0;
            noms.push((
                plan.y(milieu),
                format!("{} ", serie.nom),
                entier(derniere),
                couleur,
            ));
        }
        bas = haut;
    }
    plan.marks(toile, &aires.reperes);
    names(toile, &plan, noms);
}

pub(super) fn lignes(toile: &mut Toile, haut: f32, corps: f32, lignes: &Lignes) {
    let (Some(&debut), Some(&fin)) = (lignes.jours.first(), lignes.jours.last()) else {
        return nothing(toile, haut);
    };
    let valeurs = lignes
        .series
        .iter()
        .flat_map(|s| s.valeurs.iter().flatten());
    let plan = Plan {
        gauche: GAUCHE,
        droite: toile.largeur - DROITE,
        haut: haut + 22.0,
        bas: haut + corps - 24.0,
        debut,
        fin,
        sommet: sommet(valeurs.copied().fold(0.0, f64::max)),
    };
    toile.texte((8.0, haut + 10.0), 11.0, DISCRET, &lignes.unite);
    plan.dessine(toile);
    let mut noms = Vec::new();
    for (rang, serie) in lignes.series.iter().enumerate() {
        let couleur = SERIES[rang % SERIES.len()];
        let mut trait_en_cours: Vec<(f32, f32)> = Vec::new();
        for (jour, valeur) in lignes.jours.iter().zip(&serie.valeurs) {
            if let Some(valeur) = valeur {
                trait_en_cours.push((plan.x(*jour), plan.y(*valeur)));
            } else if !trait_en_cours.is_empty() {
                toile.trait_brise(&trait_en_cours, couleur);
                trait_en_cours.clear();
            }
        }
        if !trait_en_cours.is_empty() {
            toile.trait_brise(&trait_en_cours, couleur);
        }
        if let Some(derniere) = serie.valeurs.iter().rev().flatten().next() {
            let dite = entier(derniere.round() as i64);
            noms.push((plan.y(*derniere), format!("{} ", serie.nom), dite, couleur));
        }
    }
    plan.marks(toile, &lignes.reperes);
    noms.sort_by(|a, b| b.0.total_cmp(&a.0));
    names(toile, &plan, noms);
}

/// Names at the end, from the bottom up; the number is never cut.
fn names(toile: &mut Toile, plan: &Plan, noms: Vec<(f32, String, String, &str)>) {
    let mut hauteurs: Vec<f32> = noms.iter().map(|(y, ..)| *y).collect();
    ecarte(&mut hauteurs, INTERLIGNE, plan.bas);
    for (y, (_, nom, nombre, couleur)) in hauteurs.into_iter().zip(noms) {
        let place = DROITE - 16.0 - 7.0 * nombre.chars().count() as f32;
        let nom = tronque(nom.trim_end(), 11.5, place);
        let point = (plan.droite + 8.0, y + 4.0);
        toile.texte_gras(point, 11.5, couleur, &format!("{nom} {nombre}"));
    }
}

fn nothing(toile: &mut Toile, haut: f32) {
    toile.texte(
        (16.0, haut + 24.0),
        12.0,
        DISCRET,
        "Rien à montrer sur cette période.",
    );
}
