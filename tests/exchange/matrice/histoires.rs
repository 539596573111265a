//! More than one object: parts and wholes, doubles, files, schools, three people.

use super::carnets::{
    SORTES, Sorte, UAI, annule, contestes, copie, desaccords, ecrit, id, regle_tout, sain,
    supprime, unit, vide,
};
use crate::common::jour;
use carnet_ent::domain::{ChampEcole, Id, Reponse, Source};
use carnet_ent::store::{Champs, Choix, Genre, Reglement, Store};

/// What one person does to a copy of the common carnet.
type Acte = fn(&mut Store);
/// What everybody must then see.
type Attente = fn(&Store, &str);

/// Plays the two acts apart, merges both ways and through a third carnet, either clock ahead.
fn histoire(nom: &str, moi: Acte, lui: Acte, attente: Attente) {
    for jours in [(10, 11), (11, 10)] {
        let mut mien = copie("Anne", jours.0);
        let mut sien = copie("Bruno", jours.1);
        moi(&mut mien);
        lui(&mut sien);
        let mut tiers = copie("Chloé", 20);
        unit(&mut tiers, &sien);
        unit(&mut tiers, &mien);
        unit(&mut mien, &sien);
        unit(&mut sien, &tiers);
        for (store, ou) in [(&mien, "mien"), (&sien, "sien"), (&tiers, "tiers")] {
            let cas = format!("{nom}, {jours:?}, {ou}");
            attente(store, &cas);
            sain(store, &cas);
        }
        unit(&mut mien, &tiers);
        assert_eq!(mien.union(&sien).expect("merged"), 0, "{nom}: again");
        attente(&mien, nom);
        // Settled by one, settled for all; what is settled is not said twice.
        regle_tout(&mut mien);
        unit(&mut sien, &mien);
        assert_eq!(sien.differends().expect("asked"), [], "{nom}: settled");
        assert_eq!(
            sien.faits().expect("facts"),
            mien.faits().expect("facts"),
            "{nom}: settled"
        );
    }
}

const PROJET: Sorte = SORTES[0];
const ENT: Sorte = SORTES[1];
const FINANCEMENT: Sorte = SORTES[2];
const VISITE: Sorte = SORTES[3];
const ACTION: Sorte = SORTES[4];
const FORMATION: Sorte = SORTES[5];
const SOLUTION: Sorte = SORTES[8];

fn dit(store: &mut Store, sorte: Sorte, texte: &str) {
    ecrit(
        store,
        sorte.genre,
        sorte.id(),
        Champs::new().set(sorte.a, texte),
    );
}

fn a(store: &Store, sorte: Sorte) -> Option<String> {
    sorte.vue(store).map(|(a, _)| a)
}

/// The identities of what the school has of this kind.
fn ents(store: &Store) -> Vec<(Id, String)> {
    let faits = store.faits().expect("facts");
    let tous = faits.deploiements(Id::ecole(UAI)).iter();
    tous.map(|d| (d.id, d.commentaire.clone())).collect()
}

fn sans_desaccord(store: &Store, cas: &str) {
    assert_eq!(store.differends().expect("asked"), [], "{cas}");
}

// ---- Parts and wholes.

#[test]
fn a_whole_deleted_while_a_part_is_written_comes_back_with_it() {
    histoire(
        "ENT supprimé / financement écrit",
        |s| supprime(s, ENT.genre, ENT.id()),
        |s| dit(s, FINANCEMENT, "X"),
        |s, cas| {
            assert_eq!(a(s, FINANCEMENT).as_deref(), Some("X"), "{cas}");
            assert_eq!(a(s, ENT).as_deref(), Some("avant"), "{cas}");
            let attendus = [(ENT.genre, ENT.id()), (FINANCEMENT.genre, FINANCEMENT.id())];
            for conteste in contestes(s) {
                assert!(attendus.contains(&conteste), "{cas}");
            }
            assert!(!contestes(s).is_empty(), "{cas}: told");
        },
    );
}

