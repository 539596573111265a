//! The stories of the roll-out: what is paid and until when, what a school works with, changing
//! of ENT, many schools at once, what is to follow up.

use crate::common::{auteur, jour};
use crate::ecran::shows;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::{Deploiement, Faits, Financement, Id, Uai};
use carnet_ent::store::{Champs, Store, dispositif, solution};
use chrono::NaiveDate;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// In the order of the list.
const NOMS: [&str; 4] = ["École Anne", "École du Pré", "École Élise", "École Zéphyr"];

fn aujourdhui() -> NaiveDate {
    jour(2021, 3, 12)
}

fn ecole(rang: u32) -> Id {
    Id::ecole(
        Uai::from_numero(880_001 + rang)
            .expect("seven digits")
            .as_str(),
    )
}

/// Four public schools of one commune of the Vosges.
fn store() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", aujourdhui())).expect("memory");
    store
        .transact("Import de l’annuaire", |edit| {
            for (rang, nom) in (0..).zip(NOMS) {
                let champs = Champs::new()
                    .set("nom", nom)
                    .set("maternelle", false)
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", "88160")
                    .set("commune_nom", "Épinal")
                    .set("departement", "088");
                let uai = Uai::from_numero(880_001 + rang).expect("seven digits");
                edit.releve("annuaire", jour(2020, 9, 1), uai.as_str(), champs)?;
            }
            Ok(())
        })
        .expect("filled");
    store
}

/// Gives ONE to a school since 1 September 2018, and what pays it until `fin`.
fn avec_one(store: &mut Store, ecole: Id, fin: Option<NaiveDate>) {
    store
        .transact("ONE", |edit| {
            let d = Deploiement::nouveau(ecole, solution("ONE"), jour(2018, 9, 1));
            edit.deploiement(&d)?;
            if let Some(fin) = fin {
                let f = Financement {
                    deploiement: Some(d.id),
                    dispositif: Some(dispositif("ENIR2018")),
                    annee: Some(2018),
                    montant_centimes: Some(125_050),
                    abonnement_debut: Some(jour(2018, 9, 1)),
                    abonnement_fin: Some(fin),
                    ..Financement::nouveau(ecole)
                };
                edit.financement(&f, carnet_ent::domain::Source::Saisi)?;
            }
            Ok(())
        })
        .expect("written");
}

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 2000.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), aujourdhui()));
    window.run_ok();
    window
}

fn send(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
}

fn go(window: &mut Harness<'_, App>, page: Page) {
    send(window, Command::Aller(page));
}

fn plain(dit: &str) -> String {
    dit.replace(['\u{a0}', '\u{202f}'], " ")
}

fn faits(window: &Harness<'_, App>) -> Faits {
    window
        .state()
        .store()
        .expect("open")
        .faits()
        .expect("facts")
}

/// Clicks what bears exactly this name, spaces of any width.
fn click(window: &mut Harness<'_, App>, nom: &str) {
    let trouve = window
        .query_all_by(|n| n.label().is_some_and(|dit| plain(&dit) == nom))
        .next();
    let Some(noeud) = trouve else {
        panic!("nothing is called « {nom} »");
    };
    noeud.click();
    window.run_ok();
}

/// Takes this option of the choice of that name.
fn choose(window: &mut Harness<'_, App>, choix: &str, option: &str) {
    window.get_by_role_and_label(Role::ComboBox, choix).click();
    window.run_ok();
    window.get_by_role_and_label(Role::Button, option).click();
    window.run_ok();
}

/// Types in the field of this name in place of what it holds, and commits.
fn fill(window: &mut Harness<'_, App>, champ: &str, texte: &str) {
    window.get_by_role_and_label(Role::TextInput, champ).focus();
    window.run_ok();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(texte.to_owned()));
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
}

fn key(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_ok();
}

