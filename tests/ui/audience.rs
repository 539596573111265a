//! The audience measure (DNMA) from a file to the pages. No row of such a file was ever seen: the
//! files here are INVENTED after a description of their columns (`domain.md` §4.1).

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::fichier_annuaire::{Ecrit, Fichier, V2026, ligne, uai};
use carnet_ent::Error;
use carnet_ent::app::App;
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::audience::Profil;
use carnet_ent::domain::{Deploiement, Id, Perimetre};
use carnet_ent::exchange::annuaire::Choix;
use carnet_ent::exchange::dnma::ChoixColonnes;
use carnet_ent::exchange::import::{self, Connu, Decisions, Plan, appliquer};
use carnet_ent::exchange::{Jeu, Progress};
use carnet_ent::store::{Store, solution};
use chrono::{Days, NaiveDate};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// The day everything is looked at, a Wednesday.
const AU: (i32, u32, u32) = (2026, 3, 18);

const ENTETE: &str = "debutsemaine;uai;academie;departement;visites_globales;\
    utilisateurs_globales;duree_globales;visites_eleve;utilisateurs_eleve;visites_parent;\
    utilisateurs_parent;visites_enseignant;utilisateurs_enseignant;visites_admin_vie_scol_tech";

fn au() -> NaiveDate {
    jour(AU.0, AU.1, AU.2)
}

/// The Monday `rang` weeks after 5 January 2026.
fn lundi(rang: u64) -> NaiveDate {
    jour(2026, 1, 5) + Days::new(7 * rang)
}

/// One row of profiles.
fn rangee(uai: &str, lundi: NaiveDate, visites: u32) -> String {
    let (e, p) = (visites / 2, visites / 3);
    format!("{lundi};{uai};NANCY-METZ;088;{visites};{e};3 min;{e};{e};{p};{p};{p};1;0\n")
}

fn profils(rangees: &str) -> Ecrit {
    Ecrit::new("profils.csv", format!("{ENTETE}\n{rangees}").as_bytes())
}

/// Ten weeks of the two schools, the second of which nobody visits, beside a school not followed.
fn dix_semaines() -> String {
    (0..10).fold(String::new(), |mut texte, rang| {
        texte += &rangee(&uai(880_001), lundi(rang), 60 + rang as u32);
        texte += &rangee(&uai(880_002), lundi(rang), 0);
        texte += &rangee(&uai(570_001), lundi(rang), 999);
        texte
    })
}

/// Two public schools of one circonscription; the second has an ENT, declared.
fn carnet() -> Store {
    let mut store = Store::in_memory(&auteur("A. B.", au())).expect("memory");
    let mut fichier = Fichier::new(V2026);
    for (numero, nom) in [
        (880_001, "Ecole primaire des Tilleuls"),
        (880_002, "Ecole élémentaire du Pont"),
    ] {
        fichier.push(
            ligne(numero, nom)
                .set("ecole_elementaire", "1")
                .set("date_maj_ligne", "2025-06-08"),
        );
    }
    importe(&mut store, &fichier.ecrire()).expect("the annuaire");
    let ecole = Id::ecole(&uai(880_002));
    store
        .transact("Déploiement", |edit| {
            edit.deploiement(&Deploiement {
                id: Id::fresh(),
                ecole,
                solution: solution("ONE"),
                debut: Some(jour(2024, 9, 2)),
                fin: None,
                perimetre: Perimetre::Ecole,
                etapes: [None; 5],
                projet: None,
                commentaire: String::new(),
            })
        })
        .expect("written");
    store
}

fn prepare(store: &Store, chemin: &Path, colonnes: ChoixColonnes) -> Result<Plan, Error> {
    let choix = Choix {
        millesime: Some(jour(2026, 3, 17)),
        colonnes,
        ..Choix::default()
    };
    let connu = Connu::read(store)?;
    let jeu = import::jeu(chemin)?;
    import::preparer(chemin, jeu, &choix, &connu, &mut Progress::silent())
}

fn importe(store: &mut Store, chemin: &Path) -> Result<(Plan, usize), Error> {
    let plan = prepare(store, chemin, ChoixColonnes::default())?;
    let ecrits = appliquer(store, &plan, &Decisions::default(), &mut Progress::silent())?;
    assert_eq!(store.verify()?, Vec::<String>::new());
    Ok((plan, ecrits))
}

fn visites(store: &Store, numero: u32) -> Vec<Option<u32>> {
    let audience = store
        .audience(lundi(0), lundi(60), None)
        .expect("the measures");
    audience
        .semaines(Id::ecole(&uai(numero)))
        .iter()
        .map(|s| s.mesure(Profil::Globales).visites)
        .collect()
}

