//! The list of trainings: next or last session, how many sessions, schools and participants.

use chrono::NaiveDate;
use egui::Ui;

use crate::domain::date::date_courte;
use crate::domain::formation::Cumul;
use crate::domain::nombre::{compte, entier};
use crate::domain::texte::sans_accents;
use crate::domain::{Faits, Formation, Id, Seance, StatutSeance};
use crate::ui::theme;
use crate::ui::widgets::clavier::moved;
use crate::ui::widgets::tableau::{self, Colonne, Rangee, Tableau};
use crate::ui::{Cached, PageCtx};

const COLONNES: [Colonne; 5] = [
    Colonne::reste("Formation"),
    Colonne::texte("Session", 148.0),
    Colonne::nombre("Sessions", 62.0),
    Colonne::nombre("Écoles", 54.0),
    Colonne::nombre("Participants", 84.0),
];

/// The columns that fit in this width, by their place in [`COLONNES`].
fn columns(largeur: f32) -> &'static [usize] {
    if largeur > 620.0 {
        &[0, 1, 2, 3, 4]
    } else if largeur > 460.0 {
        &[0, 1, 2, 3]
    } else if largeur > 320.0 {
        &[0, 1]
    } else {
        &[0]
    }
}

/// The day, and the columns shown.
type Question = (NaiveDate, &'static [usize]);

/// What the list remembers.
#[derive(Default)]
pub(super) struct ListeFormations {
    lignes: Cached<Question, Vec<(Id, Rangee)>>,
    scroll: bool,
}

impl ListeFormations {
    /// Brings the chosen line into view.
    pub(super) const fn scroll(&mut self) {
        self.scroll = true;
    }

    /// Draws the list. `Some(Some(id))` chooses a training, `Some(None)` begins one.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ctx: &PageCtx<'_>,
        choisie: Option<Id>,
    ) -> Option<Option<Id>> {
        if ctx.faits.terrain.formations.is_empty() {
            return empty_ui(ui).then_some(None);
        }
        let mut demande = None;
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Nouvelle formation").clicked() {
                demande = Some(None);
            }
            let n = ctx.faits.terrain.formations.len();
            ui.label(theme::petit(ui, compte(n, "formation", "formations")));
        });
        ui.add_space(4.0);
        let shown = columns(ui.available_width());
        let colonnes: Vec<Colonne> = shown.iter().map(|&i| COLONNES[i]).collect();
        let lignes = self
            .lignes
            .get((ctx.au, shown), ctx.revision, |&(au, shown)| {
                rows(ctx.faits, au, shown)
            });
        let mut rang = choisie.and_then(|id| lignes.iter().position(|(autre, _)| *autre == id));
        if let Some(nouveau) = moved(ui, rang, lignes.len()) {
            rang = Some(nouveau);
            self.scroll = true;
            demande = Some(Some(lignes[nouveau].0));
        }
        let vers = std::mem::take(&mut self.scroll).then_some(rang).flatten();
        let tableau = Tableau {
            id: "formations",
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
    ui.label(theme::sous_titre("Aucune formation dans ce carnet"));
    ui.label(
        "Une formation a un titre et des sessions\u{202f}; à chaque session viennent des écoles, \
         avec le nombre de personnes. On y voit les heures décomptées des 18\u{a0}h, le temps des \
         formateurs, et quelles écoles n’ont jamais été formées.",
    );
    ui.add_space(8.0);
    theme::bouton_principal(ui, "Nouvelle formation").clicked()
}

/// The next session from `au` on, else the last one before; cancelled ones apart.
fn session_of(f: &Formation, au: NaiveDate) -> Option<(NaiveDate, &Seance)> {
    let datees = || {
        f.seances
            .iter()
            .filter(|s| s.statut != Some(StatutSeance::Annulee))
            .filter_map(|s| Some((s.le?, s)))
    };
    datees()
        .find(|(le, _)| au <= *le)
        .or_else(|| datees().next_back())
}

/// One row per training: those with a session to come first, the soonest first; then the newest.
fn rows(faits: &Faits, au: NaiveDate, shown: &[usize]) -> Vec<(Id, Rangee)> {
    let mut formations: Vec<(&Formation, Option<NaiveDate>)> = faits
        .terrain
        .formations
        .values()
        .map(|f| (f, session_of(f, au).map(|(le, _)| le)))
        .collect();
    formations.sort_by_cached_key(|(f, le)| {
        let passee = le.is_some_and(|le| le < au);
        let jours = le.map_or(0, |le| (le - au).num_days().abs());
        (passee, jours, sans_accents(&f.titre), f.id)
    });
    formations
        .into_iter()
        .map(|(f, le)| {
            let total = Cumul::of(&f.seances);
            let session = match le {
                Some(le) if au <= le => format!("{}, à venir", date_courte(le)),
                Some(le) => date_courte(le),
                None => String::new(),
            };
            let nom = format!(
                "{}, {session}, {}, {}, {}",
                f.titre,
                compte(f.seances.len(), "session", "sessions"),
                compte(total.ecoles, "école", "écoles"),
                compte(total.personnes as usize, "participant", "participants"),
            );
            let cellules = [
                f.titre.clone(),
                session,
                entier(f.seances.len()),
                entier(total.ecoles),
                entier(total.personnes),
            ];
            let rangee = Rangee {
                cellules: shown.iter().map(|&i| cellules[i].clone()).collect(),
                suite: String::new(),
                nom,
            };
            (f.id, rangee)
        })
        .collect()
}
