//! A report of the académie of the demonstration, from its facts to the bytes of its PDF: the
//! first one of a process, and the next ones.
//!
//!     cargo bench --bench pdf
//!
//! Prints milliseconds and pages. The aim is one second for four pages; there is no peer. Then the
//! longest frame of the window while it lays the same report out (the aim: 50 ms).

#![expect(clippy::print_stdout, reason = "the figures")]

mod fenetre;

use std::time::Instant;

use carnet_ent::app::App;
use carnet_ent::command::Command;
use carnet_ent::demonstration::creer_academie;
use carnet_ent::domain::modele_bilan::DemandeBilan;
use carnet_ent::domain::{Etendue, ModeleBilan, Par, Population, Regle};
use carnet_ent::report::bilans::Imprime;
use carnet_ent::store::{Auteur, Store};
use chrono::NaiveDate;
use fenetre::Fenetre;

const FOIS: usize = 10;

fn jour(annee: i32, mois: u32, quantieme: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, quantieme).expect("a real day")
}

fn main() {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = dossier.path().join("academie.carnet");
    creer_academie(&chemin, jour(2026, 11, 24)).expect("made");
    let store = Store::open(&chemin, &Auteur::default()).expect("opened");
    let faits = store.faits().expect("facts");
    for modele in [ModeleBilan::BilanCirconscription, ModeleBilan::TableauDane] {
        let demande = DemandeBilan {
            modele,
            etendue: Etendue::Carnet,
            au: jour(2020, 7, 1),
            compare: Some(jour(2019, 9, 1)),
            par: Par::Commune,
            regle: Regle::Classe,
            population: Population::Public,
            le: jour(2026, 11, 24),
            auteur: String::new(),
        };
        let mut temps = Vec::new();
        let (mut pages, mut octets) = (0, 0);
        for _ in 0..=FOIS {
            let debut = Instant::now();
            let document = Imprime::new(&faits, &demande, None)
                .and_then(|i| i.document())
                .expect("laid out");
            let pdf = document.pdf().expect("a PDF");
            temps.push(debut.elapsed().as_secs_f64() * 1000.0);
            (pages, octets) = (document.nombre_pages(), pdf.len());
        }
        let premiere = temps.remove(0);
        temps.sort_by(f64::total_cmp);
        println!(
            "{}: {pages} pages, {octets} bytes; first {premiere:.0} ms, then {:.0} ms (worst {:.0})",
            modele.as_str(),
            temps[FOIS / 2],
            temps[FOIS - 1]
        );
    }
    drop(faits);
    let mut window =
        Fenetre::new(|ctx| App::for_test_with_threads(ctx, Some(store), jour(2026, 11, 24)));
    window.attend();
    let montre = Command::MontrerBilan(ModeleBilan::BilanCirconscription, Etendue::Carnet);
    window.app.commands().send(montre);
    let debut = Instant::now();
    let longue = window.attend();
    println!(
        "window: longest frame {longue:.0} ms in {:.0} ms",
        debut.elapsed().as_secs_f64() * 1000.0
    );
}
