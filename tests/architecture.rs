//! The layers of `design.md` §2, read from `src/`: who may name whom, and a few rules that no
//! compiler checks.

use std::path::Path;

/// Lines a source file may have before it holds two subjects.
const LIGNES: usize = 400;

/// What each part of `src/` may name of the crate, itself apart.
const COUCHES: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("error", &[]),
    ("systeme", &["error"]),
    ("store", &["domain", "error", "systeme"]),
    ("command", &["domain", "store", "systeme"]),
    ("exchange", SOUS_LES_FACES),
    ("report", &["domain", "error", "store"]),
    ("demonstration", SOUS_LES_FACES),
    (
        "ui",
        &[
            "command", "domain", "error", "exchange", "report", "store", "systeme",
        ],
    ),
    ("jobs", FENETRE),
    ("execute", FENETRE),
    ("app", FENETRE),
    ("cli", TOUT),
    ("main", &["cli"]),
];

/// What reads and fills carnets, without a face.
const SOUS_LES_FACES: &[&str] = &["domain", "error", "exchange", "store", "systeme"];

/// The window's machinery: three files of one layer.
const FENETRE: &[&str] = &[
    "app",
    "command",
    "demonstration",
    "domain",
    "error",
    "exchange",
    "execute",
    "jobs",
    "report",
    "store",
    "systeme",
    "ui",
];

/// The command line starts the window too, and draws nothing.
const TOUT: &[&str] = &[
    "app",
    "demonstration",
    "domain",
    "error",
    "exchange",
    "report",
    "store",
    "systeme",
];

struct Fichier {
    /// From `src/`, with `/`.
    chemin: String,
    texte: String,
}

impl Fichier {
    /// `store` for `store/open.rs`, `error` for `error.rs`.
    fn couche(&self) -> &str {
        let debut = self.chemin.split('/').next().unwrap_or_default();
        debut.strip_suffix(".rs").unwrap_or(debut)
    }

    /// The lines that are not comments, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lignes = self
            .texte
            .lines()
            .zip(1..)
            .map(|(ligne, numero)| (numero, ligne));
        lignes.filter(|(_, ligne)| !ligne.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Fichier> {
    let racine = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut dossiers = vec![racine.clone()];
    let mut fichiers = Vec::new();
    while let Some(dossier) = dossiers.pop() {
        for entree in std::fs::read_dir(&dossier).expect("a folder of sources") {
            let chemin = entree.expect("an entry").path();
            if chemin.is_dir() {
                dossiers.push(chemin);
            } else if chemin.extension().is_some_and(|e| e == "rs") {
                let relatif = chemin.strip_prefix(&racine).expect("under src");
                fichiers.push(Fichier {
                    chemin: relatif.to_string_lossy().replace('\\', "/"),
                    texte: std::fs::read_to_string(&chemin).expect("a source in UTF-8"),
                });
            }
        }
    }
    assert!(fichiers.len() > 20, "the sources were found");
    fichiers
}

/// The names that follow `prefixe` on a line: `crate::a`, `crate::{a, b::c}`.
fn noms<'a>(ligne: &'a str, prefixe: &str) -> Vec<&'a str> {
    let mut noms = Vec::new();
    for (debut, _) in ligne.match_indices(prefixe) {
        let suite = &ligne[debut + prefixe.len()..];
        let liste = suite
            .strip_prefix('{')
            .map_or_else(|| vec![suite], |l| l.split(',').collect());
        noms.extend(liste.into_iter().map(|nom| {
            let nom = nom.trim_start();
            let fin = nom
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(nom.len());
            &nom[..fin]
        }));
    }
    noms
}

/// Fails with every line that breaks a rule.
fn assert_none(faute: &str, fautes: &[String]) {
    assert!(fautes.is_empty(), "{faute}:\n{}", fautes.join("\n"));
}

