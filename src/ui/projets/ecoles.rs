//! The schools of a project: how many have an ENT, who takes part, and how one more joins.

use chrono::NaiveDate;
use egui::{Align, Layout, RichText, Ui};

use crate::command::{Command, Ecriture};
use crate::domain::groupe::groupes;
use crate::domain::nombre::{compte, entier};
use crate::domain::texte::sans_accents;
use crate::domain::{Groupe, Id, Population, Projet, Regle, SorteGroupe};
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::cherche_ecole::ChercheEcole;
use crate::ui::{Cached, PageCtx};

/// Rows of the list before it scrolls.
const LIGNES: f32 = 9.0;

/// A member as one line.
struct Membre {
    id: Id,
    nom: String,
    commune: String,
    /// « ONE », or that there is none, or that the school is closed.
    etat: String,
    avec_ent: bool,
}

/// What the section remembers.
#[derive(Default)]
pub(super) struct EcolesProjet {
    membres: Cached<(Id, NaiveDate, Regle), Vec<Membre>>,
    recherche: ChercheEcole,
}

impl EcolesProjet {
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, projet: &Projet) {
        ui.label(theme::sous_titre("Écoles"));
        summary_ui(ui, ctx, projet);
        ui.horizontal_wrapped(|ui| {
            let ajoutee = self
                .recherche
                .ui(ui, ctx, "Ajouter une école", &projet.ecoles);
            if let Some(ecole) = ajoutee {
                enrol(ctx, projet, vec![ecole]);
            }
            groups_ui(ui, ctx, projet);
        });
        let question = (projet.id, ctx.au, ctx.regle);
        let membres = self.membres.get(question, ctx.revision, |&(_, au, regle)| {
            members(ctx, projet, au, regle)
        });
        if membres.is_empty() {
            ui.label(theme::petit(
                ui,
                "Aucune école pour l’instant\u{202f}: tapez un nom, ajoutez un groupe, ou réduisez la liste de la page Écoles puis «\u{a0}Ajouter à un projet\u{a0}».",
            ));
            return;
        }
        ui.add_space(4.0);
        egui::ScrollArea::vertical()
            .id_salt(("membres", projet.id))
            .max_height(LIGNES * theme::LIGNE)
            .auto_shrink([false, true])
            .show_rows(ui, theme::LIGNE - 6.0, membres.len(), |ui, visibles| {
                for membre in &membres[visibles] {
                    member_ui(ui, ctx, projet, membre);
                }
            });
    }
}

/// Adds these schools to the project, in one operation.
pub(in crate::ui) fn enrol(ctx: &PageCtx<'_>, projet: &Projet, ecoles: Vec<Id>) {
    let mut ecritures: Vec<Ecriture> = ecoles
        .into_iter()
        .filter(|id| !projet.ecoles.contains(id))
        .map(|ecole| Ecriture::ProjetEcole {
            projet: projet.id,
            ecole,
            membre: true,
        })
        .collect();
    match ecritures.len() {
        0 => {}
        1 => ctx.commands.send(Command::Ecrire(ecritures.remove(0))),
        _ => ctx.commands.send(Command::Ecrire(Ecriture::Lot(ecritures))),
    }
}

/// « 31 sur 34 écoles avec ENT », and the ways to both.
fn summary_ui(ui: &mut Ui, ctx: &PageCtx<'_>, projet: &Projet) {
    if projet.ecoles.is_empty() {
        return;
    }
    let (avec, sans) = projet.ecoles_au(ctx.faits, ctx.au, ctx.regle);
    let ouvertes = avec.len() + sans.len();
    ui.horizontal_wrapped(|ui| {
        ui.label(format!(
            "{} sur {} avec ENT",
            entier(avec.len()),
            compte(ouvertes, "école", "écoles")
        ));
        for (mot, ecoles) in [("avec ENT", avec), ("pas encore", sans)] {
            if ecoles.is_empty() {
                continue;
            }
            let lien = ui.link(format!("{} {mot}", entier(ecoles.len())));
            if lien.on_hover_text("Voir ces écoles").clicked() {
                ctx.commands.send(Command::MontrerEcoles {
                    titre: format!("{}\u{202f}: {mot}", projet.nom),
                    ecoles,
                });
            }
        }
        let fermees = projet.ecoles.len() - ouvertes;
        if fermees > 0 {
            let texte = compte(fermees, "école fermée", "écoles fermées");
            ui.label(theme::petit(ui, format!("et {texte} à cette date")));
        }
    });
}

