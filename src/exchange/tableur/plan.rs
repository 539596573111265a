//! What the import of a spreadsheet would do, before it does it.

use std::collections::BTreeMap;

use super::choix::Decision;
use super::mots::Sens;
use crate::domain::{Deploiement, Domaine, Financement, Id};
use crate::exchange::annuaire::Refus;

/// An import, prepared: shown by a page, told by a command, written by [`super::appliquer`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// File name, without its folder.
    pub fichier: String,
    /// In order of line; a line may speak of several solutions.
    pub lignes: Vec<LignePlan>,
    /// The words for solutions and payers met in the table, most frequent first.
    pub mots: Vec<Mot>,
    /// Schools to be recognised, in order of line.
    pub ecoles: Vec<EcoleAChoisir>,
    /// Decisions to remember once the plan is applied: kind, text, value.
    pub(super) retenir: Vec<(Domaine, String, String)>,
    /// What is new in the lists, by the decision that makes it.
    pub(super) nouveaux: BTreeMap<Id, (Domaine, Decision)>,
}

/// What becomes of one line, for one solution.
#[derive(Clone, Debug, PartialEq)]
pub struct LignePlan {
    /// In the file, from 1.
    pub ligne: u64,
    /// As the carnet names it once recognised, else as written.
    pub uai: String,
    pub ecole: String,
    pub commune: String,
    /// As the carnet names it once recognised, else as written.
    pub solution: String,
    /// What tells the line from the others of its number.
    pub solution_id: Option<Id>,
    pub sort: Sort,
    /// Field by field, for a new, a changed or a contested one.
    pub differences: Vec<Difference>,
    /// What was repaired or understood, in sentences.
    pub notes: Vec<String>,
    pub(super) ecriture: Option<Box<Ecriture>>,
}

/// What is to be written for one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ecriture {
    pub(super) deploiement: Deploiement,
    pub(super) financements: Vec<Financement>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    Nouvelle,
    Modifiee,
    Inchangee,
    /// The carnet has another value for the same field; it is kept unless the person takes the
    /// spreadsheet's.
    Desaccord,
    /// Something must be decided first.
    ADecider(Vec<Question>),
    /// Nothing to import here, and why.
    Laissee(String),
    Refusee(String),
}

/// What is missing to take a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// This word, by its kind and as written.
    Mot(Domaine, String),
    /// This school, by its place among those to be recognised.
    Ecole(usize),
    /// When it began.
    Debut,
    /// It speaks of the same school, solution and time as another line, otherwise; the sentence.
    Contradiction(String),
}

/// One field, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub champ: &'static str,
    /// What the carnet says; empty = nothing.
    pub avant: String,
    /// What the file says.
    pub apres: String,
    /// Both say something, and not the same.
    pub desaccord: bool,
}

/// A word of the spreadsheet for a solution or a payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mot {
    pub domaine: Domaine,
    /// As first written.
    pub texte: String,
    /// As remembered.
    pub cle: String,
    /// Lines that use it.
    pub lignes: usize,
    /// What it is to the carnet, before any decision.
    pub sens: Sens,
    pub decision: Option<Decision>,
}

impl Mot {
    /// Nobody has said yet what it means, and it does not go without saying.
    pub const fn attend(&self) -> bool {
        self.decision.is_none() && matches!(self.sens, Sens::Proche(_) | Sens::Inconnu)
    }
}

/// A school as written, and those it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcoleAChoisir {
    /// As remembered.
    pub cle: String,
    /// As written: name and commune, or UAI.
    pub texte: String,
    /// Why the UAI did not tell; empty when there was none.
    pub raison: String,
    /// First line where it is met, and how many do.
    pub ligne: u64,
    pub lignes: usize,
    pub candidats: Vec<Candidat>,
    /// The first candidate stands out.
    pub sure: bool,
}

/// A school of the carnet that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidat {
    pub uai: String,
    pub nom: String,
    pub commune: String,
}

impl Candidat {
    /// « École Élise, Épinal (0880001Y) »
    pub fn libelle(&self) -> String {
        let lieu = if self.commune.is_empty() {
            String::new()
        } else {
            format!(", {}", self.commune)
        };
        format!("{}{lieu} ({})", self.nom, self.uai)
    }
}

