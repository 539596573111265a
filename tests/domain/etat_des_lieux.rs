//! The table « DANE 2020 », to the digit, from schools counted one by one.

use crate::faits::{ajoute, deploiement, ecole, jour, situation, solution};
use carnet_ent::domain::bilan::bilan;
use carnet_ent::domain::{Etat, Faits, Par, Perimetre, Population, Regle, Situation, Statut};
use carnet_ent::report::{RapportBilan, RapportEcoles};

/// Code, schools, élémentaires and primaires among those with an ENT, among those without, the
/// others with an ENT.
const ACADEMIE: [(&str, u32, u32, u32, u32); 4] = [
    ("054", 578, 205, 100, 66),
    ("055", 147, 89, 20, 15),
    ("057", 961, 609, 200, 0),
    ("088", 335, 65, 150, 21),
];

/// The académie on 1 July 2020, with what must not be counted around it.
fn academie() -> Faits {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let mut numero = 540_001;
    for (code, ecoles, elementaires_avec, elementaires_sans, maternelles_avec) in ACADEMIE {
        for rang in 0..ecoles {
            let avec = rang < elementaires_avec + maternelles_avec;
            let elementaire = rang < elementaires_avec
                || (!avec && rang < elementaires_avec + maternelles_avec + elementaires_sans);
            let situation = Situation {
                departement: Some(code.into()),
                elementaire,
                maternelle: !elementaire || rang % 2 == 0,
                ..situation()
            };
            numero += 1;
            let id = ecole(&mut faits, numero, situation);
            if avec {
                let mut d = deploiement(id, one, "2020-07-01");
                if rang % 3 == 0 {
                    d.perimetre = Perimetre::Classes {
                        nombre: Some(1),
                        total: None,
                    };
                }
                ajoute(&mut faits, d);
            } else if rang % 2 == 0 {
                let mut d = deploiement(id, one, "2019-09-01");
                d.fin = Some(jour("2020-06-30"));
                ajoute(&mut faits, d);
            }
        }
        let intrus = [
            Situation {
                statut: Some(Statut::Prive),
                ..situation()
            },
            Situation {
                fermeture: Some(jour("2020-07-01")),
                ..situation()
            },
            Situation {
                ouverture: Some(jour("2020-07-02")),
                ..situation()
            },
            Situation {
                etat: Some(Etat::AOuvrir),
                ..situation()
            },
        ];
        for intrus in intrus {
            numero += 1;
            let intrus = Situation {
                departement: Some(code.into()),
                ..intrus
            };
            let id = ecole(&mut faits, numero, intrus);
            ajoute(&mut faits, deploiement(id, one, "2018-09-01"));
        }
    }
    faits
}

/// The cells of each line of the text table.
fn cellules(texte: &str) -> Vec<Vec<String>> {
    let cellule = |ligne: &str| {
        ligne
            .split("  ")
            .map(str::trim)
            .filter(|c| !c.is_empty())
            .map(str::to_owned)
            .collect()
    };
    texte.lines().map(cellule).collect()
}

#[test]
fn the_table_of_the_first_of_july_2020_comes_out_to_the_digit() {
    let faits = academie();
    let bilan = bilan(
        &faits,
        jour("2020-07-01"),
        Par::Departement,
        Regle::Classe,
        Population::Public,
    );
    let texte = RapportBilan(&bilan).to_texte();
    let lignes = cellules(&texte);
    for attendu in [
        "Meurthe-et-Moselle|054|578|271|46,9 %|205|75,6 %|305|67,2 %",
        "Meuse|055|147|104|70,7 %|89|85,6 %|109|81,7 %",
        "Moselle|057|961|609|63,4 %|609|100 %|809|75,3 %",
        "Vosges|088|335|86|25,7 %|65|75,6 %|215|30,2 %",
        "Total|2021|1070|52,9 %|968|90,5 %|1438|67,3 %",
    ] {
        let attendu: Vec<String> = attendu
            .split('|')
            .map(|c| c.replace(" %", "\u{202f}%"))
            .collect();
        assert!(lignes.contains(&attendu), "{attendu:?} in\n{texte}");
    }
    assert!(
        texte.contains("au 1er juillet 2020, par département"),
        "{texte}"
    );
    assert!(
        texte.contains("écoles publiques ouvertes ce jour-là"),
        "{texte}"
    );
    assert!(texte.contains("au moins une classe"), "{texte}");
}

