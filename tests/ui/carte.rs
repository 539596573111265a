//! The map: what it shows on one day, its keyboard, and the outlines of a file.

#![expect(clippy::disallowed_methods, reason = "small files made for one test")]

use std::path::{Path, PathBuf};

use crate::common::jour;
use crate::ecran::shows;
use crate::faits::{ajoute, deploiement, ecole, situation, solution};
use crate::fenetre::{envoie, fenetre, trois_ecoles, va};
use carnet_ent::command::{Command, Page};
use carnet_ent::domain::carte::{Cadre, Teinte, carte};
use carnet_ent::domain::{Etape, Faits, Population, Regle, Situation};
use carnet_ent::exchange::{Progress, read_contours};
use carnet_ent::store::Champs;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

/// Around the Vosges.
const VOSGES: Cadre = Cadre {
    sud: 47.8,
    nord: 48.6,
    ouest: 5.4,
    est: 7.2,
};

fn placee(nom: &str, latitude: f64, longitude: f64) -> Situation {
    Situation {
        nom: nom.into(),
        commune_nom: Some("Épinal".into()),
        latitude: Some(latitude),
        longitude: Some(longitude),
        ..situation()
    }
}

#[test]
fn each_school_has_one_mark_and_what_cannot_be_placed_is_counted() {
    let mut f = Faits::default();
    let one = solution(&mut f, "ONE", 1, true);
    let beneylu = solution(&mut f, "Beneylu", 2, true);
    let deux = ecole(&mut f, 880_001, placee("Deux", 48.1, 6.4));
    ajoute(&mut f, deploiement(deux, beneylu, "2020-09-01"));
    let mut d = deploiement(deux, one, "2020-09-01");
    d.etapes[Etape::Forme as usize] = Some(crate::faits::jour("2021-01-15"));
    ajoute(&mut f, d);
    let sans = ecole(&mut f, 880_002, placee("Sans", 48.2, 6.5));
    let nulle_part = ecole(&mut f, 880_003, placee("Nulle part", 0.0, 0.0));
    ajoute(&mut f, deploiement(nulle_part, one, "2020-09-01"));
    ecole(
        &mut f,
        880_004,
        Situation {
            fermeture: Some(crate::faits::jour("2020-07-06")),
            ..placee("Fermée", 48.3, 6.6)
        },
    );

    let vue = |au, teinte| carte(&f, au, Regle::Classe, Population::Public, teinte);
    let c = vue(jour(2021, 3, 12), Teinte::Solution);
    let legende: Vec<(&str, usize)> = c
        .classes
        .iter()
        .map(|l| (l.nom.as_str(), l.ecoles.len()))
        .collect();
    assert_eq!(legende, [("ONE", 2), ("Sans ENT", 1)]);
    assert_eq!(c.sans_coordonnees, [nulle_part]);
    let placees: Vec<_> = c.points.iter().map(|p| (p.ecole, p.classe)).collect();
    assert_eq!(placees, [(deux, 0), (sans, 1)]);

    let c = vue(jour(2021, 1, 14), Teinte::Etape);
    assert_eq!(c.classes[0].nom, "Étape non renseignée");
    let c = vue(jour(2021, 1, 15), Teinte::Etape);
    assert_eq!(c.classes[0].nom, "Formé");
    // Before the first fact: the school that closed later stands there too.
    let c = vue(jour(2019, 1, 1), Teinte::Solution);
    assert_eq!(c.classes.len(), 1);
    assert_eq!(c.points.len(), 3);
    let vide = carte(
        &Faits::default(),
        jour(2021, 1, 1),
        Regle::Classe,
        Population::Tous,
        Teinte::Etape,
    );
    assert!(vide.classes.is_empty() && vide.points.is_empty());
}