#[test]
fn a_whole_deleted_takes_the_parts_nobody_wrote_in() {
    histoire(
        "ENT supprimé / rien",
        |s| supprime(s, ENT.genre, ENT.id()),
        |_| {},
        |s, cas| {
            assert_eq!((a(s, ENT), a(s, FINANCEMENT)), (None, None), "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn a_part_deleted_and_its_whole_written_are_no_disagreement() {
    histoire(
        "financement supprimé / ENT écrit",
        |s| supprime(s, FINANCEMENT.genre, FINANCEMENT.id()),
        |s| dit(s, ENT, "X"),
        |s, cas| {
            assert_eq!(a(s, ENT).as_deref(), Some("X"), "{cas}");
            assert_eq!(a(s, FINANCEMENT), None, "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn a_whole_and_its_part_deleted_apart_are_gone() {
    histoire(
        "financement supprimé / ENT supprimé",
        |s| supprime(s, FINANCEMENT.genre, FINANCEMENT.id()),
        |s| supprime(s, ENT.genre, ENT.id()),
        |s, cas| {
            assert_eq!((a(s, ENT), a(s, FINANCEMENT)), (None, None), "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn a_whole_erased_never_comes_back_with_a_part() {
    histoire(
        "ENT effacé / financement écrit",
        |s| {
            s.purge(ENT.genre, ENT.id(), None, "demande")
                .expect("erased")
        },
        |s| dit(s, FINANCEMENT, "X"),
        |s, cas| {
            assert_eq!(a(s, ENT), None, "{cas}");
            assert_eq!(
                a(s, FINANCEMENT).as_deref(),
                Some("X"),
                "{cas}: paid all the same"
            );
        },
    );
}

#[test]
fn a_new_part_brings_back_a_whole_deleted_meanwhile() {
    histoire(
        "ENT supprimé / nouveau financement",
        |s| supprime(s, ENT.genre, ENT.id()),
        |s| {
            let champs = Champs::new()
                .set("ecole", Id::ecole(UAI))
                .set("deploiement", ENT.id())
                .set("annee", 2022_u32);
            ecrit(s, Genre::Financement, id("un autre financement"), champs);
        },
        |s, cas| {
            assert_eq!(a(s, ENT).as_deref(), Some("avant"), "{cas}");
            let faits = s.faits().expect("facts");
            let payes = faits.financements(Id::ecole(UAI));
            assert!(payes.iter().any(|f| f.annee == Some(2022)), "{cas}");
            assert_eq!(contestes(s), [(ENT.genre, ENT.id())], "{cas}");
        },
    );
}

#[test]
fn two_people_add_different_parts_and_both_stay() {
    histoire(
        "deux actions",
        |s| {
            let champs = Champs::new()
                .set("ecole", Id::ecole(UAI))
                .set("libelle", "Former");
            ecrit(s, Genre::Action, id("a1"), champs);
        },
        |s| {
            let champs = Champs::new()
                .set("ecole", Id::ecole(UAI))
                .set("libelle", "Écrire");
            ecrit(s, Genre::Action, id("a2"), champs);
        },
        |s, cas| {
            let faits = s.faits().expect("facts");
            assert_eq!(faits.terrain.actions(Id::ecole(UAI)).len(), 3, "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn the_same_school_put_in_a_project_by_two_people_is_in_it_once() {
    let act: Acte = |s| {
        s.transact("Saisie", |edit| {
            edit.projet_ecole(PROJET.id(), Id::ecole(UAI), true)
        })
        .expect("written");
    };
    histoire("projet et école", act, act, |s, cas| {
        let faits = s.faits().expect("facts");
        assert_eq!(faits.projets[&PROJET.id()].ecoles.len(), 1, "{cas}");
        sans_desaccord(s, cas);
    });
}

// ---- Doubles.

/// A second ENT of the school, which looks like the first.
fn autre_ent(store: &mut Store, nom: &str, commentaire: &str) -> Id {
    let mut champs = Champs::new()
        .set("ecole", Id::ecole(UAI))
        .set("solution", SOLUTION.id())
        .set("perimetre", "ecole");
    if !commentaire.is_empty() {
        champs = champs.set("commentaire", commentaire);
    }
    ecrit(store, Genre::Deploiement, id(nom), champs);
    id(nom)
}

fn repond(store: &mut Store, un: Id, autre: Id, reponse: Reponse) {
    store
        .regler(&Reglement::Identifier {
            genre: Genre::Deploiement,
            un,
            autre,
            reponse,
        })
        .expect("answered");
}

#[test]
fn two_of_one_and_a_colleague_writes_in_the_absorbed_one() {
    histoire(
        "mêmes / écrit dans l’absorbé",
        |s| {
            let autre = autre_ent(s, "double", "");
            repond(s, ENT.id(), autre, Reponse::Meme);
        },
        |s| {
            autre_ent(s, "double", "");
            let plus_grand = ENT.id().max(id("double"));
            ecrit(
                s,
                Genre::Deploiement,
                plus_grand,
                Champs::new().set("fin", jour(2022, 6, 30)),
            );
        },
        |s, cas| {
            let faits = s.faits().expect("facts");
            let ents = faits.deploiements(Id::ecole(UAI));
            assert_eq!(ents.len(), 1, "{cas}");
            assert_eq!(ents[0].fin, Some(jour(2022, 6, 30)), "{cas}");
        },
    );
}

#[test]
fn same_and_distinct_is_a_disagreement_like_another() {
    histoire(
        "mêmes / distincts",
        |s| {
            let autre = autre_ent(s, "double", "");
            repond(s, ENT.id(), autre, Reponse::Meme);
        },
        |s| {
            let autre = autre_ent(s, "double", "");
            repond(s, ENT.id(), autre, Reponse::Distinct);
        },
        |s, cas| {
            let dits = desaccords(s);
            assert_eq!(dits.len(), 1, "{cas}");
            assert_eq!(dits[0].0, Genre::Identite, "{cas}");
            assert_eq!(dits[0].3, ["distinct", "meme"], "{cas}");
        },
    );
}

#[test]
fn a_chain_of_sames_said_by_two_people_is_one() {
    histoire(
        "a = b / b = c",
        |s| {
            autre_ent(s, "b", "");
            autre_ent(s, "c", "");
            repond(s, ENT.id(), id("b"), Reponse::Meme);
        },
        |s| {
            autre_ent(s, "b", "");
            autre_ent(s, "c", "");
            repond(s, id("b"), id("c"), Reponse::Meme);
        },
        |s, cas| assert_eq!(ents(s).len(), 1, "{cas}"),
    );
}

#[test]
fn one_of_two_that_are_one_is_erased_and_the_other_shows_none_of_it() {
    histoire(
        "mêmes / l’un effacé",
        |s| {
            let autre = autre_ent(s, "double", "");
            repond(s, ENT.id(), autre, Reponse::Meme);
        },
        |s| {
            s.purge(ENT.genre, ENT.id(), None, "demande")
                .expect("erased");
        },
        |s, cas| {
            let restent = ents(s);
            assert!(restent.iter().all(|(_, dit)| dit != "avant"), "{cas}");
            assert!(restent.iter().all(|(id, _)| *id != ENT.id()), "{cas}");
        },
    );
}

#[test]
fn an_answer_taken_back_gives_the_two_back() {
    histoire(
        "mêmes, annulé / écrit",
        |s| {
            let autre = autre_ent(s, "double", "le double");
            repond(s, ENT.id(), autre, Reponse::Meme);
            annule(s);
        },
        |s| dit(s, ENT, "X"),
        |s, cas| {
            let mut dits: Vec<String> = ents(s).into_iter().map(|(_, dit)| dit).collect();
            dits.sort();
            assert_eq!(dits, ["X", "le double"], "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn one_that_is_two_deleted_while_the_other_is_written_stays() {
    histoire(
        "mêmes puis supprimé / écrit",
        |s| {
            let autre = autre_ent(s, "double", "");
            repond(s, ENT.id(), autre, Reponse::Meme);
            supprime(s, Genre::Deploiement, ENT.id().min(autre));
        },
        |s| dit(s, ENT, "X"),
        |s, cas| {
            let restent = ents(s);
            assert_eq!(restent.len(), 1, "{cas}");
            assert_eq!(restent[0].1, "X", "{cas}");
            assert_eq!(contestes(s).len(), 1, "{cas}");
        },
    );
}

// ---- Files and corrections.

fn fichier(store: &mut Store, annee: i32, nom: &str) {
    store
        .transact("Import de l’annuaire", |edit| {
            let champs = Champs::new()
                .set("nom", nom)
                .set("elementaire", true)
                .set("statut", "public");
            edit.releve("annuaire", jour(annee, 9, 1), UAI, champs)
        })
        .expect("imported");
}

fn corrige(store: &mut Store, nom: Option<&str>) {
    store
        .transact("Correction", |edit| {
            edit.corriger_ecole(Id::ecole(UAI), ChampEcole::Nom, nom.map(Into::into))
        })
        .expect("corrected");
}

fn nom_en(store: &Store, annee: i32) -> String {
    let faits = store.faits().expect("facts");
    faits.ecoles[0].au(jour(annee, 12, 1)).0.nom.to_string()
}

#[test]
fn two_files_of_two_years_each_say_their_year() {
    histoire(
        "annuaires de deux années",
        |s| fichier(s, 2021, "École A"),
        |s| fichier(s, 2022, "École B"),
        |s, cas| {
            assert_eq!(nom_en(s, 2020), "École Élise", "{cas}");
            assert_eq!(nom_en(s, 2021), "École A", "{cas}");
            assert_eq!(nom_en(s, 2022), "École B", "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn the_same_file_read_by_two_people_is_one() {
    let act: Acte = |s| fichier(s, 2021, "École A");
    histoire("même annuaire", act, act, |s, cas| {
        assert_eq!(nom_en(s, 2021), "École A", "{cas}");
        sans_desaccord(s, cas);
    });
}

#[test]
fn two_versions_of_one_file_ask_nothing_of_anybody() {
    histoire(
        "deux versions d’un millésime",
        |s| fichier(s, 2021, "École A"),
        |s| fichier(s, 2021, "École B"),
        |s, cas| {
            assert!(
                ["École A", "École B"].contains(&nom_en(s, 2021).as_str()),
                "{cas}"
            );
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn what_a_person_corrected_beats_a_file_however_new() {
    histoire(
        "correction / annuaire plus récent",
        |s| corrige(s, Some("École Élise-Morel")),
        |s| fichier(s, 2023, "École B"),
        |s, cas| {
            assert_eq!(nom_en(s, 2023), "École Élise-Morel", "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn two_corrections_disagree_and_one_of_them_shows() {
    histoire(
        "deux corrections",
        |s| corrige(s, Some("École A")),
        |s| corrige(s, Some("École B")),
        |s, cas| {
            let dits = desaccords(s);
            assert_eq!(dits.len(), 1, "{cas}");
            assert_eq!(
                (dits[0].0, dits[0].2.as_str()),
                (Genre::Ecole, "nom"),
                "{cas}"
            );
            assert_eq!(dits[0].3, ["École A", "École B"], "{cas}");
            assert!(dits[0].3.contains(&nom_en(s, 2022)), "{cas}");
        },
    );
}

#[test]
fn a_correction_taken_back_lets_the_file_speak() {
    histoire(
        "correction annulée / annuaire",
        |s| {
            corrige(s, Some("École A"));
            annule(s);
        },
        |s| fichier(s, 2023, "École B"),
        |s, cas| {
            assert_eq!(nom_en(s, 2023), "École B", "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn a_correction_withdrawn_by_one_and_another_made_by_the_other() {
    histoire(
        "correction retirée / correction",
        |s| {
            corrige(s, Some("École A"));
            corrige(s, None);
        },
        |s| corrige(s, Some("École B")),
        |s, cas| {
            assert_eq!(nom_en(s, 2022), "École B", "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn an_official_list_and_a_typed_name_are_no_disagreement() {
    histoire(
        "liste officielle / nom saisi",
        |s| {
            let source = Source::Officiel {
                millesime: jour(2023, 9, 1),
            };
            s.transact("Liste", |edit| {
                let champs = Champs::new().set("note", "officielle");
                edit.put(Genre::Solution, SOLUTION.id(), champs, source)
            })
            .expect("written");
        },
        |s| dit(s, SOLUTION, "X"),
        |s, cas| {
            let (editeur, note) = SOLUTION.vue(s).expect("shown");
            assert_eq!((editeur.as_str(), note.as_str()), ("X", "premier"), "{cas}");
            sans_desaccord(s, cas);
        },
    );
}

#[test]
fn the_same_word_typed_by_two_people_is_one() {
    let act: Acte = |s| {
        s.transact("Saisie", |edit| {
            edit.correspondance(carnet_ent::domain::Domaine::Solution, "one", "ONE")
        })
        .expect("written");
    };
    histoire("même mot", act, act, |s, cas| {
        assert_eq!(s.faits().expect("facts").correspondances.len(), 1, "{cas}");
        sans_desaccord(s, cas);
    });
}

// ---- Undo after a merge; settling; three people.

#[test]
fn undo_after_a_merge_takes_my_act_back_and_leaves_hers() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    ecrit(
        &mut sien,
        PROJET.genre,
        PROJET.id(),
        Champs::new().set(PROJET.b, "second"),
    );
    unit(&mut mien, &sien);
    annule(&mut mien);
    let attendu = Some(("avant".to_owned(), "second".to_owned()));
    assert_eq!(PROJET.vue(&mien), attendu);
    unit(&mut sien, &mien);
    assert_eq!(PROJET.vue(&sien), attendu);
    sans_desaccord(&sien, "undone");
}

#[test]
fn undo_after_a_merge_of_a_value_a_colleague_replaced_leaves_it() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    unit(&mut sien, &mien);
    dit(&mut sien, PROJET, "Y");
    unit(&mut mien, &sien);
    let fait = mien.undo();
    assert_eq!(a(&mien, PROJET).as_deref(), Some("Y"), "{fait:?}");
    sans_desaccord(&mien, "left");
}

#[test]
fn undo_of_one_side_of_a_conflict_ends_it_with_the_other() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    dit(&mut sien, PROJET, "Y");
    unit(&mut mien, &sien);
    assert_eq!(desaccords(&mien).len(), 1);
    annule(&mut mien);
    // « avant » is said again, knowing of nothing Bruno wrote over it.
    let dits: Vec<Vec<String>> = desaccords(&mien).into_iter().map(|d| d.3).collect();
    assert_eq!(dits, [["Y", "avant"]]);
}

#[test]
fn both_settle_the_same_conflict_differently_and_are_asked_once_more() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    dit(&mut sien, PROJET, "Y");
    unit(&mut mien, &sien);
    unit(&mut sien, &mien);
    let choisit = |store: &mut Store, texte: &str| {
        let d = store.differends().expect("asked").remove(0);
        let version = d.versions.iter().find(|v| v.texte == texte);
        let reglement = d.garder(version.expect("said"));
        store.regler(&reglement).expect("settled");
        assert_eq!(a(store, PROJET).as_deref(), Some(texte));
    };
    choisit(&mut mien, "X");
    choisit(&mut sien, "Y");
    unit(&mut mien, &sien);
    unit(&mut sien, &mien);
    assert_eq!(desaccords(&mien)[0].3, ["X", "Y"]);
    choisit(&mut sien, "X");
    unit(&mut mien, &sien);
    assert_eq!(a(&mien, PROJET).as_deref(), Some("X"));
    sans_desaccord(&mien, "settled");
}

#[test]
fn both_settle_it_alike_and_nobody_is_asked() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    dit(&mut sien, PROJET, "Y");
    unit(&mut mien, &sien);
    unit(&mut sien, &mien);
    for store in [&mut mien, &mut sien] {
        let d = store.differends().expect("asked").remove(0);
        let version = d.versions.iter().find(|v| v.texte == "Y").expect("said");
        let reglement = d.garder(version);
        store.regler(&reglement).expect("settled");
    }
    unit(&mut mien, &sien);
    assert_eq!(a(&mien, PROJET).as_deref(), Some("Y"));
    sans_desaccord(&mien, "alike");
}

#[test]
fn two_texts_kept_one_under_the_other() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    dit(&mut sien, PROJET, "Y");
    unit(&mut mien, &sien);
    let d = mien.differends().expect("asked").remove(0);
    assert!(d.joignable);
    assert_eq!(d.avant.as_deref(), Some("avant"));
    mien.regler(&d.choisir(Choix::Ensemble)).expect("settled");
    unit(&mut sien, &mien);
    assert_eq!(a(&sien, PROJET).as_deref(), Some("X\n\nY"));
}

#[test]
fn a_deletion_confirmed_after_a_conflict_is_one_for_all() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    supprime(&mut mien, PROJET.genre, PROJET.id());
    dit(&mut sien, PROJET, "X");
    unit(&mut mien, &sien);
    let d = mien.differends().expect("asked").remove(0);
    mien.regler(&d.choisir(Choix::Supprimer)).expect("settled");
    unit(&mut sien, &mien);
    for store in [&mien, &sien] {
        assert_eq!(PROJET.vue(store), None);
        sans_desaccord(store, "deleted");
    }
}

#[test]
fn three_values_of_three_people_in_every_order() {
    let qui = ["Anne", "Bruno", "Chloé"];
    let dits = ["X", "Y", "Z"];
    for ordre in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut stores: Vec<Store> = (10..)
            .zip(qui)
            .map(|(le, personne)| copie(personne, le))
            .collect();
        for (store, texte) in stores.iter_mut().zip(dits) {
            dit(store, PROJET, texte);
        }
        let mut tiers = copie("Denis", 20);
        for i in ordre {
            unit(&mut tiers, &stores[i]);
        }
        assert_eq!(desaccords(&tiers)[0].3, dits, "{ordre:?}");
        assert_eq!(
            a(&tiers, PROJET).as_deref(),
            Some("Z"),
            "{ordre:?}: the latest"
        );
        regle_tout(&mut tiers);
        for store in &mut stores {
            unit(store, &tiers);
            sans_desaccord(store, "settled");
            assert_eq!(a(store, PROJET), a(&tiers, PROJET), "{ordre:?}");
        }
    }
}

#[test]
fn a_settled_conflict_and_a_late_third_value_is_one_more_question() {
    let mut anne = copie("Anne", 10);
    let mut bruno = copie("Bruno", 11);
    let mut chloe = copie("Chloé", 9);
    dit(&mut anne, PROJET, "X");
    dit(&mut bruno, PROJET, "Y");
    dit(&mut chloe, PROJET, "Z");
    unit(&mut anne, &bruno);
    regle_tout(&mut anne);
    let tranche = a(&anne, PROJET).expect("shown");
    unit(&mut anne, &chloe);
    let mut attendu = vec!["Z".to_owned(), tranche];
    attendu.sort();
    assert_eq!(desaccords(&anne)[0].3, attendu);
}

#[test]
fn an_older_value_arriving_late_through_a_third_carnet_never_wins() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    unit(&mut sien, &mien);
    let mut vieux = copie("Chloé", 25);
    unit(&mut vieux, &mien);
    dit(&mut sien, PROJET, "Y");
    unit(&mut sien, &vieux);
    assert_eq!(a(&sien, PROJET).as_deref(), Some("Y"));
    sans_desaccord(&sien, "late");
    unit(&mut vieux, &sien);
    assert_eq!(a(&vieux, PROJET).as_deref(), Some("Y"));
}

// ---- What other programs got wrong (`reliability.md` §1.2).

#[test]
fn geodiff_62_new_things_of_two_people_never_take_one_number() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 10));
    let mut tous = Vec::new();
    for store in [&mut mien, &mut sien] {
        for n in 0..50_u32 {
            let id = Id::fresh();
            let champs = Champs::new()
                .set("ecole", Id::ecole(UAI))
                .set("libelle", format!("Action {n}"));
            ecrit(store, Genre::Action, id, champs);
            tous.push(id);
        }
    }
    unit(&mut mien, &sien);
    let faits = mien.faits().expect("facts");
    let actions = faits.terrain.actions(Id::ecole(UAI));
    assert_eq!(actions.len(), 101);
    assert!(tous.iter().all(|id| actions.iter().any(|a| a.id == *id)));
}

#[test]
fn geodiff_146_two_fields_of_one_row_are_both_kept() {
    for sorte in SORTES {
        let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
        dit(&mut mien, sorte, "X");
        ecrit(
            &mut sien,
            sorte.genre,
            sorte.id(),
            Champs::new().set(sorte.b, sorte.b_apres),
        );
        unit(&mut mien, &sien);
        let attendu = ("X".to_owned(), sorte.b_apres.to_owned());
        assert_eq!(sorte.vue(&mien), Some(attendu), "{:?}", sorte.genre);
        sans_desaccord(&mien, "two fields");
    }
}

#[test]
fn geodiff_152_the_same_edit_is_no_conflict_and_merging_again_is_nothing() {
    for sorte in SORTES {
        let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
        dit(&mut mien, sorte, "X");
        dit(&mut sien, sorte, "X");
        unit(&mut mien, &sien);
        sans_desaccord(&mien, "same");
        assert_eq!(mien.union(&sien).expect("merged"), 0);
    }
}

#[test]
fn geodiff_248_a_deletion_never_beats_an_edit_unsaid() {
    for sorte in SORTES {
        let (mut mien, mut sien) = (copie("Anne", 11), copie("Bruno", 10));
        supprime(&mut mien, sorte.genre, sorte.id());
        dit(&mut sien, sorte, "X");
        unit(&mut mien, &sien);
        assert_eq!(a(&mien, sorte).as_deref(), Some("X"), "{:?}", sorte.genre);
        assert!(contestes(&mien).contains(&(sorte.genre, sorte.id())));
    }
}

#[test]
fn db_sync_152_what_one_merge_left_aside_the_next_one_does_not_forget() {
    // A conflict left open, then another merge that settles something else: it is still open.
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 11));
    dit(&mut mien, PROJET, "X");
    dit(&mut sien, PROJET, "Y");
    unit(&mut mien, &sien);
    let mut chloe = copie("Chloé", 12);
    dit(&mut chloe, FORMATION, "T");
    unit(&mut mien, &chloe);
    assert_eq!(desaccords(&mien)[0].3, ["X", "Y"]);
    assert_eq!(a(&mien, FORMATION).as_deref(), Some("T"));
}

#[test]
fn keepassxc_same_second_both_values_are_kept() {
    let (mut mien, mut sien) = (copie("Anne", 10), copie("Bruno", 10));
    dit(&mut mien, VISITE, "X");
    dit(&mut sien, VISITE, "Y");
    unit(&mut mien, &sien);
    unit(&mut sien, &mien);
    assert_eq!(desaccords(&mien)[0].3, ["X", "Y"]);
    assert_eq!(
        VISITE.vue(&mien),
        VISITE.vue(&sien),
        "the same on both machines"
    );
}

#[test]
fn keepassxc_whole_entry_an_older_entry_loses_no_field() {
    let (mut mien, mut sien) = (copie("Anne", 20), copie("Bruno", 2));
    dit(&mut mien, ACTION, "X");
    ecrit(
        &mut sien,
        ACTION.genre,
        ACTION.id(),
        Champs::new().set("faite_le", jour(2022, 3, 2)),
    );
    ecrit(&mut sien, ACTION.genre, ACTION.id(), vide(ACTION.b));
    unit(&mut mien, &sien);
    let faits = mien.faits().expect("facts");
    let action = &faits.terrain.actions(Id::ecole(UAI))[0];
    assert_eq!(action.qui, "X");
    assert_eq!(action.commentaire, "");
    assert_eq!(action.faite_le, Some(jour(2022, 3, 2)));
    sans_desaccord(&mien, "no field lost");
}
