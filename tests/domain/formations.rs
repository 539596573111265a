//! What trainings come to: hours, the 18 hours, who was trained, what is odd in a session.

use crate::faits::{ajoute, deploiement, ecole, jour, situation, solution};
use carnet_ent::domain::formation::{
    AFormer, ChampSeance, Cumul, Formees, Quotite, Usages, a_former, derniere_formation,
    ecole_fermee, formees, parse_duree_seance, parse_part, parse_satisfaction, remarques,
    satisfaction_dite, usages,
};
use carnet_ent::domain::{
    Etape, Faits, Formateur, Formation, Id, Participation, Population, Regle, Seance, Situation,
    Statut, StatutSeance,
};

fn seance(nom: &str, le: &str, duree: Option<u32>, participants: &[(Id, Option<u32>)]) -> Seance {
    Seance {
        id: Id::derived("seance", nom),
        formation: Id::derived("formation", "F"),
        le: (!le.is_empty()).then(|| jour(le)),
        duree,
        duree_18h: duree,
        modalite: None,
        lieu: String::new(),
        statut: None,
        reponses: None,
        satisfaction: None,
        bilan: String::new(),
        participations: participants
            .iter()
            .map(|(ecole, nombre)| Participation {
                ecole: *ecole,
                nombre: *nombre,
                noms: String::new(),
            })
            .collect(),
        formateurs: Vec::new(),
    }
}

/// Makes these the sessions of the only training.
fn tenir(faits: &mut Faits, seances: Vec<Seance>) {
    let id = Id::derived("formation", "F");
    let formation = Formation {
        id,
        titre: "Prendre en main l’ENT".to_owned(),
        objectifs: String::new(),
        systeme: None,
        reference: String::new(),
        public: None,
        cycle: None,
        seances,
    };
    faits.terrain.formations.insert(id, formation);
}

fn id(nom: &str) -> Id {
    Id::derived("ecole", nom)
}

#[test]
fn a_school_counts_once_per_day_and_hours_are_multiplied_by_those_who_came() {
    let (a, b) = (id("a"), id("b"));
    let matin = seance("1", "2026-03-04", Some(180), &[(a, Some(3)), (b, Some(2))]);
    let soir = seance("2", "2026-03-04", Some(120), &[(a, Some(5))]);
    let autre = seance("3", "2026-03-11", Some(60), &[(a, Some(1)), (b, None)]);
    let mut annulee = seance("4", "2026-03-18", Some(600), &[(b, Some(9))]);
    annulee.statut = Some(StatutSeance::Annulee);
    let toutes = [matin, soir, autre, annulee];
    let total = Cumul::of(&toutes);
    assert_eq!(total.seances, 3, "a cancelled one is none");
    assert_eq!((total.ecoles, total.ecoles_jours), (2, 4));
    // Entries 3+2+5+1; by day max(3,5)+2 then 1+unknown.
    assert_eq!((total.personnes, total.personnes_jours), (11, 8));
    assert_eq!(total.sans_nombre, 1);
    assert_eq!(total.minutes, 360);
    assert_eq!(total.minutes_personnes, 180 * 5 + 120 * 5 + 60);
    let de_b = Cumul::of_ecole(&toutes, b);
    assert_eq!((de_b.seances, de_b.ecoles, de_b.ecoles_jours), (2, 1, 2));
    assert_eq!((de_b.minutes, de_b.minutes_personnes), (240, 360));
    assert_eq!(Cumul::of_ecole(&toutes, id("c")), Cumul::default());
}

#[test]
fn sessions_without_a_day_are_days_of_their_own_and_nobody_is_no_school() {
    let (a, b) = (id("a"), id("b"));
    let deux = [
        seance("1", "", None, &[(a, Some(1)), (b, Some(0))]),
        seance("2", "", None, &[(a, Some(1))]),
    ];
    let total = Cumul::of(&deux);
    assert_eq!((total.ecoles, total.ecoles_jours), (1, 2));
    assert_eq!(total.minutes, 0);
}

