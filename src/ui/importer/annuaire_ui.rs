//! An annuaire: which circonscriptions to keep, then what would change.

use egui::Ui;

use super::fichier::{Etat, Fichier};
use super::lignes_ui::{self, Onglet, recognised_ui};
use super::{Suite, import_button};
use crate::command::Command;
use crate::domain::date::date_longue;
use crate::domain::nombre::compte;
use crate::domain::texte::{Recherche, sans_accents};
use crate::exchange::import::Plan;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// Which circonscriptions are followed, and the date of a file that does not say it.
pub(super) fn scope_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    fichier: &mut Fichier,
    filtre: &mut String,
) -> Suite {
    let mut suite = Suite::default();
    let Fichier {
        reconnu,
        choisies,
        millesime,
        ..
    } = fichier;
    let Some(crate::exchange::import::Reconnu::Annuaire(apercu)) = reconnu else {
        return suite;
    };
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        recognised_ui(ui, apercu);
        let datee = millesime.ui(ui, ctx.aujourdhui);
        ui.add_space(8.0);
        ui.label(theme::sous_titre("Quelles circonscriptions suivez-vous ?"));
        ui.horizontal_wrapped(|ui| {
            let champ = ui.add(
                egui::TextEdit::singleline(filtre)
                    .desired_width(260.0)
                    .hint_text("Filtrer les circonscriptions"),
            );
            nommer(&champ, "Filtrer les circonscriptions");
            let n = choisies.len();
            let texte = if n == 0 {
                "Importer toutes les écoles du fichier".to_owned()
            } else {
                format!("Voir ce qui changerait ({n})")
            };
            suite.precise = theme::bouton_principal_si(ui, datee, &texte).clicked();
            suite.retire = ui.button("Retirer ce fichier").clicked();
        });
        ui.add_space(6.0);
        let recherche = Recherche::new(filtre);
        egui::ScrollArea::vertical()
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for c in &apercu.circonscriptions {
                    if !recherche.accepte(&sans_accents(&format!("{} {}", c.nom, c.departement))) {
                        continue;
                    }
                    let mut coche = choisies.contains(&c.nom);
                    let texte = format!(
                        "{} ({}) · {}",
                        c.nom,
                        c.departement,
                        compte(c.ecoles, "école", "écoles")
                    );
                    if ui.checkbox(&mut coche, texte).changed() {
                        if coche {
                            choisies.insert(c.nom.clone());
                        } else {
                            choisies.remove(&c.nom);
                        }
                    }
                }
            });
    });
    suite
}

/// What would change; whether the file is to leave the list. `seul`: there is no other one.
pub(super) fn preview_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    fichier: &mut Fichier,
    seul: bool,
) -> bool {
    let mut retire = false;
    let mut change_scope = false;
    let mut choisi = fichier.onglet;
    if let (Some(apercu), Some(plan)) = (fichier.apercu(), fichier.plan())
        && let Plan::Annuaire(annuaire) = &**plan
    {
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            recognised_ui(ui, apercu);
            ui.add_space(6.0);
            ui.horizontal_wrapped(|ui| {
                if import_button(ui, "Importer ces écoles", seul) {
                    ctx.commands.send(Command::AppliquerImport);
                }
                change_scope = ui.button("Changer de circonscriptions").clicked();
                retire = ui.button("Retirer ce fichier").clicked();
                ui.label(theme::petit(
                    ui,
                    format!(
                        "Données du {} · {} · {}",
                        date_longue(annuaire.millesime),
                        compte(
                            annuaire.circonscriptions,
                            "circonscription",
                            "circonscriptions"
                        ),
                        compte(annuaire.colleges, "collège", "collèges"),
                    ),
                ));
            });
        });
        ui.add_space(10.0);
        let onglets = [
            Onglet::Nouvelles,
            Onglet::Modifiees,
            Onglet::Inchangees,
            Onglet::Absentes,
            Onglet::Refusees,
            Onglet::Remarques,
        ];
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| {
            lignes_ui::tabs_ui(ui, &onglets, &plan.resume(), &mut choisi);
            lignes_ui::rows_ui(ui, &lignes_ui::rows(plan, choisi), choisi);
        });
    }
    fichier.onglet = choisi;
    if change_scope {
        fichier.etat = Etat::APreciser;
    }
    retire
}
