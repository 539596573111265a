//! The rules of the timeline, of the agenda and of the tour, on facts made by hand.

use std::collections::BTreeSet;

use crate::faits::{ajoute, deploiement, ecole, jour, situation, solution};
use carnet_ent::domain::agenda::{self, entrees};
use carnet_ent::domain::fil::{self, Quand, fil};
use carnet_ent::domain::groupe::SorteGroupe;
use carnet_ent::domain::tournee::{AVoir, Demande, Raison, tournee};
use carnet_ent::domain::{
    Action, Cible, Evenement, Faits, Financement, Formation, Id, Jalon, Observation, Participation,
    Projet, Seance, Situation, Statut, StatutSeance, Verification, Visite,
};

fn id(nom: &str) -> Id {
    Id::derived("essai", nom)
}

fn visite(faits: &mut Faits, ecole: Id, le: &str) -> Id {
    let visite = Visite {
        id: id(&format!("visite {ecole} {le}")),
        ecole,
        le: jour(le),
        duree: Some(90),
        motif: None,
        intervenant: "A. B.".to_owned(),
    };
    let id = visite.id;
    faits.terrain.visites.entry(ecole).or_default().push(visite);
    id
}

fn action(ecole: Id, libelle: &str, echeance: Option<&str>) -> Action {
    Action {
        id: id(libelle),
        ecole,
        visite: None,
        libelle: libelle.to_owned(),
        role: None,
        qui: String::new(),
        echeance: echeance.map(jour),
        faite_le: None,
        abandonnee_le: None,
        commentaire: String::new(),
    }
}

fn promet(faits: &mut Faits, action: Action) {
    let ici = faits.terrain.actions.entry(action.ecole).or_default();
    ici.push(action);
}

fn seance(nom: &str, le: Option<&str>, statut: Option<StatutSeance>, ecoles: &[Id]) -> Seance {
    Seance {
        id: id(nom),
        formation: id("formation"),
        le: le.map(jour),
        duree: Some(180),
        duree_18h: None,
        modalite: None,
        lieu: String::new(),
        statut,
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
    }
}

fn formation(faits: &mut Faits, seances: Vec<Seance>) {
    let formation = Formation {
        id: id("formation"),
        titre: "Débuter avec ONE".to_owned(),
        objectifs: String::new(),
        systeme: None,
        reference: String::new(),
        public: None,
        cycle: None,
        seances,
    };
    faits.terrain.formations.insert(formation.id, formation);
}

fn evenement(faits: &mut Faits, le: &str, ecoles: &[Id]) {
    let evenement = Evenement {
        id: id("forum"),
        sorte: None,
        nom: "Forum des ENT".to_owned(),
        le: Some(jour(le)),
        duree: None,
        lieu: "Épinal".to_owned(),
        secteur: None,
        participants: None,
        compte_rendu: String::new(),
        ecoles: ecoles.iter().copied().collect(),
    };
    faits.terrain.evenements.insert(evenement.id, evenement);
}

fn projet(faits: &mut Faits, ecoles: &[Id], jalons: &[(&str, Option<&str>, Option<&str>)]) {
    let id = id("projet");
    let jalons = jalons.iter().map(|(nom, prevu, atteint)| Jalon {
        libelle: (*nom).to_owned(),
        prevu_le: prevu.map(jour),
        atteint_le: atteint.map(jour),
        ..Jalon::nouveau(id, None)
    });
    let projet = Projet {
        id,
        nom: "ENT du Val".to_owned(),
        portee: None,
        circonscription: None,
        solution: None,
        debut: Some(jour("2020-09-01")),
        fin: None,
        description: String::new(),
        evaluation: String::new(),
        ecoles: ecoles.iter().copied().collect(),
        jalons: jalons.collect(),
    };
    faits.projets.insert(id, projet);
}

fn abonnement(ecole: Id, debut: &str, fin: &str) -> Financement {
    Financement {
        annee: Some(2020),
        montant_centimes: Some(45_000),
        poste: "Abonnement".to_owned(),
        abonnement_debut: Some(jour(debut)),
        abonnement_fin: Some(jour(fin)),
        ..Financement::nouveau(ecole)
    }
}

