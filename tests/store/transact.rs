//! The store, through its public doors: what is written is kept, undone, replayed and merged.

use carnet_ent::domain::{ChampEcole, Deploiement, Id, Perimetre, Regle, Source};
use carnet_ent::store::{Auteur, Champs, Genre, Store, Valeur, solution};
use carnet_ent::systeme::Horloge;
use chrono::NaiveDate;

fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, jour).expect("a real day")
}

fn auteur(personne: &str) -> Auteur {
    Auteur {
        personne: personne.to_owned(),
        fonction: "ERUN".to_owned(),
        horloge: Horloge::fixe(jour(2020, 9, 1)),
    }
}

fn memoire() -> Store {
    Store::in_memory(&auteur("A. B.")).expect("a carnet in memory")
}

const UAI: &str = "0880001Y";

fn releve(store: &mut Store, millesime: NaiveDate, nom: &str) -> bool {
    let champs = Champs::new()
        .set("nom", nom)
        .set("maternelle", false)
        .set("elementaire", true)
        .set("statut", "public")
        .set("departement", "088");
    store
        .transact("Import de l’annuaire", |edit| {
            edit.releve("annuaire", millesime, UAI, champs)
        })
        .expect("written")
}

fn nom_au(store: &Store, au: NaiveDate) -> String {
    let faits = store.faits().expect("facts");
    faits.ecoles[0].au(au).0.nom.to_string()
}

fn deploiement() -> Deploiement {
    Deploiement {
        id: Id::fresh(),
        ecole: Id::ecole(UAI),
        solution: solution("ONE"),
        debut: Some(jour(2019, 9, 1)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None; 5],
        projet: None,
        commentaire: String::new(),
    }
}

#[track_caller]
fn assert_sound(store: &Store) {
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn relevés_of_three_years_speak_each_for_their_own_time_in_any_order() {
    let annees = [
        (2019, "Les Tilleuls"),
        (2021, "Les Tilleuls"),
        (2023, "Les Grands Tilleuls"),
    ];
    let mut dumps = Vec::new();
    for ordre in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
        let mut store = memoire();
        for i in ordre {
            let (annee, nom) = annees[i];
            assert!(releve(&mut store, jour(annee, 9, 1), nom));
            assert!(
                !releve(&mut store, jour(annee, 9, 1), nom),
                "the same file again says nothing"
            );
        }
        assert_eq!(nom_au(&store, jour(2018, 1, 1)), "Les Tilleuls");
        assert_eq!(nom_au(&store, jour(2023, 8, 31)), "Les Tilleuls");
        assert_eq!(nom_au(&store, jour(2023, 9, 1)), "Les Grands Tilleuls");
        let faits = store.faits().expect("facts");
        assert_eq!(
            faits.ecoles[0].situations.len(),
            2,
            "equal neighbours are one"
        );
        assert!(
            faits.ecoles[0].au(jour(2019, 8, 31)).1,
            "before the oldest file: supposé"
        );
        assert!(!faits.ecoles[0].au(jour(2019, 9, 1)).1);
        assert_sound(&store);
        dumps.push(faits.ecoles);
    }
    assert!(dumps.windows(2).all(|d| d[0] == d[1]));
}

#[test]
fn a_typed_name_survives_every_import_and_its_withdrawal_brings_the_official_one_back() {
    let mut store = memoire();
    releve(&mut store, jour(2019, 9, 1), "Les Tilleuls");
    let corriger = |store: &mut Store, valeur: Option<&str>| {
        store
            .transact("Nom corrigé", |edit| {
                edit.corriger_ecole(Id::ecole(UAI), ChampEcole::Nom, valeur.map(Valeur::from))
            })
            .expect("written")
    };
    corriger(&mut store, Some("École des Tilleuls"));
    for annee in [2020, 2018, 2024] {
        releve(&mut store, jour(annee, 9, 1), &format!("Tilleuls {annee}"));
        assert_eq!(nom_au(&store, jour(annee, 9, 2)), "École des Tilleuls");
    }
    assert_sound(&store);
    corriger(&mut store, None);
    assert_eq!(nom_au(&store, jour(2024, 9, 2)), "Tilleuls 2024");
    assert_eq!(nom_au(&store, jour(2018, 9, 2)), "Tilleuls 2018");
    assert_sound(&store);
}

