//! The table of circonscriptions: which file, of what day, how many schools, what it is worth.

use egui::{Align, Layout, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::exchange::consolidation::{Etat, FichierJuge, Verdict};
use crate::ui::theme::{self, Tokens};

/// Width below which the names of files have no column.
const ETROIT: f32 = 520.0;

/// A line of the table.
pub(super) struct Rang {
    circonscription: String,
    fichier: String,
    au: String,
    ecoles: String,
    verdict: String,
    teinte: Teinte,
    /// The whole sentence, for what was put aside.
    phrase: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Teinte {
    Bien,
    Attention,
    Refus,
}

/// « 30 fichiers déposés · 28 acceptés · 1 en quarantaine · 2 circonscriptions manquent ».
pub(super) fn summary(etat: &Etat, fichiers: &[FichierJuge]) -> String {
    let combien = |juge: fn(Verdict) -> bool| fichiers.iter().filter(|f| juge(f.verdict)).count();
    let mut parts = Vec::new();
    if fichiers.is_empty() {
        parts.push(compte(etat.receptions.len(), "envoi reçu", "envois reçus"));
    } else {
        parts.push(compte(fichiers.len(), "fichier déposé", "fichiers déposés"));
        for (n, un, plusieurs) in [
            (combien(Verdict::est_pris), "accepté", "acceptés"),
            (
                combien(|v| v == Verdict::DejaRecu),
                "déjà reçu",
                "déjà reçus",
            ),
            (
                combien(|v| matches!(v, Verdict::Depasse { .. })),
                "dépassé",
                "dépassés",
            ),
            (
                combien(|v| matches!(v, Verdict::Quarantaine | Verdict::PlusRecent)),
                "mis de côté",
                "mis de côté",
            ),
        ] {
            if n > 0 {
                parts.push(compte(n, un, plusieurs));
            }
        }
    }
    let manquent = etat.manquantes().count();
    if manquent > 0 {
        parts.push(compte(
            manquent,
            "circonscription manque",
            "circonscriptions manquent",
        ));
    }
    parts.join(" · ")
}

/// What was put aside first, then the circonscriptions.
pub(super) fn lines(etat: &Etat, fichiers: &[FichierJuge]) -> Vec<Rang> {
    let mut rangs = Vec::with_capacity(fichiers.len() + etat.lignes.len());
    for fichier in fichiers.iter().filter(|f| !f.verdict.est_pris()) {
        let mis_de_cote = matches!(fichier.verdict, Verdict::Quarantaine | Verdict::PlusRecent);
        rangs.push(Rang {
            circonscription: if fichier.perimetre.is_empty() {
                "—".to_owned()
            } else {
                fichier.perimetre.clone()
            },
            fichier: fichier.nom.clone(),
            au: fichier.au.map_or_else(|| "—".to_owned(), date_courte),
            ecoles: if mis_de_cote {
                "—".to_owned()
            } else {
                entier(fichier.ecoles)
            },
            verdict: fichier.dit(),
            teinte: if mis_de_cote {
                Teinte::Refus
            } else {
                Teinte::Attention
            },
            phrase: (fichier.rejet.as_ref()).map_or_else(String::new, |r| r.phrase.clone()),
        });
    }
    for ligne in &etat.lignes {
        let noms: Vec<&str> = ligne
            .receptions
            .iter()
            .map(|r| r.fichier.as_str())
            .collect();
        let juge = (ligne.receptions.first()).and_then(|r| {
            fichiers
                .iter()
                .find(|f| f.nom == r.fichier && f.verdict.est_pris())
        });
        let (verdict, teinte) = match ligne.vieillesse(etat.au) {
            _ if ligne.manque() => ("attendu, non reçu".to_owned(), Teinte::Attention),
            Some(vieille) => (vieille, Teinte::Attention),
            None if !ligne.sans_fichier.is_empty() => {
                let n = ligne.sans_fichier.len();
                let manquent = compte(n, "école manque", "écoles manquent");
                (manquent, Teinte::Attention)
            }
            None => (
                juge.map_or_else(|| "accepté".to_owned(), FichierJuge::dit),
                Teinte::Bien,
            ),
        };
        rangs.push(Rang {
            circonscription: ligne.nom.clone(),
            fichier: if noms.is_empty() {
                "—".to_owned()
            } else {
                noms.join(", ")
            },
            au: ligne.au.map_or_else(|| "—".to_owned(), date_courte),
            ecoles: if ligne.manque() {
                "—".to_owned()
            } else {
                entier(ligne.ecoles)
            },
            verdict,
            teinte,
            phrase: String::new(),
        });
    }
    rangs
}

pub(super) fn table_ui(ui: &mut Ui, rangs: &[Rang], hauteur: f32) {
    let t = Tokens::of(ui);
    let hauteur = hauteur.max(theme::LIGNE * 3.0);
    // The names of files follow the pointer where there is no place for them.
    let large = ui.available_width() > ETROIT;
    let mut table = TableBuilder::new(ui)
        .id_salt(("circonscriptions reçues", large))
        .cell_layout(Layout::left_to_right(Align::Center))
        .min_scrolled_height(hauteur)
        .max_scroll_height(hauteur)
        .auto_shrink([false, true])
        .column(Column::remainder().clip(true));
    if large {
        table = table.column(Column::remainder().clip(true));
    }
    table
        .column(Column::exact(78.0).clip(true))
        .column(Column::exact(46.0).clip(true))
        .column(Column::exact(if large { 204.0 } else { 132.0 }).clip(true))
        .header(theme::LIGNE, |mut entete| {
            for titre in ["Circonscription", "Fichier", "Au", "Écoles", "Verdict"] {
                if titre != "Fichier" || large {
                    entete.col(|ui| {
                        align(ui, titre == "Écoles", |ui| {
                            drop(ui.label(theme::petit(ui, titre)));
                        });
                    });
                }
            }
        })
        .body(|body| {
            body.rows(theme::LIGNE, rangs.len(), |mut row| {
                let Some(rang) = rangs.get(row.index()) else {
                    return;
                };
                let couleur = match rang.teinte {
                    Teinte::Bien => t.succes,
                    Teinte::Attention => t.alerte,
                    Teinte::Refus => t.erreur,
                };
                row.col(|ui| {
                    whole(ui, RichText::new(&rang.circonscription), &rang.fichier);
                });
                if large {
                    row.col(|ui| whole(ui, theme::petit(ui, &rang.fichier), &rang.fichier));
                }
                row.col(|ui| whole(ui, theme::petit(ui, &rang.au), ""));
                row.col(|ui| align(ui, true, |ui| drop(ui.label(&rang.ecoles))));
                let phrase = [rang.phrase.as_str(), &rang.verdict];
                let phrase = phrase.into_iter().find(|p| !p.is_empty());
                row.col(|ui| {
                    let verdict = RichText::new(&rang.verdict).color(couleur);
                    whole(ui, verdict, phrase.unwrap_or_default());
                });
            });
        });
}

fn align(ui: &mut Ui, droite: bool, contenu: impl FnOnce(&mut Ui)) {
    if droite {
        ui.with_layout(Layout::right_to_left(Align::Center), contenu);
    } else {
        contenu(ui);
    }
}

/// A text cut at the edge of its cell, and all of it under the pointer.
fn whole(ui: &mut Ui, texte: RichText, survol: &str) {
    let label = ui.add(egui::Label::new(texte).truncate());
    if !survol.is_empty() {
        label.on_hover_text(survol);
    }
}
