//! The search field and the compact menus above the list.

use std::collections::BTreeSet;

use egui::{Key, TextEdit, Ui};

use super::filtres::{FiltreEnt, FiltreSuivi, Filtres};
use super::lignes::Ligne;
use crate::domain::{Etape, Nature, Statut};
use crate::ui::theme::Tokens;
use crate::ui::widgets::nommer;

/// Below this width the menus are entries of a single one: rows matter more.
const ETROIT: f32 = 600.0;

/// Draws the filters.
pub(super) fn show(ui: &mut Ui, filtres: &mut Filtres, lignes: &[Ligne], focus: bool) {
    ui.spacing_mut().button_padding.x = 7.0;
    ui.spacing_mut().item_spacing.x = 5.0;
    let largeur = ui.available_width();
    let etroit = largeur < ETROIT;
    let champ = ui.add(
        TextEdit::singleline(&mut filtres.recherche)
            .desired_width(if etroit {
                (largeur - 200.0).clamp(80.0, 190.0)
            } else {
                190.0
            })
            .hint_text("Chercher une école…"),
    );
    nommer(&champ, "Chercher une école");
    if focus {
        champ.request_focus();
    }
    if champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        filtres.recherche.clear();
    }
    if let Some((titre, _)) = &filtres.liste {
        let bouton = ui.button(format!("{titre} ✗"));
        if bouton
            .on_hover_text("Ne plus limiter à cette liste")
            .clicked()
        {
            filtres.liste = None;
        }
    }
    if etroit {
        let n = filtres.menus_used();
        let texte = if n == 0 {
            "Filtres ▾".to_owned()
        } else {
            format!("Filtres ({n}) ▾")
        };
        ui.menu_button(marked(ui, texte, n > 0), |ui| menus(ui, filtres, lignes));
    } else {
        menus(ui, filtres, lignes);
    }
}

/// One menu for each filter.
fn menus(ui: &mut Ui, filtres: &mut Filtres, lignes: &[Ligne]) {
    menu(
        ui,
        "Nature",
        &mut filtres.nature,
        Nature::ALL.map(|n| (n.libelle().to_owned(), n)),
    );
    let statuts = Statut::ALL.map(|s| (s.libelle().to_owned(), s));
    menu(ui, "Statut", &mut filtres.statut, statuts);
    menu(
        ui,
        "Commune",
        &mut filtres.commune,
        values(lignes, |l| &l.commune),
    );
    menu(
        ui,
        "Secteur",
        &mut filtres.secteur,
        values(lignes, |l| &l.secteur),
    );
    menu(
        ui,
        "Circonscription",
        &mut filtres.circonscription,
        values(lignes, |l| &l.circonscription),
    );
    let etapes = Etape::ALL.map(|e| (e.libelle().to_owned(), Some(e)));
    menu(
        ui,
        "Étape",
        &mut filtres.etape,
        etapes
            .into_iter()
            .chain([("Aucune étape".to_owned(), None)]),
    );
    let solutions = std::iter::once_with(|| {
        let noms: BTreeSet<&String> = lignes.iter().flat_map(|l| &l.solutions).collect();
        noms.into_iter()
            .map(|s| (s.clone(), FiltreEnt::Solution(s.clone())))
            .collect::<Vec<_>>()
    })
    .flatten();
    menu(
        ui,
        "ENT",
        &mut filtres.ent,
        [
            ("Avec ENT".to_owned(), FiltreEnt::Avec),
            ("Sans ENT".to_owned(), FiltreEnt::Sans),
        ]
        .into_iter()
        .chain(solutions),
    );
    let suivis = FiltreSuivi::ALL.map(|s| (s.libelle().to_owned(), s));
    menu(ui, "Suivi", &mut filtres.suivi, suivis);
    if !filtres.is_empty() && ui.button("Tout réafficher").clicked() {
        *filtres = Filtres::default();
    }
}

/// The different values of a column, in order. Only asked for when the menu is open.
fn values<'a>(
    lignes: &'a [Ligne],
    column: impl Fn(&'a Ligne) -> &'a str + 'a,
) -> impl Iterator<Item = (String, String)> + 'a {
    std::iter::once_with(move || {
        let valeurs: BTreeSet<&str> = lignes
            .iter()
            .map(column)
            .filter(|v| !v.is_empty())
            .collect();
        valeurs
            .into_iter()
            .map(|v| (v.to_owned(), v.to_owned()))
            .collect::<Vec<_>>()
    })
    .flatten()
}

/// The name of a menu; of another colour and weight when it reduces the list.
fn marked(ui: &Ui, texte: String, reduit: bool) -> egui::RichText {
    let texte = egui::RichText::new(texte);
    if reduit {
        texte.color(Tokens::of(ui).accent).strong()
    } else {
        texte
    }
}

/// « Nature ▾ »: one value, or all.
fn menu<T: PartialEq + Clone>(
    ui: &mut Ui,
    nom: &str,
    choisi: &mut Option<T>,
    choix: impl IntoIterator<Item = (String, T)>,
) {
    // An entry of a menu has its own arrow.
    let texte = if egui::containers::menu::is_in_menu(ui) {
        nom.to_owned()
    } else {
        format!("{nom} ▾")
    };
    ui.menu_button(marked(ui, texte, choisi.is_some()), |ui| {
        egui::ScrollArea::vertical()
            .max_height(360.0)
            .show(ui, |ui| {
                if ui.selectable_label(choisi.is_none(), "Tout").clicked() {
                    *choisi = None;
                    ui.close();
                }
                for (libelle, valeur) in choix {
                    if ui
                        .selectable_label(choisi.as_ref() == Some(&valeur), libelle)
                        .clicked()
                    {
                        *choisi = Some(valeur);
                        ui.close();
                    }
                }
            });
    });
}
