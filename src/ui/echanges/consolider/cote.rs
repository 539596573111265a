//! The état des lieux of what was received, and its publication.

use egui::{Align, Grid, Layout, RichText, Ui};

use super::Vue;
use crate::command::{Command, Consolidation};
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_chemin::champ_chemin;

pub(super) fn counts_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue, sortie: &mut String) {
    let t = Tokens::of(ui);
    let etat = &vue.etat;
    let manque = etat.manque_dit();
    ui.label(theme::sous_titre(if manque.is_some() {
        "État des lieux, provisoire"
    } else {
        "État des lieux"
    }));
    match &manque {
        Some(manque) => {
            ui.add(egui::Label::new(RichText::new(manque).color(t.alerte)).wrap());
        }
        None if etat.attendues => {
            let dit = "Toutes les circonscriptions attendues ont répondu.";
            ui.label(RichText::new(dit).color(t.succes));
        }
        None => {
            let dit = "Importez l’annuaire pour savoir qui est attendu.";
            ui.label(RichText::new(dit).color(t.alerte));
        }
    }
    ui.add_space(6.0);
    departments_ui(ui, vue);
    ui.add_space(6.0);
    ui.add(
        egui::Label::new(theme::petit(
            ui,
            format!(
                "Règle\u{202f}: au moins une classe. Écoles publiques ouvertes au {}, des {}.",
                date_longue(etat.au),
                compte(etat.receptions.len(), "envoi reçu", "envois reçus")
            ),
        ))
        .wrap(),
    );
    let totaux = &etat.totaux;
    let (dit, couleur) = if totaux.tiennent() {
        let mut dit = format!(
            "Totaux recoupés avec les manifestes\u{202f}: {} écoles, dont {} avec un ENT.",
            entier(totaux.dits.0),
            entier(totaux.dits.1)
        );
        if totaux.retouchees > 0 {
            let corrigees = compte(totaux.retouchees, "école corrigée", "écoles corrigées");
            dit.extend([" ", &corrigees, " ici."]);
        }
        (dit, t.discret)
    } else {
        let dit = "Les totaux ne se recoupent pas\u{202f}: rien ne peut être publié.";
        (dit.to_owned(), t.erreur)
    };
    ui.add(egui::Label::new(RichText::new(dit).color(couleur)).wrap());
    ui.add_space(8.0);
    publish_ui(ui, ctx, vue, sortie);
}

fn departments_ui(ui: &mut Ui, vue: &Vue) {
    Grid::new("départements consolidés")
        .num_columns(4)
        .spacing([8.0, 6.0])
        .show(ui, |ui| {
            ui.label(theme::petit(ui, "Département"));
            for titre in ["Écoles", "Avec ENT", "Taux"] {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(theme::petit(ui, titre));
                });
            }
            ui.end_row();
            let dernier = vue.departements.len().saturating_sub(1);
            for (rang, (nom, c)) in vue.departements.iter().enumerate() {
                let texte = |texte: String| {
                    let texte = RichText::new(texte);
                    if rang == dernier {
                        texte.family(theme::gras())
                    } else {
                        texte
                    }
                };
                ui.label(texte(nom.clone()));
                for nombre in [entier(c.ecoles), entier(c.avec_ent), taux_texte(c.taux())] {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        ui.label(texte(nombre));
                    });
                }
                ui.end_row();
            }
        });
}

fn publish_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue, sortie: &mut String) {
    let nom = format!("consolidation-{}.sqlite", vue.etat.au);
    let prete = vue.etat.totaux.tiennent();
    if theme::bouton_principal_si(ui, prete, "Publier…").clicked() {
        ctx.commands
            .send(Command::Consolider(Consolidation::ChoisirSortie(nom)));
    }
    ui.add_space(4.0);
    let champ = "Chemin du fichier consolidé";
    if let Some(path) = champ_chemin(ui, sortie, champ, "Écrire") {
        ctx.commands
            .send(Command::Consolider(Consolidation::Publier {
                path,
                remplace: false,
            }));
        sortie.clear();
    }
    ui.add_space(4.0);
    ui.add(
        egui::Label::new(theme::petit(
            ui,
            "Un fichier SQLite avec les mêmes tables et les mêmes vues que les envois, qui nomme ses \
             sources et dit ce qui manque. Ni nom de personne, ni texte libre.",
        ))
        .wrap(),
    );
    ui.add_space(8.0);
    if ui.button("Fichiers de retour…").clicked() {
        ctx.commands
            .send(Command::Consolider(Consolidation::ChoisirRetour));
    }
    ui.add(
        egui::Label::new(theme::petit(
            ui,
            "Un petit carnet par circonscription\u{202f}: vos corrections sur ses écoles et les \
             listes, à réunir au sien.",
        ))
        .wrap(),
    );
}
