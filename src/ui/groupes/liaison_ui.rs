//! The liaison école-collège of a sector: its cycle 3, and whether the ENT is the collège's own.

use egui::Ui;

use super::PageCtx;
use crate::command::Command;
use crate::domain::Id;
use crate::domain::indicateurs::{EntCollege, Liaison};
use crate::domain::nombre::{compte, entier, taux_texte};
use crate::ui::theme;

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, liaison: &Liaison) {
    ui.label(theme::sous_titre("Liaison école-collège"));
    let college = if liaison.ent_college.is_empty() {
        "L’ENT du collège n’est pas noté.".to_owned()
    } else {
        format!("ENT du collège\u{202f}: {}.", liaison.ent_college)
    };
    ui.add(egui::Label::new(college).wrap());
    let cycle3 = &liaison.cycle3;
    if cycle3.sur > 0 {
        let phrase = format!(
            "{} · {} sur {} avec des CM1 ou CM2 ont un ENT",
            taux_texte(cycle3.taux()),
            entier(cycle3.ecoles.len()),
            compte(cycle3.sur, "école", "écoles"),
        );
        line(
            ui,
            ctx,
            &phrase,
            "Écoles de cycle 3 avec ENT",
            &cycle3.ecoles,
        );
        let (avec, tous) = liaison.eleves;
        let phrase = format!(
            "{} · {} élèves de CM1 et CM2 sur {} y sont scolarisés",
            taux_texte(liaison.taux_eleves()),
            entier(avec),
            entier(tous),
        );
        ui.add(egui::Label::new(phrase).wrap());
    } else {
        let phrase =
            "Aucun effectif de CM1 ou CM2 n’est connu\u{202f}: importez le fichier des effectifs.";
        ui.add(egui::Label::new(theme::petit(ui, phrase)).wrap());
    }
    for (comme, ecoles) in &liaison.comme_le_college {
        // Those without ENT are counted above; an ENT unknown says nothing of each school.
        if ecoles.is_empty() || *comme == EntCollege::SansEnt {
            continue;
        }
        let n = compte(ecoles.len(), "école", "écoles");
        let phrase = format!("{n} avec {}", comme.libelle());
        line(ui, ctx, &phrase, &phrase, ecoles);
    }
    if !liaison.niveaux_inconnus.is_empty() {
        let n = compte(liaison.niveaux_inconnus.len(), "école", "écoles");
        let phrase = format!("{n} dont les effectifs par niveau ne sont pas connus");
        line(ui, ctx, &phrase, &phrase, &liaison.niveaux_inconnus);
    }
}

/// A sentence, and a link to the schools it is about.
fn line(ui: &mut Ui, ctx: &PageCtx<'_>, phrase: &str, titre: &str, ecoles: &[Id]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(phrase);
        if ecoles.is_empty() {
            return;
        }
        let lien = ui.link("les voir");
        lien.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Link, true, format!("Les voir : {phrase}"))
        });
        if lien.clicked() {
            ctx.commands.send(Command::MontrerEcoles {
                titre: titre.to_owned(),
                ecoles: ecoles.to_vec(),
            });
        }
    });
}
