//! *Consolider*: the files of the circonscriptions, the verdict on each, what is missing.

use egui::Ui;

use crate::ui::PageCtx;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Consolider;

impl Consolider {
    pub(super) fn ui(&mut self, _ui: &mut Ui, _ctx: &PageCtx<'_>) {}
}
