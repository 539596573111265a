//! Two copies of one carnet edited apart, each brought into the other in the window, settled on one
//! side only and brought back: both say the same, and nothing is asked twice.

use std::path::{Path, PathBuf};

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::fenetre::{ECOLES, envoie, fenetre, remplit, va};
use crate::fusion::renomme_et_visite;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::{Deploiement, Financement, Id, Perimetre, Source};
use carnet_ent::store::{Autre, Genre, Store, solution};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

const ANNE: &str = "anne.carnet";
const BRUNO: &str = "bruno.carnet";

fn open(chemin: &Path, qui: &str) -> Store {
    Store::open(chemin, &auteur(qui, jour(2021, 3, 12))).expect("opened")
}

fn one(rang: usize, note: &str) -> Deploiement {
    Deploiement {
        id: Id::derived("deploiement", ECOLES[rang].0),
        ecole: Id::ecole(ECOLES[rang].0),
        solution: solution("ONE"),
        debut: Some(jour(2020, 9, 1)),
        fin: None,
        perimetre: Perimetre::Ecole,
        etapes: [None; 5],
        projet: None,
        commentaire: note.to_owned(),
    }
}

/// What one of them writes alone: a name, a visit, a note.
fn ecrit(store: &mut Store, qui: &str, nom: &str, note: &str, le: u32) {
    renomme_et_visite(store, qui, nom, le);
    store
        .transact("Déploiement d’un ENT", |edit| {
            edit.deploiement(&one(0, note))
        })
        .expect("written");
}

/// Anne's carnet and Bruno's, edited apart; and, in `avant`, both as they were then.
fn deux_carnets(dossier: &Path) -> [PathBuf; 2] {
    let chemins = [ANNE, BRUNO].map(|nom| dossier.join(nom));
    let mut store = Store::create(&chemins[0], &auteur("Anne", jour(2021, 3, 12))).expect("made");
    remplit(&mut store).expect("filled");
    store
        .transact("Déploiements", |edit| {
            for rang in 0..2 {
                edit.deploiement(&one(rang, ""))?;
            }
            let mut financement = Financement::nouveau(Id::ecole(ECOLES[1].0));
            financement.deploiement = Some(one(1, "").id);
            financement.annee = Some(2020);
            edit.financement(&financement, Source::Saisi)
        })
        .expect("written");
    store.copy_to(&chemins[1]).expect("copied");
    drop(store);
    let mut anne = open(&chemins[0], "Anne");
    ecrit(
        &mut anne,
        "Anne",
        "École Élise Morel",
        "note vue par Anne",
        10,
    );
    anne.transact("Suppression d’un déploiement", |edit| {
        edit.delete(Genre::Deploiement, one(1, "").id)
    })
    .expect("deleted");
    let mut bruno = open(&chemins[1], "Bruno");
    ecrit(
        &mut bruno,
        "Bruno",
        "École É. Morel",
        "note vue par Bruno",
        11,
    );
    bruno
        .transact("Déploiement d’un ENT", |edit| {
            edit.deploiement(&one(1, "complétée"))
        })
        .expect("written");
    drop((anne, bruno));
    std::fs::create_dir(dossier.join("avant")).expect("folder");
    for nom in [ANNE, BRUNO] {
        std::fs::copy(dossier.join(nom), dossier.join("avant").join(nom)).expect("copied");
    }
    chemins
}

fn press(window: &mut Harness<'_, App>, nom: &str) {
    window.get_by_label(nom).click();
    window.run_ok();
}

/// The label that begins so: the rest names the school.
fn press_one(window: &mut Harness<'_, App>, debut: &str) {
    let cible = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.label().is_some_and(|dit| dit.starts_with(debut))
    };
    window.get_by(cible).click();
    window.run_ok();
}

/// Compares by the path typed on the page.
fn compare(window: &mut Harness<'_, App>, chemin: &Path) {
    va(window, Page::Echanges);
    press(window, "Réunir deux carnets");
    let champ = "Chemin du carnet, ou du dossier, à réunir";
    window.get_by_label(champ).focus();
    window.run_ok();
    window
        .get_by_label(champ)
        .type_text(&chemin.to_string_lossy());
    window.run_ok();
    press(window, "Comparer");
}

/// All that is said of the schools.
fn dit(store: &Store) -> String {
    let faits = store.faits().expect("facts");
    let dites = ECOLES.map(|(uai, ..)| {
        let id = Id::ecole(uai);
        let ecole = faits.ecole(id).expect("known");
        format!(
            "{}\n{:?}\n{:?}\n{:?}",
            ecole.dite_au(jour(2021, 3, 12)),
            faits.deploiements(id),
            faits.financements(id),
            faits.terrain.visites(id)
        )
    });
    dites.join("\n")
}

