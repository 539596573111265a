//! *Désaccords*: what two people typed differently, and what may be one thing entered twice.

use egui::Ui;

use crate::ui::PageCtx;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Desaccords;

impl Desaccords {
    pub(super) fn ui(&mut self, _ui: &mut Ui, _ctx: &PageCtx<'_>) {}
}
