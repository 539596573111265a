//! The subscription horizon: until when each ENT is paid, and what is left unpaid.
//!
//! A subscription is a funding with dates of subscription (first and last day included). Several
//! may follow one another or be shared by two payers; the ENT is paid until the last of their
//! ends. Months are counted as people say them: the end of June is three months away all through
//! March, and « ce mois-ci » all through June (`domain.md` §0.2: start and end of each
//! subscription, renewal alert, gap detection).

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::bilan::Population;
use super::date::{date_longue, mois_civils};
use super::{Deploiement, Dispositif, Faits, Financement, Id, Regle, Solution};

/// How far ahead, in months, an end is « bientôt » on the dashboard and in the list of schools.
pub const BIENTOT: i32 = 6;

/// One ENT of a school and the last end of what pays it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echeance<'a> {
    pub ecole: Id,
    /// The ENT paid for; `None` when a subscription is paid and no ENT is in service.
    pub deploiement: Option<&'a Deploiement>,
    /// In service on the day looked at.
    pub en_service: bool,
    /// The fundings that end last: two when two payers share one subscription. Empty when no
    /// subscription is known.
    pub financements: Vec<&'a Financement>,
    /// Last day paid, included; `None` when nobody said.
    pub fin: Option<NaiveDate>,
}

/// When an end comes, seen from one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tranche {
    Fini,
    TroisMois,
    Annee,
    PlusTard,
    /// In service, and nobody said until when it is paid.
    SansFin,
}

impl Tranche {
    pub const ALL: [Self; 5] = [
        Self::Fini,
        Self::TroisMois,
        Self::Annee,
        Self::PlusTard,
        Self::SansFin,
    ];

    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Fini => "Finis",
            Self::TroisMois => "Dans les 3 mois",
            Self::Annee => "Dans l’année",
            Self::PlusTard => "Plus tard",
            Self::SansFin => "Sans fin connue",
        }
    }
}

/// Whether a last day paid comes within this many months of `au` and is not past.
pub(in crate::domain) fn finit_dans(fin: NaiveDate, mois: i32, au: NaiveDate) -> bool {
    au <= fin && mois_restants(fin, au) <= mois
}

impl Echeance<'_> {
    pub fn tranche(&self, au: NaiveDate) -> Tranche {
        match self.fin {
            None => Tranche::SansFin,
            Some(fin) if fin < au => Tranche::Fini,
            Some(fin) => match mois_restants(fin, au) {
                ..=3 => Tranche::TroisMois,
                4..=12 => Tranche::Annee,
                _ => Tranche::PlusTard,
            },
        }
    }

    /// Ends within this many months and has not ended.
    pub fn finit_dans(&self, mois: i32, au: NaiveDate) -> bool {
        self.fin.is_some_and(|fin| finit_dans(fin, mois, au))
    }

    /// Euro cents of the subscriptions that end last; `None` when no amount is known.
    pub fn montant_centimes(&self) -> Option<i64> {
        let montants = self.financements.iter().filter_map(|f| f.montant_centimes);
        montants.reduce(|a, b| a + b)
    }

    pub fn solution<'f>(&self, faits: &'f Faits) -> Option<&'f Solution> {
        faits.solutions.get(&self.deploiement?.solution)
    }

    /// Who pays, each once, in the order of the fundings.
    pub fn dispositifs<'f>(&self, faits: &'f Faits) -> Vec<&'f Dispositif> {
        let mut tous: Vec<&Dispositif> = Vec::new();
        for dispositif in self.financements.iter().filter_map(|f| f.dispositif) {
            if let Some(d) = faits.dispositifs.get(&dispositif)
                && !tous.contains(&d)
            {
                tous.push(d);
            }
        }
        tous
    }
}

/// Calendar months from that of `au` to that of `fin`; negative once the month is past.
pub fn mois_restants(fin: NaiveDate, au: NaiveDate) -> i32 {
    mois_civils(au, fin)
}

/// « finit dans 3 mois », « finit ce mois-ci », « fini depuis 2 mois ».
pub fn phrase(fin: NaiveDate, au: NaiveDate) -> String {
    let mois = mois_restants(fin, au);
    let duree = || match mois.abs() {
        n @ ..=23 => format!("{n}\u{a0}mois"),
        n if n % 12 == 0 => format!("{}\u{a0}ans", n / 12),
        n => format!("plus de {}\u{a0}ans", n / 12),
    };
    if fin == au {
        return "finit aujourd’hui".to_owned();
    }
    match (fin < au, mois) {
        (false, 0) => "finit ce mois-ci".to_owned(),
        (false, 1) => "finit le mois prochain".to_owned(),
        (false, _) => format!("finit dans {}", duree()),
        (true, 0) => "fini ce mois-ci".to_owned(),
        (true, -1) => "fini le mois dernier".to_owned(),
        (true, _) => format!("fini depuis {}", duree()),
    }
}