fn sound(store: &Store) {
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn merged_both_ways_and_settled_on_one_side_both_carnets_say_the_same() {
    carnet_ent::systeme::enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
    let dossier = tempfile::tempdir().expect("folder");
    let [anne, bruno] = deux_carnets(dossier.path());
    let avant = dossier.path().join("avant");

    // Each receives the other as it was: the same three conflicts, and one visit noted twice.
    for (chemin, qui, autre) in [(&anne, "Anne", BRUNO), (&bruno, "Bruno", ANNE)] {
        let mut window = fenetre(open(chemin, qui));
        compare(&mut window, &avant.join(autre));
        assert!(shows(&window, "• 3 désaccords"), "{qui}");
        assert!(shows(&window, "• 1 doublon probable"), "{qui}");
        // Which ENT, and what became of it; both clocks say the same instant, either comes first.
        assert!(shows(
            &window,
            "École du Pré (0880002Z) : Déploiement ONE depuis le 1er septembre 2020 : "
        ));
        assert!(shows(&window, "supprimé (Anne)"), "{qui}");
        assert!(shows(&window, "écrit (Note) (Bruno)"), "{qui}");
        press(&mut window, "Réunir");
        va(&mut window, Page::Historique);
        assert!(shows(&window, &format!("Réuni : {autre}")));
    }

    // Anne settles everything.
    let mut window = fenetre(open(&anne, "Anne"));
    va(&mut window, Page::Echanges);
    press(&mut window, "Désaccords");
    press_one(&mut window, "Garder les deux");
    press_one(&mut window, "Conserver");
    press_one(&mut window, "Garder «\u{a0}École É. Morel\u{a0}»");
    press_one(&mut window, "Visite conjointe");
    assert!(shows(&window, "Aucun désaccord"));
    drop(window);

    // Bruno receives her answers, is told so, and is asked nothing.
    let mut window = fenetre(open(&bruno, "Bruno"));
    compare(&mut window, &anne);
    assert!(shows(&window, "• 3 désaccords déjà réglés"));
    assert!(shows(&window, "• 1 doublon probable déjà réglé"));
    press(&mut window, "Réunir");
    assert!(window.query_by_label("Régler les désaccords").is_none());
    press(&mut window, "Désaccords");
    assert!(shows(&window, "Aucun désaccord"));
    drop(window);

    let (mut a, mut b) = (open(&anne, "Anne"), open(&bruno, "Bruno"));
    sound(&a);
    sound(&b);
    assert_eq!(dit(&a), dit(&b));
    for texte in ["note vue par Anne", "note vue par Bruno", "École É. Morel"] {
        assert!(dit(&a).contains(texte), "{texte}");
    }
    let faits = a.faits().expect("facts");
    assert_eq!(
        faits.financements(Id::ecole(ECOLES[1].0)).len(),
        1,
        "what paid for the ENT that is kept came back with it"
    );
    let nom = |nom: &str, store: Store| Autre {
        nom: nom.to_owned(),
        store,
    };
    let copie = |chemin: &Path| {
        let copie = dossier.path().join("copie.carnet");
        std::fs::copy(chemin, &copie).expect("copied");
        nom("copie", open(&copie, ""))
    };
    assert!(b.comparer(&[copie(&anne)]).expect("compared").rien);
    assert!(a.comparer(&[copie(&bruno)]).expect("compared").rien);
    drop((a, b));

    // Undo walks one's own acts: Bruno's, though Anne's are later; and never hers.
    let mut window = fenetre(open(&bruno, "Bruno"));
    envoie(&mut window, Command::Annuler);
    let mut store = open_after(window, &bruno, "Bruno");
    let lignes = store.historique().expect("read");
    assert!(lignes.iter().all(|l| !(l.recue && l.annulee)));
    assert_eq!(lignes.iter().filter(|l| l.annulee).count(), 1);
    assert!(store.redo().expect("redone").is_some());
    sound(&store);
    drop(store);

    // What Anne unsettles is told as it was first said: the note of Bruno is still his.
    let mut window = fenetre(open(&anne, "Anne"));
    for _ in 0..4 {
        envoie(&mut window, Command::Annuler);
    }
    va(&mut window, Page::Echanges);
    press(&mut window, "Désaccords");
    assert!(shows(&window, "3 désaccords"));
    assert!(shows(&window, "reçu de Bruno, le 12 mars 2021"));
    assert!(
        !shows(&window, "Avant : note vue"),
        "the choice undone is no earlier value"
    );
    let store = open_after(window, &anne, "Anne");
    for d in store.differends().expect("asked") {
        let qui: Vec<&str> = d.versions.iter().map(|v| v.personne.as_str()).collect();
        assert!(qui.contains(&"Anne") && qui.contains(&"Bruno"), "{d:?}");
    }
    for d in store.desaccords().expect("asked") {
        let dit = d.valeurs.join(" et ");
        assert!(dit.contains("(Anne)") && dit.contains("(Bruno)"), "{dit}");
    }
    sound(&store);
}

/// The carnet, once its window is closed.
fn open_after(window: Harness<'_, App>, chemin: &Path, qui: &str) -> Store {
    drop(window);
    open(chemin, qui)
}
