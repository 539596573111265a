//! *Docteur*: what looks wrong in the carnet, and what would mend it.
//!
//! `examen` keeps the findings, `filtre` reduces them, `liste_ui` draws them.

mod examen;
mod filtre;
mod liste_ui;

use std::sync::Arc;

use egui::{Key, Ui};

use self::examen::{Examen, Resultat};
use self::filtre::{Filtre, chips};
use self::liste_ui::{Largeurs, Rang, moved, rangs};
use super::theme;
use super::{Cached, PageCtx};
use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;

/// What the page remembers.
#[derive(Default)]
pub struct DocteurPage {
    examen: Examen,
    filtre: Filtre,
    /// The key of the chosen finding.
    choisi: Option<String>,
    scroll: bool,
    chips: Cached<(), Arc<Vec<(Filtre, usize)>>>,
    /// By filter and width of the sentences, in points.
    rangs: Cached<(Filtre, u32), Arc<Vec<Rang>>>,
}

impl DocteurPage {
    /// How many findings must be mended, for the navigation; `None` while nobody knows.
    pub fn a_corriger(&mut self, ui: &Ui, ctx: &PageCtx<'_>) -> Option<usize> {
        let (resultat, _) = self.examen.resultat(ui.ctx(), ctx);
        resultat.map(|r| r.a_corriger)
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let (resultat, fresh) = self.examen.resultat(ui.ctx(), ctx);
        ui.label(theme::titre("Docteur"));
        let quand = date_longue(ctx.aujourdhui);
        let etat = if fresh {
            format!(
                "Ce qui paraît faux dans le carnet au {quand}. Rien n’est corrigé sans vous, et chaque correction s’annule."
            )
        } else {
            "Examen du carnet en cours…".to_owned()
        };
        ui.label(theme::petit(ui, etat));
        ui.add_space(8.0);
        let Some(resultat) = resultat else { return };
        self.findings_ui(ui, ctx, &resultat);
    }

    fn findings_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, resultat: &Resultat) {
        let connus = self.chips.get((), resultat.version, |()| {
            Arc::new(chips(&resultat.constats))
        });
        let connus = Arc::clone(connus);
        // What was filtered may all have been mended.
        if !connus.iter().any(|(f, _)| *f == self.filtre) {
            self.filtre = Filtre::Tout;
        }
        if !connus.iter().any(|(f, _)| *f == Filtre::Tout) && self.filtre == Filtre::Tout {
            nothing_ui(
                ui,
                connus.first().map_or(0, |(_, ignores)| *ignores),
                &mut self.filtre,
            );
            return;
        }
        filtre::show(ui, &mut self.filtre, &connus);
        ui.add_space(8.0);
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| self.list_ui(ui, ctx, resultat));
    }

    fn list_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, resultat: &Resultat) {
        let phrases = Largeurs::of(ui.available_width()).phrases;
        let question = (self.filtre, phrases.round() as u32);
        let constats = resultat.constats.as_slice();
        let connus = self
            .rangs
            .get(question, resultat.version, |&(filtre, largeur)| {
                Arc::new(rangs(ui, constats, filtre, largeur as f32))
            });
        let connus = Arc::clone(connus);
        let places: Vec<usize> = connus
            .iter()
            .filter_map(|rang| match rang {
                Rang::Constat { place, .. } => Some(*place),
                Rang::Titre { .. } => None,
            })
            .collect();
        let mut choisi = self
            .choisi
            .as_ref()
            .and_then(|cle| places.iter().position(|&p| constats[p].cle == *cle));
        if let Some(nouveau) = moved(ui, choisi, places.len()) {
            choisi = Some(nouveau);
            self.choisi = Some(constats[places[nouveau]].cle.clone());
            self.scroll = true;
        }
        let choisi = choisi.map(|rang| places[rang]);
        if let Some(place) = choisi
            && ui.memory(|m| m.focused().is_none())
            && ui.input(|i| i.key_pressed(Key::Enter))
            && let Some(ecole) = constats[place].sujet.ecole()
        {
            ctx.commands.send(Command::MontrerEcole(ecole));
        }
        let scroll = std::mem::take(&mut self.scroll)
            .then(|| {
                connus.iter().position(
                    |rang| matches!(rang, Rang::Constat { place, .. } if Some(*place) == choisi),
                )
            })
            .flatten();
        if let Some(place) = liste_ui::show(ui, ctx, constats, &connus, choisi, scroll) {
            self.choisi = Some(constats[place].cle.clone());
        }
    }
}

/// All is well.
fn nothing_ui(ui: &mut Ui, ignores: usize, filtre: &mut Filtre) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre("Rien à signaler"));
        ui.label(
            "UAI, doublons, écoles fermées, dates, périmètres, financements et positions ont été \
             examinés.",
        );
        if ignores > 0 {
            ui.add_space(8.0);
            let mot = format!(
                "Voir {}",
                compte(ignores, "constat ignoré", "constats ignorés")
            );
            if ui.link(mot).clicked() {
                *filtre = Filtre::Ignores;
            }
        }
    });
}
