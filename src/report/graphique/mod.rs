//! A chart that leaves the program: SVG, the PNG of that SVG, and its text twin.

mod axes;
mod barres;
mod courbes;
mod jumeau;
mod png;
mod toile;

pub use self::jumeau::tableau;
pub use self::png::{pixels, png};

use self::toile::{DISCRET, ENCRE, Toile};
use crate::domain::graphique::{Graphique, Trace};

/// Width of every chart, in its own units.
const LARGEUR: f32 = 720.0;

/// Whether the chart stands alone or in a page that says its title and what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadrage {
    Seul,
    DansUnePage,
}

/// The chart as an SVG: light, axes from zero, texts in Noto Sans.
pub fn svg(graphique: &Graphique, cadrage: Cadrage) -> String {
    let seul = cadrage == Cadrage::Seul;
    let haut = if seul { 44.0 } else { 6.0 };
    let corps = match &graphique.trace {
        Trace::Aires(_) | Trace::Lignes(_) => 260.0,
        Trace::Barres(barres) | Trace::Entonnoir(barres) => barres::height(barres.len()),
    };
    let bas = if seul {
        14.0 + 16.0 * graphique.compte.len() as f32
    } else {
        2.0
    };
    let mut toile = Toile::new(
        LARGEUR,
        haut + corps + bas,
        &graphique.titre,
        &graphique.alternatif,
    );
    if seul {
        toile.texte_gras((16.0, 28.0), 17.0, ENCRE, &graphique.titre);
    }
    match &graphique.trace {
        Trace::Aires(aires) => courbes::aires(&mut toile, haut, corps, aires),
        Trace::Lignes(lignes) => courbes::lignes(&mut toile, haut, corps, lignes),
        Trace::Barres(b) | Trace::Entonnoir(b) => barres::dessine(&mut toile, haut, b),
    }
    if seul {
        let mut y = haut + corps + 16.0;
        for ligne in &graphique.compte {
            toile.texte((16.0, y), 11.0, DISCRET, ligne);
            y += 16.0;
        }
    }
    toile.fin()
}
