//! *Importer*: choose or drop files, see what each is, say what only a person knows (one's
//! circonscription, a date, a secteur), see what would change, apply, and undo if it was not that.
//!
//! `fichier` is one file and where it is on its way; the rest draws: `choisir_ui` (no file yet),
//! `liste_ui` (the files), then the one that is chosen: `annuaire_ui` or `officiel_ui`, their
//! lines (`lignes_ui`) and their questions (`millesime_ui`, `colonnes_ui`, `secteurs_ui`, `fusions_ui`), or the
//! spreadsheet (`tableur_ui`).

mod annuaire_ui;
mod choisir_ui;
mod colonnes_ui;
mod fichier;
mod fusions_ui;
mod lignes_ui;
mod liste_ui;
mod millesime_ui;
mod officiel_ui;
mod secteurs_ui;
pub mod tableur_ui;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{RichText, Ui};

use self::fichier::{Etat, Fichier, Rang};
use self::tableur_ui::TableurUi;
use self::tableur_ui::coller::Coller;
use super::theme::{self, Tokens};
use super::{PageCtx, TacheVue, shell};
use crate::command::{Command, Page};
use crate::exchange::Jeu;
use crate::exchange::annuaire::Choix;
use crate::exchange::import::{self, Decisions, Plan, Reconnu};

/// What the page remembers.
#[derive(Default)]
pub struct ImporterPage {
    chemin: String,
    coller: Coller,
    filtre: String,
    /// In the order in which they are imported.
    fichiers: Vec<Fichier>,
    /// The one that is shown.
    choisi: usize,
    /// The state of the carnet for which a comparison was last asked.
    revision: u64,
}

/// A file that is compared with the carnet, in its turn.
pub struct ACompare {
    pub chemin: PathBuf,
    pub jeu: Option<Jeu>,
    pub choix: Choix,
    /// Its plan, when it has one already.
    pub plan: Option<Arc<Plan>>,
}

/// A plan to be written, in its turn.
pub struct AEcrire {
    pub chemin: PathBuf,
    pub choix: Choix,
    pub plan: Arc<Plan>,
    pub decisions: Decisions,
    /// The state of the carnet it was compared with; `None` when it was imagined.
    pub revision: Option<u64>,
}

impl ImporterPage {
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Files to be read, in place of those of the same path.
    pub fn add(&mut self, chemins: Vec<PathBuf>) {
        let premier = chemins.first().cloned();
        for chemin in chemins {
            self.fichiers.retain(|f| f.chemin != chemin);
            self.fichiers.push(Fichier::new(chemin));
        }
        if let Some(premier) = premier {
            self.show(&premier);
        }
    }

    pub fn to_read(&self) -> Vec<PathBuf> {
        let a_lire = self
            .fichiers
            .iter()
            .filter(|f| matches!(f.etat, Etat::Lecture));
        a_lire.map(|f| f.chemin.clone()).collect()
    }

    /// A file was read, or cannot be.
    pub fn recognised(
        &mut self,
        chemin: &Path,
        reconnu: Result<Reconnu, String>,
        suivies: &[String],
    ) {
        let montre = self.shown().map(|f| f.chemin.clone());
        if let Some(fichier) = self.file(chemin) {
            match reconnu {
                Ok(reconnu) => fichier.recognised(reconnu, suivies),
                Err(raison) => fichier.etat = Etat::Refuse(raison),
            }
        }
        self.fichiers.sort_by_key(Fichier::rang);
        if let Some(rang) = self.file(chemin).map(|f| f.rang()) {
            self.forget_after(rang);
        }
        if let Some(montre) = montre {
            self.show(&montre);
        }
    }

    /// The file, or what was pasted, is a spreadsheet; or cannot be read.
    pub fn spreadsheet(&mut self, chemin: &Path, vue: Result<TableurUi, String>) {
        if let Some(fichier) = self.file(chemin) {
            match vue {
                Ok(vue) => fichier.spreadsheet(vue),
                Err(raison) => fichier.etat = Etat::Refuse(raison),
            }
        }
    }

    /// The spreadsheet shown.
    pub fn tableur(&mut self) -> Option<&mut TableurUi> {
        match &mut self.fichiers.get_mut(self.choisi)?.etat {
            Etat::Tableur(vue) => Some(vue),
            _ => None,
        }
    }

