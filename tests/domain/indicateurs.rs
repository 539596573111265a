//! Every indicator by tables of cases: what it counts, among how many, on which day.

use std::collections::BTreeSet;

use crate::faits::{ajoute, deploiement, ecole, ecole_changeante, jour, situation, solution};
use carnet_ent::domain::bilan::{Mesure, bilan};
use carnet_ent::domain::indicateurs::{
    Blocage, ChiffreCle, Cle, Contradiction, Critere, EntCollege, Part, Question, RaisonExclusion,
    activite, completude, ecarts, effet, entonnoir, exclues, fraicheur, horizon, liaison,
    multiples, reperes, verite,
};
use carnet_ent::domain::nombre::taux_texte;
use carnet_ent::domain::{
    AnneeScolaire, Deploiement, Dispositif, EducationPrioritaire, Effectif, Etape, Etat, Faits,
    Financement, Formation, Id, Ips, Objectif, Par, Participation, Perimetre, PeriodeSituation,
    Population, Projet, Regle, Seance, SecteurCollege, Situation, Statut, StatutSeance,
    Verification, Visite,
};
use chrono::NaiveDate;

fn au(le: &str) -> Question {
    Question {
        au: jour(le),
        regle: Regle::Classe,
        population: Population::Public,
    }
}

fn etape(mut d: Deploiement, etape: Etape, le: &str) -> Deploiement {
    d.etapes[etape as usize] = Some(jour(le));
    d
}

/// A session these schools took part in.
fn seance(faits: &mut Faits, le: &str, ecoles: &[Id]) {
    let id = Id::derived("seance", le);
    faits.terrain.formations.insert(
        id,
        Formation {
            id,
            titre: String::new(),
            objectifs: String::new(),
            systeme: None,
            reference: String::new(),
            public: None,
            cycle: None,
            seances: vec![Seance {
                id,
                formation: id,
                le: Some(jour(le)),
                duree: Some(180),
                duree_18h: Some(180),
                modalite: None,
                lieu: String::new(),
                statut: Some(StatutSeance::Tenue),
                reponses: None,
                satisfaction: None,
                bilan: String::new(),
                participations: ecoles
                    .iter()
                    .map(|&ecole| Participation {
                        ecole,
                        nombre: Some(4),
                        noms: String::new(),
                    })
                    .collect(),
                formateurs: Vec::new(),
            }],
        },
    );
}

fn visite(faits: &mut Faits, ecole: Id, le: &str) {
    let v = Visite {
        id: Id::derived("visite", &format!("{ecole}{le}")),
        ecole,
        le: jour(le),
        duree: None,
        motif: None,
        intervenant: String::new(),
    };
    faits.terrain.visites.entry(ecole).or_default().push(v);
}

fn paie(faits: &mut Faits, ecole: Id, deploiement: Option<Id>, de: &str, a: &str) {
    let mut f = Financement::nouveau(ecole);
    f.deploiement = deploiement;
    f.abonnement_debut = Some(jour(de));
    f.abonnement_fin = Some(jour(a));
    f.montant_centimes = Some(50_000);
    faits.financements.entry(ecole).or_default().push(f);
}

fn effectif(faits: &mut Faits, ecole: Id, cm1: u32, cm2: u32) {
    let mut e = Effectif {
        rentree: 2019,
        ..Effectif::default()
    };
    e.niveaux[4] = Some(cm1);
    e.niveaux[5] = Some(cm2);
    faits.effectifs.insert(ecole, vec![e]);
}

/// Schools by their place, 1 for the first added.
fn places(faits: &Faits, ecoles: &[Id]) -> Vec<usize> {
    let place = |id: &Id| {
        faits
            .ecoles
            .iter()
            .position(|e| e.id == *id)
            .expect("followed")
            + 1
    };
    ecoles.iter().map(place).collect()
}

/// Five schools: nothing; a project only; an ENT without a stage; trained by a session; used.
fn parcours() -> Faits {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let ids: Vec<Id> = (1..=5)
        .map(|n| ecole(&mut faits, 880_000 + n, situation()))
        .collect();
    ajoute(
        &mut faits,
        etape(
            deploiement(ids[1], one, "2019-09-02"),
            Etape::Projet,
            "2019-09-02",
        ),
    );
    ajoute(&mut faits, deploiement(ids[2], one, "2019-09-02"));
    ajoute(&mut faits, deploiement(ids[3], one, "2019-09-02"));
    seance(&mut faits, "2019-10-02", &[ids[3]]);
    let d = deploiement(ids[4], one, "2019-09-02");
    let d = etape(d, Etape::Comptes, "2019-09-10");
    let d = etape(d, Etape::Forme, "2019-10-01");
    ajoute(&mut faits, etape(d, Etape::Utilise, "2019-11-04"));
    faits
}

