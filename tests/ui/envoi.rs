//! The tab *Envoyer à la DANE*, told by label as a person would: whose facts leave is chosen, the
//! page says what leaves and what stays, the file is written, and the fingerprint shown is its own.

#![expect(
    clippy::disallowed_methods,
    reason = "a file of somebody else stands in the way"
)]

use std::path::Path;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::fenetre::envoie;
use carnet_ent::app::App;
use carnet_ent::command::{Command, EnvoiDane, Page};
use carnet_ent::demonstration::creer_circonscriptions;
use carnet_ent::exchange::coffre::{self, Phrase};
use carnet_ent::store::Store;
use carnet_ent::store::etranger::{self, Export};
use carnet_ent::store::export::{Cellule, tables};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn window(dossier: &Path) -> Harness<'static, App> {
    let chemin = dossier.join("demonstration.carnet");
    let aujourdhui = jour(2026, 11, 24);
    creer_circonscriptions(&chemin, aujourdhui).expect("made");
    let store = Store::open(&chemin, &auteur("A. B.", aujourdhui)).expect("opened");
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), aujourdhui));
    window.run_ok();
    envoie(&mut window, Command::Aller(Page::Echanges));
    window.run_ok();
    window
}

fn click(window: &mut Harness<'_, App>, label: &str) {
    // A button below the fold is pressed all the same, as a screen reader does.
    window.get_by_label(label).click_accesskit();
    window.run_ok();
    window.run_ok();
}

/// Types where the file goes, as no dialog answers in a test.
fn write_to(window: &mut Harness<'_, App>, chemin: &Path) {
    let champ = window.get_by_label("Chemin du fichier à écrire");
    champ.focus();
    window.run_ok();
    window
        .get_by_label("Chemin du fichier à écrire")
        .type_text(&chemin.display().to_string());
    window.run_ok();
    click(window, "Écrire");
}

fn lu(octets: &[u8]) -> Export {
    etranger::export(octets).unwrap_or_else(|refus| panic!("{:?}", refus.sur("Le fichier")))
}

/// Its fingerprint as people read it aloud.
fn lettres(lu: &Export) -> String {
    etranger::Fiche::Export(lu.fiche.clone()).lettres()
}

/// How many rows the page says that this table has.
fn lignes(window: &Harness<'_, App>, table: &str) -> usize {
    let debut = format!("{table} · ");
    let titre = window
        .query_all_by(|n| n.value().is_some_and(|v| v.starts_with(&debut)))
        .next()
        .unwrap_or_else(|| panic!("no table {table}"));
    let dit = titre.accesskit_node().value().unwrap_or_default();
    let chiffres: String = dit.chars().filter(char::is_ascii_digit).collect();
    chiffres.parse().unwrap_or(0)
}

/// The box of the first circonscription.
fn partie(window: &Harness<'_, App>) -> String {
    let boites = window.query_all_by_role(Role::CheckBox);
    let noms = boites.filter_map(|b| b.accesskit_node().label());
    noms.into_iter()
        .find(|nom| nom.ends_with("écoles)"))
        .expect("a circonscription")
}

