//! The rules of the follow-up, with figures: until when an ENT is paid, one ENT after another,
//! who may ask for which scheme, and one change made to many schools.

use crate::faits::{ajoute, deploiement, ecole, jour, situation, solution};
use carnet_ent::domain::abonnement::{
    Anomalie, Tranche, anomalies, derniere_journee, mois_restants, par_annee, phrase,
};
use carnet_ent::domain::continuite::{Ecart, desordre, ecarts};
use carnet_ent::domain::eligibilite::{Avis, Connu, DISPOSITIFS};
use carnet_ent::domain::fraicheur::PEREMPTION;
use carnet_ent::domain::{
    CommuneInfo, Conditions, Deploiement, Dispositif, Ecrit, Etape, Faits, Financement, Id,
    Modification, Perimetre, Population, Situation, Statut, Verification,
};

/// What a table of phrases expects, with plain spaces.
fn plain(dit: &str) -> String {
    dit.replace(['\u{a0}', '\u{202f}'], " ")
}

fn abonnement(ecole: Id, d: Option<&Deploiement>, debut: &str, fin: &str) -> Financement {
    let date = |texte: &str| (!texte.is_empty()).then(|| jour(texte));
    Financement {
        deploiement: d.map(|d| d.id),
        abonnement_debut: date(debut),
        abonnement_fin: date(fin),
        montant_centimes: Some(30_000),
        ..Financement::nouveau(ecole)
    }
}

fn finance(faits: &mut Faits, f: Financement) {
    faits.financements.entry(f.ecole).or_default().push(f);
}

#[test]
fn months_are_counted_as_people_say_them() {
    for (fin, au, mois, dit) in [
        ("2021-06-01", "2021-03-31", 3, "finit dans 3 mois"),
        ("2021-06-30", "2021-03-01", 3, "finit dans 3 mois"),
        ("2021-03-31", "2021-03-12", 0, "finit ce mois-ci"),
        ("2021-03-12", "2021-03-12", 0, "finit aujourd’hui"),
        ("2021-04-01", "2021-03-31", 1, "finit le mois prochain"),
        ("2023-02-28", "2021-03-12", 23, "finit dans 23 mois"),
        ("2023-03-01", "2021-03-12", 24, "finit dans 2 ans"),
        ("2023-08-31", "2021-03-12", 29, "finit dans plus de 2 ans"),
        ("2021-03-11", "2021-03-12", 0, "fini ce mois-ci"),
        ("2021-02-28", "2021-03-12", -1, "fini le mois dernier"),
        ("2021-01-31", "2021-03-12", -2, "fini depuis 2 mois"),
        ("2018-03-31", "2021-03-12", -36, "fini depuis 3 ans"),
    ] {
        assert_eq!(mois_restants(jour(fin), jour(au)), mois, "{fin} {au}");
        assert_eq!(plain(&phrase(jour(fin), jour(au))), dit, "{fin} {au}");
    }
    assert_eq!(derniere_journee(jour("2019-11-12"), 3), jour("2022-11-11"));
    assert_eq!(derniere_journee(jour("2020-02-29"), 1), jour("2021-02-27"));
}

/// A school with ONE since 1 September 2018, and what pays it.
fn payee(periodes: &[(&str, &str)]) -> (Faits, Id) {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let id = ecole(&mut faits, 880_001, situation());
    let d = deploiement(id, one, "2018-09-01");
    for (debut, fin) in periodes {
        finance(&mut faits, abonnement(id, Some(&d), debut, fin));
    }
    ajoute(&mut faits, d);
    (faits, id)
}

