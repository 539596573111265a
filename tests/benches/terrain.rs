//! The pages of the field over ten years × 2021 schools × 20 000 visits, and a visit saved.
//!
//!     cargo bench --bench terrain
//!
//! Prints, for each page, the CPU of its first full frame, facts already read (the aim: under
//! 50 ms), that of a later frame, and for a visit of 40 words with an action: the time to save it,
//! beside a commit of one row by SQLite alone with the same pragmas in the same folder (the aim:
//! under three times as long), and the frame that saves and shows it. Medians.

#![expect(clippy::print_stdout, reason = "the figures")]
#![expect(
    clippy::disallowed_methods,
    reason = "the peer is SQLite itself, on its own file"
)]

use std::path::Path;
use std::time::Instant;

use carnet_ent::app::App;
use carnet_ent::command::{Command, Ecriture, Page};
use carnet_ent::domain::{
    Action, CompteRendu, Deploiement, Formation, Id, Liste, Observation, ObservationLigne,
    Participation, Seance, StatutSeance, Uai, Visite, VisiteEntiere,
};
use carnet_ent::store::{Auteur, Champs, Edit, Store, solution, terme};
use chrono::{Days, NaiveDate};
use eframe::App as _;
use egui::{RawInput, Rect, pos2, vec2};

const ECOLES: u32 = 2021;
const VISITES: u32 = 20_000;
const SAUVEGARDES: usize = 60;

fn jour(annee: i32, mois: u32, jour: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, jour).expect("a real day")
}

const fn aujourdhui() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a real day")
}

fn ecole(n: u32) -> Id {
    Id::ecole(
        Uai::from_numero(880_001 + n)
            .expect("seven digits")
            .as_str(),
    )
}

fn visite(n: u32) -> VisiteEntiere {
    let ecole = ecole(n.wrapping_mul(7919) % ECOLES);
    let id = Id::derived("visite", &n.to_string());
    let le = jour(2016, 9, 1) + Days::new(u64::from(n) * 3700 / u64::from(VISITES));
    let action = Action {
        id: Id::derived("action", &n.to_string()),
        ecole,
        visite: Some(id),
        libelle: format!("Envoyer le modèle n° {n}"),
        role: Some(terme(Liste::Role, "DIRECTION")),
        qui: String::new(),
        echeance: Some(le + Days::new(30)),
        faite_le: (!n.is_multiple_of(9)).then(|| le + Days::new(20)),
        abandonnee_le: None,
        commentaire: String::new(),
    };
    VisiteEntiere {
        visite: Visite {
            id,
            ecole,
            le,
            duree: Some(60),
            motif: Some(terme(Liste::MotifVisite, "BILAN")),
            intervenant: "A. B.".to_owned(),
        },
        compte_rendu: CompteRendu {
            contexte: "Point avec la direction sur l’année écoulée.".to_owned(),
            constats: "Quatre classes publient chaque semaine, une n’a pas commencé.".to_owned(),
            conseils: "Montrer en conseil des maîtres ce que fait la classe la plus avancée."
                .to_owned(),
            suites: "Question du renouvellement à poser à la mairie avant le budget.".to_owned(),
        },
        rencontres: Vec::new(),
        copies: Vec::new(),
        actions: if n.is_multiple_of(2) {
            vec![action]
        } else {
            Vec::new()
        },
    }
}

fn ecoles(edit: &mut Edit<'_>) -> carnet_ent::error::Result<()> {
    for annee in 2016_i32..2026 {
        for n in 0..ECOLES {
            let uai = Uai::from_numero(880_001 + n).expect("seven digits");
            let champs = Champs::new()
                .set("nom", format!("École élémentaire n° {n} du Vieux Moulin"))
                .set("elementaire", true)
                .set("statut", "public")
                .set("commune", format!("{:05}", 88_000 + n % 300))
                .set("commune_nom", format!("Épinal-sur-Mer {}", n % 300))
                .set("departement", "088")
                .set(
                    "eleves",
                    i64::from(60 + (n * 7 + annee.unsigned_abs()) % 140),
                );
            edit.releve("annuaire", jour(annee, 10, 3), uai.as_str(), champs)?;
        }
    }
    Ok(())
}

fn fill(edit: &mut Edit<'_>) -> carnet_ent::error::Result<()> {
    for n in 0..ECOLES {
        if n % 3 != 0 {
            edit.deploiement(&Deploiement::nouveau(
                ecole(n),
                solution("ONE"),
                jour(2018, 9, 1),
            ))?;
        }
        let le = jour(2019 + (n % 7).cast_signed(), 5, 1 + n % 28);
        edit.observation(&Observation {
            id: Id::derived("observation", &n.to_string()),
            ecole: ecole(n),
            le,
            observateur: "A. B.".to_owned(),
            cycle: None,
            constat: "Les élèves écrivent, les familles répondent.".to_owned(),
            capsule: String::new(),
            consentement: None,
            droit_image: None,
            lignes: ["BLOG", "MESSAGERIE", "CAHIER_VIE"]
                .map(|service| ObservationLigne {
                    service: terme(Liste::Service, service),
                    frequence: Some(terme(Liste::Frequence, "HEBDO")),
                    palier: Some(terme(Liste::Palier, "INSTALLE")),
                    point_de_vue: None,
                    acteurs: Vec::new(),
                    crcn: Vec::new(),
                    constat: String::new(),
                })
                .to_vec(),
        })?;
    }
    for n in 0..VISITES {
        edit.visite_entiere(&visite(n))?;
    }
    for n in 0..200_u32 {
        let formation = Id::derived("formation", &n.to_string());
        edit.formation(&Formation {
            id: formation,
            titre: format!("Écrire et publier, groupe {n}"),
            objectifs: String::new(),
            systeme: None,
            reference: String::new(),
            public: None,
            cycle: None,
            seances: Vec::new(),
        })?;
        let id = Id::derived("seance", &n.to_string());
        edit.seance(&Seance {
            id,
            formation,
            le: Some(jour(2017 + (n % 10).cast_signed(), 2, 1 + n % 28)),
            duree: Some(180),
            duree_18h: Some(180),
            modalite: None,
            lieu: String::new(),
            statut: Some(StatutSeance::Tenue),
            reponses: None,
            satisfaction: None,
            bilan: String::new(),
            participations: Vec::new(),
            formateurs: Vec::new(),
        })?;
        for k in 0..11 {
            let participation = Participation {
                ecole: ecole((n * 11 + k) % ECOLES),
                nombre: Some(2),
                noms: String::new(),
            };
            edit.participation(id, &participation)?;
        }
    }
    Ok(())
}

