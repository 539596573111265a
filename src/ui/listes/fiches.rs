//! One entry of a list, edited in place.

use egui::{RichText, Ui};

use super::entree::{Entree, moved};
use crate::command::{Command, Ecriture};
use crate::domain::liste::Usage;
use crate::domain::{Dispositif, Solution, Terme};
use crate::store::Valeur;
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_texte::{champ_texte, texte_long};
use crate::ui::widgets::nommer;

/// Draws the entry `rang` of its block. `livree` gives what the shipped list says of a field that
/// was typed over.
pub(super) fn show<'v>(
    ui: &mut Ui,
    ctx: &PageCtx<'_>,
    entrees: &[&Entree<'_>],
    rang: usize,
    usage: Usage,
    livree: impl Fn(&'static str) -> Option<&'v Valeur>,
) {
    let entree = entrees[rang];
    let id = egui::Id::unique(("entrée", entree.id()));
    ui.horizontal_wrapped(|ui| {
        place_ui(ui, ctx, entrees, rang);
        let nom = format!("Nom, {}", entree.nom());
        let champ = id.with("nom");
        if let Some(nouveau) = champ_texte(ui, champ, &nom, entree.nom(), 230.0, "") {
            write(ctx, entree.renamed(ctx.faits, &nouveau));
        }
        fate_ui(ui, ctx, entree, usage);
        ui.label(theme::petit(ui, usage.phrase()));
        if let Some(livre) = livree("nom").and_then(Valeur::texte)
            && ui
                .link(format!("revenir à «\u{a0}{livre}\u{a0}»"))
                .clicked()
        {
            write(ctx, entree.given_back(ctx.faits, livre));
        }
    });
    match entree {
        Entree::Solution(s) => {
            ui.indent(id, |ui| solution_ui(ui, ctx, s, id));
        }
        Entree::Dispositif(d) => {
            ui.indent(id, |ui| dispositif_ui(ui, ctx, d, id));
        }
        Entree::Terme(_) => {}
    }
}

fn write(ctx: &PageCtx<'_>, ecriture: Ecriture) {
    ctx.commands.send(Command::Ecrire(ecriture));
}

fn place_ui(ui: &mut Ui, ctx: &PageCtx<'_>, entrees: &[&Entree<'_>], rang: usize) {
    let nom = entrees[rang].nom();
    let places = [
        ("▲", "Monter", rang.checked_sub(1)),
        (
            "▼",
            "Descendre",
            (rang + 1 < entrees.len()).then_some(rang + 1),
        ),
    ];
    for (signe, mot, vers) in places {
        let bouton = egui::Button::new(RichText::new(signe).small());
        let bouton = ui.add_enabled(vers.is_some(), bouton);
        nommer(&bouton, format!("{mot} {nom}"));
        if bouton.clicked()
            && let Some(ecriture) = vers.and_then(|vers| moved(entrees, rang, vers))
        {
            write(ctx, ecriture);
        }
    }
}

/// What is used can not be lost: withdrawn from the menus, or deleted only while unused.
fn fate_ui(ui: &mut Ui, ctx: &PageCtx<'_>, entree: &Entree<'_>, usage: Usage) {
    let (mot, aide, ecriture) = match entree {
        Entree::Terme(t) => {
            let (mot, aide) = if t.retire {
                ("Remettre", "Proposer à nouveau dans les menus")
            } else {
                (
                    "Retirer",
                    "Ne plus proposer\u{202f}; ce qui l’emploie le garde",
                )
            };
            let terme = Terme {
                retire: !t.retire,
                ..(*t).clone()
            };
            (mot, aide, Ecriture::Terme(Box::new(terme)))
        }
        Entree::Solution(_) | Entree::Dispositif(_) if usage.est_nul() => (
            "Supprimer",
            "Rien ne l’emploie\u{202f}; Ctrl Z la rend",
            Ecriture::Supprimer(entree.genre(), entree.id()),
        ),
        Entree::Solution(_) | Entree::Dispositif(_) => return,
    };
    let bouton = ui.button(mot).on_hover_text(aide);
    nommer(&bouton, format!("{mot} {}", entree.nom()));
    if bouton.clicked() {
        write(ctx, ecriture);
    }
}

fn solution_ui(ui: &mut Ui, ctx: &PageCtx<'_>, s: &Solution, id: egui::Id) {
    let save = |s: Solution| write(ctx, Ecriture::Solution(Box::new(s)));
    ui.horizontal_wrapped(|ui| {
        let mut compte_ent = s.compte_ent;
        let coche = ui.checkbox(&mut compte_ent, "Compte comme ENT");
        nommer(&coche, format!("{} compte comme ENT", s.nom));
        if coche.changed() {
            save(Solution {
                compte_ent,
                ..s.clone()
            });
        }
        let nom = format!("Éditeur, {}", s.nom);
        let champ = id.with("editeur");
        if let Some(editeur) = champ_texte(ui, champ, &nom, &s.editeur, 200.0, "éditeur") {
            save(Solution {
                editeur,
                ..s.clone()
            });
        }
        let nom = format!("Note, {}", s.nom);
        if let Some(note) = champ_texte(ui, id.with("note"), &nom, &s.note, 220.0, "note") {
            save(Solution { note, ..s.clone() });
        }
    });
    ui.add_space(4.0);
}

fn dispositif_ui(ui: &mut Ui, ctx: &PageCtx<'_>, d: &Dispositif, id: egui::Id) {
    let save = |d: Dispositif| write(ctx, Ecriture::Dispositif(Box::new(d)));
    let nom = format!("Description, {}", d.nom);
    let exemple = "Pour qui, combien, sous quelles conditions…";
    if let Some(description) = texte_long(ui, id.with("texte"), &nom, &d.description, 1, exemple) {
        save(Dispositif {
            description,
            ..d.clone()
        });
    }
    let nom = format!("Référence, {}", d.nom);
    let champ = id.with("reference");
    let exemple = "d’où viennent ces faits";
    if let Some(reference) = champ_texte(ui, champ, &nom, &d.reference, 420.0, exemple) {
        save(Dispositif {
            reference,
            ..d.clone()
        });
    }
    ui.add_space(6.0);
}
