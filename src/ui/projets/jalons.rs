//! The milestones of a project: one line each, opened to be dated.

use chrono::NaiveDate;
use egui::{RichText, Ui};

use super::nouveau::moments_habituels;
use crate::command::{Command, Ecriture};
use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::domain::{Id, Jalon, Liste, Projet};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_texte::champ_texte;
use crate::ui::widgets::choix::choix;

/// Draws the milestones and what adds one.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, projet: &Projet) {
    let (atteints, total) = projet.avancement(ctx.au);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::sous_titre("Jalons"));
        if total > 0 {
            let texte = format!(
                "{} sur {}",
                compte(atteints, "atteint", "atteints"),
                entier(total)
            );
            ui.label(theme::petit(ui, texte));
        }
        add_ui(ui, ctx, projet);
    });
    let prochain = projet.prochain(ctx.au).map(|j| j.id);
    for jalon in &projet.jalons {
        jalon_ui(ui, ctx, jalon, prochain == Some(jalon.id));
    }
}

fn add_ui(ui: &mut Ui, ctx: &PageCtx<'_>, projet: &Projet) {
    ui.menu_button("Ajouter un jalon ▼", |ui| {
        for terme in ctx.faits.termes_offerts(Liste::Moment) {
            if ui.button(&terme.nom).clicked() {
                save(ctx, Jalon::nouveau(projet.id, Some(terme.id)));
                ui.close();
            }
        }
    });
    if projet.jalons.is_empty() && ui.button("Les jalons habituels").clicked() {
        let lot = moments_habituels(ctx)
            .map(|t| Ecriture::Jalon(Box::new(Jalon::nouveau(projet.id, Some(t.id)))))
            .collect();
        ctx.commands.send(Command::Ecrire(Ecriture::Lot(lot)));
    }
}

fn save(ctx: &PageCtx<'_>, jalon: Jalon) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Jalon(Box::new(jalon))));
}

fn jalon_ui(ui: &mut Ui, ctx: &PageCtx<'_>, jalon: &Jalon, prochain: bool) {
    let nom = jalon.nom(ctx.faits);
    let id = egui::Id::unique(("jalon", jalon.id));
    // Decided once: reaching a milestone must not close it under the hand.
    let mut ouvert = ui.data_mut(|d| *d.get_temp_mut_or(id, prochain));
    let heading = ui.scope(|ui| heading_ui(ui, ctx.au, jalon, nom, ouvert));
    if heading.inner {
        ouvert = !ouvert;
        ui.data_mut(|d| d.insert_temp(id, ouvert));
    }
    if !ouvert {
        return;
    }
    ui.indent(id, |ui| {
        egui::Grid::new(id.with("grille"))
            .num_columns(2)
            .spacing([10.0, 4.0])
            .show(ui, |ui| grid_ui(ui, ctx, jalon, nom, id));
        let supprimer = ui
            .link("Supprimer ce jalon")
            .on_hover_text(format!("Supprimer le jalon {nom}"));
        if supprimer.clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Jalon, jalon.id);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
    });
}

/// « ✓ Conception », and under it « 25/06/2019 · conseiller associé »; whether it was pressed.
fn heading_ui(ui: &mut Ui, au: NaiveDate, jalon: &Jalon, nom: &str, ouvert: bool) -> bool {
    let t = Tokens::of(ui);
    let (signe, encre) = if jalon.est_atteint(au) {
        ("✓", t.encre)
    } else if jalon.est_en_retard(au) {
        ("▲", t.alerte)
    } else {
        ("○", t.encre)
    };
    let fleche = if ouvert { "▼" } else { "▶" };
    let texte = RichText::new(format!("{fleche} {signe} {nom}")).color(encre);
    ui.spacing_mut().item_spacing.y = 1.0;
    let bouton = ui.add(egui::Button::new(texte).frame(false).truncate());
    let dessous = state(au, jalon);
    bouton.widget_info(|| {
        let texte = format!("{signe} {nom}, {dessous}");
        egui::WidgetInfo::labeled(egui::Role::Button, true, texte)
    });
    ui.ctx()
        .accesskit_node_builder(bouton.id, |node| node.set_expanded(ouvert));
    if !dessous.is_empty() {
        let marge = egui::Margin {
            left: 36,
            bottom: 4,
            ..egui::Margin::ZERO
        };
        egui::Frame::new().inner_margin(marge).show(ui, |ui| {
            let texte = theme::petit(ui, dessous.as_str());
            ui.add(egui::Label::new(texte).truncate());
        });
    }
    bouton.clicked()
}

