//! The rows of *Observatoire* and what reduces them: texts made once per data revision, nothing
//! drawn.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::adresse::visible;
use crate::domain::date::date_courte;
use crate::domain::texte::sans_accents;
use crate::domain::{Ecole, Faits, Id, Observation};
use crate::ui::visites::lignes::Quand;

/// Signs of a constat shown on one line.
const EXTRAIT: usize = 90;

/// One observation as a line of text.
pub(super) struct Ligne {
    pub(super) id: Id,
    pub(super) ecole: Id,
    pub(super) le: NaiveDate,
    pub(super) jour: String,
    pub(super) nom: String,
    pub(super) commune: String,
    pub(super) circonscription: Option<Id>,
    pub(super) par: String,
    /// Each service seen, and its palier.
    pub(super) services: Vec<(Id, Option<Id>)>,
    /// The highest palier.
    pub(super) palier: Option<Id>,
    pub(super) palier_dit: String,
    pub(super) constat: String,
}

/// Every observation, newest first.
pub(super) fn lignes(faits: &Faits, horizon: Option<NaiveDate>) -> Vec<Ligne> {
    let ecoles: BTreeMap<Id, &Ecole> = faits.ecoles.iter().map(|e| (e.id, e)).collect();
    let toutes = faits.terrain.observations.values().flatten();
    let mut lignes: Vec<Ligne> = toutes
        .filter(|o| horizon.is_none_or(|h| o.le <= h))
        .map(|o| ligne(faits, ecoles.get(&o.ecole).copied(), o))
        .collect();
    lignes.sort_by_key(|l| std::cmp::Reverse((l.le, l.id)));
    lignes
}

fn ligne(faits: &Faits, ecole: Option<&Ecole>, o: &Observation) -> Ligne {
    let situation = ecole.map(|e| e.au(o.le).0);
    let palier = o.palier_haut(&faits.termes);
    Ligne {
        id: o.id,
        ecole: o.ecole,
        le: o.le,
        jour: date_courte(o.le),
        nom: situation.map_or_else(|| "École inconnue".to_owned(), |s| s.nom.to_string()),
        commune: situation
            .and_then(|s| s.commune_nom.as_deref())
            .unwrap_or_default()
            .to_owned(),
        circonscription: situation
            .and_then(|s| faits.circonscription(s))
            .map(|c| c.id),
        par: o.observateur.clone(),
        services: o
            .lignes
            .iter()
            .filter(|l| !l.is_empty())
            .map(|l| (l.service, l.palier))
            .collect(),
        palier: palier.map(|t| t.id),
        palier_dit: palier.map(|t| t.nom.clone()).unwrap_or_default(),
        constat: extrait(&o.constat),
    }
}

/// The first words of a text, on one line.
pub(super) fn extrait(texte: &str) -> String {
    let mots: Vec<&str> = texte.split_whitespace().collect();
    let ligne = visible(&mots.join(" "));
    if ligne.chars().count() <= EXTRAIT {
        return ligne;
    }
    let debut: String = ligne.chars().take(EXTRAIT).collect();
    let entier = debut
        .rsplit_once(' ')
        .map_or(debut.as_str(), |(avant, _)| avant);
    format!("{entier}…")
}

/// What tells a school from the others where there is little room: « de la Voie romaine ».
pub(super) fn nom_court(nom: &str) -> String {
    const VIDES: [&str; 6] = [
        "ecole",
        "maternelle",
        "elementaire",
        "primaire",
        "privee",
        "publique",
    ];
    let mots = nom.split_whitespace();
    let gardes: Vec<&str> = mots
        .skip_while(|mot| VIDES.contains(&sans_accents(mot).as_str()))
        .collect();
    if gardes.is_empty() {
        nom.to_owned()
    } else {
        gardes.join(" ")
    }
}

/// What the list is reduced to. `None` = all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filtres {
    pub(super) circonscription: Option<Id>,
    pub(super) quand: Option<Quand>,
    /// The highest one; that of the service when one is chosen.
    pub(super) palier: Option<Id>,
    pub(super) service: Option<Id>,
}

impl Filtres {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn accepte(&self, ligne: &Ligne, aujourdhui: NaiveDate) -> bool {
        let palier = match self.service {
            None => ligne.palier,
            Some(service) => {
                let vu = ligne.services.iter().find(|(id, _)| *id == service);
                let Some((_, palier)) = vu else { return false };
                *palier
            }
        };
        (self.palier.is_none() || self.palier == palier)
            && (self.circonscription.is_none() || self.circonscription == ligne.circonscription)
            && self
                .quand
                .is_none_or(|quand| quand.accepte(ligne.le, aujourdhui))
    }
}

/// The places of the rows that pass.
pub(super) fn visibles(lignes: &[Ligne], filtres: &Filtres, aujourdhui: NaiveDate) -> Vec<usize> {
    lignes
        .iter()
        .enumerate()
        .filter(|(_, ligne)| filtres.accepte(ligne, aujourdhui))
        .map(|(rang, _)| rang)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Liste, Terme};

    fn id(nom: &str) -> Id {
        Id::derived("terme", nom)
    }

    #[test]
    fn filters_add_up_and_a_palier_is_that_of_the_service_chosen() {
        let jour = |mois| NaiveDate::from_ymd_opt(2026, mois, 1).unwrap();
        let termes = ["bas", "haut"].map(|nom| Terme {
            id: id(nom),
            liste: Liste::Palier,
            code: None,
            nom: nom.to_owned(),
            ordre: 0,
            retire: false,
        });
        let faits = Faits {
            termes: termes.to_vec(),
            ..Faits::default()
        };
        let une = |mois, rangs: &[(&str, &str)]| {
            let mut o = Observation::nouvelle(Id::fresh(), Id::MIN, jour(mois), "");
            for (service, palier) in rangs {
                o.ligne_mut(id(service)).palier = Some(id(palier));
            }
            o.ligne_mut(id("vide"));
            ligne(&faits, None, &o)
        };
        let lignes = [
            une(1, &[("blog", "bas"), ("agenda", "haut")]),
            une(5, &[("blog", "haut")]),
        ];
        let rangs = |palier: Option<&str>, service: Option<&str>, quand| {
            let filtres = Filtres {
                palier: palier.map(id),
                service: service.map(id),
                quand,
                circonscription: None,
            };
            visibles(&lignes, &filtres, jour(5))
        };
        assert_eq!(rangs(None, None, None), [0, 1]);
        assert_eq!(rangs(Some("haut"), None, None), [0, 1], "the highest");
        assert_eq!(rangs(Some("haut"), Some("blog"), None), [1]);
        assert_eq!(rangs(Some("bas"), Some("blog"), None), [0]);
        assert_eq!(rangs(None, Some("agenda"), None), [0]);
        assert!(rangs(None, Some("vide"), None).is_empty(), "nothing said");
        assert_eq!(rangs(None, None, Some(Quand::Jours(30))), [1]);
    }

    #[test]
    fn a_school_keeps_what_tells_it_from_the_others() {
        for (nom, court) in [
            ("École primaire privée Sainte-Ursane", "Sainte-Ursane"),
            ("École élémentaire", "École élémentaire"),
            ("Groupe scolaire Primaire", "Groupe scolaire Primaire"),
        ] {
            assert_eq!(nom_court(nom), court);
        }
    }

    #[test]
    fn a_constat_is_cut_between_words() {
        assert_eq!(extrait(" un\nmur\u{202e} "), "un mur\u{fffd}");
        let long = extrait(&"mot ".repeat(60));
        assert!(long.ends_with("mot…") && long.chars().count() <= EXTRAIT + 1);
    }
}
