//! The profiles as shares of their own sum, and the services, each with the week it was last used.

use chrono::NaiveDate;
use egui::{Rect, Sense, Ui, vec2};

use super::courbe::week;
use super::vue::Vue;
use crate::domain::audience::{Profil, Service};
use crate::domain::date::date_courte;
use crate::domain::nombre::{SANS_OBJET, entier, taux_texte};
use crate::ui::theme::{self, Tokens};

/// Length of the longest bar, its height, in points.
const BARRE: (f32, f32) = (220.0, 12.0);

/// « 2025/2026, du 01/09/2025 au 24/11/2025 ».
fn period(vue: &Vue) -> String {
    vue.bornes.map_or_else(
        || vue.annee.to_string(),
        |(de, a)| {
            format!(
                "Année {}, semaines du {} au {}",
                vue.annee,
                date_courte(de),
                date_courte(a)
            )
        },
    )
}

/// The share of each profile, as bars whose figures are written beside.
pub(super) fn profiles(ui: &mut Ui, vue: &Vue) {
    ui.label(theme::petit(ui, period(vue)));
    ui.add_space(4.0);
    egui::Grid::new("profils")
        .spacing([16.0, 8.0])
        .show(ui, |ui| {
            for titre in ["Profil", "Visites", "Part", ""] {
                ui.label(theme::petit(ui, titre));
            }
            ui.end_row();
            for part in &vue.parts {
                ui.label(part.profil.libelle());
                ui.label(entier(part.visites));
                ui.label(taux_texte(part.part));
                let t = part.part.map_or(0.0, |t| t.pourcent() as f32 / 100.0);
                bar(ui, t);
                ui.end_row();
            }
        });
    ui.add_space(6.0);
    let publie = if vue.globales > 0 {
        format!(
            "Le total publié, {}, n’est pas leur somme\u{202f}: l’un n’est jamais calculé à \
             partir de l’autre.",
            entier(vue.globales)
        )
    } else {
        "Le fichier ne donne pas de total pour tous les profils.".to_owned()
    };
    let dit = format!(
        "Parts de la somme des quatre profils, {} visites. {publie}",
        entier(vue.somme_profils)
    );
    ui.add(egui::Label::new(theme::petit(ui, dit)).wrap());
    dead(ui, vue);
}

/// The columns that say nothing any more; one sentence when it is all of them.
pub(super) fn dead(ui: &mut Ui, vue: &Vue) {
    let parlent = |p: &Profil| vue.serie.iter().any(|s| s.visites_de(*p).is_some());
    if !vue.eteintes.is_empty()
        && vue.eteintes.len() == Profil::ALL.iter().filter(|p| parlent(p)).count()
    {
        let derniere = vue.eteintes.iter().filter_map(|e| e.derniere).max();
        let dit = derniere.map_or_else(
            || "▲ Aucune visite mesurée.".to_owned(),
            |lundi| format!("▲ Plus aucune visite depuis la {}.", week(lundi)),
        );
        ui.colored_label(Tokens::of(ui).alerte, dit);
        return;
    }
    for eteinte in &vue.eteintes {
        let nom = match eteinte.quoi {
            Profil::Globales => "Le total publié".to_owned(),
            profil => format!("«\u{a0}{}\u{a0}»", profil.libelle()),
        };
        let dit = eteinte.derniere.map_or_else(
            || format!("{nom} n’a jamais dépassé zéro."),
            |lundi| {
                format!(
                    "{nom} ne dit plus rien\u{202f}: dernière semaine non nulle, {}.",
                    week(lundi)
                )
            },
        );
        ui.colored_label(Tokens::of(ui).alerte, format!("▲ {dit}"));
    }
}

/// Each service, the most visited first; `fin`: the last week the schools measured.
pub(super) fn services(ui: &mut Ui, vue: &Vue, services: &[Service], fin: Option<NaiveDate>) {
    ui.label(theme::petit(ui, period(vue)));
    ui.add_space(4.0);
    if services.is_empty() {
        ui.label(
            "Aucune mesure par service pour ces écoles. Le jeu fr-en-dnma-par-uai-services les \
             donne\u{202f}: importez-le comme l’autre.",
        );
        return;
    }
    let plus = services
        .iter()
        .map(|s| s.visites_de(vue.annee))
        .max()
        .unwrap_or(0)
        .max(1);
    let largeur = ui.available_width();
    egui::ScrollArea::vertical()
        .id_salt("services")
        .auto_shrink([false, true])
        .show(ui, |ui| {
            egui::Grid::new("services")
                .striped(true)
                .spacing([16.0, 6.0])
                .show(ui, |ui| {
                    for titre in ["Service", "Visites", "Dernière semaine non nulle"] {
                        ui.label(theme::petit(ui, titre));
                    }
                    ui.end_row();
                    for service in services {
                        ui.label(service.libelle());
                        ui.label(entier(service.visites_de(vue.annee)));
                        let derniere = service.derniere();
                        let texte = derniere.map_or_else(|| SANS_OBJET.to_owned(), date_courte);
                        if fin.is_some_and(|fin| service.est_eteint(fin)) {
                            ui.colored_label(Tokens::of(ui).alerte, format!("▲ {texte}"));
                        } else {
                            ui.label(texte);
                        }
                        if largeur > 640.0 {
                            bar(ui, service.visites_de(vue.annee) as f32 / plus as f32);
                        }
                        ui.end_row();
                    }
                });
        });
}

/// A bar of `part`, from 0 to 1. Decoration: the figure stands beside it.
fn bar(ui: &mut Ui, part: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(BARRE.0, BARRE.1), Sense::hover());
    let t = Tokens::of(ui);
    ui.painter().rect_filled(rect, 3.0, t.fond);
    let plein = Rect::from_min_size(rect.min, vec2(BARRE.0 * part, BARRE.1));
    ui.painter().rect_filled(plein, 3.0, t.accent);
}
