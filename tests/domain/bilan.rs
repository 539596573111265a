//! What counts as an « école avec ENT », day by day, and the tables and curves drawn from it.

use crate::faits::{ajoute, deploiement, ecole, ecole_changeante, jour, situation, solution};
use carnet_ent::domain::bilan::NON_RENSEIGNE;
use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::courbe::courbe;
use carnet_ent::domain::{
    Circonscription, Deploiement, Etape, Etat, Faits, Id, Par, Perimetre, PeriodeSituation,
    Population, Regle, SecteurCollege, Situation, Statut,
};
use proptest::prelude::*;

/// Schools and schools with an ENT on that day, by the default rule.
fn compte(faits: &Faits, au: &str) -> (u64, u64) {
    let total = bilan(
        faits,
        jour(au),
        Par::Departement,
        Regle::Classe,
        Population::Public,
    )
    .total;
    (total.ecoles, total.avec_ent)
}

fn etape(mut d: Deploiement, etape: Etape, le: &str) -> Deploiement {
    d.etapes[etape as usize] = Some(jour(le));
    d
}

fn une_ecole(d: impl Fn(Deploiement) -> Deploiement) -> Faits {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let id = ecole(&mut faits, 880_001, situation());
    ajoute(&mut faits, d(deploiement(id, one, "2019-09-02")));
    faits
}

#[test]
fn a_deployment_counts_from_its_first_to_its_last_day() {
    type Cas = (
        &'static str,
        fn(Deploiement) -> Deploiement,
        &'static [(&'static str, bool)],
    );
    let cas: &[Cas] = &[
        (
            "running",
            |d| d,
            &[
                ("2019-09-01", false),
                ("2019-09-02", true),
                ("2040-01-01", true),
            ],
        ),
        (
            "ended",
            |d| Deploiement {
                fin: Some(jour("2020-08-31")),
                ..d
            },
            &[
                ("2019-09-02", true),
                ("2020-08-31", true),
                ("2020-09-01", false),
            ],
        ),
        (
            "one day long",
            |d| Deploiement { fin: d.debut, ..d },
            &[
                ("2019-09-01", false),
                ("2019-09-02", true),
                ("2019-09-03", false),
            ],
        ),
        (
            "ended before it began",
            |d| Deploiement {
                fin: Some(jour("2019-08-31")),
                ..d
            },
            &[
                ("2019-08-31", false),
                ("2019-09-01", false),
                ("2019-09-02", false),
            ],
        ),
        (
            "accounts after the start",
            |d| etape(d, Etape::Comptes, "2019-11-04"),
            &[
                ("2019-09-02", false),
                ("2019-11-03", false),
                ("2019-11-04", true),
            ],
        ),
        (
            "accounts before the start",
            |d| etape(d, Etape::Comptes, "2019-06-01"),
            &[("2019-09-01", false), ("2019-09-02", true)],
        ),
        (
            "projet only",
            |d| etape(d, Etape::Projet, "2019-01-10"),
            &[("2040-01-01", false)],
        ),
        (
            "conventionné only",
            |d| etape(d, Etape::Conventionne, "2019-01-10"),
            &[("2019-09-02", false), ("2040-01-01", false)],
        ),
        (
            "projet, then trained",
            |d| {
                etape(
                    etape(d, Etape::Projet, "2019-01-10"),
                    Etape::Forme,
                    "2020-01-10",
                )
            },
            &[("2019-09-01", false), ("2019-09-02", true)],
        ),
        (
            "conventionné, then accounts",
            |d| {
                etape(
                    etape(d, Etape::Conventionne, "2019-01-10"),
                    Etape::Comptes,
                    "2020-01-10",
                )
            },
            &[("2020-01-09", false), ("2020-01-10", true)],
        ),
        (
            "without a start",
            |d| Deploiement { debut: None, ..d },
            &[("2040-01-01", false)],
        ),
    ];
    for (nom, change, attendus) in cas {
        let faits = une_ecole(change);
        for (au, avec) in *attendus {
            assert_eq!(compte(&faits, au), (1, u64::from(*avec)), "{nom}, {au}");
        }
    }
}

