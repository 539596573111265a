//! Who belongs to a group of schools, and that a group counts as every état des lieux does.

use crate::faits::{ajoute, deploiement, ecole, ecole_changeante, jour, situation, solution};
use carnet_ent::domain::bilan::{NON_RENSEIGNE, bilan, compter};
use carnet_ent::domain::courbe::courbe_de;
use carnet_ent::domain::groupe::{Groupes, groupes, positions};
use carnet_ent::domain::{
    EducationPrioritaire, Faits, Groupe, Id, Jalon, Par, PeriodeSituation, Population, Projet,
    Regle, SecteurCollege, Situation, SorteGroupe, Statut,
};
use proptest::prelude::*;

fn secteur(faits: &mut Faits, nom: &str) -> Id {
    let id = Id::derived("secteur_college", nom);
    faits.secteurs.insert(
        id,
        SecteurCollege {
            id,
            uai: Some("0889801A".to_owned()),
            nom: nom.to_owned(),
            commune_nom: Some("Val-le-Haut".to_owned()),
            departement: Some("088".to_owned()),
            plan_ruralite: false,
            ent: String::new(),
            position: None,
        },
    );
    id
}

/// In this commune, of this sector.
fn a(commune: &str, nom: &str, secteur: Option<Id>) -> Situation {
    Situation {
        commune: Some(commune.into()),
        commune_nom: Some(nom.into()),
        secteur,
        ..situation()
    }
}

/// Two sectors; a RPI over two communes; one REP+ school; one private; one without a sector.
fn territoire() -> Faits {
    let mut faits = Faits::default();
    let (nord, sud) = (secteur(&mut faits, "Nord"), secteur(&mut faits, "Sud"));
    let one = solution(&mut faits, "ONE", 1, true);
    let klassly = solution(&mut faits, "Klassly", 2, false);
    let rpi = |s: Situation| Situation {
        rpi: Some("088901".into()),
        ..s
    };
    let ecoles = [
        rpi(a("88001", "Amont", Some(nord))),
        rpi(a("88002", "Aval", Some(nord))),
        Situation {
            education_prioritaire: Some(EducationPrioritaire::RepPlus),
            maternelle: true,
            elementaire: false,
            ..a("88002", "Aval", Some(sud))
        },
        Situation {
            statut: Some(Statut::Prive),
            ..a("88003", "Écart", Some(sud))
        },
        Situation {
            education_prioritaire: Some(EducationPrioritaire::Rep),
            latitude: Some(48.2),
            longitude: Some(6.4),
            ..a("88002", "Aval", None)
        },
    ];
    for (rang, s) in (1..).zip(ecoles) {
        let id = ecole(&mut faits, 880_000 + rang, s);
        if rang == 1 || rang == 3 {
            ajoute(&mut faits, deploiement(id, one, "2019-09-02"));
        } else {
            ajoute(&mut faits, deploiement(id, klassly, "2019-09-02"));
        }
    }
    faits
}

fn liste(faits: &Faits, sorte: SorteGroupe) -> Groupes {
    groupes(
        faits,
        jour("2020-07-01"),
        sorte,
        Regle::Classe,
        Population::Public,
    )
}

#[test]
fn each_kind_gathers_its_own_schools() {
    let faits = territoire();
    // Name, schools, with an ENT; then how many have no group of that kind.
    type Attendu = (&'static [(&'static str, u64, u64)], usize);
    let cas: [(SorteGroupe, Attendu); 5] = [
        (SorteGroupe::Circonscription, (&[], 4)),
        (SorteGroupe::Secteur, (&[("Nord", 2, 1), ("Sud", 1, 1)], 1)),
        (
            SorteGroupe::Commune,
            // The private school alone in its commune: found, not counted.
            (&[("Amont", 1, 1), ("Aval", 3, 1), ("Écart", 0, 0)], 0),
        ),
        // A school outside every RPI lacks nothing; a REP school without a sector does.
        (SorteGroupe::Rpi, (&[("RPI 088901", 2, 1)], 0)),
        (SorteGroupe::Reseau, (&[("Réseau Sud", 1, 1)], 1)),
    ];
    for (sorte, (attendus, sans)) in cas {
        let connus = liste(&faits, sorte);
        let lus: Vec<(&str, u64, u64)> = connus
            .lignes
            .iter()
            .map(|l| (l.nom.as_str(), l.compte.ecoles, l.compte.avec_ent))
            .collect();
        assert_eq!(lus, attendus, "{sorte:?}");
        assert_eq!(connus.sans_groupe.len(), sans, "{sorte:?}");
    }
    assert_eq!(liste(&faits, SorteGroupe::Rpi).lignes[0].ou, "Amont, Aval");
}

