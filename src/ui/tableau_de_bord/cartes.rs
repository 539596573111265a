//! The cards below the figures: the funnel, the sectors as small multiples, what sticks.

use egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::open;
use crate::command::Command;
use crate::domain::Etape;
use crate::domain::audience::Contradictions;
use crate::domain::date::date_longue;
use crate::domain::indicateurs::{Blocage, Entonnoir, Multiple, PointCouverture, Souci};
use crate::domain::nombre::{compte, entier, taux, taux_texte};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::barre::{self, Barre, Largeurs};

/// The colour of each stage: announced, in service, used.
fn stage_colour(t: &Tokens, etape: Etape) -> Color32 {
    match etape {
        Etape::Projet | Etape::Conventionne => t.series[4],
        Etape::Comptes | Etape::Forme => t.series[0],
        Etape::Utilise => t.series[1],
    }
}

pub(super) fn funnel_ui(ui: &mut Ui, ctx: &PageCtx<'_>, entonnoir: &Entonnoir) {
    ui.label(theme::sous_titre("Du projet à l’usage"));
    ui.add_space(4.0);
    bars_ui(ui, ctx, entonnoir);
    ui.add_space(4.0);
    stuck_ui(ui, ctx, entonnoir);
}

/// A bar per stage.
pub(in crate::ui) fn bars_ui(ui: &mut Ui, ctx: &PageCtx<'_>, entonnoir: &Entonnoir) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    for etape in Etape::ALL {
        let ecoles = entonnoir.etape(etape);
        let barre = Barre {
            id: egui::Id::unique(("entonnoir", etape.as_str())),
            nom: etape.libelle(),
            texte: &entier(ecoles.len()),
            part: ecoles.len() as f32 / entonnoir.ecoles.max(1) as f32,
            couleur: stage_colour(t, etape),
            action: "Voir les écoles",
        };
        let largeurs = Largeurs {
            nom: 108.0,
            texte: 44.0,
        };
        if barre::show(ui, &barre, largeurs).clicked() {
            open(ctx, etape.libelle(), ecoles);
        }
    }
}

/// The schools stuck at each stage, with a link to them.
fn stuck_ui(ui: &mut Ui, ctx: &PageCtx<'_>, entonnoir: &Entonnoir) {
    let mut aucune = true;
    for blocage in Blocage::ALL {
        let ecoles = entonnoir.bloquees(blocage);
        if ecoles.is_empty() {
            continue;
        }
        aucune = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let n = compte(ecoles.len(), "école", "écoles");
            let phrase = format!("{n} {}", blocage.phrase());
            ui.label(theme::petit(ui, phrase));
            let lien = ui.link(theme::petit(ui, "Les\u{a0}voir").color(Tokens::of(ui).accent));
            lien.widget_info(|| {
                let nom = format!("Les voir : {n} {}", blocage.phrase());
                egui::WidgetInfo::labeled(egui::Role::Link, true, nom)
            });
            if lien.clicked() {
                open(ctx, &format!("Écoles {}", blocage.phrase()), &ecoles);
            }
        });
    }
    if aucune {
        ui.label(theme::petit(
            ui,
            "Aucune école n’attend depuis plus de six mois à une étape.",
        ));
    }
}

pub(super) fn worries_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    soucis: &[(Souci, Vec<crate::domain::Id>)],
    contredites: Option<&Contradictions>,
) {
    ui.label(theme::sous_titre("Ce qui coince"));
    ui.add_space(4.0);
    let presents = soucis.iter().filter(|(_, ecoles)| !ecoles.is_empty());
    let mut aucun = true;
    for (souci, ecoles) in presents {
        aucun = false;
        if worry_line(ui, souci.libelle(), ecoles.len()).clicked() {
            open(ctx, souci.libelle(), ecoles);
        }
    }
    if let Some(contredites) = contredites.filter(|c| c.nombre() > 0) {
        aucun = false;
        let libelle = "Contredites par la mesure d’audience";
        if worry_line(ui, libelle, contredites.nombre()).clicked() {
            open(ctx, libelle, &contredites.ecoles());
        }
    }
    if aucun {
        ui.label(theme::petit(ui, "Rien ne coince à cette date."));
    }
}