#[test]
fn the_last_end_of_what_pays_an_ent_is_its_horizon() {
    let au = jour("2021-03-12");
    for (periodes, fin, tranche) in [
        (&[][..], None, Tranche::SansFin),
        (
            &[("2018-09-01", "2020-08-31")],
            Some("2020-08-31"),
            Tranche::Fini,
        ),
        (
            &[("2020-09-01", "2023-08-31"), ("2018-09-01", "2020-08-31")],
            Some("2023-08-31"),
            Tranche::PlusTard,
        ),
        (
            &[("", "2021-06-30")],
            Some("2021-06-30"),
            Tranche::TroisMois,
        ),
        (
            &[("", "2021-03-12")],
            Some("2021-03-12"),
            Tranche::TroisMois,
        ),
        (&[("", "2021-07-01")], Some("2021-07-01"), Tranche::Annee),
        (&[("", "2022-03-31")], Some("2022-03-31"), Tranche::Annee),
        (&[("", "2022-04-01")], Some("2022-04-01"), Tranche::PlusTard),
        // Renewed, and nobody said until when.
        (
            &[("2018-09-01", "2020-08-31"), ("2020-09-01", "")],
            None,
            Tranche::SansFin,
        ),
    ] {
        let (faits, id) = payee(periodes);
        let echeances = faits.echeances(id, au);
        assert_eq!(echeances.len(), 1, "{periodes:?}");
        assert_eq!(echeances[0].fin, fin.map(jour), "{periodes:?}");
        assert_eq!(echeances[0].tranche(au), tranche, "{periodes:?}");
        assert!(echeances[0].en_service);
    }
}

#[test]
fn what_pays_an_ent_is_found_with_or_without_its_name() {
    let au = jour("2021-03-12");
    let (mut faits, id) = payee(&[]);
    finance(&mut faits, abonnement(id, None, "2015-09-01", "2018-08-31"));
    assert_eq!(
        faits.echeances(id, au)[0].fin,
        None,
        "over before ONE began"
    );
    finance(&mut faits, abonnement(id, None, "2019-09-01", "2021-08-31"));
    assert_eq!(faits.echeances(id, au)[0].fin, Some(jour("2021-08-31")));
    // Two payers of one subscription: both, and their amounts together.
    finance(&mut faits, abonnement(id, None, "2019-09-01", "2021-08-31"));
    assert_eq!(faits.echeances(id, au)[0].montant_centimes(), Some(60_000));
    // Equipment pays no subscription.
    let mut ecran = Financement::nouveau(id);
    ecran.poste = "Équipement".to_owned();
    assert!(!ecran.est_abonnement());
    ecran.poste = "abonnement".to_owned();
    assert!(ecran.est_abonnement());
    // The ENT is over: what is still paid is told, and what is over is not.
    if let Some(d) = faits.deploiements.get_mut(&id) {
        d[0].fin = Some(jour("2020-12-31"));
    }
    let echeances = faits.echeances(id, au);
    assert_eq!(echeances.len(), 1);
    assert!(!echeances[0].en_service && echeances[0].deploiement.is_none());
    assert!(faits.echeances(id, jour("2021-09-01")).is_empty());
}

#[test]
fn a_tool_that_is_no_ent_is_followed_only_when_it_is_paid() {
    let au = jour("2021-03-12");
    let mut faits = Faits::default();
    let klassly = solution(&mut faits, "Klassly", 9, false);
    let id = ecole(&mut faits, 880_001, situation());
    let d = deploiement(id, klassly, "2019-09-01");
    ajoute(&mut faits, d.clone());
    assert!(faits.echeances(id, au).is_empty());
    finance(
        &mut faits,
        abonnement(id, Some(&d), "2020-09-01", "2021-08-31"),
    );
    assert_eq!(faits.echeances(id, au).len(), 1);
}

/// A renewal signed before the end is known; one that came years later raises no doubt on the past.
#[test]
fn a_subscription_is_known_a_year_before_it_begins() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let id = ecole(&mut faits, 880_001, situation());
    let d = deploiement(id, one, "2017-09-01");
    ajoute(&mut faits, d.clone());
    for (debut, fin) in [("2017-09-01", "2020-08-31"), ("2020-09-01", "2023-08-31")] {
        finance(&mut faits, abonnement(id, Some(&d), debut, fin));
    }
    let fin = |au| faits.echeances(id, jour(au))[0].fin;
    assert_eq!(fin("2019-08-31"), Some(jour("2020-08-31")));
    assert_eq!(fin("2019-09-01"), Some(jour("2023-08-31")));
    assert_eq!(fin("2024-01-01"), Some(jour("2023-08-31")));
}

