//! Measured use as figures: weekly series, shares, dead columns, declared against measured.

use std::collections::BTreeSet;

use crate::faits::{ajoute, deploiement, ecole, jour, situation, solution};
use carnet_ent::domain::audience::{
    Audience, Mesure, Profil, SEMAINES, SemaineMesuree, contradictions, eteintes, parts,
};
use carnet_ent::domain::nombre::taux_texte;
use carnet_ent::domain::{Faits, Id, Regle};
use chrono::{Days, NaiveDate};

/// The Monday of the first week looked at; no holiday is known, so school is from September to
/// July.
const LUNDI: &str = "2026-01-05";

fn lundi(rang: u64) -> NaiveDate {
    jour(LUNDI) + Days::new(7 * rang)
}

fn semaine(rang: u64, visites: [Option<u32>; 5]) -> SemaineMesuree {
    SemaineMesuree {
        lundi: lundi(rang),
        mesures: visites.map(|visites| Mesure {
            visites,
            utilisateurs: visites.map(|n| n / 2),
        }),
    }
}

fn globales(rang: u64, n: u32) -> SemaineMesuree {
    semaine(rang, [Some(n), None, None, None, None])
}

#[test]
fn a_series_sums_the_schools_that_measure_and_leaves_gaps() {
    let (a, b) = (Id::ecole("A"), Id::ecole("B"));
    let mut audience = Audience::default();
    audience
        .ecoles
        .insert(a, vec![globales(0, 10), globales(1, 20), globales(4, 5)]);
    audience
        .ecoles
        .insert(b, vec![globales(1, 7), semaine(2, [None; 5])]);
    let scolaires = BTreeSet::from([lundi(0), lundi(1)]);
    let serie = audience.serie([a, b], &scolaires);
    let lue: Vec<_> = serie
        .iter()
        .map(|p| (p.ecoles, p.visites_de(Profil::Globales), p.scolaire))
        .collect();
    assert_eq!(
        lue,
        [
            (1, Some(10), true),
            (2, Some(27), true),
            // Measured, and says nothing: not a zero.
            (1, None, false),
            (0, None, false),
            (1, Some(5), false),
        ]
    );
    assert_eq!(serie[3].lundi, lundi(3), "weeks follow each other");
    assert_eq!(serie[1].utilisateurs_de(Profil::Globales), Some(13));
    assert_eq!(audience.serie([b], &scolaires).len(), 2);
    assert!(audience.serie([Id::ecole("C")], &scolaires).is_empty());
}

#[test]
fn profiles_are_shares_of_their_own_sum_and_never_of_the_global_figure() {
    let a = Id::ecole("A");
    let mut audience = Audience::default();
    let semaines = vec![
        semaine(0, [Some(1_000), Some(30), Some(60), Some(10), Some(0)]),
        semaine(1, [Some(9_000), Some(30), Some(60), Some(10), None]),
    ];
    audience.ecoles.insert(a, semaines);
    let serie = audience.serie([a], &BTreeSet::new());
    let lues = parts(&serie).map(|p| (p.visites, taux_texte(p.part)));
    let attendu = [
        (60, "30,0\u{202f}%".to_owned()),
        (120, "60,0\u{202f}%".to_owned()),
        (20, "10,0\u{202f}%".to_owned()),
        (0, "0\u{202f}%".to_owned()),
    ];
    assert_eq!(lues, attendu);
    // Nothing of any profile: no share, never 0 %.
    let vide = parts(&[]);
    assert!(vide.iter().all(|p| p.part.is_none()));
}

#[test]
fn a_dead_column_is_told_with_its_last_week_above_zero() {
    let a = Id::ecole("A");
    let mut audience = Audience::default();
    let semaines = vec![
        semaine(0, [Some(9), Some(5), Some(4), None, Some(0)]),
        semaine(1, [Some(9), Some(5), Some(0), None, Some(0)]),
        semaine(2, [Some(9), Some(1), None, None, Some(0)]),
        semaine(3, [Some(9), Some(0), Some(0), None, Some(0)]),
        semaine(5, [Some(9), Some(0), Some(0), None, Some(0)]),
    ];
    audience.ecoles.insert(a, semaines);
    let lues: Vec<_> = eteintes(&audience.serie([a], &BTreeSet::new()))
        .into_iter()
        .map(|e| (e.quoi, e.derniere))
        .collect();
    // The pupils are silent for two weeks only, which is no death.
    // Of the teachers the file says nothing at all: no column, nothing died.
    let attendu = [(Profil::Parent, Some(lundi(0))), (Profil::Personnels, None)];
    assert_eq!(lues, attendu);
    assert!(eteintes(&[]).is_empty());
}

