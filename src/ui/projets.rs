//! *Projets*: undertakings that group schools, with their key moments.

use egui::Ui;

use super::PageCtx;
use super::theme;

/// What the page remembers.
#[derive(Default)]
pub struct ProjetsPage;

impl ProjetsPage {
    pub fn ui(&mut self, ui: &mut Ui, _ctx: &PageCtx<'_>) {
        ui.label(theme::titre("Projets"));
    }
}
