//! The tour: which schools to see first, and why (F40: stale, expiring, asked for).
//!
//! Each reason has a weight; a school's score is their sum. Reasons are what a person reads: the
//! score only puts schools in order. Distances are as the crow flies.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::abonnement::{BIENTOT, mois_restants};
use super::bilan::{NON_RENSEIGNE, Population};
use super::fraicheur::mois_ecoules;
use super::groupe::{Groupe, NomsCommunes, SorteGroupe};
use super::lieu::distance;
use super::texte::sans_accents;
use super::{Ecole, Etape, Faits, Id, Regle, Situation};

mod raison;

pub use self::raison::Raison;

/// Months without a visit after which a school is to be seen again, unless told otherwise.
pub const SANS_VISITE: u32 = 12;

/// How a tour is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demande {
    /// The day looked at.
    pub au: NaiveDate,
    /// Months without a visit, from 1.
    pub sans_visite: u32,
    pub population: Population,
    /// Where one starts from.
    pub depuis: Option<Id>,
    /// Secteur or commune; `None` = one list.
    pub par: Option<SorteGroupe>,
    /// Who « nous » is: name and function of the person of the settings.
    pub nous: BTreeSet<String>,
}

impl Demande {
    /// What is asked unless told otherwise.
    pub fn au(au: NaiveDate) -> Self {
        Self {
            au,
            sans_visite: SANS_VISITE,
            population: Population::default(),
            depuis: None,
            par: None,
            nous: BTreeSet::new(),
        }
    }

    /// The same, for a person and their function.
    pub fn pour(mut self, personne: &str, fonction: &str) -> Self {
        let mots = [personne, fonction].map(|m| sans_accents(m.trim()));
        self.nous = mots.into_iter().filter(|m| !m.is_empty()).collect();
        self
    }
}

/// One school to see, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct AVoir {
    pub ecole: Id,
    pub uai: String,
    pub nom: String,
    pub commune: String,
    /// The name of its group; empty when the tour is one list.
    pub groupe: String,
    /// The weightiest first; never empty.
    pub raisons: Vec<Raison>,
    pub score: u32,
    /// Metres from the start; `None` without a start or without coordinates.
    pub distance: Option<f64>,
    /// The register gives no coordinates.
    pub sans_position: bool,
    /// The next visit that is already written.
    pub prevue: Option<NaiveDate>,
}

/// The schools that have a reason to be seen: group by group; within a group the nearest first
/// when there is a start that has coordinates, else the highest score first.
pub fn tournee(faits: &Faits, demande: &Demande) -> Vec<AVoir> {
    let depart = demande
        .depuis
        .and_then(|id| faits.ecole(id))
        .and_then(|ecole| position(ecole.au(demande.au).0));
    let formees = trained(faits, demande.au);
    let communes = NomsCommunes::au(faits, demande.au);
    let mut a_voir: Vec<AVoir> = faits
        .ouvertes_au(demande.au)
        .filter(|(ecole, s)| {
            demande.population.contains(s.statut) && demande.depuis != Some(ecole.id)
        })
        .filter_map(|(ecole, situation)| {
            let raisons = reasons(faits, demande, ecole.id, formees.contains(&ecole.id));
            let (ou, groupe) = (
                position(situation),
                group(faits, demande, situation, &communes),
            );
            let visites = faits.terrain.visites(ecole.id);
            (!raisons.is_empty()).then(|| AVoir {
                score: raisons.iter().map(Raison::poids).sum(),
                raisons,
                groupe,
                distance: depart.zip(ou).map(|(a, b)| distance(a, b)),
                sans_position: ou.is_none(),
                prevue: visites.iter().map(|v| v.le).find(|le| demande.au < *le),
                ..named(ecole, situation)
            })
        })
        .collect();
    in_order(&mut a_voir);
    a_voir
}

/// A line of which only the school is known.
fn named(ecole: &Ecole, situation: &Situation) -> AVoir {
    AVoir {
        ecole: ecole.id,
        uai: ecole.uai.clone(),
        nom: situation.nom.to_string(),
        commune: situation
            .commune_nom
            .as_deref()
            .unwrap_or_default()
            .to_owned(),
        groupe: String::new(),
        raisons: Vec::new(),
        score: 0,
        distance: None,
        sans_position: false,
        prevue: None,
    }
}

fn position(situation: &Situation) -> Option<(f64, f64)> {
    situation.latitude.zip(situation.longitude)
}

