//! Observations told by label as a person would: the grid by keyboard, two of them compared, what
//! goes with them.

use std::sync::mpsc::channel;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::{Crcn, Faits, Id, Liste, Observation, Piece, Visite, VisiteEntiere};
use carnet_ent::store::{Champs, Store, terme};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const UAIS: [(&str, &str); 3] = [
    ("0880001Y", "École Élise"),
    ("0880002Z", "École du Vieux Moulin"),
    ("0880003A", "École Anne"),
];

/// Three schools.
fn fill(store: &mut Store) {
    store
        .transact("Import de l’annuaire", |edit| {
            for (uai, nom) in UAIS {
                let champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", "88160")
                    .set("commune_nom", "Épinal")
                    .set("departement", "088");
                edit.releve("annuaire", jour(2020, 9, 1), uai, champs)?;
            }
            Ok(())
        })
        .expect("filled");
}

/// They are, on 12 March 2021.
fn memory() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    fill(&mut store);
    store
}

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2021, 3, 12)));
    window.run_ok();
    window
}

/// Writes an observation of the first school: service, frequency, palier.
fn observe(store: &mut Store, le: chrono::NaiveDate, lignes: &[(&str, &str, &str)]) -> Id {
    let mut o = Observation::nouvelle(Id::fresh(), Id::ecole(UAIS[0].0), le, "A. B.");
    for (service, frequence, palier) in lignes {
        let l = o.ligne_mut(terme(Liste::Service, service));
        l.frequence = Some(terme(Liste::Frequence, frequence));
        l.palier = Some(terme(Liste::Palier, palier));
    }
    store
        .transact("Observation", |edit| edit.observation(&o))
        .expect("written");
    o.id
}

fn plain(dit: &str) -> String {
    dit.replace(['\u{a0}', '\u{202f}'], " ")
}

fn store<'a>(window: &'a Harness<'_, App>) -> &'a Store {
    window.state().store().expect("open")
}

fn faits(window: &Harness<'_, App>) -> Faits {
    store(window).faits().expect("facts")
}

fn observations(window: &Harness<'_, App>) -> Vec<Observation> {
    let faits = faits(window);
    faits.terrain.observations.into_values().flatten().collect()
}

fn send(window: &mut Harness<'_, App>, commande: Command) {
    window.state().commands().send(commande);
    window.run_ok();
}

fn press(window: &mut Harness<'_, App>, touche: Key) {
    window.key_press(touche);
    window.run_ok();
}

fn ctrl(window: &mut Harness<'_, App>, touche: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, touche);
    window.run_ok();
}

fn write(window: &mut Harness<'_, App>, texte: &str) {
    window.event(egui::Event::Text(texte.to_owned()));
    window.run_ok();
}

fn click(window: &mut Harness<'_, App>, nom: &str) {
    window.get_by_label(nom).scroll_to_me();
    window.run_ok();
    window.get_by_label(nom).click();
    window.run_ok();
}

/// Puts the keyboard in the field of this name.
fn field(window: &mut Harness<'_, App>, nom: &str) {
    window
        .get_by(|n| {
            let role = n.role();
            let field = role == Role::TextInput || role == Role::MultilineTextInput;
            field && n.label().as_deref() == Some(nom)
        })
        .focus();
    window.run_ok();
}

/// What has the keyboard, and what it says.
fn focused(window: &Harness<'_, App>) -> (String, String) {
    window
        .query_all_by(|n| n.is_focused())
        .map(|n| {
            let node = n.accesskit_node();
            let value = node.value().unwrap_or_default();
            (node.label().unwrap_or_default(), plain(&value))
        })
        .next()
        .unwrap_or_default()
}

/// Where one is in the grid.
fn cell(window: &Harness<'_, App>) -> String {
    let (nom, valeur) = focused(window);
    assert_eq!(nom, "Grille d’observation");
    valeur
}

/// The school's sheet is chosen by letters, on the page.
fn begin(window: &mut Harness<'_, App>) {
    send(window, Command::Aller(Page::Observatoire));
    click(window, "Nouvelle observation");
    write(window, "elise");
    press(window, Key::Enter);
}

