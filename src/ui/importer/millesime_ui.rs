//! The date of the data of a file that does not say it: asked once, in one sentence.

use chrono::NaiveDate;
use egui::{Id, Ui};

use crate::exchange::annuaire::Apercu;
use crate::ui::theme::Tokens;
use crate::ui::widgets::champ_date::champ_date;

/// The question, and its answer so far.
#[derive(Default)]
pub(super) struct Millesime {
    demande: bool,
    choisi: Option<NaiveDate>,
}

impl Millesime {
    /// Asked only for a file without its date; proposes the day the file was written.
    pub(super) const fn of(apercu: &Apercu) -> Self {
        if apercu.millesime.is_some() {
            return Self {
                demande: false,
                choisi: None,
            };
        }
        Self {
            demande: true,
            choisi: apercu.modifie_le,
        }
    }

    pub(super) const fn is_asked(&self) -> bool {
        self.demande
    }

    /// The date given; `None` when the file says its own.
    pub(super) const fn choisi(&self) -> Option<NaiveDate> {
        self.choisi
    }

    /// Draws the question when there is one. Returns whether one can go on.
    pub(super) fn ui(&mut self, ui: &mut Ui, aujourdhui: NaiveDate) -> bool {
        if !self.demande {
            return true;
        }
        ui.horizontal_wrapped(|ui| {
            ui.label("Ce fichier ne dit pas de quand datent ses données\u{202f}: elles sont du");
            let id = Id::unique("millesime");
            let nom = "Date des données du fichier";
            if let Some(nouveau) = champ_date(ui, id, nom, self.choisi, aujourdhui) {
                self.choisi = nouveau;
            }
        });
        let refus = match self.choisi {
            None => "Donnez cette date\u{202f}: c’est celle du téléchargement, le plus souvent.",
            Some(jour) if jour > aujourdhui => {
                "Cette date est à venir\u{202f}: donnez celle du téléchargement."
            }
            Some(_) => return true,
        };
        ui.colored_label(Tokens::of(ui).erreur, refus);
        false
    }
}
