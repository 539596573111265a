//! Charts that leave the program: one picture of each kind, compared with those of `snapshots/`;
//! names that would break an SVG; the table that says the same.
//!
//! The pictures need no graphics driver: they are drawn from the SVG by the program itself.
//! `UPDATE_SNAPSHOTS=true cargo test --test report graphiques` makes them again.

use std::path::Path;

use carnet_ent::domain::graphique::{
    Aires, Bande, Barre, Graphique, Ligne, Lignes, Trace, entonnoir, lignes,
};
use carnet_ent::domain::indicateurs::Repere;
use carnet_ent::report::graphique::{Cadrage, pixels, png, svg, tableau};
use chrono::{Days, NaiveDate};

fn jour(annee: i32, mois: u32, quantieme: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, quantieme).expect("a real day")
}

fn jours(debut: NaiveDate, combien: u64, pas: u64) -> Vec<NaiveDate> {
    (0..combien).map(|n| debut + Days::new(n * pas)).collect()
}

fn compte() -> Vec<String> {
    vec!["Au 1er juillet 2020 · écoles publiques".to_owned()]
}

fn repere(jour: NaiveDate, libelle: &str, commun: bool) -> Repere {
    Repere {
        jour,
        libelle: libelle.to_owned(),
        commun,
    }
}

fn aires() -> Graphique {
    let bande = |nom: &str, pas: u32| Bande {
        nom: nom.to_owned(),
        valeurs: (0..24).map(|n| n * n * pas / 8).collect(),
    };
    Graphique {
        titre: "Écoles avec ENT, par solution".to_owned(),
        compte: compte(),
        alternatif: "Trois bandes.".to_owned(),
        trace: Trace::Aires(Aires {
            jours: jours(jour(2018, 9, 1), 24, 28),
            series: vec![
                bande("ONE", 8),
                bande("Beneylu School", 5),
                bande("Autre ENT", 1),
            ],
            reperes: vec![
                repere(jour(2020, 3, 17), "confinement", true),
                repere(jour(2019, 6, 12), "Forum des ENT", false),
                repere(jour(2019, 6, 20), "Comité de pilotage", false),
            ],
        }),
    }
}

fn barres() -> Graphique {
    let barre = |nom: &str, n, sur| Barre {
        nom: nom.to_owned(),
        n,
        sur,
    };
    Graphique {
        titre: "Écoles avec ENT, par commune".to_owned(),
        compte: compte(),
        alternatif: "Quatre barres.".to_owned(),
        trace: Trace::Barres(vec![
            barre("Épinal", 12, 20),
            barre("Saint-Dié-des-Vosges-la-Très-Longue-et-Encore", 1070, 2021),
            barre("Sans école", 0, 0),
            barre("Toutes", 3, 3),
        ]),
    }
}

fn etapes() -> Graphique {
    let etapes = [
        ("Projet", 40),
        ("Comptes créés", 31),
        ("Formé", 12),
        ("Utilisé", 0),
    ];
    entonnoir("Du projet à l’usage", compte(), &etapes, 45)
}

fn visites() -> Graphique {
    let serie = |nom: &str, haut: f64| Ligne {
        nom: nom.to_owned(),
        // Nothing was measured in the holidays.
        valeurs: (0..30)
            .map(|n| (!(14..17).contains(&n)).then(|| haut * (1.0 + f64::from(n % 5))))
            .collect(),
    };
    lignes(
        "Visites, semaine après semaine",
        compte(),
        Lignes {
            unite: "visites par semaine".to_owned(),
            jours: jours(jour(2019, 9, 2), 30, 7),
            series: vec![
                serie("Élèves", 210.0),
                serie("Parents", 90.0),
                serie("Enseignants", 12.0),
            ],
            reperes: vec![repere(jour(2019, 11, 1), "formation", false)],
        },
    )
}