#[test]
fn a_subscription_about_to_end_is_seen_everywhere() {
    let mut store = store();
    avec_one(&mut store, ecole(0), Some(jour(2021, 6, 30)));
    avec_one(&mut store, ecole(1), Some(jour(2020, 12, 31)));
    avec_one(&mut store, ecole(2), Some(jour(2024, 8, 31)));
    let mut window = window(store);
    assert!(shows(
        &window,
        "Abonnements finissant dans les 6 mois : 1, abonnements finissant dans les 6 mois · 1 déjà fini"
    ));
    window
        .get_by_label_contains("Abonnements finissant dans les 6 mois : 1")
        .click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "École Anne, Épinal, ONE"));
    assert!(
        !shows(&window, "École Élise, Épinal"),
        "only those it counts"
    );

    click(&mut window, "Tout réafficher");
    click(&mut window, "Suivi ▾");
    click(&mut window, "Abonnement fini, ENT en service");
    assert!(shows(&window, "École du Pré, Épinal, ONE"));
    assert!(!shows(&window, "École Anne, Épinal"));

    go(&mut window, Page::Suivi);
    assert!(shows(&window, "Finis (1)"));
    assert!(shows(&window, "Dans les 3 mois (1)"));
    assert!(shows(&window, "Plus tard (1)"));
    assert!(shows(&window, "1 en 2020, 1 en 2021, 1 en 2024"));
    assert!(shows(
        &window,
        "École Anne, Épinal, ONE, 30/06/2021, finit dans 3 mois"
    ));
    assert!(shows(
        &window,
        "École du Pré, Épinal, ONE, 31/12/2020, fini depuis 3 mois"
    ));
    window.get_by_label_contains("École du Pré, Épinal").click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(
        &window,
        "ENT en service sans abonnement depuis le 1er janvier 2021"
    ));
    send(&mut window, Command::MontrerEcole(ecole(0)));
    assert!(shows(
        &window,
        "Abonnement jusqu’au 30/06/2021 (ENIR 2018), finit dans 3 mois"
    ));
    assert!(shows(&window, "ENIR 2018 · 2018 · 1 250,50 €"));
}

#[test]
fn a_carnet_without_subscription_says_what_to_do() {
    let mut window = window(store());
    go(&mut window, Page::Suivi);
    assert!(shows(&window, "Aucun abonnement à suivre"));
    click(&mut window, "Voir les écoles");
    assert_eq!(window.state().page(), Page::Ecoles);
}

#[test]
fn an_ent_is_changed_on_a_day_in_one_operation() {
    let mut store = store();
    avec_one(&mut store, ecole(0), None);
    let mut window = window(store);
    send(&mut window, Command::MontrerEcole(ecole(0)));
    click(&mut window, "Changer d’ENT après ONE");
    choose(&mut window, "Nouvel ENT", "Beneylu School");
    fill(&mut window, "Premier jour du nouvel ENT", "1/9/2017");
    click(&mut window, "Changer");
    assert!(shows(
        &window,
        "Impossible : il n’a commencé que le 1er septembre 2018"
    ));
    assert_eq!(faits(&window).deploiements(ecole(0)).len(), 1);
    fill(&mut window, "Premier jour du nouvel ENT", "1er mars 2021");
    click(&mut window, "Changer");
    let apres = faits(&window);
    let [ancien, nouveau] = apres.deploiements(ecole(0)) else {
        panic!("two periods");
    };
    assert_eq!(ancien.fin, Some(jour(2021, 2, 28)));
    assert_eq!(nouveau.debut, Some(jour(2021, 3, 1)));
    assert_eq!(nouveau.solution, solution("BENEYLU"));
    assert!(shows(&window, "du 1er septembre 2018 au 28 février 2021"));
    assert!(!shows(&window, "Sans ENT pendant"), "no gap between them");
    key(&mut window, Modifiers::COMMAND, Key::Z);
    let avant = faits(&window);
    let [seul] = avant.deploiements(ecole(0)) else {
        panic!("one undo takes both back");
    };
    assert_eq!(seul.fin, None);
}