    /// The file shown was written: what it did, and the carnet just after, if anything was.
    pub fn done(&mut self, phrase: String, apres: Option<u64>) {
        if let Some(fichier) = self.fichiers.get_mut(self.choisi) {
            fichier.etat = Etat::Importe(phrase, apres);
        }
    }

    /// The file shown cannot be taken.
    pub fn refuse(&mut self, raison: String) {
        if let Some(fichier) = self.fichiers.get_mut(self.choisi) {
            fichier.etat = Etat::Refuse(raison);
        }
    }

    /// Every file that has nothing more to be asked, in order.
    pub fn to_compare(&self) -> Vec<ACompare> {
        let files = self.fichiers.iter().filter(|f| f.is_comparable());
        files
            .map(|f| ACompare {
                chemin: f.chemin.clone(),
                jeu: f.reconnu.as_ref().and_then(Reconnu::jeu),
                choix: f.choix(),
                plan: f.plan().cloned(),
            })
            .collect()
    }

    /// `revision`: the state of the carnet it was compared with; `seul`: no other file was imagined
    /// to be in.
    pub fn compared(
        &mut self,
        chemin: &Path,
        plan: Result<Arc<Plan>, String>,
        revision: u64,
        seul: bool,
    ) {
        self.revision = revision;
        if let Some(fichier) = self.file(chemin) {
            fichier.compared(plan, seul.then_some(revision));
        }
    }

    /// The plans that are ready: all of them in order, or that of the file shown.
    pub fn to_write(&self, tous: bool) -> Vec<AEcrire> {
        let files = self.fichiers.iter().enumerate();
        files
            .filter(|(place, _)| tous || *place == self.choisi)
            .filter_map(|(_, f)| match &f.etat {
                Etat::Pret(plan, revision) if plan.is_complete() => Some(AEcrire {
                    chemin: f.chemin.clone(),
                    choix: f.choix(),
                    plan: Arc::clone(plan),
                    decisions: f.decisions.clone(),
                    revision: *revision,
                }),
                _ => None,
            })
            .collect()
    }

    /// A plan was written: what it did, in a sentence; the carnet just after, if anything was.
    pub fn written(&mut self, chemin: &Path, phrase: String, apres: Option<u64>) {
        if let Some(fichier) = self.file(chemin) {
            fichier.etat = Etat::Importe(phrase, apres);
        }
    }

    fn file(&mut self, chemin: &Path) -> Option<&mut Fichier> {
        self.fichiers.iter_mut().find(|f| f.chemin == chemin)
    }

    fn shown(&self) -> Option<&Fichier> {
        self.fichiers.get(self.choisi)
    }

    fn show(&mut self, chemin: &Path) {
        self.choisi = self
            .fichiers
            .iter()
            .position(|f| f.chemin == chemin)
            .unwrap_or_default();
    }

    /// A file of this rank came, changed or went: those after it may have counted on what it
    /// brings.
    fn forget_after(&mut self, rang: Rang) {
        if rang.0 > import::rang(Some(Jeu::Geolocalisation)) {
            return;
        }
        for fichier in self.fichiers.iter_mut().filter(|f| f.rang() > rang) {
            fichier.forget_plan();
        }
    }