#[test]
fn stages_before_the_accounts_are_implied_and_the_later_ones_are_told() {
    let faits = parcours();
    for (le, attendu) in [
        ("2019-09-01", [0, 0, 0, 0, 0]),
        // The last has its accounts a week later only, and its convention is not told either.
        ("2019-09-02", [3, 2, 2, 0, 0]),
        ("2019-09-10", [4, 3, 3, 0, 0]),
        ("2019-10-01", [4, 3, 3, 1, 0]),
        ("2019-10-02", [4, 3, 3, 2, 0]),
        ("2019-11-04", [4, 3, 3, 2, 1]),
    ] {
        let e = entonnoir(&faits, au(le));
        assert_eq!(e.etapes.each_ref().map(Vec::len), attendu, "{le}");
        assert_eq!(e.ecoles, 5);
    }
    let e = entonnoir(&faits, au("2020-01-01"));
    assert_eq!(places(&faits, e.etape(Etape::Forme)), [4, 5]);
}

#[test]
fn a_school_is_stuck_the_day_after_its_six_months() {
    let faits = parcours();
    for (le, blocage, attendues) in [
        ("2020-03-02", Blocage::SansComptes, &[][..]),
        ("2020-03-03", Blocage::SansComptes, &[2]),
        ("2020-03-02", Blocage::SansFormation, &[]),
        ("2020-03-03", Blocage::SansFormation, &[3]),
        ("2020-04-02", Blocage::SansUsage, &[]),
        ("2020-04-03", Blocage::SansUsage, &[4]),
        ("2030-01-01", Blocage::SansUsage, &[4]),
    ] {
        let e = entonnoir(&faits, au(le));
        assert_eq!(
            places(&faits, &e.bloquees(blocage)),
            attendues,
            "{le} {blocage:?}"
        );
    }
}

#[test]
fn the_bar_of_the_accounts_is_the_number_of_schools_with_an_ent() {
    let mut faits = parcours();
    let one = faits.solutions.keys().copied().next().unwrap();
    let klassly = solution(&mut faits, "Klassly", 2, false);
    let classes = Perimetre::Classes {
        nombre: Some(1),
        total: None,
    };
    let sixieme = ecole(&mut faits, 880_006, situation());
    ajoute(
        &mut faits,
        Deploiement {
            perimetre: classes,
            ..deploiement(sixieme, one, "2018-09-03")
        },
    );
    let septieme = ecole(&mut faits, 880_007, situation());
    ajoute(&mut faits, deploiement(septieme, klassly, "2018-09-03"));
    for le in ["2017-01-01", "2018-09-03", "2019-09-05", "2021-07-01"] {
        for regle in [Regle::Classe, Regle::Ecole] {
            let q = Question { regle, ..au(le) };
            let total = bilan(&faits, q.au, Par::Nature, regle, q.population).total;
            let e = entonnoir(&faits, q);
            assert_eq!(e.etape(Etape::Comptes).len() as u64, total.avec_ent, "{le}");
            assert_eq!(e.ecoles as u64, total.ecoles);
        }
    }
}

#[test]
fn an_ent_that_ended_is_at_no_stage_and_the_next_begins_on_its_day() {
    let mut faits = Faits::default();
    let (one, beneylu) = (
        solution(&mut faits, "ONE", 1, true),
        solution(&mut faits, "Beneylu", 2, true),
    );
    let id = ecole(&mut faits, 880_001, situation());
    let ancien = Deploiement {
        fin: Some(jour("2020-08-31")),
        ..deploiement(id, one, "2018-09-03")
    };
    let ancien = etape(ancien, Etape::Forme, "2018-10-01");
    ajoute(&mut faits, etape(ancien, Etape::Utilise, "2018-11-01"));
    ajoute(&mut faits, deploiement(id, beneylu, "2020-08-31"));
    for (le, comptes, forme, utilise) in [
        ("2020-08-30", 1, 1, 1),
        // Both run on the day of the change, and the school was trained for one of them.
        ("2020-08-31", 1, 1, 1),
        ("2020-09-01", 1, 0, 0),
    ] {
        let e = entonnoir(&faits, au(le));
        let lus = [Etape::Comptes, Etape::Forme, Etape::Utilise].map(|s| e.etape(s).len());
        assert_eq!(lus, [comptes, forme, utilise], "{le}");
    }
}

