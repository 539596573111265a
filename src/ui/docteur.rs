//! *Docteur*: what looks wrong in the carnet, and what would mend it.

use egui::Ui;

use super::PageCtx;
use super::theme;

/// What the page remembers.
#[derive(Default)]
pub struct DocteurPage;

impl DocteurPage {
    pub fn ui(&mut self, ui: &mut Ui, _ctx: &PageCtx<'_>) {
        ui.label(theme::titre("Docteur"));
    }
}
