//! What people may type or paste, in every text field: it is kept as it was written, leaves in an
//! export in Unicode's form NFC without the signs that show nothing, and no spreadsheet runs it.

#![expect(
    clippy::disallowed_methods,
    reason = "the carnet is read as another program reads it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

use crate::common::{auteur, jour};
use carnet_ent::demonstration::creer_circonscriptions;
use carnet_ent::domain::texte::est_invisible;
use carnet_ent::domain::{Id, Source, TypeChamp};
use carnet_ent::exchange::envoi::{DemandeEnvoi, preparer};
use carnet_ent::store::etranger;
use carnet_ent::store::export::{Avec, CleEnvoi, octets, valeur};
use carnet_ent::store::{Champs, Genre, Store};
use rusqlite::Connection;
use unicode_normalization::UnicodeNormalization as _;

/// Texts written at once, each in an object of its own.
const PAR_TOUR: usize = 15;

/// Where the texts of a field leave.
type Sortie = Option<(&'static str, &'static str)>;

/// The fields in which people write, and the column in which each leaves.
const LIBRES: [(Genre, &[(&str, Sortie)]); 25] = [
    (
        Genre::Circonscription,
        &[("nom", Some(("circonscription", "nom")))],
    ),
    (
        Genre::SecteurCollege,
        &[
            ("nom", Some(("secteur_college", "nom"))),
            ("commune_nom", None),
            ("ent", None),
        ],
    ),
    (
        Genre::Ecole,
        &[
            ("nom", Some(("ecole", "nom"))),
            ("adresse", None),
            ("code_postal", None),
            ("commune_nom", Some(("ecole", "commune_nom"))),
            ("rpi_disperse", Some(("ecole", "rpi_disperse"))),
            ("telephone", None),
            ("courriel", None),
        ],
    ),
    (Genre::Terme, &[("nom", None)]),
    (Genre::Correspondance, &[("texte", None), ("valeur", None)]),
    (
        Genre::Solution,
        &[("nom", None), ("editeur", None), ("note", None)],
    ),
    (
        Genre::Dispositif,
        &[("nom", None), ("description", None), ("reference", None)],
    ),
    (
        Genre::Projet,
        &[("nom", None), ("description", None), ("evaluation", None)],
    ),
    (Genre::Jalon, &[("libelle", Some(("jalon", "libelle")))]),
    (
        Genre::Deploiement,
        &[("commentaire", Some(("deploiement", "commentaire")))],
    ),
    (
        Genre::Financement,
        &[
            ("poste", Some(("financement", "poste"))),
            ("commentaire", Some(("financement", "commentaire"))),
        ],
    ),
    (Genre::Conditions, &[("commentaire", None)]),
    (Genre::Verification, &[("par", None), ("commentaire", None)]),
    (
        Genre::Visite,
        &[
            ("intervenant", Some(("visite", "intervenant"))),
            ("contexte", None),
            ("constats", None),
            ("conseils", None),
            ("suites", None),
        ],
    ),
    (Genre::Rencontre, &[("nom", None)]),
    (Genre::Copie, &[("destinataires", None)]),
    (
        Genre::Action,
        &[("libelle", None), ("qui", None), ("commentaire", None)],
    ),
    (
        Genre::Modele,
        &[
            ("nom", None),
            ("contexte", None),
            ("constats", None),
            ("conseils", None),
            ("suites", None),
        ],
    ),
    (
        Genre::Formation,
        &[
            ("titre", Some(("formation", "titre"))),
            ("objectifs", Some(("formation", "objectifs"))),
            ("reference", Some(("formation", "reference"))),
        ],
    ),
    (
        Genre::Seance,
        &[
            ("lieu", Some(("seance", "lieu"))),
            ("bilan", Some(("seance", "bilan"))),
        ],
    ),
    (Genre::Participation, &[("noms", None)]),
    (Genre::Formateur, &[("nom", None)]),
    (
        Genre::Evenement,
        &[
            ("nom", Some(("evenement", "nom"))),
            ("lieu", Some(("evenement", "lieu"))),
            ("compte_rendu", Some(("evenement", "compte_rendu"))),
        ],
    ),
    (
        Genre::Observation,
        &[
            ("observateur", Some(("observation", "observateur"))),
            ("constat", Some(("observation", "constat"))),
            ("capsule", Some(("observation", "capsule"))),
        ],
    ),
    (Genre::ObservationLigne, &[("constat", None)]),
];

