//! The ENT of a school, newest first: one card each, what stands between two, adding one, changing
//! from one to another.

use egui::{RichText, Ui};

use super::periode_ui;
use crate::command::{Command, Ecriture};
use crate::domain::abonnement::{Anomalie, anomalies, phrase};
use crate::domain::continuite::{Ecart, ecarts};
use crate::domain::date::date_courte;
use crate::domain::{Deploiement, Id, Regle, Solution};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::choix::choix_court;
use crate::ui::widgets::nommer;

/// What the cards remember.
#[derive(Default)]
pub(super) struct Ents {
    changement: Option<Changement>,
    /// Finished periods someone wants to correct.
    ouvertes: Vec<Id>,
}

/// A change of ENT being prepared.
struct Changement {
    ancien: Id,
    nouveau: Option<Id>,
    le: Option<chrono::NaiveDate>,
    erreur: Option<String>,
}

impl Ents {
    /// Draws the periods and the button that adds one.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
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
        let est_ent = |id: Id| ctx.faits.solutions.get(&id).is_some_and(|s| s.compte_ent);
        let ecarts = ecarts(deploiements, est_ent);
        for d in deploiements.iter().rev() {
            ui.add_space(4.0);
            self.period_ui(ui, ctx, d);
            for (_, ecart) in ecarts.iter().filter(|(id, _)| *id == d.id) {
                gap_ui(ui, *ecart);
            }
        }
    }

    fn period_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement) {
        let t = Tokens::of(ui);
        let nom = solution_name(ctx, d.solution);
        let courant = d.compte_au(ctx.au, Regle::Classe);
        let fini = d.fin.is_some_and(|fin| fin < ctx.au);
        let bord = if courant { t.accent } else { t.filet };
        egui::Frame::new()
            .stroke(egui::Stroke::new(1.0, bord))
            .corner_radius(6)
            .inner_margin(egui::Margin::same(10))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(nom).font(egui::FontId::new(15.0, theme::gras())));
                    ui.label(theme::petit(ui, periode_ui::sentence(d, ctx.au)));
                });
                subscription_ui(ui, ctx, d);
                let ouverte = !fini || self.ouvertes.contains(&d.id);
                if ouverte {
                    periode_ui::show(ui, ctx, d, nom, courant);
                }
                if self.changement.as_ref().is_some_and(|c| c.ancien == d.id) {
                    self.change_ui(ui, ctx, d);
                } else {
                    self.actions_ui(ui, ctx, d, nom, ouverte);
                }
            });
    }

    fn actions_ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        d: &Deploiement,
        nom: &str,
        ouverte: bool,
    ) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let mut action = |mot: &str, aide: String| {
                let lien = ui.link(mot).on_hover_text(&aide);
                nommer(&lien, aide);
                lien.clicked()
            };
            if !ouverte && action("Modifier", format!("Modifier la période {nom}")) {
                self.ouvertes.push(d.id);
            }
            if d.fin.is_none_or(|fin| ctx.au <= fin)
                && action("Changer d’ENT…", format!("Changer d’ENT après {nom}"))
            {
                self.changement = Some(Changement {
                    ancien: d.id,
                    nouveau: None,
                    le: Some(ctx.aujourdhui),
                    erreur: None,
                });
            }
            if d.fin.is_some() && action("Rouvrir", format!("Rouvrir {nom}\u{202f}: sans fin")) {
                periode_ui::save(
                    ctx,
                    Deploiement {
                        fin: None,
                        ..d.clone()
                    },
                );
            }
            if ouverte && action("Supprimer", format!("Supprimer la période {nom}")) {
                ctx.commands.send(Command::Ecrire(Ecriture::Supprimer(
                    crate::store::Genre::Deploiement,
                    d.id,
                )));
            }
        });
    }

    /// The new ENT and its first day; both periods are written at once.
    fn change_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement) {
        let Some(changement) = &mut self.changement else {
            return;
        };
        let id = egui::Id::unique(("changement", d.id));
        let mut fini = false;
        ui.separator();
        ui.label(theme::sous_titre("Changer d’ENT"));
        ui.horizontal_wrapped(|ui| {
            let solutions = solutions(ctx)
                .into_iter()
                .filter(|s| s.id != d.solution)
                .map(|s| (Some(s.id), solution_words(s)));
            let nom = "Nouvel ENT";
            if let Some(pris) = choix_court(
                ui,
                id.with("ent"),
                nom,
                120.0,
                &changement.nouveau,
                solutions,
            ) {
                changement.nouveau = pris;
            }
            ui.label("dès le");
            ui.vertical(|ui| {
                let nom = "Premier jour du nouvel ENT";
                let jour = champ_date(ui, id.with("jour"), nom, changement.le, ctx.aujourdhui);
                if let Some(jour) = jour {
                    changement.le = jour;
                }
            });
        });
        if let Some(erreur) = &changement.erreur {
            ui.colored_label(Tokens::of(ui).erreur, erreur);
        }
        ui.horizontal(|ui| {
            let pret = changement.nouveau.zip(changement.le);
            let bouton = egui::Button::new("Changer");
            if ui.add_enabled(pret.is_some(), bouton).clicked()
                && let Some((solution, le)) = pret
            {
                match d.change_pour(solution, le) {
                    Ok(periodes) => {
                        let ecritures = periodes
                            .map(|d| Ecriture::Deploiement(Box::new(d)))
                            .to_vec();
                        ctx.commands.send(Command::Ecrire(Ecriture::Lot(ecritures)));
                        fini = true;
                    }
                    Err(pourquoi) => {
                        changement.erreur = Some(format!("Impossible\u{202f}: {pourquoi}."));
                    }
                }
            }
            fini |= ui.button("Renoncer").clicked();
        });
        if fini {
            self.changement = None;
        }
    }
}

