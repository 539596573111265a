//! Visits, told by label as a person would: entry by keyboard alone, drafts, what is promised.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc::channel;

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::{
    Action, CompteRendu, Id, Lecteur, Liste, Partie, SaisieVisite, Visite, VisiteEntiere,
};
use carnet_ent::store::{Brouillon, Champs, Store, secours_de, terme, write_secours};
use eframe::App as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const UAIS: [(&str, &str, &str); 3] = [
    ("0880001Y", "École Élise", "Épinal"),
    ("0880002Z", "École du Vieux Moulin", "Golbey"),
    ("0880003A", "École Anne", "Épinal"),
];

/// Three schools, on 12 March 2021.
fn fill(store: &mut Store) {
    store
        .transact("Import de l’annuaire", |edit| {
            for (uai, nom, commune) in UAIS {
                let champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", "88160")
                    .set("commune_nom", commune)
                    .set("departement", "088");
                edit.releve("annuaire", jour(2020, 9, 1), uai, champs)?;
            }
            Ok(())
        })
        .expect("filled");
}

/// Frames in a second.
const IMAGES: usize = 60;

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_step_dt(1.0 / IMAGES as f32)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), jour(2021, 3, 12)));
    window.run_ok();
    window
}

fn memory() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", jour(2021, 3, 12))).expect("memory");
    fill(&mut store);
    store
}

fn three_schools() -> Harness<'static, App> {
    window(memory())
}

fn focused(window: &Harness<'_, App>) -> String {
    window
        .query_all_by(|n| n.is_focused())
        .find_map(|n| n.accesskit_node().label())
        .unwrap_or_default()
}

fn store<'a>(window: &'a Harness<'_, App>) -> &'a Store {
    window.state().store().expect("open")
}

/// The only visit of the carnet.
fn visite(window: &Harness<'_, App>) -> VisiteEntiere {
    let faits = store(window).faits().expect("facts");
    let toutes: Vec<Id> = faits
        .terrain
        .visites
        .values()
        .flatten()
        .map(|v| v.id)
        .collect();
    assert_eq!(toutes.len(), 1, "one visit");
    store(window)
        .visite(toutes[0])
        .expect("read")
        .expect("there")
}

/// Hands off the keyboard for this long, in seconds.
fn pause(window: &mut Harness<'_, App>, secondes: f32) {
    window.run_steps((secondes * IMAGES as f32) as usize);
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

fn go(window: &mut Harness<'_, App>, page: Page) {
    window.state().commands().send(Command::Aller(page));
    window.run_ok();
}

/// The field of this name, its title apart.
fn input<'a>(window: &'a Harness<'_, App>, nom: &'a str) -> egui_kittest::Node<'a> {
    window.get_by(move |n| {
        let role = n.role();
        let field = role == Role::TextInput || role == Role::MultilineTextInput;
        field && n.label().as_deref() == Some(nom)
    })
}

/// Puts the keyboard in the field of this name.
fn field(window: &mut Harness<'_, App>, nom: &str) {
    input(window, nom).focus();
    window.run_ok();
}

fn click(window: &mut Harness<'_, App>, nom: &str) {
    window.get_by_label(nom).scroll_to_me();
    window.run_ok();
    window.get_by_label(nom).click();
    window.run_ok();
}

fn value(window: &Harness<'_, App>, nom: &str) -> String {
    input(window, nom).value().unwrap_or_default()
}

fn brouillons(window: &Harness<'_, App>) -> Vec<SaisieVisite> {
    store(window)
        .brouillons("visite")
        .expect("read")
        .into_iter()
        .map(|b| SaisieVisite::from_json(&b.contenu.expect("kept")).expect("a visit"))
        .collect()
}

/// A visit of the past, with what it says and what was promised.
fn past(store: &mut Store, rang: usize, le: chrono::NaiveDate, dit: &str, promis: &[&str]) -> Id {
    let id = Id::fresh();
    let ecole = Id::ecole(UAIS[rang].0);
    let actions = promis.iter().map(|libelle| Action {
        id: Id::fresh(),
        ecole,
        visite: Some(id),
        libelle: (*libelle).to_owned(),
        role: Some(terme(Liste::Role, "DIRECTION")),
        qui: String::new(),
        echeance: Some(jour(2021, 3, 1)),
        faite_le: None,
        abandonnee_le: None,
        commentaire: String::new(),
    });
    let visite = VisiteEntiere {
        visite: Visite {
            id,
            ecole,
            le,
            duree: Some(45),
            motif: Some(terme(Liste::MotifVisite, "BILAN")),
            intervenant: if rang == 0 { "A. B." } else { "C. D." }.to_owned(),
        },
        compte_rendu: CompteRendu {
            constats: dit.to_owned(),
            ..CompteRendu::default()
        },
        rencontres: Vec::new(),
        copies: Vec::new(),
        actions: actions.collect(),
    };
    store
        .transact("Visite d’une école", |edit| edit.visite_entiere(&visite))
        .expect("written");
    id
}

