//! The curve of schools with an ENT, stacked by solution.
//!
//! School years are bands, the axis starts at zero, each solution is named at its end rather than
//! in a legend. Its text twin is a table, one line per school year. What is clicked is for the page
//! to follow: the name of a solution, or a day.

use chrono::{Datelike as _, NaiveDate};
use egui::{Align2, Color32, FontId, Mesh, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use crate::domain::courbe::Courbe;
use crate::domain::date::date_longue;
use crate::domain::indicateurs::Repere;
use crate::domain::nombre::{compte, entier};
use crate::domain::{AnneeScolaire, Id};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::epure::epure;

/// Room for the axis on the left, the names on the right, the years below, in points.
const MARGE_GAUCHE: f32 = 44.0;
const MARGE_DROITE: f32 = 132.0;
const MARGE_BAS: f32 = 22.0;
/// Names closer than this would overlap.
const INTERLIGNE: f32 = 15.0;
/// Length of the mark of an event.
const MARQUE: f32 = 18.0;

/// What was clicked on a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clic {
    /// The band of this solution, on the last day.
    Solution(Id),
    /// All bands, on this day.
    Jour(NaiveDate),
}

/// Draws the curve over the width available.
pub fn show(ui: &mut Ui, courbe: &Courbe, hauteur: f32) {
    draw(ui, courbe, hauteur, &[], false);
}

/// As [`show`], with its marks; what was clicked.
pub fn show_marked(ui: &mut Ui, courbe: &Courbe, hauteur: f32, reperes: &[Repere]) -> Option<Clic> {
    draw(ui, courbe, hauteur, reperes, true)
}

fn draw(
    ui: &mut Ui,
    courbe: &Courbe,
    hauteur: f32,
    reperes: &[Repere],
    cliquable: bool,
) -> Option<Clic> {
    let largeur = ui.available_width();
    let (rect, reponse) = ui.allocate_exact_size(vec2(largeur, hauteur), Sense::hover());
    reponse.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, spoken(courbe)));
    let (premier, dernier) = (courbe.points.first()?, courbe.points.last()?);
    let plan = Rect::from_min_max(
        rect.min + vec2(MARGE_GAUCHE, 6.0),
        rect.max - vec2(MARGE_DROITE, MARGE_BAS),
    );
    let sommet = ceiling(courbe.points.iter().map(|p| p.avec_ent).max().unwrap_or(0));
    let jours = (dernier.jour - premier.jour).num_days().max(1) as f32;
    let x = |jour: NaiveDate| {
        plan.left() + (jour - premier.jour).num_days() as f32 / jours * plan.width()
    };
    let y = |n: f32| plan.bottom() - n / sommet as f32 * plan.height();
    years_ui(ui, plan, premier.jour, dernier.jour, &x);
    axis_ui(ui, plan, sommet, &y);
    let t = Tokens::of(ui);
    let mut bas: Vec<f32> = vec![0.0; courbe.points.len()];
    let mut noms: Vec<(f32, &str, u32, Id, Color32)> = Vec::new();
    for (i, serie) in courbe.series.iter().enumerate() {
        let couleur = t.series[i % t.series.len()];
        let haut: Vec<f32> = bas
            .iter()
            .zip(&serie.valeurs)
            .map(|(b, v)| b + *v as f32)
            .collect();
        let points = |valeurs: &[f32]| -> Vec<Pos2> {
            courbe
                .points
                .iter()
                .zip(valeurs)
                .map(|(p, v)| pos2(x(p.jour), y(*v)))
                .collect()
        };
        band(ui, &points(&bas), &points(&haut), couleur);
        let dernieres = serie.valeurs.last().copied().unwrap_or(0);
        let dessous = bas.last().copied().unwrap_or(0.0);
        if dernieres > 0 {
            let milieu = y(dessous + dernieres as f32 / 2.0);
            noms.push((milieu, &serie.nom, dernieres, serie.solution, couleur));
        }
        bas = haut;
    }
    marks_ui(ui, plan, reperes, &x);
    let jour = hover_ui(ui, &reponse, courbe, plan, &x);
    let nom = names_ui(ui, plan, noms, cliquable);
    let clicked =
        cliquable && reponse.contains_pointer() && ui.input(|i| i.pointer.primary_clicked());
    nom.map(Clic::Solution)
        .or_else(|| jour.filter(|_| clicked).map(Clic::Jour))
}

