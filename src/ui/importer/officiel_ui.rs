//! An official file that is no annuaire: the date of its data, what would change, and what only a
//! person can decide.

use egui::{Id, Ui};

use super::fichier::Fichier;
use super::lignes_ui::{self, Onglet};
use super::{Suite, import_button};
use super::{colonnes_ui, fusions_ui, secteurs_ui};
use crate::command::Command;
use crate::domain::nombre::compte;
use crate::exchange::import::{Commun, Origine, Plan, Resume};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, fichier: &mut Fichier, seul: bool) -> Suite {
    let mut suite = Suite::default();
    let Some(plan) = fichier.plan().cloned() else {
        return suite;
    };
    let Some(commun) = plan.commun() else {
        return suite;
    };
    let resume = plan.resume();
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(egui::Label::new(heading(&plan, commun)).truncate());
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            let complet = plan.is_complete();
            let importe =
                ui.add_enabled_ui(complet, |ui| import_button(ui, "Importer ce fichier", seul));
            if importe.inner {
                ctx.commands.send(Command::AppliquerImport);
            }
            suite.retire = ui.button("Retirer ce fichier").clicked();
            ui.add_space(8.0);
            suite.precise = date_ui(ui, ctx, fichier, commun);
        });
        if let Some(phrase) = decided(&plan, fichier, &resume) {
            ui.label(theme::petit(ui, phrase));
        }
    });
    if let Plan::Dnma(audience) = &*plan {
        ui.add_space(10.0);
        suite.precise |= colonnes_ui::show(ui, fichier, &audience.colonnes);
    }
    ui.add_space(10.0);
    let mut onglets = vec![Onglet::Nouvelles, Onglet::Modifiees, Onglet::Inchangees];
    match &*plan {
        Plan::CarteScolaire(_) => onglets.push(Onglet::Secteurs),
        Plan::Fermes(_) => onglets.push(Onglet::Fusions),
        _ => {}
    }
    onglets.extend([Onglet::Absentes, Onglet::Refusees, Onglet::Remarques]);
    let rect = ui.available_rect_before_wrap();
    theme::carte_pleine(ui, rect, |ui| {
        lignes_ui::tabs_ui(ui, &onglets, &resume, &mut fichier.onglet);
        match (fichier.onglet, &*plan) {
            (Onglet::Secteurs, Plan::CarteScolaire(carte)) => {
                secteurs_ui::show(ui, carte, &mut fichier.decisions.secteurs);
            }
            (Onglet::Fusions, Plan::Fermes(fermes)) => {
                fusions_ui::show(ui, fermes, &mut fichier.decisions.successeurs);
            }
            (onglet, _) => {
                lignes_ui::rows_ui(ui, &lignes_ui::rows(&plan, onglet), onglet);
            }
        }
    });
    suite
}

/// « Effectifs des écoles, UTF-8… · rentrées 2019 à 2022 · 2 704 lignes lues, dont 10 non
/// suivies ».
fn heading(plan: &Plan, commun: &Commun) -> String {
    let mut parties = vec![commun.reconnu.clone()];
    if let Plan::Effectifs(mesures) | Plan::Ips(mesures) = plan {
        parties.push(mesures.rentrees());
    }
    if let Plan::Dnma(audience) = plan {
        parties.push(audience.annees());
    }
    let mut lues = compte(commun.lues, "ligne lue", "lignes lues");
    if commun.non_suivies > 0 {
        lues.push_str(", dont ");
        lues.push_str(&compte(
            commun.non_suivies,
            "hors des écoles suivies",
            "hors des écoles suivies",
        ));
    }
    parties.push(lues);
    parties.join(" · ")
}

/// What remains to be decided, and how much was.
fn decided(plan: &Plan, fichier: &Fichier, resume: &Resume) -> Option<String> {
    if resume.a_choisir == 0 {
        return None;
    }
    Some(match plan {
        Plan::Fermes(_) => format!(
            "{} : {}.",
            compte(resume.a_choisir, "fusion possible", "fusions possibles"),
            compte(
                fichier.decisions.successeurs.len(),
                "confirmée",
                "confirmées"
            ),
        ),
        _ => format!(
            "{} de communes à plusieurs collèges : {}.",
            compte(resume.a_choisir, "école", "écoles"),
            compte(
                fichier.decisions.secteurs.len(),
                "secteur choisi",
                "secteurs choisis"
            ),
        ),
    })
}

/// The date of the data, which can be changed; whether it was.
fn date_ui(ui: &mut Ui, ctx: &PageCtx<'_>, fichier: &mut Fichier, commun: &Commun) -> bool {
    ui.label("Données du");
    let id = Id::unique(("date des données", &fichier.chemin));
    let jour = Some(commun.date.jour);
    let saisie = champ_date(ui, id, "Date des données", jour, ctx.aujourdhui);
    ui.label(theme::petit(
        ui,
        match commun.date.origine {
            Origine::Donnee => "(date donnée)",
            Origine::Lue => "(date dite par le fichier)",
            Origine::Disque => "(date du fichier sur le disque)",
        },
    ));
    if commun.date.jour > ctx.aujourdhui {
        ui.colored_label(
            Tokens::of(ui).alerte,
            "Cette date est à venir : donnez celle du téléchargement.",
        );
    }
    // Emptied, it is again what the file says.
    let Some(saisie) = saisie else { return false };
    fichier.date = saisie;
    true
}
