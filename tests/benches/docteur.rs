//! The doctor on a register of 60 000 schools: milliseconds of this process for the examination
//! alone, and for what it asks the carnet.
//!
//!     cargo bench --bench docteur
//!
//! Beyond 50 ms it must not run in a frame: `ui/docteur/examen.rs` says above how many schools it
//! leaves it.

#![expect(clippy::print_stdout, reason = "the figures")]

use std::time::Instant;

use carnet_ent::domain::docteur::{Dossier, examiner};
use carnet_ent::domain::{Deploiement, Id, Perimetre, Uai};
use carnet_ent::store::{Auteur, Champs, Store, solution};
use chrono::NaiveDate;

fn jour(annee: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, 9, 1).expect("a real day")
}

/// Three annuaires of so many schools, a third of which have an ENT; one in a hundred only typed.
fn store(ecoles: u32) -> Store {
    let mut store = Store::in_memory(&Auteur::default()).expect("a carnet in memory");
    store
        .transact("Écoles", |edit| {
            for n in 0..ecoles {
                let uai = Uai::from_numero(100_000 + n * 97).expect("a number of seven digits");
                let uai = uai.as_str();
                let champs = Champs::new()
                    .set("nom", format!("École élémentaire n° {n} du Vieux Moulin"))
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune", format!("{:05}", n % 30_000))
                    .set("commune_nom", format!("Épinal-sur-Mer {}", n % 30_000))
                    .set("departement", "088")
                    .set("latitude", 48.0)
                    .set("longitude", 6.0);
                if n % 100 == 0 {
                    edit.nouvelle_ecole(uai, champs)?;
                } else {
                    for annee in 2020..2023 {
                        edit.releve("annuaire", jour(annee), uai, champs.clone())?;
                    }
                }
                if n % 3 == 0 {
                    edit.deploiement(&Deploiement {
                        id: Id::derived("deploiement", uai),
                        ecole: Id::ecole(uai),
                        solution: solution("ONE"),
                        debut: Some(jour(2020)),
                        fin: None,
                        perimetre: Perimetre::Ecole,
                        etapes: [None; 5],
                        projet: None,
                        commentaire: String::new(),
                    })?;
                }
            }
            Ok(())
        })
        .expect("filled");
    store
}

fn ms<T>(quoi: &str, mut travail: impl FnMut() -> T) -> T {
    let mut fois = Vec::new();
    let mut rendu = travail();
    for _ in 0..9 {
        let debut = Instant::now();
        rendu = travail();
        fois.push(debut.elapsed().as_secs_f64() * 1000.0);
    }
    fois.sort_by(f64::total_cmp);
    println!(
        "  {quoi:<24} médiane {:.1} ms, la plus lente {:.1} ms",
        fois[4], fois[8]
    );
    rendu
}

fn main() {
    for ecoles in [2_000, 10_000, 60_000] {
        println!("{ecoles} écoles, trois annuaires");
        let store = store(ecoles);
        let faits = store.faits().expect("facts");
        let registre = ms("le registre", || store.registre().expect("asked"));
        let desaccords = ms("les désaccords", || store.desaccords().expect("asked"));
        let dossier = Dossier {
            faits: &faits,
            registre: &registre,
            desaccords: &desaccords,
        };
        let constats = ms("l’examen", || examiner(dossier, jour(2023)));
        println!("  {} constats", constats.len());
    }
}
