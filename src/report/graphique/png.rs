//! The PNG of a chart: its SVG, drawn with our own face of Noto Sans and no other.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::error::{Error, Result};
use crate::report::Image;

static POLICES: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut polices = Database::new();
    for octets in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
        polices.load_font_data(octets.to_vec());
    }
    Arc::new(polices)
});

/// The PNG of `svg`, `echelle` pixels for each of its units.
pub fn png(svg: &str, echelle: f32) -> Result<Vec<u8>> {
    draw(svg, echelle)?
        .encode_png()
        .map_err(|e| refuse(&e.to_string()))
}

/// As [`png`], for the clipboard.
pub fn pixels(svg: &str, echelle: f32) -> Result<Image> {
    let image = draw(svg, echelle)?;
    Ok(Image {
        largeur: image.width() as usize,
        hauteur: image.height() as usize,
        rgba: image.take(),
    })
}

fn draw(svg: &str, echelle: f32) -> Result<Pixmap> {
    let options = Options {
        font_family: "Noto Sans".to_owned(),
        fontdb: Arc::clone(&POLICES),
        ..Options::default()
    };
    let arbre = Tree::from_str(svg, &options).map_err(|e| refuse(&e.to_string()))?;
    let taille = arbre.size().to_int_size();
    let cote = |n: u32| (n as f32 * echelle).round() as u32;
    let mut image = Pixmap::new(cote(taille.width()), cote(taille.height()))
        .ok_or_else(|| refuse("image vide"))?;
    let echelle = Transform::from_scale(echelle, echelle);
    resvg::render(&arbre, echelle, &mut image.as_mut());
    Ok(image)
}

fn refuse(raison: &str) -> Error {
    Error::Refused(format!(
        "Le graphique n’a pas pu être dessiné ({raison}). Rien n’a été écrit\u{202f}: essayez en SVG."
    ))
}
