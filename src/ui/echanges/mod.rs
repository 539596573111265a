//! *Échanges*: the carnet of a colleague made one with this one, and what is said differently on
//! both sides.

mod coffre;
mod desaccords;
mod reunir;

use std::path::PathBuf;

use egui::Ui;

use self::desaccords::Desaccords;
use self::reunir::Reunir;
use super::PageCtx;
use crate::command::{Command, Reunion};
use crate::ui::suivi::tab_ui;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Reunir,
    Desaccords,
}

impl Onglet {
    const ALL: [(Self, &'static str); 2] = [
        (Self::Reunir, "Réunir deux carnets"),
        (Self::Desaccords, "Désaccords"),
    ];
}

/// What the page remembers.
#[derive(Default)]
pub struct EchangesPage {
    onglet: Onglet,
    reunir: Reunir,
    desaccords: Desaccords,
}

impl EchangesPage {
    pub(crate) fn reunir(&mut self) -> &mut Reunir {
        &mut self.reunir
    }

    pub(crate) fn montrer_reunir(&mut self) {
        self.onglet = Onglet::Reunir;
    }

    pub(crate) fn montrer_desaccords(&mut self) {
        self.onglet = Onglet::Desaccords;
    }

    /// What is done with files dropped on the page; `None` when the tab shown takes none.
    pub(crate) fn depose(&self, chemins: &[PathBuf]) -> Option<Command> {
        (self.onglet == Onglet::Reunir)
            .then(|| Command::Reunir(Reunion::Comparer(chemins.to_vec())))
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            for (onglet, nom) in Onglet::ALL {
                if tab_ui(ui, nom, self.onglet == onglet).clicked() {
                    self.onglet = onglet;
                }
            }
        });
        ui.add_space(6.0);
        match self.onglet {
            Onglet::Reunir => {
                if self.reunir.ui(ui, ctx) {
                    self.onglet = Onglet::Desaccords;
                }
            }
            Onglet::Desaccords => self.desaccords.ui(ui, ctx),
        }
    }
}
