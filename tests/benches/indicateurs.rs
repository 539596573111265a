//! Every indicator of 2 021 and of 48 000 schools over ten years, at several dates.
//!
//!     cargo bench --bench indicateurs
//!
//! Prints the slowest date of each question, in milliseconds. The peer is `DuckDB` (Python's `duckdb`,
//! when `python3` has it), answering two of them over the same facts in its own file: the état des
//! lieux by commune, and the funnel. Budget: 16 ms for 2 021 schools, 100 ms for 48 000.

#![expect(clippy::print_stdout, reason = "the figures")]
#![expect(
    clippy::disallowed_methods,
    reason = "the files of the peer are thrown away"
)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::bilan_compare::comparer;
use carnet_ent::domain::indicateurs::{
    Question, Synthese, activite, completude, effet, entonnoir, exclues, fraicheur, horizon, verite,
};
use carnet_ent::domain::observatoire::repartition;
use carnet_ent::domain::{
    Deploiement, Dispositif, Ecole, Etape, Faits, Financement, Formation, Id, Par, Participation,
    Perimetre, PeriodeSituation, Population, Regle, Seance, SecteurCollege, Situation, Solution,
    Statut, Uai, Verification, Visite,
};
use chrono::{Days, NaiveDate};

const FOIS: usize = 7;

fn jour(annee: i32, mois: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, 1).expect("a real day")
}

fn plus(le: NaiveDate, jours: u32) -> NaiveDate {
    le + Days::new(jours.into())
}

/// Read table by table, as the store does. Ten years of `n` schools: two ENT one after the other, their fundings, a visit a year, a
/// verification every second year, a session a month for every school in turn.
fn faits(n: u32) -> Faits {
    let mut faits = Faits::default();
    let solutions = ["ONE", "Beneylu School", "PrimOT"].map(|nom| {
        let id = Id::derived("solution", nom);
        let solution = Solution {
            id,
            code: None,
            nom: nom.to_owned(),
            editeur: String::new(),
            compte_ent: true,
            ordre: 1,
            note: String::new(),
        };
        faits.solutions.insert(id, solution);
        id
    });
    let dispositif = Id::derived("dispositif", "ENIR");
    faits.dispositifs.insert(
        dispositif,
        Dispositif {
            id: dispositif,
            code: None,
            nom: "ENIR".to_owned(),
            description: String::new(),
            reference: String::new(),
            ordre: 1,
        },
    );
    let mut seances: Vec<Vec<Participation>> = vec![Vec::new(); 120];
    for k in 0..n {
        let uai = Uai::from_numero(100_000 + k * 97)
            .expect("seven digits")
            .to_string();
        let id = Id::ecole(&uai);
        let secteur = Id::derived("secteur_college", &(k / 8).to_string());
        faits
            .secteurs
            .entry(secteur)
            .or_insert_with(|| SecteurCollege {
                id: secteur,
                uai: None,
                nom: format!("Collège {}", k / 8),
                commune_nom: None,
                departement: None,
                plan_ruralite: false,
                ent: String::new(),
                position: None,
            });
        let situation = Situation {
            nom: format!("École {k}").into(),
            maternelle: k.is_multiple_of(3),
            elementaire: !k.is_multiple_of(4),
            statut: Some(if k.is_multiple_of(9) {
                Statut::Prive
            } else {
                Statut::Public
            }),
            commune: Some(format!("{:05}", k / 3).into()),
            commune_nom: Some(format!("Commune {}", k / 3).into()),
            departement: Some("088".into()),
            secteur: Some(secteur),
            latitude: Some(42.0 + f64::from(k % 8_000) / 1000.0),
            longitude: Some(-4.0 + f64::from(k % 11_000) / 1000.0),
            ..Situation::default()
        };
        faits.ecoles.push(Ecole {
            id,
            uai,
            situations: vec![PeriodeSituation {
                de: None,
                a: None,
                depuis: jour(2015, 9),
                situation,
            }],
        });
    }
    let ids: Vec<(u32, Id)> = (0..n).zip(faits.ecoles.iter().map(|e| e.id)).collect();
    for &(k, id) in ids.iter().filter(|(k, _)| k % 3 != 2) {
        faits.deploiements.insert(id, ent(id, k, &solutions));
    }
    for &(k, id) in &ids {
        let verifications = (2016..2026).step_by(2).map(|annee| Verification {
            le: plus(jour(annee, 1), k % 360),
            par: String::new(),
        });
        faits.verifications.insert(id, verifications.collect());
    }
    for &(k, id) in &ids {
        if k % 3 != 2 {
            let mut abonnements = Vec::new();
            for annee in [2016, 2019, 2022] {
                let mut f = Financement::nouveau(id);
                f.id = Id::derived("financement", &format!("{k} {annee}"));
                f.dispositif = Some(dispositif);
                f.annee = Some(annee);
                f.montant_centimes = Some(45_000);
                f.abonnement_debut = Some(jour(annee, 9));
                f.abonnement_fin = Some(plus(jour(annee + 3, 8), 30));
                abonnements.push(f);
            }
            faits.financements.insert(id, abonnements);
        }
    }
    for &(k, id) in &ids {
        let visites = (2016..2026).map(|annee| Visite {
            id: Id::derived("visite", &format!("{k} {annee}")),
            ecole: id,
            le: plus(jour(annee, 1), k % 300),
            duree: Some(60),
            motif: None,
            intervenant: String::new(),
        });
        faits.terrain.visites.insert(id, visites.collect());
        seances[(k % 120) as usize].push(Participation {
            ecole: id,
            nombre: Some(4),
            noms: String::new(),
        });
    }
    faits.ecoles.sort_by(|a, b| a.uai.cmp(&b.uai));
    let formation = Id::derived("formation", "1");
    let seances = seances
        .into_iter()
        .zip(0..)
        .map(|(participations, m)| Seance {
            id: Id::derived("seance", &format!("{m}")),
            formation,
            le: Some(plus(jour(2016, 1), m * 30)),
            duree: Some(180),
            duree_18h: Some(180),
            modalite: None,
            lieu: String::new(),
            statut: None,
            reponses: None,
            satisfaction: None,
            bilan: String::new(),
            participations,
            formateurs: Vec::new(),
        });
    faits.terrain.formations.insert(
        formation,
        Formation {
            id: formation,
            titre: String::new(),
            objectifs: String::new(),
            systeme: None,
            reference: String::new(),
            public: None,
            cycle: None,
            seances: seances.collect(),
        },
    );
    faits
}

