//! The lines of a table against each other, then against the carnet.

use std::collections::{BTreeMap, BTreeSet};

use super::choix::Choix;
use super::comparer::{Comparee, Demande, Payeur};
use super::demande::Enonce;
use super::doublons::{complete, contradiction, overlap, periode};
use super::plan::{LignePlan, Question, Sort};
use crate::domain::{Deploiement, Ecole, Faits, Id};

/// Periods one school may have with one solution.
const PERIODES_MAX: usize = 50;

/// A line whose school and solution are known, waiting to be compared.
pub(super) struct Brouillon<'a> {
    /// In the lines of the plan.
    pub(super) place: usize,
    pub(super) ecole: &'a Ecole,
    pub(super) solution: Id,
    pub(super) enonce: Enonce,
    pub(super) payeurs: Vec<Payeur>,
    /// Taken by another line, or contradicted.
    pub(super) pris: bool,
}

/// What is compared.
pub(super) struct Confrontation<'a, 'l> {
    pub(super) faits: &'a Faits,
    pub(super) choix: &'a Choix,
    pub(super) brouillons: Vec<Brouillon<'a>>,
    pub(super) lignes: &'l mut [LignePlan],
}

impl Confrontation<'_, '_> {
    pub(super) fn run(mut self) {
        self.confront();
        self.compare();
    }

    /// Lines of the same school, solution and time: united, or both contested.
    fn confront(&mut self) {
        let mut par_objet: BTreeMap<(Id, Id), Vec<usize>> = BTreeMap::new();
        for (rang, b) in self.brouillons.iter().enumerate() {
            par_objet
                .entry((b.ecole.id, b.solution))
                .or_default()
                .push(rang);
        }
        for rangs in par_objet.into_values().filter(|rangs| rangs.len() > 1) {
            // Lines united to another one are that one.
            let mut tetes: Vec<usize> = Vec::new();
            for second in rangs {
                for &premier in &tetes {
                    self.confront_two(premier, second);
                }
                if self.is_united(second) {
                    continue;
                }
                if tetes.len() < PERIODES_MAX {
                    tetes.push(second);
                } else if !self.brouillons[second].pris {
                    self.brouillons[second].pris = true;
                    self.lignes[self.brouillons[second].place].sort = Sort::Refusee(format!(
                        "Plus de {PERIODES_MAX} lignes parlent de la même école et de la même solution."
                    ));
                }
            }
        }
    }

    fn is_united(&self, rang: usize) -> bool {
        self.lignes[self.brouillons[rang].place].sort == Sort::Inchangee
    }

    fn confront_two(&mut self, premier: usize, second: usize) {
        if self.is_united(second) {
            return;
        }
        let lignes = &mut *self.lignes;
        let (gauche, droite) = self.brouillons.split_at_mut(second);
        let (a, b) = (&mut gauche[premier], &mut droite[0]);
        let quand = |e: &Enonce| periode(e.debut.or(self.choix.debut), e.fin.flatten());
        if !overlap(quand(&a.enonce), quand(&b.enonce)) {
            return;
        }
        let numeros = [lignes[a.place].ligne, lignes[b.place].ligne];
        if let Some(raison) = contradiction(&a.enonce, &b.enonce) {
            for (place, autre) in [(a.place, numeros[1]), (b.place, numeros[0])] {
                let phrase = format!(
                    "Elle contredit la ligne {autre} (même école, même solution)\u{202f}: {raison}. Écartez l’une \
                     des deux, ou corrigez le fichier."
                );
                lignes[place].sort = Sort::ADecider(vec![Question::Contradiction(phrase)]);
            }
            (a.pris, b.pris) = (true, true);
            return;
        }
        if a.pris || b.pris {
            return;
        }
        complete(&mut a.enonce, &b.enonce);
        for payeur in &b.payeurs {
            if !a.payeurs.contains(payeur) {
                a.payeurs.push(payeur.clone());
            }
        }
        b.pris = true;
        lignes[b.place].sort = Sort::Inchangee;
        lignes[b.place].notes.push(format!(
            "Réunie à la ligne {}, qui dit la même chose",
            numeros[0]
        ));
    }

    /// Each line against the carnet: first those that begin on the same day as what it holds.
    fn compare(&mut self) {
        let mut pris: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        let mut faites: BTreeSet<usize> = BTreeSet::new();
        for meme_debut in [true, false] {
            for (rang, b) in self.brouillons.iter().enumerate() {
                if b.pris || faites.contains(&rang) {
                    continue;
                }
                let ligne = &mut self.lignes[b.place];
                let demande = Demande {
                    ecole: b.ecole.id,
                    solution: b.solution,
                    enonce: &b.enonce,
                    debut_donne: self.choix.debut,
                    payeurs: &b.payeurs,
                    leurs: self.choix.leurs.contains(&(ligne.ligne, b.solution)),
                };
                let deja = pris.entry(b.ecole.id).or_default();
                let existants: &[Deploiement] = self.faits.deploiements(b.ecole.id);
                if let Some(connu) = demande.same(existants, deja, meme_debut) {
                    deja.push(connu.id);
                    settle(ligne, demande.compare(connu, self.faits));
                } else if meme_debut {
                    continue;
                } else if let Some(debut) = demande.debut() {
                    settle(ligne, demande.create(debut, self.faits));
                } else {
                    ligne.sort = Sort::ADecider(vec![Question::Debut]);
                }
                faites.insert(rang);
            }
        }
    }
}

/// What becomes of a line once compared.
fn settle(ligne: &mut LignePlan, comparee: Comparee) {
    ligne.sort = if comparee.nouvelle {
        Sort::Nouvelle
    } else if comparee.differences.iter().any(|d| d.desaccord) {
        Sort::Desaccord
    } else if comparee.differences.is_empty() {
        Sort::Inchangee
    } else {
        Sort::Modifiee
    };
    ligne.differences = comparee.differences;
    ligne.ecriture = comparee.ecriture;
}