/// One line: what sticks, and for how many schools.
pub(super) fn worry_line(ui: &mut Ui, libelle: &str, n: usize) -> egui::Response {
    let t = Tokens::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 28.0));
    let reponse = ui.interact(
        rect,
        egui::Id::unique(("coince", libelle)),
        egui::Sense::click(),
    );
    reponse.widget_info(|| {
        let n = compte(n, "école", "écoles");
        let nom = format!("Ce qui coince, {n} : {libelle}. Voir les écoles");
        egui::WidgetInfo::labeled(egui::Role::Button, true, nom)
    });
    if reponse.hovered() || reponse.has_focus() {
        ui.painter().rect_filled(rect, 4.0, t.accent_fond);
    }
    let chiffres = egui::FontId::new(13.0, theme::gras());
    let nombre = ui.painter().text(
        pos2(rect.right() - 4.0, rect.center().y),
        egui::Align2::RIGHT_CENTER,
        entier(n),
        chiffres,
        t.encre,
    );
    let font = egui::FontId::proportional(13.0);
    let mut job = egui::text::LayoutJob::simple_singleline(libelle.to_owned(), font, t.encre);
    job.wrap = egui::text::TextWrapping::truncate_at_width(nombre.left() - rect.left() - 16.0);
    let galley = ui.painter().layout_job(job);
    let place = pos2(rect.left() + 4.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, t.encre);
    ui.painter()
        .hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.filet));
    reponse
}

/// The coverage of each sector over time, side by side, on one scale from 0 to 100 %.
pub(super) fn multiples_ui(ui: &mut Ui, ctx: &PageCtx<'_>, multiples: &[Multiple], reste: usize) {
    ui.label(theme::sous_titre("Par secteur de collège"));
    ui.add_space(4.0);
    if multiples.is_empty() {
        ui.label(theme::petit(
            ui,
            "Aucun secteur de collège n’est connu à cette date.",
        ));
        return;
    }
    let par_ligne = if ui.available_width() > 400.0 { 3 } else { 2 };
    let espace = 10.0;
    let largeur = (ui.available_width() - espace * (par_ligne - 1) as f32) / par_ligne as f32;
    for rangee in multiples.chunks(par_ligne) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = espace;
            for multiple in rangee {
                if multiple_ui(ui, multiple, largeur).clicked()
                    && let Some(groupe) = &multiple.ligne.cle
                {
                    ctx.commands.send(Command::MontrerGroupe(groupe.clone()));
                }
            }
        });
    }
    if reste > 0 {
        let n = compte(reste, "autre secteur", "autres secteurs");
        ui.label(theme::petit(ui, format!("et {n}, plus petits")));
    }
    egui::CollapsingHeader::new(theme::petit(ui, "La même chose en tableau"))
        .id_salt("secteurs")
        .show(ui, |ui| multiples_table(ui, ctx, multiples));
}

