//! The marks on a curve: what happened while it rose.

use chrono::NaiveDate;

use crate::domain::Faits;

/// The first lockdown began on 17 March 2020 at noon (décret n° 2020-260 of 16 March 2020).
///
/// Schools had been closed since the 16th. « De nombreux comptes ont été créés pendant la période
/// de confinement » (`domain.md` §0.2).
pub const CONFINEMENT: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 3, 17);

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repere {
    pub jour: NaiveDate,
    pub libelle: String,
    /// Of everyone's calendar, rather than of this carnet.
    pub commun: bool,
}

/// The marks between two days, both included, in order of time: the lockdown, and the events of
/// the carnet that have a name.
pub fn reperes(faits: &Faits, debut: NaiveDate, fin: NaiveDate) -> Vec<Repere> {
    let confinement = CONFINEMENT.map(|jour| Repere {
        jour,
        libelle: "confinement".to_owned(),
        commun: true,
    });
    let evenements = faits.terrain.evenements.values();
    let evenements = evenements.filter_map(|e| {
        Some(Repere {
            jour: e.le?,
            libelle: Some(e.nom.trim()).filter(|nom| !nom.is_empty())?.to_owned(),
            commun: false,
        })
    });
    let mut reperes: Vec<Repere> = confinement
        .into_iter()
        .chain(evenements)
        .filter(|r| debut <= r.jour && r.jour <= fin)
        .collect();
    reperes.sort_by(|a, b| (a.jour, !a.commun, &a.libelle).cmp(&(b.jour, !b.commun, &b.libelle)));
    reperes
}