#[test]
fn ends_are_in_order_counted_by_year_and_of_the_population_asked() {
    let au = jour("2021-03-12");
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    for (numero, statut, fin) in [
        (880_001, Statut::Public, "2022-08-31"),
        (880_002, Statut::Public, ""),
        (880_003, Statut::Prive, "2021-08-31"),
        (880_004, Statut::Public, "2021-06-30"),
    ] {
        let s = Situation {
            statut: Some(statut),
            ..situation()
        };
        let id = ecole(&mut faits, numero, s);
        let d = deploiement(id, one, "2018-09-01");
        finance(&mut faits, abonnement(id, Some(&d), "2020-09-01", fin));
        ajoute(&mut faits, d);
    }
    let fins = |population| -> Vec<Option<String>> {
        faits
            .toutes_echeances(au, population)
            .iter()
            .map(|e| e.fin.map(|f| f.to_string()))
            .collect()
    };
    let fin = |texte: &str| Some(texte.to_owned());
    assert_eq!(
        fins(Population::Public),
        [fin("2021-06-30"), fin("2022-08-31"), None]
    );
    assert_eq!(fins(Population::Prive), [fin("2021-08-31")]);
    let toutes = faits.toutes_echeances(au, Population::Tous);
    assert_eq!(
        par_annee(&toutes).into_iter().collect::<Vec<_>>(),
        [(2021, 2), (2022, 1)]
    );
    let bientot = |mois| toutes.iter().filter(|e| e.finit_dans(mois, au)).count();
    assert_eq!((bientot(3), bientot(5), bientot(17)), (1, 2, 3));
}

#[test]
fn unpaid_stretches_and_double_subscriptions_are_told() {
    for (periodes, fin, au, attendu) in [
        (&[][..], None, "2021-03-12", &[][..]),
        // Not over yet.
        (&[("2018-09-01", "2021-08-31")], None, "2021-03-12", &[]),
        (
            &[("2018-09-01", "2020-08-31")],
            None,
            "2021-03-12",
            &["ENT en service sans abonnement depuis le 1er septembre 2020"],
        ),
        // Paid again the very next day.
        (
            &[("2018-09-01", "2020-08-31"), ("2020-09-01", "2021-08-31")],
            None,
            "2021-03-12",
            &[],
        ),
        (
            &[("2018-09-01", "2020-08-31"), ("2020-10-04", "2021-08-31")],
            None,
            "2021-03-12",
            &["Sans abonnement du 1er septembre 2020 au 3 octobre 2020"],
        ),
        // The ENT had ended: nothing was unpaid.
        (
            &[("2018-09-01", "2020-08-31")],
            Some("2020-08-31"),
            "2021-03-12",
            &[],
        ),
        (
            &[("2018-09-01", "2020-08-31")],
            Some("2020-09-30"),
            "2021-03-12",
            &["Sans abonnement du 1er septembre 2020 au 30 septembre 2020"],
        ),
        // Two payers of the same subscription.
        (
            &[("2018-09-01", "2021-08-31"), ("2018-09-01", "2021-08-31")],
            None,
            "2021-03-12",
            &[],
        ),
        (
            &[("2018-09-01", "2021-08-31"), ("2020-09-01", "2023-08-31")],
            None,
            "2021-03-12",
            &["Deux abonnements en même temps du 1er septembre 2020 au 31 août 2021"],
        ),
        // A short one within a long one hides nothing of the long one.
        (
            &[("2018-09-01", "2020-12-31"), ("2019-09-01", "2020-08-31")],
            None,
            "2021-03-12",
            &[
                "Deux abonnements en même temps du 1er septembre 2019 au 31 août 2020",
                "ENT en service sans abonnement depuis le 1er janvier 2021",
            ],
        ),
        // Its end is not known: it goes on.
        (&[("2018-09-01", "")], None, "2021-03-12", &[]),
    ] {
        let (mut faits, id) = payee(periodes);
        if let Some(d) = faits.deploiements.get_mut(&id) {
            d[0].fin = fin.map(jour);
        }
        let d = &faits.deploiements(id)[0];
        let dites: Vec<String> = anomalies(d, faits.abonnements_de(d, jour(au)), jour(au))
            .into_iter()
            .map(|a| plain(&Anomalie::phrase(a)))
            .collect();
        assert_eq!(dites, attendu, "{periodes:?}");
    }
}

