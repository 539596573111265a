//! The page *Importer* with several files at once, told by label as a person would.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::fichier_annuaire::{Ecrit, Fichier, V2026, ligne, uai};
use crate::fichier_officiel::{CARTE, EFFECTIFS, FERMES, GEO, IPS_2022, Table};
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::{Faits, Id};
use carnet_ent::store::Store;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

fn window() -> Harness<'static, App> {
    let store = Store::in_memory(&auteur("A. B.", jour(2025, 3, 12))).expect("memory");
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2025, 3, 12)));
    window.run_ok();
    window
}

fn click(window: &mut Harness<'_, App>, label: &str) {
    window.get_by_label_contains(label).click();
    window.run_ok();
}

fn faits(window: &Harness<'_, App>) -> Faits {
    window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts")
}

/// A file as the window system hands it over.
#[derive(Debug)]
struct Depose(PathBuf);

impl egui::DroppedFile for Depose {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the program reads it itself".to_owned())
    }
}

pub(crate) fn drop_files(window: &mut Harness<'_, App>, fichiers: &[&Path]) {
    for chemin in fichiers {
        let depose: egui::DroppedFileHandle = Arc::new(Depose(chemin.to_path_buf()));
        window.input_mut().dropped_files.push(depose);
    }
    window.run_ok();
}

/// Two public schools of one commune, in the vintage of June 2024.
fn annuaire() -> Fichier {
    let mut fichier = Fichier::new(V2026);
    for (numero, nom, drapeaux) in [
        (880_001, "Ecole maternelle des Tilleuls", ["1", "0"]),
        (880_002, "Ecole élémentaire du Pont", ["0", "1"]),
    ] {
        fichier.push(
            ligne(numero, nom)
                .set("ecole_maternelle", drapeaux[0])
                .set("ecole_elementaire", drapeaux[1])
                .set(
                    "nom_circonscription",
                    "Circonscription d'inspection du 1er degré de Valmont",
                )
                .set("date_maj_ligne", "2024-06-08"),
        );
    }
    fichier
}

fn effectifs() -> Ecrit {
    let mut table = Table::new("effectifs.csv", EFFECTIFS);
    for (rentree, eleves) in [("2023", "112"), ("2024", "118")] {
        table.push(&[
            ("Rentrée scolaire", rentree),
            ("Numéro de l'école", &uai(880_002)),
            ("Nombre total de classes", "5"),
            ("Nombre total d'élèves", eleves),
        ]);
    }
    table.ecrire()
}

fn ips() -> Ecrit {
    let mut table = Table::new("ips.csv", IPS_2022);
    table.push(&[
        ("Rentrée scolaire", "2023-2024"),
        ("UAI", &uai(880_002)),
        ("IPS", "94,2"),
    ]);
    table.ecrire()
}