#[test]
fn four_levels_are_four_facts() {
    let mut faits = parcours();
    let ids: Vec<Id> = faits.ecoles.iter().map(|e| e.id).collect();
    paie(&mut faits, ids[0], None, "2019-09-01", "2020-08-31");
    paie(&mut faits, ids[4], None, "2019-09-01", "2022-08-31");
    seance(&mut faits, "2019-12-01", &[ids[1]]);
    let v = verite(&faits, au("2020-01-01"));
    let niveaux: Vec<Vec<usize>> = v
        .niveaux
        .iter()
        .map(|p| places(&faits, &p.ecoles))
        .collect();
    assert_eq!(niveaux, [vec![1, 5], vec![3, 4, 5], vec![2, 4, 5], vec![5]]);
    assert!(v.niveaux.iter().all(|p| p.sur == 5));
    let vues: usize = v.combinaisons.iter().map(|(_, e)| e.len()).sum();
    assert_eq!(vues, 5);
    let trouve = |c: Contradiction| {
        let (_, ecoles) = v.contradictions.iter().find(|(d, _)| *d == c).unwrap();
        places(&faits, ecoles)
    };
    assert_eq!(trouve(Contradiction::FinanceSansComptes), [1]);
    assert_eq!(trouve(Contradiction::FormeSansComptes), [2]);
    assert_eq!(trouve(Contradiction::ComptesSansFinancement), [3, 4]);
    assert!(trouve(Contradiction::UtiliseSansComptes).is_empty());
    // The day after its last day, it is paid no longer.
    let fini = verite(&faits, au("2020-09-01"));
    assert_eq!(places(&faits, &fini.niveaux[0].ecoles), [5]);
}

#[test]
fn used_without_accounts_is_a_contradiction() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let id = ecole(&mut faits, 880_001, situation());
    // No first day: it never counts as an ENT, and yet it is said used.
    ajoute(
        &mut faits,
        etape(deploiement(id, one, ""), Etape::Utilise, "2019-11-04"),
    );
    let v = verite(&faits, au("2020-01-01"));
    assert_eq!(
        v.contradictions[0],
        (Contradiction::UtiliseSansComptes, vec![id])
    );
    assert!(v.niveaux[1].ecoles.is_empty());
    assert_eq!(exclues(&faits, au("2020-01-01")).ent_sans_date, [id]);
}

#[test]
fn use_follows_a_training_within_its_months_or_does_not() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    // First day of the ENT 2019-09-02; trained on; used on.
    let cas = [
        (Some("2019-10-01"), Some("2020-04-01")), // the last day of its six months
        (Some("2019-10-01"), Some("2020-04-02")), // one day late
        (Some("2019-10-01"), None),
        (Some("2019-10-01"), Some("2019-09-30")), // before: in neither count
        (Some("2020-06-01"), None),               // its months are not over
        (None, Some("2020-03-02")),
        (None, None),
        (None, None),
    ];
    for (rang, (formee, utilisee)) in (1..).zip(cas) {
        let id = ecole(&mut faits, 880_000 + rang, situation());
        let mut d = deploiement(id, one, "2019-09-02");
        if let Some(le) = utilisee {
            d = etape(d, Etape::Utilise, le);
        }
        if let Some(le) = formee {
            d = etape(d, Etape::Forme, le);
        }
        ajoute(&mut faits, d);
    }
    let e = effet(&faits, au("2020-09-01"), 6);
    assert_eq!(
        (places(&faits, &e.formees.ecoles), e.formees.sur),
        (vec![1], 3)
    );
    assert_eq!(
        (places(&faits, &e.non_formees.ecoles), e.non_formees.sur),
        (vec![6], 3)
    );
    assert_eq!(places(&faits, &e.deja), [4]);
    assert_eq!(places(&faits, &e.trop_recent), [5]);
    // A year is longer: the second school is in time, and none has had that long.
    let e = effet(&faits, au("2020-09-01"), 12);
    assert_eq!((e.formees.sur, e.non_formees.sur), (0, 0));
    assert_eq!(taux_texte(e.formees.taux()), "—");
    let e = effet(&faits, au("2020-10-01"), 12);
    assert_eq!(
        (places(&faits, &e.formees.ecoles), e.formees.sur),
        (vec![1, 2], 3)
    );
}

#[test]
fn an_end_in_august_is_told_of_the_year_that_is_ending() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let ids: Vec<Id> = (1..=4)
        .map(|n| ecole(&mut faits, 880_000 + n, situation()))
        .collect();
    for &id in &ids {
        ajoute(&mut faits, deploiement(id, one, "2018-09-03"));
    }
    paie(&mut faits, ids[0], None, "2018-09-01", "2021-08-31");
    paie(&mut faits, ids[1], None, "2018-09-01", "2021-07-31");
    paie(&mut faits, ids[2], None, "2018-09-01", "2021-09-01");
    let h = horizon(&faits, au("2021-08-31"));
    let annees: Vec<(String, Vec<usize>, Option<i64>)> = h
        .annees
        .iter()
        .map(|(a, l)| (a.to_string(), places(&faits, &l.ecoles), l.montant_centimes))
        .collect();
    assert_eq!(
        annees,
        [
            ("2020/2021".to_owned(), vec![1, 2], Some(100_000)),
            ("2021/2022".to_owned(), vec![3], Some(50_000)),
        ]
    );
    assert_eq!(places(&faits, &h.finis), [2]);
    assert_eq!(places(&faits, &h.sans_fin), [4]);
    assert_eq!(
        places(&faits, &horizon(&faits, au("2021-09-01")).finis),
        [1, 2]
    );
}

