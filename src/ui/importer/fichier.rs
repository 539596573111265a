//! One file on the page: what it is, what was decided about it, and where it is on its way into
//! the carnet.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::lignes_ui::Onglet;
use super::millesime_ui::Millesime;
use super::tableur_ui::TableurUi;
use crate::domain::date::date_courte;
use crate::domain::nombre::compte;
use crate::exchange::annuaire::{Apercu, Choix};
use crate::exchange::dnma::ChoixColonnes;
use crate::exchange::import::{Decisions, Plan, Reconnu, rang};

/// Where a file is on its way.
pub(super) enum Etat {
    /// Being read, or about to be.
    Lecture,
    /// An annuaire whose circonscriptions, or date, must be given.
    APreciser,
    /// About to be compared.
    AComparer,
    /// Its plan, and the state of the carnet it was compared with; `None` when other files were
    /// imagined to be in.
    Pret(Arc<Plan>, Option<u64>),
    /// Cannot be read, or not taken by the carnet as it is.
    Refuse(String),
    /// A colleague's spreadsheet, with its own questions and preview.
    Tableur(Box<TableurUi>),
    /// Written: what it did, and the state of the carnet just after; `None` when nothing was.
    Importe(String, Option<u64>),
}

/// The place of a file among several.
pub(super) type Rang = (u8, Option<NaiveDate>);

/// A file chosen or dropped.
pub(super) struct Fichier {
    pub(super) chemin: PathBuf,
    pub(super) etat: Etat,
    /// `None` until it was read, and when it cannot be.
    pub(super) reconnu: Option<Reconnu>,
    /// Circonscriptions kept of an annuaire; all when empty.
    pub(super) choisies: BTreeSet<String>,
    /// The date of an annuaire without its date.
    pub(super) millesime: Millesime,
    /// The date given to another file.
    pub(super) date: Option<NaiveDate>,
    /// Which column is which, of an audience measure.
    pub(super) colonnes: ChoixColonnes,
    pub(super) decisions: Decisions,
    pub(super) onglet: Onglet,
    /// Date and number of lines, as last compared.
    lu: Option<(NaiveDate, Option<usize>)>,
    /// Rows, of a spreadsheet.
    rangees: Option<usize>,
}

impl Fichier {
    pub(super) fn new(chemin: PathBuf) -> Self {
        Self {
            chemin,
            etat: Etat::Lecture,
            reconnu: None,
            choisies: BTreeSet::new(),
            millesime: Millesime::default(),
            date: None,
            colonnes: ChoixColonnes::default(),
            decisions: Decisions::default(),
            onglet: Onglet::default(),
            lu: None,
            rangees: None,
        }
    }

    /// It was read, and is a spreadsheet.
    pub(super) fn spreadsheet(&mut self, vue: TableurUi) {
        self.rangees = Some(vue.lignes());
        self.etat = Etat::Tableur(Box::new(vue));
    }

    /// It was read. The circonscriptions already followed are kept by default, and nothing is
    /// asked when there is nothing to ask.
    pub(super) fn recognised(&mut self, reconnu: Reconnu, suivies: &[String]) {
        self.etat = Etat::AComparer;
        if let Reconnu::Annuaire(apercu) = &reconnu {
            let connues: BTreeSet<&str> = apercu
                .circonscriptions
                .iter()
                .map(|c| c.nom.as_str())
                .collect();
            self.choisies = suivies
                .iter()
                .filter(|nom| connues.contains(nom.as_str()))
                .cloned()
                .collect();
            self.millesime = Millesime::of(apercu);
            let settled = !self.choisies.is_empty() || apercu.circonscriptions.len() < 2;
            if self.millesime.is_asked() || !settled {
                self.etat = Etat::APreciser;
            }
        }
        self.reconnu = Some(reconnu);
    }

    /// It was compared, or cannot be; see [`Etat::Pret`] for `revision`.
    pub(super) fn compared(&mut self, plan: Result<Arc<Plan>, String>, revision: Option<u64>) {
        self.etat = match plan {
            Ok(plan) => {
                self.onglet = Onglet::first(&plan.resume());
                self.lu = Some((plan.millesime(), plan.commun().map(|c| c.lues)));
                Etat::Pret(plan, revision)
            }
            Err(raison) => Etat::Refuse(raison),
        };
    }

    /// What it was compared with has changed.
    pub(super) fn forget_plan(&mut self) {
        let compared = matches!(self.etat, Etat::Pret(..) | Etat::Refuse(_));
        if compared && self.reconnu.is_some() {
            self.etat = Etat::AComparer;
        }
    }

    pub(super) const fn apercu(&self) -> Option<&Apercu> {
        match &self.reconnu {
            Some(Reconnu::Annuaire(apercu)) => Some(apercu),
            _ => None,
        }
    }

    pub(super) const fn plan(&self) -> Option<&Arc<Plan>> {
        match &self.etat {
            Etat::Pret(plan, _) => Some(plan),
            _ => None,
        }
    }

    /// Waits for nothing but to be compared, or was.
    pub(super) const fn is_comparable(&self) -> bool {
        self.reconnu.is_some()
            && matches!(
                self.etat,
                Etat::AComparer | Etat::Pret(..) | Etat::Refuse(_)
            )
    }

    pub(super) fn choix(&self) -> Choix {
        let annuaire = self.apercu().is_some();
        Choix {
            departement: None,
            circonscriptions: self.choisies.iter().cloned().collect(),
            millesime: if annuaire {
                self.millesime.choisi()
            } else {
                self.date
            },
            colonnes: self.colonnes.clone(),
        }
    }

    /// Its place among several: what brings schools first, the oldest annuaire first.
    pub(super) fn rang(&self) -> Rang {
        let jeu = self.reconnu.as_ref().and_then(Reconnu::jeu);
        let date = self
            .apercu()
            .and_then(|a| a.millesime.or_else(|| self.millesime.choisi()));
        (rang(jeu), date)
    }

    pub(super) fn nom(&self) -> Cow<'_, str> {
        let chemin: &Path = &self.chemin;
        chemin
            .file_name()
            .unwrap_or(chemin.as_os_str())
            .to_string_lossy()
    }

    /// « Effectifs des écoles ».
    pub(super) fn quoi(&self) -> &'static str {
        match &self.reconnu {
            None if self.rangees.is_some() => "Tableur",
            None => "—",
            Some(reconnu) => reconnu.jeu().map_or("Tableur", |jeu| jeu.titre()),
        }
    }

    /// « 08/06/2023 », empty when it is not known yet.
    pub(super) fn date_texte(&self) -> String {
        let lue = self.apercu().and_then(|a| a.millesime);
        self.lu
            .map(|(date, _)| date)
            .or(lue)
            .map(date_courte)
            .unwrap_or_default()
    }

    /// « 2 704 lignes », « 685 écoles ».
    pub(super) fn taille(&self) -> String {
        if let Some(apercu) = self.apercu() {
            return compte(apercu.ecoles, "école", "écoles");
        }
        self.rangees
            .or_else(|| self.lu?.1)
            .map(|n| compte(n, "ligne", "lignes"))
            .unwrap_or_default()
    }

    /// One word.
    pub(super) const fn etat_texte(&self) -> &'static str {
        match &self.etat {
            Etat::Lecture => "en lecture",
            Etat::APreciser => "à préciser",
            Etat::AComparer => "à comparer",
            Etat::Pret(..) => "prêt",
            Etat::Tableur(_) => "à relire",
            Etat::Refuse(_) => "refusé",
            Etat::Importe(..) => "importé",
        }
    }
}
