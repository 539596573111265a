//! *Groupes*: circonscriptions, secteurs de collège, communes, RPI and REP networks, each with its
//! sheet.

use egui::Ui;

use super::PageCtx;
use super::theme;

/// What the page remembers.
#[derive(Default)]
pub struct GroupesPage;

impl GroupesPage {
    pub fn ui(&mut self, ui: &mut Ui, _ctx: &PageCtx<'_>) {
        ui.label(theme::titre("Groupes"));
    }
}
