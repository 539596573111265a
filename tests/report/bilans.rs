//! The printed reports: the table « DANE 2020 » to the digit in every format, and every template
//! over data that would break it. Writing a PDF/UA fails when a title, a language or an
//! alternative text is missing, so that each PDF made here is a check of them.
//!
//! `CARNET_PAGES=<folder> cargo test --test report bilans -- --ignored` draws every page of every report
//! of the demonstration, to be looked at.

use std::io::Cursor;
use std::sync::OnceLock;

use crate::common::{auteur, jour};
use calamine::{Data, Reader as _, Xlsx};
use carnet_ent::demonstration::{creer_academie, creer_circonscriptions};
use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::hors_bilan::hors_bilan;
use carnet_ent::domain::indicateurs::{Cle, Journee, Question, RaisonExclusion};
use carnet_ent::domain::modele_bilan::DemandeBilan;
use carnet_ent::domain::{
    Bilan, Etendue, Faits, Groupe, Lecteur, ModeleBilan, Par, Population, Regle, Situation, Statut,
};
use carnet_ent::report::bilans::{Imprime, pied};
use carnet_ent::report::typst::Document;
use carnet_ent::report::{EtatDesLieux, classeur};
use carnet_ent::store::Store;
use chrono::NaiveDate;
use serde_json::Value;

/// The four départements and the total, as the source prints them.
const DANE_2020: [(&str, [&str; 4]); 5] = [
    (
        "Meurthe-et-Moselle",
        ["578", "271", "46,9\u{202f}%", "75,6\u{202f}%"],
    ),
    ("Meuse", ["147", "104", "70,7\u{202f}%", "85,6\u{202f}%"]),
    ("Moselle", ["961", "609", "63,4\u{202f}%", "100\u{202f}%"]),
    ("Vosges", ["335", "86", "25,7\u{202f}%", "75,6\u{202f}%"]),
    ("Total", ["2021", "1070", "52,9\u{202f}%", "90,5\u{202f}%"]),
];

fn le() -> NaiveDate {
    jour(2020, 7, 1)
}

fn academie() -> &'static Faits {
    static ACADEMIE: OnceLock<Faits> = OnceLock::new();
    ACADEMIE.get_or_init(|| {
        let dossier = tempfile::tempdir().expect("folder");
        let chemin = dossier.path().join("academie.carnet");
        creer_academie(&chemin, jour(2026, 11, 24)).expect("made");
        let store = Store::open(&chemin, &auteur("A. B.", jour(2026, 11, 24))).expect("opened");
        store.faits().expect("facts")
    })
}

fn dane(faits: &Faits, au: NaiveDate) -> Bilan {
    bilan(
        faits,
        au,
        Par::Departement,
        Regle::Classe,
        Population::Public,
    )
}

fn demande(modele: ModeleBilan, etendue: Etendue) -> DemandeBilan {
    DemandeBilan {
        modele,
        etendue,
        au: le(),
        compare: None,
        par: Par::Departement,
        regle: Regle::Classe,
        population: Population::Public,
        le: jour(2026, 11, 24),
        auteur: "A. B.".to_owned(),
    }
}

fn question() -> Question {
    Question {
        au: le(),
        regle: Regle::Classe,
        population: Population::Public,
    }
}

fn texte(document: &Document) -> String {
    (0..document.nombre_pages())
        .map(|p| document.texte(p))
        .collect()
}

/// As a spreadsheet counts days.
const PREMIER_JUILLET_2020: f64 = 44013.0;