impl Plan {
    pub fn compte(&self, sort: impl Fn(&Sort) -> bool) -> usize {
        self.lignes.iter().filter(|ligne| sort(&ligne.sort)).count()
    }

    pub fn nouvelles(&self) -> usize {
        self.compte(|s| *s == Sort::Nouvelle)
    }

    pub fn modifiees(&self) -> usize {
        self.compte(|s| *s == Sort::Modifiee)
    }

    pub fn inchangees(&self) -> usize {
        self.compte(|s| *s == Sort::Inchangee)
    }

    /// Leaves contested lines whole: a command does not take one part of a line.
    pub fn without_contested(&mut self) {
        for ligne in self.lignes.iter_mut().filter(|l| l.sort == Sort::Desaccord) {
            ligne.ecriture = None;
        }
    }

    /// Lines that will write something, contested ones included.
    pub fn a_ecrire(&self) -> usize {
        self.lignes.iter().filter(|l| l.ecriture.is_some()).count()
    }

    /// Lines the plan does not take without somebody's word, with the sentence that says why: what
    /// a command, which cannot ask, refuses.
    pub fn refus(&self) -> Vec<Refus> {
        let lignes = self.lignes.iter().filter_map(|ligne| {
            let raison = self.reason(ligne)?;
            Some(Refus {
                ligne: ligne.ligne,
                raison,
            })
        });
        let mut refus: Vec<Refus> = lignes.collect();
        refus.sort_by_key(|r| r.ligne);
        refus
    }

    /// Why a line is not taken, in one sentence.
    pub fn reason(&self, ligne: &LignePlan) -> Option<String> {
        match &ligne.sort {
            Sort::Nouvelle | Sort::Modifiee | Sort::Inchangee => None,
            Sort::Laissee(raison) | Sort::Refusee(raison) => Some(raison.clone()),
            Sort::Desaccord => {
                let champs = ligne.differences.iter().filter(|d| d.desaccord).map(|d| {
                    format!(
                        "{}\u{202f}: le carnet dit «\u{a0}{}\u{a0}», le tableur «\u{a0}{}\u{a0}»",
                        d.champ, d.avant, d.apres
                    )
                });
                let champs: Vec<String> = champs.collect();
                Some(format!(
                    "{}. Le carnet est gardé.",
                    champs.join("\u{202f}; ")
                ))
            }
            Sort::ADecider(questions) => {
                let raisons: Vec<String> = questions.iter().map(|q| self.question(q)).collect();
                Some(raisons.join(" "))
            }
        }
    }

    fn question(&self, question: &Question) -> String {
        match question {
            Question::Debut => {
                "La date de début manque\u{202f}: donnez-la dans la ligne, ou pour tout le fichier \
                 (--debut)."
                    .to_owned()
            }
            Question::Contradiction(raison) => raison.clone(),
            Question::Mot(domaine, texte) => unknown_word(*domaine, texte),
            Question::Ecole(place) => self.unknown_school(*place),
        }
    }

    fn unknown_school(&self, place: usize) -> String {
        let Some(ecole) = self.ecoles.get(place) else {
            return "L’école n’est pas reconnue.".to_owned();
        };
        let mut phrase = ecole.raison.clone();
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        let candidats: Vec<String> = ecole.candidats.iter().map(Candidat::libelle).collect();
        let question = match candidats.len() {
            0 => format!(
                "Aucune école du carnet ne ressemble à «\u{a0}{}\u{a0}».",
                ecole.texte
            ),
            1 => format!(
                "«\u{a0}{}\u{a0}» est-elle {}\u{202f}? Écrivez son UAI, ou confirmez-la dans la fenêtre.",
                ecole.texte, candidats[0]
            ),
            _ => format!(
                "«\u{a0}{}\u{a0}» peut être {}\u{202f}: écrivez l’UAI.",
                ecole.texte,
                candidats.join(" ou ")
            ),
        };
        phrase.push_str(&question);
        phrase
    }
}

fn unknown_word(domaine: Domaine, texte: &str) -> String {
    let quoi = if domaine == Domaine::Solution {
        "une solution du carnet"
    } else {
        "un financement du carnet"
    };
    format!(
        "«\u{a0}{texte}\u{a0}» n’est pas {quoi}\u{202f}: écrivez le nom qui y figure, ou dites dans la \
         fenêtre ce que c’est."
    )
}