/// One school with an ENT from `debut` to `fin`, measured as given, beside another that measures
/// every week: what is said of the first.
fn verdict(
    ent: Option<(&str, Option<&str>)>,
    compte_ent: bool,
    semaines: &[(u64, u32)],
    au: &str,
) -> (&'static str, u64) {
    let mut faits = Faits::default();
    let id = ecole(&mut faits, 880_001, situation());
    let temoin = ecole(&mut faits, 880_002, situation());
    let one = solution(&mut faits, "ONE", 1, compte_ent);
    let vraie = solution(&mut faits, "TEMOIN", 2, true);
    ajoute(&mut faits, deploiement(temoin, vraie, "2020-09-01"));
    if let Some((debut, fin)) = ent {
        let mut d = deploiement(id, one, debut);
        d.fin = fin.map(jour);
        ajoute(&mut faits, d);
    }
    let mut audience = Audience::default();
    audience
        .ecoles
        .insert(temoin, (0..10).map(|rang| globales(rang, 50)).collect());
    if !semaines.is_empty() {
        let mesurees = semaines.iter().map(|(rang, n)| globales(*rang, *n));
        audience.ecoles.insert(id, mesurees.collect());
    }
    let c = contradictions(&faits, &audience, jour(au), Regle::Classe);
    assert!(!c.ecoles().contains(&temoin), "the other agrees");
    let of = |ecarts: &[carnet_ent::domain::audience::EcartMesure]| {
        ecarts.iter().find(|e| e.ecole == id).map(|e| e.visites)
    };
    match (of(&c.sans_visite), of(&c.sans_declaration)) {
        (Some(n), None) => ("sans visite", n),
        (None, Some(n)) => ("sans déclaration", n),
        (None, None) if c.jamais_mesurees.contains(&id) => ("jamais mesurée", 0),
        (None, None) => ("rien", 0),
        (Some(_), Some(_)) => ("les deux", 0),
    }
}

/// Its name, the ENT, whether that counts as one, the weeks measured, the day, what is said.
type Cas = (
    &'static str,
    Option<(&'static str, Option<&'static str>)>,
    bool,
    Vec<(u64, u32)>,
    &'static str,
    (&'static str, u64),
);

#[test]
fn declared_and_measured_are_compared_school_by_school() {
    // The weeks 0 to 9 end on 15 March; the last eight are 2 to 9.
    let fin = "2026-03-15";
    let zeros: Vec<(u64, u32)> = (0..10).map(|rang| (rang, 0)).collect();
    let toujours = Some(("2024-09-01", None));
    let cas: [Cas; 13] = [
        (
            "declared, zeros",
            toujours,
            true,
            zeros.clone(),
            fin,
            ("sans visite", 0),
        ),
        (
            "declared, visited once",
            toujours,
            true,
            vec![(9, 1)],
            fin,
            ("rien", 0),
        ),
        (
            "declared, last visit nine weeks ago",
            toujours,
            true,
            vec![(1, 40)],
            fin,
            ("sans visite", 0),
        ),
        (
            "declared, last visit eight weeks ago",
            toujours,
            true,
            vec![(2, 40)],
            fin,
            ("rien", 0),
        ),
        (
            "declared, never measured",
            toujours,
            true,
            vec![],
            fin,
            ("jamais mesurée", 0),
        ),
        (
            "came in the meantime",
            Some(("2026-02-20", None)),
            true,
            zeros.clone(),
            fin,
            ("rien", 0),
        ),
        (
            "came in the meantime, never measured",
            Some(("2026-02-20", None)),
            true,
            vec![],
            fin,
            ("rien", 0),
        ),
        (
            "no ENT, visits",
            None,
            true,
            vec![(0, 900), (5, 3), (9, 4)],
            fin,
            ("sans déclaration", 7),
        ),
        ("no ENT, zeros", None, true, zeros.clone(), fin, ("rien", 0)),
        (
            "a tool that is no ENT, visits",
            toujours,
            false,
            vec![(9, 4)],
            fin,
            ("sans déclaration", 4),
        ),
        (
            "ended on the Wednesday, visits that week",
            Some(("2024-09-01", Some("2026-03-11"))),
            true,
            vec![(8, 30), (9, 4)],
            fin,
            ("rien", 0),
        ),
        (
            "ended long ago, visits since",
            Some(("2024-09-01", Some("2026-01-31"))),
            true,
            vec![(0, 30), (8, 6), (9, 4)],
            fin,
            ("sans déclaration", 10),
        ),
        // A week that is not over is not looked at: seven are left, too few to say so.
        (
            "too few weeks",
            toujours,
            true,
            zeros,
            "2026-02-28",
            ("rien", 0),
        ),
    ];
    for (nom, ent, compte_ent, semaines, au, attendu) in cas {
        assert_eq!(verdict(ent, compte_ent, &semaines, au), attendu, "{nom}");
    }
}

#[test]
fn weeks_without_school_are_not_looked_at() {
    let mut faits = Faits::default();
    let id = ecole(&mut faits, 880_001, situation());
    let one = solution(&mut faits, "ONE", 1, true);
    ajoute(&mut faits, deploiement(id, one, "2020-09-01"));
    faits.terrain.conges.push(carnet_ent::domain::Conge {
        id: Id::derived("conge", "hiver"),
        code: None,
        nom: "Hiver".to_owned(),
        debut: lundi(3),
        fin: lundi(5) - Days::new(1),
    });
    let mut audience = Audience::default();
    audience
        .ecoles
        .insert(id, (0..10).map(|rang| globales(rang, 1)).collect());
    let c = contradictions(&faits, &audience, jour("2026-03-20"), Regle::Classe);
    assert_eq!(c.semaines.len(), SEMAINES);
    assert!(!c.semaines.contains(&lundi(3)) && !c.semaines.contains(&lundi(4)));
    assert_eq!(c.semaines.first(), Some(&lundi(0)));
    assert_eq!(c.phrase(), None);
    // Nothing measured yet: nothing is said.
    let rien = contradictions(
        &faits,
        &Audience::default(),
        jour("2026-03-20"),
        Regle::Classe,
    );
    assert_eq!(rien.nombre() + rien.jamais_mesurees.len(), 0);
}