#[test]
fn undo_walks_back_to_an_empty_carnet_and_redo_comes_back() {
    let mut store = memoire();
    let empty = store.faits().expect("facts");
    releve(&mut store, jour(2019, 9, 1), "Les Tilleuls");
    let mut d = deploiement();
    store
        .transact("Déploiement ajouté", |edit| edit.deploiement(&d))
        .expect("written");
    d.fin = Some(jour(2020, 7, 3));
    store
        .transact("Fin de déploiement", |edit| edit.deploiement(&d))
        .expect("written");
    store
        .transact("Suppression", |edit| edit.delete(Genre::Deploiement, d.id))
        .expect("written");
    let full = store.faits().expect("facts");
    let mut states = vec![full.clone()];
    for attendu in [
        "Suppression",
        "Fin de déploiement",
        "Déploiement ajouté",
        "Import de l’annuaire",
    ] {
        assert_eq!(store.undo_label().expect("label").as_deref(), Some(attendu));
        let fait = store.undo().expect("undone").expect("something");
        assert_eq!((fait.libelle.as_str(), fait.laisses.len()), (attendu, 0));
        assert_sound(&store);
        states.push(store.faits().expect("facts"));
    }
    assert_eq!(
        store.undo().expect("undone"),
        None,
        "the making of the carnet stays"
    );
    assert_eq!(store.faits().expect("facts"), empty);
    states.pop();
    while let Some(state) = states.pop() {
        store.redo().expect("redone").expect("something");
        assert_eq!(store.faits().expect("facts"), state);
        assert_sound(&store);
    }
    assert_eq!(store.redo().expect("redone"), None);
    store.undo().expect("undone").expect("again");
    assert_eq!(
        store
            .faits()
            .expect("facts")
            .deploiements(Id::ecole(UAI))
            .len(),
        1
    );
}

#[test]
fn undo_survives_a_restart() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("vosges.carnet");
    let mut store = Store::create(&chemin, &auteur("A. B.")).expect("created");
    releve(&mut store, jour(2019, 9, 1), "Les Tilleuls");
    let d = deploiement();
    store
        .transact("Déploiement ajouté", |edit| edit.deploiement(&d))
        .expect("written");
    drop(store);
    let mut store = Store::open(&chemin, &auteur("C. D.")).expect("opened");
    assert_eq!(
        store.undo_label().expect("label").as_deref(),
        Some("Déploiement ajouté")
    );
    store.undo().expect("undone");
    assert!(store.faits().expect("facts").deploiements.is_empty());
    drop(store);
    let mut store = Store::open(&chemin, &auteur("A. B.")).expect("opened");
    assert_eq!(
        store.redo_label().expect("label").as_deref(),
        Some("Déploiement ajouté")
    );
    store.redo().expect("redone");
    assert!(
        store.faits().expect("facts").ecoles[0]
            .au(jour(2020, 1, 1))
            .0
            .statut
            .is_some()
    );
    assert_eq!(
        store
            .faits()
            .expect("facts")
            .solutions_au(Id::ecole(UAI), jour(2020, 1, 1), Regle::Classe)
            .len(),
        1
    );
    assert_sound(&store);
}

#[test]
fn two_typed_values_apart_are_a_conflict_kept_until_solved() {
    let mut a = memoire();
    releve(&mut a, jour(2019, 9, 1), "Les Tilleuls");
    let d = deploiement();
    a.transact("Déploiement ajouté", |edit| edit.deploiement(&d))
        .expect("written");
    let mut b = Store::in_memory(&auteur("C. D.")).expect("b");
    b.union(&a).expect("merged");
    let fin = |store: &mut Store, fin| {
        let d = Deploiement {
            fin: Some(fin),
            ..d.clone()
        };
        store
            .transact("Fin", |edit| edit.deploiement(&d))
            .expect("written")
    };
    fin(&mut a, jour(2020, 7, 1));
    fin(&mut b, jour(2020, 12, 31));
    assert!(a.union(&b).expect("merged") > 0);
    assert_eq!(
        a.union(&b).expect("merged"),
        0,
        "merging twice changes nothing"
    );
    b.union(&a).expect("merged");
    assert_eq!(a.difference(&b).expect("compared"), Vec::<String>::new());
    assert_eq!(a.conflits().expect("conflicts").len(), 2);
    assert_sound(&a);
    fin(&mut a, jour(2020, 8, 31));
    assert!(a.conflits().expect("conflicts").is_empty());
    a.undo().expect("undone");
    assert_eq!(
        a.conflits().expect("conflicts").len(),
        2,
        "undoing the choice brings both back"
    );
    assert_sound(&a);
}