fn multiple_ui(ui: &mut Ui, multiple: &Multiple, largeur: f32) -> egui::Response {
    let t = Tokens::of(ui);
    let ligne = &multiple.ligne;
    let (_, rect) = ui.allocate_space(vec2(largeur, 74.0));
    let id = egui::Id::unique(("petit multiple", &ligne.groupe, &ligne.code));
    let reponse = ui.interact(rect, id, egui::Sense::click());
    let sur = format!(
        "{} sur {}",
        entier(ligne.compte.avec_ent),
        entier(ligne.compte.ecoles)
    );
    reponse.widget_info(|| {
        let nom = format!("{} : {sur}. Voir le secteur", ligne.groupe);
        egui::WidgetInfo::labeled(egui::Role::Link, true, nom)
    });
    if reponse.hovered() || reponse.has_focus() {
        ui.painter().rect_filled(rect, 4.0, t.accent_fond);
    }
    let texte = |texte: String, encre: Color32| {
        let font = egui::FontId::proportional(12.0);
        let mut job = egui::text::LayoutJob::simple_singleline(texte, font, encre);
        job.wrap = egui::text::TextWrapping::truncate_at_width(largeur - 6.0);
        ui.painter().layout_job(job)
    };
    let coin = rect.min + vec2(3.0, 1.0);
    ui.painter()
        .galley(coin, texte(ligne.groupe.clone(), t.encre), t.encre);
    let taux = format!("{} · {sur}", taux_texte(ligne.compte.taux()));
    ui.painter()
        .galley(coin + vec2(0.0, 15.0), texte(taux, t.discret), t.discret);
    let plan = Rect::from_min_max(rect.min + vec2(3.0, 34.0), rect.max - vec2(3.0, 4.0));
    sparkline(ui, plan, &multiple.points, t);
    reponse.on_hover_text(format!("{}, {sur}", ligne.groupe))
}

/// The share of schools with an ENT, from 0 to 100 %.
fn sparkline(ui: &Ui, plan: Rect, points: &[PointCouverture], t: &Tokens) {
    ui.painter().rect_filled(plan, 2.0, t.fond);
    let n = points.len().saturating_sub(1).max(1) as f32;
    let haut: Vec<Pos2> = (points.iter().enumerate())
        .map(|(i, p)| {
            let part = p.avec_ent as f32 / p.ecoles.max(1) as f32;
            let x = if points.len() == 1 { 1.0 } else { i as f32 / n };
            pos2(
                plan.left() + x * plan.width(),
                plan.bottom() - part * plan.height(),
            )
        })
        .collect();
    let mut mesh = egui::Mesh::default();
    for point in &haut {
        mesh.colored_vertex(pos2(point.x, plan.bottom()), t.series[0]);
        mesh.colored_vertex(*point, t.series[0]);
    }
    for i in 0..haut.len().saturating_sub(1) as u32 {
        mesh.add_triangle(2 * i, 2 * i + 1, 2 * i + 2);
        mesh.add_triangle(2 * i + 1, 2 * i + 3, 2 * i + 2);
    }
    ui.painter().add(Shape::mesh(mesh));
    let bas = plan.bottom();
    ui.painter()
        .hline(plan.x_range(), bas, Stroke::new(1.0, t.discret));
}

/// The text twin: each sector a year apart.
fn multiples_table(ui: &mut Ui, ctx: &PageCtx<'_>, multiples: &[Multiple]) {
    let Some(premier) = multiples.first() else {
        return;
    };
    // Four points make a year; the last five years are enough to read.
    let rangs: Vec<usize> = (0..premier.points.len()).rev().step_by(4).take(5).collect();
    egui::ScrollArea::horizontal()
        .id_salt("secteurs en texte")
        .show(ui, |ui| {
            egui::Grid::new("secteurs en texte")
                .striped(true)
                .spacing([18.0, 4.0])
                .show(ui, |ui| {
                    ui.label(theme::petit(ui, "Secteur"));
                    for &rang in rangs.iter().rev() {
                        ui.label(theme::petit(ui, date_longue(premier.points[rang].jour)));
                    }
                    ui.end_row();
                    for multiple in multiples {
                        let nom = &multiple.ligne.groupe;
                        if ui.link(nom).clicked() {
                            open(ctx, nom, &multiple.ligne.ecoles);
                        }
                        for &rang in rangs.iter().rev() {
                            let p = multiple.points[rang];
                            let part = taux_texte(taux(p.avec_ent.into(), p.ecoles.into()));
                            ui.label(format!("{part} · {} sur {}", p.avec_ent, p.ecoles));
                        }
                        ui.end_row();
                    }
                });
        });
}
