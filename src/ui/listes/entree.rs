//! An entry of any list, and the writes that change it.

use super::Onglet;
use crate::command::Ecriture;
use crate::domain::liste::deplacer;
use crate::domain::{Dispositif, Faits, Financement, Id, Liste, Solution, Terme};
use crate::store::Genre;

/// One entry.
pub(super) enum Entree<'a> {
    Solution(&'a Solution),
    Dispositif(&'a Dispositif),
    Terme(&'a Terme),
}

/// The entries of a list, in their order.
pub(super) fn entrees(faits: &Faits, onglet: Onglet) -> Vec<Entree<'_>> {
    let mut entrees: Vec<Entree<'_>> = match onglet {
        Onglet::Solutions => faits.solutions.values().map(Entree::Solution).collect(),
        Onglet::Dispositifs => faits.dispositifs.values().map(Entree::Dispositif).collect(),
        Onglet::Termes(liste) => faits
            .termes
            .iter()
            .filter(|t| t.liste == liste)
            .map(Entree::Terme)
            .collect(),
    };
    entrees.sort_by(|a, b| (a.ordre(), a.nom(), a.id()).cmp(&(b.ordre(), b.nom(), b.id())));
    entrees
}

impl Entree<'_> {
    pub(super) const fn id(&self) -> Id {
        match self {
            Self::Solution(s) => s.id,
            Self::Dispositif(d) => d.id,
            Self::Terme(t) => t.id,
        }
    }

    pub(super) const fn genre(&self) -> Genre {
        match self {
            Self::Solution(_) => Genre::Solution,
            Self::Dispositif(_) => Genre::Dispositif,
            Self::Terme(_) => Genre::Terme,
        }
    }

    pub(super) fn nom(&self) -> &str {
        match self {
            Self::Solution(s) => &s.nom,
            Self::Dispositif(d) => &d.nom,
            Self::Terme(t) => &t.nom,
        }
    }

    pub(super) const fn ordre(&self) -> i64 {
        match self {
            Self::Solution(s) => s.ordre,
            Self::Dispositif(d) => d.ordre,
            Self::Terme(t) => t.ordre,
        }
    }

    pub(super) const fn retiree(&self) -> bool {
        matches!(self, Self::Terme(t) if t.retire)
    }

    /// Gives it another place.
    fn placed(&self, ordre: i64) -> Ecriture {
        match self {
            Self::Solution(s) => Ecriture::Solution(Box::new(Solution {
                ordre,
                ..(*s).clone()
            })),
            Self::Dispositif(d) => Ecriture::Dispositif(Box::new(Dispositif {
                ordre,
                ..(*d).clone()
            })),
            Self::Terme(t) => Ecriture::Terme(Box::new(Terme {
                ordre,
                ..(*t).clone()
            })),
        }
    }

    /// Gives it another name. Fundings name a poste by its words: they follow.
    pub(super) fn renamed(&self, faits: &Faits, nom: &str) -> Ecriture {
        let premiere = match self {
            Self::Solution(s) => Ecriture::Solution(Box::new(Solution {
                nom: nom.to_owned(),
                ..(*s).clone()
            })),
            Self::Dispositif(d) => Ecriture::Dispositif(Box::new(Dispositif {
                nom: nom.to_owned(),
                ..(*d).clone()
            })),
            Self::Terme(t) => Ecriture::Terme(Box::new(Terme {
                nom: nom.to_owned(),
                ..(*t).clone()
            })),
        };
        self.with_fundings(faits, premiere, nom)
    }

    /// Gives it back the name of the shipped list.
    pub(super) fn given_back(&self, faits: &Faits, nom: &str) -> Ecriture {
        let premiere = Ecriture::Revenir {
            genre: self.genre(),
            id: self.id(),
            champ: "nom",
        };
        self.with_fundings(faits, premiere, nom)
    }

    fn with_fundings(&self, faits: &Faits, premiere: Ecriture, nom: &str) -> Ecriture {
        let Self::Terme(terme) = self else {
            return premiere;
        };
        if terme.liste != Liste::Poste || nom.is_empty() {
            return premiere;
        }
        let suivent = faits
            .financements
            .values()
            .flatten()
            .filter(|f| f.poste == terme.nom)
            .map(|f| {
                Ecriture::Financement(Box::new(Financement {
                    poste: nom.to_owned(),
                    ..f.clone()
                }))
            });
        let lot: Vec<Ecriture> = std::iter::once(premiere).chain(suivent).collect();
        Ecriture::Lot(lot)
    }
}

/// Moves the entry `de` of a list to `vers`; nothing when it is already at the end.
pub(super) fn moved(entrees: &[&Entree<'_>], de: usize, vers: usize) -> Option<Ecriture> {
    let ordres: Vec<i64> = entrees.iter().map(|e| e.ordre()).collect();
    let lot: Vec<Ecriture> = deplacer(&ordres, de, vers)
        .into_iter()
        .zip(entrees)
        .filter(|(ordre, e)| *ordre != e.ordre())
        .map(|(ordre, e)| e.placed(ordre))
        .collect();
    (!lot.is_empty()).then_some(Ecriture::Lot(lot))
}
