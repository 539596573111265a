//! One ENT after another in a school: gaps, overlaps, the order of stages, and changing of ENT on
//! a day. What is odd is told, never refused: only the person knows.

use chrono::NaiveDate;

use super::date::date_longue;
use super::{Deploiement, Etape, Id, Perimetre};

/// What stands between an ENT and those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ecart {
    /// Days without any ENT, both included.
    Sans { du: NaiveDate, au: NaiveDate },
    /// Days with two, both included; `au` is `None` when neither has an end.
    Deux {
        du: NaiveDate,
        au: Option<NaiveDate>,
    },
}

impl Ecart {
    /// Whether it asks for a look: a gap only informs.
    pub const fn est_douteux(self) -> bool {
        matches!(self, Self::Deux { .. })
    }

    /// « Sans ENT pendant 12 jours, du … au … ».
    pub fn phrase(self) -> String {
        let entre = |du: NaiveDate, au: NaiveDate| match (au - du).num_days() + 1 {
            1 => format!("1\u{a0}jour, le {}", date_longue(du)),
            n => format!(
                "{n}\u{a0}jours, du {} au {}",
                date_longue(du),
                date_longue(au)
            ),
        };
        match self {
            Self::Sans { du, au } => format!("Sans ENT pendant {}", entre(du, au)),
            Self::Deux { du, au: Some(au) } => {
                format!("Deux ENT en même temps pendant {}", entre(du, au))
            }
            Self::Deux { du, au: None } => format!(
                "Deux ENT en même temps depuis le {}\u{202f}: la période précédente n’a pas de fin",
                date_longue(du)
            ),
        }
    }
}

/// What stands before each deployment, in order of `debut`: its id, and the gap or overlap.
///
/// Each is compared with all those that began before it. `est_ent` says which solutions are an
/// ENT: other tools live beside one without being a second.
pub fn ecarts(deploiements: &[Deploiement], est_ent: impl Fn(Id) -> bool) -> Vec<(Id, Ecart)> {
    let mut periodes: Vec<(NaiveDate, &Deploiement)> = deploiements
        .iter()
        .filter(|d| est_ent(d.solution))
        .filter_map(|d| Some((d.debut?, d)))
        .collect();
    periodes.sort_by_key(|(debut, d)| (*debut, d.id));
    let mut trouves = Vec::new();
    let mut precedents = periodes.iter();
    let Some((_, premier)) = precedents.next() else {
        return trouves;
    };
    // The furthest end so far: a long period may outlive the next ones.
    let mut fin = premier.fin;
    for &(debut, d) in precedents {
        let ecart = match fin {
            Some(fin) if fin < debut => {
                let (du, au) = (fin.succ_opt().unwrap_or(fin), debut.pred_opt());
                au.filter(|au| du <= *au).map(|au| Ecart::Sans { du, au })
            }
            fin => Some(Ecart::Deux {
                du: debut,
                au: match (fin, d.fin) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                },
            }),
        };
        trouves.extend(ecart.map(|e| (d.id, e)));
        fin = fin.zip(d.fin).map(|(a, b)| a.max(b));
    }
    trouves
}

/// The stages that need another: training may come before the accounts, or after the first use.
pub(super) const BESOINS: [(Etape, Etape); 3] = [
    (Etape::Conventionne, Etape::Projet),
    (Etape::Comptes, Etape::Conventionne),
    (Etape::Utilise, Etape::Comptes),
];

/// A stage dated before the one it needs, in words.
pub fn desordre(d: &Deploiement) -> Option<String> {
    let avant_l_heure = |(etape, besoin): &(Etape, Etape)| {
        d.etape(*etape)
            .zip(d.etape(*besoin))
            .is_some_and(|(jour, requis)| jour < requis)
    };
    BESOINS
        .into_iter()
        .find(avant_l_heure)
        .map(|(etape, besoin)| {
            format!(
                "«\u{a0}{}\u{a0}» est daté avant «\u{a0}{}\u{a0}»\u{202f}: est-ce bien cela\u{202f}?",
                etape.libelle(),
                besoin.libelle()
            )
        })
}

impl Deploiement {
    /// A new one in the whole school from `debut` on, without stages.
    pub fn nouveau(ecole: Id, solution: Id, debut: NaiveDate) -> Self {
        Self {
            id: Id::fresh(),
            ecole,
            solution,
            debut: Some(debut),
            fin: None,
            perimetre: Perimetre::Ecole,
            etapes: [None; 5],
            projet: None,
            commentaire: String::new(),
        }
    }

    /// Begun on `jour` or before, and not over: accounts or not.
    pub fn en_cours_au(&self, jour: NaiveDate) -> bool {
        self.debut.is_some_and(|debut| debut <= jour) && self.fin.is_none_or(|fin| jour <= fin)
    }

    /// The same, whose last day is `jour`; an end already nearer stays. The error is a French
    /// sentence.
    pub fn arrete_le(&self, jour: NaiveDate) -> Result<Self, String> {
        if let Some(debut) = self.debut
            && jour < debut
        {
            return Err(format!(
                "il n’a commencé que le {}\u{202f}: choisissez un jour plus tard",
                date_longue(debut)
            ));
        }
        Ok(Self {
            fin: Some(self.fin.map_or(jour, |fin| fin.min(jour))),
            ..self.clone()
        })
    }

    /// Changing of ENT on `jour`: this one ends the day before, the new one begins that day with
    /// the same reach. The error is a French sentence.
    pub fn change_pour(&self, solution: Id, jour: NaiveDate) -> Result<[Self; 2], String> {
        if solution == self.solution {
            return Err("c’est déjà cet ENT\u{202f}: choisissez-en un autre".to_owned());
        }
        let ancien = self.arrete_le(jour.pred_opt().unwrap_or(jour))?;
        let nouveau = Self {
            perimetre: self.perimetre,
            ..Self::nouveau(self.ecole, solution, jour)
        };
        Ok([ancien, nouveau])
    }
}