/// When, and with whom: « 25/06/2019 · conseiller associé ».
fn state(au: NaiveDate, jalon: &Jalon) -> String {
    let mut parts: Vec<String> = Vec::new();
    match (jalon.atteint_le, jalon.prevu_le) {
        (Some(jour), _) => parts.push(format!("atteint le {}", date_courte(jour))),
        (None, Some(jour)) if jour < au => {
            parts.push(format!("en retard, prévu le {}", date_courte(jour)));
        }
        (None, Some(jour)) => parts.push(format!("prévu le {}", date_courte(jour))),
        (None, None) => {}
    }
    match jalon.conseiller_associe {
        Some(true) => parts.push("conseiller associé".to_owned()),
        Some(false) => parts.push("sans conseiller".to_owned()),
        None => {}
    }
    parts.join(" · ")
}

fn grid_ui(ui: &mut Ui, ctx: &PageCtx<'_>, jalon: &Jalon, nom: &str, id: egui::Id) {
    ui.label("Moment");
    if let Some(moment) = moment_ui(ui, ctx, jalon, nom, id) {
        save(
            ctx,
            Jalon {
                moment,
                ..jalon.clone()
            },
        );
    }
    ui.end_row();
    ui.label("Précision");
    let spoken = format!("Précision {nom}");
    let exemple = "Ce qui le distingue";
    let champ = id.with("libelle");
    if let Some(libelle) = champ_texte(ui, champ, &spoken, &jalon.libelle, 240.0, exemple) {
        save(
            ctx,
            Jalon {
                libelle,
                ..jalon.clone()
            },
        );
    }
    ui.end_row();
    for (libelle, valeur, prevu) in [
        ("Prévu le", jalon.prevu_le, true),
        ("Atteint le", jalon.atteint_le, false),
    ] {
        ui.label(libelle);
        ui.vertical(|ui| {
            let spoken = format!("{libelle}, {nom}");
            let champ = id.with(libelle);
            if let Some(jour) = champ_date(ui, champ, &spoken, valeur, ctx.aujourdhui) {
                let mut change = jalon.clone();
                if prevu {
                    change.prevu_le = jour;
                } else {
                    change.atteint_le = jour;
                }
                save(ctx, change);
            }
        });
        ui.end_row();
    }
    ui.label("Conseiller associé");
    counsellor_ui(ui, ctx, jalon);
    ui.end_row();
}

/// A moment that is no longer offered still shows where it stands.
fn moment_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    jalon: &Jalon,
    nom: &str,
    id: egui::Id,
) -> Option<Option<Id>> {
    let connu = jalon.moment.and_then(|id| ctx.faits.terme(id));
    let montre = connu.map_or("Non précisé", |t| t.nom.as_str());
    let spoken = format!("Moment {nom}");
    choix(
        ui,
        id.with("moment"),
        &spoken,
        &jalon.moment,
        montre,
        || {
            let mut options = vec![(None, "Non précisé".to_owned())];
            options.extend(
                ctx.faits
                    .termes_offerts(Liste::Moment)
                    .map(|t| (Some(t.id), t.nom.clone())),
            );
            if let Some(retire) = connu.filter(|t| t.retire) {
                options.push((Some(retire.id), format!("{} (retiré)", retire.nom)));
            }
            options
        },
    )
}

fn counsellor_ui(ui: &mut Ui, ctx: &PageCtx<'_>, jalon: &Jalon) {
    ui.horizontal_wrapped(|ui| {
        for (mot, valeur) in [
            ("oui", Some(true)),
            ("non", Some(false)),
            ("non précisé", None),
        ] {
            let choisi = jalon.conseiller_associe == valeur;
            if ui.radio(choisi, mot).clicked() && !choisi {
                save(
                    ctx,
                    Jalon {
                        conseiller_associe: valeur,
                        ..jalon.clone()
                    },
                );
            }
        }
    });
}