#[test]
fn a_gap_between_two_subscriptions_is_seen() {
    let mut faits = une_ecole(|d| Deploiement {
        fin: Some(jour("2020-06-30")),
        ..d
    });
    let (id, one) = (faits.ecoles[0].id, Id::derived("solution", "ONE"));
    ajoute(&mut faits, deploiement(id, one, "2020-09-01"));
    for (au, avec) in [
        ("2020-06-30", 1),
        ("2020-07-01", 0),
        ("2020-08-31", 0),
        ("2020-09-01", 1),
    ] {
        assert_eq!(compte(&faits, au), (1, avec), "{au}");
    }
}

#[test]
fn a_class_is_enough_unless_the_whole_school_is_asked() {
    let classes = Perimetre::Classes {
        nombre: Some(2),
        total: Some(5),
    };
    let faits = une_ecole(|d| Deploiement {
        perimetre: classes,
        ..d
    });
    for (regle, avec) in [(Regle::Classe, 1), (Regle::Ecole, 0)] {
        let total = bilan(
            &faits,
            jour("2020-07-01"),
            Par::Departement,
            regle,
            Population::Public,
        )
        .total;
        assert_eq!((total.ecoles, total.avec_ent), (1, avec), "{regle:?}");
    }
}

#[test]
fn a_tool_that_is_no_ent_does_not_count() {
    let mut faits = Faits::default();
    let klassly = solution(&mut faits, "Klassly", 9, false);
    let id = ecole(&mut faits, 880_001, situation());
    ajoute(&mut faits, deploiement(id, klassly, "2019-09-02"));
    assert_eq!(compte(&faits, "2020-07-01"), (1, 0));
}

#[test]
fn a_school_is_counted_from_its_opening_to_the_eve_of_its_closing() {
    let mut faits = une_ecole(|d| Deploiement {
        debut: Some(jour("2000-01-01")),
        ..d
    });
    let situation = &mut faits.ecoles[0].situations[0].situation;
    situation.ouverture = Some(jour("2018-09-01"));
    situation.fermeture = Some(jour("2020-08-31"));
    for (au, compte_attendu) in [
        ("2018-08-31", (0, 0)),
        ("2018-09-01", (1, 1)),
        ("2020-08-30", (1, 1)),
        ("2020-08-31", (0, 0)),
    ] {
        assert_eq!(compte(&faits, au), compte_attendu, "{au}");
    }
    faits.ecoles[0].situations[0].situation.etat = Some(Etat::AOuvrir);
    assert_eq!(compte(&faits, "2019-01-01"), (0, 0));
}

#[test]
fn a_school_is_what_it_was_that_day() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let bascule = jour("2020-08-31");
    let avant = Situation {
        elementaire: false,
        maternelle: true,
        ..situation()
    };
    let id = ecole_changeante(
        &mut faits,
        880_001,
        vec![
            PeriodeSituation {
                de: None,
                a: Some(bascule),
                depuis: jour("2015-01-01"),
                situation: avant,
            },
            PeriodeSituation {
                de: Some(bascule),
                a: None,
                depuis: bascule,
                situation: situation(),
            },
        ],
    );
    ajoute(&mut faits, deploiement(id, one, "2010-01-01"));
    for (au, elementaires) in [("2005-01-01", 0), ("2020-08-30", 0), ("2020-08-31", 1)] {
        let total = bilan(
            &faits,
            jour(au),
            Par::Commune,
            Regle::Classe,
            Population::Public,
        )
        .total;
        assert_eq!(total.elementaires_primaires, elementaires, "{au}");
    }
}

#[test]
fn the_population_is_public_unless_asked_otherwise() {
    let mut faits = une_ecole(|d| d);
    ecole(
        &mut faits,
        880_002,
        Situation {
            statut: Some(Statut::Prive),
            ..situation()
        },
    );
    ecole(
        &mut faits,
        880_003,
        Situation {
            statut: None,
            ..situation()
        },
    );
    for (population, ecoles) in [
        (Population::Public, 1),
        (Population::Prive, 1),
        (Population::Tous, 3),
    ] {
        let total = bilan(
            &faits,
            jour("2020-07-01"),
            Par::Departement,
            Regle::Classe,
            population,
        )
        .total;
        assert_eq!(total.ecoles, ecoles, "{population:?}");
    }
}

