//! A table read line by line: schools and words looked up, dates and reaches understood.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Lu;
use super::choix::Choix;
use super::comparer::Payeur;
use super::confronter::Brouillon;
use super::dates;
use super::demande::{Colonnes, Enonce, LigneLue, SolutionEcrite};
use super::ecoles::{Ecoles, Trouvee};
use super::feuille::Feuille;
use super::lexique::{Lexique, Pris};
use super::plan::{EcoleAChoisir, LignePlan, Mot, Question, Sort};
use crate::domain::date::date_longue;
use crate::domain::{Domaine, Ecole, Faits};
use crate::error::Result;
use crate::exchange::Progress;

/// Schools a person can be asked to recognise.
const A_CHOISIR_MAX: usize = 2_000;
/// Rows between two steps of progress.
const PAS: usize = 1024;

/// A table being read line by line.
pub(super) struct Lecture<'a> {
    choix: &'a Choix,
    faits: &'a Faits,
    aujourdhui: NaiveDate,
    colonnes: Colonnes,
    ecoles: Ecoles<'a>,
    lexique: Lexique<'a>,
    /// In order of line, and each by its remembered form.
    a_choisir: Vec<EcoleAChoisir>,
    places: BTreeMap<String, usize>,
    brouillons: Vec<Brouillon<'a>>,
}

impl<'a> Lecture<'a> {
    pub(super) fn new(
        lu: &Lu,
        choix: &'a Choix,
        faits: &'a Faits,
        aujourdhui: NaiveDate,
        feuille: &Feuille,
    ) -> Self {
        let titres = (0..choix.colonnes.len())
            .map(|c| choix.titre(lu, c))
            .collect();
        let donnees = &feuille.rangees[choix.premiere().min(feuille.rangees.len())..];
        let colonnes = Colonnes::new(&choix.colonnes, titres, |colonne| {
            let cellules = donnees.iter().map(|r| (r.numero, r.cellule(colonne)));
            dates::Colonne::of(cellules, feuille.date_1904, aujourdhui)
        });
        Self {
            choix,
            faits,
            aujourdhui,
            colonnes,
            ecoles: Ecoles::new(faits),
            lexique: Lexique::new(faits, choix),
            a_choisir: Vec::new(),
            places: BTreeMap::new(),
            brouillons: Vec::new(),
        }
    }

    pub(super) fn read(
        &mut self,
        feuille: &Feuille,
        lignes: &mut Vec<LignePlan>,
        progress: &mut Progress<'_>,
    ) -> Result<()> {
        let titres = self.choix.entete.and_then(|rang| feuille.rangees.get(rang));
        let donnees = &feuille.rangees[self.choix.premiere().min(feuille.rangees.len())..];
        let mut cellules: Vec<&str> = Vec::new();
        for (rang, rangee) in donnees.iter().enumerate() {
            if rang.is_multiple_of(PAS) {
                let total = donnees.len() as u64;
                progress.step("Comparaison avec le carnet", rang as u64, total)?;
            }
            // Titles printed again on each page.
            if titres.is_some_and(|titres| titres.cellules().eq(rangee.cellules())) {
                continue;
            }
            cellules.clear();
            cellules.extend(rangee.cellules());
            let lue = self.colonnes.lire(&cellules);
            self.add(rangee.numero, lue, lignes);
        }
        Ok(())
    }

    /// One line, as many entries of the plan as it names solutions.
    fn add(&mut self, numero: u64, lue: LigneLue<'_>, lignes: &mut Vec<LignePlan>) {
        let mut base = unread(numero, "");
        base.ecole = lue.ecole.texte();
        base.notes = lue.notes;
        if lue.demandes.is_empty() || self.choix.ecartees.contains(&numero) {
            let raison = if !lue.demandes.is_empty() {
                "Écartée à votre demande."
            } else if lue.ecole.is_empty() {
                "Ni école ni solution."
            } else {
                "Aucun ENT indiqué."
            };
            base.sort = Sort::Laissee(raison.to_owned());
            lignes.push(base);
            return;
        }
        if lue.ecole.is_empty() {
            base.sort = Sort::Refusee("La ligne ne dit pas de quelle école elle parle.".to_owned());
            lignes.push(base);
            return;
        }
        let demandes: Vec<(String, Pris, Result<Enonce, String>)> = lue
            .demandes
            .into_iter()
            .map(|(solution, enonce)| {
                let (texte, pris) = self.solution(solution);
                (texte, pris, enonce)
            })
            .collect();
        if demandes.iter().all(|(_, pris, _)| *pris == Pris::Ignore) {
            let texte = demandes.first().map_or("", |(texte, _, _)| texte.as_str());
            base.sort = Sort::Laissee(format!("«\u{a0}{texte}\u{a0}» est ignoré."));
            lignes.push(base);
            return;
        }
        let debut = demandes
            .iter()
            .find_map(|(_, _, enonce)| enonce.as_ref().ok()?.debut);
        let jour = debut.or(self.choix.debut).unwrap_or(self.aujourdhui);
        let cle = super::mots::cle(&lue.ecole.texte());
        let decidee = self.choix.ecoles.get(&cle).map(String::as_str);
        let ecole = match self.ecoles.find(lue.ecole, decidee, jour, numero) {
            Trouvee::Ecole { ecole, note } => {
                base.notes.extend(note);
                let situation = ecole.au(jour).0;
                base.uai.clone_from(&ecole.uai);
                base.ecole = situation.nom.to_string();
                base.commune = situation
                    .commune_nom
                    .as_deref()
                    .unwrap_or_default()
                    .to_owned();
                Ok(ecole)
            }
            Trouvee::AChoisir(choisir) => {
                let Some(place) = self.ask(choisir) else {
                    let raison = "Trop d’écoles sont à reconnaître\u{202f}: donnez leurs UAI.";
                    base.sort = Sort::Refusee(raison.to_owned());
                    lignes.push(base);
                    return;
                };
                Err(Question::Ecole(place))
            }
            Trouvee::Refusee(raison) => {
                base.sort = Sort::Refusee(raison);
                lignes.push(base);
                return;
            }
        };
        for (texte, pris, enonce) in demandes {
            base.solution = texte;
            let ligne = self.one(base.clone(), &ecole, &pris, enonce, lignes.len());
            lignes.push(ligne);
        }
    }