/// Three schools of which two are placed.
fn window() -> egui_kittest::Harness<'static, carnet_ent::app::App> {
    let mut store = trois_ecoles();
    store
        .transact("Import des adresses", |edit| {
            for (uai, latitude, longitude) in [("0880001Y", 48.17, 6.45), ("0880002Z", 48.20, 6.43)]
            {
                let champs = Champs::new()
                    .set("latitude", latitude)
                    .set("longitude", longitude);
                edit.releve("geolocalisation", jour(2020, 9, 1), uai, champs)?;
            }
            Ok(())
        })
        .expect("placed");
    let mut window = fenetre(store);
    va(&mut window, Page::Carte);
    window
}

#[test]
fn the_list_beside_the_map_says_the_same_and_opens_a_school() {
    let mut window = window();
    assert!(shows(
        &window,
        "Carte : 2 écoles sur 2 dans la vue, Sans ENT 3"
    ));
    assert!(shows(&window, "1 école sans coordonnées"));
    window.key_press(Key::ArrowDown);
    window.run_ok();
    window.key_press(Key::Enter);
    window.run_ok();
    assert_eq!(window.state().page(), Page::Ecoles);
    assert!(shows(&window, "École du Pré"));
}

#[test]
fn the_map_zooms_and_moves_by_keyboard() {
    let mut window = window();
    window.get_by_role(Role::Image).focus();
    window.run_ok();
    // Both stand at the edges of the whole: a little nearer, neither is seen.
    for _ in 0..3 {
        window.key_press(Key::Plus);
        window.run_ok();
    }
    assert!(shows(&window, "Carte : 0 école sur 2 dans la vue"));
    // The first stands in the south, a little to the east.
    for (touche, fois) in [(Key::ArrowDown, 8), (Key::ArrowRight, 4)] {
        for _ in 0..fois {
            window.key_press(touche);
            window.run_ok();
        }
    }
    assert!(shows(&window, "Carte : 1 école sur 2 dans la vue"));
    window.key_press(Key::Home);
    window.run_ok();
    assert!(shows(&window, "Carte : 2 écoles sur 2 dans la vue"));
}

fn write(dossier: &Path, nom: &str, texte: &str) -> PathBuf {
    let chemin = dossier.join(nom);
    std::fs::write(&chemin, texte).expect("written");
    chemin
}

const COMMUNE: &str = r#"{"type":"Feature","properties":{"code":"88160","nom":"Épinal"},"geometry":
    {"type":"Polygon","coordinates":[[[6.4,48.1],[6.5,48.1],[6.5,48.2],[6.4,48.2],[6.4,48.1]]]}}"#;

#[test]
fn outlines_are_read_whatever_stands_around_them() {
    let dossier = tempfile::tempdir().expect("a folder");
    let loin = COMMUNE.replace("48.", "43.");
    let cas = [
        COMMUNE.to_owned(),
        format!(r#"{{"type":"FeatureCollection","features":[{COMMUNE}]}}"#),
        // A list before the features; a point and a far commune among them; altitudes.
        format!(
            r#"{{"bbox":[5.0,47.0,7.0,49.0],"crs":{{"x":[1]}},"features":[{loin},
            {{"type":"Feature","properties":null,"geometry":{{"type":"Point","coordinates":[6.4,48.1]}}}},
            {{"type":"Feature","properties":null,"geometry":null}},
            {}],"type":"FeatureCollection"}}"#,
            COMMUNE.replace("[6.4,48.1]", "[6.4,48.1,330.0]")
        ),
    ];
    for (rang, texte) in cas.iter().enumerate() {
        let chemin = write(dossier.path(), &format!("{rang}.geojson"), texte);
        let lus = read_contours(&chemin, VOSGES, &mut Progress::silent()).expect("read");
        assert_eq!(lus.len(), 1, "{texte}");
        assert_eq!(lus[0].nom, "Épinal");
        assert_eq!(lus[0].anneaux[0].len(), 5);
        assert_eq!(lus[0].anneaux[0][0], (48.1, 6.4), "latitude first");
    }
}