#[test]
fn the_pre_rentree_is_work_of_the_new_year() {
    let mut faits = Faits::default();
    let public = ecole(&mut faits, 880_001, situation());
    let prive = Situation {
        statut: Some(Statut::Prive),
        ..situation()
    };
    let prive = ecole(&mut faits, 880_002, prive);
    seance(&mut faits, "2018-08-31", &[public, prive]);
    seance(&mut faits, "2020-07-31", &[public]);
    visite(&mut faits, public, "2018-08-31");
    visite(&mut faits, public, "2019-02-01");
    visite(&mut faits, prive, "2019-02-01");
    visite(&mut faits, public, "2020-09-01");
    let lus = |le: &str| -> Vec<(String, usize, u64, usize, usize, usize)> {
        activite(&faits, au(le))
            .into_iter()
            .map(|a| {
                let s = a.seances;
                (
                    a.annee.to_string(),
                    s.seances,
                    s.minutes_18h,
                    a.formees.len(),
                    a.visites,
                    a.visitees.len(),
                )
            })
            .collect()
    };
    let an = |a: &str| a.to_owned();
    assert_eq!(lus("2018-08-30"), [(an("2018/2019"), 0, 0, 0, 0, 0)]);
    assert_eq!(
        lus("2020-08-31"),
        [
            (an("2018/2019"), 1, 180, 1, 2, 1),
            (an("2019/2020"), 1, 180, 1, 0, 0),
            (an("2020/2021"), 0, 0, 0, 0, 0),
        ]
    );
}

#[test]
fn what_is_fresh_today_is_not_in_a_year() {
    let mut faits = Faits::default();
    let ids: Vec<Id> = (1..=2)
        .map(|n| ecole(&mut faits, 880_000 + n, situation()))
        .collect();
    let le = jour("2020-03-12");
    let verifiee = Verification {
        le,
        par: String::new(),
    };
    faits.verifications.insert(ids[0], vec![verifiee]);
    visite(&mut faits, ids[0], "2020-03-12");
    for (le, attendu) in [
        ("2020-03-11", (0, 0, 2, 2)),
        ("2020-03-12", (1, 0, 1, 1)),
        ("2021-03-12", (1, 0, 1, 1)),
        ("2021-03-13", (0, 1, 1, 2)),
    ] {
        let f = fraicheur(&faits, au(le));
        let lus = (
            f.verifiees.ecoles.len(),
            f.anciennes.len(),
            f.jamais.len(),
            f.pas_vues.ecoles.len(),
        );
        assert_eq!(lus, attendu, "{le}");
    }
}

#[test]
fn a_target_is_counted_on_the_last_day_of_its_year() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let epinal = Id::derived("circonscription", "Épinal");
    for (n, debut) in (1..).zip(["2019-09-02", "2020-07-31", "2020-08-01", ""]) {
        let s = Situation {
            circonscription: (n < 4).then_some(epinal),
            ..situation()
        };
        let id = ecole(&mut faits, 880_000 + n, s);
        ajoute(&mut faits, deploiement(id, one, debut));
    }
    let vise = |circonscription, rentree, part| Objectif {
        circonscription,
        annee: AnneeScolaire::from_debut(rentree),
        part,
        commentaire: String::new(),
    };
    let ailleurs = Id::derived("circonscription", "Ailleurs");
    let vises = [
        vise(Some(epinal), 2019, 100),
        vise(None, 2019, 50),
        vise(None, 2020, 80),
        vise(Some(ailleurs), 2019, 50),
    ];
    let lus: Vec<_> = ecarts(&faits, au("2020-09-01"), &vises)
        .into_iter()
        .map(|e| {
            (
                e.vise.part,
                e.le.to_string(),
                format!("{}/{}", e.atteint.ecoles.len(), e.atteint.sur),
                e.manque,
                e.dixiemes(),
                e.est_atteint(),
            )
        })
        .collect();
    let attendus: BTreeSet<_> = [
        (50, "2020-07-31", "2/4", 0, Some(0), true),
        (100, "2020-07-31", "2/3", 1, Some(-333), false),
        (50, "2020-07-31", "0/0", 0, None, false),
        // Its year is not over: on the day asked; 80 % of four schools takes all four.
        (80, "2020-09-01", "3/4", 1, Some(-50), false),
    ]
    .map(|(p, le, n, m, d, a)| (p, le.to_owned(), n.to_owned(), m, d, a))
    .into();
    assert_eq!(lus.len(), 4);
    assert_eq!(lus.last().unwrap().1, "2020-09-01", "in order of year");
    assert_eq!(lus.into_iter().collect::<BTreeSet<_>>(), attendus);
}