/// Dashed lines, each named at its top unless another mark is in the way: whole for everyone's,
/// short for the carnet's own, which may be many.
fn marks_ui(ui: &Ui, plan: Rect, reperes: &[Repere], x: &impl Fn(NaiveDate) -> f32) {
    let t = Tokens::of(ui);
    let font = FontId::proportional(11.0);
    // Everyone's marks take their place first; the carnet's fit between them.
    let (communs, siens): (Vec<&Repere>, Vec<&Repere>) = reperes.iter().partition(|r| r.commun);
    let mut pris: Vec<egui::Rangef> = Vec::new();
    for repere in communs.into_iter().chain(siens) {
        let place = x(repere.jour);
        let bas = if repere.commun {
            plan.bottom()
        } else {
            plan.top() + MARQUE
        };
        let trait_ = [pos2(place, plan.top()), pos2(place, bas)];
        let couleur = if repere.commun { t.encre } else { t.discret };
        ui.painter().extend(Shape::dashed_line(
            &trait_,
            Stroke::new(1.0, couleur),
            4.0,
            3.0,
        ));
        let galley = ui
            .painter()
            .layout_no_wrap(repere.libelle.clone(), font.clone(), couleur);
        let gauche = place - galley.size().x - 4.0;
        let cadre = egui::Rangef::new(gauche - 4.0, place + 2.0);
        let gene = |autre: &egui::Rangef| cadre.min < autre.max && autre.min < cadre.max;
        let barre = reperes.iter().map(|r| x(r.jour));
        let barre = barre
            .filter(|x| gauche - 2.0 < *x && *x < place - 1.0)
            .count();
        if gauche < plan.left() || barre > 0 || pris.iter().any(gene) {
            continue;
        }
        ui.painter()
            .galley(pos2(gauche, plan.top() + 1.0), galley, couleur);
        pris.push(cadre);
    }
}

/// A round number at or above `n`, never zero.
fn ceiling(n: u32) -> u32 {
    let mut pas = 1;
    loop {
        for m in [4, 8, 10, 12, 16, 20] {
            if m * pas >= n.max(4) {
                return m * pas;
            }
        }
        pas *= 10;
    }
}

fn years_ui(ui: &Ui, plan: Rect, debut: NaiveDate, fin: NaiveDate, x: &impl Fn(NaiveDate) -> f32) {
    let t = Tokens::of(ui);
    let mut annee = AnneeScolaire::of(debut);
    while annee.debut() <= fin {
        let gauche = x(annee.debut().max(debut));
        let droite = x(annee.suivante().debut().min(fin));
        if annee.debut().year() % 2 == 0 {
            let bande = Rect::from_x_y_ranges(gauche..=droite, plan.y_range());
            ui.painter().rect_filled(bande, 0.0, t.fond);
        }
        // In a small curve, only the year of the rentrée.
        let nom = if droite - gauche > 58.0 {
            annee.to_string()
        } else {
            annee.rentree().to_string()
        };
        if droite - gauche > 30.0 {
            let place = pos2(gauche + 4.0, plan.bottom() + 5.0);
            ui.painter().text(
                place,
                Align2::LEFT_TOP,
                nom,
                FontId::proportional(11.0),
                t.discret,
            );
        }
        annee = annee.suivante();
    }
}

fn axis_ui(ui: &Ui, plan: Rect, sommet: u32, y: &impl Fn(f32) -> f32) {
    let t = Tokens::of(ui);
    for quart in 0..=4 {
        let valeur = sommet * quart / 4;
        let hauteur = y(valeur as f32);
        ui.painter()
            .hline(plan.x_range(), hauteur, Stroke::new(1.0, t.filet));
        let place = pos2(plan.left() - 6.0, hauteur);
        ui.painter().text(
            place,
            Align2::RIGHT_CENTER,
            entier(valeur),
            FontId::proportional(11.0),
            t.discret,
        );
    }
}

/// The area between two lines that share their abscissas.
fn band(ui: &Ui, bas: &[Pos2], haut: &[Pos2], couleur: Color32) {
    let mut mesh = Mesh::default();
    for (b, h) in bas.iter().zip(haut) {
        mesh.colored_vertex(*b, couleur);
        mesh.colored_vertex(*h, couleur);
    }
    for i in 0..bas.len().saturating_sub(1) as u32 {
        mesh.add_triangle(2 * i, 2 * i + 1, 2 * i + 2);
        mesh.add_triangle(2 * i + 1, 2 * i + 3, 2 * i + 2);
    }
    ui.painter().add(Shape::mesh(mesh));
    ui.painter()
        .line(epure(haut), Stroke::new(1.0, Tokens::of(ui).surface));
}

