//! The menus above the list of observations.

use std::collections::BTreeSet;

use egui::Ui;

use super::lignes::{Filtres, Ligne};
use crate::domain::{AnneeScolaire, Id};
use crate::ui::PageCtx;
use crate::ui::visites::filtres_ui::menu;
use crate::ui::visites::lignes::Quand;

/// Draws the filters; only what some observation has is proposed.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, filtres: &mut Filtres, lignes: &[Ligne]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding.x = 7.0;
        ui.spacing_mut().item_spacing.x = 5.0;
        let circonscriptions = || {
            let vues: BTreeSet<Id> = lignes.iter().filter_map(|l| l.circonscription).collect();
            let toutes = ctx.faits.circonscriptions.values();
            toutes
                .filter(move |c| vues.contains(&c.id))
                .map(|c| (c.nom.clone(), c.id))
        };
        let nom = "Circonscription";
        menu(ui, nom, &mut filtres.circonscription, circonscriptions);
        let quand = || {
            let annees: BTreeSet<AnneeScolaire> =
                lignes.iter().map(|l| AnneeScolaire::of(l.le)).collect();
            let proches = [Quand::Jours(30), Quand::Jours(90)];
            let annees = annees.into_iter().rev().map(Quand::Annee);
            proches.into_iter().chain(annees).map(|q| (q.libelle(), q))
        };
        menu(ui, "Quand", &mut filtres.quand, quand);
        let services = || {
            let vus: BTreeSet<Id> = lignes
                .iter()
                .flat_map(|l| l.services.iter().map(|(id, _)| *id))
                .collect();
            named(ctx, vus)
        };
        menu(ui, "Service", &mut filtres.service, services);
        let paliers = || {
            let services = lignes.iter().flat_map(|l| &l.services);
            named(ctx, services.filter_map(|(_, palier)| *palier).collect())
        };
        menu(ui, "Palier", &mut filtres.palier, paliers);
        if !filtres.is_empty() && ui.button("Tout réafficher").clicked() {
            *filtres = Filtres::default();
        }
    });
}

/// These entries of a list, in its order.
fn named<'a>(
    ctx: &'a PageCtx<'_>,
    vus: BTreeSet<Id>,
) -> impl Iterator<Item = (String, Id)> + use<'a> {
    let termes = ctx.faits.termes.iter();
    termes
        .filter(move |t| vus.contains(&t.id))
        .map(|t| (t.nom.clone(), t.id))
}
