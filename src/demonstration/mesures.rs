//! What was counted and seen in the schools of the two circonscriptions: pupils and classes and
//! IPS rentrée by rentrée, conditions of work, population of the communes. All made up, and
//! plausible.

use chrono::{Days, NaiveDate};

use super::alea::{Alea, jour, jour_ouvre};
use super::ecole_fictive::EcoleFictive;
use super::plan::{Ecriture, Monde};
use crate::domain::{
    Alimentation, ChampEcole, Conditions, EducationPrioritaire, Id, Nature, Source, Statut, Wifi,
};
use crate::store::{Champs, Genre, JeuLot, LigneLot, Lot, Valeur};

/// The first rentrée that was counted, and the first whose IPS was published.
const EFFECTIFS_DEPUIS: i32 = 2019;
const IPS_DEPUIS: i32 = 2021;

/// INSEE code, inhabitants in 2021, rounded.
const POPULATIONS: [(&str, i64); 38] = [
    ("88321", 6_300),
    ("88118", 690),
    ("88393", 390),
    ("88401", 480),
    ("88154", 120),
    ("88460", 190),
    ("88270", 2_050),
    ("88212", 330),
    ("88044", 560),
    ("88303", 240),
    ("88189", 150),
    ("88352", 230),
    ("88095", 1_620),
    ("88366", 280),
    ("88241", 400),
    ("88206", 940),
    ("88387", 260),
    ("88504", 170),
    ("88150", 250),
    ("88079", 1_290),
    ("88430", 520),
    ("88524", 300),
    ("88461", 240),
    ("88446", 190),
    ("88160", 32_000),
    ("88209", 8_600),
    ("88087", 3_000),
    ("88132", 1_430),
    ("88253", 690),
    ("88136", 1_500),
    ("88134", 520),
    ("88099", 1_480),
    ("88483", 2_350),
    ("88126", 1_250),
    ("88439", 810),
    ("88178", 1_750),
    ("88012", 1_100),
    ("88011", 1_700),
];

/// What is written, with the day and the sentence of the operation.
pub(super) type Releves = Vec<(NaiveDate, String, Vec<Ecriture>)>;

/// The files imported and the lists typed for both circonscriptions up to `aujourdhui`.
pub(super) fn imports(monde: &Monde, aujourdhui: NaiveDate) -> Releves {
    let mut releves = Vec::new();
    for (le, annee, facteur) in [
        (jour(2018, 11, 6), 2015, 103),
        (jour(2024, 1, 16), 2021, 100),
    ] {
        let libelle = "Population des communes".to_owned();
        releves.push((le, libelle, populations(annee, facteur)));
    }
    for rentree in EFFECTIFS_DEPUIS.. {
        let millesime = jour(rentree + 1, 1, 17);
        if millesime + Days::new(7) > aujourdhui {
            break;
        }
        let lot = effectifs(monde, rentree, millesime);
        let libelle = format!("Import des effectifs, rentrée {rentree}");
        let le = jour_ouvre(millesime + Days::new(7));
        releves.push((le, libelle, vec![Ecriture::Lot(lot)]));
    }
    for rentree in IPS_DEPUIS.. {
        let millesime = jour(rentree + 1, 10, 11);
        if millesime + Days::new(9) > aujourdhui {
            break;
        }
        let lot = ips(monde, rentree, millesime);
        let libelle = format!("Import des IPS, rentrée {rentree}");
        let le = jour_ouvre(millesime + Days::new(9));
        releves.push((le, libelle, vec![Ecriture::Lot(lot)]));
    }
    releves.retain(|(le, ..)| *le <= aujourdhui);
    releves
}

fn populations(annee: i64, facteur: i64) -> Vec<Ecriture> {
    let source = Source::Saisi;
    POPULATIONS
        .into_iter()
        .map(|(insee, habitants)| {
            // Censuses do not end in zeros.
            let reste = i64::from(Alea::pour(insee).sous(10));
            let champs = Champs::new()
                .set("insee", insee)
                .set("population", habitants * facteur / 100 + reste)
                .set("annee", annee);
            let id = Id::derived("commune_info", insee);
            Ecriture::Objet(Genre::CommuneInfo, id, champs, source)
        })
        .collect()
}

