//! Where schools are: outside France, or far from the others of their commune.

use std::collections::HashMap;

use super::Anomalie;
use super::examen::Examen;
use crate::domain::lieu::distance;
use crate::domain::nombre::entier;
use crate::domain::{Ecole, Situation};

/// Degrees: the parallels and meridians between which France lies, piece by piece.
const FRANCE: [((f64, f64), (f64, f64)); 9] = [
    ((41.2, 51.2), (-5.3, 9.7)),        // metropolitan
    ((14.3, 18.2), (-63.2, -60.7)),     // Antilles, Saint-Martin, Saint-Barthélemy
    ((2.0, 5.9), (-54.7, -51.5)),       // Guyane
    ((-21.5, -20.8), (55.1, 55.9)),     // La Réunion
    ((-13.1, -12.6), (44.9, 45.4)),     // Mayotte
    ((46.7, 47.2), (-56.5, -56.0)),     // Saint-Pierre-et-Miquelon
    ((-28.0, -7.5), (-155.0, -134.0)),  // Polynésie française
    ((-23.0, -19.0), (158.0, 172.5)),   // Nouvelle-Calédonie
    ((-14.5, -13.0), (-178.5, -176.0)), // Wallis-et-Futuna
];

/// Metres from the others of its commune beyond which a school is told.
const LOIN: f64 = 30_000.0;

/// Communes as large as a département, or scattered over islands: distances tell nothing.
const VASTES: [&str; 3] = ["973", "987", "988"];

type Point = (f64, f64);

pub(super) fn examiner(x: &mut Examen<'_>) {
    let mut par_commune: HashMap<&str, Vec<(&Ecole, Point)>> = HashMap::new();
    let mut communes: Vec<&str> = Vec::new();
    for ecole in &x.faits.ecoles {
        let situation = x.situation(ecole);
        let Some(point) = situation.latitude.zip(situation.longitude) else {
            continue;
        };
        if !en_france(point) {
            outside(x, ecole, point);
            continue;
        }
        if let Some(commune) = commune_dense(situation).filter(|_| situation.ouverte_au(x.au)) {
            let ecoles = par_commune.entry(commune).or_default();
            if ecoles.is_empty() {
                communes.push(commune);
            }
            ecoles.push((ecole, point));
        }
    }
    for commune in communes {
        if let Some(ecoles) = par_commune.get(commune).filter(|e| e.len() > 1) {
            apart(x, ecoles);
        }
    }
}

fn commune_dense(situation: &Situation) -> Option<&str> {
    let vaste = |d: &str| VASTES.contains(&d);
    situation
        .commune
        .as_deref()
        .filter(|_| !situation.departement.as_deref().is_some_and(vaste))
}

fn en_france((latitude, longitude): Point) -> bool {
    FRANCE.iter().any(|((sud, nord), (ouest, est))| {
        (*sud..=*nord).contains(&latitude) && (*ouest..=*est).contains(&longitude)
    })
}

fn outside<'a>(x: &mut Examen<'a>, ecole: &'a Ecole, (latitude, longitude): Point) {
    let raison = if en_france((longitude, latitude)) {
        "la latitude et la longitude sont sans doute inversées"
    } else if latitude == 0.0 && longitude == 0.0 {
        "zéro et zéro veulent sans doute dire que la position est inconnue"
    } else {
        "corrigez la latitude et la longitude sur sa fiche"
    };
    let point = format!("{latitude} {longitude}").replace('.', ",");
    let phrase = format!("La position ({point}) n’est pas en France\u{202f}: {raison}.");
    x.constate(Anomalie::HorsDeFrance, ecole, point, phrase);
}

/// The schools of one commune that are far from the middle of them all. Of two schools nobody
/// knows which one is wrong: both are named, once.
fn apart<'a>(x: &mut Examen<'a>, ecoles: &[(&'a Ecole, Point)]) {
    if let [(une, ici), (autre, la)] = ecoles {
        let loin = distance(*ici, *la);
        if loin > LOIN {
            let phrase = format!(
                "À {} de {}, dans la même commune\u{202f}: l’une des deux positions est fausse.",
                kilometres(loin),
                x.designe(autre)
            );
            let constat = x.constate(Anomalie::PositionEcartee, une, &autre.uai, phrase);
            constat.autres = vec![autre.id];
        }
        return;
    }
    let milieu = middle(ecoles);
    for (ecole, point) in ecoles {
        let loin = distance(*point, milieu);
        if loin > LOIN {
            let phrase = format!(
                "À {} des autres écoles de la commune\u{202f}: vérifiez la latitude et la longitude.",
                kilometres(loin)
            );
            let cle = format!("{} {}", point.0, point.1);
            x.constate(Anomalie::PositionEcartee, ecole, cle, phrase);
        }
    }
}

/// The median of each coordinate: one wrong position does not move it.
fn middle(ecoles: &[(&Ecole, Point)]) -> Point {
    let (mut latitudes, mut longitudes): (Vec<f64>, Vec<f64>) =
        ecoles.iter().map(|(_, point)| *point).unzip();
    latitudes.sort_by(f64::total_cmp);
    longitudes.sort_by(f64::total_cmp);
    let milieu = latitudes.len() / 2;
    (latitudes[milieu], longitudes[milieu])
}

/// « 46 km ».
fn kilometres(metres: f64) -> String {
    format!("{}\u{a0}km", entier((metres / 1000.0).round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_of_france_is_france() {
        for point in [
            (48.17, 6.45),
            (41.39, 9.16),
            (48.42, -4.79),
            (51.07, 2.53),
            (42.39, 2.54),
            (16.0, -61.7),
            (4.9, -52.3),
            (-20.9, 55.45),
            (-12.78, 45.23),
            (46.78, -56.17),
            (-17.53, -149.56),
            (-22.27, 166.44),
            (-13.28, -176.17),
        ] {
            assert!(en_france(point), "{point:?}");
        }
        for point in [(0.0, 0.0), (6.45, 48.17), (52.5, 13.4), (48.17, 64.5)] {
            assert!(!en_france(point), "{point:?}");
        }
    }
}
