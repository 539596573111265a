//! The published files of `../shared/data`, whole, after the annuaire that goes with them. Skipped
//! by name when they are absent.

use std::path::Path;

use crate::donnees::publie;
use crate::fichier_annuaire::{Fichier, V2026, ligne};
use carnet_ent::domain::Uai;
use carnet_ent::exchange::Progress;
use carnet_ent::exchange::annuaire::Choix;
use carnet_ent::exchange::import::{self, Connu, Decisions, Plan};
use carnet_ent::store::{Auteur, Store};

fn prepare(store: &Store, chemin: &Path) -> Plan {
    let connu = Connu::read(store).expect("read");
    let jeu = import::jeu(chemin).expect("a table");
    import::preparer(
        chemin,
        jeu,
        &Choix::default(),
        &connu,
        &mut Progress::silent(),
    )
    .expect("a published file is read")
}

/// What the plan says and how much was written; nothing of a published file is refused.
fn importe(store: &mut Store, chemin: &Path) -> (Plan, usize) {
    let plan = prepare(store, chemin);
    assert_eq!(plan.refusees(), []);
    assert_eq!(plan.remarques(), []);
    let ecrits = import::appliquer(store, &plan, &Decisions::default(), &mut Progress::silent())
        .expect("written");
    assert_eq!(store.verify().expect("read"), Vec::<String>::new());
    (plan, ecrits)
}

fn comptes(plan: &Plan) -> [usize; 5] {
    let r = plan.resume();
    [
        r.nouvelles,
        r.modifiees,
        r.inchangees,
        r.absentes,
        r.non_suivies,
    ]
}

fn neuf() -> Store {
    Store::in_memory(&Auteur::default()).expect("memory")
}

#[test]
fn ille_et_vilaine_has_four_rentrees_and_its_secteurs() {
    let Some(annuaire) = publie("annuaire-2023-ille-et-vilaine.csv") else {
        return;
    };
    let (Some(effectifs), Some(carte)) = (
        publie("effectifs-2019-2022-ille-et-vilaine.csv"),
        publie("carte-scolaire-ille-et-vilaine.csv"),
    ) else {
        return;
    };
    let mut store = neuf();
    importe(&mut store, &annuaire);
    let (plan, ecrits) = importe(&mut store, &effectifs);
    assert_eq!(plan.commun().expect("effectifs").lues, 2704);
    // Ten rows of schools that had closed by 2023.
    assert_eq!((comptes(&plan), ecrits), ([2694, 0, 0, 0, 10], 2694));
    let Plan::Effectifs(mesures) = &plan else {
        panic!("{}", plan.fichier())
    };
    assert_eq!(mesures.rentrees(), "rentrées 2019 à 2022");
    let faits = store.faits().expect("read");
    let de = |rentree| {
        let tous = faits.effectifs.values().flatten();
        tous.filter(|e| e.rentree == rentree).count()
    };
    assert_eq!([2019, 2020, 2021, 2022].map(de), [672, 673, 674, 675]);

    let (plan, ecrits) = importe(&mut store, &carte);
    assert_eq!(plan.commun().expect("carte").lues, 5416);
    assert_eq!(
        (comptes(&plan)[..4].to_vec(), ecrits),
        (vec![297, 0, 0, 0], 297)
    );
    assert_eq!(plan.resume().a_choisir, 124);
    let Plan::CarteScolaire(carte_lue) = &plan else {
        panic!("{}", plan.fichier())
    };
    // Places are known by the annuaire: the nearest collège comes first.
    assert!(carte_lue.a_choisir.iter().all(|e| {
        let distances: Vec<f64> = e.colleges.iter().filter_map(|c| c.distance).collect();
        distances.len() == e.colleges.len() && distances.is_sorted()
    }));
    // All of it again: nothing.
    let revision = store.revision();
    for fichier in [&annuaire, &effectifs, &carte] {
        let (plan, ecrits) = importe(&mut store, fichier);
        assert_eq!((comptes(&plan)[..2].to_vec(), ecrits), (vec![0, 0], 0));
    }
    assert_eq!(store.revision(), revision);
}

/// An annuaire of schools under these codes, by lack of the published one.
fn annuaire_de(codes: &[String]) -> Fichier {
    let mut fichier = Fichier::new(V2026);
    for code in codes {
        let departement = &code[..3];
        fichier.push(
            ligne(code[..7].parse().expect("digits"), "Ecole")
                .set("code_departement", departement)
                .set("code_commune", &format!("{}999", &departement[1..]))
                .set("date_maj_ligne", "2022-06-08"),
        );
    }
    fichier
}

#[test]
fn nancy_metz_has_its_ips_and_its_colleges() {
    let (Some(ips), Some(geo)) = (
        publie("ips-2021-nancy-metz.csv"),
        publie("geolocalisation-colleges-nancy-metz.csv"),
    ) else {
        return;
    };
    let texte = std::fs::read_to_string(&ips).expect("read");
    let codes: Vec<String> = texte
        .lines()
        .skip(1)
        .filter_map(|l| l.split(';').nth(4))
        .map(|code| Uai::parse(code).expect("valid").to_string())
        .collect();
    let mut store = neuf();
    importe(&mut store, &annuaire_de(&codes).ecrire());
    let (plan, ecrits) = importe(&mut store, &ips);
    assert_eq!((comptes(&plan), ecrits), ([1262, 0, 0, 0, 0], 1262));
    let faits = store.faits().expect("read");
    assert_eq!(faits.ips.len(), 1262);
    let bornes = faits.ips.values().flatten().filter_map(|i| i.dixiemes);
    assert!(
        bornes.clone().all(|d| (400..1800).contains(&d)),
        "{:?}",
        bornes.max()
    );
    let (plan, ecrits) = importe(&mut store, &geo);
    assert_eq!(plan.commun().expect("géolocalisation").lues, 263);
    // The 47 private ones have no secteur.
    assert_eq!((comptes(&plan), ecrits), ([216, 0, 0, 0, 47], 216));
    let faits = store.faits().expect("read");
    assert_eq!(faits.secteurs.len(), 216);
    assert!(
        faits
            .secteurs
            .values()
            .all(|s| s.position.is_some() && !s.nom.is_empty())
    );
}
