//! The demonstration carnet of the two circonscriptions: the counts of the source, four school
//! years that read like a history, nothing real, and the same on every machine.

use std::path::Path;

use carnet_ent::demonstration;
use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::{
    ChampEcole, Compte, EducationPrioritaire, Faits, Nature, Par, Population, Regle, Statut, Uai,
};
use carnet_ent::store::{Auteur, Store};
use carnet_ent::{Error, Result};
use chrono::{Datelike as _, NaiveDate};

fn jour(annee: i32, mois: u32, quantieme: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(annee, mois, quantieme).expect("a real day")
}

const AUJOURDHUI: (i32, u32, u32) = (2026, 11, 24);

fn aujourdhui() -> NaiveDate {
    jour(AUJOURDHUI.0, AUJOURDHUI.1, AUJOURDHUI.2)
}

fn fabriquer(
    creer: fn(&Path, NaiveDate) -> Result<()>,
    aujourdhui: NaiveDate,
) -> (tempfile::TempDir, Store) {
    let dossier = tempfile::tempdir().expect("a folder");
    let chemin = dossier.path().join("demonstration.carnet");
    creer(&chemin, aujourdhui).expect("a carnet");
    let store = Store::open(&chemin, &Auteur::default()).expect("an open carnet");
    (dossier, store)
}

/// Public schools of each circonscription, by name.
fn comptes(faits: &Faits, au: NaiveDate, regle: Regle) -> Vec<(String, Compte)> {
    bilan(faits, au, Par::Circonscription, regle, Population::Public)
        .lignes
        .into_iter()
        .map(|l| (l.groupe, l.compte))
        .collect()
}

fn avec_ent(faits: &Faits, au: NaiveDate) -> u64 {
    comptes(faits, au, Regle::Classe)
        .iter()
        .map(|(_, c)| c.avec_ent)
        .sum()
}

#[test]
fn both_circonscriptions_keep_the_schools_of_the_source_from_2019_to_now() {
    let (_dossier, store) = fabriquer(demonstration::creer_circonscriptions, aujourdhui());
    let faits = store.faits().unwrap();
    for annee in 2019..=2026 {
        for (mois, quantieme) in [(3, 17), (7, 1), (9, 1), (11, 20)] {
            let le = jour(annee, mois, quantieme);
            let comptes = comptes(&faits, le, Regle::Classe);
            let ecoles: Vec<(&str, u64)> = comptes
                .iter()
                .map(|(n, c)| (n.as_str(), c.ecoles))
                .collect();
            let neufchateau = if le < jour(2019, 7, 6) { 35 } else { 34 };
            assert_eq!(
                ecoles,
                [("Épinal", 45), ("Neufchâteau", neufchateau)],
                "{le}"
            );
        }
    }
}

#[test]
fn sectors_plan_ruralite_and_rep_plus_are_those_of_the_source() {
    let (_dossier, store) = fabriquer(demonstration::creer_circonscriptions, aujourdhui());
    let faits = store.faits().unwrap();
    for le in [
        jour(2019, 9, 1),
        jour(2020, 7, 1),
        jour(2022, 7, 6),
        aujourdhui(),
    ] {
        let mut secteurs = std::collections::BTreeMap::new();
        let mut rep_plus = 0;
        for (_, s) in faits.ouvertes_au(le) {
            if s.statut != Some(Statut::Public) {
                continue;
            }
            let circo = faits.circonscription(s).unwrap();
            let secteur = faits
                .secteur(s)
                .expect("every public school has its sector");
            if circo.nom == "Neufchâteau" {
                secteurs.insert(secteur.commune_nom.clone().unwrap(), secteur.plan_ruralite);
            } else {
                assert!(!secteur.plan_ruralite);
                rep_plus +=
                    u32::from(s.education_prioritaire == Some(EducationPrioritaire::RepPlus));
            }
        }
        let ruralite: Vec<&str> = secteurs
            .iter()
            .filter(|(_, plan)| **plan)
            .map(|(nom, _)| nom.as_str())
            .collect();
        assert_eq!(secteurs.len(), 4, "{le}");
        assert_eq!(
            ruralite,
            ["Châtenois", "Liffol-le-Grand", "Neufchâteau"],
            "{le}"
        );
        assert_eq!(rep_plus, 4, "{le}");
    }
}

