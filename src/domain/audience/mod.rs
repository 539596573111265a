//! The audience measure of the ENT (DNMA): visits of each school, week by week (`domain.md` §4.1).
//!
//! What is published is kept as it is: the global figure is not the sum of the profiles and
//! neither is ever computed from the other. Different users of two weeks, or of two schools, may be
//! the same persons: users are added over the schools of one week only, and never over weeks.

mod contradiction;
mod semaines;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::nombre::{Taux, taux};
use super::{AnneeScolaire, Id};

pub use contradiction::{Contradictions, EcartMesure, SEMAINES, contradictions};
pub use semaines::semaines_scolaires;

/// Whose visits a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Profil {
    /// Everybody, as published: not the sum of the others.
    Globales,
    Eleve,
    Parent,
    Enseignant,
    /// `admin_vie_scol_tech`: everybody else of the school.
    Personnels,
}

impl Profil {
    /// In the order of the columns of a lot.
    pub const ALL: [Self; 5] = [
        Self::Globales,
        Self::Eleve,
        Self::Parent,
        Self::Enseignant,
        Self::Personnels,
    ];

    /// Those that are shares of something.
    pub const PARTS: [Self; 4] = [
        Self::Eleve,
        Self::Parent,
        Self::Enseignant,
        Self::Personnels,
    ];

    /// The name of its columns after « visites_ » and « utilisateurs_ ».
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Globales => "globales",
            Self::Eleve => "eleve",
            Self::Parent => "parent",
            Self::Enseignant => "enseignant",
            Self::Personnels => "admin_vie_scol_tech",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Globales => "Toutes les visites",
            Self::Eleve => "Élèves",
            Self::Parent => "Parents",
            Self::Enseignant => "Enseignants",
            Self::Personnels => "Autres personnels",
        }
    }
}

/// What one column pair says; `None` = nothing, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mesure {
    pub visites: Option<u32>,
    /// Different persons.
    pub utilisateurs: Option<u32>,
}

/// One school in one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SemaineMesuree {
    /// Its Monday.
    pub lundi: NaiveDate,
    /// In the order of [`Profil::ALL`].
    pub mesures: [Mesure; 5],
}

impl SemaineMesuree {
    pub const fn mesure(&self, profil: Profil) -> Mesure {
        self.mesures[profil as usize]
    }

    /// Whether anybody came, whichever column says so.
    pub fn a_visite(&self) -> bool {
        self.mesures
            .iter()
            .any(|m| m.visites.is_some_and(|n| n > 0))
    }
}

/// The measured weeks of the schools of a carnet, over some stretch of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// By school; each list in order of week.
    pub ecoles: BTreeMap<Id, Vec<SemaineMesuree>>,
}

/// One week of some schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointAudience {
    pub lundi: NaiveDate,
    /// Schools that measure that week.
    pub ecoles: u32,
    /// Sums over those schools, in the order of [`Profil::ALL`]; `None` when none says anything.
    pub visites: [Option<u64>; 5],
    pub utilisateurs: [Option<u64>; 5],
    /// Whether there is school that week.
    pub scolaire: bool,
}

impl PointAudience {
    pub const fn visites_de(&self, profil: Profil) -> Option<u64> {
        self.visites[profil as usize]
    }

    pub const fn utilisateurs_de(&self, profil: Profil) -> Option<u64> {
        self.utilisateurs[profil as usize]
    }
}

/// The share of one profile in the visits of all profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartProfil {
    pub profil: Profil,
    pub visites: u64,
    /// Of the sum of the profiles, never of the global figure.
    pub part: Option<Taux>,
}

/// A column that says nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eteinte<T> {
    pub quoi: T,
    /// Its last week above zero; `None` = never above zero.
    pub derniere: Option<NaiveDate>,
}

impl Audience {
    pub fn is_empty(&self) -> bool {
        self.ecoles.is_empty()
    }

    /// The weeks of one school, in order.
    pub fn semaines(&self, ecole: Id) -> &[SemaineMesuree] {
        self.ecoles.get(&ecole).map_or(&[], Vec::as_slice)
    }

    /// Every week that some school measured, in order.
    pub fn lundis(&self) -> BTreeSet<NaiveDate> {
        self.ecoles.values().flatten().map(|s| s.lundi).collect()
    }

    /// The weekly series of these schools, from the first to the last week any of them measured;
    /// a week between them that none measured counts no school. `scolaires`: the weeks of school.
    pub fn serie(
        &self,
        ecoles: impl IntoIterator<Item = Id>,
        scolaires: &BTreeSet<NaiveDate>,
    ) -> Vec<PointAudience> {
        let mut par_semaine: BTreeMap<NaiveDate, PointAudience> = BTreeMap::new();
        for ecole in ecoles {
            for semaine in self.semaines(ecole) {
                par_semaine
                    .entry(semaine.lundi)
                    .or_insert_with(|| point(semaine.lundi, scolaires))
                    .add(semaine);
            }
        }
        let bornes = par_semaine
            .first_key_value()
            .zip(par_semaine.last_key_value())
            .map(|((premier, _), (dernier, _))| (*premier, *dernier));
        let Some((mut lundi, dernier)) = bornes else {
            return Vec::new();
        };
        while lundi < dernier {
            par_semaine
                .entry(lundi)
                .or_insert_with(|| point(lundi, scolaires));
            let Some(suivant) = lundi.checked_add_days(Days::new(7)) else {
                break;
            };
            lundi = suivant;
        }
        par_semaine.into_values().collect()
    }
}

