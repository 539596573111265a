//! *Importer*: choose or drop a file, see what it is, keep one's circonscription, see what would
//! change, apply, and undo if it was not that.

mod lignes_ui;
pub mod tableur_ui;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use egui::{RichText, Ui};

use self::lignes_ui::{Onglet, recognised_ui, rows, rows_ui};
use self::tableur_ui::TableurUi;
use self::tableur_ui::coller::Coller;
use super::theme::{self, Tokens};
use super::widgets::champ_chemin::champ_chemin;
use super::widgets::nommer;
use super::{PageCtx, TacheVue, shell};
use crate::command::{Command, Demande, Page};
use crate::domain::date::date_longue;
use crate::domain::nombre::{compte, entier};
use crate::domain::texte::{Recherche, sans_accents};
use crate::exchange::annuaire::{Apercu, BilanImport, ImportPlan};

/// Where the page is.
#[derive(Default)]
enum Etat {
    #[default]
    Vide,
    Refuse(String),
    /// Recognised: the circonscriptions are offered.
    Reconnu,
    /// Compared: what would change is shown.
    Prepare(Box<ImportPlan>),
    /// A colleague's spreadsheet.
    Tableur(Box<TableurUi>),
    Fait {
        phrase: String,
    },
}

/// What the page remembers.
#[derive(Default)]
pub struct ImporterPage {
    chemin: String,
    fichier: Option<PathBuf>,
    apercu: Option<Apercu>,
    choisies: BTreeSet<String>,
    filtre: String,
    etat: Etat,
    onglet: Onglet,
    coller: Coller,
}

impl ImporterPage {
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    pub fn file(&self) -> Option<&Path> {
        self.fichier.as_deref()
    }

    /// The file is an annuaire. The circonscriptions already followed are kept by default.
    pub fn recognised(&mut self, fichier: PathBuf, apercu: Apercu, suivies: Vec<String>) {
        let connues: BTreeSet<&str> = apercu
            .circonscriptions
            .iter()
            .map(|c| c.nom.as_str())
            .collect();
        self.choisies = suivies
            .into_iter()
            .filter(|nom| connues.contains(nom.as_str()))
            .collect();
        self.fichier = Some(fichier);
        self.apercu = Some(apercu);
        self.etat = Etat::Reconnu;
    }

    /// Nothing to ask: what is followed is known, or the file has a single circonscription.
    pub fn chosen_at_once(&self) -> Option<Vec<String>> {
        let apercu = self.apercu.as_ref()?;
        if !self.choisies.is_empty() {
            return Some(self.choisies.iter().cloned().collect());
        }
        (apercu.circonscriptions.len() < 2).then(Vec::new)
    }

    pub fn prepared(&mut self, plan: ImportPlan) {
        self.onglet = if plan.nouvelles > 0 {
            Onglet::Nouvelles
        } else if plan.modifiees > 0 {
            Onglet::Modifiees
        } else {
            Onglet::Inchangees
        };
        self.etat = Etat::Prepare(Box::new(plan));
    }

    /// The file, or what was pasted, is a spreadsheet.
    pub fn spreadsheet(&mut self, vue: TableurUi) {
        self.etat = Etat::Tableur(Box::new(vue));
    }

    /// The spreadsheet shown.
    pub fn tableur(&mut self) -> Option<&mut TableurUi> {
        match &mut self.etat {
            Etat::Tableur(vue) => Some(vue),
            _ => None,
        }
    }

    /// It was imported.
    pub fn done(&mut self, phrase: String) {
        self.etat = Etat::Fait { phrase };
    }

    pub fn refuse(&mut self, raison: String) {
        self.etat = Etat::Refuse(raison);
    }

    /// Hands the plan over to be written.
    pub fn take_plan(&mut self) -> Option<ImportPlan> {
        match std::mem::take(&mut self.etat) {
            Etat::Prepare(plan) => Some(*plan),
            other => {
                self.etat = other;
                None
            }
        }
    }