/// A stretch of time, both days included; `au` is `None` while it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intervalle {
    pub du: NaiveDate,
    pub au: Option<NaiveDate>,
}

impl Intervalle {
    /// « du 1er juillet 2021 au 3 octobre 2021 », « depuis le 1er juillet 2021 ».
    fn phrase(self) -> String {
        match self.au {
            Some(au) => format!("du {} au {}", date_longue(self.du), date_longue(au)),
            None => format!("depuis le {}", date_longue(self.du)),
        }
    }
}

/// What is amiss in what pays an ENT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anomalie {
    /// The ENT went on after the end of what paid it.
    SansAbonnement(Intervalle),
    /// Two different subscriptions for the same days. Two payers of one subscription have the
    /// same dates, and are none.
    EnDouble(Intervalle),
}

impl Anomalie {
    pub fn phrase(self) -> String {
        match self {
            Self::SansAbonnement(i) if i.au.is_none() => {
                format!("ENT en service sans abonnement {}", i.phrase())
            }
            Self::SansAbonnement(i) => format!("Sans abonnement {}", i.phrase()),
            Self::EnDouble(i) => format!("Deux abonnements en même temps {}", i.phrase()),
        }
    }
}

/// What is amiss up to `au` in what pays `d`, in order of time.
///
/// Nothing is said before the end of a first subscription: what was never paid for is only not
/// known. A subscription whose end nobody said is taken to go on.
pub fn anomalies<'a>(
    d: &Deploiement,
    abonnements: impl Iterator<Item = &'a Financement>,
    au: NaiveDate,
) -> Vec<Anomalie> {
    let mut periodes: Vec<(NaiveDate, NaiveDate)> = abonnements
        .filter(|f| f.abonnement_debut.is_some() || f.abonnement_fin.is_some())
        .map(|f| {
            (
                f.abonnement_debut.unwrap_or(NaiveDate::MIN),
                f.abonnement_fin.unwrap_or(NaiveDate::MAX),
            )
        })
        .collect();
    periodes.sort_unstable();
    periodes.dedup();
    let Some(&(_, mut paye)) = periodes.first() else {
        return Vec::new();
    };
    let mut trouvees = Vec::new();
    for &(debut, fin) in &periodes[1..] {
        if let Some(trou) = unpaid(d, paye, Some(debut), au) {
            trouvees.push(Anomalie::SansAbonnement(trou));
        }
        let commune = paye.min(fin);
        if debut <= commune && debut > NaiveDate::MIN && commune < NaiveDate::MAX {
            trouvees.push(Anomalie::EnDouble(Intervalle {
                du: debut,
                au: Some(commune),
            }));
        }
        paye = paye.max(fin);
    }
    trouvees.extend(unpaid(d, paye, None, au).map(Anomalie::SansAbonnement));
    trouvees
}

/// The days of service of `d` between the last day paid and the first day paid again, when they
/// have begun on `au`.
fn unpaid(
    d: &Deploiement,
    paye: NaiveDate,
    repris: Option<NaiveDate>,
    au: NaiveDate,
) -> Option<Intervalle> {
    let du = paye.succ_opt()?.max(d.debut_effectif()?);
    let veille = repris.and_then(|r| r.pred_opt());
    let jusqua = match (veille, d.fin) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    (du <= au && jusqua.is_none_or(|fin| du <= fin)).then_some(Intervalle { du, au: jusqua })
}

/// Number of ends in each calendar year, unknown ones apart.
pub fn par_annee(echeances: &[Echeance<'_>]) -> BTreeMap<i32, usize> {
    let mut comptes = BTreeMap::new();
    for fin in echeances.iter().filter_map(|e| e.fin) {
        *comptes.entry(fin.year()).or_default() += 1;
    }
    comptes
}

/// How far ahead, in months, of the day looked at a subscription may begin and be known that day:
/// a renewal is signed before the one it follows ends. What began later was not known, so that the
/// alerts of a past day are still seen on it.
const CONNU: Months = Months::new(12);

/// The last end of these subscriptions. One that began after it and whose end nobody said makes it
/// unknown.
fn last_end<'a>(abonnements: impl Iterator<Item = &'a Financement> + Clone) -> Option<NaiveDate> {
    let fin = abonnements.clone().filter_map(|f| f.abonnement_fin).max()?;
    let mut suivants = abonnements.filter(|f| f.abonnement_fin.is_none());
    let en_cours = suivants.any(|f| f.abonnement_debut.is_some_and(|debut| debut > fin));
    (!en_cours).then_some(fin)
}

