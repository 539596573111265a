//! A colleague's spreadsheet on the page *Importer*: what its columns and words mean, what would
//! change, what must be decided.
//!
//! A component of its own: it is given a table read and the facts, is drawn, and sends commands.
//!
//! The plan is made anew at each decision by whoever executes
//! [`Command::PreparerTableur`](crate::command::Command): it takes [`TableurUi::request`] and gives
//! back [`TableurUi::prepared`].

pub mod coller;
mod colonnes;
mod decisions;
mod ecoles;
mod lignes;

use std::sync::Arc;

use egui::Ui;

use crate::command::Command;
use crate::domain::nombre::{compte, entier};
use crate::domain::{Faits, Id};
use crate::exchange::tableur::{Bilan, Choix, Lu, Plan, Question, Sort};
use crate::ui::theme;
use crate::ui::{CommandSender, PageCtx};

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Onglet {
    #[default]
    Colonnes,
    ADecider,
    Desaccords,
    Nouvelles,
    Modifiees,
    Inchangees,
    Laissees,
    Refusees,
}

/// A spreadsheet being imported.
pub struct TableurUi {
    lu: Arc<Lu>,
    choix: Choix,
    plan: Option<Plan>,
    /// The data revision a plan was last asked at.
    revision: Option<u64>,
    onglet: Onglet,
    /// The tab was chosen: by a person, or once for all by the first plan.
    choisi: bool,
}

impl TableurUi {
    /// A table just read: its sheet, its titles and its columns are proposed.
    pub fn new(lu: Lu, faits: &Faits, aujourdhui: chrono::NaiveDate) -> Self {
        let choix = Choix::propose(&lu, faits, aujourdhui);
        Self {
            lu: Arc::new(lu),
            choix,
            plan: None,
            revision: None,
            onglet: Onglet::default(),
            choisi: false,
        }
    }

    /// What is to be prepared.
    pub fn request(&self) -> (Arc<Lu>, Choix) {
        (Arc::clone(&self.lu), self.choix.clone())
    }

    /// The plan of the last request.
    pub fn prepared(&mut self, plan: Plan) {
        if !self.choisi {
            self.onglet = first_tab(&plan, self.choix.suffit());
            self.choisi = true;
        }
        self.plan = Some(plan);
    }

    /// Hands the plan over to be written.
    pub const fn take_plan(&mut self) -> Option<Plan> {
        self.plan.take()
    }

    /// What was written, in one sentence.
    pub fn phrase(bilan: Bilan) -> String {
        if bilan == Bilan::default() {
            return "Le carnet savait déjà tout de ce tableau : rien n’a été ajouté.".to_owned();
        }
        let mut parties = Vec::new();
        if bilan.nouvelles > 0 {
            parties.push(compte(
                bilan.nouvelles,
                "déploiement nouveau",
                "déploiements nouveaux",
            ));
        }
        if bilan.modifiees > 0 {
            parties.push(compte(
                bilan.modifiees,
                "déploiement modifié",
                "déploiements modifiés",
            ));
        }
        if bilan.financements > 0 {
            parties.push(compte(bilan.financements, "financement", "financements"));
        }
        if bilan.ajouts > 0 {
            parties.push(compte(
                bilan.ajouts,
                "ajout aux listes",
                "ajouts aux listes",
            ));
        }
        format!(
            "Tableau importé : {}, en une seule opération.",
            parties.join(", ")
        )
    }

    /// Rows of the sheet that is read.
    pub fn lignes(&self) -> usize {
        let feuille = self.lu.feuilles.get(self.choix.feuille);
        feuille.map_or(0, crate::exchange::tableur::Feuille::lignes)
    }

