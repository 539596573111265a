//! Clocks that lie, files that were copied or restored (`reliability.md` T16, T18), and the copies
//! a sync client leaves.

use std::path::{Path, PathBuf};

use super::carnets::{
    SORTES, Sorte, copie_a, desaccords, ecrit, id, regle_tout, sain, supprime, unit,
};
use crate::common::{auteur, jour};
use carnet_ent::domain::Source;
use carnet_ent::exchange::{Progress, fusion};
use carnet_ent::store::{Auteur, Autre, Champs, Genre, Store, etranger};
use carnet_ent::systeme::Horloge;
use chrono::{DateTime, Utc};

const MAINTENANT: &str = "2022-03-10T12:00:00Z";

/// What a clock may say while it is noon of 10 March 2022.
const HORLOGES: [&str; 22] = [
    "2022-03-10T11:59:59.999Z",
    "2022-03-10T11:59:59Z",
    "2022-03-10T11:00:00Z",
    "2022-03-09T12:00:00Z",
    "2021-03-10T12:00:00Z",
    "2012-03-10T12:00:00Z",
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "2022-03-10T12:00:00.001Z",
    "2022-03-10T13:00:00Z",
    "2022-03-11T11:00:00Z",
    "2022-03-11T13:00:00Z",
    "2032-03-10T12:00:00Z",
    "2072-03-10T12:00:00Z",
    "2038-01-19T03:14:08Z",
    "2106-02-07T06:28:16Z",
    // The nights when France changes its hour, a leap day, a century that has none.
    "2022-03-27T00:59:59Z",
    "2022-03-27T01:00:00Z",
    "2022-10-30T01:00:00Z",
    "2024-02-29T23:59:59Z",
    "2100-03-01T00:00:00Z",
    "2300-01-01T00:00:00Z",
];

fn instant(texte: &str) -> DateTime<Utc> {
    texte.parse().expect("an instant")
}

fn dit(store: &mut Store, sorte: Sorte, texte: &str) {
    ecrit(
        store,
        sorte.genre,
        sorte.id(),
        Champs::new().set(sorte.a, texte),
    );
}

fn a(store: &Store, sorte: Sorte) -> String {
    sorte.vue(store).expect("shown").0
}

#[test]
fn a_colleague_whose_clock_lies_neither_wins_by_it_nor_carries_mine_away() {
    let sorte = SORTES[0];
    for horloge in HORLOGES {
        let mut anne = copie_a("Anne", instant(MAINTENANT));
        let mut bruno = copie_a("Bruno", instant(horloge));
        dit(&mut bruno, sorte, "Bruno");
        unit(&mut anne, &bruno);
        assert_eq!(a(&anne, sorte), "Bruno", "{horloge}");
        // What Anne writes knowing of it replaces it, whatever the clocks say…
        dit(&mut anne, sorte, "Anne");
        assert_eq!(a(&anne, sorte), "Anne", "{horloge}");
        unit(&mut bruno, &anne);
        assert_eq!(a(&bruno, sorte), "Anne", "{horloge}");
        dit(&mut bruno, sorte, "Bruno encore");
        unit(&mut anne, &bruno);
        assert_eq!(a(&anne, sorte), "Bruno encore", "{horloge}");
        assert_eq!(desaccords(&anne), [], "{horloge}");
        // … her undo takes her last act back and not Bruno's…
        dit(&mut anne, sorte, "Anne encore");
        anne.undo().expect("undone").expect("something");
        assert_eq!(a(&anne, sorte), "Bruno encore", "{horloge}");
        sain(&anne, horloge);
    }
}

