//! One ENT in one school over one period, and the rule « école avec ENT ».

use chrono::NaiveDate;

use super::Id;

/// How far an ENT reaches into a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Perimetre {
    /// The whole school.
    Ecole,
    /// Some classes: how many, out of how many, each when known.
    Classes {
        nombre: Option<u32>,
        total: Option<u32>,
    },
}

/// The dated stages of a roll-out, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Etape {
    Projet,
    Conventionne,
    Comptes,
    Forme,
    Utilise,
}

impl Etape {
    pub const ALL: [Self; 5] = [
        Self::Projet,
        Self::Conventionne,
        Self::Comptes,
        Self::Forme,
        Self::Utilise,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Projet => "Projet",
            Self::Conventionne => "Conventionné",
            Self::Comptes => "Comptes créés",
            Self::Forme => "Formé",
            Self::Utilise => "Utilisé",
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Projet => "projet",
            Self::Conventionne => "conventionne",
            Self::Comptes => "comptes",
            Self::Forme => "forme",
            Self::Utilise => "utilise",
        }
    }
}

/// Which perimeters make an « école avec ENT ». Printed on every output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Regle {
    /// Any perimeter: one class is enough. The DANE's own counting, and the default.
    #[default]
    Classe,
    /// The whole school only.
    Ecole,
}

impl Regle {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Classe => "classe",
            Self::Ecole => "ecole",
        }
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Classe => "au moins une classe",
            Self::Ecole => "école entière",
        }
    }

    /// Whether a deployment of this reach is enough.
    pub fn accepts(self, perimetre: Perimetre) -> bool {
        self == Self::Classe || perimetre == Perimetre::Ecole
    }
}

/// The deployment of one solution in one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deploiement {
    pub id: Id,
    pub ecole: Id,
    pub solution: Id,
    /// First day, included; asked when missing, and such a deployment never counts.
    pub debut: Option<NaiveDate>,
    /// Last day, included; `None` while it runs.
    pub fin: Option<NaiveDate>,
    pub perimetre: Perimetre,
    /// The day each stage was reached, in the order of [`Etape::ALL`].
    pub etapes: [Option<NaiveDate>; 5],
    /// The project it belongs to.
    pub projet: Option<Id>,
    pub commentaire: String,
}

impl Deploiement {
    pub const fn etape(&self, etape: Etape) -> Option<NaiveDate> {
        self.etapes[etape as usize]
    }

    /// The highest stage reached on `jour`.
    pub fn etape_au(&self, jour: NaiveDate) -> Option<Etape> {
        Etape::ALL
            .into_iter()
            .rev()
            .find(|&e| self.etape(e).is_some_and(|d| d <= jour))
    }

    /// The first day it can count as an ENT (`design.md` §5): the later of `debut` and the
    /// accounts' date; without an accounts' date, `debut`, unless the only stages known are
    /// projet or conventionné, in which case it never counts.
    pub fn debut_effectif(&self) -> Option<NaiveDate> {
        let debut = self.debut?;
        if let Some(comptes) = self.etape(Etape::Comptes) {
            return Some(debut.max(comptes));
        }
        let annonce =
            self.etape(Etape::Projet).is_some() || self.etape(Etape::Conventionne).is_some();
        let realise = self.etape(Etape::Forme).is_some() || self.etape(Etape::Utilise).is_some();
        (realise || !annonce).then_some(debut)
    }

    /// Whether it runs on `jour` and counts under `regle`; both bounds included. Whether the
    /// solution is an ENT at all is for the caller to ask.
    pub fn compte_au(&self, jour: NaiveDate, regle: Regle) -> bool {
        regle.accepts(self.perimetre)
            && self.debut_effectif().is_some_and(|debut| debut <= jour)
            && self.fin.is_none_or(|fin| jour <= fin)
    }
}
