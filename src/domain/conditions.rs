//! What a school works with: network, equipment, GAR, where accounts come from, charte.

use chrono::NaiveDate;

use super::Id;

/// How far the wifi reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wifi {
    Aucun,
    Partiel,
    Complet,
}

impl Wifi {
    pub const ALL: [Self; 3] = [Self::Aucun, Self::Partiel, Self::Complet];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aucun => "aucun",
            Self::Partiel => "partiel",
            Self::Complet => "complet",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == texte)
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Aucun => "Aucun",
            Self::Partiel => "Partiel",
            Self::Complet => "Toute l’école",
        }
    }
}

/// Where the accounts of the ENT come from (`domain.md` §1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Alimentation {
    Aaf,
    Onde,
    Manuelle,
}

impl Alimentation {
    pub const ALL: [Self; 3] = [Self::Aaf, Self::Onde, Self::Manuelle];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aaf => "AAF",
            Self::Onde => "ONDE",
            Self::Manuelle => "manuelle",
        }
    }

    pub fn parse(texte: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.as_str() == texte)
    }

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Aaf => "AAF",
            Self::Onde => "Export ONDE",
            Self::Manuelle => "À la main",
        }
    }
}

/// What was seen or told on one day; `None` = nothing said of it that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    pub ecole: Id,
    pub le: NaiveDate,
    /// Downstream, megabits per second.
    pub debit_mbits: Option<u32>,
    pub wifi: Option<Wifi>,
    /// Computers, tablets, interactive boards or projectors in working order.
    pub postes: Option<u32>,
    pub tablettes: Option<u32>,
    pub ecrans: Option<u32>,
    /// Connected to the GAR, and since when.
    pub gar: Option<bool>,
    pub gar_le: Option<NaiveDate>,
    /// Is a responsable d'affectation of the GAR named? (`domain.md` §1.11)
    pub responsable_affectation: Option<bool>,
    pub alimentation: Option<Alimentation>,
    /// Is the charte d'usage signed, and since when?
    pub charte: Option<bool>,
    pub charte_le: Option<NaiveDate>,
    pub commentaire: String,
}

impl Conditions {
    /// Nothing said yet.
    pub const fn vides(ecole: Id, le: NaiveDate) -> Self {
        Self {
            ecole,
            le,
            debit_mbits: None,
            wifi: None,
            postes: None,
            tablettes: None,
            ecrans: None,
            gar: None,
            gar_le: None,
            responsable_affectation: None,
            alimentation: None,
            charte: None,
            charte_le: None,
            commentaire: String::new(),
        }
    }

    /// What holds on `jour`, field by field the last said up to that day; `le` is the last day on
    /// which anything was said. `None` when nothing was. `notees` is in order of `le`.
    pub fn au(notees: &[Self], jour: NaiveDate) -> Option<Self> {
        let mut dites = notees.iter().filter(|c| c.le <= jour);
        let mut au = dites.next()?.clone();
        for c in dites {
            au = Self {
                ecole: au.ecole,
                le: c.le,
                debit_mbits: c.debit_mbits.or(au.debit_mbits),
                wifi: c.wifi.or(au.wifi),
                postes: c.postes.or(au.postes),
                tablettes: c.tablettes.or(au.tablettes),
                ecrans: c.ecrans.or(au.ecrans),
                gar: c.gar.or(au.gar),
                gar_le: c.gar_le.or(au.gar_le),
                responsable_affectation: c.responsable_affectation.or(au.responsable_affectation),
                alimentation: c.alimentation.or(au.alimentation),
                charte: c.charte.or(au.charte),
                charte_le: c.charte_le.or(au.charte_le),
                commentaire: if c.commentaire.is_empty() {
                    au.commentaire
                } else {
                    c.commentaire.clone()
                },
            };
        }
        Some(au)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_holds_until_something_else_is() {
        let ecole = Id::ecole("0880001Y");
        let jour = |mois| NaiveDate::from_ymd_opt(2025, mois, 1).unwrap();
        let notees = [
            Conditions {
                wifi: Some(Wifi::Partiel),
                debit_mbits: Some(8),
                ..Conditions::vides(ecole, jour(1))
            },
            Conditions {
                debit_mbits: Some(300),
                gar: Some(false),
                ..Conditions::vides(ecole, jour(6))
            },
        ];
        assert_eq!(Conditions::au(&notees, NaiveDate::MIN), None);
        let mars = Conditions::au(&notees, jour(3)).unwrap();
        assert_eq!(
            (mars.debit_mbits, mars.gar, mars.le),
            (Some(8), None, jour(1))
        );
        let juin = Conditions::au(&notees, jour(6)).unwrap();
        assert_eq!(juin.wifi, Some(Wifi::Partiel));
        assert_eq!((juin.debit_mbits, juin.gar), (Some(300), Some(false)));
    }
}
