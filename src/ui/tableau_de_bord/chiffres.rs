//! The six key figures, their change since another day; each opens the schools behind it.

use egui::{Ui, vec2};

use super::{at_least, open, same_height};
use crate::domain::indicateurs::{ChiffreCle, Cle, Souci, Synthese, Tendance};
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// A figure, ready to be drawn.
pub(super) struct Carte {
    chiffre: ChiffreCle,
    grand: String,
    petit: String,
    /// Its change, in words, and which way.
    change: Option<(String, Tendance)>,
}

/// The cards of the figures, beside what they were.
pub(super) fn cards(synthese: &Synthese) -> Vec<Carte> {
    let finis = |s: &&(Souci, Vec<_>)| s.0 == Souci::AbonnementsFinis;
    let finis = synthese.soucis.iter().find(finis).map_or(0, |s| s.1.len());
    synthese
        .chiffres
        .iter()
        .map(|chiffre| {
            let avant = synthese.avant.iter().find(|a| a.cle == chiffre.cle);
            let change = avant.and_then(|a| chiffre.depuis(a));
            let grand = if chiffre.cle.est_un_taux() {
                taux_texte(chiffre.part.taux())
            } else {
                entier(chiffre.nombre)
            };
            Carte {
                petit: small(chiffre, finis),
                change: change.map(|c| (c.phrase(), c.tendance)),
                grand,
                chiffre: chiffre.clone(),
            }
        })
        .collect()
}

/// `finis`: schools of which an ENT in service is no longer paid.
fn small(chiffre: &ChiffreCle, finis: usize) -> String {
    let sur = format!(
        "{} sur {}",
        entier(chiffre.part.ecoles.len()),
        entier(chiffre.part.sur)
    );
    match chiffre.cle {
        Cle::AvecEnt => format!("avec ENT · {sur}"),
        Cle::Utilise => format!("réellement utilisés · {sur}"),
        Cle::Formees => format!("équipées et formées · {sur}"),
        Cle::Visites => {
            let n = compte(chiffre.part.ecoles.len(), "école vue", "écoles vues");
            format!("visites cette année · {n}")
        }
        Cle::AVerifier => "à vérifier · jamais ou depuis un an".to_owned(),
        Cle::Abonnements if finis > 0 => format!(
            "abonnements finissant dans les 6 mois · {}",
            compte(finis, "déjà fini", "déjà finis")
        ),
        Cle::Abonnements => "abonnements finissant dans les 6 mois".to_owned(),
    }
}

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, cartes: &[Carte]) {
    let espace = 12.0;
    let large = ui.available_width();
    let par_ligne = match large {
        900.0.. => 6,
        420.0.. => 3,
        _ => 2,
    };
    let largeur = (large - espace * (par_ligne as f32 - 1.0)) / par_ligne as f32;
    for rangee in cartes.chunks(par_ligne) {
        same_height(ui, |ui, hauteur| {
            ui.spacing_mut().item_spacing.x = espace;
            let cartes = rangee.iter();
            let hautes = cartes.map(|carte| figure_ui(ui, ctx, carte, vec2(largeur, hauteur)));
            hautes.fold(0.0, f32::max)
        });
        ui.add_space(2.0);
    }
}

/// One figure; the height of what it holds.
fn figure_ui(ui: &mut Ui, ctx: &PageCtx<'_>, carte: &Carte, taille: egui::Vec2) -> f32 {
    let t = Tokens::of(ui);
    let cadre = egui::Frame::new()
        .fill(t.surface)
        .stroke(egui::Stroke::new(1.0, t.filet))
        .corner_radius(8)
        .inner_margin(egui::Margin::same(12));
    let dessinee = cadre.show(ui, |ui| {
        ui.set_width(taille.x - 26.0);
        let contenu = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(theme::chiffre(&carte.grand));
            ui.add(egui::Label::new(theme::petit(ui, &carte.petit)).wrap());
            if let Some((texte, tendance)) = &carte.change {
                let encre = match tendance {
                    Tendance::Mieux => t.succes,
                    Tendance::MoinsBien => t.erreur,
                    Tendance::Neutre | Tendance::Inchange => t.discret,
                };
                let texte = theme::petit(ui, texte).color(encre);
                ui.add(egui::Label::new(texte).wrap());
            }
        };
        ui.vertical(|ui| at_least(ui, taille.y, contenu)).inner
    });
    let titre = carte.chiffre.cle.libelle();
    let reponse = ui.interact(
        dessinee.response.rect,
        ui.scope_id().with(titre),
        egui::Sense::click(),
    );
    reponse.widget_info(|| {
        let change = carte.change.as_ref();
        let change = change.map_or(String::new(), |(texte, _)| format!(", {texte}"));
        let nom = format!(
            "{titre} : {}, {}{change}. Voir les écoles",
            carte.grand, carte.petit
        );
        egui::WidgetInfo::labeled(egui::Role::Button, true, nom)
    });
    if reponse.hovered() || reponse.has_focus() {
        ui.painter().rect_stroke(
            reponse.rect,
            8.0,
            egui::Stroke::new(1.5, t.accent),
            egui::StrokeKind::Inside,
        );
    }
    if reponse.clicked() {
        open(ctx, titre, &carte.chiffre.part.ecoles);
    }
    dessinee.inner
}
