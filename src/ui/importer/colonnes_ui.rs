//! Which column is which in an audience measure, whose layout nobody could check: what was found
//! by name is shown, and can be corrected.

use egui::{Id, Ui};

use super::fichier::Fichier;
use crate::domain::nombre::compte;
use crate::exchange::dnma::Colonnes;
use crate::ui::theme::{self, Tokens};
use crate::ui::widgets::choix::choix;

/// Height of the list of measures, in points: the preview keeps the rest.
const HAUTEUR: f32 = 96.0;

/// Draws the columns; whether something was corrected.
pub(super) fn show(ui: &mut Ui, fichier: &mut Fichier, colonnes: &Colonnes) -> bool {
    let manquantes = colonnes.manquantes();
    let mut precise = false;
    let cle = fichier.chemin.clone();
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            for (quoi, trouvee) in [("UAI", colonnes.uai), ("Semaine", colonnes.semaine)] {
                ui.label(quoi);
                let montre = name(colonnes, trouvee);
                let toutes = (0..colonnes.entete.len())
                    .map(|place| (Some(place), name(colonnes, Some(place))));
                let id = Id::unique(("colonne", quoi, &cle));
                let nom = format!("Colonne {quoi}");
                if let Some(choisie) = choix(ui, id, &nom, &trouvee, &montre, || toutes) {
                    precise = true;
                    if quoi == "UAI" {
                        fichier.colonnes.uai = choisie;
                    } else {
                        fichier.colonnes.semaine = choisie;
                    }
                }
            }
        });
        if !manquantes.is_empty() {
            let dit = format!("Colonne à désigner\u{202f}: {}.", manquantes.join(", "));
            ui.colored_label(Tokens::of(ui).alerte, dit);
        }
        let gardees = colonnes.mesures.iter().filter(|m| m.gardee).count();
        let titre = format!(
            "{} sur {}",
            compte(gardees, "mesure gardée", "mesures gardées"),
            colonnes.mesures.len()
        );
        egui::CollapsingHeader::new(titre)
            .id_salt(("mesures du fichier", &cle))
            .show(ui, |ui| {
                egui::ScrollArea::vertical()
                    .id_salt(("mesures", &cle))
                    .max_height(HAUTEUR)
                    .show(ui, |ui| precise |= measures_ui(ui, fichier, colonnes));
            });
    });
    precise
}

fn measures_ui(ui: &mut Ui, fichier: &mut Fichier, colonnes: &Colonnes) -> bool {
    let mut precise = false;
    ui.horizontal_wrapped(|ui| {
        for mesure in &colonnes.mesures {
            let mut gardee = mesure.gardee;
            if ui.checkbox(&mut gardee, mesure.libelle()).changed() {
                precise = true;
                if gardee {
                    fichier.colonnes.ecartees.remove(&mesure.nom);
                } else {
                    fichier.colonnes.ecartees.insert(mesure.nom.clone());
                }
            }
        }
    });
    precise
}

/// As the file names it; « (à choisir) » when none is known.
fn name(colonnes: &Colonnes, place: Option<usize>) -> String {
    place.and_then(|p| colonnes.entete.get(p)).map_or_else(
        || "(à choisir)".to_owned(),
        |nom| {
            if nom.is_empty() {
                "(sans titre)".to_owned()
            } else {
                nom.clone()
            }
        },
    )
}