#[test]
fn a_commune_without_a_code_is_known_by_its_name_and_takes_its_newest_one() {
    let mut faits = Faits::default();
    let sans_code = Situation {
        commune: None,
        ..a("", "Hameau", None)
    };
    ecole(&mut faits, 880_001, sans_code);
    let periode = |depuis, nom| PeriodeSituation {
        de: Some(jour(depuis)),
        a: None,
        depuis: jour(depuis),
        situation: a("88002", nom, None),
    };
    ecole_changeante(&mut faits, 880_002, vec![periode("2015-01-01", "Aval")]);
    ecole_changeante(
        &mut faits,
        880_003,
        vec![periode("2019-01-01", "Aval-la-Neuve")],
    );
    let connues = liste(&faits, SorteGroupe::Commune);
    let noms: Vec<(&str, Option<&str>)> = connues
        .lignes
        .iter()
        .map(|l| (l.nom.as_str(), l.groupe.code_insee()))
        .collect();
    assert_eq!(noms, [("Aval-la-Neuve", Some("88002")), ("Hameau", None)]);
}

#[test]
fn the_members_of_a_group_are_those_of_that_day() {
    let mut faits = Faits::default();
    let (nord, sud) = (secteur(&mut faits, "Nord"), secteur(&mut faits, "Sud"));
    let one = solution(&mut faits, "ONE", 1, true);
    let avant = PeriodeSituation {
        de: None,
        a: Some(jour("2020-09-01")),
        depuis: jour("2018-01-01"),
        situation: a("88001", "Amont", Some(nord)),
    };
    let apres = PeriodeSituation {
        de: Some(jour("2020-09-01")),
        a: None,
        depuis: jour("2020-09-01"),
        situation: a("88001", "Amont", Some(sud)),
    };
    let id = ecole_changeante(&mut faits, 880_001, vec![avant, apres]);
    ajoute(&mut faits, deploiement(id, one, "2019-09-02"));
    for (au, attendus) in [("2020-08-31", [1, 0]), ("2020-09-01", [0, 1])] {
        let membres = [nord, sud].map(|s| {
            let groupe = Groupe::Secteur(s);
            groupe.membres(&faits, jour(au)).count()
        });
        assert_eq!(membres, attendus, "{au}");
    }
    // The curve of the sector it left falls back that day.
    let groupe = Groupe::Secteur(nord);
    let courbe = courbe_de(
        &faits,
        jour("2019-08-01"),
        jour("2021-07-01"),
        Regle::Classe,
        Population::Public,
        |s| groupe.contient(s),
    );
    let lus: Vec<(String, u32, u32)> = courbe
        .points
        .iter()
        .filter(|p| ["2019-09-01", "2019-10-01", "2020-09-01"].contains(&&*p.jour.to_string()))
        .map(|p| (p.jour.to_string(), p.ecoles, p.avec_ent))
        .collect();
    let attendus = [
        ("2019-09-01", 1, 0),
        ("2019-10-01", 1, 1),
        ("2020-09-01", 0, 0),
    ]
    .map(|(jour, ecoles, avec)| (jour.to_owned(), ecoles, avec));
    assert_eq!(lus, attendus);
}

#[test]
fn the_map_places_what_has_coordinates_and_counts_the_rest() {
    let faits = territoire();
    let commune = Groupe::Commune("88002".into());
    let (places, sans) = positions(&faits, &commune, jour("2020-07-01"), Regle::Classe);
    assert_eq!((places.len(), sans), (1, 2));
    assert!(!places[0].avec_ent, "Klassly is no ENT");
}

