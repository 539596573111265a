//! The copies of a report: which parts the teacher and the IEN read, and who receives them.

use egui::{CollapsingHeader, Key, TextEdit, Ui};

use crate::domain::{Copie, Lecteur, Partie, VisiteEntiere};
use crate::ui::theme;
use crate::ui::widgets::nommer;

/// Draws both copies; the one that was changed.
pub(super) fn show(ui: &mut Ui, visite: &VisiteEntiere) -> Option<Copie> {
    let mut changee = None;
    ui.label(theme::sous_titre("Copies"));
    for pour in Lecteur::ALL {
        let connue = visite.copies.iter().find(|c| c.pour == pour);
        let copie = connue.cloned().unwrap_or_else(|| Copie {
            pour,
            parties: pour.parties(),
            destinataires: String::new(),
        });
        let titre = if copie.destinataires.is_empty() {
            pour.libelle().to_owned()
        } else {
            format!("{}\u{202f}: {}", pour.libelle(), copie.destinataires)
        };
        CollapsingHeader::new(titre)
            .id_salt(("copie", visite.visite.id, pour))
            .show(ui, |ui| {
                if let Some(nouvelle) = copy_ui(ui, visite, &copie) {
                    changee = Some(nouvelle);
                }
            });
    }
    changee
}

fn copy_ui(ui: &mut Ui, visite: &VisiteEntiere, copie: &Copie) -> Option<Copie> {
    let mut changee = None;
    ui.horizontal_wrapped(|ui| {
        for partie in Partie::ALL {
            let mut lue = copie.parties.contains(&partie);
            let case = ui.checkbox(&mut lue, partie.libelle());
            nommer(
                &case,
                format!("{} : {}", copie.pour.libelle(), partie.libelle()),
            );
            if case.changed() {
                let garde = |p: &Partie| {
                    if *p == partie {
                        lue
                    } else {
                        copie.parties.contains(p)
                    }
                };
                changee = Some(Copie {
                    parties: Partie::ALL.into_iter().filter(garde).collect(),
                    ..copie.clone()
                });
            }
        }
    });
    let id = egui::Id::unique(("destinataires", visite.visite.id, copie.pour));
    let mut texte = ui
        .data(|d| d.get_temp::<String>(id))
        .unwrap_or_else(|| copie.destinataires.clone());
    ui.label(theme::petit(
        ui,
        "Destinataires, par fonction de préférence",
    ));
    let champ = ui.add(
        TextEdit::singleline(&mut texte)
            .id(id.with("champ"))
            .char_limit(300)
            .desired_width(f32::INFINITY),
    );
    nommer(&champ, format!("Destinataires : {}", copie.pour.libelle()));
    if champ.has_focus() {
        ui.data_mut(|d| d.insert_temp(id, texte));
        return changee;
    }
    ui.data_mut(|d| d.remove::<String>(id));
    let escape = ui.input(|i| i.key_pressed(Key::Escape));
    if champ.lost_focus() && !escape && texte.trim() != copie.destinataires {
        changee = Some(Copie {
            destinataires: texte.trim().to_owned(),
            ..copie.clone()
        });
    }
    changee
}