#[test]
fn what_is_not_known_is_counted_where_it_is_asked() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let sans = ecole(&mut faits, 880_001, situation());
    let avec = ecole(
        &mut faits,
        880_002,
        Situation {
            latitude: Some(48.0),
            longitude: Some(6.0),
            ..situation()
        },
    );
    let d = deploiement(avec, one, "2019-09-02");
    paie(&mut faits, avec, Some(d.id), "2019-09-01", "2022-08-31");
    ajoute(&mut faits, d);
    let c = completude(&faits, au("2020-01-01"));
    for (critere, manque, sur) in [
        (Critere::Nom, &[][..], 2),
        (Critere::Coordonnees, &[sans], 2),
        (Critere::Circonscription, &[sans, avec], 2),
        (Critere::DebutEnt, &[], 1),
        (Critere::Comptes, &[avec], 1),
        (Critere::Financement, &[], 1),
    ] {
        let l = c.lignes.iter().find(|l| l.critere == critere).unwrap();
        assert_eq!(
            (&l.manque.ecoles[..], l.manque.sur),
            (manque, sur),
            "{critere:?}"
        );
    }
    // Name, nature of both; the position, first day and subscription of one: 7 of 23.
    assert_eq!(taux_texte(c.score()), "30,4\u{202f}%");
    assert!(c.completes.ecoles.is_empty());
    assert_eq!(
        completude(&Faits::default(), au("2020-01-01")).score(),
        None
    );
}

#[test]
fn no_school_is_dropped_without_a_word() {
    let mut faits = Faits::default();
    let mut add = |n: u32, s: Situation| ecole(&mut faits, 880_000 + n, s);
    add(1, situation());
    add(
        2,
        Situation {
            statut: Some(Statut::Prive),
            ..situation()
        },
    );
    add(
        3,
        Situation {
            statut: None,
            ..situation()
        },
    );
    add(
        4,
        Situation {
            fermeture: Some(jour("2020-07-01")),
            ..situation()
        },
    );
    add(
        5,
        Situation {
            ouverture: Some(jour("2020-07-02")),
            ..situation()
        },
    );
    add(
        6,
        Situation {
            etat: Some(Etat::AOuvrir),
            ..situation()
        },
    );
    add(
        7,
        Situation {
            elementaire: false,
            ..situation()
        },
    );
    for (population, attendues) in [
        (
            Population::Public,
            vec![
                (RaisonExclusion::Fermee, vec![4]),
                (RaisonExclusion::AOuvrir, vec![5, 6]),
                (RaisonExclusion::Privee, vec![2]),
                (RaisonExclusion::StatutInconnu, vec![3]),
            ],
        ),
        (
            Population::Tous,
            vec![
                (RaisonExclusion::Fermee, vec![4]),
                (RaisonExclusion::AOuvrir, vec![5, 6]),
            ],
        ),
    ] {
        let q = Question {
            population,
            ..au("2020-07-01")
        };
        let e = exclues(&faits, q);
        let lues: Vec<_> = (e.exclues.iter())
            .map(|(raison, ecoles)| (*raison, places(&faits, ecoles)))
            .collect();
        assert_eq!(lues, attendues);
        let dehors: usize = e.exclues.iter().map(|(_, n)| n.len()).sum();
        assert_eq!(e.comptees + dehors, faits.ecoles.len());
        let total = bilan(&faits, q.au, Par::Ips, q.regle, population).total;
        assert_eq!(e.comptees as u64, total.ecoles);
        assert_eq!(places(&faits, &e.nature_inconnue), [7]);
    }
    // Before the first fact of a school, what is said of it is supposed.
    assert_eq!(exclues(&faits, au("1999-01-01")).supposees.len(), 3);
    assert_eq!(exclues(&faits, au("2000-01-01")).supposees.len(), 0);
}

