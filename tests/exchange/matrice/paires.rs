//! Two people, the same object: every pair of things they may do to it.

use super::carnets::{
    SORTES, Sorte, annule, contestes, copie, desaccords, ecrit, regle_tout, sain, supprime, unit,
    vide,
};
use carnet_ent::store::{Champs, Store};

/// What one person does. At first the first field says « avant », the second « premier ».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Acte {
    Rien,
    /// Writes « X », or « Y », in the first field.
    X,
    Y,
    /// Writes « second » in the second field.
    W,
    /// Both at once.
    XW,
    YW,
    /// Empties the first field.
    Vide,
    Supprime,
    /// Erases the object, or its first field, for ever.
    Efface,
    EffaceChamp,
    /// Writes « X » and takes it back; and does it again.
    XAnnule,
    XRefait,
    SupprimeAnnule,
    SupprimeRefait,
    /// Writes « X », then types « avant » again.
    XPuisAvant,
    /// Deletes it, then writes « X » in it.
    SupprimePuisX,
}

use Acte::{
    Efface, EffaceChamp, Rien, Supprime, SupprimeAnnule, SupprimePuisX, SupprimeRefait, Vide, W, X,
    XAnnule, XPuisAvant, XRefait, XW, Y, YW,
};

impl Acte {
    fn joue(self, store: &mut Store, sorte: Sorte) {
        let (genre, id) = (sorte.genre, sorte.id());
        let dit = |store: &mut Store, texte: &str| {
            ecrit(store, genre, id, Champs::new().set(sorte.a, texte));
        };
        let second = |champs: Champs| champs.set(sorte.b, sorte.b_apres);
        match self {
            Rien => {}
            X => dit(store, "X"),
            Y => dit(store, "Y"),
            W => ecrit(store, genre, id, second(Champs::new())),
            XW => ecrit(store, genre, id, second(Champs::new().set(sorte.a, "X"))),
            YW => ecrit(store, genre, id, second(Champs::new().set(sorte.a, "Y"))),
            Vide => ecrit(store, genre, id, vide(sorte.a)),
            Supprime => supprime(store, genre, id),
            Efface => store.purge(genre, id, None, "demande").expect("erased"),
            EffaceChamp => store
                .purge(genre, id, Some(sorte.a), "demande")
                .expect("erased"),
            XAnnule | XRefait => {
                dit(store, "X");
                annule(store);
                if self == XRefait {
                    store.redo().expect("done").expect("something to redo");
                }
            }
            SupprimeAnnule | SupprimeRefait => {
                supprime(store, genre, id);
                annule(store);
                if self == SupprimeRefait {
                    store.redo().expect("done").expect("something to redo");
                }
            }
            XPuisAvant => {
                dit(store, "X");
                dit(store, "avant");
            }
            SupprimePuisX => {
                supprime(store, genre, id);
                dit(store, "X");
            }
        }
    }
}

/// What is seen once merged.
#[derive(Clone, Copy, Debug)]
enum Vu {
    Absent,
    /// The values of the first field (two: they disagree) and the second field (`true`: as
    /// written by somebody).
    La(&'static [&'static str], bool),
    /// The same, and « supprimé par l’un, écrit par l’autre ».
    Conteste(&'static [&'static str], bool),
}

use Vu::{Absent, Conteste, La};