fn comptes(plan: &Plan) -> [usize; 3] {
    let r = plan.resume();
    [r.nouvelles, r.modifiees, r.inchangees]
}

#[test]
fn a_file_is_recognised_and_only_the_schools_of_the_carnet_are_kept() {
    let mut store = carnet();
    let fichier = profils(&dix_semaines());
    assert_eq!(import::jeu(&fichier).expect("read"), Some(Jeu::Dnma));
    let (plan, ecrits) = importe(&mut store, &fichier).expect("imported");
    assert_eq!(comptes(&plan), [2, 0, 0]);
    assert_eq!(plan.resume().non_suivies, 10);
    assert_eq!(ecrits, 20);
    let attendu: Vec<Option<u32>> = (60..70).map(Some).collect();
    assert_eq!(visites(&store, 880_001), attendu);
    assert_eq!(visites(&store, 880_002), vec![Some(0); 10]);
    assert!(visites(&store, 570_001).is_empty());
    let audience = store.audience(lundi(0), lundi(0), None).expect("a week");
    let semaine = audience.semaines(Id::ecole(&uai(880_001)))[0];
    assert_eq!(semaine.mesure(Profil::Parent).visites, Some(20));
    // Its users have no column: nothing is said, which is not zero.
    assert_eq!(semaine.mesure(Profil::Personnels).visites, Some(0));
    assert_eq!(semaine.mesure(Profil::Personnels).utilisateurs, None);
    // Durations are text, told and not kept.
    let dits: Vec<&str> = plan.remarques().iter().map(|r| &*r.raison).collect();
    assert!(dits.iter().any(|d| d.contains("durée")), "{dits:?}");
}

#[test]
fn the_same_file_twice_writes_nothing_and_an_import_is_undone_at_once() {
    let mut store = carnet();
    let fichier = profils(&dix_semaines());
    importe(&mut store, &fichier).expect("imported");
    let revision = store.revision();
    let (plan, ecrits) = importe(&mut store, &fichier).expect("read again");
    assert_eq!((ecrits, store.revision()), (0, revision));
    assert_eq!(comptes(&plan), [0, 0, 2]);
    assert!(plan.phrase(0).contains("rien n’a été écrit"));
    assert!(store.undo().expect("undone").is_some());
    assert!(visites(&store, 880_001).is_empty());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    assert!(store.redo().expect("redone").is_some());
    assert_eq!(visites(&store, 880_001).len(), 10);
}

#[test]
fn a_newer_file_wins_week_by_week_and_an_older_one_fills_the_rest() {
    let mut store = carnet();
    importe(&mut store, &profils(&rangee(&uai(880_001), lundi(1), 50))).expect("the newer");
    // An older file of three weeks, one of which the newer one says otherwise.
    let ancien: String = (0..3).map(|r| rangee(&uai(880_001), lundi(r), 7)).collect();
    let fichier = profils(&ancien);
    let connu = Connu::read(&store).expect("read");
    let choix = Choix {
        millesime: Some(jour(2026, 2, 1)),
        ..Choix::default()
    };
    let plan = import::preparer(
        &fichier,
        Some(Jeu::Dnma),
        &choix,
        &connu,
        &mut Progress::silent(),
    )
    .expect("compared");
    let detail = plan.commun().expect("not an annuaire").lignes[0]
        .detail
        .replace(['\u{a0}', '\u{202f}'], " ");
    assert!(
        detail.contains("3 semaines, du 05/01/2026 au 19/01/2026"),
        "{detail}"
    );
    assert!(
        detail.contains("2 nouvelles, 1 d’un fichier plus récent, gardées"),
        "{detail}"
    );
    appliquer(
        &mut store,
        &plan,
        &Decisions::default(),
        &mut Progress::silent(),
    )
    .expect("written");
    assert_eq!(visites(&store, 880_001), [Some(7), Some(50), Some(7)]);
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}

