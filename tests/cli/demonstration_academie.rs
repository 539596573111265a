//! The académie of the demonstration: the état des lieux « DANE 2020 » to the digit by counting
//! its schools, the figures of other rules and neighbouring days, and what a careless count
//! would say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use carnet_ent::demonstration;
use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::nombre::taux_texte;
use carnet_ent::domain::{
    ChampEcole, Compte, Deploiement, EducationPrioritaire, Etape, Faits, Id, Par, Perimetre,
    Population, Regle, Situation, Statut, Uai,
};
use carnet_ent::store::{Auteur, Provenance, Store, solution};
use chrono::{Days, NaiveDate};

const AUJOURDHUI: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a real day");
const ETAT_DES_LIEUX: NaiveDate = NaiveDate::from_ymd_opt(2020, 7, 1).expect("a real day");

fn jour(annee: i32, mois: u32, quantieme: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, quantieme).expect("a real day")
}

/// Made once for all these tests.
struct Academie {
    faits: Faits,
    /// As if nobody had corrected the register.
    sans_corrections: Faits,
    operations: Vec<(String, i64, u32)>,
    fautes: Vec<String>,
}

fn academie() -> &'static Academie {
    static ACADEMIE: OnceLock<Academie> = OnceLock::new();
    ACADEMIE.get_or_init(fabriquer)
}

fn ouvrir() -> (tempfile::TempDir, Store) {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = dossier.path().join("academie.carnet");
    demonstration::creer_academie(&chemin, AUJOURDHUI).expect("a carnet");
    let store = Store::open(&chemin, &Auteur::default()).expect("an open carnet");
    (dossier, store)
}

fn operations(store: &Store) -> Vec<(String, i64, u32)> {
    let lignes = store.historique().expect("the operations");
    lignes
        .into_iter()
        .map(|l| (l.libelle, l.quand, l.changements))
        .collect()
}

fn fabriquer() -> Academie {
    let (_dossier, mut store) = ouvrir();
    let faits = store.faits().expect("the facts");
    let fautes = store.verify().expect("a verdict");
    let operations = operations(&store);
    let mut corrections: Vec<(Id, ChampEcole)> = Vec::new();
    for ecole in &faits.ecoles {
        let fiche = store.fiche(ecole.id, ETAT_DES_LIEUX).expect("a sheet");
        corrections.extend(
            fiche
                .valeurs
                .iter()
                .filter(|v| matches!(v.provenance, Provenance::Saisi { .. }))
                .filter(|v| v.champ != ChampEcole::Secteur && v.sans_correction.is_some())
                .map(|v| (ecole.id, v.champ)),
        );
    }
    store
        .transact("Corrections retirées", |edit| {
            for &(ecole, champ) in &corrections {
                edit.corriger_ecole(ecole, champ, None)?;
            }
            Ok(())
        })
        .expect("a write");
    let sans_corrections = store.faits().expect("the facts");
    Academie {
        faits,
        sans_corrections,
        operations,
        fautes,
    }
}

fn compter(
    faits: &Faits,
    au: NaiveDate,
    regle: Regle,
    population: Population,
) -> (BTreeMap<String, Compte>, Compte) {
    let bilan = bilan(faits, au, Par::Departement, regle, population);
    let lignes = bilan.lignes.into_iter().map(|l| (l.groupe, l.compte));
    (lignes.collect(), bilan.total)
}

/// Schools and schools with an ENT, as the source counts.
fn dane(faits: &Faits, au: NaiveDate) -> (u64, u64) {
    let total = compter(faits, au, Regle::Classe, Population::Public).1;
    (total.ecoles, total.avec_ent)
}