#[test]
fn a_finished_period_is_reopened() {
    let mut store = store();
    avec_one(&mut store, ecole(0), None);
    let mut window = window(store);
    send(&mut window, Command::MontrerEcole(ecole(0)));
    fill(&mut window, "Fin ONE", "28/2/21");
    assert!(shows(&window, "du 1er septembre 2018 au 28 février 2021"));
    assert!(
        window.query_by_label("Début ONE").is_none(),
        "a finished period is one line"
    );
    click(&mut window, "Modifier la période ONE");
    assert!(window.query_by_label("Début ONE").is_some());
    click(&mut window, "Rouvrir ONE : sans fin");
    assert_eq!(faits(&window).deploiements(ecole(0))[0].fin, None);
}

#[test]
fn fundings_are_typed_in_euros_and_their_end_in_years() {
    let mut store = store();
    avec_one(&mut store, ecole(0), None);
    let mut window = window(store);
    send(&mut window, Command::MontrerEcole(ecole(0)));
    click(&mut window, "Ajouter un financement ▼");
    click(&mut window, "Abonnement DANE trois ans");
    let f = faits(&window).financements(ecole(0))[0].clone();
    assert_eq!(f.annee, Some(2021));
    assert_eq!(
        f.deploiement,
        Some(faits(&window).deploiements(ecole(0))[0].id),
        "the only ENT in service"
    );
    fill(&mut window, "Montant (€)", "mille");
    assert!(shows(&window, "« mille » n’est pas un montant"));
    assert_eq!(
        faits(&window).financements(ecole(0))[0].montant_centimes,
        None
    );
    fill(&mut window, "Montant (€)", "1 250,50");
    fill(&mut window, "Début de l’abonnement", "1/9/20");
    click(&mut window, "Abonnement de 3 ans");
    choose(&mut window, "Poste", "Services et ressources");
    let f = faits(&window).financements(ecole(0))[0].clone();
    assert_eq!(f.montant_centimes, Some(125_050));
    assert_eq!(f.abonnement_debut, Some(jour(2020, 9, 1)));
    assert_eq!(f.abonnement_fin, Some(jour(2023, 8, 31)));
    assert_eq!(f.poste, "Services et ressources");
    assert!(shows(
        &window,
        "Abonnement DANE trois ans · 2021 · 1 250,50 €"
    ));
    fill(&mut window, "Fin de l’abonnement", "1/9/2019");
    assert!(
        shows(&window, "La fin est avant le début"),
        "refused with a sentence"
    );
    assert_eq!(
        faits(&window).financements(ecole(0))[0].abonnement_fin,
        Some(jour(2023, 8, 31))
    );
    click(&mut window, "Supprimer ce financement");
    assert!(faits(&window).financements(ecole(0)).is_empty());
    assert!(shows(&window, "Aucun financement noté"));
}

