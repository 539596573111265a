//! One line of a bar chart: its name, its bar, its figure in words. The line is a button that
//! opens the schools behind it.

use egui::{Align2, Color32, FontId, Rect, Response, Sense, Ui, pos2, vec2};

use crate::ui::theme::Tokens;

/// A bar to draw.
pub struct Barre<'a> {
    /// Tells it from the other bars of the page.
    pub id: egui::Id,
    pub nom: &'a str,
    /// « 15 sur 16 », « 39 ».
    pub texte: &'a str,
    /// Part of the full length, from 0 to 1.
    pub part: f32,
    pub couleur: Color32,
    /// What follows the name and the figure when it is read aloud.
    pub action: &'a str,
}

/// Widths of the name and of the figure, in points; the bar takes what is left.
#[derive(Clone, Copy, Debug)]
pub struct Largeurs {
    pub nom: f32,
    pub texte: f32,
}

const HAUTEUR: f32 = 24.0;

/// Draws a bar over the width available.
pub fn show(ui: &mut Ui, barre: &Barre<'_>, largeurs: Largeurs) -> Response {
    let t = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HAUTEUR));
    let reponse = ui.interact(rect, barre.id, Sense::click());
    reponse.widget_info(|| {
        let nom = format!("{} : {}. {}", barre.nom, barre.texte, barre.action);
        egui::WidgetInfo::labeled(egui::Role::Button, true, nom)
    });
    if reponse.hovered() || reponse.has_focus() {
        ui.painter().rect_filled(rect, 4.0, t.accent_fond);
    }
    if reponse.has_focus() {
        let trait_ = egui::Stroke::new(1.0, t.accent);
        ui.painter()
            .rect_stroke(rect, 4.0, trait_, egui::StrokeKind::Inside);
    }
    let mut job = egui::text::LayoutJob::simple_singleline(
        barre.nom.to_owned(),
        FontId::proportional(13.0),
        t.encre,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(largeurs.nom - 8.0);
    let galley = ui.painter().layout_job(job);
    let coupe = galley.elided;
    let place = pos2(rect.left() + 4.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, t.encre);
    let gauche = rect.left() + largeurs.nom;
    let droite = (rect.right() - largeurs.texte).max(gauche);
    let fond = Rect::from_x_y_ranges(
        gauche..=droite,
        rect.center().y - 6.0..=rect.center().y + 6.0,
    );
    ui.painter().rect_filled(fond, 3.0, t.filet);
    let mut plein = fond;
    plein.set_width(fond.width() * barre.part.clamp(0.0, 1.0));
    ui.painter().rect_filled(plein, 3.0, barre.couleur);
    ui.painter().text(
        pos2(rect.right() - 4.0, rect.center().y),
        Align2::RIGHT_CENTER,
        barre.texte,
        FontId::proportional(13.0),
        t.encre,
    );
    if coupe {
        reponse.on_hover_text(barre.nom)
    } else {
        reponse
    }
}