/// Whole groups to add: the circonscription of the project first, then every sector.
fn groups_ui(ui: &mut Ui, ctx: &PageCtx<'_>, projet: &Projet) {
    ui.menu_button("Ajouter un groupe ▼", |ui| {
        egui::ScrollArea::vertical()
            .max_height(320.0)
            .show(ui, |ui| {
                for sorte in [SorteGroupe::Circonscription, SorteGroupe::Secteur] {
                    ui.label(theme::petit(ui, sorte.libelle()));
                    let connus = groupes(ctx.faits, ctx.au, sorte, ctx.regle, Population::Public);
                    for ligne in connus.lignes {
                        let n = ligne.compte.ecoles as usize;
                        let texte = format!("{}, {}", ligne.nom, compte(n, "école", "écoles"));
                        if ui.button(texte).clicked() {
                            enrol(ctx, projet, public_members(ctx, &ligne.groupe));
                            ui.close();
                        }
                    }
                }
            });
    });
}

fn public_members(ctx: &PageCtx<'_>, groupe: &Groupe) -> Vec<Id> {
    groupe
        .membres(ctx.faits, ctx.au)
        .filter(|(_, s)| Population::Public.contains(s.statut))
        .map(|(ecole, _)| ecole.id)
        .collect()
}

fn members(ctx: &PageCtx<'_>, projet: &Projet, au: NaiveDate, regle: Regle) -> Vec<Membre> {
    let mut membres: Vec<Membre> = ctx
        .faits
        .ecoles
        .iter()
        .filter(|e| projet.ecoles.contains(&e.id))
        .map(|ecole| {
            let (situation, _) = ecole.au(au);
            let noms: Vec<&str> = ctx
                .faits
                .solutions_au(ecole.id, au, regle)
                .iter()
                .map(|s| s.nom.as_str())
                .collect();
            let etat = if !situation.ouverte_au(au) {
                "fermée".to_owned()
            } else if noms.is_empty() {
                "sans ENT".to_owned()
            } else {
                noms.join(" + ")
            };
            Membre {
                id: ecole.id,
                nom: situation.nom.to_string(),
                commune: situation
                    .commune_nom
                    .as_deref()
                    .unwrap_or_default()
                    .to_owned(),
                etat,
                avec_ent: !noms.is_empty(),
            }
        })
        .collect();
    // What is still to do first.
    membres.sort_by_cached_key(|m| (m.avec_ent, sans_accents(&m.nom), m.id));
    membres
}

fn member_ui(ui: &mut Ui, ctx: &PageCtx<'_>, projet: &Projet, membre: &Membre) {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let retirer = ui
                .link(RichText::new("retirer").small())
                .on_hover_text(format!("Retirer {} du projet", membre.nom));
            crate::ui::widgets::nommer(&retirer, format!("Retirer {}", membre.nom));
            if retirer.clicked() {
                let ecriture = Ecriture::ProjetEcole {
                    projet: projet.id,
                    ecole: membre.id,
                    membre: false,
                };
                ctx.commands.send(Command::Ecrire(ecriture));
            }
            let encre = if membre.avec_ent { t.encre } else { t.discret };
            ui.label(RichText::new(&membre.etat).small().color(encre));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let texte = format!("{}, {}", membre.nom, membre.commune);
                let lien = ui.add(
                    egui::Label::new(RichText::new(&texte).color(t.accent))
                        .truncate()
                        .sense(egui::Sense::click()),
                );
                lien.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &texte));
                if lien.clicked() {
                    ctx.commands.send(Command::MontrerEcole(membre.id));
                }
            });
        });
    });
}
