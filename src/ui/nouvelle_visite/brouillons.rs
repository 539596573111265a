//! The drafts that wait: « une visite commencée le … n’est pas enregistrée ».

use egui::Ui;

use super::garde::GENRE;
use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::{Id, SaisieVisite};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::nommer;
use crate::ui::{Cached, PageCtx};

use super::forme::ecole_dite;

/// Shown at once; the others follow as these are dealt with.
const MONTRES: usize = 3;

/// A draft, read; `None` when another version of the program made it.
type Lu = (Id, Option<SaisieVisite>, String);

/// What is known of the drafts.
#[derive(Default)]
pub(super) struct Brouillons {
    connus: Cached<u64, Vec<Lu>>,
    version: u64,
    /// Thrown away on this page: it can be put back.
    jete: Option<(Id, String)>,
}

impl Brouillons {
    /// They may have changed.
    pub(super) fn moved(&mut self) {
        self.version += 1;
    }

    /// Draws a line for each draft but that of the form; the one that is taken up.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        en_cours: Id,
    ) -> Option<SaisieVisite> {
        let connus = self
            .connus
            .get_from(self.version, ctx.revision, ctx.store, |_, store| {
                let lus = store.brouillons(GENRE).unwrap_or_default();
                let lire = |b: crate::store::Brouillon| {
                    let contenu = b.contenu.unwrap_or_default();
                    (b.id, SaisieVisite::from_json(&contenu), contenu)
                };
                lus.into_iter().map(lire).collect()
            })
            .known()?;
        let mut reprise = None;
        let mut jete = None;
        let autres = connus.iter().filter(|(id, ..)| *id != en_cours);
        for (id, saisie, contenu) in autres.take(MONTRES) {
            bandeau(ui, |ui| {
                ui.label(words(ctx, saisie.as_ref()));
                if let Some(saisie) = saisie
                    && ui.link("Reprendre").clicked()
                {
                    reprise = Some(saisie.clone());
                }
                if saisie.is_none() {
                    ui.label(theme::petit(ui, "Son texte :"));
                    let copier = ui.link("copier");
                    nommer(&copier, "Copier le brouillon illisible");
                    if copier.clicked() {
                        ui.copy_text(contenu.clone());
                    }
                }
                if ui.link("Jeter").clicked() {
                    jete = Some((*id, contenu.clone()));
                }
            });
        }
        if let Some((id, contenu)) = self.jete.clone() {
            bandeau(ui, |ui| {
                ui.label("Brouillon jeté.");
                if ui.link("Remettre").clicked() {
                    send(ctx, id, Some(contenu));
                    self.jete = None;
                }
            });
        }
        if let Some((id, contenu)) = jete {
            send(ctx, id, None);
            self.jete = Some((id, contenu));
        }
        reprise
    }
}

fn send(ctx: &PageCtx<'_>, id: Id, contenu: Option<String>) {
    let genre = GENRE;
    let commande = Command::Brouillon { genre, id, contenu };
    ctx.commands.send(commande);
}

fn words(ctx: &PageCtx<'_>, saisie: Option<&SaisieVisite>) -> String {
    let Some(saisie) = saisie else {
        return "Un brouillon d’une autre version du programme n’est pas lisible ici.".to_owned();
    };
    let ecole = saisie
        .ecole
        .map(|id| ecole_dite(ctx.faits, id, ctx.aujourdhui))
        .filter(|nom| !nom.is_empty())
        .map(|nom| format!(" ({nom})"))
        .unwrap_or_default();
    format!(
        "Une visite commencée le {}{ecole} n’est pas enregistrée",
        date_longue(saisie.commencee_le)
    )
}

/// A thin strip that asks for attention without stopping anything.
fn bandeau(ui: &mut Ui, contenu: impl FnOnce(&mut Ui)) {
    let t = Tokens::of(ui);
    egui::Frame::new()
        .fill(t.accent_fond)
        .corner_radius(6)
        .inner_margin(egui::Margin::symmetric(10, 4))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(contenu);
        });
}