#[test]
fn the_table_of_the_dane_comes_out_to_the_digit() {
    let (lignes, total) = compter(
        &academie().faits,
        ETAT_DES_LIEUX,
        Regle::Classe,
        Population::Public,
    );
    let texte = |compte: &Compte| {
        let (taux, part) = (compte.taux(), compte.part_elementaires_primaires());
        (
            compte.ecoles,
            compte.avec_ent,
            taux_texte(taux).replace('\u{202f}', " "),
            compte.elementaires_primaires_avec_ent,
            taux_texte(part).replace('\u{202f}', " "),
        )
    };
    let lues: Vec<_> = lignes
        .iter()
        .map(|(nom, c)| (nom.as_str(), texte(c)))
        .collect();
    let ligne = |nom, ecoles, avec, taux: &str, ep, part: &str| {
        (nom, (ecoles, avec, taux.to_owned(), ep, part.to_owned()))
    };
    assert_eq!(
        lues,
        [
            ligne("Meurthe-et-Moselle", 578, 271, "46,9 %", 205, "75,6 %"),
            ligne("Meuse", 147, 104, "70,7 %", 89, "85,6 %"),
            ligne("Moselle", 961, 609, "63,4 %", 609, "100 %"),
            ligne("Vosges", 335, 86, "25,7 %", 65, "75,6 %"),
        ]
    );
    let attendu = (2021, 1070, "52,9 %".to_owned(), 968, "90,5 %".to_owned());
    assert_eq!(texte(&total), attendu);
}

#[test]
fn two_hundred_and_forty_schools_had_an_ent_on_the_first_of_september_2019() {
    let faits = &academie().faits;
    assert_eq!(dane(faits, jour(2019, 8, 31)), (2034, 246));
    assert_eq!(dane(faits, jour(2019, 9, 1)), (2022, 240));
    assert_eq!(dane(faits, jour(2019, 9, 2)), (2022, 243));
}

#[test]
fn the_days_around_the_table_give_other_figures() {
    let faits = &academie().faits;
    // A school closes on 1 July, one on the 2nd; seven ENT end on 30 June, two on 1 July; four
    // schools get their accounts on 1 July, four on the 2nd.
    assert_eq!(dane(faits, jour(2020, 6, 30)), (2022, 1074));
    assert_eq!(dane(faits, ETAT_DES_LIEUX), (2021, 1070));
    assert_eq!(dane(faits, jour(2020, 7, 2)), (2020, 1071));
}

#[test]
fn other_rules_and_populations_give_stated_figures() {
    let faits = &academie().faits;
    let compte = |regle, population| {
        let total = compter(faits, ETAT_DES_LIEUX, regle, population).1;
        (
            total.ecoles,
            total.avec_ent,
            total.elementaires_primaires,
            total.elementaires_primaires_avec_ent,
        )
    };
    assert_eq!(
        compte(Regle::Classe, Population::Public),
        (2021, 1070, 1538, 968)
    );
    assert_eq!(
        compte(Regle::Ecole, Population::Public),
        (2021, 926, 1538, 840)
    );
    assert_eq!(compte(Regle::Classe, Population::Prive), (169, 42, 169, 42));
    assert_eq!(
        compte(Regle::Classe, Population::Tous),
        (2190, 1112, 1707, 1010)
    );
    assert_eq!(
        compte(Regle::Ecole, Population::Tous),
        (2190, 968, 1707, 882)
    );
}

/// Every deployment whose school and state on the day are as asked, schools counted once.
fn plantees(garde: impl Fn(&Situation, &Deploiement, bool) -> bool) -> usize {
    let faits = &academie().faits;
    faits
        .ecoles
        .iter()
        .filter(|ecole| {
            let (situation, _) = ecole.au(ETAT_DES_LIEUX);
            faits.deploiements(ecole.id).iter().any(|d| {
                let ent = faits
                    .solutions
                    .get(&d.solution)
                    .is_some_and(|s| s.compte_ent);
                garde(situation, d, ent)
            })
        })
        .count()
}