#[test]
fn three_files_dropped_at_once_are_previewed_and_imported_together() {
    let mut window = window();
    let (annuaire, effectifs, ips) = (annuaire().ecrire(), effectifs(), ips());
    drop_files(&mut window, &[&ips, &effectifs, &annuaire]);
    assert_eq!(window.state().page(), Page::Importer);
    assert!(shows(&window, "3 fichiers"));
    // The first dropped is shown, previewed as if the annuaire were in: a single circonscription
    // leaves nothing to ask.
    assert!(shows(&window, "Indices de position sociale (IPS), UTF-8"));
    assert!(shows(&window, "Nouvelles (1)"));
    for ligne in [
        "annuaire.csv, Annuaire de l’éducation, prêt",
        "effectifs.csv, Effectifs des écoles, prêt",
        "ips.csv, Indices de position sociale (IPS), prêt",
    ] {
        assert!(shows(&window, ligne), "{ligne}");
    }
    assert!(faits(&window).ecoles.is_empty(), "nothing is written yet");
    click(&mut window, "annuaire.csv, ");
    assert!(shows(&window, "Nouvelles (2)"));
    click(&mut window, "effectifs.csv, ");
    assert!(shows(&window, "rentrées 2023, 2024"));
    assert!(shows(&window, "Rentrée 2024 : 118 élèves, 5 classes"));
    window.check_accessibility();
    click(&mut window, "Tout importer (3)");
    assert!(shows(
        &window,
        "effectifs.csv, Effectifs des écoles, importé"
    ));
    assert!(shows(&window, "2 mesures, en une seule opération"));
    let lus = faits(&window);
    assert_eq!(lus.ecoles.len(), 2);
    assert_eq!(lus.effectifs[&Id::ecole(&uai(880_002))].len(), 2);
    assert_eq!(lus.ips.len(), 1);
    let store = window.state().store().expect("open");
    assert_eq!(store.verify().expect("read"), Vec::<String>::new());
    let libelles: Vec<String> = store
        .historique()
        .expect("read")
        .into_iter()
        .map(|l| l.libelle)
        .filter(|l| l.starts_with("Import"))
        .collect();
    assert_eq!(
        libelles,
        [
            "Import des IPS, rentrée 2023",
            "Import des effectifs, rentrées 2023, 2024",
            "Import de l’annuaire du 8 juin 2024",
        ]
    );
    // Only the last one can be undone from its line.
    assert!(!shows(&window, "Annuler cet import"));
    click(&mut window, "ips.csv, ");
    click(&mut window, "Annuler cet import");
    assert!(faits(&window).ips.is_empty());
    assert!(shows(&window, "2 fichiers"));
    // The sheet of the school tells what was counted.
    let ecole = Id::ecole(&uai(880_002));
    window.state().commands().send(Command::Retablir);
    window.state().commands().send(Command::MontrerEcole(ecole));
    window.run_ok();
    assert!(shows(&window, "118 élèves, 5 classes (rentrée 2024)"));
    assert!(shows(&window, "IPS 94,2"));
    click(&mut window, "Élèves, classes et IPS");
    assert!(shows(&window, "112"));
}

#[test]
fn a_file_that_waits_for_the_annuaire_is_taken_once_it_is_in() {
    let mut window = window();
    let (annuaire, effectifs) = (annuaire().ecrire(), effectifs());
    drop_files(&mut window, &[&effectifs]);
    assert!(shows(
        &window,
        "effectifs.csv, Effectifs des écoles, refusé"
    ));
    assert!(shows(&window, "Importez d’abord"));
    let tableur = Ecrit::new("mes-ecoles.csv", b"UAI;ENT\n0880001Y;ONE\n");
    drop_files(&mut window, &[&tableur]);
    assert!(shows(&window, "mes-ecoles.csv, Tableur, à relire"));
    drop_files(&mut window, &[&annuaire]);
    assert!(shows(&window, "effectifs.csv, Effectifs des écoles, prêt"));
    assert!(shows(&window, "mes-ecoles.csv, Tableur, à relire"));
    // The annuaire alone: the effectifs are compared again with what is now there.
    click(&mut window, "Importer ces écoles");
    assert!(shows(&window, "2 écoles relevées"));
    click(&mut window, "effectifs.csv, ");
    assert!(shows(&window, "Nouvelles (2)"));
    click(&mut window, "Importer ce fichier");
    assert!(shows(&window, "2 mesures"));
    // Dropped again: it says nothing new, and there is nothing to undo.
    drop_files(&mut window, &[&effectifs]);
    assert!(shows(&window, "Inchangées (2)"));
    click(&mut window, "Importer ce fichier");
    assert!(shows(&window, "rien n’a été écrit"));
    assert!(!shows(&window, "Annuler cet import"));
}

