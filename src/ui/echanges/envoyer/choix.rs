//! The left of the tab: whose facts, on which day, with what, under which passphrase, and where to.

use egui::{Label, RichText, ScrollArea, TextEdit, Ui, UiBuilder};

use super::Envoyer;
use crate::command::{Command, Demande, EnvoiDane};
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::exchange::envoi::Partie;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_chemin::champ_chemin;
use crate::ui::widgets::nommer;

/// Height of what stays in sight at the bottom of the choices, in points.
const BAS: f32 = 74.0;

impl Envoyer {
    pub(super) fn choices_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, connues: &[Partie]) {
        let rect = ui.available_rect_before_wrap();
        let (haut, bas) = rect.split_top_bottom_at_y(rect.bottom() - BAS);
        ui.scope_builder(UiBuilder::new().max_rect(haut), |ui| {
            ScrollArea::vertical()
                .id_salt("choix de l’envoi")
                .auto_shrink(false)
                .show(ui, |ui| {
                    ui.set_width(ui.available_width() - 8.0);
                    ui.label(theme::sous_titre(format!(
                        "Situation au {}",
                        date_longue(ctx.au)
                    )));
                    reason(
                        ui,
                        "C’est la date regardée\u{202f}: «\u{a0}Au …\u{a0}», en haut, la change.",
                    );
                    ui.add_space(10.0);
                    self.scope_ui(ui, connues);
                    ui.add_space(10.0);
                    self.with_ui(ui);
                    ui.add_space(10.0);
                    self.phrase_ui(ui);
                });
        });
        ui.scope_builder(UiBuilder::new().max_rect(bas), |ui| {
            ui.separator();
            self.write_ui(ui, ctx, connues);
        });
    }

    fn scope_ui(&mut self, ui: &mut Ui, connues: &[Partie]) {
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::sous_titre("Circonscriptions"));
            if connues.len() > 1 {
                if ui.link("Toutes").clicked() {
                    self.decochees.clear();
                }
                if ui.link("Aucune").clicked() {
                    self.decochees = connues.iter().map(|p| p.id).collect();
                }
            }
        });
        for partie in connues {
            let mut cochee = !self.decochees.contains(&partie.id);
            let nom = format!(
                "{} ({})",
                partie.nom,
                compte(partie.ecoles, "école", "écoles")
            );
            if ui.checkbox(&mut cochee, nom).changed() {
                if cochee {
                    self.decochees.remove(&partie.id);
                } else {
                    self.decochees.insert(partie.id);
                }
            }
        }
    }

    fn with_ui(&mut self, ui: &mut Ui) {
        ui.label(theme::sous_titre("Envoyer aussi"));
        ui.checkbox(&mut self.avec.noms, "Les noms de personnes");
        reason(
            ui,
            "À laisser décoché\u{202f}: la DANE compte des écoles, pas des personnes. Ceux que vous \
             avez rencontrés n’ont pas été prévenus d’un envoi.",
        );
        ui.checkbox(&mut self.avec.textes, "Les textes libres");
        reason(
            ui,
            "À laisser décoché\u{202f}: un commentaire ou un constat peut parler de quelqu’un. Les \
             comptes rendus de visite ne partent jamais.",
        );
    }

    fn phrase_ui(&mut self, ui: &mut Ui) {
        let nom = "Mot de passe du fichier (facultatif)";
        let etiquette = ui.label(theme::sous_titre(nom));
        let champ = ui
            .add(
                TextEdit::singleline(&mut self.phrase)
                    .password(true)
                    .desired_width(f32::INFINITY),
            )
            .labelled_by(etiquette.id);
        nommer(&champ, nom);
        reason(
            ui,
            "Quatre mots, à dire par téléphone plutôt que dans le message. Sans lui, personne ne \
             lira le fichier.",
        );
    }

    fn write_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, connues: &[Partie]) {
        let demande = self.wanted(ctx.au, connues);
        // Only what is shown leaves.
        let pret = self.shown(demande.as_ref()).is_some() && ctx.store.is_some();
        ui.horizontal(|ui| {
            if theme::bouton_principal_si(ui, pret, "Écrire le fichier…").clicked() {
                ctx.commands.send(Command::Demander(Demande::Envoi));
            }
            if demande.is_none() {
                let t = Tokens::of(ui);
                ui.add(Label::new(
                    theme::petit(ui, "Rien n’est coché.").color(t.alerte),
                ));
            }
        });
        ui.add_enabled_ui(pret, |ui| {
            let nom = "Chemin du fichier à écrire";
            if let Some(chemin) = champ_chemin(ui, &mut self.chemin, nom, "Écrire") {
                let remplace = false;
                let command = EnvoiDane::Ecrire { chemin, remplace };
                ctx.commands.send(Command::Envoyer(command));
            }
        });
    }

    /// Whether the file that bears this name is to be replaced.
    pub(super) fn replace_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Some(chemin) = self.existe.clone() else {
            return;
        };
        let t = Tokens::of(ui);
        let phrase = format!("«\u{a0}{}\u{a0}» existe déjà.", chemin.display());
        ui.add(Label::new(RichText::new(phrase).color(t.alerte)).wrap());
        ui.horizontal_wrapped(|ui| {
            if ui.button("Remplacer l’ancien envoi").clicked() {
                let remplace = true;
                let command = EnvoiDane::Ecrire { chemin, remplace };
                ctx.commands.send(Command::Envoyer(command));
                self.existe = None;
            }
            if ui.button("Choisir un autre nom").clicked() {
                self.existe = None;
            }
        });
        ui.add_space(8.0);
    }
}

fn reason(ui: &mut Ui, texte: &str) {
    ui.add(Label::new(theme::petit(ui, texte)).wrap());
}
