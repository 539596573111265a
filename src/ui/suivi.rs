//! *À suivre*: subscriptions that end, schools to verify.

use egui::Ui;

use super::PageCtx;
use super::theme;

/// What the page remembers.
#[derive(Default)]
pub struct SuiviPage;

impl SuiviPage {
    pub fn ui(&mut self, ui: &mut Ui, _ctx: &PageCtx<'_>) {
        ui.label(theme::titre("À suivre"));
    }
}