#[test]
fn one_ent_after_another_is_told_in_words() {
    for (periodes, attendu) in [
        (&[("ONE", "2018-09-01", "2019-06-30")][..], &[][..]),
        (
            &[
                ("ONE", "2018-09-01", "2019-06-30"),
                ("Beneylu", "2019-07-01", ""),
            ],
            &[],
        ),
        (
            &[
                ("ONE", "2018-09-01", "2019-06-30"),
                ("Beneylu", "2019-07-02", ""),
            ],
            &["Sans ENT pendant 1 jour, le 1er juillet 2019"],
        ),
        (
            &[
                ("ONE", "2018-09-01", "2019-06-30"),
                ("Beneylu", "2019-09-02", ""),
            ],
            &["Sans ENT pendant 63 jours, du 1er juillet 2019 au 1er septembre 2019"],
        ),
        (
            &[
                ("ONE", "2018-09-01", "2019-09-02"),
                ("Beneylu", "2019-09-01", ""),
            ],
            &["Deux ENT en même temps pendant 2 jours, du 1er septembre 2019 au 2 septembre 2019"],
        ),
        (
            &[("ONE", "2018-09-01", ""), ("Beneylu", "2019-09-01", "")],
            &[
                "Deux ENT en même temps depuis le 1er septembre 2019 : la période précédente n’a pas de fin",
            ],
        ),
        // A long period outlives a short one: no gap after the short one.
        (
            &[
                ("ONE", "2018-09-01", "2021-06-30"),
                ("Beneylu", "2019-01-01", "2019-01-31"),
                ("PrimOT", "2021-07-01", ""),
            ],
            &["Deux ENT en même temps pendant 31 jours, du 1er janvier 2019 au 31 janvier 2019"],
        ),
        // Klassly is no second ENT, and fills no gap.
        (
            &[
                ("ONE", "2018-09-01", "2019-06-30"),
                ("Klassly", "2018-09-01", ""),
                ("ONE", "2019-07-02", ""),
            ],
            &["Sans ENT pendant 1 jour, le 1er juillet 2019"],
        ),
    ] {
        let mut faits = Faits::default();
        let id = ecole(&mut faits, 880_001, situation());
        for (nom, debut, fin) in periodes {
            let s = solution(&mut faits, nom, 1, *nom != "Klassly");
            let mut d = deploiement(id, s, debut);
            d.fin = (!fin.is_empty()).then(|| jour(fin));
            ajoute(&mut faits, d);
        }
        let est_ent = |s: Id| faits.solutions[&s].compte_ent;
        let dits: Vec<String> = ecarts(faits.deploiements(id), est_ent)
            .into_iter()
            .map(|(_, e)| plain(&Ecart::phrase(e)))
            .collect();
        assert_eq!(dits, attendu, "{periodes:?}");
    }
}

#[test]
fn stages_out_of_order_are_questioned() {
    let un = |dates: &[(Etape, &str)]| {
        let mut d = deploiement(Id::ecole("0880001Y"), Id::MIN, "2019-09-01");
        for (etape, le) in dates {
            d.etapes[*etape as usize] = Some(jour(le));
        }
        desordre(&d).map(|dit| plain(&dit))
    };
    assert_eq!(un(&[(Etape::Comptes, "2019-09-01")]), None);
    assert_eq!(
        un(&[(Etape::Comptes, "2019-09-01"), (Etape::Forme, "2019-08-31")]),
        None,
        "training may come first"
    );
    assert_eq!(
        un(&[
            (Etape::Comptes, "2019-09-01"),
            (Etape::Utilise, "2019-08-31")
        ])
        .as_deref(),
        Some("« Utilisé » est daté avant « Comptes créés » : est-ce bien cela ?")
    );
    assert_eq!(
        un(&[
            (Etape::Projet, "2019-05-02"),
            (Etape::Conventionne, "2019-05-02")
        ]),
        None,
        "the same day is in order"
    );
}