/// Text fields whose words the program chooses, or that no page lets one type.
const CODES: [&str; 24] = [
    "uai",
    "code",
    "departement",
    "commune",
    "insee",
    "liste",
    "domaine",
    "statut",
    "etat",
    "education_prioritaire",
    "portee",
    "perimetre",
    "wifi",
    "alimentation",
    "pour",
    "parties",
    "systeme",
    "public",
    "modalite",
    "acteurs",
    "crcn",
    "jeu",
    "contenu",
    "empreinte",
];

/// Kinds that the program writes for itself, and those that hang on an object the demonstration
/// does not have.
const AUTRES: [Genre; 11] = [
    Genre::Lot,
    Genre::CommuneInfo,
    Genre::Releve,
    Genre::EcoleChangement,
    Genre::CleEnvoi,
    Genre::Reception,
    Genre::Identite,
    Genre::Piece,
    Genre::Conge,
    Genre::Objectif,
    Genre::BilanEnregistre,
];

/// Texts of our own making that have broken programs.
fn textes() -> Vec<String> {
    let mut textes: Vec<String> = [
        // Spreadsheets.
        "=1+1",
        "=HYPERLINK(\"http://exemple.fr\";\"Cliquez\")",
        "+33 3 29 00 00 00",
        "-2+3",
        "@SUM(A1:A9)",
        "=cmd|' /C calc'!A0",
        "\t=1+1",
        " =1+1",
        "\u{a0}=1+1",
        "\u{200b}=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠A1",
        "'=1+1",
        "\"=1+1\"",
        ";=1+1",
        "a;=1+1",
        "a\n=1+1",
        "a\r\n=1+1",
        "=",
        "+",
        "-",
        "@",
        "--",
        "-5",
        "+5",
        "1e308",
        "1e999",
        "-0",
        "007",
        "1,5",
        "0x1F",
        "NaN",
        "inf",
        "TRUE",
        "VRAI",
        "NULL",
        "null",
        "nil",
        "undefined",
        "#REF!",
        "#N/A",
        "{=1+1}",
        "%=1",
        "|calc",
        // SQL, paths, markup, templates.
        "'); DROP TABLE ecole; --",
        "\" OR \"\"=\"",
        "' OR 1=1 --",
        "Robert'); DELETE FROM visite;--",
        "%",
        "_",
        "\\",
        "/",
        "../../etc/passwd",
        "C:\\Windows\\system32",
        "file:///etc/passwd",
        "<script>alert(1)</script>",
        "<b>gras</b>",
        "&amp;&lt;&#x27;",
        "]]>",
        "<!--",
        "${HOME}",
        "$(reboot)",
        "`reboot`",
        "{{7*7}}",
        "%s%s%n",
        "%d",
        "\\u0000",
        "\\x00",
        "#let x = 1",
        "$ x^2 $",
        "*gras* _italique_",
        "[lien](javascript:alert(1))",
        "https://exemple.fr/?a=b&c=d#e",
        "mailto:a@exemple.fr",
        // Quotes, separators, spaces.
        "«\u{a0}guillemets\u{a0}»",
        "“courbes”",
        "l’apostrophe",
        "l'apostrophe",
        "\"",
        "'",
        "''",
        "\"\"\"",
        ";",
        ",",
        "\t",
        "a\tb",
        "ligne une\nligne deux",
        "ligne une\r\nligne deux",
        "\u{2028}séparée",
        "\u{2029}paragraphe",
        "  espaces autour  ",
        "\u{a0}insécable\u{202f}fine\u{2009}",
        "\u{3000}idéographique",
        "\u{feff}BOM",
        "zéro\u{200b}largeur\u{200d}",
        // Composed, decomposed, compatibility.
        "École élémentaire",
        "E\u{301}cole e\u{301}le\u{301}mentaire",
        "ﬁn de l’œuvre",
        "Å\u{212b}A\u{30a}",
        "ṩ s\u{323}\u{307} s\u{307}\u{323}",
        "½ ² ™ ℃ ﷺ",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "\u{301}seul",
        "한글 \u{1112}\u{1161}\u{11ab}",
        // Emoji, other scripts, direction.
        "👍🏽",
        "👩‍🏫👨‍👩‍👧‍👦",
        "🇫🇷",
        "❤️ ❤︎",
        "🏴\u{e0066}\u{e0072}\u{e007f}",
        "\u{1f469}\u{200d}",
        "Школа",
        "学校",
        "مدرسة",
        "בית ספר",
        "โรงเรียน",
        "नमस्ते",
        "\u{202e}étape inversée",
        "a\u{202a}b\u{202c}c",
        "\u{2066}isolé\u{2069}",
        "\u{200f}droite à gauche\u{200e}",
        "\u{61c}arabe",
        "é\u{202e}",
        // Signs that show nothing, private, not assigned, beyond the first plane.
        "cloche\u{7}",
        "échappe\u{1b}[31m",
        "suppr\u{7f}",
        "retour\u{8}",
        "\u{85}suite",
        "\u{9b}31m",
        "\u{e000}",
        "\u{f8ff}",
        "\u{fffd}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{10ffff}",
        "𝕴𝖓𝖙𝖊𝖗",
        "𠜎𠜱",
        "İstanbul ıI",
        "ﬀ ß ẞ",
        "Ǆ ǅ",
    ]
    .map(str::to_owned)
    .into();
    textes.push("Très long. ".repeat(6_000));
    textes.push("\u{301}".repeat(300));
    textes.push("👩‍🏫".repeat(2_000));
    textes.push("=1;".repeat(3_000));
    textes.push("une ligne\n".repeat(2_000));
    textes
}

