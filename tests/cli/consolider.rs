//! `carnet-ent consolider`: the files of an académie made one, what is missing said, and nothing
//! published that does not add up.

#![expect(clippy::disallowed_methods, reason = "files are damaged on purpose")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::{auteur, jour};
use carnet_ent::demonstration::creer_academie;
use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::nombre::taux_texte;
use carnet_ent::domain::{Id, Par, Population, Regle, Source};
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::envoi::{DemandeEnvoi, Destination, Perimetre, ecrire, parties};
use carnet_ent::store::export::CleEnvoi;
use carnet_ent::store::{Champs, Genre, Store};
use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

const AU: NaiveDate = NaiveDate::from_ymd_opt(2020, 7, 1).unwrap();

/// A département: its name, schools, with an ENT, the two rates.
type Rangee = (String, u64, u64, String, String);

/// The demonstration académie, and thirty files of it: one for each group of circonscriptions.
struct Academie {
    dossier: tempfile::TempDir,
    store: Store,
    /// The circonscriptions of each file, and its name.
    envois: Vec<(BTreeSet<Option<Id>>, String)>,
}

impl Academie {
    fn nouvelle() -> Self {
        let dossier = tempfile::tempdir().expect("a folder");
        let chemin = dossier.path().join("academie.carnet");
        creer_academie(&chemin, jour(2026, 11, 24)).expect("made");
        let mut store = Store::open(&chemin, &auteur("A. B.", jour(2026, 11, 24))).expect("open");
        let faits = store.faits().expect("the facts");
        let parties = parties(&faits, AU);
        assert!(parties.len() >= 30, "{} circonscriptions", parties.len());
        let mut groupes: Vec<BTreeSet<Option<Id>>> = vec![BTreeSet::new(); 30];
        for (rang, partie) in parties.iter().enumerate() {
            groupes[rang % 30].insert(partie.id);
        }
        let cle = CleEnvoi::from_bytes([9; 32]);
        std::fs::create_dir(dossier.path().join("recus")).expect("a folder");
        let mut envois = Vec::new();
        for (rang, groupe) in groupes.into_iter().enumerate() {
            let nom = format!("envoi-{rang:02}.sqlite");
            let demande = DemandeEnvoi {
                perimetre: Perimetre::Parties(groupe.clone()),
                ..DemandeEnvoi::nouvelle(AU)
            };
            let chemin = dossier.path().join("recus").join(&nom);
            let envoi = (&demande, &cle);
            ecrire(
                &mut store,
                &faits,
                envoi,
                &Destination::new(&chemin, false, None),
                &mut Progress::silent(),
            )
            .expect("written");
            envois.push((groupe, nom));
        }
        Self {
            dossier,
            store,
            envois,
        }
    }

    fn chemin(&self, nom: &str) -> PathBuf {
        self.dossier.path().join(nom)
    }

    /// The table of the DANE for some of the files, as the carnet itself counts it.
    fn attendu(&self, garde: impl Fn(usize) -> bool) -> Vec<Rangee> {
        let faits = self.store.faits().expect("the facts");
        let gardees: BTreeSet<Option<Id>> = (self.envois.iter().enumerate())
            .filter(|(rang, _)| garde(*rang))
            .flat_map(|(_, (groupe, _))| groupe.clone())
            .collect();
        let perimetre = Perimetre::Parties(gardees);
        let faits = faits.restreints(|e| perimetre.contient(&faits, e, AU));
        let lu = bilan(
            &faits,
            AU,
            Par::Departement,
            Regle::Classe,
            Population::Public,
        );
        let mut rangees: Vec<Rangee> = Vec::new();
        for (nom, c) in (lu.lignes.iter())
            .map(|l| (l.groupe.as_str(), l.compte))
            .chain([("Total", lu.total)])
        {
            rangees.push((
                nom.to_owned(),
                c.ecoles,
                c.avec_ent,
                taux_texte(c.taux()),
                taux_texte(c.part_elementaires_primaires()),
            ));
        }
        rangees
    }

    fn consolider(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
            .current_dir(self.dossier.path())
            .env("CARNET_REGLAGES", self.chemin("reglages"))
            .arg("consolider")
            .args(arguments)
            .output()
            .expect("run")
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        let sortie = self.consolider(&[arguments, &["--format", "json"]].concat());
        assert!(
            sortie.status.success(),
            "{}",
            String::from_utf8_lossy(&sortie.stderr)
        );
        serde_json::from_slice(&sortie.stdout).expect("JSON")
    }
}