#[test]
fn a_school_that_reopens_is_counted_again() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let periode = |de: Option<&str>, a: Option<&str>, situation| PeriodeSituation {
        de: de.map(jour),
        a: a.map(jour),
        depuis: jour("2015-09-01"),
        situation,
    };
    let fermee = Situation {
        fermeture: Some(jour("2019-08-31")),
        ..situation()
    };
    let id = ecole_changeante(
        &mut faits,
        880_001,
        vec![
            periode(None, Some("2021-09-01"), fermee),
            periode(Some("2021-09-01"), None, situation()),
        ],
    );
    ajoute(&mut faits, deploiement(id, one, "2018-09-03"));
    for (le, comptee) in [
        ("2019-08-30", true),
        ("2019-08-31", false),
        ("2021-08-31", false),
        ("2021-09-01", true),
    ] {
        let e = entonnoir(&faits, au(le));
        assert_eq!(
            (e.ecoles == 1, e.etape(Etape::Comptes).len() == 1),
            (comptee, comptee)
        );
    }
}

#[test]
fn a_sector_says_how_much_of_its_cycle_3_has_an_ent() {
    let mut faits = Faits::default();
    let (one, beneylu) = (
        solution(&mut faits, "ONE", 1, true),
        solution(&mut faits, "Beneylu", 2, true),
    );
    let secteur = Id::derived("secteur_college", "Nord");
    let mut college = SecteurCollege {
        id: secteur,
        uai: None,
        nom: "Collège du Nord".to_owned(),
        commune_nom: None,
        departement: None,
        plan_ruralite: false,
        ent: " one ".to_owned(),
        position: None,
    };
    faits.secteurs.insert(secteur, college.clone());
    let s = Situation {
        secteur: Some(secteur),
        ..situation()
    };
    let maternelle = Situation {
        maternelle: true,
        elementaire: false,
        ..s.clone()
    };
    let ids: Vec<Id> = [s.clone(), s.clone(), s.clone(), maternelle, s, situation()]
        .into_iter()
        .zip(1..)
        .map(|(s, n)| ecole(&mut faits, 880_000 + n, s))
        .collect();
    effectif(&mut faits, ids[0], 12, 13);
    effectif(&mut faits, ids[1], 20, 0);
    effectif(&mut faits, ids[2], 0, 0); // CP and CE only
    effectif(&mut faits, ids[5], 99, 99); // of another sector
    ajoute(&mut faits, deploiement(ids[0], one, "2019-09-02"));
    ajoute(&mut faits, deploiement(ids[2], beneylu, "2019-09-02"));
    let l = liaison(&faits, au("2020-01-01"), secteur);
    assert_eq!((l.ecoles.ecoles.len(), l.ecoles.sur), (2, 5));
    assert_eq!((l.cycle3.ecoles.len(), l.cycle3.sur), (1, 2));
    assert_eq!(l.eleves, (25, 45));
    assert_eq!(taux_texte(l.taux_eleves()), "55,6\u{202f}%");
    assert_eq!(places(&faits, &l.niveaux_inconnus), [5]);
    let comme: Vec<_> = (l.comme_le_college.iter())
        .map(|(c, ecoles)| (*c, places(&faits, ecoles)))
        .collect();
    assert_eq!(
        comme,
        [
            (EntCollege::LeMeme, vec![1]),
            (EntCollege::UnAutre, vec![3]),
            (EntCollege::Inconnu, vec![]),
            (EntCollege::SansEnt, vec![2, 4, 5]),
        ]
    );
    college.ent.clear();
    faits.secteurs.insert(secteur, college);
    let l = liaison(&faits, au("2020-01-01"), secteur);
    assert_eq!(
        l.comme_le_college[2].1.len(),
        2,
        "the collège's is not known"
    );
    let vide = liaison(
        &faits,
        au("2020-01-01"),
        Id::derived("secteur_college", "Sud"),
    );
    assert_eq!(taux_texte(vide.taux_eleves()), "—");
}

/// A carnet with something of every grouping.
fn groupes() -> Faits {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let dispositif = |n: &str, ordre| Dispositif {
        id: Id::derived("dispositif", n),
        code: None,
        nom: n.to_owned(),
        description: String::new(),
        reference: String::new(),
        ordre,
    };
    let (enir, commune) = (dispositif("ENIR", 1), dispositif("Commune", 2));
    let rep = [
        Some(EducationPrioritaire::RepPlus),
        Some(EducationPrioritaire::Hors),
        Some(EducationPrioritaire::Rep),
        None,
    ];
    for (n, rep) in (1..).zip(rep) {
        let s = Situation {
            education_prioritaire: rep,
            maternelle: n == 1,
            rpi: (n == 2).then(|| "088901".into()),
            ..situation()
        };
        let id = ecole(&mut faits, 880_000 + n, s);
        let ips = [Some(799), Some(800), None][(n as usize - 1).min(2)];
        if n < 4 {
            let ips = Ips {
                rentree: 2019,
                dixiemes: ips,
            };
            faits.ips.insert(id, vec![ips]);
        }
        if n == 1 {
            ajoute(&mut faits, deploiement(id, one, "2019-09-02"));
            for (d, annee) in [(&commune, 2021), (&enir, 2018), (&enir, 2019)] {
                let mut f = Financement::nouveau(id);
                f.dispositif = Some(d.id);
                f.annee = Some(annee);
                faits.financements.entry(id).or_default().push(f);
            }
        }
        for (nom, debut) in [("Ruralité", "2019-09-01"), ("Plus tard", "2021-09-01")] {
            let pid = Id::derived("projet", nom);
            let p = faits.projets.entry(pid).or_insert_with(|| Projet {
                id: pid,
                nom: nom.to_owned(),
                portee: None,
                circonscription: None,
                solution: None,
                debut: Some(jour(debut)),
                fin: None,
                description: String::new(),
                evaluation: String::new(),
                ecoles: BTreeSet::new(),
                jalons: Vec::new(),
            });
            if n < 3 {
                p.ecoles.insert(id);
            }
        }
    }
    faits.dispositifs = [enir, commune].map(|d| (d.id, d)).into();
    faits
}

