//! *Carte*: the schools where they stand, by ENT or by stage, as large as their pupils; beside
//! it the list that says the same.
//!
//! There is no background to fetch: outlines come from a file of the person, and without one the
//! hulls of the secteurs give the shape of the territory. The mouse drags and zooms; with the
//! keyboard on the map, arrows move it, + and − zoom, Home shows all.

mod cote;
pub(crate) mod dessin;
pub(crate) mod plan;
mod planche;
pub(crate) mod signe;

use std::sync::Arc;

use chrono::NaiveDate;
use egui::{EventFilter, Key, Rect, Response, Sense, Ui, Vec2, vec2};

use self::dessin::{Dessin, Trace, draw};
use self::plan::Plan;
use super::theme::{self, Tokens};
use super::{Cached, PageCtx, ecoles};
use crate::command::Command;
use crate::domain::carte::{Cadre, Carte, Contour, Teinte, carte};
use crate::domain::nombre::{compte, entier};
use crate::domain::{Id, Population, Regle};

/// Width of the list, in points, and the share of the page it never exceeds.
const COTE: f32 = 320.0;
const PART: f32 = 0.4;

/// Room around the schools, in points of the screen.
const MARGE: Vec2 = vec2(30.0, 24.0);

/// How many times larger than the whole.
const ZOOM_MAX: f64 = 200.0;

/// One press of + or −, and of an arrow as a share of the map.
const PAS: f64 = 1.4;
const GLISSE: f32 = 0.15;

/// A school nearer than this to the pointer is the one it shows, in points.
const PRES: f32 = 14.0;

/// What the page remembers.
pub struct CartePage {
    teinte: Teinte,
    vue: Cached<(NaiveDate, Regle, Teinte), Arc<Carte>>,
    /// The place in the middle; `None` = the whole.
    centre: Option<(f64, f64)>,
    zoom: f64,
    choisie: Option<Id>,
    scroll: bool,
    secteurs: bool,
    traces: Vec<Trace>,
    /// The outlines this machine remembers were asked for.
    demandees: bool,
    chemin: String,
}

impl Default for CartePage {
    fn default() -> Self {
        Self {
            teinte: Teinte::default(),
            vue: Cached::default(),
            centre: None,
            zoom: 1.0,
            choisie: None,
            scroll: false,
            secteurs: true,
            traces: Vec::new(),
            demandees: false,
            chemin: String::new(),
        }
    }
}

impl CartePage {
    pub fn add_contours(&mut self, contours: Vec<Contour>) {
        self.traces
            .extend(contours.into_iter().filter_map(Trace::new));
        self.demandees = true;
    }

    pub fn remove_contours(&mut self) {
        self.traces.clear();
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if ctx.faits.ecoles.is_empty() {
            ecoles::empty_ui(ui, ctx);
            return;
        }
        if !std::mem::replace(&mut self.demandees, true) && !ctx.preferences.contours.is_empty() {
            ctx.commands.send(Command::LireContours);
        }
        let question = (ctx.au, ctx.regle, self.teinte);
        let vue = self
            .vue
            .get(question, ctx.revision, |&(au, regle, teinte)| {
                Arc::new(carte(ctx.faits, au, regle, Population::Public, teinte))
            });
        let vue = Arc::clone(vue);
        let rect = ui.available_rect_before_wrap();
        let largeur = COTE.min(rect.width() * PART);
        let [gauche, droite] = ecoles::split(rect, true, largeur);
        if gauche.is_positive() {
            theme::carte_pleine(ui, gauche, |ui| self.map_ui(ui, ctx, &vue));
        }
        theme::carte_pleine(ui, droite, |ui| self.side_ui(ui, ctx, &vue));
    }