#[test]
fn absurd_numbers_do_not_overflow() {
    let mut s = seance("1", "2026-03-04", Some(u32::MAX), &[]);
    let foule = |n: u32| Participation {
        ecole: id(&n.to_string()),
        nombre: Some(u32::MAX),
        noms: String::new(),
    };
    s.participations = (0..8).map(foule).collect();
    assert_eq!(Cumul::of([&s]).minutes_personnes, u64::MAX);
}

#[test]
fn names_count_people_when_no_number_does() {
    for (nombre, noms, attendu, presente) in [
        (None, "", None, true),
        (None, "A. B.\n\n C. D. \n", Some(2), true),
        (Some(5), "A. B.", Some(5), true),
        (Some(0), "", Some(0), false),
    ] {
        let p = Participation {
            ecole: id("a"),
            nombre,
            noms: noms.to_owned(),
        };
        assert_eq!(
            (p.personnes(), p.est_presente()),
            (attendu, presente),
            "{noms}"
        );
    }
}

#[test]
fn the_time_of_trainers_adds_up() {
    let mut s = seance("1", "2026-03-04", Some(180), &[]);
    let formateur = |animation, preparation| Formateur {
        id: Id::fresh(),
        nom: String::new(),
        role: None,
        animation,
        preparation,
    };
    s.formateurs = vec![formateur(Some(180), Some(240)), formateur(Some(90), None)];
    let total = Cumul::of([&s]);
    assert_eq!((total.animation, total.preparation), (270, 240));
}

#[test]
fn the_quota_of_a_year_follows_the_part_time() {
    for (quotite, minutes, attendu) in [
        (Quotite::Complet, 0, (0, 18 * 60)),
        (Quotite::Complet, 180, (180, 15 * 60)),
        (Quotite::TroisQuarts, 180, (180, 12 * 60)),
        (Quotite::Moitie, 180, (180, 6 * 60)),
        (Quotite::Moitie, 540, (540, 0)),
        (Quotite::Moitie, 600, (540, 0)),
        (Quotite::Complet, u64::MAX, (18 * 60, 0)),
    ] {
        assert_eq!(quotite.solde(minutes), attendu, "{quotite:?} {minutes}");
    }
    for (duree, part, attendu) in [
        (Some(180), Some(120), 120),
        (Some(180), None, 0),
        (None, Some(120), 120),
        (Some(60), Some(120), 60),
    ] {
        let mut s = seance("1", "", duree, &[]);
        s.duree_18h = part;
        assert_eq!(s.part_18h(), attendu, "{duree:?} {part:?}");
    }
}

/// Schools with an ENT since September 2024: 1 never trained, 2 trained before it, 3 since, 4
/// said « formé »; 5 has none, 6 is private.
fn carnet() -> (Faits, [Id; 6]) {
    let mut faits = Faits::default();
    let ent = solution(&mut faits, "ONE", 1, true);
    let ids = [1, 2, 3, 4, 5, 6].map(|n| {
        let statut = if n == 6 {
            Statut::Prive
        } else {
            Statut::Public
        };
        let situation = Situation {
            statut: Some(statut),
            ..situation()
        };
        ecole(&mut faits, 880_000 + n, situation)
    });
    for n in [0, 1, 2, 3, 5] {
        let mut d = deploiement(ids[n], ent, "2024-09-01");
        if n == 3 {
            d.etapes[Etape::Forme as usize] = Some(jour("2024-06-15"));
        }
        ajoute(&mut faits, d);
    }
    tenir(
        &mut faits,
        vec![
            seance("1", "2024-05-15", Some(180), &[(ids[1], Some(2))]),
            seance(
                "2",
                "2024-11-20",
                Some(180),
                &[(ids[2], None), (ids[0], Some(0))],
            ),
        ],
    );
    (faits, ids)
}

