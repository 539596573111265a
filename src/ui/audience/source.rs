//! The measures as pages read them: asked of the carnet once, and again only when a lot of them
//! came or went.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::audience::{Audience, Contradictions, contradictions};
use crate::domain::calendrier::lundi;
use crate::domain::{AnneeScolaire, Id, Regle};
use crate::ui::{Cached, PageCtx};

/// What of the measures depends on: the lots shown, the first and the last Monday read.
type Question = (Vec<Id>, usize, NaiveDate, NaiveDate);

/// The measures of two school years, up to a date, and what contradicts them.
#[derive(Default)]
pub struct Source {
    lots: Cached<(), Vec<Id>>,
    audience: Cached<Question, Arc<Audience>>,
    contradictions: Cached<(NaiveDate, Regle), Arc<Contradictions>>,
}

/// The first Monday looked at on `au`: that of the school year before.
pub fn depuis(au: NaiveDate) -> NaiveDate {
    lundi(AnneeScolaire::of(au).precedente().debut())
}

impl Source {
    /// The measures of the school year of `au` and of the one before, up to `au`; `None` while a
    /// job borrows the carnet.
    pub fn audience(&mut self, ctx: &PageCtx<'_>) -> Option<Arc<Audience>> {
        let lots = self
            .lots
            .get_from((), ctx.revision, ctx.store, |(), store| {
                store.lots_audience().unwrap_or_default()
            })
            .known()?
            .clone();
        let question = (lots, ctx.faits.ecoles.len(), depuis(ctx.au), lundi(ctx.au));
        // The answer depends on the lots and the schools, not on all that is written.
        self.audience
            .get_from(question, 0, ctx.store, |(_, _, de, a), store| {
                Arc::new(store.audience(*de, *a, None).unwrap_or_default())
            })
            .known()
            .cloned()
    }

    /// Whether the carnet holds any measure, of whatever date.
    pub fn has_any(&mut self, ctx: &PageCtx<'_>) -> bool {
        let lots = self
            .lots
            .get_from((), ctx.revision, ctx.store, |(), store| {
                store.lots_audience().unwrap_or_default()
            });
        lots.known().is_some_and(|lots| !lots.is_empty())
    }

    /// Declared against measured, on `ctx.au` and under the rule of the settings.
    pub fn contradictions(&mut self, ctx: &PageCtx<'_>) -> Option<Arc<Contradictions>> {
        let audience = self.audience(ctx)?;
        let question = (ctx.au, ctx.regle);
        let trouvees = self
            .contradictions
            .get(question, ctx.revision, |&(au, regle)| {
                Arc::new(contradictions(ctx.faits, &audience, au, regle))
            });
        Some(Arc::clone(trouvees))
    }
}