#[test]
fn what_a_careless_count_would_take_is_planted() {
    let le = ETAT_DES_LIEUX;
    let ouverte = |s: &Situation| s.ouverte_au(le) && s.statut == Some(Statut::Public);
    let court = |d: &Deploiement| d.compte_au(le, Regle::Classe);
    let fermee = |s: &Situation| s.fermeture.is_some_and(|f| f <= le);
    let nombres = [
        (
            "private, with an ENT",
            plantees(|s, d, ent| s.statut == Some(Statut::Prive) && ent && court(d)),
        ),
        (
            "closed, its ENT never ended",
            plantees(|s, d, ent| fermee(s) && ent && court(d)),
        ),
        (
            "not yet open, with accounts",
            plantees(|s, d, ent| !fermee(s) && !s.ouverte_au(le) && ent && court(d)),
        ),
        (
            "ended the day before",
            plantees(|s, d, ent| ouverte(s) && ent && d.fin == le.pred_opt()),
        ),
        (
            "last day",
            plantees(|s, d, ent| ouverte(s) && ent && d.fin == Some(le) && court(d)),
        ),
        (
            "accounts the day after",
            plantees(|s, d, ent| ouverte(s) && ent && d.etape(Etape::Comptes) == le.succ_opt()),
        ),
        (
            "accounts on the day, begun before",
            plantees(|s, d, ent| {
                ouverte(s) && ent && d.etape(Etape::Comptes) == Some(le) && d.debut < Some(le)
            }),
        ),
        (
            "begun, announced, never any accounts",
            plantees(|s, d, ent| {
                ouverte(s)
                    && ent
                    && d.debut.is_some_and(|debut| debut <= le)
                    && d.debut_effectif().is_none()
            }),
        ),
        (
            "no first day",
            plantees(|s, d, ent| ouverte(s) && ent && d.debut.is_none()),
        ),
        (
            "a tool that is no ENT",
            plantees(|s, d, ent| ouverte(s) && !ent && court(d)),
        ),
        (
            "some classes only",
            plantees(|s, d, ent| ouverte(s) && ent && court(d) && d.perimetre != Perimetre::Ecole),
        ),
    ];
    assert_eq!(
        nombres.map(|(_, n)| n),
        [42, 5, 6, 7, 2, 4, 4, 9, 3, 77, 181],
        "{nombres:#?}"
    );
    let faits = &academie().faits;
    let deux = faits
        .ouvertes_au(le)
        .filter(|(e, s)| {
            s.statut == Some(Statut::Public)
                && faits.solutions_au(e.id, le, Regle::Classe).len() == 2
        })
        .count();
    assert_eq!(deux, 44, "two ENT at once");
}

#[test]
fn careless_counts_give_other_figures() {
    let Academie {
        faits,
        sans_corrections,
        ..
    } = academie();
    let le = ETAT_DES_LIEUX;
    assert_eq!(faits.ecoles.len(), 2216, "every school the carnet knows");
    let commencees = faits
        .deploiements
        .values()
        .filter(|ds| ds.iter().any(|d| d.debut.is_some_and(|debut| debut <= le)))
        .count();
    assert_eq!(commencees, 1243, "every school where something had begun");
    assert_eq!(
        dane(sans_corrections, le),
        (2017, 1066),
        "without the typed corrections"
    );
    let (lignes, _) = compter(sans_corrections, le, Regle::Classe, Population::Public);
    assert_eq!(lignes["Moselle"].elementaires_primaires_avec_ent, 603);
}

#[test]
fn ariane57_begins_at_the_rentree_2020_and_is_in_none_of_the_609() {
    let faits = &academie().faits;
    let ariane57 = solution("ARIANE57");
    let avec = |le: NaiveDate| {
        faits
            .ouvertes_au(le)
            .filter(|(e, _)| {
                faits
                    .solutions_au(e.id, le, Regle::Classe)
                    .iter()
                    .any(|s| s.id == ariane57)
            })
            .count()
    };
    assert_eq!(avec(ETAT_DES_LIEUX), 0);
    assert_eq!(avec(jour(2020, 8, 31)), 0);
    assert!(avec(jour(2020, 9, 1)) > 0 && avec(jour(2020, 11, 1)) > 400);
    let annoncees = faits
        .deploiements
        .values()
        .flatten()
        .filter(|d| {
            d.solution == ariane57 && d.etape_au(ETAT_DES_LIEUX) == Some(Etape::Conventionne)
        })
        .count();
    assert!(annoncees > 400, "announced before: {annoncees}");
}