fn lot(
    monde: &Monde,
    (jeu, rentree, millesime, fichier): (JeuLot, i32, NaiveDate, &str),
    valeurs: impl Fn(&EcoleFictive, NaiveDate) -> Option<Vec<Option<i64>>>,
) -> Lot {
    let octobre = jour(rentree, 10, 1);
    let mut lignes: Vec<LigneLot> = monde
        .ecoles
        .iter()
        .filter(|e| e.ouverte_au(octobre))
        .filter_map(|e| {
            Some(LigneLot {
                cle: vec![e.uai.as_str().into()],
                valeurs: valeurs(e, octobre)?,
            })
        })
        .collect();
    lignes.sort();
    Lot {
        jeu,
        rentree,
        millesime,
        fichier: fichier.to_owned(),
        lignes,
    }
}

/// Pupils, classes and levels of each school: a little fewer each year.
fn effectifs(monde: &Monde, rentree: i32, millesime: NaiveDate) -> Lot {
    let fichier = "fr-en-ecoles-effectifs-nb_classes.csv";
    let quoi = (JeuLot::Effectifs, rentree, millesime, fichier);
    lot(monde, quoi, |e, octobre| {
        let mut alea = Alea::pour(&format!("{} effectifs {rentree}", e.uai));
        let ans = u32::try_from(rentree - EFFECTIFS_DEPUIS).unwrap_or_default();
        let eleves = (e.eleves * (200 - 3 * ans) / 200 + alea.sous(7)).saturating_sub(3);
        let nature = nature_au(e, octobre);
        let a_ulis = nature != Nature::Maternelle && Alea::pour(&e.uai).chance(12);
        let ulis = if a_ulis { alea.entre(9, 12) } else { 0 };
        let niveaux = niveaux(nature, eleves.saturating_sub(ulis), &mut alea);
        let classes = e.classes - u32::from(ans > 2 && e.classes > 2 && eleves / e.classes < 19);
        let mut valeurs = vec![Some(i64::from(classes)), Some(i64::from(eleves))];
        valeurs.extend(niveaux.map(|n| Some(i64::from(n))));
        valeurs.push(Some(i64::from(ulis)));
        Some(valeurs)
    })
}

/// Pré-élémentaire, then CP to CM2, which add up to `eleves`.
fn niveaux(nature: Nature, eleves: u32, alea: &mut Alea) -> [u32; 6] {
    let pre = match nature {
        Nature::Maternelle => eleves,
        Nature::Elementaire => 0,
        Nature::Primaire => eleves * alea.entre(32, 40) / 100,
    };
    let reste = eleves - pre;
    let mut niveaux = [pre, 0, 0, 0, 0, 0];
    for rang in 0..reste {
        let un = if rang % 3 == 0 {
            alea.sous(5)
        } else {
            rang % 5
        };
        niveaux[1 + un as usize] += 1;
    }
    niveaux
}

/// Its nature on this day: typed changes apart, it is always the same.
fn nature_au(e: &EcoleFictive, le: NaiveDate) -> Nature {
    let devenue = e.changements.iter().any(|c| {
        let maternelle = c.champs.get(ChampEcole::Maternelle.as_str());
        c.depuis <= le && maternelle.and_then(|m| m.valeur()) == Some(&Valeur::Entier(1))
    });
    if devenue { Nature::Primaire } else { e.nature }
}

