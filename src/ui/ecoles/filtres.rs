//! What reduces the list of schools, and its orders: indices of rows, nothing drawn.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::lignes::{Ligne, Liste};
use crate::domain::texte::Recherche;
use crate::domain::{Etape, Id, Nature, Statut};

/// A column one can sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colonne {
    #[default]
    Nom,
    Commune,
    Nature,
    Secteur,
    Ent,
    Etape,
    Abonnement,
    Verifie,
}

impl Colonne {
    pub(super) const fn libelle(self) -> &'static str {
        match self {
            Self::Nom => "École",
            Self::Commune => "Commune",
            Self::Nature => "Nature",
            Self::Secteur => "Secteur",
            Self::Ent => "ENT",
            Self::Etape => "Étape",
            Self::Abonnement => "Abonnement",
            Self::Verifie => "Vérifié",
        }
    }
}

/// With which ENT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FiltreEnt {
    Avec,
    Sans,
    Solution(String),
}

/// What is to be followed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FiltreSuivi {
    AVerifier,
    /// The subscription of an ENT ends soon.
    Finissant,
    /// An ENT in service is no longer paid.
    Fini,
}

impl FiltreSuivi {
    pub(super) const ALL: [Self; 3] = [Self::AVerifier, Self::Finissant, Self::Fini];

    pub(super) const fn libelle(self) -> &'static str {
        match self {
            Self::AVerifier => "À vérifier",
            Self::Finissant => "Abonnement finissant dans les 6 mois",
            Self::Fini => "Abonnement fini, ENT en service",
        }
    }
}

/// What the list is reduced to. `None` = all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filtres {
    pub recherche: String,
    pub nature: Option<Nature>,
    pub statut: Option<Statut>,
    pub commune: Option<String>,
    pub secteur: Option<String>,
    pub circonscription: Option<String>,
    pub etape: Option<Option<Etape>>,
    pub ent: Option<FiltreEnt>,
    pub suivi: Option<FiltreSuivi>,
    /// Only these schools, under a title: what a figure stood for.
    pub liste: Option<(String, BTreeSet<Id>)>,
}

impl Filtres {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many of the menus reduce the list.
    pub(super) fn menus_used(&self) -> usize {
        [
            self.nature.is_some(),
            self.statut.is_some(),
            self.commune.is_some(),
            self.secteur.is_some(),
            self.circonscription.is_some(),
            self.etape.is_some(),
            self.ent.is_some(),
            self.suivi.is_some(),
        ]
        .into_iter()
        .filter(|used| *used)
        .count()
    }

    /// Nothing but the search reduces the list.
    fn without_search(&self) -> bool {
        Self {
            recherche: String::new(),
            ..self.clone()
        }
        .is_empty()
    }

    fn accepte(&self, ligne: &Ligne) -> bool {
        self.nature.is_none_or(|n| ligne.nature == Some(n))
            && self.statut.is_none_or(|s| ligne.statut == Some(s))
            && self.commune.as_ref().is_none_or(|c| **c == *ligne.commune)
            && self.secteur.as_ref().is_none_or(|s| *s == ligne.secteur)
            && self
                .circonscription
                .as_ref()
                .is_none_or(|c| *c == ligne.circonscription)
            && self.etape.is_none_or(|e| ligne.etape == e)
            && self.ent.as_ref().is_none_or(|ent| match ent {
                FiltreEnt::Avec => !ligne.solutions.is_empty(),
                FiltreEnt::Sans => ligne.solutions.is_empty(),
                FiltreEnt::Solution(nom) => ligne.solutions.contains(nom),
            })
            && self.suivi.is_none_or(|suivi| match suivi {
                FiltreSuivi::AVerifier => ligne.a_verifier,
                FiltreSuivi::Finissant => ligne.fin_proche,
                FiltreSuivi::Fini => ligne.fini,
            })
            && self
                .liste
                .as_ref()
                .is_none_or(|(_, ids)| ids.contains(&ligne.id))
    }
}

