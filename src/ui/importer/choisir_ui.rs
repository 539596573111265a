//! No file yet: what can be imported, where it is found, and how to choose it.

use egui::Ui;

use super::tableur_ui::coller::Coller;
use crate::command::{Command, Demande};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_chemin::champ_chemin;

/// What is read, the name of the dataset on the portal, and what it brings.
const JEUX: [(&str, &str, &str); 8] = [
    (
        "Annuaire de l’éducation",
        "fr-en-annuaire-education",
        "les écoles, leurs circonscriptions, les collèges",
    ),
    (
        "Effectifs",
        "fr-en-ecoles-effectifs-nb_classes",
        "élèves et classes de chaque rentrée",
    ),
    (
        "IPS",
        "fr-en-ips-ecoles-ap2022 (2021 : fr-en-ips_ecoles)",
        "indice de position sociale",
    ),
    (
        "Carte scolaire",
        "fr-en-carte-scolaire-colleges-publics",
        "secteur de collège des écoles publiques",
    ),
    (
        "Géolocalisation",
        "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre",
        "positions des écoles et des collèges",
    ),
    (
        "Établissements fermés",
        "fr-en-etablissements-fermes",
        "ouvertures, fermetures et fusions",
    ),
    (
        "Socle numérique (SNEE)",
        "fr-en-aap-snee-ecoles",
        "subventions de 2021",
    ),
    (
        "Audience mesurée (DNMA)",
        "fr-en-dnma-par-uai-profils, fr-en-dnma-par-uai-services",
        "visites de l’ENT par école et par semaine",
    ),
];

pub(super) fn show(ui: &mut Ui, ctx: &PageCtx<'_>, chemin: &mut String, coller: &mut Coller) {
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre(
            "Choisissez des fichiers officiels ou un tableur, ou déposez-les ici",
        ));
        ui.label(
            "Plusieurs à la fois, dans n’importe quel ordre : chacun est reconnu à ses titres de colonnes, dans tous \
             ses millésimes. Commencez par l’annuaire : les autres ne parlent que des écoles suivies.",
        );
        ui.add_space(8.0);
        if theme::bouton_principal(ui, "Choisir des fichiers…").clicked() {
            ctx.commands.send(Command::Demander(Demande::Importer));
        }
        ui.add_space(4.0);
        if let Some(path) = champ_chemin(ui, chemin, "Chemin du fichier à importer", "Lire") {
            ctx.commands.send(Command::AnalyserFichiers(vec![path]));
            chemin.clear();
        }
        ui.add_space(8.0);
        ui.label(
            "Un tableur (CSV, Excel ou LibreOffice) dit quelle école a quel ENT : une colonne pour l’UAI ou le nom, \
             une pour l’ENT ; les autres si elles y sont.",
        );
        coller.ui(ui, ctx);
        ui.add_space(8.0);
        ui.label(theme::petit(
            ui,
            "Rien n’est écrit avant que vous ayez vu ce qui change. Ce que vous avez saisi reste toujours.",
        ));
    });
    ui.add_space(10.0);
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::sous_titre(
            "Où les trouver : portail data.education.gouv.fr, au format CSV",
        ));
        ui.add_space(4.0);
        egui::Grid::new("jeux officiels")
            .spacing([18.0, 4.0])
            .max_col_width((ui.available_width() - 36.0) / 3.0)
            .show(ui, |ui| {
                for (nom, jeu, apport) in JEUX {
                    ui.label(nom);
                    ui.label(theme::petit(ui, apport));
                    ui.label(theme::petit(ui, jeu));
                    ui.end_row();
                }
            });
    });
}