/// The IPS of each élémentaire and primaire; the smallest are « NS ».
fn ips(monde: &Monde, rentree: i32, millesime: NaiveDate) -> Lot {
    let quoi = (JeuLot::Ips, rentree, millesime, "fr-en-ips_ecoles.csv");
    lot(monde, quoi, |e, octobre| {
        if nature_au(e, octobre) == Nature::Maternelle {
            return None;
        }
        let mut constante = Alea::pour(&format!("{} ips", e.uai));
        let (min, max) = match (e.education_prioritaire, e.statut) {
            (EducationPrioritaire::RepPlus, _) => (690, 780),
            (EducationPrioritaire::Rep, _) => (780, 880),
            (EducationPrioritaire::Hors, Statut::Prive) => (1_040, 1_190),
            (EducationPrioritaire::Hors, Statut::Public) => (880, 1_120),
        };
        let base = constante.entre(min, max);
        let mut alea = Alea::pour(&format!("{} ips {rentree}", e.uai));
        let dixiemes = base + alea.sous(25);
        Some(vec![(e.eleves >= 45).then_some(i64::from(dixiemes))])
    })
}

/// The days on which the schools were asked how they work, and what share of them answered.
fn enquetes(aujourdhui: NaiveDate) -> Vec<(NaiveDate, u32)> {
    let mut jours = vec![(jour(2019, 11, 19), 88), (jour(2022, 5, 17), 80)];
    let recente = jour_ouvre(aujourdhui - Days::new(41));
    if recente > jour(2023, 1, 1) {
        jours.push((jour(2023, 3, 14), 62));
        jours.push((recente, 35));
    }
    jours.retain(|(le, _)| *le <= aujourdhui);
    jours
}

/// What the public schools of a circonscription said of their conditions, survey by survey.
pub(super) fn conditions(
    monde: &Monde,
    circonscription: Id,
    aujourdhui: NaiveDate,
) -> Vec<(NaiveDate, Vec<Ecriture>)> {
    enquetes(aujourdhui)
        .into_iter()
        .map(|(le, part)| {
            let reponses = monde
                .ecoles
                .iter()
                .filter(|e| e.circonscription == circonscription && e.statut == Statut::Public)
                .filter(|e| e.ouverte_au(le))
                .filter(|e| Alea::pour(&format!("{} enquête {le}", e.uai)).chance(part))
                .map(|e| Ecriture::Conditions(Box::new(reponse(e, le))))
                .collect();
            (le, reponses)
        })
        .collect()
}

/// A school's own pace: what it has does not go backwards from one survey to the next.
fn reponse(e: &EcoleFictive, le: NaiveDate) -> Conditions {
    let mut alea = Alea::pour(&format!("{} équipement", e.uai));
    let fibre = alea.entre(2019, 2026);
    let wifi = alea.sous(100);
    let gar = alea.entre(2021, 2027);
    let charte = alea.entre(2018, 2025);
    let ecrans = e.classes.min(alea.entre(1, 6));
    let (postes, tablettes) = (alea.entre(2, 14), alea.sous(3) * alea.entre(4, 12));
    let alimentation = *alea.choix(&Alimentation::ALL);
    let responsable = alea.chance(60);
    let annee = u32::try_from(chrono::Datelike::year(&le)).unwrap_or_default();
    let fibree = fibre < annee;
    let debit = if fibree {
        *alea.choix(&[100, 300, 500])
    } else {
        *alea.choix(&[2, 4, 8, 12, 20])
    };
    let avance = annee.saturating_sub(2019) * 6;
    let accroche = gar < annee;
    Conditions {
        debit_mbits: Some(debit),
        wifi: Some(match wifi + avance {
            0..=34 => Wifi::Aucun,
            35..=79 => Wifi::Partiel,
            _ => Wifi::Complet,
        }),
        postes: Some(postes),
        tablettes: Some(if annee < 2021 { 0 } else { tablettes }),
        ecrans: Some(ecrans),
        gar: (annee > 2020).then_some(accroche),
        gar_le: (accroche && annee > 2020).then(|| jour(gar.cast_signed(), 10, 4)),
        responsable_affectation: (annee > 2020).then_some(accroche && responsable),
        alimentation: Some(alimentation),
        charte: Some(charte < annee),
        charte_le: (charte < annee).then(|| jour(charte.cast_signed(), 9, 20)),
        ..Conditions::vides(e.id, le)
    }
}