#[test]
fn the_two_experiments_are_the_same_in_both_carnets() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("circonscriptions.carnet");
    demonstration::creer_circonscriptions(&chemin, AUJOURDHUI).unwrap();
    let petit = Store::open(&chemin, &Auteur::default())
        .unwrap()
        .faits()
        .unwrap();
    let grand = &academie().faits;
    for le in [jour(2019, 9, 1), ETAT_DES_LIEUX, jour(2022, 7, 6)] {
        let comptes = |faits| -> Vec<(String, Compte)> {
            bilan(
                faits,
                le,
                Par::Circonscription,
                Regle::Classe,
                Population::Public,
            )
            .lignes
            .into_iter()
            .filter(|l| ["Neufchâteau", "Épinal"].contains(&l.groupe.as_str()))
            .map(|l| (l.groupe, l.compte))
            .collect()
        };
        let (un, deux) = (comptes(&petit), comptes(grand));
        assert_eq!(un, deux, "{le}");
        assert_eq!(
            un.iter().map(|(_, c)| c.ecoles).collect::<Vec<_>>(),
            [45, 34],
            "{le}"
        );
    }
    for ecole in &petit.ecoles {
        let memes = |faits: &Faits| -> Vec<Vec<Id>> {
            [jour(2019, 9, 1), ETAT_DES_LIEUX, jour(2021, 3, 1)]
                .map(|le| {
                    faits
                        .solutions_au(ecole.id, le, Regle::Classe)
                        .iter()
                        .map(|s| s.id)
                        .collect()
                })
                .to_vec()
        };
        assert_eq!(memes(&petit), memes(grand), "{}", ecole.uai);
    }
}

#[test]
fn the_curve_of_the_academie_starts_slowly_and_jumps_in_the_lockdown() {
    let faits = &academie().faits;
    let avec: Vec<u64> = [
        jour(2014, 9, 1),
        jour(2015, 7, 1),
        jour(2017, 7, 1),
        jour(2019, 9, 1),
        jour(2020, 1, 1),
        jour(2020, 3, 15),
        jour(2020, 5, 8),
        jour(2020, 7, 1),
    ]
    .map(|le| dane(faits, le).1)
    .to_vec();
    assert!(avec.is_sorted(), "{avec:?}");
    assert_eq!(avec[0], 0);
    assert!(avec[6] - avec[5] > 400, "the lockdown: {avec:?}");
    let mut le = jour(2020, 7, 1);
    while le < AUJOURDHUI {
        assert!(dane(faits, le).1 > 1000, "{le}: {:?}", dane(faits, le));
        le = le + Days::new(29);
    }
}

#[test]
fn the_academie_has_its_circonscriptions_sectors_and_networks() {
    let faits = &academie().faits;
    let mut circonscriptions: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
    let mut reseaux = BTreeMap::new();
    for (_, s) in faits.ouvertes_au(ETAT_DES_LIEUX) {
        let departement = s.departement.as_deref().unwrap();
        let circo = faits.circonscription(s).unwrap();
        assert_eq!(circo.departement.as_deref(), Some(departement));
        circonscriptions
            .entry(departement)
            .or_default()
            .insert(circo.id);
        if s.statut == Some(Statut::Public) {
            assert!(faits.secteur(s).is_some());
            *reseaux.entry(s.education_prioritaire.unwrap()).or_insert(0) += 1;
        }
    }
    let nombres: Vec<(&str, usize)> = circonscriptions
        .iter()
        .map(|(d, c)| (*d, c.len()))
        .collect();
    assert_eq!(nombres, [("054", 10), ("055", 4), ("057", 16), ("088", 7)]);
    assert!(reseaux[&EducationPrioritaire::Rep] > 50);
    assert!(reseaux[&EducationPrioritaire::RepPlus] > 40);
}

