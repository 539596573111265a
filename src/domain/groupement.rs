//! The groupings of an état des lieux: which line, or lines, a school stands in.
//!
//! Most parts of the territory hold a school once. Three do not: a school may have two ENT, be
//! helped by two dispositifs, take part in two projects; it then stands in each of those lines and
//! still counts once in the total ([`Par::se_recoupe`]).

use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use super::bilan::NON_RENSEIGNE;
use super::groupe::{Groupe, NomsCommunes, SorteGroupe, commune_de};
use super::{
    Deploiement, EducationPrioritaire, Faits, Financement, Id, Ips, Nature, Regle, Situation,
    departement_nom,
};

/// What the lines of a bilan stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Par {
    #[default]
    Departement,
    Circonscription,
    /// The secteur de collège.
    Secteur,
    Commune,
    /// By ENT: a school with two stands in two lines and once in the total.
    Solution,
    /// REP+, REP, neither.
    EducationPrioritaire,
    /// The RPI dispersés, and the schools outside them.
    Rpi,
    Nature,
    /// By bracket of the indice de position sociale.
    Ips,
    /// By dispositif that has paid something for the school by that day.
    Financement,
    /// By project the school takes part in, begun by that day.
    Projet,
}

impl Par {
    pub const ALL: [Self; 11] = [
        Self::Departement,
        Self::Circonscription,
        Self::Secteur,
        Self::Commune,
        Self::Solution,
        Self::EducationPrioritaire,
        Self::Rpi,
        Self::Nature,
        Self::Ips,
        Self::Financement,
        Self::Projet,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Departement => "departement",
            Self::Circonscription => "circonscription",
            Self::Secteur => "secteur",
            Self::Commune => "commune",
            Self::Solution => "solution",
            Self::EducationPrioritaire => "rep",
            Self::Rpi => "rpi",
            Self::Nature => "nature",
            Self::Ips => "ips",
            Self::Financement => "financement",
            Self::Projet => "projet",
        }
    }

    /// As a column title.
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Departement => "Département",
            Self::Circonscription => "Circonscription",
            Self::Secteur => "Secteur de collège",
            Self::Commune => "Commune",
            Self::Solution => "ENT",
            Self::EducationPrioritaire => "Éducation prioritaire",
            Self::Rpi => "RPI",
            Self::Nature => "Nature",
            Self::Ips => "Tranche d’IPS",
            Self::Financement => "Financement",
            Self::Projet => "Projet",
        }
    }

    /// The kind of groups the lines are, when they are groups of schools.
    pub const fn groupes(self) -> Option<SorteGroupe> {
        match self {
            Self::Circonscription => Some(SorteGroupe::Circonscription),
            Self::Secteur => Some(SorteGroupe::Secteur),
            Self::Commune => Some(SorteGroupe::Commune),
            Self::Rpi => Some(SorteGroupe::Rpi),
            _ => None,
        }
    }

    /// After « par ».
    pub const fn dans_une_phrase(self) -> &'static str {
        match self {
            Self::Departement => "département",
            Self::Circonscription => "circonscription",
            Self::Secteur => "secteur de collège",
            Self::Commune => "commune",
            Self::Solution => "ENT",
            Self::EducationPrioritaire => "éducation prioritaire",
            Self::Rpi => "RPI",
            Self::Nature => "nature d’école",
            Self::Ips => "tranche d’IPS",
            Self::Financement => "financement",
            Self::Projet => "projet",
        }
    }

    /// Whether a school may stand in several lines: the total is then not their sum.
    pub const fn se_recoupe(self) -> bool {
        matches!(self, Self::Solution | Self::Financement | Self::Projet)
    }
}

/// Brackets of the indice de position sociale, ten points wide around the national mean, which is
/// a little above 100: below 80, eighties, nineties, hundreds, hundred-tens, 120 and above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TrancheIps {
    Moins80,
    De80,
    De90,
    De100,
    De110,
    Des120,
    /// « NS »: too few pupils for the index to be published.
    NonPublie,
}

