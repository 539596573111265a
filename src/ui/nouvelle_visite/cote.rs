//! The right side of the entry: what was promised, what was written last time, what the school
//! has. It stays on screen while one types.

use chrono::NaiveDate;
use egui::{RichText, ScrollArea, Ui};

use crate::domain::date::date_longue;
use crate::domain::relance::EtatAction;
use crate::domain::{Id, Partie, Regle, SaisieVisite, Visite, VisiteEntiere};
use crate::ui::theme;
use crate::ui::visites::action;
use crate::ui::{Cached, PageCtx};

/// What the side remembers: the last report of a school.
#[derive(Default)]
pub(super) struct Cote {
    derniere: Cached<Id, Option<VisiteEntiere>>,
}

impl Cote {
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, saisie: &SaisieVisite) {
        let Some(ecole) = saisie.ecole else {
            ui.label(theme::sous_titre("Promis la dernière fois"));
            ui.label(theme::petit(
                ui,
                "Choisissez l’école\u{202f}: ce qui y a été promis et le dernier compte rendu \
                 s’affichent ici.",
            ));
            return;
        };
        ScrollArea::vertical()
            .id_salt(("promis", ecole))
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 6.0);
                let visites = ctx.faits.terrain.visites(ecole);
                let derniere = visites.iter().rev().find(|v| v.id != saisie.id);
                promises_ui(ui, ctx, ecole, derniere, saisie.le);
                ui.add_space(10.0);
                self.report_ui(ui, ctx, derniere);
                ui.add_space(10.0);
                school_ui(ui, ctx, ecole);
            });
    }

    fn report_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, derniere: Option<&Visite>) {
        let Some(visite) = derniere else { return };
        ui.label(theme::sous_titre("Dernier compte rendu"));
        let mut titre = date_longue(visite.le);
        let motif = visite.motif_dit(&ctx.faits.termes);
        if !motif.is_empty() {
            titre = format!("{titre} · {motif}");
        }
        ui.label(theme::petit(ui, titre));
        let connue = self
            .derniere
            .get_from(visite.id, ctx.revision, ctx.store, |id, store| {
                store.visite(*id).ok().flatten()
            })
            .known()
            .and_then(Option::as_ref);
        let Some(entiere) = connue else { return };
        let parties = Partie::TEXTES
            .into_iter()
            .map(|partie| (partie, entiere.compte_rendu.partie(partie)))
            .filter(|(_, texte)| !texte.is_empty());
        let mut vide = true;
        for (partie, texte) in parties {
            vide = false;
            ui.label(theme::petit(ui, partie.libelle()));
            ui.add(egui::Label::new(texte).wrap());
        }
        if vide {
            ui.label(theme::petit(ui, "Rien n’y a été écrit."));
        }
    }
}

/// The open actions, and those closed since the last visit.
fn promises_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    ecole: Id,
    derniere: Option<&Visite>,
    le: Option<NaiveDate>,
) {
    ui.label(theme::sous_titre("Promis la dernière fois"));
    let quand = derniere.map_or_else(
        || "Aucune visite encore.".to_owned(),
        |v| format!("Visite du {}", date_longue(v.le)),
    );
    ui.label(theme::petit(ui, quand));
    // Found done in this visit: on its day, which is not to come.
    let jour = le.map_or(ctx.aujourdhui, |le| le.min(ctx.aujourdhui));
    let since = derniere.map_or(NaiveDate::MIN, |v| v.le);
    let mut rien = true;
    for action in ctx.faits.terrain.actions(ecole) {
        match action.etat_au(ctx.aujourdhui) {
            EtatAction::Ouverte(_) => {}
            EtatAction::Faite(quand) if quand >= since => {}
            EtatAction::Faite(_) | EtatAction::Abandonnee(_) => continue,
        }
        rien = false;
        action::line_ui(ui, ctx, action, jour, false);
    }
    if rien {
        ui.label(theme::petit(ui, "Rien à suivre dans cette école."));
    }
}

/// What the school has today.
fn school_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    ui.label(theme::sous_titre("L’école aujourd’hui"));
    let au = ctx.aujourdhui;
    let solutions = ctx.faits.solutions_au(ecole, au, Regle::Classe);
    let noms: Vec<&str> = solutions.iter().map(|s| s.nom.as_str()).collect();
    let ent = if noms.is_empty() {
        "Sans ENT".to_owned()
    } else {
        noms.join(", ")
    };
    let etape = ctx
        .faits
        .deploiements(ecole)
        .iter()
        .filter(|d| d.fin.is_none_or(|fin| au <= fin))
        .filter_map(|d| d.etape_au(au))
        .max()
        .map(|etape| format!(", étape «\u{a0}{}\u{a0}»", etape.libelle()))
        .unwrap_or_default();
    ui.add(egui::Label::new(RichText::new(format!("{ent}{etape}.")).small()).wrap());
    let verifie = ctx
        .faits
        .verifications
        .get(&ecole)
        .and_then(|v| v.iter().rev().find(|v| v.le <= au))
        .map_or_else(
            || "Jamais vérifié.".to_owned(),
            |v| format!("Vérifié le {}.", date_longue(v.le)),
        );
    ui.label(RichText::new(verifie).small());
}