/// The curve of the académie in the workbook of a report: numbers, frozen titles, a chart.
#[test]
fn the_figures_of_a_report_are_numbers_in_its_workbook() {
    let faits = academie();
    let demande = demande(ModeleBilan::BilanCirconscription, Etendue::Carnet);
    let imprime = Imprime::new(faits, &demande, None).expect("made");
    let octets = imprime.classeur().expect("written");
    let mut classeur: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(&octets)).expect("read");
    let noms = classeur.sheet_names();
    assert_eq!(noms[0], "Bilan");
    assert_eq!(noms[1], "Chiffres");
    // One of the sheets is the curve: its last day has the schools of DANE 2020, as a number.
    let derniers: Vec<Vec<Data>> = noms
        .iter()
        .filter_map(|nom| {
            Some(
                classeur
                    .worksheet_range(nom)
                    .ok()?
                    .rows()
                    .next_back()?
                    .to_vec(),
            )
        })
        .collect();
    let courbe = derniers
        .iter()
        .find(|l| matches!(&l[0], Data::DateTime(jour) if (jour.as_f64() - PREMIER_JUILLET_2020).abs() < 0.5));
    let courbe = courbe.expect("the curve");
    assert_eq!(courbe.last(), Some(&Data::Float(1070.0)), "{courbe:?}");
    let mut zip = zip::ZipArchive::new(Cursor::new(&octets)).expect("a zip");
    assert!(zip.by_name("xl/charts/chart1.xml").is_ok());
    let mut feuille = String::new();
    let seconde = zip
        .by_name("xl/worksheets/sheet2.xml")
        .expect("the figures");
    std::io::Read::read_to_string(&mut { seconde }, &mut feuille).expect("text");
    assert!(feuille.contains("state=\"frozen\""), "{feuille}");
    // One page wide on A4, whatever its columns and its chart.
    let mise = "paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"";
    assert!(feuille.contains("<pageSetUpPr fitToPage=\"1\"/>") && feuille.contains(mise));
    let mut classeur = String::new();
    let plan = zip.by_name("xl/workbook.xml").expect("the workbook");
    std::io::Read::read_to_string(&mut { plan }, &mut classeur).expect("text");
    assert!(
        classeur.contains("_xlnm.Print_Titles"),
        "its header on every page"
    );
    let mut premiere = String::new();
    let bilan = zip.by_name("xl/worksheets/sheet1.xml").expect("the words");
    std::io::Read::read_to_string(&mut { bilan }, &mut premiere).expect("text");
    assert!(
        premiere.contains("customHeight=\"1\""),
        "long words take two lines: {premiere}"
    );
}

/// A document without a warning, whose PDF/UA can be written.
#[track_caller]
fn assert_sain(document: &Document, nom: &str) {
    assert_eq!(document.avertissements, Vec::<String>::new(), "{nom}");
    let pdf = document.pdf().unwrap_or_else(|e| panic!("{nom}: {e}"));
    assert!(pdf.starts_with(b"%PDF-1."), "{nom}");
    let dit = String::from_utf8_lossy(&pdf);
    for marque in ["/MarkInfo", "/StructTreeRoot", "/Lang(fr)", "pdfuaid"] {
        assert!(dit.contains(marque), "{nom}: {marque}");
    }
}

#[test]
fn dane_2020_comes_out_in_every_format() {
    let faits = academie();
    let (apres, avant) = (dane(faits, le()), dane(faits, jour(2019, 9, 1)));
    let hors = hors_bilan(faits, question());
    let etat = EtatDesLieux {
        bilan: &apres,
        avant: Some(&avant),
        hors: &hors,
    };

    let dit = etat.to_texte();
    for (groupe, cellules) in DANE_2020 {
        let ligne = dit.lines().find(|l| l.starts_with(groupe)).expect("a line");
        for cellule in cellules {
            assert!(ligne.contains(cellule), "{groupe} {cellule}\n{ligne}");
        }
    }
    assert!(dit.contains("+830"), "{dit}");

    let csv = etat.to_csv();
    assert!(csv.contains("\r\nVosges;088;335;86;25,7;65;75,6;"), "{csv}");
    assert!(csv.contains("\r\nTotal;;2021;1070;52,9;968;90,5;"), "{csv}");
    assert!(csv.contains(";240;11,9;830;41,0\r\n"), "{csv}");

    let json: Value = serde_json::from_str(&etat.to_json(true).unwrap()).unwrap();
    assert_eq!(json["total"]["taux"], 52.9);
    assert_eq!(json["total"]["part_elementaires_primaires"], 90.5);
    assert_eq!(json["comparaison"]["total"]["ecart_avec_ent"], 830);
    assert_eq!(
        json["non_comptees"].as_array().unwrap().len(),
        hors.exclues.len()
    );
    let contrat: Value = serde_json::from_str(
        &EtatDesLieux {
            avant: None,
            ..etat
        }
        .to_json(false)
        .unwrap(),
    )
    .unwrap();
    let cles: Vec<&String> = contrat.as_object().unwrap().keys().collect();
    assert_eq!(
        cles,
        ["au", "lignes", "par", "population", "regle", "total"]
    );

    let voulu = demande(ModeleBilan::TableauDane, Etendue::Carnet);
    let document = Imprime::new(faits, &voulu, None)
        .unwrap()
        .document()
        .unwrap();
    assert_sain(&document, "tableau-dane");
    let page = texte(&document);
    for (groupe, cellules) in DANE_2020 {
        let debut = page
            .find(&format!("\n{groupe}\n"))
            .expect("a line of the table");
        let ligne: String = page[debut..].chars().take(90).collect();
        for cellule in cellules {
            assert!(
                ligne.contains(&format!("\n{cellule}\n")),
                "{groupe} {cellule}\n{ligne}"
            );
        }
    }
    for (motif, ecoles) in &hors.exclues {
        let dite = format!("{}\n{ecoles}\n", &motif.dites().1["é".len()..]);
        assert!(page.contains(&dite), "{dite}\n{page}");
    }
}