/// A school of which everything is known, and another of which nothing is.
fn histoire() -> (Faits, Id, Id) {
    let mut f = Faits::default();
    let une = ecole(&mut f, 880_001, situation());
    let autre = ecole(&mut f, 880_002, situation());
    let one = solution(&mut f, "ONE", 1, true);
    let mut d = deploiement(une, one, "2020-09-15");
    d.etapes = [
        None,
        Some(jour("2020-06-30")),
        Some(jour("2020-09-20")),
        None,
        None,
    ];
    ajoute(&mut f, d);
    f.financements.entry(une).or_default().extend([
        abonnement(une, "2020-09-01", "2023-08-31"),
        Financement {
            annee: Some(2020),
            ..Financement::nouveau(une)
        },
        Financement::nouveau(une),
    ]);
    f.verifications.entry(une).or_default().push(Verification {
        le: jour("2021-03-01"),
        par: "A. B.".to_owned(),
    });
    visite(&mut f, une, "2021-03-01");
    promet(
        &mut f,
        action(une, "Ouvrir les comptes", Some("2021-03-20")),
    );
    promet(
        &mut f,
        Action {
            faite_le: Some(jour("2021-02-15")),
            ..action(une, "Relancer la mairie", Some("2021-01-31"))
        },
    );
    promet(&mut f, action(une, "Penser au wifi", None));
    promet(&mut f, action(autre, "Ailleurs", Some("2021-03-20")));
    formation(
        &mut f,
        vec![
            seance(
                "tenue",
                Some("2020-10-07"),
                Some(StatutSeance::Tenue),
                &[une, autre],
            ),
            seance("ailleurs", Some("2020-10-14"), None, &[autre]),
            seance(
                "annulée",
                Some("2020-11-04"),
                Some(StatutSeance::Annulee),
                &[une],
            ),
        ],
    );
    evenement(&mut f, "2020-12-02", &[une]);
    f.terrain
        .observations
        .entry(une)
        .or_default()
        .push(Observation {
            id: id("observation"),
            ecole: une,
            le: jour("2021-01-12"),
            observateur: String::new(),
            cycle: None,
            constat: String::new(),
            capsule: String::new(),
            consentement: None,
            droit_image: None,
            lignes: Vec::new(),
        });
    projet(
        &mut f,
        &[une],
        &[
            ("Lancement", None, Some("2020-09-10")),
            ("Bilan", Some("2021-03-15"), None),
        ],
    );
    (f, une, autre)
}

fn plain(texte: &str) -> String {
    texte.replace(['\u{202f}', '\u{a0}'], " ")
}

#[test]
fn a_timeline_tells_everything_newest_first() {
    let (f, une, _) = histoire();
    let points = fil(&f, une, jour("2021-03-12"));
    let dits: Vec<String> = points
        .iter()
        .map(|p| plain(&format!("{} {}", p.quand.dit(), p.titre)))
        .collect();
    let attendu = [
        "31/08/2023 Fin de l’abonnement",
        "20/03/2021 À faire : Ouvrir les comptes",
        "01/03/2021 Visite",
        "01/03/2021 Vérifié",
        "15/02/2021 Fait : Relancer la mairie",
        "12/01/2021 Observation",
        "02/12/2020 Événement : Forum des ENT",
        "04/11/2020 Formation annulée : Débuter avec ONE",
        "07/10/2020 Formation : Débuter avec ONE",
        "20/09/2020 Comptes créés : ONE",
        "15/09/2020 Début de l’ENT : ONE",
        "10/09/2020 Jalon atteint : Lancement",
        "01/09/2020 Financement",
        "01/09/2020 Début du projet : ENT du Val",
        "30/06/2020 Conventionné : ONE",
        "2020 Financement",
        "sans date À faire : Penser au wifi",
        "sans date Financement",
    ];
    assert_eq!(dits, attendu);
    // Each line opens its record.
    let cible = |titre: &str| {
        points
            .iter()
            .find(|p| plain(&p.titre) == titre)
            .map(|p| p.cible)
    };
    assert_eq!(
        cible("Visite"),
        Some(Cible::Visite(id(&format!("visite {une} 2021-03-01"))))
    );
    assert_eq!(
        cible("À faire : Ouvrir les comptes"),
        Some(Cible::Action(id("Ouvrir les comptes")))
    );
    assert_eq!(
        cible("Jalon atteint : Lancement"),
        Some(Cible::Projet(id("projet")))
    );
    // What will come, seen from today: the subscription's end and the promise.
    let a_venir = points
        .iter()
        .filter(|p| p.quand.a_venir(jour("2021-03-12")));
    assert_eq!(a_venir.count(), 2);
}

