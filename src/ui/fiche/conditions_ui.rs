//! What a school works with, edited in place: today's note says only what changed.

use egui::Ui;

use crate::command::{Command, Ecriture};
use crate::domain::date::date_longue;
use crate::domain::{Alimentation, Conditions, Id, Wifi};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_saisi::{Apparence, champ_entier};
use crate::ui::widgets::choix::{choix_court, oui_non};
use crate::ui::widgets::nommer;

/// Megabits per second, then devices, beyond which it is a slip of the hand.
const DEBIT: u32 = 100_000;
const APPAREILS: u32 = 9_999;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id) {
    ui.label(theme::sous_titre("Conditions"));
    let notees = ctx
        .faits
        .conditions
        .get(&ecole)
        .map_or(&[][..], Vec::as_slice);
    let connues = Conditions::au(notees, ctx.au);
    let dites = connues
        .clone()
        .unwrap_or_else(|| Conditions::vides(ecole, ctx.au));
    let mut nouvelles = dites.clone();
    let id = egui::Id::unique(("conditions", ecole));
    let grille = |cle| {
        egui::Grid::new(id.with(cle))
            .num_columns(2)
            .min_col_width(72.0)
            .spacing([10.0, 4.0])
    };
    grille("reseau").show(ui, |ui| network_ui(ui, id, &dites, &mut nouvelles));
    devices_ui(ui, id, &dites, &mut nouvelles);
    grille("comptes").show(ui, |ui| {
        accounts_ui(ui, ctx, id, &dites, &mut nouvelles);
    });
    let du_jour = Conditions {
        ecole,
        le: ctx.aujourdhui,
        ..nouvelles.changed_from(Some(&dites))
    };
    if !du_jour.phrase().is_empty() {
        ctx.commands
            .send(Command::Ecrire(Ecriture::Conditions(Box::new(du_jour))));
    }
    noted_ui(ui, ctx, connues.as_ref());
}

/// A field emptied says nothing: what was said still holds, and shows again.
fn keep<T>(place: &mut Option<T>, lu: Option<Option<T>>) {
    if let Some(Some(valeur)) = lu {
        *place = Some(valeur);
    }
}

fn network_ui(ui: &mut Ui, id: egui::Id, dites: &Conditions, nouvelles: &mut Conditions) {
    ui.label("Débit");
    ui.vertical(|ui| {
        ui.horizontal(|ui| {
            let apparence = Apparence::nombre("Débit en Mbit/s", 66.0);
            let lu = champ_entier(ui, id.with("debit"), apparence, dites.debit_mbits, DEBIT);
            keep(&mut nouvelles.debit_mbits, lu);
            ui.label(theme::petit(ui, "Mbit/s"));
        });
    });
    ui.end_row();
    ui.label("Wifi");
    let options = Wifi::ALL.map(|w| (Some(w), w.libelle().to_owned()));
    if let Some(pris) = choix_court(ui, id.with("wifi"), "Wifi", 128.0, &dites.wifi, options) {
        nouvelles.wifi = pris;
    }
    ui.end_row();
}

/// Devices in working order, on one line.
fn devices_ui(ui: &mut Ui, id: egui::Id, dites: &Conditions, nouvelles: &mut Conditions) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (mot, nom, valeur, place) in [
            ("Postes", "Postes", dites.postes, &mut nouvelles.postes),
            (
                "Tablettes",
                "Tablettes",
                dites.tablettes,
                &mut nouvelles.tablettes,
            ),
            (
                "Écrans",
                "Écrans et vidéoprojecteurs",
                dites.ecrans,
                &mut nouvelles.ecrans,
            ),
        ] {
            ui.label(mot).on_hover_text(nom);
            let apparence = Apparence::nombre(nom, 42.0);
            let lu = champ_entier(ui, id.with(mot), apparence, valeur, APPAREILS);
            keep(place, lu);
        }
    });
}

fn accounts_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    id: egui::Id,
    dites: &Conditions,
    nouvelles: &mut Conditions,
) {
    ui.label("Comptes");
    let options = Alimentation::ALL.map(|a| (Some(a), a.libelle().to_owned()));
    let cle = id.with("comptes");
    let nom = "Alimentation des comptes";
    if let Some(prise) = choix_court(ui, cle, nom, 128.0, &dites.alimentation, options) {
        nouvelles.alimentation = prise;
    }
    ui.end_row();
    let yes_since = |ui: &mut Ui, mot: &str, nom: &str, dit: Option<bool>, depuis| {
        ui.label(mot);
        let mut change = (None, None);
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                change.0 = oui_non(ui, id.with(mot), nom, dit);
                if dit == Some(true) {
                    ui.label("le");
                    let cle = id.with((mot, "le"));
                    let nom = format!("{nom}, depuis le");
                    change.1 = champ_date(ui, cle, &nom, depuis, ctx.aujourdhui).flatten();
                }
            });
        });
        ui.end_row();
        change
    };
    let gar = yes_since(ui, "GAR", "Accrochée au GAR", dites.gar, dites.gar_le);
    nouvelles.gar = gar.0.or(nouvelles.gar);
    nouvelles.gar_le = gar.1.or(nouvelles.gar_le);
    let charte = yes_since(ui, "Charte", "Charte signée", dites.charte, dites.charte_le);
    nouvelles.charte = charte.0.or(nouvelles.charte);
    nouvelles.charte_le = charte.1.or(nouvelles.charte_le);
    ui.label("Affectation");
    ui.horizontal(|ui| {
        let nom = "Responsable d’affectation du GAR désigné";
        let dit = oui_non(
            ui,
            id.with("affectation"),
            nom,
            dites.responsable_affectation,
        );
        nouvelles.responsable_affectation = dit.or(nouvelles.responsable_affectation);
        ui.label(theme::petit(ui, "responsable désigné"));
    });
    ui.end_row();
}

/// The day of the last note, and the way to take it back.
fn noted_ui(ui: &mut Ui, ctx: &PageCtx<'_>, connues: Option<&Conditions>) {
    let Some(connues) = connues else {
        ui.label(theme::petit(
            ui,
            "Rien de noté : ce que vous remplissez l’est à la date du jour.",
        ));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        let dit = format!("Noté le {}", date_longue(connues.le));
        ui.label(theme::petit(ui, dit));
        let lien = ui.link(egui::RichText::new("effacer cette note").small());
        let aide = "Ce qui était noté avant vaut de nouveau";
        nommer(&lien, "Effacer la note des conditions de ce jour");
        if lien.on_hover_text(aide).clicked() {
            ctx.commands.send(Command::Ecrire(Ecriture::Supprimer(
                Genre::Conditions,
                connues.id(),
            )));
        }
    });
}