#[test]
fn the_curve_starts_slowly_jumps_at_the_lockdown_and_is_alive_today() {
    let (_dossier, store) = fabriquer(demonstration::creer_circonscriptions, aujourdhui());
    let faits = store.faits().unwrap();
    let points = [
        (jour(2018, 9, 1), 6),
        (jour(2019, 9, 1), 13),
        (jour(2020, 3, 15), 30),
        (jour(2020, 5, 1), 50),
        (jour(2020, 9, 1), 43),
        (jour(2021, 1, 1), 53),
        (jour(2022, 7, 6), 63),
        (aujourdhui(), 68),
    ];
    let lus: Vec<(NaiveDate, u64)> = points
        .iter()
        .map(|(le, _)| (*le, avec_ent(&faits, *le)))
        .collect();
    assert_eq!(lus, points);
    let recentes = faits
        .verifications
        .values()
        .filter(|v| {
            v.last()
                .is_some_and(|v| (aujourdhui() - v.le).num_days() < 90)
        })
        .count();
    assert!((20..60).contains(&recentes), "{recentes}");
}

#[test]
fn four_school_years_hold_all_that_can_happen() {
    // A machine whose clock is wrong still gets the four years.
    let (_dossier, store) = fabriquer(demonstration::creer_circonscriptions, jour(1980, 1, 1));
    let faits = store.faits().unwrap();
    let lignes = store.historique().unwrap();
    let annees: std::collections::BTreeSet<i32> = lignes
        .iter()
        .filter_map(|l| chrono::DateTime::from_timestamp_millis(l.quand))
        .map(|q| q.year())
        .collect();
    assert_eq!(
        annees.into_iter().collect::<Vec<_>>(),
        [2018, 2019, 2020, 2021, 2022]
    );
    assert!(
        lignes
            .iter()
            .filter(|l| l.libelle.starts_with("Import de l’annuaire"))
            .count()
            >= 4
    );
    let devenue_primaire = faits.ecoles.iter().any(|e| {
        e.au(jour(2021, 8, 31)).0.nature() == Some(Nature::Elementaire)
            && e.au(jour(2021, 9, 1)).0.nature() == Some(Nature::Primaire)
    });
    let fermee = |le: NaiveDate| {
        faits
            .ecoles
            .iter()
            .any(|e| e.au(le).0.fermeture == Some(le) && !e.au(le).0.ouverte_au(le))
    };
    let ouverte = faits.ecoles.iter().any(|e| {
        !e.au(jour(2021, 8, 31)).0.ouverte_au(jour(2021, 8, 31))
            && e.au(jour(2021, 9, 1)).0.ouverte_au(jour(2021, 9, 1))
    });
    assert!(devenue_primaire && fermee(jour(2021, 9, 1)) && fermee(jour(2019, 7, 6)) && ouverte);
    let deploiements = || faits.deploiements.values().flatten();
    assert!(deploiements().any(|d| d.fin.is_some()), "an ENT that ended");
    assert!(deploiements().any(|d| d.projet.is_some()), "an experiment");
    assert!(
        faits.deploiements.values().any(|ds| {
            ds.iter()
                .any(|a| ds.iter().any(|b| a.solution != b.solution))
        }),
        "a change of ENT"
    );
    assert!(
        deploiements().any(|d| faits
            .solutions
            .get(&d.solution)
            .is_some_and(|s| !s.compte_ent)),
        "a tool that is no ENT"
    );
}

