//! What was promised, wherever it is shown: one line with its box to tick, the editor of one, the
//! line that adds one.

use chrono::NaiveDate;
use egui::{Id, Key, RichText, TextEdit, Ui};

use super::personnes::proposer;
use crate::command::{Command, Ecriture};
use crate::domain::date::date_longue;
use crate::domain::relance::{Delai, EtatAction, parse_echeance};
use crate::domain::{self, Action, Liste};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date_lue;
use crate::ui::widgets::champ_propose::{Aspect, champ_propose};
use crate::ui::widgets::nommer;
use crate::ui::widgets::texte_libre::{texte_en_place, vigie};

/// Writes an action.
pub(in crate::ui) fn send(ctx: &PageCtx<'_>, action: Action) {
    let ecriture = Ecriture::Action(Box::new(action));
    ctx.commands.send(Command::Ecrire(ecriture));
}

/// When it is due or what became of it, and the colour to say it in.
pub(in crate::ui) fn state(ui: &Ui, action: &Action, jour: NaiveDate) -> RichText {
    let t = Tokens::of(ui);
    let (texte, couleur) = match action.etat_au(jour) {
        EtatAction::Faite(le) => (format!("✓ faite le {}", date_longue(le)), t.discret),
        EtatAction::Abandonnee(le) => (format!("abandonnée le {}", date_longue(le)), t.discret),
        EtatAction::Ouverte(_) if action.en_retard_au(jour) => {
            (format!("▲ {}", action.echeance_dite(jour)), t.erreur)
        }
        EtatAction::Ouverte(_) => (action.echeance_dite(jour), t.discret),
    };
    RichText::new(texte).small().color(couleur)
}

/// The box that says it is done, on `le`; named after the action. What it shows is `texte`.
pub(in crate::ui) fn done_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    action: &Action,
    le: NaiveDate,
    texte: &str,
) {
    let mut cochee = matches!(action.etat_au(ctx.aujourdhui), EtatAction::Faite(_));
    let case = ui.checkbox(&mut cochee, texte);
    nommer(&case, format!("Faite : {}", action.libelle));
    if case.changed() {
        send(
            ctx,
            Action {
                faite_le: cochee.then_some(le),
                ..action.clone()
            },
        );
    }
}

/// One action on two short lines: its box and name, when and who. With `modifiable`, a link opens
/// its editor under it.
pub(in crate::ui) fn line_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    action: &Action,
    le: NaiveDate,
    modifiable: bool,
) {
    done_ui(ui, ctx, action, le, &action.libelle);
    let id = Id::unique(("action", action.id));
    let mut ouvert = modifiable && ui.data(|d| d.get_temp(id)).unwrap_or(false);
    ui.visuals_mut().indent_has_left_vline = false;
    ui.indent(id.with("suite"), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(state(ui, action, ctx.aujourdhui));
            let qui = action.qui_dit(&ctx.faits.termes);
            if !qui.is_empty() {
                ui.label(theme::petit(ui, format!("· {qui}")));
            }
            if modifiable {
                let mot = if ouvert { "fermer" } else { "modifier" };
                let lien = ui.link(RichText::new(mot).small());
                nommer(&lien, format!("Modifier : {}", action.libelle));
                if lien.clicked() {
                    ouvert = !ouvert;
                    ui.data_mut(|d| d.insert_temp(id, ouvert));
                }
            }
        });
        if ouvert {
            editor_ui(ui, ctx, action);
        }
    });
}

/// Every field of an action, edited in place, and what can become of it.
pub(in crate::ui) fn editor_ui(ui: &mut Ui, ctx: &PageCtx<'_>, action: &Action) {
    let id = Id::unique(("modifier une action", action.id));
    if let Some(libelle) = label_ui(ui, id.with("quoi"), &action.libelle) {
        let libelle = libelle.trim().to_owned();
        send(
            ctx,
            Action {
                libelle,
                ..action.clone()
            },
        );
    }
    ui.label(theme::petit(ui, "Qui"));
    who_ui(ui, ctx, id.with("qui"), action);
    ui.label(theme::petit(ui, "D’ici le"));
    let lue = champ_date_lue(
        ui,
        id.with("quand"),
        "D’ici le",
        action.echeance,
        ctx.aujourdhui,
        parse_echeance,
    );
    if let Some(echeance) = lue {
        send(
            ctx,
            Action {
                echeance,
                ..action.clone()
            },
        );
    }
    let suite = id.with("commentaire");
    if let Some(commentaire) = texte_en_place(ui, suite, "Commentaire", &action.commentaire, 2) {
        send(
            ctx,
            Action {
                commentaire,
                ..action.clone()
            },
        );
    }
    outcomes_ui(ui, ctx, action);
}