#[test]
fn a_clock_far_ahead_does_not_make_mine_win_over_a_third_person() {
    let sorte = SORTES[0];
    for horloge in HORLOGES {
        let mut anne = copie_a("Anne", instant(MAINTENANT));
        let mut bruno = copie_a("Bruno", instant(horloge));
        ecrit(
            &mut bruno,
            SORTES[5].genre,
            SORTES[5].id(),
            Champs::new().set("titre", "Bruno"),
        );
        unit(&mut anne, &bruno);
        dit(&mut anne, sorte, "Anne");
        // Two days later on a clock that is right, Chloé, who has seen none of it.
        let mut chloe = copie_a("Chloé", instant("2022-03-12T13:00:00Z"));
        dit(&mut chloe, sorte, "Chloé");
        unit(&mut anne, &chloe);
        assert_eq!(desaccords(&anne)[0].3, ["Anne", "Chloé"], "{horloge}");
        assert_eq!(a(&anne, sorte), "Chloé", "{horloge}: the latest is shown");
    }
}

#[test]
fn the_clock_of_the_machine_may_go_anywhere_between_two_sessions() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("anne.carnet");
    let sorte = SORTES[5];
    let champs = |texte: &str| Champs::new().set("titre", texte);
    let qui = |horloge: &str| Auteur {
        horloge: Horloge::Fixe(instant(horloge)),
        ..auteur("Anne", jour(2022, 3, 10))
    };
    let mut store = Store::create(&chemin, &qui(MAINTENANT)).expect("created");
    let nouvelle = id("formation à l’heure");
    ecrit(&mut store, sorte.genre, nouvelle, champs("0"));
    drop(store);
    for (i, horloge) in HORLOGES.into_iter().enumerate() {
        let mut store = Store::open(&chemin, &qui(horloge)).expect("opened");
        let texte = format!("{}", i + 1);
        ecrit(&mut store, sorte.genre, nouvelle, champs(&texte));
        let titre = |store: &Store| {
            let faits = store.faits().expect("facts");
            faits.terrain.formations[&nouvelle].titre.clone()
        };
        assert_eq!(titre(&store), texte, "{horloge}");
        assert_eq!(desaccords(&store), [], "{horloge}");
        // The last act is the first line, and the one that undo takes back.
        let lignes = store.historique().expect("read");
        let annulables = lignes.iter().filter(|l| l.annulable).count();
        assert_eq!(annulables, 2 + i, "{horloge}");
        store.undo().expect("undone").expect("something");
        assert_eq!(titre(&store), format!("{i}"), "{horloge}");
        store.redo().expect("done").expect("something");
        assert_eq!(titre(&store), texte, "{horloge}");
        sain(&store, horloge);
    }
}

// ---- Files copied, restored, cloned (T16).

struct Poste {
    dossier: tempfile::TempDir,
}

impl Poste {
    /// A folder with one carnet: a school of one object of the kind.
    fn new(sorte: Sorte) -> Self {
        let poste = Self {
            dossier: tempfile::tempdir().expect("folder"),
        };
        let mut store =
            Store::create(&poste.chemin("mon carnet.carnet"), &anne()).expect("created");
        store
            .transact("Saisies communes", |edit| {
                let champs = Champs::new()
                    .set("nom", "École Élise")
                    .set("statut", "public");
                edit.releve("annuaire", jour(2020, 9, 1), super::carnets::UAI, champs)?;
                for une in [SORTES[8], sorte] {
                    edit.put(une.genre, une.id(), une.au_depart(), Source::Saisi)?;
                }
                Ok(())
            })
            .expect("written");
        poste
    }

    fn chemin(&self, nom: &str) -> PathBuf {
        self.dossier.path().join(nom)
    }

    fn ouvre(&self, nom: &str) -> Store {
        Store::open(&self.chemin(nom), &anne()).expect("opened")
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a file is copied as a person would"
    )]
    fn copie(&self, de: &str, vers: &str) {
        std::fs::copy(self.chemin(de), self.chemin(vers)).expect("copied");
    }

    fn lu(&self, nom: &str) -> Store {
        #[expect(clippy::disallowed_methods, reason = "the file is read as received")]
        let octets = std::fs::read(self.chemin(nom)).expect("read");
        etranger::carnet(&octets, &anne()).expect("believed")
    }
}

fn anne() -> Auteur {
    auteur("Anne", jour(2022, 3, 10))
}

