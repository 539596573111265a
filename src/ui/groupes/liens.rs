//! The groups and projects a school belongs to, as links to their sheets.

use egui::Ui;

use crate::command::Command;
use crate::domain::{EducationPrioritaire, Groupe, Id, Projet, Situation, SorteGroupe};
use crate::ui::PageCtx;

/// Draws a link for each group of this school: commune, secteur, circonscription, RPI, réseau;
/// then one for each project it takes part in.
pub fn liens_ecole(ui: &mut Ui, ctx: &PageCtx<'_>, ecole: Id, s: &Situation) {
    let mut liens: Vec<(SorteGroupe, String)> = Vec::new();
    if let Some(nom) = s.commune_nom.as_ref().or(s.commune.as_ref()) {
        liens.push((SorteGroupe::Commune, nom.to_string()));
    }
    if let Some(secteur) = ctx.faits.secteur(s) {
        liens.push((SorteGroupe::Secteur, format!("secteur {}", secteur.nom)));
        let reseau = match s.education_prioritaire {
            Some(EducationPrioritaire::Rep) => "réseau REP",
            Some(EducationPrioritaire::RepPlus) => "réseau REP+",
            Some(EducationPrioritaire::Hors) | None => "",
        };
        if !reseau.is_empty() {
            liens.push((SorteGroupe::Reseau, reseau.to_owned()));
        }
    }
    if let Some(circonscription) = ctx.faits.circonscription(s) {
        let texte = format!("circonscription {}", circonscription.nom);
        liens.push((SorteGroupe::Circonscription, texte));
    }
    if let Some(rpi) = &s.rpi {
        liens.push((SorteGroupe::Rpi, format!("RPI {rpi}")));
    }
    let projets: Vec<&Projet> = (ctx.faits.projets.values())
        .filter(|p| p.ecoles.contains(&ecole))
        .collect();
    if liens.is_empty() && projets.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        for (sorte, texte) in liens {
            let lien = ui.link(egui::RichText::new(texte).small());
            if lien.on_hover_text("Voir ce groupe").clicked()
                && let Some(groupe) = Groupe::de(sorte, ctx.faits, s)
            {
                ctx.commands.send(Command::MontrerGroupe(groupe));
            }
        }
        for projet in projets {
            let texte = format!("projet {}", projet.nom);
            let lien = ui.link(egui::RichText::new(texte).small());
            if lien.on_hover_text("Voir ce projet").clicked() {
                ctx.commands.send(Command::MontrerProjet(projet.id));
            }
        }
    });
}
