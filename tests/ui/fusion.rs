//! A colleague's carnet brought in by the window and by the command, and what is said differently
//! settled there.

#![expect(
    clippy::disallowed_methods,
    reason = "files are laid down as a colleague would"
)]

use std::path::{Path, PathBuf};
use std::process::{Command as Programme, Output};

use crate::common::{auteur, jour};
use crate::ecran::shows;
use crate::fenetre::{ECOLES, envoie, fenetre, remplit, va};
use carnet_ent::command::{Command, Page, Reunion};
use carnet_ent::domain::{ChampEcole, CompteRendu, Id, Visite, VisiteEntiere};
use carnet_ent::exchange::coffre;
use carnet_ent::store::Store;
use egui_kittest::kittest::Queryable as _;

/// What one of them writes alone: another name for the first school, and a visit to it that day of
/// March.
pub(crate) fn renomme_et_visite(store: &mut Store, qui: &str, nom: &str, le: u32) {
    let ecole = Id::ecole(ECOLES[0].0);
    store
        .transact("Correction d’une école", |edit| {
            edit.corriger_ecole(ecole, ChampEcole::Nom, Some(nom.into()))
        })
        .expect("written");
    store
        .transact("Visite d’une école", |edit| {
            edit.visite_entiere(&VisiteEntiere {
                visite: Visite {
                    id: Id::fresh(),
                    ecole,
                    le: jour(2021, 3, le),
                    duree: None,
                    motif: None,
                    intervenant: qui.to_owned(),
                },
                compte_rendu: CompteRendu::default(),
                rencontres: Vec::new(),
                copies: Vec::new(),
                actions: Vec::new(),
            })
        })
        .expect("written");
}

/// Anne's carnet and Bruno's copy of it: each gives the first school another name and notes a
/// visit to it, a day apart.
fn deux_carnets(dossier: &Path) -> (PathBuf, PathBuf) {
    let (anne, bruno) = (dossier.join("anne.carnet"), dossier.join("bruno.carnet"));
    let mut store = Store::create(&anne, &auteur("Anne", jour(2021, 3, 12))).expect("created");
    remplit(&mut store).expect("filled");
    store.copy_to(&bruno).expect("copied");
    drop(store);
    for (chemin, qui, nom, le) in [
        (&anne, "Anne", "École Élise Morel", 10),
        (&bruno, "Bruno", "École É. Morel", 11),
    ] {
        let mut store = Store::open(chemin, &auteur(qui, jour(2021, 3, 12))).expect("opened");
        renomme_et_visite(&mut store, qui, nom, le);
    }
    (anne, bruno)
}

#[test]
fn a_carnet_is_compared_brought_in_settled_and_taken_back() {
    carnet_ent::systeme::enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
    let dossier = tempfile::tempdir().expect("folder");
    let (anne, bruno) = deux_carnets(dossier.path());
    let store = Store::open(&anne, &auteur("Anne", jour(2021, 3, 12))).expect("opened");
    let mut window = fenetre(store);
    envoie(&mut window, Command::Reunir(Reunion::Comparer(vec![bruno])));
    assert!(shows(&window, "Ce que « bruno.carnet » apporterait"));
    assert!(shows(&window, "1 visite en plus"));
    // Both clocks say the same instant: either may come first.
    assert!(shows(&window, "École Élise Morel (Anne)"));
    assert!(shows(&window, "École É. Morel (Bruno)"));
    assert!(shows(&window, "1 doublon probable"));
    window.get_by_label("Réunir").click();
    window.run_ok();
    assert!(shows(&window, "Carnets réunis le 12 mars 2021"));
    window.get_by_label("Régler les désaccords").click();
    window.run_ok();
    window
        .get_by_label_contains("Garder «\u{a0}École É. Morel\u{a0}»")
        .click();
    window.run_ok();
    assert!(!shows(&window, "Garder «"), "settled");
    window.get_by_label_contains("Visite conjointe, ").click();
    window.run_ok();
    assert!(shows(&window, "Aucun désaccord"));
    // Settling has not closed the way back.
    window.get_by_label("Réunir deux carnets").click();
    window.run_ok();
    window.get_by_label("Revenir à avant la fusion").click();
    window.run_ok();
    assert!(window.query_by_label("Revenir à avant la fusion").is_none());
    drop(window);
    let store = Store::open(&anne, &auteur("", jour(2021, 3, 12))).expect("opened");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    let faits = store.faits().expect("facts");
    assert_eq!(faits.terrain.visites(Id::ecole(ECOLES[0].0)).len(), 1);
    assert_eq!(store.differends().expect("asked"), []);
}