#[test]
fn schools_without_a_group_are_listed_last_under_a_name() {
    let mut faits = une_ecole(|d| d);
    let vide = Situation {
        departement: None,
        ..situation()
    };
    ecole(&mut faits, 880_002, vide);
    for par in Par::ALL {
        let bilan = bilan(
            &faits,
            jour("2020-07-01"),
            par,
            Regle::Classe,
            Population::Public,
        );
        assert_eq!(bilan.total.ecoles, 2);
        if par != Par::Solution {
            let derniere = bilan.lignes.last().unwrap();
            let attendu = match par {
                Par::Rpi => "Hors RPI",
                Par::Financement => "Sans dispositif connu",
                Par::Projet => "Hors projet",
                Par::Nature => "Élémentaires",
                _ => NON_RENSEIGNE,
            };
            assert_eq!(derniere.groupe, attendu, "{par:?}");
            assert_eq!(
                bilan.lignes.iter().map(|l| l.compte.ecoles).sum::<u64>(),
                2,
                "{par:?}"
            );
        }
    }
}

#[test]
fn groups_bear_their_name_and_code() {
    let mut faits = Faits::default();
    let circonscription = Id::derived("circonscription", "0880100F");
    faits.circonscriptions.insert(
        circonscription,
        Circonscription {
            id: circonscription,
            code: Some("0880100F".to_owned()),
            nom: "Val-Fleuri".to_owned(),
            departement: Some("088".to_owned()),
        },
    );
    let secteur = Id::derived("secteur_college", "0880200P");
    faits.secteurs.insert(
        secteur,
        SecteurCollege {
            id: secteur,
            uai: Some("0880200P".to_owned()),
            nom: "Collège des Hêtres".to_owned(),
            commune_nom: None,
            departement: None,
            plan_ruralite: false,
            ent: String::new(),
            position: None,
        },
    );
    for (numero, nom) in [(880_001, "Val-le-Haut"), (880_002, "VAL LE HAUT")] {
        let situation = Situation {
            circonscription: Some(circonscription),
            secteur: Some(secteur),
            commune: Some("88999".into()),
            commune_nom: Some(nom.into()),
            ..situation()
        };
        ecole(&mut faits, numero, situation);
    }
    faits.ecoles[1].situations[0].depuis = jour("1999-01-01");
    for (par, groupe, code) in [
        (Par::Departement, "Vosges", "088"),
        (Par::Circonscription, "Val-Fleuri", "0880100F"),
        (Par::Secteur, "Collège des Hêtres", "0880200P"),
        (Par::Commune, "Val-le-Haut", "88999"),
    ] {
        let bilan = bilan(
            &faits,
            jour("2020-07-01"),
            par,
            Regle::Classe,
            Population::Public,
        );
        let lignes: Vec<_> = bilan
            .lignes
            .iter()
            .map(|l| (&*l.groupe, l.code.as_deref(), l.compte.ecoles))
            .collect();
        assert_eq!(lignes, [(groupe, Some(code), 2)], "{par:?}");
    }
}

#[test]
fn by_solution_a_school_with_two_ent_is_in_two_lines_and_once_in_the_total() {
    let mut faits = une_ecole(|d| d);
    let id = faits.ecoles[0].id;
    let beneylu = solution(&mut faits, "Beneylu School", 2, true);
    ajoute(&mut faits, deploiement(id, beneylu, "2019-09-02"));
    ajoute(&mut faits, deploiement(id, beneylu, "2019-10-01"));
    ecole(&mut faits, 880_002, situation());
    let bilan = bilan(
        &faits,
        jour("2020-07-01"),
        Par::Solution,
        Regle::Classe,
        Population::Public,
    );
    let lignes: Vec<_> = bilan
        .lignes
        .iter()
        .map(|l| {
            (
                &*l.groupe,
                l.compte.ecoles,
                l.compte.avec_ent,
                l.compte.elementaires_primaires,
            )
        })
        .collect();
    assert_eq!(lignes, [("ONE", 2, 1, 2), ("Beneylu School", 2, 1, 2)]);
    assert_eq!((bilan.total.ecoles, bilan.total.avec_ent), (2, 1));

    let courbe = courbe(
        &faits,
        jour("2019-09-15"),
        jour("2020-07-15"),
        Regle::Classe,
        Population::Public,
    );
    assert_eq!(
        courbe.points.first().map(|p| p.jour),
        Some(jour("2019-10-01"))
    );
    assert_eq!(
        courbe.points.last().map(|p| p.jour),
        Some(jour("2020-07-15"))
    );
    assert_eq!(courbe.points.len(), 11);
    let noms: Vec<&str> = courbe.series.iter().map(|s| &*s.nom).collect();
    assert_eq!(noms, ["ONE"], "the second ENT of a school adds no school");
    assert!(
        courbe
            .points
            .iter()
            .all(|p| (p.ecoles, p.avec_ent) == (2, 1))
    );
}