#[test]
fn the_day_before_the_rule_and_the_population_change_the_figures() {
    let faits = academie();
    let total = |au: &str, regle, population| {
        let total = bilan(&faits, jour(au), Par::Departement, regle, population).total;
        (total.ecoles, total.avec_ent)
    };
    assert_eq!(
        total("2020-07-01", Regle::Classe, Population::Tous),
        (2025, 1074)
    );
    assert_eq!(
        total("2020-07-01", Regle::Classe, Population::Prive),
        (4, 4)
    );
    assert_eq!(
        total("2020-07-02", Regle::Classe, Population::Public),
        (2025, 1074)
    );
    // The day before, the closing schools are still there and only the expired ENT count.
    let veille = total("2020-06-30", Regle::Classe, Population::Public);
    assert_eq!(veille.0, 2025);
    assert_ne!(veille.1, 1070);
    assert!(total("2020-07-01", Regle::Ecole, Population::Public).1 < 1070);
}

#[test]
fn scripts_get_the_same_figures_as_numbers() {
    let faits = academie();
    let bilan = bilan(
        &faits,
        jour("2020-07-01"),
        Par::Departement,
        Regle::Classe,
        Population::Public,
    );
    let json: serde_json::Value =
        serde_json::from_str(&RapportBilan(&bilan).to_json().unwrap()).unwrap();
    assert_eq!(json["au"], "2020-07-01");
    assert_eq!(
        (&json["par"], &json["regle"]),
        (&"departement".into(), &"classe".into())
    );
    assert_eq!(json["population"], "public");
    assert_eq!(
        json["lignes"][2],
        serde_json::json!({
            "groupe": "Moselle", "code": "057", "ecoles": 961, "avec_ent": 609, "taux": 63.4,
            "elementaires_primaires_avec_ent": 609, "part_elementaires_primaires": 100.0,
            "elementaires_primaires": 809, "taux_elementaires_primaires": 75.3,
        })
    );
    assert_eq!(json["total"]["taux"], 52.9);
    let csv = RapportBilan(&bilan).to_csv();
    assert!(
        csv.contains("\r\nMoselle;057;961;609;63,4;609;100,0;809;75,3;2020-07-01;"),
        "{csv}"
    );
}

#[test]
fn an_empty_carnet_has_no_rate_rather_than_zero() {
    let faits = Faits::default();
    let vide = bilan(
        &faits,
        jour("2020-07-01"),
        Par::Commune,
        Regle::Classe,
        Population::Public,
    );
    let json: serde_json::Value =
        serde_json::from_str(&RapportBilan(&vide).to_json().unwrap()).unwrap();
    assert_eq!(json["lignes"], serde_json::json!([]));
    assert!(json["total"]["taux"].is_null());
    let texte = RapportBilan(&vide).to_texte();
    assert!(
        cellules(&texte).contains(
            &["Total", "0", "0", "—", "0", "—", "0", "—"]
                .map(str::to_owned)
                .to_vec()
        ),
        "{texte}"
    );
}

#[test]
fn the_list_has_every_school_open_that_day_with_what_makes_it_equipped() {
    let mut faits = Faits::default();
    let one = solution(&mut faits, "ONE", 1, true);
    let klassly = solution(&mut faits, "Klassly", 9, false);
    let equipee = ecole(
        &mut faits,
        880_001,
        Situation {
            maternelle: true,
            ..situation()
        },
    );
    ajoute(&mut faits, deploiement(equipee, one, "2019-09-01"));
    ajoute(&mut faits, deploiement(equipee, klassly, "2019-09-01"));
    ecole(
        &mut faits,
        880_002,
        Situation {
            statut: Some(Statut::Prive),
            ..situation()
        },
    );
    ecole(
        &mut faits,
        880_003,
        Situation {
            fermeture: Some(jour("2020-01-01")),
            ..situation()
        },
    );
    let rapport = RapportEcoles::new(&faits, jour("2020-07-01"), Regle::Classe);
    let json: serde_json::Value = serde_json::from_str(&rapport.to_json().unwrap()).unwrap();
    assert_eq!(
        json[0],
        serde_json::json!({
            "uai": "0880001Y", "nom": "École des Tilleuls", "nature": "primaire",
            "specialisee": false, "statut": "public", "commune": null, "departement": "088",
            "circonscription": null, "secteur": null, "education_prioritaire": null,
            "avec_ent": true, "solutions": ["ONE"],
        })
    );
    assert_eq!(json[1]["statut"], "prive");
    assert_eq!(json.as_array().map(Vec::len), Some(2));
    assert!(
        rapport.to_texte().contains("2, dont 1 avec ENT"),
        "{}",
        rapport.to_texte()
    );
    assert_eq!(rapport.to_csv().lines().count(), 3);
}
