//! What was written about the schools of a group, newest first.

use chrono::{DateTime, Local};
use egui::Ui;

use crate::command::Command;
use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::domain::{Groupe, Id};
use crate::store::LigneGroupe;
use crate::ui::theme;
use crate::ui::{Cached, PageCtx};

/// Lines shown before « tout montrer ».
const LIGNES: usize = 12;

/// What the section remembers.
#[derive(Default)]
pub(super) struct HistoriqueGroupe {
    lignes: Cached<(Groupe, Vec<Id>), Vec<LigneGroupe>>,
    /// All of it was asked, of this group.
    tout: Option<Groupe>,
}

impl HistoriqueGroupe {
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, groupe: &Groupe, ids: &[Id]) {
        ui.label(theme::sous_titre("Historique"));
        let question = (groupe.clone(), ids.to_vec());
        let lignes =
            self.lignes
                .get_from(question, ctx.revision, ctx.store, |(groupe, ids), store| {
                    store
                        .historique_ecoles(ids, object(groupe))
                        .unwrap_or_default()
                });
        let Some(lignes) = lignes.known() else {
            let texte = "Un travail est en cours\u{202f}: l’historique revient ensuite.";
            ui.label(theme::petit(ui, texte));
            return;
        };
        if lignes.is_empty() {
            ui.label(theme::petit(
                ui,
                "Rien n’a encore été écrit sur ces écoles.",
            ));
        }
        let tout = self.tout.as_ref() == Some(groupe);
        let montrees = if tout { lignes.len() } else { LIGNES };
        for ligne in lignes.iter().take(montrees) {
            line_ui(ui, ctx, ligne);
        }
        if lignes.len() > montrees {
            let reste = entier(lignes.len() - montrees);
            if ui.link(format!("Montrer {reste} de plus")).clicked() {
                self.tout = Some(groupe.clone());
            }
        }
    }
}

/// The object of the group itself in the journal, when it has one.
fn object(groupe: &Groupe) -> Option<Id> {
    match groupe {
        Groupe::Circonscription(id) | Groupe::Secteur(id) | Groupe::Reseau(id) => Some(*id),
        Groupe::Commune(cle) => Some(Id::derived("commune_info", cle)),
        Groupe::Rpi(_) => None,
    }
}

fn line_ui(ui: &mut Ui, ctx: &PageCtx<'_>, ligne: &LigneGroupe) {
    let jour = DateTime::from_timestamp_millis(ligne.quand)
        .map(|utc| date_courte(utc.with_timezone(&Local).date_naive()))
        .unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(theme::petit(ui, jour));
        ui.label(&ligne.libelle);
        match ligne.ecoles.as_slice() {
            [] => {}
            [seule] => {
                let nom = ctx
                    .faits
                    .ecole(*seule)
                    .map_or("une école", |e| &*e.au(ctx.au).0.nom);
                if ui.link(nom).clicked() {
                    ctx.commands.send(Command::MontrerEcole(*seule));
                }
            }
            plusieurs => {
                let n = compte(plusieurs.len(), "école", "écoles");
                if ui.link(n).on_hover_text("Voir ces écoles").clicked() {
                    ctx.commands.send(Command::MontrerEcoles {
                        titre: ligne.libelle.clone(),
                        ecoles: plusieurs.to_vec(),
                    });
                }
            }
        }
        if !ligne.personne.is_empty() {
            ui.label(theme::petit(ui, &ligne.personne));
        }
    });
}