#[test]
fn the_grid_is_filled_by_keyboard() {
    let mut window = window(memory());
    send(&mut window, Command::Aller(Page::Observatoire));
    assert!(shows(&window, "Aucune observation dans ce carnet"));
    begin(&mut window);
    assert_eq!(cell(&window), "Messagerie, fréquence");
    press(&mut window, Key::ArrowDown);
    assert_eq!(cell(&window), "Blog, fréquence");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowLeft);
    press(&mut window, Key::Delete);
    assert!(observations(&window).is_empty(), "nothing was said yet");
    write(&mut window, "6");
    assert_eq!(cell(&window), "Messagerie, fréquence : Chaque jour");
    press(&mut window, Key::ArrowRight);
    write(&mut window, "u");
    assert_eq!(cell(&window), "Messagerie, palier : Usage ponctuel");
    write(&mut window, "u");
    assert_eq!(cell(&window), "Messagerie, palier : Usage installé");
    press(&mut window, Key::ArrowRight);
    write(&mut window, "13");
    assert_eq!(cell(&window), "Messagerie, acteurs : Enseignants, Parents");
    press(&mut window, Key::ArrowRight);
    write(&mut window, "e");
    press(&mut window, Key::ArrowRight);
    for chiffre in ["2", "1", "4", "2"] {
        write(&mut window, chiffre);
    }
    assert_eq!(cell(&window), "Messagerie, CRCN : 2.1, 4.2");
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowRight);
    write(&mut window, "E");
    assert_eq!(focused(&window).0, "Constat : Messagerie");
    write(&mut window, "ntre classes.");
    press(&mut window, Key::Enter);
    assert_eq!(cell(&window), "Messagerie, constat : Entre classes.");
    // Enter shows what may be chosen: arrows, then Enter again.
    for touche in [Key::ArrowDown, Key::ArrowLeft, Key::ArrowLeft] {
        press(&mut window, touche);
    }
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Effacer (Suppr)"));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert!(!shows(&window, "Effacer (Suppr)"), "one may be chosen");
    assert_eq!(cell(&window), "Blog, point de vue : Enseignants");
    press(&mut window, Key::Backspace);
    assert_eq!(cell(&window), "Blog, point de vue");

    let toutes = observations(&window);
    let [o] = toutes.as_slice() else {
        panic!("one observation: {toutes:?}");
    };
    assert_eq!((o.ecole, o.le), (Id::ecole(UAIS[0].0), jour(2021, 3, 12)));
    assert_eq!(o.observateur, "A. B.");
    let [l] = o.lignes.as_slice() else {
        panic!("the row that says nothing is not there: {:?}", o.lignes);
    };
    assert_eq!(l.service, terme(Liste::Service, "MESSAGERIE"));
    assert_eq!(l.frequence, Some(terme(Liste::Frequence, "QUOTIDIEN")));
    assert_eq!(l.palier, Some(terme(Liste::Palier, "INSTALLE")));
    assert_eq!(
        l.acteurs,
        ["ENSEIGNANTS", "PARENTS"].map(|a| terme(Liste::Acteur, a))
    );
    assert_eq!(
        l.point_de_vue,
        Some(terme(Liste::PointDeVue, "ENSEIGNANTS"))
    );
    assert_eq!(
        l.crcn,
        [Crcn::parse("2.1"), Crcn::parse("4.2")].map(|c| c.expect("known"))
    );
    assert_eq!(l.constat, "Entre classes.");
    let historique = store(&window).historique().expect("read");
    assert_eq!(historique[0].libelle, "Observation dans une école");
    assert_eq!(
        store(&window).verify().expect("verified"),
        Vec::<String>::new()
    );
}

#[test]
fn the_keyboard_undoes_what_the_grid_wrote_without_leaving_it() {
    let mut window = window(memory());
    begin(&mut window);
    write(&mut window, "6");
    write(&mut window, "5");
    ctrl(&mut window, Key::Z);
    assert_eq!(cell(&window), "Messagerie, fréquence : Chaque jour");
    ctrl(&mut window, Key::Y);
    assert_eq!(
        cell(&window),
        "Messagerie, fréquence : Plusieurs fois par semaine"
    );
    press(&mut window, Key::Num0);
    assert_eq!(cell(&window), "Messagerie, fréquence");
    assert!(
        observations(&window)[0].lignes.is_empty(),
        "the row is taken away"
    );
    write(&mut window, "1");
    assert_eq!(observations(&window)[0].lignes.len(), 1, "and comes back");
    for _ in 0..4 {
        ctrl(&mut window, Key::Z);
    }
    assert!(observations(&window).is_empty());
    assert!(shows(&window, "Aucune observation dans ce carnet"));
}

