//! The search of everything; beside it the date looked at and the first thing one does.

use std::sync::Arc;

use egui::{Align, Key, Layout, Margin, Ui};

use super::Shell;
use super::palette::index;
use crate::command::Command;
use crate::domain::palette::{Sorte, ranger};
use crate::domain::texte::Recherche;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// Results shown under the search field.
const RESULTATS: usize = 12;
/// Width of the results, in points: a visit is said on one line.
const LARGEUR: f32 = 460.0;

/// What stands at the right of the field: the date, then the button where there is room. In points.
const DATE: f32 = 220.0;
const BOUTON: f32 = 180.0;

/// A result of the search.
pub(super) struct Resultat {
    sorte: Sorte,
    ligne: String,
    command: Command,
}

/// Draws both in a row; a narrow one has the short date.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell, ctx: &PageCtx<'_>, etroit: bool) {
    let droite = if etroit { DATE } else { DATE + BOUTON };
    let champ = ui.add(
        egui::TextEdit::singleline(&mut shell.recherche)
            .id(egui::Id::unique("recherche"))
            .desired_width((ui.available_width() - droite).clamp(120.0, 380.0))
            .margin(Margin::symmetric(10, 6))
            .hint_text("École, visite, page, commande… (Ctrl K)"),
    );
    nommer(&champ, "Rechercher");
    if std::mem::take(&mut shell.focus) {
        champ.request_focus();
    }
    results_ui(ui, shell, &champ, ctx);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if !etroit {
            if theme::bouton_principal(ui, "Nouvelle visite  Ctrl N").clicked() {
                ctx.commands.send(Command::NouvelleVisite(None));
            }
            ui.add_space(4.0);
        }
        super::au::bouton(ui, shell, ctx, etroit);
    });
}

fn results_ui(ui: &Ui, shell: &mut Shell, champ: &egui::Response, ctx: &PageCtx<'_>) {
    if champ.changed() {
        shell.choisi = 0;
    }
    let resultats = if shell.recherche.trim().is_empty() {
        Arc::default()
    } else {
        search(shell, ctx)
    };
    let key = |k| champ.has_focus() && ui.input(|i| i.key_pressed(k));
    if key(Key::ArrowDown) {
        shell.choisi = (shell.choisi + 1).min(resultats.len().saturating_sub(1));
    }
    if key(Key::ArrowUp) {
        shell.choisi = shell.choisi.saturating_sub(1);
    }
    let enter = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    let mut taken = enter.then_some(shell.choisi);
    if enter {
        // The page under it must not take the key for its own.
        ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Enter));
    }
    if champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        shell.recherche.clear();
    }
    egui::Popup::from_response(champ)
        .open(!shell.recherche.trim().is_empty())
        .width(champ.rect.width().max(LARGEUR))
        .close_behavior(egui::PopupCloseBehavior::IgnoreClicks)
        .show(|ui| {
            ui.set_width(champ.rect.width().max(LARGEUR));
            if resultats.is_empty() {
                ui.label(theme::petit(ui, "Rien de ce nom dans ce carnet."));
            }
            let mut sorte = None;
            for (i, resultat) in resultats.iter().enumerate() {
                if sorte != Some(resultat.sorte) {
                    sorte = Some(resultat.sorte);
                    ui.label(theme::petit(ui, resultat.sorte.libelle()));
                }
                let ligne = egui::Button::selectable(i == shell.choisi, &resultat.ligne);
                if ui.add(ligne.truncate()).clicked() {
                    taken = Some(i);
                }
            }
        });
    if let Some(resultat) = taken.and_then(|i| resultats.get(i)) {
        shell.recherche.clear();
        ctx.commands.send(resultat.command.clone());
    }
}

/// The places in the index of what answers, asked again only when the text or the data moved.
fn search(shell: &mut Shell, ctx: &PageCtx<'_>) -> Arc<Vec<Resultat>> {
    let question = (ctx.au, ctx.aujourdhui, ctx.preferences.clone());
    let index = shell.index.get(question, ctx.revision, |_| index(ctx));
    let question = (shell.recherche.clone(), ctx.au, ctx.preferences.clone());
    let resultats = shell.resultats.get(question, ctx.revision, |(texte, ..)| {
        let recherche = Recherche::new(texte);
        let textes = index.iter().map(|t| (t.sorte, t.texte.as_str()));
        let trouves = ranger(&recherche, textes, RESULTATS);
        let lignes = trouves.into_iter().map(|place| {
            let trouve = &index[place];
            Resultat {
                sorte: trouve.sorte,
                ligne: trouve.ligne.clone(),
                command: trouve.command.clone(),
            }
        });
        Arc::new(lignes.collect())
    });
    Arc::clone(resultats)
}
