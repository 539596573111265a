//! A new project: its name, how far it reaches, and the usual milestones, all in one operation.

use std::collections::BTreeSet;

use egui::{Key, TextEdit, Ui};

use crate::command::{Command, Ecriture};
use crate::domain::{Id, Jalon, Liste, Portee, Projet, Terme};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// The form, while it is open.
#[derive(Default)]
pub(super) struct Nouveau {
    nom: String,
    portee: Option<Portee>,
    /// Moments taken away from the ones proposed.
    ecartes: BTreeSet<Id>,
    commence: bool,
    manque: bool,
}

impl Nouveau {
    /// Draws the form. `Some(Some(id))` once created, `Some(None)` when given up.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> Option<Option<Id>> {
        egui::ScrollArea::vertical()
            .id_salt("nouveau projet")
            .auto_shrink(false)
            .show(ui, |ui| self.contents_ui(ui, ctx))
            .inner
    }

    fn contents_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> Option<Option<Id>> {
        ui.label(theme::titre("Nouveau projet"));
        ui.add_space(8.0);
        let nom = ui.label("Nom");
        let champ = ui.add(
            TextEdit::singleline(&mut self.nom)
                .id(egui::Id::unique("nom du nouveau projet"))
                .desired_width(f32::INFINITY)
                .hint_text("Expérimentation ENT de circonscription"),
        );
        let champ = champ.labelled_by(nom.id);
        nommer(&champ, "Nom du projet");
        if !std::mem::replace(&mut self.commence, true) {
            champ.request_focus();
        }
        if self.manque && self.nom.trim().is_empty() {
            let t = theme::Tokens::of(ui);
            ui.colored_label(t.erreur, "Donnez un nom au projet.");
        }
        ui.add_space(4.0);
        ui.label("Portée");
        ui.horizontal_wrapped(|ui| {
            for portee in Portee::ALL {
                let choisie = self.portee == Some(portee);
                if ui.radio(choisie, portee.libelle()).clicked() {
                    self.portee = (!choisie).then_some(portee);
                }
            }
        });
        ui.add_space(8.0);
        ui.label(theme::sous_titre("Jalons proposés"));
        let mut moments = Vec::new();
        for terme in moments_habituels(ctx) {
            let mut garde = !self.ecartes.contains(&terme.id);
            if ui.checkbox(&mut garde, &terme.nom).changed() {
                if garde {
                    self.ecartes.remove(&terme.id);
                } else {
                    self.ecartes.insert(terme.id);
                }
            }
            if garde {
                moments.push(terme.id);
            }
        }
        ui.label(theme::petit(
            ui,
            "Les dates se notent ensuite\u{202f}; d’autres jalons s’ajoutent sur la fiche.",
        ));
        ui.add_space(8.0);
        let entree = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let mut reponse = None;
        ui.horizontal(|ui| {
            let creer = theme::bouton_principal(ui, "Créer le projet").clicked();
            if creer || entree {
                reponse = self.create(ctx, &moments).map(Some);
                if reponse.is_none() {
                    self.manque = true;
                    champ.request_focus();
                }
            }
            let laisser = ui.button("Ne pas créer").clicked();
            if laisser || (champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape))) {
                reponse = Some(None);
            }
        });
        reponse
    }

    /// Sends the project and its milestones; `None` without a name.
    fn create(&self, ctx: &PageCtx<'_>, moments: &[Id]) -> Option<Id> {
        let nom = self.nom.trim();
        if nom.is_empty() {
            return None;
        }
        let id = Id::fresh();
        let projet = Projet {
            id,
            nom: nom.to_owned(),
            portee: self.portee,
            circonscription: only_circonscription(ctx),
            solution: None,
            debut: None,
            fin: None,
            description: String::new(),
            evaluation: String::new(),
            ecoles: BTreeSet::new(),
            jalons: Vec::new(),
        };
        let jalons = moments
            .iter()
            .map(|&moment| Ecriture::Jalon(Box::new(Jalon::nouveau(id, Some(moment)))));
        let lot = std::iter::once(Ecriture::Projet(Box::new(projet)))
            .chain(jalons)
            .collect();
        ctx.commands.send(Command::Ecrire(Ecriture::Lot(lot)));
        Some(id)
    }
}

/// The moments proposed to a new project: those still offered, but the one that names nothing.
pub(super) fn moments_habituels<'a>(ctx: &'a PageCtx<'_>) -> impl Iterator<Item = &'a Terme> {
    ctx.faits
        .termes_offerts(Liste::Moment)
        .filter(|t| t.code.as_deref() != Some("AUTRE"))
}

/// The circonscription of a carnet that has one only.
fn only_circonscription(ctx: &PageCtx<'_>) -> Option<Id> {
    let mut toutes = ctx.faits.circonscriptions.keys();
    toutes.next().filter(|_| toutes.next().is_none()).copied()
}