    /// A solution as written, and what it is taken for.
    fn solution(&mut self, ecrite: SolutionEcrite) -> (String, Pris) {
        match ecrite {
            SolutionEcrite::Mot(texte) => {
                let pris = self.lexique.solution(&texte);
                (texte, pris)
            }
            SolutionEcrite::Cochee(id) => {
                let nom = self.faits.solutions.get(&id).map_or("", |s| s.nom.as_str());
                let pris = Pris::Vers {
                    id,
                    nom: nom.to_owned(),
                };
                (nom.to_owned(), pris)
            }
        }
    }

    /// One solution of one line.
    fn one(
        &mut self,
        mut ligne: LignePlan,
        ecole: &Result<&'a Ecole, Question>,
        solution: &Pris,
        enonce: Result<Enonce, String>,
        place: usize,
    ) -> LignePlan {
        let mut questions: Vec<Question> = Vec::new();
        match solution {
            Pris::Vers { id, nom } => {
                ligne.solution.clone_from(nom);
                ligne.solution_id = Some(*id);
            }
            Pris::Ignore => {
                ligne.sort = Sort::Laissee(format!("«\u{a0}{}\u{a0}» est ignoré.", ligne.solution));
                return ligne;
            }
            Pris::Attend(texte) => questions.push(Question::Mot(Domaine::Solution, texte.clone())),
        }
        let enonce = match enonce {
            Ok(enonce) => enonce,
            Err(raison) => {
                ligne.sort = Sort::Refusee(raison);
                return ligne;
            }
        };
        let mut payeurs: Vec<Payeur> = Vec::new();
        for (entier, sans_annee, annee) in &enonce.payeurs {
            match self.lexique.dispositif(entier, sans_annee) {
                Pris::Vers { id, nom } => payeurs.push((id, nom, *annee)),
                Pris::Ignore => ligne
                    .notes
                    .push(format!("Financement «\u{a0}{entier}\u{a0}» ignoré")),
                Pris::Attend(texte) => questions.push(Question::Mot(Domaine::Dispositif, texte)),
            }
        }
        let ecole = match ecole {
            Ok(ecole) => *ecole,
            Err(question) => {
                questions.push(question.clone());
                ligne.sort = Sort::ADecider(questions);
                return ligne;
            }
        };
        match closed(ecole, &enonce, self.choix.debut) {
            Ok(note) => ligne.notes.extend(note),
            Err(raison) => {
                ligne.sort = Sort::Refusee(raison);
                return ligne;
            }
        }
        if !questions.is_empty() {
            ligne.sort = Sort::ADecider(questions);
            return ligne;
        }
        if let Some(solution) = ligne.solution_id {
            self.brouillons.push(Brouillon {
                place,
                ecole,
                solution,
                enonce,
                payeurs,
                pris: false,
            });
        }
        ligne
    }

    /// Puts a school among those to be recognised; its place there. `None` when they are too many
    /// for anybody.
    fn ask(&mut self, choisir: EcoleAChoisir) -> Option<usize> {
        if let Some(&place) = self.places.get(&choisir.cle) {
            self.a_choisir[place].lignes += 1;
            return Some(place);
        }
        let place = self.a_choisir.len();
        if place == A_CHOISIR_MAX {
            return None;
        }
        self.places.insert(choisir.cle.clone(), place);
        self.a_choisir.push(choisir);
        Some(place)
    }

    /// The words met, the schools to be recognised, the lines to be compared.
    pub(super) fn finish(self) -> (Vec<Mot>, Vec<EcoleAChoisir>, Vec<Brouillon<'a>>) {
        (self.lexique.finish(), self.a_choisir, self.brouillons)
    }
}

/// A school cannot receive an ENT once closed; one that closed since is told.
fn closed(
    ecole: &Ecole,
    enonce: &Enonce,
    donne: Option<NaiveDate>,
) -> Result<Option<String>, String> {
    let derniere = ecole.situations.last().map(|p| &p.situation);
    let Some(fermeture) = derniere.and_then(|s| s.fermeture) else {
        return Ok(None);
    };
    let debut = enonce.debut.or(donne);
    if debut.is_some_and(|debut| fermeture <= debut) {
        return Err(format!(
            "L’école {} est fermée depuis le {}.",
            ecole.uai,
            date_longue(fermeture)
        ));
    }
    let court = enonce.fin.flatten().is_none_or(|fin| fermeture <= fin);
    Ok(court.then(|| {
        format!(
            "L’école a fermé le {}\u{202f}: pensez à la fin",
            date_longue(fermeture)
        )
    }))
}

/// A line of which nothing is known yet, or ever.
pub(super) fn unread(ligne: u64, raison: &str) -> LignePlan {
    LignePlan {
        ligne,
        uai: String::new(),
        ecole: String::new(),
        commune: String::new(),
        solution: String::new(),
        solution_id: None,
        sort: Sort::Refusee(raison.to_owned()),
        differences: Vec::new(),
        notes: Vec::new(),
        ecriture: None,
    }
}