#[test]
fn every_grouping_has_its_lines_in_their_order() {
    let faits = groupes();
    let lus = |par, le: &str| -> Vec<(String, u64, u64)> {
        bilan(&faits, jour(le), par, Regle::Classe, Population::Public)
            .lignes
            .into_iter()
            .map(|l| (l.groupe, l.compte.ecoles, l.compte.avec_ent))
            .collect()
    };
    type Lignes = &'static [(&'static str, u64, u64)];
    let cas: [(Par, &str, Lignes); 7] = [
        (
            Par::EducationPrioritaire,
            "2020-01-01",
            &[
                ("REP+", 1, 1),
                ("REP", 1, 0),
                ("Hors éducation prioritaire", 1, 0),
                ("Non renseigné", 1, 0),
            ],
        ),
        (
            Par::Rpi,
            "2020-01-01",
            &[("RPI 088901", 1, 0), ("Hors RPI", 3, 1)],
        ),
        (
            Par::Nature,
            "2020-01-01",
            &[("Élémentaires", 3, 0), ("Primaires", 1, 1)],
        ),
        (
            Par::Ips,
            "2020-01-01",
            &[
                ("Moins de 80", 1, 1),
                ("De 80 à moins de 90", 1, 0),
                ("IPS non publié", 1, 0),
                ("Non renseigné", 1, 0),
            ],
        ),
        // Two grants of one dispositif are one line.
        (
            Par::Financement,
            "2020-01-01",
            &[("ENIR", 1, 1), ("Sans dispositif connu", 3, 0)],
        ),
        (
            Par::Financement,
            "2021-01-01",
            &[
                ("ENIR", 1, 1),
                ("Commune", 1, 1),
                ("Sans dispositif connu", 3, 0),
            ],
        ),
        (
            Par::Projet,
            "2020-01-01",
            &[("Ruralité", 2, 1), ("Hors projet", 2, 0)],
        ),
    ];
    for (par, le, attendues) in cas {
        let attendues: Vec<_> = attendues
            .iter()
            .map(|(n, a, b)| ((*n).to_owned(), *a, *b))
            .collect();
        assert_eq!(lus(par, le), attendues, "{par:?} {le}");
    }
}

#[test]
fn the_schools_behind_a_figure_are_as_many_as_it_says() {
    let faits = groupes();
    let q = au("2021-01-01");
    for par in Par::ALL {
        let b = bilan(&faits, q.au, par, q.regle, q.population);
        for ligne in b.lignes.iter().map(Some).chain([None]) {
            let compte = ligne.map_or(b.total, |l| l.compte);
            for (mesure, n) in [
                (Mesure::Ecoles, compte.ecoles),
                (Mesure::AvecEnt, compte.avec_ent),
                (Mesure::ElementairesPrimaires, compte.elementaires_primaires),
                (
                    Mesure::ElementairesPrimairesAvecEnt,
                    compte.elementaires_primaires_avec_ent,
                ),
            ] {
                let ecoles = b.ecoles(&faits, ligne, mesure);
                assert_eq!(ecoles.len() as u64, n, "{par:?} {mesure:?} {ligne:?}");
            }
        }
    }
}