#[test]
fn codes_are_valid_and_of_nobody() {
    let faits = &academie().faits;
    let mut noms = BTreeSet::new();
    for ecole in &faits.ecoles {
        let uai = Uai::parse(&ecole.uai).unwrap();
        assert_eq!(uai.as_str(), ecole.uai);
        assert!(uai.numero() % 10_000 >= 8_000, "{} could exist", ecole.uai);
        let (s, _) = ecole.au(AUJOURDHUI);
        assert_eq!(s.departement.as_deref(), Some(uai.departement()));
        assert!(
            noms.insert((s.nom.to_string(), s.commune.clone())),
            "{} twice",
            s.nom
        );
    }
}

#[test]
fn the_carnet_keeps_its_promises_and_is_made_twice_the_same() {
    let Academie {
        faits,
        operations: attendues,
        fautes,
        ..
    } = academie();
    assert_eq!(*fautes, Vec::<String>::new());
    let (_dossier, store) = ouvrir();
    assert_eq!(store.faits().unwrap(), *faits);
    assert_eq!(operations(&store), *attendues);
    assert!(
        attendues
            .iter()
            .filter(|(l, _, _)| l.starts_with("Import de l’annuaire"))
            .count()
            >= 4
    );
}

#[test]
fn the_table_does_not_depend_on_the_day_the_carnet_is_made() {
    let dossier = tempfile::tempdir().unwrap();
    for (rang, le) in [jour(1980, 1, 1), jour(2035, 2, 28)]
        .into_iter()
        .enumerate()
    {
        let chemin = dossier.path().join(format!("{rang}.carnet"));
        demonstration::creer_academie(&chemin, le).unwrap();
        let store = Store::open(&chemin, &Auteur::default()).unwrap();
        let faits = store.faits().unwrap();
        assert_eq!(dane(&faits, jour(2019, 9, 1)), (2022, 240), "{le}");
        assert_eq!(dane(&faits, ETAT_DES_LIEUX), (2021, 1070), "{le}");
    }
}

/// The outline of each département, when the published data is at hand.
#[test]
fn every_school_stands_in_its_departement() {
    for (code, fichier) in [
        ("054", "departement-54-meurthe-et-moselle.geojson"),
        ("055", "departement-55-meuse.geojson"),
        ("057", "departement-57-moselle.geojson"),
        ("088", "departement-88-vosges.geojson"),
    ] {
        let Some(chemin) = crate::donnees::publie(fichier) else {
            continue;
        };
        let texte = std::fs::read_to_string(chemin).unwrap();
        let contour: serde_json::Value = serde_json::from_str(&texte).unwrap();
        let mut anneaux = Vec::new();
        anneaux_de(&contour["geometry"]["coordinates"], &mut anneaux);
        assert!(!anneaux.is_empty());
        for ecole in &academie().faits.ecoles {
            let (s, _) = ecole.au(AUJOURDHUI);
            if s.departement.as_deref() == Some(code) {
                let (x, y) = (s.longitude.unwrap(), s.latitude.unwrap());
                let dedans = anneaux.iter().filter(|a| traverse(a, x, y)).count() % 2 == 1;
                assert!(dedans, "{} {} is out of {code}: {y} {x}", ecole.uai, s.nom);
            }
        }
    }
}

/// The rings of a polygon or of several, holes included.
fn anneaux_de(valeur: &serde_json::Value, anneaux: &mut Vec<Vec<(f64, f64)>>) {
    let Some(liste) = valeur.as_array() else {
        return;
    };
    let points: Option<Vec<(f64, f64)>> = liste
        .iter()
        .map(|p| Some((p.get(0)?.as_f64()?, p.get(1)?.as_f64()?)))
        .collect();
    match points {
        Some(points) if !points.is_empty() => anneaux.push(points),
        _ => liste.iter().for_each(|v| anneaux_de(v, anneaux)),
    }
}

/// Whether a ring goes round this point.
fn traverse(anneau: &[(f64, f64)], x: f64, y: f64) -> bool {
    let suivants = anneau.iter().cycle().skip(1);
    anneau
        .iter()
        .zip(suivants)
        .filter(|((x1, y1), (x2, y2))| {
            (*y1 > y) != (*y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        })
        .count()
        % 2
        == 1
}