/// An undo is an act: who wrote « X » and took it back has said « avant » after all, and a
/// colleague who says something else is asked rather than guessed for.
const PAIRES: &[(Acte, Acte, Vu)] = &[
    (Rien, X, La(&["X"], false)),
    (Rien, W, La(&["avant"], true)),
    (Rien, XW, La(&["X"], true)),
    (Rien, Vide, La(&[""], false)),
    (Rien, Supprime, Absent),
    (Rien, Efface, Absent),
    (Rien, EffaceChamp, La(&[""], false)),
    (Rien, XAnnule, La(&["avant"], false)),
    (Rien, XRefait, La(&["X"], false)),
    (Rien, SupprimeAnnule, La(&["avant"], false)),
    (Rien, SupprimeRefait, Absent),
    (Rien, XPuisAvant, La(&["avant"], false)),
    (Rien, SupprimePuisX, La(&["X"], false)),
    (X, X, La(&["X"], false)),
    (X, Y, La(&["X", "Y"], false)),
    (X, W, La(&["X"], true)),
    (X, XW, La(&["X"], true)),
    (X, YW, La(&["X", "Y"], true)),
    (X, Vide, La(&["", "X"], false)),
    (X, Supprime, Conteste(&["X"], false)),
    (X, Efface, Absent),
    (X, EffaceChamp, La(&[""], false)),
    (X, XAnnule, La(&["X", "avant"], false)),
    (X, XRefait, La(&["X"], false)),
    (Y, XRefait, La(&["X", "Y"], false)),
    (X, SupprimeAnnule, La(&["X"], false)),
    (X, SupprimeRefait, Conteste(&["X"], false)),
    (X, XPuisAvant, La(&["X", "avant"], false)),
    (X, SupprimePuisX, La(&["X"], false)),
    (Y, SupprimePuisX, La(&["X", "Y"], false)),
    (W, W, La(&["avant"], true)),
    (W, XW, La(&["X"], true)),
    (W, Vide, La(&[""], true)),
    (W, Supprime, Conteste(&["avant"], true)),
    (W, Efface, Absent),
    (W, EffaceChamp, La(&[""], true)),
    (W, XAnnule, La(&["avant"], true)),
    (W, XRefait, La(&["X"], true)),
    (W, SupprimeAnnule, La(&["avant"], true)),
    (W, SupprimeRefait, Conteste(&["avant"], true)),
    (W, XPuisAvant, La(&["avant"], true)),
    (W, SupprimePuisX, La(&["X"], true)),
    (XW, XW, La(&["X"], true)),
    (XW, YW, La(&["X", "Y"], true)),
    (XW, Vide, La(&["", "X"], true)),
    (XW, Supprime, Conteste(&["X"], true)),
    (XW, Efface, Absent),
    (XW, EffaceChamp, La(&[""], true)),
    (XW, XAnnule, La(&["X", "avant"], true)),
    (XW, XRefait, La(&["X"], true)),
    (XW, SupprimeAnnule, La(&["X"], true)),
    (Vide, Vide, La(&[""], false)),
    (Vide, Supprime, Conteste(&[""], false)),
    (Vide, Efface, Absent),
    (Vide, EffaceChamp, La(&[""], false)),
    (Vide, XAnnule, La(&["", "avant"], false)),
    (Vide, XRefait, La(&["", "X"], false)),
    (Vide, SupprimeAnnule, La(&[""], false)),
    (Vide, XPuisAvant, La(&["", "avant"], false)),
    (Vide, SupprimePuisX, La(&["", "X"], false)),
    (Supprime, Supprime, Absent),
    (Supprime, Efface, Absent),
    (Supprime, EffaceChamp, Absent),
    (Supprime, XAnnule, Conteste(&["avant"], false)),
    (Supprime, XRefait, Conteste(&["X"], false)),
    (Supprime, SupprimeAnnule, Absent),
    (Supprime, SupprimeRefait, Absent),
    (Supprime, XPuisAvant, Conteste(&["avant"], false)),
    (Supprime, SupprimePuisX, Conteste(&["X"], false)),
    (Efface, Efface, Absent),
    (Efface, EffaceChamp, Absent),
    (Efface, XAnnule, Absent),
    (Efface, XRefait, Absent),
    (Efface, SupprimeAnnule, Absent),
    (Efface, SupprimeRefait, Absent),
    (Efface, XPuisAvant, Absent),
    (Efface, SupprimePuisX, Absent),
    (EffaceChamp, EffaceChamp, La(&[""], false)),
    (EffaceChamp, XAnnule, La(&[""], false)),
    (EffaceChamp, XRefait, La(&[""], false)),
    (EffaceChamp, SupprimeAnnule, La(&[""], false)),
    (EffaceChamp, SupprimeRefait, Absent),
    (EffaceChamp, XPuisAvant, La(&[""], false)),
    (XAnnule, XAnnule, La(&["avant"], false)),
    (XAnnule, XRefait, La(&["X", "avant"], false)),
    (XAnnule, SupprimeAnnule, La(&["avant"], false)),
    (XAnnule, XPuisAvant, La(&["avant"], false)),
    (XRefait, XRefait, La(&["X"], false)),
    (XRefait, SupprimeAnnule, La(&["X"], false)),
    (XRefait, XPuisAvant, La(&["X", "avant"], false)),
    (SupprimeAnnule, SupprimeAnnule, La(&["avant"], false)),
    (SupprimeAnnule, XPuisAvant, La(&["avant"], false)),
    (SupprimeRefait, SupprimeRefait, Absent),
    (XPuisAvant, XPuisAvant, La(&["avant"], false)),
];

