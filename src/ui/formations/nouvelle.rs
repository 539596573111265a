//! A new training: its title and its first session, with the schools it is prepared for, in one
//! operation.

use chrono::NaiveDate;
use egui::{Key, TextEdit, Ui};

use super::{Fin, refus_ui, remarque_ui};
use crate::command::{Command, Ecriture};
use crate::domain::duree::duree_dite;
use crate::domain::formation::{est_lointaine, parse_duree_seance};
use crate::domain::nombre::{compte, entier};
use crate::domain::{Formation, Id, Participation, Seance, StatutSeance};
use crate::ui::PageCtx;
use crate::ui::theme;
use crate::ui::widgets::champ_date::{champ_date, has_error};
use crate::ui::widgets::champ_saisi::{self, Apparence, champ_saisi};
use crate::ui::widgets::nommer;

/// Schools named in the form; the others are counted.
const NOMMEES: usize = 12;

/// The form, while it is open.
pub(super) struct Nouvelle {
    formation: Id,
    seance: Id,
    titre: String,
    le: Option<NaiveDate>,
    duree: Option<u32>,
    /// The whole session counts in the 18 hours.
    compte: bool,
    ecoles: Vec<Id>,
    commence: bool,
    manque: bool,
}

impl Nouvelle {
    pub(super) fn new(ecoles: Vec<Id>) -> Self {
        Self {
            formation: Id::fresh(),
            seance: Id::fresh(),
            titre: String::new(),
            le: None,
            duree: None,
            compte: true,
            ecoles,
            commence: false,
            manque: false,
        }
    }

    /// The first session of the training to be.
    pub(super) const fn seance(&self) -> Id {
        self.seance
    }

    /// Draws the form.
    pub(super) fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> Option<Fin> {
        ui.label(theme::titre("Nouvelle formation"));
        ui.add_space(8.0);
        ui.label("Titre");
        let champ = ui.add(
            TextEdit::singleline(&mut self.titre)
                .id(egui::Id::unique("titre de la nouvelle formation"))
                .desired_width(f32::INFINITY)
                .char_limit(200)
                .hint_text("Prendre en main l’ENT de l’école"),
        );
        nommer(&champ, "Titre de la formation");
        if !std::mem::replace(&mut self.commence, true) {
            champ.request_focus();
        }
        if self.manque && self.titre.trim().is_empty() {
            refus_ui(ui, "Donnez un titre à la formation.");
        }
        ui.add_space(8.0);
        ui.label(theme::sous_titre("Première session"));
        let date = egui::Id::unique(("nouvelle session", self.seance, "date"));
        self.session_ui(ui, ctx, date);
        self.schools_ui(ui, ctx);
        ui.label(theme::petit(
            ui,
            "Les participants, les formateurs et le reste se notent ensuite sur la fiche.",
        ));
        ui.add_space(8.0);
        let entree = champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let mut fin = None;
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Créer la formation").clicked() || entree {
                self.manque = self.titre.trim().is_empty();
                if self.manque {
                    champ.request_focus();
                } else if !has_error(ui, date) && !champ_saisi::has_error(ui, date.with("durée")) {
                    self.create(ctx);
                    fin = Some(Fin::Cree(self.formation));
                }
            }
            if ui.button("Ne pas créer").clicked()
                || (champ.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)))
            {
                fin = Some(Fin::Laisse);
            }
        });
        fin
    }

    fn session_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, date: egui::Id) {
        ui.label("Date");
        let lue = champ_date(ui, date, "Date de la session", self.le, ctx.aujourdhui);
        self.le = lue.unwrap_or(self.le);
        if self.le.is_some_and(|le| est_lointaine(le, ctx.aujourdhui)) {
            remarque_ui(ui, "Dans plus d’un an\u{202f}: vérifiez l’année.");
        }
        ui.label("Durée");
        let apparence = Apparence {
            indice: "3 h, ou 9 h – 12 h",
            ..Apparence::texte("Durée de la session", 150.0)
        };
        let dite = self.duree.map(duree_dite).unwrap_or_default();
        let lue = champ_saisi(ui, date.with("durée"), apparence, &dite, |texte| {
            if texte.is_empty() {
                return Ok(None);
            }
            parse_duree_seance(texte).map(Some)
        });
        self.duree = lue.unwrap_or(self.duree);
        ui.checkbox(&mut self.compte, "Décomptée des 18\u{a0}h");
    }

    fn schools_ui(&self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        if self.ecoles.is_empty() {
            return;
        }
        ui.add_space(8.0);
        let n = self.ecoles.len();
        let combien = compte(n, "école invitée", "écoles invitées");
        ui.label(theme::sous_titre(combien));
        let jour = self.le.unwrap_or(ctx.au);
        for ecole in self.ecoles.iter().take(NOMMEES) {
            if let Some(ecole) = ctx.faits.ecole(*ecole) {
                let (s, _) = ecole.au(jour);
                let commune = s.commune_nom.as_deref().unwrap_or_default();
                let texte = format!("{}, {commune}", s.nom);
                ui.add(egui::Label::new(theme::petit(ui, texte)).truncate());
            }
        }
        if n > NOMMEES {
            let texte = format!("et {} autres", entier(n - NOMMEES));
            ui.label(theme::petit(ui, texte));
        }
    }

    fn create(&self, ctx: &PageCtx<'_>) {
        let formation = Formation {
            id: self.formation,
            titre: self.titre.trim().to_owned(),
            objectifs: String::new(),
            systeme: None,
            reference: String::new(),
            public: None,
            cycle: None,
            seances: Vec::new(),
        };
        let passee = self.le.is_some_and(|le| le <= ctx.aujourdhui);
        let seance = Seance {
            id: self.seance,
            formation: self.formation,
            le: self.le,
            duree: self.duree,
            duree_18h: if self.compte { self.duree } else { Some(0) },
            modalite: None,
            lieu: String::new(),
            statut: Some(if passee {
                StatutSeance::Tenue
            } else {
                StatutSeance::Prevue
            }),
            reponses: None,
            satisfaction: None,
            bilan: String::new(),
            participations: Vec::new(),
            formateurs: Vec::new(),
        };
        let participations = self.ecoles.iter().map(|&ecole| Ecriture::Participation {
            seance: self.seance,
            participation: Participation {
                ecole,
                nombre: None,
                noms: String::new(),
            },
        });
        let lot = [
            Ecriture::Formation(Box::new(formation)),
            Ecriture::Seance(Box::new(seance)),
        ]
        .into_iter()
        .chain(participations)
        .collect();
        ctx.commands.send(Command::Ecrire(Ecriture::Lot(lot)));
    }
}
