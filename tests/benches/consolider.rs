//! 1 300 exports, 48 000 schools: consolidated with every check by the program, beside a `sqlite3`
//! script that only attaches each file and inserts its rows.
//!
//!     cargo build --release && cargo bench --bench consolider -- target/release/carnet-ent
//!
//! Makes the files in a temporary folder, then prints the seconds of each. The aim is three times
//! the script, which proves nothing of what it inserts. A second argument makes fewer files.

#![expect(clippy::print_stdout, reason = "the figures")]
#![expect(clippy::disallowed_methods, reason = "files made for the measure")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use carnet_ent::domain::{Id, Uai};
use carnet_ent::store::export::{self, Avec, Contenu, EXPORT_SQL, tables};
use carnet_ent::store::solution;

/// Schools of each file: 37 × 1 300 = 48 100.
const ECOLES: u32 = 37;

fn hexa(id: Id) -> String {
    id.to_string().replace('-', "")
}

/// What one circonscription sends: its schools, most with an ENT, a funding and a visit each.
fn envoi(rang: u32) -> Contenu {
    let mut contenu = Contenu::new(Avec::default());
    let nom = format!("Circonscription {rang}");
    let circonscription = hexa(Id::derived("circonscription", &nom));
    let departement = format!("{:03}", 1 + rang % 95);
    contenu.push(
        "circonscription",
        [
            ("id", circonscription.as_str().into()),
            ("nom", nom.as_str().into()),
            ("departement", departement.as_str().into()),
            ("envoyee", true.into()),
        ],
    );
    let one = hexa(solution("ONE"));
    contenu.push(
        "solution",
        [
            ("id", one.as_str().into()),
            ("code", "ONE".into()),
            ("nom", "ONE".into()),
            ("compte_ent", true.into()),
        ],
    );
    let mut avec_ent = 0;
    for n in rang * ECOLES..(rang + 1) * ECOLES {
        let uai = Uai::from_numero(100_000 + n)
            .expect("seven digits")
            .to_string();
        contenu.push(
            "ecole",
            [
                ("uai", uai.as_str().into()),
                ("nom", format!("École primaire du Moulin {n}").into()),
                ("maternelle", (n % 3 != 1).into()),
                ("elementaire", (n % 3 != 0).into()),
                ("specialisee", false.into()),
                ("statut", "public".into()),
                ("commune", format!("{:05}", n % 90_000).into()),
                ("commune_nom", format!("Val-le-Haut {}", n / 3).into()),
                ("departement", departement.as_str().into()),
                ("circonscription", circonscription.as_str().into()),
                ("latitude", 48.25.into()),
                ("longitude", 6.5.into()),
                ("eleves", (40 + n % 200).into()),
                ("connue_depuis", "2019-09-01".into()),
                ("verifiee_le", "2020-06-01".into()),
            ],
        );
        let id = |quoi: &str| hexa(Id::derived(quoi, &uai));
        if n % 3 != 0 {
            avec_ent += 1;
            contenu.push(
                "deploiement",
                [
                    ("ecole", uai.as_str().into()),
                    ("id", id("d").into()),
                    ("solution", one.as_str().into()),
                    ("debut", "2019-09-02".into()),
                    ("perimetre", "ecole".into()),
                ],
            );
            contenu.push(
                "financement",
                [
                    ("ecole", uai.as_str().into()),
                    ("id", id("f").into()),
                    ("deploiement", id("d").into()),
                    ("annee", 2019.into()),
                    ("montant_centimes", 45_000.into()),
                ],
            );
        }
        contenu.push(
            "visite",
            [
                ("ecole", uai.as_str().into()),
                ("id", id("v").into()),
                ("le", "2020-03-12".into()),
            ],
        );
    }
    let producteur = hexa(Id::derived("carnet", &nom));
    for (cle, valeur) in [
        ("format", "1"),
        ("lecteur_min", "1"),
        ("programme", "Carnet ENT 0.1.0"),
        ("producteur", producteur.as_str()),
        ("au", "2020-07-01"),
        ("perimetre", nom.as_str()),
        ("perimetre_complet", "1"),
        ("noms", "0"),
        ("textes", "0"),
        ("ecoles", ECOLES.to_string().as_str()),
        ("avec_ent", avec_ent.to_string().as_str()),
        ("complet", "10"),
        ("complet_sur", "20"),
    ] {
        contenu.dit(cle, valeur);
    }
    contenu
}

/// The script that only attaches and inserts.
fn script(dossier: &Path, envois: u32) -> String {
    let mut sql = EXPORT_SQL.to_owned();
    sql.push_str("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;\n");
    for rang in 0..envois {
        let chemin = dossier.join(format!("{rang:04}.sqlite"));
        writeln!(sql, "ATTACH '{}' AS s;\nBEGIN;", chemin.display()).expect("a string");
        for table in tables() {
            writeln!(
                sql,
                "INSERT OR IGNORE INTO main.{0} SELECT * FROM s.{0};",
                table.nom
            )
            .expect("a string");
        }
        sql.push_str("COMMIT;\nDETACH s;\n");
    }
    sql
}

fn timed(nom: &str, commande: &mut Command) -> f64 {
    let debut = Instant::now();
    let sortie = commande.output().expect("it runs");
    let secondes = debut.elapsed().as_secs_f64();
    let plainte = String::from_utf8_lossy(&sortie.stderr).into_owned();
    assert!(sortie.status.success(), "{nom}: {plainte}");
    println!("{nom:<40} {secondes:8.2} s");
    secondes
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let programme = arguments
        .next()
        .unwrap_or_else(|| "target/release/carnet-ent".to_owned());
    let envois = arguments
        .next()
        .map_or(1_300, |n| n.parse().expect("a number"));
    let dossier = tempfile::tempdir().expect("a folder");
    let recus = dossier.path().join("recus");
    std::fs::create_dir(&recus).expect("a folder");
    for rang in 0..envois {
        let mut contenu = envoi(rang);
        let empreinte = contenu.seal();
        let chemin = recus.join(format!("{rang:04}.sqlite"));
        let octets = export::octets(&contenu, &empreinte, |_| Ok(())).expect("made");
        std::fs::write(&chemin, octets).expect("written");
    }
    println!("{envois} files, {} schools", envois * ECOLES);
    let sql = dossier.path().join("script.sql");
    std::fs::write(&sql, script(&recus, envois)).expect("written");
    for fois in 0..3 {
        let base = dossier.path().join(format!("script-{fois}.sqlite"));
        let peer = timed(
            "sqlite3, attach and insert only",
            Command::new("sqlite3")
                .arg(&base)
                .arg(format!(".read {}", sql.display())),
        );
        let sortie = dossier.path().join(format!("consolide-{fois}.sqlite"));
        let mien = timed(
            "carnet-ent consolider, every check",
            Command::new(&programme)
                .env("CARNET_REGLAGES", dossier.path().join("reglages"))
                .arg("consolider")
                .arg(&recus)
                .arg("--sortie")
                .arg(&sortie),
        );
        println!("{:<40} {:8.2}", "times the script", mien / peer);
    }
}