/// The workbook holds numbers, not texts, and says what it leaves out.
#[test]
fn the_workbook_is_read_again_as_numbers() {
    let faits = academie();
    let bilan = dane(faits, le());
    let hors = hors_bilan(faits, question());
    let etat = EtatDesLieux {
        bilan: &bilan,
        avant: None,
        hors: &hors,
    };
    let voulu = demande(ModeleBilan::TableauDane, Etendue::Carnet);
    let ecrit = || classeur(&etat, &pied(faits, &voulu), voulu.le).unwrap();
    let octets = ecrit();
    assert_eq!(octets, ecrit(), "same content, same bytes");
    let mut lu: Xlsx<_> = Xlsx::new(Cursor::new(octets)).unwrap();
    let feuille = lu.worksheet_range("Bilan").unwrap();
    let total = feuille
        .rows()
        .find(|r| r[0] == Data::String("Total".to_owned()))
        .expect("the total");
    let nombres: Vec<f64> = total[2..]
        .iter()
        .filter_map(|c| match c {
            Data::Float(n) => Some(*n),
            _ => None,
        })
        .collect();
    assert_eq!(
        nombres,
        [2021.0, 1070.0, 0.529, 968.0, 0.905, 1538.0, 0.629]
    );
    let sources = feuille
        .rows()
        .any(|r| r[0].to_string().starts_with("Sources"));
    assert!(sources, "the footer");
    let autres = lu.worksheet_range("Non comptées").unwrap();
    for (motif, ecoles) in &hors.exclues {
        let ligne = autres
            .rows()
            .find(|r| r[0].to_string().ends_with(&motif.dites().1["é".len()..]));
        assert_eq!(ligne.expect("a reason")[1], Data::Float(*ecoles as f64));
    }
}

fn demonstration() -> (Store, Faits) {
    let dossier = tempfile::tempdir().expect("folder");
    let chemin = dossier.path().join("demonstration.carnet");
    let aujourdhui = jour(2026, 11, 24);
    creer_circonscriptions(&chemin, aujourdhui).expect("made");
    let store = Store::open(&chemin, &auteur("A. B.", aujourdhui)).expect("opened");
    let faits = store.faits().expect("facts");
    (store, faits)
}

#[test]
fn a_report_and_the_dashboard_say_the_same_figures() {
    let (_store, faits) = demonstration();
    let faits = &faits;
    for au in [jour(2019, 11, 4), jour(2022, 3, 12), jour(2026, 11, 24)] {
        let voulu = DemandeBilan {
            au,
            ..demande(ModeleBilan::BilanCirconscription, Etendue::Carnet)
        };
        let document = Imprime::new(faits, &voulu, None)
            .and_then(|imprime| imprime.document())
            .expect("laid out");
        let dit = texte(&document);
        let question = Question { au, ..question() };
        for chiffre in Journee::de(faits, question).chiffres {
            if matches!(chiffre.cle, Cle::AvecEnt | Cle::Formees) {
                let (n, sur) = (chiffre.part.ecoles.len(), chiffre.part.sur);
                let attendu = format!("{n} sur {sur}");
                assert!(
                    dit.contains(&attendu),
                    "{au}: {attendu} ({:?})",
                    chiffre.cle
                );
            }
        }
    }
}