#[test]
fn the_mouse_does_the_same_and_loses_nothing_that_was_being_typed() {
    let mut window = window(memory());
    begin(&mut window);
    click(&mut window, "Agenda, palier");
    click(&mut window, "Usage partagé");
    assert!(shows(&window, "Agenda, palier : Usage partagé"));
    click(&mut window, "Agenda, acteurs");
    click(&mut window, "Élèves");
    click(&mut window, "Parents");
    click(&mut window, "Agenda, constat");
    assert_eq!(focused(&window).0, "Constat : Agenda");
    write(&mut window, "Tenu à jour");
    click(&mut window, "Blog, constat");
    write(&mut window, "Un par classe");
    send(&mut window, Command::Aller(Page::Ecoles));
    send(&mut window, Command::Aller(Page::Observatoire));
    let o = &observations(&window)[0];
    let ligne = |code| o.ligne(terme(Liste::Service, code)).expect("a row");
    assert_eq!(ligne("AGENDA").constat, "Tenu à jour");
    assert_eq!(ligne("AGENDA").acteurs.len(), 2);
    assert_eq!(ligne("BLOG").constat, "Un par classe", "the page was left");
    click(&mut window, "Agenda, acteurs\u{202f}: Élèves, Parents");
    click(&mut window, "Effacer (Suppr)");
    let o = &observations(&window)[0];
    assert!(
        o.ligne(terme(Liste::Service, "AGENDA"))
            .expect("a row")
            .acteurs
            .is_empty()
    );
}

#[test]
fn a_school_is_observed_twice_and_compared() {
    let mut carnet = memory();
    observe(
        &mut carnet,
        jour(2020, 10, 2),
        &[
            ("MESSAGERIE", "MENSUEL", "DECOUVERTE"),
            ("BLOG", "HEBDO", "INSTALLE"),
            ("AGENDA", "HEBDO", "PONCTUEL"),
        ],
    );
    let mut window = window(carnet);
    let montrer = Command::MontrerEcole(Id::ecole(UAIS[0].0));
    send(&mut window, montrer.clone());
    assert!(shows(&window, "2 octobre 2020"));
    assert!(!shows(&window, "Comparer les deux dernières"));
    click(&mut window, "Nouvelle observation");
    assert_eq!(window.state().page(), Page::Observatoire);
    write(&mut window, "6");
    press(&mut window, Key::ArrowRight);
    write(&mut window, "3");
    press(&mut window, Key::ArrowDown);
    write(&mut window, "1");
    press(&mut window, Key::ArrowLeft);
    write(&mut window, "4");
    assert_eq!(cell(&window), "Blog, fréquence : Une fois par semaine");
    click(&mut window, "Comparer avec le 2 octobre 2020");
    let synthese = "Du 2 octobre 2020 au 12 mars 2021 : 1 service en hausse, 1 service en baisse, \
                    1 pas revu. Le palier le plus haut reste « Usage installé ».";
    assert!(shows(&window, synthese));
    assert!(shows(&window, "▲ fréquence en hausse, ▲ palier en hausse"));
    assert!(shows(&window, "fréquence inchangée, ▼ palier en baisse"));
    assert!(shows(&window, "non observé"));
    send(&mut window, montrer);
    click(&mut window, "Comparer les deux dernières");
    assert!(shows(&window, synthese));
    // Undone whole, there is nothing to compare any more.
    for _ in 0..4 {
        send(&mut window, Command::Annuler);
    }
    assert_eq!(observations(&window).len(), 1);
    assert!(!shows(&window, synthese));
    assert!(shows(&window, "1 école observée sur 3 écoles publiques"));
    assert!(shows(&window, "Usage installé 1"));
    send(&mut window, Command::Retablir);
    assert_eq!(observations(&window).len(), 2);
}

#[test]
fn the_list_is_reduced_and_counts_lead_to_schools() {
    let mut carnet = memory();
    observe(
        &mut carnet,
        jour(2020, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    observe(
        &mut carnet,
        jour(2021, 3, 2),
        &[("AGENDA", "HEBDO", "PONCTUEL")],
    );
    let mut window = window(carnet);
    send(&mut window, Command::Aller(Page::Observatoire));
    assert!(shows(&window, "2 observations"));
    click(&mut window, "Service ▾");
    click(&mut window, "Blog");
    assert!(shows(&window, "1 observation"));
    assert!(!shows(&window, "02/03/2021"));
    click(&mut window, "Tout réafficher");
    click(&mut window, "Quand ▾");
    click(&mut window, "30 derniers jours");
    assert!(shows(&window, "02/03/2021") && !shows(&window, "02/03/2020"));
    click(&mut window, "jamais observées\u{a0}2");
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "École Anne") && shows(&window, "École du Vieux Moulin"));
}