fn ent(ecole: Id, k: u32, solutions: &[Id; 3]) -> Vec<Deploiement> {
    let premier = plus(jour(2016, 1), k % 1500);
    let second = plus(premier, 1400);
    [(premier, Some(plus(premier, 1399)), 0), (second, None, 1)]
        .into_iter()
        .map(|(debut, fin, rang)| Deploiement {
            id: Id::derived("deploiement", &format!("{k} {rang}")),
            ecole,
            solution: solutions[((k + rang) % 3) as usize],
            debut: Some(debut),
            fin,
            perimetre: Perimetre::Ecole,
            etapes: [
                None,
                Some(debut),
                Some(plus(debut, 10)),
                (k.is_multiple_of(2)).then(|| plus(debut, 60)),
                (!k.is_multiple_of(5)).then(|| plus(debut, 120)),
            ],
            projet: None,
            commentaire: String::new(),
        })
        .collect()
}

/// The best of a few times, in milliseconds.
fn best(mut f: impl FnMut()) -> f64 {
    (0..FOIS)
        .map(|_| {
            let debut = Instant::now();
            f();
            debut.elapsed().as_secs_f64() * 1000.0
        })
        .fold(f64::INFINITY, f64::min)
}

fn measure(faits: &Faits) {
    let dates = [jour(2014, 1), jour(2018, 3), jour(2021, 9), jour(2025, 12)];
    let questions: Vec<Question> = dates
        .into_iter()
        .map(|au| Question {
            au,
            regle: Regle::Classe,
            population: Population::Public,
        })
        .collect();
    let tell = |nom: &str, f: &dyn Fn(Question)| {
        let pire = questions.iter().map(|q| best(|| f(*q))).fold(0.0, f64::max);
        println!("{nom:<28} {pire:8.2} ms");
    };
    for par in Par::ALL {
        tell(&format!("état des lieux, {}", par.as_str()), &|q| {
            black_box(bilan(faits, q.au, par, q.regle, q.population));
            black_box(exclues(faits, q));
        });
    }
    tell("deux dates, par commune", &|q| {
        let au = |jour| bilan(faits, jour, Par::Commune, q.regle, q.population);
        let (apres, avant) = (au(q.au), au(jour(2018, 1)));
        black_box(comparer(&apres, &avant));
    });
    tell("bilan par commune (pair)", &|q| {
        black_box(bilan(faits, q.au, Par::Commune, q.regle, q.population));
    });
    tell("entonnoir (pair)", &|q| {
        black_box(entonnoir(faits, q));
    });
    tell("quatre niveaux", &|q| {
        black_box(verite(faits, q));
    });
    tell("après une formation", &|q| {
        black_box(effet(faits, q, 6));
    });
    tell("abonnements", &|q| {
        black_box(horizon(faits, q));
    });
    tell("activité", &|q| {
        black_box(activite(faits, q));
        black_box(fraicheur(faits, q));
        black_box(repartition(faits, q.ecoles(faits), q.au, q.population));
    });
    tell("complétude", &|q| {
        black_box(completude(faits, q));
    });
    tell("tableau de bord entier", &|q| {
        black_box(Synthese::de(faits, q, jour(2015, 8), jour(2017, 1)));
    });
}