    /// Draws it; whether it is not wanted any more.
    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) -> bool {
        if self.revision != Some(ctx.revision) {
            self.revision = Some(ctx.revision);
            ctx.commands.send(Command::PreparerTableur);
        }
        let Some(plan) = self.plan.take() else {
            ui.label(theme::petit(ui, "Comparaison avec le carnet…"));
            return false;
        };
        let mut abandonne = false;
        let avant = self.choix.clone();
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            abandonne = self.head_ui(ui, ctx, &plan);
        });
        ui.add_space(10.0);
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| {
            self.tabs_ui(ui, &plan);
            ui.separator();
            self.tab_ui(ui, ctx, &plan);
        });
        self.plan = Some(plan);
        if self.choix != avant {
            ctx.commands.send(Command::PreparerTableur);
        }
        abandonne
    }

    /// What the table is, the button that imports it; whether it is not wanted any more.
    fn head_ui(&self, ui: &mut Ui, ctx: &PageCtx<'_>, plan: &Plan) -> bool {
        let mut abandonne = false;
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::sous_titre(&self.lu.fichier));
            let lignes = compte(self.lignes(), "ligne", "lignes");
            ui.label(theme::petit(ui, format!("{} · {lignes}", self.lu.format)));
        });
        for remarque in &self.lu.remarques {
            ui.label(theme::petit(ui, remarque));
        }
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let n = plan.a_ecrire();
            let texte = if n == 0 {
                "Rien à importer".to_owned()
            } else {
                format!("Importer {}", compte(n, "ligne", "lignes"))
            };
            if theme::bouton_principal_si(ui, n > 0, &texte).clicked() {
                ctx.commands.send(Command::AppliquerTableur);
            }
            abandonne = ui.button("Abandonner").clicked();
            let attendent = plan.compte(|s| matches!(s, Sort::ADecider(_)));
            if attendent > 0 {
                let suite = if attendent > 1 {
                    "attendent une décision et ne seront pas importées"
                } else {
                    "attend une décision et ne sera pas importée"
                };
                let attendent = compte(attendent, "ligne", "lignes");
                ui.label(theme::petit(ui, format!("{attendent} {suite}.")));
            }
        });
        abandonne
    }

    fn tabs_ui(&mut self, ui: &mut Ui, plan: &Plan) {
        let desaccords = plan.compte(|s| *s == Sort::Desaccord);
        let laissees = plan.compte(|s| matches!(s, Sort::Laissee(_)));
        let refusees = plan.compte(|s| matches!(s, Sort::Refusee(_)));
        let onglets = [
            (Onglet::Colonnes, "Colonnes", self.choix.colonnes.len()),
            (Onglet::ADecider, "À décider", decisions(plan)),
            (Onglet::Desaccords, "Désaccords", desaccords),
            (Onglet::Nouvelles, "Nouvelles", plan.nouvelles()),
            (Onglet::Modifiees, "Modifiées", plan.modifiees()),
            (Onglet::Inchangees, "Inchangées", plan.inchangees()),
            (Onglet::Laissees, "Laissées", laissees),
            (Onglet::Refusees, "Refusées", refusees),
        ];
        ui.horizontal_wrapped(|ui| {
            for (onglet, nom, n) in onglets {
                let texte = format!("{nom} ({})", entier(n));
                if ui.selectable_label(self.onglet == onglet, texte).clicked() {
                    self.onglet = onglet;
                }
            }
        });
    }

    fn tab_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, plan: &Plan) {
        match self.onglet {
            Onglet::Colonnes => colonnes::show(ui, ctx, &self.lu, &mut self.choix),
            Onglet::ADecider => decisions::show(ui, ctx, plan, &mut self.choix),
            Onglet::Desaccords => lignes::contested(ui, plan, &mut self.choix),
            autre => lignes::show(ui, plan, autre),
        }
    }
}

/// Questions to answer: a word, a name, a start, each once for all its lines.
fn decisions(plan: &Plan) -> usize {
    let mots = plan.mots.iter().filter(|mot| mot.attend()).count();
    let questions = |voulue: fn(&Question) -> bool| {
        plan.compte(|s| matches!(s, Sort::ADecider(questions) if questions.iter().any(voulue)))
    };
    let debut = questions(|q| *q == Question::Debut);
    let contradictions = questions(|q| matches!(q, Question::Contradiction(_)));
    mots + plan.ecoles.len() + usize::from(debut > 0) + contradictions
}

/// What wants to be seen first.
fn first_tab(plan: &Plan, suffit: bool) -> Onglet {
    if !suffit {
        Onglet::Colonnes
    } else if decisions(plan) > 0 {
        Onglet::ADecider
    } else if plan.compte(|s| *s == Sort::Desaccord) > 0 {
        Onglet::Desaccords
    } else if plan.nouvelles() > 0 {
        Onglet::Nouvelles
    } else if plan.modifiees() > 0 {
        Onglet::Modifiees
    } else if plan.inchangees() > 0 {
        Onglet::Inchangees
    } else {
        Onglet::Refusees
    }
}

/// A menu whose button says what is chosen and, to a screen reader, of what.
fn menu(ui: &mut Ui, nom: &str, choisi: &str, contenu: impl FnOnce(&mut Ui)) {
    let reponse = ui.menu_button(format!("{choisi} ▼"), |ui| {
        egui::ScrollArea::vertical()
            .max_height(320.0)
            .show(ui, contenu);
    });
    crate::ui::widgets::nommer(&reponse.response, format!("{nom} : {choisi}"));
}

/// The solutions of the carnet, in their order: identity and name.
fn solutions(faits: &Faits) -> Vec<(Id, String)> {
    let mut solutions: Vec<_> = faits.solutions.values().collect();
    solutions.sort_by(|a, b| (a.ordre, &a.nom).cmp(&(b.ordre, &b.nom)));
    solutions
        .into_iter()
        .map(|s| (s.id, s.nom.clone()))
        .collect()
}

/// Sends what was pasted to be read, when it looks like rows.
pub fn paste(texte: &str, commands: &CommandSender) {
    if texte.trim().contains(['\t', '\n', '\r', ';']) {
        commands.send(Command::CollerLignes(texte.to_owned()));
    }
}