fn visites(window: &Harness<'_, App>) -> usize {
    let faits = store(window).faits().expect("facts");
    faits.terrain.visites.values().map(Vec::len).sum()
}

/// Hands on a keyboard: counts the keys, a combination as many as it has.
struct Clavier<'a> {
    window: &'a mut Harness<'static, App>,
    touches: usize,
}

impl<'a> Clavier<'a> {
    const fn new(window: &'a mut Harness<'static, App>) -> Self {
        Self { window, touches: 0 }
    }

    fn touche(&mut self, touche: Key) {
        self.touches += 1;
        self.window.key_press(touche);
        self.window.run_ok();
    }

    fn ctrl(&mut self, touche: Key) {
        self.touches += 2;
        self.window.key_press_modifiers(Modifiers::COMMAND, touche);
        self.window.run_ok();
    }

    /// Letters that choose something: they count.
    fn lettres(&mut self, lettres: &str) {
        for lettre in lettres.chars() {
            self.touches += 1;
            self.window.event(egui::Event::Text(lettre.to_string()));
            self.window.run_ok();
        }
    }

    /// What the visit is about: it does not count.
    fn texte(&mut self, texte: &str) {
        self.window.event(egui::Event::Text(texte.to_owned()));
        self.window.run_ok();
    }
}

#[test]
fn a_visit_is_recorded_by_keyboard_alone_in_few_keystrokes() {
    let mut window = three_schools();
    let mut clavier = Clavier::new(&mut window);
    clavier.ctrl(Key::N);
    assert_eq!(focused(clavier.window), "École");
    assert!(clavier.window.run_ok().is_some(), "nothing moves by itself");
    clavier.lettres("vie");
    clavier.touche(Key::Enter);
    assert_eq!(focused(clavier.window), "Motif de la visite");
    clavier.lettres("co-");
    clavier.touche(Key::Enter);
    assert_eq!(focused(clavier.window), "Personnes vues, par fonction");
    clavier.lettres("dir");
    clavier.touche(Key::Enter);
    clavier.touche(Key::Tab);
    assert_eq!(focused(clavier.window), "Contexte");
    clavier.texte("Classe de CM1, 24 élèves.");
    clavier.touche(Key::Tab);
    clavier.texte("Les élèves publient seuls.");
    clavier.touche(Key::Tab);
    clavier.texte("Relire à deux.");
    clavier.touche(Key::Tab);
    assert_eq!(focused(clavier.window), "Suites");
    clavier.texte("Revenir en mai.");
    clavier.ctrl(Key::Enter);
    let touches = clavier.touches;
    assert!(touches <= 25, "{touches} keystrokes");
    assert!(shows(&window, "Visite enregistrée"));
    let v = visite(&window);
    assert_eq!(v.visite.ecole, Id::ecole(UAIS[1].0));
    assert_eq!(v.visite.le, jour(2021, 3, 12));
    assert_eq!(v.visite.duree, Some(60));
    assert_eq!(v.visite.intervenant, "A. B.");
    let termes = store(&window).faits().expect("facts").termes;
    assert_eq!(v.visite.motif_dit(&termes), "Co-animation en classe");
    assert_eq!(v.rencontres[0].role_dit(&termes), "Direction d’école");
    assert_eq!(
        (v.rencontres[0].nombre, v.rencontres[0].nom.as_str()),
        (Some(1), "")
    );
    let textes = Partie::TEXTES.map(|partie| v.compte_rendu.partie(partie));
    for (texte, attendu) in textes.into_iter().zip([
        "Classe de CM1, 24 élèves.",
        "Les élèves publient seuls.",
        "Relire à deux.",
        "Revenir en mai.",
    ]) {
        assert!(texte.ends_with(attendu), "{texte}");
    }
    let historique = store(&window).historique().expect("read");
    assert_eq!(historique[0].libelle, "Visite d’une école");
    assert!(historique[1].libelle.starts_with("Import"), "one operation");
}

