//! Circonscriptions as the annuaire names them, and as people do.
//!
//! A row names its circonscription by a long sentence written in several ways, sometimes with the
//! code of its office; the office itself is a row of nature 809. All spellings of one name in one
//! département are one circonscription.

use std::collections::{BTreeMap, HashMap};

use crate::domain::texte::sans_accents;
use crate::domain::{Id, Uai, normalise_departement};

/// « Épinal », from « Circonscription d'inspection du 1er degré d'Épinal » and its variants.
pub(super) fn short_name(long: &str) -> String {
    let mots: Vec<&str> = long.split_whitespace().collect();
    let simples: Vec<String> = mots.iter().map(|mot| sans_accents(mot)).collect();
    let est = |i: usize, attendus: &[&str]| {
        simples
            .get(i)
            .is_some_and(|mot| attendus.contains(&mot.as_str()))
    };
    let mut i = 0;
    if est(0, &["circonscription", "circonscriptions", "ien"]) {
        i = 1;
        if est(i, &["d'inspection", "inspection"]) {
            i += 1;
        }
        if est(i, &["du"]) && est(i + 1, &["1er", "premier", "1°"]) && est(i + 2, &["degre"]) {
            i += 3;
        } else if est(i, &["1er", "premier"]) && est(i + 1, &["degre"]) {
            i += 2;
        }
    }
    if i == 0 || i >= mots.len() {
        return mots.join(" ");
    }
    let mut reste = mots[i..].join(" ");
    if est(i, &["de", "du", "des"]) && i + 1 < mots.len() {
        // « de la Plaine », but « de La Celle »: the capital belongs to the name.
        let article = usize::from(mots[i + 1] == "la" && i + 2 < mots.len());
        reste = mots[i + 1 + article..].join(" ");
    } else if simples[i].starts_with("d'") {
        reste = reste.chars().skip(2).collect();
    }
    let mut lettres = reste.chars();
    lettres.next().map_or_else(String::new, |premiere| {
        premiere.to_uppercase().chain(lettres).collect()
    })
}

/// What two spellings of one name share.
pub(super) fn cle(nom: &str) -> String {
    let mut cle = String::with_capacity(nom.len());
    for mot in sans_accents(nom)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|mot| !mot.is_empty())
    {
        if !cle.is_empty() {
            cle.push(' ');
        }
        cle.push_str(if mot == "st" {
            "saint"
        } else if mot == "ste" {
            "sainte"
        } else {
            mot
        });
    }
    cle
}

/// A circonscription of a file, its identity settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Circonscription {
    pub(super) id: Id,
    pub(super) code: Option<Uai>,
    pub(super) nom: String,
    pub(super) cle: String,
    pub(super) departement: &'static str,
    pub(super) ecoles: usize,
}

/// One way in which the rows name a circonscription.
#[derive(Clone, Debug)]
struct Mention {
    nom: String,
    cle: String,
    departement: &'static str,
    code: Option<Uai>,
    ecoles: usize,
}

/// The mentions met while reading, each under a small number.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    connues: HashMap<Vec<u8>, u32>,
    toutes: Vec<Mention>,
    tampon: Vec<u8>,
}

impl Mentions {
    /// The number of this mention; `None` when the name is empty and the code unreadable.
    pub(super) fn intern(
        &mut self,
        departement: &'static str,
        nom: &str,
        code: &str,
    ) -> Option<u32> {
        if nom.is_empty() && code.is_empty() {
            return None;
        }
        self.tampon.clear();
        for partie in [departement, "\0", nom, "\0", code] {
            self.tampon.extend_from_slice(partie.as_bytes());
        }
        if let Some(&numero) = self.connues.get(&self.tampon) {
            return Some(numero);
        }
        let code = Uai::parse(code).ok();
        let nom = short_name(nom);
        if nom.is_empty() && code.is_none() {
            return None;
        }
        let numero = self.toutes.len() as u32;
        self.toutes.push(Mention {
            cle: cle(&nom),
            nom,
            departement: code
                .and_then(|code| normalise_departement(code.departement()))
                .unwrap_or(departement),
            code,
            ecoles: 0,
        });
        self.connues.insert(self.tampon.clone(), numero);
        Some(numero)
    }

    pub(super) fn count(&mut self, numero: u32) {
        if let Some(mention) = self.toutes.get_mut(numero as usize) {
            mention.ecoles += 1;
        }
    }