#[test]
fn services_keep_their_own_names_and_their_zeros_are_not_kept() {
    let mut store = carnet();
    let mut texte = "debutsemaine;uai;visites_globales;visites_notes;utilisateurs_notes;\
                     visites_service_jamais_vu;duree_notes\n"
        .to_owned();
    for rang in 0..3_u64 {
        let notes = if rang == 0 { 12 } else { 0 };
        writeln!(
            texte,
            "{};{};40;{notes};3;{};2 min",
            lundi(rang),
            uai(880_001),
            5 + rang
        )
        .expect("as made");
    }
    let (plan, _) =
        importe(&mut store, &Ecrit::new("services.csv", texte.as_bytes())).expect("imported");
    assert_eq!(comptes(&plan), [1, 0, 0]);
    // The global figure of a file of services is another file's to say.
    assert!(visites(&store, 880_001).is_empty());
    let services = store.services(lundi(0), lundi(9), None).expect("services");
    let lus: Vec<_> = services
        .iter()
        .map(|s| (s.libelle(), s.visites(), s.derniere()))
        .collect();
    let attendu = [
        ("Service jamais vu".to_owned(), 18, Some(lundi(2))),
        ("Notes".to_owned(), 12, Some(lundi(0))),
    ];
    assert_eq!(lus, attendu);
    let ailleurs = [Id::ecole(&uai(880_002))].into();
    assert!(
        store
            .services(lundi(0), lundi(9), Some(&ailleurs))
            .expect("asked")
            .is_empty()
    );
}

#[test]
fn bad_rows_are_refused_by_number_and_the_others_are_taken() {
    let mut store = carnet();
    let bon = uai(880_001);
    let mut texte = rangee(&bon, lundi(0), 10);
    texte += &rangee("0880001Z", lundi(0), 10);
    texte += &rangee(&bon, lundi(1) + Days::new(1), 10);
    texte += &rangee(&bon, lundi(2), 10).replace(";10;", ";-10;");
    texte += &rangee(&bon, lundi(0), 11);
    texte += &rangee(&bon, lundi(0), 10);
    texte += &rangee(&bon, lundi(3), 10).replace(";10;", ";dix;");
    texte += &rangee(&bon, lundi(4), 10).replace("2026", "mardi");
    let (plan, ecrits) = importe(&mut store, &profils(&texte)).expect("imported");
    let refus: Vec<(u64, &str)> = plan
        .refusees()
        .iter()
        .map(|r| (r.ligne, r.raison.as_str()))
        .collect();
    for ((ligne, raison), (attendue, mot)) in refus.iter().zip([
        (3, "0880001Z"),
        (4, "n’est pas un lundi"),
        (5, "négatif"),
        (6, "ligne 2 est gardée"),
        (9, "début d’une semaine"),
    ]) {
        assert_eq!(*ligne, attendue, "{refus:?}");
        assert!(raison.contains(mot), "{raison}");
    }
    assert_eq!(refus.len(), 5, "{refus:?}");
    assert_eq!(ecrits, 2);
    assert_eq!(visites(&store, 880_001), [Some(10), None]);
    assert!(
        plan.remarques()
            .iter()
            .any(|r| r.ligne == 8 && r.raison.contains("dix"))
    );
}

#[test]
fn hostile_files_are_refused_in_a_sentence_or_read_whatever_their_writing() {
    let mut store = carnet();
    let refus = |store: &mut Store, octets: &[u8], mot: &str| {
        let erreur = importe(store, &Ecrit::new("dnma.csv", octets)).expect_err(mot);
        let phrase = erreur.user_message();
        assert!(phrase.contains(mot), "{phrase}");
        assert_eq!(phrase.lines().count(), 1, "{phrase}");
    };
    refus(
        &mut store,
        format!("{ENTETE}\n").as_bytes(),
        "que des titres",
    );
    let appareils = b"debutsemaine;uai;visites_ordinateur;visites_tablette;visites_smartphone\n\
        2026-01-05;0880001Y;1;2;3\n";
    refus(&mut store, appareils, "par appareil");
    refus(
        &mut store,
        b"debutsemaine;uai\n2026-01-05;0880001Y\n",
        "mesure",
    );
    let sans_uai = "debutsemaine;code maison;visites_eleve;visites_parent\n2026-01-05;x;1;2\n";
    refus(&mut store, sans_uai.as_bytes(), "celle de l’UAI");
    // A cell of one megabyte costs its row only.
    let mut long = rangee(&uai(880_001), lundi(0), 10);
    long += &rangee(&uai(880_001), lundi(1), 10).replace("NANCY-METZ", &"x".repeat(1 << 20));
    let (plan, ecrits) = importe(&mut store, &profils(&long)).expect("imported");
    assert_eq!((plan.resume().refusees, ecrits), (1, 1));
    assert!(store.undo().expect("undone").is_some());
    // As Excel saves it: windows-1252, commas, days first, a title with an accent.
    let excel = format!(
        "Début semaine;UAI;Académie;Visites élève;Visites parent\n05/01/2026;{};Nancy-Metz é;4;6\n",
        uai(880_001)
    );
    let octets = encoding_rs::WINDOWS_1252.encode(&excel).0.into_owned();
    let (_, ecrits) = importe(&mut store, &Ecrit::new("dnma.csv", &octets)).expect("imported");
    assert_eq!(ecrits, 1);
    let audience = store.audience(lundi(0), lundi(0), None).expect("a week");
    let semaine = audience.semaines(Id::ecole(&uai(880_001)))[0];
    assert_eq!(semaine.mesure(Profil::Parent).visites, Some(6));
    assert_eq!(
        semaine.mesure(Profil::Globales).visites,
        None,
        "never computed"
    );
}