#[test]
fn an_action_with_who_and_when_is_added_by_keyboard_too() {
    let mut window = three_schools();
    let mut clavier = Clavier::new(&mut window);
    clavier.ctrl(Key::N);
    clavier.lettres("anne");
    clavier.touche(Key::Enter);
    field(clavier.window, "Action : quoi");
    let avant = clavier.touches;
    clavier.texte("Ouvrir les comptes parents");
    clavier.touche(Key::Tab);
    assert_eq!(focused(clavier.window), "Action : qui");
    clavier.lettres("dir");
    clavier.touche(Key::Tab);
    assert_eq!(focused(clavier.window), "Action : d’ici le");
    clavier.lettres("15/2");
    clavier.touche(Key::Enter);
    assert_eq!(focused(clavier.window), "Action : quoi", "the next one");
    clavier.texte("Affecter le médiacentre");
    clavier.touche(Key::Tab);
    clavier.texte("la mairie de Golbey");
    clavier.ctrl(Key::Enter);
    assert!(clavier.touches - avant <= 15, "{}", clavier.touches - avant);
    let v = visite(&window);
    let termes = store(&window).faits().expect("facts").termes;
    let dites: Vec<(&str, &str, Option<chrono::NaiveDate>)> = v
        .actions
        .iter()
        .map(|a| (a.libelle.as_str(), a.qui_dit(&termes), a.echeance))
        .collect();
    assert_eq!(
        dites,
        [
            // A last day without its year is the next one to come.
            (
                "Ouvrir les comptes parents",
                "Direction d’école",
                Some(jour(2022, 2, 15))
            ),
            // What was being typed is not lost.
            ("Affecter le médiacentre", "la mairie de Golbey", None),
        ]
    );
}

#[test]
fn a_school_is_found_by_its_commune_its_uai_or_because_it_was_the_last() {
    let mut carnet = memory();
    past(&mut carnet, 2, jour(2021, 3, 9), "", &[]);
    past(&mut carnet, 0, jour(2021, 3, 10), "", &[]);
    let mut window = window(carnet);
    for (tape, attendue) in [
        ("", "École Élise, Épinal"),
        ("epinal", "École Élise, Épinal"),
        ("golbey", "École du Vieux Moulin, Golbey"),
        ("0880003", "École Anne, Épinal"),
    ] {
        ctrl(&mut window, Key::N);
        write(&mut window, tape);
        press(&mut window, Key::Enter);
        assert_eq!(value(&window, "École"), attendue, "{tape}");
        press(&mut window, Key::Escape);
    }
    ctrl(&mut window, Key::N);
    write(&mut window, "xyz");
    assert!(shows(&window, "Aucune école ouverte de ce nom"));
    ctrl(&mut window, Key::Enter);
    assert!(shows(&window, "Il manque l’école"));
    assert_eq!(
        focused(&window),
        "École",
        "one is brought to what is missing"
    );
    assert_eq!(visites(&window), 2);
}

#[test]
fn the_school_whose_sheet_is_open_is_chosen_at_once() {
    let mut window = three_schools();
    let montrer = Command::MontrerEcole(Id::ecole(UAIS[1].0));
    window.state().commands().send(montrer);
    window.run_ok();
    assert!(shows(&window, "Jamais visitée"));
    ctrl(&mut window, Key::N);
    assert_eq!(value(&window, "École"), "École du Vieux Moulin, Golbey");
    assert_eq!(focused(&window), "Motif de la visite");
    write(&mut window, "bil");
    ctrl(&mut window, Key::Enter);
    assert_eq!(window.state().page(), Page::Ecoles, "back where one was");
    assert!(shows(&window, "Dernière visite le 12 mars 2021"));
    assert!(shows(&window, "· Bilan"));
}

#[test]
fn what_cannot_be_read_is_not_saved_as_something_else() {
    let mut window = three_schools();
    ctrl(&mut window, Key::N);
    write(&mut window, "anne");
    press(&mut window, Key::Enter);
    field(&mut window, "Date de la visite");
    ctrl(&mut window, Key::A);
    write(&mut window, "31/2");
    ctrl(&mut window, Key::Enter);
    assert!(shows(&window, "Une date n’est pas comprise"));
    assert_eq!(visites(&window), 0);
    ctrl(&mut window, Key::A);
    write(&mut window, "hier");
    press(&mut window, Key::Tab);
    ctrl(&mut window, Key::A);
    write(&mut window, "longtemps");
    ctrl(&mut window, Key::Enter);
    assert!(shows(&window, "La durée n’est pas comprise"));
    assert_eq!(visites(&window), 0);
    ctrl(&mut window, Key::A);
    write(&mut window, "1h30");
    ctrl(&mut window, Key::Enter);
    let v = visite(&window).visite;
    assert_eq!((v.le, v.duree), (jour(2021, 3, 11), Some(90)));
}