/// As it leaves.
fn sorti(texte: &str) -> String {
    texte.chars().filter(|c| !est_invisible(*c)).nfc().collect()
}

fn ids(carnet: &Path, genre: Genre) -> Vec<Id> {
    let base = Connection::open(carnet).expect("opened");
    let sql = format!(
        "SELECT id FROM {} WHERE supprime = 0 ORDER BY id",
        genre.as_str()
    );
    let mut demande = base.prepare(&sql).expect("a table");
    let lus = demande
        .query_map([], |row| row.get::<_, [u8; 16]>(0))
        .expect("asked");
    lus.map(|octets| Id::from_bytes(octets.expect("an identity")))
        .collect()
}

#[test]
fn every_text_field_is_one_people_write_in_or_a_code() {
    for genre in Genre::ALL.into_iter().filter(|g| !AUTRES.contains(g)) {
        let libres = LIBRES
            .iter()
            .find(|(g, _)| *g == genre)
            .map_or(&[][..], |(_, c)| *c);
        for champ in genre
            .champs()
            .iter()
            .filter(|c| c.type_champ == TypeChamp::Texte)
        {
            let libre = libres.iter().any(|(nom, _)| *nom == champ.nom);
            let code = CODES.contains(&champ.nom);
            assert!(libre || code, "{}.{}", genre.as_str(), champ.nom);
        }
    }
}