#[test]
fn what_a_deletion_had_not_seen_stays_visible() {
    let mut a = memoire();
    releve(&mut a, jour(2019, 9, 1), "Les Tilleuls");
    let d = deploiement();
    a.transact("Déploiement ajouté", |edit| edit.deploiement(&d))
        .expect("written");
    let mut b = Store::in_memory(&auteur("C. D.")).expect("b");
    b.union(&a).expect("merged");
    a.transact("Suppression", |edit| edit.delete(Genre::Deploiement, d.id))
        .expect("written");
    let financement = Id::fresh();
    b.transact("Financement ajouté", |edit| {
        let champs = Champs::new()
            .set("ecole", d.ecole)
            .set("deploiement", d.id)
            .set("annee", 2020_i64);
        edit.put(Genre::Financement, financement, champs, Source::Saisi)
    })
    .expect("written");
    a.union(&b).expect("merged");
    b.union(&a).expect("merged");
    assert_eq!(a.difference(&b).expect("compared"), Vec::<String>::new());
    assert_eq!(
        a.faits().expect("facts").deploiements(d.ecole),
        std::slice::from_ref(&d)
    );
    assert!(
        a.conflits()
            .expect("conflicts")
            .iter()
            .any(|c| c.champ == "supprime")
    );
    assert_sound(&a);
}

#[test]
fn erased_values_are_gone_from_the_journal_and_stay_gone_after_a_merge() {
    let mut a = memoire();
    releve(&mut a, jour(2019, 9, 1), "Les Tilleuls");
    let id = Id::fresh();
    let verifier = |store: &mut Store, par: &str| {
        let champs = Champs::new()
            .set("ecole", Id::ecole(UAI))
            .set("par", par)
            .set("le", jour(2020, 1, 1));
        store.transact("Vérification", |edit| {
            edit.put(Genre::Verification, id, champs, Source::Saisi)
        })
    };
    verifier(&mut a, "Mme Unetelle").expect("written");
    let mut b = Store::in_memory(&auteur("C. D.")).expect("b");
    b.union(&a).expect("merged");
    a.purge(Genre::Verification, id, Some("par"), "demande")
        .expect("erased");
    verifier(&mut b, "Mme Unetelle-Dupont").expect("written");
    b.union(&a).expect("merged");
    a.union(&b).expect("merged");
    for store in [&a, &b] {
        assert_eq!(
            store.faits().expect("facts").verifications[&Id::ecole(UAI)][0].par,
            ""
        );
        assert_sound(store);
    }
    assert_eq!(a.difference(&b).expect("compared"), Vec::<String>::new());
}

#[test]
fn an_act_that_fails_leaves_nothing() {
    let mut store = memoire();
    releve(&mut store, jour(2019, 9, 1), "Les Tilleuls");
    let before = (store.faits().expect("facts"), store.revision());
    let d = Deploiement {
        fin: Some(jour(2018, 1, 1)),
        ..deploiement()
    };
    let refus = store.transact("Déploiement ajouté", |edit| {
        edit.verification(d.ecole, jour(2020, 1, 1), "A. B.")?;
        edit.deploiement(&d)
    });
    assert!(
        refus
            .expect_err("refused")
            .user_message()
            .contains("La fin est avant le début")
    );
    assert_eq!((store.faits().expect("facts"), store.revision()), before);
    assert_eq!(store.historique().expect("history").len(), 2);
    releve(&mut store, jour(2020, 9, 1), "Les Tilleuls");
    assert_sound(&store);
}

#[test]
fn each_undo_of_one_field_brings_back_the_value_before() {
    let mut store = memoire();
    releve(&mut store, jour(2019, 9, 1), "Officiel");
    for nom in ["un", "deux", "trois"] {
        store
            .transact(nom, |edit| {
                edit.corriger_ecole(Id::ecole(UAI), ChampEcole::Nom, Some(nom.into()))
            })
            .expect("written");
    }
    let au = jour(2020, 1, 1);
    for _ in 0..2 {
        for attendu in ["deux", "un", "Officiel"] {
            assert!(
                store
                    .undo()
                    .expect("undone")
                    .expect("something")
                    .laisses
                    .is_empty()
            );
            assert_eq!(nom_au(&store, au), attendu);
            assert_sound(&store);
        }
        for attendu in ["un", "deux", "trois"] {
            store.redo().expect("redone").expect("something");
            assert_eq!(nom_au(&store, au), attendu);
        }
        assert_sound(&store);
    }
}