#[test]
fn a_new_reason_joins_its_list_with_the_visit_and_leaves_with_it() {
    let mut window = three_schools();
    ctrl(&mut window, Key::N);
    write(&mut window, "anne");
    press(&mut window, Key::Enter);
    write(&mut window, "Prêt de tablettes");
    assert!(shows(&window, "Ajouter « Prêt de tablettes » aux motifs"));
    press(&mut window, Key::Enter);
    write(&mut window, "3 ens");
    press(&mut window, Key::Enter);
    write(&mut window, "AVS");
    press(&mut window, Key::Enter);
    ctrl(&mut window, Key::Enter);
    let termes = store(&window).faits().expect("facts").termes;
    let v = visite(&window);
    assert_eq!(v.visite.motif_dit(&termes), "Prêt de tablettes");
    let vues: Vec<(&str, Option<u32>)> = v
        .rencontres
        .iter()
        .map(|r| (r.role_dit(&termes), r.nombre))
        .collect();
    assert_eq!(vues.len(), 2);
    assert!(vues.contains(&("Enseignant, enseignante", Some(3))));
    assert!(vues.contains(&("AVS", Some(1))));
    let connus = termes.len();
    ctrl(&mut window, Key::Z);
    let faits = store(&window).faits().expect("facts");
    assert_eq!(visites(&window), 0);
    assert_eq!(
        faits.termes.len(),
        connus - 2,
        "one operation, undone whole"
    );
    ctrl(&mut window, Key::Y);
    assert_eq!(visite(&window), v, "and done again whole");
    assert_eq!(
        store(&window).verify().expect("verified"),
        Vec::<String>::new()
    );
}

#[test]
fn a_name_is_asked_of_nobody_and_one_click_makes_room_for_it() {
    let mut window = three_schools();
    ctrl(&mut window, Key::N);
    write(&mut window, "anne");
    press(&mut window, Key::Enter);
    field(&mut window, "Personnes vues, par fonction");
    write(&mut window, "dir");
    press(&mut window, Key::Enter);
    let nom = "Nom, facultatif : Direction d’école";
    assert!(window.query_by_label(nom).is_none());
    click(&mut window, "Ajouter un nom : Direction d’école");
    assert_eq!(focused(&window), nom);
    write(&mut window, "Mme D.");
    click(&mut window, "Un de plus : Direction d’école");
    ctrl(&mut window, Key::Enter);
    let vue = &visite(&window).rencontres[0];
    assert_eq!((vue.nom.as_str(), vue.nombre), ("Mme D.", Some(2)));
}

// ---- drafts

/// Begins a visit of École Anne and types this in its first part.
fn begin(window: &mut Harness<'_, App>, texte: &str) {
    ctrl(window, Key::N);
    write(window, "anne");
    press(window, Key::Enter);
    field(window, "Contexte");
    write(window, texte);
}

#[test]
fn what_is_typed_is_kept_at_each_pause_and_offered_again() {
    let mut window = three_schools();
    ctrl(&mut window, Key::N);
    write(&mut window, "anne");
    press(&mut window, Key::Enter);
    pause(&mut window, 2.0);
    assert!(brouillons(&window).is_empty(), "a school alone is no draft");
    let (revision, operations) = {
        let store = store(&window);
        (store.revision(), store.historique().expect("read").len())
    };
    field(&mut window, "Contexte");
    write(&mut window, "Noël à la forêt");
    pause(&mut window, 0.7);
    write(&mut window, ", où ?");
    pause(&mut window, 0.7);
    assert!(brouillons(&window).is_empty(), "no pause yet");
    pause(&mut window, 0.5);
    let gardes = brouillons(&window);
    assert_eq!(gardes.len(), 1);
    assert!(gardes[0].texte.contexte.ends_with("Noël à la forêt, où ?"));
    assert!(shows(&window, "Brouillon gardé"));
    press(&mut window, Key::Escape);
    assert_eq!(window.state().page(), Page::TableauDeBord);
    {
        let store = store(&window);
        assert_eq!(store.revision(), revision, "no data moved");
        assert_eq!(store.historique().expect("read").len(), operations);
    }
    ctrl(&mut window, Key::N);
    assert!(shows(
        &window,
        "Une visite commencée le 12 mars 2021 (École Anne, Épinal) n’est pas enregistrée"
    ));
    assert!(!value(&window, "Contexte").contains("forêt"), "a new visit");
    window.get_by_label("Jeter").click();
    window.run_ok();
    assert!(brouillons(&window).is_empty());
    window.get_by_label("Remettre").click();
    window.run_ok();
    assert_eq!(brouillons(&window), gardes);
    window.get_by_label("Reprendre").click();
    window.run_ok();
    assert!(value(&window, "Contexte").ends_with("Noël à la forêt, où ?"));
    assert_eq!(value(&window, "École"), "École Anne, Épinal");
    ctrl(&mut window, Key::Enter);
    assert!(brouillons(&window).is_empty(), "it is a visit now");
    assert_eq!(visite(&window).visite.id, gardes[0].id);
}