#[test]
fn whatever_is_written_is_kept_leaves_and_is_never_run() {
    let dossier = tempfile::tempdir().expect("a folder");
    let carnet = dossier.path().join("a.carnet");
    let au = jour(2026, 11, 24);
    creer_circonscriptions(&carnet, au).expect("made");
    let moi = auteur("A. B.", au);
    let cle = CleEnvoi::from_bytes([7; 32]);
    let demande = DemandeEnvoi {
        avec: Avec {
            noms: true,
            textes: true,
        },
        ..DemandeEnvoi::nouvelle(au)
    };
    let objets = objets(&carnet, &cle, &demande);
    let textes = textes();
    assert!(textes.len() >= 100, "{}", textes.len());
    let uniques: BTreeSet<&String> = textes.iter().collect();
    assert_eq!(uniques.len(), textes.len());

    let mut sortis: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for tour in textes.chunks(PAR_TOUR) {
        let mut store = Store::open(&carnet, &moi).expect("opened");
        store
            .transact("Textes", |edit| {
                for (genre, champs) in LIBRES {
                    for (id, texte) in objets[&genre].iter().zip(tour) {
                        let dits = champs
                            .iter()
                            .fold(Champs::new(), |dits, (nom, _)| dits.set(nom, texte.clone()));
                        edit.put(genre, *id, dits, Source::Saisi)?;
                    }
                }
                Ok(())
            })
            .expect("written");
        drop(store);
        kept(&carnet, &objets, tour);

        let store = Store::open(&carnet, &moi).expect("opened again");
        let faits = store.faits().expect("facts");
        drop(store);
        let envoi = preparer(&faits, &cle, &demande);
        let ecrit = octets(&envoi.contenu, &envoi.empreinte, |_| Ok(())).expect("made");
        let relu = etranger::export(&ecrit).unwrap_or_else(|r| panic!("{}", r.sur("L’envoi")));
        for (_, champs) in LIBRES {
            for (table, colonne) in champs.iter().filter_map(|(_, sortie)| *sortie) {
                let lues: BTreeSet<&str> = relu
                    .lignes(table)
                    .iter()
                    .filter_map(|ligne| valeur(table, ligne, colonne)?.as_str())
                    .collect();
                for texte in tour.iter().map(|t| sorti(t)).filter(|t| !t.is_empty()) {
                    if lues.contains(texte.as_str()) {
                        *sortis.entry((table, colonne)).or_default() += 1;
                    }
                }
            }
        }
        run_by_none(dossier.path());
    }
    let store = Store::open(&carnet, &moi).expect("opened again");
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
    // Whole in every column of which enough objects leave; the rest by some.
    for (_, champs) in LIBRES {
        for sortie in champs.iter().filter_map(|(_, sortie)| *sortie) {
            let fois = sortis.get(&sortie).copied().unwrap_or_default();
            let peu = matches!(sortie.0, "circonscription" | "secteur_college");
            assert!(
                fois >= if peu { 10 } else { textes.len() - 3 },
                "{sortie:?}: {fois}"
            );
        }
    }
}

/// As many objects of each kind as texts written at once, those that leave first.
fn objets(carnet: &Path, cle: &CleEnvoi, demande: &DemandeEnvoi) -> BTreeMap<Genre, Vec<Id>> {
    // Two programs at once do not open it.
    let connus: BTreeMap<Genre, Vec<Id>> = LIBRES.map(|(g, _)| (g, ids(carnet, g))).into();
    let mut store = Store::open(carnet, &auteur("A. B.", demande.au)).expect("opened");
    let envoi = preparer(&store.faits().expect("facts"), cle, demande);
    let partis: BTreeSet<&str> = envoi
        .contenu
        .tables()
        .flat_map(|(_, lignes)| lignes.iter().flatten())
        .filter_map(|c| c.as_str())
        .collect();
    let part = |id: &Id| {
        partis.contains(cle.prive(*id).as_str()) || partis.contains(cle.public(*id).as_str())
    };
    let mut objets = BTreeMap::new();
    for (genre, champs) in LIBRES {
        let mut ids = connus[&genre].clone();
        ids.sort_by_key(|id| !part(id));
        ids.truncate(PAR_TOUR);
        while ids.len() < PAR_TOUR {
            let id = Id::fresh();
            let dit = Champs::new().set(champs[0].0, "Nouveau".to_owned());
            store
                .transact("Nouveau", |edit| edit.put(genre, id, dit, Source::Saisi))
                .unwrap_or_else(|e| panic!("{}: {e}", genre.as_str()));
            ids.push(id);
        }
        objets.insert(genre, ids);
    }
    objets
}