const MIEN: &str = "mon carnet.carnet";

fn second(store: &mut Store, sorte: Sorte) {
    let champs = Champs::new().set(sorte.b, sorte.b_apres);
    ecrit(store, sorte.genre, sorte.id(), champs);
}

/// Four of the kinds: a thing of no school, one of a school, a visit, a training.
fn quatre() -> [Sorte; 4] {
    [SORTES[0], SORTES[7], SORTES[3], SORTES[5]]
}

#[test]
fn a_file_cloned_and_both_worked_on_make_one_again() {
    for sorte in quatre() {
        let poste = Poste::new(sorte);
        poste.copie(MIEN, "portable.carnet");
        let mut fixe = poste.ouvre(MIEN);
        dit(&mut fixe, sorte, "X");
        let mut portable = poste.ouvre("portable.carnet");
        second(&mut portable, sorte);
        drop(portable);
        unit(&mut fixe, &poste.lu("portable.carnet"));
        let attendu = ("X".to_owned(), sorte.b_apres.to_owned());
        assert_eq!(sorte.vue(&fixe), Some(attendu), "{:?}", sorte.genre);
        assert_eq!(desaccords(&fixe), []);
        sain(&fixe, "cloned");
    }
}

#[test]
fn a_file_copied_in_the_middle_of_a_session_shares_no_name_with_what_follows() {
    for sorte in quatre() {
        let poste = Poste::new(sorte);
        let mut store = poste.ouvre(MIEN);
        dit(&mut store, sorte, "X");
        store
            .copy_to(&poste.chemin("copie.carnet"))
            .expect("copied");
        // The session goes on in one, another begins in the other: the next change of each.
        dit(&mut store, sorte, "Y");
        let mut copie = poste.ouvre("copie.carnet");
        dit(&mut copie, sorte, "Z");
        drop(copie);
        unit(&mut store, &poste.lu("copie.carnet"));
        assert_eq!(desaccords(&store)[0].3, ["Y", "Z"], "{:?}", sorte.genre);
        sain(&store, "copied");
    }
}

#[test]
fn a_backup_restored_and_worked_on_loses_nothing_of_what_it_forgot() {
    for sorte in quatre() {
        let poste = Poste::new(sorte);
        poste.copie(MIEN, "sauvegarde.carnet");
        let mut store = poste.ouvre(MIEN);
        dit(&mut store, sorte, "X");
        drop(store);
        poste.copie(MIEN, "avant la panne.carnet");
        poste.copie("sauvegarde.carnet", MIEN);
        let mut store = poste.ouvre(MIEN);
        assert_eq!(a(&store, sorte), "avant");
        second(&mut store, sorte);
        unit(&mut store, &poste.lu("avant la panne.carnet"));
        let attendu = ("X".to_owned(), sorte.b_apres.to_owned());
        assert_eq!(sorte.vue(&store), Some(attendu), "{:?}", sorte.genre);
        sain(&store, "restored");
        // The backup itself has nothing more to say, and takes nothing away.
        assert_eq!(
            store.union(&poste.lu("sauvegarde.carnet")).expect("merged"),
            0
        );
    }
}

#[test]
fn a_deletion_forgotten_by_a_restored_backup_is_known_again() {
    for sorte in quatre() {
        let poste = Poste::new(sorte);
        poste.copie(MIEN, "sauvegarde.carnet");
        let mut store = poste.ouvre(MIEN);
        supprime(&mut store, sorte.genre, sorte.id());
        drop(store);
        poste.copie(MIEN, "avant la panne.carnet");
        poste.copie("sauvegarde.carnet", MIEN);
        let mut store = poste.ouvre(MIEN);
        assert!(sorte.vue(&store).is_some());
        unit(&mut store, &poste.lu("avant la panne.carnet"));
        assert_eq!(sorte.vue(&store), None, "{:?}", sorte.genre);
        sain(&store, "restored");
    }
}