    /// What all plans were compared with has changed.
    fn invalidate(&mut self) {
        for fichier in &mut self.fichiers {
            fichier.forget_plan();
        }
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
        if self.revision != ctx.revision && ctx.store.is_some() {
            // Something was written or undone since: what would change is no longer the same.
            self.revision = ctx.revision;
            self.invalidate();
            if self.fichiers.iter().any(Fichier::is_comparable) {
                ctx.commands.send(Command::ComparerImport);
            }
        }
        Coller::shortcut(ui, ctx);
        if self.fichiers.is_empty() {
            choisir_ui::show(ui, ctx, &mut self.chemin, &mut self.coller);
            return;
        }
        let (mut retire, mut precise) = (false, false);
        if let Some(chemin) = liste_ui::show(ui, ctx, &self.fichiers, self.choisi, &mut self.chemin)
        {
            self.show(&chemin);
        }
        ui.add_space(10.0);
        let seul = self.fichiers.len() == 1;
        if let Some(fichier) = self.fichiers.get_mut(self.choisi) {
            match &mut fichier.etat {
                Etat::Tableur(vue) => retire = vue.ui(ui, ctx),
                Etat::APreciser => {
                    let suite = annuaire_ui::scope_ui(ui, ctx, fichier, &mut self.filtre);
                    retire = suite.retire;
                    precise = suite.precise;
                }
                Etat::Pret(plan, _) if matches!(**plan, Plan::Annuaire(_)) => {
                    retire = annuaire_ui::preview_ui(ui, ctx, fichier, seul);
                }
                Etat::Pret(..) => {
                    let suite = officiel_ui::show(ui, ctx, fichier, seul);
                    retire = suite.retire;
                    precise = suite.precise;
                }
                Etat::Importe(phrase, apres) => {
                    // « Annuler » undoes the last operation, whatever it is.
                    retire = done_ui(ui, ctx, phrase, *apres == Some(ctx.revision));
                }
                Etat::Refuse(raison) => retire = refused_ui(ui, ctx, &fichier.chemin, raison),
                Etat::Lecture | Etat::AComparer => {
                    ui.label(theme::petit(ui, "Comparaison avec le carnet…"));
                }
            }
        }
        if precise {
            self.compare_shown_again(ctx);
        }
        if retire {
            self.remove_shown(ctx);
        }
    }

    /// What is asked about the file shown was answered.
    fn compare_shown_again(&mut self, ctx: &PageCtx<'_>) {
        if let Some(fichier) = self.fichiers.get_mut(self.choisi) {
            fichier.etat = Etat::AComparer;
            let rang = fichier.rang();
            self.forget_after(rang);
            ctx.commands.send(Command::ComparerImport);
        }
    }

    /// Takes the file shown away; those after it may have counted on it.
    fn remove_shown(&mut self, ctx: &PageCtx<'_>) {
        if self.choisi >= self.fichiers.len() {
            return;
        }
        let retire = self.fichiers.remove(self.choisi);
        self.choisi = self.choisi.min(self.fichiers.len().saturating_sub(1));
        if !matches!(retire.etat, Etat::Importe(..)) {
            self.forget_after(retire.rang());
            ctx.commands.send(Command::ComparerImport);
        }
    }
}

/// What a question led to.
#[derive(Clone, Copy, Default)]
struct Suite {
    /// The file is not wanted any more.
    retire: bool,
    /// Something was answered: it must be compared again.
    precise: bool,
}

/// The button that writes the file shown: the one that goes forward when there is no other file.
fn import_button(ui: &mut Ui, texte: &str, seul: bool) -> bool {
    if seul {
        theme::bouton_principal(ui, texte).clicked()
    } else {
        ui.button(texte).clicked()
    }
}

/// A file was written; whether it is to leave the list.
fn done_ui(ui: &mut Ui, ctx: &PageCtx<'_>, phrase: &str, dernier: bool) -> bool {
    let mut retire = false;
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(format!("✓ {phrase}")).color(Tokens::of(ui).succes));
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            if theme::bouton_principal(ui, "Voir les écoles").clicked() {
                ctx.commands.send(Command::Aller(Page::Ecoles));
            }
            if dernier && ui.button("Annuler cet import").clicked() {
                ctx.commands.send(Command::Annuler);
                retire = true;
            }
            if ui.button("Importer d’autres fichiers").clicked() {
                ctx.commands.send(Command::AbandonnerImport);
            }
        });
    });
    retire
}

/// A file cannot be taken; whether it is to leave the list.
fn refused_ui(ui: &mut Ui, ctx: &PageCtx<'_>, chemin: &Path, raison: &str) -> bool {
    let mut retire = false;
    theme::carte(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.colored_label(Tokens::of(ui).erreur, format!("✗ {raison}"));
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            retire = ui.button("Retirer ce fichier").clicked();
            if ui.button("Réessayer").clicked() {
                let chemins = vec![chemin.to_owned()];
                ctx.commands.send(Command::AnalyserFichiers(chemins));
            }
        });
    });
    retire
}
