//! Which funding schemes the school might ask for: hints, with their source and their year.

use egui::{RichText, Ui};

use crate::command::{Command, Ecriture};
use crate::domain::eligibilite::{Avis, Dispositif};
use crate::domain::{CommuneInfo, Id, Situation};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_saisi::{Apparence, champ_annee, champ_entier};

/// The most populated commune of France has fewer.
const HABITANTS: u32 = 5_000_000;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id, situation: &Situation) {
    egui::CollapsingHeader::new(theme::sous_titre("Éligibilité aux dispositifs"))
        .id_salt(("eligibilite", ecole))
        .show(ui, |ui| {
            population_ui(ui, ctx, situation);
            let indices = ctx.faits.eligibilite(ecole, situation, ctx.au);
            let (hors, actuels): (Vec<_>, Vec<_>) = indices
                .into_iter()
                .partition(|(_, avis)| *avis == Avis::HorsPeriode);
            for (dispositif, avis) in &actuels {
                hint_ui(ui, dispositif, avis);
            }
            if !hors.is_empty() {
                ui.label(theme::petit(ui, "Hors période à cette date :"));
                for (dispositif, avis) in &hors {
                    hint_ui(ui, dispositif, avis);
                }
            }
            let aide = "Indices d’après ce que le carnet sait, jamais une décision.";
            ui.add(egui::Label::new(theme::petit(ui, aide)).wrap());
        });
}

/// Inhabitants of the commune: no file of schools says it.
fn population_ui(ui: &mut Ui, ctx: &PageCtx<'_>, situation: &Situation) {
    let Some(insee) = situation.commune.as_deref() else {
        return;
    };
    let nom = situation.commune_nom.as_deref().unwrap_or(insee);
    let connue = ctx.faits.communes.get(insee);
    let id = egui::Id::unique(("commune", insee));
    ui.horizontal_wrapped(|ui| {
        ui.label("Commune").on_hover_text(nom);
        let apparence = Apparence::nombre("Habitants de la commune", 70.0);
        let population = connue.and_then(|c| c.population);
        let lue = champ_entier(ui, id.with("n"), apparence, population, HABITANTS);
        ui.label("habitants en");
        let annee = connue.and_then(|c| c.annee);
        let lue_annee = champ_annee(ui, id.with("annee"), "Année du recensement", annee);
        if lue.is_some() || lue_annee.is_some() {
            let info = CommuneInfo {
                insee: insee.to_owned(),
                population: lue.unwrap_or(population),
                annee: lue_annee.unwrap_or(annee),
            };
            ctx.commands
                .send(Command::Ecrire(Ecriture::CommuneInfo(Box::new(info))));
        }
    });
}

fn hint_ui(ui: &mut Ui, dispositif: &Dispositif, avis: &Avis) {
    let t = Tokens::of(ui);
    let (signe, couleur) = match avis {
        Avis::Obtenu(_) | Avis::Eligible => ("✓", t.succes),
        Avis::AVerifier(_) => ("▲", t.alerte),
        Avis::Ecarte(_) | Avis::HorsPeriode => ("✗", t.discret),
    };
    let mut job = egui::text::LayoutJob::default();
    let police = egui::FontId::proportional(13.0);
    let format = |police: egui::FontId, couleur| egui::TextFormat::simple(police, couleur);
    job.append(&format!("{signe} "), 0.0, format(police.clone(), couleur));
    let gras = egui::FontId::new(13.0, theme::gras());
    job.append(dispositif.nom, 0.0, format(gras, t.encre));
    if *avis != Avis::HorsPeriode {
        let dit = format!(" : {}", avis.phrase());
        job.append(&dit, 0.0, format(police, couleur));
    }
    ui.add(egui::Label::new(job).wrap());
    let source = format!("{} · {}", dispositif.periode, dispositif.source);
    let source = ui.add(egui::Label::new(RichText::new(source).small().color(t.discret)).wrap());
    if !dispositif.adresse.is_empty() {
        source.on_hover_text(dispositif.adresse);
    }
    ui.add_space(4.0);
}
