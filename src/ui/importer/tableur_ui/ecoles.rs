//! Schools named without a usable UAI: those they may be, confirmed one by one or all the sure
//! ones at once.

use egui::Ui;

use super::menu;
use crate::domain::nombre::{compte, entier};
use crate::exchange::tableur::{Candidat, Choix, EcoleAChoisir, Plan};
use crate::ui::theme;

/// Names listed at once; the next ones come as these are decided.
const ECOLES: usize = 100;

pub(super) fn show(ui: &mut Ui, plan: &Plan, choix: &mut Choix) {
    if plan.ecoles.is_empty() && choix.ecoles.is_empty() {
        return;
    }
    ui.label(theme::sous_titre("Quelle école est-ce ?"));
    ui.horizontal_wrapped(|ui| {
        let sures: Vec<&EcoleAChoisir> = plan.ecoles.iter().filter(|e| e.sure).collect();
        if !sures.is_empty() {
            let texte = match sures.len() {
                1 => "Accepter la proposition sûre".to_owned(),
                n => format!("Accepter les {} propositions sûres", entier(n)),
            };
            if ui.button(texte).clicked() {
                for ecole in sures {
                    if let Some(candidat) = ecole.candidats.first() {
                        choix.ecoles.insert(ecole.cle.clone(), candidat.uai.clone());
                    }
                }
            }
        }
        if !choix.ecoles.is_empty() {
            let n = compte(choix.ecoles.len(), "école choisie", "écoles choisies");
            if ui.button(format!("Revenir sur {n}")).clicked() {
                choix.ecoles.clear();
            }
        }
    });
    for ecole in plan.ecoles.iter().take(ECOLES) {
        if let Some(uai) = one_ui(ui, ecole) {
            choix.ecoles.insert(ecole.cle.clone(), uai);
        }
    }
    let reste = plan.ecoles.len().saturating_sub(ECOLES);
    if reste > 0 {
        let reste = compte(reste, "autre nom", "autres noms");
        ui.label(theme::petit(ui, format!("et {reste}, montrés ensuite")));
    }
    ui.add_space(10.0);
}

/// The UAI chosen for one name.
fn one_ui(ui: &mut Ui, ecole: &EcoleAChoisir) -> Option<String> {
    let mut voulu = None;
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::sous_titre(format!("« {} »", ecole.texte)));
        let lignes = if ecole.lignes > 1 {
            format!(
                "ligne {} et {}",
                entier(ecole.ligne),
                compte(ecole.lignes - 1, "autre", "autres")
            )
        } else {
            format!("ligne {}", entier(ecole.ligne))
        };
        ui.label(theme::petit(ui, lignes));
        if !ecole.raison.is_empty() {
            ui.label(theme::petit(ui, &ecole.raison));
        }
        let (proposes, autres): (&[Candidat], &[Candidat]) =
            if ecole.sure || ecole.candidats.len() < 3 {
                let n = if ecole.sure { 1 } else { ecole.candidats.len() };
                ecole.candidats.split_at(n)
            } else {
                (&[], &ecole.candidats)
            };
        for candidat in proposes {
            let bouton = ui.button(format!("→ {}", candidat.libelle()));
            crate::ui::widgets::nommer(
                &bouton,
                format!("{} est {}", ecole.texte, candidat.libelle()),
            );
            if bouton.clicked() {
                voulu = Some(candidat.uai.clone());
            }
        }
        if !autres.is_empty() {
            let texte = if proposes.is_empty() {
                "Choisir"
            } else {
                "Une autre"
            };
            menu(ui, &format!("{} est", ecole.texte), texte, |ui| {
                for candidat in autres {
                    if ui.button(candidat.libelle()).clicked() {
                        voulu = Some(candidat.uai.clone());
                        ui.close();
                    }
                }
            });
        }
    });
    voulu
}
