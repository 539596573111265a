//! The sheet of one project: its fields edited in place, its conseiller pédagogique in plain
//! words, its milestones, its schools, and what was learnt.

use egui::Ui;

use super::ecoles::EcolesProjet;
use super::jalons;
use crate::command::{Command, Ecriture};
use crate::domain::conseiller::association;
use crate::domain::texte::sans_accents;
use crate::domain::{Groupe, Id, Portee, Projet};
use crate::store::Genre;
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::champ_date::champ_date;
use crate::ui::widgets::champ_texte::{champ_texte, texte_long};
use crate::ui::widgets::choix::choix;
use crate::ui::widgets::entete::entete;

/// Width of a field beside its label, in points.
const CHAMP: f32 = 236.0;

/// What the sheet remembers.
#[derive(Default)]
pub(super) struct FicheProjet {
    ecoles: EcolesProjet,
}

impl FicheProjet {
    /// Draws the sheet; whether it was closed.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, id: Id) -> bool {
        egui::ScrollArea::vertical()
            .id_salt(("projet", id))
            .auto_shrink(false)
            .show(ui, |ui| self.contents_ui(ui, ctx, id))
            .inner
    }

    fn contents_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, id: Id) -> bool {
        let Some(projet) = ctx.faits.projets.get(&id) else {
            ui.label("Ce projet n’est plus dans le carnet.");
            return ui.button("Fermer la fiche").clicked();
        };
        let closed = entete(ui, &projet.nom);
        ui.add_space(4.0);
        fields_ui(ui, ctx, projet);
        ui.add_space(8.0);
        counsellor_ui(ui, ctx, projet);
        ui.add_space(8.0);
        jalons::show(ui, ctx, projet);
        ui.add_space(8.0);
        self.ecoles.show(ui, ctx, projet);
        ui.add_space(8.0);
        ui.label(theme::sous_titre("Évaluation"));
        let champ = egui::Id::unique(("projet", projet.id, "evaluation"));
        let exemple = "Ce que le projet a appris, ce qui continue…";
        if let Some(evaluation) = texte_long(
            ui,
            champ,
            "Évaluation du projet",
            &projet.evaluation,
            3,
            exemple,
        ) {
            save(
                ctx,
                Projet {
                    evaluation,
                    ..projet.clone()
                },
            );
        }
        ui.add_space(8.0);
        let supprimer = ui
            .link("Supprimer ce projet")
            .on_hover_text("Ses écoles restent\u{202f}; Ctrl Z le rend.");
        if supprimer.clicked() {
            let ecriture = Ecriture::Supprimer(Genre::Projet, projet.id);
            ctx.commands.send(Command::Ecrire(ecriture));
        }
        closed
    }
}

/// Writes the fields of the project.
fn save(ctx: &PageCtx<'_>, projet: Projet) {
    ctx.commands
        .send(Command::Ecrire(Ecriture::Projet(Box::new(projet))));
}