/// The same facts in a file of `DuckDB`, and its best times; told when `python3` has it.
const PEER: &str = r#"
import duckdb, sys, time
d = sys.argv[1]
c = duckdb.connect(d + "/pair.duckdb")
for t in ("ecole", "deploiement", "formation"):
    c.execute(f"create table {t} as select * from read_csv('{d}/{t}.csv', header=true)")
c.close()
c = duckdb.connect(d + "/pair.duckdb")
equipees = """select distinct ecole from deploiement where greatest(debut, comptes) <= $au
              and (fin is null or $au <= fin)"""
bilan = f"""select commune, count(*), count(e.ecole), count(*) filter (where elementaire),
            count(e.ecole) filter (where elementaire)
            from ecole left join ({equipees}) e on e.ecole = ecole.id
            where statut = 'public' group by commune order by commune"""
entonnoir = """
with d as (select * from deploiement where fin is null or $au <= fin),
     s as (select ecole, max(debut) depuis, bool_or(utilise <= $au) utilise from d
           where greatest(debut, comptes) <= $au group by ecole),
     f as (select ecole, max(le) le from (select ecole, le from formation where le <= $au
           union all select ecole, forme from deploiement where forme <= $au) group by ecole)
select count(*), count(*) filter (where d.convention or s.ecole is not null), count(s.ecole),
       count(*) filter (where f.le >= s.depuis), count(*) filter (where s.utilise)
from ecole left join (select ecole, bool_or(convention <= $au) convention from d group by ecole) d
       on d.ecole = ecole.id
     left join s on s.ecole = ecole.id left join f on f.ecole = ecole.id
where statut = 'public'"""
for nom, sql in (("bilan par commune", bilan), ("entonnoir", entonnoir)):
    pire = 0
    for au in ("2014-01-01", "2018-03-01", "2021-09-01", "2025-12-01"):
        temps = []
        for _ in range(7):
            t = time.perf_counter()
            c.execute(sql, {"au": __import__("datetime").date.fromisoformat(au)}).fetchall()
            temps.append((time.perf_counter() - t) * 1000)
        pire = max(pire, min(temps))
    print(f"DuckDB {duckdb.__version__}, {nom:<20} {pire:8.2f} ms")
"#;

fn peer(faits: &Faits) {
    let dossier = tempfile::tempdir().expect("a folder");
    let place = |nom: &str| dossier.path().join(nom);
    let date = |le: Option<NaiveDate>| le.map_or(String::new(), |le| le.to_string());
    let mut ecoles = "id,commune,elementaire,statut\n".to_owned();
    for e in &faits.ecoles {
        let s = &e.situations[0].situation;
        let statut = s.statut.map_or("", Statut::as_str);
        let commune = s.commune.as_deref().unwrap_or_default();
        writeln!(ecoles, "{},{commune},{},{statut}", e.id, s.elementaire).expect("a string");
    }
    let mut deploiements = "ecole,debut,fin,convention,comptes,forme,utilise\n".to_owned();
    for d in faits.deploiements.values().flatten() {
        let e = |etape| date(d.etape(etape));
        writeln!(
            deploiements,
            "{},{},{},{},{},{},{}",
            d.ecole,
            date(d.debut),
            date(d.fin),
            e(Etape::Conventionne),
            e(Etape::Comptes),
            e(Etape::Forme),
            e(Etape::Utilise)
        )
        .expect("a string");
    }
    let mut formations = "ecole,le\n".to_owned();
    for s in faits.terrain.formations.values().flat_map(|f| &f.seances) {
        for p in &s.participations {
            writeln!(formations, "{},{}", p.ecole, date(s.le)).expect("a string");
        }
    }
    for (nom, texte) in [
        ("ecole.csv", &ecoles),
        ("deploiement.csv", &deploiements),
        ("formation.csv", &formations),
        ("pair.py", &PEER.to_owned()),
    ] {
        fs::write(place(nom), texte).expect("written");
    }
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let sortie = Command::new(python)
        .arg(place("pair.py"))
        .arg(dossier.path())
        .output();
    match sortie {
        Ok(s) if s.status.success() => print!("{}", String::from_utf8_lossy(&s.stdout)),
        _ => println!("DuckDB: not there (pip install duckdb), or it refused"),
    }
}

fn main() {
    for n in [2021, 48_000] {
        let faits = faits(n);
        println!("— {n} écoles, dix ans");
        measure(&faits);
        peer(&faits);
    }
}