fn lance(dossier: &Path, arguments: &[&str]) -> Output {
    Programme::new(env!("CARGO_BIN_EXE_carnet-ent"))
        .current_dir(dossier)
        .env("CARNET_REGLAGES", dossier.join("reglages"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn json(dossier: &Path, arguments: &[&str]) -> serde_json::Value {
    let reponse = lance(dossier, arguments);
    let plainte = String::from_utf8_lossy(&reponse.stderr).into_owned();
    assert_eq!(reponse.status.code(), Some(0), "{arguments:?}: {plainte}");
    serde_json::from_slice(&reponse.stdout).expect("JSON")
}

#[test]
fn the_commands_compare_bring_in_and_list_what_differs() {
    let dossier = tempfile::tempdir().expect("folder");
    let (anne, _) = deux_carnets(dossier.path());
    let avant = std::fs::read(&anne).expect("read");
    let args = [
        "fusionner",
        "anne.carnet",
        "bruno.carnet",
        "--format",
        "json",
    ];
    let essai = json(dossier.path(), &[&args[..], &["--essai"]].concat());
    assert_eq!(
        std::fs::read(&anne).expect("read"),
        avant,
        "nothing is written"
    );
    let fait = json(dossier.path(), &args);
    assert_eq!(essai["apports"], fait["apports"]);
    assert_eq!(fait["desaccords"].as_array().map(Vec::len), Some(1));
    assert_eq!(fait["doublons"][0]["sorte"], "visite");
    let copies = std::fs::read_dir(dossier.path())
        .expect("listed")
        .filter(|e| {
            let nom = e.as_ref().expect("an entry").file_name();
            nom.to_string_lossy().contains("avant fusion")
        })
        .count();
    assert_eq!(copies, 1);
    let conflits = json(
        dossier.path(),
        &["conflits", "anne.carnet", "--format", "json"],
    );
    let un = &conflits["desaccords"][0];
    assert_eq!(
        (un["sorte"].as_str(), un["champ"].as_str()),
        (Some("ecole"), Some("nom"))
    );
    let versions = un["versions"].as_array().expect("two");
    let dites: Vec<_> = versions
        .iter()
        .map(|v| {
            (
                v["valeur"].as_str(),
                v["personne"].as_str(),
                v["recue"].as_bool(),
            )
        })
        .collect();
    assert!(dites.contains(&(Some("École Élise Morel"), Some("Anne"), Some(false))));
    assert!(dites.contains(&(Some("École É. Morel"), Some("Bruno"), Some(true))));
    let reponse = lance(dossier.path(), &["historique", "anne.carnet"]);
    let dit = String::from_utf8_lossy(&reponse.stdout).into_owned();
    assert!(dit.contains("Réuni\u{202f}: bruno.carnet (Bruno)"), "{dit}");
    // Twice, by the folder: nothing new, no byte, no second copy.
    let avant = std::fs::read(&anne).expect("read");
    let reponse = lance(dossier.path(), &["fusionner", "anne.carnet", "."]);
    assert_eq!(reponse.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&reponse.stdout).contains("Rien de nouveau"));
    assert_eq!(std::fs::read(&anne).expect("read"), avant);
    // A file that is none of ours is named and keeps nobody out.
    std::fs::write(dossier.path().join("faux.carnet"), "bonjour").expect("written");
    let reponse = lance(dossier.path(), &["fusionner", "anne.carnet", "faux.carnet"]);
    assert_eq!(reponse.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&reponse.stderr).contains("faux.carnet"));
    assert_eq!(std::fs::read(&anne).expect("read"), avant);
    let reponse = lance(dossier.path(), &["fusionner", "anne.carnet", "anne.carnet"]);
    assert_eq!(reponse.status.code(), Some(1), "itself");
}

#[test]
fn comparing_a_carnet_of_an_older_program_leaves_its_file_as_it_is() {
    let dossier = tempfile::tempdir().expect("folder");
    let (anne, _) = deux_carnets(dossier.path());
    for schema in 1..=4 {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/fixtures/schema-{schema}.carnet"));
        let ancien = dossier.path().join("ancien.carnet");
        std::fs::copy(&golden, &ancien).expect("copied");
        let avant = std::fs::read(&ancien).expect("read");
        let plan = json(
            dossier.path(),
            &[
                "fusionner",
                "ancien.carnet",
                "bruno.carnet",
                "--essai",
                "--format",
                "json",
            ],
        );
        assert!(plan["changements"].as_u64() > Some(0), "schema {schema}");
        json(
            dossier.path(),
            &["conflits", "ancien.carnet", "--format", "json"],
        );
        assert_eq!(
            std::fs::read(&ancien).expect("read"),
            avant,
            "schema {schema}"
        );
        // It is still brought up to date, with a copy, by what writes it.
        let copies = || {
            std::fs::read_dir(dossier.path())
                .expect("listed")
                .filter(|e| {
                    let nom = e.as_ref().expect("an entry").file_name();
                    nom.to_string_lossy().contains("avant mise à niveau")
                })
                .count()
        };
        assert_eq!(copies(), usize::try_from(schema - 1).expect("small"));
        json(
            dossier.path(),
            &[
                "fusionner",
                "ancien.carnet",
                "bruno.carnet",
                "--format",
                "json",
            ],
        );
        assert_eq!(copies(), usize::try_from(schema).expect("small"));
    }
    assert!(anne.exists());
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

#[test]
fn a_carnet_dropped_on_the_page_is_compared_and_a_sealed_one_asks_for_its_phrase() {
    carnet_ent::systeme::enfant::set_programme(env!("CARGO_BIN_EXE_carnet-ent"));
    let dossier = tempfile::tempdir().expect("folder");
    let (anne, bruno) = deux_carnets(dossier.path());
    let phrase = coffre::Phrase::new("quatre mots sans rapport").expect("a phrase");
    let scelle = dossier.path().join("bruno.carnet.age");
    let octets = coffre::seal(&std::fs::read(&bruno).expect("read"), &phrase).expect("sealed");
    std::fs::write(&scelle, octets).expect("written");
    let store = Store::open(&anne, &auteur("Anne", jour(2021, 3, 12))).expect("opened");
    let mut window = fenetre(store);
    va(&mut window, Page::Echanges);
    let depose: egui::DroppedFileHandle = std::sync::Arc::new(Depose(bruno));
    window.input_mut().dropped_files.push(depose);
    window.run_ok();
    assert!(shows(&window, "Ce que « bruno.carnet » apporterait"));
    assert!(window.query_by_label("Mot de passe du fichier").is_none());
    // Sealed: another phrase is refused and asked again, the right one opens it.
    let depose: egui::DroppedFileHandle = std::sync::Arc::new(Depose(scelle));
    window.input_mut().dropped_files.push(depose);
    window.run_ok();
    assert!(shows(&window, "s’ouvre avec un mot de passe"));
    for (texte, suite) in [
        ("court", "trop court"),
        // Typed after what was refused.
        (" et quatre mots de plus", "n’est pas celui"),
        (
            "quatre mots sans rapport",
            "Ce que « bruno.carnet.age » apporterait",
        ),
    ] {
        let champ = window.get_by_label("Mot de passe du fichier");
        champ.focus();
        window.run_ok();
        window
            .get_by_label("Mot de passe du fichier")
            .type_text(texte);
        window.run_ok();
        window.get_by_label("Ouvrir le fichier").click();
        window.run_ok();
        assert!(shows(&window, suite), "{texte}");
    }
    assert!(window.query_by_label("Mot de passe du fichier").is_none());
    window.get_by_label("Réunir").click();
    window.run_ok();
    va(&mut window, Page::Historique);
    assert!(shows(&window, "Réuni : bruno.carnet.age (Bruno)"));
}
