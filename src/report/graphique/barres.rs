//! Horizontal bars « n sur d »: the whole is a pale bar, the part a dark one.

use super::toile::{ACCENT, Ancre, DISCRET, ENCRE, FILET, FOND, Toile, tronque};
use crate::domain::graphique::Barre;

const LIGNE: f32 = 22.0;
/// Room for the names, and for « 1 070 sur 2 021 · 52,9 % ».
const NOMS: f32 = 236.0;
const DITS: f32 = 160.0;

pub(super) fn height(barres: usize) -> f32 {
    LIGNE * barres.max(1) as f32 + 10.0
}

/// Bars are shares: a full bar is all the schools of the line.
pub(super) fn dessine(toile: &mut Toile, haut: f32, barres: &[Barre]) {
    if barres.is_empty() {
        toile.texte((16.0, haut + 16.0), 12.0, DISCRET, "Rien à montrer.");
        return;
    }
    let (gauche, largeur) = (NOMS, toile.largeur - NOMS - DITS);
    for (rang, barre) in barres.iter().enumerate() {
        let y = haut + 4.0 + LIGNE * rang as f32;
        let nom = tronque(&barre.nom, 12.0, NOMS - 12.0);
        toile.texte_ancre((gauche - 8.0, y + 13.5), 12.0, ENCRE, Ancre::Fin, &nom);
        toile.rect((gauche, y + 2.0), (largeur, LIGNE - 7.0), FOND);
        if let Some(taux) = barre.taux() {
            let part = (taux.dixiemes() as f32 / 1000.0).min(1.0);
            toile.rect((gauche, y + 2.0), (largeur * part, LIGNE - 7.0), ACCENT);
        }
        let point = (gauche + largeur + 8.0, y + 13.5);
        toile.texte(point, 11.5, DISCRET, &barre.dite());
    }
    let bas = haut + 4.0 + LIGNE * barres.len() as f32;
    toile.ligne((gauche, haut + 2.0), (gauche, bas), FILET);
}