#[test]
fn an_ent_is_changed_on_a_day_without_a_gap() {
    let mut faits = Faits::default();
    let (one, beneylu) = (
        solution(&mut faits, "ONE", 1, true),
        solution(&mut faits, "Beneylu", 2, true),
    );
    let id = ecole(&mut faits, 880_001, situation());
    let mut d = deploiement(id, one, "2019-09-01");
    d.perimetre = Perimetre::Classes {
        nombre: Some(2),
        total: Some(5),
    };
    let [ancien, nouveau] = d
        .change_pour(beneylu, jour("2020-09-01"))
        .expect("possible");
    assert_eq!(ancien.fin, Some(jour("2020-08-31")));
    assert_eq!((ancien.id, ancien.solution), (d.id, one));
    assert_eq!(
        (nouveau.debut, nouveau.fin),
        (Some(jour("2020-09-01")), None)
    );
    assert_eq!(
        (nouveau.solution, nouveau.perimetre),
        (beneylu, d.perimetre)
    );
    assert_ne!(nouveau.id, d.id);
    assert_eq!(ecarts(&[ancien, nouveau], |_| true), []);
    assert!(d.change_pour(one, jour("2020-09-01")).is_err(), "the same");
    assert!(
        d.change_pour(beneylu, jour("2019-09-01")).is_err(),
        "it would end before it began"
    );
    let court = Deploiement {
        fin: Some(jour("2020-06-30")),
        ..d
    };
    let [ancien, _] = court
        .change_pour(beneylu, jour("2020-09-01"))
        .expect("possible");
    assert_eq!(
        ancien.fin,
        Some(jour("2020-06-30")),
        "an end already nearer stays"
    );
}

#[test]
fn what_is_to_verify_comes_oldest_first() {
    let mut faits = Faits::default();
    let au = jour("2021-03-12");
    let mut uais = Vec::new();
    for (numero, verifiee) in [
        (880_001, Some("2020-01-15")),
        (880_002, Some("2020-03-12")),
        (880_003, None),
        (880_004, Some("2019-01-15")),
    ] {
        let id = ecole(&mut faits, numero, situation());
        uais.push(id);
        if let Some(le) = verifiee {
            let v = Verification {
                le: jour(le),
                par: "A. B.".to_owned(),
            };
            faits.verifications.insert(id, vec![v]);
        }
    }
    let liste = faits.a_verifier(au, PEREMPTION, Population::Public);
    assert_eq!(
        liste.iter().map(|v| (v.ecole, v.mois)).collect::<Vec<_>>(),
        [(uais[2], None), (uais[3], Some(25)), (uais[0], Some(13))]
    );
    assert!(
        faits
            .a_verifier(au, PEREMPTION, Population::Prive)
            .is_empty()
    );
}

