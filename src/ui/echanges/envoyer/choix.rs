//! The left of the tab: whose facts, on which day, with what, under which passphrase, and where to.

use egui::{Label, ScrollArea, TextEdit, Ui};

use super::Envoyer;
use crate::command::{Command, Demande, EnvoiDane};
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::exchange::envoi::Partie;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_chemin::champ_chemin;
use crate::ui::widgets::nommer;

impl Envoyer {
    pub(super) fn choices_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, connues: &[Partie]) {
        ScrollArea::vertical()
            .id_salt("choix de l’envoi")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                ui.label(theme::sous_titre(format!(
                    "Situation au {}",
                    date_longue(ctx.au)
                )));
                ui.label(theme::petit(
                    ui,
                    "C’est la date regardée\u{202f}: «\u{a0}Au …\u{a0}», en haut, la change.",
                ));
                ui.add_space(10.0);
                self.scope_ui(ui, connues);
                ui.add_space(10.0);
                self.with_ui(ui);
                ui.add_space(10.0);
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

    fn write_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, connues: &[Partie]) {
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
        ui.add_space(10.0);
        let demande = self.wanted(ctx.au, connues);
        if demande.is_none() {
            let t = Tokens::of(ui);
            ui.colored_label(t.alerte, "Cochez au moins une circonscription.");
        }
        // Only what is shown leaves.
        let pret = self.shown(demande.as_ref()).is_some() && ctx.store.is_some();
        if theme::bouton_principal_si(ui, pret, "Écrire le fichier…").clicked() {
            ctx.commands.send(Command::Demander(Demande::Envoi));
        }
        ui.add_space(4.0);
        ui.add_enabled_ui(pret, |ui| {
            let nom = "Chemin du fichier à écrire";
            if let Some(chemin) = champ_chemin(ui, &mut self.chemin, nom, "Écrire") {
                let remplace = false;
                let command = EnvoiDane::Ecrire { chemin, remplace };
                ctx.commands.send(Command::Envoyer(command));
            }
        });
        self.replace_ui(ui, ctx);
    }

    /// Whether the file that bears this name is to be replaced.
    fn replace_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Some(chemin) = self.existe.clone() else {
            return;
        };
        ui.add_space(6.0);
        let phrase = format!("«\u{a0}{}\u{a0}» existe déjà.", chemin.display());
        ui.add(Label::new(phrase).wrap());
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
    }
}

fn reason(ui: &mut Ui, texte: &str) {
    ui.add(Label::new(theme::petit(ui, texte)).wrap());
}
