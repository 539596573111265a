//! The search and the menus above the list of visits.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Key, RichText, TextEdit, Ui};

use super::lignes::{Filtres, Ligne, Quand};
use crate::domain::{AnneeScolaire, Id};
use crate::ui::PageCtx;
use crate::ui::theme::Tokens;
use crate::ui::widgets::nommer;

/// The reports are searched this long after the last keystroke, in seconds, or on Enter.
const PAUSE: f64 = 0.4;

/// The search being typed.
#[derive(Default)]
pub(super) struct Champ {
    texte: String,
    depuis: f64,
}

/// Draws the filters.
pub(super) fn show(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    filtres: &mut Filtres,
    champ: &mut Champ,
    lignes: &[Ligne],
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding.x = 7.0;
        ui.spacing_mut().item_spacing.x = 5.0;
        search_ui(ui, filtres, champ);
        let ecoles = || {
            let nom = |l: &Ligne| format!("{}, {}", l.nom, l.commune);
            let noms: BTreeMap<String, Id> = lignes.iter().map(|l| (nom(l), l.ecole)).collect();
            noms.into_iter()
        };
        menu(ui, "École", &mut filtres.ecole, ecoles);
        let motifs = || {
            let noms: BTreeSet<&str> = lignes.iter().map(|l| &*l.motif).collect();
            let dits = noms.into_iter().filter(|nom| !nom.is_empty());
            dits.map(|nom| (nom.to_owned(), nom.to_owned()))
        };
        menu(ui, "Motif", &mut filtres.motif, motifs);
        let quand = || {
            let annees: BTreeSet<AnneeScolaire> =
                lignes.iter().map(|l| AnneeScolaire::of(l.le)).collect();
            let proches = [Quand::Jours(30), Quand::Jours(90)];
            let annees = annees.into_iter().rev().map(Quand::Annee);
            proches.into_iter().chain(annees).map(|q| (q.libelle(), q))
        };
        menu(ui, "Quand", &mut filtres.quand, quand);
        if !ctx.preferences.personne.trim().is_empty()
            && ui
                .selectable_label(filtres.miennes, "Les miennes")
                .on_hover_text(format!("Celles de {}", ctx.preferences.personne))
                .clicked()
        {
            filtres.miennes = !filtres.miennes;
        }
        if !filtres.is_empty() && ui.button("Tout réafficher").clicked() {
            *filtres = Filtres::default();
            *champ = Champ::default();
        }
    });
}

fn search_ui(ui: &mut Ui, filtres: &mut Filtres, champ: &mut Champ) {
    let reponse = ui.add(
        TextEdit::singleline(&mut champ.texte)
            .desired_width(230.0_f32.min(ui.available_width() - 20.0))
            .hint_text("Chercher, dans les comptes rendus aussi…"),
    );
    nommer(&reponse, "Chercher dans les visites");
    let maintenant = ui.input(|i| i.time);
    if reponse.changed() {
        champ.depuis = maintenant;
    }
    if reponse.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        champ.texte.clear();
        filtres.recherche.clear();
    }
    if champ.texte.trim() == filtres.recherche {
        return;
    }
    let reste = PAUSE - (maintenant - champ.depuis);
    if reste <= 0.0 || reponse.lost_focus() {
        champ.texte.trim().clone_into(&mut filtres.recherche);
    } else {
        ui.request_repaint_after_secs(reste as f32);
    }
}

/// « Motif ▾ »: one value, or all. The values are asked for while the menu is open.
fn menu<T: PartialEq, I: Iterator<Item = (String, T)>>(
    ui: &mut Ui,
    nom: &str,
    choisi: &mut Option<T>,
    choix: impl FnOnce() -> I,
) {
    let texte = RichText::new(format!("{nom} ▾"));
    let texte = if choisi.is_some() {
        texte.color(Tokens::of(ui).accent).strong()
    } else {
        texte
    };
    ui.menu_button(texte, |ui| {
        egui::ScrollArea::vertical()
            .max_height(360.0)
            .show(ui, |ui| {
                if ui.selectable_label(choisi.is_none(), "Tout").clicked() {
                    *choisi = None;
                    ui.close();
                }
                for (libelle, valeur) in choix() {
                    let retenu = choisi.as_ref() == Some(&valeur);
                    if ui.selectable_label(retenu, libelle).clicked() {
                        *choisi = Some(valeur);
                        ui.close();
                    }
                }
            });
    });
}