/// Two school years of it, up to today: enough for every page of the field to have something to
/// show, and something to do.
#[test]
fn the_field_has_been_worked_for_two_years() {
    let au = aujourdhui();
    let (_dossier, store) = fabriquer(demonstration::creer_circonscriptions, au);
    let faits = store.faits().expect("facts");
    let terrain = &faits.terrain;
    let visites: Vec<_> = terrain.visites.values().flatten().collect();
    assert!((200..600).contains(&visites.len()), "{}", visites.len());
    assert!(visites.iter().all(|v| v.le <= au));
    assert!(visites.iter().any(|v| v.le < au - chrono::Days::new(365)));
    let jamais = faits
        .ouvertes_au(au)
        .filter(|(e, _)| terrain.visites(e.id).is_empty())
        .count();
    assert!((3..30).contains(&jamais), "{jamais} schools never visited");
    let actions: Vec<_> = terrain.actions.values().flatten().collect();
    let en_retard = actions.iter().filter(|a| a.en_retard_au(au)).count();
    assert!((3..60).contains(&en_retard), "{en_retard} actions are late");
    assert!(actions.iter().any(|a| a.abandonnee_le.is_some()));
    let seances: Vec<_> = terrain
        .formations
        .values()
        .flat_map(|f| &f.seances)
        .collect();
    assert!(seances.iter().any(|s| s.tenue_au(au)));
    assert!(seances.iter().any(|s| s.le > Some(au)), "one is to come");
    assert!(seances.iter().any(|s| s.participations.len() >= 6));
    assert!(terrain.evenements.len() >= 10);
    let deux_fois = terrain
        .observations
        .values()
        .filter(|o| o.len() >= 2)
        .count();
    assert!(deux_fois >= 5, "{deux_fois} schools were observed twice");
}

#[test]
fn nothing_in_the_carnet_is_real() {
    let (_dossier, store) = fabriquer(demonstration::creer_circonscriptions, aujourdhui());
    let faits = store.faits().unwrap();
    let mut noms = std::collections::BTreeSet::new();
    for ecole in &faits.ecoles {
        let uai = Uai::parse(&ecole.uai).unwrap();
        assert_eq!(uai.as_str(), ecole.uai);
        assert!(uai.numero() % 10_000 >= 9_000, "{} could exist", ecole.uai);
        let (situation, _) = ecole.au(aujourdhui());
        assert!(noms.insert((situation.nom.to_string(), situation.commune.clone())));
        let fiche = store.fiche(ecole.id, aujourdhui()).unwrap();
        for v in fiche.valeurs {
            let texte = v.valeur.texte().unwrap_or_default();
            match v.champ {
                ChampEcole::Courriel => {
                    assert_eq!(texte, format!("ce.{}@exemple.fr", ecole.uai.to_lowercase()));
                }
                ChampEcole::Telephone => assert!(texte.starts_with("03 53 01 "), "{texte}"),
                _ => {}
            }
        }
    }
}

#[test]
fn two_makings_give_the_same_carnet() {
    let (_un, un) = fabriquer(demonstration::creer_circonscriptions, aujourdhui());
    let (_deux, deux) = fabriquer(demonstration::creer_circonscriptions, aujourdhui());
    assert_eq!(un.faits().unwrap(), deux.faits().unwrap());
    let actes = |store: &Store| -> Vec<(String, i64, String, u32)> {
        let lignes = store.historique().unwrap();
        lignes
            .into_iter()
            .map(|l| (l.libelle, l.quand, l.personne, l.changements))
            .collect()
    };
    assert_eq!(actes(&un), actes(&deux));
    assert_eq!(un.verify().unwrap(), Vec::<String>::new());
}

#[test]
fn an_existing_file_is_never_replaced() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("mien.carnet");
    #[expect(clippy::disallowed_methods, reason = "a fixture")]
    std::fs::write(&chemin, b"mon travail").unwrap();
    let refus = demonstration::creer_circonscriptions(&chemin, aujourdhui());
    assert!(matches!(refus, Err(Error::AlreadyExists { .. })));
    assert_eq!(std::fs::read(&chemin).unwrap(), b"mon travail");
    assert_eq!(std::fs::read_dir(dossier.path()).unwrap().count(), 1);
}
