//! *Réglages*: who I am, how I read, where things are, per machine and never in the carnet; and, in
//! a tab of its own, the reference lists of the carnet.

use std::path::Path;

use egui::{Slider, TextEdit, Ui};

use super::PageCtx;
use super::listes::ListesPage;
use super::theme;
use crate::command::{Command, Demande};
use crate::systeme::{Preferences, Theme, dossier_des_carnets, dossier_des_reglages};

/// What the page remembers: the fields being typed.
#[derive(Default)]
pub struct ReglagesPage {
    edited: Option<(String, String)>,
    /// The tab of the lists is shown.
    sur_listes: bool,
    listes: ListesPage,
}

impl ReglagesPage {
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, carnet: Option<&Path>) {
        ui.horizontal(|ui| {
            ui.label(theme::titre("Réglages"));
            ui.add_space(8.0);
            for (nom, listes) in [("Cet ordinateur", false), ("Listes de ce carnet", true)] {
                if ui
                    .selectable_label(self.sur_listes == listes, nom)
                    .clicked()
                {
                    self.sur_listes = listes;
                }
            }
        });
        ui.add_space(4.0);
        if self.sur_listes {
            self.listes.ui(ui, ctx);
            return;
        }
        egui::ScrollArea::vertical().show(ui, |ui| {
            ui.set_max_width(680.0_f32.min(ui.available_width()));
            ui.label(theme::petit(
                ui,
                "Propres à cet ordinateur : ils ne sont jamais écrits dans le carnet.",
            ));
            ui.add_space(8.0);
            self.person_ui(ui, ctx);
            ui.add_space(12.0);
            reading_ui(ui, ctx);
            ui.add_space(12.0);
            folders_ui(ui, ctx, carnet);
        });
    }

    fn person_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let (personne, fonction) = self.edited.get_or_insert_with(|| {
            (
                ctx.preferences.personne.clone(),
                ctx.preferences.fonction.clone(),
            )
        });
        let mut commit = false;
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(theme::sous_titre("Qui je suis"));
            egui::Grid::new("personne")
                .num_columns(2)
                .spacing([16.0, 8.0])
                .show(ui, |ui| {
                    let nom = ui.label("Nom ou initiales");
                    let champ = ui.add(TextEdit::singleline(personne).desired_width(260.0));
                    commit |= champ.labelled_by(nom.id).lost_focus();
                    ui.end_row();
                    let nom = ui.label("Fonction");
                    let champ = ui.add(
                        TextEdit::singleline(fonction)
                            .desired_width(260.0)
                            .hint_text("ERUN, CPD, IEN…"),
                    );
                    commit |= champ.labelled_by(nom.id).lost_focus();
                    ui.end_row();
                });
            ui.label(theme::petit(
                ui,
                "Servent à « vérifié par » et à l’historique. Des initiales suffisent ; vous pouvez laisser vide.",
            ));
        });
        if commit {
            let (personne, fonction) = (personne.trim().to_owned(), fonction.trim().to_owned());
            change(ctx, |p| Preferences {
                personne,
                fonction,
                ..p
            });
        }
    }
}

fn change(ctx: &PageCtx<'_>, edit: impl FnOnce(Preferences) -> Preferences) {
    let changed = edit(ctx.preferences.clone());
    if changed != *ctx.preferences {
        ctx.commands.send(Command::Preferences(Box::new(changed)));
    }
}

fn reading_ui(ui: &mut Ui, ctx: &PageCtx<'_>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Lecture"));
        ui.horizontal(|ui| {
            ui.label("Thème");
            for theme in Theme::ALL {
                if ui
                    .selectable_label(ctx.preferences.theme == theme, theme.libelle())
                    .clicked()
                {
                    change(ctx, |p| Preferences { theme, ..p });
                }
            }
        });
        ui.horizontal(|ui| {
            let nom = ui.label("Taille du texte");
            let mut taille = ctx.preferences.taille_texte;
            let curseur = ui.add(
                Slider::new(&mut taille, Preferences::TAILLES)
                    .step_by(10.0)
                    .suffix("\u{202f}%"),
            );
            // Applied when released: the slider must not move away under the pointer.
            let curseur = curseur.labelled_by(nom.id);
            let stored = ui.data_mut(|d| {
                if curseur.dragged() {
                    d.insert_temp(curseur.id, taille);
                }
                d.get_temp::<u16>(curseur.id)
            });
            if curseur.drag_stopped() || (curseur.changed() && !curseur.dragged()) {
                let taille_texte = stored.unwrap_or(taille);
                ui.data_mut(|d| d.remove::<u16>(curseur.id));
                change(ctx, |p| Preferences { taille_texte, ..p });
            }
        });
    });
}

fn folders_ui(ui: &mut Ui, ctx: &PageCtx<'_>, carnet: Option<&Path>) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Dossiers"));
        let reglages = dossier_des_reglages();
        let carnets = dossier_des_carnets();
        let lignes = [
            ("Ce carnet", carnet),
            ("Nouveaux carnets", Some(carnets.as_path())),
            ("Réglages", Some(reglages.as_path())),
        ];
        for (nom, path) in lignes {
            let Some(path) = path else { continue };
            ui.horizontal_wrapped(|ui| {
                ui.label(nom);
                ui.label(theme::petit(ui, path.display().to_string()));
            });
        }
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button("Enregistrer une copie sous…").clicked() {
                ctx.commands.send(Command::Demander(Demande::Copie));
            }
            if ui.button("Ouvrir le dossier").clicked() {
                ctx.commands.send(Command::OuvrirDossier);
            }
        });
    });
}
