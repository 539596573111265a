//! The dashboard and the page *Indicateurs* in the window: a figure opens its schools, its change
//! since another day is said in words, the keyboard reaches everything, the past is the past.

use crate::common::jour;
use crate::ecran::shows;
use crate::fenetre::{envoie, fenetre, trois_ecoles, va};
use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::{AnneeScolaire, Deploiement, Etape, Id, Objectif, Perimetre};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// ONE in École Élise since September 2019 and used; in École du Pré since September 2020.
fn equipees() -> Harness<'static, App> {
    let mut window = fenetre(trois_ecoles());
    let faits = window.state().store().expect("open").faits().expect("read");
    let one = faits.solutions.values().find(|s| s.nom == "ONE");
    let one = one.expect("shipped").id;
    for (uai, debut, utilise) in [
        ("0880001Y", "2019-09-02", Some("2020-04-01")),
        ("0880002Z", "2020-09-01", None),
    ] {
        let mut d = Deploiement {
            id: Id::fresh(),
            ecole: Id::ecole(uai),
            solution: one,
            debut: debut.parse().ok(),
            fin: None,
            perimetre: Perimetre::Ecole,
            etapes: [None; 5],
            projet: None,
            commentaire: String::new(),
        };
        d.etapes[Etape::Utilise as usize] = utilise.map(|le| le.parse().expect("a day"));
        envoie(
            &mut window,
            Command::Ecrire(Ecriture::Deploiement(Box::new(d))),
        );
    }
    window
}

/// Tab until something whose name begins so has the keyboard.
fn tab_to(window: &mut Harness<'_, App>, nom: &str) {
    for _ in 0..120 {
        window.key_press(Key::Tab);
        window.run_ok();
        let focused = window
            .query_all_by(|n| n.is_focused())
            .find_map(|n| n.accesskit_node().label());
        if focused.is_some_and(|label| label.replace('\u{a0}', " ").starts_with(nom)) {
            return;
        }
    }
    panic!("Tab never reaches « {nom} »");
}

#[test]
fn a_figure_opens_the_schools_behind_it_by_keyboard() {
    let mut window = equipees();
    assert!(shows(&window, "Avec ENT : 66,7 %, avec ENT · 2 sur 3"));
    tab_to(&mut window, "Utilisé : 1");
    window.key_press(Key::Enter);
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "École Élise, Épinal"));
    assert!(!shows(&window, "École du Pré, Golbey"));
}

#[test]
fn a_bar_of_the_funnel_and_a_line_of_what_sticks_open_their_schools() {
    let mut window = equipees();
    tab_to(&mut window, "Comptes créés : 2");
    window.key_press(Key::Enter);
    window.run_ok();
    assert!(shows(&window, "École du Pré, Golbey"));
    assert!(!shows(&window, "École Anne, Épinal"));

    va(&mut window, Page::TableauDeBord);
    // École du Pré has had its accounts since September: trained by nobody, six months later.
    tab_to(&mut window, "Les voir : 2 écoles avec des comptes");
    va(&mut window, Page::TableauDeBord);
    let ligne = "Ce qui coince, 2\u{a0}écoles : Équipées, jamais formées";
    window.get_by_label_contains(ligne).click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(!shows(&window, "École Anne, Épinal"));
}

#[test]
fn the_change_since_another_day_has_a_sign_and_a_word() {
    let mut window = equipees();
    assert!(shows(
        &window,
        "Changements depuis le 12 mars 2020, un an avant"
    ));
    assert!(shows(&window, "2 sur 3, +33,4 points, en progrès"));
    let compare = Some(jour(2020, 10, 1));
    envoie(&mut window, Command::ComparerAu(compare));
    assert!(shows(&window, "Changements depuis le 1er octobre 2020."));
    assert!(shows(&window, "2 sur 3, inchangé"));
    // The use noted in April 2020 is one more than on 1 January, and a loss the other way round.
    envoie(&mut window, Command::ComparerAu(Some(jour(2020, 1, 1))));
    assert!(shows(&window, "1 sur 2, +1, en progrès"));
}

#[test]
fn the_curve_tells_its_lockdown_and_opens_the_schools_of_a_rentree() {
    let mut window = equipees();
    window.get_by_label("La même chose en tableau").click();
    window.run_ok();
    assert!(shows(&window, "17 mars 2020 : confinement"));
    envoie(&mut window, Command::RegarderAu(Some(jour(2020, 3, 16))));
    assert!(!shows(&window, "17 mars 2020"), "not yet");
}

