//! Two carnets of 10 000 visits made one, beside geodiff doing the same to two SQLite files.
//!
//!     cargo bench --bench fusion
//!     python3 tests/benches/fusion/geodiff.py        (pip install pygeodiff)
//!
//! Each visit has twenty fields filled (its own, those of an action, of a person met). The second
//! carnet is a copy; 2 000 visits are then edited in each, half of them in both, and 1 000 added.
//! Prints medians: from two opened journals to projected tables (the aim: no more than geodiff's
//! rebase of two files with the same edits on their base); beside it, and apart, proving the file
//! received, the verified copy, the comparison shown before anything is written (with its list of
//! conflicts and doubles), the highest memory (the aim: under 300 MiB), and the longest frame of the
//! window while it proves, compares, then brings in (the aim: 50 ms).

#![expect(clippy::print_stdout, reason = "the figures")]

#[path = "../fenetre.rs"]
mod fenetre;

use std::path::Path;
use std::time::Instant;

use carnet_ent::app::App;
use carnet_ent::command::{Command, Reunion};
use carnet_ent::domain::{
    Action, CompteRendu, Id, Liste, Rencontre, Source, Uai, Visite, VisiteEntiere,
};
use carnet_ent::exchange::fusion;
use carnet_ent::store::{Auteur, Autre, Champs, Genre, Store, etranger, terme};
use carnet_ent::systeme::enfant;
use chrono::{Days, NaiveDate};
use fenetre::Fenetre;

const ECOLES: u32 = 400;
const VISITES: u32 = 10_000;
const EDITEES: u32 = 2_000;
const AJOUTEES: u32 = 1_000;
const TOURS: usize = 7;

fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, jour).expect("a real day")
}

fn uai(n: u32) -> Uai {
    Uai::from_numero(880_001 + n).expect("seven digits")
}

/// Twenty fields: nine of the visit, eight of its action, three of the person met.
fn visite(cle: &str, n: u32) -> VisiteEntiere {
    let ecole = Id::ecole(uai(n.wrapping_mul(7919) % ECOLES).as_str());
    let nom = format!("{cle} {n}");
    let id = Id::derived("visite", &nom);
    let le = jour(2016, 9, 1) + Days::new(u64::from(n) * 3700 / u64::from(VISITES));
    VisiteEntiere {
        visite: Visite {
            id,
            ecole,
            le,
            duree: Some(60 + n % 60),
            motif: Some(terme(Liste::MotifVisite, "BILAN")),
            intervenant: "A. B.".to_owned(),
        },
        compte_rendu: CompteRendu {
            contexte: format!("Point n° {n} avec la direction sur l’année écoulée."),
            constats: "Quatre classes publient chaque semaine, une n’a pas commencé.".to_owned(),
            conseils: "Montrer en conseil des maîtres la classe la plus avancée.".to_owned(),
            suites: "Question du renouvellement à poser à la mairie.".to_owned(),
        },
        rencontres: vec![Rencontre {
            id: Id::derived("rencontre", &nom),
            role: Some(terme(Liste::Role, "DIRECTION")),
            nombre: Some(1 + n % 4),
            nom: String::new(),
        }],
        copies: Vec::new(),
        actions: vec![Action {
            id: Id::derived("action", &nom),
            ecole,
            visite: Some(id),
            libelle: format!("Envoyer le modèle n° {n}"),
            role: Some(terme(Liste::Role, "DIRECTION")),
            qui: "La directrice".to_owned(),
            echeance: Some(le + Days::new(30)),
            faite_le: Some(le + Days::new(20)),
            abandonnee_le: None,
            commentaire: "Par la messagerie de l’ENT.".to_owned(),
        }],
    }
}

/// The common carnet.
fn commun(chemin: &Path) {
    let mut store = Store::create(chemin, &auteur("Anne")).expect("created");
    store
        .transact("Écoles", |edit| {
            for n in 0..ECOLES {
                let champs = Champs::new()
                    .set("nom", format!("École élémentaire n° {n} du Vieux Moulin"))
                    .set("elementaire", true)
                    .set("statut", "public")
                    .set("commune_nom", format!("Épinal-sur-Mer {}", n % 300))
                    .set("departement", "088");
                edit.releve("annuaire", jour(2016, 10, 3), uai(n).as_str(), champs)?;
            }
            Ok(())
        })
        .expect("written");
    for n in 0..VISITES {
        store
            .transact("Visite", |edit| edit.visite_entiere(&visite("commune", n)))
            .expect("written");
    }
}

/// What one person does afterwards, one act at a time: `depuis` is the first visit edited.
fn travaille(store: &mut Store, qui: &str, depuis: u32) {
    for n in depuis..depuis + EDITEES {
        let id = Id::derived("visite", &format!("commune {n}"));
        let champs = Champs::new().set("constats", format!("Revu par {qui} : visite {n}."));
        store
            .transact("Visite modifiée", |edit| {
                edit.put(Genre::Visite, id, champs, Source::Saisi)
            })
            .expect("edited");
    }
    for n in 0..AJOUTEES {
        store
            .transact("Visite", |edit| edit.visite_entiere(&visite(qui, n * 10)))
            .expect("added");
    }
}