#[test]
fn what_leaves_is_chosen_shown_and_written_under_its_own_fingerprint() {
    let dossier = tempfile::tempdir().unwrap();
    let mut window = window(dossier.path());
    assert!(shows(&window, "Situation au 24 novembre 2026"));
    assert!(shows(&window, "de ce qu’il faudrait savoir est connu"));
    assert!(shows(&window, "À vérifier d’abord"));
    assert!(shows(&window, "noms de personnes : la DANE compte"));
    assert!(shows(&window, "textes libres : ils peuvent parler"));

    // None ticked: nothing can leave.
    click(&mut window, "Aucune");
    assert!(shows(&window, "Cochez au moins une circonscription"));
    assert!(
        window
            .get_by_label("Écrire le fichier…")
            .accesskit_node()
            .is_disabled()
    );
    click(&mut window, "Toutes");
    let toutes = lignes(&window, "ecole");
    // One less, texts too: what is shown follows.
    let premiere = partie(&window);
    click(&mut window, &premiere);
    click(&mut window, "Les textes libres");
    assert!(lignes(&window, "ecole") < toutes);
    assert!(shows(&window, "hors des circonscriptions choisies"));
    assert!(!shows(&window, "textes libres : ils peuvent parler"));

    let sortie = dossier.path().join("envoi.sqlite");
    write_to(&mut window, &sortie);
    assert!(shows(&window, "✓ Fichier écrit"));
    let lu = lu(&std::fs::read(&sortie).expect("written"));
    assert!(shows(&window, &lettres(&lu)));
    assert_eq!(lettres(&lu).split(' ').count(), 8);
    // Every table as it was shown, the first row value by value.
    let colonnes: usize = tables().iter().map(|t| t.colonnes.len()).sum();
    assert_eq!(lignes(&window, "dictionnaire"), colonnes);
    for table in tables().iter().filter(|t| t.nom != "dictionnaire") {
        let ecrites = lu.lignes(table.nom);
        assert_eq!(lignes(&window, table.nom), ecrites.len(), "{}", table.nom);
        for cellule in ecrites.iter().take(1).flatten() {
            let dit = match cellule {
                Cellule::Nul => continue,
                Cellule::Entier(n) => n.to_string(),
                Cellule::Reel(r) => r.to_string(),
                Cellule::Texte(texte) if texte.is_empty() => "''".to_owned(),
                Cellule::Texte(texte) => texte.clone(),
            };
            let montree = window.query_all_by_label(&dit).next().is_some();
            assert!(montree, "{}: {dit}", table.nom);
        }
    }
    click(&mut window, "Copier l’empreinte");
    click(&mut window, "Copier le message");

    // The same name again: only an export is replaced, and only when one says so.
    let avant = std::fs::read(&sortie).expect("there");
    write_to(&mut window, &sortie);
    assert!(shows(&window, "existe déjà"));
    click(&mut window, "Les textes libres");
    assert_eq!(std::fs::read(&sortie).expect("there"), avant);
    // The name is still there.
    click(&mut window, "Écrire");
    click(&mut window, "Remplacer l’ancien envoi");
    let sans = self::lu(&std::fs::read(&sortie).expect("there"));
    assert_ne!(sans.fiche.empreinte, lu.fiche.empreinte);
    assert!(shows(&window, &lettres(&sans)));
    let notes = dossier.path().join("notes.txt");
    std::fs::write(&notes, "à garder").unwrap();
    let (chemin, remplace) = (notes.clone(), true);
    envoie(
        &mut window,
        Command::Envoyer(EnvoiDane::Ecrire { chemin, remplace }),
    );
    assert!(shows(&window, "n’est pas un fichier envoyé"));
    assert_eq!(std::fs::read(&notes).unwrap(), "à garder".as_bytes());
}

#[test]
fn a_file_is_put_under_a_passphrase() {
    let dossier = tempfile::tempdir().unwrap();
    let mut window = window(dossier.path());
    let champ = "Mot de passe du fichier (facultatif)";
    let taper = |window: &mut Harness<'_, App>, texte: &str| {
        window
            .get_by_role_and_label(Role::PasswordInput, champ)
            .focus();
        window.run_ok();
        window
            .get_by_role_and_label(Role::PasswordInput, champ)
            .type_text(texte);
        window.run_ok();
    };
    taper(&mut window, "court");
    let sortie = dossier.path().join("envoi.sqlite");
    write_to(&mut window, &sortie);
    assert!(shows(&window, "Le mot de passe est trop court"));
    taper(&mut window, " mais plus long");
    click(&mut window, "Écrire");
    assert!(shows(&window, "Il est chiffré"));
    assert!(!sortie.exists(), "nothing stands without its passphrase");
    let scelle = std::fs::read(dossier.path().join("envoi.sqlite.age")).expect("written");
    let phrase = Phrase::new("court mais plus long").unwrap();
    let lu = lu(&coffre::open(&scelle, &phrase).expect("opened"));
    assert!(shows(&window, &lettres(&lu)));
    // Typed for one file, not for the next.
    let saisi = window
        .get_by_role_and_label(Role::PasswordInput, champ)
        .value();
    assert_eq!(saisi.unwrap_or_default(), "");
}

#[test]
fn what_is_missing_leads_to_its_schools() {
    let dossier = tempfile::tempdir().unwrap();
    let mut window = window(dossier.path());
    let lien = window
        .query_all_by_label_contains("\u{202f}: manque à ")
        .next()
        .expect("something is missing");
    lien.click_accesskit();
    window.run_ok();
    window.run_ok();
    assert!(shows(&window, "Manque : "));
}
