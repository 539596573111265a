//! How the grid is measured, and how its cells and what may be chosen in them are drawn.

use egui::{Button, Rect, RichText, Sense, Stroke, TextWrapMode, Ui, WidgetText, pos2, vec2};

use super::saisie::{Choix, Colonne, texte};
use crate::domain::ObservationLigne;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// Height of a row and of the titles, in points.
pub(super) const HAUTEUR: f32 = 23.0;
pub(super) const TITRES: f32 = 20.0;

/// Shares of the width: the service, then the columns.
pub(super) const SERVICE: f32 = 134.0;
pub(super) const PARTS: [(Colonne, f32); 6] = [
    (Colonne::Frequence, 166.0),
    (Colonne::Palier, 112.0),
    (Colonne::Acteurs, 80.0),
    (Colonne::PointDeVue, 84.0),
    (Colonne::Crcn, 54.0),
    (Colonne::Constat, 110.0),
];

/// « Messagerie, fréquence : Chaque jour ».
pub(super) fn cell_name(
    ctx: &PageCtx<'_>,
    service: &str,
    ligne: &ObservationLigne,
    colonne: Colonne,
) -> String {
    let dit = texte(ctx.faits, ligne, colonne);
    if dit.is_empty() {
        format!("{service}, {}", colonne.nom())
    } else {
        format!("{service}, {}\u{202f}: {dit}", colonne.nom())
    }
}

/// The shares fill the width.
pub(super) fn scale(largeur: f32) -> f32 {
    let somme: f32 = SERVICE + PARTS.iter().map(|(_, part)| part).sum::<f32>();
    largeur / somme
}

pub(super) fn column_rect(bande: Rect, x: &mut f32, largeur: f32) -> Rect {
    let rect = Rect::from_min_size(pos2(*x, bande.top()), vec2(largeur, bande.height()));
    *x += largeur;
    rect
}

pub(super) fn titles_ui(ui: &Ui, rect: Rect) {
    let t = Tokens::of(ui);
    let bande = Rect::from_min_size(rect.min, vec2(rect.width(), TITRES));
    let echelle = scale(rect.width());
    let mut x = rect.left();
    write(
        ui,
        column_rect(bande, &mut x, SERVICE * echelle),
        "Service",
        t.discret,
    );
    for (colonne, part) in PARTS {
        let rect = column_rect(bande, &mut x, part * echelle);
        write(ui, rect, colonne.libelle(), t.discret);
    }
    let filet = Stroke::new(1.0, t.filet);
    ui.painter().hline(bande.x_range(), bande.bottom(), filet);
}

/// Writes on one line in a cell; whether something had to be cut.
pub(super) fn write(ui: &Ui, rect: Rect, texte: &str, encre: egui::Color32) -> bool {
    let texte = WidgetText::from(RichText::new(texte).size(12.5));
    let dedans = rect.shrink2(vec2(5.0, 0.0));
    let galley = texte.into_galley(
        ui,
        Some(TextWrapMode::Truncate),
        dedans.width(),
        egui::TextStyle::Small,
    );
    let haut = dedans.center().y - galley.size().y / 2.0;
    let coupe = galley.elided;
    ui.painter()
        .galley(pos2(dedans.left(), haut), galley, encre);
    coupe
}

/// One thing that may be chosen; whether it was clicked.
pub(super) fn choice_ui(ui: &mut Ui, possible: &Choix, tenu: bool, pret: bool) -> bool {
    let t = Tokens::of(ui);
    let signe = if tenu { "✓ " } else { "" };
    let texte = RichText::new(format!("{signe}{}", possible.nom)).size(13.0);
    let touche = theme::petit(ui, possible.touche.clone());
    let bord = if pret {
        Stroke::new(1.0, t.accent)
    } else {
        Stroke::NONE
    };
    let bouton = Button::new(texte)
        .right_text(touche)
        .fill(if tenu { t.accent_fond } else { t.surface })
        .stroke(bord)
        .min_size(vec2(ui.available_width(), 0.0))
        .sense(Sense::CLICK);
    let reponse = ui.add(bouton);
    reponse.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, tenu, &possible.nom)
    });
    if pret {
        reponse.scroll_to_me(None);
    }
    reponse.clicked()
}