fn tous() -> [(&'static str, Graphique); 4] {
    [
        ("aires", aires()),
        ("barres", barres()),
        ("entonnoir", etapes()),
        ("lignes", visites()),
    ]
}

#[test]
fn the_charts_look_as_they_did() {
    let refaire = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    for (nom, graphique) in tous() {
        let dessin = svg(&graphique, Cadrage::Seul);
        let chemin = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/snapshots")
            .join(format!("graphique-{nom}.png"));
        if refaire {
            let octets = png(&dessin, 1.0).unwrap();
            let mut fichier = std::fs::File::create(&chemin).expect("a picture");
            std::io::Write::write_all(&mut fichier, &octets).expect("written");
        }
        let connue = resvg::tiny_skia::Pixmap::load_png(&chemin).expect("a known picture");
        let vue = pixels(&dessin, 1.0).unwrap();
        let taille = (connue.width() as usize, connue.height() as usize);
        assert_eq!((vue.largeur, vue.hauteur), taille, "{nom}");
        // Two machines may round a colour differently on an edge.
        let autres = vue
            .rgba
            .iter()
            .zip(connue.data())
            .filter(|(a, b)| a.abs_diff(**b) > 8);
        assert!(
            autres.count() < 200,
            "{nom} has changed: look at it, then make it again"
        );
    }
}

#[test]
fn names_stay_text_in_an_svg() {
    let nom = "</text><image href=\"http://x/\"/> & \"x\" 'y' \u{1}\u{fffe}]]> <!-- é";
    for (sorte, mut graphique) in tous() {
        graphique.titre = nom.to_owned();
        graphique.alternatif = nom.to_owned();
        graphique.compte = vec![nom.to_owned()];
        match &mut graphique.trace {
            Trace::Aires(a) => {
                a.series.iter_mut().for_each(|s| s.nom = nom.to_owned());
                a.reperes
                    .iter_mut()
                    .for_each(|r| r.libelle = nom.to_owned());
            }
            Trace::Lignes(l) => {
                nom.clone_into(&mut l.unite);
                l.series.iter_mut().for_each(|s| s.nom = nom.to_owned());
            }
            Trace::Barres(barres) | Trace::Entonnoir(barres) => {
                for barre in barres {
                    nom.clone_into(&mut barre.nom);
                }
            }
        }
        let dessin = svg(&graphique, Cadrage::Seul);
        assert!(!dessin.contains("<image"), "{sorte}");
        pixels(&dessin, 1.0).unwrap_or_else(|e| panic!("{sorte}: {e}\n{dessin}"));
    }
}

#[test]
fn a_chart_of_nothing_is_drawn_and_says_so() {
    let vides = [
        Trace::Aires(Aires::default()),
        Trace::Lignes(Lignes::default()),
        Trace::Barres(Vec::new()),
        Trace::Entonnoir(Vec::new()),
    ];
    for trace in vides {
        let graphique = Graphique { trace, ..barres() };
        let dessin = svg(&graphique, Cadrage::Seul);
        assert!(dessin.contains("Rien à montrer"), "{dessin}");
        assert!(
            !dessin.contains("NaN") && !dessin.contains("inf"),
            "{dessin}"
        );
        pixels(&dessin, 1.0).unwrap();
        assert!(tableau(&graphique).lignes.is_empty());
    }
}

/// Every figure of a chart is in its table.
#[test]
fn the_table_says_what_the_chart_shows() {
    let table = tableau(&barres());
    let taux: Vec<&str> = table.lignes.iter().map(|l| l[3].as_str()).collect();
    assert_eq!(
        taux,
        ["60,0\u{202f}%", "52,9\u{202f}%", "—", "100\u{202f}%"]
    );
    let table = tableau(&aires());
    assert_eq!(table.lignes.len(), 24);
    assert_eq!(table.lignes[23], ["06/06/2020", "529", "330", "66", "925"]);
    let table = tableau(&visites());
    assert_eq!(table.lignes[14][1..], ["", "", ""], "a gap is no zero");
    assert_eq!(table.lignes[0], ["02/09/2019", "210", "90", "12"]);
}