fn point(lundi: NaiveDate, scolaires: &BTreeSet<NaiveDate>) -> PointAudience {
    PointAudience {
        lundi,
        ecoles: 0,
        visites: [None; 5],
        utilisateurs: [None; 5],
        scolaire: scolaires.contains(&lundi),
    }
}

impl PointAudience {
    fn add(&mut self, semaine: &SemaineMesuree) {
        let plus = |somme: &mut Option<u64>, n: Option<u32>| {
            if let Some(n) = n {
                *somme = Some(somme.unwrap_or(0) + u64::from(n));
            }
        };
        self.ecoles += 1;
        for (i, mesure) in semaine.mesures.iter().enumerate() {
            plus(&mut self.visites[i], mesure.visites);
            plus(&mut self.utilisateurs[i], mesure.utilisateurs);
        }
    }
}

/// The visits of each profile over these weeks, as shares of their own sum.
pub fn parts(serie: &[PointAudience]) -> [PartProfil; 4] {
    let visites = Profil::PARTS.map(|profil| {
        let semaines = serie.iter().filter_map(|p| p.visites_de(profil));
        semaines.sum::<u64>()
    });
    let somme = visites.iter().sum();
    let mut i = 0;
    Profil::PARTS.map(|profil| {
        let visites = visites[i];
        i += 1;
        PartProfil {
            profil,
            visites,
            part: taux(visites, somme),
        }
    })
}

/// Weeks measured at zero after which a column is said to be dead: fewer are a quiet week of a
/// small school.
pub const SILENCE: usize = 4;

/// The columns that are zero or empty for [`SILENCE`] measured weeks or more: a column of the DNMA
/// dies without notice. Only those the weeks speak of at all.
pub fn eteintes(serie: &[PointAudience]) -> Vec<Eteinte<Profil>> {
    Profil::ALL
        .into_iter()
        .filter(|&profil| serie.iter().any(|p| p.visites_de(profil).is_some()))
        .filter_map(|quoi| {
            let derniere = serie
                .iter()
                .rev()
                .find(|p| p.visites_de(quoi).is_some_and(|n| n > 0))
                .map(|p| p.lundi);
            let depuis = serie.iter().filter(|p| p.ecoles > 0);
            let depuis = depuis.filter(|p| derniere.is_none_or(|lundi| p.lundi > lundi));
            (depuis.count() >= SILENCE).then_some(Eteinte { quoi, derniere })
        })
        .collect()
}

/// Names that the columns of the file write without their accents, in order (`domain.md` §4.1).
const SERVICES: [(&str, &str); 4] = [
    ("actualites", "actualités"),
    ("courrier_electronique", "courrier électronique"),
    ("parcours_pedagogique", "parcours pédagogique"),
    ("stockage_partage", "stockage partagé"),
];

/// Visits of one service of the ENT, over some schools.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// As the column of the file is named: `cahier_de_liaison`.
    pub nom: String,
    /// By week, those above zero only.
    pub semaines: BTreeMap<NaiveDate, u64>,
}

impl Service {
    /// « Cahier de liaison ».
    pub fn libelle(&self) -> String {
        let mots = match SERVICES.binary_search_by_key(&self.nom.as_str(), |(nom, _)| nom) {
            Ok(rang) => SERVICES[rang].1.to_owned(),
            Err(_) => self.nom.replace('_', " "),
        };
        let mut lettres = mots.trim().chars();
        lettres.next().map_or_else(String::new, |premiere| {
            premiere.to_uppercase().chain(lettres).collect()
        })
    }

    pub fn visites(&self) -> u64 {
        self.semaines.values().sum()
    }

    /// Its visits in the weeks of this school year.
    pub fn visites_de(&self, annee: AnneeScolaire) -> u64 {
        let semaines = self.semaines.range(annee.debut()..=annee.fin());
        semaines.map(|(_, n)| n).sum()
    }

    /// Its last week above zero.
    pub fn derniere(&self) -> Option<NaiveDate> {
        self.semaines.last_key_value().map(|(lundi, _)| *lundi)
    }

    /// Whether nobody opened it for [`SILENCE`] weeks or more on `fin`, the last week measured.
    pub fn est_eteint(&self, fin: NaiveDate) -> bool {
        self.derniere().is_none_or(|lundi| {
            usize::try_from((fin - lundi).num_weeks()).is_ok_and(|n| n >= SILENCE)
        })
    }
}
