//! New objects written together: the same carnet as received one by one.

use crate::common::{auteur, jour};
use carnet_ent::Result;
use carnet_ent::domain::{Id, Source};
use carnet_ent::store::{Champs, Edit, Genre, Neuf, Store, projet_ecole_id, releve_neuf};

/// More than what is made ready at once.
const ECOLES: usize = 1200;

fn projet() -> Id {
    Id::derived("projet", "celui d’ici")
}

fn uai(rang: usize) -> String {
    format!("088{rang:04}X")
}

/// A carnet that has deleted its only project, and knows one school in three.
fn carnet() -> Store {
    let mut store =
        Store::in_memory(&auteur("A. B.", jour(2022, 9, 1))).expect("a carnet in memory");
    let champs = Champs::new().set("nom", "Un projet");
    store
        .transact("Projet", |edit| {
            edit.put(Genre::Projet, projet(), champs, Source::Saisi)
        })
        .expect("written");
    store
        .transact("Suppression", |edit| edit.delete(Genre::Projet, projet()))
        .expect("deleted");
    store
        .transact("Annuaire", |edit| {
            for rang in (0..ECOLES).step_by(3) {
                let dits = Champs::new().set("nom", format!("École {rang}"));
                edit.releve("annuaire", jour(2020, 9, 1), &uai(rang), dits)?;
            }
            Ok(())
        })
        .expect("imported");
    store
}

/// Schools, visits of which the first one is said twice, and a school that joins the project.
fn dits() -> Vec<Neuf> {
    let millesime = jour(2021, 9, 1);
    let fait = |genre, id, champs| Neuf {
        genre,
        id,
        champs,
        millesime,
    };
    let mut dits: Vec<Neuf> = (0..ECOLES)
        .map(|rang| {
            let champs = Champs::new().set("nom", format!("École nouvelle {rang}"));
            releve_neuf("envoi", millesime, &uai(rang), champs)
        })
        .collect();
    for rang in 0..ECOLES {
        let id = Id::recu("ailleurs", &format!("visite/{rang}"));
        let visite = |le: &str| {
            let champs = Champs::new()
                .set("ecole", Id::ecole(&uai(rang)))
                .set("le", le)
                .set_opt("duree", None::<u32>);
            fait(Genre::Visite, id, champs)
        };
        dits.push(visite("2021-03-12"));
        if rang == 0 {
            dits.push(visite("2021-03-19"));
        }
    }
    let champs = Champs::new()
        .set("projet", projet())
        .set("ecole", Id::ecole(&uai(7)));
    let id = projet_ecole_id(projet(), Id::ecole(&uai(7)));
    dits.push(fait(Genre::ProjetEcole, id, champs));
    dits
}

fn receive(edit: &mut Edit<'_>, dit: Neuf) -> Result<bool> {
    edit.recevoir(dit.genre, dit.id, dit.champs, dit.millesime)
}

#[test]
fn together_or_one_by_one_makes_the_same_carnet() {
    let (mut ensemble, mut un_par_un) = (carnet(), carnet());
    let redits = ensemble
        .transact("Réception", |edit| {
            let ecrits = edit.neufs(dits().into_iter(), |_| Ok(()))?;
            assert_eq!(ecrits.nombre, 2 * ECOLES + 1);
            let redits = ecrits.redits.len();
            for redit in ecrits.redits {
                receive(edit, redit)?;
            }
            Ok(redits)
        })
        .expect("written");
    assert_eq!(redits, 1);
    un_par_un
        .transact("Réception", |edit| {
            dits()
                .into_iter()
                .try_for_each(|d| receive(edit, d).map(drop))
        })
        .expect("written");
    let (faits, autres) = (
        ensemble.faits().expect("read"),
        un_par_un.faits().expect("read"),
    );
    assert_eq!(faits, autres);
    // The later word is the one that stands, and the school that joins it brings the project back.
    let premiere = &faits.terrain.visites[&Id::ecole(&uai(0))];
    assert_eq!(premiere[0].le, jour(2021, 3, 19));
    assert!(faits.projets.contains_key(&projet()));
    for store in [&ensemble, &un_par_un] {
        assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    }
    assert!(ensemble.undo().expect("undone").is_some());
    assert_eq!(
        ensemble.visible_difference(&carnet()).expect("compared"),
        Vec::<String>::new()
    );
}
