//! What a school works with: network, equipment, GAR, where accounts come from, charte.

use chrono::NaiveDate;

use super::Id;
use super::date::date_longue;
use super::nombre::{compte, entier};

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

    /// What this one states and `connu` does not already say: the rest says nothing.
    #[must_use]
    pub fn changed_from(&self, connu: Option<&Self>) -> Self {
        fn new<T: PartialEq + Copy>(dit: Option<T>, connu: Option<T>) -> Option<T> {
            dit.filter(|_| dit != connu)
        }
        let vides = Self::vides(self.ecole, self.le);
        let c = connu.unwrap_or(&vides);
        Self {
            ecole: self.ecole,
            le: self.le,
            debit_mbits: new(self.debit_mbits, c.debit_mbits),
            wifi: new(self.wifi, c.wifi),
            postes: new(self.postes, c.postes),
            tablettes: new(self.tablettes, c.tablettes),
            ecrans: new(self.ecrans, c.ecrans),
            gar: new(self.gar, c.gar),
            gar_le: new(self.gar_le, c.gar_le),
            responsable_affectation: new(self.responsable_affectation, c.responsable_affectation),
            alimentation: new(self.alimentation, c.alimentation),
            charte: new(self.charte, c.charte),
            charte_le: new(self.charte_le, c.charte_le),
            commentaire: if self.commentaire == c.commentaire {
                String::new()
            } else {
                self.commentaire.clone()
            },
        }
    }

    /// « débit 300 Mbit/s, GAR : oui, depuis le 12 mars 2021 »; empty when nothing is stated.
    pub fn phrase(&self) -> String {
        let oui = |vrai: bool| if vrai { "oui" } else { "non" };
        let depuis = |jour: NaiveDate| format!("depuis le {}", date_longue(jour));
        let nombre = |n: Option<u32>, un: &str, plusieurs: &str| {
            n.map(|n| compte(n as usize, un, plusieurs))
        };
        let dits = [
            self.debit_mbits
                .map(|n| format!("débit {}\u{a0}Mbit/s", entier(n))),
            self.wifi
                .map(|w| format!("wifi\u{202f}: {}", w.libelle().to_lowercase())),
            nombre(self.postes, "poste", "postes"),
            nombre(self.tablettes, "tablette", "tablettes"),
            nombre(self.ecrans, "écran", "écrans"),
            self.gar.map(|g| format!("GAR\u{202f}: {}", oui(g))),
            self.gar_le.map(|jour| format!("GAR {}", depuis(jour))),
            self.responsable_affectation
                .map(|r| format!("responsable d’affectation\u{202f}: {}", oui(r))),
            self.alimentation
                .map(|a| format!("comptes\u{202f}: {}", a.libelle())),
            self.charte
                .map(|c| format!("charte signée\u{202f}: {}", oui(c))),
            self.charte_le
                .map(|jour| format!("charte {}", depuis(jour))),
            (!self.commentaire.is_empty()).then(|| self.commentaire.clone()),
        ];
        dits.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The identity of what is said of a school on one day: said again, it is corrected.
    pub fn id(&self) -> Id {
        Id::derived("conditions", &format!("{}/{}", self.ecole, self.le))
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

    #[test]
    fn only_what_changed_is_said_again() {
        let ecole = Id::ecole("0880001Y");
        let le = NaiveDate::from_ymd_opt(2025, 6, 1).unwrap();
        let connu = Conditions {
            wifi: Some(Wifi::Partiel),
            charte: Some(false),
            ..Conditions::vides(ecole, le)
        };
        let dit = Conditions {
            wifi: Some(Wifi::Partiel),
            charte: Some(true),
            charte_le: Some(le),
            ..Conditions::vides(ecole, le)
        };
        let nouveau = dit.changed_from(Some(&connu));
        assert_eq!((nouveau.wifi, nouveau.charte), (None, Some(true)));
        assert_eq!(
            nouveau.phrase(),
            "charte signée\u{202f}: oui, charte depuis le 1er juin 2025"
        );
        assert_eq!(nouveau.changed_from(Some(&dit)).phrase(), "");
        assert_eq!(dit.changed_from(None), dit);
    }
}
