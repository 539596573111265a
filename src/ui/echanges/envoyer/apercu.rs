//! The right of the tab: what to verify first, what stays, and every table with the values it will
//! hold.

use egui::{Grid, Label, RichText, ScrollArea, Ui};

use super::Envoyer;
use crate::command::Command;
use crate::domain::indicateurs::LigneCompletude;
use crate::domain::nombre::compte;
use crate::exchange::envoi::{DemandeEnvoi, Envoi, libelle};
use crate::store::export::{Cellule, Ligne, TableExport};
use crate::ui::PageCtx;
use crate::ui::theme::{self, Tokens};

/// Rows of a table shown whole; of the manifest, all of them.
const PREMIERES: usize = 3;

/// Height of one row, in points.
const LIGNE: f32 = 20.0;

/// What is missing the most, shown to be verified first.
const A_VERIFIER: usize = 4;

/// Width beyond which a long text goes on the next line, in points.
const LARGEUR: f32 = 320.0;

impl Envoyer {
    pub(super) fn right_ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        demande: Option<&DemandeEnvoi>,
    ) {
        ScrollArea::vertical()
            .id_salt("aperçu de l’envoi")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.set_width(ui.available_width() - 8.0);
                self.replace_ui(ui, ctx);
                if let Some(ecrit) = &self.ecrit {
                    ecrit.ui(ui, ctx);
                    ui.add_space(8.0);
                    ui.separator();
                    ui.add_space(4.0);
                }
                match self.shown(demande) {
                    Some(envoi) => preview_ui(ui, ctx, envoi),
                    None if demande.is_none() => {
                        ui.label(theme::sous_titre("Rien ne part"));
                        ui.label("Cochez au moins une circonscription.");
                    }
                    None => {
                        ui.label(theme::petit(ui, "Préparation de l’aperçu…"));
                    }
                }
            });
    }
}

fn preview_ui(ui: &mut Ui, ctx: &PageCtx<'_>, envoi: &Envoi) {
    ui.label(theme::sous_titre("Ce qui part"));
    let perimetre = format!("{}.", envoi.perimetre);
    ui.add(Label::new(perimetre).wrap());
    ui.add(Label::new(format!("{}.", envoi.resume())).wrap());
    ui.add_space(8.0);
    verify_ui(ui, ctx, envoi);
    stays_ui(ui, envoi);
    ui.label(theme::sous_titre("Le fichier, table par table"));
    ui.label(theme::petit(
        ui,
        "Les valeurs sont celles qui seront écrites. «\u{a0}—\u{a0}»\u{202f}: rien n’est dit. Un \
         identifiant comme 1f9c… ne dit ni qui, ni quand.",
    ));
    for (table, lignes) in envoi.contenu.tables() {
        ui.add_space(6.0);
        table_ui(ui, table, lignes);
    }
}

/// The score, and what is missing the most.
fn verify_ui(ui: &mut Ui, ctx: &PageCtx<'_>, envoi: &Envoi) {
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::chiffre(envoi.completude_dite()));
        ui.label("de ce qu’il faudrait savoir est connu.");
    });
    let mut manques: Vec<&LigneCompletude> = (envoi.completude.lignes.iter())
        .filter(|l| !l.manque.ecoles.is_empty())
        .collect();
    manques.sort_by_key(|l| std::cmp::Reverse(l.manque.ecoles.len()));
    if !manques.is_empty() {
        ui.label("À vérifier d’abord\u{202f}:");
    }
    for ligne in manques.iter().take(A_VERIFIER) {
        let ecoles = &ligne.manque.ecoles;
        let quoi = ligne.critere.libelle();
        let lien = format!(
            "{quoi}\u{202f}: manque à {}",
            compte(ecoles.len(), "école", "écoles")
        );
        if ui.link(lien).clicked() {
            ctx.commands.send(Command::MontrerEcoles {
                titre: format!("Manque\u{202f}: {quoi}"),
                ecoles: ecoles.clone(),
            });
        }
    }
    ui.add_space(8.0);
}

fn stays_ui(ui: &mut Ui, envoi: &Envoi) {
    if envoi.laisses.is_empty() {
        return;
    }
    ui.label(theme::sous_titre("Restent dans le carnet"));
    for laisse in &envoi.laisses {
        ui.add(Label::new(format!("• {}.", laisse.phrase())).wrap());
    }
    ui.add_space(8.0);
}

/// The name of a table, what it is, how many rows, the first ones whole.
fn table_ui(ui: &mut Ui, table: &TableExport, lignes: &[Ligne]) {
    let combien = compte(lignes.len(), "ligne", "lignes");
    ui.label(theme::sous_titre(format!("{} · {combien}", table.nom)));
    ui.add(Label::new(theme::petit(ui, libelle(table.nom))).wrap());
    if lignes.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    let montrees = match table.nom {
        "manifeste" => lignes.len(),
        _ => PREMIERES,
    };
    ScrollArea::horizontal()
        .id_salt(("table de l’envoi", table.nom))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            Grid::new(("lignes de l’envoi", table.nom))
                .spacing([14.0, 2.0])
                .min_row_height(LIGNE)
                .max_col_width(LARGEUR)
                .show(ui, |ui| {
                    for colonne in &table.colonnes {
                        ui.label(theme::petit(ui, colonne.nom))
                            .on_hover_text(colonne.libelle);
                    }
                    ui.end_row();
                    for ligne in lignes.iter().take(montrees) {
                        for valeur in ligne {
                            match value(valeur) {
                                Some(texte) => ui.add(Label::new(texte).wrap()),
                                None => ui.label(RichText::new("—").color(t.discret)),
                            };
                        }
                        ui.end_row();
                    }
                });
            ui.add_space(6.0);
        });
    if lignes.len() > montrees {
        let autres = compte(lignes.len() - montrees, "autre ligne", "autres lignes");
        ui.label(theme::petit(ui, format!("et {autres} de cette forme")));
    }
}

/// The value as it is written; nothing for NULL.
fn value(cellule: &Cellule) -> Option<String> {
    match cellule {
        Cellule::Nul => None,
        Cellule::Entier(n) => Some(n.to_string()),
        Cellule::Reel(r) => Some(r.to_string()),
        // A text that is empty says something: a school is outside of every network.
        Cellule::Texte(texte) if texte.is_empty() => Some("''".to_owned()),
        Cellule::Texte(texte) => Some(texte.clone()),
    }
}