#[test]
fn a_visit_leads_to_the_observation_of_its_day() {
    let mut carnet = memory();
    let visite = VisiteEntiere {
        visite: Visite {
            id: Id::fresh(),
            ecole: Id::ecole(UAIS[1].0),
            le: jour(2021, 3, 4),
            duree: None,
            motif: None,
            intervenant: String::new(),
        },
        compte_rendu: carnet_ent::domain::CompteRendu::default(),
        rencontres: Vec::new(),
        copies: Vec::new(),
        actions: Vec::new(),
    };
    carnet
        .transact("Visite", |edit| edit.visite_entiere(&visite))
        .expect("written");
    let mut window = window(carnet);
    send(&mut window, Command::MontrerVisite(visite.visite.id));
    click(&mut window, "Remplir la grille d’observation");
    write(&mut window, "2");
    let o = &observations(&window)[0];
    assert_eq!((o.ecole, o.le), (visite.visite.ecole, jour(2021, 3, 4)));
    send(&mut window, Command::MontrerVisite(visite.visite.id));
    click(&mut window, "Observation de ce jour");
    assert!(shows(
        &window,
        "Messagerie, fréquence : Moins d’une fois par mois"
    ));
}

#[test]
fn a_capsule_without_agreements_says_so_and_only_the_web_is_one() {
    let mut carnet = memory();
    let id = observe(
        &mut carnet,
        jour(2021, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    let mut window = window(carnet);
    send(&mut window, Command::MontrerObservation(id));
    for (tape, dit) in [
        ("javascript:alert(1)", "« javascript: » ne s’ouvre pas"),
        ("/home/film.mp4", "Une capsule est une adresse https"),
        ("https://a\u{202e}.fr", "U+202E"),
    ] {
        field(&mut window, "Adresse de la capsule vidéo");
        ctrl(&mut window, Key::A);
        write(&mut window, tape);
        press(&mut window, Key::Enter);
        assert!(shows(&window, dit), "{tape}");
        assert_eq!(observations(&window)[0].capsule, "");
    }
    field(&mut window, "Adresse de la capsule vidéo");
    ctrl(&mut window, Key::A);
    write(&mut window, "https://tube.exemple.fr/1");
    press(&mut window, Key::Enter);
    assert_eq!(
        observations(&window)[0].capsule,
        "https://tube.exemple.fr/1"
    );
    assert!(shows(&window, "Ni le consentement ni le droit à l’image"));
    click(&mut window, "Consentement recueilli");
    assert!(shows(&window, "Le droit à l’image n’est pas signé"));
    click(&mut window, "Droit à l’image signé");
    assert!(!shows(&window, "ne se montre pas"));
    ctrl(&mut window, Key::Z);
    assert!(shows(&window, "Le droit à l’image n’est pas signé"));
}

#[test]
fn pupils_named_in_constats_are_pointed_at() {
    let mut carnet = memory();
    let id = observe(
        &mut carnet,
        jour(2021, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    let mut window = window(carnet);
    send(&mut window, Command::MontrerObservation(id));
    click(&mut window, "Messagerie, constat");
    write(&mut window, "Léa (CM1) écrit seule.");
    assert!(shows(&window, "un élève ne se nomme pas"));
    press(&mut window, Key::Escape);
    assert!(!shows(&window, "un élève ne se nomme pas"));
    field(&mut window, "Constat général");
    write(&mut window, "Léa (CM1) écrit seule.");
    assert!(shows(&window, "un élève ne se nomme pas"));
}

// ---- attachments

/// Frames until the system has answered, two seconds at most.
fn until(window: &mut Harness<'_, App>, texte: &str) -> bool {
    for _ in 0..200 {
        window.run_ok();
        if shows(window, texte) {
            return true;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    false
}

fn attach(window: &mut Harness<'_, App>, adresse: &str, nom: &str) {
    if window.query_by_label("Joindre…").is_some() {
        click(window, "Joindre…");
        assert_eq!(focused(window).0, "Fichier ou adresse à joindre");
    }
    for (champ, texte) in [
        ("Fichier ou adresse à joindre", adresse),
        ("Nom de la pièce", nom),
    ] {
        field(window, champ);
        ctrl(window, Key::A);
        press(window, Key::Delete);
        write(window, texte);
    }
    press(window, Key::Enter);
}

fn pieces(window: &Harness<'_, App>) -> Vec<Piece> {
    faits(window).terrain.pieces(Id::ecole(UAIS[0].0)).to_vec()
}

#[test]
fn files_and_addresses_are_joined_when_they_may_be_and_found() {
    let dossier = tempfile::tempdir().expect("folder");
    let plan = dossier.path().join("plan de l’école.pdf");
    std::fs::create_dir(&plan).expect("made");
    let plan = plan.to_str().expect("UTF-8");
    let absent = dossier.path().join("absent.pdf");
    let absent = absent.to_str().expect("UTF-8");
    let mut window = window(memory());
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    for (adresse, nom, dit) in [
        ("", "", "Donnez un fichier"),
        ("plan.pdf", "", "ni le chemin complet d’un fichier"),
        (
            "ftp://a.fr/plan.pdf",
            "",
            "Une adresse « ftp: » ne s’ouvre pas",
        ),
        ("/a/fdp\u{202e}exe.pdf", "", "U+202E"),
        (
            "https://a.fr/1",
            "plan\u{2066}",
            "Le nom contient un caractère invisible (U+2066)",
        ),
        ("/a/jeu.desktop", "", "Un programme (« .desktop »)"),
        (absent, "", "Aucun fichier"),
    ] {
        attach(&mut window, adresse, nom);
        assert!(until(&mut window, dit), "{adresse}: {dit}");
        assert!(pieces(&window).is_empty(), "{adresse}");
    }
    attach(&mut window, plan, "Plan");
    assert!(until(&mut window, "Pièce jointe enregistrée"));
    assert!(until(&mut window, "fichier présent"));
    attach(&mut window, "https://tube.exemple.fr/1", "");
    assert!(until(&mut window, "tube.exemple.fr"), "named by its site");
    let jointes = pieces(&window);
    assert_eq!(jointes.len(), 2);
    assert_eq!(
        (jointes[0].adresse.as_str(), jointes[0].libelle.as_str()),
        (plan, "Plan")
    );
    click(&mut window, "Ne plus joindre : Plan");
    assert_eq!(pieces(&window).len(), 1);
    let historique = store(&window).historique().expect("read");
    assert_eq!(historique[0].libelle, "Suppression d’une pièce jointe");
    ctrl(&mut window, Key::Z);
    assert_eq!(pieces(&window), jointes, "undone");
}

#[test]
fn what_came_from_elsewhere_is_shown_for_what_it_is_and_looked_at_once() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("plan.pdf");
    let mut carnet = memory();
    let id = observe(
        &mut carnet,
        jour(2021, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    let piece = |adresse: &str, libelle: &str| Piece {
        id: Id::fresh(),
        ecole: Id::ecole(UAIS[0].0),
        objet: (libelle == "Trace").then_some(id),
        libelle: libelle.to_owned(),
        adresse: adresse.to_owned(),
    };
    let pieces = [
        piece(chemin.to_str().expect("UTF-8"), "Plan"),
        piece("\\\\serveur\\partage\\a.pdf", "Partage"),
        piece("javascript:alert(1)", "Gentil\u{202e}fdp.exe"),
        piece("https://a.fr", "Trace"),
    ];
    carnet
        .transact("Pièces", |edit| {
            pieces.iter().try_for_each(|p| edit.piece(p).map(drop))
        })
        .expect("written");
    let mut window = window(carnet);
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    assert!(until(&mut window, "fichier introuvable"));
    assert!(shows(&window, "sur le réseau, non vérifié"));
    assert!(shows(&window, "Gentil\u{fffd}fdp.exe"));
    assert!(shows(&window, "« javascript: » ne s’ouvre pas"));
    assert!(shows(&window, "· observation du 02/03/2021"));
    std::fs::create_dir(&chemin).expect("made");
    window.run_steps(20);
    assert!(
        shows(&window, "fichier introuvable"),
        "looked at once, when shown"
    );
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[1].0)));
    send(&mut window, Command::MontrerEcole(Id::ecole(UAIS[0].0)));
    assert!(
        until(&mut window, "fichier présent"),
        "and again when shown again"
    );
    // Asked to open what it may not, the program says why.
    let ouvrir = Command::OuvrirAdresse("javascript:alert(1)".to_owned());
    send(&mut window, ouvrir);
    assert!(shows(&window, "seulement https, http ou un fichier"));
    send(&mut window, Command::MontrerObservation(id));
    assert!(
        shows(&window, "Trace") && !shows(&window, "Partage"),
        "its own only"
    );
}

// ---- the window as a whole

#[test]
fn while_a_job_has_the_carnet_each_cell_adds_to_the_others() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut carnet = Store::create(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("created");
    fill(&mut carnet);
    let id = observe(
        &mut carnet,
        jour(2021, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .build_eframe(move |cc| {
            App::for_test_with_threads(&cc.egui_ctx, Some(carnet), jour(2021, 3, 12))
        });
    send(&mut window, Command::MontrerObservation(id));
    let (open_gate, gate) = channel::<()>();
    window.state_mut().lend("Travail d’essai", move |_store| {
        gate.recv().ok();
    });
    window.run_ok();
    assert!(window.state().store().is_none(), "lent");
    click(&mut window, "Messagerie, fréquence");
    press(&mut window, Key::Escape);
    write(&mut window, "6");
    press(&mut window, Key::ArrowRight);
    write(&mut window, "3");
    press(&mut window, Key::ArrowLeft);
    assert_eq!(cell(&window), "Messagerie, fréquence : Chaque jour");
    open_gate.send(()).expect("the job waits");
    for _ in 0..500 {
        window.run_ok();
        if window.state().store().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    window.run_ok();
    let o = &observations(&window)[0];
    let ligne = o.ligne(terme(Liste::Service, "MESSAGERIE")).expect("a row");
    assert_eq!(ligne.frequence, Some(terme(Liste::Frequence, "QUOTIDIEN")));
    assert_eq!(ligne.palier, Some(terme(Liste::Palier, "INSTALLE")));
    assert_eq!(o.lignes.len(), 2);
}

#[test]
fn an_idle_sheet_asks_the_carnet_nothing() {
    let mut carnet = memory();
    let une = observe(
        &mut carnet,
        jour(2020, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    let autre = observe(
        &mut carnet,
        jour(2021, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    let mut window = window(carnet);
    for commande in [
        Command::Aller(Page::Observatoire),
        Command::MontrerObservation(une),
        Command::ComparerObservations(une, autre),
        Command::NouvelleObservation {
            ecole: Some(Id::ecole(UAIS[1].0)),
            le: None,
        },
    ] {
        send(&mut window, commande.clone());
        let asked = store(&window).statements_run();
        window.run_steps(10);
        assert_eq!(store(&window).statements_run(), asked, "{commande:?}");
        assert!(window.run_ok().is_some(), "nothing moves by itself");
    }
    let asked = store(&window).statements_run();
    write(&mut window, "1");
    assert!(store(&window).statements_run() > asked, "the counter moves");
}

#[test]
fn the_sheet_opens_in_both_themes_and_the_grid_fits_on_one_screen() {
    let mut carnet = memory();
    let une = observe(
        &mut carnet,
        jour(2020, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    let autre = observe(
        &mut carnet,
        jour(2021, 3, 2),
        &[("BLOG", "HEBDO", "INSTALLE")],
    );
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let mut window = window(memory());
        window.ctx.set_theme(theme);
        begin(&mut window);
        let bas = window.get_by(|n| {
            n.role() == Role::MultilineTextInput && n.label().as_deref() == Some("Constat général")
        });
        let capsule = window.get_by_label("Adresse de la capsule vidéo").rect();
        assert!(
            bas.rect().bottom() < capsule.top() && capsule.bottom() < 790.0,
            "{capsule}"
        );
        let derniere = window.get_by_label("Travail collaboratif, constat").rect();
        assert!(derniere.right() < 1280.0, "{derniere}");
        window.check_accessibility();
    }
    let mut petite = window(carnet);
    petite.set_size(egui::vec2(1000.0, 640.0));
    for commande in [
        Command::MontrerObservation(une),
        Command::ComparerObservations(une, autre),
    ] {
        send(&mut petite, commande);
        petite.check_accessibility();
    }
    let supprimer = Ecriture::Supprimer(carnet_ent::store::Genre::Observation, une);
    send(&mut petite, Command::Ecrire(supprimer));
    assert!(shows(&petite, "1 observation"), "the comparison is closed");
}