fn group(
    faits: &Faits,
    demande: &Demande,
    situation: &Situation,
    communes: &NomsCommunes,
) -> String {
    let Some(sorte) = demande.par else {
        return String::new();
    };
    Groupe::de(sorte, faits, situation).map_or_else(
        || NON_RENSEIGNE.to_owned(),
        |groupe| groupe.nom(faits, communes),
    )
}

/// The schools that took part in a session held by `au`.
fn trained(faits: &Faits, au: NaiveDate) -> BTreeSet<Id> {
    let seances = faits.terrain.formations.values().flat_map(|f| &f.seances);
    seances
        .filter(|s| s.tenue_au(au))
        .flat_map(|s| &s.participations)
        .filter(|p| p.nombre != Some(0))
        .map(|p| p.ecole)
        .collect()
}

/// Why this school, the weightiest reason first.
fn reasons(faits: &Faits, demande: &Demande, ecole: Id, formee: bool) -> Vec<Raison> {
    let au = demande.au;
    let mut raisons = Vec::new();
    let visites = faits.terrain.visites(ecole);
    match visites.iter().rev().find(|v| v.le <= au) {
        None => raisons.push(Raison::JamaisVisitee),
        Some(derniere) => {
            let mois = mois_ecoules(derniere.le, au).max(0).cast_unsigned();
            if mois >= demande.sans_visite {
                raisons.push(Raison::PasVisiteeDepuis { mois });
            }
        }
    }
    let fins = faits.echeances(ecole, au);
    let fins = fins.iter().filter(|e| e.finit_dans(BIENTOT, au));
    if let Some(fin) = fins.filter_map(|e| e.fin).min() {
        let mois = mois_restants(fin, au).cast_unsigned();
        raisons.push(Raison::AbonnementFinit { le: fin, mois });
    }
    let actions = faits.terrain.actions(ecole);
    let retards = actions.iter().filter(|a| a.en_retard_au(au));
    if let Some(plus_ancienne) = retards.clone().min_by_key(|a| a.echeance) {
        raisons.push(Raison::ActionEnRetard {
            libelle: plus_ancienne.libelle.clone(),
            nombre: retards.count(),
        });
    }
    let pour_nous = |a: &&super::Action| {
        let qui = sans_accents(a.qui_dit(&faits.termes).trim());
        a.ouverte_au(au) && demande.nous.contains(&qui)
    };
    if let Some(demandee) = actions.iter().find(pour_nous) {
        raisons.push(Raison::Demandee {
            libelle: demandee.libelle.clone(),
        });
    }
    if !formee && let Some(ent) = untrained(faits, ecole, au) {
        raisons.push(Raison::EntSansFormation { ent });
    }
    raisons.sort_by_key(|raison| std::cmp::Reverse(raison.poids()));
    raisons
}

/// The ENT in service for which no stage says that the school was trained.
fn untrained(faits: &Faits, ecole: Id, au: NaiveDate) -> Option<String> {
    let en_service = |d: &&super::Deploiement| {
        let solution = faits.solutions.get(&d.solution);
        d.compte_au(au, Regle::Classe) && solution.is_some_and(|s| s.compte_ent)
    };
    let mut ents = faits.deploiements(ecole).iter().filter(en_service);
    let sans = ents.find(|d| d.etape(Etape::Forme).is_none_or(|le| au < le))?;
    Some(faits.solutions.get(&sans.solution)?.nom.clone())
}

/// Groups by their nearest or most pressing school, then schools likewise; those without
/// coordinates after the others.
fn in_order(a_voir: &mut [AVoir]) {
    let key = |v: &AVoir| {
        (
            v.distance.unwrap_or(f64::INFINITY),
            std::cmp::Reverse(v.score),
        )
    };
    let before = |a: &(f64, std::cmp::Reverse<u32>), b: &(f64, std::cmp::Reverse<u32>)| {
        a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
    };
    let mut meilleurs: BTreeMap<String, (f64, std::cmp::Reverse<u32>)> = BTreeMap::new();
    for v in &*a_voir {
        let meilleur = meilleurs.entry(v.groupe.clone()).or_insert_with(|| key(v));
        if before(&key(v), meilleur) == Ordering::Less {
            *meilleur = key(v);
        }
    }
    a_voir.sort_by(|a, b| {
        let connu = |v: &AVoir| v.groupe == NON_RENSEIGNE;
        connu(a)
            .cmp(&connu(b))
            .then_with(|| before(&meilleurs[&a.groupe], &meilleurs[&b.groupe]))
            .then_with(|| a.groupe.cmp(&b.groupe))
            .then_with(|| before(&key(a), &key(b)))
            .then_with(|| sans_accents(&a.nom).cmp(&sans_accents(&b.nom)))
            .then_with(|| a.uai.cmp(&b.uai))
    });
}
