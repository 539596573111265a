//! How the schools stand today, each by its last observation: one line of counts, each leading to
//! its schools.

use chrono::NaiveDate;
use egui::{RichText, Ui};

use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::domain::observatoire::{Repartition, repartition};
use crate::domain::{Id, Population};
use crate::ui::theme;
use crate::ui::{Cached, PageCtx};

/// What the line remembers.
#[derive(Default)]
pub(super) struct Groupes {
    repartition: Cached<(NaiveDate, Option<Id>), Repartition>,
}

impl Groupes {
    /// Draws the line, for this circonscription or for all schools.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, circonscription: Option<Id>) {
        let question = (ctx.au, circonscription);
        let r = self.repartition.get(question, ctx.revision, |&(au, c)| {
            let ouvertes = ctx.faits.ouvertes_au(au);
            let gardees = ouvertes.filter(|(_, s)| c.is_none() || s.circonscription == c);
            repartition(ctx.faits, gardees, au, Population::Public)
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let phrase = format!(
                "Au {}, {} sur {}\u{202f}:",
                date_longue(ctx.au),
                compte(r.observees(), "école observée", "écoles observées"),
                compte(r.total(), "école publique", "écoles publiques"),
            );
            ui.label(theme::petit(ui, phrase));
            let nom = |palier: Id| ctx.faits.terme(palier).map_or("", |t| &t.nom);
            let paliers = r.paliers.iter();
            let autres = [
                ("sans palier", &r.sans_palier),
                ("jamais observées", &r.jamais),
            ];
            let comptes = paliers.map(|(id, ecoles)| (nom(*id), ecoles)).chain(autres);
            for (rang, (nom, ecoles)) in comptes.enumerate() {
                if rang > 0 {
                    ui.label(theme::petit(ui, "·"));
                }
                count_ui(ui, ctx, nom, ecoles);
            }
        });
    }
}

fn count_ui(ui: &mut Ui, ctx: &PageCtx<'_>, nom: &str, ecoles: &[Id]) {
    let dit = format!("{nom}\u{a0}{}", entier(ecoles.len()));
    if ecoles.is_empty() {
        ui.label(theme::petit(ui, dit));
        return;
    }
    let lien = ui.link(RichText::new(dit).small());
    if lien.on_hover_text("Voir ces écoles").clicked() {
        ctx.commands.send(Command::MontrerEcoles {
            titre: format!("Observatoire\u{202f}: {nom}"),
            ecoles: ecoles.to_vec(),
        });
    }
}