#[test]
fn a_late_action_is_said_late_and_a_future_answer_is_not_one() {
    let mut f = Faits::default();
    let une = ecole(&mut f, 880_001, situation());
    promet(
        &mut f,
        Action {
            faite_le: Some(jour("2021-04-01")),
            ..action(une, "Promis", Some("2021-03-10"))
        },
    );
    for (au, titre, quand) in [
        ("2021-03-10", "À faire : Promis", "2021-03-10"),
        ("2021-03-11", "En retard : Promis", "2021-03-10"),
        ("2021-04-01", "Fait : Promis", "2021-04-01"),
    ] {
        let points = fil(&f, une, jour(au));
        assert_eq!(plain(&points[0].titre), titre, "{au}");
        assert_eq!(points[0].quand, Quand::Jour(jour(quand)), "{au}");
        assert_eq!(points[0].sorte, fil::Sorte::Action);
    }
}

#[test]
fn the_agenda_holds_what_is_on_each_day_and_nothing_that_is_over() {
    let (mut f, une, autre) = histoire();
    // Renewed in time: the first end is none.
    let d = f.deploiements[&une][0].id;
    for financement in f.financements.get_mut(&une).expect("some") {
        financement.deploiement = Some(d);
    }
    let lus = |de: &str, a: &str| -> Vec<String> {
        entrees(&f, jour(de), jour(a), jour("2021-03-16"))
            .iter()
            .map(|e| {
                let retard = if e.en_retard { " !" } else { "" };
                format!("{} {} {}{retard}", e.jour, e.sorte.as_str(), e.titre)
            })
            .collect()
    };
    assert_eq!(
        lus("2021-03-01", "2021-03-31"),
        [
            "2021-03-01 visite Visite",
            "2021-03-15 jalon Bilan !",
            "2021-03-20 action Ailleurs",
            "2021-03-20 action Ouvrir les comptes",
        ]
    );
    assert_eq!(
        lus("2020-10-07", "2020-12-02"),
        [
            "2020-10-07 formation Débuter avec ONE",
            "2020-10-14 formation Débuter avec ONE",
            "2020-12-02 evenement Forum des ENT",
        ]
    );
    assert_eq!(lus("2021-01-31", "2021-02-28"), Vec::<String>::new());
    assert_eq!(
        lus("2023-08-31", "2023-08-31"),
        ["2023-08-31 abonnement Fin de l’abonnement ONE"]
    );
    let seules = entrees(
        &f,
        jour("2020-10-14"),
        jour("2020-10-14"),
        jour("2021-03-16"),
    );
    assert_eq!(seules[0].ecole, Some(autre), "one school alone is said");
    assert_eq!(seules[0].ou, "École des Tilleuls");
    assert_eq!(seules[0].sorte, agenda::Sorte::Seance);
}

/// A school at this place, in this commune.
fn place(f: &mut Faits, numero: u32, nom: &str, commune: &str, ou: Option<(f64, f64)>) -> Id {
    let situation = Situation {
        nom: nom.into(),
        commune: Some(commune.into()),
        commune_nom: Some(commune.into()),
        latitude: ou.map(|(latitude, _)| latitude),
        longitude: ou.map(|(_, longitude)| longitude),
        ..situation()
    };
    ecole(f, numero, situation)
}

fn demande(au: &str) -> Demande {
    Demande::au(jour(au)).pour("A. B.", "ERUN")
}

fn raisons(f: &Faits, demande: &Demande, ecole: Id) -> Vec<String> {
    let a_voir = tournee(f, demande);
    let celle = a_voir.iter().find(|v| v.ecole == ecole);
    celle.map_or_else(Vec::new, |v| {
        v.raisons.iter().map(|r| plain(&r.dite())).collect()
    })
}

