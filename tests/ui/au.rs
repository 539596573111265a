//! « Au … »: the carnet on another day, told by keyboard; and what changed between two days.

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::faits::{ajoute, deploiement, ecole, ecole_changeante, situation, solution};
use crate::fenetre::{envoie, fenetre, trois_ecoles, va};
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::comparaison::{Changement, Raison, comparer};
use carnet_ent::domain::{
    CompteRendu, Faits, Id, Perimetre, PeriodeSituation, Population, Regle, Situation, Visite,
    VisiteEntiere,
};
use carnet_ent::store::Store;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

/// ENT in two schools: one since September 2019, one since September 2020.
fn equip(window: &mut egui_kittest::Harness<'_, carnet_ent::app::App>) {
    let one = window.state().store().expect("open").faits().expect("read");
    let one = one
        .solutions
        .values()
        .find(|s| s.nom == "ONE")
        .expect("shipped")
        .id;
    for (uai, debut) in [("0880001Y", "2019-09-02"), ("0880002Z", "2020-09-01")] {
        let d = deploiement(Id::ecole(uai), one, debut);
        envoie(window, Command::Ecrire(Ecriture::Deploiement(Box::new(d))));
    }
}

#[test]
fn the_slider_goes_back_by_keyboard_and_every_figure_follows() {
    let mut window = fenetre(trois_ecoles());
    equip(&mut window);
    assert!(shows(&window, "2 sur 3"));

    window.key_press_modifiers(Modifiers::COMMAND, Key::D);
    window.run_ok();
    let slider = window.get_by_role_and_label(Role::Slider, "Date regardée");
    assert!(slider.is_focused(), "Ctrl+D gives the slider the keyboard");
    assert_eq!(slider.value().as_deref(), Some("12 mars 2021"));

    // To the first of this month, then six more: 1 September; one day back: before the second ENT.
    for _ in 0..7 {
        window.key_press(Key::ArrowLeft);
        window.run_ok();
    }
    let slider = window.get_by_role_and_label(Role::Slider, "Date regardée");
    assert_eq!(slider.value().as_deref(), Some("1er septembre 2020"));
    assert!(shows(&window, "2 sur 3"), "the first day is included");
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    window.run_ok();
    assert!(shows(&window, "1 sur 3"));
    assert!(shows(&window, "tel qu’il était le 31 août 2020"));

    window.key_press(Key::PageDown);
    window.run_ok();
    assert!(shows(&window, "tel qu’il était le 1er septembre 2019"));
    assert!(shows(&window, "0 sur 3"));

    window.get_by_label("Revenir à aujourd’hui").click();
    window.run_ok();
    assert!(shows(&window, "2 sur 3"));
    assert!(!shows(&window, "tel qu’il était"));
}

#[test]
fn the_schools_that_entered_between_two_days_are_named() {
    let mut window = fenetre(trois_ecoles());
    equip(&mut window);
    va(&mut window, Page::Comparaison);
    window.get_by_label("Comparer à l’an dernier").click();
    window.run_ok();
    assert!(shows(&window, "Du 12 mars 2020 au 12 mars 2021"));
    assert!(shows(&window, "1 + 1 entrée − 0 sortie = 2"));
    assert!(shows(&window, "École du Pré, Golbey : sans ENT puis ONE"));
    window.get_by_label_contains("Sorties").click();
    window.run_ok();
    assert!(shows(&window, "Aucune école n’a perdu son ENT"));
}

#[test]
fn what_came_after_is_not_listed_in_the_past() {
    let mut window = fenetre(trois_ecoles());
    let entiere = VisiteEntiere {
        visite: Visite {
            id: Id::fresh(),
            ecole: Id::ecole("0880001Y"),
            le: jour(2021, 2, 1),
            duree: None,
            motif: None,
            intervenant: String::new(),
        },
        compte_rendu: CompteRendu::default(),
        rencontres: Vec::new(),
        copies: Vec::new(),
        actions: Vec::new(),
    };
    envoie(
        &mut window,
        Command::Ecrire(Ecriture::Visite(Box::new(entiere))),
    );
    va(&mut window, Page::Visites);
    assert!(shows(&window, "1 visite"));
    envoie(&mut window, Command::RegarderAu(Some(jour(2021, 1, 31))));
    assert!(shows(&window, "aucune visite n’était encore faite"));
    envoie(&mut window, Command::RegarderAu(Some(jour(2021, 2, 1))));
    assert!(shows(&window, "1 visite"));
}

#[test]
fn another_carnet_is_looked_at_today() {
    let mut window = fenetre(trois_ecoles());
    envoie(&mut window, Command::RegarderAu(Some(jour(2020, 1, 1))));
    assert!(shows(&window, "tel qu’il était"));
    envoie(&mut window, Command::Fermer);
    let dossier = tempfile::tempdir().expect("a folder");
    let autre = dossier.path().join("autre.carnet");
    Store::create(&autre, &auteur("A. B.", jour(2021, 3, 12))).expect("made");
    envoie(&mut window, Command::Ouvrir(autre));
    assert!(!shows(&window, "tel qu’il était"));
}

/// Names of the schools of a list.
fn noms(liste: &[Changement]) -> Vec<&str> {
    liste.iter().map(|c| c.nom.as_str()).collect()
}