#[test]
fn the_curve_has_the_first_of_each_month_and_the_last_day_once() {
    let faits = Faits::default();
    for (debut, fin, attendu) in [
        (
            "2019-09-01",
            "2019-11-01",
            "2019-09-01 2019-10-01 2019-11-01",
        ),
        ("2019-09-02", "2019-10-31", "2019-10-01 2019-10-31"),
        ("2019-12-31", "2020-01-02", "2020-01-01 2020-01-02"),
        ("2019-09-01", "2019-09-01", "2019-09-01"),
        ("2019-09-02", "2019-09-01", ""),
    ] {
        let courbe = courbe(
            &faits,
            jour(debut),
            jour(fin),
            Regle::Classe,
            Population::Tous,
        );
        let jours: Vec<String> = courbe.points.iter().map(|p| p.jour.to_string()).collect();
        assert_eq!(jours.join(" "), attendu, "{debut} {fin}");
    }
}

/// A day within two years.
fn un_jour() -> impl Strategy<Value = chrono::NaiveDate> {
    (0..730_u64).prop_map(|n| jour("2019-01-01") + chrono::Days::new(n))
}

prop_compose! {
    fn une_situation()(
        elementaire in any::<bool>(),
        statut in prop::option::of(prop::sample::select(Statut::ALL.to_vec())),
        ouverture in prop::option::of(un_jour()),
        fermeture in prop::option::of(un_jour()),
        a_ouvrir in prop::bool::weighted(0.1),
    ) -> Situation {
        let etat = a_ouvrir.then_some(Etat::AOuvrir);
        Situation { elementaire, statut, ouverture, fermeture, etat, ..Situation::default() }
    }
}

prop_compose! {
    fn des_faits()(
        ecoles in prop::collection::vec(
            (
                prop::collection::btree_map(un_jour(), une_situation(), 1..4),
                prop::collection::vec(
                    (0..4_usize, prop::option::of(un_jour()), prop::option::of(un_jour()),
                     prop::option::of(un_jour()), any::<bool>()),
                    0..4,
                ),
            ),
            1..12,
        ),
    ) -> Faits {
        let mut faits = Faits::default();
        let solutions: Vec<Id> = (0..4)
            .map(|n| solution(&mut faits, &format!("ENT {n}"), 4 - n, n != 2))
            .collect();
        for (rang, (situations, deploiements)) in ecoles.into_iter().enumerate() {
            let mut periodes: Vec<PeriodeSituation> = situations
                .into_iter()
                .map(|(de, situation)| PeriodeSituation {
                    de: Some(de), a: None, depuis: de, situation,
                })
                .collect();
            periodes[0].de = None;
            let id = ecole_changeante(&mut faits, 880_001 + rang as u32, periodes);
            for (quelle, debut, comptes, fin, entiere) in deploiements {
                let mut d = deploiement(id, solutions[quelle], "");
                d.debut = debut;
                d.fin = fin;
                d.etapes[Etape::Comptes as usize] = comptes;
                if !entiere {
                    d.perimetre = Perimetre::Classes { nombre: None, total: None };
                }
                ajoute(&mut faits, d);
            }
        }
        faits
    }
}

proptest! {
    #[test]
    fn the_curve_says_what_the_bilan_says_on_each_of_its_days(
        faits in des_faits(),
        regle in prop::sample::select(vec![Regle::Classe, Regle::Ecole]),
        population in prop::sample::select(Population::ALL.to_vec()),
    ) {
        let courbe = courbe(&faits, jour("2018-12-01"), jour("2021-02-10"), regle, population);
        for (place, point) in courbe.points.iter().enumerate() {
            let total = bilan(&faits, point.jour, Par::Secteur, regle, population).total;
            prop_assert_eq!(u64::from(point.ecoles), total.ecoles);
            prop_assert_eq!(u64::from(point.avec_ent), total.avec_ent);
            let bandes: u32 = courbe.series.iter().map(|s| s.valeurs[place]).sum();
            prop_assert_eq!(bandes, point.avec_ent);
        }
    }
}