#[test]
fn every_school_of_the_carnet_is_counted_or_said_not_to_be() {
    let mut faits = Faits::default();
    let avec = |statut, fermeture: Option<&str>, departement: Option<&str>| Situation {
        statut,
        fermeture: fermeture.map(crate::faits::jour),
        departement: departement.map(Into::into),
        ..crate::faits::situation()
    };
    let public = Some(Statut::Public);
    crate::faits::ecole(&mut faits, 880_001, avec(public, None, Some("088")));
    crate::faits::ecole(
        &mut faits,
        880_002,
        avec(public, Some("2020-07-01"), Some("088")),
    );
    crate::faits::ecole(
        &mut faits,
        880_003,
        avec(Some(Statut::Prive), None, Some("088")),
    );
    crate::faits::ecole(&mut faits, 880_004, avec(None, None, Some("088")));
    crate::faits::ecole(&mut faits, 880_005, avec(public, None, None));
    let hors = hors_bilan(&faits, question());
    let compte = dane(&faits, le());
    let exclues: u64 = hors.exclues.iter().map(|(_, n)| n).sum();
    assert_eq!(compte.total.ecoles + exclues, faits.ecoles.len() as u64);
    let motifs: Vec<RaisonExclusion> = hors.exclues.iter().map(|(motif, _)| *motif).collect();
    assert_eq!(
        motifs,
        [
            RaisonExclusion::Fermee,
            RaisonExclusion::Privee,
            RaisonExclusion::StatutInconnu
        ]
    );
    let incompletes: Vec<(&str, bool)> = hors
        .incompletes
        .iter()
        .map(|i| (&*i.uai, i.comptee))
        .collect();
    assert_eq!(incompletes.len(), 2);
    assert_eq!([incompletes[0].1, incompletes[1].1], [false, true]);
    let etat = EtatDesLieux {
        bilan: &compte,
        avant: None,
        hors: &hors,
    };
    for (format, ecrit) in [("texte", etat.to_texte()), ("csv", etat.to_csv())] {
        for i in &hors.incompletes {
            assert!(ecrit.contains(&i.uai), "{format}: {}", i.uai);
        }
    }
}

fn echantillon(modele: ModeleBilan) -> Value {
    let chemin = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/bilans")
        .join(format!("{}.json", modele.as_str()));
    let texte = std::fs::read_to_string(chemin).expect("a sample beside the template");
    serde_json::from_str(&texte).expect("JSON")
}

#[test]
fn every_template_makes_a_tagged_pdf_of_its_sample() {
    for modele in ModeleBilan::ALL {
        let imprime = Imprime::from_json(modele, echantillon(modele), le());
        let document = imprime
            .document()
            .unwrap_or_else(|e| panic!("{}: {e}", modele.as_str()));
        assert_sain(&document, modele.as_str());
        let encore = imprime.document().unwrap();
        assert_eq!(
            document.pdf().unwrap(),
            encore.pdf().unwrap(),
            "{}",
            modele.as_str()
        );
    }
}

/// Replaces every text by another, the charts apart.
fn change(valeur: &mut Value, autre: &str) {
    match valeur {
        Value::String(texte) if texte.starts_with("<svg") => {}
        Value::String(texte) => autre.clone_into(texte),
        Value::Array(liste) => liste.iter_mut().for_each(|v| change(v, autre)),
        Value::Object(champs) => champs.values_mut().for_each(|v| change(v, autre)),
        _ => {}
    }
}

#[test]
fn no_name_breaks_a_page() {
    let long = "Saint-Exupéry".repeat(16);
    let noms = [
        "#let x = 1",
        "*gras* _italique_ `code` $x$",
        "<svg> \"x\" | a & b \\ // /* ",
        "]][[#panic()",
        "= Titre\n- liste\n+ 1",
        "@ref <label> ~ -- ...",
        "\u{202e}à l’envers\u{0}\u{feff}",
        "École 日本 → ✓ 😀\u{fe0f}\u{e000}",
        &long,
    ];
    for modele in ModeleBilan::ALL {
        for nom in noms {
            let mut donnees = echantillon(modele);
            change(&mut donnees, nom);
            let document = Imprime::from_json(modele, donnees, le())
                .document()
                .unwrap_or_else(|e| panic!("{} {nom:?}: {e}", modele.as_str()));
            assert_sain(&document, modele.as_str());
            if nom.starts_with('#') {
                assert!(
                    texte(&document).contains("#let x = 1"),
                    "{}",
                    modele.as_str()
                );
            }
        }
    }
}

