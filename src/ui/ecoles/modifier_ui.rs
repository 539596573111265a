//! The fields of a change made to several schools.

use chrono::NaiveDate;
use egui::{Id, Ui};

use super::modifier::{Condition, Modifier, Quoi};
use crate::domain::abonnement::derniere_journee;
use crate::domain::{Alimentation, Etape, Wifi};
use crate::ui::PageCtx;
use crate::ui::fiche::{dispositifs, postes, solution_words, solutions};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_saisi::{champ_annee, champ_euros};
use crate::ui::widgets::choix::choix_court;
use crate::ui::widgets::nommer;

/// Width of a choice, in points.
const LARGE: f32 = 186.0;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, m: &mut Modifier) {
    let id = Id::unique("modifier plusieurs écoles");
    let options = Quoi::ALL.map(|q| (q, q.libelle().to_owned()));
    if let Some(quoi) = choix_court(ui, id.with("quoi"), "Que faire", 240.0, &m.quoi, options) {
        m.quoi = quoi;
    }
    egui::Grid::new(id.with("champs"))
        .num_columns(2)
        .spacing([10.0, 6.0])
        .show(ui, |ui| match m.quoi {
            Quoi::AjouterEnt => add_ui(ui, ctx, id, m),
            Quoi::DaterEtape => {
                ui.label("Étape");
                let options = Etape::ALL.map(|e| (e, e.libelle().to_owned()));
                if let Some(e) =
                    choix_court(ui, id.with("etape"), "Étape", LARGE, &m.etape, options)
                {
                    m.etape = e;
                }
                ui.end_row();
                day_ui(ui, ctx, id, "Atteinte le", &mut m.le);
            }
            Quoi::ArreterEnt => day_ui(ui, ctx, id, "Dernier jour", &mut m.le),
            Quoi::Financer => fund_ui(ui, ctx, id, m),
            Quoi::Noter => condition_ui(ui, ctx, id, m),
        });
}

/// One dated line of the form.
fn day_ui(ui: &mut Ui, ctx: &PageCtx<'_>, id: Id, nom: &str, le: &mut Option<NaiveDate>) {
    ui.label(nom);
    ui.vertical(|ui| {
        if let Some(jour) = champ_date(ui, id.with(nom), nom, *le, ctx.aujourdhui) {
            *le = jour;
        }
    });
    ui.end_row();
}

fn add_ui(ui: &mut Ui, ctx: &PageCtx<'_>, id: Id, m: &mut Modifier) {
    ui.label("ENT");
    let options = solutions(ctx)
        .into_iter()
        .map(|s| (Some(s.id), solution_words(s)));
    if let Some(pris) = choix_court(
        ui,
        id.with("ent"),
        "ENT à ajouter",
        LARGE,
        &m.solution,
        options,
    ) {
        m.solution = pris;
    }
    ui.end_row();
    day_ui(ui, ctx, id, "Dès le", &mut m.le);
    ui.label("Périmètre");
    ui.horizontal(|ui| {
        ui.radio_value(&mut m.ecole_entiere, true, "École entière");
        ui.radio_value(&mut m.ecole_entiere, false, "Des classes");
    });
    ui.end_row();
    ui.label("");
    ui.checkbox(&mut m.remplacer, "Arrêter la veille l’ENT en cours");
    ui.end_row();
}

fn fund_ui(ui: &mut Ui, ctx: &PageCtx<'_>, id: Id, m: &mut Modifier) {
    let f = &mut m.financement;
    ui.label("Dispositif");
    let options = dispositifs(ctx)
        .into_iter()
        .map(|d| (Some(d.id), d.nom.clone()));
    let cle = id.with("dispositif");
    if let Some(pris) = choix_court(ui, cle, "Dispositif", LARGE, &f.dispositif, options) {
        f.dispositif = pris;
    }
    ui.end_row();
    ui.label("Année");
    ui.vertical(|ui| {
        if let Some(annee) = champ_annee(ui, id.with("annee"), "Année", f.annee) {
            f.annee = annee;
        }
    });
    ui.end_row();
    ui.label("Montant (€)");
    ui.vertical(|ui| {
        let cle = id.with("montant");
        if let Some(montant) = champ_euros(ui, cle, "Montant par école (€)", f.montant_centimes)
        {
            f.montant_centimes = montant;
        }
    });
    ui.end_row();
    ui.label("Poste");
    let options = postes(ctx, &f.poste);
    if let Some(poste) = choix_court(ui, id.with("poste"), "Poste", LARGE, &f.poste, options) {
        f.poste = poste;
    }
    ui.end_row();
    day_ui(ui, ctx, id, "Abonné du", &mut f.abonnement_debut);
    day_ui(ui, ctx, id, "au", &mut f.abonnement_fin);
    if let Some(debut) = f.abonnement_debut.filter(|_| f.abonnement_fin.is_none()) {
        ui.label("");
        ui.horizontal(|ui| {
            for (annees, mot) in [(1, "1 an"), (2, "2 ans"), (3, "3 ans")] {
                let lien = ui.link(mot);
                nommer(&lien, format!("Abonnement de {mot}"));
                if lien.clicked() {
                    f.abonnement_fin = Some(derniere_journee(debut, annees));
                }
            }
        });
        ui.end_row();
    }
}

fn condition_ui(ui: &mut Ui, ctx: &PageCtx<'_>, id: Id, m: &mut Modifier) {
    ui.label("Condition");
    let options = [
        (Condition::Charte(true), "Charte signée"),
        (Condition::Gar(true), "Accrochée au GAR"),
        (Condition::Affectation(true), "Responsable d’affectation"),
        (Condition::Wifi(Wifi::Complet), "Wifi"),
        (Condition::Comptes(Alimentation::Aaf), "Comptes"),
    ];
    // The kind of condition, whatever is said of it.
    let kind = std::mem::discriminant(&m.condition);
    let choisie = options
        .iter()
        .find(|(c, _)| std::mem::discriminant(c) == kind)
        .map_or(m.condition, |(c, _)| *c);
    let options = options.map(|(c, libelle)| (c, libelle.to_owned()));
    if let Some(prise) = choix_court(
        ui,
        id.with("condition"),
        "Condition",
        LARGE,
        &choisie,
        options,
    ) {
        m.condition = prise;
    }
    ui.end_row();
    ui.label("C’est");
    let nom = "Ce qui est noté";
    let cle = id.with("valeur");
    let oui_non = |f: fn(bool) -> Condition| {
        [(f(true), "Oui".to_owned()), (f(false), "Non".to_owned())].to_vec()
    };
    let options = match m.condition {
        Condition::Charte(_) => oui_non(Condition::Charte),
        Condition::Gar(_) => oui_non(Condition::Gar),
        Condition::Affectation(_) => oui_non(Condition::Affectation),
        Condition::Wifi(_) => Wifi::ALL
            .map(|w| (Condition::Wifi(w), w.libelle().to_owned()))
            .to_vec(),
        Condition::Comptes(_) => Alimentation::ALL
            .map(|a| (Condition::Comptes(a), a.libelle().to_owned()))
            .to_vec(),
    };
    if let Some(dite) = choix_court(ui, cle, nom, LARGE, &m.condition, options) {
        m.condition = dite;
    }
    ui.end_row();
    if matches!(m.condition, Condition::Charte(true) | Condition::Gar(true)) {
        day_ui(ui, ctx, id, "Depuis le", &mut m.depuis);
    }
}
