//! *Échanges*: the file for the DANE, the carnet of a colleague made one with this one, what is said
//! differently on both sides, and the files that the DANE received from the circonscriptions.

mod coffre;
mod consolider;
mod desaccords;
mod envoyer;
mod reunir;

use std::path::PathBuf;

use egui::Ui;

use self::consolider::Consolider;
use self::desaccords::Desaccords;
pub(crate) use self::envoyer::Ecrit;
use self::envoyer::Envoyer;
use self::reunir::Reunir;
use super::PageCtx;
use crate::command::{Command, Consolidation, Reunion};
use crate::ui::suivi::tab_ui;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Envoyer,
    Reunir,
    Desaccords,
    Consolider,
}

impl Onglet {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Envoyer, "Envoyer à la DANE"),
        (Self::Reunir, "Réunir deux carnets"),
        (Self::Desaccords, "Désaccords"),
        (Self::Consolider, "Consolider"),
    ];
}

/// What the page remembers.
#[derive(Default)]
pub struct EchangesPage {
    onglet: Onglet,
    envoyer: Envoyer,
    reunir: Reunir,
    desaccords: Desaccords,
    consolider: Consolider,
}

impl EchangesPage {
    pub(crate) fn envoyer(&mut self) -> &mut Envoyer {
        &mut self.envoyer
    }

    pub(crate) fn reunir(&mut self) -> &mut Reunir {
        &mut self.reunir
    }

    pub(crate) fn montrer_reunir(&mut self) {
        self.onglet = Onglet::Reunir;
    }

    pub(crate) fn montrer_desaccords(&mut self) {
        self.onglet = Onglet::Desaccords;
    }

    pub(crate) fn consolider(&mut self) -> &mut Consolider {
        &mut self.consolider
    }

    pub(crate) fn montrer_consolider(&mut self) {
        self.onglet = Onglet::Consolider;
    }

    /// What is done with files dropped on the page: they are received where files are received, and
    /// anywhere else compared with this carnet.
    pub(crate) fn depose(&self, chemins: Vec<PathBuf>) -> Command {
        if self.onglet == Onglet::Consolider {
            Command::Consolider(Consolidation::Recevoir(chemins))
        } else {
            Command::Reunir(Reunion::Comparer(chemins))
        }
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
            Onglet::Envoyer => self.envoyer.ui(ui, ctx),
            Onglet::Reunir => {
                if self.reunir.ui(ui, ctx) {
                    self.onglet = Onglet::Desaccords;
                }
            }
            Onglet::Desaccords => self.desaccords.ui(ui, ctx),
            Onglet::Consolider => self.consolider.ui(ui, ctx),
        }
    }
}
