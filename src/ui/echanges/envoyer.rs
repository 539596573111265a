//! *Envoyer à la DANE*: what leaves, shown in full before it does.

use egui::Ui;

use crate::ui::PageCtx;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Envoyer;

impl Envoyer {
    pub(super) fn ui(&mut self, _ui: &mut Ui, _ctx: &PageCtx<'_>) {}
}
