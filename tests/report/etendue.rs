//! The scope of a report: a circonscription has, on each day, the schools it had that day.

use crate::common::jour;
use crate::faits::{ajoute, deploiement, ecole, ecole_changeante, situation, solution};
use carnet_ent::domain::modele_bilan::DemandeBilan;
use carnet_ent::domain::{
    Etendue, Faits, Groupe, Id, ModeleBilan, Par, PeriodeSituation, Population, Regle, Situation,
};
use carnet_ent::report::bilans::Imprime;

/// A school with an ENT since 2019 leaves the first for the second in September 2021; each has a
/// school of its own, that of the second with an ENT since 2022. The circonscriptions.
fn deux_circonscriptions() -> (Faits, [Groupe; 2]) {
    let mut faits = Faits::default();
    let ids = ["Épinal", "Golbey"].map(|nom| Id::derived("circonscription", nom));
    let dans = |id: Id| Situation {
        circonscription: Some(id),
        ..situation()
    };
    let change = jour(2021, 9, 1);
    let periode = |de, a, situation| PeriodeSituation {
        de,
        a,
        depuis: jour(2015, 9, 1),
        situation,
    };
    let partie = ecole_changeante(
        &mut faits,
        880_001,
        vec![
            periode(None, Some(change), dans(ids[0])),
            periode(Some(change), None, dans(ids[1])),
        ],
    );
    ecole(&mut faits, 880_002, dans(ids[0]));
    let autre = ecole(&mut faits, 880_003, dans(ids[1]));
    faits.ecoles.sort_by(|a, b| a.uai.cmp(&b.uai));
    let one = solution(&mut faits, "ONE", 1, true);
    ajoute(&mut faits, deploiement(partie, one, "2019-09-02"));
    ajoute(&mut faits, deploiement(autre, one, "2022-01-03"));
    (faits, ids.map(Groupe::Circonscription))
}

fn imprime(faits: &Faits, modele: ModeleBilan, groupe: &Groupe) -> String {
    let demande = DemandeBilan {
        modele,
        etendue: Etendue::Groupe(groupe.clone()),
        au: jour(2022, 6, 1),
        compare: Some(jour(2020, 6, 1)),
        par: Par::Departement,
        regle: Regle::Classe,
        population: Population::Public,
        le: jour(2022, 6, 2),
        auteur: String::new(),
    };
    let imprime = Imprime::new(faits, &demande, None).expect("made");
    imprime.csv().expect("written")
}

/// The schools with an ENT a curve counts on that day.
fn avec_ent(csv: &str, jour: &str) -> Vec<String> {
    let lignes = csv.lines().filter(|l| l.starts_with(jour));
    let derniers = lignes.filter_map(|l| l.trim_end().rsplit(';').next());
    derniers.map(str::to_owned).collect()
}

#[test]
fn a_school_that_moved_counts_each_day_where_it_was() {
    let (faits, [epinal, golbey]) = deux_circonscriptions();
    for (groupe, ecart, alors, aujourdhui) in [(&epinal, "−1", "1", "0"), (&golbey, "+2", "0", "2")]
    {
        let bilan = imprime(&faits, ModeleBilan::BilanCirconscription, groupe);
        let change = format!("{ecart} depuis le 01/06/2020");
        assert!(bilan.contains(&change), "{change}\n{bilan}");
        let elus = imprime(&faits, ModeleBilan::PageElus, groupe);
        for csv in [&bilan, &elus] {
            assert_eq!(avec_ent(csv, "01/06/2020"), [alors], "{csv}");
            assert_eq!(avec_ent(csv, "01/06/2022"), [aujourdhui], "{csv}");
        }
    }
}

#[test]
fn a_curve_begins_with_the_first_ent_of_a_school_that_has_left() {
    let (faits, [epinal, _]) = deux_circonscriptions();
    let csv = imprime(&faits, ModeleBilan::PageElus, &epinal);
    assert_eq!(avec_ent(&csv, "01/10/2019"), ["1"], "{csv}");
}