#[test]
fn each_layer_names_only_those_below() {
    let modules: Vec<&str> = COUCHES.iter().map(|(nom, _)| *nom).collect();
    let mut fautes = Vec::new();
    for fichier in sources().iter().filter(|f| f.chemin != "lib.rs") {
        let couche = fichier.couche();
        let Some((_, permis)) = COUCHES.iter().find(|(nom, _)| *nom == couche) else {
            fautes.push(format!(
                "{}: give « {couche} » its place in COUCHES",
                fichier.chemin
            ));
            continue;
        };
        for (numero, ligne) in fichier.code() {
            for nom in noms(ligne, "crate::")
                .into_iter()
                .chain(noms(ligne, "carnet_ent::"))
            {
                if modules.contains(&nom) && nom != couche && !permis.contains(&nom) {
                    fautes.push(format!("{}:{numero}: {}", fichier.chemin, ligne.trim()));
                }
            }
        }
    }
    assert_none("a layer names one above it", &fautes);
}

#[test]
fn names_are_read_from_the_usual_forms_of_imports() {
    assert_eq!(noms("use crate::store::Store;", "crate::"), ["store"]);
    assert_eq!(
        noms("use crate::{domain::Id, store};", "crate::"),
        ["domain", "store"]
    );
    assert_eq!(
        noms("let a: crate::ui::A = crate::app::b();", "crate::"),
        ["ui", "app"]
    );
}

/// Fails when code outside `permis` contains one of `interdits`.
fn forbid(interdits: &[&str], permis: impl Fn(&Fichier) -> bool, faute: &str) {
    let mut fautes = Vec::new();
    for fichier in sources().iter().filter(|f| !permis(f)) {
        for (numero, ligne) in fichier.code() {
            if interdits.iter().any(|interdit| ligne.contains(interdit)) {
                fautes.push(format!("{}:{numero}: {}", fichier.chemin, ligne.trim()));
            }
        }
    }
    assert_none(faute, &fautes);
}

#[test]
fn only_the_store_names_the_database() {
    forbid(
        &["rusqlite::"],
        |f| f.couche() == "store",
        "only store/ names rusqlite",
    );
}

#[test]
fn the_domain_has_no_window_no_file_and_no_clock() {
    forbid(
        &["egui", "eframe", "std::fs", "std::io", "Horloge", "::now("],
        |f| f.couche() != "domain",
        "domain/ is pure",
    );
}

#[test]
fn only_the_window_names_the_toolkit() {
    forbid(
        &["egui::", "eframe::", "egui_extras::", "egui_plot::"],
        |f| ["ui", "app", "execute", "jobs"].contains(&f.couche()),
        "egui is named outside the window",
    );
}

#[test]
fn drawing_cannot_write() {
    forbid(
        &["&mut Store", ".transact("],
        |f| f.couche() != "ui",
        "ui/ writes in a carnet",
    );
}

#[test]
fn colours_are_named_in_the_theme_only() {
    let couleur = |ligne: &str| {
        noms(ligne, "Color32::").iter().any(|nom| {
            nom.starts_with("from_")
                || (nom.chars().all(|c| c.is_ascii_uppercase() || c == '_')
                    && !["TRANSPARENT", "PLACEHOLDER"].contains(nom))
        }) || ligne.contains("hex_color!")
    };
    let mut fautes = Vec::new();
    for fichier in sources()
        .iter()
        .filter(|f| !f.chemin.starts_with("ui/theme"))
    {
        for (numero, ligne) in fichier.code().filter(|(_, ligne)| couleur(ligne)) {
            fautes.push(format!("{}:{numero}: {}", fichier.chemin, ligne.trim()));
        }
    }
    assert_none("a colour is named outside ui/theme", &fautes);
}

#[test]
fn a_source_file_has_one_subject() {
    let mut fautes = Vec::new();
    for fichier in sources() {
        let lignes = fichier.texte.lines().count();
        if lignes > LIGNES {
            fautes.push(format!("{}: {lignes} lines", fichier.chemin));
        }
        if !fichier.texte.starts_with("//!") {
            fautes.push(format!(
                "{}: does not begin with what it is for",
                fichier.chemin
            ));
        }
    }
    assert_none("files to split or to introduce", &fautes);
}
