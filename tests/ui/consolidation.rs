//! Files of the circonscriptions dropped on the window of the DANE: judged, counted, published,
//! taken back.

#![expect(clippy::disallowed_methods, reason = "a file is damaged on purpose")]

use std::path::Path;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::fenetre::{ECOLES, envoie, fenetre, remplit};
use crate::importer::drop_files;
use carnet_ent::command::{Command, Consolidation, Page};
use carnet_ent::domain::{Deploiement, Id, Perimetre};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::coffre::{self, Phrase};
use carnet_ent::exchange::envoi::{DemandeEnvoi, Destination, ecrire};
use carnet_ent::store::export::CleEnvoi;
use carnet_ent::store::{Store, etranger, solution};
use egui_kittest::kittest::Queryable as _;

/// What an adviser sends: three schools, the first with an ENT called by a word of their own.
fn envoi(chemin: &Path) {
    let mut store = Store::in_memory(&auteur("Anne", jour(2021, 3, 12))).expect("memory");
    remplit(&mut store).expect("filled");
    let mienne = carnet_ent::domain::Solution {
        id: Id::fresh(),
        code: None,
        nom: "Benelyu".to_owned(),
        editeur: String::new(),
        compte_ent: true,
        ordre: 50,
        note: String::new(),
    };
    store
        .transact("ENT", |edit| {
            edit.solution(&mienne)?;
            edit.deploiement(&Deploiement {
                id: Id::fresh(),
                ecole: Id::ecole(ECOLES[0].0),
                solution: mienne.id,
                debut: Some(jour(2020, 11, 2)),
                fin: None,
                perimetre: Perimetre::Ecole,
                etapes: [None; 5],
                projet: None,
                commentaire: String::new(),
            })
        })
        .expect("written");
    let faits = store.faits().expect("the facts");
    let demande = DemandeEnvoi::nouvelle(jour(2021, 3, 12));
    ecrire(
        &mut store,
        &faits,
        (&demande, &CleEnvoi::from_bytes([3; 32])),
        &Destination::new(chemin, false, None),
        &mut Progress::silent(),
    )
    .expect("written");
}

#[test]
fn files_dropped_are_judged_counted_and_published() {
    carnet_ent::systeme::enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
    let dossier = tempfile::tempdir().expect("folder");
    let (bon, abime) = (
        dossier.path().join("anne.sqlite"),
        dossier.path().join("abime.sqlite"),
    );
    envoi(&bon);
    let octets = std::fs::read(&bon).expect("read");
    std::fs::write(&abime, &octets[..octets.len() / 2]).expect("written");
    let store = Store::in_memory(&auteur("D. A.", jour(2021, 3, 12))).expect("memory");
    let mut window = fenetre(store);
    envoie(&mut window, Command::Aller(Page::Echanges));
    window.get_by_label("Consolider").click();
    window.run_ok();
    assert!(shows(&window, "Déposez sur la fenêtre les fichiers reçus"));
    drop_files(&mut window, &[&bon, &abime]);
    assert!(shows(&window, "Consolidation au 12 mars 2021"));
    assert!(shows(
        &window,
        "2 fichiers déposés · 1 accepté · 1 mis de côté"
    ));
    assert!(shows(&window, "mis de côté : fichier coupé"));
    assert!(shows(&window, "3 écoles, dont 1 avec un ENT"));
    // The word of the sender is settled once.
    assert!(shows(&window, "À régler avant de publier"));
    window
        .get_by_label("Réunir Benelyu à Beneylu School, et le retenir")
        .click();
    window.run_ok();
    assert!(!shows(&window, "À régler avant de publier"));
    let faits = window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts");
    let d = &faits.deploiements(Id::ecole(ECOLES[0].0))[0];
    assert_eq!(faits.solutions[&d.solution].nom, "Beneylu School");
    assert!(faits.solutions[&d.solution].code.is_some());
    assert_eq!(
        faits.correspondances.values().next(),
        Some(&solution("BENEYLU").to_string())
    );
    let path = dossier.path().join("consolide.sqlite");
    let publie = Consolidation::Publier {
        path: path.clone(),
        remplace: false,
    };
    envoie(&mut window, Command::Consolider(publie));
    let relu = etranger::export(&std::fs::read(&path).expect("written")).expect("proven");
    assert_eq!((relu.fiche.ecoles, relu.fiche.avec_ent), (3, 1));
    assert!(relu.fiche.sources.expect("said").contains("12 mars 2021"));
    // The same again changes nothing; taken back, nothing is left.
    drop_files(&mut window, &[&bon]);
    assert!(shows(&window, "1 fichier déposé · 1 déjà reçu"));
    for _ in 0..3 {
        envoie(&mut window, Command::Annuler);
    }
    assert!(shows(&window, "Déposez sur la fenêtre les fichiers reçus"));
}

#[test]
fn a_sealed_file_asks_for_its_passphrase() {
    carnet_ent::systeme::enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
    let dossier = tempfile::tempdir().expect("folder");
    let (bon, scelle) = (
        dossier.path().join("anne.sqlite"),
        dossier.path().join("anne.sqlite.age"),
    );
    envoi(&bon);
    let phrase = Phrase::new("quatre mots sans rapport").expect("long enough");
    let octets = coffre::seal(&std::fs::read(&bon).expect("read"), &phrase).expect("sealed");
    std::fs::write(&scelle, octets).expect("written");
    let store = Store::in_memory(&auteur("D. A.", jour(2021, 3, 12))).expect("memory");
    let mut window = fenetre(store);
    let recevoir = Consolidation::Recevoir(vec![scelle]);
    envoie(&mut window, Command::Consolider(recevoir));
    assert!(shows(&window, "Fichier chiffré"));
    assert!(!shows(&window, "Consolidation au 12 mars 2021"));
    window.get_by_label("Mot de passe du fichier").focus();
    window.run_ok();
    window
        .get_by_label("Mot de passe du fichier")
        .type_text("quatre mots sans rapport");
    window.run_ok();
    window.get_by_label("Ouvrir le fichier").click();
    window.run_ok();
    assert!(shows(&window, "Consolidation au 12 mars 2021"));
    assert!(!shows(&window, "Fichier chiffré"));
}