#[test]
fn a_school_is_to_be_seen_for_reasons_one_can_read() {
    let mut f = Faits::default();
    let ecole = ecole(&mut f, 880_001, situation());
    let au = demande("2026-03-12");
    assert_eq!(raisons(&f, &au, ecole), ["jamais visitée"]);

    // A visit to come is none yet; then one that grows old.
    visite(&mut f, ecole, "2026-03-20");
    assert_eq!(raisons(&f, &au, ecole), ["jamais visitée"]);
    assert_eq!(tournee(&f, &au)[0].prevue, Some(jour("2026-03-20")));
    for (le, attendu) in [
        ("2026-03-20", &[][..]),
        ("2027-03-19", &[]),
        ("2027-03-20", &["pas visitée depuis 12 mois"]),
        ("2028-02-20", &["pas visitée depuis 23 mois"]),
        ("2028-03-20", &["pas visitée depuis 2 ans"]),
    ] {
        assert_eq!(raisons(&f, &demande(le), ecole), attendu, "{le}");
    }
    let court = Demande {
        sans_visite: 6,
        ..demande("2026-09-20")
    };
    assert_eq!(raisons(&f, &court, ecole), ["pas visitée depuis 6 mois"]);
}

#[test]
fn promises_weigh_most_and_ours_are_known_by_name_or_function() {
    let mut f = Faits::default();
    let ecole = ecole(&mut f, 880_001, situation());
    visite(&mut f, ecole, "2026-03-01");
    let qui = |qui: &str, libelle: &str, echeance| Action {
        qui: qui.to_owned(),
        ..action(ecole, libelle, echeance)
    };
    promet(&mut f, qui("mairie", "Poser le wifi", Some("2026-03-05")));
    promet(&mut f, qui("mairie", "Payer", Some("2026-03-01")));
    promet(&mut f, qui("erun", "Préparer les tablettes", None));
    assert_eq!(
        raisons(&f, &demande("2026-03-12"), ecole),
        [
            "2 actions en retard, dont Payer",
            "on nous attend : Préparer les tablettes",
        ]
    );
    // For somebody else, only what is late.
    let autre = Demande::au(jour("2026-03-12")).pour("C. D.", "IEN");
    assert_eq!(
        raisons(&f, &autre, ecole),
        ["2 actions en retard, dont Payer"]
    );
    assert_eq!(
        autre.nous,
        BTreeSet::from(["c. d.".to_owned(), "ien".to_owned()])
    );
    // Nobody said who they are: nothing is ours.
    let anonyme = Demande::au(jour("2026-03-12")).pour("", " ");
    assert!(anonyme.nous.is_empty());
}

#[test]
fn an_ent_without_training_and_a_subscription_that_ends_are_reasons() {
    let mut f = Faits::default();
    let ecole = ecole(&mut f, 880_001, situation());
    let one = solution(&mut f, "ONE", 1, true);
    let blog = solution(&mut f, "Blog", 2, false);
    visite(&mut f, ecole, "2026-03-01");
    ajoute(&mut f, deploiement(ecole, blog, "2025-09-01"));
    assert!(
        raisons(&f, &demande("2026-03-12"), ecole).is_empty(),
        "a blog is no ENT"
    );
    ajoute(&mut f, deploiement(ecole, one, "2025-09-01"));
    assert_eq!(
        raisons(&f, &demande("2026-03-12"), ecole),
        ["ONE sans formation"]
    );
    f.financements
        .entry(ecole)
        .or_default()
        .push(abonnement(ecole, "2025-09-01", "2026-08-31"));
    for (au, attendu) in [
        (
            "2026-02-28",
            vec![
                "jamais visitée",
                "abonnement jusqu’au 31/08/2026",
                "ONE sans formation",
            ],
        ),
        (
            "2026-03-12",
            vec!["abonnement jusqu’au 31/08/2026", "ONE sans formation"],
        ),
    ] {
        assert_eq!(raisons(&f, &demande(au), ecole), attendu, "{au}");
    }
    // A session held counts, one to come or called off does not.
    formation(
        &mut f,
        vec![
            seance(
                "à venir",
                Some("2026-03-20"),
                Some(StatutSeance::Prevue),
                &[ecole],
            ),
            seance(
                "annulée",
                Some("2026-03-02"),
                Some(StatutSeance::Annulee),
                &[ecole],
            ),
        ],
    );
    assert!(raisons(&f, &demande("2026-03-12"), ecole).contains(&"ONE sans formation".to_owned()));
    formation(
        &mut f,
        vec![seance("tenue", Some("2026-03-10"), None, &[ecole])],
    );
    assert_eq!(
        raisons(&f, &demande("2026-03-12"), ecole),
        ["abonnement jusqu’au 31/08/2026"]
    );
    assert_eq!(raisons(&f, &demande("2026-03-09"), ecole).len(), 2);
}

