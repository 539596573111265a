//! A new event: its name, what it is and when, in one operation.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use egui::{Key, TextEdit, Ui};

use super::evenement::sorte_ui;
use super::{Fin, refus_ui, remarque_ui};
use crate::command::{Command, Ecriture};
use crate::domain::formation::est_lointaine;
use crate::domain::{Evenement, Id};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_date::{champ_date, has_error};
use crate::ui::widgets::nommer;

/// The form, while it is open.
#[derive(Default)]
pub(super) struct NouvelEvenement {
    nom: String,
    sorte: Option<Id>,
    le: Option<NaiveDate>,
    commence: bool,
    manque: bool,
}

impl NouvelEvenement {
    /// Draws the form.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> Option<Fin> {
        ui.label(theme::titre("Nouvel événement"));
        ui.add_space(8.0);
        ui.label("Nom");
        let champ = ui.add(
            TextEdit::singleline(&mut self.nom)
                .id(egui::Id::unique("nom du nouvel événement"))
                .desired_width(f32::INFINITY)
                .char_limit(200)
                .hint_text("Forum des ENT de la circonscription"),
        );
        nommer(&champ, "Nom de l’événement");
        if !std::mem::replace(&mut self.commence, true) {
            champ.request_focus();
        }
        if self.manque && self.nom.trim().is_empty() {
            refus_ui(ui, "Donnez un nom à l’événement.");
        }
        ui.label("Sorte");
        let id = egui::Id::unique("nouvel événement");
        if let Some(sorte) = sorte_ui(ui, ctx, id.with("sorte"), self.sorte) {
            self.sorte = sorte;
        }
        ui.label("Date");
        let date = id.with("date");
        let lue = champ_date(ui, date, "Date de l’événement", self.le, ctx.aujourdhui);
        self.le = lue.unwrap_or(self.le);
        if self.le.is_some_and(|le| est_lointaine(le, ctx.aujourdhui)) {
            remarque_ui(ui, "Dans plus d’un an\u{202f}: vérifiez l’année.");
        }
        ui.add_space(8.0);
        let entree = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let mut fin = None;
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Créer l’événement").clicked() || entree {
                self.manque = self.nom.trim().is_empty();
                if self.manque {
                    champ.request_focus();
                } else if !has_error(ui, date) {
                    fin = Some(Fin::Cree(self.create(ctx)));
                }
            }
            if ui.button("Ne pas créer").clicked()
                || (champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)))
            {
                fin = Some(Fin::Laisse);
            }
        });
        fin
    }

    fn create(&self, ctx: &PageCtx<'_>) -> Id {
        let id = Id::fresh();
        let evenement = Evenement {
            id,
            sorte: self.sorte,
            nom: self.nom.trim().to_owned(),
            le: self.le,
            duree: None,
            lieu: String::new(),
            secteur: None,
            participants: None,
            compte_rendu: String::new(),
            ecoles: BTreeSet::new(),
        };
        let evenement = Ecriture::Evenement(Box::new(evenement));
        ctx.commands
            .send(Command::Ecrire(Ecriture::Lot(vec![evenement])));
        id
    }
}