#[test]
fn an_empty_carnet_and_one_school_are_reports_too() {
    let vide = Faits::default();
    let mut une = Faits::default();
    let ecole = crate::faits::ecole(&mut une, 880_001, crate::faits::situation());
    let groupes = [
        ModeleBilan::TableauDane,
        ModeleBilan::BilanCirconscription,
        ModeleBilan::PageElus,
        ModeleBilan::RapportActivite,
    ];
    for modele in groupes {
        for (faits, nom) in [(&vide, "empty"), (&une, "one school")] {
            for compare in [None, Some(jour(2019, 9, 1))] {
                let voulu = DemandeBilan {
                    compare,
                    ..demande(modele, Etendue::Carnet)
                };
                let document = Imprime::new(faits, &voulu, None)
                    .unwrap()
                    .document()
                    .unwrap();
                assert_sain(&document, &format!("{} {nom}", modele.as_str()));
                assert!(!texte(&document).contains("NaN"));
            }
        }
    }
    let fiche = demande(ModeleBilan::FicheEcole, Etendue::Ecole(ecole));
    assert_sain(
        &Imprime::new(&une, &fiche, None)
            .unwrap()
            .document()
            .unwrap(),
        "fiche",
    );
    let absente = Imprime::new(&vide, &fiche, None).unwrap_err().to_string();
    assert!(absente.contains("n’est plus dans le carnet"), "{absente}");
    let sans_sujet = demande(ModeleBilan::FicheEcole, Etendue::Carnet);
    assert!(Imprime::new(&une, &sans_sujet, None).is_err());
}

/// The page left at the town hall is one page, whatever the territory, and names nobody.
#[test]
fn the_page_for_elected_officials_is_one_page() {
    let faits = academie();
    let mut etendues = vec![Etendue::Carnet];
    let circonscriptions = faits.circonscriptions.keys().take(3);
    etendues.extend(circonscriptions.map(|id| Etendue::Groupe(Groupe::Circonscription(*id))));
    for etendue in etendues {
        let voulu = demande(ModeleBilan::PageElus, etendue);
        let document = Imprime::new(faits, &voulu, None)
            .unwrap()
            .document()
            .unwrap();
        assert_eq!(document.nombre_pages(), 1, "{:?}", voulu.etendue);
        assert!(!texte(&document).contains("A. B."), "{:?}", voulu.etendue);
    }
}

/// Draws the pages of the seven reports of the demonstration.
#[test]
#[ignore = "by hand: CARNET_PAGES names the folder of the pictures"]
fn pages_to_look_at() {
    let Some(sortie) = std::env::var_os("CARNET_PAGES").map(std::path::PathBuf::from) else {
        return;
    };
    let (store, faits) = demonstration();
    let circonscription = faits.circonscriptions.keys().next().copied().expect("one");
    let visite = faits
        .terrain
        .visites
        .values()
        .flatten()
        .next()
        .expect("a visit");
    let seances = faits.terrain.formations.values().flat_map(|f| &f.seances);
    let seance = seances
        .max_by_key(|s| s.participations.len())
        .expect("a session");
    for modele in ModeleBilan::ALL {
        let etendue = match modele {
            ModeleBilan::TableauDane => Etendue::Carnet,
            ModeleBilan::FicheEcole => Etendue::Ecole(visite.ecole),
            ModeleBilan::CompteRenduVisite => Etendue::Visite(visite.id, Lecteur::Enseignant),
            ModeleBilan::Emargement => Etendue::Seance(seance.id),
            _ => Etendue::Groupe(Groupe::Circonscription(circonscription)),
        };
        let voulu = DemandeBilan {
            au: jour(2021, 6, 1),
            compare: Some(jour(2020, 6, 1)),
            ..demande(modele, etendue)
        };
        let entiere = store.visite(visite.id).expect("read");
        let document = Imprime::new(&faits, &voulu, entiere.as_ref())
            .unwrap()
            .document()
            .unwrap();
        assert_sain(&document, modele.as_str());
        for page in 0..document.nombre_pages() {
            let image = document.image(page, 1.4).expect("a page");
            let taille =
                resvg::tiny_skia::IntSize::from_wh(image.largeur as u32, image.hauteur as u32);
            let pixmap = resvg::tiny_skia::Pixmap::from_vec(image.rgba, taille.expect("a size"));
            let fichier = sortie.join(format!("{}-{}.png", modele.as_str(), page + 1));
            pixmap
                .expect("an image")
                .save_png(fichier)
                .expect("written");
        }
    }
}