/// All rows in the order of a column: sorted once, so that a keystroke in the filter only filters.
pub(super) fn ordre(lignes: &[Ligne], tri: Colonne) -> Vec<u32> {
    let compare = |a: &Ligne, b: &Ligne| -> Ordering {
        match tri {
            Colonne::Nom => Ordering::Equal,
            Colonne::Commune => a.rang_commune.cmp(&b.rang_commune),
            Colonne::Nature => a.nature.cmp(&b.nature),
            Colonne::Secteur => a.secteur.cmp(&b.secteur),
            Colonne::Ent => a.ent.cmp(&b.ent),
            Colonne::Etape => a.etape.cmp(&b.etape),
            // Unknown ends last: what one looks for is the next end.
            Colonne::Abonnement => {
                (a.abonnement.is_none(), a.abonnement).cmp(&(b.abonnement.is_none(), b.abonnement))
            }
            Colonne::Verifie => a.verifie.cmp(&b.verifie),
        }
        .then_with(|| a.rang_nom.cmp(&b.rang_nom))
    };
    let mut indices: Vec<u32> = (0..lignes.len() as u32).collect();
    indices.sort_by(|&a, &b| compare(&lignes[a as usize], &lignes[b as usize]));
    indices
}

/// The rows of `ordre` that pass, forwards or backwards.
pub(super) fn visibles(
    liste: &Liste,
    ordre: &[u32],
    filtres: &Filtres,
    croissant: bool,
) -> Vec<usize> {
    let recherche = Recherche::new(&filtres.recherche);
    // Texts are read in the order they lie in memory, then the rows in the order asked.
    let passe: Vec<bool> = if recherche.is_empty() {
        vec![true; liste.lignes.len()]
    } else {
        liste
            .textes()
            .map(|texte| recherche.accepte(texte))
            .collect()
    };
    let tous = filtres.without_search();
    let passe = |&i: &usize| passe[i] && (tous || filtres.accepte(&liste.lignes[i]));
    let indices = ordre.iter().map(|&i| i as usize);
    if croissant {
        indices.filter(passe).collect()
    } else {
        indices.rev().filter(passe).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::lignes::lignes;
    use super::*;
    use crate::domain::{Ecole, Faits, PeriodeSituation, Regle, Situation};

    fn faits() -> Faits {
        let ecoles = [
            ("0880001Y", "École Élise", "Épinal"),
            ("0880002Z", "École du Pré", "Golbey"),
            ("0880003A", "École Anne", "Épinal"),
        ];
        Faits {
            ecoles: ecoles
                .into_iter()
                .map(|(uai, nom, commune)| Ecole {
                    id: Id::ecole(uai),
                    uai: uai.to_owned(),
                    situations: vec![PeriodeSituation {
                        de: None,
                        a: None,
                        depuis: NaiveDate::MIN,
                        situation: Situation {
                            nom: nom.into(),
                            commune_nom: Some(commune.into()),
                            elementaire: true,
                            ..Situation::default()
                        },
                    }],
                })
                .collect(),
            ..Faits::default()
        }
    }

    fn noms(filtres: &Filtres, tri: Colonne, croissant: bool) -> Vec<String> {
        let liste = lignes(&faits(), NaiveDate::MAX, Regle::Classe);
        visibles(&liste, &ordre(&liste.lignes, tri), filtres, croissant)
            .into_iter()
            .map(|i| liste.lignes[i].nom.to_string())
            .collect()
    }

    #[test]
    fn names_are_in_french_order_and_communes_before_names() {
        assert_eq!(
            noms(&Filtres::default(), Colonne::Nom, true),
            ["École Anne", "École du Pré", "École Élise"]
        );
        assert_eq!(
            noms(&Filtres::default(), Colonne::Commune, true),
            ["École Anne", "École Élise", "École du Pré"]
        );
        assert_eq!(
            noms(&Filtres::default(), Colonne::Nom, false)[0],
            "École Élise"
        );
    }

    #[test]
    fn the_search_ignores_accents_and_looks_at_commune_and_uai() {
        for (texte, attendus) in [
            ("epinal", 2),
            ("ELISE", 1),
            ("pré golbey", 1),
            ("0880002", 1),
            ("xyz", 0),
        ] {
            let filtres = Filtres {
                recherche: texte.to_owned(),
                ..Filtres::default()
            };
            assert_eq!(
                noms(&filtres, Colonne::Nom, true).len(),
                attendus,
                "{texte}"
            );
        }
    }

    #[test]
    fn filters_add_up() {
        let filtres = Filtres {
            commune: Some("Épinal".to_owned()),
            ent: Some(FiltreEnt::Sans),
            nature: Some(Nature::Elementaire),
            ..Filtres::default()
        };
        assert_eq!(noms(&filtres, Colonne::Nom, true).len(), 2);
        let filtres = Filtres {
            ent: Some(FiltreEnt::Avec),
            ..filtres
        };
        assert_eq!(noms(&filtres, Colonne::Nom, true).len(), 0);
    }
}