    /// Settles identities: the code when any row of the file tells it, else département and name.
    /// Gives the circonscriptions in order of département and name, and for each mention the place
    /// of its own.
    pub(super) fn resolve(&self) -> (Vec<Circonscription>, Vec<u32>) {
        let mut codes: HashMap<(&str, &str), Uai> = HashMap::new();
        for mention in &self.toutes {
            if let Some(code) = mention.code {
                codes
                    .entry((mention.departement, &mention.cle))
                    .or_insert(code);
            }
        }
        let mut par_id: BTreeMap<Id, Circonscription> = BTreeMap::new();
        let mut ids = Vec::with_capacity(self.toutes.len());
        for mention in &self.toutes {
            let code = mention.code.or_else(|| {
                codes
                    .get(&(mention.departement, mention.cle.as_str()))
                    .copied()
            });
            let id = code.map_or_else(
                || {
                    let nom = format!("{}/{}", mention.departement, mention.cle);
                    Id::derived("circonscription", &nom)
                },
                |code| Id::derived("circonscription", code.as_str()),
            );
            ids.push(id);
            let vue = par_id.entry(id).or_insert_with(|| Circonscription {
                id,
                code,
                nom: String::new(),
                cle: String::new(),
                departement: mention.departement,
                ecoles: 0,
            });
            vue.ecoles += mention.ecoles;
            if vue.nom.is_empty() {
                vue.nom.clone_from(&mention.nom);
                vue.cle.clone_from(&mention.cle);
            }
        }
        let mut liste: Vec<Circonscription> = par_id.into_values().collect();
        for sans_nom in liste.iter_mut().filter(|c| c.nom.is_empty()) {
            sans_nom.nom = sans_nom
                .code
                .map_or_else(String::new, |code| code.to_string());
            sans_nom.cle = cle(&sans_nom.nom);
        }
        liste.sort_by(|a, b| (a.departement, &a.cle, a.id).cmp(&(b.departement, &b.cle, b.id)));
        let places: HashMap<Id, u32> = liste
            .iter()
            .enumerate()
            .map(|(place, c)| (c.id, place as u32))
            .collect();
        let index = ids.iter().map(|id| places[id]).collect();
        (liste, index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_the_name_gives_the_short_one() {
        for (long, court) in [
            (
                "Circonscription d'inspection du 1er degré de Vitré",
                "Vitré",
            ),
            ("Circonscription d'inspection  du 1er degre d'Orly", "Orly"),
            (
                "Circonscription d’inspection du 1er degré d’Épinal",
                "Épinal",
            ),
            (
                "Circonscription d'inspection du 1er degré du Pays Malouin",
                "Pays Malouin",
            ),
            (
                "Circonscription d'inspection du 1er degré des Mureaux",
                "Mureaux",
            ),
            (
                "Circonscription d'inspection du 1er degré de la Plaine",
                "Plaine",
            ),
            (
                "Circonscription d'inspection du 1er degré de La Celle",
                "La Celle",
            ),
            (
                "CIRCONSCRIPTION D'INSPECTION DU 1ER DEGRE D'EPINAL",
                "EPINAL",
            ),
            (
                "Circonscription d'inspection du 1er degré de Rennes - ASH",
                "Rennes - ASH",
            ),
            ("IEN de Toul", "Toul"),
            ("Circonscription de Toul", "Toul"),
            ("Toul", "Toul"),
            ("Dunkerque", "Dunkerque"),
            ("", ""),
        ] {
            assert_eq!(short_name(long), court, "{long}");
        }
        assert_eq!(cle("Saint-Malo  Ville"), cle("St Malo ville"));
        assert_eq!(cle("Liffré"), cle("Liffre"));
    }

    #[test]
    fn a_name_takes_the_code_that_any_row_of_its_departement_tells() {
        let mut mentions = Mentions::default();
        let long = "Circonscription d'inspection du 1er degré de Valmont";
        let par_nom = mentions.intern("088", long, "").unwrap();
        mentions.count(par_nom);
        let ailleurs = mentions.intern("054", long, "").unwrap();
        let code = Uai::from_numero(880_100).unwrap();
        let bureau = mentions
            .intern(
                "088",
                "Circonscription d'inspection  du 1er degre de Valmont",
                code.as_str(),
            )
            .unwrap();
        assert_eq!(mentions.intern("088", long, ""), Some(par_nom));
        let (liste, index) = mentions.resolve();
        assert_eq!(liste.len(), 2);
        assert_eq!(index[par_nom as usize], index[bureau as usize]);
        assert_ne!(index[par_nom as usize], index[ailleurs as usize]);
        let valmont = &liste[index[par_nom as usize] as usize];
        assert_eq!(valmont.id, Id::derived("circonscription", code.as_str()));
        assert_eq!((valmont.nom.as_str(), valmont.ecoles), ("Valmont", 1));
        let autre = &liste[index[ailleurs as usize] as usize];
        assert_eq!(autre.id, Id::derived("circonscription", "054/valmont"));
    }
}