#[test]
fn schools_not_trained_since_their_ent_began_are_told_apart_from_those_never_trained() {
    let (faits, ids) = carnet();
    let au = jour("2025-01-10");
    let liste = a_former(&faits, au, Regle::Classe, Population::Public);
    let ent_depuis = jour("2024-09-01");
    let a = |ecole, derniere| AFormer {
        ecole,
        ent_depuis,
        derniere,
    };
    assert_eq!(
        liste,
        [a(ids[0], None), a(ids[1], Some(jour("2024-05-15")))]
    );
    let compte = formees(&faits, au, Regle::Classe, Population::Public);
    let attendu = Formees {
        avec_ent: 4,
        depuis: 2,
        avant: 1,
        jamais: 1,
    };
    assert_eq!(compte, attendu);
    let tous = formees(&faits, au, Regle::Classe, Population::Tous);
    assert_eq!((tous.avec_ent, tous.jamais), (5, 2));
}

#[test]
fn who_is_trained_depends_on_the_day() {
    let (mut faits, ids) = carnet();
    for (au, depuis, avant, jamais) in [
        ("2024-08-31", 0, 0, 0),
        ("2024-09-01", 1, 1, 2),
        ("2024-11-19", 1, 1, 2),
        ("2024-11-20", 2, 1, 1),
    ] {
        let f = formees(&faits, jour(au), Regle::Classe, Population::Public);
        assert_eq!(
            (f.depuis, f.avant, f.jamais),
            (depuis, avant, jamais),
            "{au}"
        );
    }
    let dernier =
        |faits: &Faits, rang: usize| derniere_formation(faits, ids[rang], jour("2025-01-10"));
    assert_eq!(dernier(&faits, 0), None, "nobody came");
    assert_eq!(dernier(&faits, 2), Some(jour("2024-11-20")));
    assert_eq!(dernier(&faits, 3), Some(jour("2024-06-15")), "by its stage");
    for (statut, attendu) in [
        (StatutSeance::Tenue, Some(jour("2024-11-20"))),
        (StatutSeance::Prevue, None),
        (StatutSeance::Annulee, None),
    ] {
        for f in faits.terrain.formations.values_mut() {
            f.seances[1].statut = Some(statut);
        }
        assert_eq!(dernier(&faits, 2), attendu, "{statut:?}");
    }
}

#[test]
fn an_ent_goes_on_over_a_summer_but_not_over_a_year_and_a_new_one_asks_for_training() {
    for (fin, solution_suivante, formee) in [
        ("2023-08-31", "ONE", true),
        ("2023-06-30", "ONE", true),
        ("2022-08-31", "ONE", false),
        ("2023-08-31", "PrimOT", false),
    ] {
        let mut faits = Faits::default();
        let one = solution(&mut faits, "ONE", 1, true);
        let suivante = solution(&mut faits, solution_suivante, 1, true);
        let a = ecole(&mut faits, 880_001, situation());
        let mut premier = deploiement(a, one, "2021-09-01");
        premier.fin = Some(jour(fin));
        ajoute(&mut faits, premier);
        ajoute(&mut faits, deploiement(a, suivante, "2023-09-01"));
        tenir(
            &mut faits,
            vec![seance("1", "2021-10-06", None, &[(a, Some(2))])],
        );
        let f = formees(
            &faits,
            jour("2024-01-10"),
            Regle::Classe,
            Population::Public,
        );
        assert_eq!(
            (f.avec_ent, f.depuis == 1),
            (1, formee),
            "{fin} {solution_suivante}"
        );
    }
}

