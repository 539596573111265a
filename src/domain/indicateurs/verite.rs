//! The four-level truth (`product.md` F85): paid for, accounts opened, trained, used. Four facts
//! that spreadsheets take for one another, each told by its own source, and what does not fit.
//!
//! Financé: a funding granted by that day whose subscription, when it has one, still runs.
//! Comptes: an ENT in service, by the rule. Formé: a training since that ENT began; without an
//! ENT, any training. Utilisé: the stage « utilisé » of an ENT that is not over.

use std::collections::BTreeMap;

use super::entonnoir::announced;
use super::{Part, Question};
use crate::domain::formation::{DernieresSeances, derniere, suivie};
use crate::domain::{Etape, Faits, Financement, Id};

/// One of the four levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Niveau {
    Finance,
    Comptes,
    Forme,
    Utilise,
}

impl Niveau {
    pub const ALL: [Self; 4] = [Self::Finance, Self::Comptes, Self::Forme, Self::Utilise];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Finance => "Financé",
            Self::Comptes => "Comptes créés",
            Self::Forme => "Formé",
            Self::Utilise => "Utilisé",
        }
    }
}

/// Two levels that do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Contradiction {
    FinanceSansComptes,
    FormeSansComptes,
    UtiliseSansComptes,
    UtiliseSansFormation,
    ComptesSansFinancement,
}

impl Contradiction {
    pub const ALL: [Self; 5] = [
        Self::UtiliseSansComptes,
        Self::FinanceSansComptes,
        Self::FormeSansComptes,
        Self::UtiliseSansFormation,
        Self::ComptesSansFinancement,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::FinanceSansComptes => "Financé, sans ENT en service",
            Self::FormeSansComptes => "Formé, sans ENT en service",
            Self::UtiliseSansComptes => "Utilisé, sans ENT en service",
            Self::UtiliseSansFormation => "Utilisé, sans formation connue",
            Self::ComptesSansFinancement => "ENT en service, sans financement connu",
        }
    }

    /// Whether a school at these levels, in the order of [`Niveau::ALL`], is one.
    const fn holds(self, [finance, comptes, forme, utilise]: [bool; 4]) -> bool {
        match self {
            Self::FinanceSansComptes => finance && !comptes,
            Self::FormeSansComptes => forme && !comptes,
            Self::UtiliseSansComptes => utilise && !comptes,
            Self::UtiliseSansFormation => utilise && !forme,
            Self::ComptesSansFinancement => comptes && !finance,
        }
    }
}

/// The four levels on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verite {
    pub question: Question,
    /// Among the schools of the population, in the order of [`Niveau::ALL`].
    pub niveaux: [Part; 4],
    /// Every combination some school is in, as « is it at this level » in the order of
    /// [`Niveau::ALL`]; the largest first. Together, every school once.
    pub combinaisons: Vec<([bool; 4], Vec<Id>)>,
    /// In the order of [`Contradiction::ALL`]; empty ones too.
    pub contradictions: Vec<(Contradiction, Vec<Id>)>,
}

/// The four levels of the schools counted.
pub fn verite(faits: &Faits, question: Question) -> Verite {
    let Question { au, regle, .. } = question;
    let seances = DernieresSeances::of(faits, [au]);
    let mut niveaux: [Part; 4] = Default::default();
    let mut combinaisons: BTreeMap<[bool; 4], Vec<Id>> = BTreeMap::new();
    let mut contradictions = Contradiction::ALL.map(|c| (c, Vec::new()));
    for (ecole, _) in question.ecoles(faits) {
        let id = ecole.id;
        let siens = faits.deploiements(id);
        let seance = || seances.de(id, 0);
        let formee = suivie(faits, (id, siens), seance, au, regle).map(|(_, formee)| formee);
        let etat = [
            (faits.financements(id).iter()).any(|f: &Financement| f.porte_au(au)),
            formee.is_some(),
            formee.unwrap_or_else(|| derniere(siens, seance(), au).is_some()),
            announced(faits, question, siens)
                .any(|d| d.etape(Etape::Utilise).is_some_and(|le| le <= au)),
        ];
        for (niveau, vrai) in niveaux.iter_mut().zip(etat) {
            niveau.sur += 1;
            if vrai {
                niveau.ecoles.push(id);
            }
        }
        for (_, ecoles) in contradictions.iter_mut().filter(|(c, _)| c.holds(etat)) {
            ecoles.push(id);
        }
        combinaisons.entry(etat).or_default().push(id);
    }
    let mut combinaisons: Vec<_> = combinaisons.into_iter().collect();
    combinaisons.sort_by_key(|(_, ecoles)| std::cmp::Reverse(ecoles.len()));
    Verite {
        question,
        niveaux,
        combinaisons,
        contradictions: contradictions.into(),
    }
}