#[test]
fn hints_are_never_more_certain_than_what_is_known() {
    let publique = situation();
    let avis = |code: &str, s: &Situation, population: Option<u32>, au: &str| {
        let d = DISPOSITIFS.iter().find(|d| d.code == code).expect(code);
        let connu = Connu {
            situation: s,
            population,
        };
        plain(&d.avis(connu, jour(au)).phrase())
    };
    let privee = Situation {
        statut: Some(Statut::Prive),
        ..situation()
    };
    let maternelle = Situation {
        maternelle: true,
        elementaire: false,
        ..situation()
    };
    let moselle = Situation {
        departement: Some("057".into()),
        ..situation()
    };
    let ailleurs = Situation {
        departement: None,
        ..situation()
    };
    for (code, s, population, au, attendu) in [
        (
            "LEN2020",
            &publique,
            Some(3_500),
            "2020-07-01",
            "éligible selon ce qu’on sait",
        ),
        (
            "LEN2020",
            &publique,
            None,
            "2020-07-01",
            "à vérifier : population de la commune inconnue",
        ),
        (
            "LEN2020",
            &publique,
            Some(3_501),
            "2020-07-01",
            "sans doute pas éligible : 3 501 habitants, pour 3 500 au plus, sauf cas d’un RPI ou d’une intercommunalité",
        ),
        (
            "LEN2020",
            &publique,
            Some(800),
            "2020-02-06",
            "hors période",
        ),
        (
            "LEN2020",
            &publique,
            Some(800),
            "2021-01-01",
            "hors période",
        ),
        (
            "LEN2020",
            &maternelle,
            Some(800),
            "2020-07-01",
            "éligible selon ce qu’on sait",
        ),
        (
            "LEN2020",
            &privee,
            Some(800),
            "2020-07-01",
            "à vérifier : école privée, le dispositif s’adresse aux collectivités",
        ),
        (
            "ENIR2017",
            &publique,
            Some(1_999),
            "2017-05-01",
            "éligible selon ce qu’on sait",
        ),
        (
            "ENIR2017",
            &publique,
            Some(2_000),
            "2017-05-01",
            "à vérifier : 2 000 habitants, cas particuliers seulement",
        ),
        (
            "ENIR2017",
            &maternelle,
            Some(500),
            "2017-05-01",
            "à vérifier : les maternelles sont-elles admises ?",
        ),
        (
            "ENIR2018",
            &publique,
            Some(500),
            "2018-05-01",
            "à vérifier : commune hors d’une unité urbaine de plus de 5 000 habitants ?",
        ),
        (
            "ENIR2018",
            &publique,
            None,
            "2018-05-01",
            "à vérifier : population de la commune inconnue, commune hors d’une unité urbaine de plus de 5 000 habitants ?",
        ),
        (
            "SNEE",
            &publique,
            None,
            "2021-01-14",
            "éligible selon ce qu’on sait",
        ),
        (
            "SNEE",
            &publique,
            None,
            "2021-03-31",
            "éligible selon ce qu’on sait",
        ),
        ("SNEE", &publique, None, "2021-04-01", "hors période"),
        ("TNE", &publique, None, "2021-08-31", "hors période"),
        (
            "TNE",
            &publique,
            None,
            "2021-09-01",
            "à vérifier : le programme est-il encore ouvert ?",
        ),
        (
            "TNE",
            &moselle,
            None,
            "2021-09-01",
            "à vérifier : le département en fait-il partie ?, le programme est-il encore ouvert ?",
        ),
        (
            "FUSE",
            &publique,
            None,
            "2020-07-01",
            "sans doute pas éligible : le département n’en fait pas partie",
        ),
        (
            "FUSE",
            &moselle,
            None,
            "2020-07-01",
            "à vérifier : demander au département si le programme est ouvert",
        ),
        (
            "FUSE",
            &ailleurs,
            None,
            "2020-07-01",
            "à vérifier : département de l’école inconnu, demander au département si le programme est ouvert",
        ),
    ] {
        assert_eq!(avis(code, s, population, au), attendu, "{code} {au}");
    }
}

#[test]
fn hints_read_the_carnet() {
    let mut faits = Faits::default();
    let s = Situation {
        commune: Some("88209".into()),
        ..situation()
    };
    let id = ecole(&mut faits, 880_001, s.clone());
    let au = jour("2020-07-01");
    let label = |faits: &Faits, au| {
        let indices = faits.eligibilite(id, &s, au);
        indices
            .into_iter()
            .find(|(d, _)| d.code == "LEN2020")
            .expect("listed")
            .1
    };
    assert!(matches!(label(&faits, au), Avis::AVerifier(_)));
    faits.communes.insert(
        "88209".to_owned(),
        CommuneInfo {
            insee: "88209".to_owned(),
            population: Some(1_200),
            annee: Some(2017),
        },
    );
    assert_eq!(label(&faits, au), Avis::Eligible);
    let dispositif = Dispositif {
        id: Id::derived("dispositif", "LEN2020"),
        code: Some("LEN2020".to_owned()),
        nom: "Label".to_owned(),
        description: String::new(),
        reference: String::new(),
        ordre: 1,
    };
    let mut f = Financement::nouveau(id);
    f.dispositif = Some(dispositif.id);
    f.annee = Some(2020);
    faits.dispositifs.insert(dispositif.id, dispositif);
    finance(&mut faits, f);
    assert_eq!(label(&faits, au), Avis::Obtenu(Some(2020)));
    assert_eq!(label(&faits, jour("2019-07-01")), Avis::HorsPeriode);
}