#[test]
fn nothing_is_said_of_nothing() {
    let vide = Faits::default();
    for le in ["1900-01-01", "2020-01-01"] {
        let q = au(le);
        let e = entonnoir(&vide, q);
        assert_eq!((e.ecoles, e.bloquees.concat().len()), (0, 0));
        assert!(verite(&vide, q).niveaux.iter().all(|p| p.taux().is_none()));
        assert_eq!(taux_texte(effet(&vide, q, 6).non_formees.taux()), "—");
        assert!(horizon(&vide, q).annees.is_empty());
        assert_eq!(activite(&vide, q).len(), 1);
        assert_eq!(fraicheur(&vide, q).verifiees.taux(), None);
        assert!(exclues(&vide, q).exclues.is_empty());
        for par in Par::ALL {
            assert!(
                bilan(&vide, q.au, par, q.regle, q.population)
                    .lignes
                    .is_empty()
            );
        }
    }
    // One school, before anything is known of it, in the year 1.
    let mut une = Faits::default();
    ecole(&mut une, 880_001, situation());
    let q = Question {
        au: NaiveDate::MIN,
        ..au("2020-01-01")
    };
    assert_eq!(entonnoir(&une, q).ecoles, 1);
    assert_eq!(effet(&une, q, 6).formees.sur, 0);
    assert_eq!(fraicheur(&une, q).jamais.len(), 1);
}

#[test]
fn a_change_is_said_with_its_sign_and_whether_it_is_good() {
    let chiffre = |cle, n: usize, sur| ChiffreCle {
        cle,
        nombre: n,
        part: Part {
            ecoles: vec![Id::MIN; n],
            sur,
        },
    };
    for (cle, avant, apres, dit) in [
        (
            Cle::AvecEnt,
            (1, 3),
            (2, 3),
            "+33,4\u{a0}points, en progrès",
        ),
        (Cle::AvecEnt, (2, 4), (51, 100), "+1\u{a0}point, en progrès"),
        (Cle::Formees, (1, 2), (1, 4), "−25\u{a0}points, en recul"),
        (Cle::AvecEnt, (1, 2), (2, 4), "inchangé"),
        (Cle::Utilise, (5, 9), (3, 9), "−2, en recul"),
        (Cle::AVerifier, (5, 9), (3, 9), "−2, en progrès"),
        (Cle::AVerifier, (3, 9), (5, 9), "+2, en recul"),
        // An end that comes near is neither good nor bad.
        (Cle::Abonnements, (0, 9), (5, 9), "+5"),
    ] {
        let change = chiffre(cle, apres.0, apres.1).depuis(&chiffre(cle, avant.0, avant.1));
        assert_eq!(change.map(|c| c.phrase()).as_deref(), Some(dit), "{cle:?}");
    }
    // A rate of nothing has no change; it did not rise from 0 %.
    let rien = chiffre(Cle::AvecEnt, 0, 0);
    assert_eq!(chiffre(Cle::AvecEnt, 1, 2).depuis(&rien), None);
}

#[test]
fn the_lockdown_marks_the_curves_that_go_through_it() {
    let faits = Faits::default();
    for (debut, fin, n) in [
        ("2019-08-01", "2020-03-16", 0),
        ("2019-08-01", "2020-03-17", 1),
        ("2020-03-17", "2021-01-01", 1),
        ("2020-03-18", "2021-01-01", 0),
    ] {
        assert_eq!(
            reperes(&faits, jour(debut), jour(fin)).len(),
            n,
            "{debut} {fin}"
        );
    }
}

#[test]
fn the_largest_sectors_are_drawn_each_day_as_they_were() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let secteurs = ["Nord", "Sud"].map(|nom| {
        let id = Id::derived("secteur_college", nom);
        let college = SecteurCollege {
            id,
            uai: None,
            nom: nom.to_owned(),
            commune_nom: None,
            departement: None,
            plan_ruralite: false,
            ent: String::new(),
            position: None,
        };
        faits.secteurs.insert(id, college);
        id
    });
    let dans = |secteur: Id| Situation {
        secteur: Some(secteur),
        ..situation()
    };
    let premiere = ecole(&mut faits, 880_001, dans(secteurs[0]));
    ecole(&mut faits, 880_002, dans(secteurs[0]));
    ecole(&mut faits, 880_003, dans(secteurs[1]));
    ajoute(&mut faits, deploiement(premiere, one, "2019-09-02"));
    let q = au("2020-01-01");
    let b = bilan(&faits, q.au, Par::Secteur, q.regle, q.population);
    let (petits, reste) = multiples(&faits, &b, jour("2019-01-01"), 1);
    assert_eq!((petits.len(), reste), (1, 1));
    assert_eq!(petits[0].ligne.groupe, "Nord");
    let lus: Vec<_> = (petits[0].points.iter())
        .map(|p| (p.jour.to_string(), p.avec_ent, p.ecoles))
        .collect();
    let attendus = [
        ("2019-01-01", 0, 2),
        ("2019-04-01", 0, 2),
        ("2019-07-01", 0, 2),
        ("2019-10-01", 1, 2),
        ("2020-01-01", 1, 2),
    ]
    .map(|(le, a, n)| (le.to_owned(), a, n));
    assert_eq!(lus, attendus);
}
