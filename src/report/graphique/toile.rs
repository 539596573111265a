//! An SVG being written: shapes and texts, every name escaped.

use std::fmt::Write as _;

pub(super) const ENCRE: &str = "#1b1b1f";
pub(super) const DISCRET: &str = "#5d5f69";
pub(super) const FILET: &str = "#d4d4db";
pub(super) const FOND: &str = "#f3f4f8";
pub(super) const ACCENT: &str = "#1d2f8f";
/// The colours of series, in the order of their list: those of the light theme of the window.
pub(super) const SERIES: [&str; 5] = ["#1d2f8f", "#1f8f86", "#a86f12", "#8c5aa8", "#7f8592"];

/// Where a text stands from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ancre {
    Debut,
    Milieu,
    Fin,
}

impl Ancre {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Debut => "start",
            Self::Milieu => "middle",
            Self::Fin => "end",
        }
    }
}

pub(super) struct Toile {
    svg: String,
    pub(super) largeur: f32,
}

impl Toile {
    pub(super) fn new(largeur: f32, hauteur: f32, titre: &str, alternatif: &str) -> Self {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{largeur}\" height=\"{hauteur}\" \
             viewBox=\"0 0 {largeur} {hauteur}\" role=\"img\" xml:lang=\"fr\" \
             font-family=\"Noto Sans\">\n<title>{}</title>\n<desc>{}</desc>\n\
             <rect width=\"{largeur}\" height=\"{hauteur}\" fill=\"#ffffff\"/>\n",
            echappe(titre),
            echappe(alternatif)
        );
        Self { svg, largeur }
    }

    pub(super) fn fin(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }

    pub(super) fn rect(&mut self, (x, y): (f32, f32), (l, h): (f32, f32), couleur: &str) {
        self.push(format_args!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{couleur}\"/>",
            l.max(0.0),
            h.max(0.0)
        ));
    }

    pub(super) fn ligne(&mut self, (x, y): (f32, f32), (x2, y2): (f32, f32), couleur: &str) {
        self.push(format_args!(
            "<line x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{couleur}\"/>"
        ));
    }

    pub(super) fn tirets(&mut self, (x, y): (f32, f32), (x2, y2): (f32, f32), couleur: &str) {
        self.push(format_args!(
            "<line x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{couleur}\" \
             stroke-dasharray=\"4 3\"/>"
        ));
    }

    pub(super) fn polygone(&mut self, points: &[(f32, f32)], couleur: &str) {
        let points = coordinates(points);
        self.push(format_args!(
            "<polygon points=\"{points}\" fill=\"{couleur}\" stroke=\"#ffffff\" stroke-width=\"0.6\"/>"
        ));
    }

    pub(super) fn trait_brise(&mut self, points: &[(f32, f32)], couleur: &str) {
        if let &[point] = points {
            self.push(format_args!(
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.5\" fill=\"{couleur}\"/>",
                point.0, point.1
            ));
            return;
        }
        let points = coordinates(points);
        self.push(format_args!(
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{couleur}\" stroke-width=\"2\" \
             stroke-linejoin=\"round\"/>"
        ));
    }

    pub(super) fn texte(&mut self, point: (f32, f32), taille: f32, couleur: &str, texte: &str) {
        self.texte_ancre(point, taille, couleur, Ancre::Debut, texte);
    }

    pub(super) fn texte_ancre(
        &mut self,
        (x, y): (f32, f32),
        taille: f32,
        couleur: &str,
        ancre: Ancre,
        texte: &str,
    ) {
        let (ancre, texte) = (ancre.as_str(), echappe(texte));
        self.push(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{taille}\" fill=\"{couleur}\" \
             text-anchor=\"{ancre}\">{texte}</text>"
        ));
    }

    pub(super) fn texte_gras(
        &mut self,
        (x, y): (f32, f32),
        taille: f32,
        couleur: &str,
        texte: &str,
    ) {
        let texte = echappe(texte);
        self.push(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{taille}\" font-weight=\"bold\" \
             fill=\"{couleur}\">{texte}</text>"
        ));
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a String does not fail.
        self.svg.write_fmt(element).ok();
        self.svg.push('\n');
    }
}

fn coordinates(points: &[(f32, f32)]) -> String {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    points.join(" ")
}

/// A text as XML takes it: the five signs escaped, what XML 1.0 forbids left out.
pub(super) fn echappe(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    for c in texte.chars() {
        match c {
            '&' => sortie.push_str("&amp;"),
            '<' => sortie.push_str("&lt;"),
            '>' => sortie.push_str("&gt;"),
            '"' => sortie.push_str("&quot;"),
            '\'' => sortie.push_str("&apos;"),
            '\t' | '\n' | '\r' => sortie.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => sortie.push(c),
        }
    }
    sortie
}

/// A name that fits in so many units, cut with « … » when it does not. Widths are estimated: a
/// letter of Noto Sans is a little over half its size.
pub(super) fn tronque(texte: &str, taille: f32, largeur: f32) -> String {
    let place = (largeur / (taille * 0.55)).max(1.0) as usize;
    if texte.chars().count() <= place {
        return texte.to_owned();
    }
    let mut coupe: String = texte.chars().take(place.saturating_sub(1)).collect();
    coupe.truncate(coupe.trim_end().len());
    coupe.push('…');
    coupe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_place() {
        assert_eq!(
            echappe("</text><script>\"x\" & 'y'\u{1}\u{fffe}"),
            "&lt;/text&gt;&lt;script&gt;&quot;x&quot; &amp; &apos;y&apos;"
        );
        let coupe = tronque(&"é".repeat(200), 12.0, 120.0);
        assert_eq!(coupe.chars().count(), 18);
        assert!(coupe.ends_with('…'));
        assert_eq!(tronque("Épinal", 12.0, 120.0), "Épinal");
    }
}
