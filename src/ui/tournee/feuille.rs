//! The list that is being made: the schools ticked, to copy, to print, to open.

use egui::{RichText, ScrollArea, Ui};

use super::{TourneePage, liste};
use crate::command::{Command, Demande};
use crate::domain::nombre::compte;
use crate::domain::tournee::AVoir;
use crate::report::RapportTournee;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_chemin::champ_chemin;
use crate::ui::widgets::nommer;

impl TourneePage {
    /// Draws it.
    pub(super) fn sheet_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, choisies: &[AVoir]) {
        ui.label(theme::titre("Ma tournée"));
        let n = compte(choisies.len(), "école cochée", "écoles cochées");
        ui.label(theme::petit(ui, n));
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Copier la liste").clicked() {
                let demande = self.demande();
                let rapport = RapportTournee::new(ctx.faits, &demande, choisies.to_vec());
                ui.copy_text(rapport.to_liste());
                ui.data_mut(|d| d.insert_temp(egui::Id::unique("tournée copiée"), choisies.len()));
            }
            if ui.button("Enregistrer pour imprimer…").clicked() {
                ctx.commands.send(Command::Demander(Demande::Tournee));
            }
            if ui.button("Tout décocher").clicked() {
                self.cochees.clear();
            }
        });
        let copiee = ui.data(|d| d.get_temp::<usize>(egui::Id::unique("tournée copiée")));
        if copiee == Some(choisies.len()) {
            ui.label(theme::petit(
                ui,
                "✓ Copiée\u{202f}: collez-la où vous voulez.",
            ));
        }
        if let Some(path) = champ_chemin(ui, &mut self.chemin, "Fichier de la liste", "Écrire là")
        {
            ctx.commands.send(Command::EnregistrerTournee(path));
        }
        ui.label(theme::petit(
            ui,
            "Une page HTML à imprimer, ou du texte si le nom finit par .txt.",
        ));
        ui.add_space(6.0);
        ScrollArea::vertical()
            .id_salt("ma tournée")
            .auto_shrink(false)
            .show(ui, |ui| {
                for v in choisies {
                    self.line_ui(ui, ctx, v);
                }
            });
    }

    fn line_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, v: &AVoir) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let lien = ui.link(&v.nom);
            nommer(&lien, format!("Ouvrir {}, {}", v.nom, v.commune));
            if lien.clicked() {
                ctx.commands.send(Command::MontrerEcole(v.ecole));
            }
            let mut suite = v.commune.clone();
            let loin = liste::how_far(v);
            if !loin.is_empty() && self.choix.depuis.is_some() {
                suite = format!("{suite} · {loin}");
            }
            ui.label(theme::petit(ui, suite));
            let visite = ui.link(RichText::new("visite").small());
            nommer(
                &visite,
                format!("Nouvelle visite : {}, {}", v.nom, v.commune),
            );
            if visite.clicked() {
                ctx.commands.send(Command::NouvelleVisite(Some(v.ecole)));
            }
            let oter = ui.link(RichText::new("ôter").small());
            nommer(
                &oter,
                format!("Ôter de la tournée : {}, {}", v.nom, v.commune),
            );
            if oter.clicked() {
                self.cochees.remove(&v.ecole);
            }
        });
        for raison in &v.raisons {
            let texte = theme::petit(ui, format!("· {}", raison.dite()));
            ui.add(egui::Label::new(texte).wrap());
        }
        ui.add_space(4.0);
    }
}