#[test]
fn ten_years_of_weeks_become_a_lot_for_each_school_year() {
    let mut store = carnet();
    let debut = jour(2016, 9, 5);
    let texte: String = (0..515)
        .map(|rang| rangee(&uai(880_001), debut + Days::new(7 * rang), 30))
        .collect();
    let (plan, ecrits) = importe(&mut store, &profils(&texte)).expect("imported");
    assert_eq!(ecrits, 515);
    let Plan::Dnma(audience) = &plan else {
        panic!("an audience")
    };
    assert_eq!(audience.lots().len(), 10);
    // One page asks for its own weeks only.
    let une = store
        .audience(debut, debut + Days::new(20), None)
        .expect("weeks");
    assert_eq!(une.semaines(Id::ecole(&uai(880_001))).len(), 3);
}

#[test]
fn a_column_nobody_foresaw_is_designated_and_a_measure_left_out() {
    let mut store = carnet();
    let texte = format!(
        "Lundi;Code maison;visites_eleve;visites_parent\n2026-01-05;{};4;6\n",
        uai(880_001)
    );
    let fichier = Ecrit::new("dnma.csv", texte.as_bytes());
    let plan = prepare(&store, &fichier, ChoixColonnes::default()).expect("shown");
    let Plan::Dnma(audience) = &plan else {
        panic!("an audience")
    };
    assert_eq!(audience.colonnes.manquantes().len(), 2);
    assert!(plan.commun().expect("common").lignes.is_empty());
    assert!(!plan.is_complete());
    let choix = ChoixColonnes {
        uai: Some(1),
        semaine: Some(0),
        ecartees: ["parent".to_owned()].into(),
    };
    let plan = prepare(&store, &fichier, choix).expect("compared");
    let ecrits = appliquer(
        &mut store,
        &plan,
        &Decisions::default(),
        &mut Progress::silent(),
    );
    assert_eq!(ecrits.expect("written"), 1);
    let lue = store.audience(lundi(0), lundi(0), None).expect("a week");
    let semaine = lue.semaines(Id::ecole(&uai(880_001)))[0];
    assert_eq!(semaine.mesure(Profil::Eleve).visites, Some(4));
    assert_eq!(semaine.mesure(Profil::Parent).visites, None);
}

#[test]
fn a_file_of_profiles_and_services_counts_each_week_once() {
    let store = carnet();
    let texte = format!(
        "debutsemaine;uai;visites_eleve;visites_parent;visites_notes\n\
         2026-01-05;{0};4;6;2\n2026-01-12;{0};4;6;0\n",
        uai(880_001)
    );
    let fichier = Ecrit::new("dnma.csv", texte.as_bytes());
    let plan = prepare(&store, &fichier, ChoixColonnes::default()).expect("compared");
    let detail = &plan.commun().expect("common").lignes[0].detail;
    assert!(detail.starts_with("2\u{a0}semaines, du"), "{detail}");
}

#[test]
fn an_import_that_is_stopped_writes_nothing() {
    let mut store = carnet();
    let fichier = profils(&dix_semaines());
    let plan = prepare(&store, &fichier, ChoixColonnes::default()).expect("compared");
    let annule = AtomicBool::new(false);
    annule.store(true, Ordering::Relaxed);
    let revision = store.revision();
    let mut progress = Progress::new(&annule, |_| {});
    let fin = appliquer(&mut store, &plan, &Decisions::default(), &mut progress);
    assert!(matches!(fin, Err(Error::Interrupted)));
    assert_eq!(store.revision(), revision);
    assert!(visites(&store, 880_001).is_empty());
}

