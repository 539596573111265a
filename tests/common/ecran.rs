//! What the window says, as a person would read it.

use carnet_ent::app::App;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// Whether something on the screen says `texte`, its no-break spaces written as spaces.
pub(crate) fn shows(window: &Harness<'_, App>, texte: &str) -> bool {
    let plain = |dit: String| dit.replace(['\u{a0}', '\u{202f}'], " ");
    window
        .query_all_by(|n| {
            let dits = [n.label(), n.value()];
            dits.into_iter()
                .flatten()
                .any(|dit| plain(dit).contains(texte))
        })
        .next()
        .is_some()
}
