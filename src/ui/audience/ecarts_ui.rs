//! Declared against measured: the schools where the two do not agree, each leading to its sheet.

use egui::Ui;

use crate::command::Command;
use crate::domain::Id;
use crate::domain::audience::{Contradictions, EcartMesure, SEMAINES};
use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::ui::PageCtx;
use crate::ui::theme;

/// Draws the lists; the school whose curve is asked for.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, c: &Contradictions) -> Option<Id> {
    let (Some(premiere), Some(derniere)) = (c.semaines.first(), c.semaines.last()) else {
        ui.label(
            "Aucune semaine d’école n’est mesurée à cette date\u{202f}: rien à comparer à ce qui \
             est déclaré.",
        );
        return None;
    };
    let dit = format!(
        "{} regardées\u{202f}: les dernières mesurées, du {} au {}, hors vacances.",
        compte(c.semaines.len(), "semaine d’école", "semaines d’école"),
        date_courte(*premiere),
        date_courte(*derniere)
    );
    ui.add(egui::Label::new(theme::petit(ui, dit)).wrap());
    if c.semaines.len() < SEMAINES {
        let dit = format!("Il en faut {SEMAINES} pour dire qu’une école n’a plus de visites.");
        ui.label(theme::petit(ui, dit));
    }
    let mut montree = None;
    egui::ScrollArea::vertical()
        .id_salt("déclaré et constaté")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let titre = "Déclaré, mais aucune visite";
            list_ui(ui, ctx, titre, &c.sans_visite, &mut montree, |e| {
                let declare = if e.utilise {
                    "déclaré utilisé"
                } else {
                    "ENT déclaré"
                };
                let derniere = e.derniere_visite.map_or_else(
                    || "aucune visite connue".to_owned(),
                    |lundi| format!("dernière visite\u{202f}: semaine du {}", date_courte(lundi)),
                );
                format!("{declare} · {derniere}")
            });
            let titre = "Des visites, mais aucun ENT déclaré";
            list_ui(ui, ctx, titre, &c.sans_declaration, &mut montree, |e| {
                if e.visites == 0 {
                    return "visites d’un profil au moins".to_owned();
                }
                let n = usize::try_from(e.visites).unwrap_or(usize::MAX);
                compte(n, "visite", "visites")
            });
            ui.add_space(10.0);
            let n = c.jamais_mesurees.len();
            let texte = format!("Avec ENT, jamais mesurées\u{202f}: {}", entier(n));
            ui.label(theme::sous_titre(texte));
            if n == 0 {
                return;
            }
            ui.add(
                egui::Label::new(theme::petit(
                    ui,
                    "Ni visite ni zéro\u{202f}: leur ENT n’est pas dans la mesure nationale, ou le \
                     fichier ne les contient pas.",
                ))
                .wrap(),
            );
            if ui.link("Voir ces écoles").clicked() {
                ctx.commands.send(Command::MontrerEcoles {
                    titre: "Avec ENT, jamais mesurées".to_owned(),
                    ecoles: c.jamais_mesurees.clone(),
                });
            }
        });
    montree
}

fn list_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    titre: &str,
    ecarts: &[EcartMesure],
    montree: &mut Option<Id>,
    detail: impl Fn(&EcartMesure) -> String,
) {
    ui.add_space(10.0);
    ui.horizontal_wrapped(|ui| {
        let texte = format!(
            "{titre}\u{202f}: {}",
            compte(ecarts.len(), "école", "écoles")
        );
        ui.label(theme::sous_titre(texte));
        if ecarts.len() > 1 {
            let lien = ui.link("Voir ces écoles");
            let nom = format!("Voir ces écoles, {titre}");
            lien.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &nom));
            if lien.clicked() {
                ctx.commands.send(Command::MontrerEcoles {
                    titre: titre.to_owned(),
                    ecoles: ecarts.iter().map(|e| e.ecole).collect(),
                });
            }
        }
    });
    for ecart in ecarts {
        let Some(ecole) = ctx.faits.ecole(ecart.ecole) else {
            continue;
        };
        let (situation, _) = ecole.au(ctx.au);
        let commune = situation.commune_nom.as_deref().unwrap_or_default();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            if ui.link(&*situation.nom).clicked() {
                ctx.commands.send(Command::MontrerEcole(ecart.ecole));
            }
            ui.label(theme::petit(ui, commune));
            let courbe = ui.small_button("Courbe");
            let nom = format!("Courbe de {}", situation.nom);
            courbe.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &nom));
            if courbe.clicked() {
                *montree = Some(ecart.ecole);
            }
            ui.label(detail(ecart));
        });
    }
}
