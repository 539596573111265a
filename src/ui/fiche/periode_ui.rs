//! The ENT periods of a school: one card each, edited in place.

use chrono::NaiveDate;
use egui::{RichText, Ui};

use crate::command::{Command, Ecriture};
use crate::domain::date::date_longue;
use crate::domain::{Deploiement, Etape, Id, Perimetre, Regle};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::ecoles::classes;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::nommer;

/// Draws the periods and the button that adds one.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    ui.horizontal(|ui| {
        ui.label(theme::sous_titre("ENT"));
        add_ui(ui, ctx, ecole);
    });
    let deploiements = ctx.faits.deploiements(ecole);
    if deploiements.is_empty() {
        ui.label(theme::petit(
            ui,
            "Aucun ENT noté : choisissez « Ajouter un ENT ».",
        ));
    }
    for (i, d) in deploiements.iter().enumerate().rev() {
        ui.add_space(4.0);
        period_ui(ui, ctx, d);
        if let Some(precedent) = i.checked_sub(1).and_then(|i| deploiements.get(i)) {
            gap_ui(ui, precedent, d);
        }
    }
}

fn add_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    ui.menu_button("Ajouter un ENT ▼", |ui| {
        let mut solutions: Vec<_> = ctx.faits.solutions.values().collect();
        solutions.sort_by_key(|s| (s.ordre, s.nom.clone()));
        for solution in solutions {
            let nom = if solution.compte_ent {
                solution.nom.clone()
            } else {
                format!("{} (pas un ENT)", solution.nom)
            };
            if ui.button(nom).clicked() {
                save(
                    ctx,
                    Deploiement {
                        id: Id::fresh(),
                        ecole,
                        solution: solution.id,
                        debut: Some(ctx.aujourdhui),
                        fin: None,
                        perimetre: Perimetre::Ecole,
                        etapes: [None; 5],
                        projet: None,
                        commentaire: String::new(),
                    },
                );
                ui.close();
            }
        }
    });
}

fn save(ctx: &PageCtx<'_>, d: Deploiement) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Deploiement(Box::new(d))));
}

fn period_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement) {
    let t = Tokens::of(ui);
    let nom = ctx
        .faits
        .solutions
        .get(&d.solution)
        .map_or("Solution inconnue", |s| s.nom.as_str());
    let courant = d.compte_au(ctx.au, Regle::Classe);
    egui::Frame::new()
        .stroke(egui::Stroke::new(
            1.0,
            if courant { t.accent } else { t.filet },
        ))
        .corner_radius(6)
        .inner_margin(egui::Margin::same(10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(nom).font(egui::FontId::new(15.0, theme::gras())));
                ui.label(theme::petit(ui, sentence(d, ctx.au)));
            });
            let id = egui::Id::unique(("deploiement", d.id));
            dates_ui(ui, ctx, d, nom, id);
            perimeter_ui(ui, ctx, d, id);
            let stages = egui::CollapsingHeader::new("Étapes")
                .id_salt(id.with("etapes"))
                .default_open(courant);
            stages.show(ui, |ui| stages_ui(ui, ctx, d, nom, id));
            let supprimer = ui
                .link("Supprimer cette période")
                .on_hover_text(format!("Supprimer la période {nom}"));
            if supprimer.clicked() {
                ctx.commands.send(Command::Ecrire(Ecriture::Supprimer(
                    Genre::Deploiement,
                    d.id,
                )));
            }
        });
}

