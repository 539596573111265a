//! Visits and drafts in the store: one operation undone whole, two carnets made one, drafts that
//! never leave their file.

use crate::common::{auteur, jour};
use carnet_ent::domain::{
    Action, CompteRendu, Copie, Id, Lecteur, Liste, Partie, Rencontre, Visite, VisiteEntiere,
};
use carnet_ent::store::{
    Auteur, Brouillon, Champs, Genre, Store, secours_de, terme, write_secours,
};

const UAI: &str = "0880001Y";

fn moi() -> Auteur {
    auteur("A. B.", jour(2021, 3, 12))
}

fn carnet(personne: &str) -> Store {
    let mut store = Store::in_memory(&auteur(personne, jour(2021, 3, 12))).expect("memory");
    store
        .transact("Import de l’annuaire", |edit| {
            let champs = Champs::new().set("nom", "École Élise");
            edit.releve("annuaire", jour(2020, 9, 1), UAI, champs)
        })
        .expect("filled");
    store
}

fn visite(id: Id, contexte: &str) -> VisiteEntiere {
    VisiteEntiere {
        visite: Visite {
            id,
            ecole: Id::ecole(UAI),
            le: jour(2021, 3, 10),
            duree: Some(60),
            motif: Some(terme(Liste::MotifVisite, "BILAN")),
            intervenant: "A. B.".to_owned(),
        },
        compte_rendu: CompteRendu {
            contexte: contexte.to_owned(),
            suites: "Revenir".to_owned(),
            ..CompteRendu::default()
        },
        rencontres: vec![Rencontre {
            id: Id::derived("rencontre", &id.to_string()),
            role: Some(terme(Liste::Role, "DIRECTION")),
            nombre: Some(2),
            nom: String::new(),
        }],
        copies: vec![Copie {
            pour: Lecteur::Ien,
            parties: vec![Partie::Constats, Partie::Actions],
            destinataires: "IEN".to_owned(),
        }],
        actions: vec![Action {
            id: Id::derived("action", &id.to_string()),
            ecole: Id::ecole(UAI),
            visite: Some(id),
            libelle: "Ouvrir les comptes".to_owned(),
            role: None,
            qui: "la mairie".to_owned(),
            echeance: Some(jour(2021, 4, 1)),
            faite_le: None,
            abandonnee_le: None,
            commentaire: String::new(),
        }],
    }
}

fn write(store: &mut Store, v: &VisiteEntiere) {
    store
        .transact("Visite d’une école", |edit| edit.visite_entiere(v))
        .expect("written");
}