    fn map_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Carte) {
        let Some(cadre) = Cadre::autour(vue.points.iter().map(|p| p.lieu)) else {
            ui.label(theme::sous_titre("Rien à placer"));
            ui.label("Aucune de ces écoles n’a de coordonnées\u{202f}: importez l’annuaire ou le fichier « adresse et géolocalisation ».");
            return;
        };
        let rect = ui.available_rect_before_wrap();
        let id = egui::Id::unique("carte");
        let reponse = ui.interact(rect, id, Sense::click_and_drag());
        let tout = Plan::tout(cadre, rect, MARGE);
        self.move_ui(ui, &reponse, tout);
        let plan = tout.vu(self.centre, self.zoom);
        let t = Tokens::of(ui);
        let peintre = ui.painter_at(rect);
        let dessin = Dessin {
            plan,
            zoom: self.zoom,
            carte: vue,
            traces: &self.traces,
            secteurs: self.secteurs,
            choisie: self.choisie,
        };
        let places = draw(&peintre, t, rect, &dessin);
        let vues = places.iter().filter(|place| rect.contains(**place)).count();
        reponse
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, spoken(vue, vues)));
        if reponse.has_focus() {
            let cadre = egui::Stroke::new(1.5, t.accent);
            peintre.rect_stroke(rect, 6.0, cadre, egui::StrokeKind::Inside);
        }
        let pointee = reponse.hover_pos().and_then(|souris| {
            let proche = places
                .iter()
                .enumerate()
                .min_by(|(_, a), (_, b)| a.distance(souris).total_cmp(&b.distance(souris)))?;
            (proche.1.distance(souris) < PRES).then_some(proche.0)
        });
        if let Some(point) = pointee.and_then(|rang| vue.points.get(rang)) {
            if reponse.clicked() {
                self.choisie = Some(point.ecole);
                self.scroll = true;
            }
            if reponse.double_clicked() {
                ctx.commands.send(Command::MontrerEcole(point.ecole));
            }
            reponse.on_hover_ui_at_pointer(|ui| {
                ui.label(&point.nom);
                ui.label(theme::petit(ui, cote::said(vue, point)));
            });
        }
        self.buttons_ui(ui, rect);
    }

    /// What the mouse and the keys do to the part that is seen.
    fn move_ui(&mut self, ui: &Ui, reponse: &Response, tout: Plan) {
        let plan = tout.vu(self.centre, self.zoom);
        let rect = reponse.rect;
        let mut glisse = reponse.drag_delta();
        if reponse.hovered() {
            let (molette, pince) =
                ui.input(|i| (i.smooth_scroll_delta().y, f64::from(i.zoom_delta())));
            let facteur = pince * f64::from(molette / 300.0).exp2();
            if (facteur - 1.0).abs() > 1e-6
                && let Some(souris) = reponse.hover_pos()
            {
                // What is under the pointer stays under it.
                let lieu = plan.lieu(souris);
                self.set_zoom(facteur);
                let ensuite = tout.vu(self.centre, self.zoom);
                glisse += souris - ensuite.at(lieu);
            }
        }
        if reponse.clicked() || reponse.drag_started() {
            reponse.request_focus();
        }
        if reponse.has_focus() {
            let filtre = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|m| m.set_focus_lock_filter(reponse.id, filtre));
            let pressees = |plus: Key, moins: Key| {
                ui.input(|i| i.num_presses(plus) as f32 - i.num_presses(moins) as f32)
            };
            glisse += vec2(
                pressees(Key::ArrowLeft, Key::ArrowRight) * rect.width(),
                pressees(Key::ArrowUp, Key::ArrowDown) * rect.height(),
            ) * GLISSE;
            let crans = pressees(Key::Plus, Key::Minus) + pressees(Key::Equals, Key::Num6);
            if crans.abs() > 0.0 {
                self.set_zoom(PAS.powf(f64::from(crans)));
            }
            if ui.input(|i| i.key_pressed(Key::Home)) {
                self.show_all();
                return;
            }
        }
        if glisse != Vec2::ZERO {
            let plan = tout.vu(self.centre, self.zoom);
            self.centre = Some(plan.lieu(rect.center() - glisse));
        }
    }

    fn set_zoom(&mut self, facteur: f64) {
        self.zoom = (self.zoom * facteur).clamp(0.5, ZOOM_MAX);
    }

    fn show_all(&mut self) {
        self.centre = None;
        self.zoom = 1.0;
    }

    fn buttons_ui(&mut self, ui: &mut Ui, rect: Rect) {
        let coin = Rect::from_min_size(rect.right_top() + vec2(-44.0, 8.0), vec2(36.0, 110.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(coin), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let bouton = |ui: &mut Ui, signe: &str, nom: &'static str| {
                let reponse = ui.add_sized([32.0, 28.0], egui::Button::new(signe));
                reponse.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, nom));
                reponse.on_hover_text(nom).clicked()
            };
            if bouton(ui, "+", "Agrandir") {
                self.set_zoom(PAS);
            }
            if bouton(ui, "−", "Réduire") {
                self.set_zoom(1.0 / PAS);
            }
            if bouton(ui, "▣", "Tout voir") {
                self.show_all();
            }
        });
    }
}

/// The map in one sentence, for those who hear it.
fn spoken(vue: &Carte, vues: usize) -> String {
    let classes: Vec<String> = vue
        .classes
        .iter()
        .map(|c| format!("{} {}", c.nom, entier(c.ecoles.len())))
        .collect();
    format!(
        "Carte\u{202f}: {} sur {} dans la vue, {}. La liste est à côté.",
        compte(vues, "école", "écoles"),
        entier(vue.points.len()),
        classes.join(", ")
    )
}
