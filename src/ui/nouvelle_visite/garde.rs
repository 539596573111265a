//! The draft of the form: kept one second after the last keystroke, and at once when the window
//! loses the keyboard or closes.

use egui::{Event, Ui};

use super::forme::Forme;
use crate::command::Command;
use crate::domain::{Id, SaisieVisite};
use crate::ui::PageCtx;

/// The kind of these drafts.
pub(super) const GENRE: &str = "visite";

/// A pause in typing, in seconds.
const PAUSE: f64 = 1.0;

/// What is known of the draft.
pub(super) struct Garde {
    /// As kept last, or as it was when empty.
    gardee: SaisieVisite,
    /// As in the last frame, since this time.
    vue: SaisieVisite,
    depuis: f64,
    /// There is a draft.
    existe: bool,
}

impl Garde {
    pub(super) fn fresh(saisie: &SaisieVisite) -> Self {
        Self {
            gardee: saisie.clone(),
            vue: saisie.clone(),
            depuis: 0.0,
            existe: false,
        }
    }

    pub(super) fn kept(saisie: &SaisieVisite) -> Self {
        Self {
            existe: true,
            ..Self::fresh(saisie)
        }
    }
}

impl Forme {
    /// What was typed is in its draft.
    pub(super) fn is_kept(&self) -> bool {
        self.garde.existe && self.garde.gardee == self.saisie
    }

    /// Sends the draft when it is time to.
    pub(super) fn keep(&mut self, ui: &Ui, ctx: &PageCtx<'_>) {
        if self.en_attente || self.garde.gardee == self.saisie {
            return;
        }
        let (maintenant, part) = ui.input(|i| {
            let part =
                i.viewport().close_requested() || i.events.contains(&Event::WindowFocused(false));
            (i.time, part)
        });
        if self.garde.vue != self.saisie {
            self.garde.vue = self.saisie.clone();
            self.garde.depuis = maintenant;
        }
        let reste = PAUSE - (maintenant - self.garde.depuis);
        if reste > 0.0 && !part {
            ui.request_repaint_after_secs(reste as f32);
            return;
        }
        if let Some((genre, id, contenu)) = self.garde_maintenant() {
            let commande = Command::Brouillon { genre, id, contenu };
            ctx.commands.send(commande);
        }
    }

    /// The draft to keep now, if what was typed is not in it yet: kind, identity, contents. One
    /// that was emptied is thrown away.
    pub(super) fn garde_maintenant(&mut self) -> Option<(&'static str, Id, Option<String>)> {
        if self.en_attente || self.garde.gardee == self.saisie {
            return None;
        }
        let existait = std::mem::replace(&mut self.garde.existe, self.saisie.a_garder());
        self.garde.gardee = self.saisie.clone();
        let contenu = self.garde.existe.then(|| self.saisie.to_json());
        (existait || contenu.is_some()).then_some((GENRE, self.saisie.id, contenu))
    }
}
