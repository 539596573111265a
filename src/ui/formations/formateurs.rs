//! Who led a session, and the time it took: in front of the group, and before it.

use egui::{RichText, Ui};

use super::fiche::term_ui;
use crate::command::{Command, Ecriture};
use crate::domain::duree::{duree_dite, parse_duree};
use crate::domain::{Formateur, Id, Liste, Seance};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_saisi::{Apparence, champ_saisi};
use crate::ui::widgets::champ_texte::champ_texte;
use crate::ui::widgets::nommer;

/// What the section remembers.
#[derive(Default)]
pub(super) struct Formateurs {
    nom: String,
}

fn save(ctx: &PageCtx<'_>, seance: Id, formateur: Formateur) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Formateur { seance, formateur }));
}

impl Formateurs {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance) {
        ui.label(theme::sous_titre("Formateurs"));
        for f in &s.formateurs {
            line_ui(ui, ctx, s, f);
        }
        ui.horizontal_wrapped(|ui| {
            let champ = ui.add(
                egui::TextEdit::singleline(&mut self.nom)
                    .id(egui::Id::unique("nouveau formateur"))
                    .desired_width(190.0)
                    .char_limit(120)
                    .hint_text("Nom ou initiales"),
            );
            nommer(&champ, "Ajouter un formateur");
            let entree = champ.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            let ajouter = ui.button("Ajouter").on_hover_text("Ajouter ce formateur");
            nommer(&ajouter, "Ajouter ce formateur");
            if (entree || ajouter.clicked()) && !self.nom.trim().is_empty() {
                let nouveau = Formateur {
                    id: Id::fresh(),
                    nom: std::mem::take(&mut self.nom).trim().to_owned(),
                    role: None,
                    animation: s.duree,
                    preparation: None,
                };
                save(ctx, s.id, nouveau);
                champ.request_focus();
            }
        });
    }
}

fn line_ui(ui: &mut Ui, ctx: &PageCtx<'_>, s: &Seance, f: &Formateur) {
    let id = egui::Id::unique(("formateur", f.id));
    let qui = if f.nom.is_empty() {
        "formateur"
    } else {
        &f.nom
    };
    ui.horizontal_wrapped(|ui| {
        let nom = format!("Nom, {qui}");
        if let Some(nom) = champ_texte(ui, id.with("nom"), &nom, &f.nom, 130.0, "nom ou initiales")
        {
            save(ctx, s.id, Formateur { nom, ..f.clone() });
        }
        let nom = format!("Fonction, {qui}");
        if let Some(role) = term_ui(ui, ctx, id.with("role"), &nom, Liste::Role, f.role) {
            save(ctx, s.id, Formateur { role, ..f.clone() });
        }
    });
    ui.horizontal_wrapped(|ui| {
        for (mot, animation, valeur) in [
            ("Animation", true, f.animation),
            ("Préparation", false, f.preparation),
        ] {
            ui.label(theme::petit(ui, mot));
            let nom = format!("{mot}, {qui}");
            let Some(duree) = time_ui(ui, id.with(mot), &nom, valeur) else {
                continue;
            };
            let mut change = f.clone();
            if animation {
                change.animation = duree;
            } else {
                change.preparation = duree;
            }
            save(ctx, s.id, change);
        }
        let retirer = ui.link(RichText::new("retirer").small());
        nommer(&retirer, format!("Retirer {qui}"));
        if retirer.clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Formateur, f.id);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
    });
}

/// A length edited in place; emptied, it is not said.
pub(super) fn time_ui(
    ui: &mut Ui,
    id: egui::Id,
    nom: &str,
    valeur: Option<u32>,
) -> Option<Option<u32>> {
    let dite = valeur.map(duree_dite).unwrap_or_default();
    let lue = ui
        .vertical(|ui| {
            champ_saisi(ui, id, Apparence::texte(nom, 72.0), &dite, |texte| {
                if texte.is_empty() {
                    return Ok(None);
                }
                parse_duree(texte).map(Some)
            })
        })
        .inner;
    lue.filter(|lue| *lue != valeur)
}
