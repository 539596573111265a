//! Visits, told by label as a person would: entry by keyboard alone, drafts, what is promised.

mod common;

use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::{Action, Id, Partie, VisiteEntiere};
use carnet_ent::store::{Champs, Store};
use common::{auteur, jour};
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

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
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

fn shows(window: &Harness<'_, App>, texte: &str) -> bool {
    let plain = |dit: String| dit.replace(['\u{a0}', '\u{202f}'], " ");
    window
        .query_all_by(|n| {
            let dits = [n.label(), n.value()];
            dits.into_iter()
                .flatten()
                .any(|dit| plain(dit).contains(texte))
        })
        .next()
        .is_some()
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