fn vue(chemin: &Path) -> Vec<Rangee> {
    let base =
        Connection::open_with_flags(chemin, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
    let mut demande = base
        .prepare("SELECT * FROM etat_des_lieux_par_departement")
        .expect("a view");
    let lues = demande
        .query_map([], |l| {
            let nombre = |i| l.get::<_, i64>(i).map(i64::unsigned_abs);
            Ok((l.get(0)?, nombre(1)?, nombre(2)?, l.get(3)?, l.get(4)?))
        })
        .expect("rows");
    lues.map(|l| l.expect("a row")).collect()
}

fn manifeste(chemin: &Path, cle: &str) -> Option<String> {
    let base =
        Connection::open_with_flags(chemin, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
    base.query_row("SELECT valeur FROM manifeste WHERE cle = ?1", [cle], |l| {
        l.get(0)
    })
    .ok()
}

fn verdicts(reponse: &Value) -> Vec<(String, String)> {
    let fichiers = reponse["fichiers"].as_array().expect("files");
    (fichiers.iter())
        .map(|f| {
            let texte = |cle: &str| f[cle].as_str().expect("a text").to_owned();
            (texte("fichier"), texte("verdict"))
        })
        .collect()
}

/// The carnet of the DANE: the schools of the annuaire, and nothing else.
fn carnet_de_la_dane(academie: &Academie, nom: &str) {
    let faits = academie.store.faits().expect("the facts");
    let moi = auteur("D. A.", jour(2026, 11, 24));
    let mut store = Store::create(&academie.chemin(nom), &moi).expect("made");
    let millesime = jour(2020, 1, 15);
    let source = Source::Officiel { millesime };
    store
        .transact("Import de l’annuaire", |edit| {
            for c in faits.circonscriptions.values() {
                let champs = Champs::new()
                    .set("nom", c.nom.as_str())
                    .set("departement", c.departement.as_deref().unwrap_or_default());
                edit.put(Genre::Circonscription, c.id, champs, source)?;
            }
            for ecole in &faits.ecoles {
                let (s, _) = ecole.au(AU);
                let mut champs = Champs::new()
                    .set("nom", &*s.nom)
                    .set("maternelle", s.maternelle)
                    .set("elementaire", s.elementaire);
                for (champ, valeur) in [
                    ("statut", s.statut.map(|s| s.as_str().to_owned())),
                    ("departement", s.departement.as_deref().map(str::to_owned)),
                    ("ouverture", s.ouverture.map(|d| d.to_string())),
                    ("fermeture", s.fermeture.map(|d| d.to_string())),
                    ("etat", s.etat.map(|e| e.as_str().to_owned())),
                ] {
                    if let Some(valeur) = valeur {
                        champs = champs.set(champ, valeur);
                    }
                }
                if let Some(id) = s.circonscription {
                    champs = champs.set("circonscription", id);
                }
                edit.releve("annuaire", millesime, &ecole.uai, champs)?;
            }
            Ok(())
        })
        .expect("written");
}

/// The table that the DANE published.
fn dane_2020() -> Vec<Rangee> {
    let dane = [
        ("Meurthe-et-Moselle", 578, 271, "46,9 %", "75,6 %"),
        ("Meuse", 147, 104, "70,7 %", "85,6 %"),
        ("Moselle", 961, 609, "63,4 %", "100 %"),
        ("Vosges", 335, 86, "25,7 %", "75,6 %"),
        ("Total", 2021, 1070, "52,9 %", "90,5 %"),
    ];
    let fine = |texte: &str| texte.replace(' ', "\u{202f}");
    dane.map(|(d, n, a, t, p)| (d.to_owned(), n, a, fine(t), fine(p)))
        .to_vec()
}

#[test]
fn thirty_files_of_an_academie_make_its_table() {
    let academie = Academie::nouvelle();
    carnet_de_la_dane(&academie, "dane.carnet");
    let dossier = |nom: &str| {
        let dossier = academie.chemin(nom);
        std::fs::create_dir(&dossier).expect("a folder");
        for (_, envoi) in &academie.envois {
            std::fs::copy(academie.chemin("recus").join(envoi), dossier.join(envoi))
                .expect("copied");
        }
        dossier
    };
    // Five damaged, each in another way, and one sent twice.
    let abimes = dossier("abimes");
    let change = |rang: usize, abime: &dyn Fn(&mut Vec<u8>)| {
        let chemin = abimes.join(&academie.envois[rang].1);
        let mut octets = std::fs::read(&chemin).expect("read");
        abime(&mut octets);
        std::fs::write(&chemin, octets).expect("written");
    };
    change(3, &|o| o.truncate(o.len() / 2));
    change(7, &|o| {
        let place = o.len() - 20;
        o[place] ^= 1;
    });
    change(11, &|o| o.clear());
    change(19, &|o| {
        *o = b"Bonjour, voici le tableau de mes ecoles.".repeat(40);
    });
    change(28, &|o| {
        // One count of the manifest, told one higher.
        let place = o.windows(8).position(|w| w == b"avec_ent").expect("there");
        o[place + 8] = if o[place + 8] == b'9' {
            b'8'
        } else {
            o[place + 8] + 1
        };
    });
    std::fs::copy(
        abimes.join("envoi-05.sqlite"),
        abimes.join("envoi-05 (1).sqlite"),
    )
    .expect("copied");
    let reponse = academie.json(&[
        "abimes",
        "--sortie",
        "partiel.sqlite",
        "--carnet",
        "dane.carnet",
    ]);
    let partiel = academie.chemin("partiel.sqlite");
    let sains = |rang: usize| ![3, 7, 11, 19, 28].contains(&rang);
    assert_eq!(reponse["acceptes"], 25, "{reponse}");
    for (fichier, verdict) in verdicts(&reponse) {
        let rang = academie.envois.iter().position(|(_, nom)| *nom == fichier);
        let attendu = match rang {
            // The copy comes first in order of name.
            Some(5) => "deja-recu",
            Some(rang) if !sains(rang) => "quarantaine",
            _ => "accepte",
        };
        assert_eq!(verdict, attendu, "{fichier}");
    }
    assert_eq!(vue(&partiel), academie.attendu(sains));
    let manquants = manifeste(&partiel, "manquants").expect("said");
    let faits = academie.store.faits().expect("the facts");
    let mut muettes = 0;
    for (rang, (groupe, _)) in academie.envois.iter().enumerate() {
        for id in groupe.iter().flatten() {
            let nom = &faits.circonscriptions[id].nom;
            if !sains(rang) {
                muettes += 1;
                assert!(manquants.contains(nom.as_str()), "{nom} in {manquants}");
            }
        }
    }
    let dit = format!("Il manque {muettes} circonscriptions sur ");
    assert!(manquants.starts_with(&dit), "{manquants}");
    assert_eq!(
        manifeste(&partiel, "sources").map(|s| s.replace('\u{a0}', " ").starts_with("25 fichiers")),
        Some(true)
    );
    let reponse = academie.json(&[
        "recus",
        "--sortie",
        "entier.sqlite",
        "--carnet",
        "dane.carnet",
    ]);
    // The five that were missing come; the others are known.
    assert_eq!(reponse["acceptes"], 5, "{reponse}");
    let entier = academie.chemin("entier.sqlite");
    assert_eq!(vue(&entier), dane_2020());
    assert_eq!(manifeste(&entier, "manquants"), None);
    // All at once, without a carnet, gives the same facts.
    let reponse = academie.json(&["recus", "--sortie", "seul.sqlite"]);
    assert_eq!(reponse["acceptes"], 30);
    assert_eq!(vue(&academie.chemin("seul.sqlite")), dane_2020());
    assert_eq!(
        reponse["attendues"],
        Value::Null,
        "nobody said who is expected"
    );
    // What was taken is one operation, which undo takes back.
    for _ in 0..3 {
        let defait = Command::new(env!("CARGO_BIN_EXE_carnet-ent"))
            .current_dir(academie.dossier.path())
            .env("CARNET_REGLAGES", academie.chemin("reglages"))
            .args(["annuler", "dane.carnet"])
            .output()
            .expect("run");
        assert!(defait.status.success());
    }
    let moi = auteur("D. A.", jour(2026, 11, 24));
    let store = Store::open(&academie.chemin("dane.carnet"), &moi).expect("open");
    assert!(store.recues().expect("read").ecoles.is_empty());
    assert_eq!(store.verify().expect("verified"), Vec::<String>::new());
}