/// A visit of today that is not there yet, with an action.
fn nouvelle(n: u32) -> VisiteEntiere {
    let mut v = visite(n * 2);
    v.visite.id = Id::derived("visite", &format!("nouvelle {n}"));
    v.visite.le = aujourdhui();
    for action in &mut v.actions {
        action.id = Id::derived("action", &format!("nouvelle {n}"));
        action.visite = Some(v.visite.id);
    }
    v
}

struct Fenetre {
    ctx: egui::Context,
    app: App,
    frame: eframe::Frame,
    time: f64,
}

impl Fenetre {
    /// One frame; milliseconds.
    fn image(&mut self) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.time),
            ..RawInput::default()
        };
        let debut = Instant::now();
        let Self {
            ctx, app, frame, ..
        } = self;
        app.logic(ctx, frame);
        let output = ctx.run_ui(input, |ui| app.ui(ui, frame));
        let triangles = ctx.tessellate(output.shapes, output.pixels_per_point);
        assert!(!triangles.is_empty());
        debut.elapsed().as_secs_f64() * 1000.0
    }
}

fn median(mut ms: Vec<f64>) -> f64 {
    ms.sort_by(f64::total_cmp);
    ms[ms.len() / 2]
}

/// Commits of one row, in milliseconds each.
fn peer(dossier: &Path) -> f64 {
    let base = rusqlite::Connection::open(dossier.join("pair.sqlite")).expect("opened");
    base.execute_batch(
        "PRAGMA page_size = 16384; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = EXTRA;
         PRAGMA journal_mode = TRUNCATE; CREATE TABLE t (id INTEGER PRIMARY KEY, texte TEXT);",
    )
    .expect("ready");
    let texte = "Question du renouvellement à poser à la mairie avant le budget.";
    let commits = (0..SAUVEGARDES).map(|_| {
        let debut = Instant::now();
        base.execute("INSERT INTO t (texte) VALUES (?1)", [texte])
            .expect("written");
        debut.elapsed().as_secs_f64() * 1000.0
    });
    median(commits.collect())
}

fn main() {
    let dossier = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let chemin = dossier.path().join("terrain.carnet");
    let mut store = Store::create(&chemin, &Auteur::default()).expect("a carnet");
    store.transact("Écoles", ecoles).expect("schools");
    store.transact("Terrain", fill).expect("filled");
    let ctx = egui::Context::default();
    let mut fenetre = Fenetre {
        app: App::for_test(&ctx, Some(store), aujourdhui()),
        ctx,
        frame: eframe::Frame::_new_kittest(),
        time: 0.0,
    };
    println!(
        "{ECOLES} écoles × 10 ans, {VISITES} visites ; première image du carnet : {:.0} ms",
        fenetre.image()
    );
    for page in Page::ALL {
        fenetre.app.commands().send(Command::Aller(page));
        let premiere = fenetre.image();
        let suivantes = median((0..20).map(|_| fenetre.image()).collect());
        println!("{page:?}: première {premiere:.1} ms, suivantes {suivantes:.2} ms");
    }
    fenetre.app.commands().send(Command::Aller(Page::Visites));
    fenetre.image();
    let sauvees = (0..SAUVEGARDES as u32).map(|n| {
        let ecriture = Ecriture::Visite(Box::new(nouvelle(n)));
        fenetre.app.commands().send(Command::Ecrire(ecriture));
        fenetre.image()
    });
    let montree = median(sauvees.collect());
    drop(fenetre);
    let mut store = Store::open(&chemin, &Auteur::default()).expect("opened");
    let sauvees = (0..SAUVEGARDES as u32).map(|n| {
        let v = nouvelle(1000 + n);
        let debut = Instant::now();
        store
            .transact("Visite d’une école", |edit| edit.visite_entiere(&v))
            .expect("saved");
        debut.elapsed().as_secs_f64() * 1000.0
    });
    let sauvee = median(sauvees.collect());
    let pair = peer(dossier.path());
    println!(
        "visite enregistrée {sauvee:.2} ms, une ligne de SQLite {pair:.2} ms, rapport {:.1} ; \
         enregistrée et montrée dans la liste {montree:.2} ms",
        sauvee / pair
    );
}