#[test]
fn a_file_that_is_no_outline_is_refused_with_its_reason() {
    let dossier = tempfile::tempdir().expect("a folder");
    let lambert = COMMUNE
        .replace("6.4,", "956400.0,")
        .replace("48.", "67948.");
    let point = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[6.4,48.1]}}"#;
    let cas = [
        ("vide.geojson", "", "vide"),
        (
            "texte.geojson",
            "UAI;Nom\n0880001Y;Élise\n",
            "n’est pas un GeoJSON : lecture impossible à la ligne 1",
        ),
        ("coupe.geojson", &COMMUNE[..120], "n’est pas un GeoJSON"),
        (
            "autre.json",
            r#"{"a":[1,2,{"b":3}]}"#,
            "aucun contour : il faut des polygones",
        ),
        ("liste.json", "[1,2,3]", "n’est pas un GeoJSON"),
        (
            "points.geojson",
            point,
            "aucun contour : il faut des polygones",
        ),
        ("lambert.geojson", &lambert, "Lambert 93"),
        (
            "loin.geojson",
            &COMMUNE.replace("48.", "43."),
            "aucun contour près des écoles",
        ),
        (
            "faux.geojson",
            &COMMUNE.replace("[6.4,48.1]", "[6.4]"),
            "sans longitude ou sans latitude",
        ),
    ];
    for (nom, texte, raison) in cas {
        let chemin = write(dossier.path(), nom, texte);
        let erreur = read_contours(&chemin, VOSGES, &mut Progress::silent())
            .expect_err(nom)
            .user_message()
            .replace(['\u{a0}', '\u{202f}'], " ");
        assert!(erreur.contains(raison), "{nom}: {erreur}");
        assert!(erreur.contains(nom), "{nom}: {erreur}");
    }
    let absent = dossier.path().join("absent.geojson");
    assert!(read_contours(&absent, VOSGES, &mut Progress::silent()).is_err());
    assert!(read_contours(dossier.path(), VOSGES, &mut Progress::silent()).is_err());
}

#[test]
fn outlines_added_are_drawn_and_can_be_taken_away() {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = write(dossier.path(), "communes.geojson", COMMUNE);
    let mut window = window();
    envoie(&mut window, Command::AjouterContours(chemin));
    assert!(shows(&window, "Contours ajoutés : 1"));
    window.get_by_label("Contours").click();
    window.run_ok();
    assert!(shows(&window, "1 contour du fichier"));
    window.get_by_label("Retirer").click();
    window.run_ok();
    assert!(!shows(&window, "1 contour du fichier"));
}

#[test]
fn the_published_outlines_are_read() {
    for (fichier, contours) in [
        ("communes-88-vosges.geojson", 507),
        ("departement-88-vosges.geojson", 1),
        ("departement-54-meurthe-et-moselle.geojson", 1),
    ] {
        let Some(chemin) = crate::donnees::publie(fichier) else {
            continue;
        };
        let large = VOSGES.elargi(3.0);
        let lus = read_contours(&chemin, large, &mut Progress::silent()).expect("read");
        assert_eq!(lus.len(), contours, "{fichier}");
        assert!(lus.iter().all(|c| !c.nom.is_empty()));
    }
}

#[test]
fn a_mark_on_the_map_is_two_rectangles_whatever_its_shape() {
    let mut window = window();
    window.run_ok();
    let formes = window.output().shapes.clone();
    let du_texte = egui::TextureId::default();
    let triangles: usize = window
        .ctx
        .tessellate(formes, 1.0)
        .iter()
        .filter_map(|partie| match &partie.primitive {
            egui::epaint::Primitive::Mesh(mesh) if mesh.texture_id != du_texte => {
                Some(mesh.indices.len() / 3)
            }
            _ => None,
        })
        .sum();
    // Two schools, and one line of the legend.
    assert_eq!(triangles, 3 * 4);
}