/// What the closed file says is what was typed, to the byte.
fn kept(carnet: &Path, objets: &BTreeMap<Genre, Vec<Id>>, tour: &[String]) {
    let base = Connection::open(carnet).expect("opened");
    for (genre, champs) in LIBRES {
        for (id, texte) in objets[&genre].iter().zip(tour) {
            for (nom, _) in champs {
                // The fields of a school stand put together.
                let sql = if genre == Genre::Ecole {
                    format!(
                        "SELECT {nom} FROM ecole_situation WHERE ecole = ?1 ORDER BY depuis DESC LIMIT 1"
                    )
                } else {
                    format!("SELECT {nom} FROM {} WHERE id = ?1", genre.as_str())
                };
                let lu: String = base
                    .query_row(&sql, [id.as_bytes()], |row| row.get(0))
                    .unwrap_or_else(|e| panic!("{sql}: {e}"));
                assert!(lu == *texte, "{sql}: {lu:?} {texte:?}");
            }
        }
    }
}

fn is_formula(cellule: &str) -> bool {
    let nue = cellule.trim_start();
    cellule.starts_with(['\t', '\r', '\n'])
        || nue.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            && nue.replace(',', ".").parse::<f64>().is_err()
}

/// Every list as CSV, and the workbook.
fn run_by_none(dossier: &Path) {
    let lance = |arguments: &[&str]| {
        let sortie = Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
            .current_dir(dossier)
            .env("CARNET_REGLAGES", dossier.join("reglages"))
            .args(arguments)
            .output()
            .expect("started");
        let plainte = String::from_utf8_lossy(&sortie.stderr).into_owned();
        assert_eq!(sortie.status.code(), Some(0), "{arguments:?}: {plainte}");
        sortie.stdout
    };
    for liste in [
        "ecoles",
        "visites",
        "actions",
        "formations",
        "observations",
        "projets",
        "docteur",
        "abonnements",
    ] {
        let csv = lance(&[liste, "a.carnet", "--format", "csv", "--au", "24/11/2026"]);
        let csv = csv.strip_prefix("\u{feff}".as_bytes()).expect("a BOM");
        let mut lecteur = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv);
        for ligne in lecteur.records() {
            for cellule in &ligne.expect("a row as long as the header") {
                assert!(!is_formula(cellule), "{liste}: {cellule:?}");
            }
        }
    }
    let nom = "bilan.xlsx";
    std::fs::remove_file(dossier.join(nom)).ok();
    lance(&[
        "bilan",
        "a.carnet",
        "--au",
        "24/11/2026",
        "--par",
        "circonscription",
        "--format",
        "xlsx",
        "--sortie",
        nom,
    ]);
    let octets = std::fs::read(dossier.join(nom)).expect("written");
    let mut archive = zip::ZipArchive::new(Cursor::new(octets)).expect("a workbook");
    for rang in 0..archive.len() {
        let mut partie = archive.by_index(rang).expect("a part");
        let nom = partie.name().expect("UTF-8").into_owned();
        if nom.starts_with("xl/worksheets/sheet") {
            let mut xml = String::new();
            partie.read_to_string(&mut xml).expect("UTF-8");
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "a formula");
        }
    }
}

#[test]
fn a_nul_is_refused_in_every_text_field() {
    let dossier = tempfile::tempdir().expect("a folder");
    let carnet = dossier.path().join("a.carnet");
    let moi = auteur("A. B.", jour(2026, 11, 24));
    let mut store = Store::create(&carnet, &moi).expect("made");
    let avant = store.historique().expect("read").len();
    for (genre, champs) in LIBRES {
        for (nom, _) in champs {
            let dit = Champs::new().set(nom, "coupé\0ici".to_owned());
            let refus = store
                .transact("NUL", |edit| {
                    edit.put(genre, Id::fresh(), dit, Source::Saisi)
                })
                .expect_err(nom);
            assert!(refus.user_message().contains("signe nul"), "{refus}");
        }
    }
    assert_eq!(store.historique().expect("read").len(), avant);
}
