//! The list of events, newest first.

use egui::Ui;

use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::domain::{Evenement, Faits, Id};
use crate::ui::theme;
use crate::ui::widgets::clavier::moved;
use crate::ui::widgets::tableau::{self, Colonne, Rangee, Tableau};
use crate::ui::{Cached, PageCtx};

const COLONNES: [Colonne; 5] = [
    Colonne::reste("Événement"),
    Colonne::texte("Date", 84.0),
    Colonne::texte("Sorte", 168.0),
    Colonne::nombre("Écoles", 54.0),
    Colonne::nombre("Participants", 84.0),
];

/// The columns that fit in this width, by their place in [`COLONNES`].
fn columns(largeur: f32) -> &'static [usize] {
    if largeur > 680.0 {
        &[0, 1, 2, 3, 4]
    } else if largeur > 520.0 {
        &[0, 1, 2, 3]
    } else if largeur > 300.0 {
        &[0, 1, 3]
    } else {
        &[0, 1]
    }
}

/// What the list remembers.
#[derive(Default)]
pub(super) struct ListeEvenements {
    lignes: Cached<&'static [usize], Vec<(Id, Rangee)>>,
    scroll: bool,
}

impl ListeEvenements {
    /// Brings the chosen line into view.
    pub(super) const fn scroll(&mut self) {
        self.scroll = true;
    }

    /// Draws the list. `Some(Some(id))` chooses an event, `Some(None)` begins one.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        choisi: Option<Id>,
    ) -> Option<Option<Id>> {
        if ctx.faits.terrain.evenements.is_empty() {
            return empty_ui(ui).then_some(None);
        }
        let mut demande = None;
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Nouvel événement").clicked() {
                demande = Some(None);
            }
            let n = ctx.faits.terrain.evenements.len();
            ui.label(theme::petit(ui, compte(n, "événement", "événements")));
        });
        ui.add_space(4.0);
        let shown = columns(ui.available_width());
        let colonnes: Vec<Colonne> = shown.iter().map(|&i| COLONNES[i]).collect();
        let lignes = self
            .lignes
            .get(shown, ctx.revision, |shown| rows(ctx.faits, shown));
        let mut rang = choisi.and_then(|id| lignes.iter().position(|(autre, _)| *autre == id));
        if let Some(nouveau) = moved(ui, rang, lignes.len()) {
            rang = Some(nouveau);
            self.scroll = true;
            demande = Some(Some(lignes[nouveau].0));
        }
        let vers = std::mem::take(&mut self.scroll).then_some(rang).flatten();
        let tableau = Tableau {
            id: "evenements",
            colonnes: &colonnes,
            choisie: rang,
            vers,
            hauteur: ui.available_height() - theme::LIGNE,
        };
        let clicked = tableau::show(ui, &tableau, lignes.len(), |i| lignes[i].1.clone());
        clicked.map(|i| Some(lignes[i].0)).or(demande)
    }
}

fn empty_ui(ui: &mut Ui) -> bool {
    ui.label(theme::sous_titre("Aucun événement dans ce carnet"));
    ui.label(
        "Forum des ENT, séminaire, comité départemental, JANE, conseil école-collège\u{202f}: \
         quand, quelles écoles, combien de personnes, et ce qui s’y est dit.",
    );
    ui.add_space(8.0);
    theme::bouton_principal(ui, "Nouvel événement").clicked()
}

/// One row per event: those without a day first, then the newest.
fn rows(faits: &Faits, shown: &[usize]) -> Vec<(Id, Rangee)> {
    let mut evenements: Vec<&Evenement> = faits.terrain.evenements.values().collect();
    evenements.sort_by_key(|e| (e.le.is_some(), std::cmp::Reverse(e.le), e.id));
    evenements
        .into_iter()
        .map(|e| {
            let sorte = e.sorte.and_then(|id| faits.terme(id));
            let cellules = [
                e.nom.clone(),
                e.le.map(date_courte).unwrap_or_default(),
                sorte.map(|t| t.nom.clone()).unwrap_or_default(),
                entier(e.ecoles.len()),
                e.participants.map(entier).unwrap_or_default(),
            ];
            let rangee = Rangee {
                cellules: shown.iter().map(|&i| cellules[i].clone()).collect(),
                suite: String::new(),
                nom: format!(
                    "{}, {}, {}, {}",
                    e.nom,
                    cellules[1],
                    cellules[2],
                    compte(e.ecoles.len(), "école", "écoles")
                ),
            };
            (e.id, rangee)
        })
        .collect()
}