#[test]
fn two_laptops_cloned_from_one_disk_and_a_third_meet() {
    for sorte in quatre() {
        let poste = Poste::new(sorte);
        let noms = ["un.carnet", "deux.carnet", "trois.carnet"];
        for (nom, texte) in noms.into_iter().zip(["X", "Y", "Z"]) {
            poste.copie(MIEN, nom);
            dit(&mut poste.ouvre(nom), sorte, texte);
        }
        let mut store = poste.ouvre(MIEN);
        for nom in ["trois.carnet", "un.carnet", "deux.carnet", "un.carnet"] {
            unit(&mut store, &poste.lu(nom));
        }
        assert_eq!(
            desaccords(&store)[0].3,
            ["X", "Y", "Z"],
            "{:?}",
            sorte.genre
        );
        regle_tout(&mut store);
        sain(&store, "cloned");
    }
}

// ---- What a sync client leaves.

/// The names sync clients give to the copy of a file that two machines changed.
const EN_CONFLIT: [&str; 7] = [
    "mon carnet (copie en conflit de Anne 2022-03-10).carnet",
    "mon carnet (copie en conflit de PORTABLE-ANNE).carnet",
    "mon carnet (conflicted copy 2022-03-10 120000).carnet",
    "mon carnet (Copie conflictuelle de Anne Dupont 2022-03-10).carnet",
    "mon carnet.sync-conflict-20220310-120000-ABCDEFG.carnet",
    "mon carnet-PORTABLE-ANNE.carnet",
    "mon carnet (1).CARNET",
];

fn ranges(dossier: &Path, mien: &Path) -> Vec<String> {
    fusion::fichiers(&[dossier.to_owned()], Some(mien))
        .expect("found")
        .iter()
        .filter_map(|p| Some(p.file_name()?.to_string_lossy().into_owned()))
        .collect()
}

#[test]
fn conflict_copies_of_a_sync_client_are_found_merged_and_nothing_is_lost() {
    carnet_ent::systeme::enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
    for nom in EN_CONFLIT {
        let sorte = SORTES[3];
        let poste = Poste::new(sorte);
        poste.copie(MIEN, nom);
        let mut store = poste.ouvre(MIEN);
        dit(&mut store, sorte, "X");
        let mut copie = poste.ouvre(nom);
        second(&mut copie, sorte);
        let ajoutee = id("action de l’autre poste");
        let champs = Champs::new()
            .set("ecole", carnet_ent::domain::Id::ecole(super::carnets::UAI))
            .set("libelle", "Rappeler");
        ecrit(&mut copie, Genre::Action, ajoutee, champs);
        drop(copie);
        // Copies of the program itself, beside it, hold nothing new and are not asked.
        store.sauvegarder().expect("saved");
        let dossier = poste.dossier.path();
        let mien = poste.chemin(MIEN);
        assert_eq!(ranges(dossier, &mien), [nom]);
        let fichiers = fusion::fichiers(&[dossier.to_owned()], Some(&mien)).expect("found");
        let lus = fusion::lire(&fichiers, None, &anne(), &mut Progress::silent()).expect("read");
        assert_eq!(lus.refus, Vec::<String>::new(), "{nom}");
        let noms: Vec<&str> = lus.autres.iter().map(|a: &Autre| a.nom.as_str()).collect();
        assert_eq!(noms, [nom]);
        let plan = fusion::reunir(&mut store, &lus.autres).expect("merged");
        assert!(plan.parents, "{nom}: of one family");
        let attendu = ("X".to_owned(), sorte.b_apres.to_owned());
        assert_eq!(sorte.vue(&store), Some(attendu), "{nom}");
        let faits = store.faits().expect("facts");
        let actions = faits
            .terrain
            .actions(carnet_ent::domain::Id::ecole(super::carnets::UAI));
        assert!(actions.iter().any(|a| a.id == ajoutee), "{nom}");
        assert_eq!(desaccords(&store), [], "{nom}");
        sain(&store, nom);
        let plan = fusion::reunir(&mut store, &lus.autres).expect("merged");
        assert!(plan.rien, "{nom}: again");
    }
}