#[test]
fn a_secteur_is_chosen_for_a_school_and_for_a_commune() {
    let mut window = window();
    let mut carte = Table::new("carte.csv", CARTE);
    for college in [880_500, 880_501] {
        carte.push(&[
            ("code_insee", "88999"),
            ("Code_RNE", &uai(college)),
            ("Secteur_unique", "N"),
        ]);
    }
    let mut geo = Table::new("geo.csv", GEO);
    for (numero, nom, latitude) in [
        (880_500, "Collège Loin", "48.3"),
        (880_501, "Collège Près", "48.11"),
    ] {
        geo.push(&[
            ("Code établissement", &uai(numero)),
            ("Appellation officielle", nom),
            ("Secteur Public/Privé", "Public"),
            ("Code nature", "340"),
            ("Code département", "088"),
            ("Latitude", latitude),
            ("Longitude", "6.4"),
        ]);
    }
    let (annuaire, carte, geo) = (annuaire().ecrire(), carte.ecrire(), geo.ecrire());
    drop_files(&mut window, &[&carte, &annuaire, &geo]);
    click(&mut window, "carte.csv, ");
    assert!(shows(
        &window,
        "2 écoles de communes à plusieurs collèges : 0 secteur choisi"
    ));
    click(&mut window, "À choisir (2)");
    click(&mut window, "Secteur de toutes les écoles de Valmont");
    window.get_by_label("Collège Loin").click();
    window.run_ok();
    assert!(shows(&window, "2 secteurs choisis"));
    click(&mut window, "Secteur de Ecole élémentaire du Pont");
    // The nearest first, with its distance.
    let hauteur = |nom: &str| window.get_by_label_contains(nom).rect().top();
    assert!(hauteur("Collège Près (1,1") < hauteur("Collège Loin (22,"));
    window.get_by_label_contains("Collège Près (1,1").click();
    window.run_ok();
    window.check_accessibility();
    click(&mut window, "Tout importer (3)");
    let lus = faits(&window);
    let secteur = |numero| {
        let ecole = lus.ecole_uai(&uai(numero)).expect("imported");
        let (situation, _) = ecole.au(jour(2025, 3, 12));
        lus.secteur(situation).map(|s| s.nom.clone())
    };
    assert_eq!(secteur(880_001).as_deref(), Some("Collège Loin"));
    assert_eq!(secteur(880_002).as_deref(), Some("Collège Près"));
    let store = window.state().store().expect("open");
    assert_eq!(store.verify().expect("read"), Vec::<String>::new());
}

#[test]
fn a_merger_is_confirmed_and_a_date_is_corrected() {
    let mut window = window();
    let mut fermes = Table::new("fermes.csv", FERMES);
    for (numero, ouverture, fermeture) in [
        (880_010, "1970-09-01", "2021-08-31"),
        (880_011, "2021-09-01", "2023-08-31"),
    ] {
        fermes.push(&[
            ("numero_uai", &uai(numero)),
            ("appellation_officielle", &format!("Ecole fermée {numero}")),
            ("secteur_public_prive_libe", "Public"),
            ("date_ouverture", ouverture),
            ("date_fermeture", fermeture),
            ("nature_uai", "151"),
            ("code_commune", "88999"),
            ("libelle_commune", "Valmont"),
            ("ecole_elementaire", "1"),
        ]);
    }
    let (annuaire, fermes) = (annuaire().ecrire(), fermes.ecrire());
    drop_files(&mut window, &[&annuaire, &fermes]);
    click(&mut window, "fermes.csv, ");
    window.get_by_label("Date des données").click();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text("1/2/2025".to_owned()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(shows(&window, "(date donnée)"));
    assert!(shows(&window, "1 fusion possible : 0 confirmée"));
    click(&mut window, "Fusions (1)");
    click(&mut window, "Élèves repris par Ecole fermée 880011");
    assert!(shows(&window, "1 confirmée"));
    window.check_accessibility();
    click(&mut window, "Tout importer (2)");
    let lus = faits(&window);
    let fermee = lus.ecole_uai(&uai(880_010)).expect("imported");
    let (situation, _) = fermee.au(jour(2025, 3, 12));
    assert_eq!(situation.successeur, Some(Id::ecole(&uai(880_011))));
    assert_eq!(fermee.situations[0].depuis, jour(2025, 2, 1));
    // One operation for the file and what was decided with it.
    window.state().commands().send(Command::Annuler);
    window.run_ok();
    assert!(faits(&window).ecole_uai(&uai(880_010)).is_none());
}

#[test]
fn an_idle_list_of_files_asks_the_carnet_nothing() {
    let mut window = window();
    let (annuaire, effectifs) = (annuaire().ecrire(), effectifs());
    drop_files(&mut window, &[&annuaire, &effectifs]);
    let asked = window.state().store().expect("open").statements_run();
    window.run_steps(10);
    assert_eq!(
        window.state().store().expect("open").statements_run(),
        asked
    );
    click(&mut window, "Vider la liste");
    assert!(shows(&window, "Choisissez des fichiers officiels"));
}
