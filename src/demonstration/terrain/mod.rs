//! Two school years of work in the field, and the current one: visits and what was promised, trainings, events,
//! observations. Nobody real; people are met by function.

mod formations;
mod observations;
mod textes;
mod visites;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::ecole_fictive::EcoleFictive;
use super::plan::{Ecriture, Monde, Personne};
use crate::domain::{AnneeScolaire, Id, Statut};

/// One operation: its day, who did it, its name, what it writes.
pub(super) type Fait = (NaiveDate, Personne, &'static str, Vec<Ecriture>);

/// An adviser and the circonscription they work in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tenant<'a> {
    pub(super) personne: Personne,
    pub(super) circonscription: Id,
    /// Of the circonscription.
    pub(super) nom: &'a str,
}

/// All of it, in no order.
pub(super) fn faits(
    monde: &Monde,
    tenants: &[Tenant<'_>],
    cpd: Personne,
    aujourdhui: NaiveDate,
) -> Vec<Fait> {
    let mut faits = Vec::new();
    for tenant in tenants {
        faits.extend(visites::faits(monde, *tenant, aujourdhui));
        faits.extend(formations::faits(monde, *tenant, cpd, aujourdhui));
        faits.extend(observations::faits(monde, *tenant, aujourdhui));
    }
    faits.extend(formations::evenements(monde, cpd, aujourdhui));
    faits
}

/// The school years told: two whole ones, then the current one.
fn annees(aujourdhui: NaiveDate) -> [AnneeScolaire; 3] {
    let annee = AnneeScolaire::of(aujourdhui);
    [annee.precedente().precedente(), annee.precedente(), annee]
}

/// The public schools of a circonscription that are open on `le`.
fn ecoles(
    monde: &Monde,
    circonscription: Id,
    le: NaiveDate,
) -> impl Iterator<Item = &EcoleFictive> {
    monde.ecoles.iter().filter(move |e| {
        e.circonscription == circonscription && e.statut == Statut::Public && e.ouverte_au(le)
    })
}

/// Whether a school has a product on `le`.
fn equipee(monde: &Monde, ecole: Id, le: NaiveDate) -> bool {
    monde.deploiements.iter().any(|d| {
        d.ecole == ecole
            && d.debut.is_some_and(|debut| debut <= le)
            && d.fin.is_none_or(|fin| le <= fin)
    })
}

/// A weekday outside the holidays, which are only those of a made-up calendar close to the real
/// ones: the demonstration must not depend on a list that can be corrected.
fn en_classe(le: NaiveDate) -> bool {
    let (mois, jour) = (le.month(), le.day());
    let vacances = match mois {
        7 => jour > 4,
        8 => true,
        10 => jour > 18,
        11 => jour < 3,
        12 => jour > 19,
        1 => jour < 5,
        2 => jour > 14,
        4 => (11..27).contains(&jour),
        _ => false,
    };
    !vacances && !matches!(le.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The first day of class from `le` on.
fn jour_de_classe(le: NaiveDate) -> NaiveDate {
    let mut le = le;
    while !en_classe(le) {
        le = le + Days::new(1);
    }
    le
}