fn noms(a_voir: &[AVoir]) -> Vec<&str> {
    a_voir.iter().map(|v| v.nom.as_str()).collect()
}

#[test]
fn the_nearest_school_comes_first_and_those_without_a_place_last() {
    let mut f = Faits::default();
    let depart = place(&mut f, 880_001, "Départ", "88160", Some((48.17, 6.45)));
    place(&mut f, 880_002, "Loin", "88209", Some((48.40, 6.45)));
    place(&mut f, 880_003, "Sans place", "88160", None);
    let pressee = place(&mut f, 880_004, "Pressée", "88209", Some((48.30, 6.45)));
    place(&mut f, 880_005, "Près", "88160", Some((48.18, 6.45)));
    promet(&mut f, action(pressee, "Promis", Some("2026-01-01")));

    // Without a start: by score, then by name.
    let au = demande("2026-03-12");
    assert_eq!(
        noms(&tournee(&f, &au)),
        ["Pressée", "Départ", "Loin", "Près", "Sans place"]
    );
    let depuis = Demande {
        depuis: Some(depart),
        ..au.clone()
    };
    let lignes = tournee(&f, &depuis);
    assert_eq!(noms(&lignes), ["Près", "Pressée", "Loin", "Sans place"]);
    let metres = lignes[0].distance.expect("known");
    assert!((metres - 1_112.0).abs() < 5.0, "{metres}");
    assert!(lignes[3].sans_position && lignes[3].distance.is_none());

    // By commune: the one with the nearest school first.
    let par = Demande {
        par: Some(SorteGroupe::Commune),
        ..depuis
    };
    assert_eq!(
        noms(&tournee(&f, &par)),
        ["Près", "Sans place", "Pressée", "Loin"]
    );
    let par = Demande {
        par: Some(SorteGroupe::Secteur),
        ..au
    };
    assert!(
        tournee(&f, &par)
            .iter()
            .all(|v| v.groupe == "Non renseigné")
    );
}

#[test]
fn only_the_schools_of_the_population_open_that_day_are_listed() {
    let mut f = Faits::default();
    ecole(
        &mut f,
        880_001,
        Situation {
            statut: Some(Statut::Prive),
            ..situation()
        },
    );
    ecole(
        &mut f,
        880_002,
        Situation {
            fermeture: Some(jour("2026-01-01")),
            ..situation()
        },
    );
    assert!(tournee(&f, &demande("2026-03-12")).is_empty());
    assert_eq!(tournee(&f, &demande("2025-12-31")).len(), 1);
}

#[test]
fn scores_add_up() {
    let le = jour("2026-05-31");
    for (raison, poids) in [
        (Raison::AbonnementFinit { le, mois: 3 }, 4),
        (Raison::AbonnementFinit { le, mois: 4 }, 3),
        (Raison::PasVisiteeDepuis { mois: 23 }, 2),
        (Raison::PasVisiteeDepuis { mois: 24 }, 3),
    ] {
        assert_eq!(raison.poids(), poids, "{raison:?}");
    }
    let mut f = Faits::default();
    let ecole = ecole(&mut f, 880_001, situation());
    promet(&mut f, action(ecole, "Promis", Some("2026-01-01")));
    assert_eq!(tournee(&f, &demande("2026-03-12"))[0].score, 5 + 3);
}