/// Asserts what a person sees of the object; two values that disagree are both said, and one of
/// them is shown.
fn est(store: &Store, sorte: Sorte, vu: Vu, cas: &str) {
    let (valeurs, second, conteste) = match vu {
        Absent => {
            assert_eq!(sorte.vue(store), None, "{cas}");
            assert_eq!(store.differends().expect("asked"), [], "{cas}");
            return;
        }
        La(valeurs, second) => (valeurs, second, false),
        Conteste(valeurs, second) => (valeurs, second, true),
    };
    let (a, b) = sorte.vue(store).unwrap_or_else(|| panic!("{cas}: shown"));
    assert!(valeurs.contains(&a.as_str()), "{cas}: « {a} » is shown");
    let attendu = if second { sorte.b_apres } else { sorte.b_avant };
    assert_eq!(b, attendu, "{cas}");
    let dits = match desaccords(store).as_slice() {
        [] => vec![a],
        [(genre, id, champ, valeurs)] => {
            assert_eq!(
                (*genre, *id, champ.as_str()),
                (sorte.genre, sorte.id(), sorte.a)
            );
            valeurs.clone()
        }
        trop => panic!("{cas}: {trop:?}"),
    };
    assert_eq!(dits, valeurs, "{cas}: said differently");
    let attendus: &[_] = if conteste {
        &[(sorte.genre, sorte.id())]
    } else {
        &[]
    };
    assert_eq!(contestes(store), attendus, "{cas}: deleted by one");
}

fn un_cas(sorte: Sorte, moi: Acte, lui: Acte, vu: Vu, jours: (u32, u32)) {
    let cas = format!("{} : {moi:?} / {lui:?}, {jours:?}", sorte.genre.as_str());
    let mut mien = copie("Anne", jours.0);
    let mut sien = copie("Bruno", jours.1);
    moi.joue(&mut mien, sorte);
    lui.joue(&mut sien, sorte);
    // Through a third carnet, in the other order.
    let mut tiers = copie("Chloé", 20);
    unit(&mut tiers, &sien);
    unit(&mut tiers, &mien);
    unit(&mut mien, &sien);
    unit(&mut sien, &tiers);
    for (store, ou) in [(&mien, "mien"), (&sien, "sien"), (&tiers, "tiers")] {
        est(store, sorte, vu, &format!("{cas}, {ou}"));
    }
    sain(&mien, &cas);
    unit(&mut mien, &sien);
    assert_eq!(mien.union(&sien).expect("merged"), 0, "{cas}: again");
    est(&mien, sorte, vu, &format!("{cas}, again"));
    assert_eq!(sorte.vue(&mien), sorte.vue(&sien), "{cas}");
    assert_eq!(sorte.vue(&mien), sorte.vue(&tiers), "{cas}");
    // Settled by one, settled for all.
    if mien.differends().expect("asked").is_empty() {
        return;
    }
    regle_tout(&mut mien);
    unit(&mut sien, &mien);
    assert_eq!(sien.differends().expect("asked"), [], "{cas}: settled");
    assert_eq!(sorte.vue(&mien), sorte.vue(&sien), "{cas}: settled");
    assert!(sorte.vue(&sien).is_some(), "{cas}: kept");
}

/// Every pair on one kind; over the kinds, each pair meets either clock ahead and both at the same
/// instant.
fn toutes(rang: usize) {
    const JOURS: [(u32, u32); 3] = [(10, 11), (11, 10), (10, 10)];
    for (i, &(un, autre, vu)) in PAIRES.iter().enumerate() {
        un_cas(SORTES[rang], un, autre, vu, JOURS[(rang + i) % 3]);
    }
}

macro_rules! matrice {
    ($($nom:ident = $rang:literal;)*) => {$(
        #[test]
        fn $nom() {
            toutes($rang);
        }
    )*};
}

matrice! {
    two_people_and_a_project = 0;
    two_people_and_a_deployment = 1;
    two_people_and_a_funding = 2;
    two_people_and_a_visit = 3;
    two_people_and_an_action = 4;
    two_people_and_a_training = 5;
    two_people_and_an_event = 6;
    two_people_and_an_observation = 7;
    two_people_and_a_solution = 8;
}

#[test]
fn the_matrix_is_large_and_names_each_pair_once() {
    let mut noms: Vec<String> = PAIRES
        .iter()
        .map(|(un, autre, _)| {
            let mut deux = [format!("{un:?}"), format!("{autre:?}")];
            deux.sort();
            deux.join("/")
        })
        .collect();
    let combien = noms.len();
    noms.sort();
    noms.dedup();
    assert_eq!(noms.len(), combien);
    assert!(combien * SORTES.len() >= 150);
}