fn auteur(personne: &str) -> Auteur {
    Auteur {
        personne: personne.to_owned(),
        ..Auteur::default()
    }
}

/// The median, in milliseconds, of several rounds; what each starts from is made outside.
fn median<T>(mut prepare: impl FnMut() -> T, mut act: impl FnMut(&mut T)) -> f64 {
    let mut durees: Vec<f64> = (0..TOURS)
        .map(|_| {
            let mut depart = prepare();
            let debut = Instant::now();
            act(&mut depart);
            debut.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    durees.sort_by(f64::total_cmp);
    durees[TOURS / 2]
}

/// The highest resident memory of this process, in MiB; Linux only.
fn memoire() -> Option<u64> {
    let statut = std::fs::read_to_string("/proc/self/status").ok()?;
    let ligne = statut.lines().find(|l| l.starts_with("VmHWM"))?;
    let kio: u64 = ligne.split_whitespace().nth(1)?.parse().ok()?;
    Some(kio / 1024)
}

fn main() {
    let dossier = tempfile::tempdir().expect("folder");
    let [anne, bruno] = ["anne", "bruno"].map(|nom| dossier.path().join(format!("{nom}.carnet")));
    // A process of its own makes the carnets: their making is not the memory of a merge.
    if let Some(ou) = std::env::var_os("CARNET_BANC_FUSION") {
        let ou = Path::new(&ou);
        let [anne, bruno] = ["anne", "bruno"].map(|nom| ou.join(format!("{nom}.carnet")));
        commun(&anne);
        std::fs::copy(&anne, &bruno).expect("copied");
        for (chemin, qui, depuis) in [(&anne, "Anne", 0), (&bruno, "Bruno", EDITEES / 2)] {
            let mut store = Store::open(chemin, &auteur(qui)).expect("opened");
            travaille(&mut store, qui, depuis);
        }
        return;
    }
    let moi = std::env::current_exe().expect("this program");
    let fait = std::process::Command::new(moi)
        .env("CARNET_BANC_FUSION", dossier.path())
        .status()
        .expect("run");
    assert!(fait.success());
    let octets = std::fs::read(&bruno).expect("read");
    println!(
        "deux carnets de {VISITES} visites : {} et {} Kio",
        std::fs::metadata(&anne).expect("there").len() / 1024,
        octets.len() / 1024
    );
    let recu = || etranger::carnet(&octets, &auteur("Anne")).expect("believed");
    let autre = recu();
    // Each round merges into a copy of the file, opened beforehand.
    let copie = dossier.path().join("copie.carnet");
    let ouvre = || {
        std::fs::remove_file(&copie).ok();
        std::fs::copy(&anne, &copie).expect("copied");
        Store::open(&copie, &auteur("Anne")).expect("opened")
    };
    let union = median(ouvre, |store| {
        store.union(&autre).expect("merged");
    });
    println!("deux journaux ouverts → tables projetées : {union:.0} ms");
    let autres = [Autre {
        nom: "bruno.carnet".to_owned(),
        store: autre,
    }];
    let comparer = median(ouvre, |store| {
        store.comparer(&autres).expect("compared");
    });
    println!("comparer (avec désaccords et doublons, rien d’écrit) : {comparer:.0} ms");
    let reunir = median(ouvre, |store| {
        let plan = store.reunir(&autres, None).expect("merged");
        assert_eq!(plan.desaccords.len(), (EDITEES / 2) as usize);
    });
    println!("réunir (avec le récit de ce qui est venu) : {reunir:.0} ms");
    let prouver = median(|| (), |()| drop(recu()));
    println!("prouver le carnet reçu : {prouver:.0} ms");
    let sauver = median(ouvre, |store| {
        let copie = store.sauvegarder().expect("saved").expect("a file");
        std::fs::remove_file(copie).expect("removed");
    });
    println!("copie vérifiée : {sauver:.0} ms");
    let mut store = ouvre();
    let debut = Instant::now();
    fusion::reunir(&mut store, &autres).expect("merged");
    println!(
        "le tout, comme le programme (comparer, copier, réunir) : {:.0} ms",
        debut.elapsed().as_secs_f64() * 1000.0
    );
    if let Some(mib) = memoire() {
        println!("mémoire au plus haut : {mib} Mio");
    }
    drop(store);
    // The examination runs in the program itself, which stands beside the folder of benches.
    let programme = std::env::current_exe()
        .ok()
        .and_then(|moi| Some(moi.parent()?.parent()?.join("carnet-ent")))
        .filter(|p| p.exists());
    let Some(programme) = programme else {
        println!("fenêtre : à mesurer après cargo build --release");
        return;
    };
    enfant::set_programme(programme);
    let mut window =
        Fenetre::new(|ctx| App::for_test_with_threads(ctx, Some(ouvre()), jour(2026, 11, 24)));
    window.attend();
    for (quoi, acte) in [
        ("prouver et comparer", Reunion::Comparer(vec![bruno])),
        ("réunir", Reunion::Appliquer),
    ] {
        window.app.commands().send(Command::Reunir(acte));
        let debut = Instant::now();
        let longue = window.attend();
        println!(
            "fenêtre, {quoi} : image la plus longue {longue:.0} ms en {:.0} ms",
            debut.elapsed().as_secs_f64() * 1000.0
        );
    }
}
