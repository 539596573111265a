//! One ENT in one school: its days, its reach, its stages, edited in place.

use chrono::NaiveDate;
use egui::Ui;

use super::ent_ui::notice_ui;
use crate::command::{Command, Ecriture};
use crate::domain::continuite::desordre;
use crate::domain::date::{date_courte, date_longue};
use crate::domain::{Deploiement, Etape, Perimetre};
use crate::ui::PageCtx;
use crate::ui::ecoles::classes;
use crate::ui::theme;
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_saisi::{Apparence, champ_entier};
use crate::ui::widgets::champ_texte::texte_long;

/// Classes a school can have.
const CLASSES: u32 = 99;

pub(super) fn save(ctx: &PageCtx<'_>, d: Deploiement) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Deploiement(Box::new(d))));
}

/// Draws the fields of the period of `nom`; its stages open when it is the current one.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement, nom: &str, courant: bool) {
    let id = egui::Id::unique(("deploiement", d.id));
    dates_ui(ui, ctx, d, nom, id);
    perimeter_ui(ui, ctx, d, id);
    // What is left to date shows at once; what is all done is one line.
    let reste = courant && d.etape_au(ctx.au) != Some(Etape::Utilise);
    let stages = egui::CollapsingHeader::new(stages_title(d, ctx.au))
        .id_salt(id.with("etapes"))
        .default_open(reste)
        .show(ui, |ui| stages_ui(ui, ctx, d, nom, id));
    if stages.body_returned.is_none() {
        let datees: Vec<String> = Etape::ALL
            .into_iter()
            .filter_map(|e| Some(format!("{} {}", e.libelle(), date_courte(d.etape(e)?))))
            .collect();
        if !datees.is_empty() {
            ui.add(egui::Label::new(theme::petit(ui, datees.join(" · "))).wrap());
        }
    }
    if let Some(phrase) = desordre(d) {
        notice_ui(ui, &phrase, true);
    }
    ui.horizontal(|ui| {
        ui.label(theme::petit(ui, "Note"));
        let note = id.with("note");
        let lue = texte_long(ui, note, "Note", &d.commentaire, 1, "rien de noté");
        if let Some(commentaire) = lue {
            save(
                ctx,
                Deploiement {
                    commentaire,
                    ..d.clone()
                },
            );
        }
    });
}

/// « école entière, en cours » in words.
pub(super) fn sentence(d: &Deploiement, au: NaiveDate) -> String {
    let perimetre = match d.perimetre {
        Perimetre::Ecole => "école entière".to_owned(),
        Perimetre::Classes { nombre, total } => classes(nombre, total),
    };
    let quand = match (d.debut, d.fin) {
        (None, _) => "début à préciser : ne compte pas encore".to_owned(),
        (Some(debut), _) if au < debut => format!("à partir du {}", date_longue(debut)),
        (Some(debut), Some(fin)) if fin < au => {
            format!("du {} au {}", date_longue(debut), date_longue(fin))
        }
        (Some(debut), _) => match d.debut_effectif() {
            None => "en projet : ne compte pas encore".to_owned(),
            Some(effectif) if au < effectif => format!("comptes le {}", date_longue(effectif)),
            Some(_) => format!("depuis le {}", date_longue(debut)),
        },
    };
    format!("{perimetre}, {quand}")
}

fn dates_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement, nom: &str, id: egui::Id) {
    egui::Grid::new(id.with("dates"))
        .num_columns(2)
        .spacing([10.0, 4.0])
        .show(ui, |ui| {
            ui.label("Début");
            ui.vertical(|ui| {
                if let Some(debut) = champ_date(
                    ui,
                    id.with("debut"),
                    &format!("Début {nom}"),
                    d.debut,
                    ctx.aujourdhui,
                ) {
                    save(ctx, Deploiement { debut, ..d.clone() });
                }
            });
            ui.end_row();
            ui.label("Fin");
            ui.vertical(|ui| {
                if let Some(fin) = champ_date(
                    ui,
                    id.with("fin"),
                    &format!("Fin {nom}"),
                    d.fin,
                    ctx.aujourdhui,
                ) {
                    save(ctx, Deploiement { fin, ..d.clone() });
                }
            });
            ui.end_row();
        });
}

fn perimeter_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement, id: egui::Id) {
    let reach = |perimetre| {
        save(
            ctx,
            Deploiement {
                perimetre,
                ..d.clone()
            },
        );
    };
    ui.horizontal_wrapped(|ui| {
        let entiere = d.perimetre == Perimetre::Ecole;
        if ui.radio(entiere, "École entière").clicked() && !entiere {
            reach(Perimetre::Ecole);
        }
        if ui.radio(!entiere, "Des classes").clicked() && entiere {
            reach(Perimetre::Classes {
                nombre: Some(1),
                total: None,
            });
        }
    });
    if let Perimetre::Classes { nombre, total } = d.perimetre {
        ui.horizontal(|ui| {
            let champ = |nom| Apparence::nombre(nom, 38.0);
            let avec = champ("Classes avec ENT");
            let nouveau = champ_entier(ui, id.with("n"), avec, nombre, CLASSES);
            ui.label("classes sur");
            let toutes = champ("Classes de l’école");
            let nouveau_total = champ_entier(ui, id.with("total"), toutes, total, CLASSES);
            if nouveau.is_some() || nouveau_total.is_some() {
                reach(Perimetre::Classes {
                    nombre: nouveau.unwrap_or(nombre),
                    total: nouveau_total.unwrap_or(total),
                });
            }
        });
    }
}

/// « Étapes : formé », so that closed it already says where things stand.
fn stages_title(d: &Deploiement, au: NaiveDate) -> String {
    d.etape_au(au).map_or_else(
        || "Étapes : aucune".to_owned(),
        |e| format!("Étapes : {}", e.libelle().to_lowercase()),
    )
}

fn stages_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement, nom: &str, id: egui::Id) {
    egui::Grid::new(id.with("grille"))
        .num_columns(2)
        .spacing([10.0, 4.0])
        .show(ui, |ui| {
            for etape in Etape::ALL {
                ui.label(etape.libelle());
                ui.vertical(|ui| {
                    let champ = id.with(etape.as_str());
                    let spoken = format!("{} {nom}", etape.libelle());
                    if let Some(jour) =
                        champ_date(ui, champ, &spoken, d.etape(etape), ctx.aujourdhui)
                    {
                        let mut etapes = d.etapes;
                        etapes[etape as usize] = jour;
                        save(
                            ctx,
                            Deploiement {
                                etapes,
                                ..d.clone()
                            },
                        );
                    }
                });
                ui.end_row();
            }
        });
}