/// Names at the end of the curves, pushed apart until they no longer overlap; the one clicked.
fn names_ui(
    ui: &Ui,
    plan: Rect,
    mut noms: Vec<(f32, &str, u32, Id, Color32)>,
    cliquable: bool,
) -> Option<Id> {
    let t = Tokens::of(ui);
    noms.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut limite = plan.bottom();
    let mut clicked = None;
    for (place, nom, n, solution, couleur) in noms {
        let hauteur = place.min(limite);
        limite = hauteur - INTERLIGNE;
        let point = pos2(plan.right() + 12.0, hauteur);
        let mut encre = t.encre;
        if cliquable {
            let droite = plan.right() + MARGE_DROITE;
            let cadre = Rect::from_x_y_ranges(
                point.x - 7.0..=droite,
                hauteur - INTERLIGNE / 2.0..=hauteur + INTERLIGNE / 2.0,
            );
            let id = egui::Id::unique(("solution de la courbe", solution));
            let reponse = ui.interact(cadre, id, Sense::click());
            reponse.widget_info(|| {
                let n = compte(n as usize, "école", "écoles");
                let texte = format!("{nom} : {n}. Voir les écoles");
                egui::WidgetInfo::labeled(egui::Role::Button, true, texte)
            });
            if reponse.hovered() || reponse.has_focus() {
                ui.painter().rect_filled(cadre, 4.0, t.accent_fond);
                encre = t.accent;
            }
            if reponse.clicked() {
                clicked = Some(solution);
            }
        }
        ui.painter().circle_filled(point, 4.0, couleur);
        let mut job = egui::text::LayoutJob::simple_singleline(
            format!("{nom} {}", entier(n)),
            FontId::proportional(12.0),
            encre,
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(MARGE_DROITE - 24.0);
        let galley = ui.painter().layout_job(job);
        let coin = point + vec2(9.0, -galley.size().y / 2.0);
        ui.painter().galley(coin, galley, encre);
    }
    clicked
}

/// The month under the pointer, in words, and its day.
fn hover_ui(
    ui: &Ui,
    reponse: &egui::Response,
    courbe: &Courbe,
    plan: Rect,
    x: &impl Fn(NaiveDate) -> f32,
) -> Option<NaiveDate> {
    let souris = reponse.hover_pos().filter(|p| plan.contains(*p))?;
    let proche = courbe.points.iter().enumerate().min_by(|(_, a), (_, b)| {
        (x(a.jour) - souris.x)
            .abs()
            .total_cmp(&(x(b.jour) - souris.x).abs())
    });
    let (i, point) = proche?;
    let t = Tokens::of(ui);
    ui.painter()
        .vline(x(point.jour), plan.y_range(), Stroke::new(1.0, t.discret));
    reponse.clone().on_hover_ui_at_pointer(|ui| {
        ui.label(theme::sous_titre(date_longue(point.jour)));
        ui.label(format!(
            "{} sur {}",
            entier(point.avec_ent),
            compte(point.ecoles as usize, "école", "écoles")
        ));
        for serie in courbe.series.iter().filter(|s| s.valeurs[i] > 0) {
            ui.label(theme::petit(
                ui,
                format!("{} {}", serie.nom, entier(serie.valeurs[i])),
            ));
        }
    });
    Some(point.jour)
}

/// The curve in one sentence, for those who hear it.
fn spoken(courbe: &Courbe) -> String {
    match (courbe.points.first(), courbe.points.last()) {
        (Some(a), Some(b)) => format!(
            "Courbe des écoles avec ENT : {} au {}, {} au {}",
            entier(a.avec_ent),
            date_longue(a.jour),
            entier(b.avec_ent),
            date_longue(b.jour)
        ),
        _ => "Courbe vide".to_owned(),
    }
}

/// The text twin: one line at the start of each school year, and the last day.
pub fn table(ui: &mut Ui, courbe: &Courbe) {
    rows_ui(ui, courbe, false);
}

/// As [`table`], whose numbers of schools can be followed: the day of the one that was.
pub fn table_followed(ui: &mut Ui, courbe: &Courbe) -> Option<NaiveDate> {
    rows_ui(ui, courbe, true)
}

fn rows_ui(ui: &mut Ui, courbe: &Courbe, cliquable: bool) -> Option<NaiveDate> {
    let mut clicked = None;
    egui::Grid::new("courbe en texte")
        .striped(true)
        .spacing([18.0, 4.0])
        .show(ui, |ui| {
            ui.label(theme::petit(ui, "Au"));
            ui.label(theme::petit(ui, "Avec ENT"));
            ui.label(theme::petit(ui, "Écoles"));
            for serie in &courbe.series {
                ui.label(theme::petit(ui, &serie.nom));
            }
            ui.end_row();
            let last = courbe.points.len().saturating_sub(1);
            for (i, point) in courbe.points.iter().enumerate() {
                let rentree = point.jour.month() == 9 && point.jour.day() == 1;
                if !rentree && i != last {
                    continue;
                }
                ui.label(date_longue(point.jour));
                let avec = entier(point.avec_ent);
                if !cliquable {
                    ui.label(avec);
                } else if ui.link(avec).clicked() {
                    clicked = Some(point.jour);
                }
                ui.label(entier(point.ecoles));
                for serie in &courbe.series {
                    ui.label(entier(serie.valeurs[i]));
                }
                ui.end_row();
            }
        });
    clicked
}
