//! The words of a spreadsheet for an ENT or a payer, brought to those of the carnet.
//!
//! What is the same word but for case, accents, the publisher's name or « ENT » is taken as meant
//! and shown; what only resembles is proposed; the rest is asked. A decision is remembered.

use std::collections::BTreeMap;

use super::alias::ALIAS;
use super::proximite::strictly_near;
use crate::domain::texte::sans_accents;
use crate::domain::{Domaine, Faits, Id};

/// The value under which « ignore it » is remembered.
pub(super) const IGNORER: &str = "ignorer";

/// What a word is to the carnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sens {
    /// The same, written another way.
    Sur(Id),
    /// Decided on another day.
    Retenu(Id),
    /// Decided on another day: not taken.
    Ignore,
    /// It may be one of these, the likeliest first.
    Proche(Vec<Id>),
    Inconnu,
}

/// Words that change nothing.
const VIDES: [&str; 17] = [
    "ent",
    "l",
    "le",
    "la",
    "les",
    "de",
    "du",
    "des",
    "d",
    "un",
    "une",
    "solution",
    "plateforme",
    "ecole",
    "ecoles",
    "financement",
    "par",
];

/// As a word is remembered: lower case, no accents, single blanks.
pub fn cle(texte: &str) -> String {
    let simple = sans_accents(texte);
    simple.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and figures only; « @ » is an a (Ari@ne57).
fn compact(texte: &str) -> String {
    sans_accents(texte)
        .chars()
        .filter_map(|c| match c {
            '@' => Some('a'),
            c => c.is_alphanumeric().then_some(c),
        })
        .collect()
}

fn tokens(texte: &str) -> Vec<String> {
    sans_accents(texte)
        .replace('@', "a")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|mot| !mot.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Without what stands between parentheses.
fn sans_parenthese(texte: &str) -> String {
    let mut dehors = String::with_capacity(texte.len());
    let mut profondeur = 0_u32;
    for c in texte.chars() {
        match c {
            '(' | '[' => profondeur += 1,
            ')' | ']' => profondeur = profondeur.saturating_sub(1),
            c if profondeur == 0 => dehors.push(c),
            _ => {}
        }
    }
    dehors
}

struct Entree {
    id: Id,
    /// Compact forms that are this word.
    formes: Vec<String>,
    /// Words of its publisher.
    editeur: Vec<String>,
}

/// The words of one kind.
pub(in crate::exchange) struct Vocabulaire<'a> {
    domaine: Domaine,
    entrees: Vec<Entree>,
    retenus: &'a BTreeMap<(Domaine, String), String>,
}

impl<'a> Vocabulaire<'a> {
    pub(in crate::exchange) fn solutions(faits: &'a Faits) -> Self {
        let solutions = faits.solutions.values();
        Self {
            domaine: Domaine::Solution,
            entrees: solutions
                .map(|s| Entree::new(s.id, &s.nom, s.code.as_deref(), &s.editeur))
                .collect(),
            retenus: &faits.correspondances,
        }
    }

    pub(in crate::exchange) fn dispositifs(faits: &'a Faits) -> Self {
        let dispositifs = faits.dispositifs.values();
        Self {
            domaine: Domaine::Dispositif,
            entrees: dispositifs
                .map(|d| Entree::new(d.id, &d.nom, d.code.as_deref(), ""))
                .collect(),
            retenus: &faits.correspondances,
        }
    }

    /// What `texte` means.
    pub(in crate::exchange) fn sens(&self, texte: &str) -> Sens {
        if let Some(retenu) = self.retenus.get(&(self.domaine, cle(texte))) {
            if retenu == IGNORER {
                return Sens::Ignore;
            }
            let connu = Id::parse(retenu).filter(|id| self.entrees.iter().any(|e| e.id == *id));
            if let Some(id) = connu {
                return Sens::Retenu(id);
            }
        }
        let formes = [texte.to_owned(), sans_parenthese(texte)];
        let mut surs: Vec<Id> = Vec::new();
        for entree in &self.entrees {
            if formes.iter().any(|forme| entree.is(forme)) && !surs.contains(&entree.id) {
                surs.push(entree.id);
            }
        }
        match surs[..] {
            [seul] => Sens::Sur(seul),
            [] => self.close(texte),
            _ => Sens::Proche(surs),
        }
    }

    fn close(&self, texte: &str) -> Sens {
        let mot = sans_vides(&sans_parenthese(texte), &[]);
        if mot.chars().count() < 3 {
            return Sens::Inconnu;
        }
        let mut proches: Vec<(usize, Id)> = self
            .entrees
            .iter()
            .filter_map(|entree| Some((entree.distance(&mot)?, entree.id)))
            .collect();
        proches.sort_unstable();
        if proches.is_empty() {
            Sens::Inconnu
        } else {
            Sens::Proche(proches.into_iter().map(|(_, id)| id).take(5).collect())
        }
    }
}

impl Entree {
    fn new(id: Id, nom: &str, code: Option<&str>, editeur: &str) -> Self {
        let mut formes = vec![compact(nom), sans_vides(nom, &[])];
        formes.push(compact(&sans_parenthese(nom)));
        // « Socle numérique (SNEE) » is also SNEE.
        if let Some((_, entre)) = nom.split_once('(') {
            formes.push(compact(entre));
        }
        if let Some(code) = code {
            formes.push(compact(code));
            let alias = ALIAS.iter().find(|(c, _)| *c == code);
            formes.extend(
                alias
                    .into_iter()
                    .flat_map(|(_, mots)| mots.split('|').map(str::to_owned)),
            );
        }
        formes.retain(|forme| !forme.is_empty());
        formes.sort_unstable();
        formes.dedup();
        Self {
            id,
            formes,
            editeur: tokens(editeur),
        }
    }

    /// The same word but for what changes nothing.
    fn is(&self, texte: &str) -> bool {
        let forme = |mot: String| !mot.is_empty() && self.formes.contains(&mot);
        forme(compact(texte))
            || forme(sans_vides(texte, &[]))
            || (!self.editeur.is_empty() && forme(sans_vides(texte, &self.editeur)))
    }

    /// How far a compact word is from this one, when it is near at all.
    fn distance(&self, mot: &str) -> Option<usize> {
        self.formes
            .iter()
            .filter_map(|forme| {
                let (long, court) = (mot.chars().count(), forme.chars().count());
                let permis = usize::from(court.min(long) >= 4) + usize::from(court.min(long) >= 8);
                let ecart = strictly_near(mot, forme, permis);
                let contient =
                    court >= 4 && mot.contains(forme.as_str()) || long >= 4 && forme.contains(mot);
                ecart.or_else(|| contient.then_some(3 + long.abs_diff(court)))
            })
            .min()
    }
}

/// The compact form without the words that change nothing, nor those of `autres`.
fn sans_vides(texte: &str, autres: &[String]) -> String {
    tokens(texte)
        .into_iter()
        .filter(|mot| !VIDES.contains(&mot.as_str()) && !autres.contains(mot))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Dispositif, Solution};

    fn faits() -> Faits {
        let mut faits = Faits::default();
        for (code, nom, editeur) in [
            ("ONE", "ONE", "Edifice"),
            ("BENEYLU", "Beneylu School", "Beneylu"),
            (
                "ARIANE57",
                "Ari@ne57",
                "Conseil départemental de la Moselle",
            ),
            ("EPRIMO", "e-primo", ""),
            ("KLASSLY", "Klassly", ""),
            ("BLOG", "Blog d’école", ""),
        ] {
            let id = Id::derived("solution", code);
            faits.solutions.insert(
                id,
                Solution {
                    id,
                    code: Some(code.to_owned()),
                    nom: nom.to_owned(),
                    editeur: editeur.to_owned(),
                    compte_ent: true,
                    ordre: 1,
                    note: String::new(),
                },
            );
        }
        for (code, nom) in [
            ("ENIR2017", "ENIR 2017"),
            ("ENIR2018", "ENIR 2018"),
            ("LEN2020", "Label Écoles numériques 2020"),
            ("SNEE", "Socle numérique (SNEE)"),
            ("FUSE", "FUS@E"),
            ("DANE3ANS", "Abonnement DANE trois ans"),
            ("COMMUNE", "Commune ou intercommunalité"),
        ] {
            let id = Id::derived("dispositif", code);
            faits.dispositifs.insert(
                id,
                Dispositif {
                    id,
                    code: Some(code.to_owned()),
                    nom: nom.to_owned(),
                    description: String::new(),
                    reference: String::new(),
                    ordre: 1,
                },
            );
        }
        faits
    }

    #[test]
    fn one_word_written_in_many_ways_is_one_solution() {
        let faits = faits();
        let mots = Vocabulaire::solutions(&faits);
        for (texte, code) in [
            ("One", "ONE"),
            ("ENT ONE", "ONE"),
            ("one (Edifice)", "ONE"),
            ("ONE - Edifice", "ONE"),
            ("Edifice", "ONE"),
            ("beneylu", "BENEYLU"),
            ("Beneylu-School", "BENEYLU"),
            ("Beneylu School (gratuit)", "BENEYLU"),
            ("Ariane57", "ARIANE57"),
            ("ARI@NE57", "ARIANE57"),
            ("ari@ne 57", "ARIANE57"),
            ("E Primo", "EPRIMO"),
            ("blog de l'école", "BLOG"),
        ] {
            assert_eq!(
                mots.sens(texte),
                Sens::Sur(Id::derived("solution", code)),
                "{texte}"
            );
        }
        for (texte, code) in [
            ("Benelyu", "BENEYLU"),
            ("Klasly", "KLASSLY"),
            ("Beneylu School 2019", "BENEYLU"),
        ] {
            let Sens::Proche(proches) = mots.sens(texte) else {
                panic!("{texte}: {:?}", mots.sens(texte));
            };
            assert_eq!(proches[0], Id::derived("solution", code), "{texte}");
        }
        for texte in ["oui", "ENT", "Pronote", "42"] {
            assert_eq!(mots.sens(texte), Sens::Inconnu, "{texte}");
        }
    }

    #[test]
    fn payers_are_known_by_their_usual_names() {
        let faits = faits();
        let mots = Vocabulaire::dispositifs(&faits);
        for (texte, code) in [
            ("ENIR 2018", "ENIR2018"),
            ("enir2018", "ENIR2018"),
            ("Label 2020", "LEN2020"),
            ("SNEE", "SNEE"),
            ("socle numérique", "SNEE"),
            ("FUSE", "FUSE"),
            ("fus@e", "FUSE"),
            ("Abonnement DANE 3 ans", "DANE3ANS"),
            ("Mairie", "COMMUNE"),
        ] {
            assert_eq!(
                mots.sens(texte),
                Sens::Sur(Id::derived("dispositif", code)),
                "{texte}"
            );
        }
        let Sens::Proche(proches) = mots.sens("ENIR") else {
            panic!("{:?}", mots.sens("ENIR"));
        };
        assert_eq!(proches.len(), 2, "2017 or 2018 is asked");
    }

    #[test]
    fn what_was_decided_is_remembered() {
        let mut faits = faits();
        let one = Id::derived("solution", "ONE");
        let mut retenir = |texte: &str, valeur: &str| {
            faits
                .correspondances
                .insert((Domaine::Solution, cle(texte)), valeur.to_owned());
        };
        retenir("L’ENT  du Grand Est", &one.to_string());
        retenir("Pronote", IGNORER);
        retenir("disparue", &Id::derived("solution", "disparue").to_string());
        let mots = Vocabulaire::solutions(&faits);
        assert_eq!(mots.sens("l'ent du grand est"), Sens::Retenu(one));
        assert_eq!(mots.sens("PRONOTE"), Sens::Ignore);
        assert_eq!(
            mots.sens("disparue"),
            Sens::Inconnu,
            "its solution was deleted"
        );
    }
}
