//! *Réunir deux carnets*: what another carnet would bring, compared before anything is written.

use egui::Ui;

use crate::ui::PageCtx;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Reunir;

impl Reunir {
    pub(super) fn ui(&mut self, _ui: &mut Ui, _ctx: &PageCtx<'_>) {}
}
