//! One day: what is on it, and a visit to note there.

use chrono::{Datelike as _, NaiveDate};
use egui::{RichText, ScrollArea, Ui};

use super::Vue;
use crate::command::Command;
use crate::domain::agenda::Entree;
use crate::domain::calendrier::jour_semaine;
use crate::domain::date::date_longue;
use crate::ui::theme::{self, Tokens};
use crate::ui::{PageCtx, liens};

/// Under this width, in points, the button does not tell its key.
const ETROIT: f32 = 250.0;

/// Draws it.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue, jour: NaiveDate) {
    ui.label(theme::titre(format!(
        "{} {}",
        jour_semaine(jour.weekday()),
        date_longue(jour)
    )));
    ui.add(egui::Label::new(theme::petit(ui, about(vue, jour))).wrap());
    ui.add_space(4.0);
    let texte = if ui.available_width() > ETROIT {
        "Nouvelle visite ce jour  Entrée"
    } else {
        "Nouvelle visite ce jour"
    };
    let bouton = theme::bouton_principal(ui, texte);
    crate::ui::widgets::nommer(&bouton, "Nouvelle visite ce jour");
    if bouton.clicked() {
        ctx.commands.send(Command::NouvelleVisiteLe(jour));
    }
    ui.add_space(8.0);
    let entrees = vue.du_jour(jour);
    if entrees.is_empty() {
        ui.label("Rien ce jour-là.");
        return;
    }
    ScrollArea::vertical()
        .id_salt(("jour", jour))
        .auto_shrink(false)
        .show(ui, |ui| {
            for entree in entrees {
                entry_ui(ui, ctx, entree);
            }
        });
}

/// « P3 · jour férié : Lundi de Pâques ».
fn about(vue: &Vue, jour: NaiveDate) -> String {
    let mut dit = Vec::new();
    if let Some(periode) = vue.periode(jour) {
        let fin = date_longue(periode.fin);
        dit.push(format!("{}, jusqu’au {fin}", periode.nom()));
    }
    if let Some(conge) = vue.conge(jour) {
        dit.push(format!("{}, {}", conge.nom, conge.dit()));
    }
    if let Some(ferie) = vue.ferie(jour) {
        dit.push(format!("jour férié\u{202f}: {ferie}"));
    }
    if dit.is_empty() {
        dit.push("hors des périodes connues".to_owned());
    }
    dit.join(" · ")
}

/// One thing: its kind, what it is, where.
fn entry_ui(ui: &mut Ui, ctx: &PageCtx<'_>, entree: &Entree) {
    let t = Tokens::of(ui);
    ui.add_space(2.0);
    let sorte = entree.sorte.libelle();
    let retard = if entree.en_retard {
        "▲ en retard · "
    } else {
        ""
    };
    let couleur = if entree.en_retard {
        t.erreur
    } else {
        t.discret
    };
    ui.label(
        RichText::new(format!("{retard}{sorte}"))
            .small()
            .color(couleur),
    );
    ui.horizontal_wrapped(|ui| {
        if ui.link(&entree.titre).clicked() {
            ctx.commands.send(liens::command(entree.cible));
        }
    });
    if !entree.ou.is_empty() {
        ui.add(egui::Label::new(theme::petit(ui, &entree.ou)).wrap());
    }
    ui.add_space(4.0);
}
