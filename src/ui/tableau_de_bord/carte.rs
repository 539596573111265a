//! The map on the dashboard: small, still, each school clickable; the page *Carte* has the rest.

use egui::{FontId, Sense, Ui, vec2};

use crate::command::{Command, Page};
use crate::domain::carte::{Cadre, Carte};
use crate::domain::nombre::{compte, entier};
use crate::ui::PageCtx;
use crate::ui::carte::dessin::{Dessin, draw};
use crate::ui::carte::plan::Plan;
use crate::ui::carte::signe;
use crate::ui::theme::{self, Tokens};

const HAUTEUR: f32 = 230.0;

/// A school nearer than this to the pointer is the one it shows, in points.
const PRES: f32 = 12.0;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, carte: &Carte) {
    ui.horizontal(|ui| {
        ui.label(theme::sous_titre("Carte"));
        let fin = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(fin, |ui| {
            if ui.link("Agrandir").clicked() {
                ctx.commands.send(Command::Aller(Page::Carte));
            }
        });
    });
    let Some(cadre) = Cadre::autour(carte.points.iter().map(|p| p.lieu)) else {
        ui.label(theme::petit(ui, "Aucune de ces écoles n’a de coordonnées."));
        return;
    };
    let taille = vec2(ui.available_width(), HAUTEUR);
    let (rect, reponse) = ui.allocate_exact_size(taille, Sense::click());
    reponse.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, spoken(carte)));
    let dessin = Dessin {
        plan: Plan::tout(cadre, rect, vec2(24.0, 18.0)),
        zoom: 1.0,
        carte,
        traces: &[],
        secteurs: true,
        choisie: None,
    };
    let places = draw(&ui.painter_at(rect), Tokens::of(ui), rect, &dessin);
    let pointee = reponse.hover_pos().and_then(|souris| {
        let ecarts = places.iter().map(|place| place.distance(souris));
        let (rang, ecart) = ecarts.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        carte.points.get(rang).filter(|_| ecart < PRES)
    });
    if reponse.clicked() {
        ctx.commands.send(match pointee {
            Some(point) => Command::MontrerEcole(point.ecole),
            None => Command::Aller(Page::Carte),
        });
    }
    if let Some(point) = pointee {
        reponse.on_hover_text_at_pointer(&point.nom);
    }
    legend_ui(ui, carte);
}

fn legend_ui(ui: &mut Ui, carte: &Carte) {
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (rang, classe) in carte.classes.iter().enumerate() {
            let (place, _) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
            signe::draw(ui.painter(), t, place.center(), 4.5, rang, classe.vide);
            let texte = format!("{} {}", classe.nom, entier(classe.ecoles.len()));
            let texte = egui::RichText::new(texte).font(FontId::proportional(12.0));
            ui.label(texte.color(t.discret));
            ui.add_space(8.0);
        }
    });
}

fn spoken(carte: &Carte) -> String {
    let classes: Vec<String> = carte
        .classes
        .iter()
        .map(|c| format!("{} {}", c.nom, entier(c.ecoles.len())))
        .collect();
    format!(
        "Carte\u{202f}: {} placées, {}. La page Carte en a la liste.",
        compte(carte.points.len(), "école", "écoles"),
        classes.join(", ")
    )
}
