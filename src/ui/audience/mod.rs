//! *Usages mesurés*: what the audience measure (DNMA) saw, beside what is declared.

use egui::Ui;

use super::PageCtx;

/// What the page remembers.
#[derive(Default)]
pub struct AudiencePage {}

impl AudiencePage {
    #[expect(clippy::unused_self, reason = "the page has nothing to remember yet")]
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        ui.label(crate::domain::date::date_longue(ctx.au));
    }
}