#[test]
fn leaving_the_page_keeps_what_was_just_typed_and_coming_back_shows_it() {
    let mut window = three_schools();
    begin(&mut window, "à finir");
    go(&mut window, Page::Ecoles);
    assert_eq!(brouillons(&window).len(), 1);
    ctrl(&mut window, Key::N);
    assert!(value(&window, "Contexte").ends_with("à finir"));
    // Another school asks for another visit; the first one waits.
    let autre = Command::NouvelleVisite(Some(Id::ecole(UAIS[1].0)));
    window.state().commands().send(autre);
    window.run_ok();
    assert!(!value(&window, "Contexte").contains("à finir"));
    assert!(shows(&window, "Une visite commencée le 12 mars 2021"));
}

#[test]
fn emptying_the_form_throws_its_draft_away() {
    let mut window = three_schools();
    begin(&mut window, "à finir");
    pause(&mut window, 1.1);
    assert_eq!(brouillons(&window).len(), 1);
    for _ in 0.."à finir".chars().count() {
        press(&mut window, Key::Backspace);
    }
    pause(&mut window, 1.1);
    assert!(brouillons(&window).is_empty());
}

#[test]
fn closing_the_window_or_the_carnet_keeps_the_last_words() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut carnet = Store::create(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("created");
    fill(&mut carnet);
    let mut premiere = window(carnet);
    begin(&mut premiere, "un");
    let root = egui::ViewportId::ROOT;
    let viewport = premiere.input_mut().viewports.entry(root).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    premiere.step();
    premiere.state_mut().on_exit(None);
    drop(premiere);
    let carnet = Store::open(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("opened");
    let mut seconde = window(carnet);
    let gardes = brouillons(&seconde);
    assert!(gardes[0].texte.contexte.ends_with("un"));
    begin(&mut seconde, "deux");
    seconde.state().commands().send(Command::Fermer);
    seconde.run_ok();
    let carnet = Store::open(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("opened");
    assert_eq!(carnet.brouillons("visite").expect("read").len(), 2);
}

const ENFANT: &str = "CARNET_VISITES_FICHIER";

/// Types a visit in a real window of its own process, says so once it is kept, and waits.
#[test]
fn enfant_qui_tape_une_visite() {
    let Ok(fichier) = std::env::var(ENFANT) else {
        return;
    };
    let carnet =
        Store::open(Path::new(&fichier), &auteur("A. B.", jour(2021, 3, 12))).expect("opened");
    let mut window = window(carnet);
    begin(&mut window, "tapé avant la coupure");
    pause(&mut window, 1.1);
    let mut sortie = std::io::stdout();
    writeln!(sortie, "gardé")
        .and_then(|()| sortie.flush())
        .expect("told");
    std::thread::sleep(std::time::Duration::from_mins(10));
}

#[test]
fn a_draft_survives_kill_9() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut carnet = Store::create(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("created");
    fill(&mut carnet);
    drop(carnet);
    let mut enfant = std::process::Command::new(std::env::current_exe().expect("this test"))
        .args([
            "--exact",
            "visites::enfant_qui_tape_une_visite",
            "--nocapture",
        ])
        .env(ENFANT, &chemin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let lignes = BufReader::new(enfant.stdout.take().expect("piped")).lines();
    let garde = lignes
        .map_while(Result::ok)
        .any(|ligne| ligne.ends_with("gardé"));
    enfant.kill().expect("killed");
    enfant.wait().expect("ended");
    assert!(garde, "the child kept its draft");
    let carnet = Store::open(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("opened");
    let mut window = window(carnet);
    ctrl(&mut window, Key::N);
    window.get_by_label("Reprendre").click();
    window.run_ok();
    assert!(value(&window, "Contexte").ends_with("tapé avant la coupure"));
}

#[test]
fn while_a_job_has_the_carnet_drafts_are_kept_beside_it_and_the_visit_waits() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut carnet = Store::create(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("created");
    fill(&mut carnet);
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_step_dt(1.0 / IMAGES as f32)
        .build_eframe(move |cc| {
            App::for_test_with_threads(&cc.egui_ctx, Some(carnet), jour(2021, 3, 12))
        });
    window.run_ok();
    let (open_gate, gate) = channel::<()>();
    window.state_mut().lend("Travail d’essai", move |_store| {
        gate.recv().ok();
    });
    window.run_ok();
    assert!(window.state().store().is_none(), "lent");
    begin(&mut window, "pendant le travail");
    pause(&mut window, 1.1);
    let secours = std::fs::read_to_string(secours_de(&chemin)).expect("a rescue file");
    assert!(secours.contains("pendant le travail"));
    ctrl(&mut window, Key::Enter);
    assert!(shows(
        &window,
        "sera enregistrée dès que le travail en cours sera fini"
    ));
    // Another one, which stays a draft.
    let autre = Command::NouvelleVisite(Some(Id::ecole(UAIS[1].0)));
    open_gate.send(()).expect("the job waits");
    for _ in 0..500 {
        window.run_ok();
        if window.state().store().is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    window.run_ok();
    assert!(
        visite(&window)
            .compte_rendu
            .contexte
            .ends_with("pendant le travail")
    );
    assert!(brouillons(&window).is_empty());
    assert!(!secours_de(&chemin).exists(), "taken back");
    window.state().commands().send(autre);
    window.run_ok();
    assert!(!shows(&window, "n’est pas enregistrée"));
}

#[test]
fn a_rescue_file_left_by_a_crash_is_taken_back_at_the_next_opening() {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("a.carnet");
    let mut carnet = Store::create(&chemin, &auteur("A. B.", jour(2021, 3, 12))).expect("created");
    fill(&mut carnet);
    drop(carnet);
    let saisie = SaisieVisite {
        ecole: Some(Id::ecole(UAIS[0].0)),
        action: carnet_ent::domain::saisie_visite::SaisieAction {
            libelle: "Rappeler".to_owned(),
            ..Default::default()
        },
        ..SaisieVisite::new(Id::fresh(), jour(2021, 3, 11), "A. B.", None)
    };
    let brouillon = Brouillon {
        id: saisie.id,
        genre: "visite".to_owned(),
        contenu: Some(saisie.to_json()),
        quand: 1,
    };
    write_secours(&chemin, &brouillon).expect("written");
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .build_eframe(|cc| App::for_test(&cc.egui_ctx, None, jour(2021, 3, 12)));
    window.run_ok();
    window
        .state()
        .commands()
        .send(Command::Ouvrir(chemin.clone()));
    window.run_ok();
    assert!(!secours_de(&chemin).exists());
    ctrl(&mut window, Key::N);
    assert!(shows(
        &window,
        "Une visite commencée le 11 mars 2021 (École Élise"
    ));
    window.get_by_label("Reprendre").click();
    window.run_ok();
    assert_eq!(value(&window, "Action : quoi"), "Rappeler");
}

// ---- what was promised

#[test]
fn what_was_promised_is_beside_the_entry_and_ticked_there() {
    let mut carnet = memory();
    let constat = "Six familles ne lisent pas le cahier.";
    past(
        &mut carnet,
        2,
        jour(2021, 1, 15),
        constat,
        &["Ouvrir les comptes"],
    );
    let mut window = window(carnet);
    ctrl(&mut window, Key::N);
    write(&mut window, "anne");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Visite du 15 janvier 2021"));
    assert!(shows(&window, constat), "the last report");
    assert!(shows(&window, "en retard de 11 jours"));
    field(&mut window, "Date de la visite");
    ctrl(&mut window, Key::A);
    write(&mut window, "10/3");
    press(&mut window, Key::Tab);
    click(&mut window, "Faite : Ouvrir les comptes");
    let faite = |window: &Harness<'_, App>| {
        let faits = store(window).faits().expect("facts");
        faits.terrain.actions(Id::ecole(UAIS[2].0))[0].faite_le
    };
    assert_eq!(
        faite(&window),
        Some(jour(2021, 3, 10)),
        "on the day of the visit"
    );
    assert!(shows(&window, "faite le 10 mars 2021"), "still on screen");
    click(&mut window, "Faite : Ouvrir les comptes");
    assert_eq!(faite(&window), None);
}

#[test]
fn the_most_pressing_promises_come_first_and_are_put_off_or_closed() {
    let mut carnet = memory();
    past(
        &mut carnet,
        2,
        jour(2021, 1, 15),
        "",
        &["Ouvrir les comptes"],
    );
    past(
        &mut carnet,
        0,
        jour(2021, 2, 1),
        "",
        &["Affecter le médiacentre"],
    );
    let mut window = window(carnet);
    go(&mut window, Page::Suivi);
    click(&mut window, "À relancer (2)");
    assert!(shows(&window, "En retard (2)"));
    click(
        &mut window,
        "Ouvrir les comptes, École Anne, en retard de 11 jours",
    );
    window.get_by_label("Reporter d’une semaine").click();
    window.run_ok();
    assert!(shows(&window, "En retard (1)"));
    assert!(shows(&window, "Dans les 30 jours (1)"));
    assert!(shows(&window, "d’ici le 19 mars 2021"), "from today");
    click(&mut window, "Faite : Affecter le médiacentre");
    assert!(!shows(&window, "En retard ("));
    assert!(!shows(&window, "Affecter le médiacentre"));
    field(&mut window, "Action : quoi");
    ctrl(&mut window, Key::A);
    write(&mut window, "Ouvrir tous les comptes");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Ouvrir tous les comptes, École Anne"));
    window.get_by_label("Abandonner").click();
    window.run_ok();
    assert!(shows(&window, "Rien à relancer"));
    ctrl(&mut window, Key::Z);
    assert!(shows(&window, "Ouvrir tous les comptes, École Anne"));
    let historique = store(&window).historique().expect("read");
    assert!(historique.iter().all(|l| !l.libelle.contains("comptes")));
}

// ---- the list and the sheet

fn spoken(window: &Harness<'_, App>, jour: &str) -> bool {
    window
        .query_all_by(|n| n.label().is_some_and(|l| l.starts_with(jour)))
        .next()
        .is_some()
}

#[test]
fn reports_are_searched_without_accents_after_a_pause() {
    let mut carnet = memory();
    past(
        &mut carnet,
        0,
        jour(2021, 3, 1),
        "Le wifi est coupé à Noël.",
        &["Relancer la mairie"],
    );
    past(&mut carnet, 1, jour(2021, 2, 1), "Un blog de forêt.", &[]);
    past(&mut carnet, 2, jour(2019, 6, 1), "", &[]);
    let mut window = window(carnet);
    go(&mut window, Page::Visites);
    assert!(shows(&window, "3 visites"));
    let asked = store(&window).statements_run();
    field(&mut window, "Chercher dans les visites");
    write(&mut window, "foret");
    assert_eq!(
        store(&window).statements_run(),
        asked,
        "not at each keystroke"
    );
    pause(&mut window, 0.6);
    assert!(shows(&window, "1 visite"));
    assert!(spoken(&window, "01/02/2021"));
    let asked = store(&window).statements_run();
    pause(&mut window, 1.0);
    assert_eq!(store(&window).statements_run(), asked, "nor at each frame");
    for (cherche, jour) in [
        ("noel elise", "01/03/2021"),
        ("mairie", "01/03/2021"),
        ("vieux blog", "01/02/2021"),
        ("2019", "01/06/2019"),
    ] {
        ctrl(&mut window, Key::A);
        write(&mut window, cherche);
        press(&mut window, Key::Enter);
        assert!(
            shows(&window, "1 visite") && spoken(&window, jour),
            "{cherche}"
        );
        field(&mut window, "Chercher dans les visites");
    }
    press(&mut window, Key::Escape);
    assert!(shows(&window, "3 visites"));
    window.get_by_label("Les miennes").click();
    window.run_ok();
    assert!(shows(&window, "1 visite") && spoken(&window, "01/03/2021"));
    window.get_by_label("Les miennes").click();
    window.run_ok();
    window.get_by_label("Quand ▾").click();
    window.run_ok();
    window.get_by_label("2018/2019").click();
    window.run_ok();
    assert!(shows(&window, "1 visite") && spoken(&window, "01/06/2019"));
    window.get_by_label("Tout réafficher").click();
    window.run_ok();
    assert!(shows(&window, "3 visites"));
}

#[test]
fn a_visit_is_read_and_put_right_in_its_sheet() {
    let mut carnet = memory();
    let id = past(
        &mut carnet,
        0,
        jour(2021, 3, 1),
        "Le wifi est coupé.",
        &["Relancer"],
    );
    let mut window = window(carnet);
    window.state().commands().send(Command::MontrerVisite(id));
    window.run_ok();
    assert_eq!(value(&window, "Constats"), "Le wifi est coupé.");
    field(&mut window, "Constats");
    press(&mut window, Key::End);
    write(&mut window, " Depuis lundi.");
    press(&mut window, Key::Tab);
    assert_eq!(
        visite(&window).compte_rendu.constats,
        "Le wifi est coupé. Depuis lundi."
    );
    field(&mut window, "Conseils");
    write(&mut window, "perdu");
    press(&mut window, Key::Escape);
    assert_eq!(
        visite(&window).compte_rendu.conseils,
        "",
        "Escape gives it back"
    );
    field(&mut window, "Motif de la visite");
    write(&mut window, "dépan");
    press(&mut window, Key::Enter);
    field(&mut window, "Personnes vues, par fonction");
    write(&mut window, "2 élè");
    press(&mut window, Key::Enter);
    field(&mut window, "Durée de la visite");
    ctrl(&mut window, Key::A);
    write(&mut window, "2 h");
    press(&mut window, Key::Enter);
    let v = visite(&window);
    let termes = store(&window).faits().expect("facts").termes;
    assert_eq!(v.visite.motif_dit(&termes), "Dépannage");
    assert_eq!(v.visite.duree, Some(120));
    assert_eq!(v.rencontres[0].role_dit(&termes), "Élèves");
    click(&mut window, "Copie de l’IEN");
    click(&mut window, "Copie de l’IEN : Suites");
    let copie = visite(&window).copies.pop().expect("chosen");
    assert_eq!(copie.pour, Lecteur::Ien);
    assert_eq!(copie.parties, [Partie::Constats, Partie::Actions]);
    field(&mut window, "Ajouter une action");
    write(&mut window, "Revenir");
    press(&mut window, Key::Enter);
    assert_eq!(visite(&window).actions.len(), 2);
    click(&mut window, "Supprimer cette visite");
    assert_eq!(visites(&window), 0);
    assert!(shows(&window, "Visite supprimée"));
    ctrl(&mut window, Key::Z);
    assert_eq!(visite(&window).actions.len(), 2);
    assert_eq!(
        store(&window).verify().expect("verified"),
        Vec::<String>::new()
    );
}

#[test]
fn words_about_people_are_pointed_at_and_dismissed() {
    let mut window = three_schools();
    begin(&mut window, "Léa (CM1) est malade");
    assert!(shows(&window, "peut être lu par les personnes concernées"));
    assert!(shows(&window, "« Léa (CM1) » : un élève ne se nomme pas"));
    assert!(shows(&window, "« malade » : ce qui touche à la santé"));
    click(&mut window, "Ignorer : malade");
    assert!(!shows(&window, "« malade »"));
    assert!(shows(&window, "« Léa (CM1) »"), "each on its own");
    field(&mut window, "Contexte");
    press(&mut window, Key::End);
    write(&mut window, ", malade encore");
    assert!(!shows(&window, "« malade »"), "said once is enough");
    ctrl(&mut window, Key::Enter);
    assert_eq!(visites(&window), 1, "a warning stops nothing");
}

#[test]
fn a_template_is_chosen_edited_and_fills_the_next_report() {
    let mut window = three_schools();
    ctrl(&mut window, Key::N);
    assert!(value(&window, "Constats").starts_with("Ce qui a été vu"));
    field(&mut window, "Conseils");
    write(&mut window, "Relire à deux");
    window.get_by_label_contains("Visite-conseil ▾").click();
    window.run_ok();
    window.get_by_label("Compte rendu libre").click();
    window.run_ok();
    assert_eq!(value(&window, "Constats"), "");
    assert!(
        value(&window, "Conseils").ends_with("Relire à deux"),
        "typed: it stays"
    );
    window.get_by_label_contains("Compte rendu libre ▾").click();
    window.run_ok();
    window.get_by_label("Modifier les modèles…").click();
    window.run_ok();
    // The dialog takes its place.
    pause(&mut window, 0.1);
    window.get_by_label("Ajouter un modèle").click();
    window.run_ok();
    field(&mut window, "Nom");
    write(&mut window, "Dépannage");
    field(&mut window, "Constats du modèle");
    write(&mut window, "Panne :");
    window.get_by_label("Enregistrer et fermer").click();
    window.run_ok();
    window.get_by_label_contains("Compte rendu libre ▾").click();
    window.run_ok();
    window.get_by_label("Dépannage").click();
    window.run_ok();
    assert_eq!(value(&window, "Constats"), "Panne :");
}

#[test]
fn the_entry_and_an_open_sheet_ask_the_carnet_nothing_when_idle() {
    let mut carnet = memory();
    let id = past(&mut carnet, 0, jour(2021, 3, 1), "Un blog.", &["Relancer"]);
    let mut window = window(carnet);
    let montrer = Command::NouvelleVisite(Some(Id::ecole(UAIS[0].0)));
    for commande in [montrer, Command::MontrerVisite(id)] {
        window.state().commands().send(commande);
        window.run_ok();
        pause(&mut window, 2.0);
        let asked = store(&window).statements_run();
        pause(&mut window, 2.0);
        assert_eq!(store(&window).statements_run(), asked);
        let verifier = Ecriture::Verifier(vec![Id::ecole(UAIS[0].0)]);
        window.state().commands().send(Command::Ecrire(verifier));
        window.run_ok();
        assert!(
            store(&window).statements_run() > asked,
            "the counter counts"
        );
    }
}