/// « école entière, en cours » in words.
fn sentence(d: &Deploiement, au: NaiveDate) -> String {
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
    ui.horizontal_wrapped(|ui| {
        let entiere = d.perimetre == Perimetre::Ecole;
        if ui.radio(entiere, "École entière").clicked() && !entiere {
            save(
                ctx,
                Deploiement {
                    perimetre: Perimetre::Ecole,
                    ..d.clone()
                },
            );
        }
        if ui.radio(!entiere, "Des classes").clicked() && entiere {
            save(
                ctx,
                Deploiement {
                    perimetre: Perimetre::Classes {
                        nombre: Some(1),
                        total: None,
                    },
                    ..d.clone()
                },
            );
        }
        if let Perimetre::Classes { nombre, total } = d.perimetre {
            let nouveau = number_ui(ui, id.with("n"), "Classes avec ENT", nombre);
            ui.label("sur");
            let nouveau_total = number_ui(ui, id.with("total"), "Classes de l’école", total);
            if nouveau.is_some() || nouveau_total.is_some() {
                let perimetre = Perimetre::Classes {
                    nombre: nouveau.unwrap_or(nombre),
                    total: nouveau_total.unwrap_or(total),
                };
                save(
                    ctx,
                    Deploiement {
                        perimetre,
                        ..d.clone()
                    },
                );
            }
        }
    });
}

/// A small number field; the new value once committed.
fn number_ui(ui: &mut Ui, id: egui::Id, nom: &str, valeur: Option<u32>) -> Option<Option<u32>> {
    let shown = valeur.map(|n| n.to_string()).unwrap_or_default();
    let mut texte = ui
        .data(|d| d.get_temp::<String>(id))
        .unwrap_or_else(|| shown.clone());
    let champ = ui.add(
        egui::TextEdit::singleline(&mut texte)
            .id(id.with("champ"))
            .desired_width(34.0)
            .char_limit(3),
    );
    nommer(&champ, nom);
    if champ.has_focus() {
        ui.data_mut(|d| d.insert_temp(id, texte));
        return None;
    }
    ui.data_mut(|d| d.remove::<String>(id));
    let nouveau = texte.trim().parse().ok();
    (champ.lost_focus() && nouveau != valeur && (nouveau.is_some() || texte.trim().is_empty()))
        .then_some(nouveau)
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
    if let Some(phrase) = disorder(d) {
        ui.colored_label(Tokens::of(ui).alerte, format!("▲ {phrase}"));
    }
}

/// The stages that need another: training may come before the accounts, or after the first use.
const BESOINS: [(Etape, Etape); 3] = [
    (Etape::Conventionne, Etape::Projet),
    (Etape::Comptes, Etape::Conventionne),
    (Etape::Utilise, Etape::Comptes),
];

/// A stage dated before the one it needs is told, never refused.
fn disorder(d: &Deploiement) -> Option<String> {
    let avant_l_heure = |(etape, besoin): &(Etape, Etape)| {
        d.etape(*etape)
            .zip(d.etape(*besoin))
            .is_some_and(|(jour, requis)| jour < requis)
    };
    BESOINS
        .into_iter()
        .find(avant_l_heure)
        .map(|(etape, besoin)| {
            format!(
                "« {} » est daté avant « {} » : est-ce bien cela ?",
                etape.libelle(),
                besoin.libelle()
            )
        })
}

/// A gap or an overlap between two periods, in words.
fn gap_ui(ui: &mut Ui, avant: &Deploiement, apres: &Deploiement) {
    let t = Tokens::of(ui);
    let Some(debut) = apres.debut else { return };
    let jours = |n: i64| {
        if n == 1 {
            "1 jour".to_owned()
        } else {
            format!("{n} jours")
        }
    };
    match avant.fin {
        Some(fin) if (debut - fin).num_days() > 1 => {
            ui.label(theme::petit(
                ui,
                format!("Sans ENT pendant {}", jours((debut - fin).num_days() - 1)),
            ));
        }
        Some(fin) if debut <= fin => {
            ui.colored_label(
                t.alerte,
                format!(
                    "▲ Deux ENT en même temps pendant {}",
                    jours((fin - debut).num_days() + 1)
                ),
            );
        }
        None => {
            ui.colored_label(t.alerte, "▲ La période précédente n’a pas de fin");
        }
        Some(_) => {}
    }
}