/// Those that end on `fin`, their [`last_end`]; when it is not known, those that nobody said the
/// end of and that go on after all others.
fn ending<'a>(
    abonnements: impl Iterator<Item = &'a Financement> + Clone,
    fin: Option<NaiveDate>,
) -> Vec<&'a Financement> {
    let connue = abonnements.clone().filter_map(|f| f.abonnement_fin).max();
    abonnements
        .filter(|f| match fin {
            Some(_) => f.abonnement_fin == fin,
            None => f.abonnement_fin.is_none() && (connue.is_none() || f.abonnement_debut > connue),
        })
        .collect()
}

/// Of the fundings of a school, the subscriptions known on `au` that pay `d`; of an ENT out of
/// service, those that name it; of no ENT, those that name none.
fn payeurs<'a>(
    financements: &'a [Financement],
    d: Option<&'a Deploiement>,
    en_service: bool,
    au: NaiveDate,
) -> impl Iterator<Item = &'a Financement> + Clone {
    let limite = au.checked_add_months(CONNU).unwrap_or(NaiveDate::MAX);
    let connus = financements.iter().filter(move |f| {
        f.est_abonnement() && f.abonnement_debut.is_none_or(|debut| debut <= limite)
    });
    connus.filter(move |f| match (d, f.deploiement) {
        (Some(d), Some(id)) => id == d.id,
        (Some(d), None) => {
            let commun = |fin| d.debut.is_none_or(|debut| debut <= fin);
            en_service && f.abonnement_fin.is_none_or(commun)
        }
        (None, nomme) => nomme.is_none(),
    })
}

impl Faits {
    /// The subscriptions that pay `d`, as known on `au`: those that name it, and those of the
    /// school that name no ENT and were not over when it began.
    pub fn abonnements_de<'a>(
        &'a self,
        d: &'a Deploiement,
        au: NaiveDate,
    ) -> impl Iterator<Item = &'a Financement> + Clone {
        payeurs(self.financements(d.ecole), Some(d), true, au)
    }

    /// Tells `note` each ENT of a school, whether it is in service on `au` and the last day paid:
    /// what [`Self::echeances`] says without looking for who pays, for counts of many schools.
    pub(in crate::domain) fn fins<'a>(
        &self,
        (deploiements, financements): (&'a [Deploiement], &'a [Financement]),
        au: NaiveDate,
        mut note: impl FnMut(Option<&'a Deploiement>, bool, Option<NaiveDate>),
    ) {
        let mut servi = false;
        for d in deploiements {
            let en_service = d.compte_au(au, Regle::Classe);
            servi |= en_service;
            let abonnements = payeurs(financements, Some(d), en_service, au);
            let fin = last_end(abonnements.clone());
            let retenue = if en_service {
                self.est_ent(d) || abonnements.clone().next().is_some()
            } else {
                fin.is_some_and(|fin| au <= fin)
            };
            if retenue {
                note(Some(d), en_service, fin);
            }
        }
        if !servi {
            let fin = last_end(payeurs(financements, None, false, au));
            if fin.is_some_and(|fin| au <= fin) {
                note(None, false, fin);
            }
        }
    }

    /// The ENT of a school and the last end of what pays each: those in service on `au`, and
    /// those paid beyond that day without being in service.
    pub fn echeances(&self, ecole: Id, au: NaiveDate) -> Vec<Echeance<'_>> {
        let mut echeances = Vec::new();
        let (siens, financements) = (self.deploiements(ecole), self.financements(ecole));
        self.fins((siens, financements), au, |deploiement, en_service, fin| {
            let abonnements = payeurs(financements, deploiement, en_service, au);
            echeances.push(Echeance {
                ecole,
                deploiement,
                en_service,
                financements: ending(abonnements, fin),
                fin,
            });
        });
        echeances
    }

    /// Those of every school open on `au`, the first to end first, unknown ends last.
    pub fn toutes_echeances(&self, au: NaiveDate, population: Population) -> Vec<Echeance<'_>> {
        let mut toutes: Vec<Echeance<'_>> = self
            .ouvertes_au(au)
            .filter(|(_, s)| population.contains(s.statut))
            .flat_map(|(ecole, _)| self.echeances(ecole.id, au))
            .collect();
        // Stable: schools stay in order of UAI within one day.
        toutes.sort_by_key(|e| e.fin.unwrap_or(NaiveDate::MAX));
        toutes
    }
}

/// The last day of a subscription of this many years that begins on `debut`.
pub fn derniere_journee(debut: NaiveDate, annees: u32) -> NaiveDate {
    debut
        .checked_add_months(chrono::Months::new(12 * annees))
        .and_then(|jour| jour.checked_sub_days(Days::new(1)))
        .unwrap_or(NaiveDate::MAX)
}