impl TrancheIps {
    /// The bracket of a measure; a bound belongs to the bracket above it.
    pub const fn of(ips: &Ips) -> Self {
        match ips.dixiemes {
            None => Self::NonPublie,
            Some(..800) => Self::Moins80,
            Some(800..900) => Self::De80,
            Some(900..1000) => Self::De90,
            Some(1000..1100) => Self::De100,
            Some(1100..1200) => Self::De110,
            Some(1200..) => Self::Des120,
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Moins80 => "Moins de 80",
            Self::De80 => "De 80 à moins de 90",
            Self::De90 => "De 90 à moins de 100",
            Self::De100 => "De 100 à moins de 110",
            Self::De110 => "De 110 à moins de 120",
            Self::Des120 => "120 et plus",
            Self::NonPublie => "IPS non publié",
        }
    }
}

/// The line a school stands in. Names are those of the facts: forty-eight thousand schools are told
/// apart without a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Cle<'a> {
    Departement(&'a str),
    /// By place in its list, then by name.
    Liste(i64, &'a str, Id),
    Rang(u8, &'static str),
    Circonscription(Id),
    Secteur(Id),
    Commune(&'a Arc<str>),
    Rpi(&'a Arc<str>),
    Projet(Id),
    /// A known « none »: outside every RPI, without project, without known funding.
    Sans(&'static str),
    Inconnue,
}

impl<'a> Cle<'a> {
    /// The lines of a school in this situation on `au`, added to `cles`, which is emptied. `siens`
    /// is what is deployed there.
    pub(super) fn of(
        cles: &mut Vec<Self>,
        (par, faits, au, regle): (Par, &'a Faits, NaiveDate, Regle),
        (ecole, siens): (Id, &[Deploiement]),
        situation: &'a Situation,
    ) {
        cles.clear();
        match par {
            Par::Solution => {
                let solutions = faits.solutions_parmi(siens, au, regle);
                cles.extend(solutions.iter().map(|s| Self::Liste(s.ordre, &s.nom, s.id)));
            }
            Par::Financement => {
                for f in faits.financements(ecole) {
                    if let Some(d) = f.dispositif.filter(|_| f.engage_au(au))
                        && let Some(d) = faits.dispositifs.get(&d)
                    {
                        cles.push(Self::Liste(d.ordre, &d.nom, d.id));
                    }
                }
                cles.sort_unstable();
                cles.dedup();
                if cles.is_empty() {
                    cles.push(Self::Sans("Sans dispositif connu"));
                }
            }
            Par::Projet => {
                let projets = faits.projets.values();
                let siens = projets
                    .filter(|p| p.debut.is_none_or(|d| d <= au) && p.ecoles.contains(&ecole));
                cles.extend(siens.map(|p| Self::Projet(p.id)));
                if cles.is_empty() {
                    cles.push(Self::Sans("Hors projet"));
                }
            }
            par => {
                cles.push(Self::single(par, faits, au, ecole, situation).unwrap_or(Self::Inconnue));
            }
        }
    }

    fn single(
        par: Par,
        faits: &'a Faits,
        au: NaiveDate,
        ecole: Id,
        situation: &'a Situation,
    ) -> Option<Self> {
        match par {
            Par::Departement => situation.departement.as_deref().map(Self::Departement),
            Par::Circonscription => situation.circonscription.map(Self::Circonscription),
            Par::Secteur => situation.secteur.map(Self::Secteur),
            Par::Commune => commune_de(situation).map(Self::Commune),
            Par::EducationPrioritaire => situation.education_prioritaire.map(|e| match e {
                EducationPrioritaire::RepPlus => Self::Rang(0, "REP+"),
                EducationPrioritaire::Rep => Self::Rang(1, "REP"),
                EducationPrioritaire::Hors => Self::Rang(2, "Hors éducation prioritaire"),
            }),
            Par::Nature => situation.nature().map(|n| match n {
                Nature::Maternelle => Self::Rang(0, "Maternelles"),
                Nature::Elementaire => Self::Rang(1, "Élémentaires"),
                Nature::Primaire => Self::Rang(2, "Primaires"),
            }),
            Par::Ips => faits.ips_au(ecole, au).map(|ips| {
                let tranche = TrancheIps::of(ips);
                Self::Rang(tranche as u8, tranche.libelle())
            }),
            Par::Rpi => {
                let rpi = situation.rpi.as_ref();
                Some(rpi.map_or(Self::Sans("Hors RPI"), Self::Rpi))
            }
            Par::Solution | Par::Financement | Par::Projet => None,
        }
    }

    /// The same line, or that of the schools whose group nobody said when this group is not known.
    pub(super) fn known(self, faits: &Faits) -> Self {
        let connue = match self {
            Self::Circonscription(id) => faits.circonscriptions.contains_key(&id),
            Self::Secteur(id) => faits.secteurs.contains_key(&id),
            _ => true,
        };
        if connue { self } else { Self::Inconnue }
    }

    /// Lines of one kind that are sorted by their name rather than by their key.
    pub(super) const fn by_name(&self) -> bool {
        matches!(
            self,
            Self::Circonscription(_)
                | Self::Secteur(_)
                | Self::Commune(_)
                | Self::Rpi(_)
                | Self::Projet(_)
        )
    }

    /// Whether the line comes after all others.
    pub(super) const fn is_last(&self) -> bool {
        matches!(self, Self::Sans(_) | Self::Inconnue)
    }

    /// The name of the line, its code, and the group whose sheet says the same. A commune of which
    /// only the code is known has that name.
    pub(super) fn dite(self, faits: &Faits) -> (String, Option<String>, Option<Groupe>) {
        let (groupe, code) = match self {
            Self::Departement(code) => {
                let nom = departement_nom(code).unwrap_or(code).to_owned();
                return (nom, Some(code.to_owned()), None);
            }
            Self::Liste(_, nom, _) | Self::Rang(_, nom) | Self::Sans(nom) => {
                return (nom.to_owned(), None, None);
            }
            Self::Projet(id) => {
                let nom = faits.projets.get(&id).map(|p| p.nom.clone());
                let nom = nom.filter(|nom| !nom.is_empty());
                let nom = nom.unwrap_or_else(|| "Projet sans nom".to_owned());
                return (nom, None, None);
            }
            Self::Inconnue => return (NON_RENSEIGNE.to_owned(), None, None),
            Self::Circonscription(id) => {
                let connue = faits.circonscriptions.get(&id);
                let code = connue.and_then(|c| c.code.clone());
                (Groupe::Circonscription(id), code)
            }
            Self::Secteur(id) => {
                let code = faits.secteurs.get(&id).and_then(|s| s.uai.clone());
                (Groupe::Secteur(id), code)
            }
            Self::Commune(cle) => {
                let groupe = Groupe::Commune(Arc::clone(cle));
                let code = groupe.code_insee().map(str::to_owned);
                (groupe, code)
            }
            Self::Rpi(numero) => (Groupe::Rpi(Arc::clone(numero)), Some(numero.to_string())),
        };
        let nom = groupe.nom(faits, &NomsCommunes::default());
        (nom, code, Some(groupe))
    }
}

impl Financement {
    /// Granted, or begun, by `jour`: a grant is dated by its calendar year, a subscription by its
    /// first day. One that says neither is taken as long past.
    pub fn engage_au(&self, jour: NaiveDate) -> bool {
        match (self.abonnement_debut, self.annee) {
            (Some(debut), _) => debut <= jour,
            (None, Some(annee)) => annee <= jour.year(),
            (None, None) => true,
        }
    }

    /// Granted by `jour`, and what it pays is not over.
    pub fn porte_au(&self, jour: NaiveDate) -> bool {
        self.engage_au(jour) && self.abonnement_fin.is_none_or(|fin| jour <= fin)
    }
}