#[track_caller]
fn assert_sound(store: &Store) {
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

fn brouillon(id: Id, contenu: &str, quand: i64) -> Brouillon {
    Brouillon {
        id,
        genre: "visite".to_owned(),
        contenu: Some(contenu.to_owned()),
        quand,
    }
}

#[test]
fn a_whole_visit_is_one_operation_undone_and_done_again() {
    let mut store = carnet("A. B.");
    let v = visite(Id::fresh(), "Classe de CM1");
    write(&mut store, &v);
    assert_eq!(store.visite(v.visite.id).expect("read"), Some(v.clone()));
    store.undo().expect("undone");
    assert_eq!(store.visite(v.visite.id).expect("read"), None);
    let faits = store.faits().expect("facts");
    assert!(faits.terrain.visites.is_empty() && faits.terrain.actions.is_empty());
    assert_sound(&store);
    store.redo().expect("done again");
    assert_eq!(store.visite(v.visite.id).expect("read"), Some(v.clone()));
    let operations = store.historique().expect("read").len();
    write(&mut store, &v);
    assert_eq!(
        store.historique().expect("read").len(),
        operations,
        "nothing new"
    );
    let mut sans_personne = v.clone();
    sans_personne.rencontres.clear();
    sans_personne.compte_rendu.suites.clear();
    write(&mut store, &sans_personne);
    assert_eq!(
        store.visite(v.visite.id).expect("read"),
        Some(sans_personne)
    );
    store.undo().expect("undone");
    assert_eq!(store.visite(v.visite.id).expect("read"), Some(v));
    assert_sound(&store);
}

#[test]
fn two_advisers_visits_are_both_kept_and_two_readings_of_one_are_a_conflict() {
    let mut a = carnet("A. B.");
    let commune = visite(Id::fresh(), "Classe de CM1");
    write(&mut a, &commune);
    let mut b = carnet("C. D.");
    b.union(&a).expect("merged");
    assert_eq!(
        b.visite(commune.visite.id).expect("read"),
        Some(commune.clone())
    );
    let de_b = visite(Id::fresh(), "Classe de CE2");
    write(&mut b, &de_b);
    let mut a_dit = commune.clone();
    a_dit.compte_rendu.contexte = "Classe de CM1 et CM2".to_owned();
    write(&mut a, &a_dit);
    let mut b_dit = commune.clone();
    b_dit.compte_rendu.conseils = "Relire à deux".to_owned();
    b_dit.actions[0].faite_le = Some(jour(2021, 3, 11));
    write(&mut b, &b_dit);
    a.union(&b).expect("merged");
    b.union(&a).expect("merged");
    assert!(
        a.conflits().expect("read").is_empty(),
        "they wrote different parts"
    );
    let fondue = a.visite(commune.visite.id).expect("read").expect("there");
    assert_eq!(fondue.compte_rendu.contexte, "Classe de CM1 et CM2");
    assert_eq!(fondue.compte_rendu.conseils, "Relire à deux");
    assert_eq!(fondue.actions[0].faite_le, Some(jour(2021, 3, 11)));
    assert_eq!(a.visite(de_b.visite.id).expect("read"), Some(de_b));
    assert_eq!(
        a.faits().expect("facts").terrain,
        b.faits().expect("facts").terrain
    );
    for (store, dit) in [(&mut a, "de A"), (&mut b, "de B")] {
        let mut v = fondue.clone();
        v.compte_rendu.suites = dit.to_owned();
        write(store, &v);
    }
    a.union(&b).expect("merged");
    let conflits = a.conflits().expect("read");
    assert_eq!(conflits.len(), 2);
    assert!(
        conflits
            .iter()
            .all(|c| c.champ == "suites" && c.genre == Genre::Visite)
    );
    assert_sound(&a);
    assert_sound(&b);
}

#[test]
fn a_draft_is_of_its_file_alone_and_moves_nothing() {
    let mut a = carnet("A. B.");
    let (revision, operations) = (a.revision(), a.historique().expect("read"));
    let (un, deux) = (Id::fresh(), Id::fresh());
    for b in [
        brouillon(un, "1", 10),
        brouillon(deux, "2", 20),
        brouillon(un, "3", 30),
    ] {
        a.write_brouillon(&b).expect("kept");
    }
    assert_eq!(
        a.brouillons("visite").expect("read"),
        [brouillon(un, "3", 30), brouillon(deux, "2", 20)]
    );
    assert!(a.brouillons("observation").expect("read").is_empty());
    assert_eq!(a.revision(), revision);
    assert_eq!(a.historique().expect("read"), operations);
    let mut b = carnet("C. D.");
    b.union(&a).expect("merged");
    assert!(
        b.brouillons("visite").expect("read").is_empty(),
        "never merged"
    );
    write(&mut a, &visite(un, "fini"));
    assert_eq!(
        a.brouillons("visite").expect("read"),
        [brouillon(deux, "2", 20)]
    );
    a.undo().expect("undone");
    assert_eq!(
        a.brouillons("visite").expect("read").len(),
        1,
        "undo is of facts"
    );
    let jete = Brouillon {
        contenu: None,
        ..brouillon(deux, "", 40)
    };
    a.write_brouillon(&jete).expect("thrown away");
    assert!(a.brouillons("visite").expect("read").is_empty());
    assert_sound(&a);
}

#[test]
fn a_visit_that_is_refused_keeps_its_draft() {
    let mut store = carnet("A. B.");
    let mut v = visite(Id::fresh(), "");
    store
        .write_brouillon(&brouillon(v.visite.id, "à finir", 1))
        .expect("kept");
    v.actions[0].libelle = "  ".to_owned();
    let refus = store.transact("Visite d’une école", |edit| edit.visite_entiere(&v));
    assert!(refus.is_err());
    assert_eq!(store.brouillons("visite").expect("read").len(), 1);
    assert_eq!(store.visite(v.visite.id).expect("read"), None);
}

#[test]
fn a_rescue_file_gives_back_the_newest_words_once() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("école d’Épinal.carnet");
    let mut store = Store::create(&chemin, &moi()).expect("created");
    store
        .transact("Import de l’annuaire", |edit| {
            let champs = Champs::new().set("nom", "École Élise");
            edit.releve("annuaire", jour(2020, 9, 1), UAI, champs)
        })
        .expect("filled");
    let (vieux, neuf, dit, jete) = (Id::fresh(), Id::fresh(), Id::fresh(), Id::fresh());
    store
        .write_brouillon(&brouillon(vieux, "du carnet", 50))
        .expect("kept");
    store
        .write_brouillon(&brouillon(neuf, "du carnet", 10))
        .expect("kept");
    store
        .write_brouillon(&brouillon(jete, "du carnet", 10))
        .expect("kept");
    write(&mut store, &visite(dit, "déjà dit"));
    for b in [
        brouillon(vieux, "de secours", 40),
        brouillon(neuf, "de secours, première", 15),
        brouillon(neuf, "de secours", 20),
        brouillon(dit, "de secours", 60),
        Brouillon {
            contenu: None,
            ..brouillon(jete, "", 30)
        },
    ] {
        write_secours(&chemin, &b).expect("written");
    }
    assert!(store.take_back_secours().expect("taken back"));
    assert_eq!(
        store.brouillons("visite").expect("read"),
        [
            brouillon(vieux, "du carnet", 50),
            brouillon(neuf, "de secours", 20)
        ]
    );
    assert!(!secours_de(&chemin).exists());
    assert!(!store.take_back_secours().expect("nothing left"));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a damaged file made for this test"
)]
fn a_rescue_file_that_cannot_be_read_is_left_as_it_is() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut store = Store::create(&chemin, &moi()).expect("created");
    std::fs::write(secours_de(&chemin), "[{\"id\":").expect("written");
    let erreur = store.take_back_secours().expect_err("refused");
    assert!(erreur.user_message().contains("n’est pas lisible"));
    assert!(write_secours(&chemin, &brouillon(Id::fresh(), "x", 1)).is_err());
    assert_eq!(
        std::fs::read_to_string(secours_de(&chemin)).expect("there"),
        "[{\"id\":"
    );
}
