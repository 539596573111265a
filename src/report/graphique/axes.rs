//! The axes of a chart over time: zero at the bottom, school years as bands, dashed marks.

use chrono::{Datelike as _, NaiveDate};

use super::toile::{Ancre, DISCRET, FILET, FOND, Toile, tronque};
use crate::domain::AnneeScolaire;
use crate::domain::indicateurs::Repere;
use crate::domain::nombre::entier;

/// Height of the name of a mark, and length of the tick of an event.
const NOM: f32 = 10.0;
const TIC: f32 = 14.0;

/// Where a chart over time is drawn, and what its sides are worth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) gauche: f32,
    pub(super) droite: f32,
    pub(super) haut: f32,
    pub(super) bas: f32,
    pub(super) debut: NaiveDate,
    pub(super) fin: NaiveDate,
    /// What the top is worth; the bottom is zero.
    pub(super) sommet: f64,
}

impl Plan {
    pub(super) fn x(&self, jour: NaiveDate) -> f32 {
        let jours = (self.fin - self.debut).num_days().max(1) as f32;
        let part = (jour - self.debut).num_days() as f32 / jours;
        self.gauche + part * (self.droite - self.gauche)
    }

    pub(super) fn y(&self, valeur: f64) -> f32 {
        self.bas - (valeur / self.sommet) as f32 * (self.bas - self.haut)
    }

    /// Bands, grid and years, under what is drawn next.
    pub(super) fn dessine(&self, toile: &mut Toile) {
        self.draw_years(toile);
        for quart in 0..=4 {
            let valeur = self.sommet * f64::from(quart) / 4.0;
            let y = self.y(valeur);
            toile.ligne((self.gauche, y), (self.droite, y), FILET);
            let dite = entier(valeur.round() as i64);
            toile.texte_ancre(
                (self.gauche - 6.0, y + 4.0),
                11.0,
                DISCRET,
                Ancre::Fin,
                &dite,
            );
        }
    }

    /// The marks, over what was drawn: whole lines for everyone's, ticks for the carnet's own, which
    /// may be many. Each is named on its left, or on its right near the left edge, unless another
    /// mark or name is in the way.
    pub(super) fn marks(&self, toile: &mut Toile, reperes: &[Repere]) {
        let (communs, siens): (Vec<_>, Vec<_>) = reperes.iter().partition(|r| r.commun);
        let barres: Vec<f32> = reperes.iter().map(|r| self.x(r.jour)).collect();
        let mut pris: Vec<(f32, f32)> = Vec::new();
        for repere in communs.into_iter().chain(siens) {
            let x = self.x(repere.jour);
            let haut = self.haut - 4.0;
            let bas = if repere.commun { self.bas } else { haut + TIC };
            toile.tirets((x, haut), (x, bas), DISCRET);
            let nom = tronque(&repere.libelle, NOM, 130.0);
            let large = nom.chars().count() as f32 * NOM * 0.55;
            let (gauche, ancre, marge) = if x - large - 8.0 > self.gauche {
                (x - large - 4.0, Ancre::Fin, -4.0)
            } else {
                (x + 4.0, Ancre::Debut, 4.0)
            };
            let droite = gauche + large;
            let traverse = |b: &f32| gauche - 2.0 < *b && *b < droite + 2.0;
            let gene = |(g, d): &(f32, f32)| gauche - 4.0 < *d && *g < droite + 4.0;
            if barres.iter().any(traverse) || pris.iter().any(gene) {
                continue;
            }
            pris.push((gauche, droite));
            toile.texte_ancre((x + marge, self.haut + 6.0), NOM, DISCRET, ancre, &nom);
        }
    }

    fn draw_years(&self, toile: &mut Toile) {
        let mut annee = AnneeScolaire::of(self.debut);
        while annee.debut() <= self.fin {
            let gauche = self.x(annee.debut().max(self.debut));
            let droite = self.x(annee.suivante().debut().min(self.fin));
            if annee.debut().year() % 2 == 0 {
                let taille = (droite - gauche, self.bas - self.haut);
                toile.rect((gauche, self.haut), taille, FOND);
            }
            let large = droite - gauche;
            let nom = if large > 64.0 {
                annee.to_string()
            } else {
                annee.rentree().to_string()
            };
            if large > 30.0 {
                let milieu = f32::midpoint(gauche, droite);
                toile.texte_ancre(
                    (milieu, self.bas + 16.0),
                    10.0,
                    DISCRET,
                    Ancre::Milieu,
                    &nom,
                );
            }
            annee = annee.suivante();
        }
    }
}

/// A round number at or above `n` that four cuts part evenly, never zero.
pub(super) fn sommet(n: f64) -> f64 {
    let mut pas = 1.0;
    while pas < 1e15 {
        for m in [4.0, 8.0, 12.0, 16.0, 20.0, 28.0, 40.0] {
            if m * pas >= n {
                return m * pas;
            }
        }
        pas *= 10.0;
    }
    n
}

/// Moves heights apart so that texts do not cover one another, keeping their order.
pub(super) fn ecarte(hauteurs: &mut [f32], ecart: f32, bas: f32) {
    for rang in 1..hauteurs.len() {
        // From the bottom up: each is above the one before it.
        let plafond = hauteurs[rang - 1] - ecart;
        hauteurs[rang] = hauteurs[rang].min(plafond);
    }
    if let Some(premiere) = hauteurs.first_mut() {
        *premiere = premiere.min(bas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_is_round_and_above() {
        for (n, attendu) in [
            (0.0, 4.0),
            (4.0, 4.0),
            (1070.0, 1200.0),
            (86.0, 120.0),
            (45.0, 80.0),
        ] {
            assert!((sommet(n) - attendu).abs() < 0.5, "{n}: {}", sommet(n));
        }
    }

    #[test]
    fn names_do_not_cover_one_another() {
        let mut hauteurs = [100.0, 99.0, 98.0, 20.0];
        ecarte(&mut hauteurs, 13.0, 200.0);
        assert!(
            hauteurs.windows(2).all(|h| h[0] - h[1] >= 13.0),
            "{hauteurs:?}"
        );
    }
}