#[test]
fn the_table_of_the_etat_des_lieux_follows_its_date_and_opens_each_number() {
    let mut window = equipees();
    va(&mut window, Page::Indicateurs);
    assert!(shows(&window, "Vosges, écoles avec ENT : 2"));
    assert!(shows(
        &window,
        "Vosges, part des élémentaires et primaires parmi les écoles avec ENT : 100 %"
    ));
    envoie(&mut window, Command::RegarderAu(Some(jour(2020, 8, 31))));
    assert!(shows(&window, "Total, taux d’écoles avec ENT : 33,3 %"));
    envoie(&mut window, Command::RegarderAu(Some(jour(2019, 9, 1))));
    assert!(
        !shows(&window, "Total, taux d’écoles avec ENT"),
        "0: nothing to open"
    );

    envoie(&mut window, Command::RegarderAu(None));
    tab_to(&mut window, "Total, écoles avec ENT : 2");
    window.key_press(Key::Enter);
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(!shows(&window, "École Anne, Épinal"));
}

#[test]
fn every_grouping_and_every_tab_is_drawn_at_any_date() {
    let mut window = equipees();
    va(&mut window, Page::Indicateurs);
    for groupe in ["rpi", "tranche d’IPS", "financement", "projet", "commune"] {
        window
            .get_by_role_and_label(Role::ComboBox, "Regroupement")
            .click();
        window.run_ok();
        window
            .get_by_label(&format!("Par {groupe}").replace("rpi", "RPI"))
            .click();
        window.run_ok();
        assert!(shows(&window, "Total, nombre d’écoles : 3"), "{groupe}");
    }
    for (onglet, attendu) in [
        ("Du projet à l’usage", "Comptes créés : 2"),
        ("Quatre niveaux", "Utilisé, sans formation connue : 1 école"),
        ("Après une formation", "Écoles non formées : 0 % · 0 sur 2"),
        (
            "Abonnements",
            "avec un ENT en service dont personne n’a noté la fin : 2 écoles",
        ),
        ("Activité", "Jamais observées : 100 % · 3 sur 3"),
        ("Objectifs", "Aucun objectif n’est encore noté"),
        ("Complétude", "Circonscription : 0 % · manque à 3"),
    ] {
        window.get_by_role_and_label(Role::Tab, onglet).click();
        window.run_ok();
        assert!(shows(&window, attendu), "{onglet}");
        for jour_ in [jour(1950, 1, 1), jour(2019, 8, 31), jour(2060, 1, 1)] {
            envoie(&mut window, Command::RegarderAu(Some(jour_)));
        }
        envoie(&mut window, Command::RegarderAu(None));
    }
}

#[test]
fn a_target_is_noted_and_says_what_is_missing() {
    let mut window = equipees();
    let objectif = Objectif {
        circonscription: None,
        annee: AnneeScolaire::of(jour(2021, 3, 12)),
        part: 100,
        commentaire: String::new(),
    };
    envoie(&mut window, Command::Ecrire(Ecriture::Objectif(objectif)));
    va(&mut window, Page::Indicateurs);
    window.get_by_role_and_label(Role::Tab, "Objectifs").click();
    window.run_ok();
    assert!(shows(&window, "−33,3 · en cours"));
    assert!(shows(
        &window,
        "Sans ENT, Tout le carnet, 2020/2021 : 1 école"
    ));
    // Once its year is over it is missed, on the figures of its last day.
    envoie(&mut window, Command::RegarderAu(Some(jour(2021, 8, 1))));
    assert!(shows(&window, "−33,3 · ✗ manqué"));
    envoie(&mut window, Command::RegarderAu(None));
    window
        .get_by_label("Supprimer l’objectif 2020/2021, Tout le carnet")
        .click();
    window.run_ok();
    assert!(shows(&window, "Aucun objectif n’est encore noté"));
}

#[test]
fn the_cards_stand_within_the_window_and_a_row_has_one_height() {
    let mut window = equipees();
    for (largeur, hauteur) in [(1280.0, 800.0), (1000.0, 640.0), (640.0, 400.0)] {
        window.set_size(egui::vec2(largeur, hauteur));
        window.run_ok();
        window.run_ok();
        let boutons = window.query_all_by_role(Role::Button);
        let coupes: Vec<_> = boutons.filter(|n| n.rect().right() > largeur).collect();
        assert!(coupes.is_empty(), "{largeur}: {coupes:?}");
        let bas = |nom: &str| window.get_by_label_contains(nom).rect().bottom();
        // Two figures of the first row, one of which says more.
        let (un, autre) = (bas("Avec ENT : 66,7"), bas("Utilisé : 1, réellement"));
        assert!((un - autre).abs() < 1.0, "{largeur}: {un} and {autre}");
    }
}