fn fields_ui(ui: &mut Ui, ctx: &PageCtx<'_>, p: &Projet) {
    let id = egui::Id::unique(("projet", p.id));
    egui::Grid::new(id.with("champs"))
        .num_columns(2)
        .spacing([10.0, 4.0])
        .max_col_width(CHAMP + 20.0)
        .show(ui, |ui| {
            ui.label("Nom");
            let nom = champ_texte(ui, id.with("nom"), "Nom du projet", &p.nom, CHAMP, "");
            if let Some(nom) = nom {
                save(ctx, Projet { nom, ..p.clone() });
            }
            ui.end_row();
            ui.label("Portée");
            let montre = p.portee.map_or("Non précisée", Portee::libelle);
            let portee = choix(ui, id.with("portee"), "Portée", &p.portee, montre, || {
                let portees = Portee::ALL.map(|x| (Some(x), x.libelle().to_owned()));
                std::iter::once((None, "Non précisée".to_owned())).chain(portees)
            });
            if let Some(portee) = portee {
                save(
                    ctx,
                    Projet {
                        portee,
                        ..p.clone()
                    },
                );
            }
            ui.end_row();
            ui.label("Circonscription");
            circonscription_ui(ui, ctx, p, id);
            ui.end_row();
            ui.label("ENT");
            solution_ui(ui, ctx, p, id);
            ui.end_row();
            for (nom, valeur, debut) in [("Début", p.debut, true), ("Fin", p.fin, false)] {
                ui.label(nom);
                ui.vertical(|ui| {
                    let spoken = format!("{nom} du projet");
                    let champ = id.with(nom);
                    let Some(jour) = champ_date(ui, champ, &spoken, valeur, ctx.aujourdhui) else {
                        return;
                    };
                    let mut change = p.clone();
                    if debut {
                        change.debut = jour;
                    } else {
                        change.fin = jour;
                    }
                    save(ctx, change);
                });
                ui.end_row();
            }
        });
    let exemple = "De quoi il s’agit, qui porte le projet…";
    let champ = id.with("description");
    if let Some(description) = texte_long(ui, champ, "Description", &p.description, 2, exemple) {
        save(
            ctx,
            Projet {
                description,
                ..p.clone()
            },
        );
    }
}

fn circonscription_ui(ui: &mut Ui, ctx: &PageCtx<'_>, p: &Projet, id: egui::Id) {
    ui.vertical(|ui| {
        let connues = &ctx.faits.circonscriptions;
        let montre = p
            .circonscription
            .and_then(|id| connues.get(&id))
            .map_or("Aucune", |c| c.nom.as_str());
        let nom = "Circonscription du projet";
        let champ = id.with("circonscription");
        let choisie = choix(ui, champ, nom, &p.circonscription, montre, || {
            let mut options: Vec<(Option<Id>, String)> = connues
                .values()
                .map(|c| (Some(c.id), c.nom.clone()))
                .collect();
            options.sort_by_cached_key(|(_, nom)| sans_accents(nom));
            options.insert(0, (None, "Aucune".to_owned()));
            options
        });
        if let Some(circonscription) = choisie {
            save(
                ctx,
                Projet {
                    circonscription,
                    ..p.clone()
                },
            );
        }
        if let Some(id) = p.circonscription
            && ui.link("Voir cette circonscription").clicked()
        {
            let groupe = Groupe::Circonscription(id);
            ctx.commands.send(Command::MontrerGroupe(groupe));
        }
    });
}

fn solution_ui(ui: &mut Ui, ctx: &PageCtx<'_>, p: &Projet, id: egui::Id) {
    let connues = &ctx.faits.solutions;
    let montre = p
        .solution
        .and_then(|id| connues.get(&id))
        .map_or("Aucun en particulier", |s| s.nom.as_str());
    let choisie = choix(
        ui,
        id.with("ent"),
        "ENT du projet",
        &p.solution,
        montre,
        || {
            let mut solutions: Vec<_> = connues.values().filter(|s| s.compte_ent).collect();
            solutions.sort_by_key(|s| (s.ordre, s.nom.as_str()));
            let noms = solutions.into_iter().map(|s| (Some(s.id), s.nom.clone()));
            std::iter::once((None, "Aucun en particulier".to_owned())).chain(noms)
        },
    );
    if let Some(solution) = choisie {
        save(
            ctx,
            Projet {
                solution,
                ..p.clone()
            },
        );
    }
}

/// What the source asks for, told of this project (`domain.md` §0.2).
fn counsellor_ui(ui: &mut Ui, ctx: &PageCtx<'_>, projet: &Projet) {
    let association = association(ctx.faits, projet, ctx.au);
    if association.dit.is_empty() {
        return;
    }
    ui.label(theme::sous_titre("Conseiller pédagogique"));
    ui.add(egui::Label::new(association.dit).wrap());
    for manque in association.manques {
        let texte = egui::RichText::new(format!("▲ {manque}")).color(Tokens::of(ui).alerte);
        ui.add(egui::Label::new(texte).wrap());
    }
}