#[test]
fn conditions_are_noted_then_corrected_the_same_day() {
    let mut window = window(store());
    send(&mut window, Command::MontrerEcole(ecole(0)));
    assert!(shows(&window, "Rien de noté"));
    fill(&mut window, "Débit en Mbit/s", "30");
    choose(&mut window, "Charte signée", "Oui");
    fill(&mut window, "Charte signée, depuis le", "1/2/21");
    choose(&mut window, "Wifi", "Toute l’école");
    assert!(shows(&window, "Noté le 12 mars 2021"));
    fill(&mut window, "Débit en Mbit/s", "300");
    let apres = faits(&window);
    let [note] = &apres.conditions[&ecole(0)][..] else {
        panic!("one note a day");
    };
    assert_eq!(note.le, aujourdhui());
    assert_eq!(note.debit_mbits, Some(300));
    assert_eq!(
        (note.charte, note.charte_le),
        (Some(true), Some(jour(2021, 2, 1)))
    );
    assert_eq!((note.gar, note.postes), (None, None), "only what was said");
    fill(&mut window, "Débit en Mbit/s", "beaucoup");
    assert!(shows(&window, "Tapez un nombre entier"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    click(&mut window, "Effacer la note des conditions de ce jour");
    assert!(shows(&window, "Rien de noté"));
}

#[test]
fn the_population_of_a_commune_settles_a_hint() {
    let mut window = window(store());
    send(&mut window, Command::MontrerEcole(ecole(0)));
    click(&mut window, "Éligibilité aux dispositifs");
    // On 12 March 2021 only the SNEE can be asked for.
    assert!(shows(
        &window,
        "Socle numérique (SNEE) : éligible selon ce qu’on sait"
    ));
    assert!(shows(&window, "du 14 janvier au 31 mars 2021 · Ministère"));
    assert!(shows(&window, "Hors période à cette date"));
    fill(&mut window, "Habitants de la commune", "31 740");
    fill(&mut window, "Année du recensement", "2018");
    let info = faits(&window).communes["88160"].clone();
    assert_eq!((info.population, info.annee), (Some(31_740), Some(2018)));
    send(&mut window, Command::MontrerEcole(ecole(1)));
    click(&mut window, "Éligibilité aux dispositifs");
    assert!(
        shows(&window, "31 740"),
        "the same for every school of the commune"
    );
}

#[test]
fn many_schools_are_chosen_by_keyboard_alone() {
    let mut window = window(store());
    go(&mut window, Page::Ecoles);
    key(&mut window, Modifiers::NONE, Key::ArrowDown);
    key(&mut window, Modifiers::NONE, Key::Space);
    assert!(shows(&window, "1 école sélectionnée"));
    assert!(shows(&window, "École Anne, Épinal, sans ENT, cochée"));
    key(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    key(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    assert!(shows(&window, "3 écoles sélectionnées"));
    key(&mut window, Modifiers::NONE, Key::Space);
    assert!(
        shows(&window, "2 écoles sélectionnées"),
        "École Élise is unticked"
    );
    key(&mut window, Modifiers::COMMAND, Key::A);
    assert!(shows(&window, "4 écoles sélectionnées"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!shows(&window, "sélectionnée"));

    // A range with the mouse, one taken out, then hidden by the search.
    window.get_by_label_contains("École Anne, ").click();
    window.run_ok();
    window
        .get_by_label_contains("École Zéphyr, ")
        .click_modifiers(Modifiers::SHIFT);
    window.run_ok();
    window
        .get_by_label_contains("École Élise, ")
        .click_modifiers(Modifiers::COMMAND);
    window.run_ok();
    assert!(shows(&window, "3 écoles sélectionnées"));
    window.get_by_label("Chercher une école").focus();
    window.run_ok();
    window.get_by_label("Chercher une école").type_text("anne");
    window.run_ok();
    assert!(shows(&window, "3 écoles sélectionnées, dont 2 masquées"));
}

#[test]
fn nothing_changed_for_a_selection_for_a_filter_and_for_a_line() {
    let mut window = window(store());
    assert!(shows(&window, "À vérifier : 4"));
    go(&mut window, Page::Ecoles);
    key(&mut window, Modifiers::NONE, Key::ArrowDown);
    key(&mut window, Modifiers::NONE, Key::Space);
    key(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    // The bar's, not the sheet's.
    let boutons: Vec<_> = window.query_all_by_label("Rien n’a changé").collect();
    assert_eq!(boutons.len(), 2);
    let bas = boutons
        .iter()
        .max_by(|a, b| a.rect().top().total_cmp(&b.rect().top()))
        .expect("two");
    bas.click();
    drop(boutons);
    window.run_ok();
    assert_eq!(faits(&window).verifications.len(), 2);
    assert!(!shows(&window, "sélectionnée"), "done, the ticks are gone");

    go(&mut window, Page::Suivi);
    click(&mut window, "À vérifier (2)");
    assert!(shows(&window, "École Zéphyr, Épinal, jamais vérifié"));
    click(&mut window, "Rien n’a changé : École Zéphyr");
    assert!(shows(&window, "À vérifier (1)"));
    key(&mut window, Modifiers::COMMAND, Key::A);
    assert!(shows(&window, "1 école sélectionnée"));
    click(&mut window, "Rien n’a changé");
    assert!(shows(&window, "Rien à vérifier"));
    assert_eq!(faits(&window).verifications.len(), 4);

    go(&mut window, Page::Ecoles);
    click(&mut window, "4 écoles ▾");
    click(&mut window, "Rien n’a changé dans ces 4 écoles");
    let apres = faits(&window);
    assert!(apres.verifications.values().all(|v| v.len() == 2));
    key(&mut window, Modifiers::COMMAND, Key::Z);
    let avant = faits(&window);
    assert!(
        avant.verifications.values().all(|v| v.len() == 1),
        "one undo for all"
    );
}

#[test]
fn several_schools_are_modified_after_a_preview_and_undone_at_once() {
    let mut store = store();
    avec_one(&mut store, ecole(0), None);
    let mut window = window(store);
    go(&mut window, Page::Ecoles);
    key(&mut window, Modifiers::COMMAND, Key::A);
    click(&mut window, "Modifier…");
    assert!(shows(&window, "Modifier 4 écoles"));
    assert!(shows(&window, "Choisissez l’ENT à ajouter"));
    choose(&mut window, "ENT à ajouter", "ONE");
    fill(&mut window, "Dès le", "1/9/20");
    assert!(shows(
        &window,
        "ONE, école entière, à partir du 1er septembre 2020"
    ));
    assert!(shows(
        &window,
        "laissée de côté : a déjà ONE depuis le 1er septembre 2018"
    ));
    assert_eq!(
        faits(&window).deploiements.len(),
        1,
        "a preview writes nothing"
    );
    click(&mut window, "Appliquer à 3 écoles");
    assert_eq!(faits(&window).deploiements.len(), 4);
    assert!(!shows(&window, "Modifier 4 écoles"), "the panel is closed");
    go(&mut window, Page::Historique);
    assert!(shows(&window, "Modification de plusieurs écoles"));
    go(&mut window, Page::Ecoles);
    key(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(faits(&window).deploiements.len(), 1, "one undo for all");
}

#[test]
fn stages_ends_fundings_and_conditions_are_given_to_many() {
    let mut store = store();
    avec_one(&mut store, ecole(0), None);
    avec_one(&mut store, ecole(1), None);
    let mut window = window(store);
    go(&mut window, Page::Ecoles);
    let mut modify = |quoi: &str, champs: &[(&str, &str)], appliquer: &str| {
        key(&mut window, Modifiers::COMMAND, Key::A);
        click(&mut window, "Modifier…");
        choose(&mut window, "Que faire", quoi);
        for (champ, texte) in champs {
            if let Some(choix) = champ.strip_suffix(" ▾") {
                choose(&mut window, choix, texte);
            } else {
                fill(&mut window, champ, texte);
            }
        }
        click(&mut window, appliquer);
        faits(&window)
    };
    let apres = modify(
        "Dater une étape",
        &[("Étape ▾", "Formé"), ("Atteinte le", "15/9/20")],
        "Appliquer à 2 écoles",
    );
    let formees = apres.deploiements.values().flatten();
    assert!(
        formees
            .map(|d| d.etape(carnet_ent::domain::Etape::Forme))
            .all(|le| le == Some(jour(2020, 9, 15)))
    );
    let apres = modify(
        "Ajouter un financement",
        &[
            ("Dispositif ▾", "Socle numérique (SNEE)"),
            ("Montant par école (€)", "300"),
            ("Abonné du", "1/9/20"),
            ("au", "31/8/21"),
        ],
        "Appliquer à 4 écoles",
    );
    assert_eq!(apres.financements.len(), 4);
    let liees = apres.financements.values().flatten();
    assert_eq!(liees.filter(|f| f.deploiement.is_some()).count(), 2);
    let apres = modify(
        "Noter une condition",
        &[("Depuis le", "1/2/21")],
        "Appliquer à 4 écoles",
    );
    assert!(
        apres
            .conditions
            .values()
            .flatten()
            .all(|c| c.charte == Some(true) && c.charte_le == Some(jour(2021, 2, 1)))
    );
    let apres = modify(
        "Arrêter l’ENT en cours",
        &[("Dernier jour", "28/2/21")],
        "Appliquer à 2 écoles",
    );
    assert!(
        apres
            .deploiements
            .values()
            .flatten()
            .all(|d| d.fin == Some(jour(2021, 2, 28)))
    );
}

#[test]
fn escape_closes_the_change_then_the_ticks() {
    let mut window = window(store());
    go(&mut window, Page::Ecoles);
    key(&mut window, Modifiers::COMMAND, Key::A);
    click(&mut window, "Modifier…");
    assert!(shows(&window, "Modifier 4 écoles"));
    // Escape in a field gives its value back, and leaves the rest.
    window
        .get_by_role_and_label(Role::TextInput, "Dès le")
        .focus();
    window.run_ok();
    window.event(egui::Event::Text("9".to_owned()));
    window.run_ok();
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(shows(&window, "Modifier 4 écoles"));
    window
        .get_by_role_and_label(Role::ComboBox, "Que faire")
        .click();
    window.run_ok();
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(shows(&window, "Modifier 4 écoles"), "it closed the menu");
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!shows(&window, "Modifier 4 écoles"));
    assert!(shows(&window, "4 écoles sélectionnées"));
    key(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!shows(&window, "sélectionnées"));
}

#[test]
fn the_lists_are_one_stop_of_tab_and_open_with_enter() {
    let mut store = store();
    for rang in 0..4 {
        avec_one(&mut store, ecole(rang), Some(jour(2021, 6, 30)));
    }
    let mut window = window(store);
    go(&mut window, Page::Suivi);
    let mut stops = Vec::new();
    for _ in 0..40 {
        window.key_press(Key::Tab);
        window.run_ok();
        let focused = window
            .query_all_by(|n| n.is_focused())
            .find_map(|n| n.accesskit_node().label());
        stops.extend(focused);
    }
    assert!(
        stops.iter().any(|s| s.starts_with("Liste des abonnements")),
        "{stops:?}"
    );
    assert!(
        !stops.iter().any(|s| s.starts_with("École Anne")),
        "{stops:?}"
    );
    while !window.query_all_by(|n| n.is_focused()).any(|n| {
        n.accesskit_node()
            .label()
            .is_some_and(|l| l.starts_with("Liste"))
    }) {
        window.key_press(Key::Tab);
        window.run_ok();
    }
    key(&mut window, Modifiers::NONE, Key::ArrowDown);
    key(&mut window, Modifiers::NONE, Key::ArrowDown);
    key(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "0880002Z"), "the sheet of the second");
}

#[test]
fn what_is_followed_up_asks_the_carnet_nothing_when_idle() {
    let mut store = store();
    avec_one(&mut store, ecole(0), Some(jour(2021, 6, 30)));
    let mut window = window(store);
    send(&mut window, Command::MontrerEcole(ecole(0)));
    click(&mut window, "Éligibilité aux dispositifs");
    key(&mut window, Modifiers::COMMAND, Key::A);
    click(&mut window, "Modifier…");
    let run = |window: &Harness<'_, App>| window.state().store().expect("open").statements_run();
    let asked = run(&window);
    window.run_steps(10);
    assert_eq!(run(&window), asked);
    let verifier = Ecriture::Verifier(vec![ecole(0)]);
    send(&mut window, Command::Ecrire(verifier));
    assert!(run(&window) > asked, "the counter moves");
}