/// « Faite », « Reporter… », « Abandonner »; the way back for one that is closed.
fn outcomes_ui(ui: &mut Ui, ctx: &PageCtx<'_>, action: &Action) {
    let aujourdhui = ctx.aujourdhui;
    ui.horizontal_wrapped(|ui| {
        if let EtatAction::Ouverte(_) = action.etat_au(aujourdhui) {
            if ui.button("Faite").clicked() {
                let faite_le = Some(aujourdhui);
                send(
                    ctx,
                    Action {
                        faite_le,
                        ..action.clone()
                    },
                );
            }
            for (libelle, delai) in [
                ("Reporter d’une semaine", Delai::Semaine),
                ("Reporter d’un mois", Delai::Mois),
            ] {
                if ui.button(libelle).clicked() {
                    send(ctx, action.reportee(delai, aujourdhui));
                }
            }
            if ui.button("Abandonner").clicked() {
                let abandonnee_le = Some(aujourdhui);
                send(
                    ctx,
                    Action {
                        abandonnee_le,
                        ..action.clone()
                    },
                );
            }
        } else if ui.button("Rouvrir").clicked() {
            send(
                ctx,
                Action {
                    faite_le: None,
                    abandonnee_le: None,
                    ..action.clone()
                },
            );
        }
        if ui.link("Supprimer").clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Action, action.id);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
    });
}

/// The name of the action, edited in place; never empty.
fn label_ui(ui: &mut Ui, id: Id, libelle: &str) -> Option<String> {
    let mut texte = ui
        .data(|d| d.get_temp::<String>(id))
        .unwrap_or_else(|| libelle.to_owned());
    let champ = ui.add(
        TextEdit::singleline(&mut texte)
            .id(id.with("champ"))
            .char_limit(300)
            .desired_width(f32::INFINITY),
    );
    nommer(&champ, "Action : quoi");
    vigie(ui, id, &texte);
    if champ.has_focus() {
        ui.data_mut(|d| d.insert_temp(id, texte));
        return None;
    }
    ui.data_mut(|d| d.remove::<String>(id));
    let escape = ui.input(|i| i.key_pressed(Key::Escape));
    let meant = champ.lost_focus() && !escape && !texte.trim().is_empty();
    (meant && texte.trim() != libelle).then_some(texte)
}

/// Who does it: a function of the list, or words.
fn who_ui(ui: &mut Ui, ctx: &PageCtx<'_>, id: Id, action: &Action) {
    let dit = action.qui_dit(&ctx.faits.termes);
    let focused = ui.memory(|m| m.has_focus(id) || m.had_focus_last_frame(id));
    let tampon = id.with("tampon");
    let mut texte = if focused {
        ui.data(|d| d.get_temp::<String>(tampon))
    } else {
        None
    }
    .unwrap_or_else(|| dit.to_owned());
    let aspect = Aspect {
        nom: "Action : qui",
        largeur: ui.available_width() - 12.0,
        indice: "Fonction, ou en mots",
        rien: "",
        premier: false,
    };
    let propose = champ_propose(ui, id, aspect, &mut texte, |cherche| {
        let ajouter = |mot: &str| format!("«\u{a0}{mot}\u{a0}», en toutes lettres");
        proposer(ctx.faits, Liste::Role, cherche, ajouter)
    });
    ui.data_mut(|d| d.insert_temp(tampon, texte));
    let mot = match propose.pris {
        Some(mot) => mot,
        None if propose.laisse => domain::saisie_visite::Mot::default(),
        None => return,
    };
    let (role, qui) = (mot.terme, mot.nouveau);
    if (role, qui.as_str()) != (action.role, action.qui.as_str()) {
        send(
            ctx,
            Action {
                role,
                qui,
                ..action.clone()
            },
        );
    }
}

/// The line that adds an action: Enter writes it, its editor says the rest.
pub(in crate::ui) fn add_ui(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    ecole: domain::Id,
    visite: Option<domain::Id>,
) {
    let id = Id::unique(("ajouter une action", ecole, visite));
    let mut texte = ui.data(|d| d.get_temp::<String>(id)).unwrap_or_default();
    let champ = ui.add(
        TextEdit::singleline(&mut texte)
            .id(id.with("champ"))
            .char_limit(300)
            .desired_width(f32::INFINITY)
            .hint_text("Ajouter une action, puis Entrée"),
    );
    nommer(&champ, "Ajouter une action");
    vigie(ui, id, &texte);
    if champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) && !texte.trim().is_empty() {
        let action = Action {
            id: domain::Id::fresh(),
            ecole,
            visite,
            libelle: texte.trim().to_owned(),
            role: None,
            qui: String::new(),
            echeance: None,
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        };
        ui.data_mut(|d| d.insert_temp(Id::unique(("action", action.id)), true));
        send(ctx, action);
        texte.clear();
    }
    ui.data_mut(|d| d.insert_temp(id, texte));
}
