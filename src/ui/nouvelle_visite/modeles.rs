//! The templates a report begins with: which one, and their own texts, edited in a dialog.

use egui::{Modal, ScrollArea, TextEdit, Ui};

use super::forme::Forme;
use crate::command::{Command, Ecriture};
use crate::domain::{CompteRendu, Id, Modele, Partie};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// What the dialog remembers.
#[derive(Default)]
pub(super) struct Modeles {
    ouvert: bool,
    /// Being edited.
    choisi: Option<Modele>,
}

impl Modeles {
    /// The menu that chooses the template of this report.
    pub(super) fn choice_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
        let modeles = &ctx.faits.terrain.modeles;
        let nom = modeles
            .iter()
            .find(|m| Some(m.id) == forme.saisie.modele)
            .map_or("aucun", |m| m.nom.as_str());
        let bouton = ui.menu_button(format!("Modèle\u{a0}: {nom} ▾"), |ui| {
            for modele in modeles {
                let choisi = Some(modele.id) == forme.saisie.modele;
                if ui.selectable_label(choisi, &modele.nom).clicked() {
                    forme.saisie.changer_modele(modele);
                    ui.close();
                }
            }
            ui.separator();
            if ui.button("Modifier les modèles…").clicked() {
                self.ouvert = true;
                self.choisi = None;
                ui.close();
            }
        });
        bouton
            .response
            .on_hover_text("Le texte par lequel commence le compte rendu");
    }

    /// The dialog, while it is open.
    pub(super) fn dialog_ui(&mut self, ui: &Ui, ctx: &PageCtx<'_>) {
        if !self.ouvert {
            return;
        }
        let frame = egui::Frame::popup(&ui.global_style()).inner_margin(16);
        let modal = Modal::new(egui::Id::unique("modèles de compte rendu")).frame(frame);
        let reponse = modal.show(ui, |ui| {
            ui.set_width(620.0_f32.min(ui.ctx().content_rect().width() - 80.0));
            ui.label(theme::titre("Modèles de compte rendu"));
            ui.label(theme::petit(
                ui,
                "Le compte rendu d’une visite commence par ce texte. Une amorce laissée sans \
                 réponse n’est pas enregistrée.",
            ));
            ui.add_space(8.0);
            self.list_ui(ui, ctx);
            ui.add_space(8.0);
            if let Some(modele) = &mut self.choisi {
                edit_ui(ui, modele);
            }
            ui.add_space(8.0);
            self.buttons_ui(ui, ctx)
        });
        if reponse.inner || reponse.should_close() {
            self.save(ctx);
            self.ouvert = false;
            self.choisi = None;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let modeles = &ctx.faits.terrain.modeles;
        if self.choisi.is_none() {
            self.choisi = modeles.first().cloned();
        }
        let mut pris = None;
        ui.horizontal_wrapped(|ui| {
            for modele in modeles {
                let choisi = self.choisi.as_ref().is_some_and(|m| m.id == modele.id);
                if ui.selectable_label(choisi, &modele.nom).clicked() && !choisi {
                    pris = Some(modele.clone());
                }
            }
            let nouveau = self
                .choisi
                .as_ref()
                .is_some_and(|m| modeles.iter().all(|connu| connu.id != m.id));
            if nouveau {
                ui.selectable_label(true, "Nouveau modèle").clicked();
            } else if ui.button("Ajouter un modèle").clicked() {
                pris = Some(Modele {
                    id: Id::fresh(),
                    code: None,
                    nom: String::new(),
                    texte: CompteRendu::default(),
                    ordre: modeles.iter().map(|m| m.ordre).max().unwrap_or(0) + 1,
                });
            }
        });
        if pris.is_some() {
            self.save(ctx);
            self.choisi = pris;
        }
    }

    /// « Supprimer » and « Fermer »; whether the dialog is to close.
    fn buttons_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> bool {
        let mut closed = false;
        ui.horizontal(|ui| {
            closed = theme::bouton_principal(ui, "Enregistrer et fermer").clicked();
            let modeles = &ctx.faits.terrain.modeles;
            let connu = self
                .choisi
                .as_ref()
                .filter(|m| modeles.iter().any(|connu| connu.id == m.id))
                .map(|m| m.id);
            if let Some(id) = connu
                && modeles.len() > 1
                && ui.button("Supprimer ce modèle").clicked()
            {
                ctx.commands
                    .send(Command::Ecrire(Ecriture::Supprimer(Genre::Modele, id)));
                self.choisi = modeles.iter().find(|m| m.id != id).cloned();
            }
        });
        closed
    }

    /// Writes what was changed; a new one without a name was not meant.
    fn save(&self, ctx: &PageCtx<'_>) {
        let Some(modele) = &self.choisi else { return };
        let connu = ctx
            .faits
            .terrain
            .modeles
            .iter()
            .find(|connu| connu.id == modele.id);
        let meant = connu.is_some() || !modele.nom.trim().is_empty();
        if meant && connu != Some(modele) {
            ctx.commands
                .send(Command::Ecrire(Ecriture::Modele(Box::new(modele.clone()))));
        }
    }
}

fn edit_ui(ui: &mut Ui, modele: &mut Modele) {
    let nom = ui.label("Nom");
    ui.add(
        TextEdit::singleline(&mut modele.nom)
            .char_limit(80)
            .desired_width(f32::INFINITY),
    )
    .labelled_by(nom.id);
    ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
        for partie in Partie::TEXTES {
            ui.label(partie.libelle());
            let champ = ui.add(
                TextEdit::multiline(modele.texte.partie_mut(partie))
                    .desired_rows(2)
                    .desired_width(f32::INFINITY),
            );
            nommer(&champ, format!("{} du modèle", partie.libelle()));
        }
    });
}
