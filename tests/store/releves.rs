//! The relevés of one file written together: the same carnet as one by one, whole or not at all.

use crate::common::{auteur, jour};
use carnet_ent::domain::Uai;
use carnet_ent::store::{Champs, Genre, Store, releve_id};
use carnet_ent::{Error, Result};
use chrono::NaiveDate;

/// More than what is made ready at once.
const ECOLES: u32 = 1200;

fn uai(numero: u32) -> Uai {
    Uai::from_numero(880_001 + numero).expect("seven digits")
}

/// What a file says of a school: the name of one in three moves with the year.
fn dit(numero: u32, annee: i32) -> (Uai, Champs) {
    let nom = if numero.is_multiple_of(3) {
        format!("École {numero} de {annee}")
    } else {
        format!("École {numero}")
    };
    let champs = Champs::new()
        .set("nom", nom)
        .set("maternelle", false)
        .set("elementaire", true)
        .set("departement", "088")
        .set("latitude", 48.0 + f64::from(numero) / 1e5)
        .set("eleves", numero);
    (uai(numero), champs)
}

fn rentree(annee: i32) -> NaiveDate {
    jour(annee, 9, 1)
}

fn memoire() -> Store {
    Store::in_memory(&auteur("A. B.", rentree(2022))).expect("a carnet in memory")
}

fn ensemble(store: &mut Store, annee: i32, numeros: std::ops::Range<u32>) -> Result<usize> {
    let dits = numeros.map(|numero| dit(numero, annee));
    store.transact("Import", |edit| {
        edit.releves("annuaire", rentree(annee), dits, |_| Ok(()))
    })
}

fn un_par_un(store: &mut Store, annee: i32, numeros: std::ops::Range<u32>) -> Result<usize> {
    store.transact("Import", |edit| {
        let mut ecrits = 0;
        for numero in numeros {
            let (uai, champs) = dit(numero, annee);
            let ecrit = edit.releve("annuaire", rentree(annee), uai.as_str(), champs)?;
            ecrits += usize::from(ecrit);
        }
        Ok(ecrits)
    })
}

#[track_caller]
fn assert_sound(store: &Store) {
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn together_or_one_by_one_makes_the_same_carnet() {
    let (mut a, mut b) = (memoire(), memoire());
    // A second file names schools that are known, and new ones.
    for (annee, numeros) in [(2020, 0..ECOLES), (2021, 100..ECOLES + 100)] {
        let ecrits = ensemble(&mut a, annee, numeros.clone()).expect("written");
        assert_eq!(ecrits, ECOLES as usize);
        assert_eq!(un_par_un(&mut b, annee, numeros).expect("written"), ecrits);
        assert_eq!(a.faits().expect("read"), b.faits().expect("read"));
    }
    assert_sound(&a);
    a.undo().expect("undone");
    a.undo().expect("undone");
    assert_sound(&a);
    assert!(a.faits().expect("read").ecoles.is_empty());
}

#[test]
fn a_writing_that_is_stopped_leaves_nothing_and_the_next_one_is_sound() {
    let mut store = memoire();
    let avant = store.faits().expect("read");
    for tour in 0..2 {
        let mut tours = 0..tour;
        let arret = store.transact("Import", |edit| {
            let dits = (0..ECOLES).map(|numero| dit(numero, 2020));
            edit.releves("annuaire", rentree(2020), dits, |_| {
                tours.next().map(|_| ()).ok_or(Error::Interrupted)
            })
        });
        assert!(matches!(arret, Err(Error::Interrupted)), "{arret:?}");
        assert_eq!(store.faits().expect("read"), avant);
    }
    ensemble(&mut store, 2020, 0..ECOLES).expect("written");
    assert_sound(&store);
}

#[test]
fn a_value_that_cannot_be_refuses_the_whole_file() {
    let mut store = memoire();
    let avant = store.faits().expect("read");
    let refus = store.transact("Import", |edit| {
        let dits = (0..ECOLES).map(|numero| {
            let (uai, champs) = dit(numero, 2020);
            match numero {
                1100 => (uai, champs.set("ouverture", "hier")),
                _ => (uai, champs),
            }
        });
        edit.releves("annuaire", rentree(2020), dits, |_| Ok(()))
    });
    assert!(matches!(refus, Err(Error::Invalid(_))), "{refus:?}");
    assert_eq!(store.faits().expect("read"), avant);
}

#[test]
fn a_file_already_read_writes_only_what_it_did_not_say() {
    let mut store = memoire();
    assert_eq!(ensemble(&mut store, 2020, 0..10).expect("written"), 10);
    assert_eq!(ensemble(&mut store, 2020, 0..10).expect("read"), 0);
    assert_eq!(ensemble(&mut store, 2020, 0..12).expect("written"), 2);
    assert_eq!(store.faits().expect("read").ecoles.len(), 12);
    assert_sound(&store);
}

#[test]
fn a_file_that_was_erased_does_not_come_back() {
    let mut store = memoire();
    ensemble(&mut store, 2020, 0..1).expect("written");
    let id = releve_id("annuaire", rentree(2020), uai(0).as_str());
    store
        .purge(Genre::Releve, id, None, "demande")
        .expect("erased");
    let efface = store.faits().expect("read");
    assert_eq!(ensemble(&mut store, 2020, 0..1).expect("read"), 0);
    assert_eq!(store.faits().expect("read"), efface);
}
