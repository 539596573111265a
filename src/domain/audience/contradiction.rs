//! What is declared beside what is measured: the schools where the two cannot both be right.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::{Audience, Profil, semaines_scolaires};
use crate::domain::calendrier::droit_local;
use crate::domain::nombre::compte;
use crate::domain::{Etape, Faits, Id, Regle};

/// Weeks of school without a visit that contradict a declared use: two months.
pub const SEMAINES: usize = 8;

/// A school whose measure says otherwise than its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcartMesure {
    pub ecole: Id,
    /// The stage « utilisé » was reached; else the ENT is only said to be there.
    pub utilise: bool,
    /// Visits over the weeks looked at, as published for everybody; 0 when that column is empty.
    pub visites: u64,
    /// The last week somebody came; `None` = none of those known.
    pub derniere_visite: Option<NaiveDate>,
}

/// The schools open that day where declared and measured do not agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contradictions {
    /// The weeks looked at, in order: the last weeks of school the carnet has measures of, at most
    /// [`SEMAINES`].
    pub semaines: Vec<NaiveDate>,
    /// With an ENT over all these weeks, measured once, and nobody came in any of them. Empty
    /// while fewer than [`SEMAINES`] are known.
    pub sans_visite: Vec<EcartMesure>,
    /// Somebody came in a week of these in which no ENT is declared, and none is since.
    pub sans_declaration: Vec<EcartMesure>,
    /// With an ENT over all these weeks, and never in the measures at hand.
    pub jamais_mesurees: Vec<Id>,
}

impl Contradictions {
    /// How many schools are contradicted; those never measured are not.
    pub const fn nombre(&self) -> usize {
        self.sans_visite.len() + self.sans_declaration.len()
    }

    /// The schools contradicted.
    pub fn ecoles(&self) -> Vec<Id> {
        let tous = self.sans_visite.iter().chain(&self.sans_declaration);
        tous.map(|e| e.ecole).collect()
    }

    /// « 3 écoles contredites par la mesure d’audience »; `None` when there is none.
    pub fn phrase(&self) -> Option<String> {
        let n = self.nombre();
        (n > 0).then(|| {
            format!(
                "{} par la mesure d’audience",
                compte(n, "école contredite", "écoles contredites")
            )
        })
    }
}

/// Declared against measured on `au`. The weeks of `audience` after `au` are not looked at.
pub fn contradictions(
    faits: &Faits,
    audience: &Audience,
    au: NaiveDate,
    regle: Regle,
) -> Contradictions {
    let connues: BTreeSet<NaiveDate> = audience
        .lundis()
        .into_iter()
        .filter(|lundi| dimanche(*lundi) <= au)
        .collect();
    let (Some(premiere), Some(derniere)) = (connues.first(), connues.last()) else {
        return Contradictions::default();
    };
    let conges = &faits.terrain.conges;
    let scolaires = semaines_scolaires(conges, *premiere, *derniere, droit_local(faits, au));
    let mut semaines: Vec<NaiveDate> = connues.intersection(&scolaires).copied().collect();
    semaines.drain(..semaines.len().saturating_sub(SEMAINES));
    let Some(depuis) = semaines.first().copied() else {
        return Contradictions::default();
    };
    let mut trouvees = Contradictions {
        semaines,
        ..Contradictions::default()
    };
    let assez = trouvees.semaines.len() == SEMAINES;
    for (ecole, _) in faits.ouvertes_au(au) {
        let id = ecole.id;
        let mesurees = audience.semaines(id);
        let mesurees = &mesurees[..mesurees.partition_point(|s| dimanche(s.lundi) <= au)];
        let equipee = faits.est_equipee(id, au, regle);
        // An ENT that came in the meantime had not these weeks to be used.
        let tout_du_long = equipee && faits.est_equipee(id, depuis, regle);
        if mesurees.is_empty() {
            if tout_du_long {
                trouvees.jamais_mesurees.push(id);
            }
            continue;
        }
        let par_semaine: BTreeMap<NaiveDate, _> = mesurees.iter().map(|s| (s.lundi, s)).collect();
        let vues = trouvees.semaines.iter();
        let vues = vues.filter_map(|lundi| par_semaine.get(lundi).copied());
        let declaree = |s: &super::SemaineMesuree| {
            faits.est_equipee(id, s.lundi, regle) || faits.est_equipee(id, dimanche(s.lundi), regle)
        };
        let visitees: Vec<_> = vues.filter(|s| s.a_visite()).collect();
        let ecart = |semaines: &[&super::SemaineMesuree]| EcartMesure {
            ecole: id,
            utilise: (faits.deploiements(id).iter()).any(|d| {
                d.compte_au(au, regle) && d.etape(Etape::Utilise).is_some_and(|le| le <= au)
            }),
            visites: (semaines.iter())
                .filter_map(|s| s.mesure(Profil::Globales).visites)
                .map(u64::from)
                .sum(),
            derniere_visite: (mesurees.iter().rev())
                .find(|s| s.a_visite())
                .map(|s| s.lundi),
        };
        if tout_du_long && assez && visitees.is_empty() {
            trouvees.sans_visite.push(ecart(&[]));
        }
        let hors: Vec<_> = visitees.into_iter().filter(|s| !declaree(s)).collect();
        if !equipee && !hors.is_empty() {
            trouvees.sans_declaration.push(ecart(&hors));
        }
    }
    trouvees
}

/// The last day of the week of this Monday.
fn dimanche(lundi: NaiveDate) -> NaiveDate {
    lundi.checked_add_days(Days::new(6)).unwrap_or(lundi)
}
