//! The curve of schools with an ENT, month by month, stacked by solution.
//!
//! A pure value drawn by several writers (window, reports). Each band counts a school once: one
//! with two ENT stands in the first of them in the order of the list of solutions, so that the
//! bands add up to the number of schools with an ENT.

use std::ops::Range;

use chrono::{Datelike as _, Months, NaiveDate};

use super::{Ecole, Faits, Id, Population, Regle, Situation};

/// One day of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub jour: NaiveDate,
    /// Schools of the population open that day.
    pub ecoles: u32,
    /// Those with an ENT: the sum of the bands.
    pub avec_ent: u32,
}

/// One band: the schools whose first ENT is this solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serie {
    pub solution: Id,
    pub nom: String,
    /// The place of the solution in its list, which decides its colour.
    pub ordre: i64,
    /// One number of schools per point.
    pub valeurs: Vec<u32>,
}

/// The curve over one stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Courbe {
    pub regle: Regle,
    pub population: Population,
    /// In order of time: the first day of each month, then the end date.
    pub points: Vec<Point>,
    /// In the order of the list of solutions; a solution without a school has no band.
    pub series: Vec<Serie>,
}

/// Counts at the first day of each month from `debut` to `fin`, both included, and on `fin`.
pub fn courbe(
    faits: &Faits,
    debut: NaiveDate,
    fin: NaiveDate,
    regle: Regle,
    population: Population,
) -> Courbe {
    courbe_de(faits, debut, fin, regle, population, |_| true)
}

/// As [`courbe`], of the schools only while their situation is one of these: a group, day by day.
pub fn courbe_de(
    faits: &Faits,
    debut: NaiveDate,
    fin: NaiveDate,
    regle: Regle,
    population: Population,
    membre: impl Fn(&Situation) -> bool,
) -> Courbe {
    let jours = jours(debut, fin);
    let mut solutions: Vec<_> = faits.solutions.values().filter(|s| s.compte_ent).collect();
    solutions.sort_by(|a, b| (a.ordre, &a.nom, a.id).cmp(&(b.ordre, &b.nom, b.id)));
    let rangs: std::collections::BTreeMap<Id, usize> = solutions
        .iter()
        .enumerate()
        .map(|(rang, s)| (s.id, rang))
        .collect();

    // What each point has more than the one before it.
    let mut ecoles = vec![0; jours.len() + 1];
    let mut bandes = vec![ecoles.clone(); solutions.len()];
    // When one school has each ENT, and where that changes.
    let mut servis: Vec<(Range<usize>, usize)> = Vec::new();
    let mut bornes: Vec<usize> = Vec::new();
    let comptee = |s: &Situation| population.contains(s.statut) && membre(s);
    for ecole in &faits.ecoles {
        if !ecole.situations.iter().any(|p| comptee(&p.situation)) {
            continue;
        }
        servis.clear();
        bornes.clear();
        for d in faits.deploiements(ecole.id) {
            if let Some(&rang) = rangs.get(&d.solution)
                && let Some(effectif) = d.debut_effectif()
                && regle.accepts(d.perimetre)
            {
                let servi = places(&jours, Some(effectif), d.fin);
                bornes.extend([servi.start, servi.end]);
                servis.push((servi, rang));
            }
        }
        bornes.sort_unstable();
        for ouverte in places_ouvertes(ecole, &jours, comptee) {
            add(&mut ecoles, &ouverte);
            for (&de, &a) in bornes.iter().zip(bornes.iter().skip(1)) {
                let presentes = servis.iter().filter(|(servi, _)| servi.contains(&de));
                if let Some(rang) = presentes.map(|(_, rang)| *rang).min() {
                    add(
                        &mut bandes[rang],
                        &(de.max(ouverte.start)..a.min(ouverte.end)),
                    );
                }
            }
        }
    }
    let ecoles = sums(&ecoles);
    let bandes: Vec<Vec<u32>> = bandes.iter().map(|bande| sums(bande)).collect();

    let point = |(place, &jour): (usize, &NaiveDate)| Point {
        jour,
        ecoles: ecoles[place],
        avec_ent: bandes.iter().map(|bande| bande[place]).sum(),
    };
    let points = jours.iter().enumerate().map(point).collect();
    let series = solutions
        .iter()
        .zip(bandes)
        .filter(|(_, valeurs)| valeurs.iter().any(|v| *v > 0))
        .map(|(s, valeurs)| Serie {
            solution: s.id,
            nom: s.nom.clone(),
            ordre: s.ordre,
            valeurs,
        })
        .collect();
    Courbe {
        regle,
        population,
        points,
        series,
    }
}

/// Counts one more school at each of these places.
fn add(ecarts: &mut [i32], places: &Range<usize>) {
    if places.start < places.end {
        ecarts[places.start] += 1;
        ecarts[places.end] -= 1;
    }
}

/// The number at each point, of what each has more than the one before it.
fn sums(ecarts: &[i32]) -> Vec<u32> {
    let mut somme = 0;
    let (_, points) = ecarts.split_last().unwrap_or((&0, &[]));
    let sommes = points.iter().map(|ecart| {
        somme += ecart;
        somme.cast_unsigned()
    });
    sommes.collect()
}

/// The days of the points. Empty when `fin` comes before `debut`.
fn jours(debut: NaiveDate, fin: NaiveDate) -> Vec<NaiveDate> {
    let mut jours = Vec::new();
    let mut premier = debut.with_day(1);
    if premier.is_some_and(|jour| jour < debut) {
        premier = mois_suivant(debut);
    }
    while let Some(jour) = premier.filter(|jour| *jour < fin) {
        jours.push(jour);
        premier = mois_suivant(jour);
    }
    if debut <= fin {
        jours.push(fin);
    }
    jours
}

/// The first day of the month after this one.
fn mois_suivant(jour: NaiveDate) -> Option<NaiveDate> {
    jour.with_day(1)?.checked_add_months(Months::new(1))
}

/// The places of the days between two bounds, both included.
fn places(jours: &[NaiveDate], de: Option<NaiveDate>, a: Option<NaiveDate>) -> Range<usize> {
    let debut = de.map_or(0, |de| jours.partition_point(|jour| *jour < de));
    let fin = a.map_or(jours.len(), |a| jours.partition_point(|jour| *jour <= a));
    debut..fin.max(debut)
}

/// The places where this school is open and counted: the same answer as
/// [`Ecole::au`] and `Situation::ouverte_au` day by day, without asking for each day.
fn places_ouvertes(
    ecole: &Ecole,
    jours: &[NaiveDate],
    comptee: impl Fn(&Situation) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let situations = &ecole.situations;
    situations
        .iter()
        .enumerate()
        .filter_map(move |(rang, periode)| {
            let situation = &periode.situation;
            if !comptee(situation) || situation.a_ouvrir() {
                return None;
            }
            let de = if rang == 0 { None } else { periode.de };
            let suivante = situations.get(rang + 1).and_then(|suivante| suivante.de);
            let veille = |jour: Option<NaiveDate>| jour?.pred_opt();
            let periode = places(jours, de, veille(suivante));
            let ouverte = places(jours, situation.ouverture, veille(situation.fermeture));
            let debut = periode.start.max(ouverte.start);
            Some(debut..periode.end.min(ouverte.end).max(debut))
        })
}
