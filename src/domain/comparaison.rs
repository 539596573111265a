//! What changed between two days: which schools gained an ENT, lost it, or changed it, by name.
//!
//! The figures balance: schools with an ENT on the second day = those of the first + `entrees` −
//! `sorties`. So a school that opens already equipped enters, and one that closes, or leaves the
//! population, leaves; the reason stands beside its name.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::texte::sans_accents;
use super::{Compte, Ecole, Faits, Id, Population, Regle, Situation};

/// Why a school stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Raison {
    /// It was counted on both days.
    Ent,
    /// It was not counted on the first day (not open, or of another statut) and is on the second.
    Ouverte,
    /// The reverse.
    Fermee,
}

/// One school that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changement {
    pub ecole: Id,
    /// Its name on the second day.
    pub nom: String,
    pub commune: String,
    pub raison: Raison,
    /// The ENT it had on the first day, in the order of their list.
    pub avant: Vec<String>,
    pub apres: Vec<String>,
}

/// The two days and what differs between them; each list in French order of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparaison {
    pub de: NaiveDate,
    pub a: NaiveDate,
    pub regle: Regle,
    pub population: Population,
    pub avant: Compte,
    pub apres: Compte,
    /// Without ENT on the first day, or not counted, and with one on the second.
    pub entrees: Vec<Changement>,
    /// With an ENT on the first day; without on the second, or no longer counted.
    pub sorties: Vec<Changement>,
    /// With an ENT on both days, not the same.
    pub changements: Vec<Changement>,
    /// Counted on the second day only, without ENT.
    pub ouvertures: Vec<Changement>,
    /// Counted on the first day only, without ENT.
    pub fermetures: Vec<Changement>,
}

/// A school on one day, when it is counted.
struct Etat<'a> {
    situation: &'a Situation,
    solutions: Vec<&'a super::Solution>,
}

/// Compares the schools of `population` on the two days.
pub fn comparer(
    faits: &Faits,
    de: NaiveDate,
    a: NaiveDate,
    regle: Regle,
    population: Population,
) -> Comparaison {
    let mut comparaison = Comparaison {
        de,
        a,
        regle,
        population,
        avant: Compte::default(),
        apres: Compte::default(),
        entrees: Vec::new(),
        sorties: Vec::new(),
        changements: Vec::new(),
        ouvertures: Vec::new(),
        fermetures: Vec::new(),
    };
    for ecole in &faits.ecoles {
        let (avant, apres) = (
            etat(faits, ecole, de, regle, population),
            etat(faits, ecole, a, regle, population),
        );
        for (etat, compte) in [
            (&avant, &mut comparaison.avant),
            (&apres, &mut comparaison.apres),
        ] {
            if let Some(etat) = etat {
                compte.ajoute(etat.situation, !etat.solutions.is_empty());
            }
        }
        let raison = match (&avant, &apres) {
            (None, None) => continue,
            (Some(_), Some(_)) => Raison::Ent,
            (None, Some(_)) => Raison::Ouverte,
            (Some(_), None) => Raison::Fermee,
        };
        let noms = |etat: &Option<Etat<'_>>| -> Vec<String> {
            etat.iter()
                .flat_map(|e| e.solutions.iter().map(|s| s.nom.clone()))
                .collect()
        };
        let (noms_avant, noms_apres) = (noms(&avant), noms(&apres));
        let liste = match (noms_avant.is_empty(), noms_apres.is_empty(), raison) {
            (true, true, Raison::Ent) => continue,
            (true, true, Raison::Ouverte) => &mut comparaison.ouvertures,
            (true, true, Raison::Fermee) => &mut comparaison.fermetures,
            (true, false, _) => &mut comparaison.entrees,
            (false, true, _) => &mut comparaison.sorties,
            (false, false, _) if noms_avant == noms_apres => continue,
            (false, false, _) => &mut comparaison.changements,
        };
        let Some(situation) = apres.as_ref().or(avant.as_ref()).map(|e| e.situation) else {
            continue;
        };
        liste.push(Changement {
            ecole: ecole.id,
            nom: situation.nom.to_string(),
            commune: situation
                .commune_nom
                .as_deref()
                .unwrap_or_default()
                .to_owned(),
            raison,
            avant: noms_avant,
            apres: noms_apres,
        });
    }
    for liste in [
        &mut comparaison.entrees,
        &mut comparaison.sorties,
        &mut comparaison.changements,
        &mut comparaison.ouvertures,
        &mut comparaison.fermetures,
    ] {
        liste.sort_by(by_name);
    }
    comparaison
}

/// This school on `jour`; `None` when it is not counted.
fn etat<'a>(
    faits: &'a Faits,
    ecole: &'a Ecole,
    jour: NaiveDate,
    regle: Regle,
    population: Population,
) -> Option<Etat<'a>> {
    Some(Etat {
        situation: ecole.comptee_au(jour, population)?,
        solutions: faits.solutions_au(ecole.id, jour, regle),
    })
}

fn by_name(a: &Changement, b: &Changement) -> Ordering {
    let cle = |c: &Changement| (sans_accents(&c.nom), sans_accents(&c.commune), c.ecole);
    cle(a).cmp(&cle(b))
}
