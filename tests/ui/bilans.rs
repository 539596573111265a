//! The page *Bilans*, told by label as a person would: a report is chosen, its pages appear, it is
//! written; the sheets of a session and of a visit lead to theirs.

use std::path::Path;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::demonstration::creer_circonscriptions;
use carnet_ent::domain::{Etendue, Lecteur, ModeleBilan};
use carnet_ent::store::Store;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

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
    window
}

fn send(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
    window.run_ok();
}

fn click(window: &mut Harness<'_, App>, label: &str) {
    // A button below the fold is pressed all the same, as a screen reader does.
    window.get_by_label(label).click_accesskit();
    window.run_ok();
    window.run_ok();
}

#[test]
fn a_report_is_chosen_previewed_and_written() {
    let dossier = tempfile::tempdir().unwrap();
    let mut window = window(dossier.path());
    send(&mut window, Command::Aller(Page::Bilans));
    assert!(
        shows(&window, "Page 1 sur"),
        "the first report is there at once"
    );
    assert!(shows(&window, "Toutes les écoles du carnet"));

    click(&mut window, "Tableau DANE");
    assert!(shows(&window, "Page 1 sur 1 : État des lieux des ENT"));
    for (nom, debut) in [
        ("t.pdf", &b"%PDF-1.7"[..]),
        ("t.xlsx", b"PK"),
        ("t.csv", "\u{feff}".as_bytes()),
    ] {
        let sortie = dossier.path().join(nom);
        send(&mut window, Command::EnregistrerBilan(sortie.clone()));
        let ecrit = std::fs::read(&sortie).expect("written");
        assert!(ecrit.starts_with(debut), "{nom}");
        send(&mut window, Command::EnregistrerBilan(sortie.clone()));
        assert!(shows(&window, "existe déjà"), "{nom}");
        assert_eq!(std::fs::read(&sortie).unwrap(), ecrit, "{nom}");
    }
    // Where no dialog answers, the path is typed.
    let tape = dossier.path().join("tape.xlsx");
    let champ = "Chemin en .pdf, .xlsx ou .csv";
    window.get_by_label(champ).focus();
    window.run_ok();
    window
        .get_by_label(champ)
        .type_text(&tape.to_string_lossy());
    window.run_ok();
    click(&mut window, "Enregistrer");
    assert!(std::fs::read(&tape).expect("written").starts_with(b"PK"));
    send(
        &mut window,
        Command::EnregistrerBilan(dossier.path().join("t.doc")),
    );
    assert!(shows(&window, "finissez-le par .pdf"));

    // Another day is another report.
    send(&mut window, Command::RegarderAu(Some(jour(2020, 7, 1))));
    assert!(shows(&window, "Au 1er juillet 2020, par département"));

    click(&mut window, "Fiche école");
    assert!(shows(&window, "Quelle école ?"));
    assert!(
        !shows(&window, "Page 1 sur"),
        "nothing is shown of the report before"
    );
    let refus = dossier.path().join("rien.pdf");
    send(&mut window, Command::EnregistrerBilan(refus.clone()));
    assert!(!refus.exists(), "what is not shown is not written");
}

#[test]
fn sheets_lead_to_their_report() {
    let dossier = tempfile::tempdir().unwrap();
    let mut window = window(dossier.path());
    let faits = window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts");
    let visite = faits
        .terrain
        .visites
        .values()
        .flatten()
        .next()
        .expect("one");
    send(&mut window, Command::MontrerVisite(visite.id));
    click(&mut window, "Compte rendu…");
    assert!(shows(&window, "Page 1 sur 1 : Compte rendu de visite"));
    assert!(shows(&window, "Conseils"));
    click(&mut window, Lecteur::Ien.libelle());
    assert!(shows(&window, "Copie de l’IEN"));

    let seances = faits.terrain.formations.values().flat_map(|f| &f.seances);
    let seance = seances.max_by_key(|s| s.participations.len()).expect("one");
    let etendue = Etendue::Seance(seance.id);
    send(
        &mut window,
        Command::MontrerBilan(ModeleBilan::Emargement, etendue),
    );
    assert!(shows(&window, "Feuille d’émargement"));
}

#[test]
fn settings_are_kept_under_a_name_and_found_again() {
    let dossier = tempfile::tempdir().unwrap();
    let mut window = window(dossier.path());
    send(&mut window, Command::Aller(Page::Bilans));
    click(&mut window, "Rapport d’activité");
    window.get_by_label("Nom des réglages à garder").click();
    window.run_ok();
    window
        .get_by_label("Nom des réglages à garder")
        .type_text("Pour l’IEN");
    window.run_ok();
    click(&mut window, "Garder");
    click(&mut window, "Tableau DANE");
    assert!(!shows(&window, "Page 1 sur 1 : Rapport"));
    click(&mut window, "Pour l’IEN");
    assert!(shows(&window, ": Rapport d’activité"));
    click(&mut window, "Oublier les réglages : Pour l’IEN");
    let faits = window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts");
    assert!(faits.bilans_enregistres.is_empty());
}
