//! *Accueil*: no carnet is open. New, open, recent ones, the demonstration.

use std::path::Path;

use egui::{RichText, Ui};

use super::theme::{self, Tokens};
use super::widgets::champ_chemin::champ_chemin;
use super::{PageCtx, TacheVue, shell};
use crate::command::{Command, Demande};
use crate::systeme::dossier_des_carnets;

/// What the page remembers.
#[derive(Default)]
pub struct AccueilPage {
    nouveau: Option<String>,
    ouvrir: String,
}

impl AccueilPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, tache: Option<&TacheVue<'_>>) {
        egui::ScrollArea::vertical().show(ui, |ui| {
            let largeur = 640.0_f32.min(ui.available_width());
            let marge = ((ui.available_width() - largeur) / 2.0).max(0.0);
            ui.horizontal_top(|ui| {
                ui.add_space(marge);
                ui.vertical(|ui| {
                    ui.set_width(largeur);
                    ui.add_space(24.0);
                    self.contents_ui(ui, ctx, tache);
                });
            });
        });
    }

    fn contents_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, tache: Option<&TacheVue<'_>>) {
        let t = Tokens::of(ui);
        ui.label(RichText::new("Carnet ENT").font(egui::FontId::new(30.0, theme::gras())));
        ui.label(
            RichText::new(
                "Le carnet de bord du déploiement des ENT dans les écoles d’une circonscription.",
            )
            .color(t.discret),
        );
        ui.add_space(16.0);
        if let Some(tache) = tache {
            theme::carte(ui, |ui| {
                ui.set_width(ui.available_width());
                shell::tache_ui(ui, tache, ctx);
            });
            ui.add_space(12.0);
        }
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::sous_titre("Commencer"));
            ui.label(theme::petit(
                ui,
                "Un carnet est un seul fichier, sur cet ordinateur. Après sa création, vous importez \
                 l’annuaire officiel et gardez votre circonscription.",
            ));
            ui.add_space(6.0);
            ui.horizontal_wrapped(|ui| {
                if theme::bouton_principal(ui, "Nouveau carnet").clicked() {
                    let propose = dossier_des_carnets().join("mon-carnet.carnet");
                    self.nouveau
                        .get_or_insert_with(|| propose.display().to_string());
                }
                if ui.button("Ouvrir un carnet…").clicked() {
                    ctx.commands.send(Command::Demander(Demande::OuvrirCarnet));
                }
                if ui.button("Voir la démonstration").clicked() {
                    ctx.commands.send(Command::OuvrirDemonstration);
                }
            });
            if let Some(texte) = &mut self.nouveau {
                ui.add_space(8.0);
                ui.label("Où le garder ? De préférence hors d’un dossier synchronisé.");
                if let Some(path) = champ_chemin(ui, texte, "Fichier du nouveau carnet", "Créer") {
                    ctx.commands.send(Command::Creer(path));
                }
                if ui.link("Choisir avec le système…").clicked() {
                    ctx.commands.send(Command::Demander(Demande::NouveauCarnet));
                }
            }
        });
        ui.add_space(12.0);
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::sous_titre("Carnets récents"));
            if ctx.preferences.recents.is_empty() {
                ui.label(theme::petit(
                    ui,
                    "Les carnets que vous ouvrirez seront rappelés ici.",
                ));
            }
            for path in &ctx.preferences.recents {
                recent_ui(ui, ctx, path);
            }
            ui.add_space(6.0);
            if let Some(path) = champ_chemin(ui, &mut self.ouvrir, "Chemin d’un carnet", "Ouvrir")
            {
                ctx.commands.send(Command::Ouvrir(path));
            }
        });
        ui.add_space(12.0);
        ui.label(theme::petit(
            ui,
            "Sans serveur, sans compte, sans réseau : rien ne sort de cet ordinateur sans vous être montré.",
        ));
    }
}

fn recent_ui(ui: &mut Ui, ctx: &PageCtx<'_>, path: &Path) {
    let nom = path
        .file_stem()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let dossier = path
        .parent()
        .map(|p| p.display().to_string())
        .unwrap_or_default();
    let present = path.exists();
    ui.horizontal(|ui| {
        let bouton = egui::Button::new(RichText::new(&nom).strong()).frame(false);
        if ui.add_enabled(present, bouton).clicked() {
            ctx.commands.send(Command::Ouvrir(path.to_owned()));
        }
        let suite = if present {
            dossier
        } else {
            format!("introuvable · {dossier}")
        };
        let suite = theme::petit(ui, suite);
        ui.add(egui::Label::new(suite).truncate());
    });
}