#[test]
fn what_became_of_the_schools_of_a_session_is_told_by_their_stage() {
    let (mut faits, ids) = carnet();
    let utilise = |faits: &mut Faits, ecole: Id, le: &str| {
        let d = &mut faits.deploiements.get_mut(&ecole).expect("one")[0];
        d.etapes[Etape::Utilise as usize] = Some(jour(le));
    };
    utilise(&mut faits, ids[0], "2024-10-01");
    utilise(&mut faits, ids[1], "2025-01-05");
    utilise(&mut faits, ids[2], "2025-09-01");
    let s = seance(
        "3",
        "2024-12-04",
        None,
        &[
            (ids[0], None),
            (ids[1], None),
            (ids[2], None),
            (ids[4], None),
        ],
    );
    let attendu = Usages {
        avant: 1,
        depuis: 1,
        pas_encore: 2,
    };
    assert_eq!(usages(&faits, &s, jour("2025-01-10")), Some(attendu));
    assert_eq!(usages(&faits, &s, jour("2024-12-03")), None, "not held yet");
}

#[test]
fn what_is_odd_in_a_session_is_told_at_its_field() {
    let aujourdhui = jour("2026-03-12");
    let a = id("a");
    let base = || seance("1", "2026-03-04", Some(180), &[(a, Some(3))]);
    let statut = |statut, le: &str| Seance {
        statut: Some(statut),
        ..seance("1", le, None, &[])
    };
    let grand = |n: u32| {
        let mut s = seance("1", "2026-03-04", None, &[]);
        s.participations = (0..n)
            .map(|i| Participation {
                ecole: id(&i.to_string()),
                nombre: Some(40),
                noms: String::new(),
            })
            .collect();
        s
    };
    for (s, attendu) in [
        (base(), None),
        (seance("1", "", None, &[]), None),
        (seance("1", "2027-03-13", None, &[]), None),
        (
            seance("1", "2027-04-01", None, &[]),
            Some((ChampSeance::Date, "plus d’un an")),
        ),
        (statut(StatutSeance::Tenue, "2026-03-12"), None),
        (
            statut(StatutSeance::Tenue, "2026-03-13"),
            Some((ChampSeance::Date, "à venir")),
        ),
        (
            statut(StatutSeance::Tenue, ""),
            Some((ChampSeance::Date, "Quel jour")),
        ),
        (
            statut(StatutSeance::Prevue, "2026-03-11"),
            Some((ChampSeance::Date, "passée")),
        ),
        (statut(StatutSeance::Annulee, "2026-03-11"), None),
        (
            seance("1", "2026-03-04", Some(13 * 60), &[]),
            Some((ChampSeance::Duree, "13\u{a0}h en une session")),
        ),
        (
            Seance {
                duree_18h: Some(240),
                ..base()
            },
            Some((ChampSeance::Part18h, "(4\u{a0}h) dépasse")),
        ),
        (
            seance("1", "2026-03-04", None, &[(a, Some(400))]),
            Some((ChampSeance::Participants, "400 personnes d’une même école")),
        ),
        (grand(5), None),
        (
            grand(10),
            Some((ChampSeance::Participants, "400 participants")),
        ),
        (
            Seance {
                reponses: Some(4),
                ..base()
            },
            Some((ChampSeance::Reponses, "Plus de réponses (4)")),
        ),
        (
            Seance {
                reponses: Some(3),
                ..base()
            },
            None,
        ),
    ] {
        let dites = remarques(&s, aujourdhui);
        let premiere = dites.first().map(|r| (r.champ, r.phrase.as_str()));
        match (premiere, attendu) {
            (Some((champ, phrase)), Some((ou, mots))) => {
                assert_eq!(champ, ou, "{phrase}");
                assert!(phrase.contains(mots), "{phrase}");
            }
            (premiere, attendu) => assert_eq!(premiere, attendu),
        }
    }
}