/// Four schools: ONE alone, ONE and Beneylu, none, and one that closed.
fn quatre() -> (Faits, [Id; 4], [Id; 2]) {
    let mut faits = Faits::default();
    let (one, beneylu) = (
        solution(&mut faits, "ONE", 1, true),
        solution(&mut faits, "Beneylu", 2, true),
    );
    let ids = [880_001, 880_002, 880_003].map(|n| ecole(&mut faits, n, situation()));
    let fermee = Situation {
        fermeture: Some(jour("2020-07-06")),
        ..situation()
    };
    let fermee = ecole(&mut faits, 880_004, fermee);
    ajoute(&mut faits, deploiement(ids[0], one, "2019-09-01"));
    ajoute(&mut faits, deploiement(ids[1], one, "2019-09-01"));
    ajoute(&mut faits, deploiement(ids[1], beneylu, "2020-01-01"));
    (faits, [ids[0], ids[1], ids[2], fermee], [one, beneylu])
}

/// What a change says of each school: its phrase, or « ✗ » and why it is left out.
fn dit(m: &Modification, faits: &Faits, ecoles: &[Id]) -> Vec<String> {
    m.preparer(faits, ecoles)
        .into_iter()
        .map(|l| match l.effet {
            Ok(effet) => plain(&format!(
                "{}{}",
                effet.phrase,
                effet
                    .attention
                    .map(|a| format!(" ▲ {a}"))
                    .unwrap_or_default()
            )),
            Err(pourquoi) => plain(&format!("✗ {pourquoi}")),
        })
        .collect()
}

#[test]
fn a_change_of_many_schools_says_what_it_does_to_each() {
    let (faits, ecoles, [one, beneylu]) = quatre();
    let ajout = |solution, remplacer| Modification::AjouterEnt {
        solution,
        debut: jour("2020-09-01"),
        perimetre: Perimetre::Ecole,
        remplacer,
    };
    assert_eq!(
        dit(&ajout(one, false), &faits, &ecoles),
        [
            "✗ a déjà ONE depuis le 1er septembre 2019",
            "✗ a déjà ONE depuis le 1er septembre 2019",
            "ONE, école entière, à partir du 1er septembre 2020",
            "✗ n’est pas ouverte ce jour-là",
        ]
    );
    assert_eq!(
        dit(&ajout(beneylu, false), &faits, &ecoles)[0],
        "Beneylu, école entière, à partir du 1er septembre 2020 ▲ ONE continue : deux ENT à la fois"
    );
    assert_eq!(
        dit(&ajout(beneylu, true), &faits, &ecoles)[0],
        "Beneylu, école entière, à partir du 1er septembre 2020 ; ONE s’arrête la veille"
    );
    let lignes = ajout(beneylu, true).preparer(&faits, &ecoles);
    let effet = lignes[0].effet.as_ref().expect("applied");
    let [Ecrit::Deploiement(ancien), Ecrit::Deploiement(nouveau)] = &effet.ecrits[..] else {
        panic!("the old one, then the new one: {effet:?}");
    };
    assert_eq!(ancien.fin, Some(jour("2020-08-31")));
    assert_eq!(nouveau.debut, Some(jour("2020-09-01")));

    let arret = Modification::ArreterEnt {
        le: jour("2020-07-05"),
    };
    assert_eq!(
        dit(&arret, &faits, &ecoles),
        [
            "ONE, dernier jour le 5 juillet 2020",
            "✗ plusieurs ENT en cours : à faire dans sa fiche",
            "✗ aucun ENT en cours ce jour-là",
            "✗ aucun ENT en cours ce jour-là",
        ]
    );
    let etape = |etape, le| Modification::DaterEtape {
        etape,
        le: jour(le),
    };
    assert_eq!(
        dit(&etape(Etape::Projet, "2019-05-01"), &faits, &ecoles)[0],
        "ONE, projet le 1er mai 2019",
        "a project comes before its ENT"
    );
    let mut datee = faits.clone();
    if let Some(d) = datee.deploiements.get_mut(&ecoles[0]) {
        d[0].etapes[Etape::Comptes as usize] = Some(jour("2019-09-10"));
    }
    assert_eq!(
        dit(&etape(Etape::Comptes, "2020-01-01"), &datee, &ecoles)[0],
        "✗ étape déjà datée du 10/09/2019"
    );
    assert_eq!(
        dit(&etape(Etape::Utilise, "2019-09-02"), &datee, &ecoles)[0],
        "ONE, utilisé le 2 septembre 2019 ▲ « Utilisé » est daté avant « Comptes créés » : est-ce bien cela ?"
    );
}

