//! What the plans of all official files have in common.

use super::super::annuaire::EcoleAbsente;
use super::super::ecartes::Ecartes;
use super::DateDonnees;
use super::parcours::Lecture;
use crate::domain::Uai;

/// What becomes of one line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Nouvelle,
    Modifiee,
    Inchangee,
}

/// One line of a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigneVue {
    pub sort: Sort,
    /// In the file, from 1, its header included.
    pub ligne: u64,
    /// Of the school, or of the collège.
    pub uai: Uai,
    pub nom: String,
    /// What the file says; of a modified line, field by field: « CP : 12 → 14 ».
    pub detail: String,
}

/// What a file is and what it would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commun {
    /// File name, without its folder.
    pub fichier: String,
    /// In words: « Effectifs des écoles, UTF-8, séparateur « ; » ».
    pub reconnu: String,
    pub date: DateDonnees,
    /// Rows under the header.
    pub lues: usize,
    /// What concerns the carnet, in order of UAI.
    pub lignes: Vec<LigneVue>,
    /// Schools followed and open that the file should name and does not. Never closed.
    pub absentes: Vec<EcoleAbsente>,
    /// Rows about schools the carnet does not follow.
    pub non_suivies: usize,
    pub refusees: Ecartes,
    pub remarques: Ecartes,
}

impl Commun {
    /// Of a file that was read, still to be compared.
    pub(in crate::exchange) fn new<L>(lecture: &Lecture<L>, date: DateDonnees) -> Self {
        Self {
            fichier: lecture.nom.clone(),
            reconnu: lecture.reconnu.clone(),
            date,
            lues: lecture.lues,
            lignes: Vec::new(),
            absentes: Vec::new(),
            non_suivies: 0,
            refusees: lecture.refusees.clone(),
            remarques: Ecartes::default(),
        }
    }

    /// The lines of one fate.
    pub fn lignes_de(&self, sort: Sort) -> impl Iterator<Item = &LigneVue> {
        self.lignes.iter().filter(move |l| l.sort == sort)
    }

    pub fn compte(&self, sort: Sort) -> usize {
        self.lignes_de(sort).count()
    }
}

/// « Élèves : 112 → 118 »; nothing said is « (rien) ».
pub(in crate::exchange) fn changement(champ: &str, avant: &str, apres: &str) -> String {
    let dit = |valeur: &str| {
        if valeur.is_empty() {
            "(rien)".to_owned()
        } else {
            valeur.to_owned()
        }
    };
    format!("{champ}\u{202f}: {} → {}", dit(avant), dit(apres))
}

/// Added to a line whose field a typed value holds.
pub(in crate::exchange) fn reste(corrige: &str) -> String {
    format!(" (reste corrigé par vous\u{202f}: {corrige})")
}

/// The refusal of a second row that says otherwise than the first.
pub(in crate::exchange) fn twice(uai: Uai, premiere: u64, ligne: u64) -> String {
    format!(
        "L’UAI {uai} est déjà à la ligne {premiere}, avec d’autres valeurs\u{202f}: la ligne \
         {premiere} est gardée, celle-ci ({ligne}) est écartée."
    )
}