#[test]
fn a_comparison_names_who_entered_left_or_changed_and_balances() {
    let mut f = Faits::default();
    let one = solution(&mut f, "ONE", 1, true);
    let beneylu = solution(&mut f, "Beneylu", 2, true);
    let klassly = solution(&mut f, "Klassly", 3, false);
    let named = |nom: &str| Situation {
        nom: nom.into(),
        ..situation()
    };
    let ent = |f: &mut Faits, ecole, solution, debut: &str, fin: Option<&str>| {
        let mut d = deploiement(ecole, solution, debut);
        d.fin = fin.map(crate::faits::jour);
        ajoute(f, d);
    };
    let entree = ecole(&mut f, 880_001, named("Entrée"));
    ent(&mut f, entree, one, "2020-07-01", None);
    let sortie = ecole(&mut f, 880_002, named("Sortie"));
    ent(&mut f, sortie, one, "2018-09-01", Some("2020-06-30"));
    // The change happens on the day itself: the old one ends the day before.
    let change = ecole(&mut f, 880_003, named("Change"));
    ent(&mut f, change, one, "2018-09-01", Some("2020-06-30"));
    ent(&mut f, change, beneylu, "2020-07-01", None);
    let meme = ecole(&mut f, 880_004, named("Même"));
    ent(&mut f, meme, one, "2018-09-01", Some("2020-01-31"));
    ent(&mut f, meme, one, "2020-02-01", None);
    let outil = ecole(&mut f, 880_005, named("Outil"));
    ent(&mut f, outil, klassly, "2020-01-01", None);
    let ferme = ecole(
        &mut f,
        880_006,
        Situation {
            fermeture: Some(crate::faits::jour("2020-07-01")),
            ..named("Ferme")
        },
    );
    ent(&mut f, ferme, one, "2018-09-01", None);
    ecole(
        &mut f,
        880_007,
        Situation {
            ouverture: Some(crate::faits::jour("2020-07-01")),
            ..named("Ouvre")
        },
    );
    // Closed, then open again under another situation.
    let fermee = PeriodeSituation {
        de: None,
        a: Some(crate::faits::jour("2020-03-01")),
        depuis: crate::faits::jour("2000-01-01"),
        situation: Situation {
            fermeture: Some(crate::faits::jour("2019-07-06")),
            ..named("Rouvre")
        },
    };
    let rouverte = PeriodeSituation {
        de: Some(crate::faits::jour("2020-03-01")),
        a: None,
        depuis: crate::faits::jour("2020-03-01"),
        situation: named("Rouvre"),
    };
    let rouvre = ecole_changeante(&mut f, 880_008, vec![fermee, rouverte]);
    ent(&mut f, rouvre, one, "2018-09-01", None);
    let classe = ecole(&mut f, 880_009, named("Classe"));
    let mut d = deploiement(classe, one, "2020-05-01");
    d.perimetre = Perimetre::Classes {
        nombre: Some(1),
        total: None,
    };
    ajoute(&mut f, d);
    let privee = Situation {
        statut: Some(carnet_ent::domain::Statut::Prive),
        ..named("Privée")
    };
    let privee = ecole(&mut f, 880_010, privee);
    ent(&mut f, privee, one, "2020-05-01", None);

    let (de, a) = (jour(2020, 1, 1), jour(2020, 7, 1));
    let c = comparer(&f, de, a, Regle::Classe, Population::Public);
    assert_eq!(noms(&c.entrees), ["Classe", "Entrée", "Rouvre"]);
    assert_eq!(noms(&c.sorties), ["Ferme", "Sortie"]);
    assert_eq!(noms(&c.changements), ["Change"]);
    assert_eq!(noms(&c.ouvertures), ["Ouvre"]);
    assert!(c.fermetures.is_empty());
    assert_eq!(c.entrees[2].raison, Raison::Ouverte);
    assert_eq!(c.sorties[0].raison, Raison::Fermee);
    assert_eq!(c.changements[0].avant, ["ONE"]);
    assert_eq!(c.changements[0].apres, ["Beneylu"]);

    for (regle, population) in [
        (Regle::Classe, Population::Public),
        (Regle::Ecole, Population::Public),
        (Regle::Classe, Population::Tous),
        (Regle::Classe, Population::Prive),
    ] {
        let c = comparer(&f, de, a, regle, population);
        let entrees = c.entrees.len() as u64;
        let sorties = c.sorties.len() as u64;
        assert_eq!(c.avant.avec_ent + entrees - sorties, c.apres.avec_ent);
        let ouvertes = [&c.entrees, &c.ouvertures].into_iter().flatten();
        let ouvertes = ouvertes.filter(|c| c.raison == Raison::Ouverte).count() as u64;
        let fermees = [&c.sorties, &c.fermetures].into_iter().flatten();
        let fermees = fermees.filter(|c| c.raison == Raison::Fermee).count() as u64;
        assert_eq!(c.avant.ecoles + ouvertes - fermees, c.apres.ecoles);
    }
    let entieres = comparer(&f, de, a, Regle::Ecole, Population::Public);
    assert_eq!(noms(&entieres.entrees), ["Entrée", "Rouvre"]);
    let meme = comparer(&f, a, a, Regle::Classe, Population::Tous);
    assert!(meme.entrees.is_empty() && meme.sorties.is_empty() && meme.changements.is_empty());
}