#[test]
fn fundings_and_conditions_are_not_said_twice() {
    let (mut faits, ecoles, _) = quatre();
    let mut modele = Financement::nouveau(Id::MIN);
    assert!(
        Modification::Financer(Box::new(modele.clone()))
            .erreur()
            .is_some()
    );
    modele.montant_centimes = Some(125_050);
    modele.annee = Some(2020);
    modele.abonnement_debut = Some(jour("2020-09-01"));
    modele.abonnement_fin = Some(jour("2020-08-31"));
    assert!(
        Modification::Financer(Box::new(modele.clone()))
            .erreur()
            .is_some()
    );
    modele.abonnement_fin = Some(jour("2023-08-31"));
    let financer = Modification::Financer(Box::new(modele));
    assert_eq!(financer.erreur(), None);
    assert_eq!(
        dit(&financer, &faits, &ecoles[..3]),
        [
            "Financement 2020, 1 250,50 €, pour ONE",
            "Financement 2020, 1 250,50 €, sans ENT désigné",
            "Financement 2020, 1 250,50 €, sans ENT désigné",
        ]
    );
    let lignes = financer.preparer(&faits, &ecoles[..1]);
    let Ok([Ecrit::Financement(f)]) = lignes[0].effet.as_ref().map(|e| &e.ecrits[..]) else {
        panic!("one funding: {lignes:?}");
    };
    assert_eq!(f.deploiement, Some(faits.deploiements(ecoles[0])[0].id));
    finance(&mut faits, f.clone());
    assert_eq!(
        dit(&financer, &faits, &ecoles[..1]),
        ["✗ a déjà ce financement"]
    );

    let le = jour("2021-03-12");
    let noter = Modification::Noter(Box::new(Conditions {
        charte: Some(true),
        charte_le: Some(jour("2021-03-01")),
        ..Conditions::vides(Id::MIN, le)
    }));
    assert_eq!(
        dit(&noter, &faits, &ecoles[..1]),
        ["charte signée : oui, charte depuis le 1er mars 2021"]
    );
    let sue = Conditions {
        charte: Some(true),
        ..Conditions::vides(ecoles[0], jour("2020-09-01"))
    };
    faits.conditions.insert(ecoles[0], vec![sue.clone()]);
    assert_eq!(
        dit(&noter, &faits, &ecoles[..1]),
        ["charte depuis le 1er mars 2021"]
    );
    let complete = Conditions {
        charte_le: Some(jour("2021-03-01")),
        ..sue
    };
    faits.conditions.insert(ecoles[0], vec![complete]);
    assert_eq!(dit(&noter, &faits, &ecoles[..1]), ["✗ c’est déjà noté"]);
}
