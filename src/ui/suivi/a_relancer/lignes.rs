//! The rows of what was promised: a title for each urgency, then its actions. Nothing drawn.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::relance::{Urgence, relances};
use crate::domain::texte::{Recherche, sans_accents};
use crate::domain::{Action, Faits, Id};

/// One open action as a line of text.
#[derive(Clone)]
pub(super) struct Ligne {
    pub(super) action: Action,
    pub(super) urgence: Urgence,
    pub(super) ecole: String,
    pub(super) commune: String,
    pub(super) qui: String,
    cle: String,
}

/// What is shown at one place of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rang {
    Titre(Urgence, usize),
    /// Its place among the lines.
    Ligne(usize),
}

/// Every action open on `au`, the most pressing first; none decided at a visit after `horizon`.
pub(super) fn lignes(faits: &Faits, au: NaiveDate, horizon: Option<NaiveDate>) -> Vec<Ligne> {
    let decidee = |action: &Action| match (horizon, action.visite) {
        (Some(horizon), Some(visite)) => {
            let visites = faits.terrain.visites(action.ecole);
            let visite = visites.iter().find(|v| v.id == visite);
            visite.is_none_or(|v| v.le <= horizon)
        }
        _ => true,
    };
    let ecoles: BTreeMap<Id, (String, String, &str)> = faits
        .ecoles
        .iter()
        .map(|ecole| {
            let (s, _) = ecole.au(au);
            let commune = s.commune_nom.as_deref().unwrap_or_default().to_owned();
            (ecole.id, (s.nom.to_string(), commune, ecole.uai.as_str()))
        })
        .collect();
    relances(&faits.terrain, au)
        .into_iter()
        .filter(|(_, action)| decidee(action))
        .map(|(urgence, action)| {
            let (ecole, commune, uai) = ecoles.get(&action.ecole).cloned().unwrap_or_default();
            let qui = action.qui_dit(&faits.termes).to_owned();
            let texte = format!(
                "{} {ecole} {commune} {uai} {qui} {}",
                action.libelle, action.commentaire
            );
            Ligne {
                action: action.clone(),
                urgence,
                ecole,
                commune,
                qui,
                cle: sans_accents(&texte),
            }
        })
        .collect()
}

/// What the list is reduced to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filtres {
    pub(super) recherche: String,
    pub(super) qui: Option<String>,
}

/// Those who have something to do, in order.
pub(super) fn qui(lignes: &[Ligne]) -> BTreeSet<&str> {
    let tous = lignes.iter().map(|l| l.qui.as_str());
    tous.filter(|qui| !qui.is_empty()).collect()
}

/// The titles and the lines that pass the filters.
pub(super) fn rangs(lignes: &[Ligne], filtres: &Filtres) -> Vec<Rang> {
    let recherche = Recherche::new(&filtres.recherche);
    let passe = |ligne: &Ligne| {
        recherche.accepte(&ligne.cle) && filtres.qui.as_ref().is_none_or(|qui| *qui == ligne.qui)
    };
    let mut rangs = Vec::new();
    for urgence in Urgence::ALL {
        let de_cette_urgence: Vec<Rang> = lignes
            .iter()
            .enumerate()
            .filter(|(_, ligne)| ligne.urgence == urgence && passe(ligne))
            .map(|(place, _)| Rang::Ligne(place))
            .collect();
        if !de_cette_urgence.is_empty() {
            rangs.push(Rang::Titre(urgence, de_cette_urgence.len()));
            rangs.extend(de_cette_urgence);
        }
    }
    rangs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Terrain;

    #[test]
    fn titles_count_what_passes_and_empty_ones_are_not_there() {
        let jour = |j| NaiveDate::from_ymd_opt(2026, 3, j).unwrap();
        let action = |n: u8, qui: &str, echeance| Action {
            id: Id::derived("action", &n.to_string()),
            ecole: Id::MIN,
            visite: None,
            libelle: format!("Élément {n}"),
            role: None,
            qui: qui.to_owned(),
            echeance,
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        };
        let actions = vec![
            action(1, "mairie", Some(jour(1))),
            action(2, "direction", Some(jour(2))),
            action(3, "mairie", None),
        ];
        let faits = Faits {
            terrain: Terrain {
                actions: [(Id::MIN, actions)].into_iter().collect(),
                ..Terrain::default()
            },
            ..Faits::default()
        };
        let lignes = lignes(&faits, jour(10), None);
        let mut filtres = Filtres::default();
        assert_eq!(
            rangs(&lignes, &filtres),
            [
                Rang::Titre(Urgence::EnRetard, 2),
                Rang::Ligne(0),
                Rang::Ligne(1),
                Rang::Titre(Urgence::SansDate, 1),
                Rang::Ligne(2),
            ]
        );
        filtres.qui = Some("mairie".to_owned());
        filtres.recherche = "element 3".to_owned();
        assert_eq!(
            rangs(&lignes, &filtres),
            [Rang::Titre(Urgence::SansDate, 1), Rang::Ligne(2)]
        );
        assert_eq!(
            qui(&lignes).into_iter().collect::<Vec<_>>(),
            ["direction", "mairie"]
        );
    }
}