    pub fn applied(&mut self, plan: &ImportPlan, bilan: BilanImport) {
        let quand = date_longue(plan.millesime);
        let phrase = if bilan.releves == 0 {
            format!("Le carnet savait déjà tout de l’annuaire du {quand} : rien n’a été écrit.")
        } else {
            let ecoles = compte(bilan.releves, "école relevée", "écoles relevées");
            format!("Annuaire du {quand} importé : {ecoles}, en une seule opération.")
        };
        self.etat = Etat::Fait { phrase };
    }

    pub fn ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>, tache: Option<&TacheVue<'_>>) {
        ui.label(theme::titre("Importer"));
        ui.add_space(4.0);
        if let Some(tache) = tache {
            theme::carte(ui, |ui| {
                ui.set_width(ui.available_width());
                shell::tache_ui(ui, tache, ctx);
            });
            return;
        }
        match &mut self.etat {
            Etat::Vide | Etat::Refuse(_) => {
                Coller::shortcut(ui, ctx);
                self.choose_ui(ui, ctx);
            }
            Etat::Reconnu => self.scope_ui(ui, ctx),
            Etat::Prepare(_) => self.preview_ui(ui, ctx),
            Etat::Tableur(vue) => vue.ui(ui, ctx),
            Etat::Fait { .. } => {
                Coller::shortcut(ui, ctx);
                self.done_ui(ui, ctx);
            }
        }
    }

    fn choose_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            if let Etat::Refuse(raison) = &self.etat {
                ui.colored_label(Tokens::of(ui).erreur, format!("✗ {raison}"));
                ui.add_space(8.0);
            }
            ui.label(theme::sous_titre(
                "Choisissez l’annuaire de l’éducation ou un tableur, ou déposez-le ici",
            ));
            ui.label(
                "L’annuaire se télécharge sur le portail data.education.gouv.fr, jeu « fr-en-annuaire-education », \
                 au format CSV. Tous ses millésimes sont reconnus.",
            );
            ui.label(
                "Un tableur (CSV, Excel ou LibreOffice) dit quelle école a quel ENT : une colonne pour l’UAI ou \
                 le nom, une pour l’ENT ; les autres si elles y sont.",
            );
            ui.add_space(8.0);
            if theme::bouton_principal(ui, "Choisir un fichier…").clicked() {
                ctx.commands.send(Command::Demander(Demande::Importer));
            }
            ui.add_space(4.0);
            if let Some(path) =
                champ_chemin(ui, &mut self.chemin, "Chemin du fichier à importer", "Lire")
            {
                ctx.commands.send(Command::AnalyserFichiers(vec![path]));
            }
            ui.add_space(8.0);
            self.coller.ui(ui, ctx);
            ui.add_space(8.0);
            ui.label(theme::petit(
                ui,
                "Rien n’est écrit avant que vous ayez vu ce qui change. Ce que vous avez saisi reste toujours.",
            ));
        });
    }

    fn scope_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Some(apercu) = &self.apercu else { return };
        let mut go = false;
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            recognised_ui(ui, apercu);
            ui.add_space(8.0);
            ui.label(theme::sous_titre("Quelles circonscriptions suivez-vous ?"));
            ui.horizontal(|ui| {
                let champ = ui.add(
                    egui::TextEdit::singleline(&mut self.filtre)
                        .desired_width(260.0)
                        .hint_text("Filtrer les circonscriptions"),
                );
                nommer(&champ, "Filtrer les circonscriptions");
                let n = self.choisies.len();
                let texte = if n == 0 {
                    "Importer toutes les écoles du fichier".to_owned()
                } else {
                    format!("Voir ce qui changerait ({n})")
                };
                go = theme::bouton_principal(ui, &texte).clicked();
                if ui.button("Autre fichier").clicked() {
                    ctx.commands.send(Command::AbandonnerImport);
                }
            });
            ui.add_space(6.0);
            let recherche = Recherche::new(&self.filtre);
            egui::ScrollArea::vertical()
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    for c in &apercu.circonscriptions {
                        if !recherche
                            .accepte(&sans_accents(&format!("{} {}", c.nom, c.departement)))
                        {
                            continue;
                        }
                        let mut coche = self.choisies.contains(&c.nom);
                        let texte = format!(
                            "{} ({}) · {}",
                            c.nom,
                            c.departement,
                            compte(c.ecoles, "école", "écoles")
                        );
                        if ui.checkbox(&mut coche, texte).changed() {
                            if coche {
                                self.choisies.insert(c.nom.clone());
                            } else {
                                self.choisies.remove(&c.nom);
                            }
                        }
                    }
                });
        });
        if go {
            ctx.commands.send(Command::ChoisirCirconscriptions(
                self.choisies.iter().cloned().collect(),
            ));
        }
    }

    fn preview_ui(&mut self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Etat::Prepare(plan) = &self.etat else {
            return;
        };
        let mut change_scope = false;
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            if let Some(apercu) = &self.apercu {
                recognised_ui(ui, apercu);
            }
            ui.add_space(6.0);
            ui.horizontal_wrapped(|ui| {
                if theme::bouton_principal(ui, "Importer ces écoles").clicked() {
                    ctx.commands.send(Command::AppliquerImport);
                }
                if ui.button("Changer de circonscriptions").clicked() {
                    change_scope = true;
                }
                if ui.button("Abandonner").clicked() {
                    ctx.commands.send(Command::AbandonnerImport);
                }
                ui.label(theme::petit(
                    ui,
                    format!(
                        "Données du {} · {} · {}",
                        date_longue(plan.millesime),
                        compte(plan.circonscriptions, "circonscription", "circonscriptions"),
                        compte(plan.colleges, "collège", "collèges"),
                    ),
                ));
            });
        });
        ui.add_space(10.0);
        let onglets = [
            (Onglet::Nouvelles, "Nouvelles", plan.nouvelles),
            (Onglet::Modifiees, "Modifiées", plan.modifiees),
            (Onglet::Inchangees, "Inchangées", plan.inchangees),
            (Onglet::Absentes, "Absentes du fichier", plan.absentes.len()),
            (Onglet::Refusees, "Refusées", plan.refusees_total),
        ];
        let mut choisi = self.onglet;
        let rect = ui.available_rect_before_wrap();
        theme::carte_pleine(ui, rect, |ui| {
            ui.horizontal_wrapped(|ui| {
                for (onglet, nom, n) in onglets {
                    let texte = format!("{nom} ({})", entier(n));
                    if ui.selectable_label(choisi == onglet, texte).clicked() {
                        choisi = onglet;
                    }
                }
            });
            ui.separator();
            rows_ui(ui, &rows(plan, choisi), choisi);
        });
        self.onglet = choisi;
        if change_scope {
            self.etat = Etat::Reconnu;
        }
    }

    fn done_ui(&self, ui: &mut Ui, ctx: &PageCtx<'_>) {
        let Etat::Fait { phrase } = &self.etat else {
            return;
        };
        theme::carte(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.label(RichText::new(format!("✓ {phrase}")).color(Tokens::of(ui).succes));
            ui.add_space(8.0);
            ui.horizontal_wrapped(|ui| {
                if theme::bouton_principal(ui, "Voir les écoles").clicked() {
                    ctx.commands.send(Command::Aller(Page::Ecoles));
                }
                if ui.button("Annuler cet import").clicked() {
                    ctx.commands.send(Command::Annuler);
                    ctx.commands.send(Command::AbandonnerImport);
                }
                if ui.button("Importer un autre fichier").clicked() {
                    ctx.commands.send(Command::AbandonnerImport);
                }
            });
        });
    }
}