#[test]
fn a_project_counts_its_open_schools_and_its_milestones_of_that_day() {
    let mut faits = territoire();
    let fermee = Situation {
        fermeture: Some(jour("2020-01-01")),
        ..situation()
    };
    let fermee = ecole(&mut faits, 880_009, fermee);
    let id = Id::derived("projet", "un");
    let jalon = |prevu: &str, atteint: &str| Jalon {
        prevu_le: Some(jour(prevu)),
        atteint_le: (!atteint.is_empty()).then(|| jour(atteint)),
        ..Jalon::nouveau(id, None)
    };
    let projet = Projet {
        id,
        nom: "Un projet".to_owned(),
        portee: None,
        circonscription: None,
        solution: None,
        debut: None,
        fin: None,
        description: String::new(),
        evaluation: String::new(),
        ecoles: faits.ecoles[..3]
            .iter()
            .map(|e| e.id)
            .chain([fermee])
            .collect(),
        jalons: vec![
            jalon("2020-01-10", "2020-01-12"),
            jalon("2020-06-26", "2020-07-03"),
            jalon("2020-06-01", ""),
            Jalon::nouveau(id, None),
        ],
    };
    let au = jour("2020-07-01");
    let (avec, sans) = projet.ecoles_au(&faits, au, Regle::Classe);
    assert_eq!(
        (avec.len(), sans.len()),
        (2, 1),
        "the closed one is neither"
    );
    assert_eq!(projet.avancement(au), (1, 4), "reached two days later");
    let prochain = projet.prochain(au).expect("three are left");
    assert_eq!(prochain.prevu_le, Some(jour("2020-06-01")));
    assert!(prochain.est_en_retard(au));
    assert!(!prochain.est_en_retard(jour("2020-06-01")), "due that day");
    assert_eq!(projet.avancement(jour("2020-07-03")), (2, 4));
}

proptest! {
    /// A group's own sheet, the list of groups and the état des lieux never disagree.
    #[test]
    fn groups_count_as_the_bilan_does(
        ecoles in prop::collection::vec((0..4_u8, 0..3_u8, any::<bool>(), any::<bool>()), 0..40),
        ecole_entiere in any::<bool>(),
    ) {
        let mut faits = Faits::default();
        let secteurs = ["Nord", "Sud"].map(|nom| secteur(&mut faits, nom));
        let one = solution(&mut faits, "ONE", 1, true);
        for (rang, (commune, secteur, public, avec)) in (1..).zip(ecoles) {
            let s = Situation {
                commune: (commune > 0).then(|| format!("8800{commune}")).map(Into::into),
                commune_nom: (commune > 0).then(|| format!("Commune {commune}")).map(Into::into),
                secteur: secteurs.get(usize::from(secteur)).copied(),
                statut: Some(if public { Statut::Public } else { Statut::Prive }),
                ..situation()
            };
            let id = ecole(&mut faits, 880_000 + rang, s);
            if avec {
                ajoute(&mut faits, deploiement(id, one, "2019-09-02"));
            }
        }
        let au = jour("2020-07-01");
        let regle = if ecole_entiere { Regle::Ecole } else { Regle::Classe };
        for par in [Par::Secteur, Par::Commune] {
            let sorte = par.groupes().expect("groups of schools");
            let etat = bilan(&faits, au, par, regle, Population::Public);
            let connus = groupes(&faits, au, sorte, regle, Population::Public);
            let lignes: Vec<_> = connus
                .lignes
                .iter()
                .filter(|l| l.compte.ecoles > 0)
                .map(|l| (Some(&l.groupe), l.nom.as_str(), l.compte))
                .collect();
            let attendues: Vec<_> = etat
                .lignes
                .iter()
                .filter(|l| l.groupe != NON_RENSEIGNE)
                .map(|l| (l.cle.as_ref(), l.groupe.as_str(), l.compte))
                .collect();
            prop_assert_eq!(lignes, attendues);
            let sans = etat.lignes.iter().find(|l| l.groupe == NON_RENSEIGNE);
            let sans = sans.map_or(0, |l| l.compte.ecoles);
            prop_assert_eq!(connus.sans_groupe.len() as u64, sans);
            for ligne in &connus.lignes {
                let fiche = compter(
                    &faits,
                    ligne.groupe.membres(&faits, au),
                    au,
                    regle,
                    Population::Public,
                );
                prop_assert_eq!(fiche, ligne.compte);
            }
        }
    }
}
