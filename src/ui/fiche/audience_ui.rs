//! What the audience measure saw of a school: the last weeks, and whether it agrees with what is
//! declared.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use egui::Ui;

use crate::domain::Id;
use crate::domain::audience::{PointAudience, Profil, SEMAINES, semaines_scolaires};
use crate::domain::calendrier::{droit_local, lundi};
use crate::domain::date::date_courte;
use crate::domain::nombre::{SANS_OBJET, compte, entier};
use crate::ui::audience::depuis;
use crate::ui::theme::{self, Tokens};
use crate::ui::{Cached, PageCtx};

/// What the section remembers.
#[derive(Default)]
pub(super) struct UsageMesure {
    serie: Cached<(Id, NaiveDate), Vec<PointAudience>>,
}

impl UsageMesure {
    /// Draws the section; nothing when the school was never measured.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
        let serie = self
            .serie
            .get_from((ecole, ctx.au), ctx.revision, ctx.store, |_, store| {
                let audience = store
                    .audience(depuis(ctx.au), lundi(ctx.au), Some(ecole))
                    .unwrap_or_default();
                let conges = &ctx.faits.terrain.conges;
                let local = droit_local(ctx.faits, ctx.au);
                let scolaires: BTreeSet<NaiveDate> =
                    semaines_scolaires(conges, depuis(ctx.au), ctx.au, local);
                audience.serie([ecole], &scolaires)
            });
        let Some(serie) = serie.known() else { return };
        let Some(derniere) = serie.last() else { return };
        ui.label(theme::sous_titre("Usage mesuré"));
        let visitee = |p: &&PointAudience| p.visites.iter().any(|v| v.is_some_and(|n| n > 0));
        let derniere_visite = serie.iter().rev().find(visitee).map(|p| p.lundi);
        let dernieres: Vec<&PointAudience> = serie
            .iter()
            .rev()
            .filter(|p| p.scolaire && p.ecoles > 0)
            .take(SEMAINES)
            .collect();
        let visites: u64 = dernieres
            .iter()
            .filter_map(|p| p.visites_de(Profil::Globales))
            .sum();
        let n = usize::try_from(visites).unwrap_or(usize::MAX);
        ui.label(format!(
            "{} en {}, jusqu’à la semaine du {}",
            compte(n, "visite", "visites"),
            compte(dernieres.len(), "semaine d’école", "semaines d’école"),
            date_courte(derniere.lundi)
        ));
        let aucune = !dernieres.iter().any(visitee);
        let declaree = ctx.faits.est_equipee(ecole, ctx.au, ctx.regle);
        let quand = derniere_visite.map_or_else(
            || "aucune visite connue".to_owned(),
            |lundi| format!("aucune visite depuis la semaine du {}", date_courte(lundi)),
        );
        let contredit = match (declaree, aucune) {
            (true, true) if dernieres.len() == SEMAINES => {
                Some(format!("ENT déclaré, mais {quand}"))
            }
            (false, false) => Some("Des visites, mais aucun ENT déclaré à cette date".to_owned()),
            _ => None,
        };
        if let Some(dit) = contredit {
            ui.colored_label(Tokens::of(ui).alerte, format!("▲ {dit}"));
        }
        egui::CollapsingHeader::new("Semaine par semaine")
            .id_salt(("usage mesuré", ecole))
            .show(ui, |ui| table_ui(ui, serie));
        ui.add_space(8.0);
    }
}

fn table_ui(ui: &mut Ui, serie: &[PointAudience]) {
    let nombre = |n: Option<u64>| n.map_or_else(|| SANS_OBJET.to_owned(), entier);
    egui::ScrollArea::horizontal()
        .id_salt("semaines de l’école")
        .show(ui, |ui| {
            egui::Grid::new("semaines de l’école")
                .striped(true)
                .spacing([12.0, 4.0])
                .show(ui, |ui| {
                    ui.label(theme::petit(ui, "Semaine du"));
                    for profil in Profil::ALL {
                        ui.label(theme::petit(ui, profil.libelle()));
                    }
                    ui.end_row();
                    for point in serie.iter().rev().filter(|p| p.ecoles > 0) {
                        ui.label(date_courte(point.lundi));
                        for profil in Profil::ALL {
                            ui.label(nombre(point.visites_de(profil)));
                        }
                        ui.end_row();
                    }
                });
        });
}
