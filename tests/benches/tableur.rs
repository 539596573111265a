//! A spreadsheet of 2 000 lines previewed on a carnet of 5 000 schools: read, columns proposed,
//! compared with the carnet.
//!
//!     cargo bench --bench tableur
//!
//! Prints the median and the worst of each, in milliseconds. The aim is 200 ms; there is no peer.

#![expect(clippy::print_stdout, reason = "the figures")]
#![expect(clippy::disallowed_methods, reason = "files made for the measure")]

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use carnet_ent::domain::{Faits, Uai};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::tableur::{self, Choix, Plan};
use carnet_ent::store::{Auteur, Champs, Store};
use chrono::NaiveDate;

const ECOLES: u32 = 5_000;
const LIGNES: u32 = 2_000;
const FOIS: usize = 15;
const MOTS: [&str; 8] = [
    "Tilleuls",
    "Moulin",
    "Verger",
    "Halle",
    "Coquelicots",
    "Lavoir",
    "Fontaine",
    "Clocher",
];

fn jour() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 9, 1).expect("a real day")
}

fn code(n: u32) -> String {
    Uai::from_numero(880_001 + n)
        .expect("seven digits")
        .to_string()
}

fn nom(n: u32) -> String {
    let (a, b) = (MOTS[n as usize % 8], MOTS[n as usize / 8 % 8]);
    format!("École primaire des {a} et du {b}")
}

fn faits() -> Faits {
    let mut store = Store::in_memory(&Auteur::default()).expect("a carnet in memory");
    store
        .transact("Écoles", |edit| {
            for n in 0..ECOLES {
                let champs = Champs::new()
                    .set("nom", nom(n))
                    .set("maternelle", true)
                    .set("elementaire", true)
                    .set("commune_nom", format!("Val-le-Haut {}", n / 8))
                    .set("departement", "088");
                edit.releve("annuaire", jour(), &code(n), champs)?;
            }
            Ok(())
        })
        .expect("filled");
    store.faits().expect("facts")
}

/// By their UAIs, or by their names and communes.
fn csv(par_nom: bool) -> String {
    let mut texte = String::from("UAI;École;Commune;ENT;Périmètre;Depuis;Financement;Remarques\n");
    for n in 0..LIGNES {
        let uai = if par_nom { String::new() } else { code(n) };
        writeln!(
            texte,
            "{uai};{};Val-le-Haut {};{};{}/5;01/09/20{};ENIR 2018 + commune;rien à dire",
            nom(n),
            n / 8,
            ["ONE", "one (Edifice)", "Beneylu"][n as usize % 3],
            1 + n % 5,
            17 + n % 4,
        )
        .expect("a string takes all");
    }
    texte
}

fn xlsx() -> Vec<u8> {
    let mut classeur = rust_xlsxwriter::Workbook::new();
    let feuille = classeur.add_worksheet();
    for (ligne, texte) in (0..).zip(csv(false).lines()) {
        for (colonne, cellule) in (0..).zip(texte.split(';')) {
            feuille
                .write_string(ligne, colonne, cellule)
                .expect("written");
        }
    }
    classeur.save_to_buffer().expect("a workbook")
}

fn preview(chemin: &Path, faits: &Faits) -> Plan {
    let mut progress = Progress::silent();
    let lu = tableur::lire(chemin, &mut progress).expect("read");
    let choix = Choix::propose(&lu, faits, jour());
    tableur::preparer(&lu, &choix, faits, jour(), &mut progress).expect("a plan")
}

fn main() {
    let faits = faits();
    let dossier = tempfile::tempdir().expect("a folder");
    for (quoi, nom, octets) in [
        ("CSV, by UAI", "a.csv", csv(false).into_bytes()),
        ("CSV, by name and commune", "b.csv", csv(true).into_bytes()),
        ("XLSX, by UAI", "a.xlsx", xlsx()),
    ] {
        let chemin = dossier.path().join(nom);
        std::fs::write(&chemin, octets).expect("written");
        let mut temps: Vec<f64> = (0..FOIS)
            .map(|_| {
                let debut = Instant::now();
                let plan = preview(&chemin, &faits);
                assert_eq!(plan.lignes.len(), LIGNES as usize);
                debut.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        temps.sort_by(f64::total_cmp);
        println!(
            "{quoi}: median {:.1} ms, worst {:.1} ms",
            temps[FOIS / 2],
            temps[FOIS - 1]
        );
    }
}
