//! What an audience file says beside what the carnet holds: one line per school for the preview.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::super::import::{Connu, LigneVue, Sort};
use super::lecteur::{Lecteur, Rangee};
use crate::domain::Uai;
use crate::domain::date::date_courte;
use crate::domain::nombre::{compte, entier};
use crate::error::Result;
use crate::store::{JeuLot, Lot, SemainesConnues, Store, empreinte_semaine};

/// What becomes of one week of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sorte {
    Nouvelle,
    Modifiee,
    Inchangee,
    /// A newer file says otherwise, and stays.
    Depassee,
}

/// The weeks of one school, each once whatever the datasets that speak of it.
#[derive(Default)]
struct Suite(BTreeMap<NaiveDate, Sorte>);

/// One line per school: its weeks, and how many of them the carnet does not have or has otherwise.
pub(super) fn lignes(
    lu: &Lecteur<'_>,
    connu: &Connu<'_>,
    suivies: &HashMap<Uai, usize>,
    lots: &[Lot],
    millesime: NaiveDate,
) -> Result<Vec<LigneVue>> {
    let bornes = |jeu| known(connu.store, lots, jeu);
    let connues = [
        (JeuLot::Audience, bornes(JeuLot::Audience)?),
        (JeuLot::AudienceServices, bornes(JeuLot::AudienceServices)?),
    ];
    let mut suites: BTreeMap<Uai, Suite> = BTreeMap::new();
    for (jeu, connues) in &connues {
        for lot in lots.iter().filter(|l| l.jeu == *jeu) {
            for semaine in lot.lignes.chunk_by(|a, b| a.cle[..2] == b.cle[..2]) {
                let (Ok(uai), Ok(lundi)) = (
                    Uai::parse(&semaine[0].cle[0]),
                    semaine[0].cle[1].parse::<NaiveDate>(),
                ) else {
                    continue;
                };
                let Some(place) = suivies.get(&uai) else {
                    continue;
                };
                let suite = suites.entry(uai).or_default();
                let sorte = match connues.get(&(connu.ecole(*place).id, lundi)) {
                    None => Sorte::Nouvelle,
                    Some((_, dit)) if *dit == empreinte_semaine(semaine) => Sorte::Inchangee,
                    Some((plus_recent, _)) if *plus_recent > millesime => Sorte::Depassee,
                    Some(_) => Sorte::Modifiee,
                };
                suite.add(lundi, sorte);
            }
        }
    }
    let premieres = first_lines(&lu.rangees);
    Ok(suites
        .into_iter()
        .filter_map(|(uai, suite)| {
            let ecole = connu.ecole(*suivies.get(&uai)?);
            Some(LigneVue {
                sort: suite.sort(),
                ligne: premieres.get(&uai).copied().unwrap_or_default(),
                uai,
                nom: ecole.au(millesime).0.nom.to_string(),
                detail: suite.detail(),
            })
        })
        .collect())
}

/// What the carnet shows of the weeks of these lots.
fn known(store: &Store, lots: &[Lot], jeu: JeuLot) -> Result<SemainesConnues> {
    let semaines: BTreeSet<&str> = lots
        .iter()
        .filter(|l| l.jeu == jeu)
        .flat_map(|l| &l.lignes)
        .map(|l| &*l.cle[1])
        .collect();
    let jour = |texte: Option<&&str>| texte?.parse::<NaiveDate>().ok();
    match (jour(semaines.first()), jour(semaines.last())) {
        (Some(de), Some(a)) => store.semaines_connues(jeu, de, a),
        _ => Ok(SemainesConnues::new()),
    }
}

fn first_lines(rangees: &BTreeMap<(Uai, NaiveDate), Rangee>) -> BTreeMap<Uai, u64> {
    let mut premieres = BTreeMap::new();
    for ((uai, _), rangee) in rangees {
        premieres
            .entry(*uai)
            .and_modify(|l: &mut u64| *l = (*l).min(rangee.ligne))
            .or_insert(rangee.ligne);
    }
    premieres
}

impl Suite {
    fn add(&mut self, lundi: NaiveDate, sorte: Sorte) {
        self.0
            .entry(lundi)
            .and_modify(|dite| {
                if *dite != sorte {
                    let reste = [*dite, sorte].contains(&Sorte::Depassee)
                        && [*dite, sorte].contains(&Sorte::Inchangee);
                    *dite = if reste {
                        Sorte::Depassee
                    } else {
                        Sorte::Modifiee
                    };
                }
            })
            .or_insert(sorte);
    }

    fn compte(&self, sorte: Sorte) -> usize {
        self.0.values().filter(|s| **s == sorte).count()
    }

    fn sort(&self) -> Sort {
        if self.compte(Sorte::Nouvelle) == self.0.len() {
            Sort::Nouvelle
        } else if self.compte(Sorte::Nouvelle) + self.compte(Sorte::Modifiee) > 0 {
            Sort::Modifiee
        } else {
            Sort::Inchangee
        }
    }

    /// « 43 semaines, du 02/09/2024 au 30/06/2025 : 1 nouvelle, 2 modifiées ».
    fn detail(&self) -> String {
        let jour = |j: Option<(&NaiveDate, &Sorte)>| {
            j.map(|(lundi, _)| date_courte(*lundi)).unwrap_or_default()
        };
        let mut texte = format!(
            "{}, du {} au {}",
            compte(self.0.len(), "semaine", "semaines"),
            jour(self.0.first_key_value()),
            jour(self.0.last_key_value())
        );
        let mut dits = Vec::new();
        if self.sort() == Sort::Modifiee {
            for (n, un, plusieurs) in [
                (self.compte(Sorte::Nouvelle), "nouvelle", "nouvelles"),
                (self.compte(Sorte::Modifiee), "modifiée", "modifiées"),
            ] {
                if n > 0 {
                    dits.push(compte(n, un, plusieurs));
                }
            }
        }
        let depassees = self.compte(Sorte::Depassee);
        if depassees > 0 {
            dits.push(format!(
                "{} d’un fichier plus récent, gardées",
                entier(depassees)
            ));
        }
        if !dits.is_empty() {
            texte.push_str("\u{202f}: ");
            texte.push_str(&dits.join(", "));
        }
        texte
    }
}