#[test]
fn two_carnets_with_the_same_file_hold_it_once_and_an_altered_row_is_found() {
    let dossier = tempfile::tempdir().expect("folder");
    let mut un = carnet();
    let fichier = profils(&dix_semaines());
    importe(&mut un, &fichier).expect("here");
    let mut autre = carnet();
    importe(&mut autre, &fichier).expect("there");
    importe(&mut autre, &profils(&rangee(&uai(880_001), lundi(30), 8))).expect("there only");
    un.union(&autre).expect("made one");
    assert_eq!(un.verify().expect("verified"), Vec::<String>::new());
    assert_eq!(visites(&un, 880_001).len(), 11);
    assert_eq!(un.lots_audience().expect("lots").len(), 2);

    let chemin = dossier.path().join("essai.carnet");
    drop(Store::create(&chemin, &auteur("A. B.", au())).expect("created"));
    let mut store = Store::open(&chemin, &auteur("A. B.", au())).expect("opened");
    store.union(&un).expect("received");
    drop(store);
    alter(&chemin);
    let store = Store::open(&chemin, &auteur("A. B.", au())).expect("opened");
    let dits = store.verify().expect("verified");
    assert!(dits.iter().any(|d| d.contains("lot")), "{dits:?}");
    let refus = autre.union(&store).err();
    assert!(refus.is_none() || matches!(refus, Some(Error::Refused(_))));
}

#[expect(
    clippy::disallowed_methods,
    reason = "the file is altered from outside the program"
)]
fn alter(chemin: &Path) {
    let base = rusqlite::Connection::open(chemin).expect("opened");
    let n = base
        .execute(
            "UPDATE audience SET visites_globales = 1000 WHERE visites_globales = 61",
            [],
        )
        .expect("altered");
    assert_eq!(n, 1);
}

fn window(store: Store) -> Harness<'static, App> {
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_max_steps(24)
        .with_theme(egui::Theme::Light)
        .build_eframe(move |cc| App::for_test(&cc.egui_ctx, Some(store), au()));
    window.run_ok();
    window
}

fn click(window: &mut Harness<'_, App>, label: &str) {
    window.get_by_label_contains(label).click();
    window.run_ok();
}

fn send(window: &mut Harness<'_, App>, command: Command) {
    window.state().commands().send(command);
    window.run_ok();
}

#[test]
fn from_the_empty_page_to_the_curve_and_the_school_that_contradicts_it() {
    let mut window = window(carnet());
    send(&mut window, Command::Aller(Page::Audience));
    assert!(shows(&window, "Aucune mesure d’audience"));
    click(&mut window, "Importer une mesure d’audience");
    assert_eq!(window.state().page(), Page::Importer);
    let fichier = profils(&dix_semaines());
    send(
        &mut window,
        Command::AnalyserFichiers(vec![fichier.to_path_buf()]),
    );
    assert!(shows(&window, "Audience mesurée des ENT (DNMA), UTF-8"));
    assert!(shows(&window, "Nouvelles (2)"));
    assert!(shows(&window, "5 mesures gardées sur 5"));
    window.check_accessibility();
    click(&mut window, "Importer ce fichier");
    assert!(shows(&window, "20 mesures, en une seule opération"));

    send(&mut window, Command::Aller(Page::Audience));
    assert!(shows(&window, "Courbe des visites par semaine"));
    assert!(shows(
        &window,
        "semaine du 09/03/2026 : 69 visites · 2 écoles mesurent sur 2"
    ));
    window.check_accessibility();
    // Nothing is asked of the carnet while nothing moves.
    let asked = window.state().store().expect("open").statements_run();
    for _ in 0..10 {
        window.step();
    }
    assert_eq!(
        window.state().store().expect("open").statements_run(),
        asked
    );
    click(&mut window, "En texte");
    assert!(shows(&window, "09/03/2026"));
    click(&mut window, "En texte");
    click(&mut window, "Profils");
    assert!(shows(&window, "Parts de la somme des quatre profils"));
    click(&mut window, "Services");
    assert!(shows(&window, "Aucune mesure par service"));
    click(&mut window, "Déclaré / constaté (2)");
    assert!(shows(&window, "Déclaré, mais aucune visite : 1 école"));
    assert!(shows(
        &window,
        "Des visites, mais aucun ENT déclaré : 1 école"
    ));
    window.check_accessibility();
    click(&mut window, "Courbe de Ecole primaire des Tilleuls");
    assert!(shows(&window, "Courbe des visites par semaine"));
    click(&mut window, "Déclaré / constaté (2)");
    window.get_by_label("Ecole élémentaire du Pont").click();
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "Usage mesuré"));
    assert!(shows(&window, "ENT déclaré, mais aucune visite connue"));
    // Looked at before anything was measured, nothing is contradicted.
    send(&mut window, Command::RegarderAu(Some(jour(2025, 1, 15))));
    send(&mut window, Command::Aller(Page::Audience));
    assert!(shows(
        &window,
        "Aucune semaine d’école n’est mesurée à cette date"
    ));
}