fn solution_name<'a>(ctx: &PageCtx<'a>, solution: Id) -> &'a str {
    ctx.faits
        .solutions
        .get(&solution)
        .map_or("Solution inconnue", |s| s.nom.as_str())
}

/// In the order of the list.
pub(in crate::ui) fn solutions<'a>(ctx: &PageCtx<'a>) -> Vec<&'a Solution> {
    let mut solutions: Vec<_> = ctx.faits.solutions.values().collect();
    solutions.sort_by(|a, b| (a.ordre, &a.nom).cmp(&(b.ordre, &b.nom)));
    solutions
}

pub(in crate::ui) fn solution_words(solution: &Solution) -> String {
    if solution.compte_ent {
        solution.nom.clone()
    } else {
        format!("{} (pas un ENT)", solution.nom)
    }
}

fn add_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    ui.menu_button("Ajouter un ENT ▼", |ui| {
        for solution in solutions(ctx) {
            if ui.button(solution_words(solution)).clicked() {
                let d = Deploiement::nouveau(ecole, solution.id, ctx.aujourdhui);
                periode_ui::save(ctx, d);
                ui.close();
            }
        }
    });
}

/// Until when it is paid, by whom, and what is amiss.
fn subscription_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Deploiement) {
    let t = Tokens::of(ui);
    let echeance = ctx
        .faits
        .echeances(d.ecole, ctx.au)
        .into_iter()
        .find(|e| e.deploiement.is_some_and(|x| x.id == d.id));
    if let Some(echeance) = echeance
        && let Some(fin) = echeance.fin
    {
        let par: Vec<&str> = echeance
            .dispositifs(ctx.faits)
            .iter()
            .map(|x| x.nom.as_str())
            .collect();
        let par = if par.is_empty() {
            String::new()
        } else {
            format!(" ({})", par.join(", "))
        };
        let texte = format!(
            "Abonnement jusqu’au {}{par}, {}",
            date_courte(fin),
            phrase(fin, ctx.au)
        );
        let proche = echeance.finit_dans(3, ctx.au) || fin < ctx.au;
        let texte = if proche {
            RichText::new(texte).small().color(t.alerte)
        } else {
            theme::petit(ui, texte)
        };
        ui.add(egui::Label::new(texte).wrap());
    }
    for anomalie in anomalies(d, ctx.faits.abonnements_de(d, ctx.au), ctx.au) {
        let doux = matches!(anomalie, Anomalie::SansAbonnement(i) if i.au.is_some());
        notice_ui(ui, &anomalie.phrase(), !doux);
    }
}

fn gap_ui(ui: &mut Ui, ecart: Ecart) {
    notice_ui(ui, &ecart.phrase(), ecart.est_douteux());
}

/// A sentence that only informs, or that asks for a look.
pub(super) fn notice_ui(ui: &mut Ui, phrase: &str, a_regarder: bool) {
    let texte = if a_regarder {
        RichText::new(format!("▲ {phrase}"))
            .small()
            .color(Tokens::of(ui).alerte)
    } else {
        theme::petit(ui, phrase)
    };
    ui.add(egui::Label::new(texte).wrap());
}
