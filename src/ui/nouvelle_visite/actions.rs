//! What is decided in the visit: what, who, until when; one line each, added by Enter.

use egui::{Button, Key, Sense, TextEdit, Ui};

use super::champs::{LARGE, cell, titre};
use super::forme::{Champ, Forme};
use crate::domain::Liste;
use crate::domain::relance::parse_echeance;
use crate::domain::saisie_visite::{Mot, SaisieAction};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::visites::personnes::proposer;
use crate::ui::widgets::champ_date::{champ_date_lue, focus_id};
use crate::ui::widgets::champ_propose::{Aspect, champ_propose};
use crate::ui::widgets::nommer;
use crate::ui::widgets::texte_libre::vigie;

/// Widths of who and when, in points.
const QUI: f32 = 160.0;
const QUAND: f32 = 140.0;

/// Draws the actions decided, then the line that adds one.
pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    ui.add_space(4.0);
    ui.label(theme::sous_titre("Actions à suivre"));
    decided_ui(ui, ctx, forme);
    let largeur = ui.available_width();
    if largeur >= LARGE {
        ui.horizontal_top(|ui| {
            cell(ui, largeur - QUI - QUAND - 28.0, |ui| quoi_ui(ui, forme));
            cell(ui, QUI, |ui| qui_ui(ui, ctx, forme));
            cell(ui, QUAND, |ui| echeance_ui(ui, ctx, forme));
        });
    } else {
        quoi_ui(ui, forme);
        ui.horizontal_top(|ui| {
            cell(ui, largeur - QUAND - 20.0, |ui| qui_ui(ui, ctx, forme));
            cell(ui, QUAND, |ui| echeance_ui(ui, ctx, forme));
        });
    }
    vigie(ui, forme.id(Champ::Quoi), &forme.saisie.action.libelle);
}

fn decided_ui(ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    let mut retiree = None;
    let mut reprise = None;
    for (rang, action) in forme.saisie.actions.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            ui.spacing_mut().button_padding.x = 5.0;
            ui.label(format!("• {}", action.libelle.trim()));
            let suite = words(ctx, action);
            if !suite.is_empty() {
                ui.label(theme::petit(ui, suite));
            }
            for (texte, quoi) in [("modifier", "Modifier l’action"), ("✗", "Retirer l’action")]
            {
                let bouton = ui.add(Button::new(texte).small().sense(Sense::CLICK));
                nommer(&bouton, format!("{quoi} : {}", action.libelle.trim()));
                if bouton.clicked() {
                    let cible = if texte == "✗" {
                        &mut retiree
                    } else {
                        &mut reprise
                    };
                    *cible = Some(rang);
                }
            }
        });
    }
    if let Some(rang) = retiree {
        forme.saisie.actions.remove(rang);
    }
    if let Some(rang) = reprise {
        forme.saisie.ajouter_action();
        forme.saisie.action = forme.saisie.actions.remove(rang);
        show_who(ctx, forme);
        forme.focus = Some(Champ::Quoi);
    }
}

/// « direction, d’ici le 15 décembre 2026 ».
fn words(ctx: &PageCtx<'_>, action: &SaisieAction) -> String {
    let quand = action
        .echeance
        .map(|le| format!("d’ici le {}", crate::domain::date::date_longue(le)));
    let qui = action.qui.dit(&ctx.faits.termes).to_owned();
    let parties = [Some(qui), quand].into_iter().flatten();
    let parties: Vec<String> = parties.filter(|partie| !partie.is_empty()).collect();
    parties.join(", ")
}

fn show_who(ctx: &PageCtx<'_>, forme: &mut Forme) {
    forme.textes.qui = forme.saisie.action.qui.dit(&ctx.faits.termes).to_owned();
}

/// Adds the action of the line and begins another one.
fn add(forme: &mut Forme) {
    if forme.saisie.ajouter_action() {
        forme.textes.qui.clear();
    }
    forme.focus = Some(Champ::Quoi);
}

fn quoi_ui(ui: &mut Ui, forme: &mut Forme) {
    titre(ui, "Quoi");
    let id = forme.id(Champ::Quoi);
    let champ = ui.add(
        TextEdit::singleline(&mut forme.saisie.action.libelle)
            .id(id)
            .desired_width(ui.available_width() - 12.0)
            .char_limit(300)
            .hint_text("Ouvrir les comptes parents"),
    );
    nommer(&champ, "Action : quoi");
    if champ.gained_focus() {
        // With who and when, which may stand below.
        let ligne = champ.rect.expand2(egui::vec2(0.0, 76.0));
        ui.scroll_to_rect(ligne, None);
    }
    if champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
        add(forme);
    }
}

fn qui_ui(ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    titre(ui, "Qui");
    let aspect = Aspect {
        nom: "Action : qui",
        largeur: ui.available_width() - 12.0,
        indice: "Fonction, ou en mots",
        rien: "",
        premier: false,
    };
    let id = forme.id(Champ::Qui);
    let dit = champ_propose(ui, id, aspect, &mut forme.textes.qui, |cherche| {
        let ajouter = |mot: &str| format!("«\u{a0}{mot}\u{a0}», en toutes lettres");
        proposer(ctx.faits, Liste::Role, cherche, ajouter)
    });
    if let Some(mot) = dit.pris {
        forme.saisie.action.qui = mot;
        show_who(ctx, forme);
    } else if dit.laisse {
        forme.saisie.action.qui = Mot::default();
        forme.textes.qui.clear();
    }
    if dit.suite {
        forme.focus = Some(Champ::Echeance);
    }
}

fn echeance_ui(ui: &mut Ui, ctx: &PageCtx<'_>, forme: &mut Forme) {
    titre(ui, "D’ici le");
    let (id, echeance) = (forme.id(Champ::Echeance), forme.saisie.action.echeance);
    let lue = champ_date_lue(
        ui,
        id,
        "Action : d’ici le",
        echeance,
        ctx.aujourdhui,
        parse_echeance,
    );
    if let Some(echeance) = lue {
        forme.saisie.action.echeance = echeance;
    }
    let field = focus_id(id);
    let left = ui.memory(|m| m.had_focus_last_frame(field) && !m.has_focus(field));
    if left
        && ui.input(|i| i.key_pressed(Key::Enter))
        && !crate::ui::widgets::champ_date::has_error(ui, id)
    {
        add(forme);
    }
}
