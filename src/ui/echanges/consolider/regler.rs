//! What is to be settled before a consolidation is published: words that may be one, schools that
//! two files name, totals that do not hold.

use egui::{RichText, Ui};

use super::Vue;
use crate::command::{Command, Consolidation};
use crate::domain::nombre::entier;
use crate::domain::{Id, MotRecu};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::nommer;

/// Named one by one at most.
const NOMMES: usize = 30;

pub(super) fn settle_ui(ui: &mut Ui, ctx: &PageCtx<'_>, vue: &Vue, doubles: &[(Id, String)]) {
    let t = Tokens::of(ui);
    for ecart in &vue.etat.totaux.ecarts {
        let phrase = format!(
            "«\u{a0}{}\u{a0}» dit {} écoles dont {} avec un ENT\u{202f}; le carnet en compte {} dont \
             {}.",
            ecart.fichier,
            entier(ecart.dits.0),
            entier(ecart.dits.1),
            entier(ecart.comptes.0),
            entier(ecart.comptes.1)
        );
        ui.add(egui::Label::new(RichText::new(phrase).color(t.erreur)).wrap());
    }
    for mot in &vue.mots {
        word_ui(ui, ctx, mot);
    }
    for (ecole, phrase) in doubles.iter().take(NOMMES) {
        ui.horizontal_wrapped(|ui| {
            ui.label(phrase);
            let lien = ui.link("Voir l’école");
            nommer(&lien, format!("Voir l’école, {phrase}"));
            if lien.clicked() {
                ctx.commands.send(Command::MontrerEcole(*ecole));
            }
        });
    }
    if doubles.len() > NOMMES {
        let autres = format!("et {} autres écoles", entier(doubles.len() - NOMMES));
        ui.label(theme::petit(ui, autres));
    }
}

fn word_ui(ui: &mut Ui, ctx: &PageCtx<'_>, mot: &MotRecu) {
    let answer = |est| {
        ctx.commands
            .send(Command::Consolider(Consolidation::Retenir {
                mot: Box::new(mot.clone()),
                est,
            }));
    };
    ui.horizontal_wrapped(|ui| {
        for (id, nom) in &mot.proches {
            ui.label(format!("«\u{a0}{}\u{a0}» →", mot.texte));
            ui.label(RichText::new(nom).family(theme::gras()));
            let lien = ui.link("Réunir et retenir");
            nommer(
                &lien,
                format!("Réunir {} à {nom}, et le retenir", mot.texte),
            );
            if lien.clicked() {
                answer(Some(*id));
            }
        }
        let lien = ui.link("C’est autre chose");
        nommer(&lien, format!("{} est autre chose", mot.texte));
        if lien.clicked() {
            answer(None);
        }
    });
}