#[test]
fn lengths_are_also_read_from_when_to_when() {
    for (texte, attendu) in [
        ("3 h", Ok(180)),
        ("1h30", Ok(90)),
        ("9 h – 12 h", Ok(180)),
        ("de 13h30 à 16h45", Ok(195)),
        ("9:00-12:15", Ok(195)),
        ("9-12", Ok(180)),
        ("14 h - 12 h", Err("finit avant de commencer")),
        ("9 h - 9 h", Err("finit avant de commencer")),
        ("9 h - 25 h", Err("Tapez une durée")),
        ("9 h - ", Err("Tapez une durée")),
        ("0", Err("Tapez une durée")),
        ("0 h", Err("Tapez une durée")),
        ("-3", Err("Tapez une durée")),
        ("matin", Err("Tapez une durée")),
        ("", Err("Tapez une durée")),
    ] {
        let lue = parse_duree_seance(texte);
        match (&lue, attendu) {
            (Err(phrase), Err(mots)) => assert!(phrase.contains(mots), "{texte}: {phrase}"),
            _ => assert_eq!(lue, attendu.map_err(str::to_owned), "{texte}"),
        }
    }
}

#[test]
fn the_part_of_the_18_hours_is_never_longer_than_the_session() {
    for (texte, duree, attendu) in [
        ("", Some(180), Ok(None)),
        ("0", Some(180), Ok(Some(0))),
        ("non", None, Ok(Some(0))),
        ("1 h 30", Some(180), Ok(Some(90))),
        ("3 h", Some(180), Ok(Some(180))),
        ("3 h", None, Ok(Some(180))),
        ("4 h", Some(180), Err("dépasse")),
        ("tout", Some(180), Err("Tapez une durée")),
    ] {
        let lue = parse_part(texte, duree);
        match (&lue, attendu) {
            (Err(phrase), Err(mots)) => assert!(phrase.contains(mots), "{texte}: {phrase}"),
            _ => assert_eq!(lue, attendu.map_err(str::to_owned), "{texte}"),
        }
    }
}

#[test]
fn satisfaction_goes_from_1_to_4() {
    for (texte, attendu) in [
        ("", Some(None)),
        ("1", Some(Some(10))),
        ("3,4", Some(Some(34))),
        ("3.4", Some(Some(34))),
        ("4", Some(Some(40))),
        ("4,1", None),
        ("0,9", None),
        ("12", None),
        ("3,45", None),
        ("bien", None),
    ] {
        assert_eq!(parse_satisfaction(texte).ok(), attendu, "{texte}");
    }
    for dixiemes in 10..=40 {
        let dite = satisfaction_dite(dixiemes);
        assert_eq!(parse_satisfaction(&dite), Ok(Some(dixiemes)), "{dite}");
    }
}

#[test]
fn a_school_that_was_closed_was_not_there() {
    let s = Situation {
        ouverture: Some(jour("2020-09-01")),
        fermeture: Some(jour("2023-09-01")),
        ..situation()
    };
    for (le, attendu) in [
        ("2020-08-31", Some("n’ouvre que le 1er septembre 2020")),
        ("2020-09-01", None),
        ("2023-08-31", None),
        (
            "2023-09-01",
            Some("est fermée depuis le 1er septembre 2023"),
        ),
    ] {
        let phrase = ecole_fermee(&s, jour(le));
        match attendu {
            None => assert_eq!(phrase, None, "{le}"),
            Some(mots) => assert!(phrase.expect("closed").contains(mots), "{le}"),
        }
    }
}

/// Of some schools only: a training stays when one of them came, or nobody did yet; not when only
/// others came.
#[test]
fn a_training_without_a_session_yet_belongs_to_no_school() {
    let garde = |seances| {
        let mut faits = Faits::default();
        tenir(&mut faits, seances);
        let a = ecole(&mut faits, 1, situation());
        let restreints = faits.restreints(|e| e.id == a);
        restreints.terrain.formations.len()
    };
    let venue = |nom: &str| vec![seance("1", "2026-03-04", Some(60), &[(id(nom), Some(1))])];
    assert_eq!(garde(Vec::new()), 1);
    assert_eq!(garde(venue("ailleurs")), 0);
}
